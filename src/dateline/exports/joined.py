"""Records of the store with all that stands behind them, in an order of their own: what every export is made from."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from dateline.coding import Event, Header, Statement
from dateline.store import schema as t
from dateline.store.faults import StoreError
from dateline.story import Publication, Story

BATCH = 500
"""Records that are read at a time."""
REVIEWED = ("accepted", "corrected")


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """A story that tells of a record, and the coding that counts. `length` in characters, `lead_end` of its lead."""

    id: str
    date: str | None
    title: str | None
    agency: str | None
    source: str | None
    language: str | None
    length: int
    lead_end: int | None
    link: str | None
    published: str | None
    source_id: str | None
    coding: str
    versions: dict[str, str]
    people: tuple[str, ...] = ()
    """Who holds an office in it; read where it is asked for, like places and statements."""
    places: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def moment(self) -> str | None:
        """YYYYMMDDHHMMSS in UTC; midnight where only the day is known, None where not even that."""
        try:
            given = datetime.datetime.fromisoformat(self.published or "")
            shown = given.astimezone(datetime.UTC) if given.tzinfo else given
            return f"{shown:%Y%m%d%H%M%S}"
        except (ValueError, OverflowError):
            return f"{self.date.replace('-', '')}000000" if self.date else None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A record's event as one story tells it; `number` counts the story's events from 1, None for an older coding's."""

    id: str
    event: Event
    review: str
    basis: str | None
    sentence: str
    number: int | None
    story: Teller


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A record: `event` is the lead's, filled from the others where it lacks something; the lead stands first."""

    id: str
    event: Event
    first: str | None
    last: str | None
    basis: str | None
    day: str | None
    sizes: dict[str, tuple[int, int]]
    """dead, injured, arrested, crowd -> the least and the most that is told; only those that are told."""
    stories: int
    sources: int
    confidence: float
    reviewed: bool
    differs: dict[str, list[str | int]]
    reports: tuple[Report, ...]

    @property
    def lead(self) -> Report:
        """The report whose values count."""
        return self.reports[0]

    @property
    def links(self) -> tuple[str, ...]:
        """Where the stories stand, each once, the lead's first."""
        return tuple(dict.fromkeys(r.story.link for r in self.reports if r.story.link))

    @property
    def told_by(self) -> tuple[str, ...]:
        """Agencies and publishers, each once, the lead's first."""
        return tuple(dict.fromkeys(r.story.source for r in self.reports if r.story.source))

    @property
    def added(self) -> str | None:
        """When the first story of it was published, YYYYMMDDHHMMSS."""
        return min((moment for r in self.reports if (moment := r.story.moment)), default=None)


class Period(msgspec.Struct, frozen=True):
    """The days [since, until] of the records asked for, YYYY-MM-DD, both inclusive and either open."""

    since: str | None = None
    until: str | None = None


class _Name(msgspec.Struct, frozen=True):
    id: str


class _Kept(msgspec.Struct, frozen=True):
    """What is read of a coding."""

    versions: dict[str, str]
    events: tuple[_Name, ...]
    story: Header


def joined(connection: Connection, period: Period, *, told: bool = False) -> Iterator[Joined]:
    """All records of the period by day and id, those without a day last and only where the period is open.

    `told`: with the people, places and statements of their stories. On PostgreSQL the whole is one moment's.
    Raises StoreError where a record stands without reports.
    """
    if connection.dialect.name == "postgresql" and not connection.in_transaction():
        connection.execution_options(isolation_level="REPEATABLE READ")
    rows = connection.execute(_wanted(period), execution_options={"yield_per": BATCH})
    for batch in rows.partitions(BATCH):
        reports = _reports(connection, [row.id for row in batch], told)
        yield from (_record(row, reports[row.id]) for row in batch)


def _wanted(period: Period) -> Select[tuple[object, ...]]:
    day = t.records.c.day
    wanted = select(t.records).order_by(day.is_(None), day, t.records.c.id)
    wanted = wanted.where(day >= period.since) if period.since else wanted
    return wanted.where(day <= period.until) if period.until else wanted


def _record(row: Row[tuple[object, ...]], reports: list[Report]) -> Joined:
    ranked = sorted(reports, key=lambda r: (r.id != row.lead, r.review not in REVIEWED, -r.event.confidence, r.id))
    if not ranked:
        raise StoreError(f"record {row.id}: it has no report", "run: dateline doctor --repair")
    told = {size: (getattr(row, f"{size}_min"), getattr(row, f"{size}_max")) for size in t.SIZES}
    return Joined(
        id=row.id,
        event=_filled([r.event for r in ranked]),
        first=row.first,
        last=row.last,
        basis=row.basis,
        day=row.day,
        sizes={size: ends for size, ends in told.items() if ends[0] is not None},
        stories=row.stories,
        sources=row.sources,
        confidence=row.confidence,
        reviewed=bool(row.reviewed),
        differs=msgspec.json.decode(row.differs_json, type=dict[str, list[str | int]]),
        reports=tuple(ranked),
    )


