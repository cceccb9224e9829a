"""The body of an answer, unpacked: gzip, deflate, and brotli where it is installed, never to more than is allowed."""

import zlib

from dateline.fetching.rules import Refused

MEMBERS = 100
TOO_LARGE = ("the answer unpacks to more than a page may hold", "save the page by hand")
BROKEN = ("the answer is packed and breaks off", "try again later")


def accepted() -> str:
    """The codings to ask for."""
    return "gzip, deflate, br" if _brotli() else "gzip, deflate"


def unpacked(body: bytes, coding: str, most: int) -> bytes:
    """The body as it was before it was packed. Raises Refused over `most` bytes, and for anything broken."""
    coding = coding.strip().lower()
    if coding in ("", "identity") or not body:
        return body
    try:
        if coding in ("gzip", "x-gzip"):
            return _gunzipped(body, most)
        if coding == "deflate":
            return _inflated(body, most)
        if coding == "br" and _brotli():
            return _unbrotlied(body, most)
    except zlib.error:
        raise Refused(*BROKEN, again=True) from None
    raise Refused(f"the answer is packed as {coding[:40]!r}", "save the page by hand")


def _gunzipped(body: bytes, most: int) -> bytes:
    out = b""
    for _ in range(MEMBERS):
        stream = zlib.decompressobj(31)
        out += _whole(stream, body, most - len(out))
        body = stream.unused_data.lstrip(b"\0")
        if not body.startswith(b"\x1f\x8b"):
            return out
    raise Refused(*TOO_LARGE)


def _inflated(body: bytes, most: int) -> bytes:
    """Some servers send deflate without the two bytes that the standard wants before it."""
    wrapped = body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _whole(zlib.decompressobj(15 if wrapped else -15), body, most)


def _whole(stream: "zlib._Decompress", body: bytes, most: int) -> bytes:
    out = stream.decompress(body, most + 1)
    if len(out) > most:
        raise Refused(*TOO_LARGE)
    if not stream.eof:
        raise Refused(*BROKEN, again=True)
    return out


def _unbrotlied(body: bytes, most: int) -> bytes:
    import brotli

    stream = brotli.Decompressor()
    try:
        out = bytes(stream.process(body, output_buffer_limit=most + 1))
    except brotli.error:
        raise Refused(*BROKEN, again=True) from None
    if len(out) > most:
        raise Refused(*TOO_LARGE)
    if not stream.is_finished():
        raise Refused(*BROKEN, again=True)
    return out


def _brotli() -> bool:
    """Whether a brotli is installed whose output can be bounded."""
    try:
        import brotli

        brotli.Decompressor().process(b"", output_buffer_limit=1)
    except Exception:  # not installed, or too old
        return False
    return True


__all__ = ["accepted", "unpacked"]
