"""What the items of a query mean: each as a condition whose values have been checked."""

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import msgspec

from dateline.query.grammar import Item, QueryError, Value, near, parse
from dateline.store.schema import SIZES
from dateline.store.terms import folded, pair_of
from dateline.store.texts import UNHOLDABLE

FIRST, LAST = "0001-01-01", "9999-12-31"
CODE = re.compile(r"[A-Za-z]{2,4}(/[A-Za-z]{2,4})?")
ENTITY = re.compile(r"[Qq][0-9]{1,12}")
NUMBER = re.compile(
    r"(?P<sign><=|>=|<|>|=)?(?P<one>-?[0-9]{1,9}(\.[0-9]{1,9})?)(\.\.(?P<two>-?[0-9]{1,9}(\.[0-9]{1,9})?))?"
)
DAYS = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
IDS = re.compile(r"[0-9a-f]{4,64}")
YES = {"yes": True, "true": True, "no": False, "false": False}


class Terms(msgspec.Struct, frozen=True):
    """One of these (field, value) pairs stands in `terms`."""

    pairs: tuple[tuple[str, str], ...]
    item: Item


class Columns(msgspec.Struct, frozen=True):
    """A column of `records` has one of these values."""

    column: str
    values: tuple[str | int | bool, ...]
    item: Item


class Numbers(msgspec.Struct, frozen=True):
    """A number from `least` to `most` (None: open); `strict`: not these themselves. A size is kept as two columns."""

    least: float | None
    most: float | None
    strict: bool


class Numeric(msgspec.Struct, frozen=True):
    """The columns that hold the least and the most (often one column) lie in one of these ranges."""

    low: str
    high: str
    ranges: tuple[Numbers, ...]
    item: Item


class Days(msgspec.Struct, frozen=True):
    """The day lies in one of these ranges, both ends inclusive."""

    ranges: tuple[tuple[str, str], ...]
    item: Item


class Words(msgspec.Struct, frozen=True):
    """A story of the record holds one of these words or phrases."""

    phrases: tuple[str, ...]
    item: Item


class Ids(msgspec.Struct, frozen=True):
    """The id of the record or of one of its reports (`of` is id) or stories (story) begins so."""

    of: str
    beginnings: tuple[str, ...]
    item: Item


Condition = Terms | Columns | Numeric | Days | Words | Ids
Vocabulary = Callable[[str], Iterable[str]]
"""type, mode, context or status -> the values that there are."""


def conditions(text: str, vocabulary: Vocabulary) -> tuple[Condition, ...]:
    """What a query asks. Raises QueryError, which names the place in the query and what there is."""
    return tuple(_condition(item, vocabulary) for item in parse(UNHOLDABLE.sub("\ufffd", text)))


def _condition(item: Item, vocabulary: Vocabulary) -> Condition:
    make = FIELDS.get(item.field)
    if make is None:
        raise QueryError(f"there is no field {item.field}", item.start + item.negated, near(item.field, FIELDS))
    return make(item, vocabulary)


def _names(roles: tuple[str, ...], item: Item, _: Vocabulary) -> Terms:
    return Terms(tuple(dict.fromkeys((role, v) for role in roles for x in item.values for v in _spellings(x))), item)


def _spellings(value: Value) -> list[str]:
    """How `terms` may hold a value: a code, a sector, an entity, a number, a folded name."""
    plain = value.text.strip()
    made = [folded(plain)]
    if ENTITY.fullmatch(plain):
        made.append(plain.upper())
    if CODE.fullmatch(plain) and not value.quoted:
        made += [plain.upper(), f"/{plain.upper()}"]
    return [v for v in dict.fromkeys(made) if v]


def _codes(roles: tuple[str, ...], before: str, item: Item, _: Vocabulary) -> Terms:
    for value in item.values:
        if not CODE.fullmatch(value.text):
            raise QueryError(
                f"{value.text} is no code", value.start, f"write it like {item.field}:RUS or {item.field}:GOV"
            )
    return Terms(tuple((role, before + v.text.upper()) for role in roles for v in item.values), item)


def _folded(role: str, item: Item, _: Vocabulary) -> Terms:
    return Terms(tuple((role, folded(v.text)) for v in item.values), item)


def _dyad(item: Item, _: Vocabulary) -> Terms:
    pairs = []
    for value in item.values:
        one, stroke, two = value.text.upper().partition("-")
        if not stroke or not CODE.fullmatch(one) or not CODE.fullmatch(two) or "/" in one + two:
            raise QueryError(f"{value.text} is no pair of countries", value.start, "write it like dyad:RUS-CHN")
        pairs.append(("dyad", pair_of(one, two)))
    return Terms(tuple(pairs), item)


def _listed(column: str, item: Item, vocabulary: Vocabulary) -> Columns:
    return Columns(column, tuple(_known(v, vocabulary(column), item.field) for v in item.values), item)


