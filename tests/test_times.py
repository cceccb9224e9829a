"""The grammar of times: every example of every entry, hard cases, speed, and whatever Unicode may bring."""

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import Time
from dateline.predict.times import blocks, predict_times
from dateline.spans import cut
from dateline.stages.times import TimeGrammar, find_times, find_timexes, load_times
from dateline.stages.timing.days import written
from dateline.stages.timing.grammar import all_entries, read_entries
from dateline.stages.timing.resolve import MAKERS
from dateline.stages.timing.saying import said, stretch_of
from dateline.stages.timing.schema import Example

ENTRIES = all_entries(read_entries())
EXAMPLES = [pytest.param(e, id=f"{entry.id}-{n}") for entry in ENTRIES for n, e in enumerate(entry.examples)]
NEVER = [pytest.param(text, id=f"{entry.id}-{n}") for entry in ENTRIES for n, text in enumerate(entry.never)]
Days = tuple[str, str | None, str | None]
THURSDAY = datetime.date(2024, 5, 16)


@pytest.fixture(scope="module")
def grammar() -> TimeGrammar:
    return load_times()


def times(text: str, grammar: TimeGrammar, dct: datetime.date | None = THURSDAY) -> tuple[Time, ...]:
    return find_times(text, blocks(text), dct, grammar)


def days(text: str, grammar: TimeGrammar, dct: datetime.date | None = THURSDAY) -> list[Days]:
    return [(t.text, t.from_, t.to) for t in times(text, grammar, dct)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example(example: Example, grammar: TimeGrammar) -> None:
    found = {t.text: (t.type, t.value, t.from_, t.to) for t in times(example.text, grammar, example.dct)}
    first, last = (d.isoformat() if d else None for d in (example.from_, example.to))
    assert found.get(example.find) == (example.type, example.value, first, last), found


@pytest.mark.parametrize("text", NEVER)
def test_every_must_not(text: str, grammar: TimeGrammar) -> None:
    assert times(text, grammar) == ()


def test_every_entry_has_an_example() -> None:
    assert [e.id for e in ENTRIES if not e.examples] == []


def test_some_entries_of_each_kind_have_must_nots() -> None:
    assert sum(bool(e.never) for e in ENTRIES) >= 25


def test_the_makers_are_all_known(grammar: TimeGrammar) -> None:
    assert {r.make for r in grammar.entries.rules} <= {*MAKERS, "none"}
    assert {r.make for r in grammar.entries.rules} >= {"weekday", "date", "window", "apart", "clock", "every"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He will return on Monday.", "2024-05-20", "2024-05-20"),
        ("He left on Thursday.", "2024-05-16", "2024-05-16"),
        ("He will speak on Thursday.", "2024-05-16", "2024-05-16"),
        ("He left on Friday.", "2024-05-10", "2024-05-10"),
        ("The envoys, who met on Tuesday, will talk again.", "2024-05-14", "2024-05-14"),
        ("The feast is expected to begin in late June.", "2024-06-21", "2024-06-30"),
        ("The camp opened in mid-March 2020.", "2020-03-11", "2020-03-20"),
        ("They ruled from 2001 to 2005.", "2001-01-01", "2005-12-31"),
        ("It rained between June and August 2021.", "2021-06-01", "2021-08-31"),
        ("It rained from November 2020 to February.", "2020-11-01", "2021-02-28"),
        ("Schools closed from Monday to Wednesday.", "2024-05-13", "2024-05-15"),
        ("Villages burned in the late 1990s.", "1997-01-01", "1999-12-31"),
        ("Rebels struck on Feb. 29, 2024.", "2024-02-29", "2024-02-29"),
        ("A truce held for Easter 2022.", "2022-04-17", "2022-04-17"),
    ],
)
def test_days(text: str, first: str, last: str, grammar: TimeGrammar) -> None:
    assert [(f, t) for _, f, t in days(text, grammar)] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "Putin, 71, and Xi, 70, will take part.",
        "You may march in step, he said.",
        "It took 1,949 votes and $2024 to win.",
        "Flight 2017 carried 1990 people.",
        "Mr. May praised Officer June Doe.",
        "The 40-year-old woman beat a 12-year-old girl.",
        "On Feb. 30 nothing happens.",
        "The score was 10:35.",
        "Britain signed the Good Friday Agreement.",
        "Troops fall back and spring a trap.",
        "",
    ],
)
def test_guards(text: str, grammar: TimeGrammar) -> None:
    assert [t for t in times(text, grammar) if t.text not in ("June",)] == []


def test_narrative_refers_to_the_last_stated_day(grammar: TimeGrammar) -> None:
    text = "The king fled on Jan. 16, 1979.\n\nThe following day crowds rejoiced. Two weeks later the army gave in."
    assert days(text, grammar)[1:] == [
        ("The following day", "1979-01-17", "1979-01-17"),
        ("Two weeks later", "1979-01-29", "1979-02-04"),
    ]


