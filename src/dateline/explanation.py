"""What a rule id means: the entry of a lexicon or a table that made a value, and where it stands."""

from dateline.resources import DATA


def describe(rule_id: str, resources: object) -> str:
    """The rule's id with the data file, and the line, where it stands; the id alone where that is not known."""
    kind, _, name = rule_id.partition(":")
    if kind == "lexicon":
        return f"{rule_id}  {_line_of(name)}".rstrip()
    state = DATA / "knowledge/states" / f"{name.split('/')[0]}.yaml"
    return f"{rule_id}  {_relative(state)}" if kind == "knowledge" and name and state.is_file() else rule_id


def _line_of(entry: str) -> str:
    """file:line of a lexicon entry, "" where there is none."""
    for path in sorted((DATA / "lexicon").rglob("*.yaml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() == f"- id: {entry}":
                return f"{_relative(path)}:{number}"
    return ""


def _relative(path: object) -> str:
    return f"data/{str(path).removeprefix(str(DATA)).lstrip('/')}"


__all__ = ["describe"]
