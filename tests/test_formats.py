"""Reading files: every example of data/formats/wire.yaml, whole stories in several dresses, and every bad input."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.formats import desk, read_path, read_paths, read_stream, wire_reader
from dateline.formats.limits import LIMITS
from dateline.formats.wire import is_crosshead
from dateline.formats.words import BylineExample, CreditExample, DatelineExample
from dateline.spans import cut
from dateline.story import Reject, Story

WIRE = wire_reader()
DESK = desk()
EXAMPLES = WIRE.words.data.examples
REPORT = """ date 2023-09-14 Norway and Latvia open ferry line

By Ana Ruiz and Bo Lind

OSLO/RIGA (Reuters) -Norway and Latvia opened a ferry line on Thursday, ministers said.

“It took us ten years,” Norway’s minister said.

A LONG ROAD

The line was first planned in 2013. 🚢 It was dropped twice.

(Reporting by Ana Ruiz in Oslo and Bo Lind in Riga; Writing by Cy Dean; Editing by Di Ek)
"""


def read(text: str) -> Story:
    story = WIRE.read(text, origin="f")
    assert isinstance(story, Story), story
    return story


def only(data: bytes) -> Story | Reject:
    (found,) = read_stream(data, "f", DESK)
    return found


def rejected(data: bytes) -> Reject:
    found = only(data)
    assert isinstance(found, Reject), found
    return found


def holds(story: Story) -> bool:
    """Every span is an exact slice, and paragraphs follow one another without touching."""
    spans = [*story.paragraphs, *story.dateline, *story.crossheads]
    ordered = all(a.end <= b.start for a, b in zip(story.paragraphs, story.paragraphs[1:], strict=False))
    return (
        ordered
        and all(story.text[s.start : s.end] == s.text for s in spans)
        and all(p.text.strip() for p in story.paragraphs)
    )


@pytest.mark.parametrize("example", EXAMPLES.datelines, ids=lambda e: e.text)
def test_datelines(example: DatelineExample) -> None:
    found = WIRE.datelines.read(example.text, cut(example.text, 0, len(example.text)))
    assert found is not None
    assert [p.text for p in found.places] == example.places
    assert found.agency == example.agency
    assert (found.date.isoformat() if found.date else None) == example.date
    assert example.text[found.end :].startswith(example.lead)
    assert all(example.text[p.start : p.end] == p.text for p in found.places)


@pytest.mark.parametrize("text", EXAMPLES.no_datelines)
def test_no_datelines(text: str) -> None:
    assert WIRE.datelines.read(text, cut(text, 0, len(text))) is None


@pytest.mark.parametrize("example", EXAMPLES.bylines, ids=lambda e: e.text)
def test_bylines(example: BylineExample) -> None:
    found = WIRE.people.byline(example.text)
    assert found is not None
    assert (list(found.names), found.agency) == (example.names, example.agency)


@pytest.mark.parametrize("text", EXAMPLES.no_bylines)
def test_no_bylines(text: str) -> None:
    assert WIRE.people.byline(text) is None


@pytest.mark.parametrize("example", EXAMPLES.credits, ids=lambda e: e.text)
def test_credits(example: CreditExample) -> None:
    found = WIRE.people.credits(example.text)
    assert found is not None
    assert {key: list(names) for key, names in found.names.items()} == example.credits


@pytest.mark.parametrize("text", EXAMPLES.no_credits)
def test_no_credits(text: str) -> None:
    assert WIRE.people.credits(text) is None


def test_notices_and_crossheads() -> None:
    assert [t for t in EXAMPLES.notices if not WIRE.words.is_notice(t)] == []
    assert [t for t in EXAMPLES.no_notices if WIRE.words.is_notice(t)] == []
    assert [t for t in EXAMPLES.crossheads if not is_crosshead(t)] == []
    assert [t for t in EXAMPLES.no_crossheads if is_crosshead(t)] == []


def test_a_whole_report() -> None:
    story = read(REPORT)
    assert (story.date, story.title) == (datetime.date(2023, 9, 14), "Norway and Latvia open ferry line")
    assert story.byline == ("Ana Ruiz", "Bo Lind")
    assert [p.text for p in story.dateline] == ["OSLO", "RIGA"]
    assert story.agency == "Reuters"
    assert [c.text for c in story.crossheads] == ["A LONG ROAD"]
    assert story.credits == {"reporting": ("Ana Ruiz", "Bo Lind"), "writing": ("Cy Dean",), "editing": ("Di Ek",)}
    assert [p.text.split()[0] for p in story.paragraphs] == ["Norway", "“It", "The"]
    assert story.text == REPORT
    assert holds(story)


@pytest.mark.parametrize("breaks", ["\n\n", "\r\n\r\n", "\n", "\r\n", "\u2028", "\n \n", "\n\n    ", "\n\t", "\r"])
def test_any_line_ends_give_the_same_story(breaks: str) -> None:
    text = breaks.join(line for line in REPORT.strip("\n").split("\n\n"))
    story, plain = read(text), read(REPORT)
    assert [p.text for p in story.paragraphs] == [p.text for p in plain.paragraphs]
    assert (story.byline, story.credits, story.title) == (plain.byline, plain.credits, plain.title)
    assert holds(story)


def test_wrapped_lines_are_one_paragraph() -> None:
    text = """Ferry line opens

