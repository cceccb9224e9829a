"""A predicate with its arguments, whatever the wording: active or passive, relative clause, coordination, noun."""

from typing import Literal

import msgspec

PartOfSpeech = Literal["v", "n", "a"]


class Frame(msgspec.Struct, frozen=True):
    """One predicate of a story. Token indexes count tokens of the whole reading.

    `roles` maps a role to the head tokens that fill it, coordination spelled out: subj (who does it), obj, iobj,
    comp (verb of a complement clause),
    that (subject of a that-clause), aux and neg (auxiliaries and negation), notcomp (a negated complement),
    prepositions by their own name (with, to, against …), and for nouns
    poss, amod, compound; `relsubj` is who the object's relative clause speaks of.
    """

    head: int
    pos: PartOfSpeech
    lemma: str
    """Lemma, with its particle: carry_out, visit, at_war is a noun under its preposition."""
    roles: dict[str, tuple[int, ...]]
    clause: int
    """The verb whose clause the predicate stands in; the predicate itself where it is a verb."""
    passive: bool = False
    governor: str = ""
    """For a noun or adjective: the preposition or verb lemma that it depends on."""


class Words(msgspec.Struct, frozen=True):
    """The lexicon's nouns and adjectives, and the verbs that lend their subject to a noun (pay a visit)."""

    nouns: frozenset[str]
    adjectives: frozenset[str]
    light: frozenset[str]
