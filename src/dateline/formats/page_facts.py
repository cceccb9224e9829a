"""What a page tells of its report outside of the text: JSON-LD, <meta>, <link>, <time>, and the day in its address."""

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import msgspec

from dateline.formats.dateline import date_of
from dateline.formats.limits import LIMITS
from dateline.formats.linked_data import Linked, linked
from dateline.formats.moments import Moment, moment
from dateline.formats.web_words import WebWords
from dateline.formats.words import WireWords

if TYPE_CHECKING:
    from lxml.etree import _Element

IN_PATH = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)|[/-](\d{4})(\d{2})(\d{2})(?=[/_.-]|$)")
SHOWN = 90
"""An element that shows the day of publication holds little else."""
ASIDE = frozenset(("aside", "nav", "footer"))


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a page's report. `told`: it declares itself a report, by JSON-LD, OpenGraph or microdata."""

    linked: Linked
    meta: dict[str, str]
    told: bool
    published: Moment | None
    updated: Moment | None
    link: str | None
    language: str | None
    robots: tuple[str, ...]
    further: str | None
    """The page on which the same report goes on."""


def facts(tree: "_Element", words: WebWords, wire: WireWords) -> Facts:
    """Read all of it off the tree of a page; no date is ever guessed from a clock."""
    meta = dict(_meta(tree))
    link = _canonical(tree, meta)
    scripts = (s.text for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower() and s.text)
    node = linked(scripts, words.data, link)
    link = link or node.link
    told = not node.types.isdisjoint(words.data.article_types) or meta.get("og:type", "").lower() == "article"
    return Facts(
        linked=node, meta=meta, link=link, language=_language(tree, meta, node), further=_further(tree, link),
        told=told or "article:published_time" in meta or _is_marked(tree, words),
        published=node.published or _meta_moment(meta, words.data.published) or _shown(tree, words, wire)
        or _day_in(link, wire),
        updated=node.updated or _meta_moment(meta, words.data.updated), robots=_robots(meta, words),
    )  # fmt: skip


def first(meta: dict[str, str], names: list[str]) -> str | None:
    """What the first of these <meta> names holds."""
    return next((meta[name] for name in names if name in meta), None)


def _meta(tree: "_Element") -> Iterator[tuple[str, str]]:
    """The <meta> elements, name in lower case; of several with one name the first counts (reversed for dict)."""
    for element in reversed(list(tree.iter("meta"))):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or "")[: LIMITS.attribute].split())
        if name and content and len(name) < LIMITS.title:
            yield name, content


def _meta_moment(meta: dict[str, str], names: list[str]) -> Moment | None:
    return next((found for name in names if (found := moment(meta.get(name)))), None)


def _canonical(tree: "_Element", meta: dict[str, str]) -> str | None:
    said = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    return next((link for link in (*said, meta.get("og:url")) if link and is_web_link(link)), None)


def is_web_link(link: str) -> bool:
    """Whether an address is a whole one of the web, short and without blanks."""
    return link.startswith(("http://", "https://")) and len(link) < 2_000 and not re.search(r"[\s<>\"]", link)


def _language(tree: "_Element", meta: dict[str, str], node: Linked) -> str | None:
    """The language tag of the page, as written (en-GB); og:locale writes it en_GB."""
    root = next(tree.iter("html"), None)
    lang = (root.get("lang") or root.get("xml:lang")) if root is not None else None
    said = lang or node.language or meta.get("og:locale", "").replace("_", "-")
    return said if said and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", said.strip()) else None


def _robots(meta: dict[str, str], words: WebWords) -> tuple[str, ...]:
    """What the page asks of programs that read it: noindex, noarchive, noai …"""
    said = (part.strip().lower() for name in words.data.robots for part in meta.get(name, "").split(","))
    return tuple(dict.fromkeys(part for part in said if part))[: LIMITS.names]


