"""A ninjs object → Stories: its own text, and that of the reports it brings along.

Field names are compared in lower case: 1.x and 2.x write versioncreated, 3.x versionCreated. 1.x has headline and
body_text, body_xhtml …; 2.x and 3.x have lists, headlines and bodies, with a role and a media type for each.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.formats.assembling import Found, assembled
from dateline.formats.desking import Dated, agency_in, dated, link_of, names_in, rights_of, urgency_of
from dateline.formats.kinds import Desk, Entries
from dateline.formats.limits import LIMITS
from dateline.formats.markup import Piece, either
from dateline.formats.moments import moment
from dateline.formats.newscodes import newscodes
from dateline.formats.xml import Refused
from dateline.story import Publication, Reject, Story, Subject

NAME = "ninjs"
BODY = "body_"


class Text(msgspec.Struct, frozen=True):
    """A body or a headline of 2.x and 3.x."""

    value: str
    role: str | None = None
    contenttype: str | None = None


class Concept(msgspec.Struct, frozen=True):
    """A subject, place or source: scheme and code in 1.x, uri or literal since 2.x."""

    name: str | None = None
    scheme: str | None = None
    code: str | int | None = None
    uri: str | None = None
    literal: str | None = None

    @property
    def id(self) -> str | None:
        """Scheme and code as one, under the IPTC's usual alias where the scheme is theirs."""
        codes = newscodes()
        if self.uri or self.code is None:
            return codes.shortened(self.uri) if self.uri else self.literal
        alias = codes.alias(self.scheme or "")
        return f"{alias or self.scheme}:{self.code}" if alias or self.scheme else str(self.code)


class Item(msgspec.Struct, frozen=True):
    """The fields of a ninjs object that are read; `evolvedfrom` is no part of the standard, but widely sent."""

    uri: str | int | None = None
    type: str | None = None
    version: str | int | float | None = None
    versioncreated: str | None = None
    firstcreated: str | None = None
    contentcreated: str | None = None
    embargoed: str | None = None
    pubstatus: str | None = None
    urgency: int | float | str | None = None
    copyrightholder: str | None = None
    copyrightnotice: str | None = None
    usageterms: str | None = None
    language: str | None = None
    headline: str | None = None
    headlines: list[Text] | None = None
    title: str | None = None
    bodies: list[Text] | None = None
    byline: str | None = None
    by: str | None = None
    located: str | list[str] | None = None
    subject: list[Concept] | None = None
    subjects: list[Concept] | None = None
    infosource: list[Concept] | None = None
    infosources: list[Concept] | None = None
    evolvedfrom: str | None = None


def entries(record: dict[str, Any], origin: str, at: Desk) -> Entries:
    """The object's own report, and one for each text among its associations; pictures and the like are left out."""
    lowered = _lowered(record)
    parts = list(_associated(lowered))
    texts = [(name, part) for name, part in parts[: LIMITS.ninjs_parts] if _bodies(part)]
    if texts and not _bodies(lowered):
        named = ", ".join(name for name, _ in parts[:20])
        said = (
            f"a package of {len(parts)} objects ({named}); its reports, {len(texts)} in number, are read on their own"
        )
        yield Reject(origin, said, "nothing is to be done")
    else:
        yield _story(lowered, origin, at)
    for name, part in texts:
        yield _story(part, f"{origin}#{name}", at)


def _lowered(value: dict[str, Any]) -> dict[str, Any]:
    """The object with field names in lower case, and those of the objects in its lists."""
    return {key.lower(): [_lowered(part) if isinstance(part, dict) else part for part in held]
            if isinstance(held, list) else held for key, held in value.items() if held is not None}  # fmt: skip


