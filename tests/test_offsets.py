"""Every span is an exact slice, whatever characters a text is made of and by whatever format it comes.

`python -m tools.spans` does the same for a million spans.
"""

import datetime
import json
import random

import msgspec
import pytest
from fastwarc.warc import WarcRecordType
from tools.spans import PIECES, READERS, checked, spans_of, text_of

from bulk_samples import record, zipped
from dateline.coding import Coding
from dateline.formats import desk, read_stream
from dateline.pipeline import code, code_many
from dateline.story import Story
from test_pipeline import spans

AT = desk()
WANTED, CODED = 50_000, 60


def test_spans_of_every_format() -> None:
    counts, wrong = checked(WANTED, AT, seed=7)
    assert wrong == []
    assert sum(counts.values()) >= WANTED
    assert all(count > 1_000 for count in counts.values()), counts


BODY = (
    "<p>Norway accused Latvia of spying on Thursday, ministers said in Oslo after a meeting of both governments.</p>"
    "<p>Police arrested two men in Bergen on Wednesday.</p>"
)
PAGE = f'<!doctype html><html lang="en"><title>Row</title><body><article><h1>Row</h1>{BODY}</article></body></html>'
ITEM = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a" version="1"><itemMeta><versionCreated>2024-05-16'
    '</versionCreated></itemMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    f"{BODY}</body></html></inlineXML></contentSet></newsItem>"
)
TEXT = " date 2024-05-16 Row\n\nOSLO (AP) — Norway accused Latvia of spying on Thursday.\n"
FILES = {
    "page.html": (PAGE.encode(), [True]),
    "item.xml": (ITEM.encode(), [True]),
    "crawl.warc": (record(WarcRecordType.response, "https://post.example/row", PAGE.encode()), [True]),
    "day.zip": (zipped({"a.txt": TEXT.encode(), "b/page.html": PAGE.encode()}), [False, True]),
    "rows.csv": ('id,text\n1,"OSLO (AP) — Norway accused Latvia of ""spying"" on Thursday."\n'.encode(), [False]),
}


@pytest.mark.parametrize("name", FILES)
def test_from_file_to_coding(name: str, resources) -> None:
    """Text that was taken out of markup is printed with the coding; spans are slices of the story's text."""
    data, extracted = FILES[name]
    stories = list(read_stream(data, name, AT))
    assert [story.extracted for story in stories] == extracted
    for story in stories:
        coding = code(msgspec.structs.replace(story, date=story.date or datetime.date(2024, 5, 16)), resources)
        assert coding.text == (story.text if story.extracted else msgspec.UNSET)
        assert "ACCUSE" in [event.event for event in coding.events]
        assert all(
            story.text[s["start"] : s["end"]] == s["text"] for s in spans(json.loads(msgspec.json.encode(coding)))
        )


def test_the_texts_are_awkward_and_a_wrong_span_is_seen() -> None:
    chance = random.Random(7)
    texts = "".join(text_of(chance).whole for _ in range(200))
    assert all(piece in texts for kind in PIECES.values() for piece in kind)
    assert all(mark in texts for mark in ("\r\n", "\u2028", "\u2029", "\u00a0", "\u202e", "\u200d"))


def test_spans_of_the_whole_pipeline(resources) -> None:
    chance, seen = random.Random(11), 0
    texts = (text_of(chance) for _ in range(10_000))
    read = [read for read, _ in READERS.values()]
    stories: list[Story] = []
    while len(stories) < CODED:
        stories += [e for e in read[len(stories) % len(read)](next(texts), AT) if isinstance(e, Story)]
    for story, coding in zip(stories, code_many(stories, resources), strict=True):
        assert isinstance(coding, Coding), coding
        assert all(story.text[s.start : s.end] == s.text for s in spans_of(story))
        for span in spans(json.loads(msgspec.json.encode(coding))):
            seen += 1
            assert story.text[span["start"] : span["end"]] == span["text"]
    assert seen > 300
