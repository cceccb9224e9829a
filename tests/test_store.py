"""The record, on SQLite and on PostgreSQL: what goes in, in whatever order, and what follows from it."""

import json
import random
import sqlite3
from contextlib import closing

import msgspec
import pytest
from sqlalchemy import func, insert, select, text
from tools import prepared

from dateline.spans import cut
from dateline.store import schema as t
from dateline.store.copies import likeness, shingles
from dateline.store.doctor import books, examine, rebuilt
from dateline.store.dumping import dumped
from dateline.store.faults import StoreError
from dateline.store.ingesting import Coder, Desk, Totals, Watch, ingest
from dateline.store.opening import alembic_config, open_store, reading, writing
from dateline.store.packing import packed, unpacked
from dateline.store.receipts import pending
from dateline.store.retracting import retract
from dateline.store.searching import stories_with
from dateline.store.thresholds import load_thresholds
from dateline.story import Publication, Reject, Story
from dateline.workers import code_with_workers

MOMENT = "2024-06-01T00:00:00Z"
LATER = "2024-06-02T00:00:00Z"
RULES = load_thresholds()


def desk(engine, **watch):
    return Desk(engine, lambda: MOMENT, Watch(**watch), RULES)


def coder(version="v1"):
    return lambda: Coder(version, lambda stories: prepared.code(stories, version))


def add(engine, entries, version="v1", **watch) -> Totals:
    return ingest(desk(engine, **watch), entries, coder(version))


def dump(engine) -> list[bytes]:
    with reading(engine) as connection:
        return list(dumped(connection))


def rows(engine, table, *columns):
    with reading(engine) as connection:
        return connection.execute(select(*(columns or [table])).order_by(*table.primary_key.columns)).all()


def sound(engine) -> bool:
    return not any(finding.faults for finding in examine(engine)) and not rebuilt(engine, RULES, keep=False)


def test_the_migrations_make_the_tables(place):
    from alembic import command

    engine = open_store(place, create=True)
    with writing(engine) as connection:
        command.check(alembic_config(connection))
    assert open_store(place).url == engine.url


def test_the_same_stories_in_any_order_give_the_same_bytes_on_both_databases(place, tmp_path):
    stories = prepared.stories(14, seed=4)
    shuffled = random.Random(3).sample(stories, len(stories))
    one, two = open_store(place, create=True), open_store(str(tmp_path / "other.db"), create=True)
    first = add(one, stories)
    assert (first.read, first.coded, first.missing) == (14, first.new, 0)
    for start in range(0, 14, 5):
        add(two, shuffled[start : start + 5])
    assert dump(one) == dump(two)
    with reading(one) as connection:
        assert connection.execute(select(func.max(t.records.c.stories))).scalar_one() > 1
    assert sound(one)


def test_one_worker_and_two_give_the_same_bytes(place, tmp_path):
    stories, made = prepared.stories(17, seed=9), []

    def code_many(given, _):
        return prepared.code(list(given), "v1")

    for most, where in ((1, place), (2, str(tmp_path / "two.db"))):
        workers = Coder("v1", lambda given, most=most: code_with_workers(given, None, code_many, most))
        engine = open_store(where, create=True)
        assert ingest(desk(engine), stories, lambda made=workers: made).coded == len({s.id for s in stories})
        made.append(dump(engine))
    assert made[0] == made[1]


def test_adding_again_changes_nothing_and_codes_nothing(place):
    engine, stories = open_store(place, create=True), prepared.stories(8)
    add(engine, stories)
    before = dump(engine)
    again = add(engine, stories)
    assert (again.new, again.added, again.coded) == (0, 0, len({s.id for s in stories}))
    assert dump(engine) == before


def test_a_new_version_adds_a_coding_beside_the_old_one(place):
    engine, stories = open_store(place, create=True), prepared.stories(3)
    add(engine, stories)
    add(engine, stories, "v2")
    told = rows(engine, t.codings, t.codings.c.story, t.codings.c.number, t.codings.c.pipeline)
    assert sorted(told) == sorted((s.id, n, f"v{n}") for s in stories for n in (1, 2))
    assert len(rows(engine, t.reports)) == 6
    assert sound(engine)


