"""Exchange of names: the same sentence about other states, capitals and people, its marks moved along."""

import random

import msgspec

from dateline.classifier.inputs import Marked
from dateline.classifier.names import NameTable, name_table
from dateline.knowledge.index import load_index


class Names(msgspec.Struct, frozen=True):
    """The names that may stand for one another, and those of each kind in order."""

    table: NameTable
    pools: dict[str, list[str]]


def load_names() -> Names:
    """States, adjectives, peoples, capitals and office holders of the knowledge tables."""
    index = load_index()
    table = name_table(index.states, index.people)
    kinds = table.kinds
    return Names(table, {k: sorted(w for w, kind in kinds.items() if kind == k) for k in set(kinds.values())})


def exchanged(marked: Marked, names: Names, chance: random.Random, share: float) -> Marked:
    """Each name with probability `share` for another of its kind, the same one wherever it stands."""
    swaps: dict[str, str] = {}
    for start, end, kind in names.table.find(marked.text):
        name = marked.text[start:end]
        if name not in swaps:
            swaps[name] = chance.choice(names.pools[kind]) if chance.random() < share else name
    found = names.table.find(marked.text)
    return edited(marked, [(a, b, new) for a, b, _ in found if (new := swaps[marked.text[a:b]]) != marked.text[a:b]])


def edited(marked: Marked, edits: list[tuple[int, int, str]]) -> Marked:
    """The text with each edit made; a mark keeps its words, and an edit over a mark's edge is left out."""
    edges = {e for spans in (marked.actors, marked.recipients, marked.trigger) for span in spans for e in span}
    edits = [e for e in edits if not any(e[0] < edge < e[1] for edge in edges)]
    pieces, last = [], 0
    for start, end, new in edits:
        pieces += [marked.text[last:start], new]
        last = end
    text = "".join([*pieces, marked.text[last:]])
    moved = {edge: edge + sum(len(new) - (end - start) for start, end, new in edits if end <= edge) for edge in edges}
    groups = (marked.actors, marked.recipients, marked.trigger)
    return Marked(text, *(tuple((moved[s], moved[e]) for s, e in group) for group in groups))
