"""Times: the expressions of a story that name days, with TIMEX3 type and value and the days that they cover.

The grammar is data (data/lexicon/en/times); the pieces of the machine are in stages/timing.
"""

import datetime
from collections.abc import Sequence

from dateline.coding import Time
from dateline.reading import Reading
from dateline.spans import Span
from dateline.stages.timing.grammar import TimeGrammar, build, read_entries
from dateline.stages.timing.pieces import Piece, cut_up
from dateline.stages.timing.resolve import Mark, Memory, Story, marks_of


def load_times() -> TimeGrammar:
    """The grammar of times, compiled; raises DataError for a fault in the data."""
    return build(read_entries())


def find_times(
    text: str,
    paragraphs: tuple[Span, ...],
    published: datetime.date | None,
    grammar: TimeGrammar,
    reading: Reading | None = None,
) -> tuple[Time, ...]:
    """The times of a story in text order, none overlapping; ranges (from May to July) are one time.

    `published` is the story's date, None where it is not known; `reading` helps to tell the tense.
    """
    return _times(text, paragraphs, Story(grammar, published, reading), "timex", joined=True)


def find_timexes(
    text: str,
    paragraphs: tuple[Span, ...],
    published: datetime.date | None,
    grammar: TimeGrammar,
    reading: Reading | None = None,
) -> tuple[Time, ...]:
    """The same in TIMEX3's way: both ends of a range apart, no names of eras, and words like `current` too."""
    return _times(text, paragraphs, Story(grammar, published, reading), "story", joined=False)


def _times(text: str, paragraphs: Sequence[Span], story: Story, without: str, joined: bool) -> tuple[Time, ...]:
    memory = Memory(story.published)
    found: list[Time] = []
    for paragraph in paragraphs:
        pieces = cut_up(text, paragraph.start, paragraph.end, story.grammar.lexicon)
        marks = [m for m in marks_of(pieces, story, memory) if m.scope != without]
        found += [_time(text, m) for m in (_ranges(marks, pieces) if joined else marks)]
    return tuple(found)


def _time(text: str, mark: Mark) -> Time:
    first, last = mark.meaning.first, mark.meaning.last
    return Time(
        text=text[mark.start : mark.end],
        start=mark.start,
        end=mark.end,
        type=mark.meaning.type,
        value=mark.meaning.value,
        from_=first.isoformat() if first else None,
        to=last.isoformat() if last else None,
    )


def _ranges(marks: Sequence[Mark], pieces: Sequence[Piece]) -> list[Mark]:
    joined: list[Mark] = []
    for mark in marks:
        whole = _range(joined[-1], mark, pieces) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(mark)
    return joined


def _range(a: Mark, b: Mark, pieces: Sequence[Piece]) -> Mark | None:
    """Both as one where a word or dash of range stands between them, or `and` with `between` before."""
    between = pieces[a.last : b.first]
    if len(between) != 1 or None in (a.meaning.first, b.meaning.last) or "/" in a.meaning.value + b.meaning.value:
        return None
    ranged = between[0].senses.keys() & {"RANGE", "DASH"}
    paired = "PAIR" in between[0].senses and a.first > 0 and "BETWEEN" in pieces[a.first - 1].senses
    if not (ranged or paired) or str(a.meaning.first) > str(b.meaning.last):
        return None
    meaning = b.meaning._replace(type="DATE", value=f"{a.meaning.value}/{b.meaning.value}", first=a.meaning.first)
    return a._replace(last=b.last, end=b.end, meaning=meaning)


__all__ = ["TimeGrammar", "find_times", "find_timexes", "load_times"]
