"""The whole record as sorted JSON lines: the same stories, codings and reviews give the same bytes.

Left out is what tells of the runs: when and from where something came, what could not be read as a story,
and what `dateline watch` has shown.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, LargeBinary, Table, cast, select

from dateline.store.schema import metadata
from dateline.store.texts import Words

RUN = {("codings", "coded"), ("reviews", "id"), ("tombstones", "moment")}
LEFT_OUT = {"receipts", "refusals", "looks", "seen"}


def dumped(connection: Connection) -> Iterator[bytes]:
    """JSON lines, {"table": …, columns …}, by table and key."""
    for table in sorted(metadata.tables.values(), key=lambda x: x.name):
        if table.name not in LEFT_OUT:
            yield from _lines(connection, table)


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    columns = [c for c in table.columns if (table.name, c.name) not in RUN]
    name, *names = (
        "".join([*x]) for x in (table.name, *(c.name for c in columns))
    )  # plain text: msgspec knows no subclass of it
    keys = [_bytewise(connection, c) for c in table.primary_key.columns]
    rows = connection.execute(select(*columns).order_by(*keys), execution_options={"yield_per": 1000})
    for row in rows:
        yield msgspec.json.encode({"table": name, **dict(zip(names, row, strict=True))}) + b"\n"


def _bytewise(connection: Connection, column):  # type: ignore[no-untyped-def]
    """Text in the order of its bytes, whatever the database's own order of letters."""
    if not isinstance(column.type, Words):
        return column
    return column.collate("C") if connection.dialect.name == "postgresql" else cast(column, LargeBinary)


__all__ = ["dumped"]
