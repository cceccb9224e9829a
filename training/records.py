"""The training sentences as values; training/README.md tells their form."""

import re
from functools import cache
from pathlib import Path

import msgspec

from dateline.codebook.plover import Codebook, load_codebook

FOLDER = Path(__file__).resolve().parent / "sentences"
MARK = re.compile(r"\{([ART]) ([^{}]+)\}")
STATUSES = ("actual", "planned", "hypothetical", "negated")
DROPPED = re.compile(r"0[12]\d{0,2}")
"""CAMEO's comments and appeals, which PLOVER's table leaves out."""
NONE = "NONE"


class RecordError(ValueError):
    """Lines that do not have the form; names file, line and what is wrong."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with one deed marked. Spans are [start, end) characters of `text`."""

    place: str
    """File and line."""
    text: str
    cameo: str
    """Empty where the predicate is no political deed."""
    event: str
    mode: str
    status: str
    contexts: tuple[str, ...]
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    trigger: tuple[int, int]
    marked: str

    @property
    def label(self) -> str:
        """TYPE/mode."""
        return f"{self.event}/{self.mode}" if self.mode else self.event


def load_all() -> list[Record]:
    """All records, file by file. Raises RecordError."""
    return [r for path in sorted(FOLDER.glob("*.tsv")) for r in load_file(path)]


def load_file(path: Path) -> list[Record]:
    """The records of one file. Raises RecordError with every line that is wrong."""
    lines = path.read_text(encoding="utf-8").split("\n")
    records, faults = [], []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                records.append(_record(line, f"{path.name}:{number}"))
            except RecordError as error:
                faults.append(f"{path.name}:{number}: {error}")
    if faults:
        raise RecordError("\n".join(faults))
    return records


def _record(line: str, place: str) -> Record:
    fields = line.split("\t")
    if len(fields) != 5:
        raise RecordError(f"has {len(fields)} fields parted by tabs, needs 5")
    cameo, label, status, contexts, marked = (f.strip() for f in fields)
    event, _, mode = label.partition("/")
    told = tuple(c.strip() for c in contexts.split(",") if c.strip() not in ("", "-"))
    _check_codes(cameo, event, mode, status, told)
    text, spans = parse_marks(marked)
    return Record(
        place=place,
        text=text,
        cameo="" if cameo == "-" else cameo,
        event=event,
        mode=mode,
        status=status,
        contexts=told,
        actors=tuple(spans["A"]),
        recipients=tuple(spans["R"]),
        trigger=spans["T"][0],
        marked=marked,
    )


@cache
def _book() -> Codebook:
    return load_codebook()


def _check_codes(cameo: str, event: str, mode: str, status: str, contexts: tuple[str, ...]) -> None:
    book = _book()
    if event != NONE and event not in book.types:
        raise RecordError(f"no type {event!r}")
    if mode and (event, mode) not in book.modes:
        raise RecordError(f"no mode {event}/{mode}")
    if status not in STATUSES:
        raise RecordError(f"no status {status!r}")
    if unknown := set(contexts) - set(book.contexts):
        raise RecordError(f"no context {', '.join(sorted(unknown))}")
    if cameo != "-" and not DROPPED.fullmatch(cameo) and cameo not in book.cameo and f"{cameo}0" not in book.cameo:
        raise RecordError(f"no CAMEO code {cameo!r}")
    if event != NONE and cameo == "-":
        raise RecordError(f"{event} without a CAMEO code")


def parse_marks(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The bare text, and the spans of each mark in it. Raises RecordError."""
    spans: dict[str, list[tuple[int, int]]] = {"A": [], "R": [], "T": []}
    text, last = "", 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        spans[match[1]].append((len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    text += marked[last:]
    if "{" in text or "}" in text:
        raise RecordError("a brace that is no mark")
    if len(spans["T"]) != 1:
        raise RecordError(f"{len(spans['T'])} triggers marked, needs 1")
    if not spans["A"] and not spans["R"]:
        raise RecordError("neither actor nor recipient marked")
    return text, spans
