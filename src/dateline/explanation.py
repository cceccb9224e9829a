"""What a rule id means: the entry of a lexicon or a table that made a value, and where it stands."""

import re
from functools import cache
from pathlib import Path

from dateline.resources import DATA, load

FOLDERS = {"lexicon": "lexicon/en/deeds", "agents": "lexicon/en/agents", "knowledge": "knowledge"}
ENTRY = re.compile(r"^(?:\s*-?\s*\{?\s*id: |(?=\w+:))([\w-]+)")


def describe(rule_id: str, resources: object) -> str:
    """The rule's id with the data file and line where its entry stands, or with what it says in plain words."""
    kind, _, name = rule_id.partition(":")
    plain = _plain().get(rule_id) or _plain().get(f"{kind}:")
    where = plain or _where(kind, name)
    return f"{rule_id}  {where}".rstrip()


def _where(kind: str, name: str) -> str:
    """file:line of an entry; "" where there is none."""
    if kind not in FOLDERS or not name:
        return ""
    state = DATA / "knowledge/states" / f"{name.split('/')[0]}.yaml"
    if kind == "knowledge" and state.is_file():
        return _relative(state)
    entries, parts = _entries(FOLDERS[kind]), name.split("/")
    file = DATA / FOLDERS[kind] / f"{parts[0]}.yaml"
    found = (entries.get(part) for part in (parts[-1], parts[0]))
    return next((line for line in found if line), _relative(file) if file.is_file() else "")


@cache
def _plain() -> dict[str, str]:
    return load(DATA / "explanations.yaml", dict[str, str])


@cache
def _entries(folder: str) -> dict[str, str]:
    """Entry id, or key of a table -> file:line, for all files of a folder."""
    found: dict[str, str] = {}
    for path in sorted((DATA / folder).rglob("*.yaml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if match := ENTRY.match(line):
                found[match[1]] = f"{_relative(path)}:{number}"
    return found


def _relative(path: Path) -> str:
    return f"data/{path.relative_to(DATA).as_posix()}"


__all__ = ["describe"]
