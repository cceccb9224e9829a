"""Deeds → events: the codebook's type, mode, contexts, quad, score and CAMEO for what was done, and its standing."""

import datetime
import hashlib

import msgspec

from dateline.cast import Cast
from dateline.codebook.plover import Codebook, EventType
from dateline.coding import Bounds, Event, Party, Place, Time, Trigger, When
from dateline.deeds import Deed
from dateline.reading import Reading
from dateline.spans import Span
from dateline.stages.contexts import contexts_of
from dateline.stages.parties import parties_of, source_party
from dateline.stages.setting import when_of, where_of
from dateline.stages.sizes import Sizes, size_of
from dateline.stages.standing import refuses, status_of
from dateline.stages.standing_words import Standing
from dateline.stages.statements import speaker_name, statement_id
from dateline.voices import Voices

HISTORICAL_DAYS = 365


class Tables(msgspec.Struct, frozen=True):
    """What coding needs to know beside the story."""

    codebook: Codebook
    standing: Standing
    sizes: Sizes
    states: dict[str, str]
    """Country code -> name."""


class Code(msgspec.Struct, frozen=True):
    """What the codebook says of a deed: its standing, type, mode and CAMEO code."""

    status: str
    type: EventType
    mode: str | None
    cameo: str


class Told(msgspec.Struct, frozen=True):
    """All that the earlier stages found in a story."""

    story_id: str
    published: datetime.date | None
    reading: Reading
    cast: Cast
    voices: Voices
    times: tuple[Time, ...]
    places: tuple[Place, ...]


def find_events(deeds: tuple[Deed, ...], told: Told, tables: Tables) -> tuple[Event, ...]:
    """One event a deed, in text order."""
    return tuple(_event(deed, told, tables) for deed in deeds)


def _event(deed: Deed, told: Told, tables: Tables) -> Event:
    reading, head = told.reading, told.reading.tokens[deed.frame.head]
    teller = told.voices.speaker_at(deed.frame.head)
    code = code_of(deed, reading, tables.standing, tables.codebook)
    kind, mode = code.type, code.mode
    when = when_of(deed, told.times, told.published, code.status, reading)
    trigger = trigger_of(deed, reading)
    sentence = reading.sentences[head.sentence]
    score = tables.codebook.modes[kind.name, mode].score if mode else kind.score
    actors, recipients = (parties_of(m, told.cast, tables.states) for m in (deed.actors, deed.recipients))
    return Event(
        id=_event_id(told.story_id, trigger, kind.name),
        event=kind.name,
        mode=(mode,) if mode else (),
        context=contexts_of(deed, code.cameo, reading, tables.codebook),
        status=code.status,
        historical=_historical(when, told.published),
        trigger=Trigger(trigger.text, trigger.start, trigger.end),
        actor=actors,
        recipient=_apart(recipients, actors),
        when=when,
        where=where_of(deed, told.places, reading),
        speaker=source_party(teller.source.span, teller.entity, told.cast) if teller and teller.source else None,
        quad=kind.quad,
        score=score,
        cameo=code.cameo,
        size=size_of(deed, reading, tables.sizes),
        confidence=deed.confidence or 0.0,
        rules=_rules(deed, told.cast),
        sentence=Bounds(sentence.start, sentence.end),
        statement=statement_id(teller, told.story_id) if teller else None,
        chain=tuple(name for u in told.voices.chain(teller) if (name := speaker_name(u, told.cast)) is not None),
    )


def _apart(recipients: tuple[Party, ...], actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Nobody is recipient of what he does himself."""
    return tuple(r for r in recipients if (r.name, r.country) not in {(a.name, a.country) for a in actors})


def code_of(deed: Deed, reading: Reading, words: Standing, codebook: Codebook) -> Code:
    """What the codebook makes of a deed as its sentence tells it.

    An act still to come takes the type that the codebook gives to its announcement; who will not do it rejects it.
    """
    status = deed.status or status_of(deed.frame, reading, words)
    name, _, mode = deed.event.partition("/")
    base = codebook.types[name]
    if status == "negated" and base.refused_cameo and refuses(deed.frame, reading, words):
        row = codebook.cameo[base.refused_cameo]
        return Code("actual", codebook.types[row.type], row.mode, row.code)
    turned = base.planned if status == "planned" else base.hypothetical if status == "hypothetical" else None
    if turned:
        kind = codebook.types[turned]
        return Code(status, kind, None, base.planned_cameo or kind.cameo)
    default = codebook.modes[name, mode].cameo if mode else base.cameo
    announced = base.planned_cameo if status == "planned" else None
    return Code(status, base, mode or None, announced or deed.cameo or default)


def trigger_of(deed: Deed, reading: Reading) -> Span:
    """The predicate's own word: the shortest verb or noun that names the action."""
    return reading.span(deed.frame.head, deed.frame.head + 1)


def _event_id(story_id: str, trigger: Span, kind: str) -> str:
    return hashlib.sha256(f"{story_id}\x1f{trigger.start}\x1f{trigger.end}\x1f{kind}".encode()).hexdigest()[:16]


def _historical(when: When | None, published: datetime.date | None) -> bool:
    if when is None or published is None or when.to is None:
        return False
    return (published - datetime.date.fromisoformat(when.to)).days > HISTORICAL_DAYS


def _rules(deed: Deed, cast: Cast) -> tuple[str, ...]:
    """The lexicon entry, then what named and coded each party."""
    named = [rule for m in (*deed.actors, *deed.recipients) for e in cast.members_of(m) for rule in e.rules]
    entry = (f"lexicon:{deed.entry}",) if deed.entry else ()
    return (*entry, *deed.notes, *dict.fromkeys(named))
