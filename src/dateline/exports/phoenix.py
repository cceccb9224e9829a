"""Phoenix's table: 26 columns, tab separated, without header; a line for each pair of parties."""

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from dateline.codebook.penta import penta_of_code
from dateline.exports.cameo import Coded, Pair, code_of, coded, goldstein, pairs
from dateline.exports.joined import Joined
from dateline.exports.sites import Site, site_of
from dateline.exports.tables import TAB_BARE, Column, digits, lines


class Line(msgspec.Struct, frozen=True):
    """A pair, its parties in CAMEO and its place."""

    pair: Pair
    actor: Coded
    recipient: Coded
    site: Site | None


def _side(name: str, of: str) -> tuple[Column[Line], ...]:
    def codes(line: Line) -> Coded:
        found: Coded = getattr(line, of)
        return found

    return (
        Column(f"{name}ActorFull", lambda x: codes(x).whole),
        Column(f"{name}ActorEntity", lambda x: codes(x).country),
        Column(f"{name}ActorRole", lambda x: next(iter(codes(x).roles), None)),
        Column(f"{name}ActorAttribute", lambda x: ";".join(codes(x).roles[1:])),
    )


def _of_site(field: str, line: Line) -> object:
    return getattr(line.site, field) if line.site else None


def _part(start: int, end: int, line: Line) -> str | None:
    return line.pair.record.day[start:end] if line.pair.record.day else None


def _sentences(line: Line) -> str:
    return ";".join(f"{r.story.id}_{r.event.sentence.start}" for r in line.pair.record.reports)


COLUMNS: tuple[Column[Line], ...] = (
    Column("EventID", lambda x: x.pair.number),
    Column("Date", lambda x: digits(x.pair.record.day)),
    Column("Year", partial(_part, 0, 4)),
    Column("Month", partial(_part, 5, 7)),
    Column("Day", partial(_part, 8, 10)),
    *_side("Source", "actor"),
    *_side("Target", "recipient"),
    Column("EventCode", lambda x: code_of(x.pair.record.event)),
    Column("EventRootCode", lambda x: code_of(x.pair.record.event)[:2]),
    Column("PentaClass", lambda x: penta_of_code(x.pair.record.event.cameo)),
    Column("GoldsteinScore", lambda x: goldstein(x.pair.record.event)),
    Column("Issues"),
    Column("Lat", partial(_of_site, "lat")),
    Column("Lon", partial(_of_site, "lon")),
    Column("LocationName", partial(_of_site, "name")),
    Column("StateName", partial(_of_site, "province")),
    Column("CountryCode", partial(_of_site, "country")),
    Column("SentenceID", _sentences),
    Column("URLs", lambda x: ";".join(x.pair.record.links)),
    Column("NewsSources", lambda x: ";".join(x.pair.record.told_by)),
)


def table(records: Iterable[Joined]) -> Iterator[bytes]:
    """Lines of what happened."""
    rows = (Line(x, coded(x.actor), coded(x.recipient), site_of(x.record.event.where)) for x in pairs(records))
    return lines(COLUMNS, TAB_BARE, rows)


__all__ = ["COLUMNS", "table"]
