"""Stretches of days: a calendar interval with its grain, and how TIMEX3 writes it.

Grains: day, weekend, week, month, quarter, half, season, year, decade, century. Weeks are ISO weeks (Monday first).
"""

import datetime
from typing import NamedTuple

Date = datetime.date

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Northern meteorological seasons: the first of three months; a winter belongs to the year of its December."""
EDGES = ("START", "MID", "END")
YEARS = {"year": 1, "decade": 10, "century": 100, "season": 1}


class Stretch(NamedTuple):
    """Days [first, last], both inclusive, and the unit that they were named by."""

    first: Date
    last: Date
    grain: str


def day(d: Date) -> Stretch:
    """One day."""
    return Stretch(d, d, "day")


def week(d: Date) -> Stretch:
    """The ISO week around a day."""
    monday = d - datetime.timedelta(d.weekday())
    return Stretch(monday, monday + datetime.timedelta(6), "week")


def weekend(d: Date) -> Stretch:
    """Saturday and Sunday of the ISO week around a day."""
    monday = d - datetime.timedelta(d.weekday())
    return Stretch(monday + datetime.timedelta(5), monday + datetime.timedelta(6), "weekend")


def months(year: int, first: int, count: int, grain: str) -> Stretch:
    """`count` whole months from month `first` of `year`; `first` may lie outside 1 to 12."""
    start = Date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    after = first + count
    end = Date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return Stretch(start, end - datetime.timedelta(1), grain)


def month(year: int, number: int) -> Stretch:
    """A calendar month."""
    return months(year, number, 1, "month")


def quarter(year: int, number: int) -> Stretch:
    """Quarter 1 to 4 of a calendar year."""
    return months(year, 3 * number - 2, 3, "quarter")


def half(year: int, number: int) -> Stretch:
    """Half 1 or 2 of a calendar year."""
    return months(year, 6 * number - 5, 6, "half")


def season(year: int, name: str) -> Stretch:
    """SP, SU, FA or WI of a year."""
    return months(year, SEASON_MONTHS[name], 3, "season")


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(Date(number, 1, 1), Date(number, 12, 31), "year")


def decade(prefix: int) -> Stretch:
    """The ten years whose numbers begin with `prefix`: 199 is 1990 to 1999."""
    return Stretch(Date(prefix * 10, 1, 1), Date(prefix * 10 + 9, 12, 31), "decade")


def century(prefix: int) -> Stretch:
    """The hundred years that TIMEX3 writes as `prefix`: 19 is the 20th century, 1901 to 2000."""
    return Stretch(Date(prefix * 100 + 1, 1, 1), Date(prefix * 100 + 100, 12, 31), "century")


def around(d: Date, grain: str) -> Stretch:
    """The stretch of this grain that holds a day."""
    if grain in ("day", "week", "weekend"):
        return {"day": day, "week": week, "weekend": weekend}[grain](d)
    if grain == "month":
        return month(d.year, d.month)
    if grain == "quarter":
        return quarter(d.year, (d.month + 2) // 3)
    if grain == "half":
        return half(d.year, (d.month + 5) // 6)
    if grain == "decade":
        return decade(d.year // 10)
    return century((d.year - 1) // 100) if grain == "century" else year(d.year)


def add(d: Date, count: int, unit: str) -> Date:
    """A day moved by whole units; the 31st becomes the last day of a shorter month."""
    if unit in ("day", "week", "weekend", "fortnight"):
        return d + datetime.timedelta(count * {"day": 1, "fortnight": 14}.get(unit, 7))
    size = {"month": 1, "quarter": 3, "half": 6}.get(unit) or 12 * YEARS[unit]
    target = month(d.year, d.month + count * size)
    return target.first.replace(day=min(d.day, target.last.day))


def move(stretch: Stretch, count: int, unit: str | None = None) -> Stretch:
    """The stretch `count` units away (its own grain where no unit is named), of the same grain."""
    first = add(stretch.first, count, unit or stretch.grain)
    if stretch.grain == "season":
        return months(first.year, first.month, 3, "season")
    return around(first, stretch.grain)


def third(stretch: Stretch, edge: str) -> Stretch:
    """START, MID or END of a stretch: the 1st-10th, 11th-20th and rest of a month, four months of a year and so on."""
    at = EDGES.index(edge)
    if stretch.grain == "day":
        return stretch
    if stretch.grain in ("quarter", "half", "season", "year"):
        count = {"half": 2, "year": 4}.get(stretch.grain, 1)
        return months(stretch.first.year, stretch.first.month + at * count, count, stretch.grain)
    if stretch.grain in ("decade", "century"):
        return _third_of_years(stretch, at)
    cuts = {"month": (0, 10, 20), "week": (0, 2, 4), "weekend": (0, 0, 1)}[stretch.grain]
    first = stretch.first + datetime.timedelta(cuts[at])
    last = stretch.last if at == 2 else stretch.first + datetime.timedelta(max(cuts[at + 1] - 1, cuts[at]))
    return Stretch(first, last, stretch.grain)


def _third_of_years(stretch: Stretch, at: int) -> Stretch:
    cuts = (0, 3, 7, 10) if stretch.grain == "decade" else (0, 33, 67, 100)
    start = stretch.first.year
    return Stretch(Date(start + cuts[at], 1, 1), Date(start + cuts[at + 1] - 1, 12, 31), stretch.grain)


def written(stretch: Stretch) -> str:
    """TIMEX3 value: 2024-05-16, 2024-W20, 2024-W20-WE, 2024-05, 2024-Q1, 2024-H1, 2024-SU, 2024, 199 (a decade), 19."""
    first, grain = stretch.first, stretch.grain
    if grain == "day":
        return first.isoformat()
    if grain in ("week", "weekend"):
        number = first.isocalendar()
        return f"{number.year:04}-W{number.week:02}" + ("-WE" if grain == "weekend" else "")
    if grain == "month":
        return f"{first.year:04}-{first.month:02}"
    if grain in ("quarter", "half"):
        letter, size = ("Q", 3) if grain == "quarter" else ("H", 6)
        return f"{first.year:04}-{letter}{(first.month - 1) // size + 1}"
    if grain == "season":
        return f"{first.year:04}-{next(s for s, m in SEASON_MONTHS.items() if m == first.month)}"
    return f"{first.year:04}"[: {"decade": 3, "century": 2}.get(grain, 4)]


def easter(number: int) -> Date:
    """Easter Sunday of a Gregorian year (Meeus/Jones/Butcher)."""
    a, b, c = number % 19, number // 100, number % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * shift) // 451
    whole = h + shift - 7 * m + 114
    return Date(number, whole // 31, whole % 31 + 1)
