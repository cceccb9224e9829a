"""`dateline actors show`."""

import datetime
from collections.abc import Iterator, Sequence
from textwrap import wrap

from dateline.cli.actors.find import ABSENT, FOUND, UNKNOWN, senses
from dateline.cli.actors.phrases import span_words, tag_words, tenure_words
from dateline.cli.output import COLUMNS, complain, shown
from dateline.cli.run import path_of
from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.index import KnowledgeIndex, Ref, load_index, load_tables
from dateline.knowledge.people import Person
from dateline.knowledge.tables import Holder, Knowledge, OfficeSeries, Organisation, State
from dateline.resources import DataError

Thing = State | Organisation | Person


def run_show(name: str, day: datetime.date | None, actors: str | None) -> int:
    """Print all that the tables hold of what a name or code stands for; gives the exit status."""
    try:
        index, tables = load_index(path_of(actors)), load_tables(path_of(actors))
    except DataError as error:
        complain(error)
        return ABSENT
    found = list(_meant(name, index, tables))
    for at, thing in enumerate(found):
        print("\n" * bool(at) + "\n".join(map(_line, _told(thing, day))))
    if not found:
        complain(f"dateline actors: there is no {name!r} (a state's code, an organisation's id, or a name; try find)")
        return UNKNOWN
    return FOUND


def _line(line: str) -> str:
    """A line as a terminal may have it, its indent kept."""
    return line[: len(line) - len(line.lstrip())] + shown(line)


def _meant(name: str, index: KnowledgeIndex, tables: Knowledge) -> Iterator[Thing]:
    """The things of a code, an id or a name, each once."""
    coded: list[Thing] = [s for s in tables.states if s.code == name.upper()]
    coded += [o for o in tables.organisations if o.id == name.lower()]
    yield from coded
    seen = set(map(id, coded))
    for ref in senses(index, name):
        thing = _thing(ref, index, tables)
        if id(thing) not in seen:
            seen.add(id(thing))
            yield thing


def _thing(ref: Ref, index: KnowledgeIndex, tables: Knowledge) -> Thing:
    if ref.sense == "org":
        return tables.organisations[ref.at]
    return index.people[ref.at] if ref.sense == "person" else tables.states[ref.at]


def _told(thing: Thing, day: datetime.date | None) -> Iterator[str]:
    if isinstance(thing, Person):
        yield from _person(thing, day)
    elif isinstance(thing, State):
        yield from _state(thing, day)
    else:
        yield from _organisation(thing, day)


def _person(person: Person, day: datetime.date | None) -> Iterator[str]:
    yield " · ".join(filter(None, [person.name, person.gender, person.wikidata]))
    yield from _row("also", person.aliases)
    yield from _row("family name", [person.family])
    for tenure in sorted(person.tenures, key=lambda t: t.first):
        if day is None or tenure.holds(day):
            where = tag_words(tenure.organisation or tenure.country, tenure.sector)
            yield f"  {tenure_words(tenure)} [{where}]"


def _state(state: State, day: datetime.date | None) -> Iterator[str]:
    cow = f"COW {state.cow} {state.cow_number}" if state.cow else None
    place = f"GeoNames {state.geonameid}" if state.geonameid else None
    yield " · ".join(filter(None, [state.code, state.name, state.official, cow, place, state.wikidata]))
    yield from _row("also", state.aliases)
    yield from _row("people", state.demonyms)
    yield from _row("peoples", state.peoples)
    yield from _row("seats", state.metonyms)
    yield from _row("was", [f"{f.name} ({span_words(f.from_, f.to) or 'earlier'})" for f in state.former])
    yield from _row("regions", state.regions)
    yield from _row("disputed", state.disputed)
    yield from _row("member of", state.blocs)
    yield from _offices(state.offices, day)
    for absent in state.without:
        if _within(absent.from_, absent.to, day):
            yield f"  no {absent.rank} {span_words(absent.from_, absent.to)}: {absent.note}"


def _organisation(org: Organisation, day: datetime.date | None) -> Iterator[str]:
    tag, time = tag_words(org.country, org.sector), span_words(org.from_, org.to)
    yield " · ".join(filter(None, [org.id, org.name, tag, time, org.wikidata]))
    yield from _row("also", [*org.aliases, *org.acronyms])
    yield from _row("conflict", [org.conflict] if org.conflict else [])
    yield from _offices(org.offices, day)


def _offices(offices: Sequence[OfficeSeries], day: datetime.date | None) -> Iterator[str]:
    for office in offices:
        listed = [_holder(h) for h in office.holders if _within(h.from_, h.to, day)]
        listed += [f"nobody {span_words(g.from_, g.to)}: {g.note}" for g in office.gaps if _within(g.from_, g.to, day)]
        if listed:
            yield f"  {office.office}" + (f" ({office.note})" if office.note else "")
            yield from (f"    {line}" for line in listed)


def _holder(holder: Holder) -> str:
    """Rigathi Gachagua, 2022-09-13 to 2024-10-18, acting."""
    acting = "acting" if holder.acting else ""
    source = holder.source if holder.source != "general" else ""
    told = (holder.name, span_words(holder.from_, holder.to), acting, holder.wikidata, source)
    return ", ".join(filter(None, told))


def _within(start: str | None, end: str | None, day: datetime.date | None) -> bool:
    return day is None or first_day(start) <= day <= last_day(end)


def _row(label: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield from wrap(", ".join(values), COLUMNS, initial_indent=f"  {label}: ", subsequent_indent="    ")


__all__ = ["run_show"]
