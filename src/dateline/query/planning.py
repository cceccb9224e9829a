"""Conditions → SQL on `records`, and from where to walk: the condition that the fewest records meet.

Every value is bound, none is written into the SQL. A condition on `terms` that leaves one (field, value) is walked in
the order of its days; the other ones are looked up for each record, so that a page ends as soon as it is full.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    not_,
    null,
    or_,
    select,
    true,
    tuple_,
)

from dateline.query.grammar import Item
from dateline.query.meaning import Columns, Condition, Days, Ids, Numbers, Numeric, Terms, Words
from dateline.store import schema as t
from dateline.store.searching import stories_ranked
from dateline.store.terms import pair_of

ENOUGH = 30_000
"""Beyond so many records, one condition is taken to be as common as another."""
FEW = 3_000
"""So few records are fetched and sorted rather than walked."""
WALK = t.terms.alias("walk")
"""The name under which a plan's `walk` is joined."""
r = t.records.c


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions, without the pairs that no record has, and the days that bound them all.

    `walk`: the one (field, value) to walk by; `few`: a condition that few records meet; `unknown`: items none of whose
    values any record has, so that nothing can be found.
    """

    conditions: tuple[Condition, ...]
    days: tuple[str, str] | None
    walk: tuple[str, str] | None = None
    few: Terms | None = None
    unknown: tuple[Item, ...] = ()

    @property
    def words(self) -> list[list[str]]:
        """The phrases that stories must hold."""
        return [[*c.phrases] for c in self.conditions if isinstance(c, Words) and not c.item.negated]


def planned(connection: Connection, asked: Sequence[Condition]) -> Plan:
    """How to find what is asked."""
    kept = tuple(_known(connection, c) if isinstance(c, Terms) else c for c in asked)
    positive = [c for c in kept if isinstance(c, Terms) and not c.item.negated]
    unknown = tuple(c.item for c in positive if not c.pairs)
    plan = Plan(conditions=kept, days=_common_days(kept), unknown=unknown)
    if unknown or plan.words or any(isinstance(c, Ids) and not c.item.negated for c in kept):
        return plan
    single = [c.pairs[0] for c in positive if len(c.pairs) == 1]
    counts = {pair: _count(connection, (pair,), plan.days) for pair in [*single, *_dyads_of(single)]}
    walk = min(counts, key=lambda pair: counts[pair], default=None)
    least = counts[walk] if walk else ENOUGH
    several = {c: _count(connection, c.pairs, plan.days) for c in positive if len(c.pairs) > 1}
    few = min(several, key=lambda c: several[c], default=None)
    if few is None or several[few] > min(FEW, least):
        return msgspec.structs.replace(plan, walk=walk)
    return msgspec.structs.replace(plan, few=few)


def _known(connection: Connection, condition: Terms) -> Terms:
    """The condition without the pairs that stand nowhere."""
    x = t.terms.c
    pairs = tuple(
        (field, value)
        for field, value in condition.pairs
        if connection.execute(select(x.field).where(x.field == field, x.value == value).limit(1)).first()
    )
    return msgspec.structs.replace(condition, pairs=pairs)


def _dyads_of(single: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """An actor's and a recipient's country make a pair of countries, which fewer records have."""
    sides = [[v for f, v in single if f == side and v.isupper() and "/" not in v] for side in ("actor", "recipient")]
    return [("dyad", pair_of(one, two)) for one in sides[0] for two in sides[1]]


def _count(connection: Connection, pairs: tuple[tuple[str, str], ...], days: tuple[str, str] | None) -> int:
    """How many records have one of the pairs at most, each pair up to ENOUGH; one at a time, as an index serves."""
    x = t.terms.c
    bounds = [x.day.between(*days)] if days else []
    counted = 0
    for field, value in pairs:
        some = select(x.record).where(x.field == field, x.value == value, *bounds).limit(ENOUGH)
        counted += connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
    return counted


def _common_days(conditions: Iterable[Condition]) -> tuple[str, str] | None:
    """The days that hold every record asked for; None where days do not matter."""
    spans = [
        (min(first for first, _ in c.ranges), max(last for _, last in c.ranges))
        for c in conditions
        if isinstance(c, Days) and not c.item.negated
    ]
    return (max(first for first, _ in spans), min(last for _, last in spans)) if spans else None


def _one_of(terms: FromClause, pairs: tuple[tuple[str, str], ...]) -> ColumnElement[bool]:
    """One of the pairs; by field, so that an index serves."""
    fields: dict[str, list[str]] = {}
    for field, value in pairs:
        fields.setdefault(field, []).append(value)
    c = terms.c
    return or_(false(), *(and_(c.field == field, c.value.in_(values)) for field, values in fields.items()))


def _has(name: ColumnElement[str], pairs: tuple[tuple[str, str], ...]) -> ColumnElement[bool]:
    """Whether a record has one of the pairs: by its own few rows, never by all rows of a value."""
    x = t.terms.alias()
    if len(pairs) == 1:
        return exists().where(x.c.record == name, x.c.field == pairs[0][0], x.c.value == pairs[0][1])
    either = (and_(_bare(x.c.field) == field, _bare(x.c.value) == value) for field, value in pairs)
    return exists().where(x.c.record == name, or_(false(), *either))


def filtered(
    connection: Connection, plan: Plan, *columns: ColumnElement[Any], words: bool = True
) -> Select[tuple[Any, ...]]:
    """A SELECT of these columns of `records` (and of tables joined by the caller) that meet all conditions.

    `words`: also that a story holds the words; False where the caller sees to that.
    """
    wanted = select(*columns).select_from(t.records)
    if plan.walk:
        field, value = plan.walk
        wanted = wanted.join(WALK, WALK.c.record == r.id).where(WALK.c.field == field, WALK.c.value == value)
    return wanted.where(*_clauses(connection, plan, words))


def _clauses(connection: Connection, plan: Plan, words: bool) -> list[ColumnElement[bool]]:
    """All that must hold, conditions on `terms` first."""
    if plan.unknown:
        return [false()]
    name, day = keys(plan)
    made: list[ColumnElement[bool]] = [day.between(*plan.days)] if plan.days else []
    if plan.few:
        some = select(t.terms.c.record).where(_one_of(t.terms, plan.few.pairs))
        made.append(name.in_(some))
    if plan.words and words:
        found = stories_ranked(connection, plan.words).subquery()
        made.append(name.in_(_records_of(t.reports.c.story.in_(select(found.c.story)))))
    ordered = sorted(plan.conditions, key=lambda c: not isinstance(c, Terms))
    sole = len(ordered) == 1 and plan.walk is None
    for condition in ordered:
        if condition is plan.few or (isinstance(condition, Words) and not condition.item.negated):
            continue
        if isinstance(condition, Terms) and not condition.item.negated and condition.pairs == (plan.walk,):
            continue
        clause = _clause(connection, condition, name, day, indexed=sole)
        made.append(not_(func.coalesce(clause, false())) if condition.item.negated else clause)
    return made


def _clause(
    connection: Connection, condition: Condition, name: ColumnElement[str], day: ColumnElement[str], *, indexed: bool
) -> ColumnElement[bool]:
    """One condition, not yet negated."""
    match condition:
        case Terms(pairs=pairs):
            return _has(name, pairs)
        case Columns(column=column, values=values):
            return (r[column] if indexed else _bare(r[column])).in_(values)
        case Numeric(low=low, high=high, ranges=ranges):
            return or_(*(_within(r[low], r[high], numbers) for numbers in ranges))
        case Days(ranges=ranges):
            return or_(*(day.between(first, last) for first, last in ranges))
        case Words(phrases=phrases):
            found = stories_ranked(connection, [[*phrases]]).subquery()
            return name.in_(_records_of(t.reports.c.story.in_(select(found.c.story))))
        case Ids(of=of, beginnings=beginnings):
            return or_(*(_named(name, of, beginning) for beginning in beginnings))


def keys(plan: Plan) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """The columns of id and day by which a plan walks."""
    return (WALK.c.record, WALK.c.day) if plan.walk else (r.id, r.day)


def _bare(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column so that no index on it is thought of: the walk is the better one."""
    return func.coalesce(column, null())


