"""Places of a story: which names are places here, and where they are."""

import collections
from collections.abc import Mapping, Sequence

import msgspec

from dateline.coding import Considered, Place
from dateline.knowledge.gazetteer import FIRST_OWN_ID, Entry, Gazetteer, fold
from dateline.reading import Reading
from dateline.spans import Span
from dateline.stages.siting.candidates import Candidate, find_candidates
from dateline.stages.siting.chains import find_links
from dateline.stages.siting.heading import read_heading
from dateline.stages.siting.judging import NEEDED, NEEDED_ANY, Scene, inside_body, look_over, points
from dateline.stages.siting.resolving import Name, best, others, standing, weighed
from dateline.stages.siting.roles import only_modifies, stands_as_place
from dateline.stages.siting.seats import find_seats
from dateline.stages.siting.settings import city_of_state, misplaced, quarter, setting_of
from dateline.story import Story

SURE, DOUBTED = 3.0, -0.5
TRUST = 2.5
BACKING = ((1_000_000, 2.5), (100_000, 2.25), (15_000, 1.5), (1, 0.5))
"""People of the largest place of the name → points for standing where something takes place ("marched into Goma")."""
BORROWED, UNLISTED, FEATURED = 0.75, 0.5, 1.5
"""The same for another name of a town, for a name that the text calls a village, and for a sea, region or country."""
SETTLED = ("capital", "city", "village", "admin1", "admin2")
IN_BODY = 2.0
"""Points for a known name inside an organisation's, where every toponym is asked for."""


class Mention(msgspec.Struct, frozen=True):
    """A candidate taken for a place, the places that hold it by the text, and what it may be as a holder itself."""

    candidate: Candidate
    holders: tuple[Entry, ...]
    holding: tuple[Entry, ...] = ()
    sited: bool = False
    """Whether the words around it make it a location."""

    @property
    def options(self) -> tuple[Entry, ...]:
        """The places that it may be: "New York" in "Buffalo, New York" is the state."""
        return self.holding or self.candidate.options

    @property
    def key(self) -> str:
        """Mentions of one key are one place."""
        return "\t".join([fold(self.candidate.name), self.candidate.kind, ",".join(str(o.id) for o in self.holding)])


def find_places(
    story: Story, reading: Reading, gazetteer: Gazetteer, *, every_toponym: bool = False
) -> tuple[Place, ...]:
    """Places in text order, without overlaps: the dateline's, and those of the running text.

    A name that stands for a government ("Moscow said"), receives something or belongs to an actor ("France's
    president") is left out unless `every_toponym`. Coordinates are None where no gazetteer knows the name.
    """
    scene = look_over(reading, gazetteer)
    heads = read_heading(story, gazetteer)
    home = [h.entry for h in heads if h.entry is not None]
    mentions = _mentions(scene, every_toponym)
    weights = weighed(_names(scene, mentions), home)
    chosen = best(weights)
    head = [_place(h.span, h.entry, gazetteer, (h.holder,) if h.holder else ()) for h in heads]
    if every_toponym:
        body = [_place(m.candidate.span, chosen.get(m.key), gazetteer, m.holders) for m in mentions]
    else:
        body = _locations(scene, mentions, chosen, home)
    shown = _considered(body, mentions, others(weights, chosen), gazetteer)
    return tuple(sorted([*head, *shown], key=lambda p: p.start))


def _considered(
    places: Sequence[Place], mentions: Sequence[Mention], others: Mapping[str, Sequence[Entry]], gazetteer: Gazetteer
) -> list[Place]:
    """The places with those of the same name that came next."""
    keys = {(m.candidate.span.start, m.candidate.span.end): m.key for m in mentions}
    found = [others.get(keys.get((p.start, p.end), ""), ()) if p.lat is not None else () for p in places]
    return [
        msgspec.structs.replace(
            place,
            considered=tuple(
                Considered(name=o.name, country=o.country, admin1=gazetteer.division_name(o), geonameid=o.geonameid)
                for o in options
            ),
        )
        for place, options in zip(places, found, strict=True)
    ]


def _locations(
    scene: Scene, mentions: Sequence[Mention], chosen: Mapping[str, Entry], home: Sequence[Entry]
) -> list[Place]:
    """Where something is, with "southern Israel" and "the capital" as places of their own."""
    found = {m.candidate.first: chosen[m.key] for m in mentions if m.key in chosen}
    seats = [_place(span, town, scene.gazetteer, ()) for span, town in find_seats(scene, found, home)]
    places, kept = [], False
    for mention in mentions:
        continues = kept and bool(mention.holding) and not only_modifies(scene, mention.candidate)
        kept = mention.sited or continues
        if kept:
            setting = setting_of(scene, mention.candidate, found, home)
            places.append(_location(scene, mention, chosen.get(mention.key), setting))
    return [*places, *seats]


def _location(scene: Scene, mention: Mention, entry: Entry | None, setting: Entry | None) -> Place:
    candidate = mention.candidate
    if entry is not None and setting is not None and misplaced(entry, setting):
        entry = None
    entry = city_of_state(scene, candidate, entry)
    part = quarter(scene, candidate, entry)
    if part is None or entry is None:
        around = mention.holders or ((setting,) if setting is not None else ())
        return _place(candidate.span, entry, scene.gazetteer, around)
    whole = _place(part, entry, scene.gazetteer, ())
    return msgspec.structs.replace(whole, name=part.text, geonameid=None)


