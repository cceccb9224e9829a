"""What `dateline add` does."""

import datetime
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from dateline.cli.output import ALL_CODED, NOTHING_CODED, SOME_REJECTED, complain
from dateline.cli.record.clock import now
from dateline.cli.run import NO_DATE, path_of, read_all
from dateline.store.ingesting import Coder, Desk, Totals, Watch, ingest
from dateline.store.opening import open_store
from dateline.story import Reject, Story


class Job(msgspec.Struct, frozen=True):
    """What the user asked for."""

    db: str
    paths: tuple[str, ...]
    date: datetime.date | None
    workers: int | None
    again: bool
    resume: bool
    actors: str | None


def run_add(job: Job) -> int:
    """Take stories into the record and give the exit status."""
    if not job.paths and not job.again and not job.resume:
        complain("no PATH (give files of stories, or --resume, or --again)")
        return NOTHING_CODED
    engine = open_store(job.db, create=True)
    with _progress() as progress:
        watch = Watch(progress=progress, rejected=complain)
        entries = _dated(job)
        totals = ingest(Desk(engine, now, watch), entries, lambda: _coder(job), every=job.again)
    print(summary(totals))
    return _status(totals)


def _status(totals: Totals) -> int:
    if totals.missing:
        complain(f"{totals.missing} stories are unaccounted for (please report this)")
        return NOTHING_CODED
    if totals.read and not totals.coded:
        return NOTHING_CODED
    return SOME_REJECTED if totals.refused + totals.rejected + totals.pending + totals.retracted else ALL_CODED


def summary(totals: Totals) -> str:
    """One line: 12 read: 10 coded, 1 rejected, 1 pending."""
    told = (
        ("coded", totals.coded),
        ("rejected", totals.rejected + totals.refused),
        ("pending", totals.pending),
        ("retracted", totals.retracted),
        ("given twice", totals.repeated),
    )
    parts = ", ".join(f"{n:,} {word}" for word, n in told if n or word in ("coded", "rejected", "pending"))
    return f"{totals.read:,} read: {parts} ({totals.new:,} new stories, {totals.added:,} new codings)"


def _dated(job: Job) -> Iterator[Story | Reject]:
    for entry in read_all(job.paths):
        if isinstance(entry, Story) and entry.date is None:
            yield msgspec.structs.replace(entry, date=job.date) if job.date else Reject(entry.origin, *NO_DATE)
        else:
            yield entry


def _coder(job: Job) -> Coder:
    from dateline.pipeline import code_many, load_resources
    from dateline.workers import code_with_workers

    resources = load_resources(actors=path_of(job.actors))
    pipeline = resources.versions["pipeline"]
    return Coder(pipeline, lambda stories: code_with_workers(stories, resources, code_many, job.workers))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], object]]:
    """A bar with rate and time left on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Stories a second."""

        def render(self, task: Task) -> Text:
            """12.3/s, or nothing before the first."""
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (
        TextColumn("coding"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), speed_estimate_period=60) as bar:
        task = bar.add_task("coding", total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)


__all__ = ["Job", "run_add", "summary"]
