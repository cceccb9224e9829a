"""A coding as a person reads it: each sentence that tells of an event with its events below it, then statements."""

from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.cli import phrases
from dateline.cli.output import shown
from dateline.coding import Coding, Event, Statement
from dateline.story import Story

WIDTHS = (3, 16, 24, 36, 16)
"""Columns of number, code, days, parties, place at a width of 100; the parties' column takes what a terminal lacks."""


def print_coding(out: Console, story: Story, coding: Coding) -> None:
    """Print one story's record."""
    out.print(Rule(style="dim", characters="─"))
    out.print(Text(shown(coding.title or "(no title)"), style="bold"))
    out.print(Text(phrases.header_words(coding), style="dim"))
    out.print(Text(f"id {coding.id}" + (f" · {shown(story.origin)}" if story.origin else ""), style="dim"))
    _print_events(out, story, coding.events)
    _print_statements(out, coding.statements)
    out.print()
    out.print(counts(coding))
    out.print()


def counts(coding: Coding) -> Text:
    """What the record holds, in numbers."""
    parts = [(len(coding.events), "event"), (len(coding.statements), "statement"), (len(coding.actors), "actor"),
             (len(coding.times), "time"), (len(coding.places), "place"), (len(coding.offices), "office")]  # fmt: skip
    text = Text(" · ".join(phrases.number_words(n, one) for n, one in parts), style="bold")
    types = phrases.type_words([coding])
    return text.append(f"\n{types}", style="not bold") if types else text


def _print_events(out: Console, story: Story, events: tuple[Event, ...]) -> None:
    if not events:
        out.print("\nNo event found.")
        return
    out.print()
    out.print(_row(out.width, "", "what", "when", "who → whom, according to", "where", style="dim"))
    numbered = list(enumerate(events, 1))
    for _, together in groupby(numbered, key=lambda pair: pair[1].sentence):
        group = list(together)
        out.print()
        out.print(_sentence(story.text, group))
        for number, event in group:
            out.print(_event_row(out.width, number, event))


def _sentence(text: str, group: list[tuple[int, Event]]) -> Text:
    """The sentence with each trigger marked by its event's number: Putin [1 arrived] in Beijing."""
    bounds = group[0][1].sentence
    marked, at = Text(), bounds.start
    for number, event in sorted(group, key=lambda pair: pair[1].trigger.start):
        trigger = event.trigger
        if trigger.start >= at:
            marked.append(text[at : trigger.start].translate(_BREAKS))
            marked.append(f"[{number} {shown(trigger.text)}]", style=f"bold {phrases.QUAD_STYLES[event.quad]}")
            at = trigger.end
        else:
            marked.append(f"[{number}]", style="bold")
    tail = text[at : bounds.end].translate(_BREAKS) if bounds.end > at else ""
    return marked.append(tail)


def _event_row(width: int, number: int, event: Event) -> Table:
    who = Text(phrases.parties_words(event.actor))
    if event.recipient:
        who.append(" → ", style="bold").append(phrases.parties_words(event.recipient))
    if event.speaker:
        who.append(f"\nsays {phrases.party_words(event.speaker)}", style="italic")
    what = Text(phrases.code_words(event), style=phrases.QUAD_STYLES[event.quad])
    return _row(width, str(number), what, phrases.when_words(event.when), who, phrases.place_words(event.where))


def _row(width: int, *cells: str | Text, style: str = "") -> Table:
    """One line of cells in columns that stand under those of every other row; long values are wrapped."""
    table = Table.grid(padding=(0, 1, 0, 0))
    spare = width - sum(WIDTHS) - len(WIDTHS)
    for i, wide in enumerate(WIDTHS):
        table.add_column(
            width=max(wide + spare, 16) if i == 3 else wide, overflow="fold", justify="right" if i == 0 else "left"
        )
    table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells), style=style)
    return table


def _print_statements(out: Console, statements: tuple[Statement, ...]) -> None:
    if not statements:
        return
    out.print("\nStatements", style="bold")
    for statement in statements:
        who = statement.speaker or (statement.source.text if statement.source else "(no source)")
        cue = f" · {shown(statement.cue.text)}" if statement.cue else ""
        out.print(Text(shown(who), style="bold").append(f"{cue} · {statement.kind}", style="not bold dim"))
        out.print(Padding(Text(shown(statement.content.text)), (0, 0, 0, 4)))


class _Breaks(dict[int, str]):
    """Maps what `shown` would change, one character for one, so that offsets inside a sentence stay as they are."""

    def __missing__(self, code: int) -> str:
        made = shown(f"x{chr(code)}x")[1:-1]
        return made if len(made) == 1 else " "


_BREAKS = _Breaks()
