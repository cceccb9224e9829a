"""What several test files share: the loaded program, once a run."""

from pathlib import Path

import pytest

from dateline.pipeline import load_resources
from web_site import site

ROOT = Path(__file__).resolve().parent.parent


__all__ = ["site"]


@pytest.fixture(scope="session")
def resources():
    return load_resources()


@pytest.fixture(scope="session")
def root():
    return ROOT
