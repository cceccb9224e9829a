"""Makers of days, months, years and other stretches of the calendar: a match and its setting → Meaning or None."""

import datetime
from collections.abc import Callable

from dateline.stages.timing import days
from dateline.stages.timing.days import Stretch
from dateline.stages.timing.meaning import Date, Found, Meaning, Setting, bare, dated, narrowed
from dateline.stages.timing.schema import Holiday

UNKNOWN_YEAR = "XXXX"
NEAR, FAR = 75, 240
"""Days: a day as near as this beats one as far off as that, when only the tense speaks for the latter."""


def whichever(make: Callable[[int], Stretch], setting: Setting, strict: bool = False) -> Stretch:
    """The year's stretch that the tense asks for: one that holds today, else the last, the next or the nearest.

    `strict`: a past verb is believed even where the next one is much nearer than the last.
    """
    if setting.year is not None:
        return make(setting.year)
    now = setting.now
    options = [s for y in range(now.year - 4, now.year + 5) if (s := _attempt(make, y))]
    today = [s for s in options if s.first <= now <= s.last]
    if today:
        return today[0]
    past = max((s for s in options if s.last < now), default=None)
    ahead = min((s for s in options if s.first > now), default=None)
    if past is None or ahead is None:
        raise ValueError("no such day")
    back, on = (now - past.last).days, (ahead.first - now).days
    if setting.tense == "past":
        return ahead if on < NEAR and back > FAR and not strict else past
    if setting.tense == "future":
        return past if back < NEAR and on > FAR else ahead
    return ahead if on < back else past


def _attempt(make: Callable[[int], Stretch], number: int) -> Stretch | None:
    try:
        return make(number)
    except (ValueError, OverflowError):
        return None


def toward(make: Callable[[int], Stretch], shift: int, setting: Setting) -> Stretch:
    """Last (-1), this (0) or next (+1) of something that comes once a year."""
    now = setting.now
    options = [s for y in range(now.year - 4, now.year + 5) if (s := _attempt(make, y))]
    if shift < 0:
        return max(s for s in options if s.last < now)
    if shift > 0:
        return min(s for s in options if s.first > now)
    return make(now.year)


def date(found: Found, setting: Setting) -> Meaning | None:
    """A day of a month, with or without its year."""
    number, day_number, stated = _month_number(found), found.number("day") or 0, found.number("year")

    def make(y: int) -> Stretch:
        return days.day(Date(y, number, day_number))

    clock = found.get("daypart")
    if stated is not None:
        return dated(make(stated), clock)
    if setting.published is None and setting.year is None:
        make(2000)
        return bare("DATE", f"{UNKNOWN_YEAR}-{number:02}-{day_number:02}{clock}")
    return dated(whichever(make, setting), clock)


def date_range(found: Found, setting: Setting) -> Meaning | None:
    """May 5-10, 5-10 May 2021: days of one month."""
    begin = date(found, setting)
    stop = found.number("until") or 0
    if begin is None or begin.first is None:
        return begin
    last = begin.first.replace(day=stop)
    if last <= begin.first:
        return None
    return Meaning("DATE", f"{begin.first}/{last}", begin.first, last, days.day(last))


def week_of(found: Found, setting: Setting) -> Meaning | None:
    """The week of May 6, the weekend of 11 May 2024: the stretch around the day."""
    own = date(found, setting)
    if own is None or own.first is None:
        return None
    return dated(days.around(own.first, found.get("unit")))


def _month_number(found: Found) -> int:
    return found.number("month") or 0


def month(found: Found, setting: Setting) -> Meaning | None:
    """A month with its year, with last, this or next, or bare."""
    number, stated, shift = _month_number(found), found.number("year"), found.number("dir")

    def make(y: int) -> Stretch:
        return days.month(y, number)

    if stated is not None:
        return dated(make(stated))
    if found.get("of"):
        return dated(make(setting.now.year + (shift or 0)))
    if shift is not None:
        return dated(toward(make, shift, setting))
    if setting.published is None and setting.year is None:
        return bare("DATE", f"{UNKNOWN_YEAR}-{number:02}")
    return dated(whichever(make, setting))


def year(found: Found, setting: Setting) -> Meaning | None:
    """A year in figures or words."""
    number = found.number("year")
    return dated(days.year(number)) if number else None


def short_range(found: Found, setting: Setting) -> Meaning | None:
    """2014-15, 2014-2016, 2019/20: years, first and last."""
    first, last = found.number("year") or 0, found.number("until") or 0
    last = last if last >= 1000 else first - first % 100 + last
    if not 0 < last - first < 100:
        return None
    return Meaning("DATE", f"{first}/{last}", Date(first, 1, 1), Date(last, 12, 31), days.year(last))


def iso(found: Found, setting: Setting) -> Meaning | None:
    """2024-05-16."""
    return dated(days.day(Date.fromisoformat(found.get("iso"))))


def slashed(found: Found, setting: Setting) -> Meaning | None:
    """16/05/2024 or 05/16/2024; None where both readings are dates."""
    a, b, y = (int(part) for part in found.get("slashed").split("/"))
    if (a > 12) == (b > 12) and a != b:
        return None
    return dated(days.day(Date(y, b, a) if a > 12 or a == b else Date(y, a, b)))


