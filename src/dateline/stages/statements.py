"""Utterances → the contract's statements, tied to the statement they stand in and to the event that saying it is."""

import hashlib

from dateline.cast import Cast
from dateline.coding import Event, Party, Statement, Trigger
from dateline.reading import Reading
from dateline.stages.parties import source_party
from dateline.voices import Piece, Utterance, Voices


def statements(voices: Voices, story_id: str, reading: Reading, cast: Cast,
               events: tuple[Event, ...] = ()) -> tuple[Statement, ...]:  # fmt: skip
    """One statement an utterance, in text order; `events` are those of the story, to find the deeds done by saying."""
    return tuple(_statement(u, voices, story_id, reading, cast, events) for u in voices.utterances)


def statement_id(utterance: Utterance, story_id: str) -> str:
    """12 hexadecimal digits from the story and the places of content and cue."""
    places = [(p.span.start, p.span.end) for p in (*utterance.content, *([utterance.cue] if utterance.cue else []))]
    return hashlib.sha256(f"{story_id}\x1f{places}".encode()).hexdigest()[:12]


def speaker_name(utterance: Utterance, cast: Cast) -> str | None:
    """Who says it: the entity's name; the words that describe a source whom the text does not name."""
    if utterance.source is None:
        return None
    return _source(utterance, cast).name


def _source(u: Utterance, cast: Cast) -> Party:
    assert u.source is not None
    return source_party(u.source.span, u.entity, cast)


def _statement(u: Utterance, voices: Voices, story_id: str, reading: Reading, cast: Cast,
               events: tuple[Event, ...]) -> Statement:  # fmt: skip
    start, end = _one_span(u, reading)
    outer = None if u.parent is None else voices.utterances[u.parent]
    return Statement(
        content=Trigger(reading.text[start:end], start, end),
        cue=_trigger(u.cue),
        source=_source(u, cast) if u.source else None,
        speaker=speaker_name(u, cast),
        kind=u.kind,
        id=statement_id(u, story_id),
        stance=u.stance,
        within=statement_id(outer, story_id) if outer else None,
        event=_deed(u, events),
    )


def _deed(u: Utterance, events: tuple[Event, ...]) -> str | None:
    """The event that its cue tells: praised, condemned, vowed."""
    if u.cue is None:
        return None
    span = u.cue.span
    return next((e.id for e in events if span.start <= e.trigger.start and e.trigger.end <= span.end), None)


def _one_span(u: Utterance, reading: Reading) -> tuple[int, int]:
    """From the first to the last character of the content, less a lone relative pronoun or a leading "that"."""
    parts = [p for p in u.content if p.last - p.first > 1] or list(u.content)
    first = parts[0].first
    if reading.tokens[first].lower == "that" and parts[0].last - first > 1 and reading.tokens[first].dep == "mark":
        return reading.tokens[first + 1].start, parts[-1].span.end
    return parts[0].span.start, parts[-1].span.end


def _trigger(part: Piece | None) -> Trigger | None:
    return Trigger(part.span.text, part.span.start, part.span.end) if part else None
