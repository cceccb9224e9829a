"""The command line. `main` is the program `dateline`; heavy modules are loaded inside the commands."""

import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the program; a closed pipe and Ctrl-C end it quietly, and no fault of the input shows a traceback."""
    from dateline.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _give_up_output()
        sys.exit(0)


def _give_up_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


__all__ = ["main"]