def test_again_codes_all_that_the_record_holds(place):
    engine, stories = open_store(place, create=True), prepared.stories(3)
    add(engine, stories)
    assert ingest(desk(engine), [], coder("v2"), every=True).added == 3


class Killed(Exception):
    pass


@pytest.mark.parametrize("phase", ["received", "coding", "recording"])
def test_what_was_received_is_taken_up_by_the_next_run(place, phase):
    engine, stories = open_store(place, create=True), prepared.stories(6)
    seen = []

    def stop(now, story):
        seen.append(now)
        if seen.count(phase) == 3:
            raise Killed

    with pytest.raises(Killed):
        add(engine, stories, phase=stop)
    waiting = pending(engine)
    assert waiting
    calm = Desk(engine, lambda: LATER, Watch(), RULES)
    assert ingest(calm, [], coder()).added == len(waiting)
    assert pending(engine) == []
    assert sound(engine)


def test_rejects_are_kept_with_their_reason_and_counted(place):
    engine, story = open_store(place, create=True), prepared.stories(1)[0]
    refused = [Reject("a.txt", "empty", "give a report")]
    failing = Coder("v1", lambda stories: (Reject(s.origin, "too odd", "report it") for s in stories))
    said = []
    totals = ingest(desk(engine, rejected=said.append), [*refused, story, story], lambda: failing)
    assert (totals.read, totals.refused, totals.rejected, totals.repeated, totals.missing) == (3, 1, 1, 1, 0)
    assert len(said) == 2
    assert rows(engine, t.stories, t.stories.c.state, t.stories.c.reason) == [("rejected", "too odd")]
    with reading(engine) as connection:
        assert (books(connection).rejected, books(connection).refused) == (1, 1)
    assert add(engine, [story]).coded == 1


def told(events, day="2024-01-05", text="", agency="AP", title="T", **publication):
    """A prepared story of one event, with its own words."""
    lead = f"Ruritania {events} Freedonia in Zenda with 12 dead on {day}."
    import datetime

    story = prepared.made_story(f"{lead} {text}", datetime.date.fromisoformat(day), title, agency)
    return msgspec.structs.replace(story, publication=Publication(**publication)) if publication else story


def test_reports_of_one_event_are_one_record_with_their_differences(place):
    engine = open_store(place, create=True)
    one = told("bombed", text="Rivers rose in spring.", agency="AP")
    two = msgspec.structs.replace(told("bombed", text="Nobody claimed it."), agency="AFP", title="U")
    more = two.text.replace("12 dead", "14 dead")
    two = msgspec.structs.replace(two, text=more, paragraphs=(cut(more, 0, len(more)),))
    far = told("bombed", day="2024-01-09", text="Markets fell.", agency="EFE")
    add(engine, [one, two, far])
    found = rows(engine, t.records, t.records.c.status, t.records.c.reports, t.records.c.sources, t.records.c.dead_min,
                 t.records.c.dead_max, t.records.c.differs_json)  # fmt: skip
    actual = sorted(row[1:] for row in found if row[0] == "actual")
    assert actual == [(1, 1, 12, 12, "{}"), (2, 2, 12, 14, '{"dead":[12,14]}')]
    reasons = [json.loads(row[0]) for row in rows(engine, t.links, t.links.c.reasons_json)]
    assert any(["type_same", 1.0, "ASSAULT"] in told for told in reasons)


def test_near_copies_count_as_one_source(place):
    engine = open_store(place, create=True)
    words = "Rivers rose in spring and many bridges fell before the army came to mend them again at last."
    stories = [told("bombed", text=words, agency=a, title=a) for a in ("AP", "Daily", "Herald")]
    stories = [msgspec.structs.replace(s, text=s.text + f" {s.agency}") for s in stories]
    add(engine, stories)
    found = rows(engine, t.records, t.records.c.status, t.records.c.reports, t.records.c.sources)
    assert ("actual", 3, 1) in found


