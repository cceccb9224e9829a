"""Where quotations begin and end, by their marks alone."""

from dateline.reading import Quote
from dateline.spans import Span

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'


def find_quotes(paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """The quotations of each paragraph, marks included; one without its closing mark runs to the paragraph's end."""
    return tuple(quote for i, paragraph in enumerate(paragraphs) for quote in _of_paragraph(i, paragraph))


def _of_paragraph(index: int, paragraph: Span) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    for offset, mark in enumerate(paragraph.text):
        place = paragraph.start + offset
        if opened is None and _opens(mark, paragraph.text, offset):
            opened = place
        elif opened is not None and _closes(mark):
            found.append(Quote(opened, place + 1, index, True))
            opened = None
    if opened is not None:
        found.append(Quote(opened, paragraph.end, index, False))
    return found


def _opens(mark: str, text: str, offset: int) -> bool:
    """A straight mark after a figure is inches or seconds, not speech."""
    if mark == STRAIGHT:
        return not (offset and text[offset - 1].isdigit())
    return mark in OPENING


def _closes(mark: str) -> bool:
    return mark in CLOSING or mark == STRAIGHT
