"""The commands of `dateline codebook` and their options; what they do stands in the modules beside this one."""

from typing import Annotated

import typer

from dateline.cli.ending import end

codebook = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    short_help="Check, show and compare codebooks.",
    help="Check, show and compare codebooks: the event types, their modes, scores, contexts and CAMEO codes.",
)


@codebook.command(short_help="Report every fault of a codebook.")
def check(
    folder: Annotated[
        str | None, typer.Argument(metavar="DIR", help="A folder laid out as the shipped one; that one without DIR.")
    ] = None,
    examples: Annotated[
        bool, typer.Option("--examples", help="Also run every sentence of the codebook through the program.")
    ] = False,
) -> None:
    """Report every fault of a codebook, one line each, and count what it holds.

    Exit status: 0 no fault, 1 faults, 2 no codebook there.
    """
    from dateline.cli.codebook.check import run_check

    end(lambda: run_check(folder, examples))


@codebook.command(short_help="Show a type, a mode, a context or a CAMEO code.")
def show(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="CONSULT, CONSULT/visit, election or 173; without it, all types."),
    ] = None,
) -> None:
    """Show what the codebook says of a type, a mode, a context or a CAMEO code; without a name, all types."""
    from dateline.cli.codebook.show import run_show

    end(lambda: run_show(name))


@codebook.command(short_help="Tell how two codebooks differ.")
def diff(
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="A folder, or cameo2plover for the mapping published in 2021.")
    ],
    base: Annotated[
        str | None, typer.Argument(metavar="BASE", help="The folder to compare it with; the shipped one without it.")
    ] = None,
) -> None:
    """Tell what is added (+), removed (-) and changed (~) in OTHER as against BASE.

    Exit status: 0 nothing, 1 something, 2 a folder that cannot be read.
    """
    from dateline.cli.codebook.diff import run_diff

    end(lambda: run_diff(other, base))


__all__ = ["codebook"]
