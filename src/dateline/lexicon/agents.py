"""The nouns, titles and modifiers that tell who people are: data/lexicon/en/agents/*.yaml, and their compiled form."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

import msgspec

from dateline.knowledge.folding import fold, words_of
from dateline.resources import DATA, data_files, load

Refers = Literal["state", "person", "org", "place", "any"]


class Agent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun for people or bodies. `words` are singular; in "riot police" the last word is the head."""

    id: str
    words: list[str]
    sector: list[str] = []
    """PLOVER sectors, main one first."""
    country: str = ""
    """PLOVER group code where the noun tells one (a world body: IGO)."""
    collective: bool = False
    """Whether the singular means many: army, crowd, government."""
    neutral: bool = False
    """Whether a modifier or an organisation gives the sector: official, spokesman, chief."""
    state_body: bool = False
    """Whether there is one a state, so that "the government" without a country means the story's own."""
    title: bool = False
    """Whether it may stand before a name: Foreign Minister Sergei Lavrov."""
    rank: list[str] = []
    """Ranks of knowledge offices that the noun alone may mean: the president -> head_of_state."""
    plural_only: bool = False
    """Whether only the plural means people: forces."""
    relational: bool = False
    """Whether a possessor does not share the country: its allies, Russia's rivals."""
    anonymous: bool = False
    """Whether wires leave those so called without a name: an official, an analyst."""
    gender: str | None = None
    needs: list[str] = []
    """Where given, one of these words must modify the noun: a bank only where it is a central, commercial … one."""
    never: list[str] = []
    """Modifiers with which the noun is nobody: a rear guard, a party leader's guard rail."""
    yes: list[str]
    """Sentences of ours with a mention that this entry makes."""
    no: list[str] = []
    """Sentences with the word (or nearly) in which it makes none."""


class Modifier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word before a noun that changes whose it is: rebel, opposition, former, riot."""

    id: str
    words: list[str]
    sector: list[str] = []
    over: Literal["neutral", "all", "add"] = "neutral"
    """Replaces the sector of neutral nouns only, of all nouns, or is added behind (OPP)."""
    country: str = ""
    yes: list[str]
    no: list[str] = []


class Anaphor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun that takes up something named before: the pair, both countries, his counterpart, the bloc."""

    id: str
    words: list[str]
    refers: Refers
    number: int = 1
    """1: one thing; 2: exactly two; 0: two or more, as a number word says or as stand together."""
    sector: list[str] = []
    """What it takes up must have one of these sectors, where given."""
    country: list[str] = []
    """What it takes up must have one of these countries or groups, where given."""
    other: bool = False
    """Whether it names the other one: his counterpart."""
    office: bool = False
    """Whether it takes up holders of office only."""
    named: bool = False
    """Whether the noun must stand in the name of what it takes up: the ministry, the council."""
    bare: bool = False
    """Whether it stands without the, this or both: the noun alone takes up (counterpart)."""
    yes: list[str]
    """Sentences of ours, the taken-up names after "=>", by semicolons."""
    no: list[str] = []


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/agents/words.yaml: small closed classes that this stage reads."""

    former: list[str]
    """Modifiers that put a holder of office among former officials."""
    future: list[str]
    """Modifiers of who will hold an office: her elected successor."""
    opposed: list[str]
    """Modifiers of sides that make them those of the story's conflict: the warring sides."""
    city_heads: list[str]
    """Nouns after a capital's name that make it the town: Moscow suburb."""
    place_prepositions: list[str]
    arrivals: list[str]
    """Verbs whose object or aim is a place."""
    organisation_heads: dict[str, list[str]]
    """Last word of a name in capitals -> sectors: Ministry, Bank, Front."""
    honorifics: dict[str, str]
    """Mr -> m, Mrs -> f, Dr -> ""."""
    styles: dict[str, str]
    """Honorifics that tell a sector: Father -> REL."""
    quotes: list[str]
    """Marks around a nickname inside a name."""
    leanings: list[str]
    """Words before a hyphen and a nationality that say whose side somebody is on, not whose they are: pro-Russian."""
    telling: dict[str, list[str]]
    """Sector -> words inside a body's name that tell it where the last word is a generic one: Police Service."""
    generic_heads: list[str]
    """Last words of bodies' names that leave the sector to the words before them."""
    link_prepositions: list[str]
    """Between a title and what it governs: minister of, spokesman for, ambassador to."""
    particles: list[str]
    """Small words inside names: de, van, bin, al."""
    speech: list[str]
    """Verbs of saying, whose subject is a person or body that speaks."""
    title_fillers: list[str]
    """Words before a title that are no part of the office: newly appointed defence minister."""
    no_office: list[str]
    """Sectors whose titles are jobs rather than offices."""
    settlements: list[str]
    """Nouns whose "of" is followed by a town: the outskirts of Kyiv."""
    numbers: dict[str, int]
    """Number words before a noun that takes up several."""
    domestic: list[str]
    """Modifiers that make people the story's own country's: federal troops."""
    quantities: list[str]
    """Words before a noun that count it and are no part of a group's name: several, dozen, more."""
    not_incumbent: list[str]
    """Modifiers of a title that its present holder does not bear: deputy, next, first woman."""
    wider: list[str]
    """Words before a state's name that make it a part of the world: Latin America."""
    halves: dict[str, str]
    """Short names for the states of a divided country, which hold where a story names them all: the North."""
    suffixes: list[str]
    """Ends of personal names: Jr."""
    relations: dict[str, str]
    """Nouns for who holds, or held, the same office as their possessor -> same, next or former."""
    calendar: list[str]
    """Weekdays and months, which no name begins with behind a preposition."""
    definites: list[str]
    """Determiners that take up something named before."""


