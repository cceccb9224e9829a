"""ICEWS's table: 20 columns, tab separated, with a header; a line for each pair of parties."""

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from dateline.coding import Party
from dateline.exports.cameo import Pair, code_of, covered, goldstein, number_of, pairs
from dateline.exports.facts import words
from dateline.exports.joined import Joined
from dateline.exports.sites import Site, country_name, site_of
from dateline.exports.tables import TAB_BARE_HEADER, Column, lines


class Line(msgspec.Struct, frozen=True):
    """A pair and its place."""

    pair: Pair
    site: Site | None


def _side(name: str, of: str) -> tuple[Column[Line], ...]:
    def party(line: Line) -> Party | None:
        found: Party | None = getattr(line.pair, of)
        return found

    return (
        Column(f"{name} Name", lambda x: p.name if (p := party(x)) else None),
        Column(f"{name} Sectors", lambda x: _sectors(party(x))),
        Column(f"{name} Country", lambda x: country_name(p.country) if (p := party(x)) else None),
    )


def _sectors(party: Party | None) -> str:
    known = words().icews
    return ",".join(known[sector] for sector in (party.sector if party else ()) if sector in known)


def _of_site(field: str, line: Line) -> object:
    return getattr(line.site, field) if line.site else None


COLUMNS: tuple[Column[Line], ...] = (
    Column("Event ID", lambda x: x.pair.number),
    Column("Event Date", lambda x: x.pair.record.day),
    *_side("Source", "actor"),
    Column("Event Text", lambda x: covered(x.pair.record.event)),
    Column("CAMEO Code", lambda x: code_of(x.pair.record.event)),
    Column("Intensity", lambda x: goldstein(x.pair.record.event)),
    *_side("Target", "recipient"),
    Column("Story ID", lambda x: number_of(x.pair.record.lead.story.id)),
    Column("Sentence Number"),
    Column("Publisher", lambda x: x.pair.record.lead.story.source),
    Column("City", partial(_of_site, "city")),
    Column("District", partial(_of_site, "district")),
    Column("Province", partial(_of_site, "province")),
    Column("Country", partial(_of_site, "country_name")),
    Column("Latitude", partial(_of_site, "lat")),
    Column("Longitude", partial(_of_site, "lon")),
)


def table(records: Iterable[Joined]) -> Iterator[bytes]:
    """Header and lines of what happened."""
    rows = (Line(pair, site_of(pair.record.event.where)) for pair in pairs(records))
    return lines(COLUMNS, TAB_BARE_HEADER, rows)


__all__ = ["COLUMNS", "table"]
