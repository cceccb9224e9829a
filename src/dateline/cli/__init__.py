"""The command line. `main` is the program `dateline`; heavy modules are loaded inside the commands."""

import sys


def main() -> None:
    """Run the program on the arguments it was called with; ends with the exit status of the command."""
    from dateline.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app()


__all__ = ["main"]
