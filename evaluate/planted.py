"""`python -m evaluate.planted [--faults]`: planted events through the real pipeline: over-count and false joins.

Over-count: records that tell of a planted event, beyond one an event, over the planted events. False joins: pairs of
reports of different planted events that stand in one record, over all pairs that stand in one record; and the records
with such a pair over the records that join anything.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import msgspec
from sqlalchemy import Engine, select

from dateline.formats import read_stream
from dateline.store import schema as t
from dateline.store.ingesting import Coder, Desk, ingest
from dateline.store.opening import open_store, reading
from dateline.story import Story

PLANTED = Path(__file__).resolve().parent.parent / "tests/planted"
MOMENT = "2024-04-01T00:00:00Z"


class Planted(msgspec.Struct, frozen=True):
    """A story that tells of a planted event between two characters of its text."""

    event: str
    types: tuple[str, ...]
    story: Story
    start: int
    end: int


class Figures(msgspec.Struct, frozen=True):
    """What was measured; shares from 0 to 1."""

    events: int
    stories: int
    reports: int
    replaced: int
    uncoded: int
    records: int
    overcount: float
    false_pairs: float
    false_records: float
    faults: tuple[str, ...]


class Draft(msgspec.Struct, frozen=True):
    """A story as the files write it."""

    agency: str
    day: str
    dateline: str
    title: str
    body: str


def planted() -> list[Planted]:
    """Every planted story."""
    blocks = [block for path in sorted(PLANTED.glob("*.txt")) for block in path.read_text("utf-8").split("## ")[1:]]
    return [story for block in blocks for story in _block(block)]


def _block(block: str) -> Iterator[Planted]:
    head, *lines = block.strip().split("\n")
    name, *types = head.split()
    drafts: list[Draft] = []
    for line, body in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("# "):
            who, title = line[2:].split(" | ")
            agency, day, dateline = re.split(r" (\d{4}-\d\d-\d\d) ", who)
            drafts.append(Draft(agency, day, dateline, title, body))
        elif line[:2] in ("= ", "! "):
            yield _planted(name, types, (_copy if line[0] == "=" else _version)(line[2:], drafts))
    for draft in drafts:
        yield _planted(name, types, draft)


def _copy(line: str, drafts: list[Draft]) -> Draft:
    agency, day, number = re.split(r" (\d{4}-\d\d-\d\d) ", line)
    first = drafts[int(number) - 1]
    body = first.body[: first.body.rstrip(".").rindex(". ") + 1]
    return msgspec.structs.replace(first, agency=agency, day=day, body=body)


def _version(line: str, drafts: list[Draft]) -> Draft:
    agency, day, rest = re.split(r" (\d{4}-\d\d-\d\d) ", line)
    number, marker, old, new = re.fullmatch(r"(\d+) (.+?) (\S+) -> (\S+)", rest).groups()  # type: ignore[union-attr]
    first = drafts[int(number) - 1]
    assert old in first.body, line
    title, body = f"{marker}-{first.title}", first.body.replace(old, new)
    return msgspec.structs.replace(first, agency=agency, day=day, title=title, body=body)


def _planted(name: str, types: list[str], draft: Draft) -> Planted:
    marked = re.search(r"\{(.*?)\}", draft.body)
    assert marked, draft.body
    bare = draft.body.replace("{", "").replace("}", "")
    text = f" date {draft.day} {draft.title}\n\n{draft.dateline} ({draft.agency}) - {bare}\n"
    read = next(read_stream(text.encode(), name))
    assert isinstance(read, Story), read
    story = msgspec.structs.replace(read, agency=draft.agency)
    start = story.text.index(marked[1])
    return Planted(name, tuple(types), story, start, start + len(marked[1]))


def measure(engine: Engine, stories: list[Planted]) -> Figures:
    """The figures of a record that holds these stories."""
    found = {p.story.id: _report(engine, p) for p in stories}
    uncoded = sum(report is None for report in found.values())
    replaced = sum(report is not None and report[1] is None for report in found.values())
    where: dict[str, set[str]] = {}
    inside: dict[str, list[str]] = {}
    for p in stories:
        report = found[p.story.id]
        if report and report[1]:
            where.setdefault(p.event, set()).add(report[1])
            inside.setdefault(report[1], []).append(p.event)
    pairs = [a != b for events in inside.values() for a, b in combinations(events, 2)]
    joined = [events for events in inside.values() if len(events) > 1]
    return Figures(
        events=len(where),
        stories=len(stories),
        reports=sum(map(len, inside.values())),
        replaced=replaced,
        uncoded=uncoded,
        records=len(inside),
        overcount=sum(len(records) - 1 for records in where.values()) / len(where),
        false_pairs=sum(pairs) / max(1, len(pairs)),
        false_records=sum(len(set(events)) > 1 for events in joined) / max(1, len(joined)),
        faults=(
            *(f"{event} stands in {len(records)} records" for event, records in where.items() if len(records) > 1),
            *(f"joined: {', '.join(sorted(set(events)))}" for events in joined if len(set(events)) > 1),
            *(f"not coded: {p.event}: {p.story.text[p.start : p.end]}" for p in stories if found[p.story.id] is None),
        ),
    )


def _report(engine: Engine, told: Planted) -> tuple[str, str | None] | None:
    """The first report of the planted words, and its record; None where nothing was coded."""
    r = t.reports.c
    wanted = (
        select(r.id, r.record)
        .where(r.story == told.story.id, r.type.in_(told.types), r.status == "actual")
        .where(r.trigger_start.between(told.start, told.end))
        .order_by(r.trigger_start)
    )
    with reading(engine) as connection:
        row = connection.execute(wanted).first()
    return (row[0], row[1]) if row else None


def _coder() -> Coder:
    from dateline.pipeline import code_many, load_resources

    resources = load_resources()
    return Coder(resources.versions["pipeline"], lambda stories: code_many(stories, resources))


def main() -> None:
    """Print the figures, and with --faults what is behind them."""
    stories = planted()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(str(Path(folder) / "planted.db"), create=True)
        ingest(Desk(engine, lambda: MOMENT), [p.story for p in stories], _coder)
        found = measure(engine, stories)
    print(f"{found.events} events in {found.stories} stories: {found.reports} reports count, "
          f"{found.replaced} replaced, {found.uncoded} not coded")  # fmt: skip
    print(f"over-count {found.overcount:.1%}   false joins {found.false_pairs:.1%} of pairs, "
          f"{found.false_records:.1%} of joined records")  # fmt: skip
    if "--faults" in sys.argv:
        print("\n".join(found.faults))


if __name__ == "__main__":
    main()
