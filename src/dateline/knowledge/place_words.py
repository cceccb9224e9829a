"""The words around names of places: data/gazetteer/cues.yaml and generics.yaml."""

import msgspec

from dateline.resources import DATA, load


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """cues.yaml as it stands."""

    respelt: dict[str, str]
    joiners: frozenset[str]
    locative: frozenset[str]
    strong: frozenset[str]
    siting: frozenset[str]
    moving: frozenset[str]
    giving: frozenset[str]
    directions: frozenset[str]
    visiting: frozenset[str]
    scenes: frozenset[str]
    titles: frozenset[str]
    maladies: frozenset[str]
    phrases: frozenset[str]
    common: frozenset[str]


class Generics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """generics.yaml as it stands."""

    after: dict[str, frozenset[str]]
    before: dict[str, frozenset[str]]
    foreign: frozenset[str]
    plurals: dict[str, frozenset[str]]
    classifiers: dict[str, frozenset[str]]


class Words(msgspec.Struct, frozen=True):
    """All word tables about names of places, ready to ask."""

    cues: Cues
    generics: Generics
    classifiers: dict[str, frozenset[str]]
    """Lower-case noun → the kinds of place that it names."""
    endings: dict[str, str]
    """Capitalised last word of a place's name → kind: Parish → admin2."""
    nouns: dict[str, str]
    """Lower-case noun that names one kind of division or a town: province → admin1."""
    plurals: dict[str, str]
    """The same for plurals: counties → admin2."""


def load_words() -> Words:
    """Read both files; raises DataError where one is wrong."""
    generics = load(DATA / "gazetteer/generics.yaml", Generics)
    kinds: dict[str, frozenset[str]] = {}
    for kind, nouns in sorted(generics.classifiers.items()):
        for noun in nouns:
            kinds[noun] = kinds.get(noun, frozenset()) | {kind}
    endings = {w: kind for kind in ("feature", "facility", "city", "admin2", "admin1") for w in generics.after[kind]}
    singles = {w: kind for kind in ("city", "admin2", "admin1") for w in generics.classifiers[kind]}
    plurals = {w: kind for kind, many in sorted(generics.plurals.items()) for w in many}
    return Words(load(DATA / "gazetteer/cues.yaml", Cues), generics, kinds, endings, singles, plurals)
