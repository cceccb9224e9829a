"""Pages of the web → the report of each, by trafilatura; a page without one is a Reject that says what it is."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from dateline.formats.assembling import Found, assembled
from dateline.formats.authors import Authors, authors
from dateline.formats.charsets import decoded, opening
from dateline.formats.fragments import Block, blocks, blocks_of_html, parsed
from dateline.formats.kinds import Desk, Format
from dateline.formats.limits import LIMITS
from dateline.formats.linked_data import Post
from dateline.formats.page_facts import Facts, facts, first
from dateline.formats.page_kinds import no_report
from dateline.formats.streams import take
from dateline.formats.web_words import WebWords, web_words
from dateline.story import Publication, Reject, Story, Subject

if TYPE_CHECKING:
    from lxml.etree import _Element

OPENING = re.compile(r"<!doctype\s+html\b|<(?:html|head|body)(?=[\s>])", re.IGNORECASE)
SUFFIX = re.compile(r"\s+[-|–—·•:»]{1,2}\s+")
NAME = "html"
MARKED = ("class", "id", "rel", "itemprop")
TOP, MENU = 8, 5
"""A headline stands among the first blocks; before it only entries of a menu, a few words each."""


class Page(msgspec.Struct, frozen=True):
    """A page as read: its tree, what it tells of itself, and the blocks of its main text."""

    tree: "_Element"
    facts: Facts
    blocks: list[Block]


def holds(head: bytes) -> bool:
    """Whether bytes open as a page does; comments, an XML declaration and a byte order mark may come first."""
    return OPENING.match(past_prologue(opening(head))) is not None


def past_prologue(text: str) -> str:
    """Text from its first element on (a DOCTYPE counts as one), without XML declaration, instructions and comments."""
    at = 0
    for begin, end in (pair for _ in range(20) for pair in (("<?", "?>"), ("<!--", "-->"))):
        if text.startswith(begin, at):
            close = text.find(end, at)
            if close < 0:
                return ""
            at = close + len(end)
            at += len(text[at : at + 500]) - len(text[at : at + 500].lstrip())
    return text[at:]


def read(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """The report of one page; of a live blog, each of its reports. Its date is the day of first publication."""
    raw = take(stream, LIMITS.page_bytes + 1)
    if len(raw) > LIMITS.page_bytes:
        yield Reject(origin, f"a page larger than {LIMITS.page_bytes:,} bytes", "give the report as plain text")
        return
    text = decoded(raw)
    tree = parsed(text) if text.count("<") <= LIMITS.page_tags else None
    fault = "the page holds no HTML that can be made out" if tree is None else _fault(tree)
    if tree is None or fault:
        yield Reject(origin, str(fault), "save the page again, or give the report as plain text")
        return
    words = web_words()
    known = facts(tree, words, at.wire.words)
    if known.linked.posts:
        yield from _live(tree, known, words, origin, at)
    else:
        yield from _report(Page(tree, known, _main_text(tree)), words, origin, at)


def _fault(tree: "_Element") -> str | None:
    """What is too much about a page; a tree that is too deep was cut short by the parser."""
    count, depth, deepest = 0, 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
        if count > LIMITS.page_elements:
            return f"a page of more than {LIMITS.page_elements:,} elements"
        if deepest > LIMITS.page_depth:
            return f"elements nested more than {LIMITS.page_depth} deep"
    return None


def _main_text(tree: "_Element") -> list[Block]:
    """The blocks of the main text, comments and furniture left out; empty where there is none."""
    import logging

    from trafilatura.core import bare_extraction

    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # else Python prints its warnings on standard error
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    return [] if body is None else blocks(body)


def _report(page: Page, words: WebWords, origin: str, at: Desk) -> Iterator[Story | Reject]:
    refusal = no_report(page.tree, page.facts, page.blocks, words)
    if refusal:
        yield Reject(origin, *refusal)
        return
    title, writers = _title(page, words), _writers(page, words, at)
    body = _without_title(page.blocks, title)
    published = page.facts.published
    found = Found(
        paragraphs=[block.text for block in body],
        heads=frozenset(i for i, b in enumerate(body) if b.head), title=title,
        date=published.day if published else None, byline=writers.names, agency=writers.agency,
        publication=_publication(page.facts, words),
    )  # fmt: skip
    yield assembled(found, origin, at)
    if page.facts.further:
        yield Reject(origin, "the report goes on on another page", f"give that page too: {page.facts.further}")


def _live(tree: "_Element", known: Facts, words: WebWords, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """The reports of a live blog, each with its own moment, in the page's order."""
    shared = _publication(known, words)
    for number, post in enumerate(known.linked.posts, 1):
        yield assembled(_of_post(post, shared, known, at), f"{origin}:{number}", at)


