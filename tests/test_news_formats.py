"""NewsML-G2, NITF and ninjs: every sample against the table of what it must give, and each part on its own."""

import datetime
import random
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
import yaml

from dateline.formats import desk, read_path, read_stream
from dateline.formats.assembling import Found, assembled
from dateline.formats.desking import dated, names_in, rights_of, urgency_of, with_dateline
from dateline.formats.limits import LIMITS
from dateline.formats.markup import Piece, either, fragment, plain
from dateline.formats.moments import moment
from dateline.formats.newscodes import newscodes
from dateline.formats.newsml import NEWSML
from dateline.formats.ninjs import NINJS
from dateline.formats.nitf import NITF
from dateline.formats.registry import format_of
from dateline.story import Reject, Story

DESK = desk()
SAMPLES = Path(__file__).parent / "samples/news"
EXPECTED = yaml.safe_load((SAMPLES / "expected.yaml").read_text())


def read(data: bytes) -> list[Story | Reject]:
    return list(read_stream(data, "f", DESK))


def only(data: bytes) -> Story:
    (found,) = read(data)
    assert isinstance(found, Story), found
    return found


def holds(story: Story) -> bool:
    """Every span is an exact slice, and no paragraph lies in another or in a crosshead."""
    spans = sorted([*story.paragraphs, *story.crossheads])
    apart = all(a.end <= b.start for a, b in pairwise(spans))
    return apart and all(story.text[s.start : s.end] == s.text and s.text.strip() for s in [*spans, *story.dateline])


def told(entry: Story | Reject) -> dict:
    if isinstance(entry, Reject):
        return {"reject": f"{Path(entry.origin).name} | {entry.reason} | {entry.remedy}"}
    fields = {
        "id": entry.source_id,
        "date": str(entry.date or ""),
        "title": entry.title,
        "byline": list(entry.byline),
        "agency": entry.agency,
        "dateline": [span.text for span in entry.dateline],
        "crossheads": [span.text for span in entry.crossheads],
        "credits": {key: list(names) for key, names in entry.credits.items()},
        "paragraphs": [span.text for span in entry.paragraphs],
        "publication": msgspec.json.decode(msgspec.json.encode(entry.publication)),
    }
    return {key: value for key, value in fields.items() if value}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_what_the_table_says(name: str) -> None:
    found = list(read_path(SAMPLES / name, DESK))
    assert [told(entry) for entry in found] == EXPECTED[name]
    stories = [entry for entry in found if isinstance(entry, Story)]
    assert all(holds(story) and story.extracted for story in stories)


def test_every_sample_stands_in_the_table() -> None:
    there = {path.name for path in SAMPLES.iterdir()} - {"expected.yaml"}
    assert there == set(EXPECTED)
    assert len(there) > 40


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_that_ends_anywhere_is_no_error(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    for end in range(len(data)):
        for entry in read(data[:end]):
            assert entry.reason if isinstance(entry, Reject) else holds(entry)


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith("xml")])
def test_xml_that_ends_within_is_never_a_story(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    for share in (0.3, 0.6, 0.9):
        found = read(data[: 2 * int(share * len(data) / 2)])
        assert all(isinstance(entry, Reject) for entry in found), share


@pytest.mark.parametrize("name", EXPECTED)
def test_wrong_bits_are_no_error(name: str) -> None:
    data, chance = (SAMPLES / name).read_bytes(), random.Random(name)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        for entry in read(bytes(broken)):
            assert entry.reason if isinstance(entry, Reject) else holds(entry)


@pytest.mark.parametrize("name", ["g2-29-xhtml.xml", "nitf-32.xml", "ninjs-20.json", "ninjs-array.json"])
@pytest.mark.parametrize(
    "coding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7", "cp037"]
)
def test_other_encodings_are_read_or_refused(name: str, coding: str) -> None:
    text = (SAMPLES / name).read_text().replace("’", "'").replace("“", '"').replace("”", '"').replace("—", "-")
    found = read(text.replace("Norway", "Þórshöfn").encode(coding, "replace"))
    stories = [entry for entry in found if isinstance(entry, Story)]
    assert found
    if coding in ("utf-8-sig", "utf-16", "utf-32"):
        assert [story.source_id for story in stories] == [entry["id"] for entry in EXPECTED[name] if "id" in entry]
    assert all(holds(story) for story in stories)


