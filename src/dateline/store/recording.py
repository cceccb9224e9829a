"""The last step of a story into the record: its coding, whole, and all that follows from it, in one transaction."""

import hashlib

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select, update

from dateline.coding import Coding
from dateline.store import schema as t
from dateline.store.copies import settle
from dateline.store.joining import refresh
from dateline.store.opening import writing
from dateline.store.packing import encoded
from dateline.store.receipts import reject
from dateline.store.thresholds import Thresholds
from dateline.story import Reject

UNKNOWN = "unknown"


def record(engine: Engine, story: str, result: Coding | Reject, moment: str, thresholds: Thresholds) -> bool:
    """Keep what became of a received story; False where the very same coding is there, or the story has gone.

    Raises StoreError where the database fails; then nothing of it is kept, and the story is still pending.
    """
    with writing(engine, alone=True) as connection:
        if isinstance(result, Reject):
            reject(connection, story, result)
            return True
        if not _inserted(connection, story, result, moment):
            return False
        values = {"state": "coded", "reason": None, "remedy": None, "language": result.story.language}
        connection.execute(update(t.stories).where(t.stories.c.id == story).values(values))
        refresh(connection, {story} | settle(connection, story, thresholds), thresholds)
    return True


def coding_id(story: str, body: str) -> str:
    """16 hexadecimal digits from the story and all that the coding says of it, its versions included."""
    return hashlib.sha256(f"{story}\x1f{body}".encode()).hexdigest()[:16]


def _inserted(connection: Connection, story: str, coding: Coding, moment: str) -> bool:
    body = encoded(msgspec.structs.replace(coding, text=msgspec.UNSET))
    name, c = coding_id(story, body), t.codings.c
    here = connection.execute(select(t.stories.c.id).where(t.stories.c.id == story)).first()
    versions = coding.versions
    pipeline = versions.get("pipeline", versions.get("dateline", UNKNOWN))
    done = select(c.id).where(c.story == story, (c.id == name) | (c.pipeline == pipeline))
    if here is None or connection.execute(done).first():
        return False
    last = connection.execute(select(func.max(c.number)).where(c.story == story)).scalar() or 0
    row = {
        "id": name,
        "story": story,
        "number": last + 1,
        "pipeline": pipeline,
        "dateline": versions.get("dateline", UNKNOWN),
        "codebook": versions.get("codebook", UNKNOWN),
        "coding_json": body,
        "coded": moment,
        "events": len(coding.events),
        "statements": len(coding.statements),
    }
    connection.execute(insert(t.codings).values(row))
    return True


__all__ = ["coding_id", "record"]
