"""ninjs 1.x, 2.x and 3.x (news in JSON): one object, an array of objects, or one object a line."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from dateline.formats import newsobject
from dateline.formats.desking import whole
from dateline.formats.kinds import Desk, Entries, Format
from dateline.formats.limits import LIMITS
from dateline.formats.xml import MARKS
from dateline.story import Reject

TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[{}\[\],:]', re.DOTALL)
BEGIN, END = ("{", "["), ("}", "]")
START = re.compile(r"\s*\[?\s*\{\s*\"")
SURE = frozenset({"versioncreated", "firstcreated", "pubstatus", "bodies", "headlines", "representationtype",
                  "renditions", "associations", "copyrightholder", "copyrightnotice", "usageterms", "slugline",
                  "ednote", "altids"})  # fmt: skip
"""Field names of ninjs, in lower case, that records of other kinds hardly have."""
REMEDY = "have it written anew by its sender, as ninjs"


def holds(head: bytes) -> bool:
    """Whether the bytes begin a JSON object with the fields of ninjs, or an array of such; never our own records."""
    text = _text(head)
    if not START.match(text):
        return False
    fields = set(_fields(text))
    if "text" in fields:
        return False
    sure = len(fields & SURE) + any(field.startswith("body_") for field in fields)
    named = bool(fields & {"standard", "$standard"}) and re.search(r'"name"\s*:\s*"ninjs"', text) is not None
    return named or sure >= 2 or (sure == 1 and "uri" in fields)


def _text(raw: bytes) -> str:
    """JSON's text by its mark, else as UTF-8; a wrong byte does not matter here."""
    mark, name = next(((mark, name) for mark, name in MARKS if raw.startswith(mark)), (b"", "utf-8"))
    return raw[len(mark) :].decode(name, "replace")


def _fields(text: str) -> Iterator[str]:
    """The field names of the first object, in lower case, as far as the text goes."""
    depth, last = 0, ""
    for found in TOKEN.finditer(text, text.index("{")):
        piece = found.group()
        depth += (piece in BEGIN) - (piece in END)
        if depth == 0:
            return
        if piece == ":" and depth == 1:
            yield last.lower()
        last = piece[1:-1] if piece.startswith('"') else ""


def read(source: BinaryIO, origin: str, at: Desk) -> Entries:
    """The reports in order; `origin` gets the line, or the place in the array counted from 0, as jq counts."""
    first = source.readline(LIMITS.line_bytes + 1)
    if _is_line(first):
        yield from _lines(first, source, origin, at)
        return
    rest = whole(source, origin)
    if isinstance(rest, Reject) or len(first) + len(rest) > LIMITS.file_bytes:
        yield Reject(origin, f"larger than {LIMITS.file_bytes:,} bytes", "write one object a line: jq -c '.[]'")
        return
    yield from _whole(first + rest, origin, at)


def _is_line(line: bytes) -> bool:
    """Whether the first line is one whole object, with others, or nothing, on the lines after it."""
    text = line.removeprefix(MARKS[0][0]).strip()
    return line.endswith(b"\n") and text.startswith(b"{") and text.endswith(b"}") and _is_json(text)


def _is_json(text: bytes) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _lines(first: bytes, source: BinaryIO, origin: str, at: Desk) -> Entries:
    number, line = 1, first.removeprefix(MARKS[0][0])
    several = False
    while line:
        following = source.readline(LIMITS.line_bytes + 1)
        several = several or bool(following.strip())
        place = f"{origin}:{number}" if several else origin
        if len(line) > LIMITS.line_bytes:
            yield Reject(place, f"the line is longer than {LIMITS.line_bytes:,} bytes", "split it into its reports")
            following = _after_line(line, following, source)
        elif line.strip():
            yield from _decoded(line, place, at)
        number, line = number + 1, following


def _after_line(line: bytes, following: bytes, source: BinaryIO) -> bytes:
    """Read to the end of a line that is too long, and give the next."""
    while not line.endswith(b"\n") and following:
        line, following = following, source.readline(LIMITS.line_bytes + 1)
    return following


def _whole(raw: bytes, origin: str, at: Desk) -> Entries:
    if any(raw.startswith(mark) for mark, _ in MARKS):
        raw = _text(raw).encode("utf-8", "replace")
    if not raw.lstrip().startswith(b"["):
        yield from _decoded(raw, origin, at)
        return
    try:
        parts = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Reject(origin, f"no JSON: {error}", REMEDY)
        return
    for i, part in enumerate(parts):
        yield from _decoded(bytes(part), f"{origin}[{i}]", at)


def _decoded(raw: bytes, origin: str, at: Desk) -> Entries:
    try:
        record: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Reject(origin, f"no JSON: {error}", REMEDY)
        return
    if isinstance(record, dict):
        yield from newsobject.entries(record, origin, at)
    else:
        yield Reject(origin, f"no ninjs object but {type(record).__name__}", REMEDY)


def read_bytes(raw: bytes, origin: str, at: Desk) -> Entries:
    """The reports of bytes that are held already."""
    return read(io.BytesIO(raw), origin, at)


NINJS = Format(name=newsobject.NAME, holds=holds, read=read)

__all__ = ["NINJS", "holds", "read", "read_bytes"]
