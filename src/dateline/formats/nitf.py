"""NITF 3.x (News Industry Text Format): one report a file, with or without the namespace that NITF has since 3.4."""

import re
from typing import BinaryIO

from dateline.formats.assembling import Found, assembled
from dateline.formats.desking import (
    Dated,
    agency_in,
    dated,
    link_of,
    names_in,
    rights_of,
    urgency_of,
    whole,
    with_dateline,
)
from dateline.formats.kinds import Desk, Entries, Format
from dateline.formats.markup import Piece, pieces
from dateline.formats.moments import Moment, moment
from dateline.formats.newscodes import newscodes
from dateline.formats.xml import Element, Refused, all_of, first_of, language_of, local, opening, parsed, words_of
from dateline.story import Publication, Reject, Story, Subject

NAME = "NITF"
SPACE = "nitf"
"""Every namespace of NITF has this in it; files before 3.4 have none."""
REFNUM = re.compile(r"\d{8}")


def holds(head: bytes) -> bool:
    """Whether the bytes are XML whose root is nitf."""
    found = opening(head)
    named = found is not None and found.root == "nitf" and SPACE in (found.namespace or SPACE).lower()
    return named and found is not None and found.nested


def read(source: BinaryIO, origin: str, at: Desk) -> Entries:
    """The report of an NITF file, or the Reject that says why there is none."""
    raw = whole(source, origin)
    if isinstance(raw, Reject):
        yield raw
        return
    try:
        root = parsed(raw)
    except Refused as error:
        yield Reject(f"{origin}:{error.line}" if error.line else origin, error.reason, error.remedy)
        return
    yield story(root, origin, at)


def story(root: Element, origin: str, at: Desk) -> Story | Reject:
    """The report that an nitf element is."""
    status = _status(root)
    withdrawn = newscodes().withdrawn.get(status or "")
    if withdrawn:
        return Reject(origin, f"the report {withdrawn}", "leave it out, and its earlier versions")
    if first_of(root, "body/body.content") is None:
        return Reject(
            origin, "the report has no body.content, so no text", "give the report itself, not only its header"
        )
    when = dates(root)
    if isinstance(when, str):
        return Reject(origin, when, "write it as 20240516T083000Z")
    if status == "embargoed" and when.embargo is None:
        return Reject(origin, "the report is under embargo, and no date.release ends it", "wait for its release")
    return assembled(found(root, when, at), origin, at)


def found(root: Element, when: Dated, at: Desk) -> Found:
    """What an nitf element tells; `when` are its dates."""
    body = text(root, at)
    return Found(
        paragraphs=[piece.text for piece in body],
        heads=frozenset(i for i, piece in enumerate(body) if piece.head),
        title=_title(root),
        date=when.day,
        byline=_byline(root, at),
        agency=agency_in(_owners(root), at),
        id=_attribute(root, "head/docdata/doc-id", "id-string"),
        publication=_publication(root, when),
    )


def text(root: Element, at: Desk) -> list[Piece]:
    """The paragraphs: the dateline before the first, credits from the tagline after the last."""
    content = [piece for part in all_of(root, "body/body.content") for piece in pieces(part)]
    dateline = words_of(first_of(root, "body/body.head/dateline"))
    taglines = [words_of(tagline) for tagline in all_of(root, "body/body.end/tagline")]
    credits = [Piece(line) for line in taglines if at.wire.people.credits(line)]
    return [*with_dateline(content, dateline, at), *credits]


def dates(root: Element) -> Dated | str:
    """When the report was published, or what is wrong with its dates.

    NITF has one version a file: date.publication (pubdata) tells when a medium brought it out, date.issue when it was
    issued, story.date what its dateline says; the first of these counts. A later date.release is an embargo.
    """
    data = "head/docdata"
    said = [
        ("date.publication", _attribute(root, "head/pubdata", "date.publication")),
        ("date.issue", _attribute(root, f"{data}/date.issue", "norm")),
        ("story.date", _attribute(root, "body/body.head/dateline/story.date", "norm")),
    ]
    release = _attribute(root, f"{data}/date.release", "norm")
    known = [found for _, written in said if (found := moment(written))]
    freed = moment(release)
    wrong = next((f"the {name} {written[:40]!r} is no moment" for name, written in said if written), None)
    if not known and not freed:
        return wrong or Dated()
    return dated(None, known[0] if known else freed, freed if _is_embargo(root, known, freed) else None)


