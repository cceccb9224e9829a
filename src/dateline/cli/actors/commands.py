"""The commands of `dateline actors` and their options; what they do stands in the modules beside this one."""

from typing import Annotated

import typer

from dateline.cli.ending import end

actors = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    short_help="Find, show and check who is who.",
    help="Find, show and check who is who: states, organisations, offices and their holders, each as of a day.",
)


@actors.command(short_help="Report faults and gaps of the tables.")
def check(
    states: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE]...", help="Codes of states, RUS or KEN; all without one.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every gap, also those with a note.")] = False,
) -> None:
    """Report every fault of the tables of who is who, and what they lack of what they set out to hold.

    Exit status: 0 no fault, 1 faults, 2 tables that cannot be read.
    """
    from dateline.cli.actors.check import run_check

    end(lambda: run_check(states or [], every))


__all__ = ["actors"]