By Ana Ruiz

OSLO (Reuters) - Norway and Latvia opened a ferry line on Thursday,
ministers of both countries said in Oslo, and added that three more
were to follow in the spring of next year.
  It took ten years, a minister said, because the two ports could not
agree who was to pay for the new quay at Riga.
"""
    story = read(text)
    assert [p.text.split()[0] for p in story.paragraphs] == ["Norway", "It"]
    assert story.byline == ("Ana Ruiz",)
    assert holds(story)


def test_notes_around_a_report_are_no_paragraphs() -> None:
    text = """Ferry line opens
By Ana Ruiz
Nordic political editor
September 14, 2023 9:05 AM UTC

OSLO (AP) — Norway opened a ferry line.

• A second one follows.

- 'Sell-out' -

"Never," said a minister.

___

Associated Press writer Bo Lind in Riga contributed to this report. Ruiz reported from Oslo.

Our Standards: The Thomson Reuters Trust Principles.
"""
    story = read(text)
    assert [p.text for p in story.paragraphs] == [
        "Norway opened a ferry line.",
        "A second one follows.",
        '"Never," said a minister.',
    ]
    assert [c.text for c in story.crossheads] == ["'Sell-out'"]
    assert story.credits == {"contributing": ("Bo Lind",), "reporting": ("Ana Ruiz",)}
    assert story.date == datetime.date(2023, 9, 14)


def test_text_alone_has_no_title() -> None:
    story = read("Norway opened a ferry line. It took ten years.")
    assert story.title is None
    assert len(story.paragraphs) == 1


def test_end_marks_and_credits_are_cut_off_the_last_paragraph() -> None:
    story = read("PUNE, Sep 14 (ANI): A ferry opened. It sails daily. (ANI)")
    assert story.paragraphs[0].text == "A ferry opened. It sails daily."
    story = read("A ferry opened. It sails daily. (Reporting by Ana Ruiz; Editing by Bo Lind)")
    assert story.paragraphs[0].text == "A ferry opened. It sails daily."
    assert story.credits["editing"] == ("Bo Lind",)


def test_speakers_of_a_transcript_are_no_datelines() -> None:
    assert read("RUIZ: Good evening.\n\nLIND: Good evening.").dateline == ()


RECORD = {
    "id": 7,
    "date": "2023-09-14",
    "title": "Ferry line opens",
    "extra": [1],
    "text": "Ferry line opens.\n\nOSLO (AP) — A ferry opened.",
}


def test_jsonl_record() -> None:
    (story,) = read_stream(json.dumps(RECORD).encode(), "f", DESK)
    assert isinstance(story, Story)
    assert (story.source_id, story.title, story.agency) == ("7", "Ferry line opens", "AP")
    assert [p.text for p in story.paragraphs] == ["A ferry opened."]
    assert holds(story)


def test_a_bad_line_costs_only_itself() -> None:
    bad = [
        "{broken",
        '{"id": "x"}',
        '{"text": 5}',
        '{"text": "a", "date": "14/09/2023"}',
        '{"text": "a", "date": "2023-02-30"}',
        '{"text": "  "}',
        "[1]",
        '{"text": "\\ud800 x"}',
        '{"text": null}',
    ]
    good = json.dumps(RECORD)
    data = "\n".join([good, *bad, "", good]).encode()
    found = list(read_stream(data, "f.jsonl", DESK))
    assert [isinstance(f, Story) for f in found] == [True, *[False] * len(bad), True]
    rejects = [f for f in found if isinstance(f, Reject)]
    assert [r.origin for r in rejects] == [f"f.jsonl:{n}" for n in range(2, 2 + len(bad))]
    assert all(r.reason and r.remedy for r in rejects)
    assert "no `text`" in rejects[1].reason
    assert "2023-02-30" in rejects[4].reason


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
@pytest.mark.parametrize("text", [REPORT, json.dumps(RECORD)], ids=["wire", "jsonl"])
def test_marked_encodings_are_read(coding: str, text: str) -> None:
    story = only(text.encode(coding))
    assert isinstance(story, Story)
    assert story.title
    assert holds(story)


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (b"", "empty", "give a report"),
        (b" \n\r\n ", "empty", "give a report"),
        (b"\x00\x01\x02\x03" * 100, "binary", "plain text"),
        (b"%PDF-1.7 \xe2\xe3", "a PDF", "plain text"),
        (b"\x1f\x8b\x08\x00", "gzip", "fetch or copy it again"),
        (b"<!DOCTYPE html><p>x</p>", "no report", "give a page"),
        ("Ein Fährschiff lief aus.".encode("latin-1"), "byte 0xe4 at byte 5", "iconv -f ISO-8859-1"),
        ("“A ferry” sailed.".encode("cp1252"), "byte 0x93 at byte 0", "iconv -f WINDOWS-1252"),
        ("A ferry sailed on.".encode("utf-16-le"), "UTF-16LE", "iconv -f UTF-16LE"),
        ("A ferry sailed on.".encode("utf-16-be"), "UTF-16BE", "iconv -f UTF-16BE"),
        (b"\xff\xfeA\x00\x00", "broken UTF-16", "UTF-8"),
        (b"\xff\xfe\x00\xd8A\x00", "broken UTF-16", "UTF-8"),
        (b" date 2023-02-30 Title\n\nA ferry sailed.", "2023-02-30", "YYYY-MM-DD"),
        (b" date 2023-09-14 Title\n", "no running text", "report"),
        (b'[{"text": "a"}]', "JSON array", "jq"),
        (b'{\n "text": "a"\n}\n', "several lines", "jq"),
        (b"word " * 2_000_000, "characters", "one story a JSONL line"),
        (b"word " * 20_000, "a paragraph of", "blank line"),
        (b"x" * (LIMITS.file_bytes + 1), "larger than", "JSONL"),
    ],
    ids=range(19),
)
def test_bad_input(data: bytes, reason: str, remedy: str) -> None:
    reject = rejected(data)
    assert reason in reject.reason
    assert remedy in reject.remedy
    assert reject.origin.startswith("f")


def test_a_stray_nul_is_no_binary() -> None:
    story = only(b"A ferry\x00 sailed on Monday, and a second one followed in the evening of the same day, they said.")
    assert isinstance(story, Story)
    assert "\x00" in story.paragraphs[0].text


def test_an_endless_jsonl_line_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    import dateline.formats.detection as detection
    import dateline.formats.jsonl as jsonl

    small = msgspec.structs.replace(LIMITS, line_bytes=200_000)
    monkeypatch.setattr(detection, "LIMITS", small)
    monkeypatch.setattr(jsonl, "LIMITS", small)
    good = json.dumps(RECORD).encode()
    found = list(read_stream(b"\n".join([good, b'{"text": "' + b"x" * 400_000 + b'"}', good]), "f", DESK))
    assert [isinstance(f, Story) for f in found] == [True, False, True]


def test_paths(tmp_path: Path) -> None:
    good = tmp_path / "a.jsonl"  # found by content, not by name
    good.write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    found = list(read_paths([good, tmp_path, tmp_path / "empty", tmp_path / "none.txt", "a\0b"], DESK))
    assert isinstance(found[0], Story)
    assert found[1] == found[0]
    rejects = found[2:]
    assert all(isinstance(r, Reject) and r.remedy for r in rejects)
    assert "folder" in str(rejects[0])
    assert "no such file" in str(rejects[1])
    assert next(iter(read_path(good))) == found[0]


PIECES = [
    "A ferry",
    "sailed.",
    "🚢",
    "e\u0301",
    "\u00a0",
    "\r\n",
    "\n\n",
    "\n",
    "OSLO (AP) — ",
    "TALKS",
    "“",
    "”",
    "\t",
    "___",
    " date 2023-09-14 ",
    "By Ana Ruiz",
    "(Reporting by Ana Ruiz)",
    "\u2028",
    "- ",
    " ",
    "\x00",
    "\ufeff",
    "İ",
    "ß",
    "SAID: ",
]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join),
    st.none() | st.text(max_size=12),
)
def test_every_span_is_a_slice(text: str, title: str | None) -> None:
    found = WIRE.read(text, origin="f", title=title)
    if isinstance(found, Story):
        assert found.text == text
        assert holds(found)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    assert all(isinstance(found, Story | Reject) for found in read_stream(data, "f", DESK))