def _mentions(scene: Scene, every_toponym: bool) -> list[Mention]:
    """Candidates with points enough, twice: a name that is surely a place once is taken more easily elsewhere."""
    candidates = find_candidates(scene.reading, scene.gazetteer, scene.words)
    links = find_links(scene, candidates)
    chained = {link.inner for link in links} | {link.outer for link in links if link.outer is not None}
    score = [points(scene, c, i in chained) for i, c in enumerate(candidates)]
    body = [inside_body(scene, c) for c in candidates]
    trust = _trust(candidates, score, body)
    inner = {link.inner: link.holders for link in links}
    outer = {link.outer: link.holders for link in links if link.outer is not None}
    place = [stands_as_place(scene, c) for c in candidates]
    alone = collections.Counter(c.name for c in candidates)
    if not every_toponym:  # a name told once is judged by its own words
        trust |= {c.name: 0.0 for c, p in zip(candidates, place, strict=True) if p and alone[c.name] == 1}
    return [Mention(c, inner.get(i, ()), outer.get(i, ()), place[i]) for i, c in enumerate(candidates)
            if _taken(c, score[i] + trust.get(c.name, 0.0), body[i], every_toponym, place[i])]  # fmt: skip


def _taken(candidate: Candidate, score: float, body: bool, every_toponym: bool, sited: bool) -> bool:
    if not every_toponym:
        return score + (_backing(candidate) if sited else 0.0) >= NEEDED and not body
    return score + (IN_BODY if body else 0.0) >= NEEDED_ANY and (not body or any(o.main for o in candidate.options))


def _backing(candidate: Candidate) -> float:
    """Points for a known name where something takes place: more for a town that many know."""
    if candidate.kind == "city" and not candidate.options:
        return UNLISTED
    if any(o.id >= FIRST_OWN_ID or o.kind not in SETTLED for o in candidate.options[:1]):
        return FEATURED
    most = max((o.population for o in candidate.options), default=0)
    other = BORROWED if candidate.options and not any(o.main for o in candidate.options) else 0.0
    return next((points + other for people, points in BACKING if most >= people), 0.0)


def _trust(candidates: Sequence[Candidate], score: Sequence[float], body: Sequence[bool]) -> dict[str, float]:
    """Name → what its other mentions say: surely a place once, or surely a person or a common word."""
    sure = collections.Counter(c.name for c, s, b in zip(candidates, score, body, strict=True) if s >= SURE and not b)
    doubted = collections.Counter(
        c.name for c, s, b in zip(candidates, score, body, strict=True) if s < DOUBTED and not b
    )
    names = {c.name for c in candidates}
    return {n: TRUST if sure[n] > doubted[n] else -TRUST / 2 if doubted[n] > sure[n] else 0.0 for n in names}


def _names(scene: Scene, mentions: list[Mention]) -> list[Name]:
    grouped: dict[str, list[Mention]] = {}
    peers: dict[str, set[str]] = {}
    for index, mention in enumerate(mentions):
        grouped.setdefault(mention.key, []).append(mention)
        for other in mentions[max(0, index - 1) : index] + mentions[index + 1 : index + 2]:
            if _listed(scene, mention, other):
                peers.setdefault(mention.key, set()).add(_best(other.options).kind)
    return [_name(key, ms, peers.get(key, set())) for key, ms in grouped.items() if ms[0].options]


def _best(options: Sequence[Entry]) -> Entry:
    known = standing(options, "")
    return max(options, key=lambda o: known[o])


def _name(key: str, mentions: Sequence[Mention], peers: set[str]) -> Name:
    holders = tuple(holder for mention in mentions for holder in mention.holders)
    return Name(key, mentions[0].options, holders, mentions[0].candidate.kind, frozenset(peers))


def _listed(scene: Scene, mention: Mention, other: Mention) -> bool:
    """Whether two neighbouring names stand in a list, neither holding the other."""
    first, second = sorted((mention.candidate, other.candidate), key=lambda c: c.first)
    if not other.options or mention.holding or other.holding or mention.holders or other.holders:
        return False
    between = scene.reading.tokens[first.last : second.first]
    return 0 < len(between) <= 2 and all(t.text in (",", "and", "or", "&") for t in between)


def _place(span: Span, entry: Entry | None, gazetteer: Gazetteer, holders: Sequence[Entry]) -> Place:
    """A place as the coding shows it; what is not known of it is taken from the place that holds it."""
    known = entry or (holders[0] if holders else None)
    name = _shown(span, entry)
    return Place(text=span.text, start=span.start, end=span.end, name=name, country=known.country if known else None,
                 admin1=gazetteer.division_name(known) if known else None, lat=entry.lat if entry else None,
                 lon=entry.lon if entry else None, geonameid=entry.geonameid if entry else None)  # fmt: skip


def _shown(span: Span, entry: Entry | None) -> str:
    """The gazetteer's name where that is plain; else as the text spells it: Jabalia, Cologne, Gaza."""
    if entry is None or (fold(span.text) == fold(entry.name) and not span.text.isupper()):
        return span.text
    plain = entry.name.isascii() and entry.kind != "disputed"
    return entry.name if plain or span.text.isupper() else span.text
