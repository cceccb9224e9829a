"""What a format is: how it is told by its content, and how its bytes become stories."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from dateline.formats.wire import WireReader, wire_reader
from dateline.story import Reject, Story

Entries = Iterator[Story | Reject]


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the columns, or fields, of tables and JSON Lines that hold a story's parts."""

    text: str = "text"
    id: str = "id"
    date: str = "date"
    title: str = "title"


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What every reader needs at hand. `depth`: how many archives and feeds the bytes were taken out of."""

    wire: WireReader
    columns: Columns = Columns()
    depth: int = 0


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format of the trade.

    `holds` looks at the first bytes (up to LIMITS.sniff_bytes); `read` gives the stories of an open binary stream at
    its beginning, in order, a Reject for each part that cannot be read. `risky`: the bytes are parsed in a child
    process, within limits of memory and time.
    """

    name: str
    holds: Callable[[bytes], bool]
    read: Callable[[BinaryIO, str, Desk], Entries]
    risky: bool = False


def desk(columns: Columns | None = None) -> Desk:
    """A desk with the words of wire services loaded; raises DataError where their file is broken."""
    return Desk(wire=wire_reader(), columns=columns or Columns())


__all__ = ["Columns", "Desk", "Entries", "Format", "desk"]
