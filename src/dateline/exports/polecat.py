"""POLECAT's table: 40 columns, tab separated, with a header; a record a line."""

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from dateline.coding import Party
from dateline.exports.cameo import happened
from dateline.exports.facts import codes_of
from dateline.exports.joined import Joined
from dateline.exports.sites import Site, site_of
from dateline.exports.tables import TAB_QUOTED, Column, lines, listed

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


class Line(msgspec.Struct, frozen=True):
    """A record and its place."""

    record: Joined
    site: Site | None


def _side(name: str, of: str) -> tuple[Column[Line], ...]:
    """The eight columns of actors or recipients."""

    def parties(line: Line) -> tuple[Party, ...]:
        found: tuple[Party, ...] = getattr(line.record.event, of)
        return found

    def sectors(line: Line) -> list[str]:
        return [sector for party in parties(line) for sector in party.sector]

    return (
        Column(f"{name} Name", lambda x: listed(p.name for p in parties(x))),
        Column(f"{name} Country", lambda x: listed(p.country for p in parties(x))),
        Column(f"{name} COW", lambda x: _cow(parties(x))),
        Column(f"Primary {name} Sector", lambda x: next(iter(sectors(x)), None)),
        Column(f"{name} Sectors", lambda x: listed(sectors(x))),
        Column(f"{name} Title", lambda x: listed(p.office for p in parties(x))),
        Column(f"{name} Name Raw", lambda x: listed(p.text for p in parties(x))),
        Column(f"Wikipedia {name} ID"),
    )


def _cow(parties: tuple[Party, ...]) -> str:
    return listed(str(n) for p in parties if (n := codes_of(p.country).cow) is not None)


def _of_site(field: str, line: Line) -> object:
    return getattr(line.site, field) if line.site else None


def _version(line: Line) -> str:
    versions = line.record.lead.story.versions
    return listed(f"{name} {versions[name]}" for name in ("dateline", "pipeline", "codebook") if name in versions)


COLUMNS: tuple[Column[Line], ...] = (
    Column("Event ID", lambda x: x.record.id),
    Column("Event Date", lambda x: x.record.day),
    Column("Event Type", lambda x: x.record.event.event),
    Column("Event Mode", lambda x: next(iter(x.record.event.mode), None)),
    Column("Intensity", lambda x: x.record.event.score),
    Column("Quad Code", lambda x: QUADS.get(x.record.event.quad)),
    Column("Contexts", lambda x: listed(x.record.event.context)),
    *_side("Actor", "actor"),
    *_side("Recipient", "recipient"),
    Column("Placename", partial(_of_site, "name")),
    Column("City", partial(_of_site, "city")),
    Column("District", partial(_of_site, "district")),
    Column("Province", partial(_of_site, "province")),
    Column("Country", partial(_of_site, "country")),
    Column("Latitude", partial(_of_site, "lat")),
    Column("Longitude", partial(_of_site, "lon")),
    Column("GeoNames ID", partial(_of_site, "geonameid")),
    Column("Raw Placename", partial(_of_site, "raw")),
    Column("Feature Type", partial(_of_site, "feature")),
    Column("Source", lambda x: listed(x.record.told_by)),
    Column("Publication Date", lambda x: x.record.lead.story.date),
    Column("Story People", lambda x: listed(x.record.lead.story.people)),
    Column("Story Organizations"),
    Column("Story Locations", lambda x: listed(x.record.lead.story.places)),
    Column("Language", lambda x: x.record.lead.story.language),
    Column("Version", _version),
)


def table(records: Iterable[Joined]) -> Iterator[bytes]:
    """Header and lines of what happened."""
    rows = (Line(r, site_of(r.event.where)) for r in records if happened(r.event))
    return lines(COLUMNS, TAB_QUOTED, rows)


__all__ = ["COLUMNS", "table"]
