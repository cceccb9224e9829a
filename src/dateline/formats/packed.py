"""One file in gzip, bzip2, xz or zstd → what is in it, unpacked as it is read and never held whole or written down."""

import bz2
import importlib
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

import msgspec

from dateline.formats.kinds import Desk, Entries, Format, Refused
from dateline.formats.limits import LIMITS
from dateline.formats.streams import beginning, rejoined
from dateline.formats.unpacking import Guarded, spent_of

STEP = 65_536
"""Bytes taken from the packed stream at a time."""


class Unpacker(Protocol):
    """What bz2, lzma and zstd have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes:
        """At most `max_length` bytes."""


class Gzip:
    """zlib's unpacker of a gzip member, with the manners of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._left = b""

    @property
    def eof(self) -> bool:
        """Whether the member is at its end."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more bytes."""
        return not self._left and not self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What stood after the member."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """At most `max_length` bytes; what was not used of `data` is kept for the next call."""
        part = self._inner.decompress(self._left + data, max_length)
        self._left = self._inner.unconsumed_tail
        return part


class Kind(msgspec.Struct, frozen=True):
    """A way of packing: its name, the bytes that it begins with, and how an unpacker is made."""

    name: str
    magic: bytes
    unpacker: Callable[[], Unpacker]


def _xz() -> Unpacker:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LIMITS.window_bytes)


def _zstd() -> Unpacker:
    """The standard library's, which it has from Python 3.14 on. Raises Refused before that."""
    try:
        zstd = importlib.import_module("compression.zstd")
    except ImportError:
        raise Refused("compressed with zstd, which this Python cannot unpack",
                      "zstd -d FILE, or run Dateline with Python 3.14") from None  # fmt: skip
    window = LIMITS.window_bytes.bit_length() - 1
    made: Unpacker = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: window})
    return made


KINDS = (
    Kind("gzip", b"\x1f\x8b\x08", Gzip),
    Kind("bzip2", b"BZh", bz2.BZ2Decompressor),
    Kind("xz", b"\xfd7zXZ\x00", _xz),
    Kind("zstd", b"\x28\xb5\x2f\xfd", _zstd),
)


class Unpacking:
    """Reads a packed stream, one member after another as `gzip -d` does; `taken` is how many bytes it has used."""

    def __init__(self, kind: Kind, source: BinaryIO) -> None:
        self.kind, self.source, self.taken = kind, source, 0
        self.unpacker: Unpacker = kind.unpacker()
        self.rest = b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; b"" at the end. Raises Refused, or the module's own error, where it is damaged."""
        while True:
            if self.unpacker.eof and not self._begin_next():
                return b""
            data = b"" if not self.unpacker.needs_input else self._more()
            if not data and self.unpacker.needs_input:
                raise Refused(f"the {self.kind.name} file is cut short", "fetch or copy it again")
            part = self.unpacker.decompress(data, size)
            if part:
                return part

    def _more(self) -> bytes:
        data, self.rest = self.rest or self.source.read(STEP), b""
        self.taken += len(data)
        return data

    def _begin_next(self) -> bool:
        """Go on with the member that follows, if one does; zeros after the last one are filling."""
        rest = self.unpacker.unused_data
        self.taken -= len(rest)
        rest = rest.lstrip(b"\0")
        while len(rest) < len(self.kind.magic) and (more := self.source.read(STEP)):
            rest = (rest + more).lstrip(b"\0")
        if not rest:
            self.rest, self.unpacker = b"", _Ended()
            return False
        if not rest.startswith(self.kind.magic):
            raise Refused(f"after the {self.kind.name} data comes something else", "fetch or copy the file again")
        self.rest, self.unpacker = rest, self.kind.unpacker()
        return True


class _Ended:
    """The unpacker of nothing."""

    eof, needs_input, unused_data = True, False, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Nothing."""
        return b""


def _format(kind: Kind) -> Format:
    def read(stream: BinaryIO, origin: str, at: Desk) -> Entries:
        from dateline.formats.detection import read_inner

        spent = spent_of(at)
        unpacking = Unpacking(kind, stream)
        inside = io.BufferedReader(Guarded(unpacking.read, lambda: unpacking.taken, spent), STEP)
        head = beginning(inside, LIMITS.sniff_bytes)
        if any(head.startswith(other.magic) for other in KINDS):
            raise Refused("compressed twice", "unpack it once, and give the result")
        yield from read_inner(rejoined(head, inside), origin, msgspec.structs.replace(at, allowance=spent))

    return Format(name=kind.name, holds=lambda head: head.startswith(kind.magic), read=read)


PACKED = tuple(map(_format, KINDS))

__all__ = ["PACKED"]
