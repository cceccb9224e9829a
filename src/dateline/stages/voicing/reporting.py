"""The reporting lexicon: words that attribute, how they stand to what is said, and what can be said with them."""

from typing import Literal

import msgspec

from dateline.reading import Reading, Token
from dateline.resources import DATA, data_files, load
from dateline.voices import Stance

FOLDER = "lexicon/en/reporting"

Pos = Literal["verb", "noun", "adjective"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reporting word or phrase.

    `words`: lemmas, the head first (point out, make clear); the id with spaces for hyphens where it is not given.
    `takes` and `wide`: what can be its content: quote, clause, infinitive, gerund, object, small (object and
    complement), scene (somebody doing something), or a preposition (of, about, for …). `takes` always attributes;
    `wide` only where attitudes and acts are asked for as well, or where a part of the content is quoted.
    `addressee`: the object is who is told.
    `also`: further lemmas that parsers give the word.
    """

    id: str
    words: str = ""
    stance: Stance | None = None
    takes: tuple[str, ...] | None = None
    wide: tuple[str, ...] | None = None
    addressee: bool | None = None
    also: tuple[str, ...] = ()
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of data/lexicon/en/reporting: entries of one part of speech, and what they share by default."""

    about: str
    pos: Pos
    stance: Stance = "neutral"
    takes: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    addressee: bool = False
    entries: tuple[Entry, ...]


class Word(msgspec.Struct, frozen=True):
    """An entry ready to match, with the group's defaults filled in. `rest`: the lemmas that must follow the head."""

    id: str
    head: str
    rest: tuple[str, ...]
    stance: Stance
    takes: frozenset[str]
    wide: frozenset[str]
    addressee: bool
    small: "Connectives"


class Connectives(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/voicing.yaml: small words that voices need, each list with its meaning in the file."""

    carriers: frozenset[str]
    light: frozenset[str]
    by: frozenset[str]
    empty: frozenset[str]
    as_said: frozenset[str]
    according: dict[str, str]
    complements: frozenset[str]
    said_of: frozenset[str]
    openers: frozenset[str]
    asides: frozenset[str]
    own: frozenset[str]
    speakers: frozenset[str]
    persons: frozenset[str]
    nobody: frozenset[str]
    unsaid: frozenset[str]
    anonymity: frozenset[str]
    echoing: frozenset[str]


class Reporting(msgspec.Struct, frozen=True):
    """The lexicon by part of speech and head lemma, longest entries first, and the small words."""

    verb: dict[str, tuple[Word, ...]]
    noun: dict[str, tuple[Word, ...]]
    adjective: dict[str, tuple[Word, ...]]
    small: Connectives

    def of(self, reading: Reading, token: Token) -> tuple[Word, tuple[int, ...]] | None:
        """The longest entry whose head is this token, with the tokens of its further words; None where none is."""
        for word in self._words(token):
            found = _rest(reading, token, word.rest)
            if found is not None:
                return word, found
        return None

    def _words(self, token: Token) -> tuple[Word, ...]:
        """Entries with this head; a past participle may be an adjective too (is convinced, are worried)."""
        held = token.tag == "VBN" and token.dep in ("acomp", "oprd", "ROOT", "relcl", "ccomp")
        if held and token.lower in self.adjective:
            return (*self.adjective[token.lower], *self.verb.get(token.lemma, ()))
        table = {"VERB": self.verb, "AUX": self.verb, "NOUN": self.noun, "ADJ": self.adjective}.get(token.pos, {})
        return table.get(token.lemma, ())


def load_reporting() -> Reporting:
    """Read and check data/lexicon/en/reporting; raises DataError where a file does not hold what it must."""
    groups = [load(path, Group) for path in data_files(FOLDER)]
    small = load(DATA / "lexicon/en/voicing.yaml", Connectives)
    tables = {pos: _table([(g, e) for g in groups if g.pos == pos for e in g.entries], small)
              for pos in ("verb", "noun", "adjective")}  # fmt: skip
    return Reporting(tables["verb"], tables["noun"], tables["adjective"], small)


def _table(entries: list[tuple[Group, Entry]], small: Connectives) -> dict[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    for group, entry in entries:
        word = _word(group, entry, small)
        for head in (word.head, *entry.also):
            found.setdefault(head, []).append(word)
    return {head: tuple(sorted(words, key=lambda w: (-len(w.rest), w.id))) for head, words in found.items()}


def _word(group: Group, entry: Entry, small: Connectives) -> Word:
    head, *rest = (entry.words or entry.id.replace("-", " ")).split()
    return Word(entry.id, head, tuple(rest), entry.stance or group.stance,
                frozenset(group.takes if entry.takes is None else entry.takes),
                frozenset(group.wide if entry.wide is None else entry.wide),
                group.addressee if entry.addressee is None else entry.addressee, small)  # fmt: skip


def _rest(reading: Reading, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of the further words, in order, each at most three after the one before; None where one is missing."""
    found: list[int] = []
    at = token.i
    for word in words:
        near = range(at + 1, min(at + 4, len(reading.tokens)))
        hit = next((i for i in near if word in (reading.tokens[i].lemma, reading.tokens[i].lower)), None)
        if hit is None or reading.tokens[hit].sentence != token.sentence:
            return None
        found.append(hit)
        at = hit
    return tuple(found)
