"""Quick lookup of names: what a name may stand for, and who held what as of a day."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.folding import fold, is_acronym, words_of
from dateline.knowledge.overlay import laid_over, read_overlay
from dateline.knowledge.people import PROMINENT, Person, Tenure, family_key, gather_people
from dateline.knowledge.tables import Knowledge, Organisation, State, load_knowledge
from dateline.resources import code_fingerprint, fingerprint, kept

Sense = Literal["state", "former", "demonym", "capital", "seat", "region", "folk", "org", "person"]
# A foreign or defence minister is known by family name alone where the state belongs to one of these.
WEIGHTY = frozenset(("P5", "G7", "G20"))


class Ref(msgspec.Struct, frozen=True):
    """One thing that a name may stand for: `at` is an index into states, organisations or people by its sense."""

    sense: Sense
    at: int
    acronym: bool = False
    official: bool = False
    """Whether the name is the thing's own rather than an alias."""


class KnowledgeIndex(msgspec.Struct, frozen=True):
    """The tables by name; offices stand with their holders only, in `people`.

    Keys are folded names without blanks; `starts` tells how long a name may go on.
    """

    states: tuple[State, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    names: dict[str, tuple[Ref, ...]]
    starts: dict[str, int]
    families: dict[str, tuple[int, ...]]
    by_code: dict[str, int]
    """State code -> index into states."""
    offices: dict[str, tuple[int, ...]]
    """State code or organisation id -> indexes of the people who held an office there."""
    given: dict[str, str] = {}
    """First names of people of the tables, folded, with the gender that all of them share: m or f."""
    solid: frozenset[str] = frozenset()
    """Keys of names that are one word without a sign: Israelis, which "Israel is" does not spell."""
    laid_over: str = ""
    """Version of the user's own table that is laid over the shipped ones."""

    def longest(self, folded: Sequence[str], i: int, end: int) -> tuple[int, tuple[Ref, ...]]:
        """The longest name that begins at token i: how many tokens it takes (0 for none), and what it may be."""
        most, key = self.starts.get(folded[i], 0), ""
        best: tuple[int, tuple[Ref, ...]] = (0, ())
        for j in range(i, end if most else i):
            key += folded[j]
            if len(key) > most:
                break
            apart = key in self.solid and j > i and all(folded[i:j])
            if folded[j] and not apart and (refs := self.names.get(key)):
                best = (j + 1 - i, refs)
        return best

    def find(self, name: str) -> tuple[Ref, ...]:
        """What a whole name may stand for."""
        return self.names.get("".join(words_of(name)), ())

    def state_name(self, code: str) -> str | None:
        """The usual English name of a state."""
        return self.states[self.by_code[code]].name if code in self.by_code else None

    def people_called(self, family: str) -> tuple[int, ...]:
        """Indexes of the people with this family name (or one-word alias)."""
        return self.families.get("".join(words_of(family)), ())

    def tenures(self, person: int, day: datetime.date | None) -> list[Tenure]:
        """The offices of a person on a day; all of them where there is no day."""
        return self.people[person].held(day) if day else list(self.people[person].tenures)

    def holders(self, place: str, day: datetime.date | None) -> list[tuple[Person, Tenure]]:
        """Who holds an office of a state (by code) or organisation (by id) on a day."""
        people = (self.people[i] for i in self.offices.get(place, ()))
        return [(p, t) for p in people for t in p.tenures
                if place in (t.organisation or t.country,) and (day is None or t.holds(day))]  # fmt: skip

    def prominent(self, people: Sequence[int], day: datetime.date | None) -> int:
        """The one of these who leads a state (or a weighty state's foreign or defence policy) on that day; -1: none."""
        found = [p for p in people if any(self.leads(t) for t in self.tenures(p, day))]
        return found[0] if len(found) == 1 else -1

    def leads(self, tenure: Tenure) -> bool:
        """Whether an office makes its holder known by family name alone."""
        if tenure.organisation:
            return tenure.country in ("IGO", "UNO", "EUR") and tenure.rank == "head"
        if tenure.rank in PROMINENT[:2]:
            return True
        return tenure.rank in PROMINENT and not WEIGHTY.isdisjoint(self.states[self.by_code[tenure.country]].blocs)


def as_of(organisation: Organisation, day: datetime.date | None) -> bool:
    """Whether an organisation exists on a day, as far as the table tells."""
    return day is None or first_day(organisation.from_) <= day <= last_day(organisation.to)


def build_index(knowledge: Knowledge, version: str = "") -> KnowledgeIndex:
    """Index the tables; `version` is that of the user's table among them."""
    people = gather_people(knowledge)
    names: dict[str, tuple[Ref, ...]] = {}
    starts: dict[str, int] = {}
    loose = set[str]()
    for name, ref in _all_names(knowledge, people):
        _enter(names, starts, name, ref)
        if not name.isalpha():
            loose.add("".join(words_of(name)))
    states = tuple(msgspec.structs.replace(s, offices=[], without=[]) for s in knowledge.states)
    organisations = tuple(msgspec.structs.replace(o, offices=[]) for o in knowledge.organisations)
    return KnowledgeIndex(
        states, organisations, people, names, starts, _families(people),
        {s.code: i for i, s in enumerate(knowledge.states)}, _offices(people),
        _given(people), frozenset(names.keys() - loose), version,
    )  # fmt: skip


def load_tables(actors: Path | None = None) -> Knowledge:
    """The tables of data/knowledge/ whole, a user's own table laid over them; raises DataError."""
    shipped = load_knowledge()
    return laid_over(shipped, read_overlay(actors, shipped)) if actors else shipped


def load_index(actors: Path | None = None) -> KnowledgeIndex:
    """The index of data/knowledge/, a user's own table laid over it; raises DataError where a file is faulty."""
    made_from = fingerprint("knowledge"), code_fingerprint("knowledge")
    if actors is None:
        return kept(KnowledgeIndex, lambda: build_index(load_knowledge()), *made_from)
    shipped = load_knowledge()
    overlay = read_overlay(actors, shipped)
    return build_index(laid_over(shipped, overlay), overlay.version)


def _enter(names: dict[str, tuple[Ref, ...]], starts: dict[str, int], name: str, ref: Ref) -> None:
    words = words_of(name)
    if not words:
        return
    key = "".join(words)
    have = names.get(key, ())
    if not any(r.sense == ref.sense and r.at == ref.at for r in have):
        names[key] = (*have, ref)
    # A parser may keep "Guinea-Bissau" or "d'Ivoire" in one token or in two: the first word opens the name.
    opening = name.removeprefix("The ").removeprefix("the ").split()[0]
    for first in filter(None, {words[0], "".join(words_of(opening)), fold(opening.replace("’", "'").split("'")[0])}):
        starts[first] = max(starts.get(first, 0), len(key))


def _all_names(knowledge: Knowledge, people: tuple[Person, ...]) -> Iterator[tuple[str, Ref]]:
    for at, state in enumerate(knowledge.states):
        yield from _state_names(at, state)
    for at, org in enumerate(knowledge.organisations):
        for name in (org.name, *org.aliases, *org.acronyms):
            yield name, Ref("org", at, is_acronym(name), name == org.name)
    for at, person in enumerate(people):
        for name in (person.name, *person.aliases):
            if " " in name or "-" in name:
                yield name, Ref("person", at, False, name == person.name)


def _state_names(at: int, state: State) -> Iterator[tuple[str, Ref]]:
    for name in filter(None, (state.name, state.official, *state.aliases)):
        yield name, Ref("state", at, is_acronym(name), True)
    for name in (n for former in state.former for n in (former.name, *former.aliases)):
        yield name, Ref("former", at, is_acronym(name))
    for name in dict.fromkeys(n for d in state.demonyms for n in ((d, f"{d}s") if d.endswith("n") else (d,))):
        yield name, Ref("demonym", at)
    for name in state.peoples:
        yield name, Ref("folk", at)
    if state.capital:
        yield state.capital, Ref("capital", at)
    for name in (m for m in state.metonyms if m != state.capital):
        yield name, Ref("seat", at)
    for name in (*state.regions, *state.disputed):
        yield name, Ref("region", at)


def _families(people: tuple[Person, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, person in enumerate(people):
        single = ["".join(words_of(a)) for a in person.aliases if " " not in a]
        for key in dict.fromkeys([family_key(person), *single]):
            found.setdefault(key, []).append(at)
    return {key: tuple(at) for key, at in found.items()}


def _given(people: tuple[Person, ...]) -> dict[str, str]:
    """First names before a family name; a name of both genders, or one that is also a family name, is none."""
    found: dict[str, set[str]] = {}
    for person in people:
        first, *rest = person.name.split()
        if person.gender and rest and fold(first) != family_key(person) and len(first) > 2 and first.istitle():
            found.setdefault(fold(first), set()).add(person.gender)
    families = {family_key(person) for person in people}
    return {name: genders.pop() for name, genders in found.items() if len(genders) == 1 and name not in families}


def _offices(people: tuple[Person, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, person in enumerate(people):
        for place in dict.fromkeys(t.organisation or t.country for t in person.tenures):
            found.setdefault(place, []).append(at)
    return {place: tuple(at) for place, at in found.items()}
