"""Dates of day, month or year precision as days."""

import calendar
import datetime

FIRST, LAST = datetime.date.min, datetime.date.max


def first_day(text: str | None) -> datetime.date:
    """The first day that a date names: 2024 -> 2024-01-01; nothing -> the beginning of time."""
    if not text:
        return FIRST
    parts = [int(p) for p in text.split("-")]
    return datetime.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str | None) -> datetime.date:
    """The last day that a date names: 2024-02 -> 2024-02-29; nothing -> the end of time."""
    if not text:
        return LAST
    parts = [int(p) for p in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return datetime.date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])
