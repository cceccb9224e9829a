"""A story as it was given: immutable text, and what its header and footer tell."""

import datetime
import hashlib

import msgspec

from dateline.spans import Span


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A subject that the publisher gave a story: its code (medtop:20000053), its words, or both."""

    code: str | None = None
    name: str | None = None


class Publication(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a format tells of a story beyond its text; absent where it does not tell.

    Moments are ISO 8601 with the offset that was written. `replaces` holds the ids of earlier versions, `status` the
    publisher's word (usable, withheld, canceled), `urgency` 1 (flash) to 9, `robots` what a page asks of programs
    (noindex, noarchive).
    """

    format: str | None = None
    published: str | None = None
    updated: str | None = None
    embargo: str | None = None
    publisher: str | None = None
    located: tuple[str, ...] = ()
    urgency: int | None = None
    status: str | None = None
    version: str | None = None
    replaces: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    language: str | None = None
    rights: str | None = None
    link: str | None = None
    robots: tuple[str, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One dated report. Every span is in characters of `text`, which is never changed.

    `paragraphs` are the running text only: no title, byline, dateline, crosshead or credit lies in one.
    """

    text: str
    date: datetime.date | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    dateline: tuple[Span, ...] = ()
    """The place names of the dateline, as written."""
    agency: str | None = None
    crossheads: tuple[Span, ...] = ()
    credits: dict[str, tuple[str, ...]] = {}
    """reporting, writing, editing … -> names."""
    paragraphs: tuple[Span, ...] = ()
    source_id: str | None = None
    """The id that the record brought along, if any."""
    publication: Publication = Publication()
    extracted: bool = False
    """Whether `text` was taken out of markup, so that outputs must print it for the spans to mean anything."""
    language: str | None = None
    """ISO 639 code, as the text shows it or the format tells it; None where the text is too short to show it."""
    origin: str = ""
    """Where the story was read from (a path, or path:line), for messages only; no part of its identity."""

    @property
    def id(self) -> str:
        """16 hexadecimal digits from the content: the same story always has the same id."""
        parts = (self.text, self.title or "", str(self.date or ""))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Reject(msgspec.Struct, frozen=True):
    """A story, or a file, that could not be coded: where it is, why, and what helps."""

    origin: str
    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}" + (f" ({self.remedy})" if self.remedy else "")


class Summary(Reject, frozen=True):
    """A feed's entry that only sums a report up: the page that holds the report, and what the feed tells of it."""

    link: str = ""
    title: str | None = None
    date: datetime.date | None = None
    published: str | None = None
