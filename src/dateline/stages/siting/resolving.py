"""Which place of a name is meant: by its containing phrase, by the story's other places, by how well known it is."""

import collections
import math
from collections.abc import Mapping, Sequence

import msgspec

from dateline.knowledge.gazetteer import Entry
from dateline.stages.siting.chains import lies_in

SHARE, SHARE_OF_ALIAS = 0.09, 0.3
"""Share of a division's people that live in the town of its name, from which the bare name means the town; a larger one
where that is not the town's own spelling (Mykolaiv, Mykolayiv)."""
AMONG, WITHIN = 0.5, 4.0
"""How much less than that town such a division is known, and one of its country's name less than the country."""
STRIP = 20.0
"""What a town loses where a whole land has its name: "Gaza" is the Strip."""
KNOWN = {"country": 9.0, "continent": 9.0, "disputed": 9.0, "admin1": 6.7, "admin2": 3.2, "village": 2.2}
FEATURE = 7.0
MOST = 14
"""Options of one name that are weighed."""
ROUNDS = 3
SHOWN = 3
"""Places that were considered and not taken, as the record shows them."""
PEER = 2.5
DIVISION, COUNTRY, CLOSE = 2.0, 1.0, 3.0
"""Weights of what a story's other names say: of the same division, of the same country, near by."""
SOFT = 4.0
NEAR, KM_PER_DEGREE = 60.0, 111.2
SMALL = ("capital", "city", "village", "admin2")
HOME = "\0home"
Votes = dict[tuple[str, str], dict[str, float]]
Site = tuple[str, float, float, float]
"""Name, latitude, longitude, standing."""


class Name(msgspec.Struct, frozen=True):
    """One name of the story: its possible places, the places that hold it by the text, and what it is listed with."""

    key: str
    options: tuple[Entry, ...]
    holders: tuple[Entry, ...]
    kind: str
    peers: frozenset[str]
    """Kinds of the names that it is listed with: "Oregon, Texas and Washington"."""


def renown(option: Entry, kind: str) -> float:
    """About the logarithm of how many people a place is known to; `kind` is what the text calls it."""
    base = KNOWN.get(option.kind, FEATURE)
    if option.kind in ("capital", "city", "village"):
        base = 0.3 + math.log10(option.population + 200) + (1.2 if option.kind == "capital" else 0.0)
    if kind and kind == option.kind:
        base += 3.0
    elif kind in ("admin1", "admin2") and option.kind in ("admin1", "admin2"):
        base += 1.5
    elif kind == "city" and option.kind in ("capital", "village"):
        base += 3.0 if option.kind == "capital" else 1.0
    return base - (0.0 if option.main or option.kind == "disputed" else 0.8)


def standing(options: Sequence[Entry], kind: str) -> dict[Entry, float]:
    """Renown of each option; a division named after its chief town comes after it, unless `kind` says otherwise."""
    found = {o: renown(o, kind) for o in options}
    if kind in ("admin1", "admin2"):
        return found
    towns = [o for o in options if o.kind in ("capital", "city")]
    for division in (o for o in options if o.kind in ("admin1", "admin2")):
        chief = [found[t] for t in towns if _names_it(t, division)]
        if chief:
            found[division] = min(found[division], max(chief) - AMONG)
    for division in (o for o in options if o.kind == "admin1"):
        whole = [found[o] for o in options if o.kind == "country" and o.main and o.iso2 == division.iso2]
        if whole:
            found[division] = min(found[division], max(whole) - WITHIN)
    lands = {o.iso2 for o in options if o.kind == "disputed"} if not kind else set()
    for town in (o for o in options if o.iso2 in lands and o.kind in ("capital", "city")):
        found[town] -= STRIP
    return found


def _names_it(town: Entry, division: Entry) -> bool:
    """Whether a division is called after its chief town: Kharkiv, Kano; not Quebec, whose town is a small part."""
    if (town.iso2, town.division) != (division.iso2, division.division):
        return False
    if town.main and town.kind == "capital":
        return True
    return town.population >= (SHARE if town.main else SHARE_OF_ALIAS) * division.population


