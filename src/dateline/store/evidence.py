"""How much speaks for two reports telling of one event: a sum of named reasons, or a veto; of the two alone."""

import datetime
import math
import re
from functools import cached_property

import msgspec

from dateline.coding import Event, Party, Place
from dateline.store.rows import Days
from dateline.store.schema import SIZES
from dateline.store.thresholds import Events

WORD = re.compile(r"\w{4,}")
STEM = 5
"""Letters of a word that are compared, so that "killed" and "killing" are one."""


class Reason(msgspec.Struct, frozen=True, array_like=True):
    """One likeness or difference: its name in joining.yaml, its weight, and what it was seen in."""

    name: str
    weight: float
    seen: str


class Told(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A report, as far as joining depends on it."""

    id: str
    story: str
    event: Event
    days: Days
    sentence: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The beginnings of the sentence's longer words and its numbers, without those that name parties or places."""
        named = [*self.event.actor, *self.event.recipient] + ([self.event.speaker] if self.event.speaker else [])
        names = " ".join([p.name + " " + p.text for p in named] + ([self.event.where.text] if self.event.where else []))
        return _stems(self.sentence) - _stems(names)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in WORD.findall(text.lower())) | frozenset(re.findall(r"\d+", text))


class Evidence(msgspec.Struct, frozen=True):
    """The reasons for and against, by which two reports are joined where their sum is enough; `veto` outweighs all."""

    reasons: tuple[Reason, ...]
    veto: bool = False

    @property
    def score(self) -> float:
        """The sum of the weights; minus infinity under a veto."""
        return -math.inf if self.veto else round(sum(r.weight for r in self.reasons), 4)


VETO = Evidence((), veto=True)


def evidence(a: Told, b: Told, rules: Events, *, copies: bool = False) -> Evidence:
    """What speaks for and against one event; `copies`: the stories are nearly the same text."""
    one, two, w = a.event, b.event, rules.weights
    if one.status != two.status or (one.historical and two.historical and a.days.day is None):
        return VETO
    kind, day, place = _type(one, two, rules), _day(a.days, b.days, rules), _where(one.where, two.where, rules)
    if kind is None or day is None or place is None:
        return VETO
    reasons = [*kind, day, *_parties(one, two, rules), place, *_sizes(one, two, rules)]
    shared = _shared(a.words, b.words)
    reasons.append(Reason("wording", round(shared * w.wording, 4), f"{shared:.2f}"))
    if copies and shared >= 0.7:
        reasons.append(Reason("copy", w.copy, ""))
    if a.story == b.story:
        reasons.append(Reason("same_story", w.same_story, ""))
    return Evidence(tuple(reasons))


def _type(one: Event, two: Event, rules: Events) -> list[Reason] | None:
    if one.event != two.event:
        near = two.event in rules.near.get(one.event, ())
        return [Reason("type_near", rules.weights.type_near, f"{one.event} {two.event}")] if near else None
    found = [Reason("type_same", rules.weights.type_same, one.event)]
    if one.mode and two.mode:
        name = "mode_same" if one.mode == two.mode else "mode_other"
        found.append(Reason(name, getattr(rules.weights, name), f"{one.mode[0]} {two.mode[0]}"))
    return found


def _day(a: Days, b: Days, rules: Events) -> Reason | None:
    """Days that overlap; days that lie a little apart, where one of them is not stated."""
    if a.day is None or b.day is None:
        return None
    first, last = max(a.first or a.day, b.first or b.day), min(a.last or a.day, b.last or b.day)
    seen = f"{first} {last}"
    if first <= last:
        exact = a.first == a.last == b.first == b.last
        return Reason(
            "day_same" if exact else "day_overlap", _weight(rules, "day_same" if exact else "day_overlap"), seen
        )
    apart = (datetime.date.fromisoformat(first) - datetime.date.fromisoformat(last)).days
    if apart > rules.days or a.basis == b.basis == "stated":
        return None
    return Reason("day_near", rules.weights.day_near, seen)


def _weight(rules: Events, name: str) -> float:
    return float(getattr(rules.weights, name))


