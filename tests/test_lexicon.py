"""The lexicon's examples, and the pattern language."""

import pytest

from dateline.lexicon.entries import Classes, Entry, load_entries
from dateline.lexicon.examples import failures, shadowed, without_examples
from dateline.lexicon.index import compile_lexicon
from dateline.lexicon.patterns import PatternError, Vocabulary, compile_pattern
from dateline.lexicon.trial import Trial

WORDS = Vocabulary(
    {"troops": ["soldier", "troop"], "armed": ["@troops", "tank"]},
    {"defence": "defense"},
    frozenset(("into", "to", "with")),
)


@pytest.fixture(scope="session")
def trial(resources):
    return Trial(resources.parser, resources.index, resources.agents, resources.lexicon)


def test_every_entry_codes_its_yes_and_leaves_its_no(trial):
    assert failures(load_entries(), trial.deeds) == []


def test_every_entry_has_examples_and_can_win(trial):
    assert without_examples(load_entries()) == []
    assert shadowed(trial.lexicon) == []


def test_a_failing_example_is_reported(trial):
    entry = Entry(id="visit-v", event="CONSULT", pattern=["A visit.v R"], yes=["It rained in Oslo."], no=[])
    assert "must code" in failures([entry], trial.deeds)[0]


def test_codes_are_in_the_codebook(resources):
    codebook = resources.tables.codebook
    for entry in load_entries():
        name, _, mode = entry.event.partition("/")
        assert name == "NONE" or name in codebook.types, entry.id
        assert not mode or (name, mode) in codebook.modes, entry.id
        assert entry.cameo is None or entry.cameo in codebook.cameo or (name, entry.cameo) == ("REJECT", "016"), (
            entry.id
        )
        assert set(entry.context) <= set(codebook.contexts), entry.id


def test_pattern_parts():
    pattern = compile_pattern("A:armed|gov send|order.v @armed into|to R:place !gift", WORDS)
    assert pattern.lemmas == {"send", "order"}
    assert [s.roles[0] for s in pattern.slots] == ["subj", "obj", "obj_into"]
    assert pattern.slots[1].words == {"soldier", "troop", "tank"}
    assert pattern.forbidden == {"gift"}


def test_spelling_variants_meet():
    assert compile_pattern("A attack.v defence", WORDS).slots[1].words == {"defense"}


@pytest.mark.parametrize(
    "source", ["A visit R", "A visit.v trip.n R", "A:dog visit.v R", "A visit.v @nothing", "A visit.v to R:"]
)
def test_patterns_that_cannot_be_understood(source):
    with pytest.raises(PatternError):
        compile_pattern(source, WORDS)


def test_shadowed_entries_are_found():
    entries = tuple(Entry(id=i, event="CONSULT", pattern=["A visit.v R"], yes=["x"], no=["y"]) for i in ("a", "b"))
    assert len(shadowed(compile_lexicon(entries, Classes({"quantity": ["dozen"]}, []), {}))) == 1