def _is_embargo(root: Element, known: list[Moment], freed: Moment | None) -> bool:
    later = freed is not None and bool(known) and freed.instant > known[0].instant
    return freed is not None and (later or _status(root) == "embargoed")


def _status(root: Element) -> str | None:
    return _attribute(root, "head/docdata", "management-status")


def _attribute(root: Element, path: str, name: str) -> str | None:
    """The first value that is not empty of an attribute of the elements at a path."""
    values = (" ".join(element.get(name, "").split()) for element in all_of(root, path))
    return next((value for value in values if value), None)


def _title(root: Element) -> str | None:
    heads = ("body/body.head/hedline/hl1", "body/body.head/hedline", "head/title")
    return next((said for path in heads if (said := words_of(first_of(root, path)))), None)


def _byline(root: Element, at: Desk) -> tuple[str, ...]:
    """The people that bylines name; where none is marked as a person, the names that the text of the byline has."""
    names: list[str] = []
    for byline in all_of(root, "body/body.head/byline"):
        people = [name for person in all_of(byline, "person") for name in names_in(words_of(person), at)]
        titles = [words_of(title) for title in byline.iterdescendants() if local(title) in ("byttl", "virtloc")]
        plain = words_of(byline)
        for title in titles:
            plain = plain.replace(title, " ").strip(" ,;-–—|")
        names.extend(people or names_in(plain, at))
    return tuple(dict.fromkeys(name for name in names if name))


def _owners(root: Element) -> list[str]:
    """Who brought the report out, the surest first."""
    distributor = words_of(first_of(root, "body/body.head/distributor"))
    told = [
        distributor,
        _attribute(root, "head/docdata/doc.copyright", "holder"),
        _attribute(root, "head/pubdata", "name"),
    ]
    return [owner for owner in told if owner]


def _publication(root: Element, when: Dated) -> Publication:
    data = "head/docdata"
    replaced = (_attribute(root, f"{data}/correction", "id-string"), _attribute(root, data, "management-doc-idref"))
    body = first_of(root, "body/body.content")
    return Publication(
        format=NAME,
        published=when.published,
        updated=when.updated,
        embargo=when.embargo,
        publisher=next(iter(_owners(root)), None),
        located=_located(root),
        urgency=urgency_of(_attribute(root, f"{data}/urgency", "ed-urg")),
        status=_status(root),
        version=_attribute(root, f"{data}/du-key", "version"),
        replaces=tuple(dict.fromkeys(old for old in replaced if old)),
        subjects=tuple(_subjects(root)),
        language=language_of(body),
        rights=_rights(root),
        link=link_of(_attribute(root, "head/pubdata", "ex-ref")),
    )


def _located(root: Element) -> tuple[str, ...]:
    """Where the report was filed; where it has no dateline, where its event took place."""
    filed = [words_of(first_of(place, "city")) or words_of(place)
             for place in all_of(root, "body/body.head/dateline/location")]  # fmt: skip
    events = [place.get("city") or place.get("state-prov") or words_of(place)
              for place in all_of(root, "head/docdata/evloc")]  # fmt: skip
    return tuple(dict.fromkeys(place for place in (filed if any(filed) else events) if place))


def _subjects(root: Element) -> list[Subject]:
    """Subject codes of the IPTC, the publisher's own classifiers, and key words."""
    prefix = "tobject.subject"
    subjects = []
    for told in all_of(root, f"head/tobject/{prefix}"):
        number = told.get(f"{prefix}.refnum", "")
        name = told.get(f"{prefix}.detail") or told.get(f"{prefix}.matter") or told.get(f"{prefix}.type")
        subjects.append(Subject(code=f"subj:{number}" if REFNUM.fullmatch(number) else None, name=name or None))
    for told in all_of(root, "head/docdata/identified-content/classifier"):
        subjects.append(Subject(code=told.get("idsrc") or None, name=told.get("value") or words_of(told) or None))
    for told in all_of(root, "head/docdata/key-list/keyword"):
        subjects.append(Subject(name=told.get("key") or None))
    return [subject for subject in dict.fromkeys(subjects) if subject != Subject()]


def _rights(root: Element) -> str | None:
    owner = first_of(root, "head/docdata/doc.copyright")
    holder = owner.get("holder", "") if owner is not None else ""
    year = owner.get("year", "") if owner is not None else ""
    return rights_of(f"Copyright {year} {holder}" if holder else "", words_of(first_of(root, "body/body.head/rights")))


NITF = Format(name=NAME, holds=holds, read=read)

__all__ = ["NITF", "dates", "found", "holds", "read", "story", "text"]
