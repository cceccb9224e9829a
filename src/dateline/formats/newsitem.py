"""A newsItem of NewsML-G2 → a Story: its text from the contentSet, its publication from itemMeta and contentMeta."""

from collections.abc import Iterator

from dateline.formats import nitf
from dateline.formats.assembling import Found, assembled
from dateline.formats.desking import Dated, agency_in, dated, link_of, names_in, rights_of, urgency_of, with_dateline
from dateline.formats.kinds import Desk
from dateline.formats.markup import Piece, either, pieces
from dateline.formats.moments import Moment, moment
from dateline.formats.newscodes import newscodes
from dateline.formats.xml import Element, Refused, all_of, first_of, language_of, local, words_of
from dateline.story import Publication, Reject, Story, Subject

NAME = "NewsML-G2"
INLINE = ("inlineXML", "inlineData")
DATES = ("itemMeta/versionCreated", "itemMeta/firstCreated", "contentMeta/contentModified",
         "contentMeta/contentCreated")  # fmt: skip
ROOTS = ("html", "body", "div", "article", "section", "p", "nitf")
"""Roots of inline XML that hold running text."""


def story(item: Element, origin: str, at: Desk) -> Story | Reject:
    """The report that a newsItem carries, or the Reject that says why it carries none."""
    fault = _fault(item)
    if fault:
        return Reject(origin, f"{title_of(item)} {fault[0]}", fault[1])
    when = dates(item)
    if isinstance(when, str):
        return Reject(origin, when, "write it as 2024-05-16T08:30:00Z")
    content = _content(item)
    if content is None:
        return _without_text(item, origin)
    try:
        return _assembled(item, content, when, origin, at)
    except Refused as error:
        return Reject(origin, f"its content: {error.reason}", error.remedy)


def _fault(item: Element) -> tuple[str, str] | None:
    """Why an item must not or cannot be read, and what helps."""
    codes = newscodes()
    withdrawn = codes.withdrawn.get(_after_colon(first_of(item, "itemMeta/pubStatus")))
    if withdrawn:
        return withdrawn, "leave it out, and its earlier versions"
    embargo = first_of(item, "itemMeta/embargoed")
    if embargo is not None and not words_of(embargo):
        return "is under embargo without an end", "wait for the version that its publisher frees"
    kind = codes.silent.get(_after_colon(first_of(item, "itemMeta/itemClass")))
    if kind:
        return f"is {kind}, and no report", "leave it out"
    return None


def title_of(item: Element) -> str:
    """How messages call an item: newsItem tag:example.org,2024:a."""
    return f"{local(item)} {' '.join(item.get('guid', 'without guid').split())[:200]}"


def dates(item: Element) -> Dated | str:
    """When the item was published, or what is wrong with its dates.

    The standard has versionCreated say when a provider made this version, which is its publication, and firstCreated
    when the first one was made; contentModified and contentCreated, which tell of the text, stand in for them.
    """
    written = {name: words_of(first_of(item, name)) for name in DATES}
    known: dict[str, Moment] = {name: found for name, said in written.items() if (found := moment(said))}
    embargo = moment(words_of(first_of(item, "itemMeta/embargoed")))
    if not known and any(written.values()):
        name, said = next((name, said) for name, said in written.items() if said)
        return f"the {name.partition('/')[2]} {said[:40]!r} is no moment"
    version = next((known[name] for name in DATES if name in known), None)
    return dated(known.get("itemMeta/firstCreated"), version, embargo)


def _content(item: Element) -> Element | None:
    """The inline text to read: English before other languages, XML before data, then the first."""
    found = [part for part in all_of(item, "contentSet") for part in part.iterchildren() if _is_text(part)]
    return min(found, key=lambda part: (_foreign(part), INLINE.index(local(part))), default=None)


def _is_text(part: Element) -> bool:
    if local(part) == "inlineXML":
        return any(local(child).lower() in ROOTS for child in part.iterchildren())
    kind = part.get("contenttype", "text/plain").lower()
    plain = part.get("encoding") is None and (kind.startswith("text/") or "html" in kind)
    return local(part) == "inlineData" and plain and bool(words_of(part))


def _foreign(part: Element) -> bool:
    return not (language_of(part) or "en").lower().startswith("en")


def _without_text(item: Element, origin: str) -> Reject:
    """What an item holds instead of text."""
    called = title_of(item)
    parts = [part for part in all_of(item, "contentSet") for part in part.iterchildren()]
    addresses = [part.get("href") or part.get("residref") for part in parts if local(part) == "remoteContent"]
    inline = [local(child) for part in parts if local(part) == "inlineXML" for child in part.iterchildren()]
    if inline:
        return Reject(
            origin, f"{called} holds <{inline[0]}>, which is no running text", "give the report as XHTML or NITF"
        )
    if any(local(part) == "inlineData" for part in parts):
        return Reject(origin, f"{called} holds inlineData that is empty or no text", "give the report as text")
    if addresses:
        elsewhere = ", ".join(address for address in addresses if address)[:300]
        return Reject(origin, f"{called} has its content elsewhere: {elsewhere}", "fetch that and give it")
    return Reject(origin, f"{called} has no content", "give an item with inlineXML or inlineData")


