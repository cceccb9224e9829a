"""All that is wrong in a folder of a codebook, one line a fault: file, place, what is wrong, and what helps."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.codebook.consistency import as_words, faults_of, file_of, unknown, unknown_code
from dateline.codebook.examples import cases_of
from dateline.codebook.plover import Codebook, made, type_files
from dateline.codebook.shapes import (
    Auxiliary,
    CameoCode,
    Conflict,
    EventType,
    Fact,
    Mode,
    NearMiss,
    Root,
    Sentence,
)
from dateline.lexicon.entries import Entry
from dateline.resources import DataError, load

T = TypeVar("T")
PARTS: dict[str, Any] = {"modes": Mode, "near_misses": NearMiss, "yes": str | Sentence}
"""The lists of a type's file: each item is read by itself, so that one that is wrong hides no other."""
COUNTS = ("dead", "injured", "arrested", "crowd")

DENIAL = "016"
"""CAMEO's comment that a denial is, which PLOVER reads as REJECT (conflicts.yaml: denials)."""


class Checked(msgspec.Struct, frozen=True):
    """What could be read of a folder, and its faults."""

    book: Codebook
    auxiliary: Auxiliary
    conflicts: list[Conflict]
    faults: list[str]


def checked(folder: Path) -> Checked:
    """Read a folder of a codebook and find its faults. Raises DataError where it holds no types at all."""
    faults: list[str] = []
    types = [t for path in type_files(folder) for t in _type(path, faults)]
    contexts = _whole(folder / "contexts.yaml", dict[str, list[str]], {}, faults)
    rows = [row for name in ("cameo", "appeals") for row in _items(folder / f"{name}.yaml", CameoCode, faults)]
    roots = {r.code: r for r in _items(folder / "roots.yaml", Root, faults)}
    comments = _whole(folder / "comments.yaml", dict[str, float | None], {}, faults)
    auxiliary = _whole(folder / "auxiliary.yaml", Auxiliary, Auxiliary("", []), faults)
    conflicts = _items(folder / "conflicts.yaml", Conflict, faults)
    book = made(types, contexts, rows, roots, comments)
    faults += faults_of(types, contexts, book.cameo)
    faults += [*_codes(rows, book), *_sentences(book, auxiliary), *_auxiliary(auxiliary, book)]
    faults += [fault for c in conflicts for fault in _conflict(c, book)]
    return Checked(book, auxiliary, conflicts, faults)


def lexicon_faults(entries: Iterable[tuple[str, Entry]], book: Codebook) -> Iterator[str]:
    """What lexicon entries, each with its file's name, ask of the codebook and do not find there."""
    for file, entry in entries:
        place, (name, _, mode) = f"{file}: {entry.id}", entry.event.partition("/")
        if name != "NONE" and name not in book.types:
            yield f"{place}: event: {unknown('type', name, book.types, 'types stand in types/')}"
        elif mode and (name, mode) not in book.modes:
            known = [m for kind, m in book.modes if kind == name]
            yield f"{place}: event: {unknown(f'mode {name}', mode, known, f'modes stand in types/{name}.yaml')}"
        denied = name == "REJECT" and entry.cameo == DENIAL
        if entry.cameo is not None and entry.cameo not in book.cameo and not denied:
            yield f"{place}: cameo: {unknown_code(entry.cameo, book.cameo)}"
        for context in entry.context:
            if context not in book.contexts:
                yield f"{place}: context: {unknown('context', context, book.contexts, 'they stand in contexts.yaml')}"


def disagreement(fact: Fact, book: Codebook) -> str | None:
    """What the codebook holds where a conflict's fact says otherwise; None where they agree."""
    told = _held(fact, book)
    if isinstance(told, str):
        return told
    wrong = [
        f"{name} {as_words(told[name])}, not {as_words(value)}"
        for name, value in _claims(fact).items()
        if told[name] != value
    ]
    return "; ".join(wrong) or None


def _claims(fact: Fact) -> dict[str, Any]:
    claims = {name: value for name, value in msgspec.structs.asdict(fact).items() if value is not None}
    if fact.code is None:
        return {name: value for name, value in claims.items() if name not in ("type", "mode")}
    del claims["code"]
    return claims if len(fact.code) == 2 else {**claims, "mode": fact.mode}


def _held(fact: Fact, book: Codebook) -> dict[str, Any] | str:
    if fact.code is not None:
        try:
            row = book.row_of(fact.code)
        except KeyError as error:
            return str(error.args[0])
        return msgspec.structs.asdict(row) if row else f"{fact.code} has no type"
    if fact.type not in book.types or (fact.mode and (fact.type, fact.mode) not in book.modes):
        return f"there is no {'/'.join(filter(None, [fact.type, fact.mode]))}"
    return msgspec.structs.asdict(book.modes[fact.type, fact.mode] if fact.mode else book.types[fact.type])