def _parties(one: Event, two: Event, rules: Events) -> list[Reason]:
    """Actor against actor and recipient against recipient; crosswise too, where the type knows no direction."""
    straight = [_side("actor", one.actor, two.actor, rules), _side("recipient", one.recipient, two.recipient, rules)]
    if one.event not in rules.symmetric:
        return straight
    crossed = [_side("actor", one.actor, two.recipient, rules), _side("recipient", one.recipient, two.actor, rules)]
    return max(straight, crossed, key=lambda found: sum(r.weight for r in found))


def _side(side: str, ours: tuple[Party, ...], theirs: tuple[Party, ...], rules: Events) -> Reason:
    if not ours or not theirs:
        return Reason("party_unknown", rules.weights.party_unknown, side)
    pairs = ((_party(p, q), p, q) for p in ours for q in theirs)
    name, p, q = max(pairs, key=lambda found: (_weight(rules, found[0]), found[1].name, found[2].name))
    return Reason(name, _weight(rules, name), f"{side}: {p.name}, {q.name}")


def _party(p: Party, q: Party) -> str:
    """The name of the weight for two parties."""
    if (p.entity and p.entity == q.entity) or (p.name.lower() == q.name.lower() and _is_name(p)):
        return "party_same"
    if not p.country or not q.country:
        return "party_stranger"
    if p.country != q.country:
        return "party_missed"
    if not _is_particular(p) or not _is_particular(q):
        return "party_role" if p.sector[:1] == q.sector[:1] else "party_country"
    return "party_role" if p.sector[:1] == q.sector[:1] and not (p.entity and q.entity) else "party_other"


def _is_name(party: Party) -> bool:
    """Whether it is somebody by name, and not "people" or "gunmen"."""
    return bool(party.entity or party.name[:1].isupper())


def _is_particular(party: Party) -> bool:
    """Whether it is more than a country as such."""
    return bool(party.sector)


def _where(one: Place | None, two: Place | None, rules: Events) -> Reason | None:
    if one is None or two is None:
        return Reason("place_unknown", rules.weights.place_unknown, "")
    name = _place(one, two, rules)
    return None if name is None else Reason(name, _weight(rules, name), f"{one.name}, {two.name}")


def _place(one: Place, two: Place, rules: Events) -> str | None:
    if (one.geonameid and one.geonameid == two.geonameid) or (one.name, one.country) == (two.name, two.country):
        return "place_same"
    if one.country and two.country and one.country != two.country:
        return None
    if one.admin1 is None or two.admin1 is None or (one.admin1 == two.admin1 and (_is_region(one) or _is_region(two))):
        return "place_country"
    apart = distance_km(one, two)
    if apart is not None and apart <= rules.near_km:
        return "place_near"
    if apart is not None and apart > rules.far_km:
        return "place_far"
    return "place_region" if one.admin1 and one.admin1 == two.admin1 else "place_country"


def _is_region(place: Place) -> bool:
    """Whether it may be a region, in which other places lie; a town may have the name of its region."""
    return place.admin1 == place.name


def distance_km(one: Place, two: Place) -> float | None:
    """Kilometres between two places on a sphere; None where one has no coordinates."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    a, b = math.radians(one.lat), math.radians(two.lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(two.lon - one.lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def _sizes(one: Event, two: Event, rules: Events) -> list[Reason]:
    """One reason a number that both reports tell."""
    both = ((name, getattr(one.size, name), getattr(two.size, name)) for name in SIZES)
    return [_size(name, m, n, rules) for name, m, n in both if m is not None and n is not None]


def _size(size: str, m: int, n: int, rules: Events) -> Reason:
    low, high = sorted((m, n))
    name = "size_same" if m == n else "size_near" if high <= 1.5 * low + 1 else "size_far"
    return Reason(name, _weight(rules, name), f"{size} {m} {n}")


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the shorter sentence's words that the other has too."""
    return len(a & b) / max(3, min(len(a), len(b))) if a and b else 0.0


__all__ = ["Evidence", "Reason", "Told", "distance_km", "evidence"]
