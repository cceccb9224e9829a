"""Everything that one story says, in the form of the contract (shared/reference/coding.schema.json).

The JSON of `Coding` is these structs as they stand: a field added here is a field of the output.
"""

import msgspec

from dateline.story import Publication


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, a recipient or a source, with its words. `country` is ISO 3166 alpha-3 or a PLOVER group."""

    text: str
    start: int
    end: int
    name: str
    country: str
    sector: tuple[str, ...]
    office: str | None = None
    entity: str | None = None


class Trigger(msgspec.Struct, frozen=True):
    """A bare span: text[start:end] of the story."""

    text: str
    start: int
    end: int


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days [from, to] of an event, both inclusive; an open end is null. `basis`: stated, inherited, publication."""

    from_: str | None = msgspec.field(name="from")
    to: str | None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    basis: str


class Considered(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the same name that a toponym might have meant."""

    name: str
    country: str | None
    admin1: str | None
    geonameid: int | None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym and what it resolves to: coordinates in degrees (WGS 84), GeoNames id."""

    text: str
    start: int
    end: int
    name: str
    country: str | None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    considered: tuple[Considered, ...] = ()
    """The likeliest other places of the name, for what the text says of it."""


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: TIMEX3 type and value, and the days [from, to] that it covers, both inclusive."""

    text: str
    start: int
    end: int
    type: str
    value: str
    from_: str | None = msgspec.field(name="from")
    to: str | None


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """Who the text says holds which office; the span covers title and name."""

    text: str
    start: int
    end: int
    person: str
    office: str
    country: str


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Something said: content, cue and source as spans, `speaker` as the real-world entity.

    `stance`: how the cue stands to the content: neutral, certain, doubtful, denial, promise, accusation, opinion,
    question, hope. `within`: the id of the statement that reports this one. `event`: the id of the event that saying
    it is (praised, condemned, vowed).
    """

    content: Trigger
    cue: Trigger | None
    source: Party | None
    speaker: str | None
    kind: str
    id: str = ""
    stance: str = "neutral"
    within: str | None = None
    event: str | None = None


class ActorChain(msgspec.Struct, frozen=True, kw_only=True):
    """One entity of the story with all its mentions."""

    name: str
    country: str
    sector: tuple[str, ...]
    entity: str | None
    mentions: tuple[Trigger, ...]


class Size(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts that the text states for an event."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    crowd: int | None = None


class Bounds(msgspec.Struct, frozen=True):
    """Where a sentence begins and ends."""

    start: int
    end: int


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A coded deed. `rules` names the entries and models that made it."""

    id: str
    event: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    status: str
    historical: bool
    trigger: Trigger
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    when: When | None
    where: Place | None
    speaker: Party | None
    quad: int
    score: float
    cameo: str
    size: Size
    confidence: float
    rules: tuple[str, ...]
    sentence: Bounds
    statement: str | None = None
    """The id of the innermost statement that tells of it."""
    chain: tuple[str, ...] = ()
    """Who says so, from the one who tells it to the one who reports that: the speaker first."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around the running text."""

    byline: tuple[str, ...]
    dateline: tuple[str, ...]
    agency: str | None
    crossheads: tuple[str, ...]
    credits: dict[str, tuple[str, ...]]
    language: str | None
    source_id: str | None
    publication: Publication | msgspec.UnsetType = msgspec.UNSET
    """What the story's format tells beyond its text, where it tells anything."""


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """What one story says."""

    id: str
    date: str | None
    title: str | None
    text: str | msgspec.UnsetType = msgspec.UNSET
    story: Header
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    offices: tuple[Office, ...]
    actors: tuple[ActorChain, ...]
    versions: dict[str, str]
