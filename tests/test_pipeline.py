"""The whole way of a story: the contract, exact spans, same bytes out, nothing lost."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest

from dateline.formats import read_path
from dateline.pipeline import code, code_many
from dateline.spans import Span, cut
from dateline.story import Reject, Story
from dateline.workers import code_with_workers

ROOT = Path(__file__).resolve().parent.parent
STORIES = sorted((ROOT / "examples/stories").glob("*.txt"))
SCHEMA = Path(__file__).with_name("coding.schema.json")


@pytest.fixture(scope="session")
def codings(resources):
    stories = [s for path in STORIES for s in read_path(path) if isinstance(s, Story)]
    codings = zip(stories, code_many(stories, resources), strict=True)
    return [(story, json.loads(msgspec.json.encode(coding))) for story, coding in codings]


def test_every_coding_keeps_the_contract(codings):
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    for story, coding in codings:
        assert [f"{story.origin}: {e.json_path} {e.message}" for e in validator.iter_errors(coding)] == []


def test_the_contract_is_the_one_that_outside_checks_call():
    shared = ROOT.parent / "shared/reference/coding.schema.json"
    if not shared.exists():
        pytest.skip("../shared is not here")
    assert json.loads(shared.read_text()) == json.loads(SCHEMA.read_text())


def spans(node):
    if isinstance(node, dict):
        if node.get("start") is not None and isinstance(node.get("text"), str) and "end" in node:
            yield node
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from spans(value)


def test_every_span_is_an_exact_slice(codings):
    seen = 0
    for story, coding in codings:
        for span in spans(coding):
            seen += 1
            assert story.text[span["start"] : span["end"]] == span["text"]
    assert seen > 5000


def test_no_paragraph_holds_header_or_credits(codings):
    for story, coding in codings:
        assert coding["events"], story.origin
        first = story.paragraphs[0].start
        assert all(e["trigger"]["start"] >= first for e in coding["events"])


@pytest.mark.parametrize("text", [
    "Egypt met Israel 3,000 years after Israel attacked Egypt.",
    "Israel attacked Egypt 99999999 days before Egypt met Israel.",
    "France condemned Russia",
    "France attacked Russia, but Mali did not",
    "By Min-seo",
    "Met.",
    "🚢",
])  # fmt: skip
@pytest.mark.parametrize("day", ["0001-01-01", "2024-05-16", "9999-12-31"])
def test_odd_days_and_texts_that_break_off_are_coded(text, day, resources):
    paragraphs = (Span(0, len(text), text),)
    assert code(Story(text=text, date=datetime.date.fromisoformat(day), paragraphs=paragraphs), resources).date == day


def test_a_story_that_fails_costs_only_itself(resources, monkeypatch):
    import dateline.pipeline as pipeline

    good = Story(text="France withdrew its troops from Niger.", paragraphs=())
    real = pipeline.find_times

    def broken(text, *rest):
        if "Niger" in text:
            raise RuntimeError("planted")
        return real(text, *rest)

    monkeypatch.setattr(pipeline, "find_times", broken)
    other = next(s for s in read_path(STORIES[0]) if isinstance(s, Story))
    out = list(code_many([good, other], resources))
    assert isinstance(out[0], Reject)
    assert "planted" in str(out[0])
    assert out[1].events


def test_same_bytes_whatever_hash_seed_and_time_zone(tmp_path):
    outputs = set()
    for seed, zone in (("0", "UTC"), ("4711", "Pacific/Auckland")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-m", "dateline", "code", "--format", "json", *map(str, STORIES[:4])]
        outputs.add(subprocess.run(command, env=env, capture_output=True, check=True).stdout)
    assert len(outputs) == 1
    assert len(next(iter(outputs)).splitlines()) >= 3


def test_coding_a_story_twice_is_the_same(resources):
    story = next(s for s in read_path(STORIES[1]) if isinstance(s, Story))
    assert msgspec.json.encode(code(story, resources)) == msgspec.json.encode(code(story, resources))


def test_heaps_of_fragments_end(resources):
    """Roots that are prepositions, lone words and marks: every walk up the tree must end."""
    fragments = ["Of the talks.", "Of.", "For an attack on", "With visit, talks and", "(", "“", "By of", "🙂 🙂", "- -"]
    words = "Of talks and attacks by with the visit to for of strikes on and. " * 300
    text = "\n\n".join([*fragments, words])
    paragraphs, at = [], 0
    for part in text.split("\n\n"):
        at = text.index(part, at)
        paragraphs.append(cut(text, at, at + len(part)))
        at += len(part)
    coding = code(Story(text=text, paragraphs=tuple(paragraphs)), resources)
    assert all(text[x["start"] : x["end"]] == x["text"] for x in spans(json.loads(msgspec.json.encode(coding))))


def test_workers_give_the_same_in_the_same_order(resources):
    stories = [s for path in STORIES[:17] for s in read_path(path) if isinstance(s, Story)]
    alone, together = list(code_many(stories, resources)), list(code_with_workers(stories, resources, code_many))
    assert msgspec.json.encode(alone) == msgspec.json.encode(together)


NOT_AGAINST = [
    ("In Sydney, Australian Prime Minister Anthony Albanese ruled out reciprocal tariffs.", "REJECT", "Australia"),
    (
        "The European Union will impose tariffs on American steel. Commission President Ursula von der Leyen spoke in "
        'Brussels. "We deeply regret this measure," she told reporters.',
        "ACCUSE",
        "European Union",
    ),
]


@pytest.mark.parametrize(("text", "event", "party"), NOT_AGAINST)
def test_nobody_acts_against_the_place_or_body_that_is_their_own(resources, text, event, party):
    story = Story(text=text, date=datetime.date(2025, 3, 12), paragraphs=(cut(text, 0, len(text)),))
    found = [e for e in code(story, resources).events if e.event == event]
    assert found
    assert party not in {p.name for e in found for p in e.recipient}
