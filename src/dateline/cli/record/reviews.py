"""The commands of `dateline review` and their options."""

from typing import Annotated

import typer

from dateline.cli.ending import end

review = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    short_help="Say what is right and wrong in the record.",
    help="Say what is right and wrong in the record; nothing is overwritten, and a review outlives coding anew.",
)

Db = Annotated[str, typer.Option("--db", metavar="FILE|URL", envvar="DATELINE_DB", help="The record.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="DATELINE_REVIEWER", help="Who says so.")]
At = Annotated[str | None, typer.Option("--at", metavar="MOMENT", help="When: 2024-05-16T08:30:00Z; now without it.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
Event = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id or the beginning of it.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other event.")]


def _say(db: str, action: str, event: str, by: str, at: str | None, reason: str | None, *values: str | None) -> None:
    from dateline.cli.record.reviewing import run_review

    end(lambda: run_review(db, action, event, by, at, reason, values))


@review.command(short_help="The event is right.")
def accept(event: Event, db: Db, by: By, at: At = None, reason: Reason = None) -> None:
    """Say that an event is right as it stands."""
    _say(db, "accept", event, by, at, reason)


@review.command(short_help="There is no such event.")
def reject(event: Event, db: Db, by: By, at: At = None, reason: Reason = None) -> None:
    """Say that the story tells of no such event; it no longer counts."""
    _say(db, "reject", event, by, at, reason)


@review.command(short_help="A field should be another.")
def correct(
    event: Event,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="event, mode, status, actor, when, where, size, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="A word, or JSON of the coding's form.")],
    db: Db,
    by: By,
    at: At = None,
    reason: Reason = None,
) -> None:
    """Put another value into a field: `correct 3fa9 status planned`, `correct 3fa9 size '{"dead": 14}'`."""
    _say(db, "correct", event, by, at, reason, field, value)


@review.command(short_help="Two reports tell of one event.")
def merge(event: Event, other: Other, db: Db, by: By, at: At = None, reason: Reason = None) -> None:
    """Say that two reports tell of one event."""
    _say(db, "merge", event, by, at, reason, other)


@review.command(short_help="Two reports tell of two events.")
def split(
    event: Event,
    db: Db,
    by: By,
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="The other event; all others.")] = None,
    at: At = None,
    reason: Reason = None,
) -> None:
    """Say that a report tells of another event than a second one, or than all others."""
    _say(db, "split", event, by, at, reason, other)


@review.command(short_help="A remark that changes nothing.")
def comment(
    event: Event,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    db: Db,
    by: By,
    at: At = None,
) -> None:
    """Remark something on an event."""
    _say(db, "comment", event, by, at, text)


@review.command(short_help="Take back a review.")
def withdraw(
    name: Annotated[str, typer.Argument(metavar="REVIEW", help="The review's id.")],
    db: Db,
    by: By,
    at: At = None,
    reason: Reason = None,
) -> None:
    """Say that a review no longer holds; both stay on the books."""
    _say(db, "withdraw", name, by, at, reason)


@review.command("list", short_help="Show all reviews.")
def show(db: Db) -> None:
    """Show all reviews as JSON lines, by moment."""
    from dateline.cli.record.reviewing import run_list

    end(lambda: run_list(db))


__all__ = ["review"]
