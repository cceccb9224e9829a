"""Figures for one or more stories: a coding (the contract's JSON) against an annotation (examples/gold/*.json).

Two events may match when they stand in one sentence or their triggers overlap, one's type is among the other's
accepted types, and triggers overlap or an actor is shared; pairs are made one to one, best first. Recall is over the
annotation's core events, precision over all coded events. Field figures are shares over the pairs where the annotation
states the field.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from evaluate.items import count_items
from evaluate.spans import bad_spans, ends, touch, words

Json = dict[str, Any]
BREAK = re.compile(r"(?<=[.!?][”\"'’\s])\s*(?=[A-Z“\"‘'])|\n+")


def figures(triples: Iterable[tuple[str, Json, Json]]) -> dict[str, Any]:
    """Figures over (text, annotation, coding) triples, rounded to three digits."""
    counts: Counter[str] = Counter()
    for text, gold, coding in triples:
        counts.update(_story(text, gold, coding))
    precision, recall = (
        _rate(counts, *pair) or 0.0 for pair in (("event right", "event given"), ("event found", "event core"))
    )
    events = {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}
    return {
        "events": events | {"core": counts["event core"], "given": counts["event given"]},
        "fields": _group(counts, "field"),
        "items": _group(counts, "item"),
        "statement precision": _rate(counts, "said right", "said given"),
        "bad spans": counts["bad spans"],
    }


def _rate(counts: Counter[str], right: str, of: str) -> float | None:
    return round(counts[right] / counts[of], 3) if counts[of] else None


def _group(counts: Counter[str], kind: str) -> dict[str, float | None]:
    names = sorted(key.split(" ")[1] for key in counts if key.startswith(kind) and key.endswith(" all"))
    return {name: _rate(counts, f"{kind} {name} right", f"{kind} {name} all") for name in names}


def _f1(p: float, r: float) -> float:
    return round(2 * p * r / (p + r), 3) if p + r else 0.0


def _story(text: str, gold: Json, coding: Json) -> Counter[str]:
    counts: Counter[str] = Counter({"bad spans": bad_spans(text, coding)})
    found = match(text, gold["events"], coding["events"])
    counts["event given"], counts["event right"] = len(coding["events"]), len(found)
    counts["event core"] = sum(e["core"] for e in gold["events"])
    counts["event found"] = sum(gold["events"][i]["core"] for i, _ in found)
    for i, j in found:
        for name, right in fields(gold["events"][i], coding["events"][j]).items():
            counts[f"field {name} all"] += 1
            counts[f"field {name} right"] += right
    count_items(gold, coding, counts)
    return counts


def match(text: str, gold: list[Json], given: list[Json]) -> list[tuple[int, int]]:
    """Pairs (index in gold, index in given)."""
    starts = [0, *(m.end() for m in BREAK.finditer(text))]
    every = ((_affinity(starts, a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(given))
    scored = sorted((x for x in every if x[0]), key=lambda x: (-x[0], x[1], x[2]))
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def _affinity(starts: list[int], gold: Json, given: Json) -> int:
    trigger = ends(given["trigger"])
    overlap = touch(trigger, gold["trigger"])
    same_sentence = _sentence(starts, trigger[0]) == _sentence(starts, gold["trigger"][0])
    if given["event"] not in {*gold["accept"], gold["event"]} or not (overlap or same_sentence):
        return 0
    shared = bool(countries(gold["actor"]) & countries(given["actor"]) or names(gold["actor"]) & names(given["actor"]))
    recipients = bool(countries(gold["recipient"]) & countries(given["recipient"]))
    return 4 * overlap + 2 * shared + recipients + (gold["event"] == given["event"]) if overlap or shared else 0


def fields(gold: Json, given: Json) -> dict[str, bool]:
    """Which of the fields that the annotation states are right."""
    when, where, due = given["when"] or {}, given["where"] or {}, gold["when"] or {}
    out = {"status": gold["status"] == given["status"]}
    for role in ("actor", "recipient"):
        if countries(gold[role]):
            out[f"{role}_country"] = bool(countries(gold[role]) & countries(given[role]))
        if names(gold[role]):
            out[f"{role}_name"] = bool(names(gold[role]) & names(given[role]))
    if due.get("from") and due.get("to"):
        out["when"] = _meet(when, due)
    if gold["where"]:
        out["where"] = bool(words(gold["where"]["name"]) & words(where.get("name")))
    if gold["speaker"]:
        out["speaker"] = bool(words(gold["speaker"]) & words((given["speaker"] or {}).get("name")))
    return out


def _meet(when: Json, due: Json) -> bool:
    """Whether two closed intervals overlap and end in the same year."""
    if not (when.get("from") and when.get("to")):
        return False
    return bool(when["from"] <= due["to"] and due["from"] <= when["to"] and when["to"][:4] == due["to"][:4])


def names(parties: list[Json]) -> set[str]:
    """All words of the parties' names."""
    return set().union(*(words(p["name"]) for p in parties)) if parties else set()


def countries(parties: list[Json]) -> set[str]:
    """All country codes of the parties; a set's "CHN; RUS" counts as two."""
    return {c.strip() for p in parties for c in (p["country"] or "").split(";") if c.strip()}


def _sentence(starts: list[int], offset: int) -> int:
    return sum(s <= offset for s in starts)
