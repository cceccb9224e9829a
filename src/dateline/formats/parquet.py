"""Parquet → Stories, through DuckDB, which may open this one file and nothing else, and fetches no extension."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from dateline.formats.kinds import Columns, Desk, Entries, Format, Refused
from dateline.formats.limits import LIMITS
from dateline.formats.rows import Places, places_of, story_of
from dateline.formats.streams import descriptor, held

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
OPTIONS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1, "memory_limit": "512MB", "temp_directory": "", "max_temp_directory_size": "0KB",
    "autoinstall_known_extensions": False, "autoload_known_extensions": False, "allow_community_extensions": False,
    "allow_persistent_secrets": False,
}  # fmt: skip
"""No disk, no network, no extension, one core."""


def holds(head: bytes) -> bool:
    """By its magic bytes."""
    return head.startswith(MAGIC)


def read(stream: BinaryIO, origin: str, at: Desk) -> Entries:
    """A Story or a Reject for each row, path:ROW, the first row being 1. Raises Refused."""
    import duckdb

    number = descriptor(stream)
    number, own = (number, False) if number is not None else (_copied(stream), True)
    try:
        path = f"/{'proc/self' if sys.platform == 'linux' else 'dev'}/fd/{number}"
        with _connection(path) as database:
            names, places = _columns(database, path, at.columns)
            for row, cells in enumerate(_rows(database, path, names), 1):
                yield story_of(cells, places, "parquet", f"{origin}:{row}", at)
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except duckdb.Error as error:
        said = str(error).split("\n", 1)[0].replace(path, "the file")[:200]
        raise Refused(f"a damaged Parquet table: {said}", "write it again, or as CSV or JSONL") from None
    finally:
        if own:
            os.close(number)


def _connection(path: str) -> "DuckDBPyConnection":
    import duckdb

    database = duckdb.connect(":memory:", config=OPTIONS)
    for setting in (f"allowed_paths=['{path}']", "enable_external_access=false", "lock_configuration=true"):
        database.execute(f"SET {setting}")
    return database


def _columns(database: "DuckDBPyConnection", path: str, columns: Columns) -> tuple[Sequence[str], Places]:
    """The names of the columns that are wanted, and where they stand in a row of these."""
    found = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    names = [str(row[0]) for row in found]
    places = places_of(names, columns)
    wanted = [i for i in (places.text, places.id, places.date, places.title) if i is not None]
    at = {index: place for place, index in enumerate(wanted)}
    chosen = Places(0, *(at[i] if i is not None else None for i in (places.id, places.date, places.title)))
    return [names[i] for i in wanted], chosen


def _rows(database: "DuckDBPyConnection", path: str, names: Sequence[str]) -> Iterator[Sequence[str | None]]:
    quoted = ('"' + name.replace('"', '""') + '"' for name in names)
    asked = ", ".join(f"CAST({name} AS VARCHAR)" for name in quoted)
    result = database.execute(f"SELECT {asked} FROM read_parquet(?, binary_as_string=true)", [path])  # noqa: S608
    while rows := result.fetchmany(LIMITS.rows_at_once):
        yield from rows


def _copied(stream: BinaryIO) -> int:
    """A file in memory with the bytes of a stream, by its number; DuckDB opens nothing but files."""
    if not hasattr(os, "memfd_create"):
        raise Refused("a Parquet table from a pipe or out of an archive", "give the file itself")
    source = held(stream, LIMITS.held_bytes)
    number = os.memfd_create("dateline")
    with open(number, "wb", closefd=False) as copy:
        while part := source.read(io.DEFAULT_BUFFER_SIZE * 16):
            copy.write(part)
    return number


PARQUET = Format(name="parquet", holds=holds, read=read, risky=True, loads=("duckdb",))

__all__ = ["PARQUET"]
