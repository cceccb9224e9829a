"""Tables of text: columns with what fills them, and how their values are written."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
BREAKS = dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")
"""What some reader takes for the end of a field or line."""
BARE = {**BREAKS, ord('"'): "'"}
"""The same where no field is quoted: some readers take a mark at the start of one for a quotation all the same."""
LISTED = "; "


class Column(msgspec.Struct, Generic[T], frozen=True):
    """A column and what fills it; None where it stays empty. docs/exports.md says where from, and why not."""

    name: str
    value: Callable[[T], object] | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How lines are written. `quoted`: fields may stand in quotation marks; without, breaks and marks are replaced.

    `breaks`: whether quoted fields keep their line breaks.
    """

    separator: str
    header: bool
    quoted: bool
    breaks: bool = False


TAB_BARE = Layout(separator="\t", header=False, quoted=False)
TAB_BARE_HEADER = Layout(separator="\t", header=True, quoted=False)
TAB_QUOTED = Layout(separator="\t", header=True, quoted=True)
CSV = Layout(separator=",", header=True, quoted=True, breaks=True)


def listed(parts: Iterable[str | None]) -> str:
    """Parts that are known, each once, with "; " between them."""
    return LISTED.join(dict.fromkeys(part for part in parts if part))


def digits(day: str | None) -> str | None:
    """YYYYMMDD."""
    return day.replace("-", "") if day else None


def lines(columns: tuple[Column[T], ...], layout: Layout, rows: Iterable[T]) -> Iterator[bytes]:
    """The table, a line at a time, as UTF-8 ending in a line feed."""
    if layout.header:
        yield _line([column.name for column in columns], layout)
    for row in rows:
        yield _line([_written(column.value(row)) if column.value else "" for column in columns], layout)


def _written(value: object) -> str:
    """Nothing for None, 1 and 0 for yes and no, numbers at full length."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _line(fields: list[str], layout: Layout) -> bytes:
    if not layout.quoted:
        return (layout.separator.join(field.translate(BARE) for field in fields) + "\n").encode()
    out = io.StringIO()
    kept = fields if layout.breaks else [field.translate(BREAKS) for field in fields]
    csv.writer(out, delimiter=layout.separator, lineterminator="\n").writerow(kept)
    return out.getvalue().encode()


__all__ = ["CSV", "TAB_BARE", "TAB_BARE_HEADER", "TAB_QUOTED", "Column", "Layout", "digits", "lines", "listed"]
