"""A story parsed: tokens, syntax, sentences and quotations. Values only; the parser stands in stages/reading.py."""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from dateline.spans import Span, cut


class Token(msgspec.Struct, frozen=True):
    """One token; `start` and `end` are characters of the story's text, indexes count tokens of the whole story."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    """Lower case; pronouns keep their own form."""
    pos: str
    """Universal POS: VERB, AUX, NOUN, PROPN, PRON, ADJ, ADP, …"""
    tag: str
    """Penn tag: VBD, VBN, NNS, PRP$ …"""
    dep: str
    """spaCy (ClearNLP) label: nsubj, dobj, pobj, prep, poss, relcl, …; ROOT for a sentence's root."""
    head: int
    """Index of the syntactic head; a root's head is itself."""
    ent: str
    """Entity label of the parser (PERSON, ORG, GPE, NORP, DATE …) or ""."""
    ent_first: bool
    """Whether the token begins an entity."""
    sentence: int

    @property
    def lower(self) -> str:
        """The token's text in lower case."""
        return self.text.lower()


class Sentence(msgspec.Struct, frozen=True):
    """Tokens [first, last) and characters [start, end); never across a paragraph, a header or a quotation's end."""

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int
    root: int


class Quote(msgspec.Struct, frozen=True):
    """A quotation, marks included: [start, end). `closed` is false where the paragraph ends before the mark."""

    start: int
    end: int
    paragraph: int
    closed: bool


class Reading(msgspec.Struct, frozen=True, dict=True):
    """What the parser makes of a story."""

    text: str
    paragraphs: tuple[Span, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indexes of its dependents, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(map(tuple, below))

    def kids(self, i: int, *deps: str) -> list[Token]:
        """Dependents of token i with one of these labels (all dependents where none is named)."""
        return [self.tokens[c] for c in self.children[i] if not deps or self.tokens[c].dep in deps]

    def head(self, i: int) -> Token:
        """The syntactic head of token i."""
        return self.tokens[self.tokens[i].head]

    def ancestors(self, i: int) -> Iterator[Token]:
        """Heads of token i, nearest first, up to the root of its sentence."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def subtree(self, i: int) -> list[int]:
        """Indexes of i and all below it, in text order."""
        found, todo = [i], [i]
        while todo:
            below = self.children[todo.pop()]
            found.extend(below)
            todo.extend(below)
        return sorted(found)

    def sentence_tokens(self, i: int) -> tuple[Token, ...]:
        """Tokens of sentence i."""
        sentence = self.sentences[i]
        return self.tokens[sentence.first : sentence.last]

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens [first, last)."""
        return cut(self.text, self.tokens[first].start, self.tokens[last - 1].end)

    def tokens_between(self, start: int, end: int) -> range:
        """Indexes of the tokens that share a character with [start, end)."""
        low = high = self._first_ending_after(start)
        while high < len(self.tokens) and self.tokens[high].start < end:
            high += 1
        return range(low, high)

    def _first_ending_after(self, offset: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low
