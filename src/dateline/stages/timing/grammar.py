"""Compiling the grammar: classes of words become single characters, rules become regular expressions over them.

A paragraph is turned into a string with one character a piece, so a rule is short, bounded and quick, and no rule
ever sees the text itself.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.resources import DATA, DataError, data_files, load
from dateline.stages.timing.pieces import KINDS, MARKS, Form, Known, Lexicon, Senses, word_senses, words_of
from dateline.stages.timing.schema import Cue, Entry, Era, Holiday, Modifier, Rule, TimesFile, Words

FOLDER = "lexicon/en/times"
BREAK = "\ue000"
"""The code of a piece that no rule names."""
PLAIN_SENSES = ("CAP", "LOWER", "PLURAL", "OWN", "STOP", "MARK", *sorted(set(MARKS.values())))


class Pattern(NamedTuple):
    """A rule ready to run: the expression over codes, and for each named group the classes it may hold."""

    rule: Rule
    regex: re.Pattern[str]
    groups: Mapping[str, tuple[str, ...]]


class Edge(NamedTuple):
    """A modifier ready to run, anchored at its end."""

    modifier: Modifier
    regex: re.Pattern[str]


class Tenses(NamedTuple):
    """Cue words by tense; near: only directly before the expression."""

    words: Mapping[str, str]
    near: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]


class TimeGrammar(NamedTuple):
    """Everything that finding times needs; built once by load_times(), never changed."""

    lexicon: Lexicon
    codes: Mapping[frozenset[str], str]
    patterns: tuple[Pattern, ...]
    edges: tuple[Edge, ...]
    tenses: Tenses
    holidays: Mapping[str, Holiday]
    eras: Mapping[str, Era]
    trigger: re.Pattern[str]
    """Some code that can be the heart of an expression: a paragraph without one needs no rule."""
    entries: TimesFile
    """The data as read, for tests and explanations."""

    def code(self, senses: Senses) -> str:
        """The character that stands for a piece with these senses."""
        return self.codes.get(frozenset(senses), BREAK)


def read_entries() -> TimesFile:
    """All files of the folder as one; raises DataError where two entries share an id."""
    files = [load(path, TimesFile) for path in data_files(FOLDER)]
    if not files:
        raise DataError(f"{DATA / FOLDER}: no data files")
    whole = TimesFile(
        words=[e for f in files for e in f.words],
        rules=[e for f in files for e in f.rules],
        modifiers=[e for f in files for e in f.modifiers],
        cues=[e for f in files for e in f.cues],
        holidays=[e for f in files for e in f.holidays],
        eras=[e for f in files for e in f.eras],
    )
    ids = [e.id for e in all_entries(whole)]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise DataError(f"{DATA / FOLDER}: ids used twice: {', '.join(twice)}")
    return whole


def all_entries(whole: TimesFile) -> list[Entry]:
    """Every entry of every kind."""
    return [*whole.words, *whole.rules, *whole.modifiers, *whole.cues, *whole.holidays, *whole.eras]


def build(entries: TimesFile) -> TimeGrammar:
    """The grammar of these entries; raises DataError for a pattern that names an unknown class."""
    literals = _literals(entries)
    lexicon = _lexicon(entries, literals)
    codes = _codes(lexicon)
    patterns = [_compile(rule, text, codes) for rule in entries.rules for text in rule.patterns]
    edges = [
        Edge(m, re.compile(f"(?:{_expression(t, codes, m.id)[0]})$")) for m in entries.modifiers for t in m.patterns
    ]
    hearts = {c for w in entries.words if w.id.startswith("heart-") for c in [w.class_]}
    hearts |= {"YEAR", "OLDYEAR", "DECADE", "CLOCK", "ISO", "SLASHED", "HOLIDAY", "ERA", "YEARWORD", "MILITARY"}
    trigger = re.compile(f"[{_chars(hearts, codes)}]")
    return TimeGrammar(
        lexicon,
        codes,
        tuple(patterns),
        tuple(edges),
        _tenses(entries.cues),
        {h.id: h for h in entries.holidays},
        {e.id: e for e in entries.eras},
        trigger,
        entries,
    )


def _items(pattern: str) -> list[tuple[str, str, str]]:
    """(name, alternatives, '?' or '') of each item; brackets and the bar come as they stand."""
    found = []
    for item in pattern.split():
        if item in ("(", ")", ")?", "|"):
            found.append((item, "", ""))
            continue
        optional = "?" if item.endswith("?") else ""
        name, _, body = item.removesuffix("?").rpartition(":")
        found.append((name or (body.lower() if body.isupper() and "|" not in body else ""), body, optional))
    return found


def _literals(entries: TimesFile) -> set[str]:
    texts = [t for r in entries.rules for t in (*r.patterns, r.before, r.not_before, r.after, r.not_after)]
    texts += [t for m in entries.modifiers for t in m.patterns]
    words = {w for t in texts for _, body, _ in _items(t) for w in body.split("|")}
    return {w for w in words if w and not w.isupper()}


def _lexicon(entries: TimesFile, literals: set[str]) -> Lexicon:
    written = [(w.class_, value, form) for w in entries.words for value, forms in w.forms.items() for form in forms]
    written += [("NUM", value, form) for cls, value, form in written if cls == "NUMWORD"]
    written += [("HOLIDAY", h.id, name) for h in entries.holidays for name in h.names]
    written += [("ERA", e.id, name) for e in entries.eras for name in e.names]
    written += [(word, word, word) for word in literals]
    dotted = frozenset(word.lower() for _, _, form in written for word in form.split() if word.endswith("."))
    senses: dict[tuple[str, ...], dict[bool, dict[str, str]]] = {}
    for class_, value, form in written:
        words = tuple(p.text.lower().replace("’", "'") for p in words_of(form, 0, len(form), dotted))
        senses.setdefault(words, {True: {}, False: {}})[form != form.lower()][class_] = value
    return Lexicon({first: _known(first, senses) for first in {words[0] for words in senses}}, dotted)


def _known(first: str, senses: Mapping[tuple[str, ...], Mapping[bool, Senses]]) -> Known:
    """What a first word can be; a form with a capital adds to what the word is without one."""
    phrases = []
    for words, by_case in senses.items():
        if words[0] == first and len(words) > 1:
            phrases += [
                Form(words[1:], cased, {**by_case[False], **by_case[cased]})
                for cased in (True, False)
                if by_case[cased]
            ]
    phrases.sort(key=lambda f: (-len(f.rest), f.rest, not f.cased))
    own = senses.get((first,))
    if own is None:
        return Known(tuple(phrases), {}, {})
    lower = {**word_senses(first), **own[False]} if own[False] else {}
    return Known(tuple(phrases), lower, {**word_senses(first.upper()), **own[False], **own[True]})


def _codes(lexicon: Lexicon) -> dict[frozenset[str], str]:
    """A private character for every set of classes that a piece can have."""
    sets = {frozenset(k) for k in KINDS.values()} | {frozenset([s]) for s in PLAIN_SENSES}
    sets |= {frozenset(["NUM", "YEARWORD"]), frozenset(["NUM"])}
    for known in lexicon.known.values():
        sets |= {frozenset(s) for s in (known.lower, known.capital, *(f.senses for f in known.phrases))}
    return {s: chr(0xE001 + i) for i, s in enumerate(sorted(filter(None, sets), key=sorted))}


def _chars(classes: Iterable[str], codes: Mapping[frozenset[str], str]) -> str:
    wanted = set(classes)
    return "".join(char for senses, char in codes.items() if senses & wanted)


def _expression(
    pattern: str, codes: Mapping[frozenset[str], str], where: str
) -> tuple[str, dict[str, tuple[str, ...]]]:
    """A pattern as a regular expression over codes, and the classes of its named groups."""
    parts: list[str] = []
    groups: dict[str, tuple[str, ...]] = {}
    for name, body, optional in _items(pattern):
        if not body:
            parts.append("(?:" if name == "(" else name)
            continue
        classes = tuple(body.split("|"))
        chars = _chars(classes, codes)
        missing = [c for c in classes if not _chars([c], codes)]
        if missing:
            raise DataError(f"{where}: no word or class named {', '.join(missing)}")
        name = "" if name in groups else name
        parts.append((f"(?P<{name}>[{chars}])" if name else f"[{chars}]") + optional)
        groups |= {name: classes} if name else {}
    return "".join(parts), groups


def _compile(rule: Rule, text: str, codes: Mapping[frozenset[str], str]) -> Pattern:
    body, groups = _expression(text, codes, rule.id)
    looks = [
        ("(?<=[{}])", rule.before),
        ("(?<![{}])", rule.not_before),
        ("(?=[{}])", rule.after),
        ("(?![{}])", rule.not_after),
    ]
    around = [form.format(_chars(names.split("|"), codes)) if names else "" for form, names in looks]
    return Pattern(rule, re.compile(around[0] + around[1] + body + around[2] + around[3]), groups)


def _tenses(cues: Iterable[Cue]) -> Tenses:
    far = {w: c.tense for c in cues if not c.near for w in c.words}
    near = {w: c.tense for c in cues if c.near for w in c.words}
    return Tenses(far, near, tuple((e, c.tense) for c in cues for e in c.endings))


__all__ = ["BREAK", "TimeGrammar", "Words", "build", "read_entries"]
