"""Lines of press offices that hold a letter back ("EMBARGOED UNTIL 00:01 GMT, Friday 17 May 2024") → the moment."""

import datetime
import re
from collections.abc import Sequence

from dateline.formats.dateline import date_of
from dateline.formats.fragments import Block
from dateline.formats.moments import Moment, moment
from dateline.formats.web_words import MailWords
from dateline.formats.words import WireWords

HOUR = re.compile(
    r"(?<![\d:.])(?:(?P<h>\d{1,2})[:.](?P<m>\d{2})|(?P<hh>\d{2})(?P<mm>\d{2})(?=\s*(?:hrs|hours|[A-Z]{1,4}\b))|(?P<only>\d{1,2})"
    r"(?=\s*[ap]\.?m\b))(?!\d)\s*(?:hrs|hours)?\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
TOP = 6
"""Blocks; the line stands at the letter's top."""


def released(found: Sequence[Block], sent: Moment | None, words: MailWords, wire: WireWords) -> Moment | None:
    """Until when the letter says that it is under embargo; None where it does not say, or no day can be made out."""
    lines = (words.embargo.fullmatch(block.text) for block in found[:TOP])
    return next((when for line in lines if line and (when := _moment(line["until"], sent, words, wire))), None)


def without_line(found: list[Block], words: MailWords) -> list[Block]:
    """The letter without the line."""
    return [block for i, block in enumerate(found) if i >= TOP or not words.embargo.fullmatch(block.text)]


def _moment(said: str, sent: Moment | None, words: MailWords, wire: WireWords) -> Moment | None:
    whole = moment(said)
    if whole:
        return whole
    place = _place(said, wire)
    day = _day(place, sent, wire) if place else None
    return (
        moment(day.isoformat() + _hour(said[: place.start()] + " " + said[place.end() :], words))
        if place and day
        else None
    )


def _place(said: str, wire: WireWords) -> re.Match[str] | None:
    """Where the day stands: 2024-05-16, 16 May 2024, May 16, 2024; the year may be missing."""
    day, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,?\s+\d{4})?(?!\d)"
    pattern = rf"\d{{4}}-\d{{2}}-\d{{2}}|(?<!\d){day}\s+(?:of\s+)?{wire.month}{year}|{wire.month}\s+{day}{year}"
    return re.search(pattern, said, re.IGNORECASE)


def _day(place: re.Match[str], sent: Moment | None, wire: WireWords) -> datetime.date | None:
    """The day that is written; without a year, the one of that name nearest to when the letter was sent."""
    said = place.group().title()
    if re.search(r"\d{4}", said) or sent is None:
        return date_of(said, wire)
    years = range(sent.day.year - 1, sent.day.year + 2)
    dates = [date for year in years if (date := date_of(f"{said} {year}", wire))]
    return min(dates, key=lambda date: abs(date - sent.day), default=None)


def _hour(said: str, words: MailWords) -> str:
    """T00:01Z, T10:00+01:00; the offset only where a zone of one meaning is named; "" without an hour."""
    found = HOUR.search(said)
    if not found:
        return ""
    hour, minute = int(found["h"] or found["hh"] or found["only"]), int(found["m"] or found["mm"] or 0)
    half = (found["half"] or "").lower()
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    if hour > 23 or minute > 59:
        return ""
    zone = next(
        (words.data.zones[name] for name in re.findall(r"\b[A-Z]{1,4}\b", said) if name in words.data.zones), None
    )
    offset = "" if zone is None else "Z" if zone == 0 else f"{zone:+03}:00"
    return f"T{hour:02}:{minute:02}{offset}"


__all__ = ["released", "without_line"]
