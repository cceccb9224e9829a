"""A draft: the parts of one utterance as tokens, before pieces are cut and the cast is asked."""

import msgspec

from dateline.reading import Reading, Token
from dateline.stages.voicing.reporting import Reporting, Word


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens of source, cue and content. `quotes` are the indexes of quotations that are content whole."""

    verb: int | None
    speaker: int | None
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: frozenset[int]
    quotes: tuple[int, ...] = ()
    word: Word | None
    rule: str
    verbatim: bool = False
    """Whether the words are given as they were said though no marks stand around them: a transcript."""


class Quoted(msgspec.Struct, frozen=True):
    """The quotations as token ranges, and which quotation a token stands in."""

    ranges: tuple[range, ...]
    at: dict[int, int]

    def inside(self, i: int) -> bool:
        """Whether token i stands in quotation marks."""
        return i in self.at


class Scene(msgspec.Struct, frozen=True):
    """What every finder needs: the parsed story, its quotations, the lexicon, and whether acts and attitudes count."""

    reading: Reading
    quoted: Quoted
    reporting: Reporting
    wide: bool
    people: frozenset[int] = frozenset()
    """The head tokens of the words that name a person."""

    def word(self, token: Token) -> tuple[Word, tuple[int, ...]] | None:
        """The entry of a token."""
        return self.reporting.of(self.reading, token)


def quoted(reading: Reading) -> Quoted:
    """Token ranges of the quotations."""
    ranges = tuple(reading.tokens_between(q.start, q.end) for q in reading.quotes)
    return Quoted(ranges, {t: q for q, tokens in enumerate(ranges) for t in tokens})
