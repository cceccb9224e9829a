"""What `dateline export` does."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dateline.cli.output import ALL_CODED, NOTHING_CODED, OutputError, complain, opened
from dateline.exports.forms import FORMS, PARQUET, Form, Holds, everything
from dateline.exports.joined import Joined, Period, joined
from dateline.store.opening import open_store, reading

OURS = "year="
"""How the names in an exported folder begin."""


class Job(msgspec.Struct, frozen=True):
    """What the user asked for; `since` and `until` are days, YYYY-MM-DD, both inclusive."""

    form: str
    db: str
    since: str | None
    until: str | None
    output: str | None


class Count:
    """Records that went by, and those of them that the form holds."""

    def __init__(self, holds: Holds = everything) -> None:
        self.holds = holds
        self.seen = self.held = 0

    def __str__(self) -> str:
        left = self.seen - self.held
        told = f"{self.held:,} {'record' if self.held == 1 else 'records'} written"
        return f"{told}; {left:,} left out, for this format has no place for them (docs/exports.md)" if left else told

    def over(self, records: Iterator[Joined]) -> Iterator[Joined]:
        """The same records, counted."""
        for record in records:
            self.seen += 1
            if self.holds(record.event):
                self.held += 1
                yield record


def run_export(job: Job) -> int:
    """Write the record in the asked form and give the exit status."""
    if job.form not in (*FORMS, PARQUET):
        complain(f"there is no format {job.form!r} (formats: {', '.join(sorted((*FORMS, PARQUET)))})")
        return NOTHING_CODED
    if job.since and job.until and job.since > job.until:
        complain(f"--since {job.since} is later than --until {job.until}: no day lies between them")
        return NOTHING_CODED
    try:
        count = _folder(job) if job.form == PARQUET else _file(job, FORMS[job.form])
    except OutputError as error:
        complain(error)
        return NOTHING_CODED
    complain(count)
    return ALL_CODED


def _file(job: Job, form: Form) -> Count:
    write, count = form.writer(), Count(form.holds)
    with reading(open_store(job.db, read_only=True)) as connection, opened(job.output) as stream:
        for part in write(count.over(joined(connection, _period(job), told=form.told))):
            stream.write(part)
    return count


def _folder(job: Job) -> Count:
    from dateline.exports.parquet import partitions

    if job.output in (None, "-"):
        raise OutputError("parquet is a folder of files (name it: -o FOLDER)")
    count = Count()
    with reading(open_store(job.db, read_only=True)) as connection, folder(Path(str(job.output))) as place:
        partitions(count.over(joined(connection, _period(job))), place)
    return count


def _period(job: Job) -> Period:
    return Period(job.since, job.until)


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """An empty folder that takes its name only when all is written. Raises OutputError.

    An earlier export of that name is put aside for the moment of the exchange; a folder that holds anything else stays.
    """
    if target.exists() and not (target.is_dir() and all(p.name.startswith(OURS) for p in target.iterdir())):
        raise OutputError(f"{target}: this is there, and no earlier export (give -o another name)")
    try:
        place = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror} (check the folder and its rights)") from error
    try:
        made = place / "new"
        made.mkdir()
        yield made
        if target.exists():
            os.rename(target, place / "old")
        os.rename(made, target)
    finally:
        if (place / "old").exists() and not target.exists():
            os.rename(place / "old", target)
        shutil.rmtree(place, ignore_errors=True)


__all__ = ["Job", "folder", "run_export"]
