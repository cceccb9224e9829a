"""WARC, the archives of web crawls → the articles on their pages, through fastwarc, record by record.

Decided: pages (response and resource records with HTML, status 200) are read. Requests, metadata, revisits, the
archive's own description and conversions of pages hold no story of their own and are passed over. Anything else is a
Reject: other answers of servers, other kinds of content, pages that the crawler cut short, for half a story would be
coded as a whole one. A page that is surely not English is rejected by name before it is parsed.
"""

import codecs
import html
import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from dateline.formats.jsonl import day_of
from dateline.formats.kinds import Desk, Entries, Format, Refused
from dateline.formats.language import ENGLISH
from dateline.formats.limits import LIMITS
from dateline.formats.streams import some
from dateline.story import Reject, Story

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES = ("text/html", "application/xhtml+xml")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z")
LANG = re.compile(rb"<html\b[^>]{0,1000}?\blang=[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
PARAGRAPH = re.compile(rb"<p\b[^>]{0,300}>([^<]{60,2000})", re.IGNORECASE)
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)
HEAD, PARAGRAPHS, ENOUGH = 4_096, 20, 40
"""Where a page says its language, in bytes; paragraphs looked at; words that must be in them."""
CERTAIN = 0.97
ANOTHER = "the other records are read; leave it out"
CUT = ("the record is cut short", "fetch or copy the WARC file again")


class Page(msgspec.Struct, frozen=True):
    """What a record tells of its page: the bytes, in UTF-8 with its mark where the server named an encoding."""

    body: bytes
    link: str | None
    moment: str | None


def holds(head: bytes) -> bool:
    """By the line with which each record begins."""
    return head.startswith((b"WARC/1.", b"WARC/0."))


def read(stream: BinaryIO, origin: str, at: Desk) -> Entries:
    """The stories of the pages, path:RECORD, the first record being 1. Raises Refused where the archive is damaged."""
    inner = msgspec.structs.replace(at, depth=at.depth + 1)
    number = 0
    try:
        for number, record in enumerate(_records(stream), 1):
            place = f"{origin}:{number}"
            page = _page_of(record, place)
            if isinstance(page, Page):
                yield from _read_page(page, place, inner)
            elif page is not None:
                yield page
    except OSError as error:
        raise _damaged(number, str(error)) from None
    except BaseException as error:  # a panic of fastwarc's is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(number, "its records contradict themselves") from None


def _damaged(number: int, said: str) -> Refused:
    return Refused(f"a damaged WARC file after record {number}: {said}; the rest is not read", "fetch or copy it again")


