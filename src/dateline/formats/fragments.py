"""A tree of HTML, or of trafilatura's own markup → blocks of plain text, in order: paragraphs and headings."""

import re
from typing import TYPE_CHECKING

import msgspec

from dateline.formats.attributes import bounded
from dateline.formats.limits import LIMITS

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
BLOCKS = HEADS | frozenset(
    (
        "p", "div", "li", "item", "list", "ul", "ol", "dl", "dt", "dd", "blockquote", "quote", "pre", "table", "tr",
        "row", "article", "section", "main", "header", "footer", "aside", "body", "html", "address", "hr", "center",
        "details", "summary", "fieldset", "form", "td", "th", "cell", "caption", "comments",
    )
)  # fmt: skip
LEFT_OUT = frozenset(
    (
        "script", "style", "figure", "figcaption", "iframe", "object", "noscript", "template", "svg", "math", "head",
        "nav", "button", "select", "textarea", "title", "audio", "video", "canvas",
    )
)  # fmt: skip
CELLS = frozenset(("td", "th", "cell"))
BREAKS = frozenset(("br", "lb"))
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


class Block(msgspec.Struct, frozen=True):
    """A paragraph or, with `head`, a heading between paragraphs; white space is single blanks."""

    text: str
    head: bool = False


def parsed(text: str) -> "_Element | None":
    """The tree of a page or of a fragment; None where there is no element. Never raises, loads nothing."""
    from lxml import etree, html

    clean = bounded(CONTROLS.sub(" ", text))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree: _Element | None = html.document_fromstring(clean.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def blocks_of_html(text: str) -> list[Block]:
    """The blocks of a fragment of HTML; of plain text, its paragraphs between blank lines."""
    if not TAGS.search(text):
        from html import unescape

        plain = CONTROLS.sub(" ", unescape(text))
        return [Block(" ".join(part.split())) for part in re.split(r"\r?\n\s*\n", plain) if part.strip()]
    tree = parsed(text)
    return [] if tree is None else blocks(tree, leave_out=LEFT_OUT)


def blocks(tree: "_Element", leave_out: frozenset[str] = frozenset()) -> list[Block]:
    """The blocks of a tree, elements of `leave_out` skipped with all they hold; the cells of a row are one block."""
    from lxml import etree

    page, skipped = _Page(), 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        out = tag in leave_out or not tag
        if event == "start":
            skipped += out
            if not skipped:
                page.open(tag)
                page.add(element.text)
            continue
        if not skipped:
            page.close(tag)
        skipped -= out
        if not skipped and element is not tree:
            page.add(element.tail)
    page.close("body")
    return page.done


class _Page(msgspec.Struct):
    """The blocks as they are being read."""

    done: list[Block] = msgspec.field(default_factory=list)
    parts: list[str] = msgspec.field(default_factory=list)
    breaks: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.breaks = 0 if text.strip() else self.breaks

    def open(self, tag: str) -> None:
        """A block begins, or a line breaks; two breaks in a row part paragraphs."""
        if tag in BREAKS:
            self.breaks += 1
            self.parts.append(" ")
            if self.breaks > 1:
                self._flush(False)
        elif tag in CELLS:
            self.parts.append(" ")
        elif tag in BLOCKS:
            self._flush(False)

    def close(self, tag: str) -> None:
        if tag in BLOCKS and tag not in CELLS:
            self._flush(tag in HEADS)

    def _flush(self, head: bool) -> None:
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        self.breaks = 0
        if text:
            self.done.append(Block(text, head and len(text) <= LIMITS.title))


__all__ = ["LEFT_OUT", "Block", "blocks", "blocks_of_html", "parsed"]
