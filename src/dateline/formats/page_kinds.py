"""Pages that hold no report: what they are instead, and what helps."""

from typing import TYPE_CHECKING

from dateline.formats.fragments import LEFT_OUT, Block, blocks
from dateline.formats.page_facts import Facts
from dateline.formats.web_words import WebWords

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST, LEAST_TOLD = 25, 10
"""Words of a report, where the page does not, and where it does, declare itself one."""
SHORT = 150
"""Words; a wall, a gallery or the beginning of a paid report holds fewer of them."""
TEASERS = 4
CLOSED = ("only the beginning of a report, the rest is for subscribers", "give the whole report")
WALL = ("a wall of consent, and no report", "save the page after the question of cookies is answered")
ANSWER = ("the server's answer in place of a page", "open the page in a browser and save it there")
INDEX = ("a page of headlines, and no report", "give the pages that it links to")
EMPTY = ("no report was found on the page", "give a page that holds one, or its text")


def no_report(tree: "_Element", known: Facts, found: list[Block], words: WebWords) -> tuple[str, str] | None:
    """Reason and remedy where a page holds no whole report; None where it does."""
    count = sum(len(block.text.split()) for block in found if not block.head)
    types, data = known.linked.types, words.data
    if not known.told and _is_index(tree, known, words):
        return INDEX
    if count >= SHORT:
        return None
    shown = " ".join(block.text for block in blocks(tree, leave_out=LEFT_OUT))[:20_000]
    if known.linked.free is False or words.paywall.search(shown):
        return CLOSED
    if not known.told and words.consent.search(shown):
        return WALL
    if not known.told and words.refused.search(shown):
        return ANSWER
    for kinds, name in ((data.gallery_types, "a gallery of pictures"), (data.video_types, "a recording")):
        if not known.told and not types.isdisjoint(kinds):
            return f"{name}, and no report", "give the report that it belongs to"
    return EMPTY if count < (LEAST_TOLD if known.told else LEAST) else None


def _is_index(tree: "_Element", known: Facts, words: WebWords) -> bool:
    """Whether the page says so, or holds several <article> of which each leads somewhere else by its heading."""
    if not known.linked.types.isdisjoint(words.data.index_types):
        return True
    teasers = [a for a in tree.iter("article") if any(h.find(".//a") is not None for h in a.iter("h2", "h3", "h4"))]
    return len(teasers) >= TEASERS


__all__ = ["no_report"]
