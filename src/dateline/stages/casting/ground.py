"""What all pieces of the actors stage look at: the parsed story beside the tables, and plain facts about tokens."""

import datetime
from collections.abc import Sequence
from types import MappingProxyType

import msgspec

from dateline.coding import Place
from dateline.knowledge.folding import fold
from dateline.knowledge.index import KnowledgeIndex
from dateline.lexicon.agents import Agent, Agents
from dateline.reading import Reading, Token
from dateline.story import Story

INSIDE = ("compound", "amod", "nmod", "poss")
ROLES = MappingProxyType({
    "nsubj": "subject", "nsubjpass": "passive", "csubj": "subject", "dobj": "object", "dative": "object",
    "poss": "poss", "pobj": "of", "agent": "subject", "compound": "modifier", "amod": "modifier", "nmod": "modifier",
})  # fmt: skip
PREMODIFIERS = ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod")


class Ground(msgspec.Struct, frozen=True):
    """A story, its reading and the tables; `folded` and `lemmas` run along the tokens."""

    story: Story
    reading: Reading
    index: KnowledgeIndex
    agents: Agents
    folded: tuple[str, ...]
    lemmas: tuple[str, ...]
    quoted: tuple[bool, ...]
    """Whether a token stands inside quotation marks."""
    spread: dict[int, tuple[int, Agent]]
    """Head token of a title that goes on behind it (secretary of state) -> where it ends, and its entry."""
    proper: frozenset[str]
    """Names by the parser inside some sentence, which are names at a sentence's beginning too: Morales."""
    sites: dict[int, str]
    """Token of a resolved toponym -> its country."""

    @property
    def day(self) -> datetime.date | None:
        """The day as of which the tables are asked."""
        return self.story.date

    def text(self, first: int, last: int) -> str:
        """The characters of tokens [first, last)."""
        tokens = self.reading.tokens
        return self.reading.text[tokens[first].start : tokens[last - 1].end]

    def is_in(self, words: str, lemma: str) -> bool:
        """Whether a lemma belongs to a class of words.yaml."""
        return lemma in self.agents.sets[words]

    def given(self, name: str) -> str | None:
        """What a folded first name tells of gender: m, f or ""; None where it is no first name that is known."""
        found = self.agents.given.get(name)
        return self.index.given.get(name) if found is None else found

    def leans(self, first: int) -> bool:
        """Whether a nationality at token `first` only tells whose side somebody is on: pro-Russian separatists."""
        tokens = self.reading.tokens
        return first > 1 and tokens[first - 1].text == "-" and self.is_in("leanings", tokens[first - 2].lower)

    def head_of(self, first: int, last: int) -> int:
        """The syntactic head of tokens [first, last): the last one whose own head lies outside."""
        tokens = self.reading.tokens
        outside = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
        return outside[-1] if outside else last - 1


def lay_ground(
    story: Story, reading: Reading, index: KnowledgeIndex, agents: Agents, places: Sequence[Place] = ()
) -> Ground:
    """Everything that is computed once a story."""
    tokens = reading.tokens
    folded = tuple(fold(t.text) or _silent(t.lower) for t in tokens)
    lemmas = tuple(_lemma(t, agents) for t in tokens)
    return Ground(story, reading, index, agents, folded, lemmas, _quoted(reading), _spread(lemmas, agents),
                  _proper(reading), _sites(reading, places))  # fmt: skip


def _proper(reading: Reading) -> frozenset[str]:
    inside = (t for s in reading.sentences for t in reading.tokens[s.first + 1 : s.last])
    return frozenset(
        t.text for t in inside if t.pos == "PROPN" and t.ent == "PERSON" and capital(t) and len(t.text) > 3
    )


def _sites(reading: Reading, places: Sequence[Place]) -> dict[int, str]:
    return {i: p.country for p in places if p.country for i in reading.tokens_between(p.start, p.end)}


def _silent(word: str) -> str:
    """What stands for a token without letters: nothing in names ("the", hyphens), a bar to names for other marks."""
    return "" if word in ("the", "-", "'", "’", "/", ".") else "|"


def _spread(lemmas: tuple[str, ...], agents: Agents) -> dict[int, tuple[int, Agent]]:
    """Titles with "of" or "for" inside: their head stands before it, not at their end."""
    found: dict[int, tuple[int, Agent]] = {}
    for i, lemma in enumerate(lemmas):
        if lemma in agents.heads and (hit := agents.agent_at(lemmas, i)) and hit[0] > 2:
            words = lemmas[i - hit[0] + 1 : i + 1]
            link = next((n for n, w in enumerate(words) if w in ("of", "for")), 0)
            if link:
                found[i - hit[0] + link] = (i + 1, hit[1])
    return found


def _lemma(token: Token, agents: Agents) -> str:
    """The parser's lemma; names in the plural ("Ministers") lose their s where the singular is a known noun."""
    lemma = token.lemma
    if token.tag in ("NNS", "VBG", "VBN", "NNPS") and token.dep in INSIDE and token.lower in agents.inner:
        return token.lower
    if token.tag in ("NNPS", "NNP") and lemma.endswith("s") and lemma not in agents.heads:
        for single in (lemma[:-1], f"{lemma[:-3]}y" if lemma.endswith("ies") else "", f"{lemma[:-3]}man"):
            if single in agents.heads:
                return single
    return lemma


def _quoted(reading: Reading) -> tuple[bool, ...]:
    flags = [False] * len(reading.tokens)
    for quote in reading.quotes:
        for i in reading.tokens_between(quote.start, quote.end):
            flags[i] = True
    return tuple(flags)


def capital(token: Token) -> bool:
    """Whether a token opens with a capital letter."""
    return token.text[:1].isupper()


def role_of(reading: Reading, i: int) -> str:
    """What a token is in its clause: subject, passive, object, of (governed by a preposition), poss or other."""
    token = reading.tokens[i]
    while token.dep == "conj" or token.dep == "appos":
        token = reading.tokens[token.head]
    return ROLES.get(token.dep, "other")
