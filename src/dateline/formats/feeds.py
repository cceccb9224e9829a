"""Feeds in XML (RSS 0.9 to 2.0, Atom) by feedparser → their entries; the bytes are checked before it sees them."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol, cast

from dateline.formats.charsets import decoded, opening
from dateline.formats.feed_entries import Entry, story_of, too_many, web_link
from dateline.formats.feed_xml import Refused, sound
from dateline.formats.fragments import CONTROLS
from dateline.formats.html import past_prologue
from dateline.formats.kinds import Desk, Format
from dateline.formats.limits import LIMITS
from dateline.formats.moments import moment
from dateline.formats.streams import take
from dateline.story import Reject, Story

ROOT = re.compile(
    r"<(?:(?P<rss>rss)|(?P<atom>(?:\w{1,20}:)?feed)|(?P<rdf>\w{1,20}:RDF))(?=[\s>])(?P<rest>[^>]{0,4000})"
)
DECLARED = re.compile(r"<!DOCTYPE\s+(?:rss|feed|rdf:RDF)(?=[\s>\[])", re.IGNORECASE)
NAMESPACES = {
    "atom": ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    "rdf": (
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
    ),
}
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
END = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>\s*$", re.IGNORECASE)
AGAIN = "get the feed from its publisher again"


class Parsed(Protocol):
    """What feedparser gives for a feed or an entry: fields that may be missing."""

    def get(self, name: str, default: Any = None) -> Any:
        """The field, or the default."""

    def __contains__(self, name: object) -> bool:
        """Whether the feed itself has the field."""


def holds(head: bytes) -> bool:
    """Whether bytes open as a feed: <rss>, or <feed> or <RDF> in a feed's namespace."""
    return _root(opening(head)) is not None


def _root(text: str) -> str | None:
    """rss, atom or rdf; None for anything else. A DOCTYPE of a feed is enough, for its subset may be of any length."""
    declared = DECLARED.match(past_prologue(text))
    if declared:
        return "rss"
    found = ROOT.match(past_prologue(text))
    if not found:
        return None
    kind = next(name for name in ("rss", "atom", "rdf") if found[name])
    return kind if kind == "rss" or any(space in found["rest"] for space in NAMESPACES[kind]) else None


def read(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """The reports of a feed in its order; an entry that only sums one up is a Reject that names its page."""
    for entry in entries(take(stream, LIMITS.feed_bytes + 1), origin):
        yield entry if isinstance(entry, Reject) else story_of(entry, "feed", at)


def entries(raw: bytes, origin: str) -> Iterator[Entry | Reject]:
    """The entries of a feed; the last of one that breaks off is left out, and said."""
    if len(raw) > LIMITS.feed_bytes:
        yield Reject(origin, f"a feed larger than {LIMITS.feed_bytes:,} bytes", "split it, or give its pages")
        return
    text = DECLARATION.sub("", CONTROLS.sub(" ", decoded(raw)).lstrip("\ufeff"), count=1)
    try:
        checked = sound(text)
        feed, items = _parsed(checked.text)
    except Refused as error:
        yield Reject(origin, f"the feed is not read: {error}", AGAIN)
        return
    except Exception as error:  # feedparser's own faults over broken feeds are of many kinds
        yield Reject(origin, f"the feed cannot be read ({type(error).__name__})", AGAIN)
        return
    cut = bool(checked.broken) and END.search(text[-500:]) is None
    kept = items[: len(items) - cut][: LIMITS.feed_entries]
    for number, item in enumerate(kept, 1):
        yield _entry(item, feed, f"{origin}:{number}")
    if len(items) > LIMITS.feed_entries:
        yield too_many(origin)
    if checked.broken:
        left = "its last entry is left out, for it may be cut short" if cut else "what could be read of it is given"
        yield Reject(origin, f"the feed is no well-formed XML ({checked.broken})", f"get it again; {left}")
    elif not items:
        yield Reject(origin, "a feed without entries", "look again when it has some")


def _parsed(text: str) -> tuple[Parsed, list[Parsed]]:
    """The feed and its entries. Only ever given bytes in hand: feedparser would open or fetch a name."""
    import feedparser

    result = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False,
                              response_headers={"content-type": "application/xml; charset=utf-8"})  # fmt: skip
    return cast(Parsed, result.feed), cast(list[Parsed], result.entries)


def _entry(item: Parsed, feed: Parsed, place: str) -> Entry:
    said = [person.get("name") for person in item.get("authors") or ()] or [item.get("author")]
    tags = (_text(tag.get("term")) for tag in item.get("tags") or ())
    changed = item.get("updated") if "updated" in item else None
    return Entry(
        place=place, content=_content(item), id=_text(item.get("id")), title=_plain(item.get("title")),
        link=web_link(item.get("link")), published=moment(_text(item.get("published"))),
        updated=moment(_text(changed)), authors=tuple(name for name in map(_person, said) if name),
        tags=tuple(tag for tag in tags if tag),
        language=_text(item.get("language")) or _text(feed.get("language")), publisher=_plain(feed.get("title")),
        rights=_plain(item.get("rights")) or _plain(feed.get("rights")),
    )  # fmt: skip


def _content(item: Parsed) -> str | None:
    """The longest content in text or HTML; a description or summary is none."""
    known = [c.get("value") for c in item.get("content") or () if "text" in _type(c) or "xhtml" in _type(c)]
    return max((value for value in known if isinstance(value, str) and value.strip()), key=len, default=None)


def _type(content: Parsed) -> str:
    return str(content.get("type") or "text/html")


def _text(value: object) -> str | None:
    """A field as one line of text; None where it holds none."""
    said = " ".join(value.split()) if isinstance(value, str) else ""
    return said[: LIMITS.attribute] or None


def _plain(value: object) -> str | None:
    """A title as plain text: feeds write them with markup and entities."""
    from dateline.formats.fragments import blocks_of_html

    said = _text(value)
    return " ".join(block.text for block in blocks_of_html(said)) or None if said else None


def _person(value: object) -> str | None:
    """The name in "bo@example.org (Bo Lind)" and in "Bo Lind"; an address alone is none."""
    said = _text(value)
    inside = re.search(r"\(([^()]{2,80})\)?$", said) if said else None
    return inside[1] if inside else said


FEED = Format(name="feed", holds=holds, read=read, risky=True, loads=("feedparser", "lxml.html"))

__all__ = ["FEED", "entries", "holds", "read"]
