"""What the tables hold of one story, worked out anew from its codings, its reviews and its place among its versions."""

import datetime

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, update

from dateline.coding import Coding, Event
from dateline.store import schema as t
from dateline.store.evidence import Told
from dateline.store.reviews import Effective, effective, reviews_of
from dateline.store.rows import Days, Row, days_of, party_rows, report_row, told_rows
from dateline.store.thresholds import Events

TOLD = (t.statements, t.places, t.times, t.offices, t.actors)


def derive(connection: Connection, story: str, rules: Events) -> list[Told]:
    """Write the rows of a story's reports and of all else that it tells; gives the reports that count."""
    columns = (t.stories.c.text, t.stories.c.replaced_by, t.stories.c.coding)
    head = connection.execute(select(*columns).where(t.stories.c.id == story)).one_or_none()
    if head is not None and head.coding is not None:
        _clear(connection, story)
    codings = _codings(connection, story)
    if head is None or not codings:
        return []
    name, newest = codings[-1]
    connection.execute(update(t.stories).where(t.stories.c.id == story).values(coding=name))
    for table in TOLD:
        _insert(connection, table, told_rows(newest)[table.name])
    older = tuple(event for _, coding in reversed(codings[:-1]) for event in coding.events)
    reviews = [r for r in reviews_of(connection, [story]) if r.target.story == story]
    found = effective(newest.events, older, reviews)
    _insert_reports(connection, name, newest, head.text, [_standing(e, head.replaced_by) for e in found], rules)
    return [_told(e.event, newest, head.text) for e in found if e.standing == "counts" and not head.replaced_by]


def _standing(found: Effective, replaced_by: str | None) -> Effective:
    replaced = replaced_by is not None and found.standing == "counts"
    return msgspec.structs.replace(found, standing="replaced") if replaced else found


def _clear(connection: Connection, story: str) -> None:
    for table in (*TOLD, t.reports):
        connection.execute(delete(table).where(table.c.story == story))


def _codings(connection: Connection, story: str) -> list[tuple[str, Coding]]:
    """The story's codings by their numbers, the newest last."""
    wanted = (
        select(t.codings.c.id, t.codings.c.coding_json).where(t.codings.c.story == story).order_by(t.codings.c.number)
    )
    return [(name, msgspec.json.decode(raw, type=Coding)) for name, raw in connection.execute(wanted)]


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert_reports(connection: Connection, name: str, coding: Coding, text: str, found: list[Effective],
                    rules: Events) -> None:  # fmt: skip
    rows = [{**report_row(e.event, coding, text, e.standing, e.review), "coding": name, "record": None} for e in found]
    _insert(connection, t.reports, rows)
    _insert(connection, t.parties, [row for e in found for row in party_rows(e.event)])
    counting = [e.event for e in found if e.standing == "counts"]
    _insert(connection, t.blocks, [row for event in counting for row in block_rows(event, coding.date, rules)])


def block_rows(event: Event, published: str | None, rules: Events) -> list[Row]:
    """The keys under which a report is compared with others: its type with each party's country, and with the place."""
    days = days_of(event, published)
    if days.day is None or _span(days) > rules.longest:
        return []
    whom = {p.country or p.name.lower() for p in (*event.actor, *event.recipient)}
    whom |= {str(event.where.geonameid or event.where.country)} if event.where else set()
    first, last = days.first or days.day, days.last or days.day
    keys = [f"{event.event} {event.status} {who}" for who in sorted(whom)]
    return [{"report": event.id, "key": key, "first": first, "last": last} for key in keys]


def _span(days: Days) -> int:
    if not days.first or not days.last:
        return 0
    return (datetime.date.fromisoformat(days.last) - datetime.date.fromisoformat(days.first)).days


def _told(event: Event, coding: Coding, text: str) -> Told:
    sentence = text[event.sentence.start : event.sentence.end]
    return Told(id=event.id, story=coding.id, event=event, days=days_of(event, coding.date), sentence=sentence)


__all__ = ["block_rows", "derive"]
