"""How every command ends: with an exit status, and whatever goes wrong in one line."""

import errno
from collections.abc import Callable
from typing import NoReturn

import typer


def end(run: Callable[[], int]) -> NoReturn:
    """Run a command to its exit status; whatever goes wrong is one line, and a closed pipe or Ctrl-C is none."""
    from dateline.cli.output import INTERRUPTED, NOTHING_CODED, complain, give_up_output
    from dateline.query.grammar import QueryError
    from dateline.resources import DataError
    from dateline.store.faults import StoreError

    try:
        status = run()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        give_up_output()
        status = 0
    except (DataError, QueryError, StoreError) as error:  # says the file, the place and what was expected
        complain(error)
        status = NOTHING_CODED
    except Exception as error:  # the program's own fault, or a missing parser: said, not thrown at the user
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            give_up_output()
            complain(f"dateline: the output cannot be written: {error.strerror} (make room, or give -o another FILE)")
            raise typer.Exit(NOTHING_CODED) from None
        complain(f"dateline: {type(error).__name__}: {error} (if the input is in order, please report this)")
        status = NOTHING_CODED
    raise typer.Exit(status)


__all__ = ["end"]
