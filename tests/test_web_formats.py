"""Pages, feeds and mails: every sample against what is expected of it, how formats are told, and small rules."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dateline.formats import desk, read_path, read_stream
from dateline.formats.authors import authors
from dateline.formats.charsets import decoded
from dateline.formats.fragments import blocks_of_html
from dateline.formats.moments import moment
from dateline.formats.registry import format_of
from dateline.formats.web_words import mail_words, web_words
from dateline.story import Reject, Story

SAMPLES = Path(__file__).resolve().parent / "samples/web"
EXPECTED: dict[str, list[dict[str, object]]] = yaml.safe_load((SAMPLES / "expected.yaml").read_text())
DESK = desk()
FIELDS = ("published", "updated", "publisher", "language", "link", "rights", "embargo")


def ends(text: str) -> str:
    words = text.split()
    return f"{' '.join(words[:4])} … {' '.join(words[-2:])}"


def told(entry: Story | Reject) -> dict[str, object]:
    """An entry as the table of expectations writes it."""
    if isinstance(entry, Reject):
        return {"at": Path(entry.origin).name, "reject": entry.reason, "remedy": entry.remedy}
    publication = entry.publication
    found = {
        "date": str(entry.date) if entry.date else None, "title": entry.title, "byline": list(entry.byline),
        "agency": entry.agency, "dateline": [s.text for s in entry.dateline], "id": entry.source_id,
        **{name: getattr(publication, name) for name in FIELDS}, "subjects": [s.name for s in publication.subjects],
        "robots": list(publication.robots), "credits": {key: list(names) for key, names in entry.credits.items()},
        "crossheads": [s.text for s in entry.crossheads], "paragraphs": [ends(s.text) for s in entry.paragraphs],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def holds(story: Story) -> bool:
    """Every span is an exact slice, each paragraph a block of the text of its own."""
    spans = [*story.paragraphs, *story.dateline, *story.crossheads]
    blocks = story.text.split("\n\n")
    return (
        story.extracted
        and all(story.text[s.start : s.end] == s.text for s in spans)
        and all(any(p.text in block for block in blocks) for p in story.paragraphs)
    )


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>".encode()


REPORT = (
    "<article><h1>Strike ends</h1><p>The seamen of Norway ended their strike on Thursday, the union said in Bergen.</p>"
    "<p>The government agreed to pay for two more crews on the line until the end of the year 2026.</p></article>"
)


def only(data: bytes) -> Story | Reject:
    (found,) = read_stream(data, "f", DESK)
    return found


def story(data: bytes) -> Story:
    found = only(data)
    assert isinstance(found, Story), found
    return found


def test_every_sample_is_expected() -> None:
    assert sorted(p.name for p in SAMPLES.iterdir() if p.name != "expected.yaml") == sorted(EXPECTED)
    kinds = [next(iter(SAMPLES.joinpath(name).suffixes)) for name in EXPECTED]
    assert kinds.count(".html") >= 15
    assert kinds.count(".eml") >= 6
    assert sum(kind in (".xml", ".rdf", ".json") for kind in kinds) >= 10


@pytest.mark.parametrize("name", EXPECTED)
def test_samples(name: str) -> None:
    found = list(read_path(SAMPLES / name, DESK))
    assert [told(entry) for entry in found] == EXPECTED[name]
    assert all(holds(entry) for entry in found if isinstance(entry, Story))


FORMATS = {".html": "html", ".xml": "feed", ".rdf": "feed", ".json": "jsonfeed", ".eml": "mail"}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("coding", [None, "utf-8-sig", "utf-16"])
def test_formats_are_told_by_content(name: str, coding: str | None) -> None:
    raw = (SAMPLES / name).read_bytes()
    kind = FORMATS[Path(name).suffix]
    if coding and kind == "mail":
        pytest.skip("a mail is bytes of ASCII")
    known = format_of(decoded(raw).encode(coding) if coding else raw)
    assert known is not None
    assert known.name == kind
    assert known.risky


@pytest.mark.parametrize(
    "text",
    [
        "<<Previous story corrected>> OSLO (AP) - A ferry opened.", "<b>OSLO</b> A ferry opened.",
        "<p>A ferry opened.</p>",
        "<htmlx>", "<headline>A ferry</headline>", "< html >", "A page begins with <html> and a feed with <rss>.",
        "<feed>x</feed>",
        '<feed xmlns="http://example.org/">', "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        "<rssx/>",
        '{"text": "the \\"version\\": \\"https://jsonfeed.org/version/1\\" of it"}', '{"text": "<html>"}',
        '{"id": 1, "text": "a"}',
        "From: Ana Ruiz\n\nOSLO - A ferry opened.", "FROM: OSLO\nDATE: MONDAY\nSUBJECT: FERRY\n\nA ferry opened.",
        "SIEGEL: Good evening.\nLIND: Good evening.\n", "From the harbour\nDate: today",
        "<!-- x", "<?xml", "<!doctype", "\ufeff", "",
        "From: a\nDate: b\nMessage-ID c\nSubject: d",
    ],
)  # fmt: skip
def test_what_is_left_to_other_formats(text: str) -> None:
    assert format_of(text.encode()) is None


def test_words_and_their_examples() -> None:
    web, mail = web_words(), mail_words()
    for name in ("consent", "paywall", "refused"):
        pattern = getattr(web, name)
        assert [t for t in getattr(web.data.examples, name) if not pattern.search(t)] == []
        assert [t for t in getattr(web.data.examples, f"no_{name}") if pattern.search(t)] == []
    for name in ("cut", "dropped", "embargo"):
        pattern = getattr(mail, name)
        assert [t for t in getattr(mail.data.examples, name) if not pattern.fullmatch(t)] == []
        assert [t for t in getattr(mail.data.examples, f"no_{name}") if pattern.fullmatch(t)] == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-16", "2024-05-16"), ("20240516", "2024-05-16"), ("2024-05-16T08:30:00Z", "2024-05-16T08:30:00Z"),
        ("2024-05-16 08:30", "2024-05-16T08:30"), ("2024-05-16T23:30:00.123-0500", "2024-05-16T23:30:00-05:00"),
        ("2024-05-16T08:30:00+05:45", "2024-05-16T08:30:00+05:45"), ("20240516T083000Z", "2024-05-16T08:30:00Z"),
        ("Thu, 16 May 2024 08:30:00 GMT", "2024-05-16T08:30:00Z"), ("16 May 2024 23:30 -0800",
        "2024-05-16T23:30:00-08:00"),
        ("Thu, 16 May 2024 08:30:00 -0000", "2024-05-16T08:30:00"), ("2024-02-30", None), ("2024-05-16T25:00", None),
        ("", None),
        (None, None), ("yesterday", None), ("05/06/2024", None), ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("9999-12-31", None), ("3 hours ago", None), ("2024-05-16T08:30:00+99:99", None), ("x" * 500, None),
        ("٢٠٢٤-٠٥-١٦", None),
        ("1 Jan 99999999999 00:00:00", None), ("31 Dec 9999 23:59:59 -2399", None), ("2024", None), ("2024-05", None),
    ],
)  # fmt: skip
def test_moments(text: str | None, iso: str | None) -> None:
    found = moment(text)
    assert (found.iso if found else None) == iso
    assert found is None or found.iso.startswith(found.day.isoformat())


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("Łódź".encode(), None, "Łódź"), ("Łódź".encode("iso-8859-2"), "iso-8859-2", "Łódź"), ("“a”".encode("cp1252"),
        "latin1", "“a”"),
        ("“é”".encode("cp1252"), None, "“é”"), ("é".encode("cp1252"), "utf-8", "é"), (b"<script>", "utf-7", "<script>"),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"), ("é".encode() * 30 + b"\xff", None, "é" * 30 + "\ufffd"),
        (b"a", "rot13", "a"), (b"a", "no\0such", "a"), (b"eJwrAAAAeQB5", "zlib", "eJwrAAAAeQB5"),
        ("é".encode("utf-16"), None, "é"),
        ('<meta charset="koi8-r">Ж'.encode("koi8-r"), None, '<meta charset="koi8-r">Ж'), (b"\xff\xfe\x00", None,
        "\ufffd"),
    ],
)  # fmt: skip
def test_charsets(raw: bytes, declared: str | None, text: str) -> None:
    assert decoded(raw, declared) == text


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("", "", None), ("", "<p class='date'>16 May 2024</p>", "2024-05-16"), ("",
        "<p class='date'>Published May 16th, 2024</p>", "2024-05-16"),
        ("", "<p class='date'>05/06/2024</p>", None), ("", "<p class='date'>3 hours ago</p>", None),
        ("", "<p class='comment-date'>16 May 2024</p>", None), ("",
        "<footer><p class='date'>16 May 2024</p></footer>", None),
        ("", "<time>16 May 2024</time>", "2024-05-16"), ("",
        "<aside><time datetime='2024-05-16'></time></aside>", None),
        ("", "<p>© 2024 The Post</p>", None), ("<meta name='date' content='2024-05-16'>", "<time>1 May 2020</time>",
        "2024-05-16"),
        ("<meta name='date' content='soon'><meta name='DC.date' content='2024-05-16'>", "", "2024-05-16"),
        ("<link rel=canonical href='https://a.example/2024/05/16/x'>", "", "2024-05-16"),
        ("<link rel=canonical href='https://a.example/x-20240516.html'>", "", "2024-05-16"),
        ("<link rel=canonical href='https://a.example/2024/13/16/x'>", "", None),
        ("<link rel=canonical href='http://[::1'>", "", None),
        ("<link rel=canonical href='https://a.example/item-20240599'>", "", None),
        ("<meta property='article:modified_time' content='2024-05-16'>", "", None),
        ("<script type='application/ld+json'>{\"@type\":\"WebPage\",\"datePublished\":\"2024-05-16\"}</script>",
        "", None),
    ],
)  # fmt: skip
def test_days_are_told_never_guessed(head: str, body: str, day: str | None) -> None:
    found = story(page(body + REPORT, head))
    assert (str(found.date) if found.date else None) == day


def test_the_result_does_not_depend_on_the_day_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock is read: a page of the year 2199 has its date, and one without a date has none."""

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Later":
            raise AssertionError("the clock was read")

        today = utcnow = now

    monkeypatch.setattr(datetime, "datetime", Later)
    assert str(story(page(REPORT, "<meta name='date' content='2199-05-16'>")).date) == "2199-05-16"


