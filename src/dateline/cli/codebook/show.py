"""`dateline codebook show`."""

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from dateline.cli.output import COLUMNS, complain
from dateline.codebook.plover import Codebook, EventType, Mode, load_codebook, sentences
from dateline.nearness import nearest

SHOWN, UNKNOWN = 0, 2
QUADS = ("", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
NONE = "–"


def run_show(name: str | None) -> int:
    """Print all types, or what a name stands for; gives the exit status."""
    book = load_codebook()
    try:
        lines = _table(book) if name is None else _of_name(name, book)
    except KeyError as error:
        complain(f"dateline codebook: {error.args[0]}")
        return UNKNOWN
    if lines is None:
        known = (*book.types, *("/".join(pair) for pair in book.modes), *book.contexts)
        near = nearest(str(name), known)
        complain(
            f"dateline codebook: there is no type, mode, context or CAMEO code {name!r} "
            f"({f'near: {near}' if near else 'dateline codebook show lists the types'})"
        )
        return UNKNOWN
    print("\n".join(lines))
    return SHOWN


def _of_name(name: str, book: Codebook) -> Iterable[str] | None:
    """What the codebook says of a name; None where it knows none such. Raises KeyError for no CAMEO code."""
    kind, _, mode = name.partition("/")
    if re.fullmatch(r"[0-9]+", name):
        return list(_code(name, book))
    if name.upper() in book.types:
        return _type(book.types[name.upper()])
    if (kind.upper(), mode.lower()) in book.modes:
        return _mode(kind.upper(), book.modes[kind.upper(), mode.lower()])
    return _context(name.lower(), book) if name.lower() in book.contexts else None


def _table(book: Codebook) -> Iterator[str]:
    """One row a type: name, quad, score, modes."""
    yield f"{'type':<11}{'quad':<24}{'score':>6}  modes"
    for kind in book.types.values():
        row = f"{kind.name:<11}{_quad(kind.quad):<24}{kind.score:>6g}  "
        yield from _wrapped(", ".join(m.name for m in kind.modes) or NONE, row)


def _type(kind: EventType) -> Iterator[str]:
    yield f"{kind.name}: quad {_quad(kind.quad)}, score {kind.score:g}, CAMEO {kind.cameo}"
    yield from _wrapped(kind.definition, "  ")
    for status, turned in (("planned", kind.planned), ("hypothetical", kind.hypothetical)):
        yield f"  {status}: {turned or kind.name}"
    yield f"  recipient: {'required' if kind.recipient_required else 'not required'}"
    yield f"  counts: {', '.join(kind.size) or NONE}"
    if kind.modes:
        yield "modes"
    for mode in kind.modes:
        yield from _wrapped(mode.definition, f"  {mode.name:<16}{mode.score:>5g}  CAMEO {mode.cameo:<5} ")
    yield "examples"
    for s in sentences(kind.yes):
        yield from _wrapped(s.text, "  + ")
    yield "near misses"
    for miss in kind.near_misses:
        yield from _wrapped(f"{miss.text} ({miss.type}: {miss.because})", "  - ")


def _mode(kind: str, mode: Mode) -> Iterator[str]:
    yield f"{kind}/{mode.name}: score {mode.score:g}, CAMEO {mode.cameo}"
    yield from _wrapped(mode.definition, "  ")
    yield "examples"
    for s in sentences(mode.yes):
        yield from _wrapped(s.text, "  + ")


def _context(name: str, book: Codebook) -> Iterator[str]:
    yield f"{name}: a context, given where the sentence has one of these words"
    yield from _wrapped(", ".join(" ".join(p).replace(" - ", "-") for p in book.contexts[name]), "  ")
    codes = ", ".join(code for code, row in book.cameo.items() if name in row.contexts)
    yield from _wrapped(codes or NONE, "  CAMEO codes that carry it: ")


def _code(code: str, book: Codebook) -> Iterator[str]:
    row, value = book.row_of(code), book.goldstein_of(code)
    yield f"CAMEO {code}: {book.roots[code[:2]].covers}"
    if row is None:
        yield "  type: none (PLOVER drops comments)"
    else:
        yield f"  type: {'/'.join(filter(None, [row.type, row.mode]))}"
        yield f"  quad: {_quad(book.types[row.type].quad)}"
        yield f"  contexts: {', '.join(row.contexts) or NONE}"
    yield f"  Goldstein: {NONE if value is None else f'{value:g}'}"
    if row is not None and row.code != code and len(code) > 2:
        yield f"  not in the table: read as {row.code}"


def _quad(quad: int) -> str:
    return f"{quad} {QUADS[quad]}"


def _wrapped(text: str, first: str) -> Iterator[str]:
    """The text behind `first`, later lines under it."""
    yield from wrap(text, COLUMNS, initial_indent=first, subsequent_indent=" " * len(first))


__all__ = ["run_show"]
