"""Binary streams: what was looked at is given back, a pipe read in full."""

import io
from typing import BinaryIO


class Rejoined(io.RawIOBase):
    """A readable stream of the bytes already taken from `source`, and then of the rest of it."""

    def __init__(self, head: bytes, source: BinaryIO) -> None:
        super().__init__()
        self.head, self.source = io.BytesIO(head), source

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill the buffer as far as one read of either part goes."""
        part = self.head.read(len(buffer)) or self.source.read(len(buffer))
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
