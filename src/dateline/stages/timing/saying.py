"""TIMEX3 values of the calendar as days and in words, which the grammar reads back as the same days."""

import re

from dateline.stages.timing import days
from dateline.stages.timing.days import Stretch
from dateline.stages.timing.meaning import Date

ORDINALS = ("first", "second", "third", "fourth")
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
PART = re.compile(r"(?P<year>\d{4})-(?P<kind>[QHW]|SP|SU|FA|WI)(?P<number>\d{0,2})(?P<end>-WE)?")


def stretch_of(value: str) -> Stretch | None:
    """The days of a value: 2024-05-16, 2024-W20, 2024-W20-WE, 2024-05, 2024-Q1, 2024-H1, 2024-SU, 2024, 199, 19.

    None where the value is none such: a duration, a reference, a time of day, two days with a stroke.
    """
    if part := PART.fullmatch(value):
        return _part(int(part["year"]), part["kind"], int(part["number"] or 0), bool(part["end"]))
    if not re.fullmatch(r"\d{2,4}(-\d\d(-\d\d)?)?", value):
        return None
    numbers = [int(n) for n in value.split("-")]
    if len(numbers) == 3:
        return days.day(Date(*numbers))
    if len(numbers) == 2:
        return days.month(*numbers)
    return {2: days.century, 3: days.decade, 4: days.year}[len(value)](numbers[0])


def _part(year: int, kind: str, number: int, end: bool) -> Stretch:
    if kind == "W":
        monday = Date.fromisocalendar(year, number, 1)
        return days.weekend(monday) if end else days.week(monday)
    if kind in SEASONS:
        return days.season(year, kind)
    return days.quarter(year, number) if kind == "Q" else days.half(year, number)


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
