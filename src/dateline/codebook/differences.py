"""How two codebooks differ: one line a difference, + added, - removed, ~ changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from dateline.codebook.consistency import as_words
from dateline.codebook.plover import Codebook, Conflict

Rows = Mapping[str, Mapping[str, Any]]
"""Name -> what it holds, field by field."""
TEXTS = ("definition", "yes", "near_misses")
"""Fields that are told as changed without their words."""


def differences(base: Codebook, other: Codebook) -> list[str]:
    """What `other` adds, leaves out and changes."""
    return [
        *_between("type", _types(base), _types(other)),
        *_between("mode", _modes(base), _modes(other)),
        *_between("context", _contexts(base), _contexts(other)),
        *_between("CAMEO", _cameo(base), _cameo(other)),
    ]


def published_differences(book: Codebook, conflicts: Iterable[Conflict]) -> list[str]:
    """What CAMEO2PLOVER-2021 has otherwise than the codebook, from the conflicts' published rows, with each reason."""
    lines = []
    for conflict in conflicts:
        theirs = {code: msgspec.structs.asdict(row) for code, row in conflict.published.items() if row is not None}
        rows = ((code, book.cameo[code]) for code in conflict.published if code in book.cameo)
        told = list(_between("CAMEO", {code: _fields(row, "code", "goldstein") for code, row in rows}, theirs))
        lines += [*told, f"    we: {conflict.follow} (because {conflict.because})"] if told else []
    return lines


def _between(kind: str, base: Rows, other: Rows) -> Iterator[str]:
    for name in sorted({*base, *other}, key=lambda n: (n not in base, list(base).index(n) if n in base else 0, n)):
        if name not in other:
            yield f"- {kind} {name}: {_whole(base[name])}"
        elif name not in base:
            yield f"+ {kind} {name}: {_whole(other[name])}"
        else:
            yield from _changes(f"{kind} {name}", base[name], other[name])


def _changes(place: str, base: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    for field, value in base.items():
        new = other.get(field)
        if value == new:
            continue
        yield f"~ {place}: {field}" + (" differs" if field in TEXTS else f" {as_words(value)} -> {as_words(new)}")


def _whole(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{k} {as_words(v)}" for k, v in row.items() if k not in TEXTS and v not in (None, []))


def _types(book: Codebook) -> Rows:
    return {name: _fields(kind, "name", "modes") for name, kind in book.types.items()}


def _modes(book: Codebook) -> Rows:
    return {f"{kind}/{mode}": _fields(row, "name") for (kind, mode), row in book.modes.items()}


def _contexts(book: Codebook) -> Rows:
    return {name: {"words": [" ".join(p) for p in phrases]} for name, phrases in book.contexts.items()}


def _cameo(book: Codebook) -> Rows:
    dropped = {code: {"type": None, "goldstein": value} for code, value in book.comments.items()}
    return {**dropped, **{code: _fields(row, "code") for code, row in book.cameo.items()}}


def _fields(struct: msgspec.Struct, *without: str) -> dict[str, Any]:
    return {k: v for k, v in msgspec.structs.asdict(struct).items() if k not in without}


__all__ = ["differences", "published_differences"]
