"""Binary streams: what was looked at is given back, a pipe read in full, a whole file found again behind it."""

import io
import os
import stat
from collections.abc import Callable
from typing import BinaryIO

from dateline.formats.kinds import Refused


class Rejoined(io.RawIOBase):
    """A readable stream of the bytes already taken from `source`, and then of the rest of it."""

    def __init__(self, head: bytes, source: BinaryIO) -> None:
        super().__init__()
        self.head, self.source = io.BytesIO(head), source
        self.begin = source.tell() - len(head) if source.seekable() else -1

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill the buffer as far as one read of either part goes."""
        part = self.head.read(len(buffer)) or some(self.source, len(buffer))
        buffer[: len(part)] = part
        return len(part)


def rejoined(head: bytes, source: BinaryIO) -> BinaryIO:
    """A buffered stream of `head` and the rest of `source`."""
    return io.BufferedReader(Rejoined(head, source))


def take(source: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes; a pipe may give them in pieces."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def some(source: BinaryIO, size: int) -> bytes:
    """What one step of reading gives, b"" at the end: so that what comes before a fault in the stream is not lost."""
    read1: Callable[[int], bytes] = getattr(source, "read1", source.read)
    return read1(size)


def beginning(source: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, fewer where the stream has a fault, which comes again with the next reading."""
    parts: list[bytes] = []
    try:
        while size > 0 and (part := some(source, size)):
            parts.append(part)
            size -= len(part)
    except Refused:
        if not parts:
            raise
    return b"".join(parts)


def held(stream: BinaryIO, limit: int) -> BinaryIO:
    """The same bytes as a stream that can seek, at its beginning: the file behind it, or a copy in memory.

    Raises Refused where a copy would be larger than `limit` bytes.
    """
    behind, begin = _behind(stream)
    if behind is not None:
        behind.seek(begin)
        return behind
    copy = take(stream, limit + 1)
    if len(copy) > limit:
        raise Refused(f"more than {limit:,} bytes that can only be read from their end",
                      "unpack it first, and give the file itself")  # fmt: skip
    return io.BytesIO(copy)


def descriptor(stream: BinaryIO) -> int | None:
    """The number of the open file whose bytes, from the first, `stream` gives; None where there is no such file."""
    behind, begin = _behind(stream)
    try:
        number = behind.fileno() if behind is not None and begin == 0 else None
        return number if number is not None and stat.S_ISREG(os.fstat(number).st_mode) else None
    except OSError:
        return None


def _behind(stream: BinaryIO) -> tuple[BinaryIO | None, int]:
    """The stream that can seek, and where in it the given one begins; nothing of either is moved."""
    raw = getattr(stream, "raw", None)
    if isinstance(raw, Rejoined):
        return (raw.source, raw.begin) if raw.begin >= 0 else (None, -1)
    return (stream, stream.tell()) if stream.seekable() else (None, -1)


__all__ = ["Rejoined", "beginning", "descriptor", "held", "rejoined", "some", "take"]
