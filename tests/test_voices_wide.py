"""Attributions as corpora mark them, acts and attitudes included: each rule on sentences written for it."""

from functools import cache

import pytest

from dateline.predict.attribution import predict_attribution
from dateline.stages.reading import Parser, load_parser
from dateline.stages.voices import load_voices
from dateline.stages.voicing.reporting import Reporting


@cache
def parser() -> Parser:
    return load_parser()


@cache
def reporting() -> Reporting:
    return load_voices()


def told(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of every attribution of a text, pieces joined by a bar."""
    made = predict_attribution({"text": text}, parser(), reporting())["attributions"]
    return [tuple(" | ".join(text[a:b] for a, b in found[role]) for role in ("source", "cue", "content"))
            for found in made]  # fmt: skip


SOURCES = [
    ("The mayor's claim that the dam was safe cost him the vote.", "The mayor's", "claim", "that the dam was safe"),
    ("The nurses' fear that the ward would close grew.", "The nurses'", "fear", "that the ward would close"),
    ("Dr. Orlova — a surgeon for ten years — said the ward was full.", "Dr. Orlova — a surgeon for ten years —",
     "said", "the ward was full"),
    ("RIGA (Reuters) - The loan was lost, according to the bank.", "the bank", "according to", "The loan was lost"),
    ("Among the young, clerks and drivers know that the port will close.", "clerks and drivers", "know",
     "that the port will close"),
    ("“Is the bridge gone?” asked the driver.", "the driver", "asked", "“Is the bridge gone?”"),
    ("The colonel on Monday said the road was mined.", "The colonel", "said", "the road was mined"),
]  # fmt: skip

CUES = [
    ("There was a widespread belief that the well was cursed.", "", "a widespread belief", "that the well was cursed"),
    ("The envoy failed to mention the prisoners.", "The envoy", "failed to mention", "the prisoners"),
    ("The union has said repeatedly that it would strike.", "The union", "has said repeatedly",
     "that it would strike"),
    ("The twins have both said the well is dry.", "The twins", "have both said", "the well is dry"),
    ("The union made the case for a strike.", "The union", "made the case for", "a strike"),
]  # fmt: skip

ASIDES = [
    ("The farmers oppose the dam, which the minister said would save the valley.",
     [("The farmers", "oppose", "the dam"), ("the minister", "said", "which | would save the valley")]),
    ("The army said the port was safe, while fishermen said shells fell every night.",
     [("The army", "said", "the port was safe"), ("fishermen", "said", "shells fell every night")]),
    ("The mayor wants the “old law,” saying the new one failed.",
     [("The mayor", "wants", "the “old law,”"), ("The mayor", "saying", "the new one failed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), [*SOURCES, *CUES])
def test_edges(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in told(text)


@pytest.mark.parametrize(("text", "wanted"), ASIDES)
def test_an_aside_is_an_utterance_of_its_own(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = told(text)
    assert [one for one in wanted if one not in found] == []


def test_a_sentence_with_a_colon_begins_no_transcript() -> None:
    found = told("Still to come on the coast: the boats.\n\nAnd a last word of caution: the tide.")
    assert [cue for _, cue, _ in found if cue == ":"] == []
