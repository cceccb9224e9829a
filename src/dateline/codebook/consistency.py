"""Whether the parts of a codebook fit each other. A fault is one line: file, place, what is wrong, and what helps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.codebook.shapes import CameoCode, EventType
from dateline.nearness import nearest

QUADS = range(1, 5)
SCORES = (-10, 10)


def faults_of(types: list[EventType], contexts: Mapping[str, object], cameo: Mapping[str, CameoCode]) -> list[str]:
    """What does not fit between types, modes, contexts and CAMEO codes; empty where all does."""
    names = [t.name for t in types]
    return [
        *_repeated("types", names, "give each type one file"),
        *_repeated("types", [f"number {t.number}" for t in types], "number the types from 1"),
        *(fault for t in types for fault in _of_type(t, names, cameo)),
        *(fault for row in cameo.values() for fault in _of_code(row, types, contexts)),
    ]


def unknown(kind: str, name: str, known: Iterable[str], where: str) -> str:
    """There is no context 'humanitarian' (near: human_security; contexts stand in contexts.yaml)."""
    near = nearest(name, known)
    return f"there is no {kind} {name!r} ({f'near: {near}; ' if near else ''}{where})"


def unknown_code(code: str, cameo: Iterable[str]) -> str:
    """The same for a CAMEO code; near are those of its root."""
    near = ", ".join(c for c in cameo if c[:2] == code[:2] and len(c) == 3)
    return f"there is no CAMEO code {code!r} ({f'its root has {near}; ' if near else ''}codes stand in cameo.yaml)"


def as_words(value: Any) -> str:
    """A value as a line tells it: none, 2.5, a, b."""
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else "none" if value is None else str(value)


def file_of(code: str) -> str:
    """The file in which a CAMEO code stands."""
    return "appeals.yaml" if code.startswith("02") else "cameo.yaml"


def _repeated(place: str, names: list[str], remedy: str) -> Iterator[str]:
    for name, n in Counter(names).items():
        if n > 1:
            yield f"{place}: {name} stands {n} times ({remedy})"


def _of_type(kind: EventType, names: list[str], cameo: Mapping[str, CameoCode]) -> Iterator[str]:
    file = f"types/{kind.name}.yaml"
    if kind.quad not in QUADS or kind.penta not in (None, *QUADS):
        yield f"{file}: quad {kind.quad}, penta {kind.penta}: there is no such class (give 1 to 4)"
    yield from _repeated(f"{file}: modes", [m.name for m in kind.modes], "keep one of them")
    for place, score in (("score", kind.score), *((f"modes.{m.name}.score", m.score) for m in kind.modes)):
        if not SCORES[0] <= score <= SCORES[1]:
            yield f"{file}: {place}: {score:g} is off the scale (give -10 to 10)"
    codes = [("cameo", kind.cameo), *((f"modes.{m.name}.cameo", m.cameo) for m in kind.modes)]
    turned_codes = (("planned_cameo", kind.planned_cameo), ("refused_cameo", kind.refused_cameo))
    for place, code in (*codes, *((place, code) for place, code in turned_codes if code)):
        if code not in cameo:
            yield f"{file}: {place}: {unknown_code(code, cameo)}"
    turns = (("planned", kind.planned), ("hypothetical", kind.hypothetical))
    for place, turned in (*turns, *((f"near_misses[{i}].type", miss.type) for i, miss in enumerate(kind.near_misses))):
        if turned not in (None, "NONE", *names):
            yield f"{file}: {place}: {unknown('type', str(turned), names, 'types stand in types/')}"


def _of_code(row: CameoCode, types: list[EventType], contexts: Mapping[str, object]) -> Iterator[str]:
    place = f"{file_of(row.code)}: {row.code}"
    modes = {t.name: [m.name for m in t.modes] for t in types}
    if row.type not in modes:
        yield f"{place}: {unknown('type', row.type, modes, 'types stand in types/')}"
    elif row.mode and row.mode not in modes[row.type]:
        known = modes[row.type]
        yield f"{place}: {unknown(f'mode {row.type}', row.mode, known, f'modes stand in types/{row.type}.yaml')}"
    for context in row.contexts:
        if context not in contexts:
            yield f"{place}: {unknown('context', context, contexts, 'contexts stand in contexts.yaml')}"


__all__ = ["as_words", "faults_of", "file_of", "unknown", "unknown_code"]
