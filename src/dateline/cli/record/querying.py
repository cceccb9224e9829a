"""What `dateline query` and `dateline watch` do."""

import sys
from collections.abc import Callable

import msgspec
from sqlalchemy import Connection

from dateline.cli.output import ALL_CODED, complain, opened, shown
from dateline.cli.record.clock import now
from dateline.cli.record.sheets import (
    Sheet,
    brief_of,
    of_answer,
    of_map,
    of_network,
    of_page,
    of_view,
    write,
)
from dateline.query.free import free
from dateline.query.grammar import QueryError
from dateline.query.hints import hint
from dateline.query.meaning import Columns, book_words, conditions
from dateline.query.pages import page
from dateline.query.planning import Plan, planned
from dateline.query.views import network, places, view
from dateline.query.watching import Change, look
from dateline.store.opening import open_store, reading

PAGE = 50
MOST = 10_000
ANY_STATUS = "planned, hypothetical and negated records count too (status:actual leaves them out)"


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for."""

    db: str
    query: str
    by: str | None = None
    network: bool = False
    map: bool = False
    sql: str | None = None
    format: str = "table"
    limit: int | None = None
    page: str | None = None
    output: str | None = None


def run_query(ask: Ask) -> int:
    """Print what is asked for."""
    _check(ask)
    sheet, notes = _free(ask) if ask.sql is not None else _asked(ask)
    with opened(ask.output) as out:
        write(sheet, ask.format, out, terminal=out is sys.stdout.buffer)
    for note in notes:
        complain(note)
    return ALL_CODED


def _check(ask: Ask) -> None:
    told = [f"--{name}" for name in ("by", "network", "map", "sql") if getattr(ask, name) not in (None, False)]
    if len(told) > 1:
        raise QueryError(f"{' and '.join(told)} do not go together", None, "give one of them")
    if ask.page and told:
        raise QueryError(f"--page is for records, not for {told[0]}", None, "leave it out")
    if ask.sql is not None and ask.query:
        raise QueryError("a query and --sql do not go together", None, "give one of them")


def _free(ask: Ask) -> tuple[Sheet, list[str]]:
    limit = ask.limit or MOST
    answer = free(open_store(ask.db, read_only=True), ask.sql or "", limit)
    return of_answer(answer), [f"there are more than {limit:,} rows (--limit N shows more)"] if answer.more else []


def _asked(ask: Ask) -> tuple[Sheet, list[str]]:
    asked = conditions(ask.query, book_words)
    with reading(open_store(ask.db, read_only=True)) as connection:
        plan = planned(connection, asked)
        sheet, after = _sheet(connection, plan, ask)
        notes = [hint(connection, item) for item in plan.unknown]
    if not any(isinstance(c, Columns) and c.column == "status" for c in asked) and sheet.rows:
        notes.append(ANY_STATUS)
    return sheet, notes + after


def _sheet(connection: Connection, plan: Plan, ask: Ask) -> tuple[Sheet, list[str]]:
    if ask.by is not None:
        return of_view(view(connection, plan, ask.by, ask.limit)), []
    if ask.network:
        return of_network(network(connection, plan, ask.limit)), []
    if ask.map:
        return of_map(places(connection, plan, ask.limit)), []
    found = page(connection, plan, ask.query, ask.limit or PAGE, ask.page)
    return of_page(found), [f"there are more: --page {found.next}"] if found.next else []


def run_watch(db: str, query: str, name: str | None, format: str) -> int:
    """Print what is new since the last look."""
    show: Callable[[Change], None] = _show_json if format == "jsonl" else _show
    count = look(open_store(db), query, name, now(), book_words, show)
    if format != "jsonl":
        print(f"{count:,} {'change' if count == 1 else 'changes'} since the last look")
    sys.stdout.flush()
    return ALL_CODED


def _show_json(change: Change) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(change) + b"\n")
    sys.stdout.buffer.flush()


def _show(change: Change) -> None:
    if change.record is not None:
        told = " · ".join(shown(str(cell)) for cell in brief_of(change.record) if cell is not None)
        word = "no longer found" if change.change == "withdrawn" else change.change
    else:
        told = change.id + (f" (now in {change.into})" if change.into else "")
        word = "joined" if change.into else "withdrawn"
    print(f"{word:16} {told}", flush=True)


__all__ = ["Ask", "run_query", "run_watch"]
