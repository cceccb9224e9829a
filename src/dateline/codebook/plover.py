"""PLOVER 2.0 from data/codebooks/plover: types, modes, contexts, scores, and CAMEO both ways."""

import re
from pathlib import Path

import msgspec

from dateline.codebook.consistency import faults_of
from dateline.codebook.shapes import (
    Auxiliary,
    CameoCode,
    Conflict,
    EventType,
    Mode,
    NearMiss,
    Root,
    Sentence,
    sentences,
)
from dateline.resources import DATA, DataError, load

FOLDER = DATA / "codebooks/plover"
Meaning = tuple[str, str | None, tuple[str, ...]]
"""Type, mode and contexts of a CAMEO code."""


class Codebook(msgspec.Struct, frozen=True):
    """The codebook; modes are keyed by (type, mode)."""

    types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    contexts: dict[str, tuple[tuple[str, ...], ...]]
    """Context -> phrases, each a tuple of lemmas."""
    cameo: dict[str, CameoCode]
    """Codes of 3 and 4 digits, the appeals (02) among them."""
    roots: dict[str, Root] = {}
    comments: dict[str, float | None] = {}
    """Codes of 01, which have no type -> Goldstein value."""

    def cameo_of(self, event: str, mode: str | None = None) -> str:
        """The CAMEO code of a type or mode that nothing tells closer. Raises KeyError with a message."""
        if event not in self.types:
            raise KeyError(f"there is no type {event!r} (types: {', '.join(self.types)})")
        if not mode:
            return self.types[event].cameo
        if (event, mode) not in self.modes:
            modes = ", ".join(m.name for m in self.types[event].modes) or "none"
            raise KeyError(f"{event} has no mode {mode!r} (modes: {modes})")
        return self.modes[event, mode].cameo

    def plover_of(self, code: str) -> Meaning | None:
        """Type, mode and contexts of a CAMEO code of 2 to 4 digits; None for comments (01), which PLOVER drops.

        A root stands for its own row (17 -> 170), a code that is not in the table for its parent (1739 -> 173).
        Raises KeyError, whose message lists the roots, where the root is unknown or the code is none.
        """
        row = self.row_of(code)
        return (row.type, row.mode, tuple(row.contexts)) if row else None

    def row_of(self, code: str) -> CameoCode | None:
        """The table's row that speaks for a CAMEO code of 2 to 4 digits; None for comments. Raises KeyError."""
        root = self._root(code)
        rows = (code, code[:3], f"{root.code}0")
        return next((self.cameo[c] for c in rows if c in self.cameo), None) if root.type else None

    def goldstein_of(self, code: str) -> float | None:
        """The Goldstein value, -10 to +10; None where the published table has none. Raises KeyError for no code."""
        root = self._root(code)
        if len(code) == len(root.code):
            return root.goldstein
        known = {**self.comments, **{c: row.goldstein for c, row in self.cameo.items()}}
        return next((known[c] for c in (code, code[:3], f"{root.code}0") if c in known), root.goldstein)

    def _root(self, code: str) -> Root:
        root = self.roots.get(code[:2]) if re.fullmatch(r"[0-9]{2,4}", code) else None
        if root is None:
            raise KeyError(f"there is no CAMEO code {code!r} (2 to 4 digits; roots: {', '.join(self.roots)})")
        return root


def load_codebook(folder: Path = FOLDER) -> Codebook:
    """Load and check; raises DataError or ValueError naming what does not fit."""
    types = [load(path, EventType) for path in type_files(folder)]
    contexts = load(folder / "contexts.yaml", dict[str, list[str]])
    rows = [row for name in ("cameo", "appeals") for row in load(folder / f"{name}.yaml", list[CameoCode])]
    roots = {r.code: r for r in load(folder / "roots.yaml", list[Root])}
    comments = load(folder / "comments.yaml", dict[str, float | None])
    book = made(types, contexts, rows, roots, comments)
    if faults := faults_of(types, contexts, book.cameo):
        raise ValueError(f"{folder}/{faults[0]}")
    return book


def type_files(folder: Path) -> list[Path]:
    """The files of the types. Raises DataError where there are none."""
    found = sorted((folder / "types").glob("*.yaml"))
    if not found:
        raise DataError(f"{folder}: no types (a codebook has a file for each type in {folder}/types)")
    return found


def made(types: list[EventType], contexts: dict[str, list[str]], rows: list[CameoCode], roots: dict[str, Root],
         comments: dict[str, float | None]) -> Codebook:  # fmt: skip
    """A codebook of these parts, unchecked; types in the manual's order."""
    types = sorted(types, key=lambda t: t.number)
    return Codebook(
        {t.name: t for t in types},
        {(t.name, m.name): m for t in types for m in t.modes},
        {k: tuple(tuple(w.split()) for w in v) for k, v in contexts.items()},
        {row.code: row for row in rows},
        roots,
        comments,
    )


def load_conflicts(folder: Path = FOLDER) -> list[Conflict]:
    """Where PLOVER's sources do not agree. Raises DataError."""
    return load(folder / "conflicts.yaml", list[Conflict])


def load_auxiliary(folder: Path = FOLDER) -> Auxiliary:
    """The auxiliary modes. Raises DataError."""
    return load(folder / "auxiliary.yaml", Auxiliary)


__all__ = [
    "FOLDER",
    "Auxiliary",
    "CameoCode",
    "Codebook",
    "Conflict",
    "EventType",
    "Mode",
    "NearMiss",
    "Root",
    "Sentence",
    "load_auxiliary",
    "load_codebook",
    "load_conflicts",
    "made",
    "sentences",
    "type_files",
]
