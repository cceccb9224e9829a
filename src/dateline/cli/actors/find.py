"""`dateline actors find`."""

import datetime

from dateline.cli.actors.phrases import sense_words
from dateline.cli.output import complain
from dateline.cli.run import path_of
from dateline.knowledge.index import KnowledgeIndex, Ref, load_index
from dateline.nearness import nearest
from dateline.resources import DataError

FOUND, UNKNOWN, ABSENT = 0, 1, 2
LONGEST = 80
"""Characters of an unknown name that a message repeats."""


def run_find(name: str, day: datetime.date, actors: str | None) -> int:
    """Print what a name may stand for as of a day; gives the exit status."""
    try:
        index = load_index(path_of(actors))
    except DataError as error:
        complain(error)
        return ABSENT
    refs = senses(index, name)
    for ref in refs:
        print(sense_words(ref, index, day))
    if not refs:
        near = nearest(name[:LONGEST], _known(index))
        called = name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
        complain(f"dateline actors: nobody is called {called!r} ({f'near: {near}' if near else 'no name is like it'})")
        return UNKNOWN
    return FOUND


def senses(index: KnowledgeIndex, name: str) -> list[Ref]:
    """All that a name may stand for: whole names first, then family names."""
    whole = list(index.find(name))
    seen = {ref.at for ref in whole if ref.sense == "person"}
    return [*whole, *(Ref("person", at) for at in index.people_called(name) if at not in seen)]


def _known(index: KnowledgeIndex) -> list[str]:
    states = [n for s in index.states for n in (s.name, *s.aliases, *s.demonyms)]
    people = [n for p in index.people for n in (p.name, p.family)]
    return [*states, *(o.name for o in index.organisations), *people]


__all__ = ["run_find", "senses"]
