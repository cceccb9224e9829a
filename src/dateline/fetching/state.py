"""What one run remembers for the next: marks of pages for conditional requests, what was given, what to retry."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

KEPT = 50_000
"""Ids and links that are remembered; the oldest are forgotten."""
TRIES = 5


class Marks(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a server tells one version of a page from another."""

    etag: str | None = None
    modified: str | None = None


class State(msgspec.Struct, omit_defaults=True):
    """Grows during a run. `seen`: links of pages that feeds named, and ids of stories, in the order they came.

    `pending`: pages that could not be fetched → how often that was tried. `later`: host → the second (of the clock)
    before which it does not want to be asked.
    """

    marks: dict[str, Marks] = {}
    seen: dict[str, None] = {}
    pending: dict[str, int] = {}
    later: dict[str, float] = {}

    def put_off(self, link: str) -> None:
        """Remember a page for the next run, a few times."""
        tries = self.pending.get(link, 0) + 1
        if tries < TRIES:
            self.pending[link] = tries
        else:
            self.pending.pop(link, None)


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """The file of a state."""

    version: int = 1
    marks: dict[str, Marks] = {}
    seen: tuple[str, ...] = ()
    pending: dict[str, int] = {}
    later: dict[str, float] = {}


def load_state(path: Path | None) -> State:
    """The state in a file; an empty one where there is no such file. Raises ValueError where it is no state."""
    if path is None or not path.exists():
        return State()
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except (msgspec.DecodeError, UnicodeError, OSError) as error:
        raise ValueError(
            f"{path}: no state of earlier fetches: {error} (remove it to fetch everything anew)"
        ) from error
    return State(marks=kept.marks, seen=dict.fromkeys(kept.seen), pending=kept.pending, later=kept.later)


def save_state(state: State, path: Path | None) -> None:
    """Write a state, whole or not at all. Raises OSError."""
    if path is None:
        return
    kept = Kept(marks=dict(list(state.marks.items())[-KEPT:]), seen=tuple(state.seen)[-KEPT:], pending=state.pending,
                later=state.later)  # fmt: skip
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


__all__ = ["Marks", "State", "load_state", "save_state"]
