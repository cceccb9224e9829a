"""CAMEO's quad classes by root, from data/codebooks/plover/penta.yaml."""

from functools import cache

from dateline.resources import DATA, load


@cache
def penta_classes() -> dict[str, int]:
    """Class 0 to 4 by the code's first two digits. Raises DataError."""
    return load(DATA / "codebooks/plover/penta.yaml", dict[str, int])


def penta_of_code(code: str) -> int:
    """The class of a CAMEO code of 2 to 4 digits; 0 for what is no code."""
    return penta_classes().get(code[:2], 0)


@cache
def force_codes() -> frozenset[str]:
    """CAMEO codes that sentence sets put with the use of force. Raises DataError."""
    return load(DATA / "codebooks/plover/force.yaml", frozenset[str])
