"""A stand-in for the language work, so that the command line is tested without it: one visit, told twice."""

from collections.abc import Iterable, Iterator

import msgspec

from dateline import __version__
from dateline.coding import Bounds, Coding, Event, Header, Party, Place, Size, Statement, Trigger, When
from dateline.story import Reject, Story

TEXT = """ date 2023-09-14 Duda visits Riga 🚢

RIGA (Reuters) - Polish President Andrzej Duda visited Riga on Thursday, “and\u00a0stayed”, Latvia said.
"""
QUOTE = "“and\u00a0stayed”"


def trigger(text: str, words: str) -> Trigger:
    start = text.index(words)
    return Trigger(words, start, start + len(words))


def party(text: str, words: str, name: str, country: str, *sector: str) -> Party:
    """The first word of `words`; the others only say which one is meant."""
    start = text.index(words)
    end = start + len(words if sector else words.split()[0])
    return Party(text=text[start:end], start=start, end=end, name=name, country=country, sector=sector)


def event(text: str, number: int, **changes: object) -> Event:
    day, riga = trigger(text, "on Thursday"), trigger(text, "Riga on")
    made = Event(
        id=f"abcdef{number:06}",
        event="CONSULT",
        mode=("visit",),
        context=("diplomatic",),
        status="actual",
        historical=False,
        trigger=trigger(text, "visited"),
        actor=(party(text, "Andrzej Duda", "Andrzej Duda", "POL", "GOV"),),
        recipient=(party(text, "Riga on", "Latvia", "LVA"),),
        when=When(from_="2023-09-14", to="2023-09-14", text=day.text, start=day.start, end=day.end, basis="stated"),
        where=Place(
            text="Riga",
            start=riga.start,
            end=riga.start + 4,
            name="Riga",
            country="LVA",
            lat=56.95,
            lon=24.11,
            geonameid=456172,
        ),
        speaker=party(text, "Latvia said", "Latvia", "LVA"),
        quad=1,
        score=4.0,
        cameo="042",
        size=Size(dead=2),
        confidence=0.8,
        rules=("lexicon:visit", "knowledge:POL/president"),
        sentence=Bounds(text.index("Polish"), text.index("said.") + 5),
    )
    return msgspec.structs.replace(made, **changes)


def coding_of(story: Story) -> Coding:
    events = (
        (
            event(story.text, 1),
            event(
                story.text, 2, status="negated", when=None, where=None, recipient=(), speaker=None, mode=(), size=Size()
            ),
        )
        if "visited" in story.text
        else ()
    )
    said = (
        [
            Statement(
                content=trigger(story.text, QUOTE),
                cue=None,
                source=None,
                speaker="Latvia",
                kind="direct",
                id="s1",
                stance="neutral",
            )
        ]
        if events
        else []
    )
    header = Header(
        byline=story.byline,
        dateline=tuple(p.text.title() for p in story.dateline),
        agency=story.agency,
        crossheads=(),
        credits=story.credits,
        language="en",
        source_id=story.source_id,
    )
    return Coding(
        id=story.id,
        date=str(story.date),
        title=story.title,
        story=header,
        events=events,
        statements=tuple(said),
        times=(),
        places=(),
        offices=(),
        actors=(),
        versions={"dateline": __version__},
    )


def code_many(stories: Iterable[Story], resources: object) -> Iterator[Coding | Reject]:
    for story in stories:
        yield Reject(story.origin, "could not be coded", "report it") if "FAIL" in story.text else coding_of(story)
