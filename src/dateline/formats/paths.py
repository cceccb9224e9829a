"""Files, folders and patterns → the stories in them, in the order of their names."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from dateline.formats import feeds, json_feed
from dateline.formats.companions import Companions
from dateline.formats.detection import read_stream
from dateline.formats.kinds import Desk, Entries, desk
from dateline.story import Reject

WILD = frozenset("*?[")
KINDS = ((stat.S_ISLNK, "a symbolic link"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"),
         (stat.S_ISBLK, "a device"), (stat.S_ISCHR, "a device"))  # fmt: skip


HEAD = 4_096
"""Bytes that tell a feed from other files."""


def read_paths(paths: Iterable[str | Path], at: Desk | None = None, stdin: BinaryIO | None = None) -> Entries:
    """The stories of several paths, in order; "-" is `stdin` where that is given.

    A report that a feed only sums up is read from its page, where one among the paths has the entry's link.
    """
    at, named = at or desk(), list(paths)
    yield from _companions(named, at).joined(_each(named, at, stdin))


def _each(paths: Iterable[str | Path], at: Desk, stdin: BinaryIO | None) -> Entries:
    for path in paths:
        if stdin is not None and path == "-":
            yield from read_stream(stdin, "<stdin>", at)
        else:
            yield from read_path(path, at)


def _companions(paths: list[str | Path], at: Desk) -> Companions:
    """What the feeds among several files sum up; feeds inside archives are not looked at."""
    found = Companions()
    files = [place for path in paths for place in _files_at(path)]
    among = [place for place in files if _is_feed(place)] if len(files) > 1 else []
    for place in among if len(among) < len(files) else ():  # feeds alone have no pages beside them
        found.look_at(_read_file(place, str(place), at))
    return found


def _files_at(path: str | Path) -> Iterator[Path]:
    """The files that a path, a folder or a pattern stands for, as far as they can be seen."""
    place = Path(path)
    with suppress(OSError, ValueError, NotImplementedError):
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from (Path(entry.path) for entry in _below(place) if isinstance(entry, os.DirEntry))
        elif WILD & set(str(path)):
            for found in _matches(str(path)):
                yield from _files_at(found) if found != place and not found.is_symlink() else ()


def _is_feed(place: Path) -> bool:
    with suppress(OSError, ValueError):
        if stat.S_ISREG(place.stat(follow_symlinks=False).st_mode):
            with place.open("rb") as stream:
                head = stream.read(HEAD)
            return feeds.holds(head) or json_feed.holds(head)
    return False


def read_path(path: str | Path, at: Desk | None = None) -> Entries:
    """The stories of a file, of all files below a folder, or of those that a pattern (*, ?, [], **) matches.

    What cannot be read comes as a Reject that says why and what helps. Hidden files below a folder are left out.
    """
    place, at = Path(path), at or desk()
    try:
        is_folder, is_there = place.is_dir(), os.path.lexists(place)
    except (OSError, ValueError):
        is_folder, is_there = False, False
    if is_folder:
        yield from _read_folder(place, at)
    elif not is_there and WILD & set(str(path)):
        yield from _read_matches(str(path), at)
    else:
        yield from _read_file(place, str(path), at)


def _read_file(place: Path, origin: str, at: Desk) -> Entries:
    try:
        stream = place.open("rb")
    except FileNotFoundError:
        yield Reject(origin, "there is no such file", "check the path")
        return
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        yield Reject(origin, f"cannot be opened: {said}", "check the path and its rights")
        return
    with stream:
        yield from read_stream(stream, origin, at)


def _read_folder(folder: Path, at: Desk) -> Entries:
    empty = True
    for entry in _below(folder):
        empty = False
        yield from _read_found(Path(entry.path), at) if isinstance(entry, os.DirEntry) else iter([entry])
    if empty:
        yield Reject(str(folder), "the folder holds no files", "check the path (hidden files are left out)")


def _below(folder: Path) -> Iterator["os.DirEntry[str] | Reject"]:
    """Every file below a folder by name, folders among them entered in their place; links are given, not followed."""
    waiting: list[os.DirEntry[str] | Path] = [folder]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, os.DirEntry) and not entry.is_dir(follow_symlinks=False):
            yield entry
            continue
        try:
            with os.scandir(entry) as found:
                inside = sorted((e for e in found if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            yield Reject(os.fspath(entry), f"cannot be opened: {error.strerror}", "check its rights")
            continue
        waiting.extend(reversed(inside))


def _read_found(place: Path, at: Desk) -> Entries:
    """A file that was found rather than named: only if it is one."""
    try:
        mode = place.lstat().st_mode
    except OSError as error:
        yield Reject(str(place), f"cannot be opened: {error.strerror}", "check the path and its rights")
        return
    kind = next((name for test, name in KINDS if test(mode)), None)
    if kind:
        yield Reject(str(place), f"this is {kind}, which is not followed", "give what it leads to by its own path")
    else:
        yield from _read_file(place, str(place), at)


def _read_matches(pattern: str, at: Desk) -> Entries:
    try:
        found = _matches(pattern)
    except (OSError, ValueError, NotImplementedError) as error:
        yield Reject(
            pattern, f"no such file, and no pattern: {error}", "* and ** stand for names, ** alone for folders"
        )
        return
    if not found:
        yield Reject(pattern, "nothing matches this pattern", "check the path")
    for path in found:
        yield from read_path(path, at) if path.is_dir() and not path.is_symlink() else _read_found(path, at)


def _matches(pattern: str) -> list[Path]:
    """What a pattern matches, by name. Raises OSError, ValueError and NotImplementedError."""
    place = Path(pattern)
    relative = str(place.relative_to(place.anchor)) if place.anchor else pattern
    return sorted(path for path in Path(place.anchor).glob(relative) if not _is_hidden(path, pattern))


def _is_hidden(path: Path, pattern: str) -> bool:
    """Whether a name begins with a full stop where the pattern names none such."""
    named = set(Path(pattern).parts)
    return any(part.startswith(".") and part not in named and part != ".." for part in path.parts)


__all__ = ["read_path", "read_paths"]
