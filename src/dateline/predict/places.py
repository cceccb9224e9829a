"""`dateline predict places`: every toponym of a record's text, with its point."""

import datetime
from collections.abc import Sequence

from dateline.coding import Place
from dateline.knowledge.gazetteer import Gazetteer
from dateline.predict.times import blocks
from dateline.stages.places import find_places
from dateline.stages.reading import Parser, read
from dateline.story import Story


def predict_places(record: dict[str, object], parser: Parser, gazetteer: Gazetteer) -> dict[str, object]:
    """{id, text, date?, title?} → {id, toponyms: [{span, lat, lon, geonameid}]}; raises ValueError without a text.

    Every toponym counts, also one that acts for a government or stands in a longer name. Degrees are WGS 84. A name
    that no gazetteer knows gets the point of the known name nearest to it in the text (an unknown village is mostly
    near the town named beside it); its GeoNames id stays None, and so does the point where no name is known.
    """
    story = bare_story(record)
    found = find_places(story, read(story, parser), gazetteer, every_toponym=True)
    return {"id": record.get("id"), "toponyms": toponyms(found)}


def bare_story(record: dict[str, object]) -> Story:
    """A record as a story without header: paragraphs stand between blank lines; a date that is not ISO is left out."""
    text, title = record.get("text"), record.get("title")
    if not isinstance(text, str):
        raise ValueError("no text: the record needs a field `text` that holds a string")
    day = _date(record.get("date"))
    return Story(text=text, date=day, title=title if isinstance(title, str) else None, paragraphs=blocks(text))


def toponyms(places: Sequence[Place]) -> list[dict[str, object]]:
    """The task's form of places; points of unknown names are borrowed from the nearest known name."""
    known = [p for p in places if p.lat is not None]
    return [_toponym(place, place if place.lat is not None else _nearest(place, known)) for place in places]


def _toponym(place: Place, point: Place | None) -> dict[str, object]:
    return {"span": [place.start, place.end], "lat": point.lat if point else None, "lon": point.lon if point else None,
            "geonameid": place.geonameid}  # fmt: skip


def _nearest(place: Place, known: Sequence[Place]) -> Place | None:
    return min(known, key=lambda k: (abs(k.start - place.start), k.start), default=None)


def _date(text: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None
