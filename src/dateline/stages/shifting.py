"""Times told by distance: "a day after a gunman shot him", "two weeks before the vote was held"."""

import datetime
import re

from dateline.coding import Time, When
from dateline.reading import Reading
from dateline.stages.framing import clause_of

AMOUNT = re.compile(r"^P(\d+|X)([DWMY])$")
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()
SOME = (1, 8)
"""How many units "weeks after" may mean, without a number."""


def shifted_day(
    clause: int, times: list[Time], dated: list[Time], published: datetime.date | None, reading: Reading
) -> When | None:
    """The day of a clause after "N days after" or "before", counted from the clause above, or from publication.

    "On Thursday, a day after a gunman shot him": the shooting lies a day before Thursday.
    """
    marks = [t for t in reading.kids(clause, "mark", "advmod") if t.lower in ("after", "before")]
    marks += [t for t in [reading.head(clause)] if t.lower in ("after", "before") and t.i != clause]
    for mark in marks:
        for time in times:
            match = AMOUNT.match(time.value)
            if match and time.end <= mark.start <= time.end + 2:
                anchor = _anchor(clause, dated, published, reading)
                sign = -1 if mark.lower == "after" else 1
                amounts = SOME if match[1] == "X" else (int(match[1]), int(match[1]))
                return _moved(anchor, sorted(sign * n for n in amounts), match[2], time) if anchor else None
    return None


def _anchor(
    clause: int, dated: list[Time], published: datetime.date | None, reading: Reading
) -> tuple[str, str] | None:
    """The days of the clause above, of one above that, or of publication."""
    over = reading.head(clause)
    above = clause_of(reading, reading.head(over.i).i if over.pos in ("ADP", "SCONJ") else over.i)
    for _ in range(3):
        for time in dated:
            if time.from_ and time.to and _hangs_in(time, above, reading):
                return time.from_, time.to
        if reading.tokens[above].dep not in ("relcl", "advcl"):
            break
        above = clause_of(reading, reading.head(above).i)
    return (published.isoformat(), published.isoformat()) if published else None


def _hangs_in(time: Time, clause: int, reading: Reading) -> bool:
    inside = reading.tokens_between(time.start, time.end)
    if any(reading.tokens[clause].head == i for i in inside):
        return True
    return any(clause_of(reading, i) == clause for i in inside if reading.tokens[i].head not in inside)


def _moved(anchor: tuple[str, str], amounts: list[int], unit: str, time: Time) -> When | None:
    """Exact for days; weeks, months and years give the span that such a distance may mean; None beyond the calendar."""
    slack = 0 if unit == "D" else DAYS[unit] // 2
    first, last = (datetime.date.fromisoformat(day).toordinal() + n * DAYS[unit]
                   for day, n in zip(anchor, (amounts[0], amounts[-1]), strict=True))  # fmt: skip
    if first - slack < FIRST or last + slack > LAST:
        return None
    from_, to = (datetime.date.fromordinal(day).isoformat() for day in (first - slack, last + slack))
    return When(from_=from_, to=to, text=time.text, start=time.start, end=time.end, basis="stated")
