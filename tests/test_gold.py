"""The gate on accuracy: figures on our own annotated stories may not fall below tests/floors.yaml."""

import hashlib
from pathlib import Path

import pytest
import yaml
from evaluate.__main__ import triples
from evaluate.mentions import figures as shares
from evaluate.mentions import judged, mentions
from evaluate.scoring import figures
from evaluate.voices import figures as voice_figures
from evaluate.voices import passages, verdicts

from dateline.knowledge.checking import SECTORS

ROOT = Path(__file__).resolve().parent.parent
FLOORS = yaml.safe_load((ROOT / "tests/floors.yaml").read_text())


def corpus_hash():
    digest = hashlib.sha256()
    for path in sorted((ROOT / "examples/gold").glob("*.json")):
        digest.update(path.read_bytes())
        digest.update((ROOT / "examples/stories" / (path.stem + ".txt")).read_bytes())
    for part in ("dev", "held"):
        digest.update((ROOT / f"examples/gold/mentions_{part}.jsonl").read_bytes())
        digest.update((ROOT / f"examples/gold/voices_{part}.jsonl").read_bytes())
    return digest.hexdigest()[:16]


def test_the_corpus_is_the_one_that_the_floors_were_measured_on():
    assert corpus_hash() == FLOORS["corpus"], (
        "the annotated stories changed: measure again, and say so in the changelog"
    )


@pytest.mark.parametrize("part", ["dev", "held"])
def test_figures_keep_their_floors(part, resources):
    measured = figures(triples(part, resources))
    flat = {
        f"{group}.{name}": value for group in ("events", "fields", "items") for name, value in measured[group].items()
    }
    low = {name: (flat[name], floor) for name, floor in FLOORS[part].items() if flat[name] < floor}
    assert low == {}
    assert measured["bad spans"] == 0


@pytest.mark.parametrize("part", ["dev", "held"])
def test_mentions_keep_their_floors(part):
    gold = mentions(part)
    for record in gold:
        assert record["text"] in record["context"]
        assert {record["sector"], *record.get("or", ())} <= SECTORS | {""}
    assert len({record["country"] for record in gold}) >= {"dev": 60, "held": 100}[part]
    measured = shares(judged(gold))["all"]
    low = {
        name: (measured[name], floor) for name, floor in FLOORS[f"mentions_{part}"].items() if measured[name] < floor
    }
    assert low == {}


@pytest.mark.parametrize("part", ["dev", "held"])
def test_voices_keep_their_floors(part, resources):
    gold = passages(part)
    assert len({passage["id"] for passage in gold}) == len(gold) == {"dev": 105, "held": 60}[part]
    measured = voice_figures([(row.kind, row.right) for row in verdicts(gold, resources)])
    low = {name: (measured[name], floor) for name, floor in FLOORS[f"voices_{part}"].items() if measured[name] < floor}
    assert low == {}
