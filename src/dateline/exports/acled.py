"""A table in ACLED's form: 31 columns, CSV with a header; a record a line, only those that are events in ACLED."""

import datetime
from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from dateline.coding import Event, Party
from dateline.exports.cameo import number_of
from dateline.exports.facts import AcledDeed, acled, codes_of
from dateline.exports.joined import Joined
from dateline.exports.sites import Site, country_name, site_of
from dateline.exports.tables import CSV, Column, lines, listed

STATE, FOREIGN, CIVILIANS = 1, 8, 7
"""ACLED's numbers of the state's own forces, of another state's, and of civilians."""
AGAINST_CIVILIANS = "Violence against civilians"
PRECISIONS = ((1, 1), (7, 2), (31, 3))
"""Days at most, and ACLED's time precision."""
GEO_PRECISIONS = {"capital": 1, "city": 1, "village": 1, "admin2": 2, "admin1": 3, "country": 3}


class Line(msgspec.Struct, frozen=True):
    """A record, what ACLED calls it, and its place."""

    record: Joined
    deed: AcledDeed
    site: Site | None

    @property
    def event(self) -> Event:
        """The record's event."""
        return self.record.event


def deed_of(event: Event) -> AcledDeed | None:
    """What ACLED calls an event; None for what is none there, or did not take place."""
    if event.status != "actual":
        return None
    return next((deed for deed in acled().deeds if _fits(deed, event)), None)


def _fits(deed: AcledDeed, event: Event) -> bool:
    if deed.type != event.event or not deed.modes & set(event.mode or ("",)):
        return False
    asked = ((deed.actor, event.actor), (deed.recipient, event.recipient))
    return all(kind is None or _sector(parties) in acled().sectors[kind] for kind, parties in asked)


def _sector(parties: tuple[Party, ...]) -> str:
    return parties[0].sector[0] if parties and parties[0].sector else ""


def _precision(line: Line) -> int | None:
    first, last = line.record.first, line.record.last
    if not first or not last or line.record.basis == "publication":
        return None
    days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1
    return next((value for most, value in PRECISIONS if days <= most), None)


def _inter(of: str, line: Line) -> int | None:
    parties: tuple[Party, ...] = getattr(line.event, of)
    if of == "actor" and parties and line.deed.event in acled().crowd:
        return acled().crowd[line.deed.event]
    number = STATE if of == "actor" and _is_state(parties) else acled().inter.get(_sector(parties))
    abroad = parties and line.site and line.site.country not in (None, parties[0].country)
    return FOREIGN if number == STATE and abroad else number


def _is_state(parties: tuple[Party, ...]) -> bool:
    """A state as such: what it does of this kind, its forces do."""
    return bool(parties) and not parties[0].sector and parties[0].name == country_name(parties[0].country)


def _interaction(line: Line) -> int | None:
    """Both numbers, the smaller one first; the actor's and 0 where there is no other."""
    one, two = _inter("actor", line), _inter("recipient", line)
    if one is None or (two is None and line.event.recipient):
        return None
    return one * 10 if two is None else min(one, two) * 10 + max(one, two)


def _targeting(line: Line) -> str | None:
    civilian = line.deed.event == AGAINST_CIVILIANS or _inter("recipient", line) == CIVILIANS
    return "Civilian targeting" if civilian else None


def _named(of: str, line: Line) -> str | None:
    parties: tuple[Party, ...] = getattr(line.event, of)
    return parties[0].name if parties else None


def _others(of: str, line: Line) -> str:
    return listed(party.name for party in getattr(line.event, of)[1:])


def _tags(line: Line) -> str:
    """The size of the crowd; numbers of dead where sources differ."""
    told = {name: "-".join(map(str, dict.fromkeys(ends))) for name, ends in line.record.sizes.items()}
    differ = len(set(line.record.sizes.get("dead", ()))) > 1
    return listed(
        (f"crowd size={told['crowd']}" if "crowd" in told else None, f"fatalities={told['dead']}" if differ else None)
    )


def _id(line: Line) -> str:
    """As ACLED's, a country and a number."""
    return f"{(line.site.country if line.site else None) or ''}{number_of(line.record.id)}"


def _of_site(field: str, line: Line) -> object:
    return getattr(line.site, field) if line.site else None


COLUMNS: tuple[Column[Line], ...] = (
    Column("event_id_cnty", _id),
    Column("event_date", lambda x: x.record.day),
    Column("year", lambda x: x.record.day[:4] if x.record.day else None),
    Column("time_precision", _precision),
    Column("disorder_type", lambda x: acled().disorder.get(x.deed.event)),
    Column("event_type", lambda x: x.deed.event),
    Column("sub_event_type", lambda x: x.deed.sub),
    Column("actor1", partial(_named, "actor")),
    Column("assoc_actor_1", partial(_others, "actor")),
    Column("inter1", partial(_inter, "actor")),
    Column("actor2", partial(_named, "recipient")),
    Column("assoc_actor_2", partial(_others, "recipient")),
    Column("inter2", partial(_inter, "recipient")),
    Column("interaction", _interaction),
    Column("civilian_targeting", _targeting),
    Column("iso", lambda x: codes_of(x.site.country).iso if x.site else None),
    Column("region"),
    Column("country", partial(_of_site, "country_name")),
    Column("admin1", partial(_of_site, "province")),
    Column("admin2", partial(_of_site, "district")),
    Column("admin3"),
    Column("location", partial(_of_site, "name")),
    Column("latitude", partial(_of_site, "lat")),
    Column("longitude", partial(_of_site, "lon")),
    Column("geo_precision", lambda x: GEO_PRECISIONS.get(x.site.kind) if x.site else None),
    Column("source", lambda x: listed(x.record.told_by)),
    Column("source_scale"),
    Column("notes", lambda x: x.record.lead.sentence),
    Column("fatalities", lambda x: next(iter(x.record.sizes.get("dead", ())), None)),
    Column("tags", _tags),
    Column("timestamp"),
)


def table(records: Iterable[Joined]) -> Iterator[bytes]:
    """Header and lines of what ACLED has a type for."""
    rows = (Line(r, deed, site_of(r.event.where)) for r in records if (deed := deed_of(r.event)))
    return lines(COLUMNS, CSV, rows)


__all__ = ["COLUMNS", "deed_of", "table"]
