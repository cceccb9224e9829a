"""What a format is: how it is told by its content, and how its bytes become stories."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

import msgspec

from dateline.formats.language import Languages
from dateline.formats.wire import WireReader, wire_reader
from dateline.story import Reject, Story

Entries = Iterator[Story | Reject]


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the columns, or fields, of tables and JSON Lines that hold a story's parts."""

    text: str = "text"
    id: str = "id"
    date: str = "date"
    title: str = "title"


class Refused(Exception):
    """What is being read cannot be read, or not further: why, and what helps. Becomes the Reject of the file."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy

    def reject(self, origin: str) -> Reject:
        """The same as a Reject of `origin`."""
        return Reject(origin, self.reason, self.remedy)


class Allowance(Protocol):
    """How much the archives around a member may still unpack to (formats/unpacking.py)."""

    def member(self) -> None:
        """Count a member; raises Refused where there are too many."""

    def unpacked(self, taken: int, given: int) -> None:
        """Count packed bytes taken and unpacked ones given; raises Refused where it is too much."""


class Confinement(Protocol):
    """Where risky formats are read (formats/sandbox.py)."""

    def read(self, known: "Format", source: BinaryIO, origin: str, at: "Desk") -> Entries:
        """What `known.read` gives."""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What every reader needs at hand. `depth`: how many archives and feeds the bytes were taken out of.

    Without a `sandbox` risky formats are read in this process, as the sandbox itself does.
    """

    wire: WireReader
    columns: Columns = Columns()
    depth: int = 0
    languages: Languages = Languages()
    sandbox: Confinement | None = None
    allowance: Allowance | None = None


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format of the trade.

    `holds` looks at the first bytes (up to LIMITS.sniff_bytes); `read` gives the stories of an open binary stream at
    its beginning, in order, a Reject for each part that cannot be read. `risky`: the bytes are parsed in a child
    process, within limits of memory and time; `loads` names the modules that it needs there, so that loading them does
    not count as the time of a story.
    """

    name: str
    holds: Callable[[bytes], bool]
    read: Callable[[BinaryIO, str, Desk], Entries]
    risky: bool = False
    loads: tuple[str, ...] = ()


def desk(columns: Columns | None = None) -> Desk:
    """A desk with the words of wire services loaded; raises DataError where their file is broken."""
    from dateline.formats.sandbox import shared_sandbox

    return Desk(wire=wire_reader(), columns=columns or Columns(), sandbox=shared_sandbox())


__all__ = ["Allowance", "Columns", "Confinement", "Desk", "Entries", "Format", "Refused", "desk"]
