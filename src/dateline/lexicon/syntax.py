"""The shape of data/lexicon/en/syntax.yaml: words that decide whose subject or object something is."""

from functools import cache

import msgspec

from dateline.resources import DATA, load


class Owning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Prepositions before the owner of a thing, for the doer of a deed and for everybody else in it."""

    doer: tuple[str, ...]
    other: tuple[str, ...]


class Syntax(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists of the argument extraction, as the file tells. "call on" is a verb and its preposition."""

    joining: tuple[str, ...]
    subject_control: frozenset[str]
    prepositional_control: frozenset[str]
    gerund_of_object: frozenset[str]
    gerund_after: frozenset[str]
    naming: frozenset[str]
    giving: frozenset[str]
    causing: frozenset[str]
    commanding: frozenset[str]
    leading: frozenset[str]
    party: frozenset[str]
    reasons: frozenset[str]
    resolving: frozenset[str]
    owning: Owning
    never_last: frozenset[str]
    particles: frozenset[str]


@cache
def syntax() -> Syntax:
    """The word lists, read once. Raises DataError."""
    return load(DATA / "lexicon/en/syntax.yaml", Syntax)
