"""An entry of a feed, whatever the feed's format → a Story where it is whole, a Reject where it is a summary."""

import msgspec

from dateline.formats.assembling import Found, assembled
from dateline.formats.authors import authors
from dateline.formats.fragments import blocks_of_html
from dateline.formats.kinds import Desk
from dateline.formats.limits import LIMITS
from dateline.formats.moments import Moment
from dateline.formats.page_facts import is_web_link
from dateline.story import Publication, Reject, Story, Subject, Summary


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `content` is the whole report in HTML or plain text, None where the feed only sums it up."""

    place: str
    """Where in the feed, for messages: path:number."""
    content: str | None = None
    id: str | None = None
    title: str | None = None
    link: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    publisher: str | None = None
    rights: str | None = None


def story_of(entry: Entry, format: str, at: Desk) -> Story | Reject:
    """The entry's report. Its date is the day of publication as written, where only a change is dated that day."""
    if entry.content is None:
        return _only_summary(entry)
    found = blocks_of_html(entry.content)
    writers = authors(entry.authors, at.wire)
    when = entry.published or entry.updated
    publication = Publication(
        format=format, published=when.iso if when else None, updated=entry.updated.iso if entry.updated else None,
        publisher=entry.publisher, subjects=tuple(Subject(name=tag) for tag in entry.tags[: LIMITS.names]),
        language=entry.language, rights=entry.rights, link=entry.link,
    )  # fmt: skip
    return assembled(
        Found(paragraphs=[block.text for block in found], heads=frozenset(i for i, b in enumerate(found) if b.head),
              title=entry.title, date=when.day if when else None, byline=writers.names, agency=writers.agency,
              id=entry.id or entry.link, publication=publication),
        entry.place, at,
    )  # fmt: skip


def _only_summary(entry: Entry) -> Reject:
    name = f" of {entry.title[:80]!r}" if entry.title else ""
    if not entry.link:
        return Reject(entry.place, f"only a summary{name}", "get the report elsewhere")
    when = entry.published or entry.updated
    return Summary(entry.place, f"only a summary{name}", f"fetch the page: {entry.link}", entry.link, entry.title,
                   when.day if when else None, when.iso if when else None)  # fmt: skip


def too_many(origin: str) -> Reject:
    """What is said of the entries of a feed beyond those that are read."""
    return Reject(origin, f"a feed of more than {LIMITS.feed_entries:,} entries, the rest is not read", "split it")


def web_link(link: object) -> str | None:
    """An address of the web, or None."""
    return link.strip() if isinstance(link, str) and is_web_link(link.strip()) else None


__all__ = ["Entry", "story_of", "too_many", "web_link"]