def _whole(path: Path, kind: type[T], default: T, faults: list[str]) -> T:
    try:
        return load(path, kind)
    except DataError as error:
        faults.append(_said(path, error))
        return default


def _said(path: Path, error: DataError) -> str:
    """`types/AID.yaml: Expected …`; what cannot be read names its remedy."""
    inside = f"types/{path.name}" if path.parent.name == "types" else path.name
    reason = " ".join(str(error).removeprefix(f"{path}: ").split())
    if isinstance(error.__cause__, OSError):
        return f"{inside}: cannot be read: {error.__cause__.strerror} (copy it from the shipped codebook)"
    return f"{inside}: {reason} (write it as the shipped file of this name)"


def _items(path: Path, kind: type[T], faults: list[str]) -> list[T]:
    """The items of a list, each read by itself."""
    raw = _whole(path, list[Any], [], faults)
    return [made for i, item in enumerate(raw) for made in _item(item, kind, f"{path.name}: {_name(item, i)}", faults)]


def _item(item: Any, kind: type[T], place: str, faults: list[str]) -> list[T]:
    try:
        return [msgspec.convert(item, kind)]
    except msgspec.ValidationError as error:
        faults.append(f"{place}: {error} (write it as the shipped file of this name)")
        return []


def _name(item: Any, index: int) -> str:
    """The item's own name, else its number from 1."""
    names = [item[key] for key in ("code", "id", "name", "text") if key in item] if isinstance(item, dict) else []
    return str(names[0]) if names else f"item {index + 1}"


def _type(path: Path, faults: list[str]) -> list[EventType]:
    """The type of a file, without those of its items that are wrong; nothing where its head is."""
    raw, place = _whole(path, dict[str, Any], {}, faults), f"types/{path.name}"
    if not raw:
        return []
    for part, kind in PARTS.items():
        if isinstance(raw.get(part), list):
            named = [(item, f"{place}: {part}.{_name(item, i)}") for i, item in enumerate(raw[part])]
            raw[part] = [msgspec.to_builtins(m) for item, where in named for m in _item(item, kind, where, faults)]
    if raw.get("name") != path.stem:
        faults.append(f"{place}: name: {raw.get('name')!r} in the file of {path.stem} (give both the same name)")
    return _item(raw, EventType, place, faults)


def _codes(rows: list[CameoCode], book: Codebook) -> Iterator[str]:
    for code, n in Counter(row.code for row in rows).items():
        if n > 1:
            yield f"{file_of(code)}: {code}: stands {n} times (keep one of them)"
        if book.roots and code[:2] not in book.roots:
            yield f"{file_of(code)}: {code}: {unknown('CAMEO root', code[:2], book.roots, 'roots stand in roots.yaml')}"
    for root in book.roots.values():
        row = book.cameo.get(f"{root.code}0")
        if root.type and (row is None or row.type != root.type):
            held = row.type if row else "missing"
            yield f"roots.yaml: {root.code}: {root.type}, but {root.code}0 is {held} (give both the same type)"


def _sentences(book: Codebook, auxiliary: Auxiliary) -> Iterator[str]:
    seen: dict[str, str] = {}
    for case in cases_of(book, auxiliary):
        if not case.text.strip():
            yield f"{case.place}: an empty sentence (write one of your own)"
        elif case.text in seen:
            yield f"{case.place}: {case.text!r} stands in {seen[case.text]} too (write another)"
        seen.setdefault(case.text, case.place)
    for kind in book.types.values():
        for name, written in (("yes", kind.yes), *((f"modes.{m.name}.yes", m.yes) for m in kind.modes)):
            if not written:
                yield f"types/{kind.name}.yaml: {name}: no sentence (write one of your own)"
        if not kind.near_misses:
            yield f"types/{kind.name}.yaml: near_misses: none (write one of a neighbouring type)"
        for size in set(kind.size) - set(COUNTS):
            yield f"types/{kind.name}.yaml: size: {unknown('count', size, COUNTS, ', '.join(COUNTS))}"


def _auxiliary(auxiliary: Auxiliary, book: Codebook) -> Iterator[str]:
    for mode in auxiliary.modes:
        for example in mode.yes:
            if example.event not in book.types:
                told = unknown("type", example.event, book.types, "types stand in types/")
                yield f"auxiliary.yaml: {mode.name}: {told}"


def _conflict(conflict: Conflict, book: Codebook) -> Iterator[str]:
    place = f"conflicts.yaml: {conflict.id}"
    for fact in conflict.facts if book.roots else ():
        if wrong := disagreement(fact, book):
            what = fact.code or "/".join(filter(None, [fact.type, fact.mode]))
            yield f"{place}: {what}: {wrong} (mend the conflict or the codebook)"
    for code in conflict.published:
        if code not in book.cameo:
            yield f"{place}: {unknown_code(code, book.cameo)}"


__all__ = ["Checked", "checked", "disagreement", "lexicon_faults"]
