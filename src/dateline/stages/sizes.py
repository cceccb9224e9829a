"""Counts that a deed's clause states: dead, injured, arrested, crowd."""

import msgspec

from dateline.coding import Size
from dateline.deeds import Deed
from dateline.reading import Reading, Token
from dateline.resources import DATA, load
from dateline.stages.subjects import objects_of, subjects_of


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a number a size of one kind."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/sizes.yaml."""

    dead: Counted
    injured: Counted
    arrested: Counted
    crowd: Counted
    words: dict[str, int]
    scales: dict[str, int]


KINDS = ("dead", "injured", "arrested", "crowd")


def load_sizes() -> Sizes:
    """Load the words."""
    return load(DATA / "lexicon/en/sizes.yaml", Sizes)


def size_of(deed: Deed, reading: Reading, sizes: Sizes) -> Size:
    """The counts of the deed's sentence, where the deed is one that can have them."""
    found: dict[str, int] = {}
    for token in reading.sentence_tokens(reading.tokens[deed.frame.head].sentence):
        for kind in KINDS:
            number = _counted(token, getattr(sizes, kind), kind, reading, sizes)
            if number is not None and kind not in found:
                found[kind] = number
    return Size(**found)


def _counted(token: Token, words: Counted, kind: str, reading: Reading, sizes: Sizes) -> int | None:
    if token.pos == "VERB" and token.lemma in words.verbs:
        heads = subjects_of(reading, token.i) if kind == "crowd" or token.lemma in ("die", "perish") else objects_of(reading, token.i)
    elif token.pos in ("NOUN", "ADJ") and token.lemma in words.nouns:
        heads = [token.i]
    elif token.lemma in words.adjectives:
        heads = [t.i for t in reading.kids(token.head, "nsubj", "dobj")]
    else:
        return None
    return next((n for i in heads if (n := number_of(reading, i, sizes)) is not None), None)


def number_of(reading: Reading, i: int, sizes: Sizes) -> int | None:
    """The number that counts token i: 12 people, two dozen soldiers, at least 1,400; None where there is none."""
    token = reading.tokens[i]
    if token.pos == "NUM":
        return _value([token], reading, sizes)
    return _value(reading.kids(i, "nummod"), reading, sizes)


def _value(tokens: list[Token], reading: Reading, sizes: Sizes) -> int | None:
    for token in tokens:
        parts = [t for t in reading.kids(token.i, "compound", "nummod", "quantmod") if t.pos in ("NUM", "DET")] + [token]
        value = _product([t.lower for t in parts], sizes)
        if value is not None:
            return value
    return None


def _product(parts: list[str], sizes: Sizes) -> int | None:
    value: float | None = None
    for part in parts:
        plain = part.replace(",", "")
        if plain in sizes.scales:
            value = (1 if value is None else value) * sizes.scales[plain]
        elif plain in sizes.words:
            value = (value or 0) + sizes.words[plain]
        elif plain.replace(".", "", 1).isdigit() and plain.isascii():
            value = float(plain)
    return None if value is None else int(value)
