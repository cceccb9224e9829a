"""The language of queries, as words: `actor:RUS recipient:CHN,JPN -type:ACCUSE since:2024-01 text:"nuclear arms"`.

    query := item (blank item)*
    item  := ["-"] (field ":" value ("," value)* | value)
    value := "anything but a quotation mark" | a run without blanks, commas and quotation marks

All items must hold; of the values of one item, any. What the fields are and mean stands in fields.py and meaning.py.
"""

import difflib
import re
from collections.abc import Iterable

import msgspec

LONGEST = 4_000
MOST_ITEMS = 40
MOST_VALUES = 60
FIELD = re.compile(r"([A-Za-z][A-Za-z_]*):")
VALUE = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s,"]+)')
BLANKS = re.compile(r"\s*")
WORDS = "text"
"""The field of an item that names none."""


class QueryError(Exception):
    """A query that cannot be asked; says what is wrong, at which character, and what would do."""

    def __init__(self, fault: str, at: int | None = None, remedy: str = "") -> None:
        place = "query: " if at is None else f"query, character {at + 1}: "
        super().__init__(f"{place}{fault}" + (f" ({remedy})" if remedy else ""))


class Value(msgspec.Struct, frozen=True):
    """One value as it was written, without its quotation marks; `start` counts characters of the query from 0."""

    text: str
    start: int
    quoted: bool


class Item(msgspec.Struct, frozen=True):
    """A field with its values, of which any must hold, or none where it is negated."""

    field: str
    values: tuple[Value, ...]
    negated: bool
    start: int


def parse(text: str) -> tuple[Item, ...]:
    """The items of a query, in order; no item where it is empty. Raises QueryError; field names are not looked up."""
    if len(text) > LONGEST:
        raise QueryError(f"it has {len(text):,} characters", None, f"at most {LONGEST:,}: ask in parts")
    items: list[Item] = []
    at = _after_blanks(text, 0)
    while at < len(text):
        item, at = _item(text, at)
        items.append(item)
        at = _after_blanks(text, at)
    if len(items) > MOST_ITEMS:
        raise QueryError(f"it has {len(items)} parts", items[MOST_ITEMS].start, f"at most {MOST_ITEMS}")
    return tuple(items)


def _after_blanks(text: str, at: int) -> int:
    found = BLANKS.match(text, at)
    return found.end() if found else at


def _item(text: str, start: int) -> tuple[Item, int]:
    at = start + (text[start] == "-")
    named = FIELD.match(text, at)
    at = named.end() if named else at
    values = []
    while True:
        value, at = _value(text, at, named.group(1) if named else "")
        values.append(value)
        if at >= len(text) or text[at].isspace():
            break
        if text[at] != "," or not named:
            raise QueryError(
                f"nothing may follow here but a blank: {text[at : at + 10]}", at, "put it in quotation marks"
            )
        at += 1
    if len(values) > MOST_VALUES:
        raise QueryError(f"{len(values)} values", start, f"at most {MOST_VALUES} a field")
    return Item(named.group(1).lower() if named else WORDS, tuple(values), text[start] == "-", start), at


def _value(text: str, at: int, field: str) -> tuple[Value, int]:
    found = VALUE.match(text, at)
    if found is None:
        if text[at : at + 1] == '"':
            raise QueryError('a quotation mark (") is never closed', at, "close it, or leave it out")
        raise QueryError(f"no value after {field}:" if field else "no value", at, f"write {field or 'field'}:value")
    quoted = found.group("quoted")
    value = Value(quoted if quoted is not None else found.group("bare"), at, quoted is not None)
    if not value.text.strip():
        raise QueryError("an empty value", at, "write something between the quotation marks")
    return value, found.end()


def near(word: str, known: Iterable[str]) -> str:
    """What may have been meant, and what there is."""
    names = list(known)
    close = difflib.get_close_matches(word.lower(), [n.lower() for n in names], n=1, cutoff=0.6)
    hint = [f"did you mean {n}?" for n in names if close and n.lower() == close[0]][:1]
    return " ".join([*hint, f"there are: {', '.join(names)}"])


__all__ = ["Item", "QueryError", "Value", "near", "parse"]
