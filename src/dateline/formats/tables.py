"""CSV and its relatives → Stories: delimiter and quoting are told by the beginning, a header row must name columns.

A row's place is path:ROW, the header being row 1, as a spreadsheet counts them.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from dateline.formats.encodings import coding_of
from dateline.formats.kinds import Columns, Desk, Entries, Format, Refused
from dateline.formats.limits import LIMITS
from dateline.formats.rows import Places, places_of, story_of
from dateline.formats.streams import beginning, rejoined
from dateline.story import Reject, Story

DELIMITERS = ",\t;|"
NAME = re.compile(r"\ufeff?[^\W\d](?:[\w.:/#()$-]*[\w)#$])?(?: [\w.:/#()$&-]*[\w)#$&-]){0,3}|#|")
"""What a column may be called: one to four words, no stop or comma after them."""
BARE = re.compile(r"[^\W\d][\w.-]*")
UNDECODED = re.compile("[\udc80-\udcff]")
WIDE = ("utf-16", "utf-32")
SEEN, ALIKE = 50, 0.75
"""Rows that are compared with the header, and the share of them that must have as many cells."""


class Dialect(msgspec.Struct, frozen=True):
    """How a table is written; a quotation mark in a cell is doubled, or has `escape` before it."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    spaced: bool = False
    """Whether a blank stands after each delimiter, as in a list of words; then a column must be called text."""


class Unreadable(Exception):
    """One line that is too long; the next may be in order."""


class Lines:
    """The lines of a text for csv.reader; one that is longer than a cell may be is skipped and raises Unreadable."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(LIMITS.cell)
        if not line:
            raise StopIteration
        if len(line) < LIMITS.cell or line.endswith("\n"):
            return line
        while (more := self.text.readline(LIMITS.cell)) and not more.endswith("\n"):
            pass
        raise Unreadable


def holds(head: bytes) -> bool:
    """Whether the first row names two columns or more and the rows after it have as many cells."""
    return _dialect_of(head) is not None


def read(stream: BinaryIO, origin: str, at: Desk) -> Entries:
    """A Story or a Reject for each row that is not empty. Raises Refused where there is no column of the text."""
    head = beginning(stream, LIMITS.sniff_bytes)
    dialect = _dialect_of(head)
    if dialect is None:
        raise Refused("no table", "give a header row, and as many cells in each row")
    rows = _rows(_text(rejoined(head, stream), coding_of(head)), dialect)
    first = next(rows)
    places = places_of([name.lstrip("\ufeff") for name in first], at.columns) if isinstance(first, list) else None
    if places is None:
        raise Refused("the header row cannot be read", "check its quotation marks")
    kind = "tsv" if dialect.delimiter == "\t" else "csv"
    for number, row in enumerate(rows, 2):
        if row:
            yield _entry(row, places, kind, f"{origin}:{number}", at)


def _entry(row: list[str] | Refused, places: Places, kind: str, origin: str, at: Desk) -> Story | Reject:
    return row.reject(origin) if isinstance(row, Refused) else _story(row, places, kind, origin, at)


def _story(row: list[str], places: Places, kind: str, origin: str, at: Desk) -> Story | Reject:
    for cell in row:
        if broken := UNDECODED.search(cell):
            remedy = "write the table as UTF-8; if it is WINDOWS-1252: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
            return Reject(origin, f"not UTF-8 (byte {ord(broken.group()) - 0xDC00:#04x})", remedy)
    return story_of(row, places, kind, origin, at)


def _rows(text: io.TextIOWrapper, dialect: Dialect) -> Iterator[list[str] | Refused]:
    """Each row, or what is wrong with it. The limit of a cell is csv's own, for the whole process, and only raised."""
    csv.field_size_limit(max(csv.field_size_limit(), LIMITS.cell))
    reader = _reader(Lines(text), dialect)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except Unreadable:
            yield Refused(f"a line of more than {LIMITS.cell:,} characters", "split the text into its stories")
        except UnicodeDecodeError as error:
            yield Refused(f"broken {error.encoding.upper()}; the rest is not read", "write the table as UTF-8")
            return
        except csv.Error as error:
            said = f"a cell of more than {LIMITS.cell:,} characters" if "field limit" in str(error) else str(error)
            yield Refused(said, "a quotation mark may not be closed: double those inside a cell")


def _reader(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote, skipinitialspace=dialect.spaced,
                      escapechar=dialect.escape, doublequote=dialect.escape is None)  # fmt: skip


def _text(stream: BinaryIO, coding: str | None) -> io.TextIOWrapper:
    errors = "strict" if coding in WIDE else "surrogateescape"
    return io.TextIOWrapper(stream, coding or "utf-8", errors, newline="")


def _dialect_of(head: bytes) -> Dialect | None:
    coding = coding_of(head)
    if coding is None and head.lstrip()[:1] in (b"<", b"{", b"[", b""):
        return None
    try:
        text = head.decode(coding or "utf-8", "ignore" if coding in WIDE else "replace")
    except UnicodeDecodeError:
        return None
    first = text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    whole = len(head) < LIMITS.sniff_bytes
    likely = sorted((d for d in DELIMITERS if d in first), key=lambda d: -first.count(d))
    return next((made for d in likely for made in _dialects(d, text, first) if _fits(text, whole, made)), None)


def _dialects(delimiter: str, text: str, first: str) -> Iterator[Dialect]:
    if f"{delimiter} " in first:
        yield Dialect(delimiter, spaced=True)
        return
    yield Dialect(delimiter)
    if '\\"' in text:
        yield Dialect(delimiter, escape="\\")
    if f"'{delimiter}" in text or f"{delimiter}'" in text:
        yield Dialect(delimiter, quote="'")


def _fits(text: str, whole: bool, dialect: Dialect) -> bool:
    names, rows = _beginning(text, whole, dialect)
    if not 2 <= len(names) <= LIMITS.columns or not all(NAME.fullmatch(name.strip()) for name in names):
        return False
    named = [name.strip() for name in names if name.strip()]
    if len(named) < 2 or len(set(named)) < len(named):
        return False
    if dialect.spaced and Columns().text not in map(str.casefold, named):
        return False
    if not rows:
        return all(BARE.fullmatch(name) for name in named)
    return sum(len(row) == len(names) for row in rows) >= ALIKE * len(rows)


def _beginning(text: str, whole: bool, dialect: Dialect) -> tuple[list[str], Sequence[list[str]]]:
    """The header and the first rows that are not empty, without one that may go on after what was looked at."""
    rows: list[list[str]] = []
    try:
        for row in _reader(iter(text.splitlines(keepends=True)), dialect):
            rows.append(row)
            if len(rows) > SEEN:
                break
        else:
            rows = rows if whole or len(rows) < 2 else rows[:-1]
    except csv.Error:
        return [], []
    return (rows[0], [row for row in rows[1:] if row]) if rows else ([], [])


TABLE = Format(name="table", holds=holds, read=read)

__all__ = ["TABLE"]
