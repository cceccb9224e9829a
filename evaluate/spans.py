"""Small tests on spans [start, end) and on names."""

import re
from typing import Any


def words(name: str | None) -> set[str]:
    """The longer words of a name, in lower case."""
    return {w for w in re.findall(r"\w+", (name or "").lower()) if len(w) > 2}


def touch(a: list[int], b: list[int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def share(a: list[int], b: list[int]) -> float:
    """The share of b's characters that a covers."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, b[1] - b[0])


def ends(x: dict[str, Any]) -> list[int]:
    """The span of a contract object."""
    return [x["start"], x["end"]]


def bad_spans(text: str, node: Any) -> int:
    """How many spans in a coding are not exact slices of the text."""
    if isinstance(node, list):
        return sum(bad_spans(text, value) for value in node)
    if not isinstance(node, dict):
        return 0
    spanned = node.get("start") is not None and isinstance(node.get("text"), str) and "end" in node
    bad = spanned and text[node["start"] : node["end"]] != node["text"]
    return bad + sum(bad_spans(text, value) for value in node.values())
