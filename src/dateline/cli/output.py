"""Where the program writes: standard output or a file, whole or not at all; and one-line messages on standard error."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from rich.console import Console

ALL_CODED, SOME_REJECTED, NOTHING_CODED, INTERRUPTED = 0, 1, 2, 130
COLUMNS = 100
# Control characters and direction marks of a text must not reach a terminal as commands.
HIDDEN = {
    i: "\ufffd"
    for i in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if i not in (9, 10)
}


class OutputError(Exception):
    """Output that cannot be written; the message names the file and what helps."""


def complain(message: object) -> None:
    """One line on standard error."""
    print(str(message).translate(HIDDEN).replace("\n", " "), file=sys.stderr, flush=True)


def shown(text: str) -> str:
    """A text as it may be sent to a terminal; line breaks become blanks."""
    return " ".join(text.translate(HIDDEN).split())


@contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only when all is written. Raises OutputError.

    What is no file (/dev/null, a named pipe) is written to as it stands, and a link is written through.
    """
    if path in (None, "-"):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(str(path))
    if target.exists() and not target.is_file() and not target.is_dir():  # /dev/null, a pipe: never to be replaced
        with open(target, "wb") as stream:
            yield stream
        return
    if target.is_symlink():
        target = target.resolve()
    handle, name = _beside(target)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(name, _mode_of(target))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _beside(target: Path) -> tuple[int, str]:
    if target.is_dir():
        raise OutputError(f"{target}: this is a folder (name a file in it: {target}/out.json)")
    try:
        return tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror} (check the folder and its rights)") from error


def _mode_of(target: Path) -> int:
    """The rights of the file that is replaced, or those that a new file would have."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def give_up_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush does not complain of a closed pipe."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console(stream: BinaryIO | None = None) -> "Console":
    """A console of at most 100 columns; plain text unless it is a terminal and NO_COLOR is not set."""
    from rich.console import Console

    class Paper(Console):
        """A console that leaves a closed pipe to the command."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    terminal = stream is None and sys.stdout.isatty()
    fancy = terminal and not os.environ.get("NO_COLOR")
    file = (
        TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", write_through=True) if stream else sys.stdout
    )
    made = Paper(file=file, color_system="auto" if fancy else None, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, COLUMNS) if terminal else COLUMNS
    return made
