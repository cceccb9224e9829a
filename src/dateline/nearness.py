"""Which known names are like one that is not known: for messages that help."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """The known names that are most like one, with commas; "" where none is."""
    by_lower = {k.lower(): k for k in known}
    return ", ".join(by_lower[k] for k in get_close_matches(name.lower(), by_lower, 3, 0.6))


__all__ = ["nearest"]
