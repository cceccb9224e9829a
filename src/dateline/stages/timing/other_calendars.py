"""Dates of other calendars as days of ours.

Islamic months follow the moon as it is seen, so the tabular day may be one off: the interval holds the days around it.
Sources: the tabular Islamic calendar (civil epoch 16 July 622, Julian); the Solar Hijri year begins at the March
equinox, here by the 33-year cycle from 1375 (20 March 1996); the other years are counted from a fixed one.
"""

import datetime

from dateline.stages.timing import days
from dateline.stages.timing.days import Stretch
from dateline.stages.timing.meaning import Date, Found, Meaning, Setting, dated

ISLAMIC_EPOCH = 227_015
"""Ordinal of 1 Muharram 1 by the civil reckoning."""
OFFSETS = {"buddhist": -543, "juche": 1911, "minguo": 1911, "reiwa": 2018, "heisei": 1988, "showa": 1925}
"""What is added to a year to give the year of ours that it is counted as."""
LEAST = {"buddhist": 1000, "islamic": 1000, "solar": 1200, "bikram": 1500}
"""Years that texts name; a smaller number is something else."""
LONGEST_MONTH = 30
SOLAR_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
SOLAR_FIRST = 1375
ONE_DAY = datetime.timedelta(days=1)


def islamic_day(year: int, month: int, day: int) -> Date:
    """The tabular day: 1 Shawwal 1445 -> 2024-04-10."""
    months = 29 * (month - 1) + month // 2
    return Date.fromordinal(ISLAMIC_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day)


def solar_new_year(year: int) -> Date:
    """The first day of a Solar Hijri year: 1403 -> 2024-03-20. Before 1375 always 21 March of the year of ours."""
    if year < SOLAR_FIRST:
        return Date(year + 621, 3, 21)
    leaps = sum(y % 33 in SOLAR_LEAPS for y in range(SOLAR_FIRST, year))
    return Date(1996, 3, 20) + datetime.timedelta(365 * (year - SOLAR_FIRST) + leaps)


def islamic(found: Found, setting: Setting) -> Meaning | None:
    """15 Shawwal 1445, Shawwal 1445: the day with those around it, or the month."""
    year, month, day = found.number("year") or 0, found.number("month") or 0, found.number("day")
    if not 1 <= year <= 1600:
        return None
    if day is None:
        first = islamic_day(year, month, 1)
        last = islamic_day(year + month // 12, month % 12 + 1, 1) - ONE_DAY
        return Meaning("DATE", f"{first}/{last}", first - ONE_DAY, last + ONE_DAY)
    if day > LONGEST_MONTH:
        return None
    own = islamic_day(year, month, day)
    return Meaning("DATE", own.isoformat(), own - ONE_DAY, own + ONE_DAY, days.day(own))


def counted_year(found: Found, setting: Setting) -> Meaning | None:
    """2567 B.E., Juche 113, Reiwa 6, 1403 of the Iranian calendar, 1445 AH: a year, by its calendar."""
    number, calendar = found.number("year") or 0, found.get("calendar")
    if number < LEAST.get(calendar, 1):
        return None
    if calendar == "solar":
        first = solar_new_year(number)
        return _year_of(first, solar_new_year(number + 1) - ONE_DAY)
    if calendar == "islamic":
        return _year_of(islamic_day(number, 1, 1), islamic_day(number + 1, 1, 1) - ONE_DAY)
    if calendar == "bikram":
        return _year_of(Date(number - 57, 4, 14), Date(number - 56, 4, 13))
    return dated(days.year(number + OFFSETS[calendar]))


def _year_of(first: Date, last: Date) -> Meaning:
    return Meaning("DATE", f"{first}/{last}", first, last, Stretch(first, last, "day"))
