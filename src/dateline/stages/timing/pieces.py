"""Text → pieces: words, numbers and marks with the classes they may belong to. One linear pass, no backtracking."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

Senses = Mapping[str, str]
"""Class -> the value that the word has in it: {"MONTH": "5", "CAP": ""} for May."""


class Piece(NamedTuple):
    """Characters [start, end) of the text, as one word of the grammar."""

    start: int
    end: int
    text: str
    senses: Senses


class Form(NamedTuple):
    """A phrase: the words after the first (lower case), whether it needs a capital, and what it means."""

    rest: tuple[str, ...]
    cased: bool
    senses: Senses


class Known(NamedTuple):
    """What a first word can be: the phrases that begin with it, longest first, and its own senses by its capital."""

    phrases: tuple[Form, ...]
    lower: Senses
    capital: Senses


class Lexicon(NamedTuple):
    """First word (lower case) -> what it can be; and the words that are written with a full stop."""

    known: Mapping[str, Known]
    dotted: frozenset[str]


NOTHING: Mapping[str, Known] = MappingProxyType({})

# Kinds of number that the eye tells apart, and the classes of each.
KINDS: dict[str, tuple[str, ...]] = {
    "hour": ("NUM", "DAY", "HOUR", "TWELVE"),
    "hour24": ("NUM", "DAY", "HOUR"),
    "day": ("NUM", "DAY"),
    "two": ("NUM", "YY"),
    "year": ("NUM", "YEAR"),
    "old": ("NUM", "OLDYEAR"),
    "number": ("NUM",),
    "nth": ("ORD", "DAYTH"),
    "bignth": ("ORD",),
    "decade": ("DECADE",),
    "clock": ("CLOCK",),
    "dotted": ("NUM", "DOTCLOCK"),
    "iso": ("ISO",),
    "slashed": ("SLASHED",),
    "oldhours": ("NUM", "OLDYEAR", "MILITARY"),
    "fraction": ("FRACTION",),
    "other": ("OTHER",),
    "military": ("NUM", "MILITARY"),
    "numyear": ("NUM", "YEAR", "MILITARY"),
}
MARKS = {
    ",": "COMMA",
    "-": "DASH",
    "–": "DASH",
    "—": "LONGDASH",
    "--": "LONGDASH",
    "_": "LONGDASH",
    "/": "SLASH",
    "(": "LPAR",
    ")": "RPAR",
    "$": "MONEY",
    "£": "MONEY",
    "€": "MONEY",
    "#": "MONEY",
    "%": "PERCENT",
    "'": "QUOTE",
    "’": "QUOTE",
    '"': "QUOTE",
    "“": "QUOTE",
    "”": "QUOTE",
    "``": "QUOTE",
    "''": "QUOTE",
    ";": "STOP",
    ":": "COLON",
}
STOPS = (".", "!", "?", "…", ";")
CUTTER = re.compile(
    r"(?P<word>[^\W\d_]{2,}+\.?|[^\W\d_](?!\.[^\W\d_]))|(?P<number>\d++(?![-/:]\d|\.\d{1,2}\.\d)(?:[.,]\d++)*+(?:st|nd|rd|th|['’]?s)?(?![^\W\d_]))"
    r"|(?P<own>['’]s(?!\w))|(?P<short>['’]\d0s)|(?P<mark>(?:[^\w\s]|_)(?:(?!['’]s(?!\w))(?:[^\w\s]|_))*+)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?!\d))|(?P<slashed>\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)\d{4}(?!\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?!\d))|(?P<fraction>\d/\d(?![\d/])|[½¼¾])|(?P<plain>\d++(?![.,]\d))"
    r"|(?P<digits>\d++(?:[.,]\d++)*+)|(?P<abbr>[^\W\d_]\.(?:[^\W\d_]\.)*+)"
)
ONLY = {c: {c: ""} for c in ("CAP", "LOWER", "PLURAL", "OWN", "STOP", "MARK", "MONEY", *MARKS.values())}


def cut_up(text: str, start: int, end: int, lexicon: Lexicon) -> list[Piece]:
    """The pieces of text[start:end], phrases and number words joined."""
    bare = list(words_of(text, start, end, lexicon.dotted, lexicon.known))
    low = [p.text.lower().replace("’", "'") for p in bare]
    pieces: list[Piece] = []
    at = 0
    while at < len(bare):
        piece, count = bare[at], 1
        known = lexicon.known.get(low[at])
        if known and known.phrases:
            piece, count = _phrase(text, bare, low, at, known)
        pieces.append(piece)
        at += count
    return _join_numbers(text, pieces)


def _phrase(text: str, bare: list[Piece], low: list[str], at: int, known: Known) -> tuple[Piece, int]:
    """The longest phrase that begins at `at`, else the piece there, and how many bare pieces it takes."""
    own = bare[at]
    capital = own.text[:1].isupper()
    for form in known.phrases:
        size = 1 + len(form.rest)
        if (capital or not form.cased) and tuple(low[at + 1 : at + size]) == form.rest:
            end = bare[at + size - 1].end
            return Piece(own.start, end, text[own.start : end], form.senses), size
    return own, 1


def words_of(
    text: str, start: int, end: int, dotted: frozenset[str], known: Mapping[str, Known] = NOTHING
) -> Iterator[Piece]:
    """The pieces before phrases are joined, with what is known of each word by itself.

    A full stop stays with a word only where the word is known to be written with it.
    """
    seen: dict[str, Senses] = {}
    for m in CUTTER.finditer(text, start, end):
        kind, found = m.lastgroup, m.group()
        first, last = m.span()
        stop = kind == "word" and found[-1] == "." and found.lower() not in dotted
        if stop:
            found, last = found[:-1], last - 1
        senses = seen.get(found)
        if senses is None:
            senses = seen[found] = _senses(kind or "digits", found, known)
        yield Piece(first, last, found, senses)
        if stop:
            yield Piece(last, last + 1, ".", ONLY["STOP"])


def _senses(kind: str, found: str, known: Mapping[str, Known]) -> Senses:
    """What is known of a piece, else what can be seen of it."""
    entry = known.get(found.lower().replace("’", "'"))
    listed = (entry.capital if found[:1].isupper() else entry.lower) if entry else None
    return listed or (word_senses(found) if kind == "word" else _other(kind, found))


def _other(kind: str, text: str) -> Senses:
    if kind == "mark":
        return mark_senses(text)
    if kind == "own":
        return ONLY["OWN"]
    if kind == "abbr":
        return ONLY["CAP" if text[0].isupper() else "LOWER"]
    name, value = number_sense(kind, text)
    return dict.fromkeys(KINDS[name], value)


def word_senses(text: str) -> Senses:
    """What can be seen of a word that no list knows."""
    if text[0].isupper():
        return ONLY["CAP"]
    return ONLY["PLURAL" if text[-1] == "s" and len(text) > 3 else "LOWER"]


def mark_senses(text: str) -> Senses:
    """A run of marks: one that is known, the end of a sentence, or any other."""
    if text in MARKS:
        return ONLY[MARKS[text]]
    if any(mark in text for mark in STOPS):
        return ONLY["STOP"]
    if text[0] == ",":
        return ONLY["COMMA"]
    return ONLY["MONEY" if text[-1] in "$£€#" else "MARK"]


def number_sense(kind: str, text: str) -> tuple[str, str]:
    """Kind of number and its value: digits, or year-month-day, or hours:minutes."""
    if kind in ("iso", "clock", "fraction"):
        return kind, text
    if kind == "slashed":
        return kind, text.replace(".", "/")
    if kind == "short":
        return "decade", "19" + text[1]
    if kind == "digits" or len(text) > 12:
        return "other", text
    digits = text.rstrip("sndrth'’")
    if digits != text:
        return _suffixed(digits, text)
    if "," in text or "." in text:
        dotted = re.fullmatch(r"(\d{1,2})\.(\d\d)", text)
        return ("dotted", f"{dotted[1]}:{dotted[2]}") if dotted else ("number", text.replace(",", ""))
    return _plain(text)


def _plain(text: str) -> tuple[str, str]:
    number = int(text)
    if len(text) == 4:
        military = number % 100 < 60 and number < 2400
        if 1900 <= number < 2200:
            return ("numyear" if military else "year"), str(number)
        if 1000 <= number < 1900:
            return ("oldhours" if military else "old"), str(number)
        return ("military" if military else "number"), text
    if len(text) > 2 or number == 0:
        return ("military" if text == "0000" else "number"), str(number)
    kind = "hour" if number <= 12 else "hour24" if number <= 24 else "day" if number <= 31 else "two"
    return kind, str(number)


def _suffixed(digits: str, text: str) -> tuple[str, str]:
    if not digits.isdigit():
        return "other", text
    number = int(digits)
    if text.endswith("s"):
        if len(digits) == 4 and number % 10 == 0 and 1000 <= number < 2200:
            return "decade", str(number // 10)
        return ("decade", f"19{number // 10}") if len(digits) == 2 and number % 10 == 0 and number else ("other", text)
    return ("nth" if 1 <= number <= 31 else "bignth"), str(number)


def _join_numbers(text: str, pieces: list[Piece]) -> list[Piece]:
    """Number words that stand together become one piece: twenty-five, two hundred and ten, nineteen ninety-six."""
    if not any("NUMWORD" in p.senses for p in pieces):
        return pieces
    joined: list[Piece] = []
    at = 0
    while at < len(pieces):
        stop = _end_of_number(pieces, at)
        if stop - at > 1:
            words = [int(p.senses["NUMWORD"]) for p in pieces[at:stop] if "NUMWORD" in p.senses]
            first, last = pieces[at].start, pieces[stop - 1].end
            joined.append(Piece(first, last, text[first:last], _worded(words)))
        else:
            joined.append(pieces[at])
        at = max(stop, at + 1)
    return joined


def _end_of_number(pieces: list[Piece], at: int) -> int:
    """Index after the number words that begin at `at`; `at` itself where none does. At most eight words."""
    stop = at
    while stop < len(pieces) and stop - at < 15 and "NUMWORD" in pieces[stop].senses:
        linked = stop + 2 < len(pieces) and "NUMWORD" in pieces[stop + 2].senses
        tens = int(pieces[stop].senses["NUMWORD"]) in range(20, 100)
        between = pieces[stop + 1].senses if linked else {}
        big = int(pieces[stop].senses["NUMWORD"]) >= 100
        stop += 2 if ("DASH" in between and tens) or ("PAIR" in between and big) else 1
    return stop


def _worded(words: list[int]) -> Senses:
    """Value of number words: a plain count, or a year told in two halves."""
    if len(words) in (2, 3) and 10 <= words[0] <= 21 and 10 <= sum(words[1:]) < 100:
        return {"NUM": str(words[0] * 100 + sum(words[1:])), "YEARWORD": str(words[0] * 100 + sum(words[1:]))}
    total = current = 0
    for word in words:
        if word == 100:
            current = max(current, 1) * 100
        elif word > 100:
            total, current = total + max(current, 1) * word, 0
        else:
            current += word
    value = min(total + current, 10**9)
    return {"NUM": str(value), "YEARWORD": str(value)} if 1900 <= value < 2200 else {"NUM": str(value)}
