"""Noun phrases for people and bodies without a name: Ukrainian troops, the country's parliament, a former minister."""

import msgspec

from dateline.lexicon.agents import Agent, Anaphor
from dateline.stages.casting.drafts import Book
from dateline.stages.casting.ground import PREMODIFIERS, Ground
from dateline.stages.casting.sectors import sector_of

MODIFIERS = ("compound", "amod", "nmod")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj")


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
    counted: bool
    """Whether any number stands before it: more than 14,000 people."""
    modifier: bool
    """Whether it only modifies another noun: police raid."""


def find_phrases(ground: Ground, book: Book, held: dict[int, int]) -> list[Phrase]:
    """All such phrases, in order; nouns inside names are left out."""
    found = []
    for token in ground.reading.tokens:
        bare_number = token.pos == "NUM" and token.lemma in ground.agents.anaphors and token.dep in ARGUMENTS
        if not (token.pos in ("NOUN", "PROPN", "ADJ", "VERB") or bare_number) or token.i in book.inside:
            continue
        phrase = _phrase(ground, book, token.i, held)
        if phrase is not None:
            found.append(phrase)
    return found


def _phrase(ground: Ground, book: Book, head: int, held: dict[int, int]) -> Phrase | None:
    token, agents = ground.reading.tokens[head], _agents(ground, head)
    plural = token.tag in ("NNS", "NNPS")
    anaphors = [(n, a) for n, a in ground.agents.anaphors_at(ground.lemmas, head) if (a.number == 0) == plural]
    if (not agents and not anaphors) or _is_role(ground, head) or _is_no_noun(ground, head, agents):
        return None
    modifier = token.dep in MODIFIERS and token.head > head and head not in held
    if modifier and (_part_of_longer(ground, head) or token.head in book.inside):
        return None
    first = _first(ground, head)
    before = ground.lemmas[first:head]
    entry = next((a for _, a in agents if _fits(ground, a, before, head)), None)
    if entry is None and not anaphors:
        return None
    return Phrase(
        first=first,
        last=head + 1,
        head=head,
        agent=entry,
        anaphors=tuple(a for _, a in anaphors),
        words=max(n for n, _ in (*agents, *anaphors)),
        before=before,
        determiner=_determiner(ground, book, first, head),
        plural=plural,
        number=next((ground.agents.words.numbers[w] for w in before if w in ground.agents.words.numbers), 0),
        counted=any(k.i < head for k in ground.reading.kids(head, "nummod")),
        modifier=modifier,
    )


def _agents(ground: Ground, head: int) -> list[tuple[int, Agent]]:
    """The entries of a noun; none for the tail of a title that has its head before it (State in Secretary of State)."""
    if head in ground.spread:
        return [(1, ground.spread[head][1])]
    found = ground.agents.agents_at(ground.lemmas, head)
    tail = bool(found) and found[0][0] > 2 and any(end == head + 1 for end, _ in ground.spread.values())
    return [] if tail else found


def _is_no_noun(ground: Ground, head: int, agents: list[tuple[int, Agent]]) -> bool:
    """An adjective or verb, but for "the wounded" and for phrases of several words (secretary-general)."""
    token = ground.reading.tokens[head]
    if token.pos not in ("ADJ", "VERB") or token.tag in ("NN", "NNS"):
        return False
    return not (agents and (agents[0][0] > 1 or _nominal(ground, head)))


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
    """The entry's own conditions on the words before it; a title may also govern the word that it needs."""
    if agent.plural_only and ground.reading.tokens[head].tag not in ("NNS", "NNPS"):
        return False
    if set(agent.never) & set(before):
        return False
    needed = set(agent.needs)
    return not needed or bool(needed & set(before)) or (agent.title and bool(needed & _governed(ground, head)))


def _governed(ground: Ground, head: int) -> set[str]:
    """The words of what a title governs: the chairman of the judicial council."""
    inner = [k.i for of in ground.reading.kids(head, "prep") if of.lower in ("of", "for")
             for k in ground.reading.kids(of.i, "pobj")]  # fmt: skip
    return {ground.lemmas[t] for i in inner for t in (i, *(k.i for k in ground.reading.kids(i, *MODIFIERS)))}


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
        if i in book.inside and tokens[book.inside[i].last].text != "-" and not ground.leans(book.inside[i].first):
            return book.inside[i].entity
    owned = phrase.determiner in ("'s", "his", "her", "its", "their", "our", "my")
    return _owner_behind(ground, book, phrase.head, ("of",) if owned else ("of", "from", "for", "in", "at"))


def sector_behind(ground: Ground, phrase: Phrase) -> tuple[str, ...]:
    """The sector of an unnamed body that a title governs: the president of the constitutional court; empty for none."""
    reading = ground.reading
    if phrase.agent is None or not (phrase.agent.neutral or phrase.agent.rank):
        return ()
    for adposition in reading.kids(phrase.head, "prep"):
        for inner in reading.kids(adposition.i, "pobj") if adposition.lower in ("of", "for", "at") else ():
            entry = next((a for _, a in _agents(ground, inner.i) if a.collective), None)
            before = tuple(ground.lemmas[_first(ground, inner.i) : inner.i])
            if entry is not None and _fits(ground, entry, before, inner.i):
                return sector_of(ground, entry, before, None)
            told = (ground.agents.modifiers.get(w) for w in (ground.lemmas[inner.i], *reversed(before)))
            if modifier := next((m for m in told if m is not None and m.over == "neutral" and m.sector), None):
                return tuple(modifier.sector)
    return ()


def _owner_behind(ground: Ground, book: Book, head: int, links: tuple[str, ...]) -> int:
    for adposition in ground.reading.kids(head, "prep"):
        if adposition.lower not in links:
            continue
        for inner in ground.reading.kids(adposition.i, "pobj"):
            near = (inner, *ground.reading.kids(inner.i, "amod", "compound", "poss", "nmod"))
            named = next((book.inside[t.i] for t in near if t.i in book.inside), None)
            if named is not None and (adposition.lower in ("of", "from") or book.of(named).kind != "person"):
                return named.entity
    return -1
