"""Mentions → the parties of the contract: a set becomes its members, a place stands for its state."""

from collections.abc import Iterable

from dateline.cast import Cast, Entity, Mention
from dateline.coding import Party
from dateline.spans import Span


def parties_of(mentions: Iterable[Mention], cast: Cast, states: dict[str, str]) -> tuple[Party, ...]:
    """One party an entity, in text order of first mention; `states` maps country codes to names."""
    found: dict[int, Party] = {}
    for mention in mentions:
        for entity in cast.members_of(mention):
            found.setdefault(entity.index, party(mention, entity, states))
    return tuple(found.values())


def party(mention: Mention, entity: Entity, states: dict[str, str]) -> Party:
    """The party for one mention. A town that is visited or hit stands for the state that it lies in."""
    span = mention.span
    name, sector = entity.name, entity.sector
    if entity.kind == "place" and entity.country in states:
        name, sector = states[entity.country], ()
    return Party(
        text=span.text,
        start=span.start,
        end=span.end,
        name=name,
        country=entity.country,
        sector=sector,
        office=entity.office,
        entity=entity.entity if name == entity.name else None,
    )


def source_party(span: Span, entity: int | None, cast: Cast) -> Party:
    """The party that a statement's source names; its own words where the cast does not know it."""
    if entity is None:
        return Party(text=span.text, start=span.start, end=span.end, name=span.text, country="", sector=())
    known = cast.entities[entity]
    return Party(
        text=span.text,
        start=span.start,
        end=span.end,
        name=known.name,
        country=known.country,
        sector=known.sector,
        office=known.office,
        entity=known.entity,
    )
