"""How states, organisations, people and tenures read in a terminal."""

import datetime

from dateline.cli.output import shown
from dateline.knowledge.days import FIRST, LAST
from dateline.knowledge.index import KnowledgeIndex, Ref, as_of
from dateline.knowledge.people import Person, Tenure

SENSES = {
    "state": "state", "former": "former state", "demonym": "its people", "capital": "its capital",
    "seat": "its seat of power", "region": "its region", "folk": "a people of it",
    "org": "organisation", "person": "person",
}  # fmt: skip
"""What a name is of the thing it stands for."""


def sense_words(ref: Ref, index: KnowledgeIndex, day: datetime.date) -> str:
    """One line on what a name may stand for, as of a day."""
    kind = SENSES[ref.sense]
    if ref.sense == "person":
        return shown(f"{kind}: {person_words(index.people[ref.at], day)}")
    if ref.sense == "org":
        org = index.organisations[ref.at]
        gone = "" if as_of(org, day) else f", but {span_words(org.from_, org.to)}"
        return shown(f"{kind}: {org.name} [{tag_words(org.country, org.sector)}], {org.id}{gone}")
    state = index.states[ref.at]
    return shown(f"{kind}: {state.name} [{state.code}]")


def person_words(person: Person, day: datetime.date) -> str:
    """Sergei Shoigu [RUS GOV], Security Council secretary, from 2024-05-12."""
    standing, known = person.as_of(day), f", {person.wikidata}" if person.wikidata else ""
    if standing is None or standing.tenure is None:
        soon = min(person.tenures, key=lambda t: t.first)
        return f"{person.name} [{soon.country}], no office yet; {tenure_words(soon)}{known}"
    former = "" if standing.current else "former "
    tag = tag_words(standing.country, standing.sector)
    return f"{person.name} [{tag}], {former}{tenure_words(standing.tenure)}{known}"


def tenure_words(tenure: Tenure) -> str:
    """Prime minister, 2012-05-08 to 2020-01-16."""
    return f"{tenure.office}, {days_words(tenure.first, tenure.last)}"


def days_words(first: datetime.date, last: datetime.date) -> str:
    """From and to, open ends in words."""
    if first == FIRST:
        return f"until {last}" if last != LAST else "all the time"
    return f"from {first}" if last == LAST else f"{first} to {last}"


def span_words(start: str | None, end: str | None) -> str:
    """The same for dates as the tables write them."""
    if start is None:
        return f"until {end}" if end else ""
    return f"{start} to {end}" if end else f"from {start}"


def tag_words(country: str, sector: list[str] | tuple[str, ...]) -> str:
    """RUS GOV."""
    return " ".join(filter(None, [country, *sector])) or "?"


__all__ = ["days_words", "person_words", "sense_words", "span_words", "tag_words", "tenure_words"]
