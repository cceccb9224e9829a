"""Tar archives → the stories of their members, as the stream goes by. Own reader: the library's holds what it likes."""

import io
import re
import tarfile
from typing import BinaryIO

import msgspec

from dateline.formats.kinds import Desk, Entries, Format, Refused
from dateline.formats.limits import LIMITS
from dateline.formats.streams import take
from dateline.formats.unpacking import (
    Guarded,
    Spent,
    check_depth,
    is_left_out,
    origin_of,
    read_member,
    refused_member,
    spent_of,
    unsafe,
)  # fmt: skip

BLOCK = 512
HEADERS = 10
"""A member has at most a long name, a long link and two extended headers before its own."""
STEP = 65_536
FILES, FOLDER = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE), tarfile.DIRTYPE
LINKS = (tarfile.LNKTYPE, tarfile.SYMTYPE)
LONG_NAME, LONG_LINK = tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK
SIZE = re.compile("[0-9]{1,18}")
EXTENDED, EXTENDED_ALL = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE), tarfile.XGLTYPE


class Header(msgspec.Struct, frozen=True):
    """A member: its name, its kind (tar's one byte), its size in bytes."""

    name: str
    kind: bytes
    size: int


def holds(head: bytes) -> bool:
    """By the mark of POSIX and GNU tar, or by the check sum of the first header."""
    if head[257:262] == b"ustar":
        return True
    return len(head) >= BLOCK and head[:BLOCK].count(0) > 100 and head[0] != 0 and _is_header(head[:BLOCK])


def read(stream: BinaryIO, origin: str, at: Desk) -> Entries:
    """The stories of the members, in the order of the archive. Raises Refused."""
    check_depth(at)
    spent, empty = spent_of(at), True
    while (header := _next_header(stream, spent)) is not None:
        body = _Body(stream, header.size)
        if header.kind != FOLDER and not is_left_out(header.name):
            empty = False
            yield from _read_one(body, header, origin_of(origin, header.name), at, spent)
        body.skip()
        spent.unpacked(0, 0)
    if empty:
        raise Refused("the archive holds no files", "check it (hidden files are left out)")


def _read_one(body: "_Body", header: Header, place: str, at: Desk, spent: Spent) -> Entries:
    fault = unsafe(header.name) or _fault(header.kind)
    if fault:
        yield refused_member(place, fault)
        return
    member = Guarded(body.read, lambda: body.taken, spent)
    yield from read_member(io.BufferedReader(member), place, at, spent)


def _fault(kind: bytes) -> str | None:
    if kind in FILES:
        return None
    if kind in LINKS:
        return "a link, which is not followed"
    return "a sparse file" if kind == tarfile.GNUTYPE_SPARSE else "a device or another special file"


class _Body:
    """The bytes of one member and the filling after them."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self.stream, self.left, self.taken = stream, size, 0
        self.filling = -size % BLOCK

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; raises Refused where the archive ends first."""
        part = self.stream.read(min(size, self.left))
        if self.left and not part:
            raise _cut()
        self.left, self.taken = self.left - len(part), self.taken + len(part)
        return part

    def skip(self) -> None:
        """Go to the next header."""
        while self.left:
            self.read(STEP)
        if len(take(self.stream, self.filling)) < self.filling:
            raise _cut()


def _next_header(stream: BinaryIO, spent: Spent) -> Header | None:
    """The next member, its long name and its extended header read; None at the archive's end."""
    told: dict[str, str] = {}
    spent.member()
    for _ in range(HEADERS):
        block = take(stream, BLOCK)
        if not block.strip(b"\0"):
            if 0 < len(block) < BLOCK:
                raise _cut()
            return None
        info = _parsed(block)
        if info.type not in (LONG_NAME, LONG_LINK, EXTENDED_ALL, *EXTENDED):
            size = int(told["size"]) if SIZE.fullmatch(told.get("size", "")) else info.size
            has_body = info.type in FILES or info.type not in tarfile.SUPPORTED_TYPES
            return Header(told.get("path", info.name), info.type, size if has_body else 0)
        told |= _told(info, stream)
    raise Refused("a damaged tar archive: headers and no members", "make the archive again")


def _told(info: tarfile.TarInfo, stream: BinaryIO) -> dict[str, str]:
    """What a header before the header tells of the member: `path`, `size`."""
    if info.size > LIMITS.header_bytes:
        raise Refused(f"a tar header of more than {LIMITS.header_bytes:,} bytes", "make the archive again")
    raw = take(stream, info.size)
    if len(raw) < info.size or len(take(stream, -info.size % BLOCK)) < -info.size % BLOCK:
        raise _cut()
    if info.type == LONG_NAME:
        return {"path": raw.rstrip(b"\0").decode("utf-8", "replace")}
    return _pairs(raw) if info.type in EXTENDED else {}


def _pairs(raw: bytes) -> dict[str, str]:
    """The records of an extended header: `LENGTH KEY=VALUE` and a line end, the length in bytes of the whole."""
    found: dict[str, str] = {}
    at = 0
    while at < len(raw):
        number, _, _ = raw[at : at + 12].partition(b" ")
        length = int(number) if number.isdigit() else 0
        if length <= len(number):
            break
        key, _, value = raw[at + len(number) + 1 : at + length].rstrip(b"\n").partition(b"=")
        found[key.decode("utf-8", "replace")] = value.decode("utf-8", "replace")
        at += length
    return found


def _cut() -> Refused:
    return Refused("a tar archive that is cut short", "fetch or copy it again")


def _parsed(block: bytes) -> tarfile.TarInfo:
    if len(block) < BLOCK:
        raise _cut()
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except (tarfile.TarError, ValueError) as error:
        raise Refused(f"a damaged tar archive: {error}; the rest is not read", "make the archive again") from None
    if info.size < 0:
        raise Refused("a damaged tar archive: a member of less than no bytes", "make the archive again")
    return info


def _is_header(block: bytes) -> bool:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "replace").size >= 0
    except (tarfile.TarError, ValueError):
        return False


TAR = Format(name="tar", holds=holds, read=read)

__all__ = ["TAR"]
