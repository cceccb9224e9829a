"""The commands of `dateline actors` and their options; what they do stands in the modules beside this one."""

import datetime
from typing import Annotated

import typer

from dateline.cli.ending import end

actors = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    short_help="Find, show and check who is who.",
    help="Find, show and check who is who: states, organisations, offices and their holders, each as of a day.",
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name as news writes it: Shoigu, the Kremlin, SDF.")]
Day = Annotated[
    datetime.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="As of this day."),
]
Own = Annotated[
    str | None, typer.Option("--actors", metavar="FILE", help="Your own table, laid over the shipped ones.")
]


@actors.command(short_help="Tell what a name may stand for.")
def find(name: Name, date: Day = None, own: Own = None) -> None:
    """Tell what a name may stand for, with country, sector and office as of a day (today without --date).

    Exit status: 0 found, 1 not found, 2 a table that cannot be read.
    """
    from dateline.cli.actors.find import run_find

    day = date.date() if date else datetime.datetime.now(tz=datetime.UTC).date()
    end(lambda: run_find(name, day, own))


@actors.command(short_help="Show all that is known of a state, a body or a person.")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A state's code, an organisation's id, or a name.")],
    date: Day = None,
    own: Own = None,
) -> None:
    """Show all that the tables hold of a state, an organisation or a person; with --date, offices of that day only.

    Exit status: 0 found, 1 not found, 2 a table that cannot be read.
    """
    from dateline.cli.actors.show import run_show

    end(lambda: run_show(name, date.date() if date else None, own))


@actors.command(short_help="Report faults and gaps of the tables.")
def check(
    states: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE]...", help="Codes of states, RUS or KEN; all without one.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every gap, also those with a note.")] = False,
    own: Own = None,
) -> None:
    """Report every fault of the tables of who is who, and what they lack of what they set out to hold.

    Exit status: 0 no fault, 1 faults, 2 tables that cannot be read.
    """
    from dateline.cli.actors.check import run_check

    end(lambda: run_check(states or [], every, own))


@actors.command(short_help="Propose changes from an answer of Wikidata.")
def update(
    answer: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="SPARQL results in JSON, as the service gives them.")
    ] = None,
    service: Annotated[
        str | None, typer.Option("--service", metavar="URL", help="Ask this service; wikidata for Wikidata's own.")
    ] = None,
    query: Annotated[bool, typer.Option("--query", help="Show the query, and do nothing.")] = False,
) -> None:
    """Compare the tables of offices with an answer of Wikidata and print the lines to change; nothing is changed.

    Exit status: 0 no difference, 1 differences, 2 no answer.
    """
    from dateline.cli.actors.update import SERVICE, run_update

    today = datetime.datetime.now(tz=datetime.UTC).date()
    end(lambda: run_update(answer, SERVICE if service == "wikidata" else service, today, query))


__all__ = ["actors"]
