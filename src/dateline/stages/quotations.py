"""Where quotations begin and end, by their marks alone: curly, straight, doubled, and single ones as house style."""

from typing import NamedTuple

from dateline.reading import Quote
from dateline.spans import Span

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
DOUBLED = ("''", "``")
SINGLE_OPENING, SINGLE_CLOSING = "‘'", "’'"


class _Mark(NamedTuple):
    """A mark at [start, end) of a paragraph: `turns` is 1 where it can only open, -1 where only close, else 0."""

    start: int
    end: int
    turns: int


def find_quotes(paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """The quotations of each paragraph, marks included; one without its closing mark runs to the paragraph's end.

    Quotations within quotations are part of the outer one. Single marks count only outside double ones and in pairs.
    """
    goes_on = [p.text[:1] in tuple(SINGLE_OPENING) for p in paragraphs[1:]] + [False]
    return tuple(q for i, paragraph in enumerate(paragraphs) for q in _of_paragraph(i, paragraph, goes_on[i]))


def _of_paragraph(index: int, paragraph: Span, goes_on: bool) -> list[Quote]:
    """The quotations of one paragraph; `goes_on`: the next one begins with a single mark, so that one may stay open."""
    doubles = _paired(paragraph.text, _marks(paragraph.text))
    singles = _singles(paragraph.text, doubles)
    singles += _open_single(paragraph.text, [*doubles, *singles]) if goes_on else []
    doubles = [d for d in doubles if not any(s[0] < d[0] and d[1] <= s[1] for s in singles)]
    return [Quote(paragraph.start + start, paragraph.start + end, index, closed)
            for start, end, closed in sorted(doubles + singles)]  # fmt: skip


def _marks(text: str) -> list[_Mark]:
    """All double quotation marks, with the way that each can turn by the characters beside it."""
    found: list[_Mark] = []
    at = 0
    while at < len(text):
        end = at + (2 if text.startswith(DOUBLED, at) else 1)
        if end - at == 2 or text[at] in OPENING + CLOSING + STRAIGHT:
            found.append(_Mark(at, end, _turn(text, at, end)))
        at = end
    return found


def _turn(text: str, start: int, end: int) -> int:
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    opens = (before.isspace() or before in "([{-–—―/'‘") and not after.isspace()
    closes = after.isspace() and not before.isspace()
    if text[start] in CLOSING or closes:
        return -1
    return 1 if text[start] in OPENING or (opens and after.isalnum()) else 0


def _paired(text: str, marks: list[_Mark]) -> list[tuple[int, int, bool]]:
    """Quotations as (start, end, closed). A straight mark after a figure is inches or seconds, not speech."""
    found: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for mark in marks:
        if opened is None and mark.turns >= 0 and not _inches(text, mark):
            opened = mark.start
        elif opened is not None and mark.turns <= 0:
            found.append((opened, mark.end, True))
            opened = None
    return found if opened is None else [*found, (opened, len(text), False)]


def _inches(text: str, mark: _Mark) -> bool:
    return text[mark.start] == STRAIGHT and text[mark.start - 1 : mark.start].isdigit()


def _singles(text: str, doubles: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Quotations between single marks outside the double ones; only closed ones, for an apostrophe looks the same."""
    found: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(text):
        inner = next((end for start, end, _ in doubles if start <= at < end), None)
        end = None if inner is not None or not _opens_single(text, at) else _single_end(text, at, doubles)
        if end is not None:
            found.append((at, end, True))
        at = inner or end or at + 1
    return found


def _open_single(text: str, known: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """A quotation between single marks that the paragraph does not close: at its beginning, or after a full stop."""
    last = max((end for _, end, closed in known if closed), default=0)
    starts = [i for i in range(last if text[:1] not in SINGLE_OPENING or last else 0, len(text))
              if _opens_single(text, i) and (i == 0 or text[:i].rstrip()[-1:] in ".!?:,")]  # fmt: skip
    free = [i for i in starts if not any(start <= i < end for start, end, _ in known)]
    return [(free[0], len(text), False)] if free else []


def _opens_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    return text[at] in SINGLE_OPENING and not before.isalnum() and before not in ".,!?'’" and after.isupper() | (
        after.isalpha() and before.isspace())  # fmt: skip


def _single_end(text: str, opened: int, doubles: list[tuple[int, int, bool]]) -> int | None:
    """The end of a single quotation: at a mark after a stop, or at the first that ends a word and is no plural's."""
    last = min((start for start, _, _ in doubles if start > opened), default=len(text))
    ends = [i for i in range(opened + 2, last) if text[i] in SINGLE_CLOSING and not text[i + 1 : i + 2].isalnum()]
    if not ends or ends[0] - opened < 4:
        return None
    stopped = [i for i in ends if text[i - 1] in ".,!?"]
    plain = [i for i in ends if text[i - 1] != "s" or text[i + 1 : i + 2] in ("", ".", ",")]
    chosen = min([*stopped[:1], *plain[:1]], default=None)
    return None if chosen is None else chosen + 1
