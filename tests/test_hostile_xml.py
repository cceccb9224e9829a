"""XML and JSON that would do harm: refused in under a second with a reason, no file read, no connection made."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from dateline.formats import desk, read_stream
from dateline.formats.limits import LIMITS
from dateline.formats.markup import fragment
from dateline.formats.newsml import NAR
from dateline.formats.xml import Refused, opening, parsed, soup
from dateline.story import Reject, Story

DESK = desk()
SECRET = "swordfish-4711"
NITF = "<nitf><body><body.content><p>A ferry sailed on Monday. %s</p></body.content></body></nitf>"
ITEM = (
    f'<newsItem xmlns="{NAR}" guid="a" version="1"><itemMeta><versionCreated>2024-01-01T00:00:00Z</versionCreated>'
    '</itemMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>A ferry sailed. %s</p>'
    "</body></html></inlineXML></contentSet></newsItem>"
)
DRESSES = {"nitf": NITF, "newsItem": ITEM}


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


def laughs(root: str, count: int = 12) -> str:
    entities = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(count))
    return f'<!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>'


def in_doctype(inner: str) -> Callable[[str], tuple[str, str]]:
    return lambda root: (f"<!DOCTYPE {root} {inner}>", "&x;")


DOCTYPES: dict[str, Callable[[str], tuple[str, str]]] = {
    "billion laughs": lambda root: (laughs(root), "&l12;"),
    "quadratic": lambda root: (f'<!DOCTYPE {root} [<!ENTITY x "{"a" * 100_000}">]>', "&x;" * 10_000),
    "recursive": in_doctype('[<!ENTITY x "&y;"><!ENTITY y "&x;">]'),
    "file": in_doctype('[<!ENTITY x SYSTEM "file://FILE">]'),
    "plain path": in_doctype('[<!ENTITY x SYSTEM "FILE">]'),
    "http": in_doctype('[<!ENTITY x SYSTEM "http://127.0.0.1:PORT/x">]'),
    "ftp": in_doctype('[<!ENTITY x SYSTEM "ftp://127.0.0.1:PORT/x">]'),
    "public": in_doctype('[<!ENTITY x PUBLIC "-//X//Y" "http://127.0.0.1:PORT/x">]'),
    "external DTD": in_doctype('SYSTEM "http://127.0.0.1:PORT/x.dtd" []'),
    "external DTD file": in_doctype('SYSTEM "file://FILE" [<!ENTITY x "y">]'),
    "parameter": in_doctype('[<!ENTITY % p SYSTEM "http://127.0.0.1:PORT/p">%p;]'),
    "parameter file": in_doctype('[<!ENTITY % p SYSTEM "file://FILE"><!ENTITY % q "<!ENTITY x SYSTEM \'http://127.0.0.1:PORT/%p;\'>">%q;]'),
    "parameter laughs": in_doctype('[<!ENTITY % a "AAAA"><!ENTITY % b "%a;%a;%a;%a;"><!ENTITY % c "%b;%b;%b;%b;">%c;]'),
    "deep content model": in_doctype(f"[<!ELEMENT nitf {'(' * 10_000}a{')' * 10_000}>]"),
    "attribute defaults": in_doctype('[<!ATTLIST p class CDATA "&x;">]'),
    "notation": in_doctype('[<!NOTATION n SYSTEM "http://127.0.0.1:PORT/n"><!ENTITY x SYSTEM "FILE" NDATA n>]'),
    "lower case": lambda root: (f"<!doctype {root}>", ""),
    "after comments": lambda root: (f"<!-- <p> --><?a <b>?>\n <!-- - -->{laughs(root, 3)}", "&l3;"),
}  # fmt: skip


def refused(data: bytes) -> list[Reject]:
    """The Rejects of bytes that give no story, in under a second."""
    start = time.process_time()
    found = list(read_stream(data, "f", DESK))
    assert time.process_time() - start < 1
    assert found
    assert all(isinstance(entry, Reject) and entry.reason and entry.remedy for entry in found), found
    assert SECRET not in str(found)
    return [entry for entry in found if isinstance(entry, Reject)]


def untouched(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return True
    return False


def test_the_listener_would_notice(listener: socket.socket) -> None:
    socket.create_connection(listener.getsockname()).close()
    assert not untouched(listener)
    assert untouched(listener)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("name", DOCTYPES)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused(name: str, dress: str, coding: str, secret: Path, listener: socket.socket) -> None:
    doctype, use = DOCTYPES[name](dress)
    text = f'<?xml version="1.0"?>\n{doctype}{DRESSES[dress] % use}'
    text = text.replace("FILE", str(secret)).replace("PORT", str(listener.getsockname()[1]))
    (reject,) = refused(text.encode(coding))
    assert "DOCTYPE" in reject.reason
    assert "DOCTYPE" in reject.remedy
    assert untouched(listener)


NAMED = {
    "http": "<!DOCTYPE nitf SYSTEM 'http://127.0.0.1:PORT/x.dtd'>",
    "file": '<!DOCTYPE nitf SYSTEM "file://FILE">',
    "public": '<!DOCTYPE nitf\n  PUBLIC "-//IPTC//DTD NITF 3.3//EN"\n  "http://127.0.0.1:PORT/x.dtd" >',
}


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_a_dtd_that_is_only_named_is_never_loaded(
    name: str, coding: str, secret: Path, listener: socket.socket
) -> None:
    doctype = NAMED[name].replace("FILE", str(secret)).replace("PORT", str(listener.getsockname()[1]))
    (story,) = read_stream(f"{doctype}\n{NITF % ''}".encode(coding), "f", DESK)
    assert isinstance(story, Story)
    (reject,) = refused(f"{doctype}{NITF % '&x;'}".encode(coding))
    assert "no DTD is read" in reject.reason
    (reject,) = refused(f"{doctype}{doctype}{NITF % ''}".encode(coding))
    assert "DOCTYPE" in reject.reason
    (reject,) = refused(f"{doctype}\n{NITF % '<a>'}".encode(coding))
    assert reject.origin == f"f:{doctype.count(chr(10)) + 2}"
    assert untouched(listener)


def test_the_parser_behind_the_gate_opens_nothing(secret: Path, listener: socket.socket) -> None:
    """Even where a DOCTYPE came through: no entity is expanded, nothing is opened."""
    from dateline.formats import xml

    for name in ("file", "http", "external DTD", "parameter", "external DTD file"):
        doctype, use = DOCTYPES[name]("nitf")
        text = f"{doctype}{NITF % use}".replace("FILE", str(secret)).replace("PORT", str(listener.getsockname()[1]))
        try:
            said = "".join(xml._tree(text).itertext())
        except Refused as error:
            said = error.reason
        assert SECRET not in said
    assert untouched(listener)


BEFORE = '<?xml version="1.0" encoding="%s"?>'
TRICKS = {
    "declared UTF-7": (BEFORE % "UTF-7").encode() + (NITF % "+ADwAIQ-DOCTYPE a+AD4-").encode(),
    "all in UTF-7": ((BEFORE % "UTF-7") + NITF % "").encode("utf-7"),
    "declared EBCDIC": (BEFORE % "IBM037").encode() + (NITF % "").encode(),
    "in EBCDIC": ((BEFORE % "IBM037") + NITF % "").encode("cp037"),
    "declared as code": (BEFORE % "unicode_escape").encode() + (NITF % "\\u003c").encode(),
    "declared as ROT13": (BEFORE % "rot13").encode() + (NITF % "").encode(),
    "declared as hz": (BEFORE % "hz").encode() + (NITF % "~{").encode(),
    "unknown encoding": (BEFORE % "x-user-1").encode() + (NITF % "").encode(),
    "unknown 8859": (BEFORE % "iso-8859-99").encode() + (NITF % "").encode(),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + (laughs("nitf", 3) + NITF % "&l3;").encode(),
    "mark within": (BEFORE % "UTF-8").encode() + b"\xef\xbb\xbf" + (laughs("nitf", 3) + NITF % "&l3;").encode(),
    "two declarations": (BEFORE % "UTF-8" + BEFORE % "UTF-7" + NITF % "").encode(),
    "wrong byte": (NITF % "").encode() + b"\xff",
    "overlong": (NITF % "").encode().replace(b"ferry", b"f\xc0\xbcerry"),
    "cut UTF-16": ((BEFORE % "UTF-16") + NITF % "").encode("utf-16")[:-1],
    "half a pair": "\ufeff".encode("utf-16-le") + (NITF % "X").encode("utf-16-le").replace(b"X\x00", b"\x3d\xd8"),
    "half UTF-16": (BEFORE % "UTF-16").encode("utf-16") + laughs("nitf", 3).encode() + (NITF % "&l3;").encode(),
    "NUL": (NITF % "\x00").encode(),
    "control": (NITF % "\x08").encode(),
    "reference to a control": (NITF % "&#8;").encode(),
    "reference to half a pair": (NITF % "&#xD800;").encode(),
    "reference too big": (NITF % "&#x110000;").encode(),
    "unknown entity": (NITF % "&secret;").encode(),
    "entity in an attribute": (NITF % '<a b="&x;"/>').encode(),
    "DOCTYPE within": (NITF % laughs("a", 3)).encode(),
    "DOCTYPE after": (NITF % "").encode() + laughs("nitf", 3).encode(),
    "two roots": (NITF % "").encode() * 2,
    "open comment": b"<!-- " + (NITF % "").encode(),
    "comment like HTML's": b"<!--> " + laughs("nitf", 3).encode() + b" -->x" + (NITF % "").encode(),
    "open CDATA": (NITF % "<![CDATA[").encode(),
    "crossed tags": (NITF % "<a><b></a></b>").encode(),
    "same attribute twice": (NITF % '<a b="" b=""/>').encode(),
    "unbound prefix": (NITF % "<x:a/>").encode(),
}


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_with_bytes_are_refused(name: str) -> None:
    refused(TRICKS[name])


def nested(inner: str, count: int) -> str:
    return f"<{inner}>" * count + f"</{inner}>" * count


def many(attribute: str, count: int) -> str:
    """That many attributes, # in each replaced by its number."""
    return " ".join(attribute.replace("#", str(i)) for i in range(count))


