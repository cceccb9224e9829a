"""Runs of tokens: the words of a source, of a cue, of a content, and the pieces that they make."""

from collections.abc import Iterable
from itertools import pairwise

from dateline.reading import Reading
from dateline.spans import cut
from dateline.voices import Piece

EDGES = frozenset({",", ";", ":", "-", "–", "—", "--", "―", ".", "("})
BESIDE = frozenset({"aux", "auxpass", "neg", "advmod"})


def piece(reading: Reading, first: int, last: int) -> Piece:
    """Tokens [first, last) as they stand."""
    return Piece(first, last, reading.span(first, last))


def stretch(reading: Reading, first: int, last: int, start: int, end: int) -> Piece:
    """Tokens [first, last) with the characters [start, end), where a mark is not a token of its own."""
    return Piece(first, last, cut(reading.text, start, end))


def pieces(reading: Reading, tokens: Iterable[int], keep: frozenset[int] = frozenset()) -> tuple[Piece, ...]:
    """The runs that these tokens make, punctuation at their edges taken off, except tokens in `keep` (quotations)."""
    runs: list[list[int]] = []
    for i in sorted(set(tokens)):
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    trimmed = (trim(reading, run, keep) for run in runs)
    return tuple(piece(reading, run[0], run[-1] + 1) for run in trimmed if run)


def trim(reading: Reading, run: list[int], keep: frozenset[int] = frozenset()) -> list[int]:
    """A run of tokens without punctuation and white space at its edges."""
    while run and run[0] not in keep and _edge(reading, run[0]):
        run = run[1:]
    while run and run[-1] not in keep and (_edge(reading, run[-1]) or _unopened(reading, run)):
        run = run[:-1]
    return run


def _unopened(reading: Reading, run: list[int]) -> bool:
    """Whether a run ends in a closing bracket that it does not open."""
    return reading.tokens[run[-1]].text == ")" and not any(reading.tokens[i].text.endswith("(") for i in run)


def _edge(reading: Reading, i: int) -> bool:
    return reading.tokens[i].text in EDGES or reading.tokens[i].text.isspace()


def filled(tokens: set[int], barred: set[int]) -> set[int]:
    """The tokens, and all between them where no token of a gap is barred (source or cue)."""
    order = sorted(tokens)
    gaps = (range(a + 1, b) for a, b in pairwise(order) if b > a + 1)
    return tokens.union(*(gap for gap in gaps if barred.isdisjoint(gap)))


def around(reading: Reading, i: int, tokens: Iterable[int]) -> list[int]:
    """The unbroken run of these tokens that holds token i."""
    inside = set(tokens) | {i}
    first = last = i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return list(range(first, last + 1))


def verb_group(reading: Reading, verb: int, carriers: frozenset[str]) -> tuple[int, int]:
    """Tokens [first, last): the verb, its auxiliaries, negation and adverbs directly before it, its particle after it.

    A carrying verb belongs to it as well: went on to say.
    """
    first = _leftmost(reading, verb)
    token = reading.tokens[verb]
    governor = reading.head(verb)
    near = 0 < first - governor.i <= 2
    if near and token.dep in ("xcomp", "advcl") and governor.lemma in carriers:
        first = verb_group(reading, governor.i, frozenset())[0]
    elif near and token.dep == "xcomp" and governor.pos == "ADJ" and carriers:
        copula = reading.head(governor.i)
        if copula.pos == "AUX" and copula.i < governor.i:
            first = verb_group(reading, copula.i, frozenset())[0]
    last = verb + 1
    if last < len(reading.tokens) and reading.tokens[last].dep == "prt" and reading.tokens[last].head == verb:
        last += 1
    return first, last


def _leftmost(reading: Reading, verb: int) -> int:
    beside = {t.i for t in reading.kids(verb, *BESIDE) if t.tag != "WRB"}
    first = verb
    while first - 1 in beside or (first > 1 and _within(reading, first - 1) and first - 2 in beside):
        first -= 1
    return first


def _within(reading: Reading, i: int) -> bool:
    """Whether a token stands between auxiliary and verb without belonging to either: have both said, once again."""
    token = reading.tokens[i]
    return token.lower in ("both", "all") or (token.pos == "ADV" and token.dep == "advmod" and token.head == i + 1)


def described(reading: Reading, noun: int) -> set[int]:
    """The article and the adjectives directly before a noun: his strong opposition, a bold claim."""
    beside = {t.i for t in reading.kids(noun, "det", "amod", "advmod")}
    first = noun
    while first - 1 in beside or (first > 1 and reading.tokens[first - 1].pos == "ADV" and first - 2 in beside):
        first -= 1
    return set(range(first, noun))


def governed(reading: Reading, verb: int, first: int) -> set[int]:
    """The verb that an infinitive follows directly: failed to mention, had to explain; `first`: where its "to" is."""
    governor = reading.head(verb)
    if reading.tokens[first].tag != "TO" or governor.i != first - 1 or governor.pos != "VERB":
        return set()
    return set(range(_leftmost(reading, governor.i), first))