class Nationality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/nationality.yaml: whose people and bodies are when the text does not say."""

    institutions: frozenset[str]
    people: frozenset[str]
    foreign: frozenset[str]
    foreign_plurals: frozenset[str]
    locatives: frozenset[str]
    locating: frozenset[str]
    world_sectors: frozenset[str]
    weights: dict[str, int]


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/agents/given_names.yaml: first names and what they tell of gender."""

    m: list[str]
    f: list[str]
    either: list[str]


class Towns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/agents/towns.yaml: well-known towns that are no capital, by country."""

    towns: dict[str, list[str]]


class Agents(msgspec.Struct, frozen=True):
    """All compiled: heads and titles by last word, longest phrase first."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Agent], ...]]
    modifiers: dict[str, Modifier]
    anaphors: dict[str, tuple[tuple[tuple[str, ...], Anaphor], ...]]
    words: Words
    given: dict[str, str]
    """Folded first name -> m, f or ""."""
    towns: dict[str, str]
    """Folded town -> country."""
    entries: tuple[Agent, ...]
    inner: frozenset[str]
    """Words that entries ask for before a noun, as written: rights, ruling."""
    sets: dict[str, frozenset[str]]
    """Each word class of `words`, for quick membership."""
    nationality: Nationality

    def agent_at(self, lemmas: Sequence[str], i: int, first: int = 0) -> tuple[int, Agent] | None:
        """The longest phrase that ends at word i: its number of words and its entry."""
        for before, agent in self.heads.get(lemmas[i], ()):
            n = len(before)
            if i - n >= first and tuple(lemmas[i - n : i]) == before:
                return n + 1, agent
        return None

    def agents_at(self, lemmas: Sequence[str], i: int) -> list[tuple[int, Agent]]:
        """All entries of the longest phrase that ends at word i, with its number of words."""
        found = self.heads.get(lemmas[i], ())
        fit = [(len(b) + 1, a) for b, a in found if i >= len(b) and tuple(lemmas[i - len(b) : i]) == b]
        return [f for f in fit if f[0] == fit[0][0]]

    def anaphors_at(self, lemmas: Sequence[str], i: int) -> list[tuple[int, Anaphor]]:
        """The same for nouns that take up something named before: all entries, the longest phrase first."""
        found = self.anaphors.get(lemmas[i], ())
        return [(len(b) + 1, a) for b, a in found if i >= len(b) and tuple(lemmas[i - len(b) : i]) == b]


def load_agents(variants: dict[str, str]) -> Agents:
    """Load and compile; `variants` is the spelling table that the reading's lemmas have passed."""
    folder = DATA / "lexicon/en/agents"
    entries = tuple(a for path in data_files("lexicon/en/agents/nouns") for a in load(path, list[Agent]))
    modifiers = load(folder / "modifiers.yaml", list[Modifier])
    anaphors = load(folder / "anaphors.yaml", list[Anaphor])
    words, given = load(folder / "words.yaml", Words), load(folder / "given_names.yaml", Given)
    towns = load(folder / "towns.yaml", Towns).towns
    return Agents(
        _by_head(((w, a) for a in entries for w in a.words), variants),
        {_spelt(w, variants): m for m in modifiers for w in m.words},
        _by_head(((w, a) for a in anaphors for w in a.words), variants),
        words, _genders(given), _by_town(towns), entries, _inner(entries, modifiers, variants), _sets(words),
        load(DATA / "lexicon/en/nationality.yaml", Nationality),
    )  # fmt: skip


_Entry = TypeVar("_Entry", Agent, Anaphor)
_Phrases = dict[str, tuple[tuple[tuple[str, ...], _Entry], ...]]


def _by_head(pairs: Iterable[tuple[str, _Entry]], variants: dict[str, str]) -> _Phrases[_Entry]:
    """Phrases by last word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], _Entry]]] = {}
    for phrase, entry in pairs:
        for form in dict.fromkeys((phrase, phrase.replace("-", " - "))):
            *before, head = (_spelt(word, variants) for word in form.replace("'s", " 's").split())
            table.setdefault(head, []).append((tuple(before), entry))
    return {head: tuple(sorted(found, key=lambda f: (-len(f[0]), f[1].id))) for head, found in table.items()}


def _spelt(word: str, variants: dict[str, str]) -> str:
    return variants.get(word.lower(), word.lower())


def _genders(given: Given) -> dict[str, str]:
    table = {fold(name): "" for name in given.either}
    table.update({fold(name): "f" for name in given.f})
    table.update({fold(name): "m" for name in given.m if fold(name) not in table})
    return table


def _inner(entries: tuple[Agent, ...], modifiers: list[Modifier], variants: dict[str, str]) -> frozenset[str]:
    phrases = (p for a in entries for p in (*a.words, *a.needs, *a.never))
    found = {w for p in phrases for w in p.split()} | {w for m in modifiers for w in m.words}
    return frozenset(_spelt(w, variants) for w in found)


def _by_town(towns: dict[str, list[str]]) -> dict[str, str]:
    return {"".join(words_of(town)): code for code, names in towns.items() for town in names}


def _sets(words: Words) -> dict[str, frozenset[str]]:
    fields = {name: getattr(words, name) for name in words.__struct_fields__}
    return {name: frozenset(value) for name, value in fields.items()}
