"""Exchange of names: the same sentence about other states, capitals and people, its marks moved along."""

import random
import re

import msgspec

from dateline.classifier.inputs import Marked
from dateline.knowledge.tables import State, load_knowledge

SHORTEST = 4


class Names(msgspec.Struct, frozen=True):
    """Interchangeable names by kind, and the pattern that finds any of them."""

    kinds: dict[str, str]
    pools: dict[str, list[str]]
    finder: re.Pattern[str]


def load_names() -> Names:
    """States, adjectives, peoples, capitals and office holders of the knowledge tables."""
    kinds: dict[str, str] = {}
    for state in load_knowledge().states:
        for kind, words in _of(state).items():
            kinds |= {w: kind for w in words if len(w) >= SHORTEST}
    pools = {k: sorted(w for w, kind in kinds.items() if kind == k) for k in set(kinds.values())}
    longest = sorted(kinds, key=len, reverse=True)
    return Names(kinds, pools, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"))


def _of(state: State) -> dict[str, list[str]]:
    people = [d for d in state.demonyms if d.endswith("s") and d[:-1] in state.demonyms]
    adjectives = [d for d in state.demonyms if d not in people]
    holders = [h.name for series in state.offices for h in series.holders]
    return {"state": [state.name], "people": people, "adjective": adjectives, "capital": [state.capital or ""], "person": holders}


def exchanged(marked: Marked, names: Names, chance: random.Random, share: float) -> Marked:
    """Each name with probability `share` for another of its kind, the same one wherever it stands."""
    swaps: dict[str, str] = {}
    edits = [(m.start(), m.end(), _other(m[0], names.kinds[m[0]], names, chance, share, swaps)) for m in
             names.finder.finditer(marked.text)]  # fmt: skip
    return _edited(marked, [e for e in edits if marked.text[e[0] : e[1]] != e[2]])


def _other(name: str, kind: str, names: Names, chance: random.Random, share: float, swaps: dict[str, str]) -> str:
    if name not in swaps:
        swaps[name] = chance.choice(names.pools[kind]) if chance.random() < share else name
    return swaps[name]


def _edited(marked: Marked, edits: list[tuple[int, int, str]]) -> Marked:
    """The text with each edit made; a mark keeps its words, and an edit over a mark's edge is left out."""
    edges = {e for spans in (marked.actors, marked.recipients, marked.trigger) for span in spans for e in span}
    edits = [e for e in edits if not any(e[0] < edge < e[1] for edge in edges)]
    pieces, last = [], 0
    for start, end, new in edits:
        pieces += [marked.text[last:start], new]
        last = end
    text = "".join([*pieces, marked.text[last:]])
    moved = {edge: edge + sum(len(new) - (end - start) for start, end, new in edits if end <= edge) for edge in edges}
    spans = [tuple((moved[s], moved[e]) for s, e in group) for group in
             (marked.actors, marked.recipients, marked.trigger)]  # fmt: skip
    return Marked(text, *spans)
