"""The compiled lexicon: patterns by predicate, the most specific first."""

import msgspec

from dateline.frames import Words
from dateline.lexicon.entries import Classes, Entry, load_classes, load_entries
from dateline.lexicon.patterns import Pattern, PatternError, Vocabulary, compile_pattern
from dateline.resources import code_fingerprint, fingerprint, kept


class Candidate(msgspec.Struct, frozen=True):
    """A pattern and the entry that it belongs to."""

    pattern: Pattern
    entry: Entry


class Lexicon(msgspec.Struct, frozen=True):
    """Everything that the deeds stage needs; `by_predicate` is keyed by part of speech and lemma."""

    entries: dict[str, Entry]
    by_predicate: dict[tuple[str, str], tuple[Candidate, ...]]
    words: Words
    quantities: frozenset[str]
    swallowing: frozenset[str]
    alone: frozenset[str]
    appealing: frozenset[str]


def load_lexicon(variants: dict[str, str]) -> Lexicon:
    """Load and compile data/lexicon/en. Raises PatternError naming entry and pattern."""
    entries, classes = load_entries(), load_classes()
    made_from = fingerprint("lexicon"), code_fingerprint("lexicon")
    patterns = kept(list[list[Pattern]], lambda: _patterns(entries, _vocabulary(classes, variants)), *made_from)
    return _assembled(entries, patterns, classes, _vocabulary(classes, variants))


def compile_lexicon(entries: tuple[Entry, ...], classes: Classes, variants: dict[str, str]) -> Lexicon:
    """Compile entries; candidates of one predicate stand by weight, then by id, so that order of files is nothing."""
    vocabulary = _vocabulary(classes, variants)
    return _assembled(entries, _patterns(entries, vocabulary), classes, vocabulary)


def _vocabulary(classes: Classes, variants: dict[str, str]) -> Vocabulary:
    return Vocabulary(classes.classes, variants, frozenset(classes.prepositions))


def _patterns(entries: tuple[Entry, ...], vocabulary: Vocabulary) -> list[list[Pattern]]:
    """The compiled patterns of each entry."""
    return [[_compiled(entry, source, vocabulary) for source in entry.pattern] for entry in entries]


def _assembled(
    entries: tuple[Entry, ...], patterns: list[list[Pattern]], classes: Classes, vocabulary: Vocabulary
) -> Lexicon:
    table: dict[tuple[str, str], list[Candidate]] = {}
    for entry, compiled in zip(entries, patterns, strict=True):
        for pattern in compiled:
            for lemma in pattern.lemmas:
                table.setdefault((pattern.pos, lemma), []).append(Candidate(pattern, entry))
    ordered = {key: tuple(sorted(found, key=lambda c: (-c.pattern.weight, c.entry.id))) for key, found in table.items()}
    return Lexicon(
        {e.id: e for e in entries},
        ordered,
        Words(_lemmas(ordered, "n"), _lemmas(ordered, "a"), frozenset(classes.light)),
        vocabulary.expand("@quantity"),
        frozenset(classes.swallowing),
        frozenset(classes.alone),
        vocabulary.expand("|".join(classes.appealing)) if classes.appealing else frozenset(),
    )


def _compiled(entry: Entry, source: str, vocabulary: Vocabulary) -> Pattern:
    try:
        return compile_pattern(source, vocabulary)
    except PatternError as error:
        raise PatternError(f"lexicon entry {entry.id}: {error}") from error


def _lemmas(table: dict[tuple[str, str], tuple[Candidate, ...]], pos: str) -> frozenset[str]:
    return frozenset(lemma for kind, lemma in table if kind == pos)