def _filled(events: list[Event]) -> Event:
    """As store/merging.py fills the lead; a test holds the two together."""
    lead = events[0]
    modes = (e.mode for e in events if e.event == lead.event and e.mode)
    return msgspec.structs.replace(
        lead,
        mode=lead.mode or next(modes, ()),
        actor=lead.actor or next((e.actor for e in events if e.actor), ()),
        recipient=lead.recipient or next((e.recipient for e in events if e.recipient), ()),
        where=lead.where or next((e.where for e in events if e.where), None),
    )


def _reports(connection: Connection, records: Sequence[str], told: bool) -> dict[str, list[Report]]:
    r = t.reports.c
    columns = (r.id, r.record, r.story, r.coding, r.review, r.basis, r.sentence, r.event_json)
    rows = connection.execute(select(*columns).where(r.record.in_(records))).all()
    codings = {row.coding: row.story for row in rows}
    kept = _kept(connection, list(codings))
    tellers = _tellers(connection, {story: (coding, kept[coding]) for coding, story in codings.items()}, told)
    numbers = {event.id: i for coding in kept.values() for i, event in enumerate(coding.events, 1)}
    found: dict[str, list[Report]] = defaultdict(list)
    for row in rows:
        event = msgspec.json.decode(row.event_json, type=Event)
        report = Report(id=row.id, event=event, review=row.review, basis=row.basis, sentence=row.sentence,
                        number=numbers.get(row.id), story=tellers[row.story])  # fmt: skip
        found[row.record].append(report)
    return found


def _kept(connection: Connection, names: list[str]) -> dict[str, _Kept]:
    wanted = select(t.codings.c.id, t.codings.c.coding_json).where(t.codings.c.id.in_(names))
    return {name: msgspec.json.decode(raw, type=_Kept) for name, raw in connection.execute(wanted)}


def _tellers(connection: Connection, codings: dict[str, tuple[str, _Kept]], told: bool) -> dict[str, Teller]:
    s = t.stories.c
    columns = (
        s.id,
        s.date,
        s.title,
        s.agency,
        s.source,
        s.source_id,
        s.story_json,
        func.length(s.text).label("length"),
    )
    rows = connection.execute(select(*columns).where(s.id.in_(list(codings)))).all()
    people, places, statements = _told(connection, list(codings)) if told else ({}, {}, {})
    made = {}
    for row in rows:
        coding, kept = codings[row.id]
        teller = _teller(row, coding, kept)
        made[row.id] = msgspec.structs.replace(
            teller,
            people=tuple(dict.fromkeys(people.get(row.id, ()))),
            places=tuple(dict.fromkeys(places.get(row.id, ()))),
            statements=tuple(statements.get(row.id, ())),
        )
    return made


def _teller(row: Row[*tuple[object, ...]], coding: str, kept: _Kept) -> Teller:
    story = msgspec.json.decode(row.story_json, type=Story)
    publication: Publication = story.publication
    return Teller(
        id=row.id,
        date=row.date,
        title=row.title,
        agency=row.agency,
        source=row.source,
        language=kept.story.language,
        length=row.length,
        lead_end=story.paragraphs[0].end if story.paragraphs else None,
        link=publication.link,
        published=publication.published,
        source_id=row.source_id,
        coding=coding,
        versions=kept.versions,
    )


def _told(
    connection: Connection, stories: list[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[Statement]]]:
    """People, places and statements by story, in the order of the text."""
    offices, places, statements = t.offices.c, t.places.c, t.statements.c
    found: tuple[dict[str, list[str]], dict[str, list[str]]] = (defaultdict(list), defaultdict(list))
    by_office = select(offices.story, offices.person).order_by(offices.rank)
    by_place = select(places.story, places.place).order_by(places.start, places.end)
    asked = (by_office.where(offices.story.in_(stories)), by_place.where(places.story.in_(stories)))
    for into, wanted in zip(found, asked, strict=True):
        for story, name in connection.execute(wanted):
            into[story].append(name)
    said: dict[str, list[Statement]] = defaultdict(list)
    wanted = select(statements.story, statements.statement_json).where(statements.story.in_(stories))
    for story, raw in connection.execute(wanted.order_by(statements.rank)):
        said[story].append(msgspec.json.decode(raw, type=Statement))
    return *found, said


__all__ = ["Joined", "Period", "Report", "Teller", "joined"]
