"""`dateline explain`."""

import datetime
from collections.abc import Callable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli import phrases
from dateline.cli.marking import Mark, marked, marks_of
from dateline.cli.output import NOTHING_CODED, complain, console, shown
from dateline.cli.run import Tally, coded, path_of, read_all
from dateline.coding import Coding, Event, Party
from dateline.explanation import describe
from dateline.stages.timing.saying import day_in_words
from dateline.story import Story

Describe = Callable[[str], str]
Row = tuple[str, str]


def run_explain(path: str, wanted: str | None, date: datetime.date | None, actors: str | None = None) -> int:
    """Explain the events of the stories in a file, or those that `wanted` names; gives the exit status."""
    out, tally, found = console(), Tally(), 0
    known: list[str] = []
    loaded: list[object] = []
    for story, coding in coded(read_all([path]), date, tally, loaded.append, actors=path_of(actors)):
        chosen = [(n, e) for n, e in enumerate(coding.events, 1) if _is_wanted(n, e, wanted)]
        known.append(phrases.number_words(len(coding.events), "event"))
        if chosen or wanted is None:
            print_explanation(out, story, coding, chosen, lambda rule: describe(rule, loaded[0]))
        found += len(chosen)
    if wanted is not None and not found and tally.coded:
        complain(
            f"{path}: no event {wanted} (it has {', '.join(known)}: give a number from 1 or the beginning of an id)"
        )
        return NOTHING_CODED
    return tally.status


def _is_wanted(number: int, event: Event, wanted: str | None) -> bool:
    return wanted is None or wanted == str(number) or (len(wanted) > 3 and event.id.startswith(wanted.lower()))


def print_explanation(
    out: Console, story: Story, coding: Coding, events: list[tuple[int, Event]], explained: Describe
) -> None:
    """Each event in its sentence, its values below it and what made them."""
    out.print(Text(shown(coding.title or "(no title)"), style="bold"))
    out.print(Text(phrases.header_words(coding), style="dim"))
    if not events:
        out.print("No event found.")
    for number, event in events:
        out.print()
        _print_event(out, story.text, number, event, explained)


def _print_event(out: Console, text: str, number: int, event: Event, explained: Describe) -> None:
    title = Text(f"{number}  {phrases.code_words(event)}", style=f"bold {phrases.QUAD_STYLES[event.quad]}")
    out.print(title.append(f"  {event.id}", style="not bold dim"))
    marks = marks_of(event)
    out.print(Padding(marked(text, event.sentence.start, event.sentence.end, marks), (0, 0, 0, 3)))
    out.print(Padding(_grid([*_values(event), *_elsewhere(text, event, marks)]), (0, 0, 0, 3)))
    out.print(
        Padding(
            _grid([("made by" if not i else "", explained(rule)) for i, rule in enumerate(event.rules)]), (0, 0, 0, 3)
        )
    )


def _grid(rows: list[Row]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=12, style="dim")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, Text(value))
    return table


def _values(event: Event) -> list[Row]:
    """Every field that has a value, in words."""
    time = f" “{shown(event.when.text)}”" if event.when and event.when.text else ""
    if event.when and event.when.from_ and event.when.from_ == event.when.to:
        time += f", {day_in_words(event.when.from_)}"
    rows = [(("actor", _party(p))) for p in event.actor] + [("recipient", _party(p)) for p in event.recipient]
    rows += [("when", phrases.when_words(event.when) + time), ("where", _place(event))]
    rows += [("according to", _party(event.speaker) if event.speaker else "the report itself")]
    rows += [("context", ", ".join(event.context))] if event.context else []
    size = ((name, getattr(event.size, name)) for name in event.size.__struct_fields__)
    counted = ", ".join(f"{n} {name}" for name, n in size if n is not None)
    rows += [("size", counted)] if counted else []
    scale = f"quad {event.quad}, score {event.score:g}, CAMEO {event.cameo or phrases.NONE}"
    return [*rows, ("scale", f"{scale}, confidence {event.confidence:.2f}")]


def _party(party: Party) -> str:
    extra = [part for part in (party.office, party.entity) if part]
    return (
        phrases.party_words(party)
        + (f" {', '.join(extra)}" if extra else "")
        + f" “{shown(party.text)}” {party.start}:{party.end}"
    )


def _place(event: Event) -> str:
    place = event.where
    if place is None:
        return phrases.NONE
    at = f" {place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    known = f" GeoNames {place.geonameid}" if place.geonameid else ""
    rivals = ", ".join(f"{o.name} ({o.admin1 or o.country})" for o in place.considered)
    return f"{phrases.place_words(place)}{at}{known}" + (f"; not {shown(rivals)}" if rivals else "")


def _elsewhere(text: str, event: Event, marks: list[Mark]) -> list[Row]:
    """Values that stand outside the event's sentence, with the words around them."""
    bounds = event.sentence
    outside = [mark for mark in marks if mark.start < bounds.start or mark.end > bounds.end]
    return [("elsewhere", f"{m.label} “{shown(text[m.start : m.end])}” {m.start}:{m.end}") for m in outside]


__all__ = ["print_explanation", "run_explain"]