@pytest.mark.parametrize("order", [1, -1])
def test_a_corrected_version_takes_the_place_of_the_first(place, order):
    engine = open_store(place, create=True)
    first = told("bombed", text="Rivers rose in spring and bridges fell.", title="Blast in Zenda")
    text_ = first.text.replace("12 dead", "19 dead")
    second = msgspec.structs.replace(
        first, text=text_, title="CORRECTED-Blast in Zenda", paragraphs=(cut(text_, 0, len(text_)),)
    )
    add(engine, [first, second][::order])
    found = {row[0]: row[1] for row in rows(engine, t.stories, t.stories.c.id, t.stories.c.replaced_by)}
    assert found == {first.id: second.id, second.id: None}
    assert {r[0] for r in rows(engine, t.reports, t.reports.c.standing)} == {"counts", "replaced"}
    assert {row[0] for row in rows(engine, t.records, t.records.c.dead_max)} == {19, None}
    assert sound(engine)


def test_a_story_that_names_the_earlier_version_replaces_it(place):
    engine = open_store(place, create=True)
    first = msgspec.structs.replace(told("bombed", text="One."), source_id="tag:1", title="A")
    second = told("visited", text="Two other words altogether.", title="B", replaces=("tag:1",))
    add(engine, [second])
    add(engine, [first])
    assert dict(rows(engine, t.stories, t.stories.c.id, t.stories.c.replaced_by))[first.id] == second.id


def test_retracting_leaves_a_tombstone_and_nothing_else(tmp_path):
    path = tmp_path / "record.db"
    engine = open_store(str(path), create=True)
    gone = told("bombed", text="Xylophones rang.", agency="AP")
    stays = told("bombed", text="Bells rang.", agency="AFP", title="U")
    add(engine, [stays])
    before = dump(engine)
    add(engine, [gone])
    assert b"ylophone" in path.read_bytes() + path.with_name("record.db-wal").read_bytes()
    retract(engine, gone.id, "an editor", "by order", MOMENT, RULES)
    left = [line for line in dump(engine) if b'"tombstones"' not in line]
    assert left == before
    assert rows(engine, t.tombstones)[0][0] == gone.id
    assert sound(engine)
    engine.dispose()
    assert b"ylophone" not in path.read_bytes()
    assert (
        not path.with_name("record.db-wal").exists() or b"ylophone" not in path.with_name("record.db-wal").read_bytes()
    )
    assert add(open_store(str(path)), [gone]).retracted == 1
    with pytest.raises(StoreError, match="already"):
        retract(open_store(str(path)), gone.id, "x", "y", MOMENT, RULES)


def test_retracting_a_correction_brings_the_first_version_back(place):
    engine = open_store(place, create=True)
    first = told("bombed", text="Rivers rose in spring and bridges fell.", title="Blast in Zenda")
    second = msgspec.structs.replace(first, title="UPDATE 1-Blast in Zenda")
    add(engine, [first])
    before = dump(engine)
    add(engine, [second])
    retract(engine, second.id, "x", "y", MOMENT, RULES)
    assert [line for line in dump(engine) if b'"tombstones"' not in line] == before


def test_stories_are_found_by_their_words(place):
    engine = open_store(place, create=True)
    one, two = told("bombed", text="The bridges fell."), told("visited", text="A bridge stood.\x00 It’s “fine”.")
    add(engine, [one, two])
    with reading(engine) as connection:
        for words, wanted in (
            ("bridge", {one.id, two.id}),
            ('"bridges fell"', {one.id}),
            ("nothing", set()),
            ('"', set()),
        ):
            found = select(t.stories.c.id).where(t.stories.c.id.in_(stories_with(connection, words)))
            assert set(connection.execute(found).scalars()) == wanted, words