def _context(item: Item, vocabulary: Vocabulary) -> Terms:
    return Terms(tuple(("context", _known(v, vocabulary("context"), "context")) for v in item.values), item)


def _known(value: Value, values: Iterable[str], field: str) -> str:
    """The value as the codebook writes it."""
    listed = {name.lower(): name for name in values}
    found = listed.get(value.text.lower())
    if found is None:
        raise QueryError(f"there is no {field} {value.text}", value.start, near(value.text, listed.values()))
    return found


def _quad(item: Item, _: Vocabulary) -> Columns:
    for value in item.values:
        if value.text not in ("1", "2", "3", "4"):
            remedy = "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict"
            raise QueryError(f"there is no quad {value.text}", value.start, remedy)
    return Columns("quad", tuple(int(v.text) for v in item.values), item)


def _flag(column: str, item: Item, _: Vocabulary) -> Columns:
    for value in item.values:
        if value.text.lower() not in YES:
            raise QueryError(f"{value.text} is neither yes nor no", value.start, f"write {item.field}:yes")
    return Columns(column, tuple(YES[v.text.lower()] for v in item.values), item)


def _numbers(low: str, high: str, item: Item, _: Vocabulary) -> Numeric:
    return Numeric(low, high, tuple(map(_range, item.values)), item)


def _range(value: Value) -> Numbers:
    found = NUMBER.fullmatch(value.text)
    if found is None or (found["sign"] and found["two"]):
        raise QueryError(f"{value.text} is no number", value.start, "write it like <-5, >=0.8, 3 or -5..2")
    one, sign = float(found["one"]), found["sign"]
    if sign in ("<", "<="):
        return Numbers(None, one, sign == "<")
    if sign in (">", ">="):
        return Numbers(one, None, sign == ">")
    return Numbers(one, float(found["two"]) if found["two"] else one, strict=False)


def _days(open_end: str, item: Item, _: Vocabulary) -> Days:
    ranges = []
    for value in item.values:
        first, last = _bounds(value)
        ranges.append({"since": (first, LAST), "until": (FIRST, last), "on": (first, last)}[open_end])
    return Days(tuple(ranges), item)


def _bounds(value: Value) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day."""
    found = DAYS.fullmatch(value.text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = datetime.date(year, month or 1, day or 1)
        last = datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError as error:
        remedy = "write it like 2024, 2024-05 or 2024-05-16"
        raise QueryError(f"{value.text} is no day", value.start, remedy) from error
    return first.isoformat(), last.isoformat()


def _words(item: Item, _: Vocabulary) -> Words:
    return Words(tuple(v.text for v in item.values), item)


def _ids(of: str, item: Item, _: Vocabulary) -> Ids:
    for value in item.values:
        if not IDS.fullmatch(value.text.lower()):
            remedy = "at least the first 4 of its hexadecimal digits"
            raise QueryError(f"{value.text} is no id", value.start, remedy)
    return Ids(of, tuple(v.text.lower() for v in item.values), item)


FIELDS: Mapping[str, Callable[[Item, Vocabulary], Condition]] = {
    "actor": partial(_names, ("actor",)),
    "recipient": partial(_names, ("recipient",)),
    "party": partial(_names, ("actor", "recipient")),
    "speaker": partial(_names, ("speaker",)),
    "country": partial(_codes, ("actor", "recipient", "place"), ""),
    "sector": partial(_codes, ("actor", "recipient"), "/"),
    "dyad": _dyad,
    "type": partial(_listed, "type"),
    "mode": partial(_listed, "mode"),
    "context": _context,
    "status": partial(_listed, "status"),
    "quad": _quad,
    "since": partial(_days, "since"),
    "until": partial(_days, "until"),
    "on": partial(_days, "on"),
    "place": partial(_names, ("place",)),
    "score": partial(_numbers, "score", "score"),
    "confidence": partial(_numbers, "confidence", "confidence"),
    "reports": partial(_numbers, "reports", "reports"),
    "sources": partial(_numbers, "sources", "sources"),
    **{size: partial(_numbers, f"{size}_min", f"{size}_max") for size in SIZES},
    "source": partial(_folded, "source"),
    "story": partial(_ids, "story"),
    "id": partial(_ids, "id"),
    "reviewed": partial(_flag, "reviewed"),
    "historical": partial(_flag, "historical"),
    "text": _words,
}
"""Every field of the language."""


def book_words(kind: str) -> list[str]:
    """The Vocabulary of the codebook that is shipped."""
    from dateline.codebook.plover import load_codebook

    if kind == "status":
        return ["actual", "planned", "hypothetical", "negated"]
    book = load_codebook()
    return (
        sorted(book.contexts)
        if kind == "context"
        else sorted(book.types)
        if kind == "type"
        else sorted({m for _, m in book.modes})
    )


__all__ = [
    "FIELDS", "FIRST", "LAST", "Columns", "Condition", "Days", "Ids", "Numbers", "Numeric", "Terms", "Vocabulary",
    "Words", "book_words", "conditions",
]  # fmt: skip
