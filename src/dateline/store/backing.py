"""A copy of the whole record while others go on working in it."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from dateline.store.faults import StoreError


def back_up(engine: Engine, target: Path) -> None:
    """Write a copy to a file that appears whole or not at all: SQLite, or pg_dump's custom form. Raises StoreError."""
    if target.exists():
        raise StoreError(f"{target}: it exists already", "name another file, or move that one away")
    part = target.with_name(f".{target.name}.part")
    try:
        _copy(engine, part)
        os.replace(part, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}", "check the folder and its room") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _copy(engine: Engine, part: Path) -> None:
    if engine.dialect.name == "postgresql":
        _dump(engine, part)
        return
    try:
        with closing(sqlite3.connect(str(engine.url.database))) as here, closing(sqlite3.connect(part)) as there:
            here.backup(there)
            if (said := there.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise StoreError(f"{engine.url.database}: the copy is not sound: {said}", "run: dateline doctor")
    except sqlite3.Error as error:
        raise StoreError(f"{part}: cannot be written: {error}", "check the folder and its room") from error


def _dump(engine: Engine, part: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise StoreError("the program pg_dump is missing", "install PostgreSQL's client programs")
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    made = subprocess.run(  # noqa: S603 (a fixed program, no shell)
        [program, "--format=custom", f"--file={part}", f"--dbname={address}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise StoreError(f"pg_dump failed: {made.stderr.strip()}", "check the address and the rights")


__all__ = ["back_up"]
