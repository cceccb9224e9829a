"""Whose police? Entities without a country of their own take the one that their sentence, or else their story, is about."""

from collections import Counter

import msgspec

from dateline.cast import Cast, Entity, Mention
from dateline.coding import Place
from dateline.reading import Reading
from dateline.resources import DATA, load
from dateline.story import Story


class Nationality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/nationality.yaml."""

    institutions: frozenset[str]
    people: frozenset[str]
    foreign: frozenset[str]
    locatives: frozenset[str]
    weights: dict[str, int]


def load_nationality() -> Nationality:
    """Load the words."""
    return load(DATA / "lexicon/en/nationality.yaml", Nationality)


def with_nationality(cast: Cast, story: Story, reading: Reading, places: tuple[Place, ...], words: Nationality) -> Cast:
    """The cast with countries for domestic institutions and people that the text gives none."""
    home = home_country(cast, story, places, words)
    first: dict[int, Mention] = {}
    for mention in cast.mentions:
        first.setdefault(mention.entity, mention)
    entities = tuple(_settled(e, first.get(e.index), home, reading, places, words) for e in cast.entities)
    return msgspec.structs.replace(cast, entities=entities)


def home_country(cast: Cast, story: Story, places: tuple[Place, ...], words: Nationality) -> str:
    """The country that a story is about: the most named, the dateline and the first paragraph counting more."""
    counts: Counter[str] = Counter()
    lead = story.paragraphs[0].end if story.paragraphs else 0
    for mention in cast.mentions:
        country = cast.entity_of(mention).country
        if len(country) == 3:
            counts[country] += words.weights["lead"] if mention.span.start < lead else words.weights["other"]
    spans = {(s.start, s.end) for s in story.dateline}
    for place in places:
        if (place.start, place.end) in spans and place.country:
            counts[place.country] += words.weights["dateline"]
    best = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return best[0][0] if best else ""


def _settled(entity: Entity, mention: Mention | None, home: str, reading: Reading, places: tuple[Place, ...], words: Nationality) -> Entity:
    if mention is None or not _lacks(entity, words) or _is_foreign(mention, reading, words):
        return entity
    near = _near(mention, reading, places, words)
    country = near or home
    rule = "nationality:place" if near else "nationality:story"
    return msgspec.structs.replace(entity, country=country, rules=(*entity.rules, rule)) if country else entity


def _lacks(entity: Entity, words: Nationality) -> bool:
    """Whether the entity is of a kind that belongs to some country, and has none."""
    if entity.country or entity.members or entity.kind in ("state", "place", "set"):
        return False
    sectors = set(entity.sector)
    if entity.kind == "person":
        return entity.office is not None or bool(sectors & words.institutions)
    return bool(sectors & (words.institutions | words.people))


def _is_foreign(mention: Mention, reading: Reading, words: Nationality) -> bool:
    return any(reading.tokens[i].lemma in words.foreign for i in range(mention.first, mention.last))


def _near(mention: Mention, reading: Reading, places: tuple[Place, ...], words: Nationality) -> str:
    """The country of the place that stands right behind: police in Quito, residents of Goma."""
    for adposition in reading.kids(mention.head, "prep"):
        for inner in reading.kids(adposition.i, "pobj") if adposition.lemma in words.locatives else ():
            for place in places:
                if place.start <= inner.start < place.end and place.country:
                    return place.country
    return ""
