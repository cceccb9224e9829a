"""Wikidata's answer on who held which office: the query, its SPARQL 1.1 JSON results, and what ours lacks of it."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.folding import words_of
from dateline.knowledge.people import RANKS
from dateline.knowledge.tables import Holder, Knowledge, OfficeSeries, State

QUERY = """\
SELECT DISTINCT ?iso ?rank ?person ?personLabel ?start ?startPrecision ?end ?endPrecision ?gender WHERE {
  ?country wdt:P298 ?iso .
  { ?country wdt:P1906 ?office . BIND("head_of_state" AS ?rank) }
  UNION { ?country wdt:P1313 ?office . BIND("head_of_government" AS ?rank) }
  UNION { ?office wdt:P279* wd:Q7330070 ; wdt:P1001 ?country . BIND("foreign" AS ?rank) }
  UNION { ?office wdt:P279* wd:Q2518691 ; wdt:P1001 ?country . BIND("defence" AS ?rank) }
  ?person p:P39 ?held . ?held ps:P39 ?office .
  ?held pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision ] .
  OPTIONAL { ?held pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ] }
  OPTIONAL { ?person wdt:P21 wd:Q6581072 . BIND("f" AS ?woman) }
  OPTIONAL { ?person wdt:P21 wd:Q6581097 . BIND("m" AS ?man) }
  BIND(COALESCE(?woman, ?man) AS ?gender)
  FILTER(!BOUND(?end) || ?end >= "2015-01-01"^^xsd:dateTime)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en". }
}"""
"""What `dateline actors update` reads the answer of; any query with these variables will do."""
DAY_PRECISION, MONTH_PRECISION, YEAR_PRECISION = 11, 10, 9
DAY = datetime.timedelta(days=1)
NO_LABEL = re.compile(r"Q\d+")
Kind = Literal["new", "end", "date", "ours"]


class Fact(msgspec.Struct, frozen=True):
    """One row of the answer: a person in an office of a rank of a state; dates as our tables write them."""

    state: str
    rank: str
    holder: Holder


class Proposal(msgspec.Struct, frozen=True):
    """A difference. new: we lack the tenure; end: they know its end; date: another date; ours: they lack it."""

    kind: Kind
    state: str
    office: str
    holder: Holder
    """The holder as it would stand in our table."""
    before: Holder | None = None
    """The holder as it stands there now."""


class _Value(msgspec.Struct, frozen=True):
    value: str


class _Results(msgspec.Struct, frozen=True):
    bindings: list[dict[str, _Value]]


class _Answer(msgspec.Struct, frozen=True):
    results: _Results


def read_answer(raw: bytes, source: str) -> list[Fact]:
    """The facts of a SPARQL JSON answer, each once. Raises ValueError with the place where it is none.

    A row without an English name, of a rank that our tables lack, or with dates coarser than a year or in the wrong
    order is left out.
    """
    try:
        rows = msgspec.json.decode(raw, type=_Answer).results.bindings
    except msgspec.DecodeError as error:
        raise ValueError(f"no SPARQL results in JSON: {error} (ask for application/sparql-results+json)") from error
    facts = (_fact(row, at, source) for at, row in enumerate(rows, 1))
    return list({msgspec.json.encode(fact): fact for fact in facts if fact is not None}.values())


def _fact(row: dict[str, _Value], at: int, source: str) -> Fact | None:
    if missing := [name for name in ("iso", "rank", "person", "personLabel", "start") if name not in row]:
        raise ValueError(f"results.bindings[{at - 1}]: no {missing[0]} (the variables are iso, rank, person, "
                         "personLabel, start, and end, gender, startPrecision, endPrecision where known)")  # fmt: skip
    told = {name: value.value for name, value in row.items()}
    begins = _date(told["start"], told.get("startPrecision"), at)
    ends = _date(told["end"], told.get("endPrecision"), at) if "end" in told else None
    if NO_LABEL.fullmatch(told["personLabel"]) or told["rank"] not in RANKS or not begins or ends == "":
        return None
    if first_day(begins) > last_day(ends):
        return None
    holder = Holder(
        name=" ".join(told["personLabel"].split()), source=source, from_=begins, to=ends,
        gender=told["gender"] if told.get("gender") in ("m", "f") else None, wikidata=told["person"].rsplit("/", 1)[-1],
    )  # fmt: skip
    return Fact(told["iso"], told["rank"], holder)


def _date(text: str, precision: str | None, at: int) -> str:
    """2012-05-07T00:00:00Z of precision 11 -> 2012-05-07, of 10 -> 2012-05, of 9 -> 2012, coarser -> empty."""
    if text.startswith("-"):
        return ""
    try:
        day = datetime.date.fromisoformat(text[:10])
        digits = int(precision or DAY_PRECISION)
    except ValueError as error:
        raise ValueError(f"results.bindings[{at - 1}]: {text!r} is no date ({error})") from error
    return day.isoformat()[: {MONTH_PRECISION: 7, YEAR_PRECISION: 4}.get(digits, 10 if digits >= DAY_PRECISION else 0)]


def proposals(facts: Iterable[Fact], knowledge: Knowledge) -> Iterator[Proposal]:
    """How our tables would change, by state, rank and time; what the answer is silent on is left out."""
    told: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for fact in facts:
        told[fact.state, fact.rank].append(fact.holder)
    states = {s.code: s for s in knowledge.states}
    for (code, rank), holders in sorted(told.items()):
        if code in states:
            yield from _of_rank(states[code], rank, sorted(holders, key=lambda h: h.from_ or ""))


def _of_rank(state: State, rank: str, theirs: list[Holder]) -> Iterator[Proposal]:
    series = [o for o in state.offices if o.rank == rank]
    ours = [(o, h) for o in series for h in o.holders]
    met: set[int] = set()
    for new in _joined(theirs):
        known = [i for i, (_, h) in enumerate(ours) if _same_person(h, new) and _shared_days(h, new) > 0]
        met.update(known)
        if not known:
            yield Proposal("new", state.code, series[0].office if series else rank, new)
        else:
            closest = max(known, key=lambda i: _shared_days(ours[i][1], new))
            yield from _differences(state.code, *ours[closest], new)
    since = min((h.from_ or "" for h in theirs), default="")
    for i, (office, holder) in enumerate(ours):
        if i not in met and last_day(holder.to) > first_day(since):
            yield Proposal("ours", state.code, office.office, holder, holder)


def _differences(state: str, office: OfficeSeries, mine: Holder, new: Holder) -> Iterator[Proposal]:
    """The end that we lack, or dates that contradict ours; a coarser date does not contradict a finer one."""
    changed = msgspec.structs.replace(mine, source=new.source, wikidata=mine.wikidata or new.wikidata)
    if mine.to is None and new.to:
        yield Proposal("end", state, office.office, msgspec.structs.replace(changed, to=new.to), mine)
    elif _contradict(mine.from_, new.from_) or _contradict(mine.to, new.to):
        dated = msgspec.structs.replace(changed, from_=new.from_ or mine.from_, to=new.to or mine.to)
        yield Proposal("date", state, office.office, dated, mine)


def _contradict(mine: str | None, new: str | None) -> bool:
    return bool(mine and new) and not (str(mine).startswith(str(new)) or str(new).startswith(str(mine)))


def _same_person(one: Holder, other: Holder) -> bool:
    if one.wikidata and other.wikidata:
        return one.wikidata == other.wikidata
    names = {"".join(words_of(n)) for n in (other.name, *other.aliases)}
    return any("".join(words_of(n)) in names for n in (one.name, *one.aliases))


def _joined(holders: list[Holder]) -> list[Holder]:
    """Terms of one person that follow each other at once as one tenure."""
    joined: list[Holder] = []
    for holder in holders:
        last = joined[-1] if joined else None
        if last and last.to and last.wikidata == holder.wikidata and first_day(holder.from_) <= last_day(last.to) + DAY:
            joined[-1] = msgspec.structs.replace(last, to=holder.to)
        else:
            joined.append(holder)
    return joined


def _shared_days(one: Holder, other: Holder) -> int:
    """How many days two tenures have in common."""
    first = max(first_day(one.from_), first_day(other.from_))
    return (min(last_day(one.to), last_day(other.to)) - first).days + 1


__all__ = ["QUERY", "Fact", "Proposal", "proposals", "read_answer"]
