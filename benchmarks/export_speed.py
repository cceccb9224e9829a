"""How fast a record is exported: `python benchmarks/export_speed.py [STORIES] [FORMAT...]` fills three records a story.

Prints records, seconds, records a second and the most memory for each format, each in a process of its own.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import insert

from dateline.coding import Bounds, Coding, Event, Header, Party, Place, Size, Trigger, When
from dateline.exports.forms import FORMS, PARQUET
from dateline.exports.joined import Period, joined
from dateline.exports.parquet import partitions
from dateline.store import schema as t
from dateline.store.merging import Member, record_row
from dateline.store.opening import open_store, reading, writing
from dateline.store.packing import encoded, packed
from dateline.store.rows import days_of, report_row
from dateline.story import Story

CHUNK = 1_000
TEXT = "Russia shelled traders in Kabul. China visited Romania. Chad thanked Peru." * 8
PARTIES = (
    ("Russia", "RUS"),
    ("traders", "AFG"),
    ("China", "CHN"),
    ("Romania", "ROU"),
    ("Chad", "TCD"),
    ("Peru", "PER"),
)
KINDS = (
    ("shelled", "ASSAULT", "194", "heavy-weapons"),
    ("visited", "CONSULT", "042", "visit"),
    ("thanked", "SUPPORT", "050", ""),
)


def _event(number: int, kind: int, day: str) -> Event:
    word, name, cameo, mode = KINDS[kind]
    start = TEXT.index(word)
    who, whom = (
        Party(text=p, start=TEXT.index(p), end=TEXT.index(p) + len(p), name=p, country=c, sector=("GOV",))
        for p, c in PARTIES[2 * kind : 2 * kind + 2]
    )
    where = Place(text="Kabul", start=26, end=31, name="Kabul", country="AFG", lat=34.5, lon=69.2, geonameid=1138958)
    return Event(
        id=f"{(number * 3 + kind) * 2654435761 % 2**64:016x}", event=name, mode=(mode,) if mode else (), context=(),
        status="actual", historical=False, trigger=Trigger(word, start, start + len(word)), actor=(who,),
        recipient=(whom,), when=When(from_=day, to=day, basis="stated"), where=where, speaker=None, quad=1, score=1.0,
        cameo=cameo, size=Size(), confidence=0.8, rules=("made",), sentence=Bounds(0, 32),
    )  # fmt: skip


def _rows(number: int) -> Iterator[tuple[str, dict[str, object]]]:
    day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    story, name = Story(text=TEXT), f"{number:016x}"
    header = Header(byline=(), dateline=(), agency="AFP", crossheads=(), credits={}, language="en", source_id=None)
    events = tuple(_event(number, kind, day) for kind in range(3))
    coding = Coding(id=name, date=day, title="Made", story=header, events=events, statements=(), times=(), places=(),
                    offices=(), actors=(), versions={"pipeline": "p", "dateline": "0"})  # fmt: skip
    yield "stories", {"id": name, "state": "coded", "title": "Made", "date": day, "agency": "AFP", "source": "AFP",
                      "text": TEXT, "story_json": packed(story), "heading": "", "revision": 0,
                      "coding": name}  # fmt: skip
    yield "codings", {"id": name, "story": name, "number": 1, "pipeline": "p", "dateline": "0", "codebook": "c",
                      "coding_json": encoded(coding), "coded": day, "events": 3, "statements": 0}  # fmt: skip
    for event in events:
        member = Member(id=event.id, story=name, event=event, days=days_of(event, day), review="none", source="AFP")
        yield "records", record_row([member])
        report = report_row(event, coding, TEXT, "counts", "none")
        yield "reports", {**report, "coding": name, "record": event.id}


def fill(name: str, count: int) -> None:
    """So many stories and three times as many records."""
    engine = open_store(name, create=True)
    for start in range(0, count, CHUNK):
        rows: dict[str, list[dict[str, object]]] = {"stories": [], "codings": [], "records": [], "reports": []}
        for number in range(start, min(start + CHUNK, count)):
            for table, row in _rows(number):
                rows[table].append(row)
        with writing(engine) as connection:
            for table, made in rows.items():
                connection.execute(insert(t.metadata.tables[table]), made)


def measure(name: str, form: str) -> None:
    """Export to nowhere and print."""
    start, size = time.perf_counter(), 0
    with reading(open_store(name, read_only=True)) as connection, tempfile.TemporaryDirectory() as place:
        if form == PARQUET:
            partitions(joined(connection, Period()), Path(place))
        else:
            for part in FORMS[form].writer()(joined(connection, Period(), told=FORMS[form].told)):
                size += len(part)
    seconds, memory = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{form:15} {seconds:7.1f} s  {size / 1e6:8.1f} MB  {memory:5} MiB", flush=True)


def main(count: int, forms: list[str]) -> None:
    """Fill and measure."""
    with tempfile.TemporaryDirectory() as place:
        name = f"{place}/record.db"
        fill(name, count)
        print(f"{3 * count:,} records of {count:,} stories")
        for form in forms:
            process = get_context("spawn").Process(target=measure, args=(name, form))
            process.start()
            process.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2:] or [*FORMS, PARQUET])
