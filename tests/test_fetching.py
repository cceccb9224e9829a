"""Fetching with manners: robots.txt, pauses, redirects, what is remembered, and the command."""

import json
from pathlib import Path

import msgspec
import pytest

from dateline.cli.fetching import Job, run_fetch
from dateline.fetching import State, fetch_all, load_state, save_state
from dateline.fetching.visiting import Visitor
from dateline.story import Reject, Story
from web_site import DESK, PAGE, QUICK, TEXT, Handler, Reply, Site, got, raw, refusal, rules, says


def test_a_page_is_fetched_read_and_told(site: Site) -> None:
    site.replies["/a"] = says(PAGE)
    (story,) = got(site)
    assert isinstance(story, Story)
    assert (str(story.date), story.title, story.publication.link) == ("2024-05-16", "Strike ends", site.root + "/a")
    assert site.paths() == ["/robots.txt", "/a"]
    asked = site.asked[1][1]
    assert asked["user-agent"].startswith("dateline/")
    assert not {"cookie", "referer", "authorization"} & set(asked)


# --- redirects


@pytest.mark.parametrize(
    "place",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://192.168.0.1/x",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, place: str) -> None:
    site.replies["/a"] = says("", 302, Location=place)
    assert "private or local" in refusal(site)


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://a.example/", "http://[::1", "javascript:alert(1)"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, place: str) -> None:
    site.replies["/a"] = says("", 301, Location=place)
    refusal(site)
    assert site.paths() == ["/robots.txt", "/a"]


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.replies |= {"/a": says("", 301, Location="/b"), "/b": says("", 307, Location="c"), "/c": says(PAGE)}
    (story,) = got(site)
    assert isinstance(story, Story)
    assert story.publication.link == site.root + "/c"
    site.replies["/c"] = says("", 302, Location="/a")
    assert "more than 5 redirects" in refusal(site)


def test_each_hop_asks_robots(site: Site) -> None:
    site.replies |= {"/robots.txt": says("User-agent: *\nDisallow: /b"), "/a": says("", 302, Location="/b/x"),
                     "/b/x": says(PAGE)}  # fmt: skip
    assert "robots.txt forbids" in refusal(site)
    assert "/b/x" not in site.paths()


# --- robots.txt


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (says("User-agent: dateline\nDisallow: /\n\nUser-agent: *\nAllow: /"), "forbids"),
        (says("User-agent: *\nDisallow: /a"), "forbids"),
        (says("User-agent: dateline\nAllow: /\n\nUser-agent: *\nDisallow: /"), None),
        (says("\ufeffUser-agent: *\nDisallow: /b"), None), (says("none", 404), None),
        (says(b"\xff\x00 nonsense"), None),
        (says("no", 403), "is forbidden"), (says("no", 500), "answers 500"), (says("no", 429), "answers 429"),
        (says("", 302, Location="http://10.0.0.1/robots.txt"), "private"), (says("x" * 600_000), "larger"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), "breaks off"),
    ],
)  # fmt: skip
def test_robots(site: Site, reply: Reply, reason: str | None) -> None:
    site.replies |= {"/a": says(PAGE), "/robots.txt": reply}
    if reason is None:
        assert isinstance(got(site)[0], Story)
    else:
        assert reason in refusal(site)
        assert "/a" not in site.paths()


def test_pauses(site: Site) -> None:
    """One pause after robots.txt and one between pages; a longer one where the site asks for it, up to a limit."""
    site.replies |= {"/a": says(PAGE), "/b": says(PAGE)}
    for robots, pause in (("", 2.0), ("User-agent: *\nCrawl-delay: 7", 7.0), ("User-agent: *\nCrawl-delay: 999", 30.0)):
        site.replies["/robots.txt"] = says(robots)
        slept: list[float] = []
        polite = rules(limits=msgspec.structs.replace(QUICK, delay_s=2.0), sleep=slept.append, clock=lambda: 0.0)
        assert len(list(fetch_all([site.root + "/a", site.root + "/b"], DESK, polite))) == 2
        assert slept == [pause, pause]


# --- what is remembered


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    def reply(handler: Handler) -> None:
        same = handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since") == "then"
        says("" if same else PAGE, 304 if same else 200, ETag='"v1"', Last_Modified="then")(handler)

    site.replies["/a"] = reply
    state = State()
    assert isinstance(got(site, state=state)[0], Story)
    save_state(state, tmp_path / "s")
    assert got(site, state=load_state(tmp_path / "s")) == []
    assert len(site.paths()) == 4


def test_a_busy_server(site: Site) -> None:
    busy = iter([says("", 429, Retry_After="3"), says(PAGE)])
    site.replies["/a"] = lambda handler: next(busy)(handler)
    slept: list[float] = []
    assert isinstance(got(site, sleep=slept.append)[0], Story)
    assert slept == [3.0]


@pytest.mark.parametrize("header", ["3600", "Thu, 01 Jan 1970 01:00:00 GMT"])
def test_a_server_that_is_busy_for_long_is_left_alone(site: Site, header: str) -> None:
    site.replies["/a"] = says("", 503, Retry_After=header)
    state = State()
    (found,) = got(site, state=state, now=lambda: 0.0)
    assert isinstance(found, Reject)
    assert "come again in 3600 s" in found.reason
    (again,) = got(site, state=state, now=lambda: 60.0)
    assert isinstance(again, Reject)
    assert "come again in 3540 s" in again.reason
    assert site.paths() == ["/robots.txt", "/a"]
    assert state.pending == {site.root + "/a": 2}


