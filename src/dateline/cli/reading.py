"""`dateline read`: what was understood of files, before any coding."""

import re
from collections.abc import Callable
from typing import BinaryIO

import msgspec
import typer

from dateline.cli.output import (
    ALL_CODED,
    NOTHING_CODED,
    SOME_REJECTED,
    OutputError,
    complain,
    console,
    opened,
    shown,
)
from dateline.cli.run import read_all
from dateline.formats import Columns
from dateline.resources import DataError
from dateline.story import Publication, Reject, Story

FIRST_WORDS = 8
NUMBERED = re.compile(r":\d+$")
"""Wire text is one story a file; JSON Lines, which tell no format either, have the line's number in the origin."""


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph by its place in the text, its first words, and how many words it has."""

    start: int
    end: int
    begins: str
    words: int


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it was read; one line of JSON."""

    origin: str
    format: str
    id: str
    source_id: str | None
    date: str | None
    title: str | None
    language: str | None
    byline: tuple[str, ...]
    dateline: tuple[str, ...]
    agency: str | None
    crossheads: tuple[str, ...]
    credits: dict[str, tuple[str, ...]]
    publication: Publication
    paragraphs: tuple[Paragraph, ...]


class Rejected(msgspec.Struct, frozen=True):
    """A reject; one line of JSON."""

    origin: str
    rejected: str
    remedy: str


Show = Callable[[Understood | Rejected], None]


def columns_of(text: str, id: str, date: str, title: str) -> Columns:
    """The columns that the options name. Raises a usage error where two are one."""
    if len({text, id, date, title}) < 4:
        raise typer.BadParameter("two of the columns have one name", param_hint="--text-column, --id-column, …")
    return Columns(text=text, id=id, date=date, title=title)


def run_read(paths: tuple[str, ...], layout: str, output: str | None, columns: Columns) -> int:
    """Show what the paths hold and give the exit status."""
    read = rejected = 0
    try:
        with opened(output) as stream:
            show = _lines(stream) if layout == "json" else _page(stream if output not in (None, "-") else None)
            for entry in read_all(paths, columns):
                show(Rejected(entry.origin, entry.reason, entry.remedy) if isinstance(entry, Reject) else told(entry))
                read, rejected = read + isinstance(entry, Story), rejected + isinstance(entry, Reject)
    except (OutputError, DataError) as error:
        complain(error)
        return NOTHING_CODED
    if rejected:
        complain(f"{read} read, {rejected} rejected")
    return NOTHING_CODED if not read else SOME_REJECTED if rejected else ALL_CODED


def told(story: Story) -> Understood:
    """What is shown of a story."""
    plain = "jsonl" if NUMBERED.search(story.origin) else "text"
    return Understood(
        origin=story.origin,
        format=story.publication.format or plain,
        id=story.id,
        source_id=story.source_id,
        date=str(story.date) if story.date else None,
        title=story.title,
        language=story.language,
        byline=story.byline,
        dateline=tuple(place.text for place in story.dateline),
        agency=story.agency,
        crossheads=tuple(head.text for head in story.crossheads),
        credits=story.credits,
        publication=story.publication,
        paragraphs=tuple(Paragraph(p.start, p.end, _begins(p.text), len(p.text.split())) for p in story.paragraphs),
    )


def _begins(text: str) -> str:
    words = text.split(maxsplit=FIRST_WORDS)
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def _lines(stream: BinaryIO) -> Show:
    def show(entry: Understood | Rejected) -> None:
        stream.write(msgspec.json.encode(entry) + b"\n")
        stream.flush()

    return show


def _page(stream: BinaryIO | None) -> Show:
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    out = console(stream)

    def show(entry: Understood | Rejected) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=12, style="dim")
        grid.add_column(overflow="fold")
        for label, value in _rows(entry):
            grid.add_row(label, Text(shown(value)))
        out.print(Rule(style="dim", characters="─"))
        out.print(grid)

    return show


def _rows(entry: Understood | Rejected) -> list[tuple[str, str]]:
    """Labels and values; what is empty is left out."""
    if isinstance(entry, Rejected):
        return [("rejected", entry.origin), ("because", entry.rejected), ("remedy", entry.remedy)]
    rows = [("story", entry.origin), ("format", entry.format), ("id", entry.id), ("its own id", entry.source_id),
            ("date", entry.date or "none: give it with --date"), ("title", entry.title), ("language", entry.language),
            ("byline", ", ".join(entry.byline)), ("dateline", ", ".join(entry.dateline)), ("agency", entry.agency),
            ("crossheads", " · ".join(entry.crossheads)), *_published(entry)]  # fmt: skip
    rows += [(role, ", ".join(names)) for role, names in entry.credits.items()]
    rows += [("paragraphs" if not i else "", f"{p.words} words: {p.begins}") for i, p in enumerate(entry.paragraphs)]
    return [(label, value) for label, value in rows if value]


def _published(entry: Understood) -> list[tuple[str, str]]:
    """What the format tells beyond the text, field by field, and beyond what is shown of it already."""
    said = {"format": entry.publication.format, "language": entry.language}
    told = ((name, getattr(entry.publication, name)) for name in Publication.__struct_fields__)
    told = ((name, value) for name, value in told if name not in said or value != said[name])
    return [(name, _in_words(value)) for name, value in told if value not in (None, ())]


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(part if isinstance(part, str) else part.name or part.code or "" for part in value)
    return str(value)


__all__ = ["Understood", "columns_of", "run_read", "told"]
