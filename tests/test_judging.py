"""When the classifier is asked, when it is believed, and how sure a record is."""

import datetime

import msgspec
import pytest

from dateline.deeds import Deed
from dateline.frames import Frame
from dateline.pipeline import code
from dateline.spans import cut
from dateline.stages.judging import Features, Line, Record, doubtful, log_odds
from dateline.story import Story

DAY = datetime.date(2024, 5, 16)


def events(text, resources):
    return code(Story(text=text, date=DAY, paragraphs=(cut(text, 0, len(text)),)), resources).events


def deed(entry, rival=None):
    return Deed(frame=Frame(0, "v", "go", {}, 0), entry=entry, event="CONSULT/visit", rival=rival)


def test_a_line_is_logistic():
    line = Line(0.0, entry=1.0, actor=0.5, classifier=2.0)
    assert line.at(Features(0.0, 0.0, False, False)) == 0.5
    assert line.at(Features(1.0, 1.0, True, True)) == pytest.approx(0.971, abs=1e-3)
    assert line.at(Features(-50.0, 0.0, False, False)) == 0.0


def test_log_odds_stay_finite():
    assert log_odds(0.5) == 0
    assert log_odds(1.0) == pytest.approx(-log_odds(0.0))
    assert log_odds(1.0) < 10


def test_an_entry_often_wrong_or_with_a_close_rival_is_in_doubt(resources):
    bench = msgspec.structs.replace(resources.bench, records={"good": Record(40, 40), "bad": Record(5, 40)})
    assert not doubtful(deed("good"), bench)
    assert doubtful(deed("bad"), bench)
    assert doubtful(deed("good", ("ASSAULT", 0)), bench)
    assert not doubtful(deed("good", ("ASSAULT", bench.limits.margin + 1)), bench)
    assert bench.rate("never seen") == pytest.approx(bench.limits.usual)


def test_a_verb_without_an_entry_is_told_by_the_classifier(resources):
    empty = msgspec.structs.replace(resources.lexicon, by_predicate={})
    text = "Rwandan soldiers torched villages in Congo on Monday."
    found = events(text, msgspec.structs.replace(resources, lexicon=empty))
    assert [(e.event, e.trigger.text) for e in found] == [("ASSAULT", "torched")]
    assert found[0].rules[0] == f"model:{resources.bench.classifier.version}"
    assert found[0].actor[0].country == "RWA"
    assert resources.bench.limits.accepted / 2 < found[0].confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's president grew up in a village near Eldoret.",
        "The Ugandan minister drank tea and watched the rain.",
        "Poland borders Ukraine and Belarus.",
        "Norway's finance ministry expects growth of two percent.",
    ],
)
def test_verbs_that_are_no_deed_stay_none(resources, text):
    assert events(text, resources) == ()


def test_every_record_has_a_confidence(resources):
    text = "Kenyan President William Ruto visited Uganda on Monday. Rebels strafed a Congolese convoy."
    assert all(0 < e.confidence < 1 for e in events(text, resources))


def test_what_is_asked_for_is_no_deed_of_its_own(resources):
    found = events("The Zambian bishops beseeched Lusaka to free the editor.", resources)
    assert [e.event for e in found] == ["REQUEST"]
