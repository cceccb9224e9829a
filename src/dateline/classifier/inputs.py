"""A sentence with its parties and its predicate marked → what the encoder reads."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

Spans = Sequence[tuple[int, int]]
LIMIT = 112
"""Word pieces that the encoder reads at most; a longer sentence is cut around its marks."""
START, END, BLANK = 101, 102, 0
"""BERT's ids of [CLS], [SEP] and [PAD]."""
MARKERS = {"A": (1, 2), "R": (3, 4), "T": (5, 6)}
"""Ids before and behind a marked span: BERT's [unused0] to [unused5]."""
ROLES = "ART"
NAMES = {"state": 11, "adjective": 12, "people": 13, "capital": 14, "person": 15}
"""Ids that stand for a name of each kind: BERT's [unused10] to [unused14]."""


class Encoding(Protocol):
    """What a tokenizer makes of a text."""

    ids: list[int]


class Tokenizer(Protocol):
    """The part of tokenizers.Tokenizer that is needed here."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding:
        """Word pieces of a text."""


class Marked(msgspec.Struct, frozen=True):
    """A text with its marks: [start, end) characters of `text`; any of them may be empty."""

    text: str
    actors: tuple[tuple[int, int], ...] = ()
    recipients: tuple[tuple[int, int], ...] = ()
    trigger: tuple[tuple[int, int], ...] = ()


STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""A sign for a sign, so that spans stay."""


class NameFinder(Protocol):
    """Finds names that may stand for one another."""

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """[start, end) and kind of each name."""


class Encoded(msgspec.Struct, frozen=True):
    """Ids of at most LIMIT word pieces, and where the first mark of actor, recipient and trigger stands; 0 for none."""

    ids: tuple[int, ...]
    at: tuple[int, int, int]


def encode(marked: Marked, tokenizer: Tokenizer, names: NameFinder) -> Encoded:
    """Word pieces with markers around the marked spans, and names as their kind; curly quotes are read as straight.

    Spans that overlap an earlier one are left unmarked; names that cross the edge of a mark are left as they stand.
    """
    plain = marked.text.translate(STRAIGHT)
    text = _Pieces(plain, tokenizer, names.find(plain))
    ids: list[int] = []
    at = [-1, -1, -1]
    last = 0
    for start, end, role in _apart(marked):
        ids += text.between(last, start)
        if at[role] < 0:
            at[role] = len(ids)
        before, behind = MARKERS[ROLES[role]]
        ids += [before, *text.between(start, end), behind]
        last = end
    ids += text.between(last, len(marked.text))
    first = _window(len(ids), at)
    kept = ids[first : first + LIMIT - 2]
    moved = [i - first + 1 if i >= first and i - first < len(kept) else 0 for i in at]
    return Encoded((START, *kept, END), (moved[0], moved[1], moved[2]))


def _apart(marked: Marked) -> list[tuple[int, int, int]]:
    """The spans in text order, none over another; the predicate goes before the parties where they meet."""
    ranked = [(s, 2) for s in marked.trigger] + [(s, 0) for s in marked.actors] + [(s, 1) for s in marked.recipients]
    kept: list[tuple[int, int, int]] = []
    for (start, end), role in ranked:
        if end > start and all(end <= a or start >= b for a, b, _ in kept):
            kept.append((start, end, role))
    return sorted(kept)


class _Pieces:
    """Word pieces of any part of a text."""

    def __init__(self, text: str, tokenizer: Tokenizer, names: list[tuple[int, int, str]]) -> None:
        self._text, self._tokenizer, self._names = text, tokenizer, names

    def between(self, start: int, end: int) -> list[int]:
        ids: list[int] = []
        for first, last, kind in self._names:
            if start <= first and last <= end:
                ids += [*self._words(start, first), NAMES[kind]]
                start = last
        return ids + self._words(start, end)

    def _words(self, start: int, end: int) -> list[int]:
        part = self._text[start:end]
        return self._tokenizer.encode(part, add_special_tokens=False).ids if part.strip() else []


def _window(length: int, at: list[int]) -> int:
    """Where to begin, so that the marks stand inside."""
    room = LIMIT - 2
    marks = [i for i in at if i >= 0]
    if length <= room or not marks:
        return 0
    middle = (min(marks) + max(marks)) // 2
    return max(0, min(middle - room // 2, length - room))
