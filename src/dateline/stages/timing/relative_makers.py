"""Makers of what is told from another day: today, ago, the same day, the past year, durations, sets, times of day."""

import datetime

from dateline.stages.timing import days
from dateline.stages.timing.days import Stretch
from dateline.stages.timing.meaning import PAST, Found, Meaning, Setting, bare, dated, reference

LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "weekend": "WE", "half": "H"}
CLOCK_LETTERS = {"hour": "H", "minute": "M", "second": "S"}
MULTIPLES = {"decade": (10, "Y"), "century": (100, "Y"), "fortnight": (2, "W")}
VAGUE = "X"
HALVES = {"year": "6M", "hour": "30M", "minute": "30S"}


def near_day(found: Found, setting: Setting) -> Meaning | None:
    """today, yesterday, tomorrow, tonight: days from the story's date."""
    moved = setting.now + datetime.timedelta(found.number("shift") or 0)
    meaning = dated(days.day(moved), found.get("daypart"))
    return meaning._replace(last=setting.now) if found.get("through") else meaning


def word(found: Found, setting: Setting) -> Meaning | None:
    """now, recently, soon: PRESENT_REF, PAST_REF, FUTURE_REF."""
    return reference(found.get("ref"), setting)


def amount(found: Found) -> str:
    """The number of a match: digits, decimal, or X where it is vague or missing."""
    return found.get("num") or VAGUE


def period(number: str, unit: str, fraction: str = "") -> str:
    """TIMEX3 duration: P2D, PXW, PT5H30M, P20Y."""
    if unit in MULTIPLES:
        size, letter = MULTIPLES[unit]
        whole = str(int(number) * size) if number.isdigit() else VAGUE
        return f"P{whole}{letter}" if whole != VAGUE or unit == "fortnight" else "PX" + {"decade": "DE"}.get(unit, "CE")
    clock = "T" if unit in CLOCK_LETTERS else ""
    letter = CLOCK_LETTERS.get(unit) or LETTERS[unit]
    if fraction in ("1/2", "½") and unit in HALVES:
        return f"P{clock}{'' if number in ('0', VAGUE) else number + letter}{HALVES[unit]}"
    extra = {"1/2": ".5", "½": ".5", "1/4": ".25", "¼": ".25", "3/4": ".75", "¾": ".75"}.get(fraction, "")
    return f"P{clock}{number}{extra}{letter}"


def duration(found: Found, setting: Setting) -> Meaning | None:
    """Two days, a six-year (term), 2 1/2 years: a length, anchored to no day."""
    if len(found.get("num")) == 4 and found.get("unit") == "quarter":
        return None
    return bare("DURATION", period(amount(found), found.get("unit"), found.get("fraction")))


def every(found: Found, setting: Setting) -> Meaning | None:
    """daily, every year, every two weeks, every Friday."""
    if found.get("setvalue"):
        return bare("SET", found.get("setvalue"))
    if found.get("weekday"):
        return bare("SET", f"XXXX-WXX-{found.get('weekday')}{found.get('daypart')}")
    if found.get("month"):
        return bare("SET", f"XXXX-{found.number('month'):02}")
    if found.get("season"):
        return bare("SET", f"XXXX-{found.get('season')}")
    if found.get("quarternumber"):
        return bare("SET", f"XXXX-Q{found.get('quarternumber')}")
    if found.get("daypart"):
        return bare("SET", f"XXXX-XX-XX{found.get('daypart')}")
    return bare("SET", period(found.get("num") or "1", found.get("unit")))


def ago(found: Found, setting: Setting) -> Meaning | None:
    """Two years ago: the year, month, week or day that far back; PAST_REF where the number is vague."""
    number, unit = amount(found), found.get("unit")
    if not number.isdigit():
        return reference(PAST, setting)
    if unit in CLOCK_LETTERS:
        return dated(days.day(setting.now))._replace(type="TIME")
    if unit == "year" and number == "1" and setting.quarter is not None:
        return dated(days.move(setting.quarter, -1, "year"))
    if unit == "month" and found.get("fraction"):
        return None
    target = days.add(setting.now, -int(number), unit)
    grain = {"decade": "year", "century": "year", "fortnight": "week", "quarter": "quarter"}.get(unit, unit)
    return dated(days.around(target, grain))


