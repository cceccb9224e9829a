"""Who says what in a story: utterances with their source, cue and content. Values only; stages/voices.py finds them."""

from functools import cached_property
from typing import Literal

import msgspec

from dateline.spans import Span

FIRST = frozenset({"i", "we"})
"""How the source of an utterance inside a quotation names the one who speaks."""

Kind = Literal["direct", "indirect", "mixed"]
"""direct: all of the content stands in quotation marks; mixed: a part of it does; indirect: none of it."""

Stance = Literal["neutral", "certain", "doubtful", "denial", "promise", "accusation", "opinion", "question", "hope"]
"""How the source stands to the content, by the words of the cue."""


class Piece(msgspec.Struct, frozen=True, order=True):
    """Characters `span` and tokens [first, last) of a source, a cue or a content; every token shares a character."""

    first: int
    last: int
    span: Span


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """One act of saying, writing, thinking or showing: who, by which words, what."""

    source: Piece | None
    """The words that name the source; None where the text does not name it (passives, bare quotations)."""
    speaker: int | None
    """Token index of the source's syntactic head."""
    entity: int | None = None
    """Index of the source in Cast.entities; None where the cast has no mention of it."""
    cue: Piece | None
    """The reporting words with auxiliaries, particles and prepositions; None for a quotation that goes on uncued."""
    verb: int | None
    """Token index of the cue's lexical head."""
    content: tuple[Piece, ...]
    """In text order; a clause that the cue interrupts has two pieces. Quotation marks belong to the content."""
    kind: Kind
    stance: Stance
    rules: tuple[str, ...]
    """Ids of the lexicon entries, and of the structure that tied the parts together."""
    parent: int | None = None
    """Index in Voices.utterances of the utterance in whose content this one stands."""


class Voices(msgspec.Struct, frozen=True, dict=True):
    """All utterances of a story, in the order of their first words."""

    utterances: tuple[Utterance, ...] = ()

    @cached_property
    def _at(self) -> dict[int, int]:
        """Token index -> index of the innermost utterance whose content holds the token."""
        sized = sorted(range(len(self.utterances)), key=lambda u: (-_size(self.utterances[u]), u))
        return {t: u for u in sized for piece in self.utterances[u].content for t in range(piece.first, piece.last)}

    def speaker_at(self, token: int) -> Utterance | None:
        """The innermost utterance whose content holds the token, or None where the reporter speaks.

        What somebody says of his own words ("I told them that …") is told by the one who speaks there.
        """
        found = self._at.get(token)
        inner = None if found is None else self.utterances[found]
        while inner is not None and inner.parent is not None and _own(inner):
            inner = self.utterances[inner.parent]
        return inner

    def chain(self, utterance: Utterance | None) -> tuple[Utterance, ...]:
        """The utterance and those it is reported in, from the inside to the outside; () for the newspaper's own."""
        found: list[Utterance] = []
        while utterance is not None:
            found.append(utterance)
            utterance = None if utterance.parent is None else self.utterances[utterance.parent]
        return tuple(found)


def _own(utterance: Utterance) -> bool:
    """Whether the source is the one who speaks: a first person inside a quotation."""
    return utterance.source is not None and utterance.source.span.text.lower() in FIRST


def _size(utterance: Utterance) -> int:
    return sum(piece.last - piece.first for piece in utterance.content)


def quote_speakers(voices: Voices) -> dict[int, int]:
    """Token index -> entity index of who speaks there in quotation marks: what I and we refer to.

    Only tokens of direct utterances whose source the cast knows; an inner quotation goes to its own speaker.
    """
    direct = [u for u in voices.utterances if u.kind == "direct" and u.entity is not None]
    return {t: u.entity for u in sorted(direct, key=_size, reverse=True) if u.entity is not None
            for piece in u.content for t in range(piece.first, piece.last)}  # fmt: skip
