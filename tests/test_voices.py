"""Voices: who says what, on sentences written for the purpose, and every example of every entry of the lexicon."""

from functools import cache

import pytest

from dateline.cast import Cast, Entity, Mention
from dateline.reading import Reading
from dateline.resources import data_files, load
from dateline.spans import Span, cut, trimmed
from dateline.stages.quotations import find_quotes
from dateline.stages.reading import Parser, load_parser, read, read_many
from dateline.stages.statements import statements
from dateline.stages.voices import find_voices, load_voices
from dateline.stages.voicing.reporting import FOLDER, Entry, Group, Reporting
from dateline.story import Story
from dateline.voices import Voices, quote_speakers


@cache
def parser() -> Parser:
    return load_parser()


@cache
def reporting() -> Reporting:
    return load_voices()


def story_of(*paragraphs: str) -> Story:
    """A story of these paragraphs."""
    text, spans, at = "\n\n".join(paragraphs), [], 0
    for paragraph in paragraphs:
        spans.append(cut(text, at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Story(text=text, paragraphs=tuple(spans))


def cast_of(reading: Reading, **names: str) -> Cast:
    """A stand-in for the actors stage: words of the text → the entity they name."""
    index = {name: i for i, name in enumerate(dict.fromkeys(names.values()))}
    entities = tuple(Entity(index=i, name=name, kind="person") for name, i in index.items())
    mentions = tuple(
        Mention(span=cut(reading.text, t.start, t.end), first=t.i, last=t.i + 1, head=t.i, form="name",
                entity=index[names[t.text]])
        for t in reading.tokens if t.text in names
    )  # fmt: skip
    return Cast(entities=entities, mentions=mentions)


def told(*paragraphs: str, wide: bool = False) -> list[tuple[str, str, str, str]]:
    """(kind, source, cue, content) of every utterance."""
    story = story_of(*paragraphs)
    voices = find_voices(story, read(story, parser()), Cast(), reporting(), wide=wide)
    return [
        (u.kind, u.source.span.text if u.source else "", u.cue.span.text if u.cue else "",
         " | ".join(p.span.text for p in u.content))
        for u in voices.utterances
    ]  # fmt: skip


DIRECT = [
    ("“The dam will hold,” the engineer said.", "the engineer", "said", "“The dam will hold,”"),
    ("“Where is the money?” asked Judge Nora Brandt.", "Judge Nora Brandt", "asked", "“Where is the money?”"),
    ('The mayor told residents: "Boil your water."', "The mayor", "told", '"Boil your water."'),
    ('"We lost," Halvorsen said. "We lost badly."', "Halvorsen", "said", '"We lost," | "We lost badly."'),
    ("“If it rains,” the farmer said, “we are ruined.”", "the farmer", "said", "“If it rains,” | “we are ruined.”"),
    ("''Nobody slept,'' the nurse added.", "the nurse", "added", "''Nobody slept,''"),
    ("‘We stay,’ the captain said.", "the captain", "said", "‘We stay,’"),
    ("The premier tweeted, “It is over.”", "The premier", "tweeted", "“It is over.”"),
    ("\"He told me 'never' twice,\" the clerk recalled.", "the clerk", "recalled", "\"He told me 'never' twice,\""),
]

INDIRECT = [
    ("The ministry said that the port was closed.", "The ministry", "said", "that the port was closed"),
    ("The ministry said the port was closed.", "The ministry", "said", "the port was closed"),
    ("A school opened on Monday, the Daily Herald said.", "the Daily Herald", "said", "A school opened on Monday"),
    ("The bridge, officials said, was unsafe.", "officials", "said", "The bridge | was unsafe"),
    ("The plant will close, according to the union.", "the union", "according to", "The plant will close"),
    ("According to police, two men fled.", "police", "According to", "two men fled"),
    ("A person familiar with the matter said the sale was off.", "A person familiar with the matter", "said",
     "the sale was off"),
    ("The general has repeatedly denied that he fled.", "The general", "has repeatedly denied", "that he fled"),
    ("The envoy told reporters that talks had failed.", "The envoy", "told", "that talks had failed"),
    ("The coach is convinced that his side will win.", "The coach", "is convinced", "that his side will win"),
    ("The army confirmed the loss of a ship.", "The army", "confirmed", "the loss of a ship"),
    ("The rebels vowed to fight on.", "The rebels", "vowed", "to fight on"),
    ("The senator called the law a disgrace.", "The senator", "called", "the law a disgrace"),
    ("The premier accused the banks of lying.", "The premier", "accused", "the banks of lying"),
    ("The army's claim that the town had fallen was false.", "The army", "claim", "that the town had fallen"),
    ("The firm is small, but it said the offer was too low.", "it", "said", "the offer was too low"),
    ("But the union said the offer was too low.", "the union", "said", "the offer was too low"),
    ("In an interview with a radio station, the bishop said peace was near.", "the bishop", "said", "peace was near"),
    ("Mayor Lindqvist: The harbour stays open for now.", "Mayor Lindqvist", ":", "The harbour stays open for now"),
]  # fmt: skip

MIXED = [
    ("The king praised the crew for its “quiet courage” at sea.", "The king", "praised",
     "the crew for its “quiet courage” at sea"),
    ("The envoy said the deal was “dead and buried”.", "The envoy", "said", "the deal was “dead and buried”"),
    ("Critics said “all options” were open.", "Critics", "said", "“all options” were open"),
]  # fmt: skip

SILENT = [
    "The two states signed a “no limits” pact in May.",
    "The so-called “night mayor” keeps the bars in order.",
    "The minister did not say when the port would open.",
    "The council will say on Friday whether the port can open.",
    "The mayor stopped to say hello.",
    "The town is 5'10\" above the river, and the wall is new.",
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), DIRECT)
def test_direct(text: str, source: str, cue: str, content: str) -> None:
    assert ("direct", source, cue, content) in told(text)


@pytest.mark.parametrize(("text", "source", "cue", "content"), INDIRECT)
def test_indirect(text: str, source: str, cue: str, content: str) -> None:
    assert ("indirect", source, cue, content) in told(text)


@pytest.mark.parametrize(("text", "source", "cue", "content"), MIXED)
def test_mixed(text: str, source: str, cue: str, content: str) -> None:
    assert ("mixed", source, cue, content) in told(text)


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_said(text: str) -> None:
    assert told(text) == []


def test_a_quotation_without_cue_goes_on() -> None:
    found = told("“The ice is thin,” Sorensen said.", "“We will wait until the spring comes.”")
    assert found[1] == ("direct", "Sorensen", "", "“We will wait until the spring comes.”")


def test_a_quotation_over_paragraphs_is_one() -> None:
    found = told('"The ice is thin," Sorensen said. "We wait.', '"We will go in the spring when it is safe."')
    assert len(found) == 1
    assert found[0][3].endswith('safe."')


def test_a_colon_above_leads_to_the_quotation() -> None:
    found = told("The bishop continued:", "“Peace is not a gift. It is hard work.”")
    assert ("direct", "The bishop", "continued", "“Peace is not a gift. It is hard work.”") in found


def test_the_subject_is_shared() -> None:
    found = told("The union rejected the offer and said that it would strike, adding that members were angry.")
    assert ("indirect", "The union", "said", "that it would strike") in found
    assert ("indirect", "The union", "adding", "that members were angry") in found


def test_a_statement_belongs_to_who_issues_it() -> None:
    found = told("The palace issued a statement saying that the king was ill.")
    assert ("indirect", "The palace", "issued a statement saying", "that the king was ill") in found


def test_attitudes_only_where_they_are_asked_for() -> None:
    text = "The paper endorsed the challenger."
    assert told(text) == []
    assert told(text, wide=True) == [("indirect", "The paper", "endorsed", "the challenger")]


def spoken(*paragraphs: str, **names: str) -> tuple[Story, Reading, Cast, Voices]:
    story = story_of(*paragraphs)
    reading = read(story, parser())
    cast = cast_of(reading, **names)
    return story, reading, cast, find_voices(story, reading, cast, reporting())


def test_speakers_come_from_the_cast() -> None:
    story, reading, cast, voices = spoken("“We will win,” he said.", he="Ada Holm")
    made = statements(voices, story.id, reading, cast)
    assert [(s.speaker, s.kind, s.cue.text if s.cue else None) for s in made] == [("Ada Holm", "direct", "said")]
    we = next(t.i for t in reading.tokens if t.text == "We")
    assert quote_speakers(voices)[we] == 0


def test_an_unknown_source_keeps_its_words() -> None:
    story, reading, cast, voices = spoken("A person familiar with the matter said that the sale was off.")
    made = statements(voices, story.id, reading, cast)
    assert [s.speaker for s in made] == ["A person familiar with the matter"]
    assert made[0].content.text == "the sale was off"


def test_the_innermost_speaker_speaks() -> None:
    _, reading, _, voices = spoken("“The mayor said the bridge is safe,” Kovac said.", mayor="M", Kovac="K")
    bridge = next(t.i for t in reading.tokens if t.text == "bridge")
    mayor = next(t.i for t in reading.tokens if t.text == "mayor")
    inner, outer = voices.speaker_at(bridge), voices.speaker_at(mayor)
    assert inner is not None
    assert outer is not None
    assert (inner.entity, outer.entity) == (0, 1)
    assert voices.utterances[inner.parent or 0] is outer
    assert voices.speaker_at(len(reading.tokens) - 1) is None


def test_every_span_is_its_text() -> None:
    texts = [t[0] for t in (*DIRECT, *INDIRECT, *MIXED)]
    story = story_of(*texts)
    reading = read(story, parser())
    voices = find_voices(story, reading, Cast(), reporting(), wide=True)
    for u in voices.utterances:
        for piece in (u.source, u.cue, *u.content):
            if piece is not None:
                assert story.text[piece.span.start : piece.span.end] == piece.span.text
                assert reading.tokens[piece.first].start <= piece.span.start or piece in u.content
                assert piece.first < piece.last


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("''It has,'' he said.", ["''It has,''"]),
        ("He said 'The workers' rights are safe.' Then he left.", ["'The workers' rights are safe.'"]),
        ("The workers' strike in the '90s hit firms' profits.", []),
        ("“They went.“ Then silence.", ["“They went.“"]),
        ('A 6" pipe and a "leak"', ['"leak"']),
        ("“One. Two.", ["“One. Two."]),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
    ],
)
def test_quotation_marks(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes((Span(0, len(text), text),))] == quotes


def entries() -> list[Entry]:
    return [entry for path in data_files(FOLDER) for entry in load(path, Group).entries]


def test_the_lexicon_is_large_and_its_ids_are_unique() -> None:
    ids = [entry.id for entry in entries()]
    assert len(ids) == len(set(ids)) >= 250
    assert all(entry.yes for entry in entries())


def test_every_example_of_every_entry() -> None:
    jobs = [(e.id, wanted, text) for e in entries() for wanted, side in ((True, e.yes), (False, e.no)) for text in side]
    stories = [Story(text=text, paragraphs=(trimmed(text, 0, len(text)),)) for _, _, text in jobs]
    wrong = []
    for (rule, wanted, text), story, reading in zip(jobs, stories, read_many(stories, parser()), strict=True):
        voices = find_voices(story, reading, Cast(), reporting(), wide=True)
        if any(rule in u.rules for u in voices.utterances) != wanted:
            wrong.append((rule, wanted, text))
    assert not wrong, "\n".join(map(str, wrong))
