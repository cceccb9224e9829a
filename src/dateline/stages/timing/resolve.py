"""From candidates to meanings: the longest matches of a paragraph, read in text order against what was said before."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from dateline.reading import Reading
from dateline.stages.timing import calendar_makers as calendar
from dateline.stages.timing import days
from dateline.stages.timing import other_calendars as elsewhere
from dateline.stages.timing import relative_makers as relative
from dateline.stages.timing.days import Stretch
from dateline.stages.timing.grammar import Pattern, TimeGrammar
from dateline.stages.timing.meaning import Date, Found, Meaning, Setting, Unanchored, bare, narrowed
from dateline.stages.timing.pieces import Piece
from dateline.stages.timing.schema import Modifier
from dateline.stages.timing.tense import REACH, tense_at, tense_of_verb

Maker = Callable[[Found, Setting], Meaning | None]
MAKERS: Mapping[str, Maker] = {
    "date": calendar.date,
    "date_range": calendar.date_range,
    "month": calendar.month,
    "year": calendar.year,
    "years": calendar.short_range,
    "iso": calendar.iso,
    "slashed": calendar.slashed,
    "weekday": calendar.weekday,
    "unit": calendar.unit,
    "weekend": calendar.weekend,
    "quarter": calendar.quarter,
    "latest": calendar.latest_quarter,
    "season": calendar.season,
    "decade": calendar.decade,
    "century": calendar.century,
    "holiday": calendar.holiday,
    "era": calendar.era,
    "islamic": elsewhere.islamic,
    "counted_year": elsewhere.counted_year,
    "week_of": calendar.week_of,
    "near_day": relative.near_day,
    "word": relative.word,
    "duration": relative.duration,
    "every": relative.every,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "apart": relative.apart,
    "same": relative.same,
    "window": relative.window,
    "past_unit": relative.past_unit,
    "recent": relative.recent,
    "clock": relative.clock,
    "daypart": relative.daypart,
    "year_end": relative.year_end,
}
NEARBY = 6
"""Expressions before one that are looked at for a day of the same sentence."""
NONE = "none"
"""The maker of a guard: the words are taken, and mean no time."""


class Mark(NamedTuple):
    """An expression found: pieces [first, last) of its paragraph, the rule, the meaning."""

    first: int
    last: int
    start: int
    end: int
    rule: str
    scope: str
    meaning: Meaning
    groups: Mapping[str, tuple[Piece, str]]


class Story(NamedTuple):
    """What the whole search shares."""

    grammar: TimeGrammar
    published: Date | None
    reading: Reading | None


class Memory:
    """The last stretch and the last quarter named so far, for words that refer back. Lives for one search."""

    __slots__ = ("published", "quarter", "stated")

    def __init__(self, published: Date | None) -> None:
        self.published = published
        self.stated: Stretch | None = None
        self.quarter: Stretch | None = None

    def keep(self, stretch: Stretch | None) -> None:
        """Remember a stretch that was named."""
        if stretch is None:
            return
        self.stated = stretch
        if stretch.grain == "quarter" and (self.quarter is None or self._reported(stretch, self.quarter)):
            self.quarter = stretch

    def _reported(self, stretch: Stretch, known: Stretch) -> bool:
        """Whether a quarter is over and later than the one that is kept."""
        over = self.published is None or stretch.last < self.published
        return over and (stretch.first > known.first or (self.published is not None and known.last >= self.published))


Candidate = tuple[int, int, int, Pattern, dict[str, tuple[int, int]]]


def candidates(codes: str, grammar: TimeGrammar) -> list[Candidate]:
    """All matches of all rules, the leftmost first, of these the longest, of these the first in the data."""
    found: list[Candidate] = []
    for rank, pattern in enumerate(grammar.patterns):
        for m in pattern.regex.finditer(codes):
            groups = {name: m.span(name) for name in pattern.groups if m.start(name) >= 0}
            found.append((m.start(), -m.end(), rank, pattern, groups))
    found.sort(key=lambda c: c[:3])
    return found


def _codes(pieces: Sequence[Piece], grammar: TimeGrammar) -> str:
    """One character a piece; pieces of the same word share their senses, which are looked up once."""
    seen: dict[int, str] = {}
    for piece in pieces:
        if id(piece.senses) not in seen:
            seen[id(piece.senses)] = grammar.code(piece.senses)
    return "".join([seen[id(piece.senses)] for piece in pieces])


def marks_of(pieces: Sequence[Piece], story: Story, memory: Memory) -> list[Mark]:
    """The expressions of one paragraph in text order."""
    codes = _codes(pieces, story.grammar)
    if not story.grammar.trigger.search(codes):
        return []
    chosen = _longest(candidates(codes, story.grammar), pieces)
    marks: list[Mark] = []
    for at, (found, pattern) in enumerate(chosen):
        meaning = _read(at, chosen, pieces, story, memory, marks)
        if meaning is None:
            continue
        floor = marks[-1].last if marks else 0
        first, meaning = _modified(found.first, floor, codes, pieces, meaning, story)
        memory.keep(meaning.stretch)
        marks.append(
            Mark(
                first,
                found.last,
                pieces[first].start,
                pieces[found.last - 1].end,
                pattern.rule.id,
                pattern.rule.scope,
                meaning,
                found.groups,
            )
        )
    return _clocked(marks, pieces)


def _longest(found: list[Candidate], pieces: Sequence[Piece]) -> list[tuple[Found, Pattern]]:
    chosen: list[tuple[Found, Pattern]] = []
    free = 0
    for first, negative, _, pattern, spans in found:
        if first < free:
            continue
        free = -negative
        groups = {name: _valued(pieces[a], pattern.groups[name]) for name, (a, _) in spans.items()}
        chosen.append((Found(first, free, groups, pattern.rule.set_), pattern))
    return chosen


def _valued(piece: Piece, classes: tuple[str, ...]) -> tuple[Piece, str]:
    return piece, next(piece.senses[c] for c in classes if c in piece.senses)


def _read(
    at: int,
    chosen: Sequence[tuple[Found, Pattern]],
    pieces: Sequence[Piece],
    story: Story,
    memory: Memory,
    marks: Sequence[Mark],
) -> Meaning | None:
    found, pattern = chosen[at]
    if pattern.rule.make == NONE:
        return None
    setting = Setting(
        story.published,
        memory.stated,
        memory.quarter,
        _day_near(found, pieces, marks),
        _tense(found, pieces, story, marks),
        _joined_year(at, chosen, pieces, marks),
        story.grammar.holidays,
        story.grammar.eras,
    )
    try:
        return MAKERS[pattern.rule.make](found, setting)
    except Unanchored:
        return bare("DATE", "XXXX-XX-XX")
    except (ValueError, OverflowError):
        return None


def _tense(found: Found, pieces: Sequence[Piece], story: Story, marks: Sequence[Mark]) -> str:
    tenses = story.grammar.tenses
    first = marks[-1].first if marks and marks[-1].last == found.first and _is_clock(marks[-1]) else found.first
    by_words = tense_at(pieces, first, found.last, tenses)
    if story.reading is None or (first and pieces[first - 1].text.lower() in tenses.near):
        return by_words
    start, end = pieces[found.first].start, pieces[found.last - 1].end
    return tense_of_verb(story.reading, start, end, tenses) or by_words


def _day_near(found: Found, pieces: Sequence[Piece], marks: Sequence[Mark]) -> Date | None:
    """The day named before, in the same sentence."""
    for mark in reversed(marks[-NEARBY:]):
        if _apart(mark.last, found.first, pieces):
            return None
        if mark.meaning.stretch is not None and mark.meaning.stretch.grain == "day":
            return mark.meaning.stretch.first
    return None


def _apart(first: int, last: int, pieces: Sequence[Piece]) -> bool:
    """Whether a sentence ends between two pieces, or they are too far from each other to tell."""
    return last - first > REACH or any("STOP" in p.senses for p in pieces[first:last])


def _joined_year(
    at: int, chosen: Sequence[tuple[Found, Pattern]], pieces: Sequence[Piece], marks: Sequence[Mark]
) -> int | None:
    """The year of the month that this one is joined to: June and August 2021, June 2021 to August."""
    own = chosen[at][0]
    if "month" not in own.groups or "year" in own.groups:
        return None
    if at + 1 < len(chosen):
        other = chosen[at + 1][0]
        if other.number("year") and other.number("month") and _linked(pieces[own.last : other.first]):
            return (other.number("year") or 0) - ((own.number("month") or 0) > (other.number("month") or 0))
    if (
        marks
        and "month" in marks[-1].groups
        and marks[-1].meaning.stretch
        and _linked(pieces[marks[-1].last : own.first])
    ):
        before = marks[-1].meaning.stretch.first
        return before.year + ((own.number("month") or 0) < before.month)
    return None


def _linked(between: Sequence[Piece]) -> bool:
    return 0 < len(between) <= 2 and all("LINK" in p.senses or "DASH" in p.senses for p in between)


def _modified(
    first: int, floor: int, codes: str, pieces: Sequence[Piece], meaning: Meaning, story: Story
) -> tuple[int, Meaning]:
    """Words before the expression that belong to it, the longest of all modifiers that fit."""
    best, chosen = first, None
    window = max(floor, first - 6)
    for modifier, regex in story.grammar.edges:
        m = regex.search(codes, window, first)
        if m and m.start() < best and _fits(modifier, meaning, pieces[first]):
            best, chosen = m.start(), modifier
    return best, (narrowed(meaning, chosen.mod, story.published) if chosen else meaning)


def _fits(modifier: Modifier, meaning: Meaning, opening: Piece) -> bool:
    grain = meaning.stretch.grain if meaning.stretch else ""
    suits = meaning.type in modifier.types and (not modifier.grains or grain in modifier.grains)
    return suits and not any(word in opening.senses for word in modifier.not_on)


def _is_clock(mark: Mark) -> bool:
    return mark.rule.startswith("clock")


def _clocked(marks: list[Mark], pieces: Sequence[Piece]) -> list[Mark]:
    """A time of day and the day beside it become one: 10 p.m. Wednesday, Thursday at noon."""
    joined: list[Mark] = []
    for mark in marks:
        whole = _one(joined[-1], mark, pieces) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(mark)
    return [_with_day_after(at, joined, pieces) for at in range(len(joined))]


def _with_day_after(at: int, marks: Sequence[Mark], pieces: Sequence[Piece]) -> Mark:
    """A time of day that stands alone takes the day that its sentence names soon after: 9 a.m. (0700 GMT) Friday."""
    mark = marks[at]
    if (
        not _is_clock(mark)
        or mark.meaning.first is None
        or _sentence_day(marks[max(0, at - NEARBY) : at], mark, pieces)
    ):
        return mark
    for other in marks[at + 1 : at + 3]:
        stretch = other.meaning.stretch
        if _apart(mark.last, other.first, pieces):
            break
        if stretch is not None and stretch.grain == "day":
            meaning = mark.meaning._replace(
                value=days.written(stretch) + mark.meaning.clock, first=stretch.first, last=stretch.last
            )
            return mark._replace(meaning=meaning)
    return mark


def _sentence_day(marks: Sequence[Mark], mark: Mark, pieces: Sequence[Piece]) -> bool:
    return any(
        m.meaning.stretch is not None
        and m.meaning.stretch.grain == "day"
        and not _is_clock(m)
        and not _apart(m.last, mark.first, pieces)
        for m in marks[-NEARBY:]
    )


def _one(a: Mark, b: Mark, pieces: Sequence[Piece]) -> Mark | None:
    """The two as one, where one is a time of day and the other a day without one, and little stands between."""
    hour, own = (a, b) if _is_clock(a) else (b, a)
    stretch = own.meaning.stretch
    if not _is_clock(hour) or stretch is None or stretch.grain != "day" or own.meaning.clock:
        return None
    between = pieces[a.last : b.first]
    if len(between) > 2 or not all("JOIN" in p.senses or "COMMA" in p.senses for p in between):
        return None
    meaning = Meaning(
        "TIME", days.written(stretch) + hour.meaning.clock, stretch.first, stretch.last, stretch, hour.meaning.clock
    )
    return own._replace(first=a.first, last=b.last, start=a.start, end=b.end, meaning=meaning)
