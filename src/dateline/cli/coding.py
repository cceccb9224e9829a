"""`dateline code`."""

import datetime
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from dateline.cli.output import NOTHING_CODED, OutputError, complain, console, opened
from dateline.cli.run import Tally, coded, path_of, read_all
from dateline.coding import Coding
from dateline.formats import Columns
from dateline.resources import DataError
from dateline.story import Story

Writer = Callable[[Story, Coding], None]


class Job(msgspec.Struct, frozen=True):
    """What the user asked for."""

    paths: tuple[str, ...]
    format: str
    date: datetime.date | None
    with_text: bool
    output: str | None
    actors: str | None = None
    """A file of the user's own table of who is who."""
    columns: Columns = Columns()


class NothingCoded(Exception):
    """Raised inside an open output so that the file is not replaced by an empty one."""


def run_code(job: Job) -> int:
    """Code what the paths hold and give the exit status."""
    tally = Tally()
    try:
        with opened(job.output) as stream:
            write = _writer(job, stream)
            for story, coding in coded(read_all(job.paths, job.columns), job.date, tally, actors=path_of(job.actors)):
                write(story, coding)
            if not tally.coded:
                raise NothingCoded
    except NothingCoded:
        return NOTHING_CODED
    except (OutputError, DataError) as error:
        complain(error)
        return NOTHING_CODED
    if tally.rejected:
        complain(f"{tally.coded} coded, {tally.rejected} rejected")
    return tally.status


def _writer(job: Job, stream: BinaryIO) -> Writer:
    if job.format == "table":
        return _table_writer(stream if job.output not in (None, "-") else None)
    lines = _plover_lines if job.format == "plover" else _json_lines

    def write(story: Story, coding: Coding) -> None:
        stream.write(lines(msgspec.structs.replace(coding, text=story.text) if job.with_text else coding))
        stream.flush()

    return write


def _table_writer(stream: BinaryIO | None) -> Writer:
    from dateline.cli.table import print_coding

    out = console(stream)
    return lambda story, coding: print_coding(out, story, coding)


def _json_lines(coding: Coding) -> bytes:
    return msgspec.json.encode(coding) + b"\n"


def _plover_lines(coding: Coding) -> bytes:
    from dateline.exports.plover import records

    return b"".join(msgspec.json.encode(record) + b"\n" for record in records(coding))


__all__ = ["Job", "run_code"]
