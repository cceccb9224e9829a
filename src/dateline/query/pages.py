"""Records, a page at a time: the newest day first, or the best match first where the query asks for words.

A page ends with a mark that says where the next one begins; what is added meanwhile pushes no record onto it again,
except where the best match comes first, as ranks change with what is added.
"""

import base64
import binascii
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from dateline.query.grammar import Item, QueryError
from dateline.query.meaning import Ids
from dateline.query.planning import Plan, after, filtered, keys
from dateline.store import schema as t
from dateline.store.searching import stories_ranked

r = t.records.c


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it stands in the table, its lists decoded."""

    id: str
    day: str | None
    first: str | None
    last: str | None
    basis: str | None
    type: str
    mode: str | None
    context: tuple[str, ...]
    status: str
    historical: bool
    quad: int
    score: float
    cameo: str
    actor_name: str | None
    actor_country: str | None
    actor_sector: str | None
    actor_entity: str | None
    recipient_name: str | None
    recipient_country: str | None
    recipient_sector: str | None
    recipient_entity: str | None
    place: str | None
    place_country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    dead_min: int | None
    dead_max: int | None
    injured_min: int | None
    injured_max: int | None
    arrested_min: int | None
    arrested_max: int | None
    crowd_min: int | None
    crowd_max: int | None
    reports: int
    stories: int
    sources: int
    confidence: float
    reviewed: bool
    differs: dict[str, list[str | int]]
    lead: str


JSON = {"context": "context_json", "differs": "differs_json"}
PLAIN = [name for name in Record.__struct_fields__ if name not in JSON]


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """The last record of a page, and of which query: rank where words are asked for, day, id."""

    query: str
    rank: float | None
    day: str | None
    id: str


class Page(msgspec.Struct, frozen=True):
    """Records in order; `next` begins the page after it, None at the end. `unknown`: items that no record can meet."""

    records: tuple[Record, ...]
    next: str | None
    unknown: tuple[Item, ...] = ()


def columns() -> list[ColumnElement[Any]]:
    """What record_of reads."""
    return [*(r[name] for name in PLAIN), *(r[name] for name in JSON.values())]


def record_of(row: Row[tuple[Any, ...]]) -> Record:
    """A row of `columns()`, and whatever follows, as a Record."""
    values = dict(zip([*PLAIN, *JSON], row, strict=False))
    decoded = {name: msgspec.json.decode(str(values[name])) for name in JSON}
    decoded["context"] = tuple(decoded["context"])
    return Record(**{**values, **decoded})


def page(connection: Connection, plan: Plan, query: str, limit: int, mark: str | None = None) -> Page:
    """At most `limit` records after the mark. Raises QueryError where the mark is none, or of another query."""
    last = unmarked(mark, query) if mark else None
    if plan.unknown:
        return Page((), None, plan.unknown)
    rows = _by_rank(connection, plan, last, limit + 1) if plan.words else _by_day(connection, plan, last, limit + 1)
    records = tuple(map(record_of, rows[:limit]))
    if len(rows) <= limit or not records:
        return Page(records, None)
    rank = rows[limit - 1].rank if plan.words else None
    return Page(records, marked(Mark(query, rank, records[-1].day, records[-1].id)))


def _by_day(connection: Connection, plan: Plan, last: Mark | None, limit: int) -> list[Row[tuple[Any, ...]]]:
    """Records with a day, then those without."""
    wanted = filtered(connection, plan, *columns())
    name, day = keys(plan)
    rows: list[Row[tuple[Any, ...]]] = []
    if last is None or last.day is not None:
        place = [after(day, name, (last.day, last.id))] if last and last.day else []
        rows += connection.execute(_ordered(wanted.where(day.is_not(None), *place), plan, day, name).limit(limit))
    if len(rows) < limit and plan.days is None:
        place = [name < last.id] if last and last.day is None else []
        dayless = wanted.where(day.is_(None), *place).order_by(name.desc())
        rows += connection.execute(dayless.limit(limit - len(rows)))
    return rows


def _ordered(
    wanted: Select[tuple[Any, ...]], plan: Plan, day: ColumnElement[str], name: ColumnElement[str]
) -> Select[tuple[Any, ...]]:
    """The newest first; where few are found, sorted rather than read in the order of an index."""
    if plan.few or any(isinstance(c, Ids) and not c.item.negated for c in plan.conditions):
        return wanted.order_by(func.coalesce(day, None).desc(), name.desc())
    return wanted.order_by(day.desc(), name.desc())


def _by_rank(connection: Connection, plan: Plan, last: Mark | None, limit: int) -> list[Row[tuple[Any, ...]]]:
    """The best story of each record counts."""
    found = stories_ranked(connection, plan.words).subquery()
    best = (
        select(t.reports.c.record, func.min(found.c.rank).label("rank"))
        .join(found, found.c.story == t.reports.c.story)
        .where(t.reports.c.record.is_not(None))
        .group_by(t.reports.c.record)
        .subquery()
    )
    wanted = filtered(connection, plan, *columns(), best.c.rank, words=False).join(best, best.c.record == r.id)
    if last is not None:
        wanted = wanted.where(or_(best.c.rank > last.rank, and_(best.c.rank == last.rank, r.id < last.id)))
    return [*connection.execute(wanted.order_by(best.c.rank, r.id.desc()).limit(limit))]


def marked(mark: Mark) -> str:
    """A mark as the user is given it."""
    return base64.urlsafe_b64encode(msgspec.json.encode(mark)).decode().rstrip("=")


def unmarked(mark: str, query: str) -> Mark:
    """A mark as it was given. Raises QueryError."""
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)), type=Mark)
    except (binascii.Error, ValueError) as error:
        raise QueryError("--page is no mark of a page", None, "give the one that the last page ended with") from error
    if found.query != query:
        raise QueryError("--page is the mark of another query", None, f"it was: {found.query}")
    return found


__all__ = ["Mark", "Page", "Record", "columns", "page", "record_of", "unmarked"]