def ahead(found: Found, setting: Setting) -> Meaning | None:
    """In two weeks, two years from now: where the tense is future; else it is a length of time."""
    number, unit = amount(found), found.get("unit")
    if not number.isdigit() or unit in CLOCK_LETTERS or (setting.tense != "future" and not found.get("sure")):
        return duration(found, setting)
    grain = {"decade": "year", "century": "year", "fortnight": "week"}.get(unit, unit)
    return dated(days.around(days.add(setting.now, int(number), unit), grain))


def apart(found: Found, setting: Setting) -> Meaning | None:
    """Three weeks later, a year earlier: from the last stated day; a length of time where none is stated."""
    number, unit, sign = amount(found), found.get("unit"), found.number("sign") or 0
    if sign < 0 and unit == "year" and number == "1" and setting.quarter is not None:
        return dated(days.move(setting.quarter, -1, "year"))
    own = setting.stated
    if not number.isdigit() or unit in CLOCK_LETTERS or own is None or not _fine(own, unit):
        return duration(found, setting)
    grain = {"decade": "year", "century": "year", "fortnight": "week"}.get(unit, unit)
    return dated(days.around(days.add(own.first, sign * int(number), unit), grain))


ORDER = ("day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade", "century")


def _fine(own: Stretch, unit: str) -> bool:
    """Whether a stretch is fine enough to count these units from it."""
    return ORDER.index(own.grain) <= ORDER.index(unit)


def same(found: Found, setting: Setting) -> Meaning | None:
    """The same day, that day, the following week, the year before: the unit around the last stated day, moved."""
    unit, own = found.get("unit"), setting.stated
    if unit not in ORDER or unit == "fortnight":
        return None
    if own is None:
        own = days.day(setting.now)
    if not _fine(own, unit):
        return None
    return dated(days.move(days.around(own.first, unit), found.number("shift") or 0), found.get("daypart"))


def window(found: Found, setting: Setting) -> Meaning | None:
    """The past two years, the next few days, the coming weeks: a length of time that ends or begins with the story."""
    number, unit, shift = amount(found), found.get("unit"), found.number("dir") or 0
    value = period(number, unit)
    if setting.published is None or unit in CLOCK_LETTERS:
        return bare("DURATION", value)
    now, far = setting.now, None
    if number.isdigit():
        far = days.add(now, shift * int(number), unit)
    first, last = (far, now) if shift < 0 else (now, far)
    return Meaning("DURATION", value, first, last)


def past_unit(found: Found, setting: Setting) -> Meaning | None:
    """The past year, the past week: the unit before in TIMEX3, the days up to the story in truth."""
    unit = found.get("unit")
    if unit in ("decade", "century") or unit in CLOCK_LETTERS:
        return window(Found(found.first, found.last, found.groups, {**found.set_, "num": "1", "dir": "-1"}), setting)
    begin = days.add(setting.now, -1, unit)
    return dated(days.move(days.around(setting.now, unit), -1))._replace(first=begin, last=setting.now, stretch=None)


def recent(found: Found, setting: Setting) -> Meaning | None:
    """Recent years: PAST_REF."""
    return reference(PAST, setting)


def clock(found: Found, setting: Setting) -> Meaning | None:
    """10 p.m., 10:35, 0735 GMT, noon: a time of the day named near it, else of the story's day."""
    told = found.get("told") or _told(found)
    if not told:
        return None
    own = setting.near_day or setting.published
    if own is None:
        return bare("TIME", told)
    return dated(days.day(own), told)._replace(stretch=None)


def _told(found: Found) -> str:
    """T22:00 from 10 p.m.; empty where the numbers are no time of day."""
    raw = found.get("clock") or found.get("hour")
    if len(raw) == 4 and ":" not in raw:
        raw = f"{raw[:2]}:{raw[2:]}"
    hour, _, minute = raw.partition(":")
    number, half = int(hour), found.get("ampm")
    if half and number > 12:
        half = ""
    if half:
        number = number % 12 + (12 if half == "pm" else 0)
    if number > 24 or int(minute or 0) > 59:
        return ""
    return f"T{number:02}:{minute or '00'}"


def daypart(found: Found, setting: Setting) -> Meaning | None:
    """Parts of a day: this morning, last night, overnight."""
    moved = setting.now + datetime.timedelta(found.number("dir") or 0)
    return dated(days.day(moved), found.get("daypart"))


def year_end(found: Found, setting: Setting) -> Meaning | None:
    """year-end: the last day of the year, of the last one where the tense is past."""
    number = found.number("year") or setting.now.year - (setting.tense == "past" and not found.get("dir"))
    return dated(days.day(datetime.date(number, 12, 31)))
