"""The shape of data/knowledge/: states/XXX.yaml (one state a file) and organisations/*.yaml (lists of organisations).

Dates are text of day, month or year precision: 2024-05-14, 2024-05 or 2024; both ends belong to the time; a missing
`to` means: still so when the table was last checked; a missing `from`: since before 2015.
"""

import msgspec

from dateline.resources import DATA, data_files, load


class Holder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who holds an office for a time."""

    name: str
    """As English-language wires write it in full: Vladimir Putin, Xi Jinping, Narendra Modi."""
    aliases: list[str] = []
    """Other full forms and spellings, and a short form other than the family name (Lula, MBS)."""
    family: str | None = None
    """The name used on second mention, where it is not the last word of `name`: Xi, Kim."""
    gender: str | None = None
    """m or f; left out where not known for sure."""
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    acting: bool = False
    abroad: list[str] = []
    """Codes of other states in which the same person held office: otherwise a namesake there is somebody else."""
    wikidata: str | None = None
    source: str = "general"
    """general: widely published and known for sure; else what it was taken from or checked against."""


class Gap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time for which nobody is listed, and why: the office was vacant, or its holder is not known for sure."""

    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    note: str


class Without(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time in which a state has no such office of its own: the president heads the government himself."""

    rank: str
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    note: str


class OfficeSeries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office and who held it, in order of time."""

    office: str
    """Its usual English name, lower case but for proper names: president, foreign minister."""
    titles: list[str] = []
    """How texts write it before or after a name, other than `office`: Foreign Secretary, Secretary of State."""
    rank: str = "other"
    """head_of_state, head_of_government, foreign, defence, interior, head (of an organisation), other."""
    sector: list[str] = msgspec.field(default_factory=lambda: ["GOV"])
    single: bool = True
    """Whether one person at a time holds it."""
    note: str | None = None
    """What a reader of the list should know: why two hold it at once."""
    gaps: list[Gap] = []
    """Times for which no holder is listed, each with the reason."""
    holders: list[Holder] = []


class Former(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A predecessor state or a former name that texts still use: the Soviet Union, Burma, Zaire."""

    name: str
    aliases: list[str] = []
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state, or an entity that PLOVER keeps apart (Kosovo, Palestine, Hong Kong, Taiwan)."""

    code: str
    """ISO 3166 alpha-3, or PLOVER's exception (KOS)."""
    name: str
    official: str | None = None
    aliases: list[str] = []
    """Other names and abbreviations, as written: U.S., US, UAE, PRC."""
    demonyms: list[str] = []
    """Adjectives and names of people: Russian, Russians, Briton, Britons, British."""
    peoples: list[str] = []
    """Peoples and communities who live in this state above all, adjectives and plurals: Rohingya, Chechen, Chechens."""
    capital: str | None = None
    metonyms: list[str] = []
    """Seats of power and capitals that stand for the government: Kremlin, Moscow, Elysee, Downing Street."""
    cow: str | None = None
    cow_number: int | None = None
    wikidata: str | None = None
    geonameid: int | None = None
    former: list[Former] = []
    regions: list[str] = []
    """Well-known regions, provinces and disputed parts that news names, in this state's sovereignty."""
    disputed: list[str] = []
    """Parts and entities under this state's sovereignty that PLOVER marks PRE: Abkhazia, Somaliland."""
    blocs: list[str] = []
    """Memberships that texts use as sets: EU, NATO, G7, BRICS, ASEAN, AU, Arab League, GCC, P5, OPEC."""
    without: list[Without] = []
    """Ranks that the state has no office for, and when."""
    offices: list[OfficeSeries] = []


class Organisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An organisation: IGO, party, armed group, security service, company, medium, NGO, court, state body."""

    id: str
    """Stable, lower case with hyphens: hezbollah, world-bank."""
    name: str
    aliases: list[str] = []
    acronyms: list[str] = []
    country: str = ""
    """ISO 3166 alpha-3 or IGO UNO EUR NGO ISM IMG MNC."""
    sector: list[str] = []
    """PLOVER sectors, main one first."""
    conflict: str | None = None
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    wikidata: str | None = None
    source: str = "general"
    offices: list[OfficeSeries] = []


class Knowledge(msgspec.Struct, frozen=True):
    """All tables."""

    states: tuple[State, ...]
    organisations: tuple[Organisation, ...]


def load_knowledge() -> Knowledge:
    """Read data/knowledge/; raises DataError with the file's name and the place of the fault."""
    states = tuple(load(path, State) for path in data_files("knowledge/states"))
    organisations = tuple(o for path in data_files("knowledge/organisations") for o in load(path, list[Organisation]))
    return Knowledge(states, organisations)


__all__ = ["DATA", "Former", "Holder", "Knowledge", "OfficeSeries", "Organisation", "State", "load_knowledge"]