BIG: dict[str, Callable[[], str]] = {
    "100,000 deep": lambda: NITF % nested("b", 100_000),
    "200 deep": lambda: NITF % nested("b", 200),
    "never closed": lambda: "<nitf>" + "<b>" * 100_000,
    "200,000 attributes": lambda: NITF % ("<a " + many('a#=""', 200_000) + "/>"),
    "200,000 attributes, never closed": lambda: "<nitf " + many('a#=""', 200_000),
    "200,000 attributes with brackets": lambda: NITF % ("<a " + many('a#=">"', 200_000) + "/>"),
    "namespaces on one": lambda: NITF % ("<a " + many('xmlns:n#="u:#"', 100_000) + "/>"),
    "namespaces on many": lambda: NITF % "".join(f'<n{i}:a xmlns:n{i}="u:{i}"/>' for i in range(20_000)),
    "1,000,000 elements": lambda: NITF % ("<b/>" * 1_000_000),
    "500,000 instructions": lambda: NITF % ("<?a b?>" * 500_000),
    "instructions before": lambda: "<?a b?>" * 500_000 + NITF % "",
    "500,000 comments": lambda: NITF % ("<!---->" * 500_000),
    "long text": lambda: NITF % ("x" * 11_000_000),
    "long attribute": lambda: NITF % ('<a b="' + "x" * 11_000_000 + '"/>'),
    "long name": lambda: NITF % f"<{'x' * 1_000_000}/>",
    "long paragraph": lambda: NITF % ("word " * 20_000),
    "too big": lambda: NITF % ("word " * 4_000_000),
    "open tags": lambda: "<nitf>" + "<b " * 300_000,
    "open quotes": lambda: "<nitf>" + "<b c='" * 300_000,
    "brackets": lambda: NITF % ("&lt;" * 10 + "]]>" * 100_000),
}