def _is_marked(tree: "_Element", words: WebWords) -> bool:
    """Whether microdata call a part of the page a report."""
    types = (element.get("itemtype") for element in tree.iterfind(".//*[@itemtype]"))
    return any((kind or "").rsplit("/", 1)[-1] in words.data.article_types for kind in types)


def _shown(tree: "_Element", words: WebWords, wire: WireWords) -> Moment | None:
    """The day that the page shows: in microdata, else in <time> inside the report, else in a line marked as such."""
    for element in tree.iterfind(".//*[@itemprop]"):
        if "datepublished" in (element.get("itemprop") or "").lower().split():
            said = element.get("datetime") or element.get("content") or _text(element)
            if found := moment(said) or _in_words(said, wire):
                return found
    times = [element for element in tree.iter("time") if not _is_aside(element, words)]
    inside = [element for element in times if any(a.tag in ("article", "main") for a in element.iterancestors())]
    for element in [t for t in times if t.get("pubdate") is not None] + (inside or times if len(times) < 4 else inside):
        if found := moment(element.get("datetime")) or _in_words(_text(element), wire):
            return found
    return _marked_line(tree, words, wire)


def _marked_line(tree: "_Element", words: WebWords, wire: WireWords) -> Moment | None:
    for element in tree.iterfind(".//*[@class]"):
        if not words.date_mark.search((element.get("class") or "")[: LIMITS.title]) or _is_aside(element, words):
            continue
        found = moment(element.get("title")) or _in_words(_text(element), wire)
        if found:
            return found
    return None


def _is_aside(element: "_Element", words: WebWords) -> bool:
    """Whether an element belongs to comments or to teasers of other reports."""
    for holder in (element, *element.iterancestors()):
        named = f"{holder.get('class') or ''} {holder.get('id') or ''}"[: LIMITS.title]
        if holder.tag in ASIDE or (holder.tag not in ("html", "body") and words.aside_mark.search(named)):
            return True
    return False


def _text(element: "_Element") -> str:
    """The text of an element that shows little; empty where it holds more than a line."""
    if len(element) > 12:
        return ""
    text = " ".join(" ".join(element.itertext())[: 4 * SHOWN].split())
    return text if len(text) <= SHOWN else ""


def _in_words(text: str, wire: WireWords) -> Moment | None:
    """A day written out ("16 May 2024", "May 16, 2024") or as 2024-05-16; 05/06/2024 is never guessed at."""
    day = rf"{wire.month}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{wire.month},?\s+\d{{4}}"
    found = re.search(rf"(?<![\w-])(?:{day}|\d{{4}}-\d{{2}}-\d{{2}})(?!\d)", text)
    date = date_of(found.group(), wire) if found else None
    return moment(date.isoformat()) if date else None


def _day_in(link: str | None, wire: WireWords) -> Moment | None:
    """The day in an address: /2024/05/16/, /2024/may/16/, -20240516."""
    found = IN_PATH.search(urlsplit(link).path) if link and is_web_link(link) and "[" not in link else None
    if not found:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
    number = int(month) if month.isdigit() else wire.month_numbers.get(month, 0)
    try:
        date = datetime.date(int(year), number, int(day))
    except ValueError:
        return None
    return moment(date.isoformat())


def _further(tree: "_Element", link: str | None) -> str | None:
    """The next page of the same report: rel=next, at an address that goes on from this one (blogs mean another)."""
    for element in (*tree.iter("link"), *tree.iter("a")):
        if "next" not in (element.get("rel") or "").lower().split() or not link:
            continue
        try:
            target = str(urljoin(link, element.get("href") or ""))
        except ValueError:
            continue
        stem = re.sub(r"(\.html?|/)$", "", link.split("?")[0])
        if is_web_link(target) and re.match(re.escape(stem) + r"(\.html?)?[/?_,-](page[=/-]?|p=?)?\d", target):
            return target
    return None


__all__ = ["Facts", "facts", "first", "is_web_link"]
