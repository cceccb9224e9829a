"""`dateline quotes`: who says what in the stories of a file."""

import datetime

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dateline.cli import phrases
from dateline.cli.output import console, shown
from dateline.cli.run import Tally, coded, path_of, read_all
from dateline.coding import Coding, Statement
from dateline.story import Story

STANCES = {"certain": "green", "doubtful": "yellow", "denial": "red", "accusation": "red", "promise": "cyan"}


def run_quotes(paths: list[str], date: datetime.date | None, actors: str | None, as_json: bool) -> int:
    """Print the statements of each story in text order; gives the exit status."""
    tally, out = Tally(), console()
    for story, coding in coded(read_all(paths), date, tally, actors=path_of(actors)):
        if as_json:
            for statement in coding.statements:
                out.file.write(msgspec.json.encode(_row(coding, statement)).decode() + "\n")
        else:
            print_quotes(out, story, coding)
    return tally.status


def _row(coding: Coding, statement: Statement) -> dict[str, object]:
    """A statement with its story's id and date, for one line of JSON."""
    return {"story": coding.id, "date": coding.date, **msgspec.to_builtins(statement)}


def print_quotes(out: Console, story: Story, coding: Coding) -> None:
    """Each statement under the one who makes it, those reported by others set in."""
    out.print(Text(shown(coding.title or "(no title)"), style="bold"))
    out.print(Text(phrases.header_words(coding), style="dim"))
    known = {s.id: s for s in coding.statements}
    deeds = {e.id: phrases.code_words(e) for e in coding.events}
    if not known:
        out.print("Nobody says anything.")
    for statement in coding.statements:
        out.print()
        out.print(Padding(_heading(statement, known, deeds), (0, 0, 0, 3 * _depth(statement, known))))
        out.print(Padding(Text(shown(statement.content.text)), (0, 0, 0, 3 * _depth(statement, known) + 4)))
    out.print()


def _heading(statement: Statement, known: dict[str, Statement], deeds: dict[str, str]) -> Text:
    """Who, by which cue, in which way: Wang Yi · said · direct, as told by Reuters; the event that saying it is."""
    who = statement.speaker or "(no source named)"
    line = Text(shown(who), style="bold")
    if statement.source and statement.source.text != who:
        line.append(f" “{shown(statement.source.text)}”", style="not bold")
    cue = f" · {shown(statement.cue.text)}" if statement.cue else ""
    line.append(f"{cue} · {statement.kind}", style="not bold dim")
    if statement.stance != "neutral":
        line.append(f" · {statement.stance}", style=f"not bold {STANCES.get(statement.stance, 'dim')}")
    outer = known.get(statement.within or "")
    if outer is not None:
        line.append(f" · as told by {shown(outer.speaker or 'an unnamed source')}", style="not bold dim")
    if statement.event in deeds:
        line.append(f" · {deeds[statement.event]}", style="not bold dim")
    return line


def _depth(statement: Statement, known: dict[str, Statement]) -> int:
    """How many statements report this one."""
    depth, outer = 0, known.get(statement.within or "")
    while outer is not None:
        depth, outer = depth + 1, known.get(outer.within or "")
    return depth


__all__ = ["print_quotes", "run_quotes"]
