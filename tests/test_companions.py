"""Feeds with their pages beside them, records with more than a text, and letters under embargo."""

import datetime
import io
import json
from pathlib import Path

import pytest

from dateline.cli.fetching import Line
from dateline.formats import Columns, desk, read_paths, read_stream
from dateline.formats.companions import same_page
from dateline.formats.embargo import _moment
from dateline.formats.html import HTML
from dateline.formats.moments import moment
from dateline.formats.web_words import mail_words
from dateline.story import Reject, Story, Summary

DESK = desk()
FEED = (
    '<rss version="2.0"><channel><title>Harbour Post</title>'
    "<item><title>Strike ends</title><link>https://post.example/strike?utm_source=rss</link>"
    "<pubDate>Thu, 16 May 2024 09:00:00 +0200</pubDate><description>The strike is over.</description></item>"
    "<item><title>Vote</title><link>https://post.example/vote</link><description>A vote was held.</description></item>"
    "</channel></rss>"
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>Strike ends</title>'
    '<link rel="canonical" href="http://www.post.example/strike/"></head><body><article>'
    "<p>The seamen of Norway ended their strike on Thursday, their union said in Bergen after a vote.</p>"
    "<p>The government agreed to pay for two more crews on the line until the end of the year 2026.</p>"
    "</article></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feed.xml").write_text(FEED)
    (tmp_path / "page.html").write_text(PAGE)
    return tmp_path


@pytest.mark.parametrize(
    "names", [("feed.xml", "page.html"), ("page.html", "feed.xml"), (".",), ("*",), ("[fp]*", "-")]
)
def test_a_summary_is_read_from_its_page(folder: Path, names: tuple[str, ...]) -> None:
    at = [name if name == "-" else str(folder / name) for name in names]
    found = list(read_paths(at, DESK, stdin=io.BytesIO()))
    (story,) = [entry for entry in found if isinstance(entry, Story)]
    assert (story.date, story.publication.published) == (datetime.date(2024, 5, 16), "2024-05-16T09:00:00+02:00")
    (left,) = [entry for entry in found if isinstance(entry, Summary)]
    assert found[-1] is left
    assert left.link == "https://post.example/vote"


def test_a_feed_alone_says_all_its_summaries_in_its_order(folder: Path) -> None:
    found = list(read_paths([folder / "feed.xml"], DESK))
    assert [entry.remedy for entry in found if isinstance(entry, Reject)] == [
        "fetch the page: https://post.example/strike?utm_source=rss",
        "fetch the page: https://post.example/vote",
    ]


def test_what_the_page_tells_itself_wins(folder: Path) -> None:
    told = '<meta property="article:published_time" content="2024-05-15T22:00:00Z">'
    (folder / "page.html").write_text(PAGE.replace("<head>", f"<head>{told}"))
    (story,) = [entry for entry in read_paths([folder], DESK) if isinstance(entry, Story)]
    assert (story.date, story.publication.published) == (datetime.date(2024, 5, 15), "2024-05-15T22:00:00Z")


def test_addresses_of_one_page() -> None:
    page = same_page("https://a.example/x?id=1")
    same = (
        "http://www.a.example/x?id=1#top",
        "https://a.example/x?id=1&utm_source=b&utm_medium=c",
        "https://a.example/x?id=1/",
    )
    assert [same_page(link) for link in same] == [page] * 3
    assert same_page("https://a.example/x?id=2") != page


RECORD = Line(
    id="a",
    text="OSLO - A ferry sailed on Monday.",
    title="Ferry",
    link="https://post.example/a",
    agency="AP",
    published="2024-05-16T08:30:00Z",
    byline=("Ana Ruiz", "Bo Lind"),
    publisher="The Post",
    language="en-GB",
)


def record(**fields: object) -> Story:
    (found,) = read_stream(json.dumps({"text": "OSLO - A ferry sailed on Monday."} | fields).encode(), "f", DESK)
    assert isinstance(found, Story), found
    return found


