"""A user's own table laid over ours: one file of the same shape, whose facts come before the shipped ones."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.knowledge.checking import faults_of
from dateline.knowledge.tables import Knowledge, Organisation, State
from dateline.resources import DataError
from dateline.yaml_words import parse_yaml

Entry = dict[str, object]
T = TypeVar("T")


class Overlay(msgspec.Struct, frozen=True):
    """A user's file as read: its states and organisations, and a short hash of its bytes."""

    states: tuple[State, ...]
    organisations: tuple[Organisation, ...]
    version: str


def read_overlay(path: Path, base: Knowledge) -> Overlay:
    """The user's file: a state (`code: KEN …`), an organisation (`id: …`), or a list of both.

    A state that the shipped tables know needs its code and what is new. Raises DataError with the place of the fault.
    """
    try:
        raw = path.read_bytes()
        parsed = parse_yaml(raw)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
    entries = parsed if isinstance(parsed, list) else [parsed]
    known = {s.code: s for s in base.states}
    states, organisations = [], []
    for at, entry in enumerate(entries):
        match entry:
            case {"code": code}:
                name = known[code].name if isinstance(code, str) and code in known else None
                states.append(_typed({"name": name, **entry} if name else entry, State, path, at))
            case {"id": _}:
                organisations.append(_typed(entry, Organisation, path, at))
            case _:
                raise DataError(f"{path}: entry {at + 1} is neither a state (code: …) nor an organisation (id: …)")
    _check(path, states, organisations, frozenset(known))
    return Overlay(tuple(states), tuple(organisations), hashlib.sha256(raw).hexdigest()[:12])


def _check(path: Path, states: list[State], organisations: list[Organisation], known: frozenset[str]) -> None:
    """Raises DataError for the first fault of the entries by themselves, and for one that stands twice."""
    codes = known | {s.code for s in states}
    entries: list[State | Organisation] = [*states, *organisations]
    found = [fault for entry in entries for fault in faults_of(entry, codes)]
    for name, count in Counter([*(s.code for s in states), *(o.id for o in organisations)]).items():
        found += [f"{name}: two entries (join them)"] if count > 1 else []
    if found:
        raise DataError(f"{path}: {found[0]}" + (f" (and {len(found) - 1} more)" if len(found) > 1 else ""))


def laid_over(base: Knowledge, overlay: Overlay) -> Knowledge:
    """The tables with the user's facts: offices of the same name, organisations of the same id are replaced."""
    theirs = {s.code: s for s in overlay.states}
    replaced = {o.id for o in overlay.organisations}
    known = {s.code for s in base.states}
    states = (*(_merged(s, theirs[s.code]) if s.code in theirs else s for s in base.states),
              *(s for s in overlay.states if s.code not in known))  # fmt: skip
    return Knowledge(states, (*overlay.organisations, *(o for o in base.organisations if o.id not in replaced)))


def _typed(entry: Entry, kind: type[T], path: Path, at: int) -> T:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: entry {at + 1}: {error} (the fields are those of the shipped tables)") from error


def _merged(ours: State, theirs: State) -> State:
    """Their single values and offices in the place of ours of the same name; their lists are added to ours."""
    changes: dict[str, object] = {}
    for field in ours.__struct_fields__:
        mine, new = getattr(ours, field), getattr(theirs, field)
        if isinstance(new, list):
            changes[field] = [*mine, *(value for value in new if value not in mine)]
        elif new is not None:
            changes[field] = new
    offices = {o.office: o for o in ours.offices} | {o.office: o for o in theirs.offices}
    return msgspec.structs.replace(ours, **(changes | {"offices": list(offices.values())}))


__all__ = ["Overlay", "laid_over", "read_overlay"]
