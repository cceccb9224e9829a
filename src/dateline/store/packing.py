"""A story as the record keeps it: the text once, and everything else with spans that hold no text of their own."""

import msgspec

from dateline.spans import Span, cut
from dateline.story import Story

SPANS = ("dateline", "crossheads", "paragraphs")


def packed(story: Story) -> str:
    """JSON of all but the text and the origin."""
    bare = {name: tuple(Span(s.start, s.end, "") for s in getattr(story, name)) for name in SPANS}
    return encoded(msgspec.structs.replace(story, text="", origin="", **bare))


def unpacked(text: str, packed_story: str, origin: str = "") -> Story:
    """The story again, as it was given."""
    bare = msgspec.json.decode(packed_story, type=Story)
    spans = {name: tuple(cut(text, s.start, s.end) for s in getattr(bare, name)) for name in SPANS}
    return msgspec.structs.replace(bare, text=text, origin=origin, **spans)


def encoded(value: object) -> str:
    """JSON text; raises UnicodeEncodeError where a string holds a lone surrogate."""
    return msgspec.json.encode(value).decode()


__all__ = ["encoded", "packed", "unpacked"]
