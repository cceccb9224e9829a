"""What must hold of everything that is read, whatever the bytes."""

import io
from collections.abc import Iterable

import msgspec

from dateline.formats.kinds import Desk, Format
from dateline.formats.kinds import Refused as Refusal
from dateline.formats.wire import wire_reader
from dateline.spans import Span
from dateline.story import Reject, Story


def plain_desk() -> Desk:
    """A desk without a child process, so that faults and coverage are seen here."""
    return Desk(wire=wire_reader())


def check_format(known: Format, raw: bytes, at: Desk) -> None:
    """Read bytes by one format's reader; any exception but a refusal is a find."""
    try:
        check(known.read(io.BytesIO(raw), "f", at))
    except Refusal as refused:
        check([refused.reject("f")])


def check(entries: Iterable[Story | Reject]) -> None:
    """Raises AssertionError where an entry is not as every output needs it."""
    for entry in entries:
        msgspec.msgpack.encode(entry)
        if isinstance(entry, Reject):
            assert entry.reason, entry
            assert "report this" not in entry.remedy, entry
        else:
            check_story(entry)


def check_story(story: Story) -> None:
    """The spans are slices of the text; the paragraphs hold words, in order, and share no character."""
    assert story.text.strip(), "a story without text"
    for span in (*story.paragraphs, *story.dateline, *story.crossheads):
        assert_slice(story.text, span)
    end = 0
    for paragraph in story.paragraphs:
        assert paragraph.text.strip(), "an empty paragraph"
        assert paragraph.start >= end, "paragraphs overlap"
        end = paragraph.end
    assert story.id


def assert_slice(text: str, span: Span) -> None:
    """Raises AssertionError where text[start:end] is not the span's text."""
    assert 0 <= span.start <= span.end <= len(text), span
    assert text[span.start : span.end] == span.text, span
