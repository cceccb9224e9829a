"""The shape of data/lexicon/en/times/: word groups, rules, modifiers, cues of tense, holidays and eras.

Every entry carries an id, sentences that it must match (with the story's date and the expected reading), and may
carry sentences in which nothing may be found.
"""

import datetime

import msgspec


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence in a story of date `dct`, the words that must be found in it, and what they must mean."""

    text: str
    dct: datetime.date = datetime.date(2024, 5, 16)
    find: str
    type: str = "DATE"
    value: str
    from_: datetime.date | None = msgspec.field(name="from", default=None)
    to: datetime.date | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every kind of entry has. `never`: sentences in which nothing may be found."""

    id: str
    note: str = ""
    examples: list[Example] = []
    never: list[str] = []


class Words(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one class: value -> written forms, phrases too. A form with a capital is only matched by a capital."""

    class_: str = msgspec.field(name="class")
    forms: dict[str, list[str]]


class Rule(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern over words and classes, and the maker that gives it a meaning.

    Items of a pattern: `word`, `one|other`, `CLASS`, `name:CLASS|word`, each optionally with `?`; `( … )` and `( … )?`.
    `before`, `after` and their opposites name a word or class (or several with |) that must, or must not, be there.
    `scope`: story (not a TIMEX3), timex (TIMEX3 only, no use as a day of an event) or both.
    """

    patterns: list[str]
    make: str
    set_: dict[str, str] = msgspec.field(name="with", default={})
    before: str = ""
    not_before: str = ""
    after: str = ""
    not_after: str = ""
    scope: str = "both"


class Modifier(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words before an expression that belong to it. `mod`: START, MID, END (a third), BEFORE, AFTER, APPROX."""

    patterns: list[str]
    mod: str
    grains: list[str] = []
    """The grains that it goes with; all where none is named."""
    not_on: list[str] = []
    """Words that the expression must not begin with: over *two days*, but not over *the past two days*."""
    types: list[str] = msgspec.field(default_factory=lambda: ["DATE"])


class Cue(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell the tense of a clause: past or future. `near`: only directly before the expression."""

    tense: str
    words: list[str] = []
    endings: list[str] = []
    near: bool = False


class Holiday(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feast: month and day; nth weekday (0 Monday; nth -1 the last) of a month; days from Easter; or a table."""

    names: list[str]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None
    table: dict[str, datetime.date] = {}
    """Year -> first day, where no rule gives it."""
    days: int = 1
    source: str = "general"


class Era(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named stretch of history with the days usually given for it."""

    names: list[str]
    first: datetime.date = msgspec.field(name="from")
    last: datetime.date = msgspec.field(name="to")
    source: str = "general"


class TimesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of the folder; any of the lists may be left out."""

    words: list[Words] = []
    rules: list[Rule] = []
    modifiers: list[Modifier] = []
    cues: list[Cue] = []
    holidays: list[Holiday] = []
    eras: list[Era] = []