def test_every_statement_of_the_database_can_be_told_apart_when_something_is_missing(tmp_path):
    engine = open_store(str(tmp_path / "record.db"), create=True)
    add(engine, prepared.stories(4))
    breaks = (
        ("DELETE FROM stories WHERE id = (SELECT min(id) FROM stories)", "nowhere"),
        ("UPDATE codings SET coding_json = replace(coding_json, '0.', '0.1')", "changed"),
        ("UPDATE reports SET record = NULL", "record"),
        ("DELETE FROM codings", "no coding"),
        ("DELETE FROM story_words", "index"),
    )
    for statement, word in breaks:
        with (
            closing(sqlite3.connect(tmp_path / "record.db")) as copy,
            closing(sqlite3.connect(tmp_path / "b.db")) as there,
        ):
            copy.backup(there)
            there.execute(statement)
            there.commit()
        found = " ".join(f"{x.name} {x.faults}" for x in examine(open_store(str(tmp_path / "b.db"))) if x.faults)
        assert word in found, statement


def test_what_does_not_follow_is_found_and_repaired(tmp_path):
    engine = open_store(str(tmp_path / "record.db"), create=True)
    add(engine, prepared.stories(4))
    before = dump(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE records SET quad = 1, score = 0.5"))
    assert rebuilt(engine, RULES, keep=False)
    assert dump(engine) != before
    assert rebuilt(engine, RULES, keep=True)
    assert dump(engine) == before


def test_a_record_of_another_kind_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at " * 40)
    with pytest.raises(StoreError, match="no SQLite database"):
        open_store(str(tmp_path / "text.db"))
    with pytest.raises(StoreError, match="dateline add"):
        open_store(str(tmp_path / "none.db"))
    with pytest.raises(StoreError, match="folder"):
        open_store(str(tmp_path))
    with pytest.raises(StoreError, match="no address"):
        open_store("mysql://x/y")
    engine = open_store(str(tmp_path / "new.db"), create=True)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer"):
        open_store(str(tmp_path / "new.db"))


def test_a_failing_disk_loses_nothing(tmp_path):
    engine, stories = open_store(str(tmp_path / "record.db"), create=True), prepared.stories(30)
    with reading(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    from sqlalchemy import event

    limit = [pages + 15]
    event.listen(engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={limit[0]}"))
    with pytest.raises(StoreError, match="the disk is full"):
        add(engine, stories)
    kept = {row[0] for row in rows(engine, t.stories, t.stories.c.id)}
    assert 0 < len(kept) < 30
    limit[0] = 1_000_000
    assert add(engine, stories).coded == len({s.id for s in stories})
    assert sound(engine)


def test_a_locked_and_a_read_only_record_say_so(tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.store.opening.WAIT_MS", 50)
    path, stories = tmp_path / "record.db", prepared.stories(2)
    engine = open_store(str(path), create=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program holds it"):
            add(engine, stories)
    with pytest.raises(StoreError, match="may only be read"):
        add(open_store(str(path), read_only=True), stories)
    assert add(engine, stories).coded == 2


def test_reviews_cannot_be_changed_even_by_hand(place):
    engine = open_store(place, create=True)
    row = {
        "id": "r",
        "moment": MOMENT,
        "reviewer": "x",
        "action": "comment",
        "story": "s",
        "start": 0,
        "end": 1,
        "type": "A",
    }
    with writing(engine) as connection:
        connection.execute(insert(t.reviews).values(row))
    for statement in ("UPDATE reviews SET reviewer = 'y'", "DELETE FROM reviews"):
        with pytest.raises(StoreError, match="never"), writing(engine) as connection:
            connection.execute(text(statement))


def test_a_story_comes_out_as_it_went_in():
    story = Story(text="a b c", crossheads=(cut("a b c", 2, 3),), paragraphs=(cut("a b c", 0, 5),), origin="f")
    assert unpacked(story.text, packed(story), "f") == story


def test_headings_and_likeness():
    for example in RULES.versions.examples:
        assert RULES.versions.read(example.title) == (example.rank, example.heading), example.title
    one, two = (shingles(told("bombed", text=" ".join(words)), 3) for words in (["a b c d e f"], ["u v w x y z"]))
    assert likeness(one, one, RULES.copies) == 1.0
    assert 0 < likeness(one, two, RULES.copies) < RULES.copies.likeness
