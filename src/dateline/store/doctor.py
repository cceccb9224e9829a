"""Is the record whole? Every check says what it found; none changes anything."""

from collections.abc import Callable, Iterator
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, Engine, func, select, text

from dateline.coding import Coding
from dateline.store import schema as t
from dateline.store.dumping import dumped
from dateline.store.joining import refresh
from dateline.store.opening import reading, writing
from dateline.store.recording import coding_id
from dateline.store.thresholds import Thresholds

SHOWN = 5


class Finding(msgspec.Struct, frozen=True):
    """One check: what holds when all is well, and each case in which it does not (up to a few)."""

    name: str
    faults: tuple[str, ...]


class Books(msgspec.Struct, frozen=True):
    """The conservation of stories: received = coded + rejected + pending + retracted; refused ones were no stories."""

    received: int
    coded: int
    rejected: int
    pending: int
    retracted: int
    refused: int

    @property
    def missing(self) -> int:
        """How many are unaccounted for."""
        return self.received - self.coded - self.rejected - self.pending - self.retracted


class Undo(Exception):
    """Raised inside a transaction that was only to see."""


def books(connection: Connection) -> Books:
    """How many stories stand where."""
    rows = connection.execute(select(t.stories.c.state, func.count()).group_by(t.stories.c.state))
    states: dict[str, int] = {row[0]: row[1] for row in rows}
    tables = (t.receipts, t.tombstones, t.refusals)
    received, retracted, refused = (
        connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
    )
    coded, rejected, pending = (states.get(state, 0) for state in ("coded", "rejected", "pending"))
    return Books(received, coded, rejected, pending, retracted, refused)


def examine(engine: Engine) -> list[Finding]:
    """Every check, in order."""
    checks: tuple[tuple[str, Callable[[Connection], Iterator[str]]], ...] = (
        ("the database is sound", _integrity),
        ("every story received is coded, rejected, pending or retracted", _conservation),
        ("every coded story has its coding, and no other one has", _states),
        ("every coding is what was written", _codings),
        ("every report that counts has a record, and no other one has", _reports),
        ("every record counts its reports", _records),
        ("every story can be searched", _words),
    )
    with reading(engine) as connection:
        return [Finding(name, _few(check(connection))) for name, check in checks]


def _few(faults: Iterator[str]) -> tuple[str, ...]:
    found = list(faults)
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return (*found[:SHOWN], *more)


def _integrity(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.execute(text("PRAGMA integrity_check(5)")):
        if line != "ok":
            yield line
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{row[0]}: a row points at no row of {row[2]}"


def _conservation(connection: Connection) -> Iterator[str]:
    found = books(connection)
    if found.missing:
        yield f"{found.received} received, {found.missing} of them unaccounted for"
    known = select(t.stories.c.id).union(select(t.tombstones.c.story))
    lost = select(t.receipts.c.story).where(t.receipts.c.story.not_in(known))
    yield from (f"story {name} was received and is nowhere" for name in connection.execute(lost).scalars())


def _states(connection: Connection) -> Iterator[str]:
    s = t.stories.c
    have = select(t.codings.c.story)
    bare = select(s.id).where(s.state == "coded", s.id.not_in(have))
    odd = select(s.id, s.state).where(s.state != "coded", s.id.in_(have))
    yield from (f"story {name} is coded and has no coding" for name in connection.execute(bare).scalars())
    yield from (f"story {name} is {state} and has a coding" for name, state in connection.execute(odd))


def _codings(connection: Connection) -> Iterator[str]:
    c = t.codings.c
    for name, story, body, events in connection.execute(select(c.id, c.story, c.coding_json, c.events)):
        if coding_id(story, body) != name:
            yield f"coding {name} of story {story} has been changed"
        elif len(msgspec.json.decode(body, type=Coding).events) != events:
            yield f"coding {name} of story {story} has lost events"


def _reports(connection: Connection) -> Iterator[str]:
    r = t.reports.c
    odd = select(r.id, r.standing).where((r.standing == "counts") != r.record.is_not(None))
    yield from (f"report {name}, which {standing}" for name, standing in connection.execute(odd))


def _records(connection: Connection) -> Iterator[str]:
    counted = select(t.reports.c.record, func.count().label("n")).group_by(t.reports.c.record).subquery()
    wanted = (
        select(t.records.c.id, t.records.c.reports, counted.c.n)
        .join(counted, counted.c.record == t.records.c.id, isouter=True)
        .where(func.coalesce(counted.c.n, 0) != t.records.c.reports)
    )
    yield from (f"record {name} counts {n}, and has {m or 0}" for name, n, m in connection.execute(wanted))


def _words(connection: Connection) -> Iterator[str]:
    indexed = connection.execute(text("SELECT count(*) FROM story_words")).scalar_one()
    stories = connection.execute(select(func.count()).select_from(t.stories)).scalar_one()
    if indexed != stories:
        yield f"{stories} stories, {indexed} in the index"


def rebuilt(engine: Engine, thresholds: Thresholds, *, keep: bool) -> bool:
    """Work out everything anew from codings and reviews; tells whether that changed anything. Undone unless `keep`."""
    same = True
    try:
        with writing(engine, alone=True) as connection:
            before = _digest(connection)
            refresh(connection, connection.execute(select(t.stories.c.id)).scalars().all(), thresholds)
            same = _digest(connection) == before
            if not keep:
                raise Undo
    except Undo:
        pass
    return not same


def _digest(connection: Connection) -> bytes:
    digest = sha256()
    for line in dumped(connection):
        digest.update(line)
    return digest.digest()


__all__ = ["Books", "Finding", "books", "examine", "rebuilt"]