@pytest.mark.parametrize("header", ["", "soon", "-5", "١٢", "9" * 400, "Thu, 99 Foo 2024"])
def test_nonsense_in_retry_after(site: Site, header: str) -> None:
    site.replies["/a"] = lambda handler: says("", 429, Retry_After=header.encode().decode("latin-1"))(handler)
    refusal(site, sleep=lambda _: None)


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Post</title><item><title>Whole</title><guid>w1</guid><pubDate>Thu, 16 May 2024 08:00:00 GMT</pubDate>
<content:encoded><![CDATA[{text}]]></content:encoded></item>
<item><title>Short</title><link>{root}/short</link><description>In short.</description></item>
<item><title>Gone</title><link>{root}/gone</link></item><item><title>Ill</title><link>{root}/ill</link></item>
<item><title>Local</title><link>http://10.0.0.1/x</link></item><item><title>No link</title></item></channel></rss>"""


def test_a_feed_is_followed(site: Site) -> None:
    site.replies |= {"/feed": says(FEED.format(root=site.root, text=TEXT), Content_Type="application/rss+xml"),
                     "/short": says(PAGE), "/ill": says("", 500)}  # fmt: skip
    state = State()
    found = got(site, "/feed", state)
    assert [type(entry).__name__ for entry in found] == ["Story", "Reject", "Story", "Reject", "Reject", "Reject"]
    reasons = [entry.reason for entry in found if isinstance(entry, Reject)]
    assert [r.split(" of ")[0] for r in reasons[:3]] == [
        "only a summary",
        "the server answers 404",
        "the server answers 500",
    ]
    assert "private or local" in reasons[3]
    assert state.pending == {site.root + "/ill": 1}
    site.asked.clear()
    site.replies["/ill"] = says(PAGE.replace("Bergen", "Oslo"))
    again = got(site, "/feed", state)
    assert site.paths() == ["/robots.txt", "/ill", "/feed"]
    assert [type(entry).__name__ for entry in again] == ["Story", "Reject"]
    assert state.pending == {}


def test_a_json_feed_is_followed(site: Site) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "P",
        "items": [{"id": "1", "url": site.root + "/a"}],
    }
    site.replies |= {"/feed": says(json.dumps(feed), Content_Type="application/feed+json"), "/a": says(PAGE)}
    (story,) = got(site, "/feed")
    assert isinstance(story, Story)


def test_tries_come_to_an_end() -> None:
    state = State()
    for _ in range(5):
        state.put_off("x")
    assert state.pending == {}


def test_a_broken_state_is_said(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("{broken")
    with pytest.raises(ValueError, match="remove it"):
        load_state(tmp_path / "s")
    assert load_state(tmp_path / "none") == State()


def test_visits_do_not_repeat_robots(site: Site) -> None:
    site.replies |= {"/a": says(PAGE), "/b": says(PAGE)}
    visitor = Visitor(rules(), State())
    assert visitor.visit(site.root + "/a")
    assert visitor.visit(site.root + "/b")
    assert site.paths() == ["/robots.txt", "/a", "/b"]


# --- the command


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command without its pauses."""
    monkeypatch.setattr("dateline.cli.fetching.Rules", lambda loopback: rules(loopback=loopback))


def test_stories_are_added_to_a_file(
    site: Site, hurried: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.replies["/a"] = says(PAGE)
    out = str(tmp_path / "out.jsonl")
    assert run_fetch(Job((site.root + "/a",), out, loopback=True)) == 0
    line = json.loads(Path(out).read_text())
    assert (line["date"], line["title"], line["link"]) == ("2024-05-16", "Strike ends", site.root + "/a")
    assert run_fetch(Job((site.root + "/a",), out, loopback=True)) == 0
    assert len(Path(out).read_text().splitlines()) == 1
    site.replies["/b"] = says(PAGE.replace("Bergen", "Oslo"))
    assert run_fetch(Job((site.root + "/b", site.root + "/none"), out, loopback=True)) == 1
    assert len(Path(out).read_text().splitlines()) == 2
    assert "/none: the server answers 404" in capsys.readouterr().err
    from dateline.formats import read_path

    assert [type(e).__name__ for e in read_path(out, DESK)] == ["Story", "Story"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "out.jsonl.fetch.json"]


def test_pages_are_saved_in_a_folder(site: Site, hurried: None, tmp_path: Path) -> None:
    site.replies |= {"/..%2f..%2fx": says(PAGE), "/feed": says(FEED.format(root=site.root, text=TEXT)),
                     "/short": says(PAGE)}  # fmt: skip
    out = str(tmp_path / "pages") + "/"
    assert run_fetch(Job((site.root + "/..%2f..%2fx", site.root + "/feed"), out, loopback=True)) == 1
    kinds = sorted(p.suffix or p.name for p in (tmp_path / "pages").iterdir())
    assert kinds == [".html", ".html", ".json", ".xml"]
    assert {p.read_text() for p in (tmp_path / "pages").glob("*.html")} == {PAGE}


def test_standard_output(site: Site, hurried: None, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    site.replies["/a"] = says(PAGE)
    assert run_fetch(Job((site.root + "/a",), None, loopback=True)) == 0
    assert json.loads(capsysbinary.readouterr().out)["title"] == "Strike ends"
    assert run_fetch(Job((site.root + "/a",), None)) == 2
