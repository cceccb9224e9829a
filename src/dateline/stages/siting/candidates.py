"""Stretches of text that may name a place, before anything is decided about them."""

from collections.abc import Iterator

import msgspec

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.place_words import Words
from dateline.reading import Reading, Token
from dateline.spans import Span

LONGEST = 6
"""Tokens of the longest name that is looked up."""
PLACE_LABELS = ("GPE", "LOC", "FAC")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens [first, last) that may name a place; `options` is empty where no gazetteer knows the name."""

    first: int
    last: int
    span: Span
    name: str
    """The name to look up: without the generic word where the gazetteer wants it so."""
    options: tuple[Entry, ...]
    kind: str = ""
    """What a generic word in the name says of it: admin2 for "Rapides Parish"."""


def capital(token: Token) -> bool:
    """Whether a token begins like a name."""
    return token.text[:1].isupper()


def find_candidates(reading: Reading, gazetteer: Gazetteer, words: Words) -> list[Candidate]:
    """Longest names first, left to right, no overlaps."""
    found: list[Candidate] = []
    cache: dict[str, tuple[Entry, ...]] = {}
    for sentence in reading.sentences:
        i = sentence.first
        while i < sentence.last:
            i = _past_article(reading, gazetteer, i, sentence.last)
            made = _longest(reading, gazetteer, words, cache, i, sentence.last) if capital(reading.tokens[i]) else None
            if made:
                found.append(made)
            i = made.last if made else i + 1
    return found


def _past_article(reading: Reading, gazetteer: Gazetteer, i: int, end: int) -> int:
    """The token after "The" or "A", but for names such as The Hague."""
    tokens = reading.tokens
    if tokens[i].lower not in ("the", "a", "an") or i + 1 >= end or not capital(tokens[i + 1]):
        return i
    joined, alone = gazetteer.find(reading.span(i, i + 2).text), gazetteer.find(tokens[i + 1].text)
    town = bool(joined) and joined[0].kind != "country" and joined[0].population > 10_000
    return i if town and not any(o.main for o in alone) else i + 1


def _longest(reading: Reading, gazetteer: Gazetteer, words: Words, cache: dict[str, tuple[Entry, ...]],
             i: int, end: int) -> Candidate | None:  # fmt: skip
    short = _abbreviated(reading, gazetteer, i)
    if short is not None:
        return short
    settlement = _settlement(reading, gazetteer, words, i, end)
    if settlement is not None:
        return settlement
    for last in _ends(reading, words, i, end):
        span = reading.span(i, last)
        if span.text not in cache:
            cache[span.text] = gazetteer.find(span.text)
        if cache[span.text]:
            return Candidate(first=i, last=last, span=span, name=span.text, options=cache[span.text],
                             kind=kind_said(reading, gazetteer, i, last))  # fmt: skip
    return (
        _by_parser(reading, words, i, end)
        or _by_shape(reading, gazetteer, words, cache, i, end)
        or _by_noun(reading, gazetteer, i, end)
    )


def _settlement(reading: Reading, gazetteer: Gazetteer, words: Words, i: int, end: int) -> Candidate | None:
    """An unlisted name of several words after "the village of", though its first word may be listed elsewhere."""
    tokens, last = reading.tokens, i + 1
    if not _called(reading, gazetteer, i):
        return None
    while last < end and last - i < LONGEST and _continues(reading, gazetteer, last):
        last += 1
    while not capital(tokens[last - 1]):
        last -= 1
    others = any(t.lower in words.cues.titles or t.text in words.generics.after["body"] for t in tokens[i:last])
    if last - i < 2 or others or tokens[i].pos != "PROPN" or gazetteer.find(reading.span(i, last).text):
        return None
    span = reading.span(i, last)
    return Candidate(first=i, last=last, span=span, name=span.text, options=(), kind="city")


def _called(reading: Reading, gazetteer: Gazetteer, i: int) -> bool:
    """Whether "the village of" stands before token i; "the home town of" stands before a person."""
    tokens, roles = reading.tokens, gazetteer.roles
    if i < 3 or tokens[i - 1].lower != "of" or tokens[i - 2].lower not in roles.settlements:
        return False
    return tokens[i - 3].lower not in roles.homes


def _continues(reading: Reading, gazetteer: Gazetteer, i: int) -> bool:
    """Whether token i goes on with the name before it: "Dan Kurmi", "Wad al-Noura"."""
    token, before = reading.tokens[i], reading.tokens[i - 1]
    if token.text == "-":
        return token.start == before.end
    return (capital(token) and token.pos == "PROPN") or token.lower in gazetteer.roles.particles


def _by_noun(reading: Reading, gazetteer: Gazetteer, i: int, end: int) -> Candidate | None:
    """An unlisted name that the text calls a settlement: "the village of Yambali", "Gwer village"."""
    tokens, last = reading.tokens, i + 1
    while last < end and capital(tokens[last]) and tokens[last].pos == "PROPN" and last - i < 3:
        last += 1
    named = last < end and tokens[last].lower in gazetteer.roles.settlements and tokens[last].pos == "NOUN"
    opens = i == reading.sentences[tokens[i].sentence].first
    if not (named or _called(reading, gazetteer, i)) or opens:
        return None
    if tokens[i].pos != "PROPN" or tokens[i].ent in ("NORP", "DATE"):
        return None
    span = reading.span(i, last)
    return Candidate(first=i, last=last, span=span, name=span.text, options=(), kind="city")


def _abbreviated(reading: Reading, gazetteer: Gazetteer, i: int) -> Candidate | None:
    """A division's abbreviation after a name and a comma: "Peoria, Ill."."""
    tokens = reading.tokens
    if i < 2 or tokens[i - 1].text != "," or not capital(tokens[i - 2]):
        return None
    entry = gazetteer.abbreviated(tokens[i].text) or gazetteer.abbreviated(tokens[i].text + ".")
    if entry is None:
        return None
    return Candidate(
        first=i, last=i + 1, span=reading.span(i, i + 1), name=tokens[i].text, options=(entry,), kind="abbreviation"
    )


