"""WARC files, the language of stories, and `dateline read`."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from fastwarc.warc import conversion, metadata, request, resource, response, revisit, warcinfo
from typer.testing import CliRunner

from bulk_samples import FERRY, FERRY_ES, HTML, PAGE_ES, REPORT, line, record, zipped
from dateline.cli.commands import app
from dateline.formats import desk, read_stream, registry
from dateline.formats.assembling import Found, assembled
from dateline.formats.kinds import Desk, Format
from dateline.formats.language import PATH, LanguageData, LanguageExample
from dateline.resources import load
from dateline.story import Publication, Reject, Story

DESK = desk()
RUN = CliRunner()
EXAMPLES = load(PATH, LanguageData)


def paragraphs(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """A stand-in for the reader of pages, so that these tests are of WARC alone."""
    text = stream.read().decode("utf-8-sig")
    found = re.findall(r"<p>(.*?)</p>", text)
    link = re.search(r'canonical" href="(.*?)"', text)
    told = Publication(format="html", link=link[1] if link else None)
    yield assembled(Found(paragraphs=found, publication=told), origin, at)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Format(name="html", holds=lambda head: b"<html" in head[:200], read=paragraphs)
    others = tuple(known for known in registry.FORMATS if known.name != "html")
    monkeypatch.setattr(registry, "FORMATS", (*others, page))


def page(*texts: str, lang: str = "en") -> bytes:
    inside = "".join(f"<p>{text}</p>" for text in texts)
    return f'<!doctype html><html lang="{lang}"><link rel="canonical" href="/x"><body>{inside}</body></html>'.encode()


def read(data: bytes) -> list[Story | Reject]:
    return list(read_stream(data, "f", DESK))


FIRST = record(response, "https://news.example/1", page(FERRY, FERRY))
ABSENT = [
    record(warcinfo, "x", b"software: own", b""),
    record(request, "https://news.example/1", b"", b"GET / HTTP/1.1\r\n"),
    record(metadata, "https://news.example/1", b"fetchTimeMs: 5", None),
    record(revisit, "https://news.example/1", b"", HTML),
    record(conversion, "https://news.example/1", FERRY.encode(), None),
]


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_pages_become_stories(pack) -> None:
    found = read(b"".join(map(pack, [*ABSENT, FIRST, record(resource, "https://news.example/2", page(FERRY), None)])))
    assert [entry.origin for entry in found] == ["f:6", "f:7"]
    first, second = found
    assert (first.publication.link, second.publication.link) == ("https://news.example/1", "https://news.example/2")
    assert (str(first.date), first.publication.published) == ("2024-05-16", "2024-05-16T08:30:00Z")
    assert (first.language, first.publication.format, len(first.paragraphs)) == ("en", "html", 2)


@pytest.mark.usefixtures("pages")
def test_a_damaged_moment_is_no_moment() -> None:
    for date in ("2024-13-41T08:30:00Z", "yesterday", "20240516083000"):
        (story,) = read(record(response, "u", page(FERRY), date=date))
        assert isinstance(story, Story)
        assert (story.date, story.publication.published) == (None, None)


@pytest.mark.usefixtures("pages")
def test_pages_in_other_encodings_and_packings() -> None:
    latin = page(FERRY.replace("Oslo", "Malmö")).decode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page(FERRY)[:90], page(FERRY)[90:], b""))
    deflated = zlib.compress(page(FERRY))
    kind = b"Content-Type: text/html"
    found = read(b"".join([
        record(response, "u", latin.encode("latin-1"), kind + b"; charset=ISO-8859-1\r\n"),
        record(response, "u", latin.encode("utf-8"), kind + b"; charset=no-such-thing\r\n"),
        record(response, "u", gzip.compress(page(FERRY)), kind + b"\r\nContent-Encoding: gzip\r\n"),
        record(response, "u", deflated, kind + b"\r\nContent-Encoding: deflate\r\n"),
        record(response, "u", deflated[2:-4], kind + b"\r\nContent-Encoding: deflate\r\n"),
        record(response, "u", chunked, kind + b"\r\nTransfer-Encoding: chunked\r\n"),
    ]))  # fmt: skip
    assert [isinstance(entry, Story) for entry in found] == [True] * 6
    assert "Malmö" in found[0].text
    assert "Malmö" in found[1].text
    assert len({entry.text for entry in found[2:]}) == 1


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (record(response, "u", b"x", status="404 Not Found"), "the server answered 404"),
        (record(response, "u", b"\x89PNG", b"Content-Type: image/png\r\n"), "no page but image/png"),
        (record(response, "u", page(FERRY), WARC_Truncated="length"), "cut the page short (length)"),
        (record(response, "u", b""), "the page is empty"),
        (record(response, "u", zipped({"a.txt": REPORT.encode()})), "no HTML"),
        (record(response, "u", b"<html>" + b"x" * 16_000_001), "a page of more than"),
        (record(response, "u", b"x", HTML + b"Content-Encoding: br\r\n"), "packed with br"),
        (record(response, "u", b"x", HTML + b"Content-Encoding: gzip\r\n"), "cannot be unpacked"),
        (record(response, "u", zlib.compress(b"<html>" + bytes(17_000_000)), HTML + b"Content-Encoding: deflate\r\n"),
         "a page of more than"),
        (record(response, "u", PAGE_ES.encode()), "this is Spanish (1.00), and Dateline reads English"),
        (record(response, "u", page(FERRY_ES)), "this is Spanish"),
    ],
    ids=range(11),
)  # fmt: skip
def test_other_records_are_rejected_and_the_next_is_read(data: bytes, reason: str) -> None:
    found = read(data + FIRST)
    assert [entry.origin for entry in found] == ["f:1", "f:2"]
    assert isinstance(found[0], Reject)
    assert reason in found[0].reason
    assert found[0].remedy
    assert isinstance(found[1], Story)


@pytest.mark.usefixtures("pages")
def test_damaged_warc_files() -> None:
    found = read(FIRST + b"something else\r\n\r\n" + FIRST)
    assert isinstance(found[0], Story)
    assert "damaged WARC file after record 1" in found[1].reason
    for cut in (-60, -len(FIRST) + 400):
        found = read(FIRST + FIRST[:cut])
        assert isinstance(found[0], Story)
        assert "cut short" in found[1].reason
    assert len(found) == 2
    packed = gzip.compress(FIRST) * 2
    assert [type(e).__name__ for e in read(packed[:-60])] == ["Story", "Reject"]


def test_a_page_is_not_read_by_its_word_alone() -> None:
    """The lang attribute of a page is believed only where its paragraphs are in that language."""
    from dateline.formats.warc import _foreign

    assert _foreign(page(FERRY, FERRY, FERRY, lang="es"), "f", DESK) is None
    assert _foreign(page(FERRY_ES, lang="es"), "f", DESK) is None  # too little to tell
    assert "Spanish" in str(_foreign(page(FERRY_ES, FERRY_ES, lang="es-MX"), "f", DESK))
    assert _foreign(page(FERRY_ES, FERRY_ES, lang="fr"), "f", DESK) is None
    assert "Spanish" in str(_foreign(page(FERRY_ES, FERRY_ES).replace(b' lang="en"', b""), "f", DESK))
    assert _foreign(page(FERRY, FERRY).replace(b' lang="en"', b""), "f", DESK) is None


# Language


@pytest.mark.parametrize("example", EXAMPLES.examples, ids=lambda e: f"{e.name} {e.text[:20]}")
def test_languages(example: LanguageExample) -> None:
    (found,) = read(line(example.text))
    assert isinstance(found, Story) == (example.name is None)
    if isinstance(found, Reject):
        assert found.reason.startswith(f"this is {example.name} (")


def test_every_language_of_the_model_has_a_name() -> None:
    assert set(DESK.languages.model.labels) - set(EXAMPLES.names) - set(EXAMPLES.no_language) == {"en"}


def test_mixed_stories_pass() -> None:
    told = (
        "the minister told the reporters who had come to the port of Riga to see the ferry sail, and said it all again."
    )
    quoted = f"“{FERRY_ES}” {told}\n\n"
    for text in (f"{FERRY_ES}\n\n{FERRY}\n\n{FERRY}", f"{FERRY}\n\n“{FERRY_ES * 6}”", quoted * 2):
        (story,) = read(line(text))
        assert isinstance(story, Story), story
        assert story.language == "en"
    assert isinstance(read(line(f"{FERRY_ES * 2}\n\n{FERRY_ES * 2}\n\n{FERRY}"))[0], Reject)


def test_the_language_of_the_format_is_kept_where_the_text_is_short() -> None:
    story = Story(text="A ferry.", publication=Publication(language="en-GB"))
    assert DESK.languages.judged(story).language == "en"
    (story,) = read(line("A ferry sailed."))
    assert story.language is None


# dateline read


def run(*args: object, stdin: bytes = b"") -> tuple[int, str, str]:
    result = RUN.invoke(app, ["read", *map(str, args)], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_read_shows_what_was_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{REPORT}\nTHE LONG ROAD\n\nIt took ten years.\n\n(Editing by Bo Lind)\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"id,text,date\n7,A ferry sailed.,2024-05-16\n8,,\n")
    status, out, err = run(tmp_path)
    assert (status, err) == (1, "2 read, 1 rejected\n")
    for said in ("Ferry line opens", "Ana Ruiz", "OSLO", "AP", "THE LONG ROAD", "Bo Lind",
                     f"{len(FERRY.split())} words: Norway",
                 "csv", "2024-05-16", "none: give it with --date", "there is no text"):  # fmt: skip
        assert said in out
    assert max(map(len, out.splitlines())) <= 100
    status, out, _ = run(tmp_path, "-f", "json")
    first, second, last = map(json.loads, out.splitlines())
    assert (first["format"], first["language"], first["byline"], first["agency"]) == ("text", "en", ["Ana Ruiz"], "AP")
    text = path.read_text("utf-8")
    for told in first["paragraphs"]:
        assert text[told["start"] : told["end"]].startswith(told["begins"].removesuffix(" …"))
    assert (second["format"], second["source_id"], second["publication"]) == ("csv", "7", {"format": "csv"})
    assert (last["origin"], last["rejected"]) == (f"{tmp_path}/b.csv:3", "there is no text")


def test_read_with_columns_output_and_standard_input(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    options = ("--text-column", "body", "--id-column", "nr", "--date-column", "day", "--title-column", "head")
    data = b"nr\thead\tbody\tday\n1\tFerry\tA ferry sailed.\t2024-05-16\n"
    assert run("-", *options, "-f", "json", "-o", out, stdin=data)[0] == 0
    told = json.loads(out.read_bytes())
    assert (told["origin"], told["format"], told["source_id"], told["title"], told["date"]) == (
        "<stdin>:2", "tsv", "1", "Ferry", "2024-05-16")  # fmt: skip
    assert run(tmp_path / "none")[0] == 2
    status, _, err = run("-", "--text-column", "id", stdin=data)
    assert status == 2
    assert "one name" in err


def test_code_takes_the_columns_too(monkeypatch: pytest.MonkeyPatch) -> None:
    import dateline.cli.coding as coding

    jobs: list[coding.Job] = []
    monkeypatch.setattr(coding, "run_code", lambda job: jobs.append(job) or 0)
    assert RUN.invoke(app, ["code", "x.csv", "--text-column", "body"]).exit_code == 0
    assert (jobs[0].columns.text, jobs[0].columns.id) == ("body", "id")
