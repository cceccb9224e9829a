"""Counts of what a query finds: by time, by who and where, as a network of countries, and on a map."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, case, exists, func, or_, select

from dateline.query.grammar import QueryError, near
from dateline.query.meaning import Columns, Days, Terms
from dateline.query.planning import Plan, filtered
from dateline.store import schema as t

QUADS = (1, 2, 3, 4)
Key = tuple[str | int | float | None, ...]
Rows = Select[tuple[Any, ...]] | CompoundSelect[tuple[Any, ...]]
r, d = t.records.c, t.dyads.c


class Line(msgspec.Struct, frozen=True):
    """Records that share a key: how many, their reports, the mean of their scores, and how many of quad 1 to 4."""

    key: Key
    records: int
    reports: int
    score: float
    quads: tuple[int, int, int, int]


class View(msgspec.Struct, frozen=True):
    """Lines, and what the parts of their keys are called."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]


class Node(msgspec.Struct, frozen=True):
    """A country in a network: the records in which it acts, and those in which it is acted upon."""

    id: str
    acts: int
    undergoes: int


class Edge(msgspec.Struct, frozen=True):
    """From one country to another."""

    source: str
    target: str
    records: int
    reports: int
    score: float
    quads: tuple[int, int, int, int]


class Network(msgspec.Struct, frozen=True):
    """Countries and what passes between them, the most frequent first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Group(msgspec.Struct, frozen=True):
    """How lines of a view are keyed; `one`: a record has one key only. `timely`: in the order of the keys."""

    names: tuple[str, ...]
    columns: tuple[ColumnElement[Any], ...]
    joined: Callable[[Select[tuple[Any, ...]]], Select[tuple[Any, ...]]] = lambda wanted: wanted
    one: bool = True
    timely: bool = False


def _side(side: str) -> Group:
    """All parties of the lead; the record's own first one where the lead has none."""
    p = t.parties.alias()
    on = and_(p.c.report == r.lead, p.c.role == side)
    name, country = (func.coalesce(p.c[x], r[f"{side}_{x}"]) for x in ("name", "country"))
    return Group((side, "country"), (name, country), lambda wanted: wanted.join(p, on, isouter=True), one=False)


def _speakers() -> Group:
    p = t.reports.alias()
    columns = (p.c.speaker_name, p.c.speaker_country)
    return Group(("speaker", "country"), columns, lambda wanted: wanted.join(p, p.c.record == r.id), one=False)


def _dyads() -> Group:
    return Group(("actor", "recipient"), (d.actor, d.recipient), lambda wanted: wanted.join(t.dyads, d.record == r.id))


BY: Mapping[str, Callable[[], Group]] = {
    "day": lambda: Group(("day",), (r.day,), timely=True),
    "week": lambda: Group(("week",), (r.day,), timely=True),
    "month": lambda: Group(("month",), (r.month,), timely=True),
    "year": lambda: Group(("year",), (func.substr(r.month, 1, 4),), timely=True),
    "dyad": _dyads,
    "actor": lambda: _side("actor"),
    "recipient": lambda: _side("recipient"),
    "type": lambda: Group(("type",), (r.type,)),
    "quad": lambda: Group(("quad",), (r.quad,)),
    "place": lambda: Group(("place", "country"), (r.place, r.place_country)),
    "speaker": _speakers,
}
"""What a view may be by."""


def view(connection: Connection, plan: Plan, by: str, limit: int | None = None) -> View:
    """Lines in the order of time, or the most frequent first and then by key. Raises QueryError for another `by`."""
    if by not in BY:
        raise QueryError(f"there is no view by {by}", None, near(by, BY))
    group = BY[by]()
    series = _series(plan, by)
    inner = _spread(connection, plan, group) if series is None else series
    lines = _merged([_line(row) for row in connection.execute(_summed(inner))], by)
    order = _by_key if group.timely else _by_count
    return View(group.names, tuple(sorted(lines, key=order)[:limit]))


def _spread(connection: Connection, plan: Plan, group: Group) -> Select[tuple[Any, ...]]:
    """A row for each record and key: keys, reports, score, quad."""
    keys = [column.label(f"key{i}") for i, column in enumerate(group.columns)]
    shared = [r.reports, r.score, r.quad]
    wanted = filtered(connection, plan, *keys, *shared, *([] if group.one else [r.id]))
    return group.joined(wanted) if group.one else group.joined(wanted).distinct()


def _series(plan: Plan, by: str) -> Rows | None:
    """The same rows out of the index of `dyads` alone, where that has all that is asked; None where not."""
    units = {"day": d.day, "week": d.day, "month": d.month, "year": func.substr(d.month, 1, 4), "type": d.type,
             "quad": d.quad}  # fmt: skip
    parts = _countries(plan) if by in units and not plan.unknown else None
    if parts is None:
        return None
    clauses: list[ColumnElement[bool]] = []
    for condition in plan.conditions:
        if isinstance(condition, Columns):
            clause = d[condition.column].in_(condition.values)
            clauses.append(~clause if condition.item.negated else clause)
        elif isinstance(condition, Days):
            clauses.append(or_(*(d.day.between(first, last) for first, last in condition.ranges)))
    columns = (units[by].label("key0"), d.reports, d.score, d.quad)
    first, *more = (select(*columns).where(part, *clauses) for part in parts)
    return first.union_all(*more) if more else first