def weighed(names: Sequence[Name], home: Sequence[Entry] = ()) -> dict[str, dict[Entry, float]]:
    """Name → its places with their weights. `home`: places that the story surely is about (its dateline)."""
    priors = {n.key: _priors(n) for n in names}
    weights = priors
    for _ in range(ROUNDS):
        votes = _votes(weights, home)
        sites = _sites(weights, home)
        weights = {
            n.key: {o: w + _support(n.key, o, votes) + _nearness(n.key, o, sites) for o, w in priors[n.key].items()}
            for n in names
        }
    return weights


def best(weights: Mapping[str, Mapping[Entry, float]]) -> dict[str, Entry]:
    """Name → the place that weighs most."""
    return {key: max(options, key=lambda o: (options[o], -o.id)) for key, options in weights.items() if options}


def others(weights: Mapping[str, Mapping[Entry, float]], chosen: Mapping[str, Entry]) -> dict[str, tuple[Entry, ...]]:
    """Name → the places that came next, the likeliest first, SHOWN at most."""
    return {
        key: tuple(sorted((o for o in options if o != chosen[key]), key=lambda o: (-options[o], o.id))[:SHOWN])
        for key, options in weights.items()
        if options
    }


def _priors(name: Name) -> dict[Entry, float]:
    """The best options with their renown; those that lie where the text says lead."""
    known = standing(name.options, name.kind)
    ranked = sorted(
        name.options, key=lambda o: (-known[o] - PEER * (o.kind in name.peers) - 20 * _held(o, name), o.id)
    )[:MOST]
    return {o: known[o] + (8.0 if _held(o, name) else 0.0) + (PEER if o.kind in name.peers else 0.0) for o in ranked}


def _held(option: Entry, name: Name) -> bool:
    return any(lies_in(option, holder) for holder in name.holders)


def _votes(weights: Mapping[str, Mapping[Entry, float]], home: Sequence[Entry]) -> Votes:
    """Division, and country (a division of ""), by name: the share of the name's weight that lies there."""
    votes: Votes = collections.defaultdict(dict)
    for key, options in weights.items():
        most = max(options.values(), default=0.0)
        whole = sum(math.exp(w - most) for w in options.values())
        for option, weight in options.items():
            share = math.exp(weight - most) / whole
            for place in {(option.iso2, option.division), (option.iso2, "")}:
                votes[place][key] = votes[place].get(key, 0.0) + share
    for entry in home:
        votes[entry.iso2, entry.division][HOME] = votes[entry.iso2, ""][HOME] = 2.0
    return votes


def _sites(weights: Mapping[str, Mapping[Entry, float]], home: Sequence[Entry]) -> list[Site]:
    """Towns and counties of the story with their standing among the places of their name, 0 to 1."""
    sites = [(HOME, e.lat, e.lon, 1.0) for e in home]
    for key, options in weights.items():
        most = max(options.values(), default=0.0)
        sites += [(key, o.lat, o.lon, math.exp((w - most) / SOFT)) for o, w in options.items() if o.kind in SMALL]
    return sites


def _support(name: str, option: Entry, votes: Votes) -> float:
    """What the story's other names say for the option's division and country."""
    if not option.iso2:
        return 0.0
    division = (
        sum(v for key, v in votes.get((option.iso2, option.division), {}).items() if key != name)
        if option.division
        else 0.0
    )
    country = sum(v for key, v in votes.get((option.iso2, ""), {}).items() if key != name)
    return DIVISION * math.log1p(division) + COUNTRY * math.log1p(country)


def _nearness(name: str, option: Entry, sites: Sequence[Site]) -> float:
    """What the story's other towns and counties say: full weight at no distance, a third at NEAR kilometres."""
    if option.kind not in SMALL:
        return 0.0
    best: dict[str, float] = {}
    for key, lat, lon, standing in sites:
        if (
            key != name
            and abs(lat - option.lat) < 2
            and abs(lon - option.lon) < 4
            and (lat, lon) != (option.lat, option.lon)
        ):
            flat = math.hypot(lat - option.lat, (lon - option.lon) * math.cos(math.radians(lat))) * KM_PER_DEGREE
            best[key] = max(best.get(key, 0.0), standing * math.exp(-flat / NEAR))
    return CLOSE * math.log1p(sum(best.values()))