def _associated(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and object of each association: a field for each in 1.x, a list since 2.x."""
    held = record.get("associations")
    named = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for name, part in named:
        if isinstance(part, dict):
            lowered = _lowered(part)
            yield str(lowered.get("name") or name)[:60], lowered


def _story(record: dict[str, Any], origin: str, at: Desk) -> Story | Reject:
    try:
        item = msgspec.convert(record, Item, strict=False)
    except (msgspec.ValidationError, RecursionError) as error:
        return Reject(origin, f"the ninjs object does not fit the standard: {error}", "have its sender mend that field")
    fault = _fault(item)
    if fault:
        return Reject(origin, f"ninjs {item.uri or 'without uri'} {fault[0]}", fault[1])
    when = _dates(item)
    if isinstance(when, str):
        return Reject(origin, when, "write it as 2024-05-16T08:30:00Z")
    bodies = _bodies(record)
    if not bodies:
        said = f"ninjs {item.uri or 'without uri'} has no body"
        return Reject(origin, said, "give an object with body_text, body_xhtml or bodies")
    try:
        body = either(bodies[0].value, bodies[0].contenttype)
    except Refused as error:
        return Reject(origin, f"its body: {error.reason}", error.remedy)
    return assembled(_found(item, body, when, at), origin, at)


def _fault(item: Item) -> tuple[str, str] | None:
    """Why an object must not or cannot be read, and what helps."""
    codes = newscodes()
    withdrawn = codes.withdrawn.get((item.pubstatus or "").lower())
    kind = codes.silent.get((item.type or "").lower())
    if withdrawn:
        return withdrawn, "leave it out, and its earlier versions"
    return (f"is {kind}, and no report", "leave it out") if kind else None


def _bodies(record: dict[str, Any]) -> list[Text]:
    """The object's bodies that hold text, the best first: the main role, then markup, which keeps paragraphs apart."""
    given = record.get("bodies")
    parts = [part for part in given if isinstance(part, dict)] if isinstance(given, list) else []
    found = [Text(part["value"], _word(part.get("role")), _word(part.get("contenttype")))
             for part in parts if isinstance(part.get("value"), str)]  # fmt: skip
    found += [Text(held, key.removeprefix(BODY), _kind(key)) for key, held in record.items()
              if key.startswith(BODY) and isinstance(held, str)]  # fmt: skip
    return sorted((text for text in found if text.value.strip()), key=_rank)


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _kind(key: str) -> str | None:
    """The media type that a field's name tells: body_xhtml, body_text."""
    return "text/html" if "html" in key else "text/plain" if "text" in key else None


def _rank(text: Text) -> tuple[int, int]:
    role, kind = (text.role or "main").lower(), (text.contenttype or "").lower()
    side = not any(word in role for word in ("main", "text", "html", "body", "full"))
    return int(side), 0 if "html" in kind else 1


def _dates(item: Item) -> Dated | str:
    """When the object was published; the three fields mean what they mean in NewsML-G2."""
    written = {
        "versioncreated": item.versioncreated,
        "firstcreated": item.firstcreated,
        "contentcreated": item.contentcreated,
    }
    known = {name: found for name, said in written.items() if (found := moment(said))}
    if not known and any(written.values()):
        name, said = next((name, said) for name, said in written.items() if said)
        return f"the {name} {said[:40]!r} is no moment"
    version = next((known[name] for name in written if name in known), None)
    return dated(known.get("firstcreated"), version, moment(item.embargoed))


def _found(item: Item, body: list[Piece], when: Dated, at: Desk) -> Found:
    sources = [source.name for source in (item.infosources or item.infosource or ()) if source.name]
    owners = [owner for owner in (item.copyrightholder, *sources) if owner]
    return Found(
        paragraphs=[piece.text for piece in body],
        heads=frozenset(i for i, piece in enumerate(body) if piece.head),
        title=_headline(item),
        date=when.day,
        byline=names_in(item.byline or item.by or "", at),
        agency=agency_in(owners, at),
        id=str(item.uri) if item.uri is not None else None,
        publication=_publication(item, when, next(iter(owners), None)),
    )


def _headline(item: Item) -> str | None:
    """headline, else the main one of headlines, else the title, which the standard calls metadata."""
    heads = sorted(item.headlines or (), key=lambda head: (head.role or "main") != "main")
    return item.headline or next((head.value for head in heads if head.value.strip()), None) or item.title


def _publication(item: Item, when: Dated, publisher: str | None) -> Publication:
    subjects = [Subject(code=told.id, name=told.name) for told in item.subject or item.subjects or ()]
    located = [item.located] if isinstance(item.located, str) else item.located or []
    return Publication(
        format=NAME,
        published=when.published,
        updated=when.updated,
        embargo=when.embargo,
        publisher=publisher,
        located=tuple(place for place in located if place),
        urgency=urgency_of(item.urgency),
        status=item.pubstatus,
        version=str(item.version) if item.version is not None else None,
        replaces=(item.evolvedfrom,) if item.evolvedfrom else (),
        subjects=tuple(dict.fromkeys(subject for subject in subjects if subject != Subject())),
        language=item.language,
        rights=rights_of(item.copyrightnotice, item.usageterms),
        link=link_of(str(item.uri or "")),
    )


__all__ = ["NAME", "Concept", "Item", "Text", "entries"]
