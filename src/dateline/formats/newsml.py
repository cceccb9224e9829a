"""NewsML-G2: a newsItem alone, or the items of a newsMessage, one after the other."""

from collections.abc import Iterator
from typing import BinaryIO

from dateline.formats import newsitem
from dateline.formats.desking import whole
from dateline.formats.kinds import Desk, Entries, Format
from dateline.formats.xml import Element, Refused, all_of, first_of, local, namespace, opening, parsed, words_of
from dateline.story import Reject

NAR = "http://iptc.org/std/nar/2006-10-01/"
MESSAGE, REPORT, PACKAGE, OLD = "newsMessage", "newsItem", "packageItem", "NewsML"
TOLD = {
    "knowledgeItem": "knowledge (a list of concepts)",
    "conceptItem": "a concept",
    "catalogItem": "a catalogue of schemes",
    "planningItem": "a plan of coverage",
}
"""Items that are understood and are no reports."""


def holds(head: bytes) -> bool:
    """Whether the bytes are XML whose root is an item or a message of NewsML-G2, or the NewsML that came before it."""
    found = opening(head)
    roots = (MESSAGE, REPORT, PACKAGE, OLD, *TOLD)
    if found is None or found.root not in roots or not found.nested:
        return False
    return found.namespace in (None, NAR) or found.root == OLD


def read(source: BinaryIO, origin: str, at: Desk) -> Entries:
    """The reports of a NewsML-G2 file in order, a Reject for each item that is none; `origin` gets the item's line."""
    raw = whole(source, origin)
    if isinstance(raw, Reject):
        yield raw
        return
    try:
        root = parsed(raw)
    except Refused as error:
        yield Reject(f"{origin}:{error.line}" if error.line else origin, error.reason, error.remedy)
        return
    yield from _entries(root, origin, at)


def _entries(root: Element, origin: str, at: Desk) -> Entries:
    if local(root) == OLD:
        yield Reject(origin, "NewsML 1, which came before NewsML-G2", "have it sent as NewsML-G2, NITF or ninjs")
    elif namespace(root) != NAR:
        yield Reject(origin, f"{local(root)} without the namespace of NewsML-G2", f'declare it: xmlns="{NAR}"')
    elif local(root) == MESSAGE:
        yield from _message(root, origin, at)
    else:
        yield from _item(root, origin, at, frozenset())


def _message(root: Element, origin: str, at: Desk) -> Entries:
    """The items of a message; packages know which of their items come with them."""
    items = [item for held in all_of(root, "itemSet") for item in held.iterchildren()]
    guids = frozenset(item.get("guid", "") for item in items if local(item) == REPORT) - {""}
    if not items:
        yield Reject(origin, "the message holds no item", "leave it out")
    for item in items:
        yield from _item(item, f"{origin}:{item.sourceline}", at, guids)


def _item(item: Element, origin: str, at: Desk, beside: frozenset[str]) -> Entries:
    kind = local(item) if namespace(item) == NAR else ""
    if kind == REPORT:
        yield newsitem.story(item, origin, at)
    elif kind == PACKAGE:
        yield _package(item, origin, beside)
    elif kind in TOLD:
        yield Reject(origin, f"{newsitem.title_of(item)} is {TOLD[kind]}, and no report", "leave it out")
    else:
        yield Reject(origin, f"<{local(item)}> is no item of NewsML-G2", "leave it out")


def _package(item: Element, origin: str, beside: frozenset[str]) -> Reject:
    """A package by its groups; its items are read where they come in the same message."""
    groups = list(_groups(item))
    wanted = [ref for _, refs in groups for ref in refs]
    here = sum(ref in beside for ref in wanted)
    told = ", ".join(f"{role} ({len(refs)})" for role, refs in groups) or "none"
    title = words_of(first_of(item, "contentMeta/headline")) or words_of(first_of(item, "itemMeta/title"))
    named = f" “{title[:120]}”" if title else ""
    reason = f"{newsitem.title_of(item)}{named} is a package of {len(wanted)} items; its groups: {told}"
    if here:
        return Reject(origin, f"{reason}; {here} of the items come in the same message", "give the others too"
                      if here < len(wanted) else "nothing is missing")  # fmt: skip
    return Reject(origin, reason, "give the items that it names")


def _groups(item: Element) -> Iterator[tuple[str, list[str]]]:
    """Each group's role, and the ids of the items in it."""
    for group in all_of(item, "groupSet/group"):
        role = (group.get("role") or group.get("roleuri") or group.get("id") or "unnamed").rpartition(":")[2]
        refs = [ref.get("residref") or ref.get("href") or "" for ref in all_of(group, "itemRef")]
        if refs:
            yield role, refs


NEWSML = Format(name=newsitem.NAME, holds=holds, read=read)

__all__ = ["NAR", "NEWSML", "holds", "read"]