class Counted:
    """A stream that knows its place, which fastwarc asks for, and does nothing else that it did not do before."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.place = stream, 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        part = some(self.stream, size) if size >= 0 else self.stream.read()
        self.place += len(part)
        return part

    def tell(self) -> int:
        """Bytes read so far."""
        return self.place

    def close(self) -> None:
        """The stream is closed by whoever opened it."""

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Only to where the stream is already."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self.place, io.SEEK_SET)):
            raise io.UnsupportedOperation("seek")
        return self.place


def _records(stream: BinaryIO) -> Iterator["WarcRecord"]:
    from fastwarc.warc import ArchiveIterator

    return iter(ArchiveIterator(Counted(stream), parse_http=False, fsspec_args=False, stream_detect=False,
                                max_header_len=LIMITS.header_bytes))  # fmt: skip


def _page_of(record: "WarcRecord", place: str) -> Page | Reject | None:
    """The page of a record; None where it is of a kind that holds no story."""
    from fastwarc import warc

    if record.record_type not in (warc.response, warc.resource):
        return None if record.headers.get("WARC-Type") else Reject(place, *CUT)
    if record.headers.get("WARC-Truncated"):
        said = f"the crawler cut the page short ({record.headers['WARC-Truncated'][:40]})"
        return Reject(place, said, "fetch the page itself")
    if record.content_length > LIMITS.file_bytes:
        return Reject(place, f"a page of more than {LIMITS.file_bytes:,} bytes", ANOTHER)
    length = record.content_length
    record.freeze()
    if record.content_length < length:
        return Reject(place, *CUT)
    if not record.is_http:
        return _page(record, place, record.headers.get("Content-Type") or "", None)
    try:
        record.parse_http(auto_decode="transfer", max_header_len=LIMITS.header_bytes)
    except OSError as error:
        return Reject(place, f"what the server answered is damaged: {error}", ANOTHER)
    answer = record.http_headers
    if answer is None or answer.status_code != 200:
        return Reject(
            place, f"the server answered {answer.status_code if answer is not None else 'no status'}", ANOTHER
        )
    return _page(record, place, record.http_content_type or "", record.http_charset)


def _page(record: "WarcRecord", place: str, kind: str, charset: str | None) -> Page | Reject:
    kind = kind.split(";")[0].strip().lower()
    if kind and kind not in PAGES:
        return Reject(place, f"no page but {kind[:60]}", ANOTHER)
    try:
        coding = record.http_headers.get("Content-Encoding") if record.http_headers is not None else None
        body = _unpacked(record.reader.read(LIMITS.file_bytes + 1), coding or "")
    except (OSError, zlib.error, Refused) as error:
        return Reject(place, f"the page cannot be unpacked: {error}", ANOTHER)
    if len(body) > LIMITS.file_bytes:
        return Reject(place, f"a page of more than {LIMITS.file_bytes:,} bytes", ANOTHER)
    if not body:
        return Reject(place, "the page is empty", ANOTHER)
    return Page(_in_utf8(body, charset), record.headers.get("WARC-Target-URI"), record.headers.get("WARC-Date"))


def _unpacked(body: bytes, coding: str) -> bytes:
    """The page that the server packed, unpacked to little more than its limit. Raises Refused, zlib.error."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Refused(f"packed with {coding[:40]}", ANOTHER)
    unpacker = zlib.decompressobj(wbits=-15 if coding == "deflate" and body[:1] != b"\x78" else 47)
    plain = unpacker.decompress(body, LIMITS.file_bytes + 1)
    if not unpacker.eof and len(plain) <= LIMITS.file_bytes:
        raise Refused("it is cut short")
    return plain


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """The body as it is; where the server named its encoding, as UTF-8 with the mark of it."""
    try:
        name = codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):
        name = None
    if name is None or body.startswith(codecs.BOM_UTF8):
        return body
    if name == "utf-8":
        return codecs.BOM_UTF8 + body
    try:
        return codecs.BOM_UTF8 + body.decode(name, "replace").encode("utf-8", "replace")
    except (LookupError, UnicodeError, ValueError):
        return body


def _read_page(page: Page, place: str, at: Desk) -> Entries:
    """The stories of a page; its address becomes their link, the time it was fetched theirs if they tell none."""
    from dateline.formats.detection import read_inner

    foreign = _foreign(page.body, place, at)
    if foreign:
        yield foreign
        return
    if not PAGE.search(page.body[: LIMITS.sniff_bytes]):
        yield Reject(place, "said to be a page, but it is no HTML", ANOTHER)
        return
    for entry in read_inner(io.BytesIO(page.body), place, at):
        yield _with_source(entry, page) if isinstance(entry, Story) else entry


def _with_source(story: Story, page: Page) -> Story:
    told = story.publication
    moment = page.moment if page.moment and MOMENT.fullmatch(page.moment) else None
    day = day_of(moment)
    moment = moment if day else None
    told = msgspec.structs.replace(told, link=page.link or told.link, published=told.published or
                                   (moment if story.date in (None, day) else None))  # fmt: skip
    return msgspec.structs.replace(story, date=story.date or day, publication=told)


def _foreign(body: bytes, place: str, at: Desk) -> Reject | None:
    """A Reject where the page and its paragraphs say another language, or the paragraphs alone with great certainty."""
    said = LANG.search(body[:HEAD])
    if said is not None and said[1].lower() == b"en":
        return None
    found = b" ".join(match[1] for match, _ in zip(PARAGRAPH.finditer(body), range(PARAGRAPHS), strict=False))
    text = html.unescape(found.decode("utf-8", "replace"))[: LIMITS.language]
    guess = at.languages.guess(text) if len(text.split()) >= ENOUGH else None
    if guess is None or guess.code == ENGLISH:
        return None
    agreed = guess.code == said[1].lower().decode("ascii") if said else guess.certainty >= CERTAIN
    return at.languages.rejected(place, guess) if agreed else None


WARC = Format(name="warc", holds=holds, read=read)

__all__ = ["WARC"]
