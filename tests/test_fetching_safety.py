"""Fetching in safety: no private address is ever reached, and no answer is too slow, too large or too broken."""

import gzip
import re
import socket
import time
import zlib

import pytest

from dateline.fetching import Refused, Rules, fetch_all
from dateline.fetching.addresses import is_public
from dateline.fetching.asking import ask
from dateline.fetching.connecting import Deadline, connected
from dateline.fetching.links import redirected, target_of
from dateline.fetching.unpacking import unpacked
from dateline.story import Reject, Story
from web_site import DESK, ENDLESS, PAGE, QUICK, Site, got, raw, refusal, rules, says

# --- where the program may go


PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:81b::200e"]
PRIVATE = str.split("""
127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.127.255.254 169.254.169.254 172.16.0.1
172.31.9.9 192.168.1.1 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1
239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1
ff02::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 100::1 nonsense
""")


def test_addresses() -> None:
    assert [address for address in PUBLIC if not is_public(address)] == []
    assert [address for address in PRIVATE if is_public(address)] == []
    assert [a for a in PRIVATE if is_public(a, loopback=True)] == ["127.0.0.1", "127.9.9.9", "::1"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"]
)
def test_no_form_of_a_local_address_is_reached(host: str) -> None:
    (found,) = (e for f in fetch_all([f"http://{host}/"], DESK, Rules(limits=QUICK)) for e in f.entries)
    assert isinstance(found, Reject)
    assert "private or local" in found.reason


def test_without_the_switch_the_test_server_is_not_reached(site: Site) -> None:
    assert "port" in refusal(site, loopback=False)
    with pytest.raises(Refused, match="private or local"):
        ask(target_of(site.root + "/a", rules()), Rules(limits=QUICK))
    assert site.asked == []


