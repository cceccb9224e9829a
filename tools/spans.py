"""Texts of awkward characters through every format: `python -m tools.spans [SPANS]` checks that many spans (1,000,000).

Prints how many spans were checked, how many are no exact slices of their text, and how many a second.
"""

import html
import io
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dateline.formats import desk
from dateline.formats.feeds import FEED
from dateline.formats.html import HTML
from dateline.formats.jsonl import read_lines
from dateline.formats.kinds import Desk
from dateline.formats.mail import MAIL
from dateline.formats.newsml import NAR, NEWSML
from dateline.spans import Span
from dateline.story import Reject, Story

PIECES = {
    "emoji": ["🚢", "👍🏽", "🇳🇴", "1️⃣", "🫱🏼‍🫲🏿"],
    "joined": ["👩‍👩‍👧‍👦", "🏳️‍🌈", "👨🏿‍🚒", "क्‍ष"],
    "marks": ["e\u0301", "a\u0308\u0323", "Z\u0351\u036b", "한\u1100\u1161\u11a8", "ñ", "ﬁ", "ǆ"],
    "right to left": ["\u202bשלום\u202c", "\u2067مرحبا\u2069", "عمّان", "\u200fא\u200e", "\u202e123\u202c"],
    "blanks": ["\u00a0", "\u2009", "\u3000", "\t", "  ", "\u200b", "\u2060", "\ufeff"],
    "letters": ["𝔄", "𐍈", "ß", "İ", "ﷺ", "\U0010fffd", "\u0085", "\x1f", "\x0c", "\x0b"],
}
BREAKS = ("\n\n", "\r\n\r\n", "\u2029", "\n \n", "\r\n\t\r\n", "\u2028\u2028", "\r\r")
WORDS = tuple(re.findall(r"\S+", "The ferry left Oslo on Monday with 200 men aboard , ministers said “ in Riga ” and "
                                 "(Reuters) — troops' retreat … began ."))  # fmt: skip
HEADS = (
    "OSLO (Reuters) - ",
    "KYIV, May 16 (AP) — ",
    "By Ana Ruiz\n\n",
    "",
    "",
    "RIGA/TALLINN – ",
    "A NEW LINE OPENS\n\n",
    "- Why now -\n\n",
)
TAILS = ("", "", "\n\n(Reporting by Ana Ruiz; Editing by Bo Lind)", "\n\n___\n", " (END)")


class Text(NamedTuple):
    """A report by its paragraphs, and as plain text with whatever line ends."""

    paragraphs: list[str]
    whole: str


def text_of(chance: random.Random) -> Text:
    """A report of one to eight paragraphs, every third or so word an awkward one."""
    kinds = chance.sample(list(PIECES), chance.randint(1, len(PIECES)))
    awkward = [piece for kind in kinds for piece in PIECES[kind]]
    paragraphs = [chance.choice(HEADS) + _paragraph(chance, awkward)]
    paragraphs += [_paragraph(chance, awkward) for _ in range(chance.randint(0, 7))]
    paragraphs[-1] += chance.choice(TAILS)
    breaks = chance.sample(BREAKS, chance.randint(1, len(BREAKS)))
    whole = "".join(paragraph + chance.choice(breaks) for paragraph in paragraphs)
    return Text(paragraphs, chance.choice(("", "\ufeff", " ", "\r\n", "\u00a0")) + whole)


def _paragraph(chance: random.Random, awkward: list[str]) -> str:
    words = (
        chance.choice(awkward) if chance.random() < 0.3 else chance.choice(WORDS) for _ in range(chance.randint(4, 30))
    )
    return chance.choice((" ", " ", "\u00a0", "\r\n", "")).join(words) + chance.choice((".", "!", "”", ""))


Read = Callable[[Text, Desk], Iterator[Story | Reject]]


def wire(text: Text, at: Desk) -> Iterator[Story | Reject]:
    """As plain text."""
    yield at.wire.read(text.whole)


