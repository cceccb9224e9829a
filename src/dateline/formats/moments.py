"""Moments as news formats write them: ISO 8601, extended (2024-05-16T08:30:00Z) or basic (20240516T083000-0500)."""

import datetime
import re

import msgspec

WRITTEN = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?\s*(?:(Z)|([+-]\d\d):?(\d\d)?)?"
)


class Moment(msgspec.Struct, frozen=True):
    """A moment or a day. `iso` is ISO 8601 with the offset that was written, `day` the day as written, in no other
    time zone; `instant` is UTC, midnight where only a day is told, as if written in UTC where no offset is.
    """

    iso: str
    day: datetime.date
    instant: datetime.datetime


def moment(text: str | None) -> Moment | None:
    """The moment that `text` writes; None where it is none, or no such day or hour exists."""
    found = WRITTEN.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    year, month, day, hour, minute, second, _, offset, offset_minutes = found.groups()
    try:
        zone = _zone(offset, offset_minutes)
        there = datetime.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=zone)
        instant = there.replace(second=min(int(second or 0), 59)).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(_iso(found), there.date(), instant)


def _zone(offset: str | None, minutes: str | None) -> datetime.timezone:
    if offset is None:
        return datetime.UTC
    sign = -1 if offset.startswith("-") else 1
    return datetime.timezone(datetime.timedelta(hours=int(offset), minutes=sign * int(minutes or 0)))


def _iso(found: re.Match[str]) -> str:
    """The extended form; seconds only where they are written."""
    year, month, day, hour, minute, second, zulu, offset, offset_minutes = found.groups()
    date = f"{year}-{month}-{day}"
    if hour is None:
        return date
    zone = zulu or (f"{offset}:{offset_minutes or '00'}" if offset else "")
    return f"{date}T{hour}:{minute}" + (f":{second}" if second else "") + zone


__all__ = ["Moment", "moment"]
