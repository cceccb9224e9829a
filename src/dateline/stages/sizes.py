"""Counts that the text states for a deed: dead, injured, arrested, crowd."""

import msgspec

from dateline.coding import Size
from dateline.deeds import Deed
from dateline.reading import Reading, Token
from dateline.resources import DATA, load
from dateline.stages.framing import clause_of
from dateline.stages.subjects import objects_of, subjects_of


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a number a size of one kind, and the types of event that can have it."""

    types: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/sizes.yaml."""

    dead: Counted
    injured: Counted
    arrested: Counted
    crowd: Counted
    suffering: frozenset[str]
    holding: frozenset[str]
    words: dict[str, int]
    scales: dict[str, int]


MOST_DIGITS = 13
"""A longer number counts no people."""
KINDS = ("dead", "injured", "arrested", "crowd")


def load_sizes() -> Sizes:
    """Load the words."""
    return load(DATA / "lexicon/en/sizes.yaml", Sizes)


def size_of(deed: Deed, reading: Reading, sizes: Sizes) -> Size:
    """The counts that belong to a deed: of its verb, of what came of it, and of the verb that its noun stands with."""
    found: dict[str, int] = {}
    for kind in KINDS:
        words: Counted = getattr(sizes, kind)
        if deed.event.split("/")[0] not in words.types:
            continue
        for token in reading.sentence_tokens(reading.tokens[deed.frame.head].sentence):
            number = (
                _counted(token, words, kind, reading, sizes) if _belongs(token, deed, words, reading, sizes) else None
            )
            if number is not None:
                found.setdefault(kind, number)
    return Size(**found)


def _belongs(token: Token, deed: Deed, words: Counted, reading: Reading, sizes: Sizes) -> bool:
    """Whether a counting word speaks of this deed."""
    head = reading.tokens[deed.frame.head]
    verb = reading.tokens[clause_of(reading, token.i)]
    if token.i == head.i or (deed.frame.pos == "v" and verb.i == head.i):
        return True
    if deed.frame.pos != "v":
        return _beside_noun(head, token, verb, reading)
    if verb.dep == "advcl" and verb.tag == "VBG" and verb.head == head.i:
        return True
    first = reading.head(verb.i)
    if verb.dep != "conj":
        return False
    if first.i == head.i:
        return _coordinate(head, verb, reading, sizes)
    return first.dep == "advcl" and first.tag == "VBG" and first.head == head.i


def _coordinate(head: Token, verb: Token, reading: Reading, sizes: Sizes) -> bool:
    """As in "attacked a bus and killed nine", "nine were killed and 30 wounded": one event, told by its first verb."""
    telling = [getattr(sizes, kind).verbs for kind in KINDS]
    counts = any(verb.lemma in verbs for verbs in telling)
    alike = any(head.lemma in verbs for verbs in telling)
    return counts and (head.lemma in sizes.dead.verbs or (not alike and not reading.kids(verb.i, "nsubj", "nsubjpass")))


def _beside_noun(noun: Token, token: Token, verb: Token, reading: Reading) -> bool:
    """As in "the attack killed nine", "nine were killed in the attack", "joined the march"."""
    if verb.head == noun.i and verb.dep in ("relcl", "acl"):
        return True
    above = reading.head(noun.i)
    above = reading.head(above.i) if above.pos == "ADP" else above
    while verb.dep == "conj" and reading.head(verb.i).pos == "VERB" and verb.i != above.i:
        verb = reading.head(verb.i)
    return verb.i == above.i or token.i in reading.subtree(noun.i)


def _counted(token: Token, words: Counted, kind: str, reading: Reading, sizes: Sizes) -> int | None:
    heads = _people(token, words, kind, reading, sizes)
    return next((n for i in heads if (n := number_of(reading, i, sizes)) is not None), None)


def _people(token: Token, words: Counted, kind: str, reading: Reading, sizes: Sizes) -> list[int]:
    """The heads that a counting word counts: killed [people], [protesters], the arrest of [men], left [people] dead."""
    if token.pos in ("VERB", "ADJ") and token.lemma in words.verbs and (token.pos == "VERB" or token.dep == "conj"):
        if _either(token, reading):
            return []
        own = kind == "crowd" or token.lemma in sizes.suffering
        found = subjects_of(reading, token.i) if own else objects_of(reading, token.i)
        return [*found, *(t.i for t in reading.kids(token.i, "nsubj", "nsubjpass") if not own and t.pos == "NUM")]
    if token.pos in ("NOUN", "PROPN") and token.lemma in words.nouns:
        inner = [
            t.i
            for p in reading.kids(token.i, "prep", "agent")
            if p.lemma in sizes.holding
            for t in reading.kids(p.i, "pobj")
        ]
        return [token.i, *inner]
    if token.lemma in words.adjectives:
        return [t.i for i in (token.i, token.head) for t in reading.kids(i, "nsubj", "dobj")]
    return []


def _either(verb: Token, reading: Reading) -> bool:
    """Whether a number is shared out over two words: "2,500 were killed or wounded"."""
    first = reading.head(verb.i) if verb.dep == "conj" else verb
    alone = not any(reading.kids(t.i, "nsubj", "nsubjpass", "dobj") for t in reading.kids(first.i, "conj"))
    return alone and any(t.lower == "or" for t in reading.kids(first.i, "cc"))


def number_of(reading: Reading, i: int, sizes: Sizes) -> int | None:
    """The number that counts token i: 12 people, two dozen soldiers, at least 1,400; None where there is none."""
    token = reading.tokens[i]
    if token.pos == "NUM" or token.lower in sizes.scales:
        return _value([token], reading, sizes)
    return _value(reading.kids(i, "nummod"), reading, sizes)


def _value(tokens: list[Token], reading: Reading, sizes: Sizes) -> int | None:
    for token in (t for t in tokens if t.ent not in ("DATE", "TIME")):
        parts = [
            t for t in reading.kids(token.i, "compound", "nummod", "quantmod", "det") if t.pos in ("NUM", "DET")
        ] + [token]
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
        elif plain.replace(".", "", 1).isdigit() and plain.isascii() and len(plain) < MOST_DIGITS:
            value = float(plain)
        elif "-" in plain and all(p in sizes.words for p in plain.split("-")):
            value = sum(sizes.words[p] for p in plain.split("-"))
    return None if value is None else int(value)
