"""Fuzz target: the grammar of times, on any text."""

import datetime
from collections.abc import Iterator

import yaml

from dateline.coding import Time
from dateline.spans import cut
from dateline.stages.times import find_times, find_timexes, load_times
from tools.fuzz.samples import ROOT

GRAMMAR = load_times()
DAYS = (
    None,
    datetime.date(2024, 5, 16),
    datetime.date(1, 1, 1),
    datetime.date(9999, 12, 31),
    datetime.date(2024, 2, 29),
)
DATA = "src/dateline/data/lexicon/en/times/*.yaml"
LEAST = 4
"""Letters of a string of the grammar's data that is worth a seed or a word."""


def seeds() -> Iterator[bytes]:
    """Every example of the grammar, a publication day by the first byte."""
    for number, text in enumerate(text for text in _strings() if " " in text):
        yield bytes([number % len(DAYS)]) + text.encode()


def words() -> list[str]:
    """Single words of the grammar."""
    short = {text for text in _strings() if LEAST <= len(text) <= 20 and text.replace(" ", "").isalpha()}
    return [
        "0",
        "99",
        "31",
        "30th",
        "first",
        "-",
        "–",
        "from ",
        " to ",
        "between ",
        " and ",
        "/",
        ":",
        *sorted(short)[:300],
    ]


def once(raw: bytes) -> None:
    """Find the times of the rest of the bytes as one paragraph; the first byte tells the day of publication."""
    text, day = raw[1:].decode("utf-8", "replace"), DAYS[(raw[:1] or b"\0")[0] % len(DAYS)]
    for find in (find_times, find_timexes):
        check_times(text, find(text, (cut(text, 0, len(text)),), day, GRAMMAR))


def check_times(text: str, found: tuple[Time, ...]) -> None:
    """The spans are slices in order that share no character; the days are in order."""
    end = 0
    for time in found:
        assert text[time.start : time.end] == time.text, time
        assert time.start >= end, "times overlap"
        assert time.value, time
        assert time.from_ is None or time.to is None or time.from_ <= time.to, time
        end = time.end


def _strings() -> Iterator[str]:
    """Every string in the data of the grammar, patterns and examples alike."""
    for path in sorted(ROOT.glob(DATA)):
        yield from _inside(yaml.safe_load(path.read_text("utf-8")))


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (*_inside(key), *_inside(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)