def kind_said(reading: Reading, gazetteer: Gazetteer, first: int, last: int) -> str:
    """What the text calls the place: "Aceh province", "the town of Kasba", "Jackson and Barrow counties"."""
    tokens, words, rulers = reading.tokens, gazetteer.words, gazetteer.roles.rulers
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in rulers:
        return rulers[tokens[first - 2].lower]
    if last - first > 1 and tokens[last - 1].text in words.endings:
        return words.endings[tokens[last - 1].text]
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in words.nouns:
        return words.nouns[tokens[first - 2].lower]
    if last < len(tokens) and tokens[last].lower in words.nouns:
        return words.nouns[tokens[last].lower]
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in ("a", "an"):
        return next((words.nouns[t.lower] for t in tokens[last + 2 : last + 5] if t.lower in words.nouns), "")
    stop = min(len(tokens), last + 14)
    while last < stop and (capital(tokens[last]) or tokens[last].text in (",", "and", "or")):
        last += 1
    return words.plurals.get(tokens[last].lower, "") if last < stop else ""


def _ends(reading: Reading, words: Words, i: int, end: int) -> Iterator[int]:
    """Where a name that begins at i may end, longest first: after a capitalised token or a part joined by a hyphen."""
    tokens = reading.tokens
    stop = i + 1
    while stop < min(end, i + LONGEST + 2) and _goes_on(tokens[stop - 1], tokens[stop], stop - i, words):
        stop += 1
    for last in range(stop, i, -1):
        if tokens[last - 1].text[:1].isalnum():
            yield last


def _goes_on(before: Token, token: Token, length: int, words: Words) -> bool:
    if "\n" in token.text or length > LONGEST:
        return False
    return any(c.isupper() for c in token.text) or token.start == before.end or token.lower in words.cues.joiners


def _by_parser(reading: Reading, words: Words, i: int, end: int) -> Candidate | None:
    """An entity that the parser takes for a place and no gazetteer knows."""
    tokens = reading.tokens
    if tokens[i].ent not in PLACE_LABELS or not tokens[i].ent_first:
        return None
    last = i + 1
    while last < end and tokens[last].ent == tokens[i].ent and not tokens[last].ent_first:
        last += 1
    while last > i + 1 and not tokens[last - 1].text[:1].isalnum():
        last -= 1
    if tokens[last - 1].text in ("'s", "’s"):
        last -= 1
    span = reading.span(i, last)
    kind = words.endings.get(tokens[last - 1].text, "") if last - i > 1 else ""
    return Candidate(first=i, last=last, span=span, name=span.text, options=(), kind=kind)


def _by_shape(reading: Reading, gazetteer: Gazetteer, words: Words, cache: dict[str, tuple[Entry, ...]],
              i: int, end: int) -> Candidate | None:  # fmt: skip
    """A name with a generic word that makes it a place: "Blanchard River", "Lake Manassas", "Hale County"."""
    tokens, last = reading.tokens, i + 1
    while last < min(end, i + 4) and capital(tokens[last]) and tokens[last].text not in words.endings:
        last += 1
    if (
        last < end
        and last - i <= 3
        and tokens[last].text in words.endings
        and tokens[last].start - tokens[last - 1].end <= 1
    ):
        kind, bare = words.endings[tokens[last].text], reading.span(i, last).text
        options = cache.setdefault(bare, gazetteer.find(bare)) if kind in ("admin1", "admin2", "city") else ()
        return Candidate(first=i, last=last + 1, span=reading.span(i, last + 1), name=bare, options=options, kind=kind)
    if tokens[i].text in words.generics.before["feature"] and i + 1 < end and capital(tokens[i + 1]):
        last = i + 3 if i + 2 < end and capital(tokens[i + 2]) else i + 2
        span = reading.span(i, last)
        return Candidate(first=i, last=last, span=span, name=span.text, options=(), kind="feature")
    return None
