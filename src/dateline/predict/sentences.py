"""What the sentence tasks share: a bare text read as a story, and the best deed between two marked parties."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dateline.cast import Cast, Entity, Mention
from dateline.codebook.plover import Codebook
from dateline.deeds import Deed
from dateline.pipeline import Resources
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.actors import find_cast
from dateline.stages.deeds import find_deeds
from dateline.stages.reading import read
from dateline.story import Story

Record = Mapping[str, Any]


def penta_of(event: str, codebook: Codebook) -> int:
    """CAMEO's quad class, 1 to 4, of a type; 0 for no type."""
    kind = codebook.types.get(event)
    return (kind.penta or kind.quad) if kind else 0


def as_story(record: Record) -> Story:
    """The record's text as one paragraph; raises ValueError where `text` is missing."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("no text: the record needs a field `text` that holds a string")
    return Story(text=text, paragraphs=(cut(text, 0, len(text)),))


class MarkedDeeds(msgspec.Struct, frozen=True):
    """A text with two marked parties: its deeds, each with how well it links the two, the best first."""

    reading: Reading
    deeds: list[tuple[float, Deed]]


def marked_deeds(record: Record, resources: Resources) -> MarkedDeeds:
    """The deeds of a text in which `source` and `target` are marked; in text order where nothing is."""
    story = as_story(record)
    reading = read(story, resources.parser)
    cast = _with_marks(record, reading, find_cast(story, reading, resources.index, resources.agents))
    deeds = find_deeds(reading, cast, resources.lexicon).deeds
    source, target = len(cast.entities) - 2, len(cast.entities) - 1
    if not record.get("source") and not record.get("target"):
        return MarkedDeeds(reading, [(0.0, d) for d in deeds])
    ranked = sorted(((_links(d, source, target), d) for d in deeds), key=lambda pair: -pair[0])
    return MarkedDeeds(reading, ranked)


def _links(deed: Deed, source: int, target: int) -> float:
    actors, recipients = ({m.entity for m in side} for side in (deed.actors, deed.recipients))
    direct = 4 * (source in actors) + 4 * (target in recipients)
    return direct + (target in actors) + (source in recipients) + 0.05 * deed.weight


def _with_marks(record: Record, reading: Reading, cast: Cast) -> Cast:
    """The cast with the marked spans as two more entities, which take the place of what the cast found there."""
    marks = [
        _mark(marks_of(record, role, reading.text), reading, len(cast.entities) + i)
        for i, role in enumerate(("source", "target"))
    ]
    entities = (
        *cast.entities,
        *(Entity(index=len(cast.entities) + i, name=role, kind="state") for i, role in enumerate(("source", "target"))),
    )
    spans = [m.span for found in marks for m in found]
    kept = tuple(m for m in cast.mentions if not any(m.span.overlaps(s) for s in spans))
    return Cast(entities, (*kept, *(m for found in marks for m in found)), cast.offices)


def marks_of(record: Record, role: str, text: str) -> tuple[tuple[int, int], ...]:
    """The spans that mark a role; raises ValueError where one is no span of the text."""
    marked = record.get(role)
    spans = marked.get("spans", ()) if isinstance(marked, Mapping) else marked or ()
    for span in spans:
        if len(span) != 2 or not 0 <= span[0] < span[1] <= len(text):
            raise ValueError(f"{role}: {span} is no span of the text, which has {len(text)} characters")
    return tuple((start, end) for start, end in spans)


def _mark(spans: tuple[tuple[int, int], ...], reading: Reading, entity: int) -> list[Mention]:
    return [m for start, end in spans for m in _mentions(reading, start, end, entity)]


def _mentions(reading: Reading, start: int, end: int, entity: int) -> Iterable[Mention]:
    """One mention for each head of the span, so that any word that a pattern may bind leads to the marked party."""
    inside = reading.tokens_between(start, end)
    for i in inside:
        token = reading.tokens[i]
        if token.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            yield Mention(
                span=cut(reading.text, start, end),
                first=inside.start,
                last=inside.stop,
                head=i,
                entity=entity,
                form="name",
            )


__all__ = ["MarkedDeeds", "Record", "as_story", "marked_deeds", "marks_of", "penta_of"]
