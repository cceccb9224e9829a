"""The tense of the words around an expression: past, future or unknown. By the nearest cue of the sentence, left first."""

from collections.abc import Iterable, Sequence

from dateline.reading import Reading, Token
from dateline.stages.timing.grammar import Tenses
from dateline.stages.timing.pieces import Piece

REACH = 30
"""Pieces that are looked at on either side."""


def tense_at(pieces: Sequence[Piece], first: int, last: int, tenses: Tenses) -> str:
    """past, future or empty for the expression at pieces [first, last)."""
    before = pieces[first - 1].text.lower() if first else ""
    if before in tenses.near:
        return tenses.near[before]
    left = (pieces[i] for i in range(first - 1, max(first - REACH, 0) - 1, -1))
    right = (pieces[i] for i in range(last, min(last + REACH, len(pieces))))
    return _nearest(left, tenses) or _nearest(right, tenses)


def _nearest(pieces: Iterable[Piece], tenses: Tenses) -> str:
    for piece in pieces:
        if "STOP" in piece.senses:
            return ""
        cue = _cue(piece.text.lower(), tenses)
        if cue:
            return cue
    return ""


def _cue(word: str, tenses: Tenses) -> str:
    if word in tenses.words:
        return tenses.words[word]
    if len(word) > 4:
        return next((tense for ending, tense in tenses.endings if word.endswith(ending)), "")
    return ""


def tense_of_verb(reading: Reading, start: int, end: int, tenses: Tenses) -> str:
    """The tense of the verb that governs characters [start, end), by the parse; empty where it does not say."""
    inside = reading.tokens_between(start, end)
    if not inside:
        return ""
    for token in reading.ancestors(inside[0]):
        if token.pos in ("VERB", "AUX"):
            found = _verb(reading, token, tenses)
            if found:
                return found
    return ""


def _verb(reading: Reading, token: Token, tenses: Tenses) -> str:
    helpers = [k.lower for k in reading.kids(token.i, "aux", "auxpass")]
    for word in (*helpers, token.lower):
        if tenses.words.get(word) == "future" and word != "to":
            return "future"
    if token.tag in ("VBD", "VBN") or any(h in tenses.words for h in helpers if h != "to"):
        return "past"
    return ""
