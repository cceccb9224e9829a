"""What an expression means, and what it is read against."""

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from dateline.stages.timing.days import EDGES, Stretch, third, written
from dateline.stages.timing.pieces import Piece
from dateline.stages.timing.schema import Era, Holiday

Date = datetime.date
PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"


class Meaning(NamedTuple):
    """TIMEX3 type and value, the days [first, last] (None: open or unknown), the stretch that later words refer to."""

    type: str
    value: str
    first: Date | None = None
    last: Date | None = None
    stretch: Stretch | None = None
    clock: str = ""
    """What is written after the day: T10:35, TMO."""


class Setting(NamedTuple):
    """What a relative expression is read against."""

    published: Date | None
    stated: Stretch | None
    """The last stretch that the story named before the expression."""
    quarter: Stretch | None
    """The last quarter that it named."""
    near_day: Date | None
    """A day named in the same sentence."""
    tense: str
    """past, future or empty (unknown)."""
    year: int | None
    """The year that the expression which this one is joined to names: June in `June and July 2021`."""
    holidays: Mapping[str, Holiday]
    eras: Mapping[str, Era]

    @property
    def now(self) -> Date:
        """The day of the story; raises Unanchored for a story without one."""
        if self.published is None:
            raise Unanchored
        return self.published


class Found(NamedTuple):
    """A rule's match: pieces [first, last) and its groups."""

    first: int
    last: int
    groups: Mapping[str, tuple[Piece, str]]
    """Name -> the piece and the value of it in the class that was asked for."""
    set_: Mapping[str, str]

    def get(self, name: str) -> str:
        """Value of a group, or what the rule sets, or empty."""
        if name in self.groups:
            return self.groups[name][1]
        return self.set_.get(name, "")

    def number(self, name: str) -> int | None:
        """Value of a group as a whole number, if it is one."""
        value = self.get(name)
        return int(value) if value.lstrip("-").isdigit() else None


class Unanchored(Exception):
    """The expression needs the story's date, and there is none."""


def dated(stretch: Stretch, clock: str = "") -> Meaning:
    """A DATE (or the TIME of a day) that is one stretch of the calendar."""
    kind = "TIME" if clock else "DATE"
    return Meaning(kind, written(stretch) + clock, stretch.first, stretch.last, stretch, clock)


def reference(value: str, setting: Setting) -> Meaning:
    """PRESENT_REF, PAST_REF or FUTURE_REF: the day, all before it, all after it."""
    first = None if value == PAST else setting.published
    last = None if value == FUTURE else setting.published
    return Meaning("DATE", value, first, last)


def bare(kind: str, value: str) -> Meaning:
    """A DURATION or SET that no day anchors."""
    return Meaning(kind, value)


def narrowed(meaning: Meaning, mod: str, published: Date | None) -> Meaning:
    """A third of the stretch (START, MID, END), or what of it lies BEFORE or AFTER the story's day."""
    if meaning.stretch is None or meaning.first is None or meaning.last is None:
        return meaning
    if mod in EDGES:
        part = third(meaning.stretch, mod)
        return meaning._replace(first=part.first, last=part.last)
    if published is None or not meaning.first <= published <= meaning.last:
        return meaning
    if mod == "BEFORE":
        return meaning._replace(last=published)
    return meaning._replace(first=published) if mod == "AFTER" else meaning
