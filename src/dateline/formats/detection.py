"""Bytes → the format that they are in, by what they hold and never by the file's name."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.formats.encodings import coding_of
from dateline.formats.jsonl import read_lines
from dateline.formats.kinds import Desk, Entries, Refused, desk
from dateline.formats.limits import LIMITS
from dateline.formats.registry import format_of
from dateline.formats.streams import beginning, rejoined, some, take
from dateline.story import Reject, Story

MAGIC = (
    (b"%PDF", "a PDF"), (b"{\\rtf", "an RTF document"), (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"), (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)  # fmt: skip
MARKUP = re.compile(r"[\s\ufeff]*(?:<!--|<!doctype|<\?xml|<html|<rss|<feed|<nitf|<newsml)", re.IGNORECASE)
CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
GLYPHS = frozenset(range(32, 127)) | {9, 10, 13}
AS_TEXT = "give plain text (UTF-8) or JSONL"


def read_stream(stream: BinaryIO | bytes, origin: str, at: Desk | None = None) -> Entries:
    """The stories of bytes or of an open binary stream, in order; what is surely not English comes as a Reject.

    JSONL, tables and archives are read piece by piece, one story whole.
    """
    source = io.BytesIO(stream) if isinstance(stream, bytes) else stream
    at = at or desk()
    for entry in read_inner(source, origin, at):
        yield at.languages.judged(entry) if isinstance(entry, Story) else entry


def read_inner(source: BinaryIO, origin: str, at: Desk) -> Entries:
    """The same before their language is looked at: for formats that hold others."""
    try:
        yield from _read(source, origin, at)
    except Refused as refused:
        yield refused.reject(origin)
    except OSError as error:
        yield Reject(origin, f"cannot be read: {error.strerror or error}", "check the file")
    except Exception as error:  # one bad file never costs a run
        yield Reject(origin, f"cannot be read: {type(error).__name__}: {error}"[:300], "check the file, or report this")


def _read(source: BinaryIO, origin: str, at: Desk) -> Entries:
    head = beginning(source, LIMITS.sniff_bytes)
    known = format_of(head)
    if known is not None:
        stream = rejoined(head, source)
        if known.risky and at.sandbox is not None:
            yield from at.sandbox.read(known, stream, origin, at)
        else:
            yield from known.read(stream, origin, at)
        return
    coding = coding_of(head)
    fault = _fault(head, origin, coding)
    if fault:
        yield fault
    elif coding in (None, "utf-8-sig") and _is_jsonl(_text_of(head, coding)):
        start = 3 if coding else 0
        yield from read_lines(_byte_lines(head[start:], source), origin, at)
    else:
        yield from _read_whole(head + take(source, LIMITS.file_bytes + 1 - len(head)), origin, coding or "utf-8", at)


def _read_whole(raw: bytes, origin: str, coding: str, at: Desk) -> Entries:
    if len(raw) > LIMITS.file_bytes:
        yield Reject(origin, f"larger than {LIMITS.file_bytes:,} bytes", "give several stories as JSONL, one a line")
        return
    try:
        text = raw.decode(coding)
    except UnicodeDecodeError as error:
        yield _undecodable(raw, error, origin)
        return
    if _is_jsonl(text):
        lines = (line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
        yield from read_lines(lines, origin, at)
    elif text.lstrip()[:1] == "[" and re.match(r'\s*\[\s*\{\s*"', text):
        yield Reject(origin, "a JSON array", f"write one object a line: jq -c '.[]' {origin}")
    elif re.match(r'\s*\{\s*"', text):
        yield Reject(origin, "JSON over several lines", f"write one object a line: jq -c . {origin}")
    else:
        yield at.wire.read(text, origin=origin)


def _fault(head: bytes, origin: str, coding: str | None) -> Reject | None:
    """What is wrong with a file, as far as its beginning shows."""
    if not head.strip():
        return Reject(origin, "the file is empty", "give a report, or leave it out")
    kind = next((name for mark, name in MAGIC if head.startswith(mark)), None)
    if kind:
        return Reject(origin, f"this is {kind}, not text", AS_TEXT)
    if MARKUP.match(_text_of(head, coding)):
        return Reject(origin, "this is markup (HTML or XML), which is not read yet", AS_TEXT)
    if coding is None and (wide := _wide(head)):
        remedy = f"iconv -f {wide} -t UTF-8 {origin} > new.txt"
        return Reject(origin, f"looks like {wide} without its mark (byte 0x00 at byte {head.index(0)})", remedy)
    if coding is None and sum(byte in CONTROLS for byte in head) * 50 > len(head):
        first = next(i for i, byte in enumerate(head) if byte in CONTROLS)
        return Reject(origin, f"binary, not text (byte {head[first]:#04x} at byte {first})", AS_TEXT)
    return None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero."""
    even, odd = head[::2], head[1::2]
    for zeros, letters, name in ((odd, even, "UTF-16LE"), (even, odd, "UTF-16BE")):
        if zeros and zeros.count(0) > 0.7 * len(zeros) and sum(b in GLYPHS for b in letters) > 0.7 * len(letters):
            return name
    return None


def _undecodable(raw: bytes, error: UnicodeDecodeError, origin: str) -> Reject:
    byte, place = raw[error.start], error.start
    line = raw.count(b"\n", 0, place) + 1
    if error.encoding.startswith("utf-16") or error.encoding.startswith("utf-32"):
        return Reject(origin, f"broken {error.encoding.upper()} at byte {place}", "write the file as UTF-8")
    legacy = "WINDOWS-1252" if any(0x80 <= b < 0xA0 for b in raw) else "ISO-8859-1"
    remedy = f"if it is {legacy}: iconv -f {legacy} -t UTF-8 {origin} > new.txt"
    return Reject(f"{origin}:{line}", f"not UTF-8 (byte {byte:#04x} at byte {place})", remedy)


def _is_jsonl(text: str) -> bool:
    """Whether most of the first lines are objects on one line, or the only line begins as one."""
    lines = [line.strip() for line in text.split("\n", 20)[:20] if line.strip()]
    objects = [line for line in lines if re.match(r'\{\s*(?:"|\})', line)]
    if len(lines) == 1:
        return bool(objects)
    return 2 * len(objects) >= len(lines) and any(line.endswith("}") for line in objects)


def _text_of(head: bytes, coding: str | None) -> str:
    return head.decode(coding or "utf-8", "replace")


def _byte_lines(head: bytes, source: BinaryIO) -> Iterator[bytes]:
    """The lines of what was looked at and of the rest, as the stream gives them, an endless line cut short."""
    begun: list[bytes] = []
    size, more = 0, head
    while more:
        first, *others = more.split(b"\n")
        begun.append(first)
        size += len(first)
        rest = b""
        if others:
            yield b"".join(begun)
            yield from others[:-1]
            begun, size = [others[-1]], len(others[-1])
        elif size > LIMITS.line_bytes:
            yield b"".join(begun)
            begun, size, rest = [], 0, _skip_line(source)
        more = rest or some(source, LIMITS.sniff_bytes)
    yield b"".join(begun)


def _skip_line(source: BinaryIO) -> bytes:
    """Read to the end of the present line and give what was read after it."""
    while more := some(source, LIMITS.sniff_bytes):
        if b"\n" in more:
            return more.split(b"\n", 1)[1]
    return b""


__all__ = ["read_inner", "read_stream"]