def _of_post(post: Post, shared: Publication, known: Facts, at: Desk) -> Found:
    when = post.published or known.published
    writers = authors(post.authors or known.linked.authors, at.wire)
    publication = msgspec.structs.replace(shared, published=when.iso if when else None, updated=None,
                                          link=post.link or shared.link)  # fmt: skip
    return Found(paragraphs=_lines(post.text), title=post.title or known.linked.title, id=post.link,
                 date=when.day if when else None, byline=writers.names, agency=writers.agency,
                 publication=publication)  # fmt: skip


def _lines(text: str) -> list[str]:
    """The paragraphs of an update's text: HTML, or one a line."""
    return [block.text for block in blocks_of_html(text)] if "<" in text else text.splitlines()


def _publication(known: Facts, words: WebWords) -> Publication:
    node, meta = known.linked, known.meta
    sections = node.sections or tuple(filter(None, [first(meta, words.data.section)]))
    return Publication(
        format=NAME, published=known.published.iso if known.published else None,
        updated=known.updated.iso if known.updated else None, publisher=_publisher(known, words),
        subjects=tuple(Subject(name=name) for name in sections), language=known.language, link=known.link,
        rights=node.rights or first(meta, words.data.rights), robots=known.robots,
    )  # fmt: skip


def _publisher(known: Facts, words: WebWords) -> str | None:
    said = (known.meta.get("og:site_name"), known.linked.publisher, first(known.meta, words.data.publisher))
    return next((name for name in said if name and "://" not in name), None)


def _title(page: Page, words: WebWords) -> str | None:
    """The report's headline: of JSON-LD, the only <h1>, <meta>, and last <title>, without the publisher's name."""
    heads = [" ".join("".join(h.itertext()).split()) for h in page.tree.iter("h1")]
    site = _publisher(page.facts, words)
    lone = [head for head in heads if head] if len([h for h in heads if h]) == 1 else []
    name = next((" ".join("".join(t.itertext()).split()) for t in page.tree.iter("title")), None)
    said = (page.facts.linked.title, *lone, first(page.facts.meta, words.data.title), name)
    return next((short for title in said if title and (short := _without_site(title, site)) and short != site), None)


def _without_site(title: str, site: str | None) -> str:
    """Ferry line opens | The Harbour Post → Ferry line opens."""
    parts = SUFFIX.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" -|–—·•:»")
    return title[: LIMITS.story]


def _writers(page: Page, words: WebWords, at: Desk) -> Authors:
    node, meta = page.facts.linked, page.facts.meta
    said = node.authors or tuple(meta[name] for name in words.data.author if "://" not in meta.get(name, "://"))[:1]
    known = authors((*said, *node.offices), at.wire)
    return known if known.names or known.agency else authors(_shown_authors(page.tree, words, at), at.wire)


def _shown_authors(tree: "_Element", words: WebWords, at: Desk) -> list[str]:
    """The authors that the page shows, as trafilatura finds them; only what can be a name is kept."""
    mark = words.author_mark
    marked = (e for e in tree.iter() if any(mark.search((e.get(name) or "")[: LIMITS.title]) for name in MARKED))
    if next(marked, None) is None:  # the search takes longer than that of the text
        return []
    from trafilatura.metadata import extract_author

    said = (extract_author(tree) or "").split(";")
    return [name for name in said if at.wire.people.byline(f"By {name.strip()}")]


def _without_title(found: list[Block], title: str | None) -> list[Block]:
    """The blocks without the headline that many templates repeat at their top, and without what stands before it."""
    said = " ".join((title or "").split()).casefold()
    for number, block in enumerate(found[:TOP]):
        if said and block.text.casefold() == said:
            return found[number + 1 :]
        if len(block.text.split()) > MENU:
            break
    return found


LOADS = ("trafilatura", "trafilatura.core", "trafilatura.metadata", "lxml.html")
HTML = Format(name=NAME, holds=holds, read=read, risky=True, loads=LOADS)

__all__ = ["HTML", "holds", "past_prologue", "read"]
