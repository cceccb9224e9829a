"""A span: characters of a story's text, and the only way that values point at their evidence."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters [start, end) of a story's text; `text` is that exact slice."""

    start: int
    end: int
    text: str

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def cut(text: str, start: int, end: int) -> Span:
    """The span [start, end) of `text`, in Unicode code points."""
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span {start}:{end} lies outside a text of {len(text)} characters")
    return Span(start, end, text[start:end])


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return cut(text, start, end)
