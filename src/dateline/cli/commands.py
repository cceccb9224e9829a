"""The commands and their options; what they do stands in the modules beside this one."""

import datetime
from enum import StrEnum
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.actors.commands import actors as actors_app
from dateline.cli.codebook.commands import codebook
from dateline.cli.ending import end as _end
from dateline.cli.record.commands import register

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Read dated news and tell who did what to whom, when, where, and according to whom.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


app.add_typer(codebook, name="codebook")
app.add_typer(actors_app, name="actors")
register(app)


class Format(StrEnum):
    """How codings are written."""

    table = "table"
    json = "json"
    plover = "plover"


class Coder(StrEnum):
    """Who tells the type of a sentence's deed."""

    both = "both"
    lexicon = "lexicon"
    classifier = "classifier"


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders or quoted patterns of any format; - reads standard input."),
]
Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, whole or not at all.")]
Day = Annotated[
    datetime.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Publication date of stories without one."),
]

Actors = Annotated[
    str | None,
    typer.Option("--actors", metavar="FILE", help="Your own table of who is who, laid over the shipped ones."),
]
TextColumn = Annotated[
    str, typer.Option("--text-column", metavar="NAME", help="The column or field of tables and JSONL with the text.")
]
IdColumn = Annotated[str, typer.Option("--id-column", metavar="NAME", help="That of the story's id.")]
DateColumn = Annotated[str, typer.Option("--date-column", metavar="NAME", help="That of the publication date.")]
TitleColumn = Annotated[str, typer.Option("--title-column", metavar="NAME", help="That of the title.")]


class Layout(StrEnum):
    """How what was understood is shown."""

    table = "table"
    json = "json"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read dated news and tell who did what to whom, when, where, and according to whom."""


@app.command()
def code(
    paths: Paths,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="json: a coding a line; plover: an event a line.")
    ] = Format.table,
    date: Day = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the story's text into json and plover.")] = False,
    output: Output = None,
    actors: Actors = None,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    date_column: DateColumn = "date",
    title_column: TitleColumn = "title",
) -> None:
    """Code stories: a table to read, or JSON lines.

    Exit status: 0 all stories coded, 1 some rejected (each named on standard error), 2 none coded or wrong usage.
    """
    from dateline.cli.coding import Job, run_code
    from dateline.cli.reading import columns_of

    columns = columns_of(text_column, id_column, date_column, title_column)
    job = Job(tuple(paths), str(format), date.date() if date else None, with_text, output, actors, columns)
    _end(lambda: run_code(job))


@app.command(short_help="Show what is understood of files, before any coding.")
def read(
    paths: Paths,
    format: Annotated[Layout, typer.Option("--format", "-f", help="json: a story or reject a line.")] = Layout.table,
    output: Output = None,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    date_column: DateColumn = "date",
    title_column: TitleColumn = "title",
) -> None:
    """Show each story as it was understood, and each reject, before any coding.

    Exit status: 0 all read, 1 some rejected, 2 none read or wrong usage.
    """
    from dateline.cli.reading import columns_of, run_read

    columns = columns_of(text_column, id_column, date_column, title_column)
    _end(lambda: run_read(tuple(paths), str(format), output, columns))


@app.command(short_help="Show events in their sentences, values marked.")
def explain(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A file; - reads standard input.")],
    event: Annotated[
        str | None, typer.Argument(metavar="[EVENT]", help="An event's number, id or the beginning of it.")
    ] = None,
    date: Day = None,
    actors: Actors = None,
) -> None:
    """Show each event in its sentence, its values marked, and the entries that made them."""
    from dateline.cli.explain import run_explain

    _end(lambda: run_explain(story, event, date.date() if date else None, actors))


@app.command(short_help="Show who says what.")
def quotes(
    paths: Paths,
    json: Annotated[bool, typer.Option("--json", help="A statement a line.")] = False,
    date: Day = None,
    actors: Actors = None,
) -> None:
    """Show who says what: source, cue and content, how it is said, who reports it, and the event that saying it is."""
    from dateline.cli.quotes import run_quotes

    _end(lambda: run_quotes(paths, date.date() if date else None, actors, json))


@app.command(short_help="Code the sample stories and sum them up.")
def demo(
    stories: Annotated[
        str | None, typer.Option("--stories", metavar="DIR", help="Code the stories of this folder.")
    ] = None,
) -> None:
    """Code the sample stories, sum them up, and show the whole record of one."""
    from dateline.cli.demo import run_demo

    _end(lambda: run_demo(stories))


@app.command(short_help="Fetch pages and feeds, and write their stories.")
def fetch(
    links: Annotated[
        list[str], typer.Argument(metavar="LINK...", help="Pages, and feeds, whose short entries are followed.")
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT", help="Add stories to this file; or a folder/ for the pages."),
    ] = None,
    allow_loopback: Annotated[bool, typer.Option("--allow-loopback", hidden=True)] = False,
) -> None:
    """Fetch pages and feeds of the public web with manners, and write their stories as JSONL.

    robots.txt is obeyed, and a host is asked once a second. With -o, only what is new is fetched in later runs.

    Exit status: 0 all fetched, 1 some rejected (each named on standard error), 2 none fetched or wrong usage.
    """
    from dateline.cli.fetching import Job, run_fetch

    _end(lambda: run_fetch(Job(tuple(links), output, allow_loopback)))


@app.command(short_help="Run one capability alone on JSONL records.")
def predict(
    task: Annotated[str, typer.Argument(metavar="TASK", help="times, attribution, …; any other word lists them.")],
    records: Annotated[str, typer.Argument(metavar="IN.jsonl", help="Records, one a line; - reads standard input.")],
    output: Output = None,
    coder: Annotated[
        Coder, typer.Option("--coder", help="Who tells the type, for plover_pairs and cameo_sentences.")
    ] = Coder.both,
    actors: Actors = None,
) -> None:
    """Run one capability alone on JSONL records; a bad line becomes {"id", "error"} and the run goes on.

    Exit status: 0 all lines answered, 1 some with an error, 2 none or wrong usage.
    """
    from dateline.cli.predict import run_predict

    _end(lambda: run_predict(task, records, output, str(coder), actors))


__all__ = ["app"]
