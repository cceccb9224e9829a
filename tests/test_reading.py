# ruff: noqa: E501 (sentences and odd characters stay on one line)
"""Sentences and tokens: where sentences begin and end, and offsets that hold for any text."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.reading import Reading
from dateline.spans import Span, cut
from dateline.stages.reading import Parser, load_parser, read, read_many
from dateline.story import Story


@cache
def parser() -> Parser:
    return load_parser()


def story_of(*paragraphs: str) -> Story:
    """A story of these paragraphs."""
    text, spans, at = "\n\n".join(paragraphs), list[Span](), 0
    for paragraph in paragraphs:
        spans.append(cut(text, at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Story(text=text, paragraphs=tuple(spans))


def sentences(*paragraphs: str) -> list[str]:
    reading = read(story_of(*paragraphs), parser())
    return [reading.text[s.start : s.end] for s in reading.sentences]


def check_offsets(reading: Reading) -> None:
    """Every token's text is the story's text at its offsets; sentences cover the tokens, each within one paragraph."""
    assert all(reading.text[t.start : t.end] == t.text for t in reading.tokens)
    assert [t.i for t in reading.tokens] == list(range(len(reading.tokens)))
    assert [i for s in reading.sentences for i in range(s.first, s.last)] == list(range(len(reading.tokens)))
    for sentence in reading.sentences:
        paragraph = reading.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start <= sentence.end <= paragraph.end
        assert sentence.first <= sentence.root < sentence.last
        assert all(sentence.first <= t.head < sentence.last for t in reading.sentence_tokens(sentence.i))


WHOLE = [
    "The U.S. Senate passed the bill.",
    "Gen. Musa left at 5 a.m. on Sept. 3.",
    "He flew to St. Louis on Tues. night.",
    "Lt. Col. Ibrahim Diallo seized power.",
    "Brig. Gen. Odo and Sgt. Kim met Maj. Gen. Ali in Ft. Hood.",
    "No. 10 declined to comment.",
    "Sen. Bob Mara met Gov. Ana Ruiz and Rep. Tom Hale in Washington, D.C. on Monday.",
    "Mr. and Mrs. Okoro met Dr. Lee vs. Col. Roy at 3 p.m. Monday.",
    "The Rev. James Obi, Jr. spoke on Jan. 6, 2021.",
    "“We lost.” the captain said.",
    "“Why?” he asked.",
    'Asked "Why?" he shrugged.',
    "The firm, Yahoo! Inc., said so.",
    "He waited... and then fired.",
    "The visit (his first.) ended badly.",
    "The men – all from Chad – left.",
]
SPLIT = [
    (["Talks with the U.S. They failed."], ["Talks with the U.S.", "They failed."]),
    (["Police came at 6 a.m. They left."], ["Police came at 6 a.m.", "They left."]),
    (["Police fired at 10 p.m. The crowd fled."], ["Police fired at 10 p.m.", "The crowd fled."]),
    (["“We lost.” The crowd left."], ["“We lost.”", "The crowd left."]),
    (["‘We lost.’ The crowd left."], ["‘We lost.’", "The crowd left."]),
    (["“It is over,” he said. “Go home.” The crowd left."], ["“It is over,” he said.", "“Go home.”", "The crowd left."]),
    (['"We lost," said Ruiz. "We lost badly." Police came.'],
     ['"We lost," said Ruiz.', '"We lost badly."', "Police came."]),
    (["Was it the army? The minister said no! He left."], ["Was it the army?", "The minister said no!", "He left."]),
    (["The figure rose 3.5 per cent. Exports fell."], ["The figure rose 3.5 per cent.", "Exports fell."]),
    (["• Troops enter Kivu • Rebels deny it"], ["• Troops enter Kivu", "• Rebels deny it"]),
    (["Troops enter Kivu", "Rebels deny it"], ["Troops enter Kivu", "Rebels deny it"]),
    (["The army said it would", "leave the town"], ["The army said it would", "leave the town"]),
    (["He was born in 1990. In 2010 he left."], ["He was born in 1990.", "In 2010 he left."]),
]  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("paragraphs", "expected"), SPLIT)
def test_sentences(paragraphs: list[str], expected: list[str]) -> None:
    assert sentences(*paragraphs) == expected


def test_a_very_long_sentence() -> None:
    check_offsets(
        read(story_of("The king and " + "the old queen of the isles and " * 200 + "the page left."), parser())
    )


@pytest.mark.parametrize("text", ["\u200b", "\ufeffTroops left.", "e\u0301te\u0301", "👩‍👩‍👧 left Kyiv.", "\u202eTroops\u202c left.", "ﬁnal  \u00a0 words",
                                  "…", "“", "((((", "• •", "A\tB\u2028C", "متظاهرون في الخرطوم", "İstanbul'da", "\x00 left."])  # fmt: skip
def test_odd_characters(text: str) -> None:
    check_offsets(read(story_of(text, "Police left."), parser()))


def test_stories_are_read_in_order_and_apart() -> None:
    stories = [story_of("Troops left."), Story(text="", paragraphs=()), story_of("Police came.", "They left.")]
    assert [len(r.sentences) for r in read_many(stories, parser())] == [1, 0, 2]


PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["Troops left. ", "“We lost.” ", "U.S. ", "he said, ", "… ", "(", "'", '" ', "• ", "\n", "No. 5 "]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(bool), min_size=1, max_size=3))
def test_offsets_hold_for_any_text(paragraphs: list[str]) -> None:
    check_offsets(read(story_of(*paragraphs), parser()))