LD = '<script type="application/ld+json">%s</script>'


def node(**fields: object) -> str:
    return LD % json.dumps({"@type": "NewsArticle", "headline": "H", **fields})


def test_titles() -> None:
    assert story(page(REPORT)).title == "Strike ends"
    assert story(page(REPORT, node())).title == "H"
    plain = REPORT.replace("<h1>Strike ends</h1>", "")
    site = "<meta property='og:site_name' content='The Post'>"
    assert story(page(plain, site + "<meta property='og:title' content='Over | The Post'>")).title == "Over"
    assert story(page("<h1>The Post</h1>" + plain, site + "<meta property='og:title' content='Over'>")).title == "Over"
    assert story(page(plain)).title == "T"


@pytest.mark.parametrize(
    "fields",
    [
        {"author": {"name": "Ana Ruiz"}}, {"author": "Ana Ruiz"}, {"author": ["By Ana Ruiz", "https://x.example/ana"]},
        {"author": [{"@type": ["Person"], "name": ["Ana Ruiz"]}]}, {"creator": {"@value": "Ana Ruiz"}},
        {"author": [{"name": None}, 5, None, [], {"name": {"@value": "Ana Ruiz"}}]},
    ],
)  # fmt: skip
def test_authors_of_linked_data(fields: dict[str, object]) -> None:
    assert story(page(REPORT, node(**fields))).byline == ("Ana Ruiz",)


