"""Asking the record: what is found is what a plain look through all records finds, on both databases."""

import itertools

import msgspec
import pytest
from sqlalchemy import select
from tools import asked

from dateline.query import planning, views
from dateline.query.grammar import QueryError
from dateline.query.hints import hint
from dateline.query.meaning import book_words, conditions
from dateline.query.pages import Page, page
from dateline.query.planning import planned
from dateline.query.views import network, places, view
from dateline.query.watching import look
from dateline.store import schema as t
from dateline.store.doctor import rebuilt
from dateline.store.joining import refill
from dateline.store.opening import reading, writing
from dateline.store.retracting import retract
from dateline.store.thresholds import load_thresholds


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A record that is only read, on SQLite."""
    engine = asked.filled(str(tmp_path_factory.mktemp("query") / "record.db"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stored(request, tmp_path_factory):
    """A record that is only read, on each database."""
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("query") / "record.db")
    else:
        place = request.getfixturevalue("postgres").database()
    engine = asked.filled(place)
    yield engine
    engine.dispose()


def plan_of(connection, query):
    return planned(connection, conditions(query, book_words))


def found(engine, query, limit=500, mark=None) -> Page:
    with reading(engine) as connection:
        return page(connection, plan_of(connection, query), query, limit, mark)


def ids(engine, query):
    return [record.id for record in found(engine, query).records]


def told(engine):
    """Every record with its countries, names, speakers and sources, by hand."""
    with reading(engine) as connection:
        p, q, s = t.parties.c, t.reports.c, t.stories.c
        wanted = (
            select(
                q.record,
                q.id,
                q.story,
                p.role,
                p.name,
                p.country,
                p.sector,
                p.entity,
                p.office,
                s.agency,
                s.publisher,
                s.text,
            )
            .join(t.parties, p.report == q.id)
            .join(t.stories, s.id == q.story)
            .where(q.record.is_not(None))
        )
        rows = connection.execute(wanted).all()
        records = page(connection, plan_of(connection, ""), "", 500).records
    return [(record, [row for row in rows if row.record == record.id]) for record in records]


def side(role, **wanted):
    def holds(record, rows):
        return any(x.role == role and all(getattr(x, k) == v for k, v in wanted.items()) for x in rows)

    return holds


HOLDS = {
    "": lambda r, _: True,
    "actor:RUR": side("actor", country="RUR"),
    "actor:rur": side("actor", country="RUR"),
    "actor:gra,SYL": lambda r, rows: r.actor_country in ("GRA", "SYL"),
    'actor:"rudolf  ELPHBERG"': side("actor", name="Rudolf Elphberg"),
    "actor:Q101": side("actor", entity="Q101"),
    'actor:"head of state"': side("actor", office="head of state"),
    "actor:GOV": side("actor", sector="GOV"),
    "actor:GRA/MIL": side("actor", country="GRA", sector="MIL"),
    "actor:RUR/MIL": lambda r, _: False,
    "sector:MIL": side("actor", sector="MIL"),
    "recipient:GEN": side("recipient", country="GEN"),
    "actor:ELB recipient:GEN": lambda r, _: (r.actor_country, r.recipient_country) == ("ELB", "GEN"),
    "party:ELB": lambda r, _: "ELB" in (r.actor_country, r.recipient_country),
    "country:RUR": lambda r, _: "RUR" in (r.actor_country, r.recipient_country, r.place_country),
    "dyad:WAK-ELB": lambda r, _: {r.actor_country, r.recipient_country} == {"ELB", "WAK"},
    "dyad:elb-wak,GRA-SYL": lambda r, _: {r.actor_country, r.recipient_country} in ({"ELB", "WAK"}, {"GRA", "SYL"}),
    "speaker:Sylvania": side("speaker", name="Sylvania"),
    "type:consult": lambda r, _: r.type == "CONSULT",
    "-type:CONSULT,REJECT": lambda r, _: r.type not in ("CONSULT", "REJECT"),
    "mode:visit": lambda r, _: r.mode == "visit",
    "-mode:visit": lambda r, _: r.mode != "visit",
    "context:military": lambda r, _: "military" in r.context,
    "-context:military": lambda r, _: "military" not in r.context,
    "status:actual": lambda r, _: r.status == "actual",
    "quad:3,4": lambda r, _: r.quad in (3, 4),
    "since:2024-02": lambda r, _: r.day >= "2024-02-01",
    "until:2024-02": lambda r, _: r.day <= "2024-02-29",
    "since:2024-01-20 until:2024-02-10": lambda r, _: "2024-01-20" <= r.day <= "2024-02-10",
    "on:2024-01,2024-03": lambda r, _: r.day[:7] in ("2024-01", "2024-03"),
    "-on:2024-01": lambda r, _: r.day[:7] != "2024-01",
    "place:Strelsau": lambda r, _: r.place == "Strelsau",
    "place:1005": lambda r, _: r.geonameid == 1005,
    "place:RUR": lambda r, _: r.place_country == "RUR",
    "-place:RUR": lambda r, _: r.place_country != "RUR",
    "score:<-5": lambda r, _: r.score < -5,
    "score:>=2": lambda r, _: r.score >= 2,
    "score:-4..2": lambda r, _: -4 <= r.score <= 2,
    "score:-4,2": lambda r, _: r.score in (-4, 2),
    "confidence:>0.8": lambda r, _: r.confidence > 0.8,
    "reports:>1 -sources:1": lambda r, _: r.reports > 1 and r.sources != 1,
    "dead:>40": lambda r, _: r.dead_max is not None and r.dead_max > 40,
    "dead:<=9": lambda r, _: r.dead_min is not None and r.dead_min <= 9,
    "source:reuters": lambda r, rows: any(x.agency == "Reuters" for x in rows),
    'source:"the herald",AFP': lambda r, rows: any(x.publisher == "The Herald" or x.agency == "AFP" for x in rows),
    "reviewed:no historical:no": lambda r, _: True,
    "reviewed:yes": lambda r, _: False,
    "harvest": lambda r, rows: any("harvest" in x.text.lower() for x in rows),
    "-text:harvest": lambda r, rows: not any("harvest" in x.text.lower() for x in rows),
    "text:harvest,ferry status:actual": lambda r, rows: (
        r.status == "actual" and any("harvest" in x.text.lower() or "ferry" in x.text.lower() for x in rows)
    ),
    "harvest ferry": lambda r, rows: any("harvest" in x.text.lower() and "ferry" in x.text.lower() for x in rows),
    '"bombed Latveria"': lambda r, rows: any("bombed Latveria" in x.text for x in rows),
    "actor:GRA type:ASSAULT status:actual since:2024-01-25": lambda r, _: (
        (r.actor_country, r.type, r.status) == ("GRA", "ASSAULT", "actual") and r.day >= "2024-01-25"
    ),
    "actor:GRA -recipient:SYL": lambda r, _: r.actor_country == "GRA" and r.recipient_country != "SYL",
    "actor:Nobody": lambda r, _: False,
    "-actor:Nobody": lambda r, _: True,
    "type:CONSULT type:ASSAULT": lambda r, _: False,
}  # fmt: skip


@pytest.mark.parametrize("few", [0, 3_000], ids=["walked", "sorted"])
def test_what_is_found_is_what_holds(filled, few, monkeypatch):
    monkeypatch.setattr(planning, "FEW", few)
    rows = told(filled)
    assert len(rows) > 20
    for query, holds in HOLDS.items():
        expected = [record.id for record, parts in rows if holds(record, parts)]
        assert sorted(ids(filled, query)) == sorted(expected), query
        if not {"harvest", "ferry", '"bombed'} & set(query.replace(",", " ").replace("text:", "").split()):
            assert ids(filled, query) == expected, f"{query}: in order"


def test_both_databases_find_the_same(stored, filled):
    engine = stored
    for query in HOLDS:
        assert sorted(ids(engine, query)) == sorted(ids(filled, query)), query
    for query, by in itertools.product(("", "actor:GRA status:actual", "dyad:WAK-ELB", "harvest"), views.BY):
        with reading(engine) as one, reading(filled) as other:
            assert view(one, plan_of(one, query), by) == view(other, plan_of(other, query), by), (query, by)
    with reading(engine) as one, reading(filled) as other:
        assert places(one, plan_of(one, "")) == places(other, plan_of(other, ""))


@pytest.mark.parametrize("query", ["", "actor:GRA", "actor:GRA,ELB", "harvest", "type:REJECT -actor:RUR"])
def test_pages_follow_each_other_and_hold_every_record_once(stored, query):
    engine, seen, mark = stored, [], None
    whole = ids(engine, query)
    for _ in range(60):
        one = found(engine, query, 3, mark)
        seen += [record.id for record in one.records]
        mark = one.next
        if mark is None:
            break
    assert seen == whole
    assert len(set(seen)) == len(seen) > 3


def test_what_comes_between_two_pages_shows_no_record_twice(tmp_path):
    engine = asked.filled(str(tmp_path / "record.db"))
    first = found(engine, "status:actual", 4)
    asked.filled(str(tmp_path / "record.db"), asked.stories(12, seed=77))
    second = found(engine, "status:actual", 500, first.next)
    assert second.records
    assert not {x.id for x in first.records} & {x.id for x in second.records}
    assert all(x.day <= first.records[-1].day for x in second.records)


def test_records_without_a_day_come_last_and_are_paged_too(tmp_path):
    engine = asked.filled(str(tmp_path / "record.db"))
    bare = sorted(ids(engine, "actor:GRA"))[:3]
    with writing(engine) as connection:
        for table, key in ((t.records, t.records.c.id), (t.terms, t.terms.c.record)):
            connection.execute(table.update().where(key.in_(bare)).values(day=None))
    for query in ("", "actor:GRA"):
        whole = ids(engine, query)
        assert whole[-3:] == sorted(bare, reverse=True)
        first = found(engine, query, len(whole) - 2)
        assert [x.id for x in found(engine, query, 1, first.next).records] == whole[-2:-1]
    assert not set(bare) & set(ids(engine, "since:1900 actor:GRA"))


def test_ids_of_records_reports_and_stories(filled):
    with reading(filled) as connection:
        reports = connection.execute(select(t.reports.c.id, t.reports.c.story, t.reports.c.record)).all()
    one = next(x for x in reports if x.record and x.record != x.id)
    assert ids(filled, f"id:{one.record}") == ids(filled, f"id:{one.id[:8]}") == [one.record]
    assert set(ids(filled, f"story:{one.story[:10]}")) == {x.record for x in reports if x.story == one.story}
    assert one.record not in ids(filled, f"-id:{one.id}")


@pytest.mark.parametrize("query", ["", "status:actual", "actor:GRA", "actor:ELB recipient:GEN", "dyad:ELB-WAK quad:3",
                                   "since:2024-02 dyad:WAK-ELB", "-type:REJECT actor:ELB"])  # fmt: skip
@pytest.mark.parametrize("by", ["day", "week", "month", "year", "type", "quad"])
def test_series_out_of_the_index_are_those_of_the_records(filled, query, by, monkeypatch):
    with reading(filled) as connection:
        fast = view(connection, plan_of(connection, query), by)
        monkeypatch.setattr(views, "_series", lambda *_: None)
        assert view(connection, plan_of(connection, query), by) == fast
        records = page(connection, plan_of(connection, query), query, 500).records
    assert sum(x.records for x in fast.lines) == len(records)
    assert sum(x.reports for x in fast.lines) == sum(x.reports for x in records)
    assert sum(x.quads[3] for x in fast.lines) == sum(x.quad == 4 for x in records)
    assert sum(x.score * x.records for x in fast.lines) == pytest.approx(sum(x.score for x in records), abs=0.1)


def test_a_series_out_of_the_index_does_not_count_both_directions_of_a_pair_twice(tmp_path):
    engine = asked.filled(str(tmp_path / "record.db"))
    with writing(engine) as connection:
        row = connection.execute(select(t.dyads).where(t.dyads.c.actor == "ELB", t.dyads.c.recipient == "WAK")).first()
        connection.execute(t.dyads.insert().values({**row._mapping, "actor": "WAK", "recipient": "ELB"}))
    with reading(engine) as connection:
        plan = plan_of(connection, "dyad:ELB-WAK")
        assert views._series(plan, "month") is not None
        assert sum(x.records for x in view(connection, plan, "month").lines) == len(ids(engine, "dyad:ELB-WAK"))


def test_views_by_who_and_where(filled):
    rows = told(filled)
    with reading(filled) as connection:
        plan = plan_of(connection, "")
        by = {name: {x.key: x.records for x in view(connection, plan, name).lines} for name in views.BY}
        weeks = view(connection, plan, "week")
        web, spots = network(connection, plan), places(connection, plan)
    assert by["actor"]["Clarisse Renaldi", "GEN"] == sum(r.actor_country == "GEN" for r, _ in rows)
    assert by["dyad"]["GRA", "SYL"] == sum((r.actor_country, r.recipient_country) == ("GRA", "SYL") for r, _ in rows)
    assert by["speaker"]["Sylvania", "SYL"] == sum(HOLDS["speaker:Sylvania"](r, x) for r, x in rows) > 0
    assert by["place"][None, None] == sum(r.place is None for r, _ in rows) > 0
    assert [x.key for x in weeks.lines] == sorted(x.key for x in weeks.lines)
    assert weeks.lines[0].key[0].startswith("2024-W0")
    assert sum(e.records for e in web.edges) == len(rows) == sum(n.acts for n in web.nodes)
    assert {n.id for n in web.nodes} == {c for r, _ in rows for c in (r.actor_country, r.recipient_country)}
    assert {x.key[0]: x.records for x in spots.lines}["Zenda"] == sum(r.place == "Zenda" for r, _ in rows)
    with reading(filled) as connection, pytest.raises(QueryError, match="did you mean month"):
        view(connection, plan, "mnth")


def test_what_no_record_has_is_said_with_what_may_be_meant(filled):
    with reading(filled) as connection:
        for query, meant in (("actor:elphberg", 'actor:"Rudolf Elphberg"'), ("place:zend", "place:Zenda"),
                             ("source:herald", 'source:"The Herald"')):  # fmt: skip
            plan = plan_of(connection, query)
            told_of = [hint(connection, item) for item in plan.unknown]
            assert len(told_of) == 1
            assert f"no record has {query} (did you mean {meant}" in told_of[0]


def test_an_older_record_is_brought_to_what_queries_need(place):
    engine = asked.filled(place, asked.stories(9))
    with reading(engine) as connection:
        before = {
            x.name: connection.execute(select(x).order_by(*x.primary_key.columns)).all() for x in (t.terms, t.dyads)
        }
    with writing(engine) as connection:
        connection.execute(t.terms.delete())
        connection.execute(t.dyads.delete())
        refill(connection)
    with reading(engine) as connection:
        after = {
            x.name: connection.execute(select(x).order_by(*x.primary_key.columns)).all() for x in (t.terms, t.dyads)
        }
    assert after == before
    assert not rebuilt(engine, load_thresholds(), keep=False)


def changes(engine, query="status:actual", name=None):
    seen = []
    look(engine, query, name, asked.MOMENT, book_words, seen.append)
    return seen


def test_a_look_shows_what_is_new_changed_and_withdrawn(place):
    given = asked.stories(24)
    engine = asked.filled(place, given[:-6])
    assert {(x.change, x.id) for x in changes(engine)} == {("new", name) for name in ids(engine, "status:actual")}
    assert changes(engine) == []
    assert changes(engine, name="mine")
    asked.filled(place, given)
    news = changes(engine)
    assert {x.change for x in news} >= {"new", "changed"}
    alone = next(x for x in found(engine, "status:actual").records if x.stories == 1)
    with reading(engine) as connection:
        story = connection.execute(select(t.reports.c.story).where(t.reports.c.id == alone.id)).scalar_one()
    retract(engine, story, "Ada", "by order", asked.MOMENT, load_thresholds())
    gone = [x for x in changes(engine) if x.change == "withdrawn"]
    assert msgspec.structs.astuple(gone[0])[1:] == (alone.id, None, None)
    with pytest.raises(QueryError, match="mine looks at another query: status:actual"):
        changes(engine, "type:AID", "mine")


def test_a_look_that_breaks_off_has_seen_nothing(filled, tmp_path):
    engine = asked.filled(str(tmp_path / "record.db"))
    with pytest.raises(BrokenPipeError):
        look(engine, "", None, asked.MOMENT, book_words, lambda _: (_ for _ in ()).throw(BrokenPipeError()))
    assert len(changes(engine, "")) == len(ids(engine, ""))


def test_a_withdrawn_record_says_where_its_reports_are_now(tmp_path):
    engine = asked.filled(str(tmp_path / "record.db"))
    changes(engine, "")
    one, two = sorted(ids(engine, "type:CONSULT"))[:2]
    from dateline.cli.record.reviewing import run_review

    run_review(str(tmp_path / "record.db"), "merge", one, "Ada", asked.MOMENT, None, (two,))
    assert {(x.change, x.into) for x in changes(engine, "") if x.id == two} == {("withdrawn", one)}
