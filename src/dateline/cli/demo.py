"""`dateline demo`: the sample stories, coded."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from rich.box import SIMPLE
from rich.table import Table

from dateline.cli import phrases
from dateline.cli.output import NOTHING_CODED, complain, console
from dateline.cli.run import Tally, coded, read_all
from dateline.cli.table import print_coding
from dateline.coding import Coding
from dateline.resources import DATA
from dateline.story import Reject, Story

DATES = "dates.json"
"""In the folder of stories: file name → publication date, for those whose text does not tell it."""


def run_demo(folder: str | None) -> int:
    """Code a folder of stories, sum up, and print one record whole; gives the exit status."""
    place = Path(folder) if folder else _samples()
    paths = sorted(p for p in place.glob("*") if p.suffix in (".txt", ".jsonl")) if place else []
    if not paths:
        complain(
            f"{place or 'dateline demo'}: there are no stories (name a folder of .txt or .jsonl files: --stories DIR)"
        )
        return NOTHING_CODED
    tally, found = Tally(), []
    entries = list(_entries(paths))
    with _progress(len(entries)) as advance:
        for pair in coded(entries, None, tally, workers=True):
            found.append(pair)
            advance()
    out = console()
    if found:
        stories = "story" if len(found) == 1 else "stories"
        out.print(f"{len(found):,} {stories} coded, {tally.rejected:,} rejected", style="bold")
        out.print(_summary([coding for _, coding in found]))
        out.print("\nOne of them, whole (dateline code FILE prints this for any report):")
        print_coding(out, *found[0])
    return tally.status


def _samples() -> Path | None:
    """The stories of the repository, or those that were packaged."""
    places = (Path(__file__).resolve().parents[3] / "examples/stories", DATA / "examples")
    return next((place for place in places if place.is_dir()), None)


def _entries(paths: list[Path]) -> Iterator[Story | Reject]:
    known = paths[0].parent / DATES
    dates: dict[str, str] = json.loads(known.read_text("utf-8")) if known.is_file() else {}
    for entry in read_all(map(str, paths)):
        day = dates.get(Path(entry.origin).name)
        if isinstance(entry, Story) and entry.date is None and day:
            entry = msgspec.structs.replace(entry, date=date.fromisoformat(day))
        yield entry


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error with rate and time left; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=total, rate="loading")

        def advance() -> None:
            bar.advance(task)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:.1f} stories/s" if speed else "")

        yield advance


def _summary(codings: list[Coding]) -> Table:
    """Stories, statements and events by type."""
    table = Table(box=SIMPLE)
    table.add_column("event type")
    table.add_column("events", justify="right")
    for name, n in phrases.type_counts(codings):
        table.add_row(name, f"{n:,}")
    table.add_section()
    table.add_row("all events", f"{sum(len(c.events) for c in codings):,}", style="bold")
    table.add_row("statements", f"{sum(len(c.statements) for c in codings):,}", style="bold")
    return table


__all__ = ["run_demo"]
