"""`dateline fetch`."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from dateline.cli.output import ALL_CODED, NOTHING_CODED, SOME_REJECTED, OutputError, complain, opened
from dateline.fetching import Fetched, Rules, fetch_all, load_state, save_state
from dateline.formats import desk
from dateline.story import Reject, Story


class Job(msgspec.Struct, frozen=True):
    """What the user asked for. `output` names a file of JSON Lines, or a folder for the pages as they came."""

    links: tuple[str, ...]
    output: str | None = None
    loopback: bool = False
    """For tests: let 127.0.0.1 be fetched from."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story as a line of JSONL that `dateline code` reads."""

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    link: str | None = None
    published: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    language: str | None = None


class Count(msgspec.Struct):
    """Stories written, pages saved, and rejects said."""

    kept: int = 0
    rejected: int = 0


def run_fetch(job: Job) -> int:
    """Fetch what the links name and give the exit status; the state is kept only when all output is written."""
    memory, count = _memory(job.output), Count()
    try:
        state = load_state(memory)
        found = fetch_all(job.links, desk(), Rules(loopback=job.loopback), state)
        if _is_folder(job.output):
            _save_pages(found, Path(str(job.output)), count)
        else:
            _write_stories(found, job.output, count)
        save_state(state, memory)
    except (OutputError, ValueError) as error:
        complain(error)
        return NOTHING_CODED
    if count.rejected:
        return SOME_REJECTED if count.kept else NOTHING_CODED
    return ALL_CODED


def _is_folder(output: str | None) -> bool:
    return output is not None and (output.endswith("/") or Path(output).is_dir())


def _memory(output: str | None) -> Path | None:
    """The file of the state: beside the output; without an output nothing is remembered."""
    if output in (None, "-"):
        return None
    return Path(str(output)) / ".dateline-fetch.json" if _is_folder(output) else Path(f"{output}.fetch.json")


def _save_pages(found: Iterator[Fetched], folder: Path, count: Count) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror} (check the folder and its rights)") from error
    for fetched in found:
        if fetched.body is not None:
            with opened(str(folder / _name(fetched.link, fetched.body))) as stream:
                stream.write(fetched.body)
            count.kept += 1
        else:
            _complain(fetched, count)


def _name(link: str, body: bytes) -> str:
    """A file name of the link's hash; nothing of the link itself gets into a path."""
    start = body[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    kind = "json" if start.startswith((b"{", b"[")) else "xml" if start.startswith((b"<?xml", b"<rss")) else "html"
    return f"{hashlib.sha256(link.encode()).hexdigest()[:16]}.{kind}"


def _write_stories(found: Iterator[Fetched], output: str | None, count: Count) -> None:
    """New stories go to standard output as they come, or to the end of the file when all are there."""
    if output in (None, "-"):
        with opened(None) as out:
            _write(found, out, count)
        return
    with tempfile.TemporaryFile() as new:
        _write(found, new, count)
        if count.kept:
            new.seek(0)
            _append(new, str(output))


def _write(found: Iterator[Fetched], out: IO[bytes], count: Count) -> None:
    for fetched in found:
        for story in (entry for entry in fetched.entries if isinstance(entry, Story)):
            out.write(msgspec.json.encode(_line(story)) + b"\n")
            out.flush()
            count.kept += 1
        _complain(fetched, count)


def _append(new: IO[bytes], output: str) -> None:
    """The file with the new lines at its end, whole or not at all."""
    old = Path(output)
    with opened(output) as out:
        if old.is_file():
            with old.open("rb") as before:
                shutil.copyfileobj(before, out)
        shutil.copyfileobj(new, out)


def _complain(fetched: Fetched, count: Count) -> None:
    for entry in fetched.entries:
        if isinstance(entry, Reject):
            complain(entry)
            count.rejected += 1


def _line(story: Story) -> Line:
    told = story.publication
    return Line(id=story.source_id or story.id, text=story.text, date=str(story.date) if story.date else None,
                title=story.title, link=told.link, published=told.published, byline=story.byline,
                agency=story.agency, publisher=told.publisher, language=told.language)  # fmt: skip


__all__ = ["Job", "run_fetch"]
