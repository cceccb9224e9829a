"""Paragraphs out of markup, and what the format tells of them → a Story whose text is the extracted text."""

import datetime
from collections.abc import Sequence

import msgspec

from dateline.formats.kinds import Desk
from dateline.story import Publication, Reject, Story

BETWEEN = "\n\n"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One story as a format holds it. `paragraphs` are plain text, in order, without title and byline.

    `heads` are those of them that the markup calls headings: they become crossheads.
    """

    paragraphs: Sequence[str]
    heads: frozenset[str] = frozenset()
    title: str | None = None
    date: datetime.date | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    id: str | None = None
    publication: Publication = Publication()


def assembled(found: Found, origin: str, desk: Desk) -> Story | Reject:
    """The story: blank lines between its paragraphs; what the format tells wins over what the text seems to tell."""
    clean = (" ".join(paragraph.split()) for paragraph in found.paragraphs)
    text = BETWEEN.join(paragraph for paragraph in clean if paragraph)
    title = " ".join((found.title or "").split()) or None
    story = desk.wire.read(text, origin=origin, title=title, date=found.date, source_id=found.id)
    if isinstance(story, Reject):
        return story
    story = _with_heads(story, found.heads)
    return msgspec.structs.replace(story, byline=found.byline or story.byline, agency=found.agency or story.agency,
                                   publication=found.publication, extracted=True)  # fmt: skip


def _with_heads(story: Story, heads: frozenset[str]) -> Story:
    """The story with the headings among its paragraphs set apart, as long as running text is left."""
    apart = [block for block in story.paragraphs if block.text in heads]
    if not apart or len(apart) == len(story.paragraphs):
        return story
    running = tuple(block for block in story.paragraphs if block.text not in heads)
    return msgspec.structs.replace(story, paragraphs=running, crossheads=tuple(sorted([*story.crossheads, *apart])))


__all__ = ["BETWEEN", "Found", "assembled"]
