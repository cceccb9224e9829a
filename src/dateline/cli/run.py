"""Stories in, codings out, and nothing lost on the way: what every command that codes has in common."""

import datetime
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline.cli.output import ALL_CODED, NOTHING_CODED, SOME_REJECTED, complain
from dateline.coding import Coding
from dateline.formats import Columns, desk, read_paths
from dateline.story import Reject, Story

if TYPE_CHECKING:
    from dateline.pipeline import Resources

NO_DATE = ("the story has no date", "give it with --date YYYY-MM-DD, or begin the text with: date YYYY-MM-DD Title")


class Tally(msgspec.Struct):
    """How many stories were read, coded and rejected in a run."""

    read: int = 0
    coded: int = 0
    rejected: int = 0

    def reject(self, reject: Reject) -> None:
        """Count a reject and say it."""
        self.rejected += 1
        complain(reject)

    @property
    def status(self) -> int:
        """The exit status."""
        if not self.coded:
            return NOTHING_CODED
        return SOME_REJECTED if self.rejected else ALL_CODED


def path_of(name: str | None) -> Path | None:
    """The path that an option names, if any."""
    return None if name is None else Path(name)


def read_all(paths: Iterable[str], columns: Columns | None = None) -> Iterator[Story | Reject]:
    """The stories of all paths, in order; "-" is standard input. `columns` names those of tables and JSONL."""
    return read_paths(paths, desk(columns), sys.stdin.buffer)


def coded(entries: Iterable[Story | Reject], date: datetime.date | None, tally: Tally,
          on_load: Callable[["Resources"], object] = lambda _: None, *, workers: bool = False,
          actors: Path | None = None) -> Iterator[tuple[Story, Coding]]:  # fmt: skip
    """Each story with its coding, in order; rejects are said as they come. Loads nothing where no story can be read.

    Raises DataError where the user's table `actors` is faulty.
    """
    waiting: deque[Story] = deque()
    stories = _dated(entries, date, tally, waiting)
    first = next(stories, None)
    if first is None:
        return
    from dateline.pipeline import code_many, load_resources
    from dateline.workers import code_with_workers

    resources = load_resources(actors=actors)
    on_load(resources)
    every = chain([first], stories)
    results = code_with_workers(every, resources, code_many) if workers else code_many(every, resources)
    for result in results:
        story = waiting.popleft()
        if isinstance(result, Reject):
            tally.reject(result)
        else:
            tally.coded += 1
            yield story, result
    assert tally.read == tally.coded + tally.rejected, (
        f"{tally.read} read, {tally.coded} coded, {tally.rejected} rejected"
    )


def _dated(entries: Iterable[Story | Reject], date: datetime.date | None, tally: Tally,
           waiting: deque[Story]) -> Iterator[Story]:  # fmt: skip
    for entry in entries:
        tally.read += 1
        if isinstance(entry, Reject):
            tally.reject(entry)
        elif entry.date is None and date is None:
            tally.reject(Reject(entry.origin, *NO_DATE))
        else:
            story = entry if entry.date else msgspec.structs.replace(entry, date=date)
            waiting.append(story)
            yield story


__all__ = ["Tally", "coded", "path_of", "read_all"]
