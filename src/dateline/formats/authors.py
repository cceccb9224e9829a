"""Names of authors as pages, feeds and mails give them → names of people, and the agency among them."""

from collections.abc import Iterable

import msgspec

from dateline.formats.limits import LIMITS
from dateline.formats.wire import WireReader


class Authors(msgspec.Struct, frozen=True):
    """Names as printed, each once, and the first news agency that is named."""

    names: tuple[str, ...] = ()
    agency: str | None = None


def authors(said: Iterable[str], wire: WireReader) -> Authors:
    """The people in "By Ana Ruiz and Bo Lind", "Ana Ruiz, Reuters", "ana"; addresses are no names."""
    names: list[str] = []
    agency: str | None = None
    for entry in list(said)[: LIMITS.names]:
        text = " ".join(entry.split())
        known = wire.words.agency_names.get(text)
        agency = agency or known
        if known or not text or len(text) > LIMITS.byline or "://" in text or "@" in text:
            continue
        read = wire.people.byline(text) or wire.people.byline(f"By {text}")
        names.extend(read.names if read else [text])
        agency = agency or (read.agency if read else None)
    return Authors(tuple(dict.fromkeys(names)), agency)


__all__ = ["Authors", "authors"]
