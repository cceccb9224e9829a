"""What all archives share: their allowance, guarded streams, names that are safe, and members read by their content."""

import io
import re
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from dateline.formats.kinds import Desk, Entries, Refused
from dateline.formats.limits import LIMITS
from dateline.story import Reject

BOMB_REMEDY = "it looks made to fill a machine; if it is in order, unpack it first and give the files"
UNPACK = "unpack it first, and give the files"
DRIVE = re.compile(r"[A-Za-z]:")
LEFT_OUT = "__MACOSX"
Read = Callable[[int], bytes]


class Spent:
    """How much an archive and all archives within it have unpacked so far; the Allowance of a desk."""

    def __init__(self) -> None:
        self.members = self.taken = self.given = 0

    def member(self) -> None:
        """Count a member; raises Refused where there are too many."""
        self.members += 1
        if self.members > LIMITS.members:
            raise Refused(f"more than {LIMITS.members:,} members; the rest is not read", "give it in parts")

    def unpacked(self, taken: int, given: int) -> None:
        """Count packed bytes taken and unpacked ones given; raises Refused where it is too much."""
        self.taken, self.given = self.taken + taken, self.given + given
        if self.given > LIMITS.unpacked_bytes:
            raise Refused(f"unpacks to more than {LIMITS.unpacked_bytes:,} bytes; the rest is not read",
                          "give it in parts")  # fmt: skip
        check_ratio(self.taken, self.given)


class Guarded(io.RawIOBase):
    """A stream that unpacks as it is read, within the limits; whatever is wrong with it raises Refused."""

    def __init__(self, read: Read, taken: Callable[[], int], allowed: Spent) -> None:
        super().__init__()
        self._read, self._taken, self._allowed = read, taken, allowed
        self._counted = self._given = 0
        self._fault: Refused | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill the buffer as far as one step of unpacking goes; a fault comes again each time."""
        try:
            if self._fault is None:
                return self._step(buffer)
        except Refused as refused:
            self._fault = refused
        except Exception as error:  # zlib, lzma, bz2, zipfile and OSError have no class in common
            said = f"damaged or cut short: {error or type(error).__name__}"
            self._fault = Refused(said, "make the archive again")
        raise Refused(self._fault.reason, self._fault.remedy)

    def _step(self, buffer: "memoryview") -> int:
        part = self._read(len(buffer))
        buffer[: len(part)] = part
        taken, self._given = self._taken(), self._given + len(part)
        check_ratio(taken, self._given)
        self._allowed.unpacked(taken - self._counted, len(part))
        self._counted = taken
        return len(part)


def check_ratio(taken: int, given: int) -> None:
    """Raises Refused where so few bytes have become so many."""
    if given > LIMITS.ratio_free_bytes and given > LIMITS.ratio * max(taken, 1):
        raise Refused(f"unpacks to more than {LIMITS.ratio} times its size", BOMB_REMEDY)


def spent_of(at: Desk) -> Spent:
    """The allowance of the archive around, or a new one."""
    return at.allowance if isinstance(at.allowance, Spent) else Spent()


def check_depth(at: Desk) -> None:
    """Raises Refused for an archive in too many others."""
    if at.depth >= LIMITS.depth:
        raise Refused(f"an archive inside {LIMITS.depth} others", "unpack the outer ones first")


def unsafe(name: str) -> str | None:
    """What is wrong with a member's name, if anything. Nothing is written under it, but it is a bad sign."""
    parts = name.replace("\\", "/").split("/")
    if not name or "\0" in name:
        return "a member without a proper name"
    if parts[0] == "" or DRIVE.match(name):
        return "the member's name is an absolute path"
    return "the member's name leads out of the archive" if ".." in parts else None


def is_left_out(name: str) -> bool:
    """Whether a member is hidden, as in a folder: .DS_Store, __MACOSX/…"""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return any(part.startswith(".") or part == LEFT_OUT for part in parts)


def said(name: str) -> str:
    """A name as it may be printed; half characters and control characters are replaced."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name.encode("utf-8", "replace").decode())[:300]


def origin_of(archive: str, name: str) -> str:
    """Where a member is: archive.zip/folder/name.txt"""
    return f"{archive}/{said(name)}"


def read_member(stream: BinaryIO, origin: str, at: Desk, spent: Spent) -> Entries:
    """The stories of one member, by its content, one level deeper."""
    from dateline.formats.detection import read_inner

    yield from read_inner(stream, origin, msgspec.structs.replace(at, depth=at.depth + 1, allowance=spent))


def refused_member(origin: str, reason: str) -> Reject:
    """A member that is only named."""
    return Reject(origin, reason, "it is not read; give the file itself if it is wanted")


__all__ = ["UNPACK", "Guarded", "Spent", "check_depth", "check_ratio", "is_left_out", "origin_of", "read_member",
           "refused_member", "said", "spent_of", "unsafe"]  # fmt: skip