@pytest.mark.parametrize("odd", ["\u202e", "\u2066x\u2069", "\ufeff", "\u2028", "\x85", "🚢", "e\u0301", "\u200f"])
def test_odd_characters_keep_spans_exact(odd: str) -> None:
    text = f"Norway {odd}opened a {odd} line on Monday."
    g2 = f"<nitf><body><body.content><p>{text}</p><p>It is{odd} long.</p></body.content></body></nitf>"
    ninjs = msgspec.json.encode({"uri": "a", "pubstatus": "usable", "body_text": f"{text}\n\nIt is{odd} long."})
    for data in (g2.encode(), ninjs):
        story = only(data)
        assert holds(story)
        assert "Norway" in story.text


@pytest.mark.parametrize("bad", [r"\ud800", r"\ud83d x"])
def test_half_a_character_is_refused(bad: str) -> None:
    (found,) = read(b'{"uri": "a", "versioncreated": "2024-01-01", "body_text": "A ferry %s sailed."}' % bad.encode())
    assert isinstance(found, Reject)


@pytest.mark.parametrize(
    "text",
    [
        "<nitf> is an element, and <newsItem> another, he said.",
        "<newsItem\n\nsailed on Monday.",
        "<b>OSLO</b> (Reuters) - Norway opened a bridge.",
        "<OSLO> Norway opened a bridge on Monday.",
        '{"text": "Norway opened a bridge.", "uri": "a", "versioncreated": "2024-01-01", "headline": "b"}',
        '{"id": 1, "title": "t", "text": "x", "pubstatus": "usable", "slugline": "s"}\n{"text": "y"}',
        '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"uri": "a", "bodies": []}]}',
        '{"@type": "NewsArticle", "headline": "h", "articleBody": "A ferry sailed."}',
        '{"uri": "text", "headline": "h"}',
        '<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        "<!DOCTYPE html><html><body><nitf/></body></html>",
        '<x:newsItem xmlns:x="http://example.org/other"><a/></x:newsItem>',
        "OSLO (Reuters) - Norway opened a bridge.",
        "",
    ],
)
def test_other_texts_are_left_to_others(text: str) -> None:
    assert format_of(text.encode()) not in (NEWSML, NITF, NINJS)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xef\xbb\xbf  <!-- a --><?pi b?>\n<nitf><head/></nitf>", "NITF"),
        (b'<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.3//EN" "nitf-3-3.dtd" [<!ENTITY a "b">]><nitf/>', "NITF"),
        (b'<n:newsMessage xmlns:n="http://iptc.org/std/nar/2006-10-01/"><n:header/>', "NewsML-G2"),
        (b'[{"body_xhtml": "<p>\\"uri\\": {", "uri": "a"}]', "ninjs"),
        (b'{"standard": {"name": "ninjs", "version": "3.0"}, "uri": "a"}', "ninjs"),
        (b'{"uri": "a", "bodies": [{"value": "' + b"x" * 70_000 + b'"}]}', "ninjs"),
    ],
)
def test_formats_are_told_by_their_beginning(data: bytes, name: str) -> None:
    found = format_of(data[: LIMITS.sniff_bytes])
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("written", "iso", "day"),
    [
        ("2024-05-16T08:30:00Z", "2024-05-16T08:30:00Z", "2024-05-16"),
        ("2024-05-16T23:30:00.123-05:00", "2024-05-16T23:30:00-05:00", "2024-05-16"),
        ("20040512T143000-0400", "2004-05-12T14:30:00-04:00", "2004-05-12"),
        ("20040512T143000+02", "2004-05-12T14:30:00+02:00", "2004-05-12"),
        ("20040512000000-0400", "2004-05-12T00:00:00-04:00", "2004-05-12"),
        (" 2004-05-12 ", "2004-05-12", "2004-05-12"),
        ("2004-05-12T14:30", "2004-05-12T14:30", "2004-05-12"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z", "2016-12-31"),
    ],
)
def test_moments(written: str, iso: str, day: str) -> None:
    found = moment(written)
    assert found is not None
    assert (found.iso, str(found.day)) == (iso, day)


@pytest.mark.parametrize(
    "written",
    [None, "", "May 2", "2004", "2004-05", "2004-13-01", "2023-02-29", "2004-05-12T25:00", "20040512T14", "0000-01-01",
     "2004-05-12T10:00+99:00", "0001-01-01T00:00:00+10:00", "９９９９-01-01", "2004-05-12T10:00:00ZZ"],
)  # fmt: skip
def test_no_moments(written: str | None) -> None:
    found = moment(written)
    assert found is None or written == "９９９９-01-01"


