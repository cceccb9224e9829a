"""Coding → PLOVER's JSON records, one event a record (PLOVER manual, "Data Fields"; field names are the manual's).

Empty fields are left out. `coded_date` and `coded_time` are left out too, so that the same story gives the same bytes.
PLOVER has no field for an act's standing; its auxiliary modes say it: future, hypothetical, negation, historical.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from dateline.coding import Coding, Event, Party, Place, Size

if TYPE_CHECKING:  # SQLAlchemy is not needed to code
    from dateline.exports.joined import Joined, Teller

AUXILIARY = (("planned", "future"), ("hypothetical", "hypothetical"), ("negated", "negation"))


class Entity(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An actor or a recipient; `identifier_id` is a Wikidata id."""

    code: str
    sector: tuple[str, ...] = ()
    entity_text: str
    identifier_id: str | None = None
    identifier_text: str
    office: str | None = None


class Location(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where; `lat` and `lon` in degrees (WGS 84), `country_code` ISO 3166 alpha-3."""

    extracted_place: str
    resolved_place: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str | None = None
    country_code: str | None = None


class Text(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The event's number in its story (where the newest coding has it), its sentence, the story where asked for."""

    sequence: int | None = None
    start: int
    end: int
    text_story: str | None = None


class Citation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The story that tells the event; `citation` is its id, `url` only where its format tells it."""

    citation: str
    url: str | None = None
    title: str | None = None
    language: str | None = None
    publication: str | None = None
    coder: str
    codebook: str | None = None
    version: str | None = None


class PloverRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One event. `date` is its first day, or the publication date where the text gives none (`comment` says so)."""

    id: str
    has_event: bool
    date: str | None
    enddate: str | None = None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...] = ()
    event: tuple[str, ...]
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad_code: int
    event_scale: float
    event_loc: Location | None = None
    event_text: str
    link: tuple[str, ...] = ()
    text: Text
    size: Size | None = None
    cite_info: Citation
    coder: str
    comment: str | None = None


def of_record(record: "Joined") -> PloverRecord:
    """A record of the store: the joined event's values, with text and citation of the lead report."""
    event, lead = record.event, record.lead
    first = record.first or record.last
    coder = f"Dateline {lead.story.versions.get('dateline', '')}".strip()
    size = Size(**{name: least for name, (least, most) in record.sizes.items() if least == most})
    return PloverRecord(
        id=record.id, has_event=True, date=first, enddate=record.last if record.last != first else None,
        actor=tuple(map(_entity, event.actor)), recipient=tuple(map(_entity, event.recipient)), event=(event.event,),
        mode=(*event.mode, *_auxiliary(event)), context=event.context, quad_code=event.quad, event_scale=event.score,
        event_loc=_location(event.where) if event.where else None, event_text=event.trigger.text, link=record.links,
        text=Text(sequence=lead.number, start=event.sentence.start, end=event.sentence.end),
        size=size if size != Size() else None, cite_info=_citation_of(lead.story, coder), coder=coder,
        comment=_comment_of(record),
    )  # fmt: skip


def _citation_of(story: "Teller", coder: str) -> Citation:
    return Citation(citation=story.source_id or story.id, url=story.link, title=story.title, language=story.language,
                    publication=story.source, coder=coder, codebook=story.versions.get("codebook"),
                    version=story.versions.get("pipeline"))  # fmt: skip


def _comment_of(record: "Joined") -> str | None:
    """What the fields cannot say: who claims it, how many tell it, sizes that differ, days that are only assumed."""
    event = record.event
    said = [f"according to {event.speaker.name}"] if event.speaker else []
    several = [f"{len(record.reports)} reports in {record.stories} stories of {record.sources} sources"]
    differing = [f"{name} {least} to {most}" for name, (least, most) in record.sizes.items() if least != most]
    assumed = ["date: publication"] if record.basis == "publication" else []
    return "; ".join([*said, *(several if len(record.reports) > 1 else []), *differing, *assumed]) or None


def lines(joined: "Iterable[Joined]") -> Iterator[bytes]:
    """A record a line."""
    return (msgspec.json.encode(of_record(record)) + b"\n" for record in joined)


def records(coding: Coding) -> list[PloverRecord]:
    """A record for each event of a story, in the story's order."""
    return [_record(coding, event, number) for number, event in enumerate(coding.events, 1)]


def _record(coding: Coding, event: Event, number: int) -> PloverRecord:
    first, last = _days(event)
    story = coding.text if isinstance(coding.text, str) else None
    coder = f"Dateline {coding.versions.get('dateline', '')}".strip()
    return PloverRecord(
        id=event.id, has_event=True, date=first or coding.date, enddate=last if last != first else None,
        actor=tuple(map(_entity, event.actor)), recipient=tuple(map(_entity, event.recipient)), event=(event.event,),
        mode=(*event.mode, *_auxiliary(event)), context=event.context, quad_code=event.quad, event_scale=event.score,
        event_loc=_location(event.where) if event.where else None, event_text=event.trigger.text,
        text=Text(sequence=number, start=event.sentence.start, end=event.sentence.end, text_story=story),
        size=event.size if event.size != Size() else None, cite_info=_citation(coding, coder), coder=coder,
        comment=_comment(event, first),
    )  # fmt: skip


def _days(event: Event) -> tuple[str | None, str | None]:
    when = event.when
    return (when.from_ or when.to, when.to) if when else (None, None)


def _auxiliary(event: Event) -> tuple[str, ...]:
    return (
        *(mode for status, mode in AUXILIARY if status == event.status),
        *(("historical",) if event.historical else ()),
    )


def _comment(event: Event, first: str | None) -> str | None:
    """What the fields cannot say: who claims it, and that a date is only the publication's."""
    said = [f"according to {event.speaker.name}"] if event.speaker else []
    assumed = first is None or (event.when is not None and event.when.basis == "publication")
    return "; ".join([*said, *(["date: publication"] if assumed else [])]) or None


def _entity(party: Party) -> Entity:
    return Entity(code=party.country, sector=party.sector, entity_text=party.text, identifier_id=party.entity,
                  identifier_text=party.name, office=party.office)  # fmt: skip


def _location(place: Place) -> Location:
    return Location(extracted_place=place.text, resolved_place=place.name, geonameid=place.geonameid, lat=place.lat,
                    lon=place.lon, province=place.admin1, country_code=place.country)  # fmt: skip


def _citation(coding: Coding, coder: str) -> Citation:
    return Citation(citation=coding.story.source_id or coding.id, title=coding.title, language=coding.story.language,
                    publication=coding.story.agency, coder=coder, codebook=coding.versions.get("codebook"),
                    version=coding.versions.get("pipeline"))  # fmt: skip


__all__ = ["Citation", "Entity", "Location", "PloverRecord", "Text", "lines", "of_record", "records"]
