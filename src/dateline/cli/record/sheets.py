"""Answers as rows: how records, views, networks and maps are written as a table, CSV, JSON or JSON lines."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from dateline.cli.output import console, shown
from dateline.query.free import Answer
from dateline.query.pages import Page, Record
from dateline.query.views import Line, Network, View

Cell = object
NONE = "–"


class Sheet(msgspec.Struct, frozen=True):
    """Columns and rows; `brief`: what a table shows of them instead; `lines` are JSON lines, `whole` is the JSON."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[object, ...]
    whole: object
    brief: tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]] | None = None


def write(sheet: Sheet, format: str, out: BinaryIO, terminal: bool) -> None:
    """Write a sheet as table, csv, json or jsonl."""
    if format == "json":
        out.write(msgspec.json.format(msgspec.json.encode(sheet.whole), indent=2) + b"\n")
    elif format == "jsonl":
        for line in sheet.lines:
            out.write(msgspec.json.encode(line) + b"\n")
    elif format == "csv":
        out.write(_csv(sheet.names, sheet.rows).encode("utf-8", "backslashreplace"))
    else:
        _print(sheet, None if terminal else out)


def _csv(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: Cell) -> Cell:
    """Lists joined, objects as JSON."""
    if isinstance(cell, tuple | list):
        return ";".join(map(str, cell))
    return msgspec.json.encode(cell).decode() if isinstance(cell, dict | bytes) else cell


def _print(sheet: Sheet, stream: BinaryIO | None) -> None:
    from rich.table import Table
    from rich.text import Text

    names, rows = sheet.brief or (sheet.names, sheet.rows)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    numeric = [all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(names))]
    for name, number in zip(names, numeric, strict=True):
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_words(cell)) for cell in row))
    page = io.BytesIO()  # a console closes what it writes to
    out = console(page if stream else None)
    if rows:
        out.print(table)
    out.print(f"{len(rows):,} {'line' if len(rows) == 1 else 'lines'}", style="dim")
    if stream:
        stream.write(page.getvalue())


def _words(cell: Cell) -> str:
    if cell is None:
        return NONE
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:g}"
    return f"{cell:,}" if isinstance(cell, int) else shown(str(_plain(cell)))


RECORD_COLUMNS = ("day", "what", "who → whom", "where", "score", "reports", "id")


def of_page(page: Page) -> Sheet:
    """Records."""
    rows = tuple(tuple(getattr(record, name) for name in Record.__struct_fields__) for record in page.records)
    brief = tuple(map(brief_of, page.records))
    whole = {"records": page.records, "next": page.next}
    return Sheet(Record.__struct_fields__, rows, page.records, whole, (RECORD_COLUMNS, brief))


def brief_of(record: Record) -> tuple[Cell, ...]:
    """A record in seven cells."""
    what = [record.type, record.mode, record.status if record.status != "actual" else None]
    who = [_party(record.actor_name, record.actor_country), _party(record.recipient_name, record.recipient_country)]
    where = ", ".join(x for x in (record.place, record.place_country) if x)
    told = (record.day, " ".join(x for x in what if x), " → ".join(who), where or None)
    return (*told, record.score, record.reports, record.id)


def _party(name: str | None, country: str | None) -> str:
    return f"{name} [{country}]" if name and country else name or country or NONE


COUNTS = ("records", "reports", "score", "quad1", "quad2", "quad3", "quad4")


def of_view(view: View) -> Sheet:
    """Lines of a view, the mean score among them."""
    names = (*view.names, *COUNTS)
    rows = tuple((*line.key, *_counts(line)) for line in view.lines)
    lines = tuple(dict(zip(names, row, strict=True)) for row in rows)
    return Sheet(names, rows, lines, lines)


def _counts(line: Line) -> tuple[Cell, ...]:
    return (line.records, line.reports, line.score, *line.quads)


def of_network(network: Network) -> Sheet:
    """Edges; the nodes stand in the JSON only."""
    names = ("source", "target", *COUNTS)
    rows = tuple((e.source, e.target, e.records, e.reports, e.score, *e.quads) for e in network.edges)
    return Sheet(names, rows, network.edges, network)


MAP_COLUMNS = ("place", "country", "lat", "lon", "records", "reports", "score")


def of_map(view: View) -> Sheet:
    """Places; the JSON is GeoJSON (RFC 7946), whose points are longitude and latitude."""
    flat = of_view(view)
    features = tuple(_features(flat))
    kept = [flat.names.index(name) for name in MAP_COLUMNS]
    brief = tuple(tuple(row[i] for i in kept) for row in flat.rows)
    whole = {"type": "FeatureCollection", "features": features}
    return msgspec.structs.replace(flat, lines=features, whole=whole, brief=(MAP_COLUMNS, brief))


def _features(flat: Sheet) -> Iterator[dict[str, object]]:
    for row in flat.rows:
        told = dict(zip(flat.names, row, strict=True))
        lat, lon = told.pop("lat"), told.pop("lon")
        point = None if lat is None or lon is None else {"type": "Point", "coordinates": (lon, lat)}
        yield {"type": "Feature", "geometry": point, "properties": told}


def of_answer(answer: Answer) -> Sheet:
    """Rows of free SQL."""
    lines = tuple(dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    return Sheet(answer.columns, answer.rows, lines, {"rows": lines, "more": answer.more})


__all__ = ["Sheet", "brief_of", "of_answer", "of_map", "of_network", "of_page", "of_view", "write"]
