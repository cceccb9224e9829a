"""JSON Feed 1.x (jsonfeed.org) → its entries."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from dateline.formats.charsets import decoded, opening
from dateline.formats.feed_entries import Entry, story_of, too_many, web_link
from dateline.formats.kinds import Desk, Format
from dateline.formats.limits import LIMITS
from dateline.formats.moments import moment
from dateline.formats.streams import take
from dateline.story import Reject, Story

VERSION = re.compile(r"\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/1")


class Person(msgspec.Struct, frozen=True):
    """An author; the feed may give only an address."""

    name: str | None = None


class Item(msgspec.Struct, frozen=True):
    """One entry, as the standard names its fields; more fields are ignored."""

    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: Person | None = None
    authors: tuple[Person, ...] | None = None
    tags: tuple[str, ...] | None = None
    language: str | None = None


class Feed(msgspec.Struct, frozen=True):
    """A feed; each entry is decoded by itself, so that a faulty one costs only itself."""

    version: str
    items: tuple[msgspec.Raw, ...] = ()
    title: str | None = None
    language: str | None = None
    author: Person | None = None
    authors: tuple[Person, ...] | None = None


def holds(head: bytes) -> bool:
    """Whether bytes open as one JSON object that names the version of JSON Feed."""
    text = opening(head)
    return text.startswith("{") and VERSION.search(text) is not None


def read(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """The reports of a feed in its order; an entry that only sums one up is a Reject that names its page."""
    for entry in entries(take(stream, LIMITS.feed_bytes + 1), origin):
        yield entry if isinstance(entry, Reject) else story_of(entry, "jsonfeed", at)


def entries(raw: bytes, origin: str) -> Iterator[Entry | Reject]:
    """The entries of a feed."""
    if len(raw) > LIMITS.feed_bytes:
        yield Reject(origin, f"a feed larger than {LIMITS.feed_bytes:,} bytes", "split it, or give its pages")
        return
    try:
        feed = msgspec.json.decode(decoded(raw).encode(), type=Feed)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        yield Reject(origin, f"no JSON Feed that can be read: {error}", "get the feed again")
        return
    for number, item in enumerate(feed.items[: LIMITS.feed_entries], 1):
        yield _decoded(item, feed, f"{origin}:{number}")
    if len(feed.items) > LIMITS.feed_entries:
        yield too_many(origin)
    if not feed.items:
        yield Reject(origin, "a feed without entries", "look again when it has some")


def _decoded(raw: msgspec.Raw, feed: Feed, place: str) -> Entry | Reject:
    try:
        item = msgspec.json.decode(raw, type=Item)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Reject(place, f"the entry does not fit JSON Feed: {error}", "mend the entry")
    people = item.authors or _one(item.author) or feed.authors or _one(feed.author)
    text = item.content_html if (item.content_html or "").strip() else _as_html(item.content_text)
    return Entry(
        place=place, content=text if (text or "").strip() else None, title=item.title,
        id=str(item.id) if item.id is not None else None, link=web_link(item.url) or web_link(item.external_url),
        published=moment(item.date_published), updated=moment(item.date_modified),
        authors=tuple(person.name for person in people if person.name), tags=item.tags or (),
        language=item.language or feed.language, publisher=feed.title,
    )  # fmt: skip


def _as_html(text: str | None) -> str | None:
    """Plain text as HTML, so that "<" and "&" in it stay what they are."""
    from html import escape

    paragraphs = re.split(r"\n\s*\n", text.strip()) if text else []
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs) or None


def _one(person: Person | None) -> tuple[Person, ...]:
    return (person,) if person else ()


JSON_FEED = Format(name="jsonfeed", holds=holds, read=read, risky=True, loads=("lxml.html",))

__all__ = ["JSON_FEED", "entries", "holds", "read"]