def test_records_keep_what_fetch_wrote() -> None:
    story = record(**{name: getattr(RECORD, name) for name in RECORD.__struct_fields__ if getattr(RECORD, name)})
    told = story.publication
    assert (story.byline, story.agency, story.date) == (("Ana Ruiz", "Bo Lind"), "AP", datetime.date(2024, 5, 16))
    assert (told.link, told.published, told.publisher, told.language) == (
        RECORD.link,
        RECORD.published,
        RECORD.publisher,
        RECORD.language,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"byline": {"a": 1}},
        {"byline": [1]},
        {"link": 5},
        {"link": "x"},
        {"published": "soon"},
        {"published": [[]]},
        {"language": "English, of course"},
        {"publisher": ["A", "B"]},
        {"publisher": "x" * 3_000},
        {"agency": True},
    ],
)
def test_a_field_that_means_something_else_is_left_out(fields: dict[str, object]) -> None:
    assert record(**fields) == record()


def test_a_byline_is_read_as_one() -> None:
    assert record(byline="By Ana Ruiz and Bo Lind, Reuters").byline == ("Ana Ruiz", "Bo Lind")
    assert record(byline="Bo Lind, Reuters").agency == "Reuters"


def test_columns_may_have_the_names_of_these_fields() -> None:
    at = desk(Columns(text="publisher", id="link"))
    data = json.dumps({"text": "no", "publisher": "A ferry sailed.", "link": 7, "language": "en"}).encode()
    (story,) = read_stream(data, "f", at)
    assert isinstance(story, Story)
    assert (story.text, story.source_id, story.publication.publisher) == ("A ferry sailed.", "7", None)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, Friday 17 May 2024", "2024-05-17T00:01Z"),
        ("Strictly embargoed until: 10am BST on 16 May 2024", "2024-05-16T10:00+01:00"),
        ("Not for release before May 17, 2024 at 9:30 p.m. EDT", "2024-05-17T21:30-04:00"),
        ("EMBARGO: 0001hrs Friday 3 January", "2025-01-03T00:01"),
        ("Embargo: 2024-05-16T10:00:00+02:00", "2024-05-16T10:00:00+02:00"),
        ("Hold for release until 29th of February 2024", "2024-02-29"),
        ("embargoed until 16 May 2024, 24.00", "2024-05-16"),
        ("embargoed until further notice", None),
        ("embargoed until 31 February 2024", None),
    ],
)
def test_embargoes(line: str, until: str | None) -> None:
    words = mail_words()
    said = words.embargo.fullmatch(line)
    assert said is not None
    found = _moment(said["until"], moment("2024-12-30T10:00:00Z"), words, DESK.wire.words)
    assert (found.iso if found else None) == until


def test_the_line_of_an_embargo_that_has_no_day_stays() -> None:
    letter = (
        "From: a@b.example\nTo: c\nSubject: s\nMessage-ID: <x>\nDate: Thu, 16 May 2024 09:00:00 +0200\n\n"
        "EMBARGOED UNTIL FURTHER NOTICE AS AGREED WITH ALL THE PARTIES\n\nParliament passed a law on Tuesday.\n"
    )
    (story,) = read_stream(letter.encode(), "f", DESK)
    assert isinstance(story, Story)
    assert "FURTHER NOTICE" in story.text
    assert (story.publication.embargo, str(story.date)) == (None, "2024-05-16")


@pytest.mark.parametrize("depth", [1, 150])
def test_depth_costs_no_paragraph_and_repeats_count_once(depth: int) -> None:
    """trafilatura leaves out copies of a paragraph that follow it, as menus hold them: they count once."""
    line = (
        "The seamen of Norway ended their strike on {}, their union said in Bergen, and took the ferries out at noon."
    )
    days = ("Monday", "Tuesday", "Thursday", "Friday")
    inside = "".join(f"<p>{line.format(day)}</p>" for day in days)
    page = "<!doctype html><html><body>" + "<div>" * depth + "{}" + "</div>" * depth + "</body></html>"
    (story,) = HTML.read(io.BytesIO(page.format(inside).encode()), "f", DESK)
    assert len(story.paragraphs) == 4
    (reject,) = HTML.read(io.BytesIO(page.format(f"<p>{line.format('Monday')}</p>" * 4).encode()), "f", DESK)
    assert isinstance(reject, Reject)
    assert "no report" in reject.reason


def test_feeds_alone_are_read_once(folder: Path) -> None:
    from dateline.formats.paths import _companions

    assert _companions([folder], DESK).wanted
    (folder / "page.html").rename(folder / ".page.html")
    (folder / "other.xml").write_text(FEED)
    assert not _companions([folder], DESK).wanted
    assert not _companions([folder / "feed.xml", "-", folder / "none"], DESK).wanted
