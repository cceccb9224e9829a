"""The tense of the words around an expression: past, future or unknown, by the nearest cue, left first."""

from collections.abc import Sequence

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
    if last < len(pieces) and _cue(pieces, last, tenses) == "past":
        return "past"
    left = _nearest(pieces, range(first - 1, max(first - REACH, 0) - 1, -1), tenses)
    if left:
        return left
    if last < len(pieces) and "OWN" in pieces[last].senses:
        return "past"
    return _nearest(pieces, range(last, min(last + REACH, len(pieces))), tenses)


def _nearest(pieces: Sequence[Piece], order: range, tenses: Tenses) -> str:
    """The first cue of a run of pieces; a participle is passed over where the word beside it speaks of the future."""
    past = False
    for i in order:
        if "STOP" in pieces[i].senses:
            break
        cue = _cue(pieces, i, tenses)
        if cue == "future" or (past and not cue):
            return "future" if cue else "past"
        past = cue == "past"
        if past and pieces[i].text.lower() in tenses.words:
            return "past"
    return "past" if past else ""


def _cue(pieces: Sequence[Piece], i: int, tenses: Tenses) -> str:
    word = pieces[i].text.lower()
    follower = pieces[i + 1].text.lower() if i + 1 < len(pieces) else ""
    known = tenses.words.get(f"{word} {follower}") or tenses.words.get(word)
    if known:
        return known
    if len(word) > 4 and "CAP" not in pieces[i].senses:
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
        if tenses.words.get(word) == "future":
            return "future"
    if token.tag in ("VBD", "VBN") or any(tenses.words.get(h) == "past" for h in helpers):
        return "past"
    return ""
