"""XHTML, HTML and NITF → paragraphs of plain text, in order, crossheads marked (data/formats/markup.yaml)."""

import re
from functools import cache

import msgspec

from dateline.formats import lines
from dateline.formats.wire import is_crosshead
from dateline.formats.xml import Element, Malformed, local, parsed, soup
from dateline.resources import DATA, load

PATH = DATA / "formats/markup.yaml"
LINE = "\u2028"
"""Stands for a line end that the markup asks for, while the text is gathered."""
CELL = "\x1f"
"""Stands between the cells of a table's row."""
APART = re.compile(rf"{LINE}\s*{LINE}\s*")
MARKUP = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|table|blockquote|span|body|html)\b[^<>]*>", re.IGNORECASE)
QUOTED = "\"'“‘„«"


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/formats/markup.yaml as it stands."""

    blocks: frozenset[str]
    heads: frozenset[str]
    cells: frozenset[str]
    lines: frozenset[str]
    quotes: frozenset[str]
    dropped: frozenset[str]


class Piece(msgspec.Struct, frozen=True):
    """One paragraph, white space as single blanks; `head`: the markup says that it is a heading."""

    text: str
    head: bool = False


class _Gathering(msgspec.Struct):
    """The paragraph that is being read, and those before it."""

    found: list[Piece] = msgspec.field(default_factory=list)
    text: list[str] = msgspec.field(default_factory=list)
    kept_lines: int = 0

    def add(self, text: str | None) -> None:
        if text:
            plain = text.replace(LINE, " ").replace(CELL, " ")
            self.text.append(re.sub(r"\r\n?|\n", LINE, plain) if self.kept_lines else plain)

    def flush(self, head: bool = False) -> None:
        for part in APART.split("".join(self.text)):
            cells = (" ".join(cell.split()) for cell in part.split(CELL))
            words = " | ".join(cell for cell in cells if cell)
            if words:
                self.found.append(Piece(words, head))
        self.text.clear()


@cache
def names() -> Names:
    """What elements mean, loaded once; raises DataError where the file is broken."""
    return load(PATH, Names)


def pieces(root: Element) -> list[Piece]:
    """The paragraphs within an element: p, li, blockquote, a table's row; an empty line (two br) ends one too."""
    from lxml import etree

    known, gathering = names(), _Gathering()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element).lower()
        if event == "start":
            _begin(element, name, known, gathering)
            if name in known.dropped:
                walk.skip_subtree()
        else:
            _finish(element, name, known, gathering, element is root)
    gathering.flush()
    return gathering.found


def _begin(element: Element, name: str, known: Names, gathering: _Gathering) -> None:
    if name in known.dropped:
        return
    if name in known.blocks:
        gathering.flush()
    elif name == "br":
        gathering.text.append(LINE)
    elif name in known.cells:
        gathering.text.append(CELL)
    elif name in known.quotes and not _has_marks(element):
        gathering.text.append("“")
    gathering.kept_lines += name in known.lines
    gathering.add(element.text)


def _finish(element: Element, name: str, known: Names, gathering: _Gathering, last: bool) -> None:
    if name not in known.dropped:
        gathering.kept_lines -= name in known.lines
        if name in known.blocks:
            gathering.flush(name in known.heads)
        elif name in known.quotes and not _has_marks(element):
            gathering.text.append("”")
    if not last:
        gathering.add(element.tail)


def _has_marks(element: Element) -> bool:
    return "".join(element.itertext()).lstrip()[:1] in tuple(QUOTED)


def fragment(text: str) -> list[Piece]:
    """The paragraphs of XHTML or HTML that stands as text in a field; raises Refused where it could do harm."""
    body = re.sub(r"\A\s*<\?xml\s[^<>]*\?>", "", text)
    try:
        return pieces(parsed(f"<div>{body}</div>".encode()))
    except UnicodeEncodeError:
        raise Malformed("half a character (a surrogate)", "write the text as UTF-8 again") from None
    except Malformed:
        root = soup(body)
        return pieces(root) if root is not None else []


def plain(text: str) -> list[Piece]:
    """The paragraphs of plain text, by its blank lines and line ends."""
    return [Piece(" ".join(block.text.split())) for block in lines.blocks(text, is_crosshead)]


def either(text: str, kind: str | None = None) -> list[Piece]:
    """The paragraphs of a text whose media type is `kind`; where that does not say it, its tags do."""
    known = (kind or "").lower()
    tags = MARKUP.match(text.lstrip()) if known else MARKUP.search(text)
    return fragment(text) if tags or "html" in known or "xml" in known else plain(text)


__all__ = ["Names", "Piece", "either", "fragment", "names", "pieces", "plain"]
