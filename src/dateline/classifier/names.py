"""Names that may stand for one another: the classifier reads their kind, not who it is that does a deed."""

import re
from collections.abc import Iterable

import msgspec

from dateline.knowledge.tables import State

SHORTEST = 4
"""Letters of a family name that is taken for a name by itself."""
LEADING = frozenset(("head_of_state", "head_of_government", "foreign", "defence"))
"""Ranks whose holders are known by family name."""


class NameTable(msgspec.Struct, frozen=True):
    """Names by kind (state, adjective, people, capital, person), and the pattern that finds any of them in a text."""

    kinds: dict[str, str]
    finder: re.Pattern[str]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """[start, end) and kind of each name in `text`, the longest that begins at a word."""
        return [(m.start(), m.end(), self.kinds[m[0]]) for m in self.finder.finditer(text)]


def name_table(states: Iterable[State]) -> NameTable:
    """The table of what the states' files name; a name of two kinds is of the one that stands first there."""
    kinds: dict[str, str] = {}
    for state in states:
        for kind, words in _by_kind(state).items():
            for word in words:
                kinds.setdefault(word, kind)
    kinds = {name: kind for name, kind in kinds.items() if name}
    return NameTable(kinds, re.compile(rf"(?<!\w)(?:{_trie(sorted(kinds))})(?!\w)"))


def _by_kind(state: State) -> dict[str, list[str]]:
    people = [d for d in state.demonyms if d.endswith("s") and d[:-1] in state.demonyms]
    holders = [h for series in state.offices for h in series.holders]
    leading = [h for series in state.offices if series.rank in LEADING for h in series.holders]
    families = [name for h in leading if len(name := h.family or h.name.split()[-1]) >= SHORTEST]
    return {
        "state": [state.name, *state.aliases],
        "people": people,
        "adjective": [d for d in state.demonyms if d not in people],
        "capital": [state.capital or ""],
        "person": [h.name for h in holders] + families,
    }


def _trie(names: list[str]) -> str:
    """A pattern of all names that tries each letter once; the longest name goes first. `names` are sorted."""
    heads: dict[str, list[str]] = {}
    for name in names:
        heads.setdefault(name[:1], []).append(name[1:])
    ends = "" in heads
    branches = [re.escape(head) + _trie(rest) for head, rest in heads.items() if head]
    whole = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})" if branches else ""
    return f"{whole}?" if ends and branches else whole
