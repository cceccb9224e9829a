"""The lexicon's own test: does each entry code its YES sentences, and leave its NO sentences alone?"""

import datetime
from collections.abc import Callable, Iterable

from dateline.deeds import Deed
from dateline.lexicon.entries import Entry
from dateline.lexicon.index import Lexicon

Finder = Callable[[list[str]], list[tuple[Deed, ...]]]
"""Sentences -> the deeds of each."""
DAY = datetime.date(2024, 5, 16)
"""The day on which the examples are read: offices are held as of a date."""


def failures(entries: Iterable[Entry], find: Finder) -> list[str]:
    """One line for each example that an entry gets wrong."""
    chosen = list(entries)
    cases = [(e, text, wanted) for e in chosen for wanted, texts in ((True, e.yes), (False, e.no)) for text in texts]
    found = find([text for _, text, _ in cases])
    return [
        _fault(entry, text, wanted, deeds)
        for (entry, text, wanted), deeds in zip(cases, found, strict=True)
        if any(d.entry == entry.id for d in deeds) != wanted
    ]


def _fault(entry: Entry, text: str, wanted: bool, deeds: tuple[Deed, ...]) -> str:
    told = ", ".join(d.entry for d in deeds if d.entry) or "nothing"
    return f"{entry.id}: {'must' if wanted else 'must not'} code {text!r}; coded by: {told}"


def without_examples(entries: Iterable[Entry]) -> list[str]:
    """Entries that lack a YES or a NO sentence."""
    return [f"{e.id}: needs a YES and a NO sentence" for e in entries if not (e.yes and e.no)]


def shadowed(lexicon: Lexicon) -> list[str]:
    """Patterns that can never win: another entry of the same predicate asks for just the same."""
    faults = []
    for (pos, lemma), candidates in lexicon.by_predicate.items():
        first: dict[object, str] = {}
        for c in candidates:
            key = (c.pattern.slots, c.pattern.governors, c.pattern.forbidden)
            owner = first.setdefault(key, c.entry.id)
            if owner != c.entry.id:
                faults.append(f"{c.entry.id}: {c.pattern.source!r} on {lemma}.{pos} can never match before {owner}")
    return faults
