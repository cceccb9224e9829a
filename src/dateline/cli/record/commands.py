"""The commands of the record and their options; what they do stands in the modules beside this one."""

import datetime
from typing import Annotated

import typer

from dateline.cli.ending import end
from dateline.cli.record.asking import query, watch
from dateline.cli.record.reviews import review

Db = Annotated[
    str,
    typer.Option(
        "--db", metavar="FILE|URL", envvar="DATELINE_DB", help="The record: a file, or postgresql://user@host/name."
    ),
]
Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="Files of stories; - is standard input.")]
Day = Annotated[
    datetime.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Publication date of stories without one."),
]
Own = Annotated[
    str | None, typer.Option("--actors", metavar="FILE", help="Your own table of who is who, over the shipped ones.")
]


def add(
    db: Db,
    paths: Paths = None,
    date: Day = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; one a core without it.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Code all that the record holds by this version too.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Only take up what a broken run has left.")] = False,
    actors: Own = None,
) -> None:
    """Read stories, code them and keep them in the record; what a broken run has left is taken up.

    Exit status: 0 all coded, 1 some rejected (each named on standard error), 2 none coded or the record failed.
    """
    from dateline.cli.record.add import Job, run_add

    day = date.date() if date else None
    end(lambda: run_add(Job(db, tuple(paths or ()), day, workers, again, resume, actors)))


def retract(
    story: Annotated[str, typer.Argument(metavar="STORY", help="The story's id.")],
    db: Db,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who asks for it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    at: Annotated[str | None, typer.Option("--at", metavar="MOMENT", help="When (ISO 8601, UTC); now.")] = None,
) -> None:
    """Remove a story and all that it alone supports; a tombstone stays."""
    from dateline.cli.record.keeping import run_retract

    end(lambda: run_retract(db, story, by, reason, at))


def backup(db: Db, file: Annotated[str, typer.Argument(metavar="FILE", help="The new file.")]) -> None:
    """Copy the whole record while others go on working in it."""
    from dateline.cli.record.keeping import run_backup

    end(lambda: run_backup(db, file))


def doctor(
    db: Db,
    deep: Annotated[
        bool, typer.Option("--deep", help="Work everything out anew and compare; changes nothing.")
    ] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Work everything out anew and keep it.")] = False,
) -> None:
    """Check that the record is whole and that no story is lost.

    Exit status: 0 sound, 1 faults, 2 a record that cannot be read.
    """
    from dateline.cli.record.keeping import run_doctor

    end(lambda: run_doctor(db, deep, repair))


def agreement(
    one: Annotated[str, typer.Argument(metavar="REVIEWER")],
    two: Annotated[str, typer.Argument(metavar="REVIEWER")],
    db: Db,
) -> None:
    """Tell how far two reviewers agree (Krippendorff's alpha) on the events that both have reviewed."""
    from dateline.cli.record.keeping import run_agreement

    end(lambda: run_agreement(db, one, two))


def dump(db: Db) -> None:
    """Print the whole record as sorted JSON lines: the same stories and reviews give the same bytes."""
    from dateline.cli.record.keeping import run_dump

    end(lambda: run_dump(db))


def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="plover, polecat, icews, gdelt-events, gdelt-mentions, "
            "phoenix, acled, parquet, graphml, jsonld or ntriples.",
        ),
    ],
    db: Db,
    since: Annotated[
        datetime.datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], metavar="DAY", help="Only records of this day and later."),
    ] = None,
    until: Annotated[
        datetime.datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DAY", help="Only records of this day and earlier."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="Write here, whole or not at all; parquet makes a folder."),
    ] = None,
) -> None:
    """Write the records for other programs; docs/exports.md tells what fills each column.

    Exit status: 0 written (how many on standard error), 2 nothing written.
    """
    from dateline.cli.record.exporting import Job, run_export

    first, last = (day.date().isoformat() if day else None for day in (since, until))
    end(lambda: run_export(Job(form, db, first, last, output)))


SHORT = (
    (add, "Code stories and keep them in the record."),
    (query, "Ask the record."),
    (watch, "Tell what is new since the last look."),
    (retract, "Remove a story from the record."),
    (backup, "Copy the record."),
    (doctor, "Check that the record is whole."),
    (agreement, "Tell how far two reviewers agree."),
    (dump, "Print the record as JSON lines."),
    (export, "Write the record for other programs."),
)


def register(app: typer.Typer) -> None:
    """Put the commands into the program."""
    for command, short in SHORT:
        app.command(short_help=short)(command)
    app.add_typer(review, name="review")


__all__ = ["register"]
