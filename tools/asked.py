"""A record to ask: made-up stories with sectors, offices, speakers and sources, so that every field has values."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Engine

from dateline.coding import Coding, Event, Party
from dateline.store.ingesting import Coder, Desk, ingest
from dateline.store.opening import open_store
from dateline.store.thresholds import load_thresholds
from dateline.story import Publication, Story
from tools import prepared

MOMENT = "2024-06-01T00:00:00Z"
MODES = {"CONSULT": ("visit",), "ASSAULT": ("aerial",), "ACCUSE": ()}
PEOPLE = {"RUR": ("Rudolf Elphberg", "Q101"), "FRE": ("Rufus Firefly", "Q102"), "GEN": ("Clarisse Renaldi", "Q103")}


def stories(count: int = 40, seed: int = 5) -> list[Story]:
    """Some of them with a publisher."""
    made = prepared.stories(count, seed=seed)
    return [
        msgspec.structs.replace(story, publication=Publication(publisher="The Herald")) if i % 3 == 0 else story
        for i, story in enumerate(made)
    ]


def code(given: list[Story]) -> Iterator[Coding]:
    """Their codings."""
    for story in given:
        made = prepared.coding_of(story)
        yield msgspec.structs.replace(made, events=tuple(map(_richer, made.events)))


def _richer(event: Event) -> Event:
    actor = tuple(_person(party) for party in event.actor)
    place = event.where and msgspec.structs.replace(event.where, geonameid=1000 + len(event.where.name))
    return msgspec.structs.replace(
        event,
        mode=MODES.get(event.event, ()),
        actor=actor,
        where=place,
        speaker=event.recipient[0] if event.event == "ACCUSE" else None,
        context=("military", "economic") if event.score < -5 else ("economic",),
    )


def _person(party: Party) -> Party:
    if party.country not in PEOPLE:
        return msgspec.structs.replace(party, sector=("MIL",))
    name, entity = PEOPLE[party.country]
    return msgspec.structs.replace(party, name=name, entity=entity, sector=("GOV",), office="head of state")


def desk(engine: Engine) -> Desk:
    """Where such stories are taken in."""
    return Desk(engine, lambda: MOMENT, thresholds=load_thresholds())


def filled(place: str, given: list[Story] | None = None) -> Engine:
    """The record at `place`, with these stories added."""
    engine = open_store(place, create=True)
    ingest(desk(engine), given if given is not None else stories(), lambda: Coder("asked-1", code))
    return engine


if __name__ == "__main__":
    import sys

    filled(sys.argv[1])
