"""Task `attribution`: who says what in one text, as attribution corpora mark it (source, cue and content as pieces)."""

import re
from functools import cache
from typing import Any

import msgspec

from dateline.cast import Cast
from dateline.formats.dateline import DatelineReader
from dateline.formats.lines import blocks
from dateline.formats.wire import wire_reader
from dateline.reading import Reading
from dateline.spans import Span, trimmed
from dateline.stages.reading import Parser, read
from dateline.stages.voices import find_voices
from dateline.stages.voicing.reporting import Reporting
from dateline.story import Story
from dateline.voices import Piece, Utterance

Pieces = list[list[int]]
CLOSING = frozenset({",", "-", "–", "—", "--", "―"})


class Attribution(msgspec.Struct, frozen=True):
    """Three lists of [start, end) characters of the text; source and cue may be empty."""

    source: Pieces
    cue: Pieces
    content: Pieces


def predict_attribution(record: dict[str, Any], parser: Parser, reporting: Reporting) -> dict[str, Any]:
    """{id, text} → {id, attributions: [{source, cue, content}]}; raises ValueError without a text."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("no text: the record needs a field `text` that holds a string")
    story = as_story(recased(text))
    found = attributions(story, read(story, parser), reporting)
    return {"id": record.get("id"), "attributions": [msgspec.to_builtins(a) for a in found]}


def as_story(text: str) -> Story:
    """A text without header as a story: its paragraphs as the wire reader cuts them, each without its dateline."""
    return Story(text=text, paragraphs=tuple(_undated(text, block) for block in blocks(text, lambda _: False)))


@cache
def _datelines() -> DatelineReader:
    return wire_reader().datelines


def _undated(text: str, block: Span) -> Span:
    """A paragraph from its first sentence on: KIEV (Reuters) - …; a name and a colon before a speech stay."""
    found = _datelines().read(text, block)
    if found is None or ":" in text[block.start : found.end]:
        return block
    return trimmed(text, found.end, block.end)


def recased(text: str) -> str:
    """The text with a Title Case Headline in its first line written as the rest of the text writes the words.

    A word keeps its capital only where the running text has it with one inside a sentence; no character moves.
    """
    head, body = text[: text.find("\n")], text[text.find("\n") :]
    words = re.findall(r"[^\W\d_]+", head)
    if sum(word[0].isupper() for word in words) < 0.7 * len(words) or len(words) < 4:
        return text
    names = set(re.findall(r"(?<=[a-z,;] )[A-Z]\w*", body))
    return re.sub(r"(?<=[ -])[A-Z][a-z]+\b", lambda m: m[0] if m[0] in names else m[0].lower(), head) + body


def attributions(story: Story, reading: Reading, reporting: Reporting) -> list[Attribution]:
    """The attributions of a parsed text: acts and attitudes count, and nothing inside the content of another.

    A quotation that goes on without a cue belongs to the one before it.
    """
    voices = find_voices(story, reading, Cast(), reporting, wide=True)
    found: list[tuple[int | None, Attribution]] = []
    for u in sorted(voices.utterances, key=_place):
        if _stands_alone(u, reading):
            found.append((u.speaker, _attribution(u, reading)))
        elif u.cue is None and u.speaker is not None:
            owner = _owner(found, u)
            if owner is not None:
                found[owner] = (u.speaker, _with(found[owner][1], u, story.text))
    return [a for _, a in found]


def _place(u: Utterance) -> tuple[int, int]:
    """Where an utterance ends: a quotation that goes on comes after the one that it continues."""
    return max(p.last for p in (*u.content, *([u.cue] if u.cue else []))), u.content[0].first


def _owner(found: list[tuple[int | None, Attribution]], u: Utterance) -> int | None:
    """The last attribution to the same words that ends before a quotation."""
    same = [n for n, (s, a) in enumerate(found) if s == u.speaker and a.content[-1][1] <= u.content[0].span.start]
    return same[-1] if same else None


def _with(a: Attribution, u: Utterance, text: str) -> Attribution:
    """The attribution with the pieces of a quotation that goes on; joined where only white space is between."""
    added, before = _pieces(u.content), a.content
    if not text[before[-1][1] : added[0][0]].strip():
        before, added = before[:-1], [[before[-1][0], added[0][1]], *added[1:]]
    return Attribution(a.source, a.cue, [*before, *added])


def _stands_alone(u: Utterance, reading: Reading) -> bool:
    """Whether an utterance is outermost: its cue stands in no other's content and in no quotation."""
    if u.cue is None or u.parent is not None:
        return False
    span = u.cue.span
    return not any(quote.start < span.start and span.end < quote.end for quote in reading.quotes)


def _attribution(u: Utterance, reading: Reading) -> Attribution:
    return Attribution(_source(u, reading), _cue(u, reading.text), _pieces(u.content))


def _source(u: Utterance, reading: Reading) -> Pieces:
    """With the mark that closes an apposition before the cue, and with the 's of a noun's possessor.

    "Ann Lee, the mayor, said", "the mayor — a doctor — said", "the mayor's claim".
    """
    if u.source is None or u.cue is None:
        return []
    first, last = u.source.first, u.source.last
    after = reading.tokens[last] if last < len(reading.tokens) else None
    if after is None or after.i >= u.cue.first or not 0 <= u.cue.span.start - u.source.span.end <= 4:
        return [[u.source.span.start, u.source.span.end]]
    opened = any(t.text == after.text for t in reading.tokens[first:last])
    closes = (after.text in CLOSING and opened) or after.tag == "POS"
    return [[u.source.span.start, after.end if closes else u.source.span.end]]


def _cue(u: Utterance, text: str) -> Pieces:
    """With the colon that follows it."""
    return [[u.cue.span.start, u.cue.span.end + (text[u.cue.span.end : u.cue.span.end + 1] == ":")]] if u.cue else []


def _pieces(parts: tuple[Piece, ...]) -> Pieces:
    return [[p.span.start, p.span.end] for p in parts]
