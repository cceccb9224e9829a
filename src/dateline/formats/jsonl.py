"""JSON Lines → Stories: one object a line with `text`, and `id`, `date`, `title` where they are known.

What `dateline fetch` writes beside them (byline, agency, link, published, publisher, language) is kept too. Other
people's records may mean anything by these names, so that a value of another kind is only left out.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import cast

import msgspec

from dateline.formats.kinds import Columns, Desk
from dateline.formats.limits import LIMITS
from dateline.formats.record_facts import with_facts
from dateline.story import Reject, Story

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")
REMEDY = 'one object a line: {"id": "a1", "date": "2024-05-16", "title": "…", "text": "…"}'

ABSENT = msgspec.Raw()


class Record(msgspec.Struct, frozen=True):
    """One line, by its usual names; more fields are ignored. Raw fields are looked at by formats/record_facts.py."""

    text: str
    id: str | int | None = None
    date: str | None = None
    title: str | None = None
    byline: msgspec.Raw = ABSENT
    agency: msgspec.Raw = ABSENT
    link: msgspec.Raw = ABSENT
    published: msgspec.Raw = ABSENT
    publisher: msgspec.Raw = ABSENT
    language: msgspec.Raw = ABSENT


def decoder_of(columns: Columns) -> msgspec.json.Decoder[Record]:
    """Reads lines whose fields have the names that the columns have."""
    if columns == Columns():
        return msgspec.json.Decoder(Record)
    taken = msgspec.structs.asdict(columns)
    names = taken | {name: f" {name}" for name in Record.__struct_fields__ if name in set(taken.values()) - set(taken)}
    fields = [(field.name, field.type, field.default) for field in msgspec.structs.fields(Record)[1:]]
    made = msgspec.defstruct("Renamed", [("text", str), *fields], bases=(Record,), rename=names, frozen=True)
    return msgspec.json.Decoder(cast("type[Record]", made))


def read_lines(lines: Iterable[bytes], origin: str, at: Desk) -> Iterator[Story | Reject]:
    """A Story or a Reject for each line that is not blank; `lines` are UTF-8 with their line ends."""
    decoder = decoder_of(at.columns)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _story(line, f"{origin}:{number}", decoder, at)


def _story(line: bytes, origin: str, decoder: msgspec.json.Decoder[Record], at: Desk) -> Story | Reject:
    if len(line) > LIMITS.line_bytes:
        return Reject(origin, f"the line is longer than {LIMITS.line_bytes:,} bytes", "split the text into its stories")
    try:
        record = decoder.decode(line)
    except UnicodeDecodeError as error:
        return Reject(
            origin,
            f"not UTF-8 (byte {line[error.start]:#04x} at byte {error.start} of the line)",
            "write the file as UTF-8",
        )
    except msgspec.ValidationError as error:
        return Reject(origin, _plainly(error, at.columns.text), REMEDY)
    except (msgspec.DecodeError, RecursionError) as error:
        return Reject(origin, f"the line is no JSON: {error}", REMEDY)
    date = day_of(record.date)
    if record.date and date is None:
        return Reject(origin, f"the date {record.date[:40]!r} is no day", "write it as YYYY-MM-DD")
    known = str(record.id) if record.id is not None else None
    title = " ".join((record.title or "").split()) or None
    story = at.wire.read(record.text, origin=origin, title=title, date=date, source_id=known)
    return story if isinstance(story, Reject) or _is_bare(record) else with_facts(story, record, at)


def _is_bare(record: Record) -> bool:
    """Whether a record has nothing beyond text, id, date and title."""
    return not (record.byline or record.agency or record.link or record.published or record.publisher
                or record.language)  # fmt: skip


def _plainly(error: msgspec.ValidationError, text: str) -> str:
    said = str(error)
    if f"missing required field `{text}`" in said:
        return f"the record has no `{text}`"
    return f"the record does not fit: {said[0].lower()}{said[1:]}"


def day_of(text: str | None) -> datetime.date | None:
    """The day of 2024-05-16 or 2024-05-16T08:30:00Z, as written; None where there is none."""
    found = DAY.fullmatch(text.strip()) if text else None
    try:
        return datetime.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


__all__ = ["Record", "day_of", "read_lines"]