@pytest.mark.parametrize("name", BIG)
def test_too_much_is_refused(name: str) -> None:
    refused(BIG[name]().encode())


@pytest.mark.parametrize("href", ["file://FILE", "http://127.0.0.1:PORT/x", "FILE"])
@pytest.mark.parametrize("parse", ["text", "xml"])
def test_xinclude_is_refused(href: str, parse: str, secret: Path, listener: socket.socket) -> None:
    href = href.replace("FILE", str(secret)).replace("PORT", str(listener.getsockname()[1]))
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="{parse}" href="{href}"/>'
    (reject,) = refused((ITEM % include).encode())
    assert "XInclude" in reject.reason
    assert untouched(listener)


def test_instructions_and_schema_locations_are_not_followed(listener: socket.socket) -> None:
    there = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    sheet = f'<?xml-stylesheet type="text/xsl" href="{there}"?><?xml-model href="{there}"?>'
    place = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{NAR} {there}" version="1"'
    text = sheet + (ITEM % sheet).replace('version="1"', place, 1)
    (story,) = read_stream(text.encode(), "f", DESK)
    assert isinstance(story, Story)
    assert story.text == "A ferry sailed."
    assert untouched(listener)


def test_remote_content_and_catalogues_are_not_fetched(listener: socket.socket) -> None:
    there = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    part = f'<contentSet><remoteContent href="{there}"/></contentSet>'
    text = f'<newsItem xmlns="{NAR}" guid="a"><catalogRef href="{there}"/>{part}</newsItem>'
    (reject,) = refused(text.encode())
    assert there in reject.reason
    assert untouched(listener)


