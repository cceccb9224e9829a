"""GDELT 2.0's tables of events (61 columns) and mentions (16), tab separated, without header."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from dateline.coding import Party
from dateline.exports.cameo import Coded, Pair, code_of, coded, goldstein, pairs, quad_class
from dateline.exports.facts import codes_of
from dateline.exports.joined import Joined, Report
from dateline.exports.sites import Site, site_of
from dateline.exports.tables import TAB_BARE, Column, digits, lines

NOT_KNOWN = -1
"""GDELT's number for a place in the text that is not known."""
WEB, CITATION = 1, 2
"""GDELT's kinds of mention: a page by its address; a source by name alone."""
GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
STATE, TOWN = {True: 2, False: 5}, {True: 3, False: 4}
"""GDELT's kinds of places: in the USA or elsewhere."""


class Line(msgspec.Struct, frozen=True):
    """A pair, its parties in CAMEO and its place."""

    pair: Pair
    actor: Coded
    recipient: Coded
    site: Site | None

    @property
    def day(self) -> str | None:
        """The record's day."""
        return self.pair.record.day


class Mention(msgspec.Struct, frozen=True):
    """A report of a pair."""

    pair: Pair
    report: Report


def _fraction(line: Line) -> str | None:
    """The year with the share of it that has passed, by GDELT's rule: months of 30 days in a year of 365."""
    if line.day is None:
        return None
    year, month, day = map(int, line.day.split("-"))
    return f"{year + ((month - 1) * 30 + day) / 365:.4f}"


def _side(number: int, of: str) -> tuple[Column[Line], ...]:
    """The ten columns of a party."""

    def party(line: Line) -> Party | None:
        found: Party | None = getattr(line.pair, of)
        return found

    def codes(line: Line) -> Coded:
        found: Coded = getattr(line, of)
        return found

    def role(at: int) -> Callable[[Line], object]:
        return lambda x: next(iter(codes(x).roles[at : at + 1]), None)

    kinds = (Column(f"Actor{number}Type{at + 1}Code", role(at)) for at in range(3))
    return (
        Column(f"Actor{number}Code", lambda x: codes(x).whole),
        Column(f"Actor{number}Name", lambda x: p.name.upper() if (p := party(x)) else None),
        Column(f"Actor{number}CountryCode", lambda x: codes(x).country),
        Column(f"Actor{number}KnownGroupCode", lambda x: codes(x).group),
        Column(f"Actor{number}EthnicCode"),
        Column(f"Actor{number}Religion1Code"),
        Column(f"Actor{number}Religion2Code"),
        *kinds,
    )


def _no_place(who: str) -> tuple[Column[Line], ...]:
    return tuple(Column(f"{who}Geo_{name}") for name in GEO)


def _is_root(line: Line) -> bool | None:
    lead = line.pair.record.lead
    end = lead.story.lead_end
    return None if end is None else lead.event.trigger.start < end


def _kind(line: Line) -> int | None:
    site = line.site
    if site is None or not site.country:
        return None
    american = site.country == "USA"
    if site.kind == "country":
        return 1
    return STATE[american] if site.kind == "admin1" else TOWN[american] if site.city else None


def _of_site(field: str, line: Line) -> object:
    return getattr(line.site, field) if line.site else None


COLUMNS: tuple[Column[Line], ...] = (
    Column("GlobalEventID", lambda x: x.pair.number),
    Column("Day", lambda x: digits(x.day)),
    Column("MonthYear", lambda x: digits(x.day[:7]) if x.day else None),
    Column("Year", lambda x: x.day[:4] if x.day else None),
    Column("FractionDate", _fraction),
    *_side(1, "actor"),
    *_side(2, "recipient"),
    Column("IsRootEvent", _is_root),
    Column("EventCode", lambda x: code_of(x.pair.record.event)),
    Column("EventBaseCode", lambda x: code_of(x.pair.record.event)[:3]),
    Column("EventRootCode", lambda x: code_of(x.pair.record.event)[:2]),
    Column("QuadClass", lambda x: quad_class(x.pair.record.event)),
    Column("GoldsteinScale", lambda x: goldstein(x.pair.record.event)),
    Column("NumMentions", lambda x: len(x.pair.record.reports)),
    Column("NumSources", lambda x: x.pair.record.sources),
    Column("NumArticles", lambda x: x.pair.record.stories),
    Column("AvgTone"),
    *_no_place("Actor1"),
    *_no_place("Actor2"),
    Column("ActionGeo_Type", _kind),
    Column("ActionGeo_Fullname", partial(_of_site, "full_name")),
    Column("ActionGeo_CountryCode", lambda x: codes_of(x.site.country).fips if x.site else None),
    Column("ActionGeo_ADM1Code"),
    Column("ActionGeo_ADM2Code"),
    Column("ActionGeo_Lat", partial(_of_site, "lat")),
    Column("ActionGeo_Long", partial(_of_site, "lon")),
    Column("ActionGeo_FeatureID"),
    Column("DATEADDED", lambda x: x.pair.record.added),
    Column("SOURCEURL", lambda x: next(iter(x.pair.record.links), None)),
)


def _start(of: str, mention: Mention) -> int:
    parties = getattr(mention.report.event, of)
    return parties[0].start if parties else NOT_KNOWN


MENTIONS: tuple[Column[Mention], ...] = (
    Column("GlobalEventID", lambda x: x.pair.number),
    Column("EventTimeDate", lambda x: x.pair.record.added),
    Column("MentionTimeDate", lambda x: x.report.story.moment),
    Column("MentionType", lambda x: WEB if x.report.story.link else CITATION),
    Column("MentionSourceName", lambda x: x.report.story.source),
    Column("MentionIdentifier", lambda x: x.report.story.link or x.report.story.id),
    Column("SentenceID"),
    Column("Actor1CharOffset", partial(_start, "actor")),
    Column("Actor2CharOffset", partial(_start, "recipient")),
    Column("ActionCharOffset", lambda x: x.report.event.trigger.start),
    Column("InRawText", lambda _: 1),
    Column("Confidence", lambda x: round(x.report.event.confidence * 100)),
    Column("MentionDocLen", lambda x: x.report.story.length),
    Column("MentionDocTone"),
    Column("MentionDocTranslationInfo"),
    Column("Extras"),
)


def events(records: Iterable[Joined]) -> Iterator[bytes]:
    """Lines of what happened."""
    rows = (Line(x, coded(x.actor), coded(x.recipient), site_of(x.record.event.where)) for x in pairs(records))
    return lines(COLUMNS, TAB_BARE, rows)


def mentions(records: Iterable[Joined]) -> Iterator[bytes]:
    """A line for each report of what happened."""
    return lines(
        MENTIONS, TAB_BARE, (Mention(pair, report) for pair in pairs(records) for report in pair.record.reports)
    )


__all__ = ["COLUMNS", "MENTIONS", "events", "mentions"]
