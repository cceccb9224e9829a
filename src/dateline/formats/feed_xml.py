"""The XML of feeds as publishers write it: checked, and mended where it is broken, before anything is built of it."""

import re

import msgspec

from dateline.formats.limits import LIMITS

DOCTYPE = re.compile(
    r"<!DOCTYPE\s+[\w:.-]{1,40}(?:\s+(?:PUBLIC|SYSTEM))?(?:\s+(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}')){0,2}\s*>", re.I
)
"""RSS 0.91 wants one. It declares nothing itself, and what it names is never loaded: it is taken out."""
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
BARE = re.compile(r"&(?!#?[A-Za-z0-9]{1,32};)")
PREFIX = re.compile(r"</?([A-Za-z_][\w-]{0,20}):")
OPENING = re.compile(r"<(?:rss|feed|[\w-]{1,20}:(?:RDF|feed))(?=[\s>])")
SPACES = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/",
          "atom": "http://www.w3.org/2005/Atom", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}  # fmt: skip
OWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


class Sound(msgspec.Struct, frozen=True):
    """Well-formed XML; `broken` says where and how what was given was not, after all that is forgiven."""

    text: str
    broken: str | None = None


class Refused(Exception):
    """XML that is not to be parsed; the message says why."""


def sound(text: str) -> Sound:
    """The feed as XML that can be parsed in safety. Raises Refused for a DTD, and for a nest or a flood of elements."""
    text = _without_doctype(text.lstrip("\ufeff \t\r\n"))
    if _fault(text) is None:
        return Sound(text)
    text, count = BARE.subn("&amp;", NAMED.sub(_letter, text))  # the commonest slips
    if count > LIMITS.feed_elements:
        raise Refused("no XML, it is full of lone ampersands")
    eased = _with_names(text)
    fault = _fault(eased)
    if fault is None:
        return Sound(eased)
    mended = _recovered(eased)
    left = _fault(mended)
    if left:
        raise Refused(f"no XML can be made of it ({left})")
    return Sound(mended, fault)


def _with_names(text: str) -> str:
    """The feed with the namespaces that its prefixes stand for, where the publisher forgot to say so."""
    used = list(dict.fromkeys(PREFIX.findall(text)))[: LIMITS.names]
    missing = [name for name in used if f"xmlns:{name}=" not in text and name != "xml"]
    added = "".join(f' xmlns:{name}="{SPACES.get(name, "urn:unknown:" + name)}"' for name in missing)
    return OPENING.sub(lambda found: found.group() + added, text, count=1) if added else text


def _without_doctype(text: str) -> str:
    at = text.upper().find("<!DOCTYPE", 0, 5_000)
    if at < 0:
        return text
    plain = DOCTYPE.match(text, at)
    return text[:at] + text[plain.end() :] if plain else text


def _fault(text: str) -> str | None:
    """Where XML is not well-formed; None where it is. Raises Refused."""
    from xml.parsers import expat  # no entity is ever resolved, and a DTD is refused

    parser, depth, count = expat.ParserCreate("utf-8", " "), 0, 0

    def refuse(*_: object) -> None:
        raise Refused("it declares a DTD or entities, which are never read")

    def start(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if count > LIMITS.feed_elements or len(attributes) > LIMITS.feed_attributes:
            raise Refused(f"more than {LIMITS.feed_elements:,} elements, or {LIMITS.feed_attributes} attributes of one")
        if depth > LIMITS.feed_depth:
            raise Refused(f"elements are nested more than {LIMITS.feed_depth} deep")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        return f"line {error.lineno}: {expat.ErrorString(error.code)}"
    return None


def _letter(found: re.Match[str]) -> str:
    """The letter of an entity of HTML, which XML does not know; those of XML stay."""
    from html.entities import html5

    name = found[1]
    return found.group() if name in OWN else html5.get(name, found.group().replace("&", "&amp;"))


def _recovered(text: str) -> str:
    """What libxml2 makes of broken XML: elements closed where they are not, the rest as it stands."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True, encoding="utf-8")  # fmt: skip
    try:
        tree = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError):
        return ""
    return "" if tree is None else str(etree.tostring(tree, encoding="unicode"))


__all__ = ["Refused", "Sound", "sound"]
