"""Every span is an exact slice, whatever characters a text is made of and by whatever format it comes.

`python tools/spans.py` does the same for a million spans.
"""

import json
import random

import msgspec
from tools.spans import PIECES, READERS, checked, spans_of, text_of

from dateline.coding import Coding
from dateline.formats import desk
from dateline.pipeline import code_many
from dateline.story import Story
from test_pipeline import spans

AT = desk()
WANTED, CODED = 50_000, 60


def test_spans_of_every_format() -> None:
    counts, wrong = checked(WANTED, AT, seed=7)
    assert wrong == []
    assert sum(counts.values()) >= WANTED
    assert all(count > 1_000 for count in counts.values()), counts


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
