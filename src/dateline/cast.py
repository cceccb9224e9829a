"""Who appears in a story: entities, the mentions that name them, and the offices that the text gives them."""

from functools import cached_property
from typing import Literal

import msgspec

from dateline.coding import Office
from dateline.spans import Span

Kind = Literal["person", "state", "org", "group", "place", "set"]
"""person; state (a country or its government); org (named organisation); group (unnamed people: soldiers, protesters,
Western governments); place (a town or region, not acting); set (both countries, the two leaders: see `members`)."""

Form = Literal["name", "noun", "pronoun", "adjective"]
"""How a mention names its entity; adjective: Russian in "Russian forces", Kenya in "Kenya's president"."""


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that can act, once per story."""

    index: int
    name: str
    kind: Kind
    country: str = ""
    """ISO 3166 alpha-3 or IGO UNO EUR NGO ISM IMG MNC; several as "CHN; RUS" for a set; empty when unknown."""
    sector: tuple[str, ...] = ()
    """PLOVER sectors, main one first; () for a state as such."""
    office: str | None = None
    entity: str | None = None
    """Wikidata id where known for sure."""
    gender: str | None = None
    plural: bool = False
    members: tuple[int, ...] = ()
    """For a set: indexes of the entities that it stands for."""
    rules: tuple[str, ...] = ()
    """What gave name, country and sector: knowledge:RUS/president, agents:minister, text:title …"""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Words that name an entity: characters `span`, tokens [first, last), syntactic head token `head`."""

    span: Span
    first: int
    last: int
    head: int
    entity: int
    form: Form


class Cast(msgspec.Struct, frozen=True, dict=True):
    """All entities and mentions of a story; a mention's `entity` is an index into `entities`."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    offices: tuple[Office, ...] = ()

    @cached_property
    def by_head(self) -> dict[int, Mention]:
        """The widest mention for each head token (adjectives only where nothing else has that head)."""
        found: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: (m.form != "adjective", m.last - m.first)):
            found[mention.head] = mention
        return found

    def entity_of(self, mention: Mention) -> Entity:
        """The entity that a mention names."""
        return self.entities[mention.entity]

    def members_of(self, mention: Mention) -> tuple[Entity, ...]:
        """The entity, or the members where it is a set that could be resolved."""
        entity = self.entities[mention.entity]
        return tuple(self.entities[i] for i in entity.members) if entity.members else (entity,)
