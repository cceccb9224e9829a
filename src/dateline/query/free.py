"""Free SQL on the record that can only read: one SELECT, for a limited time, of a limited number of rows."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine

from dateline.query.grammar import QueryError
from dateline.store.opening import faults_of

SECONDS = 10.0
LONGEST_VALUE = 20_000_000
"""Bytes of a value, so that no function can fill the memory."""
STEPS = 10_000
"""How many steps of SQLite's machine pass between two looks at the clock."""
ALLOWED = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE))
FORBIDDEN = frozenset(("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"))
OWN_PRAGMA = "data_version"
"""FTS5 asks this of itself."""


class Answer(msgspec.Struct, frozen=True):
    """Columns and rows; `more`: there were further rows than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool


def free(engine: Engine, sql: str, limit: int, seconds: float = SECONDS) -> Answer:
    """What one SELECT answers. Raises QueryError for anything else, and where it takes longer than `seconds`."""
    if "\x00" in sql:
        raise QueryError("the SQL holds a NUL character")
    if engine.dialect.name == "postgresql":
        return _on_postgresql(engine, sql, limit, seconds)
    return _on_sqlite(str(engine.url.database), sql, limit, seconds)


def _on_sqlite(database: str, sql: str, limit: int, seconds: float) -> Answer:
    address = database if database.startswith("file:") else Path(database).resolve().as_uri()
    with closing(sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)) as connection:
        _restrict(connection, time.monotonic() + seconds)
        try:
            cursor = connection.execute(sql)
            rows = cursor.fetchmany(limit + 1)
        except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
            raise _refused(str(error), seconds) from error
        return _answer([column[0] for column in cursor.description or ()], rows, limit)


def _restrict(connection: sqlite3.Connection, end: float) -> None:
    connection.execute("PRAGMA query_only=ON")
    with suppress(sqlite3.Error):  # once it is known, asking it needs no more than reading
        connection.execute("SELECT story FROM story_words LIMIT 0")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    connection.set_authorizer(_allows)


def _allows(action: int, one: str | None, two: str | None, _database: str | None, _trigger: str | None) -> int:
    """Reading alone."""
    if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in FORBIDDEN:
        return sqlite3.SQLITE_DENY
    if action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and one == OWN_PRAGMA):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _on_postgresql(engine: Engine, sql: str, limit: int, seconds: float) -> Answer:
    """By a cursor (a SELECT only), prepared (one statement only), in a transaction that only reads."""
    from psycopg import Error

    with faults_of(engine):
        connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
        try:
            cursor.execute(f"DECLARE asked NO SCROLL CURSOR FOR {sql}", prepare=True)  # type: ignore[call-arg]
            cursor.execute(f"FETCH {limit + 1} FROM asked")
            return _answer([column[0] for column in cursor.description or ()], cursor.fetchall(), limit)
        except (Error, UnicodeError) as error:
            raise _refused(str(error).split("\n")[0], seconds) from error
    finally:
        connection.rollback()
        connection.close()


def _refused(said: str, seconds: float) -> QueryError:
    remedies = {
        "interrupted": f"it took longer than {seconds:g} s: narrow it, by day for instance",
        "statement timeout": f"it took longer than {seconds:g} s: narrow it, by day for instance",
        "not authorized": "only SELECT is allowed",
        "prohibited": "only SELECT is allowed",
        "readonly": "only SELECT is allowed",
        "one statement": "ask one at a time",
        "multiple commands": "ask one at a time",
        "too big": "a value is too long: take a part of it with substr",
    }
    remedy = next((words for sign, words in remedies.items() if sign in said), "docs/record.md tells the tables")
    return QueryError(f"the SQL was refused: {said}", None, remedy)


def _answer(columns: Sequence[str], rows: Sequence[tuple[Any, ...]], limit: int) -> Answer:
    if not columns:
        raise QueryError("the SQL is no SELECT", None, "only SELECT is allowed")
    return Answer(tuple(columns), tuple(rows[:limit]), len(rows) > limit)


__all__ = ["SECONDS", "Answer", "free"]
