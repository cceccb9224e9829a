"""The first step of a story into the record: its receipt, from which on it is never lost.

A story is stored pending, with its words for searching and its likeness to earlier ones, in one transaction.
"""

import hashlib
from collections.abc import Collection, Iterator

import msgspec
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


class Receipt(msgspec.Struct, frozen=True):
    """What became of a story that was handed in: `state` pending, coded, rejected or retracted; `new`: never seen."""

    story: str
    state: str
    new: bool


def receive(engine: Engine, story: Story, moment: str, thresholds: Thresholds) -> Receipt:
    """Store a story that is not known yet. Raises StoreError, and UnicodeEncodeError for text that no JSON can hold."""
    row = _row(story, thresholds)
    with writing(engine) as connection:
        known = _state(connection, story.id)
        if known or not _inserted(connection, row):
            return Receipt(story.id, known or _state(connection, story.id) or "pending", new=False)
        _insert_rest(connection, story, moment, thresholds)
    return Receipt(story.id, "pending", new=True)


def refuse(engine: Engine, reject: Reject, moment: str) -> None:
    """Keep what could not be read as a story; the same again changes nothing."""
    name = hashlib.sha256(f"{reject.origin}\x1f{reject.reason}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    row = {"id": name, "origin": reject.origin, "reason": reject.reason, "remedy": reject.remedy, "moment": moment}
    with writing(engine) as connection:
        connection.execute(added(connection, t.refusals).values(row))


def added(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT that does nothing where the row is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def pending(engine: Engine, before: str | None = None) -> list[str]:
    """The ids of stories that wait to be coded, in order; `before`: only those received before that moment."""
    wanted = select(t.stories.c.id).where(t.stories.c.state == "pending")
    if before is not None:
        wanted = wanted.join(t.receipts, t.receipts.c.story == t.stories.c.id).where(t.receipts.c.received < before)
    with reading(engine) as connection:
        return list(connection.execute(wanted.order_by(t.stories.c.id)).scalars())


def uncoded(engine: Engine, pipeline: str) -> list[str]:
    """The ids of stories that this version of the program has not coded yet, in order; rejected ones included."""
    done = select(t.codings.c.story).where(t.codings.c.pipeline == pipeline)
    wanted = select(t.stories.c.id).where(t.stories.c.id.not_in(done)).order_by(t.stories.c.id)
    with reading(engine) as connection:
        return list(connection.execute(wanted).scalars())


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


def _state(connection: Connection, story: str) -> str | None:
    if connection.execute(select(t.tombstones.c.story).where(t.tombstones.c.story == story)).first():
        return "retracted"
    return connection.execute(select(t.stories.c.state).where(t.stories.c.id == story)).scalar()


def _inserted(connection: Connection, row: dict[str, object]) -> bool:
    return connection.execute(added(connection, t.stories).values(row)).rowcount == 1


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
    connection.execute(added(connection, t.receipts).values(receipt))
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


__all__ = ["Receipt", "added", "fetched", "pending", "receive", "refuse", "reject", "uncoded"]