def test_what_is_harmless_is_read() -> None:
    text = NITF % "<![CDATA[<!DOCTYPE a [<!ENTITY b 'c'>]> & <xi:include/>]]><!-- <!DOCTYPE a> --> &amp;lt; &#65;"
    (story,) = read_stream(text.encode(), "f", DESK)
    assert isinstance(story, Story)
    assert "<!DOCTYPE a [<!ENTITY b 'c'>]> & <xi:include/> &lt; A" in story.text
    deep = NITF % nested("b", LIMITS.xml_depth - 10)
    assert isinstance(next(iter(read_stream(deep.encode(), "f", DESK))), Story)


@pytest.mark.parametrize(
    "body",
    [
        f"{laughs('a')}<p>&l12;</p>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>',
        "<p>a</p><!ENTITY x 'y'><br>",
        "<div>" * 100_000,
        nested("div", 200),
        "<p a=1 " + many('b#=""', 100_000) + ">",
        "<b>" * 500_000,
        '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>',
    ],
    ids=range(8),
)
def test_markup_in_json_is_refused_too(body: str) -> None:
    record = {"uri": "a", "pubstatus": "usable", "body_xhtml": body}
    refused(msgspec.json.encode(record))
    with pytest.raises(Refused):
        fragment(body)


JSON = {
    "deep": b'{"uri": "a", "pubstatus": "usable", "x": ' + b"[" * 100_000,
    "deep and closed": b'{"uri": "a", "bodies": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"uri": "a", "associations": ' + b'{"a":' * 100_000,
    "no end": b'{"uri": "a", "pubstatus": "usable", "body_text": "' + b"x " * 500_000,
    "escapes": b'{"uri": "a", "pubstatus": "' + b'\\"' * 100_000,
    "big number": b'{"uri": "a", "pubstatus": "usable", "urgency": ' + b"9" * 100_000 + b', "body_text": 3}',
    "wrong kinds": b'{"uri": [], "versioncreated": {}, "bodies": 3, "body_text": [], "associations": "x"}',
    "wrong parts": b'{"uri": "a", "versioncreated": null, "bodies": [null, 3, {"value": []}], "associations": [[], 2]}',
    "not UTF-8": b'{"uri": "a", "pubstatus": "usable", "body_text": "\xff"}',
    "empty": b'{"uri": "", "pubstatus": "usable", "body_text": " "}',
    "an array of others": b'[{"uri": "a", "pubstatus": "usable"}, 3, "x", null, [[]]]',
}


@pytest.mark.parametrize("name", JSON)
def test_json_that_is_no_report_is_refused(name: str) -> None:
    refused(JSON[name])


@pytest.mark.parametrize(
    "head",
    [b"<!--" * 16_000, b"<?a" * 16_000, b"<a b='" * 10_000, b"<a '\"'" * 9_000, b"<" * 65_000, b" " * 65_000,
     b"<!DOCTYPE a [" + b"]  " * 20_000, b"<!DOCTYPE " + b"a" * 65_000, b"<" + b"a:" * 30_000, b"<a " + b"=" * 65_000],
    ids=range(10),
)  # fmt: skip
def test_the_look_at_the_beginning_is_quick(head: bytes) -> None:
    start = time.perf_counter()
    opening(head)
    with pytest.raises(Refused):
        parsed(head)
    assert time.perf_counter() - start < 0.5


def test_soup_of_nothing_is_nothing() -> None:
    assert soup("") is None
    assert soup("<!-- a -->") is None or fragment("<!-- a -->") == []
