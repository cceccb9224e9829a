"""Taking a story out of the record, with all that it alone supports; a tombstone says that it was there."""

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select, text, update

from dateline.store import schema as t
from dateline.store.copies import neighbours, resettle
from dateline.store.faults import StoreError
from dateline.store.joining import refresh
from dateline.store.opening import writing
from dateline.store.searching import drop_words
from dateline.store.thresholds import Thresholds


def retract(engine: Engine, story: str, who: str, reason: str, moment: str, thresholds: Thresholds) -> int:
    """Delete a story, its codings, reports, reviews and words; gives how many records went with it.

    Records that other stories support too stay, worked out anew without it. Raises StoreError where there is none.
    """
    with writing(engine, alone=True, durable=True) as connection:
        _check(connection, story)
        records = _count(connection)
        row = {"story": story, "moment": moment, "who": who, "reason": reason}
        connection.execute(insert(t.tombstones).values(row))
        near = neighbours(connection, story)
        partners = _partners(connection, story)
        connection.execute(update(t.stories).where(t.stories.c.id == story).values(state="retracted"))
        connection.execute(update(t.receipts).where(t.receipts.c.story == story).values(origin=""))
        connection.execute(delete(t.reviews).where(or_(t.reviews.c.story == story, t.reviews.c.other_story == story)))
        drop_words(connection, story)
        stale = {story, *partners} | resettle(connection, near, thresholds)
        refresh(connection, stale, thresholds, gone=story)
        lost = records - _count(connection)
    _forget(engine)
    return lost


def _check(connection: Connection, story: str) -> None:
    s, b = t.stories.c.id, t.tombstones.c
    if connection.execute(select(b.story).where(b.story == story)).first():
        raise StoreError(f"{story}: this story has been retracted already")
    if not connection.execute(select(s).where(s == story)).first():
        like = connection.execute(select(s).where(s.like(f"{story[:4]}%")).limit(3)).scalars().all()
        remedy = f"did you mean {', '.join(like)}?" if like else "the id is in `dateline code --format json`"
        raise StoreError(f"{story}: no story of this id", remedy)


def _partners(connection: Connection, story: str) -> set[str]:
    """The stories that a review joins or parts with this one."""
    r = t.reviews.c
    rows = connection.execute(select(r.story, r.other_story).where(or_(r.story == story, r.other_story == story)))
    return {end for row in rows for end in row if end} - {story}


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(t.records)).scalar_one()


def _forget(engine: Engine) -> None:
    """Leave nothing of the text in a file's free pages, its index or its log."""
    if engine.dialect.name != "sqlite":
        return
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO story_words (story_words) VALUES ('optimize')"))
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


__all__ = ["retract"]
