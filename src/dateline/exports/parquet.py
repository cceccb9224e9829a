"""Parquet files by year and month, year=2024/month=03/data_0.parquet, written by duckdb; a record a row."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from dateline.coding import Party
from dateline.exports.cameo import goldstein
from dateline.exports.joined import Joined, Report
from dateline.exports.sites import site_of

NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""The partition of records without a day."""
PARTY = "STRUCT(name VARCHAR, country VARCHAR, sectors VARCHAR[], office VARCHAR, entity VARCHAR, text VARCHAR)[]"
REPORT = (
    "STRUCT(id VARCHAR, story VARCHAR, date DATE, source VARCHAR, link VARCHAR, title VARCHAR, sentence VARCHAR,"
    " trigger_start INTEGER, trigger_end INTEGER, confidence DOUBLE, review VARCHAR, pipeline VARCHAR)[]"
)
TYPES: dict[str, str] = {
    "id": "VARCHAR",
    "day": "DATE",
    "first": "DATE",
    "last": "DATE",
    "basis": "VARCHAR",
    "type": "VARCHAR",
    "modes": "VARCHAR[]",
    "contexts": "VARCHAR[]",
    "status": "VARCHAR",
    "historical": "BOOLEAN",
    "quad": "TINYINT",
    "score": "DOUBLE",
    "cameo": "VARCHAR",
    "goldstein": "DOUBLE",
    "actors": PARTY,
    "recipients": PARTY,
    "speaker": "VARCHAR",
    "place": "VARCHAR",
    "place_country": "VARCHAR",
    "admin1": "VARCHAR",
    "lat": "DOUBLE",
    "lon": "DOUBLE",
    "geonameid": "INTEGER",
    **{f"{size}_{end}": "INTEGER" for size in ("dead", "injured", "arrested", "crowd") for end in ("min", "max")},
    "stories": "INTEGER",
    "sources": "INTEGER",
    "confidence": "DOUBLE",
    "reviewed": "BOOLEAN",
    "differs": "VARCHAR",
    "reports": REPORT,
}
"""Columns and duckdb's types, in order; `differs` is JSON."""


def row_of(record: Joined) -> dict[str, object]:
    """A record's row, by the names of TYPES."""
    event, site = record.event, site_of(record.event.where)
    place = ("name", "country", "province", "lat", "lon", "geonameid")
    names = ("place", "place_country", "admin1", "lat", "lon", "geonameid")
    return {
        "id": record.id,
        "day": record.day,
        "first": record.first,
        "last": record.last,
        "basis": record.basis,
        "type": event.event,
        "modes": event.mode,
        "contexts": event.context,
        "status": event.status,
        "historical": event.historical,
        "quad": event.quad,
        "score": event.score,
        "cameo": event.cameo,
        "goldstein": goldstein(event),
        "actors": [_party(p) for p in event.actor],
        "recipients": [_party(p) for p in event.recipient],
        "speaker": event.speaker.name if event.speaker else None,
        **{name: getattr(site, of) if site else None for name, of in zip(names, place, strict=True)},
        **{
            f"{size}_{end}": n
            for size, ends in record.sizes.items()
            for end, n in zip(("min", "max"), ends, strict=True)
        },
        "stories": record.stories,
        "sources": record.sources,
        "confidence": record.confidence,
        "reviewed": record.reviewed,
        "differs": msgspec.json.encode(record.differs).decode() if record.differs else None,
        "reports": [_report(r) for r in record.reports],
    }


def _party(party: Party) -> dict[str, object]:
    return {
        "name": party.name,
        "country": party.country,
        "sectors": party.sector,
        "office": party.office,
        "entity": party.entity,
        "text": party.text,
    }


def _report(report: Report) -> dict[str, object]:
    story, trigger = report.story, report.event.trigger
    return {
        "id": report.id,
        "story": story.id,
        "date": story.date,
        "source": story.source,
        "link": story.link,
        "title": story.title,
        "sentence": report.sentence,
        "trigger_start": trigger.start,
        "trigger_end": trigger.end,
        "confidence": report.event.confidence,
        "review": report.review,
        "pipeline": story.versions.get("pipeline"),
    }


def partitions(records: Iterable[Joined], folder: Path) -> None:
    """Write the files into an empty folder; without any record, one file that holds the columns alone."""
    rows = folder / "rows.jsonl"
    with rows.open("wb") as out:
        for record in records:
            out.write(msgspec.json.encode(row_of(record)) + b"\n")
    _copied(rows, folder)
    rows.unlink()
    if not any(folder.iterdir()):
        empty = folder / f"year={NOWHERE}/month={NOWHERE}"
        empty.mkdir(parents=True)
        _copied(None, empty / "data_0.parquet")


def _copied(rows: Path | None, target: Path) -> None:
    """By one thread, so that the same records give the same bytes; duckdb must neither fetch nor load anything."""
    import duckdb  # heavy

    shape = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in TYPES.items())
    source = f"read_json({_quoted(str(rows))}, format='newline_delimited', columns={{{shape}}})"
    if rows is None:
        nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in TYPES.items())
        wanted, options = f"SELECT {nothing} WHERE false", ""
    else:
        parts = "year(day) AS year, lpad(month(day)::VARCHAR, 2, '0') AS month"
        wanted, options = f"SELECT *, {parts} FROM {source}", ", PARTITION_BY (year, month)"  # noqa: S608 (our own words)
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as connection:
        how = f"FORMAT parquet, COMPRESSION zstd, OVERWRITE_OR_IGNORE{options}"
        connection.execute(f"COPY ({wanted}) TO {_quoted(str(target))} ({how})")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


__all__ = ["NOWHERE", "TYPES", "partitions", "row_of"]
