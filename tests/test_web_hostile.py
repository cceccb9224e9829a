"""Pages, feeds and mails meant to do harm, or broken by accident: each is read or refused, in time, without a fault."""

import random
import time
from pathlib import Path

import pytest

from dateline.formats import desk, read_stream
from dateline.formats.attributes import bounded
from dateline.formats.html import read as read_page
from dateline.formats.limits import LIMITS
from dateline.story import Reject, Story

SAMPLES = Path(__file__).resolve().parent / "samples/web"
DESK = desk()
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".yaml")
SMALL = ("atom_summary.xml", "feed_v1.json", "bad_charset.eml", "access_denied.html")
"""Cut at every byte; the others at every so-manieth, for the sake of time."""
SECONDS = 5.0
PIECE = "<p>The seamen of Norway ended their strike on Thursday, their union said in Bergen.</p>"
ARTICLE = (
    f"<article><h1>x</h1>{PIECE}<p>The government agreed to pay for two more crews until the end of 2026.</p></article>"
)


def entries(raw: bytes) -> list[Story | Reject]:
    """What is read of the bytes, its spans and its words checked."""
    found = list(read_stream(raw, "f", DESK))
    for entry in found:
        if isinstance(entry, Reject):
            assert entry.reason
            assert entry.remedy
        else:
            spans = (*entry.paragraphs, *entry.dateline, *entry.crossheads)
            assert all(entry.text[s.start : s.end] == s.text for s in spans)
            entry.text.encode()
    return found


def in_time(raw: bytes) -> list[Story | Reject]:
    began = time.process_time()
    found = entries(raw)
    assert time.process_time() - began < SECONDS
    return found


