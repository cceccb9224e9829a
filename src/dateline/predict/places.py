"""The task `places`: every toponym of a record's text, with its point."""

import datetime
import re
from collections.abc import Sequence
from typing import TypedDict

from dateline.coding import Place
from dateline.knowledge.gazetteer import Gazetteer
from dateline.spans import Span, trimmed
from dateline.stages.places import find_places
from dateline.stages.reading import Parser, read
from dateline.story import Story

BLANK_LINES = re.compile(r"\n\s*\n")


class PlacesRecord(TypedDict, total=False):
    """An input line: `id` and `text` are needed."""

    id: str
    text: str
    date: str | None
    title: str | None


class Toponym(TypedDict):
    """A toponym: span [start, end) in characters, degrees (WGS 84), GeoNames id; None where unknown."""

    span: tuple[int, int]
    lat: float | None
    lon: float | None
    geonameid: int | None


class PlacesAnswer(TypedDict):
    """An output line."""

    id: str
    toponyms: list[Toponym]


def predict_places(record: PlacesRecord, parser: Parser, gazetteer: Gazetteer) -> PlacesAnswer:
    """Every toponym of `text`, also those that act for a government or stand in a longer name.

    A name that no gazetteer knows gets the point of its nearest neighbour in the text: an unknown village is mostly near
    the town named beside it; its GeoNames id stays None.
    """
    story = bare_story(record)
    found = find_places(story, read(story, parser), gazetteer, every_toponym=True)
    return {"id": record["id"], "toponyms": toponyms(found)}


def bare_story(record: PlacesRecord) -> Story:
    """A story without header: paragraphs are split at blank lines. A date that is no ISO date is left out."""
    text, paragraphs, start = record["text"], [], 0
    for end, following in [*((m.start(), m.end()) for m in BLANK_LINES.finditer(text)), (len(text), len(text))]:
        paragraphs.append(trimmed(text, start, end))
        start = following
    return Story(text=text, date=_date(record.get("date")), title=record.get("title"), paragraphs=_filled(paragraphs))


def toponyms(places: Sequence[Place]) -> list[Toponym]:
    """The task's form of places; points of unknown names are borrowed from the nearest known name."""
    known = [p for p in places if p.lat is not None]
    return [_toponym(place, _nearest(place, known)) for place in places]


def _toponym(place: Place, lender: Place | None) -> Toponym:
    point = place if place.lat is not None else lender
    return {"span": (place.start, place.end), "lat": point.lat if point else None, "lon": point.lon if point else None,
            "geonameid": place.geonameid}  # fmt: skip


def _nearest(place: Place, known: Sequence[Place]) -> Place | None:
    return min(known, key=lambda k: (abs(k.start - place.start), k.start), default=None)


def _filled(paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(p for p in paragraphs if p.text)


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None
