"""Which place of a name is meant: by its containing phrase, by the story's other places, by how well known it is."""

import collections
import math
from collections.abc import Sequence

import msgspec

from dateline.knowledge.gazetteer import Entry, distance
from dateline.stages.siting.candidates import Candidate
from dateline.stages.siting.chains import lies_in

KNOWN = {"country": 9.0, "continent": 9.0, "admin1": 6.7, "admin2": 3.2, "village": 2.2}
FEATURE = 7.0
MOST = 14
"""Options of one name that are weighed."""


class Name(msgspec.Struct, frozen=True):
    """One name of the story with its possible places, the places that the text says it lies in, and how often it stands."""

    key: str
    options: tuple[Entry, ...]
    holders: tuple[Entry, ...]
    kind: str
    count: int


def renown(option: Entry, kind: str) -> float:
    """About the logarithm of how many people a place is known to; `kind` is what the text calls it."""
    base = KNOWN.get(option.kind, FEATURE)
    if option.kind in ("city", "village"):
        base = 0.3 + math.log10(option.population + 200)
    if kind and kind == option.kind:
        base += 3.0
    elif kind in ("admin1", "admin2") and option.kind in ("admin1", "admin2"):
        base += 1.5
    elif kind == "city" and option.kind == "village":
        base += 1.0
    return base - (0.0 if option.main else 0.8)


def resolve(names: Sequence[Name], home: Sequence[Entry] = ()) -> dict[str, Entry]:
    """Name → place. `home`: places that the story surely is about (its dateline)."""
    weights = {n.key: _priors(n) for n in names}
    chosen = {n.key: max(weights[n.key], key=lambda o: weights[n.key][o]) for n in names if weights[n.key]}
    for _ in range(3):
        votes = _votes(names, weights, home)
        sites = [(chosen[n.key], n.key) for n in names if n.key in chosen and chosen[n.key].kind in ("city", "village", "admin2")]
        chosen = {n.key: _best(n, weights[n.key], votes, sites) for n in names if weights[n.key]}
    return chosen


def _priors(name: Name) -> dict[Entry, float]:
    ranked = sorted(name.options, key=lambda o: (-renown(o, name.kind) - 20 * _held(o, name), o.id))[:MOST]
    return {o: renown(o, name.kind) + (8.0 if _held(o, name) else 0.0) for o in ranked}


def _held(option: Entry, name: Name) -> bool:
    return any(lies_in(option, holder) for holder in name.holders)


def _votes(names: Sequence[Name], weights: dict[str, dict[Entry, float]], home: Sequence[Entry]) -> dict[tuple[str, str], dict[str, float]]:
    """(country, division) → name → share of its weight there; a division of "" stands for the whole country."""
    votes: dict[tuple[str, str], dict[str, float]] = collections.defaultdict(dict)
    for name in names:
        options = weights[name.key]
        whole = sum(math.exp(w) for w in options.values())
        for option, weight in options.items():
            share = math.exp(weight) / whole if whole else 0.0
            for place in {(option.iso2, option.division), (option.iso2, "")}:
                votes[place][name.key] = votes[place].get(name.key, 0.0) + share
    for entry in home:
        votes[entry.iso2, entry.division]["\0home"] = votes[entry.iso2, ""]["\0home"] = 2.0
    return votes


def _best(name: Name, options: dict[Entry, float], votes: dict[tuple[str, str], dict[str, float]], sites: list[tuple[Entry, str]]) -> Entry:
    def total(option: Entry) -> tuple[float, int]:
        return options[option] + _support(name, option, votes) + _nearness(name, option, sites), -option.id

    return max(options, key=total)


def _support(name: Name, option: Entry, votes: dict[tuple[str, str], dict[str, float]]) -> float:
    """What the story's other names say for the option's division and country."""
    if not option.iso2:
        return 0.0
    division = sum(v for key, v in votes.get((option.iso2, option.division), {}).items() if key != name.key) if option.division else 0.0
    country = sum(v for key, v in votes.get((option.iso2, ""), {}).items() if key != name.key)
    return 1.2 * math.log1p(division) * 1.5 + 0.7 * math.log1p(country)


def _nearness(name: Name, option: Entry, sites: list[tuple[Entry, str]]) -> float:
    """What the story's other towns and counties say: full weight at no distance, a third at 100 km."""
    if option.kind not in ("city", "village", "admin2"):
        return 0.0
    near = sum(math.exp(-distance(option, site) / 90) for site, key in sites[:40] if key != name.key and site.id != option.id)
    return 1.5 * math.log1p(near)
