"""Paragraphs out of markup, and what the format tells of them → a Story whose text is the extracted text."""

import datetime
from collections.abc import Sequence

import msgspec

from dateline.formats.kinds import Desk
from dateline.spans import Span
from dateline.story import Publication, Reject, Story

BETWEEN = "\n\n"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One story as a format holds it. `paragraphs` are plain text, in order, without title and byline; `heads` are the
    places (from 0) of those that the markup calls headings.
    """

    paragraphs: Sequence[str]
    heads: frozenset[int] = frozenset()
    title: str | None = None
    date: datetime.date | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    id: str | None = None
    publication: Publication = Publication()


def assembled(found: Found, origin: str, desk: Desk) -> Story | Reject:
    """The story: blank lines between its paragraphs; what the format tells wins over what the text seems to tell."""
    text, heads = _text(found)
    title = " ".join((found.title or "").split()) or None
    story = desk.wire.read(text, origin=origin, title=title, date=found.date, source_id=found.id)
    if isinstance(story, Reject):
        return story
    story = _with_heads(story, heads)
    return msgspec.structs.replace(story, byline=found.byline or story.byline, agency=found.agency or story.agency,
                                   publication=found.publication, extracted=True)  # fmt: skip


def _text(found: Found) -> tuple[str, list[Span]]:
    """The story's text, and where its headings stand in it."""
    parts: list[str] = []
    heads: list[Span] = []
    start = 0
    for i, paragraph in enumerate(found.paragraphs):
        clean = " ".join(paragraph.split())
        if clean:
            parts.append(clean)
            if i in found.heads:
                heads.append(Span(start, start + len(clean), clean))
            start += len(clean) + len(BETWEEN)
    return BETWEEN.join(parts), heads


def _with_heads(story: Story, heads: list[Span]) -> Story:
    """The headings as crossheads and no paragraphs; all stays as it is where there would be no running text."""
    found = [p for p in story.paragraphs if any(head.holds(p) for head in heads)]
    running = tuple(p for p in story.paragraphs if p not in found)
    if not found or not running:
        return story
    return msgspec.structs.replace(story, paragraphs=running, crossheads=tuple(sorted((*story.crossheads, *found))))


__all__ = ["BETWEEN", "Found", "assembled"]
