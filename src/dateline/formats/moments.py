"""Moments as formats write them (ISO 8601, RFC 822) → the day as written and the moment in ISO 8601."""

import datetime
import re

import msgspec

ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
LONGEST = 80
YEARS = range(1600, 2200)
"""Outside of it a date is a slip or a template's default (0001-01-01), and no day of publication."""


class Moment(msgspec.Struct, frozen=True):
    """`day` as written, in the offset that was written; `iso` the full moment, only the day where no time is told."""

    day: datetime.date
    iso: str


def moment(text: str | None) -> Moment | None:
    """What "2024-05-16T08:30:00+02:00" or "Thu, 16 May 2024 08:30:00 GMT" say; None where it is neither, or no day."""
    said = " ".join((text or "")[: LONGEST + 1].split())
    if not said or len(said) > LONGEST:
        return None
    found = ISO.fullmatch(said)
    return _credible(_from_iso(found) if found else _from_mail(said))


def _from_iso(found: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        if hour is None:
            date = datetime.date(int(year), int(month), int(day))
            return Moment(date, date.isoformat())
        at = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        return Moment(at.date(), at.replace(tzinfo=_zone(zone)).isoformat())
    except ValueError:
        return None


def _zone(written: str | None) -> datetime.timezone | None:
    if written is None:
        return None
    if written[0] not in "+-":
        return datetime.UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return datetime.timezone(-offset if written[0] == "-" else offset)


def _from_mail(said: str) -> Moment | None:
    if not re.search(r"\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{2,4}", said):
        return None
    from email.utils import parsedate_to_datetime

    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(at.date(), at.isoformat())


def _credible(found: Moment | None) -> Moment | None:
    """No year that nobody means, and not the zero of a clock (1970-01-01T00:00:00)."""
    if found is None or found.day.year not in YEARS or found.iso.startswith("1970-01-01T00:00:00"):
        return None
    return found


__all__ = ["Moment", "moment"]
