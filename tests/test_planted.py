"""Planted events through the real pipeline: one event is one record, and two events are two."""

from evaluate.planted import measure, planted

from dateline.pipeline import code_many
from dateline.store.ingesting import Coder, Desk, ingest
from dateline.store.opening import open_store


def test_planted_events_are_counted_once_and_not_joined(resources, tmp_path):
    stories = planted()
    assert len({p.event for p in stories}) == 60
    engine = open_store(str(tmp_path / "planted.db"), create=True)
    coder = Coder("planted", lambda given: code_many(given, resources))
    ingest(Desk(engine, lambda: "2024-04-01T00:00:00Z"), [p.story for p in stories], lambda: coder)
    found = measure(engine, stories)
    assert found.events >= 55, found.faults
    assert found.overcount <= 0.05, found.faults
    assert found.false_pairs <= 0.02, found.faults
    assert found.false_records <= 0.05, found.faults
