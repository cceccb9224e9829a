"""Moments as formats write them (ISO 8601, extended or basic, and RFC 822) → the day and the moment as written."""

import datetime
import re

import msgspec

ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*(?:(Z|z|UTC|GMT)|([+-]\d{2}):?(\d{2})?)?",
    re.ASCII,
)
LONGEST = 80
YEARS = range(1600, 2200)
"""Outside of it a date is a slip or a template's default (0001-01-01), and no day of publication."""


class Moment(msgspec.Struct, frozen=True):
    """A moment or a day. `iso` is ISO 8601 with the offset that was written, `day` the day as written, in no other
    time zone; `instant` is UTC, midnight where only a day is told, as if written in UTC where no offset is.
    """

    iso: str
    day: datetime.date
    instant: datetime.datetime


def moment(text: str | None) -> Moment | None:
    """What "2024-05-16T08:30:00+02:00" or "Thu, 16 May 2024 08:30:00 GMT" say; None where it is neither, or no day."""
    said = " ".join((text or "")[: LONGEST + 1].split())
    if not said or len(said) > LONGEST:
        return None
    found = ISO.fullmatch(said)
    return _credible(_from_iso(found) if found else _from_mail(said))


def _from_iso(found: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, _, offset, minutes = found.groups()
    try:
        zone = _zone(offset, minutes)
        there = datetime.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=zone)
        instant = there.replace(second=min(int(second or 0), 59)).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(_extended(found), there.date(), instant)


def _zone(offset: str | None, minutes: str | None) -> datetime.timezone:
    if offset is None:
        return datetime.UTC
    sign = -1 if offset.startswith("-") else 1
    return datetime.timezone(datetime.timedelta(hours=int(offset), minutes=sign * int(minutes or 0)))


def _extended(found: re.Match[str]) -> str:
    """The extended form; seconds only where they are written."""
    year, month, day, hour, minute, second, zulu, offset, minutes = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = "Z" if zulu else f"{offset}:{minutes or '00'}" if offset else ""
    return f"{year}-{month}-{day}T{hour}:{minute}" + (f":{second}" if second else "") + zone


def _from_mail(said: str) -> Moment | None:
    if not re.search(r"\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{2,4}", said):
        return None
    from email.utils import parsedate_to_datetime

    try:
        at = parsedate_to_datetime(said)
        instant = (at if at.tzinfo else at.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(at.isoformat().replace("+00:00", "Z"), at.date(), instant)


def _credible(found: Moment | None) -> Moment | None:
    """No year that nobody means, and not the zero of a clock (1970-01-01T00:00:00)."""
    if found is None or found.day.year not in YEARS or found.iso.startswith("1970-01-01T00:00"):
        return None
    return found


__all__ = ["Moment", "moment"]