def jsonl(text: Text, at: Desk) -> Iterator[Story | Reject]:
    """As a record with a title, escaped or not."""
    record = {"text": text.whole, "title": text.paragraphs[0][:40]}
    yield from read_lines([json.dumps(record, ensure_ascii=len(text.whole) % 2 == 0).encode()], "f", at)


def _bodies(text: Text) -> str:
    return "".join(f"<p>{_escaped(paragraph)}</p>\n" for paragraph in text.paragraphs)


def _escaped(text: str) -> str:
    """As markup, without the controls that no XML may hold."""
    return html.escape("".join(char for char in text if char >= " " or char in "\t\n\r"))


def page(text: Text, at: Desk) -> Iterator[Story | Reject]:
    """As a page."""
    raw = f'<!doctype html><html lang="en"><body><article><h1>A ferry</h1>{_bodies(text)}</article></body></html>'
    yield from HTML.read(io.BytesIO(raw.encode()), "f", at)


def newsml(text: Text, at: Desk) -> Iterator[Story | Reject]:
    """As a newsItem."""
    raw = (f'<newsItem xmlns="{NAR}" guid="a" version="1"><itemMeta><versionCreated>2024-05-16</versionCreated>'
           '</itemMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
           f"{_bodies(text)}</body></html></inlineXML></contentSet></newsItem>")  # fmt: skip
    yield from NEWSML.read(io.BytesIO(raw.encode()), "f", at)


def feed(text: Text, at: Desk) -> Iterator[Story | Reject]:
    """As an entry of a feed."""
    raw = ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>a</title>'
           f"<content:encoded>{html.escape(_bodies(text))}</content:encoded></item></channel></rss>")  # fmt: skip
    yield from FEED.read(io.BytesIO(raw.encode()), "f", at)


def mail(text: Text, at: Desk) -> Iterator[Story | Reject]:
    """As a letter of plain text."""
    head = (
        "From: Bo Lind <a@b.example>",
        "To: c",
        "Subject: s",
        "Message-ID: <x>",
        "Content-Type: text/plain; charset=utf-8",
    )
    raw = "\r\n".join((*head, "", text.whole)).encode()
    yield from MAIL.read(io.BytesIO(raw), "f", at)


READERS: dict[str, tuple[Read, int]] = {
    "wire": (wire, 25), "jsonl": (jsonl, 25), "page": (page, 8), "newsml": (newsml, 15), "feed": (feed, 15),
    "mail": (mail, 15),
}  # fmt: skip
"""Each with how many texts of a round it gets: the quick ones more."""


def spans_of(story: Story) -> Iterator[Span]:
    """All spans of a story."""
    yield from (*story.paragraphs, *story.dateline, *story.crossheads)


def checked(wanted: int, at: Desk, seed: int = 1) -> tuple[dict[str, int], list[str]]:
    """How many spans each format gave until `wanted` were checked, and what is wrong with any."""
    chance, counts, wrong = random.Random(seed), dict.fromkeys(READERS, 0), list[str]()
    while sum(counts.values()) < wanted:
        for name, (read, times) in READERS.items():
            for entry in (
                entry for _ in range(times) for entry in read(text_of(chance), at) if isinstance(entry, Story)
            ):
                for span in spans_of(entry):
                    counts[name] += 1
                    if entry.text[span.start : span.end] != span.text or not span.text:
                        wrong.append(f"{name}: {span!r} in {entry.text!r}")
    return counts, wrong


def main(wanted: int) -> int:
    """Check so many spans and print the figures."""
    began = time.monotonic()
    counts, wrong = checked(wanted, desk())
    total, seconds = sum(counts.values()), time.monotonic() - began
    print("\n".join(wrong[:20]))
    print(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    print(f"{total:,} spans checked, {len(wrong)} wrong, {total / seconds:,.0f} a second")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
