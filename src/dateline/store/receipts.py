"""The first step of a story into the record: its receipt, from which on it is never lost.

A story is stored pending, with its words for searching and its likeness to earlier ones, in one transaction.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, Engine, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dateline.store import schema as t
from dateline.store.copies import bands_of
from dateline.store.opening import reading, writing
from dateline.store.packing import packed, unpacked
from dateline.store.searching import add_words
from dateline.store.thresholds import Thresholds
from dateline.story import Reject, Story

CHUNK = 500


def known(engine: Engine, ids: Collection[str]) -> set[str]:
    """Those of these stories that the record has, or has had."""
    with reading(engine) as connection:
        here = connection.execute(select(t.stories.c.id).where(t.stories.c.id.in_(ids))).scalars().all()
        gone = connection.execute(select(t.tombstones.c.story).where(t.tombstones.c.story.in_(ids))).scalars().all()
    return {*here, *gone}


def receive(engine: Engine, story: Story, moment: str, thresholds: Thresholds) -> bool:
    """Store a story as pending; False where it is here already, or was retracted.

    Raises StoreError, and UnicodeEncodeError for text that no JSON can hold.
    """
    row = _row(story, thresholds)
    with writing(engine) as connection:
        gone = connection.execute(select(t.tombstones.c.story).where(t.tombstones.c.story == story.id)).first()
        if gone or not add_row(connection, t.stories, row):
            return False
        _insert_rest(connection, story, moment, thresholds)
    return True


def refuse(engine: Engine, reject: Reject, moment: str) -> None:
    """Keep what could not be read as a story; the same again changes nothing."""
    name = hashlib.sha256(f"{reject.origin}\x1f{reject.reason}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    row = {"id": name, "origin": reject.origin, "reason": reject.reason, "remedy": reject.remedy, "moment": moment}
    with writing(engine) as connection:
        add_row(connection, t.refusals, row)


def add_row(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row; False, and nothing done, where one of its key is there already."""
    if connection.dialect.name == "postgresql":
        statement = postgresql.insert(table).values(dict(row)).on_conflict_do_nothing()
        return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1
    return connection.execute(sqlite.insert(table).values(dict(row)).on_conflict_do_nothing()).rowcount == 1


def pending(engine: Engine, before: str | None = None) -> list[str]:
    """The ids of stories that wait to be coded, in order; `before`: only those received before that moment."""
    wanted = select(t.stories.c.id).where(t.stories.c.state == "pending")
    if before is not None:
        wanted = wanted.join(t.receipts, t.receipts.c.story == t.stories.c.id).where(t.receipts.c.received < before)
    with reading(engine) as connection:
        return list(connection.execute(wanted.order_by(t.stories.c.id)).scalars())


def fetched(engine: Engine, ids: Collection[str]) -> Iterator[Story]:
    """Stories out of the record, by id in order; those that have gone meanwhile are left out."""
    chosen = sorted(ids)
    columns = (t.stories.c.text, t.stories.c.story_json, t.receipts.c.origin)
    for start in range(0, len(chosen), CHUNK):
        wanted = (
            select(*columns)
            .join(t.receipts, t.receipts.c.story == t.stories.c.id)
            .where(t.stories.c.id.in_(chosen[start : start + CHUNK]))
            .order_by(t.stories.c.id)
        )
        with reading(engine) as connection:
            rows = connection.execute(wanted).all()
        for text, story, origin in rows:
            yield unpacked(text, story, origin)


def _row(story: Story, thresholds: Thresholds) -> dict[str, object]:
    told = story.publication
    revision, heading = thresholds.versions.read(story.title or "")
    return {
        "id": story.id,
        "state": "pending",
        "title": story.title,
        "date": story.date.isoformat() if story.date else None,
        "agency": story.agency,
        "publisher": told.publisher,
        "source": story.agency or told.publisher,
        "language": told.language,
        "source_id": story.source_id,
        "text": story.text,
        "story_json": packed(story),
        "heading": heading,
        "revision": revision,
    }


def _insert_rest(connection: Connection, story: Story, moment: str, thresholds: Thresholds) -> None:
    receipt = {"story": story.id, "received": moment, "origin": story.origin}
    add_row(connection, t.receipts, receipt)
    add_words(connection, story.id, story.title or "", story.text)
    bands = [
        {"story": story.id, "band": i, "value": value} for i, value in enumerate(bands_of(story, thresholds.copies))
    ]
    if bands:
        connection.execute(insert(t.bands), bands)
    earlier = [{"story": story.id, "earlier": name} for name in dict.fromkeys(story.publication.replaces)]
    if earlier:
        connection.execute(insert(t.replaces), earlier)


def reject(connection: Connection, story: str, rejected: Reject) -> None:
    """Mark a pending story as one that could not be coded, and why."""
    values = {"state": "rejected", "reason": rejected.reason, "remedy": rejected.remedy}
    connection.execute(update(t.stories).where(t.stories.c.id == story, t.stories.c.state == "pending").values(values))


__all__ = ["add_row", "fetched", "known", "pending", "receive", "refuse", "reject"]