@pytest.mark.parametrize("name", NAMES)
def test_cut_anywhere(name: str) -> None:
    raw = (SAMPLES / name).read_bytes()
    step = 1 if name in SMALL else max(1, len(raw) // 12)
    for end in range(0, len(raw), step):
        assert entries(raw[:end])


@pytest.mark.parametrize("name", NAMES)
def test_flipped_bits(name: str) -> None:
    chance = random.Random(name)
    for _ in range(12):
        raw = bytearray((SAMPLES / name).read_bytes())
        for _ in range(chance.randint(1, 30)):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        assert entries(bytes(raw))


@pytest.mark.parametrize("name", NAMES)
def test_letters_that_are_none(name: str) -> None:
    raw = (SAMPLES / name).read_bytes()
    for odd in (
        b"\x00",
        b"\xed\xa0\x80",
        "\u202e\u2066\u200b\ufeff".encode(),
        b"\xff\xfe",
        b"&#0;&#xD800;&#x110000;&#1;",
    ):
        assert entries(raw.replace(b"the ", b"the" + odd + b" "))


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>".encode()


def rss(items: str) -> bytes:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>t</title>{items}</channel></rss>'.encode()


def item(content: str) -> str:
    return f"<item><title>a</title><content:encoded><![CDATA[{content}]]></content:encoded></item>"


def letter(rest: str, **fields: str) -> bytes:
    head = {
        "From": "a@b.example",
        "To": "c",
        "Date": "Thu, 16 May 2024 09:00:00 +0200",
        "Message_ID": "<x>",
        "Subject": "s",
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in (head | fields).items()]
    return ("\n".join(lines) + "\n" + rest).encode()


def numbered(text: str, count: int) -> str:
    return "".join(text.format(i) for i in range(count))


PAGES = {
    "100,000 divs": page("<div>" * 100_000 + PIECE),
    "100,000 spans after a report": page(ARTICLE + "<span>" * 100_000),
    "5 MB of attributes": page(ARTICLE + "<div " + numbered("a{}='x' ", 400_000) + ">x</div>"),
    "5 MB of attributes behind a quoted bracket": page("<div x='<>' " + numbered("a{}=\"<\" ", 400_000) + ">x</div>"),
    "an attribute of 5 MB": page(ARTICLE + "<div class='" + "date " * 1_000_000 + "'>x</div>"),
    "unclosed tags": page(ARTICLE + "<b><i>" * 14_000),
    "unclosed paragraphs": page(ARTICLE + "<p>word word" * 2_000),
    "flat": page(PIECE * 2_000),
    "dates": page("<div class='date byline'>x</div>" * 7_900),
    "times": page(ARTICLE + "<time itemprop='datePublished'>x</time>" * 3_000),
    "links": page("<a rel=next href=/x>a b</a>" * 3_000 + ARTICLE, "<link rel=canonical href='http://a.example/x'>"),
    "too many elements": page("<i>x</i>" * 50_000),
    "6 MB of brackets": page("<" * 5_900_000),
    "2 MB of ampersands": page("&" * 2_000_000),
    "3 MB of words": page("word. " * 500_000),
    "more than a page": page("x" * LIMITS.page_bytes),
    "an unclosed comment": page(ARTICLE) + b"<!--" + b"-" * 3_000_000,
    "prologue without end": b"<!--" * 10_000 + page(ARTICLE),
}  # fmt: skip
FEEDS = {
    "a deep nest": rss("<a>" * 200_000),
    "a deep nest of HTML": rss(item("<div>" * 300_000)),
    "many entries": rss(item(PIECE) * 1_100),
    "too many elements": rss("<a/>" * 300_000),
    "one large entry": rss(item(PIECE * 20_000)),
    "attributes": rss("<a " + numbered("a{}='x' ", 150_000) + "/>"),
    "namespaces": rss("<a " + numbered("xmlns:n{}='u' ", 30_000) + "/>"),
    "unbound prefixes": rss(numbered("<n{}:a>x</n{}:a>".replace("{}:", "{0}:"), 2_000)),
    "ampersands": rss("&" * 1_900_000),
    "brackets": rss("<" * 1_900_000),
    "open CDATA": rss("<![CDATA[" * 200_000),
    "categories": rss("<item>" + "<category>x</category>" * 4_000 + "</item>"),
    "JSON entries": b'{"version":"https://jsonfeed.org/version/1","items":['
    + b'{"id":1,"content_html":"<p>a b c</p>"},' * 45_000 + b"{}]}",
    "a deep nest of JSON": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 1_900_000,
    "more than a feed": rss("x" * LIMITS.feed_bytes),
}  # fmt: skip
TEXT = "\nParliament passed a law on Tuesday."
MAILS = {
    "a deep nest": letter(numbered('Content-Type: multipart/mixed; boundary="b{0}"\n\n--b{0}\n', 20_000)),
    "a nest of 99": letter(numbered('Content-Type: multipart/mixed; boundary="b{0}"\n\n--b{0}\n', 99) + TEXT),
    "many parts": letter('Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 100_000 + "--b--"),
    "a long subject": letter(TEXT, Subject="=?utf-8?q?a?= " * 400_000),
    "a long sender": letter(TEXT, From="x" * 60 + "(" * 3_000 + '"' * 500),
    "a sender of lists": letter(TEXT, From="a," * 1_900),
    "parameters": letter(TEXT, Content_Type="text/plain; " + numbered("a*{0}=b; ", 100_000)),
    "a broken date": letter(TEXT, Date="(" * 3_000),
    "many fields": letter("X-A: b\n" * 300_000 + TEXT),
    "many lines": letter("\n" + "> x\n" * 3_000_000),
    "base64": letter("Content-Transfer-Encoding: base64\n\n" + "A" * 5_000_000),
    "quoted-printable": letter("Content-Transfer-Encoding: quoted-printable\n\n" + "=\n" * 390_000),
    "uuencode": letter("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n" + "M" * 3_000_000),
    "paragraphs": letter("Content-Type: text/html\n\n" + "<p>a b</p>" * 10_000),
    "more than a mail": letter("\n" + "x" * LIMITS.file_bytes),
}  # fmt: skip
HOSTILE = {
    f"{kind}: {name}": raw
    for kind, all_ in (("page", PAGES), ("feed", FEEDS), ("mail", MAILS))
    for name, raw in all_.items()
}


@pytest.mark.parametrize("name", HOSTILE)
def test_read_or_refused_in_time(name: str) -> None:
    assert in_time(HOSTILE[name])


BOMBS = {
    "laughs": '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
    "quadratic": f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]><rss><channel>{"&a;" * 10_000}</channel></rss>',
    "a file": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>',
    "a parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><rss><channel/></rss>',
    "two DTDs": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/" [<!ENTITY a "b">]><rss><channel/></rss>',
    "after a comment": '<!-- x --><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
    "an Atom feed": '<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&a;</title></feed>',
}  # fmt: skip


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_by_name(name: str, coding: str) -> None:
    (found,) = in_time(BOMBS[name].encode(coding))
    assert isinstance(found, Reject)
    assert "DTD or entities" in found.reason


def test_scripts_do_not_end_a_report() -> None:
    (found,) = in_time(
        page("<script>'</article></body></html>'</script>" + ARTICLE + "<script>x='</article><p>No.</p>'</script>")
    )
    assert isinstance(found, Story)
    assert "No." not in found.text
    assert len(found.paragraphs) == 2


def test_attributes_are_bounded_and_text_is_not() -> None:
    filler = "<p title='a > b' hidden>" + "word <b class=x>bold</b> " * 12_000
    assert bounded(filler) == filler
    many = "<div " + numbered("a{}='<>' ", 5_000) + ">kept</div>"
    cut = bounded(many + filler)
    assert cut.endswith(">kept</div>" + filler)
    assert cut.count("=") == 100 + filler.count("=")
    long = "<img src='" + "x" * 30_000 + "' alt=a>"
    assert bounded(long + filler) == "<img alt=a>" + filler


def test_a_stream_that_fails_is_said() -> None:
    class Broken:
        def read(self, _: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    (found,) = read_stream(Broken(), "f", DESK)  # type: ignore[arg-type]
    assert isinstance(found, Reject)
    with pytest.raises(OSError, match="Input"):
        list(read_page(Broken(), "f", DESK))  # type: ignore[arg-type]
