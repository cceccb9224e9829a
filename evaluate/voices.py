"""`python -m evaluate.voices [dev|held] [--misses]`: who says it, and has it happened, on passages of our own.

examples/gold/voices_dev.jsonl is looked at while building; voices_held.jsonl is kept aside: no misses are shown.
Each passage marks deeds (a word) with the speaker who directly reports it, the speakers around that one, and the
status that the words give it; and statements by where they begin and end.
"""

import datetime
import json
import sys
from typing import Any

import msgspec

from dateline.cast import Cast
from dateline.formats import wire_reader
from dateline.pipeline import Resources, load_resources
from dateline.reading import Reading
from dateline.stages.actors import find_cast, resolve_speaker_pronouns
from dateline.stages.places import find_places
from dateline.stages.reading import read
from dateline.stages.standing import status_at
from dateline.stages.voices import find_voices, recast
from dateline.story import Story
from dateline.voices import Utterance, Voices, quote_speakers
from evaluate.__main__ import GOLD

Json = dict[str, Any]
WIRE = wire_reader()


class Parsed(msgspec.Struct, frozen=True):
    """A passage as the pipeline reads it."""

    reading: Reading
    cast: Cast
    voices: Voices


def passages(which: str) -> list[Json]:
    """The annotated passages of one part: dev or held."""
    return [json.loads(line) for line in (GOLD / f"voices_{which}.jsonl").read_text("utf-8").splitlines()]


def parsed(passage: Json, resources: Resources) -> Parsed:
    """The passage through the stages up to voices."""
    story = WIRE.read(passage["text"], date=datetime.date.fromisoformat(passage["date"]))
    assert isinstance(story, Story), story
    reading = read(story, resources.parser)
    places = find_places(story, reading, resources.gazetteer)
    cast = find_cast(story, reading, resources.index, resources.agents, places)
    voices = find_voices(story, reading, cast, resources.reporting)
    cast = resolve_speaker_pronouns(cast, reading, quote_speakers(voices))
    return Parsed(reading, cast, recast(voices, cast, reading))


def names_of(utterance: Utterance | None, told: Parsed) -> set[str]:
    """The ways in which an utterance names its speaker: its words, its entity's name and mentions; empty for none."""
    if utterance is None or utterance.source is None:
        return set()
    names = {utterance.source.span.text}
    if utterance.entity is not None:
        names.add(told.cast.entities[utterance.entity].name)
        names |= {m.span.text for m in told.cast.mentions if m.entity == utterance.entity}
    return {plain(name) for name in names}


def plain(name: str) -> str:
    """A name without article and case, for comparing."""
    words = name.lower().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def same(utterance: Utterance | None, accepted: list[str | None] | None, told: Parsed) -> bool:
    """Whether an utterance's speaker is one that the gold accepts; None accepts the newspaper alone."""
    names = names_of(utterance, told)
    if not names:
        return accepted is None or None in accepted
    return bool(names & {plain(name) for name in accepted or () if name is not None})


def token_of(deed: Json, told: Parsed) -> int | None:
    """The token that holds the marked word; None where the reader takes it for a header."""
    at = -1
    for _ in range(deed["nth"]):
        at = told.reading.text.index(deed["word"], at + 1)
    return next(iter(told.reading.tokens_between(at, at + len(deed["word"]))), None)


def judged(deed: Json, told: Parsed, resources: Resources) -> tuple[dict[str, bool], str]:
    """Which of speaker, chain and status are right, and what was found."""
    token = token_of(deed, told)
    if token is None:
        return {"speaker": False, "status": False}, "no running text"
    inner = told.voices.speaker_at(token)
    chain = told.voices.chain(inner)
    status = status_at(token, told.reading, resources.tables.standing)
    outer = [u for u in chain[1:] if names_of(u, told)]
    right = {
        "speaker": same(inner, deed["speaker"], told) or ("or" in deed and same(inner, deed["or"], told)),
        "status": status in ([deed["status"]] if isinstance(deed["status"], str) else deed["status"]),
    }
    if deed["chain"] and same(inner, deed["speaker"], told):
        right["chain"] = len(outer) == len(deed["chain"]) and all(
            same(u, accepted, told) for u, accepted in zip(outer, deed["chain"], strict=True)
        )
    found = f"{status}, {' < '.join(u.source.span.text if u.source else '?' for u in chain) or 'the report'}"
    return right, found


def quoted(statement: Json, told: Parsed) -> dict[str, bool]:
    """Whether a statement is found (its content shares half of its words) and has its speaker and kind."""
    text = told.reading.text
    start = text.index(statement["from"])
    after = text.find(statement["to"], start + len(statement["from"]))
    end = (after if after >= 0 else text.index(statement["to"], start)) + len(statement["to"])
    want = set(told.reading.tokens_between(start, end))

    def shared(utterance: Utterance) -> float:
        have = {t for p in utterance.content for t in range(p.first, p.last)}
        return len(have & want) / len(have | want)

    best = max(told.voices.utterances, key=shared, default=None)
    found = best is not None and shared(best) >= 0.5
    return {
        "statement found": found,
        "statement speaker": found and same(best, statement["speaker"], told),
        "statement kind": found and best is not None and best.kind == statement["kind"],
    }


class Verdict(msgspec.Struct, frozen=True):
    """One annotated deed or statement: the passage's kind, which fields are right, and what was found."""

    kind: str
    right: dict[str, bool]
    said: str


def verdicts(gold: list[Json], resources: Resources) -> list[Verdict]:
    """What is right in each passage, in order."""
    found: list[Verdict] = []
    for passage in gold:
        told = parsed(passage, resources)
        for deed in passage["deeds"]:
            right, said = judged(deed, told, resources)
            wanted = f"{deed['status']}, {deed['speaker']} {deed['chain']}"
            said = f"{passage['id']} {deed['word']}: found {said}; gold {wanted}"
            found.append(Verdict(passage["kind"], right, said))
        for statement in passage["statements"]:
            said = f"{passage['id']} “{statement['from']} … {statement['to']}” {statement['speaker']}"
            found.append(Verdict(passage["kind"], quoted(statement, told), said))
    return found


def main(which: str = "held", show: str = "") -> None:
    """Print the figures, by kind of passage, and for the dev part the misses."""
    rows = verdicts(passages(which), load_resources())
    for row in rows:
        wrong = [field for field, right in row.right.items() if not right]
        if show and which == "dev" and wrong:
            print(f"{', '.join(wrong)}: {row.said}")
    print_table([(row.kind, row.right) for row in rows])


def figures(rows: list[tuple[str, dict[str, bool]]]) -> Json:
    """Shares of right answers over all rows, by field."""
    fields = dict.fromkeys(field for _, right in rows for field in right)
    return {field: _share([right[field] for _, right in rows if field in right]) for field in fields}


def print_table(rows: list[tuple[str, dict[str, bool]]]) -> None:
    """The figures over all, and by kind of passage."""
    print("all", figures(rows), {"n": len(rows)})
    for kind in dict.fromkeys(kind for kind, _ in rows):
        print(f"{kind:<11}", figures([row for row in rows if row[0] == kind]))


def _share(marks: list[bool]) -> float:
    return round(sum(marks) / len(marks), 3) if marks else 0.0


if __name__ == "__main__":
    main(*sys.argv[1:])
