"""Stretches of capitals in a text, with the small words and nicknames inside them: what names are found in."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from dateline.stages.casting.ground import Ground, capital

Sort = Literal[
    "state", "former", "demonym", "capital", "seat", "region", "folk", "org", "person", "town", "place", "people"
]
BRIDGES = ("of", "and", "for", "the", "&", "to", "in", "on", "'")
LOOSE_ENDS = ("-", "of", "for", "the")
LABELS: dict[str, Sort] = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "people",
}


class Run(msgspec.Struct, frozen=True):
    """Tokens [first, last) in capitals, with the small words that names hold."""

    first: int
    last: int


def find_runs(ground: Ground, covered: set[int]) -> Iterator[Run]:
    """Stretches of capitals and known names inside one sentence."""
    for sentence in ground.reading.sentences:
        i = sentence.first
        while i < sentence.last:
            if not _opens(ground, i, covered) or not (i in covered or capital(ground.reading.tokens[i])):
                i += 1
                continue
            end = _end_of_run(ground, i, sentence.last, covered)
            yield Run(i, end)
            i = end


def _opens(ground: Ground, i: int, covered: set[int]) -> bool:
    token = ground.reading.tokens[i]
    if i in covered or any(head <= i < end[0] for head, end in ground.spread.items() if head > i - 8):
        return capital(token) or i in covered or token.lower in ("of", "for", "the")
    if not capital(token) or token.text == "I" or token.ent in ("DATE", "TIME", "CARDINAL", "ORDINAL"):
        return False
    if ground.is_in("calendar", token.lower) and not _after_given_name(ground, i):
        return False
    if token.text in ground.proper and token.pos in ("NOUN", "ADJ", "VERB", "ADV", "INTJ", "X"):
        return True
    if token.pos == "PROPN" or token.ent in LABELS:
        return token.pos not in ("DET", "ADP", "PRON", "AUX", "SCONJ", "CCONJ")
    return token.pos in ("NOUN", "ADJ") and i > ground.reading.sentences[token.sentence].first


def _after_given_name(ground: Ground, i: int) -> bool:
    """Whether a first name stands before a word: May in "Theresa May"."""
    return i > 0 and capital(ground.reading.tokens[i - 1]) and ground.given(ground.folded[i - 1]) is not None


def _end_of_run(ground: Ground, first: int, limit: int, covered: set[int]) -> int:
    tokens, end = ground.reading.tokens, first + 1
    while end < limit:
        if _opens(ground, end, covered):
            end += 1
        elif (step := _bridge(ground, end, limit, covered)) and _joined(ground, first, end):
            end += step
        else:
            break
    while end > first + 1 and tokens[end - 1].lower in LOOSE_ENDS:
        end -= 1
    return end


def _bridge(ground: Ground, i: int, limit: int, covered: set[int]) -> int:
    """How many tokens from i on lead, by small words or a nickname, to another capital of the same name; 0 for none."""
    tokens = ground.reading.tokens
    if nickname := _nickname(ground, i, limit):
        return nickname
    for n in (1, 2, 3):
        if i + n >= limit:
            return 0
        token = tokens[i + n - 1]
        if not (ground.is_in("particles", token.lower) or _within_entity(ground, i + n - 1)):
            return 0
        if _opens(ground, i + n, covered):
            return n + 1
    return 0


def _nickname(ground: Ground, i: int, limit: int) -> int:
    """How many tokens a nickname in quotation marks takes, with the capital behind it: Ana "La Jefa" Torres; else 0."""
    tokens, marks = ground.reading.tokens, ground.agents.sets["quotes"]
    if (
        i + 1 >= limit
        or tokens[i].text not in marks
        or tokens[i].end != tokens[i + 1].start
        or not capital(tokens[i - 1])
    ):
        return 0
    close = next((j for j in range(i + 2, min(i + 5, limit)) if tokens[j].text in marks), 0)
    ends = close and close + 1 < limit and tokens[close + 1].pos == "PROPN" and capital(tokens[close + 1])
    return close + 2 - i if ends else 0


def _within_entity(ground: Ground, i: int) -> bool:
    """Of and and go on a name only where the parser sees one: Bank of Uganda, Trinidad and Tobago."""
    token, after = ground.reading.tokens[i], ground.reading.tokens[i + 1]
    return bool(token.ent in ("ORG", "FAC", "LOC", "GPE", "PERSON") and not token.ent_first and after.ent == token.ent
                and not after.ent_first and token.lower in BRIDGES)  # fmt: skip


def _joined(ground: Ground, first: int, i: int) -> bool:
    return not ground.text(first, i).endswith((",", ";"))
