"""People of the tables, each with the offices held and when."""

import datetime

import msgspec

from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.folding import fold, words_of
from dateline.knowledge.tables import Holder, Knowledge, OfficeSeries

RANKS = ("head_of_state", "head_of_government", "foreign", "defence", "head", "interior", "other")
PROMINENT = RANKS[:4]


class Tenure(msgspec.Struct, frozen=True):
    """One person in one office from `first` to `last`, both days included."""

    country: str
    office: str
    titles: tuple[str, ...]
    rank: str
    sector: tuple[str, ...]
    first: datetime.date
    last: datetime.date
    organisation: str = ""
    """Id of the organisation, empty for an office of a state."""

    def holds(self, day: datetime.date) -> bool:
        """Whether the office is held on that day."""
        return self.first <= day <= self.last


class Standing(msgspec.Struct, frozen=True):
    """Who a person is as of a day; `current` is false where the office has been left (then the sector is ELI)."""

    country: str
    office: str
    sector: tuple[str, ...]
    rule: str
    rank: str = ""
    current: bool = True
    tenure: Tenure | None = None
    """The office that decided."""


class Person(msgspec.Struct, frozen=True):
    """A person of the tables."""

    name: str
    family: str
    gender: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    tenures: tuple[Tenure, ...]

    def held(self, day: datetime.date) -> list[Tenure]:
        """Offices held on a day, the highest first."""
        return sorted((t for t in self.tenures if t.holds(day)), key=_weight)

    def as_of(self, day: datetime.date | None) -> Standing | None:
        """The office on that day, else the latest one left before; None where the first office lies ahead."""
        if day is None:
            return _standing(max(self.tenures, key=lambda t: (t.last, -_weight(t))), True)
        if held := self.held(day):
            return _standing(held[0], True)
        left = [t for t in self.tenures if t.last < day]
        return _standing(max(left, key=lambda t: (t.last, -_weight(t))), False) if left else None

    def countries(self) -> set[str]:
        """Countries in which the person has held an office."""
        return {t.country for t in self.tenures}


def _weight(tenure: Tenure) -> int:
    return RANKS.index(tenure.rank) if tenure.rank in RANKS else len(RANKS)


def _standing(tenure: Tenure, current: bool) -> Standing:
    rule = f"knowledge:{tenure.organisation or tenure.country}/{tenure.office}"
    sector = tenure.sector if current else ("ELI",)
    return Standing(tenure.country, tenure.office, sector, rule, tenure.rank, current, tenure)


class _Gathered(msgspec.Struct):
    holders: list[Holder]
    tenures: list[Tenure]


def gather_people(knowledge: Knowledge) -> tuple[Person, ...]:
    """All holders of all offices, one person for each name (two where Wikidata ids or states differ)."""
    found: dict[str, list[_Gathered]] = {}
    for state in knowledge.states:
        for series in state.offices:
            _add_series(found, series, state.code, "", tuple(series.sector))
    for org in knowledge.organisations:
        for series in org.offices:
            sector = tuple(org.sector) if series.sector == ["GOV"] and org.sector else tuple(series.sector)
            _add_series(found, series, org.country, org.id, sector)
    return tuple(_person(g) for groups in found.values() for g in groups)


def _add_series(found: dict[str, list[_Gathered]], series: OfficeSeries, country: str, org: str,
                sector: tuple[str, ...]) -> None:  # fmt: skip
    titles = tuple(series.titles)
    for h in series.holders:
        tenure = Tenure(country, series.office, titles, series.rank, sector, first_day(h.from_), last_day(h.to), org)
        groups = found.setdefault("".join(words_of(h.name)), [])
        for group in groups:
            if _same_person(group, h, tenure):
                group.holders.append(h)
                group.tenures.append(tenure)
                break
        else:
            groups.append(_Gathered([h], [tenure]))


def _same_person(group: _Gathered, holder: Holder, tenure: Tenure) -> bool:
    known = {h.wikidata for h in group.holders if h.wikidata}
    if holder.wikidata and known:
        return holder.wikidata in known
    states = {t.country for t in group.tenures if not t.organisation}
    states |= {code for h in group.holders for code in h.abroad}
    return bool(tenure.organisation) or not states or tenure.country in states


def _person(group: _Gathered) -> Person:
    first = group.holders[0]
    family = next((h.family for h in group.holders if h.family), None) or first.name.split()[-1]
    aliases = dict.fromkeys(a for h in group.holders for a in h.aliases)
    gender = next((h.gender for h in group.holders if h.gender), None)
    wikidata = next((h.wikidata for h in group.holders if h.wikidata), None)
    return Person(first.name, family, gender, wikidata, tuple(aliases), tuple(group.tenures))


def family_key(person: Person) -> str:
    """The family name, folded."""
    return "".join(map(fold, person.family.replace("-", " ").split()))
