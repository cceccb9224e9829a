"""Zip archives → the stories of their members. Nothing is written to disk, and no member is trusted on its word."""

import io
import stat
import struct
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from dateline.formats.kinds import Desk, Entries, Format, Refused
from dateline.formats.limits import LIMITS
from dateline.formats.streams import held
from dateline.formats.unpacking import (
    UNPACK,
    Guarded,
    Spent,
    check_depth,
    check_ratio,
    is_left_out,
    origin_of,
    read_member,
    refused_member,
    spent_of,
    unsafe,
)  # fmt: skip

ENTRY, END, END64, LOCATOR64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
TAIL = 65_535 + 22
"""The end record stands in the last bytes, before a comment of at most 65,535 bytes."""
LOCAL = 30
"""Bytes of a member's own header without its name."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OFFICE = ("[Content_Types].xml", "mimetype", "_rels/.rels", "META-INF/MANIFEST.MF")
DAMAGED = "make the archive again"


def holds(head: bytes) -> bool:
    """A zip begins with a member, or with its end where it has none."""
    return head.startswith((b"PK\x03\x04", END))


def read(stream: BinaryIO, origin: str, at: Desk) -> Entries:
    """The stories of the members, in the order of the archive. Raises Refused."""
    check_depth(at)
    source = held(stream, LIMITS.held_bytes)
    _check_index(source)
    with _opened(source) as archive:
        infos = archive.infolist()
        if any(info.filename in OFFICE for info in infos[:3]):
            raise Refused("an office document, an e-book or a program, not an archive of stories", "save it as text")
        _check_overlaps(infos)
        yield from _read_all(archive, infos, origin, at)


def _read_all(archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], origin: str, at: Desk) -> Entries:
    spent, empty = spent_of(at), True
    for info in infos:
        spent.member()
        if info.filename.endswith("/") or is_left_out(info.filename):
            continue
        empty, place = False, origin_of(origin, info.orig_filename)
        fault = _fault(info)
        yield from iter([refused_member(place, fault)]) if fault else _read_one(archive, info, place, at, spent)
        spent.unpacked(0, 0)
    if empty:
        raise Refused("the archive holds no files", "check it (hidden files are left out)")


def _read_one(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, at: Desk, spent: Spent) -> Entries:
    try:
        check_ratio(info.compress_size, info.file_size)
        member = archive.open(info)
    except Refused as refused:
        yield refused.reject(place)
        return
    except Exception as error:  # zipfile raises whatever its parts do
        yield Refused(f"damaged: {error}", DAMAGED).reject(place)
        return
    with member:
        yield from read_member(io.BufferedReader(Guarded(member.read, lambda: info.compress_size, spent)),
                               place, at, spent)  # fmt: skip


def _fault(info: zipfile.ZipInfo) -> str | None:
    mode = info.external_attr >> 16
    if fault := unsafe(info.orig_filename):
        return fault
    if stat.S_ISLNK(mode):
        return "a symbolic link, which is not followed"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a device or another special file"
    if info.flag_bits & 1:
        return "encrypted"
    return None if info.compress_type in METHODS else "compressed by a method other than deflate"


def _opened(source: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except Exception as error:  # zipfile raises whatever its parts do
        raise Refused(f"a damaged zip archive: {error}", DAMAGED) from None


def _check_index(source: BinaryIO) -> None:
    """Raises Refused where the table of contents is too long to be loaded, whatever it says of its own length."""
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - TAIL))
    tail = source.read(TAIL)
    place = tail.rfind(END)
    if place < 0 or len(tail) < place + 22:
        raise Refused("a zip archive that is cut short", "fetch or copy it again")
    length, end = struct.unpack_from("<L", tail, place + 12)[0], size - len(tail) + place
    if tail[max(0, place - 20) : place].startswith(LOCATOR64):
        length, end = _wide_index(source, struct.unpack_from("<Q", tail, place - 12)[0])
    if length > LIMITS.index_bytes:
        raise Refused(f"a table of contents of more than {LIMITS.index_bytes:,} bytes", UNPACK)
    source.seek(max(0, end - length))
    if source.read(length).count(ENTRY) > LIMITS.members:
        raise Refused(f"more than {LIMITS.members:,} members", UNPACK)
    source.seek(0)


def _wide_index(source: BinaryIO, place: int) -> tuple[int, int]:
    """Length and end of the table of contents of an archive in the 64 bit form."""
    source.seek(min(place, 1 << 62))
    record = source.read(56)
    if len(record) < 56 or not record.startswith(END64):
        raise Refused("a damaged zip archive: its end record is not where it should be", DAMAGED)
    return struct.unpack_from("<Q", record, 40)[0], place


def _check_overlaps(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Raises Refused where two members share bytes, as in archives that are made to unpack to thousands of times."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("members of the archive overlap", "it looks made to fill a machine; make it again")
        end = info.header_offset + LOCAL + info.compress_size


ZIP = Format(name="zip", holds=holds, read=read)

__all__ = ["ZIP"]
