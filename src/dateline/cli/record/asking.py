"""`dateline query` and `dateline watch`, and their options; what they do stands in querying.py."""

from enum import StrEnum
from typing import Annotated

import typer

from dateline.cli.ending import end

Db = Annotated[str, typer.Option("--db", metavar="FILE|URL", envvar="DATELINE_DB", help="The record.")]
Query = Annotated[
    str, typer.Argument(metavar="QUERY", help="actor:RUS since:2024-01 …; docs/query.md tells the fields.")
]


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


class Lines(StrEnum):
    """How changes are written."""

    table = "table"
    jsonl = "jsonl"


def query(
    db: Db,
    query: Annotated[
        str, typer.Argument(metavar="[QUERY]", help="actor:RUS since:2024-01 …; all records without it.")
    ] = "",
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="WHAT",
            help="Count by day, week, month, year, dyad, actor, recipient, type, quad, place or speaker.",
        ),
    ] = None,
    network: Annotated[bool, typer.Option("--network", help="Countries, and what passes between them.")] = False,
    map: Annotated[bool, typer.Option("--map", help="Places; GeoJSON with --format json.")] = False,
    sql: Annotated[
        str | None, typer.Option("--sql", metavar="SELECT", help="One SELECT of your own, read-only.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.table,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=1_000_000, help="Records a page (50) or lines.")
    ] = None,
    page: Annotated[str | None, typer.Option("--page", metavar="MARK", help="Go on where the last page ended.")] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")] = None,
) -> None:
    """Ask the record: 'actor:RUS recipient:CHN type:CONSULT since:2024-01 text:"nuclear arms"'.

    All parts must hold; commas mean any of several values, a minus none. Without --by, --network, --map or --sql:
    records, the newest first. docs/query.md tells every field.

    Exit status: 0 answered, 2 a query that cannot be asked, or no record.
    """
    from dateline.cli.record.querying import Ask, run_query

    ask = Ask(db=db, query=query, by=by, network=network, map=map, sql=sql, format=str(format), limit=limit, page=page,
              output=output)  # fmt: skip
    end(lambda: run_query(ask))


def watch(
    query: Query,
    db: Db,
    name: Annotated[
        str | None, typer.Option("--since-last", metavar="NAME", help="Whose last look; that of the same query.")
    ] = None,
    format: Annotated[Lines, typer.Option("--format", "-f", help="How to write it.")] = Lines.table,
) -> None:
    """Print what is new, changed or withdrawn since the last look at a query; the first look shows all."""
    from dateline.cli.record.querying import run_watch

    end(lambda: run_watch(db, query, name, str(format)))


__all__ = ["query", "watch"]
