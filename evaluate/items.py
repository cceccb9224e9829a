"""What is scored item by item: statements, times, places, offices, and the header."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from evaluate.spans import ends, share, touch, words

Json = dict[str, Any]
ENOUGH = 0.6
"""Share of a statement's content that a found one must cover."""


def count_items(gold: Json, coding: Json, counts: Counter[str]) -> None:
    """Add to `counts` how many items the annotation has and how many the coding gets right."""
    tests: dict[str, Callable[[Json, Json], bool]] = {
        "statements": said,
        "times": dated,
        "places": placed,
        "offices": held,
    }
    for name, test in tests.items():
        counts[f"item {name} all"] += len(gold[name])
        counts[f"item {name} right"] += sum(any(test(w, found) for found in coding[name]) for w in gold[name])
    header = {"title": coding["title"], "date": coding["date"], **coding["story"]}
    counts["item structure all"] += len(gold["story"])
    counts["item structure right"] += sum(header.get(k) == v for k, v in gold["story"].items())
    counts["said given"] += len(coding["statements"])
    counts["said right"] += sum(
        any(touch(ends(s["content"]), w["content"]) for w in gold["statements"]) for s in coding["statements"]
    )


def said(want: Json, found: Json) -> bool:
    """Content mostly covered, the same kind, and a word of the speaker's name."""
    covered = share(ends(found["content"]), want["content"]) >= ENOUGH
    return covered and want["kind"] == found["kind"] and bool(words(found["speaker"]) & words(want["speaker"]))


def dated(want: Json, found: Json) -> bool:
    """The spans touch and the interval is the same."""
    return touch(ends(found), want["span"]) and (found["from"], found["to"]) == (want["from"], want["to"])


def placed(want: Json, found: Json) -> bool:
    """The same span and name, and the same GeoNames id where the annotation has one."""
    same = ends(found) == want["span"] and found["name"] == want["name"]
    return same and want["geonameid"] in (None, found.get("geonameid"))


def held(want: Json, found: Json) -> bool:
    """The same person and country, and a word of the office."""
    same = (found["person"], found["country"]) == (want["person"], want["country"])
    return same and touch(ends(found), want["span"]) and bool(words(found["office"]) & words(want["office"]))
