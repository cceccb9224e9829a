"""What the tables of offices lack of what they set out to hold (data/knowledge/coverage.yaml)."""

import datetime
from collections.abc import Iterable, Iterator

import msgspec

from dateline.knowledge.days import first_day, last_day
from dateline.knowledge.tables import Knowledge, OfficeSeries, State
from dateline.resources import DATA, load

DAY = datetime.timedelta(days=1)
YEAR = datetime.timedelta(days=366)
Interval = tuple[datetime.date, datetime.date]
"""First and last day, both included."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """coverage.yaml as it stands: from when to when, and who must be known of which states."""

    from_: str = msgspec.field(name="from")
    to: str
    every_state: list[str]
    noted: list[str]
    noted_in_the_news: list[str]
    in_the_news: list[str]

    def ranks(self, state: str) -> list[str]:
        """The ranks whose holders a state's table sets out to hold."""
        return [*self.every_state, *self.noted, *(self.noted_in_the_news if state in self.in_the_news else ())]


class Lack(msgspec.Struct, frozen=True):
    """A time in which nobody is listed for a rank; `note` says why, or is empty."""

    state: str
    rank: str
    first: datetime.date
    last: datetime.date
    note: str = ""

    @property
    def length(self) -> datetime.timedelta:
        """How long it lasts."""
        return self.last - self.first + DAY


def load_coverage() -> Coverage:
    """data/knowledge/coverage.yaml; raises DataError."""
    return load(DATA / "knowledge/coverage.yaml", Coverage)


def lacks(knowledge: Knowledge, coverage: Coverage) -> tuple[Lack, ...]:
    """Every time without a listed holder, noted ones too, by state and rank."""
    whole = first_day(coverage.from_), last_day(coverage.to)
    return tuple(
        lack
        for state in knowledge.states
        for rank in coverage.ranks(state.code)
        for lack in (*_unnoted(state, rank, whole), *_noted(state, rank, whole))
    )


def faulty(lack: Lack, coverage: Coverage) -> bool:
    """Whether a lack must not stay without a note: a day without a head, a year without a minister."""
    return not lack.note and (lack.rank in coverage.every_state or lack.length > YEAR)


def _unnoted(state: State, rank: str, whole: Interval) -> Iterator[Lack]:
    """The times that neither a holder nor a note covers."""
    known = [(first_day(h.from_), last_day(h.to)) for o in _series(state, rank) for h in o.holders]
    noted = [(lack.first, lack.last) for lack in _noted(state, rank, whole)]
    for first, last in uncovered([*known, *noted], whole):
        yield Lack(state.code, rank, first, last)


def _noted(state: State, rank: str, whole: Interval) -> Iterator[Lack]:
    gaps = [(g.from_, g.to, g.note) for o in _series(state, rank) for g in o.gaps]
    absent = [(w.from_, w.to, w.note) for w in state.without if w.rank == rank]
    for start, end, note in (*gaps, *absent):
        first, last = max(first_day(start), whole[0]), min(last_day(end), whole[1])
        if first <= last:
            yield Lack(state.code, rank, first, last, note)


def _series(state: State, rank: str) -> list[OfficeSeries]:
    return [o for o in state.offices if o.rank == rank]


def uncovered(intervals: Iterable[Interval], whole: Interval) -> Iterator[Interval]:
    """The parts of `whole` outside all intervals."""
    free = whole[0]
    for first, last in sorted(intervals):
        if first > free:
            yield free, min(first - DAY, whole[1])
        if last >= whole[1]:
            return
        free = max(free, last + DAY)
        if free > whole[1]:
            return
    yield free, whole[1]


__all__ = ["Coverage", "Lack", "faulty", "lacks", "load_coverage", "uncovered"]
