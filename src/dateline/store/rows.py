"""A coding → rows: what each table of the record holds of it."""

import datetime
from collections.abc import Iterable

import msgspec

from dateline.coding import Coding, Event, Party, Place, Statement
from dateline.store.packing import encoded
from dateline.store.schema import SIZES

Row = dict[str, object]


class Days(msgspec.Struct, frozen=True):
    """The days of an event, both inclusive, and where they come from; all None where nothing is known."""

    first: str | None
    last: str | None
    basis: str | None

    @property
    def day(self) -> str | None:
        """The one day under which the event is filed: the first, or the last where the first is open."""
        return self.first or self.last


def days_of(event: Event, published: str | None) -> Days:
    """When an event took place; on the day of publication where the text tells no time and it is not historical."""
    when = event.when
    if when is not None and (when.from_ or when.to):
        first, last = _day(when.from_), _day(when.to)
        return Days(first, last, when.basis) if not (first and last and first > last) else Days(last, first, when.basis)
    return Days(None, None, None) if event.historical else Days(published, published, "publication")


def _day(text: str | None) -> str | None:
    """The day of a moment or a day; None where it is none."""
    try:
        return datetime.date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None


def report_row(event: Event, coding: Coding, text: str, standing: str, review: str) -> Row:
    """The row of `reports`; its coding and record are set by the caller."""
    days, bounds = days_of(event, coding.date), event.sentence
    return {
        "id": event.id,
        "story": coding.id,
        "standing": standing,
        "review": review,
        **deed_values(event, days),
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "sentence": text[bounds.start : bounds.end],
        "sentence_start": bounds.start,
        "sentence_end": bounds.end,
        **side_values("actor", event.actor),
        **side_values("recipient", event.recipient),
        **side_values("speaker", (event.speaker,) if event.speaker else ()),
        **place_values(event.where),
        **{size: getattr(event.size, size) for size in SIZES},
        "confidence": event.confidence,
        "rules_json": encoded(event.rules),
        "event_json": encoded(event),
    }


def deed_values(event: Event, days: Days) -> Row:
    """Type, standing and days: the columns that reports and records share."""
    return {
        "type": event.event,
        "mode": event.mode[0] if event.mode else None,
        "context_json": encoded(event.context),
        "status": event.status,
        "historical": event.historical,
        "quad": event.quad,
        "score": event.score,
        "cameo": event.cameo,
        "first": days.first,
        "last": days.last,
        "basis": days.basis,
        "day": days.day,
        "month": days.day[:7] if days.day else None,
    }


def side_values(side: str, parties: tuple[Party, ...]) -> Row:
    """The first party's name, country, main sector and entity."""
    one = parties[0] if parties else None
    values = (one.name, one.country, one.sector[0] if one.sector else "", one.entity) if one else (None,) * 4
    return dict(zip((f"{side}_{part}" for part in ("name", "country", "sector", "entity")), values, strict=True))


def place_values(place: Place | None) -> Row:
    """A place's columns; nulls where there is none."""
    if place is None:
        return dict.fromkeys(("place", "place_country", "admin1", "lat", "lon", "geonameid"))
    return {
        "place": place.name,
        "place_country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
    }


def party_rows(event: Event) -> list[Row]:
    """The rows of `parties`."""
    speaker = (event.speaker,) if event.speaker else ()
    sides = (("actor", event.actor), ("recipient", event.recipient), ("speaker", speaker))
    return [_party_row(event.id, role, i, party) for role, parties in sides for i, party in enumerate(parties)]


def _party_row(report: str, role: str, rank: int, party: Party) -> Row:
    return {
        "report": report,
        "role": role,
        "rank": rank,
        "name": party.name,
        "country": party.country,
        "sector": party.sector[0] if party.sector else "",
        "sectors_json": encoded(party.sector),
        "office": party.office,
        "entity": party.entity,
        "text": party.text,
        "start": party.start,
        "end": party.end,
    }


def told_rows(coding: Coding) -> dict[str, list[Row]]:
    """The rows of statements, places, times, offices and actors, by table."""
    return {
        "statements": [_statement_row(coding.id, i, s) for i, s in enumerate(coding.statements)],
        "places": _once([{"story": coding.id, **_span(p), **place_values(p)} for p in coding.places]),
        "times": _once(
            [
                {"story": coding.id, **_span(x), "type": x.type, "value": x.value, "first": x.from_, "last": x.to}
                for x in coding.times
            ]
        ),
        "offices": [
            {"story": coding.id, "rank": i, **_span(o), "person": o.person, "office": o.office, "country": o.country}
            for i, o in enumerate(coding.offices)
        ],
        "actors": [
            {
                "story": coding.id,
                "rank": i,
                "name": a.name,
                "country": a.country,
                "sectors_json": encoded(a.sector),
                "entity": a.entity,
                "mentions_json": encoded([(m.start, m.end) for m in a.mentions]),
            }
            for i, a in enumerate(coding.actors)
        ],
    }


def _span(span: object) -> Row:
    return {name: getattr(span, name) for name in ("text", "start", "end")}


def _once(rows: Iterable[Row]) -> list[Row]:
    """One row a span."""
    return list({(row["start"], row["end"]): row for row in rows}.values())


def _statement_row(story: str, rank: int, told: Statement) -> Row:
    return {
        "story": story,
        "rank": rank,
        "content": told.content.text,
        "start": told.content.start,
        "end": told.content.end,
        "cue": told.cue.text if told.cue else None,
        "source": told.source.text if told.source else None,
        "source_name": told.source.name if told.source else None,
        "source_country": told.source.country if told.source else None,
        "speaker": told.speaker,
        "kind": told.kind,
        "statement_json": encoded(told),
    }


__all__ = [
    "Days",
    "Row",
    "days_of",
    "deed_values",
    "party_rows",
    "place_values",
    "report_row",
    "side_values",
    "told_rows",
]