def _assembled(item: Element, content: Element, when: Dated, origin: str, at: Desk) -> Story | Reject:
    inner = next((child for child in content.iterchildren() if local(child).lower() == "nitf"), None)
    under = nitf.found(inner, when, at) if inner is not None else Found(paragraphs=())
    body = nitf.text(inner, at) if inner is not None else _pieces(content)
    body = with_dateline(body, _name(first_of(item, "contentMeta/dateline")), at)
    owners = _names(item, "contentMeta/creditline", "itemMeta/provider", "rightsInfo/copyrightHolder")
    found = Found(
        paragraphs=[piece.text for piece in body],
        heads=frozenset(i for i, piece in enumerate(body) if piece.head),
        title=_title(item) or under.title,
        date=when.day,
        byline=_byline(item, at) or under.byline,
        agency=agency_in(owners, at) or under.agency,
        id=" ".join(item.get("guid", "").split()) or None,
        publication=_publication(item, content, when),
    )
    return assembled(found, origin, at)


def _pieces(content: Element) -> list[Piece]:
    """The paragraphs of inline content; text that is HTML in disguise is read as such."""
    if local(content) == "inlineXML":
        return [piece for child in content.iterchildren() for piece in pieces(child)]
    return either("".join(content.itertext()), content.get("contenttype"))


def _title(item: Element) -> str | None:
    """The first headline in English, else the first; where there is none, the item's title."""
    heads = all_of(item, "contentMeta/headline") or all_of(item, "itemMeta/title")
    return words_of(min(heads, key=_foreign, default=None)) or None


def _byline(item: Element, at: Desk) -> tuple[str, ...]:
    """The names in `by`; where there is none, the people among the creators."""
    said = [name for by in all_of(item, "contentMeta/by") for name in names_in(words_of(by), at)]
    people = [_name(creator) for creator in all_of(item, "contentMeta/creator")
              if (creator.get("type") or creator.get("typeuri") or "").endswith("person")]  # fmt: skip
    return tuple(dict.fromkeys(name for name in said or people if name))


def _name(element: Element | None) -> str:
    """A party or place by its English name, its own text, or else by its literal or code."""
    if element is None:
        return ""
    name = words_of(min(all_of(element, "name"), key=_foreign, default=None))
    own = words_of(element) if not len(element) else ""
    return name or own or element.get("literal") or element.get("qcode") or element.get("uri") or ""


def _names(item: Element, *paths: str) -> Iterator[str]:
    """The names at these paths, empty ones left out."""
    return (name for path in paths if (name := _name(first_of(item, path))))


def _publication(item: Element, content: Element, when: Dated) -> Publication:
    language = first_of(item, "contentMeta/language")
    return Publication(
        format=NAME,
        published=when.published,
        updated=when.updated,
        embargo=when.embargo,
        publisher=next(_names(item, "itemMeta/provider", "rightsInfo/copyrightHolder"), None),
        located=tuple(dict.fromkeys(name for place in all_of(item, "contentMeta/located") if (name := _name(place)))),
        urgency=urgency_of(words_of(first_of(item, "contentMeta/urgency"))),
        status=_after_colon(first_of(item, "itemMeta/pubStatus")) or None,
        version=item.get("version"),
        replaces=_replaces(item),
        subjects=_subjects(item),
        language=content.get("{http://www.w3.org/XML/1998/namespace}lang")
        or (language.get("tag") if language is not None else None)
        or language_of(content),
        rights=_rights(item),
        link=link_of(item.get("guid")),
    )


def _after_colon(element: Element | None) -> str:
    """usable, from the qcode stat:usable or the URI of the same."""
    if element is None:
        return ""
    code = element.get("qcode") or newscodes().shortened(element.get("uri") or "")
    return str(code).rpartition(":")[2].strip()


def _replaces(item: Element) -> tuple[str, ...]:
    """The earlier versions that links of the item name."""
    relations = newscodes().replacing
    links = [link for link in all_of(item, "itemMeta/link") if _relation(link) in relations]
    return tuple(dict.fromkeys(old for link in links if (old := link.get("residref") or link.get("href"))))


def _relation(link: Element) -> str:
    return str(link.get("rel") or newscodes().shortened(link.get("reluri") or "")).rpartition(":")[2]


def _subjects(item: Element) -> tuple[Subject, ...]:
    """All subjects, people and organisations among them, codes under the usual aliases of the IPTC's schemes."""
    aliases = _aliases(item)
    told = [
        Subject(code=_code(subject, aliases), name=_label(subject)) for subject in all_of(item, "contentMeta/subject")
    ]
    return tuple(dict.fromkeys(subject for subject in told if subject != Subject()))


def _label(subject: Element) -> str | None:
    return words_of(min(all_of(subject, "name"), key=_foreign, default=None)) or None


def _code(subject: Element, aliases: dict[str, str]) -> str | None:
    alias, colon, code = (subject.get("qcode") or "").partition(":")
    if colon and code:
        return f"{aliases.get(alias, alias)}:{code}"
    return newscodes().shortened(subject.get("uri") or "") or subject.get("literal") or None


def _aliases(item: Element) -> dict[str, str]:
    """The document's own alias of a scheme of the IPTC to the usual one."""
    schemes = all_of(item, "catalog/scheme")
    return {scheme.get("alias", ""): usual for scheme in schemes if (usual := newscodes().alias(scheme.get("uri", "")))}


def _rights(item: Element) -> str | None:
    told = [words_of(part) for path in ("copyrightNotice", "usageTerms") for part in all_of(item, f"rightsInfo/{path}")]
    return rights_of(*told)


__all__ = ["NAME", "dates", "story", "title_of"]
