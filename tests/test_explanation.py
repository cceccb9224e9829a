"""Every rule that a record names can be looked up."""

import pytest

from dateline.explanation import describe
from dateline.formats import read_path
from dateline.pipeline import code_many
from dateline.story import Story


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("lexicon:visit-v", "data/lexicon/en/deeds/consult.yaml:"),
        ("agents:soldier", "data/lexicon/en/agents/nouns/armed.yaml:"),
        ("knowledge:RUS/president", "data/knowledge/states/RUS.yaml"),
        ("knowledge:hamas", "data/knowledge/organisations/"),
        ("text:title", "the title"),
    ],
)
def test_where_a_rule_stands(rule, wanted):
    assert wanted in describe(rule, None)


def test_an_unknown_rule_is_shown_as_it_is():
    assert describe("lexicon:no-such-entry", None) == "lexicon:no-such-entry"


def test_every_rule_of_the_sample_stories_is_known(root, resources):
    stories = [
        s
        for path in sorted((root / "examples/stories").glob("00*.txt"))
        for s in read_path(path)
        if isinstance(s, Story)
    ]
    rules = {rule for coding in code_many(stories, resources) for event in coding.events for rule in event.rules}
    assert len(rules) > 50
    assert sorted(r for r in rules if describe(r, resources) == r) == []
