"""The command line: `main` is the program `dateline`, `app` its typer application; both load only when used."""

import sys


def main() -> None:
    """Run the program on the arguments it was called with; ends with the exit status of the command."""
    from dateline.cli.commands import app
    from dateline.cli.lean import without_unused_modules

    without_unused_modules()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app()


def __getattr__(name: str) -> object:
    """`app`, imported when it is first asked for, so that importing the package costs nothing."""
    if name == "app":
        from dateline.cli.commands import app

        return app
    raise AttributeError(name)


__all__ = ["main"]
