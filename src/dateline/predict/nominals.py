"""Noun phrases of a parsed text: their extent as annotators mark it, and their kind."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from dateline.cast import Cast, Entity
from dateline.reading import Reading, Token
from dateline.resources import DATA, load

NOMINAL = ("NOUN", "PROPN", "PRON")
APART = ("appos", "conj", "cc", "punct", "parataxis", "preconj")
INNER = ("compound", "amod", "nmod", "quantmod", "npadvmod")
KINDS = {"person": "person", "state": "place", "org": "organization", "place": "place", "set": "person"}
LABELS = {"DATE": "time", "TIME": "time", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organization",
          "PERSON": "person", "NORP": "person", "EVENT": "event", "PRODUCT": "object"}  # fmt: skip
Kinds = Mapping[str, str]


class Nominal(msgspec.Struct, frozen=True):
    """One noun phrase: tokens [first, last) and their head, its kind, and the entity of the cast that it names."""

    first: int
    last: int
    head: int
    kind: str
    entity: Entity | None


def load_noun_kinds() -> Kinds:
    """Noun lemma → kind, from data/lexicon/en/agents/noun_kinds.yaml; a word listed twice keeps its first kind."""
    table = load(DATA / "lexicon/en/agents/noun_kinds.yaml", dict[str, list[str]])
    found: dict[str, str] = {}
    for kind, words in table.items():
        for word in words:
            found.setdefault(word, kind)
    return MappingProxyType(found)


def find_nominals(reading: Reading, cast: Cast, kinds: Kinds) -> list[Nominal]:
    """All noun phrases in text order, each head once; names that modify other nouns are phrases too."""
    names = {m.head for m in cast.mentions if m.form == "adjective" and reading.tokens[m.head].pos == "PROPN"}
    found = []
    for token in reading.tokens:
        if _is_head(reading, token, names):
            mention = cast.by_head.get(token.i)
            entity = cast.entities[mention.entity] if mention is not None else None
            first, last = _extent(reading, token.i)
            found.append(Nominal(first, last, token.i, _kind(token, entity, kinds), entity))
    return found


def _is_head(reading: Reading, token: Token, names: set[int]) -> bool:
    if token.pos not in NOMINAL or token.tag in ("WDT", "WP", "WP$", "WRB", "EX") or token.dep == "expl":
        return False
    if token.dep in INNER and token.i not in names and not _labelled_apart(reading, token):
        return False
    return any(c.isalpha() for c in token.text)


def _labelled_apart(reading: Reading, token: Token) -> bool:
    """A name that modifies a noun outside it: Chicago in "Chicago schools"."""
    head = reading.head(token.i)
    return token.dep in ("compound", "nmod") and token.ent in ("GPE", "ORG", "PERSON") and head.ent != token.ent


def _extent(reading: Reading, head: int) -> tuple[int, int]:
    """Tokens [first, last) of the phrase: all below the head but appositions, joined phrases and marks at the end."""
    tokens, inside, todo = reading.tokens, [head], [head]
    while todo:
        for child in reading.children[todo.pop()]:
            if tokens[child].head == head and tokens[child].dep in APART and tokens[child].text not in ("-", "%"):
                continue
            inside.append(child)
            todo.append(child)
    first, last = min(inside), max(inside)
    while last > head and tokens[last].pos in ("PUNCT", "SPACE", "CCONJ"):
        last -= 1
    while first < head and tokens[first].pos in ("PUNCT", "CCONJ", "ADP", "SCONJ"):
        first += 1
    return first, last + 1


def _kind(token: Token, entity: Entity | None, kinds: Kinds) -> str:
    if entity is not None and entity.kind == "group":
        return "person" if entity.plural else "organization"
    if entity is not None:
        return KINDS[entity.kind]
    if token.tag in ("PRP", "PRP$"):
        return "abstract" if token.lower in ("it", "its", "itself") else "person"
    return LABELS.get(token.ent) or kinds.get(token.lemma, "abstract")
