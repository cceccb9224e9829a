"""One row of a table → a Story: the columns that the desk names, whatever kind of table it is."""

import datetime
from collections.abc import Sequence

import msgspec

from dateline.formats.dateline import date_of
from dateline.formats.jsonl import day_of
from dateline.formats.kinds import Columns, Desk, Refused
from dateline.story import Publication, Reject, Story

SHOWN = 20
"""Names of columns that a message lists."""


class Places(msgspec.Struct, frozen=True):
    """Which column holds what, counted from 0; None where the table has no such column."""

    text: int
    id: int | None
    date: int | None
    title: int | None


def places_of(names: Sequence[str], columns: Columns) -> Places:
    """Find the desk's columns among a table's; capitals and blanks around a name do not matter.

    Raises Refused, naming the columns that there are, where the text is not among them.
    """
    plain = [name.strip().casefold() for name in names]
    found = {field: _index(plain, getattr(columns, field)) for field in Columns.__struct_fields__}
    text = found["text"]
    if text is None:
        listed = ", ".join(name.strip()[:40] for name in names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        said = f"the table has no column {columns.text!r}; it has: {listed}"
        raise Refused(said, "name the column of the text: --text-column NAME (and --id-column, --date-column, …)")
    return Places(text, found["id"], found["date"], found["title"])


def story_of(cells: Sequence[str | None], places: Places, kind: str, origin: str, at: Desk) -> Story | Reject:
    """The story of a row; a Reject where its text, or a date that it gives, cannot be read."""
    if len(cells) <= places.text:
        return Reject(origin, f"the row has only {len(cells)} cells", "check its quotation marks and its delimiters")
    written = _cell(cells, places.date)
    date = _day(written, at) if written else None
    if written and date is None:
        return Reject(origin, f"the date {written[:40]!r} is no day", "write it as YYYY-MM-DD")
    title = " ".join((_cell(cells, places.title) or "").split()) or None
    story = at.wire.read(cells[places.text] or "", origin=origin, title=title, date=date,
                         source_id=_cell(cells, places.id))  # fmt: skip
    if isinstance(story, Reject):
        return story
    return msgspec.structs.replace(story, publication=Publication(format=kind))


def _index(plain: Sequence[str], name: str) -> int | None:
    wanted = name.strip().casefold()
    return plain.index(wanted) if wanted in plain else None


def _cell(cells: Sequence[str | None], place: int | None) -> str | None:
    """The cell without blanks around it; None where it is empty."""
    return ((cells[place] or "").strip() or None) if place is not None and place < len(cells) else None


def _day(text: str, at: Desk) -> datetime.date | None:
    """The day of 2024-05-16, with or without a time, 20240516, 16 May 2024 or May 16, 2024."""
    if len(text) == 8 and text.isdecimal() and text.isascii():
        return day_of(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return day_of(text) or (date_of(text, at.wire.words) if len(text) < 40 and text[:1].isalnum() else None)


__all__ = ["Places", "places_of", "story_of"]
