"""What the targets begin with: the samples of the tests, and the stories of the examples."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 20_000
"""Bytes; mutations of larger seeds find less in the same time."""


def samples(*patterns: str) -> Iterator[bytes]:
    """The files that these patterns match, from the root of the project, in the order of their names."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.stat().st_size <= LARGEST:
                yield path.read_bytes()
