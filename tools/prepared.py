"""Made-up stories with ready codings, so that the record can be tried without the language work."""

import datetime
import hashlib
import random
from collections.abc import Iterator

import msgspec

from dateline.coding import Bounds, Coding, Event, Header, Party, Place, Size, Trigger, When
from dateline.spans import trimmed
from dateline.story import Story

STATES = (("Ruritania", "RUR"), ("Freedonia", "FRE"), ("Sylvania", "SYL"), ("Graustark", "GRA"), ("Genovia", "GEN"),
          ("Latveria", "LAT"), ("Wakanda", "WAK"), ("Elbonia", "ELB"))  # fmt: skip
TOWNS = (("Strelsau", 48.1, 14.2), ("Zenda", 50.3, 15.9), ("Hentzau", 45.0, 9.1), ("Edelweiss", 52.4, 20.5))
DEEDS = (("CONSULT", "visited", 2, 2.0), ("ASSAULT", "bombed", 4, -9.0), ("ACCUSE", "accused", 3, -4.0))
AGENCIES = ("Reuters", "AP", "AFP", "Kyodo", "EFE")
FILLER = (
    "market", "bridge", "harvest", "minister", "river", "strike", "winter", "railway", "hospital", "border",
    "union", "school", "budget", "cabinet", "ferry", "court", "garden", "tower", "museum", "festival",
)  # fmt: skip
VERSION = "prepared-1"


def stories(count: int, seed: int = 1) -> list[Story]:
    """So many stories of about a third as many events; a tenth are near copies or corrected versions of others."""
    rng = random.Random(seed)
    made: list[Story] = []
    while len(made) < count:
        if made and rng.random() < 0.1:
            made.append(_again(rng.choice(made), rng))
        else:
            made.append(_story(rng, event=rng.randrange(max(1, count // 3))))
    return made


def _story(rng: random.Random, event: int) -> Story:
    of_event = random.Random(event)
    actor, recipient = of_event.sample(STATES, 2)
    deed, town = of_event.choice(DEEDS), of_event.choice(TOWNS)
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=of_event.randrange(90))
    lead = f"{actor[0]} {deed[1]} {recipient[0]} in {town[0]} with {rng.randrange(2, 60)} dead on {day}."
    more = " ".join(" ".join(rng.choices(FILLER, k=9)).capitalize() + "." for _ in range(4))
    title = f"{actor[0]} and {recipient[0]} {rng.choice(FILLER)}"
    return made_story(f"{lead} {more}", day, title, rng.choice(AGENCIES))


def _again(story: Story, rng: random.Random) -> Story:
    title, agency = story.title or "", rng.choice(AGENCIES)
    if rng.random() < 0.5:
        title, agency = f"CORRECTED-{title}", story.agency or agency
    assert story.date
    return made_story(story.text[: story.text.rindex(" ")] + " again.", story.date, title, agency)


def made_story(text: str, day: datetime.date, title: str, agency: str) -> Story:
    """A story of one paragraph."""
    paragraphs = (trimmed(text, 0, len(text)),)
    return Story(text=text, date=day, title=title, agency=agency, paragraphs=paragraphs, origin=f"prepared {title}")


def code(given: list[Story], version: str = VERSION) -> Iterator[Coding]:
    """The codings of such stories: one event and its denial each."""
    for story in given:
        yield coding_of(story, version)


def coding_of(story: Story, version: str = VERSION) -> Coding:
    """What a made-up story says."""
    words = story.text.split()
    kind, verb, quad, score = next(deed for deed in DEEDS if deed[1] == words[1])
    trigger = _span(story.text, verb)
    day = words[9].rstrip(".")
    spot = next(town for town in TOWNS if town[0] == words[4])
    event = Event(
        id=hashlib.sha256(f"{story.id}{trigger.start}{kind}".encode()).hexdigest()[:16],
        event=kind,
        mode=(),
        context=("military",),
        status="actual",
        historical=False,
        trigger=trigger,
        actor=(_party(story.text, words[0]),),
        recipient=(_party(story.text, words[2]),),
        when=When(from_=day, to=day, text=day, basis="stated"),
        where=_place(story.text, *spot),
        speaker=None,
        quad=quad,
        score=score,
        cameo="042",
        size=Size(dead=int(words[6])),
        confidence=0.5 + len(story.text) % 50 / 100,
        rules=("prepared",),
        sentence=Bounds(0, story.text.index(".") + 1),
    )
    other = msgspec.structs.replace(
        event, id=event.id[::-1], event="REJECT", status="negated", when=None, where=None, size=Size()
    )
    header = Header(
        byline=(), dateline=(), agency=story.agency, crossheads=(), credits={}, language="en", source_id=None
    )
    return Coding(
        id=story.id, date=str(story.date), title=story.title, story=header, events=(event, other), statements=(),
        times=(), places=(), offices=(), actors=(), versions={"pipeline": version, "dateline": "0"},
    )  # fmt: skip


def _span(text: str, word: str) -> Trigger:
    start = text.index(word)
    return Trigger(word, start, start + len(word))


def _place(text: str, name: str, lat: float, lon: float) -> Place:
    at = _span(text, name)
    return Place(text=name, start=at.start, end=at.end, name=name, country="RUR", admin1="Old", lat=lat, lon=lon)


def _party(text: str, name: str) -> Party:
    found = _span(text, name)
    return Party(text=name, start=found.start, end=found.end, name=name, country=dict(STATES)[name], sector=())