def _within(low: ColumnElement[float], high: ColumnElement[float], numbers: Numbers) -> ColumnElement[bool]:
    """Whether a number between `low` and `high` may lie in the range."""
    clauses: list[ColumnElement[bool]] = [true()]
    if numbers.least is not None:
        clauses.append(high > numbers.least if numbers.strict else high >= numbers.least)
    if numbers.most is not None:
        clauses.append(low < numbers.most if numbers.strict else low <= numbers.most)
    return and_(*clauses)


def _records_of(condition: ColumnElement[bool]) -> Select[tuple[str]]:
    """The records of reports."""
    return select(t.reports.c.record).where(t.reports.c.record.is_not(None), condition)


def _named(name: ColumnElement[str], of: str, beginning: str) -> ColumnElement[bool]:
    if of == "story":
        return name.in_(_records_of(_begins(t.reports.c.story, beginning)))
    return or_(_begins(name, beginning), name.in_(_records_of(_begins(t.reports.c.id, beginning))))


def _begins(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether an id of hexadecimal digits begins so; an index serves."""
    return and_(column >= beginning, column < f"{beginning}g")


def after(day: ColumnElement[str], name: ColumnElement[str], last: tuple[str, str]) -> ColumnElement[bool]:
    """What stands after a record in the order of a page, the newest day first."""
    return tuple_(day, name) < tuple_(*last)


__all__ = ["Plan", "after", "filtered", "keys", "planned"]