def test_names_of_authors() -> None:
    assert authors(["By Ana Ruiz and Bo Lind", "Reuters", "ana", "a@b.example"], DESK.wire).names == (
        "Ana Ruiz",
        "Bo Lind",
        "ana",
    )
    assert authors(["Ana Ruiz, AFP"], DESK.wire).agency == "AFP"
    assert authors([], DESK.wire).agency is None


@pytest.mark.parametrize(
    "script",
    [
        "", "null", "[]", "5", "{", "[" * 100_000, '{"a":' * 100_000, '{"@graph": [[[[{"@graph": 3}]]]]}',
        '{"@type": {"x": [1]}}', "\x00",
        '{"@type": "NewsArticle", "author": {"author": []}, "datePublished": [], "headline": {},'
        '"url": 3, "mainEntityOfPage": [[]]}',
        '{"@type": "LiveBlogPosting", "liveBlogUpdate": [[], 3, null, {"articleBody": 4}, {"articleBody": "  "}]}',
        '{"@type": "NewsArticle", "headline": "\\ud800"}', '{"@type": "NewsArticle", "isAccessibleForFree": []}',
        "<!--" + " " * 300_000 + "x",
        '{"@type": "NewsArticle", "headline": "' + "x" * 600_000 + '"}',
        '[{"@type": "NewsArticle"}' + ",{}" * 5_000 + "]",
    ],
    ids=range(17),
)  # fmt: skip
def test_nothing_in_linked_data_is_trusted(script: str) -> None:
    assert "seamen" in story(page(REPORT, LD % script)).text


