"""Task `actor_codes`: one mention of an actor → country and PLOVER sector as of a day."""

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.cast import Cast, Entity, Mention
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.index import KnowledgeIndex
from dateline.lexicon.agents import Agents
from dateline.predict.entities_coref import as_date
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.actors import find_cast
from dateline.stages.places import find_places
from dateline.stages.reading import Parser, read
from dateline.story import Story


class Tables(msgspec.Struct, frozen=True):
    """What a mention is read with."""

    parser: Parser
    index: KnowledgeIndex
    agents: Agents
    gazetteer: Gazetteer


def predict_actor_codes(
    record: Mapping[str, Any], parser: Parser, index: KnowledgeIndex, agents: Agents, gazetteer: Gazetteer
) -> dict[str, Any]:
    """{id, text, date?, context?, known_country?} → {id, country, code_1, code_2, wiki?, none}.

    `text` is the mention; where `context` holds it, it is read there, else in a short sentence made for it.
    Raises ValueError without a text.
    """
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no text: the record needs a field `text` that names an actor")
    entities = _read(text.strip(), record, Tables(parser, index, agents, gazetteer))
    known = record.get("known_country")
    return {"id": record.get("id"), **answer(entities, known if isinstance(known, str) else "")}


def answer(entities: list[Entity], known_country: str) -> dict[str, Any]:
    """The codes of the first entity; what it leaves open is taken from the others (Russian in "Russian hackers")."""
    country = next((e.country for e in entities if e.country), "") or (known_country if entities else "")
    sector = entities[0].sector if entities else ()
    codes = [*sector, "", ""]
    return {
        "country": country.split(";")[0],
        "code_1": codes[0],
        "code_2": codes[1],
        "wiki": _title(entities[0]) if entities else "",
        "none": not (country or sector),
    }


def _title(entity: Entity) -> str:
    """The name of somebody in the tables, as an encyclopaedia's title; "" for all others."""
    known = any(rule.startswith("knowledge:") for rule in entity.rules)
    return entity.name if known and entity.kind in ("person", "org", "state") else ""


def _read(text: str, record: Mapping[str, Any], tables: Tables) -> list[Entity]:
    context = record.get("context")
    sentences = [context] if isinstance(context, str) and text.lower() in context.lower() else []
    found: list[Entity] = []
    for sentence in (*sentences, f"{text} made a statement on Monday."):
        story = Story(text=sentence, date=as_date(record.get("date")), paragraphs=(cut(sentence, 0, len(sentence)),))
        reading = read(story, tables.parser)
        places = find_places(story, reading, tables.gazetteer)
        cast = find_cast(story, reading, tables.index, tables.agents, places)
        found = _named(cast, reading, sentence.lower().index(text.lower()), len(text))
        if found and (found[0].country or found[0].sector):
            return found
    return found


def _named(cast: Cast, reading: Reading, start: int, length: int) -> list[Entity]:
    """The entities inside a span, the one that its head names first, mere adjectives last."""
    inside = reading.tokens_between(start, start + length)
    heads = [i for i in inside if reading.tokens[i].head not in inside or reading.tokens[i].head == i]
    mentions = [m for m in cast.mentions if m.head in inside and not _backs(reading, m)]
    mentions.sort(key=lambda m: (m.form == "adjective", m.head not in heads, m.first - m.last, m.first))
    return [cast.entities[e] for e in dict.fromkeys(m.entity for m in mentions)]


def _backs(reading: Reading, mention: Mention) -> bool:
    """Whether a name only opens a compound: Turkish in "Turkish-backed militia"."""
    return mention.last < len(reading.tokens) and reading.tokens[mention.last].text == "-"