def test_one_private_address_among_public_ones_is_enough() -> None:
    def mixed(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        return [(socket.AF_INET, ("93.184.216.34", port)), (socket.AF_INET, ("10.0.0.1", port))]

    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        ask(target_of("http://mixed.example/", Rules()), Rules(resolve=mixed, limits=QUICK))


def test_rebinding_changes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer of the resolver is checked and is connected to; there is no second question."""
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    reached: list[object] = []

    def turning(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        return [(socket.AF_INET, (next(answers), port))]

    def connect(self: socket.socket, place: object) -> None:
        reached.append(place)
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(Refused, match="no connection"):
        ask(target_of("http://turning.example/", Rules()), Rules(resolve=turning, limits=QUICK))
    assert reached == [("93.184.216.34", 80)]
    with pytest.raises(Refused, match=r"private or local network \(127\.0\.0\.1\)"):
        ask(target_of("http://turning.example/", Rules()), Rules(resolve=turning, limits=QUICK))
    assert len(reached) == 1


def test_the_socket_itself_is_asked_where_it_leads(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the address that was checked is not the one reached (a proxy, a rewritten route), it is refused."""
    monkeypatch.setattr("dateline.fetching.connecting._addresses", lambda target, rules, deadline: [
        (socket.AF_INET, ("127.0.0.1", int(site.root.rsplit(":", 1)[1])))])  # fmt: skip
    with pytest.raises(Refused, match="private or local"):
        connected(target_of("http://name.example/", Rules()), Rules(limits=QUICK), Deadline(1, time.monotonic))


def test_a_slow_resolver_is_not_waited_for() -> None:
    def slow(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        time.sleep(1.5)
        return []

    began = time.monotonic()
    with pytest.raises(Refused, match="not found in time"):
        ask(target_of("http://slow.example/", Rules()), Rules(resolve=slow, limits=QUICK))
    assert time.monotonic() - began < 1.2


def test_proxies_of_the_environment_are_ignored(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.replies["/a"] = says(PAGE)
    assert isinstance(got(site)[0], Story)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("file:///etc/passwd", "not of the web"), ("ftp://a.example/x", "not of the web"),
        ("gopher://a/", "not of the web"),
        ("//a.example/", "not of the web"), ("a.example", "not of the web"), ("http://", "no host"),
        ("http://u:p@a.example/", "user"), ("http://a.example@b.example/", "user"), ("http://a.example:22/", "port 22"),
        ("https://a.example:80/", "port 80"), ("http://a.example/\r\nX: y", "control"),
        ("http://a.example/a b", "blanks"),
        ("http://a.example\\@b.example/", "control"), ("http://[::1%25eth0]/", "no host"),
        ("http://a.example:99999/", "read"),
        ("http://a\u3002b\u2100.example/", "no"), ("http://[::1/", "read"), ("http://" + "a" * 3000, "too long"),
    ],
)  # fmt: skip
def test_bad_links(link: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        target_of(link, Rules())


def test_links_are_written_as_http_wants_them() -> None:
    target = target_of("HTTPS://Bücher.Example:443/straße?q=ä&r=%20#top", Rules())
    assert target.link == "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4&r=%20"
    assert redirected(target, "../x y".replace(" ", "%20"), Rules()).link == "https://xn--bcher-kva.example/x%20y"


# --- answers that are too slow, too large, or broken


BLOCK = b"<p>word</p>" * 6_000


def test_slow_loris(site: Site) -> None:
    for head in (b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"):
        site.replies["/a"] = raw(head, b"X: y\r\n", pause=0.1, endless=True)
        began = time.monotonic()
        assert "too long" in refusal(site)
        assert time.monotonic() - began < 2.5


def test_a_silent_server(site: Site) -> None:
    site.replies["/a"] = raw(b"HTTP/1.1 200 OK\r\n\r\n<p>", pause=1.2)
    assert "too long" in refusal(site)


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ((ENDLESS + b"\r\n", BLOCK), "larger"),
        ((ENDLESS + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % len(BLOCK) + BLOCK + b"\r\n"), "larger"),
        ((ENDLESS + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", BLOCK), "larger|no answer"),
        ((ENDLESS + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", BLOCK), "larger|no answer"),
        ((ENDLESS + b"X: " + b"y" * 70_000, b"z"), "no answer"),
        ((b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 50), "no answer"),
        ((b"HTTP/1.1 100 Continue\r\n\r\n" * 100,), "larger|too long"),
        ((ENDLESS + b"Content-Length: 999999999999\r\n\r\n", BLOCK), "larger"),
    ],
    ids=range(8),
)  # fmt: skip
def test_endless_answers(site: Site, pieces: tuple[bytes, ...], reason: str) -> None:
    site.replies["/a"] = raw(*pieces, endless=True)
    began = time.monotonic()
    assert re.search(reason, refusal(site))
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    "pieces",
    [
        (b"",), (b"SSH-2.0-OpenSSH\r\n",), (b"HTTP/1.1 abc\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",),
        (ENDLESS + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc",),
        (ENDLESS + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",),
        (b"\x16\x03\x01" * 20,), (b"HTTP/1.1 200 OK\r\n\r\n",), (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",),
    ],
    ids=range(9),
)  # fmt: skip
def test_broken_answers(site: Site, pieces: tuple[bytes, ...]) -> None:
    site.replies["/a"] = raw(*pieces)
    refusal(site)


def test_statuses_and_types(site: Site) -> None:
    for status in (204, 206, 400, 401, 404, 410, 451, 500, 502):
        site.replies["/a"] = says("<html><p>x</p></html>", status)
        assert f"answers {status}" in refusal(site)
    for kind in ("application/pdf", "image/png", "video/mp4", "application/octet-stream", "text/css"):
        site.replies["/a"] = says(PAGE, Content_Type=kind)
        assert "no page and no feed" in refusal(site)
    site.replies["/a"] = says(PAGE, Content_Type="Application/XHTML+xml; charset=utf-8")
    assert isinstance(got(site)[0], Story)


def test_the_servers_charset_wins(site: Site) -> None:
    page = PAGE.replace("Bergen", "Łódź").replace("<head>", "<head><meta charset='utf-8'>")
    site.replies["/a"] = says(page.encode("iso-8859-2"), Content_Type="text/html; charset=ISO-8859-2")
    (story,) = got(site)
    assert isinstance(story, Story)
    assert "Łódź" in story.text
    site.replies["/a"] = says(PAGE, Content_Type="text/html; charset=utf-7")
    assert isinstance(got(site)[0], Story)


# --- packed answers


def brotlied(data: bytes) -> bytes:
    return bytes(pytest.importorskip("brotli").compress(data, quality=1))


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotlied}


@pytest.mark.parametrize("coding", PACKERS)
def test_packed_answers(site: Site, coding: str) -> None:
    packed = PACKERS[coding](PAGE.encode())
    site.replies["/a"] = says(packed, Content_Encoding=coding)
    assert isinstance(got(site)[0], Story)
    site.replies["/a"] = says(packed[:-9], Content_Encoding=coding)
    assert "breaks off" in refusal(site)
    site.replies["/a"] = says(PACKERS[coding](b"\0" * 50_000_000), Content_Encoding=coding)
    began = time.monotonic()
    assert "unpacks to more" in refusal(site)
    assert time.monotonic() - began < 2


def test_unpacking() -> None:
    data = PAGE.encode()
    assert unpacked(raw_deflate(data), "deflate", 9_999) == data
    assert unpacked(gzip.compress(data[:50]) + gzip.compress(data[50:]), "x-gzip", 9_999) == data
    for body, coding in ((gzip.compress(b"a" * 30_000) * 3, "gzip"), (gzip.compress(b"") * 200, "gzip")):
        with pytest.raises(Refused, match="more"):
            unpacked(body, coding, 80_000)
    for coding in ("gzip, gzip", "compress", "zstd", "x\x1b[2J"):
        with pytest.raises(Refused, match="packed as"):
            unpacked(data, coding, 9_999)
    with pytest.raises(Refused, match="breaks off"):
        unpacked(b"no gzip", "gzip", 9_999)
