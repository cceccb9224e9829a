"""TIMEX3 values of the calendar as days and in words, which the grammar reads back as the same days."""

import re

from dateline.stages.timing import days
from dateline.stages.timing.days import Stretch
from dateline.stages.timing.meaning import Date

ORDINALS = ("first", "second", "third", "fourth")
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
SHAPE = re.compile(
    r"(?P<year>\d{4})(-W(?P<week>\d\d)(?P<end>-WE)?|-(?P<season>SP|SU|FA|WI)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<month>0[1-9]|1[0-2])(-(?P<day>\d\d))?)?|(?P<decade>\d{3})|(?P<century>\d{2})"
)
"""What a value of the calendar looks like."""


def stretch_of(value: str) -> Stretch | None:
    """The days of a value: 2024-05-16, 2024-W20, 2024-W20-WE, 2024-05, 2024-Q1, 2024-H1, 2024-SU, 2024, 199, 19.

    None where the value is none such: a duration, a reference, a time of day, two days with a stroke, no such day.
    """
    found = SHAPE.fullmatch(value)
    try:
        return _stretch(found) if found else None
    except (ValueError, OverflowError):
        return None


def _stretch(found: re.Match[str]) -> Stretch:
    if found["decade"] or found["century"]:
        return days.decade(int(found["decade"])) if found["decade"] else days.century(int(found["century"]))
    year = int(found["year"])
    if found["week"]:
        monday = Date.fromisocalendar(year, int(found["week"]), 1)
        return days.weekend(monday) if found["end"] else days.week(monday)
    if found["season"]:
        return days.season(year, found["season"])
    if found["quarter"] or found["half"]:
        return days.quarter(year, int(found["quarter"])) if found["quarter"] else days.half(year, int(found["half"]))
    if found["day"]:
        return days.day(Date(year, int(found["month"]), int(found["day"])))
    return days.month(year, int(found["month"])) if found["month"] else days.year(year)


def said(value: str) -> str:
    """A value in words: 16 May 2024, the week of 13 May 2024, the second quarter of 2024, the 1990s; else ""."""
    stretch = stretch_of(value)
    if stretch is None:
        return ""
    first, grain = stretch.first, stretch.grain
    if grain == "day":
        return f"{first.day} {MONTHS[first.month - 1]} {first.year:04}"
    if grain in ("week", "weekend"):
        return f"the {grain} of {said(first.isoformat())}"
    if grain == "month":
        return f"{MONTHS[first.month - 1]} {first.year:04}"
    if grain in ("quarter", "half"):
        return f"the {ORDINALS[(first.month - 1) // (3 if grain == 'quarter' else 6)]} {grain} of {first.year:04}"
    if grain == "season":
        return f"{SEASONS[value[5:]]} {first.year:04}"
    if grain == "century":
        return f"the {_nth(int(value) + 1)} century"
    return f"the {first.year:04}s" if grain == "decade" else f"the year {first.year:04}"


def _nth(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def day_in_words(iso: str) -> str:
    """2024-05-16 -> Thursday, 16 May 2024."""
    return f"{Date.fromisoformat(iso):%A}, {said(iso)}"


__all__ = ["day_in_words", "said", "stretch_of"]
