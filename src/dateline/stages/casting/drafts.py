"""The cast while it is being made: entities that still gather facts, and the mentions found so far."""

import msgspec

from dateline.cast import Cast, Entity, Form, Kind, Mention
from dateline.coding import Office
from dateline.spans import cut
from dateline.stages.casting.ground import Ground


class Draft(msgspec.Struct):
    """An entity in the making; the fields are those of cast.Entity."""

    index: int
    name: str
    kind: Kind
    country: str = ""
    sector: tuple[str, ...] = ()
    office: str | None = None
    entity: str | None = None
    gender: str | None = None
    plural: bool = False
    members: tuple[int, ...] = ()
    rules: list[str] = []
    rank: str = ""
    person: int = -1
    """Index into the tables' people, -1 for none."""
    source: str = ""
    """What is behind it in the tables: a state's code or an organisation's id."""
    is_people: bool = False
    """Whether it is a people of one state: Chechens, Scots."""

    def learn(self, rule: str) -> None:
        """Note where a value came from, once."""
        if rule not in self.rules:
            self.rules.append(rule)


class Book:
    """Entities and mentions in the making."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.drafts: list[Draft] = []
        self.mentions: dict[tuple[int, int], Mention] = {}
        """By (first, last) token."""
        self.offices: list[Office] = []
        self.keys: dict[str, int] = {}
        self.inside: dict[int, Mention] = {}
        """Token -> the name that covers it."""

    def draft(self, key: str, name: str, kind: Kind) -> Draft:
        """The entity under a key, made where there is none yet; an empty key always makes a new one."""
        if key and key in self.keys:
            return self.drafts[self.keys[key]]
        made = Draft(len(self.drafts), name, kind, rules=[])
        self.drafts.append(made)
        if key:
            self.keys[key] = made.index
        return made

    def get(self, key: str) -> Draft | None:
        """The entity under a key."""
        return self.drafts[self.keys[key]] if key in self.keys else None

    def mention(self, first: int, last: int, draft: Draft, form: Form, head: int | None = None) -> Mention:
        """Note that tokens [first, last) name an entity; a later note on the same tokens replaces the earlier."""
        ground = self.ground
        tokens = ground.reading.tokens
        span = cut(ground.reading.text, tokens[first].start, tokens[last - 1].end)
        made = Mention(span=span, first=first, last=last, head=ground.head_of(first, last) if head is None else head,
                       entity=draft.index, form=form)  # fmt: skip
        self.mentions[first, last] = made
        if form in ("name", "adjective"):
            for i in range(first, last):
                self.inside.setdefault(i, made)
        return made

    def of(self, mention: Mention) -> Draft:
        """The entity of a mention."""
        return self.drafts[mention.entity]

    def cast(self) -> Cast:
        """The finished cast: entities that are mentioned (or members), renumbered by first mention."""
        mentions = sorted(self.mentions.values(), key=lambda m: (m.first, -m.last))
        order = list(dict.fromkeys(m.entity for m in mentions))
        order += [i for e in order for i in self.drafts[e].members if i not in order]
        place = {old: new for new, old in enumerate(dict.fromkeys(order))}
        entities = tuple(_entity(self.drafts[old], new, place) for old, new in place.items())
        kept = tuple(msgspec.structs.replace(m, entity=place[m.entity]) for m in mentions)
        return Cast(entities, kept, tuple(sorted(self.offices, key=lambda o: (o.start, o.end))))


def _entity(draft: Draft, index: int, place: dict[int, int]) -> Entity:
    return Entity(
        index=index, name=draft.name, kind=draft.kind, country=draft.country, sector=draft.sector, office=draft.office,
        entity=draft.entity, gender=draft.gender, plural=draft.plural,
        members=tuple(place[m] for m in draft.members if m in place), rules=tuple(draft.rules),
    )  # fmt: skip
