"""What is new since the last look at a query: records that came, that changed, and that are no longer found."""

import hashlib
from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select, update

from dateline.query.grammar import QueryError
from dateline.query.meaning import Vocabulary, conditions
from dateline.query.pages import Record, columns, record_of
from dateline.query.planning import filtered, planned
from dateline.store import schema as t
from dateline.store.opening import writing

CHUNK = 1_000


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a record since the last look.

    `change`: new, changed, or withdrawn; then `record` is what it says now, None where it has gone, and `into` the
    record that its reports stand in now.
    """

    change: str
    id: str
    record: Record | None = None
    into: str | None = None


def look(
    engine: Engine, query: str, name: str | None, moment: str, vocabulary: Vocabulary, show: Callable[[Change], object]
) -> int:
    """Show each change since the last look of this name, and keep what was shown; gives how many there were.

    Without a name, looks at the same query belong together. What `show` raises leaves the last look as it was. Raises
    QueryError where the name belongs to another query.
    """
    asked = conditions(query, vocabulary)
    name = name or f"query {hashlib.sha256(query.encode()).hexdigest()[:16]}"
    with writing(engine) as connection:
        seen = _seen(connection, name, query, moment)
        plan = planned(connection, asked)
        found = {
            record.id: record for record in map(record_of, connection.execute(filtered(connection, plan, *columns())))
        }
        digests = {record.id: _digest(record) for record in found.values()}
        changes = [*_changes(connection, seen, found, digests)]
        for change in changes:
            show(change)
        _keep(connection, name, seen, digests)
    return len(changes)


def _seen(connection: Connection, name: str, query: str, moment: str) -> dict[str, str]:
    """Record -> digest of the last look; the look itself is made or brought to this moment."""
    c = t.looks.c
    before = connection.execute(select(c.query).where(c.name == name)).scalar()
    if before is None:
        connection.execute(insert(t.looks).values(name=name, query=query, moment=moment))
        return {}
    if before != query:
        raise QueryError(f"{name} looks at another query: {before}", None, "give this one another name")
    connection.execute(update(t.looks).where(c.name == name).values(moment=moment))
    rows = connection.execute(select(t.seen.c.record, t.seen.c.digest).where(t.seen.c.look == name))
    return {row[0]: row[1] for row in rows}


def _digest(record: Record) -> str:
    """16 hexadecimal digits of all that the record says."""
    return hashlib.sha256(msgspec.json.encode(record)).hexdigest()[:16]


def _changes(
    connection: Connection, seen: dict[str, str], found: dict[str, Record], digests: dict[str, str]
) -> Iterator[Change]:
    """In the order of days, what is gone last."""
    for record in sorted(found.values(), key=lambda x: (x.day or "", x.id)):
        if record.id not in seen:
            yield Change("new", record.id, record)
        elif seen[record.id] != digests[record.id]:
            yield Change("changed", record.id, record)
    for name in sorted(set(seen) - set(found)):
        yield _withdrawn(connection, name)


def _withdrawn(connection: Connection, name: str) -> Change:
    row = connection.execute(select(*columns()).where(t.records.c.id == name)).first()
    into = connection.execute(select(t.reports.c.record).where(t.reports.c.id == name)).scalar()
    return Change("withdrawn", name, record_of(row) if row else None, into if into != name else None)


def _keep(connection: Connection, name: str, seen: dict[str, str], digests: dict[str, str]) -> None:
    """Only what has changed is written."""
    stale = [record for record in seen if digests.get(record) != seen[record]]
    fresh = [record for record in digests if seen.get(record) != digests[record]]
    c = t.seen.c
    for start in range(0, len(stale), CHUNK):
        connection.execute(delete(t.seen).where(c.look == name, c.record.in_(stale[start : start + CHUNK])))
    rows = [{"look": name, "record": record, "digest": digests[record]} for record in fresh]
    if rows:
        connection.execute(insert(t.seen), rows)


__all__ = ["Change", "look"]
