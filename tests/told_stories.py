"""A small record for the tests of exports: five stories of our own with codings made by hand."""

import datetime
import hashlib

import msgspec

from dateline.coding import Bounds, Coding, Event, Header, Party, Place, Size, Statement, Trigger, When
from dateline.spans import trimmed
from dateline.store.ingesting import Coder, Desk, ingest
from dateline.store.opening import open_store
from dateline.store.thresholds import load_thresholds
from dateline.story import Publication, Story

DAY = datetime.date(2024, 3, 4)
KABUL = ("Kabul", "AFG", "Kabul", 34.528, 69.172, 1138958)
BEIJING = ("Beijing", "CHN", "Beijing", 39.907, 116.397, 1816670)
VERSIONS = {"pipeline": "p1", "dateline": "0.9", "codebook": "c1"}
BAND = '"Lion\tCubs" band'
ATTACK = 'Kabul: "Lion\tCubs" band fighters shot\nmarket traders at dawn,\u2028killing {} of them, “Žižka” said.'
MORE = " Stalls stood empty for hours and the road to the river was closed by soldiers who searched every van."


def party(text, words, name, country, sector=(), **more):
    start = text.index(words)
    return Party(
        text=words, start=start, end=start + len(words), name=name, country=country, sector=tuple(sector), **more
    )


def span(text, words):
    start = text.index(words)
    return Trigger(words, start, start + len(words))


def place(text, words, facts):
    name, country, admin1, lat, lon, number = facts
    at = span(text, words)
    return Place(text=words, start=at.start, end=at.end, name=name, country=country, admin1=admin1, lat=lat, lon=lon,
                 geonameid=number)  # fmt: skip


def event(text, trigger, kind, cameo, quad, score, **more):
    at = span(text, trigger)
    values = {
        "mode": (), "context": (), "status": "actual", "historical": False, "actor": (), "recipient": (), "where": None,
        "when": When(from_="2024-03-04", to="2024-03-04", basis="stated"), "speaker": None, "size": Size(),
        "confidence": 0.75, "rules": ("own",), "sentence": Bounds(0, len(text.split(MORE)[0])), **more,
    }  # fmt: skip
    name = hashlib.sha256(f"{text}{at.start}{kind}".encode()).hexdigest()[:16]
    return Event(id=name, event=kind, trigger=at, quad=quad, score=score, cameo=cameo, **values)


def story(text, title, agency, link=None, published=None):
    return Story(text=text, date=DAY, title=title, agency=agency, paragraphs=(trimmed(text, 0, len(text)),),
                 publication=Publication(link=link, published=published), source_id=f"own-{title[:3]}")  # fmt: skip


def coding(given, events, statements=()):
    header = Header(byline=(), dateline=(), agency=given.agency, crossheads=(), credits={}, language="en",
                    source_id=given.source_id)  # fmt: skip
    return Coding(id=given.id, date=str(given.date), title=given.title, story=header, events=tuple(events), times=(),
                  statements=tuple(statements), places=tuple(e.where for e in events if e.where), offices=(), actors=(),
                  versions=VERSIONS)  # fmt: skip


def attack(dead, more, title, agency, **told):
    text = ATTACK.format(dead) + more
    given = story(text, title, agency, **told)
    deed = event(
        text, "shot", "ASSAULT", "190", 4, -9.0, mode=("firearms",), context=("terrorism", "crime"),
        actor=(party(text, BAND, BAND, "AFG", ("REB",)),),
        recipient=(party(text, "market traders", 'traders\nof the "old" market', "AFG", ("CVL", "BUS")),),
        where=place(text, "Kabul", KABUL), size=Size(dead=dead), confidence=0.5 + dead / 100,
    )  # fmt: skip
    return given, coding(given, [deed])


def meeting():
    text = "In Beijing, Sergey Lavrov and Wang Yi met UN and EU envoys, Tass said. Wang called it useful." + MORE
    given = story(text, "Talks in Beijing", "Xinhua", "https://news.example/a b?c=1&d=2", "2024-03-04T23:30:00+08:00")
    lavrov = party(text, "Sergey Lavrov", "Sergey Lavrov", "RUS", ("GOV",), office="foreign minister", entity="Q58217")
    wang = party(text, "Wang Yi", "Wang Yi", "CHN", ("GOV", "ELI"), office="foreign minister", entity="Q16501")
    tass = party(text, "Tass", "Tass", "RUS", ("JRN",))
    where = place(text, "Beijing", BEIJING)
    met = event(text, "met", "CONSULT", "04", 1, 2.5, actor=(lavrov, wang), where=where, speaker=tass)
    envoys = event(
        text, "envoys", "CONSULT", "046", 1, 4.0, mode=("multilateral",), actor=(lavrov,), where=where,
        recipient=(party(text, "UN", "United Nations", "UNO"), party(text, "EU", "European Union", "EUR")),
        when=When(from_="2024-03-05", to="2024-03-07", basis="stated"),
    )  # fmt: skip
    said = Statement(
        content=span(text, "it useful"),
        cue=span(text, "called"),
        source=wang,
        speaker="Wang Yi",
        kind="mixed",
        id="s1",
        stance="opinion",
    )
    return given, coding(given, [met, envoys], [said])


def other_acts():
    text = "Romania did not expel Chad's envoy, will send Mali aid, and in 1950 left Kabul; it may strike Peru." + MORE
    given = story(text, "Other acts", "AFP")
    romania = (party(text, "Romania", "Romania", "ROU"),)
    acts = (
        ("expel", "SANCTION", "166", 4, -5.5, "Chad", "TCD", "negated", False),
        ("send", "AGREE", "033", 1, 2.5, "Mali", "MLI", "planned", False),
        ("left", "RETREAT", "0872", 2, 8.0, "Kabul", "AFG", "actual", True),
        ("strike", "PROTEST", "143", 4, -5.0, "Peru", "PER", "planned", False),
    )
    made = [
        event(text, trigger, kind, cameo, quad, score, actor=romania, recipient=(party(text, whom, whom, country),),
              status=status, historical=old, when=None)
        for trigger, kind, cameo, quad, score, whom, country, status, old in acts
    ]  # fmt: skip
    return given, coding(given, made)


def told():
    """Stories and their codings: two reports of an attack, a meeting, and acts that are planned, denied and old."""
    return [
        attack(12, MORE, "Dozen shot", "Reuters", link="https://news.example/1", published="2024-03-04T06:00:00Z"),
        attack(14, " The governor promised to find whoever did it; schools will be closed.", "Traders die", "AP"),
        meeting(),
        other_acts(),
    ]  # fmt: skip


def filled(name, entries):
    """A record at `name` with these stories."""
    engine = open_store(str(name), create=True)
    codings = {given.id: made for given, made in entries}
    desk = Desk(engine, lambda: "2024-06-01T00:00:00Z", thresholds=load_thresholds())
    code = Coder("p1", lambda stories: (codings[s.id] for s in stories))
    ingest(desk, [given for given, _ in entries], lambda: code)
    return engine


def changed(given, **values):
    return msgspec.structs.replace(given, **values)
