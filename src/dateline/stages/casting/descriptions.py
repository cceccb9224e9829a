"""Noun phrases for people and bodies without a name: Ukrainian troops, the country's parliament, a former minister."""

import msgspec

from dateline.lexicon.agents import Agent, Anaphor
from dateline.stages.casting.drafts import Book
from dateline.stages.casting.ground import PREMODIFIERS, Ground

MODIFIERS = ("compound", "amod", "nmod")


class Phrase(msgspec.Struct, frozen=True):
    """Tokens [first, last) around a noun for people; `owner` is a name inside or behind it, as a token, -1 for none."""

    first: int
    last: int
    head: int
    agent: Agent | None
    anaphors: tuple[Anaphor, ...]
    words: int
    """How many tokens the entry's phrase takes, the head included."""
    before: tuple[str, ...]
    """Lemmas of all words before the head."""
    determiner: str
    """the, a, both, his, "'s", or empty."""
    plural: bool
    number: int
    """What a number word says: two -> 2; 0 for none."""
    modifier: bool
    """Whether it only modifies another noun: police raid."""


def find_phrases(ground: Ground, book: Book, held: dict[int, int]) -> list[Phrase]:
    """All such phrases, in order; nouns inside names are left out."""
    found = []
    for token in ground.reading.tokens:
        if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB") or token.i in book.inside:
            continue
        phrase = _phrase(ground, book, token.i, held)
        if phrase is not None:
            found.append(phrase)
    return found


def _phrase(ground: Ground, book: Book, head: int, held: dict[int, int]) -> Phrase | None:
    agent = ground.agents.agent_at(ground.lemmas, head)
    if head in ground.spread:
        agent = (1, ground.spread[head][1])
    elif agent and agent[0] > 2 and any(end == head + 1 for end, _ in ground.spread.values()):
        return None
    token = ground.reading.tokens[head]
    plural = token.tag in ("NNS", "NNPS")
    anaphors = [(n, a) for n, a in ground.agents.anaphors_at(ground.lemmas, head) if (a.number == 0) == plural]
    if (not agent and not anaphors) or _is_role(ground, head):
        return None
    if (
        token.pos in ("ADJ", "VERB")
        and token.tag not in ("NN", "NNS")
        and not (agent and (agent[0] > 1 or _nominal(ground, head)))
    ):
        return None
    modifier = token.dep in MODIFIERS and token.head > head and head not in held
    if modifier and (_part_of_longer(ground, head) or token.head in book.inside):
        return None
    first = _first(ground, head)
    before = ground.lemmas[first:head]
    words = max(agent[0] if agent else 0, anaphors[0][0] if anaphors else 0)
    entry = agent[1] if agent and _fits(ground, agent[1], before, head) else None
    if entry is None and not anaphors:
        return None
    determiner = _determiner(ground, book, first, head)
    number = next((ground.agents.words.numbers[w] for w in before if w in ground.agents.words.numbers), 0)
    return Phrase(
        first, head + 1, head, entry, tuple(a for _, a in anaphors), words, before, determiner, plural, number, modifier
    )


def _nominal(ground: Ground, head: int) -> bool:
    """An adjective used as a noun: the wounded, the dead."""
    return bool(ground.reading.kids(head, "det")) and ground.reading.tokens[head].dep in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
    )


def _is_role(ground: Ground, head: int) -> bool:
    """A bare singular that says what somebody is: took office as president, was elected mayor."""
    token = ground.reading.tokens[head]
    if token.tag not in ("NN", "NNP") or ground.reading.kids(head, "det", "poss", "amod", "compound"):
        return False
    return token.dep in ("attr", "oprd") or (token.dep == "pobj" and ground.lemmas[token.head] == "as")


def _fits(ground: Ground, agent: Agent, before: tuple[str, ...], head: int) -> bool:
    """The entry's own conditions on modifiers."""
    if agent.plural_only and ground.reading.tokens[head].tag not in ("NNS", "NNPS"):
        return False
    return not (set(agent.never) & set(before)) and (not agent.needs or bool(set(agent.needs) & set(before)))


def _part_of_longer(ground: Ground, i: int) -> bool:
    """Whether a noun is only a word of a longer entry that ends behind it: government in "government spokesman"."""
    last = ground.reading.tokens[i].head
    found = ground.agents.agent_at(ground.lemmas, last)
    return bool(found and (last - found[0] < i or found[1].neutral or ground.lemmas[i] in ground.agents.modifiers))


def _first(ground: Ground, head: int) -> int:
    """The first token of the phrase: premodifiers and what hangs on them, without a gap."""
    reading, first = ground.reading, head
    for kid in reversed(reading.kids(head, *PREMODIFIERS)):
        if kid.i < head:
            below = reading.subtree(kid.i)
            if below[-1] == first - 1 or reading.tokens[first - 1].text in ("-", ",", "and", "'s", "’s"):
                first = min(first, below[0])
    tokens = reading.tokens
    while first < head and (
        tokens[first].pos in ("PUNCT", "CCONJ", "ADP") or (tokens[first].dep == "advmod" and tokens[first].head != head)
    ):
        first += 1
    return first


def _determiner(ground: Ground, book: Book, first: int, head: int) -> str:
    """The word that makes the phrase definite or not: the, a, both, his, 's, or nothing."""
    tokens = ground.reading.tokens
    for kid in ground.reading.kids(head, "det", "poss", "predet", "nummod"):
        if kid.i >= head:
            continue
        if kid.dep == "poss":
            return kid.lower if kid.pos == "PRON" else "'s"
        if kid.pos != "NUM":
            return kid.lower
    return tokens[first].lower if tokens[first].tag in ("DT", "PRP$") and first < head else ""


def owner_of(ground: Ground, book: Book, phrase: Phrase) -> int:
    """The entity that a phrase belongs to: a name before the noun, or behind it by "of" or "from"; -1 for none."""
    tokens = ground.reading.tokens
    for i in range(phrase.head - 1, phrase.first - 1, -1):
        if i in book.inside and tokens[book.inside[i].last].text != "-":
            return book.inside[i].entity
    return _owner_behind(ground, book, phrase.head)


def _owner_behind(ground: Ground, book: Book, head: int) -> int:
    for adposition in ground.reading.kids(head, "prep"):
        if adposition.lower not in ("of", "from", "for", "in", "at"):
            continue
        for inner in ground.reading.kids(adposition.i, "pobj"):
            if inner.i in book.inside and (
                adposition.lower in ("of", "from") or book.of(book.inside[inner.i]).kind != "person"
            ):
                return book.inside[inner.i].entity
    return -1
