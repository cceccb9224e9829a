"""What readers of NewsML-G2, NITF and ninjs do alike with bylines, datelines, agencies, dates and whole files."""

import datetime
from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from dateline.formats.kinds import Desk
from dateline.formats.limits import LIMITS
from dateline.formats.markup import Piece
from dateline.formats.moments import Moment
from dateline.formats.streams import take
from dateline.spans import cut
from dateline.story import Reject

DASHES = tuple("-–—―_:/")


class Dated(msgspec.Struct, frozen=True):
    """When a story was published: `day` for what "yesterday" means in it, and the moments as they are told."""

    day: datetime.date | None = None
    published: str | None = None
    updated: str | None = None
    embargo: str | None = None


def dated(first: Moment | None, version: Moment | None, embargo: Moment | None) -> Dated:
    """The dates of a story with versions.

    The text is that of the last version, so `day` is the day on which that was made, or on which its embargo ends where
    that is later: before, nobody may publish it. `published` is the first version's moment, `updated` the last one's.
    """
    now = version or first
    if now is None:
        return Dated(embargo.day if embargo else None, embargo=embargo.iso if embargo else None)
    held = embargo is not None and embargo.instant > now.instant
    begun = first if first and version and first.instant < version.instant else now
    return Dated(embargo.day if embargo and held else now.day, begun.iso, now.iso if begun is not now else None,
                 embargo.iso if embargo else None)  # fmt: skip


def names_in(byline: str, at: Desk) -> tuple[str, ...]:
    """The names of a byline, with or without "By" before it; the whole of it where no names are found.

    What is longer than any byline is none.
    """
    text = " ".join(byline.split())
    if not text or len(text) > LIMITS.byline:
        return ()
    found = at.wire.people.byline(text) or at.wire.people.byline(f"By {text}")
    return found.names if found else (text,)


def agency_in(texts: Iterable[str], at: Desk) -> str | None:
    """The first agency that one of these texts names, by its usual name."""
    return next((agency for text in texts if (agency := at.wire.words.agency_in(text))), None)


def with_dateline(pieces: list[Piece], dateline: str, at: Desk) -> list[Piece]:
    """The paragraphs with the dateline before the first one, as it is printed, where it stands apart in the markup.

    It is left out where the text has it already, and where it would not be understood as one.
    """
    first = next((i for i, piece in enumerate(pieces) if not piece.head), None)
    text = " ".join(dateline.split())
    if first is None or not text or _has_dateline(pieces[first].text, at):
        return pieces
    line = text if text.endswith(DASHES) else f"{text} –"
    joined = f"{line} {pieces[first].text}"
    return [*pieces[:first], Piece(joined), *pieces[first + 1 :]] if _has_dateline(joined, at) else pieces


def _has_dateline(text: str, at: Desk) -> bool:
    return at.wire.datelines.read(text, cut(text, 0, len(text))) is not None


def urgency_of(said: str | float | None) -> int | None:
    """1 to 9; None for anything else."""
    try:
        number = int(said) if said is not None else 0
    except (ValueError, OverflowError):
        return None
    return number if 1 <= number <= 9 else None


def rights_of(*told: str | None) -> str | None:
    """Copyright notice and terms of use as one text, each once, a full stop between them."""
    parts = dict.fromkeys(" ".join(part.split()) for part in told if part and part.strip())
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts) or None


def link_of(*addresses: str | None) -> str | None:
    """The first of these that is a web address."""
    return next((a.strip() for a in addresses if a and a.strip().startswith(("https://", "http://"))), None)


def whole(source: BinaryIO, origin: str) -> bytes | Reject:
    """All bytes of a file that is held in memory, a Reject where they are too many."""
    raw = take(source, LIMITS.file_bytes + 1)
    if len(raw) > LIMITS.file_bytes:
        return Reject(origin, f"larger than {LIMITS.file_bytes:,} bytes", "give its reports in smaller files")
    return raw


__all__ = ["Dated", "agency_in", "dated", "link_of", "names_in", "rights_of", "urgency_of", "whole", "with_dateline"]