def weekday(found: Found, setting: Setting) -> Meaning | None:
    """A day of the week: by tense, by last, this and next, or of a week."""
    number, clock = found.number("weekday") or 1, found.get("daypart")
    if setting.published is None:
        return bare("TIME" if clock else "DATE", f"XXXX-WXX-{number}{clock}")
    now, week, shift = setting.now, found.number("week"), found.number("dir")
    if week is not None:
        monday = days.week(now).first + datetime.timedelta(7 * week)
        return dated(days.day(monday + datetime.timedelta(number - 1)), clock)
    if found.get("ref") and setting.stated and setting.stated.grain == "day":
        now = setting.stated.first
    back, on = (now.isoweekday() - number) % 7, (number - now.isoweekday()) % 7
    return dated(days.day(now + datetime.timedelta(_weekday_step(back, on, shift, setting.tense))), clock)


def _weekday_step(back: int, on: int, shift: int | None, tense: str) -> int:
    if shift is not None and shift:
        return -(back or 7) if shift < 0 else (on or 7)
    if back == 0:
        return 0
    if shift == 0:
        return -back if tense == "past" else on
    return on if tense == "future" else -back


def unit(found: Found, setting: Setting) -> Meaning | None:
    """Last week, this year, next month, the current decade, the end of the month."""
    grain, shift = found.get("unit"), found.number("dir") or 0
    if grain in ("hour", "minute", "second", "fortnight"):
        return None
    own = days.move(days.around(setting.now, grain), shift)
    return narrowed(dated(own), found.get("edge"), setting.now)


def weekend(found: Found, setting: Setting) -> Meaning | None:
    """The weekend: the last one, or the coming one where the tense is future."""
    own = days.weekend(setting.now)
    ahead = setting.tense == "future" or setting.now >= own.first
    return dated(own if ahead else days.move(own, -1))


def quarter(found: Found, setting: Setting) -> Meaning | None:
    """A quarter or half with its year, with last, this or next year, or the one that a report of this day speaks of."""
    number, stated, shift = found.number("ord") or 0, found.number("year"), found.number("dir")
    make = days.half if found.get("unit") == "half" else days.quarter
    if not 1 <= number <= (2 if make is days.half else 4):
        return None
    if stated is None and shift is not None:
        stated = setting.now.year + shift
    if stated is not None:
        return dated(make(stated, number))

    def of_year(y: int) -> Stretch:
        return make(y, number)

    return dated(whichever(of_year, setting._replace(tense="" if setting.tense == "future" else "past", year=None)))


def latest_quarter(found: Found, setting: Setting) -> Meaning | None:
    """The latest quarter, the quarter, the year-ago period: the quarter the story speaks of, moved by whole years."""
    own = setting.quarter
    if own is None:
        own = days.move(days.around(setting.now, "quarter"), -1)
    stated = found.number("year")
    if stated is not None:
        return dated(days.quarter(stated, (own.first.month + 2) // 3))
    return dated(days.move(own, found.number("shift") or 0, "year"))


def season(found: Found, setting: Setting) -> Meaning | None:
    """A season with its year, with last, this or next, or bare."""
    name, stated, shift = found.get("season"), found.number("year"), found.number("dir")

    def make(y: int) -> Stretch:
        return days.season(y, name)

    if stated is not None:
        return dated(make(stated))
    return dated(toward(make, shift, setting) if shift is not None else whichever(make, setting))


def decade(found: Found, setting: Setting) -> Meaning | None:
    """The 1990s, the '90s, the nineties."""
    prefix = found.number("decade")
    return dated(days.decade(prefix)) if prefix else None


def century(found: Found, setting: Setting) -> Meaning | None:
    """The 19th century."""
    number = found.number("ord") or 0
    return dated(days.century(number - 1)) if 2 <= number <= 25 else None


def holiday(found: Found, setting: Setting) -> Meaning | None:
    """A holiday of a stated year, of last, this or next year, or by tense."""
    feast, stated, shift = setting.holidays[found.get("holiday")], found.number("year"), found.number("dir")

    def make(y: int) -> Stretch:
        first = feast_day(feast, y)
        return Stretch(first, first + datetime.timedelta(feast.days - 1), "day")

    own = (
        make(stated)
        if stated is not None
        else toward(make, shift, setting)
        if shift is not None
        else whichever(make, setting, strict=True)
    )
    meaning = dated(own)
    return meaning if feast.days == 1 else meaning._replace(value=f"{own.first}/{own.last}")


def feast_day(feast: Holiday, number: int) -> Date:
    """First day of a holiday in a year; ValueError where the table does not reach so far."""
    if feast.table:
        if str(number) not in feast.table:
            raise ValueError(f"{feast.id} is not known for {number}")
        return feast.table[str(number)]
    if feast.easter is not None:
        return days.easter(number) + datetime.timedelta(feast.easter)
    if feast.weekday is None or feast.nth is None:
        return Date(number, feast.month or 1, feast.day or 1)
    whole = days.month(number, feast.month or 1)
    if feast.nth < 0:
        return whole.last - datetime.timedelta((whole.last.weekday() - feast.weekday) % 7)
    return whole.first + datetime.timedelta((feast.weekday - whole.first.weekday()) % 7 + 7 * (feast.nth - 1))


def era(found: Found, setting: Setting) -> Meaning | None:
    """A named stretch of history."""
    known = setting.eras[found.get("era")]
    return Meaning("DATE", f"{known.first.year:04}/{known.last.year:04}", known.first, known.last)
