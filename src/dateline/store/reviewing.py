"""Adding a review to the record, and all that follows from it, in one transaction that is on the disk at its end."""

import msgspec
from sqlalchemy import Connection, Engine, select

from dateline.coding import Coding, Event
from dateline.store import schema as t
from dateline.store.faults import StoreError
from dateline.store.joining import refresh
from dateline.store.opening import writing
from dateline.store.reviews import Review, Target, append, corrected, meant, review_of, target_of
from dateline.store.thresholds import Thresholds

SHORTEST = 4
"""Characters of an id that are enough to name something, where nothing else begins with them."""


def review(engine: Engine, said: Review, thresholds: Thresholds) -> bool:
    """Keep a review and work out what it touches; False where the very same is there already.

    Raises StoreError where it is faulty, or a corrected value does not fit its field; then nothing is kept.
    """
    with writing(engine, alone=True, durable=True) as connection:
        if not append(connection, said):
            return False
        if said.action == "correct":
            _try(connection, said)
        refresh(connection, {said.target.story} | ({said.other.story} if said.other else set()), thresholds)
    return True


def _try(connection: Connection, said: Review) -> None:
    r = t.reports.c
    rows = connection.execute(select(r.event_json).where(r.story == said.target.story)).scalars()
    event = meant(said.target, [msgspec.json.decode(raw, type=Event) for raw in rows])
    if event is not None:
        corrected(event, str(said.field), str(said.value))


def target_named(connection: Connection, name: str) -> Target:
    """The report that an id, or its beginning, names. Raises StoreError where it names none, or several."""
    r = t.reports.c
    rows = connection.execute(
        select(r.id, r.story, r.coding, r.trigger_start, r.trigger_end, r.type).where(r.id.startswith(name)).limit(9)
    ).all()
    if len(name) < SHORTEST or not rows:
        raise StoreError(f"{name}: no event of this id", "give an event's id, or at least its first 4 characters")
    if len(rows) > 1:
        raise StoreError(f"{name}: several events begin so", f"give more of it: {', '.join(row.id for row in rows)}")
    return _as_coded(connection, rows[0].id, rows[0].coding) or Target(rows[0].story, *rows[0][3:])


def _as_coded(connection: Connection, report: str, coding: str) -> Target | None:
    """By the type that the program gave it, not by one that somebody put in its place."""
    raw = connection.execute(select(t.codings.c.coding_json).where(t.codings.c.id == coding)).scalar_one()
    told = msgspec.json.decode(raw, type=Coding)
    return next((target_of(event, told.id) for event in told.events if event.id == report), None)


def review_named(connection: Connection, name: str) -> Review:
    """The review that an id, or its beginning, names. Raises StoreError where it names none, or several."""
    rows = connection.execute(select(t.reviews).where(t.reviews.c.id.startswith(name)).limit(9)).mappings().all()
    if len(name) < SHORTEST or len(rows) != 1:
        raise StoreError(f"{name}: {len(rows)} reviews of this id", "see the ids with: dateline review list")
    return review_of(rows[0])


def all_reviews(connection: Connection, story: str | None = None) -> list[Review]:
    """Every review ever given, withdrawn ones included, by moment; those of one story where it is named."""
    wanted = select(t.reviews).order_by(t.reviews.c.moment, t.reviews.c.id)
    if story is not None:
        wanted = wanted.where(t.reviews.c.story == story)
    return [review_of(row) for row in connection.execute(wanted).mappings()]


__all__ = ["all_reviews", "review", "review_named", "target_named"]
