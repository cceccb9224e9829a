"""What several test files share: the loaded program, once a run."""

from pathlib import Path

import pytest

from dateline.pipeline import load_resources
from postgres_server import MISSING, programs, serving
from web_site import site

ROOT = Path(__file__).resolve().parent.parent


__all__ = ["site"]


@pytest.fixture(scope="session")
def resources():
    return load_resources()


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server; skipped where none is installed."""
    if programs() is None:
        pytest.skip(MISSING)
    with serving() as server:
        yield server


@pytest.fixture
def engines(monkeypatch):
    """The engines that a test opens; their connections are closed at its end."""
    from dateline.store import opening

    made, create = [], opening.create_engine
    monkeypatch.setattr(opening, "create_engine", lambda *a, **k: made.append(create(*a, **k)) or made[-1])
    yield made
    for engine in made:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path, engines):
    """Where a record may be: a file, or the address of an empty PostgreSQL database."""
    return str(tmp_path / "record.db") if request.param == "sqlite" else request.getfixturevalue("postgres").database()
