"""Names that may stand for one another: the classifier reads their kind, not who it is that does a deed."""

import re
from collections.abc import Iterable

import msgspec

from dateline.knowledge.people import Person
from dateline.knowledge.tables import State
from dateline.resources import DATA, load

WORD = re.compile(r"\w+")
SHORTEST = 4
"""Letters of a family name that is taken for a name by itself."""
LEADING = frozenset(("head_of_state", "head_of_government", "foreign", "defence"))
"""Ranks whose holders are known by family name."""


class NameTable(msgspec.Struct, frozen=True):
    """Names by kind (state, adjective, people, capital, person), and by the word that opens them, the longest first."""

    kinds: dict[str, str]
    openings: dict[str, list[str]]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """[start, end) and kind of each name in `text`, the longest that begins at a word."""
        found: list[tuple[int, int, str]] = []
        for word in WORD.finditer(text):
            start = word.start()
            if word[0] in self.openings and (not found or start >= found[-1][1]):
                names = (n for n in self.openings[word[0]] if text.startswith(n, start) and _ends(text, start + len(n)))
                if name := next(names, None):
                    found.append((start, start + len(name), self.kinds[name]))
        return found


def _ends(text: str, at: int) -> bool:
    """Whether no word goes on at this character."""
    return at >= len(text) or not WORD.match(text, at)


def name_table(states: Iterable[State], people: Iterable[Person]) -> NameTable:
    """The table of what the states' files name; a name of two kinds is of the one that stands first there."""
    kinds: dict[str, str] = {}
    holders: dict[str, list[Person]] = {}
    common = load(DATA / "classifier/family_words.yaml", frozenset[str])
    for person in people:
        for code in dict.fromkeys(t.country for t in person.tenures if not t.organisation):
            holders.setdefault(code, []).append(person)
    for state in states:
        for kind, words in _by_kind(state, holders.get(state.code, []), common).items():
            for word in filter(None, words):
                kinds.setdefault(word, kind)
    openings: dict[str, list[str]] = {}
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        if opening := WORD.match(name):
            openings.setdefault(opening[0], []).append(name)
    return NameTable(kinds, openings)


def _by_kind(state: State, holders: list[Person], common: frozenset[str]) -> dict[str, list[str]]:
    people = [d for d in state.demonyms if d.endswith("s") and d[:-1] in state.demonyms]
    leading = [p for p in holders if any(t.rank in LEADING and t.country == state.code for t in p.tenures)]
    families = [p.family for p in leading if len(p.family) >= SHORTEST and p.family not in common]
    return {
        "state": [state.name, *state.aliases],
        "people": people,
        "adjective": [d for d in state.demonyms if d not in people],
        "capital": [state.capital or ""],
        "person": [p.name for p in holders] + families,
    }
