"""Figures for one or more stories: a coding (the contract's JSON) against an annotation (examples/gold/*.json).

Two events may match when they stand in one sentence or their triggers overlap, one's type is among the other's accepted
types, and triggers overlap or an actor is shared; pairs are made one to one, best first. Recall is over the annotation's
core events, precision over all coded events. Field figures are shares over the pairs where the annotation states the field.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
BREAK = re.compile(r"(?<=[.!?][”\"'’\s])\s*(?=[A-Z“\"‘'])|\n+")


def figures(pairs: Iterable[tuple[str, Json, Json]]) -> dict[str, Any]:
    """Figures over (text, annotation, coding) triples, rounded to three digits."""
    counts: Counter[str] = Counter()
    for text, gold, coding in pairs:
        counts.update(_story(text, gold, coding))
    rate = lambda right, all_: round(counts[right] / counts[all_], 3) if counts[all_] else None  # noqa: E731
    precision, recall = rate("event right", "event given") or 0.0, rate("event found", "event core") or 0.0
    names = sorted({k.split(" ")[1] for k in counts if k.startswith(("field", "item"))})
    return {
        "events": {"precision": precision, "recall": recall, "f1": _f1(precision, recall), "core": counts["event core"], "given": counts["event given"]},
        "fields": {n: rate(f"field {n} right", f"field {n} all") for n in names if counts[f"field {n} all"]},
        "items": {n: rate(f"item {n} right", f"item {n} all") for n in names if counts[f"item {n} all"]},
        "statement precision": rate("said right", "said given"), "bad spans": counts["bad spans"],
    }  # fmt: skip


def _f1(p: float, r: float) -> float:
    return round(2 * p * r / (p + r), 3) if p + r else 0.0


def _story(text: str, gold: Json, coding: Json) -> Counter[str]:
    counts: Counter[str] = Counter({"bad spans": _bad_spans(text, coding)})
    found = match(text, gold["events"], coding["events"])
    counts["event given"], counts["event right"] = len(coding["events"]), len(found)
    counts["event core"] = sum(e["core"] for e in gold["events"])
    counts["event found"] = sum(gold["events"][i]["core"] for i, _ in found)
    for i, j in found:
        for name, right in fields(gold["events"][i], coding["events"][j]).items():
            counts[f"field {name} all"] += 1
            counts[f"field {name} right"] += right
    _items(gold, coding, counts)
    return counts


def _items(gold: Json, coding: Json, counts: Counter[str]) -> None:
    tests = {
        "statements": lambda w: any(_share(_ends(s["content"]), w["content"]) >= 0.6 and words(s["speaker"]) & words(w["speaker"]) and s["kind"] == w["kind"] for s in coding["statements"]),
        "times": lambda w: any(touch(_ends(t), w["span"]) and (t["from"], t["to"]) == (w["from"], w["to"]) for t in coding["times"]),
        "places": lambda w: any(_ends(p) == w["span"] and p["name"] == w["name"] and w["geonameid"] in (None, p.get("geonameid")) for p in coding["places"]),
        "offices": lambda w: any(touch(_ends(o), w["span"]) and o["person"] == w["person"] and o["country"] == w["country"] and words(o["office"]) & words(w["office"]) for o in coding["offices"]),
    }  # fmt: skip
    for name, test in tests.items():
        counts[f"item {name} all"] += len(gold[name])
        counts[f"item {name} right"] += sum(map(test, gold[name]))
    header = {"title": coding["title"], "date": coding["date"], **coding["story"]}
    counts["item structure all"] += len(gold["story"])
    counts["item structure right"] += sum(header.get(k) == v for k, v in gold["story"].items())
    counts["said given"] += len(coding["statements"])
    counts["said right"] += sum(any(touch(_ends(s["content"]), w["content"]) for w in gold["statements"]) for s in coding["statements"])


def match(text: str, gold: list[Json], given: list[Json]) -> list[tuple[int, int]]:
    """Pairs (index in gold, index in given)."""
    starts = [0, *(m.end() for m in BREAK.finditer(text))]
    scored = sorted(((s, i, j) for i, a in enumerate(gold) for j, b in enumerate(given) if (s := _affinity(starts, a, b))),
                    key=lambda x: (-x[0], x[1], x[2]))  # fmt: skip
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
    trigger = _ends(given["trigger"])
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
        out["when"] = bool(when.get("from") and when.get("to") and when["from"] <= due["to"] and due["from"] <= when["to"]
                           and when["to"][:4] == due["to"][:4])  # fmt: skip
    if gold["where"]:
        out["where"] = bool(words(gold["where"]["name"]) & words(where.get("name")))
    if gold["speaker"]:
        out["speaker"] = bool(words(gold["speaker"]) & words((given["speaker"] or {}).get("name")))
    return out


def words(name: str | None) -> set[str]:
    """The longer words of a name, in lower case."""
    return {w for w in re.findall(r"\w+", (name or "").lower()) if len(w) > 2}


def names(parties: list[Json]) -> set[str]:
    """All words of the parties' names."""
    return set().union(*(words(p["name"]) for p in parties)) if parties else set()


def countries(parties: list[Json]) -> set[str]:
    """All country codes of the parties; a set's "CHN; RUS" counts as two."""
    return {c.strip() for p in parties for c in (p["country"] or "").split(";") if c.strip()}


def touch(a: list[int], b: list[int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _share(a: list[int], b: list[int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, b[1] - b[0])


def _ends(x: Json) -> list[int]:
    return [x["start"], x["end"]]


def _sentence(starts: list[int], offset: int) -> int:
    return sum(s <= offset for s in starts)


def _bad_spans(text: str, node: Any) -> int:
    if isinstance(node, dict):
        bad = node.get("start") is not None and isinstance(node.get("text"), str) and "end" in node and text[node["start"] : node["end"]] != node["text"]
        return bad + sum(_bad_spans(text, v) for v in node.values())
    return sum(_bad_spans(text, v) for v in node) if isinstance(node, list) else 0