def _countries(plan: Plan) -> list[ColumnElement[bool]] | None:
    """Conditions on `dyads` that name each record asked for once: of a pair, or of an actor with or without recipient.

    None where `dyads` cannot tell all that is asked.
    """
    found: dict[str, str] = {}
    for condition in plan.conditions:
        match condition:
            case Terms(pairs=((field, value),), item=item) if not item.negated and field not in found:
                found[field] = value
            case Columns(column="type" | "status" | "quad") | Days():
                if isinstance(condition, Days) and condition.item.negated:
                    return None
            case _:
                return None
    codes = all(value.isupper() and value.replace("-", "").isalpha() for value in found.values())
    if not codes or set(found) not in ({"dyad"}, {"actor"}, {"actor", "recipient"}):
        return None
    if "dyad" in found:
        one, _, two = found["dyad"].partition("-")
        there, back = (and_(d.actor == a, d.recipient == b) for a, b in ((one, two), (two, one)))
        x = t.dyads.alias()
        twice = exists().where(x.c.record == d.record, x.c.actor == one, x.c.recipient == two)
        return [there] if one == two else [there, and_(back, ~twice)]
    if "recipient" in found:
        return [and_(d.actor == found["actor"], d.recipient == found["recipient"])]
    x = t.dyads.alias()
    earlier = exists().where(x.c.record == d.record, x.c.actor == found["actor"], x.c.recipient < d.recipient)
    return [and_(d.actor == found["actor"], ~earlier)]


def _summed(inner: Rows) -> Select[tuple[Any, ...]]:
    rows = inner.subquery()
    keys = [c for c in rows.c if c.name.startswith("key")]
    quads = [func.sum(case((rows.c.quad == quad, 1), else_=0)) for quad in QUADS]
    return select(*keys, func.count(), func.sum(rows.c.reports), func.sum(rows.c.score), *quads).group_by(*keys)


def _line(row: Sequence[Any]) -> Line:
    """A line whose score is still the sum."""
    *key, records, reports, score, one, two, three, four = row
    return Line(tuple(key), records, int(reports), score, (one, two, three, four))


def _merged(lines: Iterable[Line], by: str) -> list[Line]:
    """Lines of one key added up, their scores as means."""
    together: dict[Key, list[Line]] = {}
    for line in lines:
        key = (_week(line.key[0]),) if by == "week" else tuple(part or None for part in line.key)
        together.setdefault(key, []).append(line)
    return [_added(key, found) for key, found in together.items()]


def _added(key: Key, lines: list[Line]) -> Line:
    records = sum(line.records for line in lines)
    one, two, three, four = (sum(line.quads[i] for line in lines) for i in range(4))
    mean = round(sum(line.score for line in lines) / records, 3)
    return Line(key, records, sum(line.reports for line in lines), mean, (one, two, three, four))


def _week(day: object) -> str | None:
    """The week of a day by ISO 8601: 2024-W20."""
    if day is None:
        return None
    year, week, _ = datetime.date.fromisoformat(str(day)).isocalendar()
    return f"{year:04}-W{week:02}"


def _by_key(line: Line) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, str(part)) for part in line.key)


def _by_count(line: Line) -> tuple[int, tuple[tuple[bool, str], ...]]:
    return -line.records, _by_key(line)


def network(connection: Connection, plan: Plan, limit: int | None = None) -> Network:
    """The pairs of countries of what is found, at most so many; what lacks a country on one side is left out."""
    lines = [line for line in view(connection, plan, "dyad").lines if None not in line.key][:limit]
    edges = tuple(Edge(str(x.key[0]), str(x.key[1]), x.records, x.reports, x.score, x.quads) for x in lines)
    names = sorted({name for edge in edges for name in (edge.source, edge.target)})
    acts, undergoes = ({n: sum(e.records for e in edges if getattr(e, end) == n) for n in names} for end in ENDS)
    nodes = sorted((Node(n, acts[n], undergoes[n]) for n in names), key=lambda n: (-n.acts - n.undergoes, n.id))
    return Network(tuple(nodes), edges)


ENDS = ("source", "target")
MAP_NAMES = ("place", "country", "admin1", "lat", "lon", "geonameid")


def places(connection: Connection, plan: Plan, limit: int | None = None) -> View:
    """Places with their coordinates, the most frequent first; records without a place are left out."""
    columns = (r.place, r.place_country, r.admin1, r.lat, r.lon, r.geonameid)
    inner = _spread(connection, plan, Group(MAP_NAMES, columns)).where(r.place.is_not(None))
    lines = [_added(x.key, [x]) for x in map(_line, connection.execute(_summed(inner)))]
    return View(MAP_NAMES, tuple(sorted(lines, key=_by_count)[:limit]))


__all__ = ["BY", "Edge", "Line", "Network", "Node", "View", "network", "places", "view"]