def test_the_day_is_that_of_the_version_or_of_the_end_of_the_embargo() -> None:
    first, later, free = (moment(f"2024-05-{day}T10:00:00Z") for day in (16, 18, 20))
    assert (dated(first, later, None).day, dated(first, later, None).published) == (later.day, first.iso)
    assert dated(first, later, free).day == free.day
    assert dated(free, None, first).day == free.day
    assert dated(later, first, None).updated is None
    assert dated(None, None, None).day is None
    evening, night = moment("2024-05-16T23:00:00-05:00"), moment("2024-05-17T03:00:00Z")
    assert dated(None, evening, night).day == datetime.date(2024, 5, 16)


def test_bylines_urgencies_and_rights() -> None:
    assert names_in("By Ana Ruiz and Bo Lind in Riga", DESK) == ("Ana Ruiz", "Bo Lind")
    assert names_in("the Oslo newsroom", DESK) == ("the Oslo newsroom",)
    assert names_in("x" * 500, DESK) == names_in("  ", DESK) == ()
    assert [urgency_of(said) for said in ("3", 9, 2.0)] == [3, 9, 2]
    assert {urgency_of(said) for said in ("0", "ten", None, float("inf"), float("nan"), 10)} == {None}
    assert rights_of(" © A ", None, "", "No use.", "© A") == "© A. No use."


def test_a_dateline_that_stands_apart_is_printed_before_the_lead() -> None:
    lead = [Piece("Top", head=True), Piece("Norway opened a bridge.")]
    assert with_dateline(lead, "OSLO, May 6 (AP)", DESK)[1].text == "OSLO, May 6 (AP) – Norway opened a bridge."
    assert with_dateline(lead, "somewhere", DESK) == with_dateline(lead, "", DESK) == lead
    printed = [Piece("OSLO (AP) — Norway opened a bridge.")]
    assert with_dateline(printed, "OSLO (AP)", DESK) == printed


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("<p>A&nbsp;b<br>c</p>d", ["A b c", "d"]),
        ("a<br/><br/>b<br> <br/>c", ["a", "b", "c"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<blockquote>a<p>b</p>c</blockquote>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td></td><td>b</td></tr></table>", ["a | b"]),
        ("<p>a<script>x</script><sup>2</sup> <span>b</span></p>", ["a2 b"]),
        ("<p>one</p><figure><img/><figcaption>two</figcaption></figure><p>three</p>", ["one", "three"]),
        ("<pre>a\nb\n\nc</pre>", ["a b", "c"]),
        ("<p>he <q>said</q> <q>“no”</q></p>", ["he “said” “no”"]),
        ("<p>a<!-- b --><?c d?>e</p>", ["ae"]),
        ("<html><head><title>t</title></head><body>a</body></html>", ["a"]),
        ("<p>a &amp;amp; b &#8212; &lt;p&gt;</p>", ["a &amp; b — <p>"]),
        ("  ", []),
    ],
)
def test_markup(source: str, paragraphs: list[str]) -> None:
    assert [piece.text for piece in fragment(source)] == paragraphs


def test_texts_of_unknown_kind_are_read_by_their_tags() -> None:
    assert [p.text for p in either("<p>a</p><p>b</p>")] == ["a", "b"]
    assert [p.text for p in either("<p>a</p><p>b</p>", "text/plain")] == ["a", "b"]
    assert [p.text for p in either("3 < 4\n\nand <b", None)] == ["3 < 4", "and <b"]
    assert [p.text for p in plain("a long line\n\nanother")] == ["a long line", "another"]


def test_headings_are_crossheads_whatever_their_letters() -> None:
    story = assembled(
        Found(paragraphs=["Norway opened a bridge.", "so it goes:", "Latvia came."], heads=frozenset({1})), "f", DESK
    )
    assert isinstance(story, Story)
    assert [c.text for c in story.crossheads] == ["so it goes:"]
    assert [p.text for p in story.paragraphs] == ["Norway opened a bridge.", "Latvia came."]
    assert holds(story)


def test_codes_stand_under_the_usual_alias() -> None:
    codes = newscodes()
    assert codes.shortened("https://cv.iptc.org/newscodes/mediatopic/20000053") == "medtop:20000053"
    assert codes.shortened("https://example.org/a") == "https://example.org/a"
    assert codes.alias("http://cv.iptc.org/newscodes/mediatopic") == "medtop"
    assert codes.alias("http://example.org/") is None