def test_the_node_of_this_page_wins() -> None:
    link = "<link rel=canonical href='https://a.example/b'>"
    other = {"@type": "NewsArticle", "headline": "Other", "url": "https://a.example/c"}
    own = {"@type": "NewsArticle", "headline": "Own", "url": "https://a.example/b"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Listed"}]}
    assert story(page(REPORT, link + LD % json.dumps([listed, other, own]))).title == "Own"


def test_a_page_said_to_be_paid_for_but_whole_is_read() -> None:
    long = REPORT.replace(
        "</article>", "<p>" + "The talks went on for days and led to nothing. " * 20 + "</p></article>"
    )
    assert story(page(long, node(isAccessibleForFree=False)))
    assert "subscribers" in str(only(page(REPORT, node(isAccessibleForFree=False))))


def test_blogs_that_link_to_their_next_post_have_one_page() -> None:
    head = "<link rel=canonical href='https://a.example/2024/strike'><link rel=next href='%s'>"
    assert story(page(REPORT, head % "https://a.example/2024/other-story"))
    found = list(read_stream(page(REPORT, head % "/2024/strike?page=2"), "f", DESK))
    assert "https://a.example/2024/strike?page=2" in str(found[1])


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>A</p><p>B</p>", ["A", "B"]), ("A<br>B<br><br>C", ["A B", "C"]), ("<div>A<p>B</p>C</div>", ["A", "B", "C"]),
        ("A & B\n\nC &lt; D", ["A & B", "C < D"]), ("<ul><li>A</li><li><p>B</p></li></ul>", ["A", "B"]), ("", []),
        ("<p> </p>", []),
        ("<table><tr><td>A</td><td>B</td></tr></table>", ["A B"]), ("<p>A<script>x</script>B<!-- c -->C</p>", ["ABC"]),
        ("<figure><img><figcaption>x</figcaption></figure>A<p>B", ["A", "B"]), ("<p>A\x00\ud800B</p>", ["A B"]),
        ("<p>A<b>B</b>C</p>", ["ABC"]),
    ],
)  # fmt: skip
def test_fragments(html: str, blocks: list[str]) -> None:
    assert [block.text for block in blocks_of_html(html)] == blocks


NO_SIDE_EFFECTS = """
import os, socket, sys
from pathlib import Path
def refuse(*_, **__): raise AssertionError("a connection")
import msgspec
from dateline.formats import desk, read_path
at = msgspec.structs.replace(desk(), sandbox=None)
at.languages.model  # its model is unpacked through a nameless file of the system
reads = []
class Watched(dict):
    def get(self, key, default=None):
        reads.append(key); return super().get(key, default)
def audit(event, args):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.Request")): raise AssertionError(event)
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+") : raise AssertionError(args)
    if event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not args[1]: raise AssertionError(args)
    if event in ("os.mkdir", "os.rename", "tempfile.mkstemp", "subprocess.Popen"): raise AssertionError(event)
sys.dont_write_bytecode = True
sys.addaudithook(audit)
socket.socket.connect = socket.create_connection = refuse
count = sum(1 for path in sys.argv[1:] for _ in read_path(path, at))
print(count)
"""


def test_nothing_is_written_and_nobody_is_called(tmp_path: Path) -> None:
    """A fresh process, for what a library does on import counts too; writing and connecting are forbidden to it."""
    names = [str(SAMPLES / name) for name in EXPECTED]
    environment = {"PYTHONPATH": str(SAMPLES.parents[2] / "src"), "HOME": str(tmp_path / "home"),
    "XDG_CACHE_HOME": str(tmp_path / "c"),
                   "http_proxy": "http://127.0.0.1:9", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    warm = subprocess.run([sys.executable, "-c", "from dateline.formats.web_words import *; web_words(); mail_words()\n"
                           "from dateline.formats import desk; desk().languages.data"],
                          env=environment, check=True)  # fmt: skip
    assert warm.returncode == 0
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    ran = subprocess.run(
        [sys.executable, "-c", NO_SIDE_EFFECTS, *names], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert int(ran.stdout) == sum(map(len, EXPECTED.values()))
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before
    assert not (tmp_path / "home").exists()
