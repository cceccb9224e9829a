"""Task `entities_coref`: every noun phrase of a text with its kind, and the chains of those that mean the same."""

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.cast import Cast, Entity
from dateline.knowledge.index import KnowledgeIndex
from dateline.lexicon.agents import Agents
from dateline.predict.chains import chain_all
from dateline.predict.nominals import Kinds, find_nominals
from dateline.predict.times import blocks
from dateline.reading import Reading
from dateline.stages.actors import find_cast, resolve_speaker_pronouns
from dateline.stages.reading import Parser, read
from dateline.story import Story


def predict_entities_coref(record: Mapping[str, Any], parser: Parser, index: KnowledgeIndex, agents: Agents,
                           kinds: Kinds) -> dict[str, Any]:  # fmt: skip
    """{id, text, date?, title?} → {id, mentions: [{span, type, chain?, wiki?}]}; raises ValueError without a text."""
    story = bare_story(record)
    reading = read(story, parser)
    cast = find_cast(story, reading, index, agents)
    return {"id": record.get("id"), "mentions": mentions(reading, cast, kinds)}


def mentions(reading: Reading, cast: Cast, kinds: Kinds) -> list[dict[str, Any]]:
    """The task's form of all noun phrases."""
    found = find_nominals(reading, with_one_narrator(cast, reading), kinds)
    lines = []
    for nominal, chain in zip(found, chain_all(reading, found), strict=True):
        span = reading.span(nominal.first, nominal.last)
        line: dict[str, Any] = {"span": [span.start, span.end], "type": nominal.kind}
        if nominal.entity is not None and (wiki := title_of(nominal.entity)):
            line["wiki"] = wiki
        lines.append(line if chain is None else {**line, "chain": chain})
    return lines


def title_of(entity: Entity) -> str:
    """The name of somebody in the tables, as an encyclopaedia's title; "" for all others."""
    known = any(rule.startswith("knowledge:") for rule in entity.rules)
    return entity.name if known and entity.kind in ("person", "org", "state") else ""


def with_one_narrator(cast: Cast, reading: Reading) -> Cast:
    """I and we in a text without speakers: one narrator, who is nobody else."""
    narrator = Entity(index=len(cast.entities), name="narrator", kind="person", rules=("text:first-person",))
    spoken = {t.i: narrator.index for t in reading.tokens if t.pos == "PRON"}
    whole = msgspec.structs.replace(cast, entities=(*cast.entities, narrator))
    return resolve_speaker_pronouns(whole, reading, spoken)


def bare_story(record: Mapping[str, Any]) -> Story:
    """A record as a story without header: paragraphs stand between blank lines; a date that is none is left out."""
    text, title = record.get("text"), record.get("title")
    if not isinstance(text, str):
        raise ValueError("no text: the record needs a field `text` that holds a string")
    named = title if isinstance(title, str) else None
    return Story(text=text, date=as_date(record.get("date")), title=named, paragraphs=blocks(text))


def as_date(value: Any) -> datetime.date | None:
    """An ISO date, else None."""
    try:
        return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