def test_without_a_date_nothing_is_guessed(grammar: TimeGrammar) -> None:
    found = times("He left on Friday, two days ago, in May, after the 2019 war.", grammar, None)
    assert [(t.value, t.from_) for t in found] == [
        ("XXXX-WXX-5", None),
        ("XXXX-XX-XX", None),
        ("XXXX-05", None),
        ("2019", "2019-01-01"),
    ]


def test_timex_keeps_the_ends_of_a_range_apart(grammar: TimeGrammar) -> None:
    text = "The current junta ruled from 2001 to 2005, after World War Two."
    found = find_timexes(text, blocks(text), THURSDAY, grammar)
    assert [t.value for t in found] == ["PRESENT_REF", "2001", "2005"]


def test_predict_contract(grammar: TimeGrammar) -> None:
    out = predict_times({"id": "a", "text": "He left.\n\nShe came on Thursday.", "dct": "2024-05-16T10:00"}, grammar)
    assert out == {"id": "a", "timexes": [{"span": [22, 30], "type": "DATE", "value": "2024-05-16"}]}
    with pytest.raises(ValueError, match="no text"):
        predict_times({"id": "a"}, grammar)


@pytest.mark.parametrize(
    "unit", ["9", "?", "last ", "(", "9,", "9-", "one ", "'", "\n\n", "_", "May ", "1/", "a.", "12:", "the "]
)
def test_heaps_of_one_unit_end(unit: str, grammar: TimeGrammar) -> None:
    """64 kB of anything end, with exact spans; how long they take is for benchmarks/linear_times.py to print."""
    text = (unit * 64_000)[:64_000]
    found = find_times(text, (cut(text, 0, len(text)),), THURSDAY, grammar)
    assert all(text[t.start : t.end] == t.text for t in found)


WORDS = [
    "last",
    "next",
    "Thursday",
    "May",
    "7",
    "1999",
    "two",
    "-",
    "years",
    "ago",
    "the",
    "of",
    "(",
    "a.m.",
    "12:30",
    "Ramadan",
    "2024-02-31",
    "31/12/2024",
    "third",
    "quarter",
    "9999",
    "0000",
    "hundred",
    "century",
    "later",
    "every",
    "'s",
    ",",
    "early",
    "1/2",
    "31",
    "٣",
]


@settings(max_examples=10_000, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)), st.none() | st.dates()
)
def test_never_crashes_and_spans_are_exact(text: str, dct: datetime.date | None) -> None:
    grammar = load_once()
    found = find_times(text, blocks(text), dct, grammar)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(t.from_ is None or t.to is None or t.from_ <= t.to for t in found)


YEARS = st.integers(1001, 2198)
VALUES = st.one_of(
    st.dates(datetime.date(1001, 1, 1), datetime.date(2198, 12, 31)).map(datetime.date.isoformat),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda v: f"{v[0]}-{v[1]:02}"),
    st.builds(
        lambda year, part: f"{year}-{part}",
        YEARS,
        st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "SP", "SU", "FA", "WI"]),
    ),
    st.builds(
        lambda year, week, end: f"{year}-W{week:02}{end}", YEARS, st.integers(1, 52), st.sampled_from(["", "-WE"])
    ),
    YEARS.map(str),
    st.integers(180, 209).map(str),
    st.integers(11, 20).map(str),
)


@settings(max_examples=10_000, deadline=None)
@given(VALUES, st.dates(datetime.date(1980, 1, 1), datetime.date(2040, 1, 1)))
def test_a_value_in_words_is_read_back_as_itself(value: str, dct: datetime.date) -> None:
    stretch = stretch_of(value)
    assert stretch is not None
    assert written(stretch) == value
    (found,) = times(f"Envoys met in {said(value)} there.", load_once(), dct)
    assert (found.text, found.value) == (said(value), value)
    assert (found.from_, found.to) == (stretch.first.isoformat(), stretch.last.isoformat())


@pytest.mark.parametrize(
    "value",
    [
        "PT24H",
        "PRESENT_REF",
        "2024-05-16T10:30",
        "2019/2021",
        "XXXX-05",
        "2024-02-30",
        "2024-13",
        "2024-W60",
        "2024-Q5",
        "0000",
        "2024-Q1-WE",
        "",
    ],
)
def test_what_is_no_stretch_of_the_calendar_is_not_said(value: str) -> None:
    assert stretch_of(value) is None
    assert said(value) == ""


GRAMMARS: list[TimeGrammar] = []


def load_once() -> TimeGrammar:
    if not GRAMMARS:
        GRAMMARS.append(load_times())
    return GRAMMARS[0]
