"""`python -m evaluate [dev|held|all] [--misses]`: figures on our own annotated stories, and what is missed."""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from dateline.formats import read_path
from dateline.pipeline import Resources, code_many, load_resources
from dateline.story import Reject, Story
from evaluate.scoring import fields, figures, match
from evaluate.spans import ends

GOLD = Path(__file__).resolve().parent.parent / "examples/gold"
Json = dict[str, Any]


def annotated(which: str) -> list[Json]:
    """The annotations of one part: dev, held or all."""
    held = set((GOLD / "HELD.txt").read_text().split())
    chosen = [p for p in sorted(GOLD.glob("*.json")) if which == "all" or (p.name[:3] in held) == (which == "held")]
    return [
        json.loads(p.read_text(encoding="utf-8"))
        | {"path": str((p.parent / json.loads(p.read_text())["file"]).resolve())}
        for p in chosen
    ]


def triples(which: str, resources: Resources | None = None) -> list[tuple[str, Json, Json]]:
    """(text, annotation, coding) of each annotated story."""
    gold = annotated(which)
    stories = [s for g in gold for s in read_path(Path(g["path"])) if isinstance(s, Story)]
    codings = list(code_many(stories, resources or load_resources()))
    if rejected := [str(c) for c in codings if isinstance(c, Reject)]:
        raise SystemExit("\n".join(rejected))
    return [(s.text, g, json.loads(msgspec.json.encode(c))) for s, g, c in zip(stories, gold, codings, strict=True)]


def misses(text: str, gold: Json, coding: Json) -> None:
    """Print every event that was missed, is too much, or has a wrong field."""
    told = dict(match(text, gold["events"], coding["events"]))
    print(f"\n== {gold['file']}")
    for i, wanted in enumerate(gold["events"]):
        _compare(text, wanted, coding["events"][told[i]] if i in told else None)
    header = {"title": coding["title"], "date": coding["date"], **coding["story"]}
    print("HEADER", {k: (header.get(k), v) for k, v in gold["story"].items() if header.get(k) != v})
    for j, event in enumerate(coding["events"]):
        if j not in told.values():
            told_by = f"{event['event']} {event['status']} {event['rules'][0]}"
            print(f"EXTRA {told_by} {_who(event)} … {_around(text, ends(event['trigger']))}")


def _compare(text: str, wanted: Json, mine: Json | None) -> None:
    line = f"{wanted['event']} {wanted['status']} {_who(wanted)}"
    if mine is None:
        if wanted["core"]:
            print(f"MISS {line} … {_around(text, wanted['trigger'])}")
        return
    wrong = {k: _shown(mine, k) for k, right in fields(wanted, mine).items() if not right}
    if wrong:
        when, where = wanted["when"] or {}, wanted["where"] or {}
        due = f"{when.get('from')}..{when.get('to')} {where.get('name')} {wanted['speaker']}"
        print(f"WRONG {line} {due}: got {wrong} … {_around(text, wanted['trigger'])}")


def _who(event: Json) -> tuple[str, str]:
    return ", ".join(p["name"] for p in event["actor"]), ", ".join(p["name"] for p in event["recipient"])


def _around(text: str, span: list[int]) -> str:
    return text[max(0, span[0] - 60) : span[1] + 50].replace("\n", " ")


def _shown(event: Json, field: str) -> Any:
    role, _, part = field.partition("_")
    value = event.get(role)
    return [p[part] for p in value] if part and isinstance(value, list) else value


if __name__ == "__main__":
    part = next((a for a in sys.argv[1:] if not a.startswith("-")), "dev")
    measured = triples(part)
    if "--misses" in sys.argv:
        for triple in measured:
            misses(*triple)
    for triple in measured:
        print(Path(triple[1]["file"]).name, json.dumps(figures([triple])["events"]))
    print(json.dumps(figures(measured), indent=1))
