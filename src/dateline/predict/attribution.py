"""Task `attribution`: who says what in one text, as attribution corpora mark it (source, cue and content as pieces)."""

import re
from typing import Any

import msgspec

from dateline.cast import Cast
from dateline.reading import Reading
from dateline.spans import Span, trimmed
from dateline.stages.reading import Parser, read
from dateline.stages.voices import find_voices
from dateline.stages.voicing.reporting import Reporting
from dateline.story import Story
from dateline.voices import Piece, Utterance

Pieces = list[list[int]]


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
    """A text without header as a story: paragraphs between blank lines."""
    return Story(text=text, paragraphs=paragraphs(text))


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


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text: what stands between blank lines."""
    found: list[Span] = []
    start = end = 0
    for line in text.splitlines(keepends=True):
        if not line.strip() and end > start:
            found.append(trimmed(text, start, end))
            start = end + len(line)
        elif not line.strip():
            start += len(line)
        end += len(line)
    return tuple(p for p in (*found, trimmed(text, start, end)) if p.text)


def attributions(story: Story, reading: Reading, reporting: Reporting) -> list[Attribution]:
    """The attributions of a parsed text: acts and attitudes count, and nothing inside the content of another."""
    voices = find_voices(story, reading, Cast(), reporting, wide=True)
    return [_attribution(u, story.text) for u in voices.utterances if _stands_alone(u, reading)]


def _stands_alone(u: Utterance, reading: Reading) -> bool:
    """Whether an utterance is outermost: its cue stands in no other's content and in no quotation."""
    if u.cue is None or u.parent is not None:
        return False
    span = u.cue.span
    return not any(quote.start < span.start and span.end < quote.end for quote in reading.quotes)


def _attribution(u: Utterance, text: str) -> Attribution:
    return Attribution(_source(u, text), _cue(u, text), _pieces(u.content))


def _source(u: Utterance, text: str) -> Pieces:
    """With the comma that closes an apposition before the cue: "Ann Lee, the mayor, said"."""
    if u.source is None or u.cue is None:
        return []
    span = u.source.span
    closes = "," in span.text and text[span.end : span.end + 1] == "," and 0 <= u.cue.span.start - span.end <= 2
    return [[span.start, span.end + closes]]


def _cue(u: Utterance, text: str) -> Pieces:
    """With the colon that follows it."""
    return [[u.cue.span.start, u.cue.span.end + (text[u.cue.span.end : u.cue.span.end + 1] == ":")]] if u.cue else []


def _pieces(parts: tuple[Piece, ...]) -> Pieces:
    return [[p.span.start, p.span.end] for p in parts]
