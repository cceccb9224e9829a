"""What a record of JSON Lines tells beside text, id, date and title: taken where it is of the kind that is meant."""

import re
from typing import Protocol

import msgspec

from dateline.formats.authors import authors
from dateline.formats.kinds import Desk
from dateline.formats.limits import LIMITS
from dateline.formats.moments import moment
from dateline.formats.page_facts import is_web_link
from dateline.story import Story

TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


class Facts(Protocol):
    """The raw fields of a record, empty where it has none such."""

    @property
    def byline(self) -> msgspec.Raw:
        """A name, or a list of them."""

    @property
    def agency(self) -> msgspec.Raw:
        """A news agency."""

    @property
    def link(self) -> msgspec.Raw:
        """The address of the page."""

    @property
    def published(self) -> msgspec.Raw:
        """A moment."""

    @property
    def publisher(self) -> msgspec.Raw:
        """Who published it."""

    @property
    def language(self) -> msgspec.Raw:
        """A language tag."""


def with_facts(story: Story, record: Facts, at: Desk) -> Story:
    """The story with these facts; they win over what the text seems to tell, as title and date do."""
    when, link, tag = moment(_text(record.published)), _text(record.link), _text(record.language)
    writers = authors(_texts(record.byline), at.wire)
    told = msgspec.structs.replace(
        story.publication, published=when.iso if when else None, link=link if link and is_web_link(link) else None,
        publisher=_text(record.publisher), language=tag if tag and TAG.fullmatch(tag) else None,
    )  # fmt: skip
    return msgspec.structs.replace(
        story, publication=told, byline=writers.names or story.byline, date=story.date or (when.day if when else None),
        agency=_text(record.agency) or story.agency or writers.agency,
    )  # fmt: skip


def _text(raw: msgspec.Raw) -> str | None:
    """A field as one line of text; None where it is none, or longer than any such field."""
    found = _texts(raw)
    return found[0] if len(found) == 1 else None


def _texts(raw: msgspec.Raw) -> list[str]:
    """The lines of text of a field that is one, or a list of them."""
    if not raw:
        return []
    try:
        said = msgspec.json.decode(raw, type=str | list[str] | None)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return []
    given = [said] if isinstance(said, str) else said or []
    lines = [" ".join(line.split()) for line in given[: LIMITS.names]]
    return [line for line in lines if line and len(line) <= LIMITS.mail_header]


__all__ = ["with_facts"]
