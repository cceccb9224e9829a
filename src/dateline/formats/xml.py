"""Bytes → an lxml tree: the one way into XML, for files that may be hostile.

The bytes are decoded here, by an encoding that is allowed, and handed on as UTF-8, so that no trick with encodings
reaches the parser. A DOCTYPE that only names its DTD, as old NITF has, is taken out and what it names never loaded; any
other is refused before anything is parsed: so there are no entities to expand, no external files and no defaults for
attributes. Comments and processing instructions are left out, none is followed.
"""

import codecs
import re
from typing import Any

import msgspec

from dateline.formats.limits import LIMITS

Element = Any
"""An lxml element; lxml has no types."""

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip
WIDE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
DECLARED = re.compile(rb"\s*<\?xml\s[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
ALLOWED = re.compile(
    r"utf-?8|utf-?(?:16|32)(?:-?[lb]e)?|(?:us-)?ascii|iso-?8859-\d{1,2}|latin-?1|(?:windows|cp)-?125\d", re.IGNORECASE
)
LATIN_1 = re.compile(r"iso-?8859-1|latin-?1|(?:us-)?ascii", re.IGNORECASE)
C1 = re.compile(rb"[\x80-\x9f]")
"""Controls in Latin-1, where no text has them; quotation marks and dashes in Windows-1252, which is then meant."""
PROLOG = re.compile(r"(?:\s++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
DECLARATION = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE\s+([^\s\[<>]*)", re.IGNORECASE)
NAMED_DTD = re.compile(
    r"<!DOCTYPE\s+[^\W\d][\w:.-]{0,60}\s+(?:SYSTEM|PUBLIC\s+(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'))"
    r"\s+(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}')\s*>"
)
"""A DOCTYPE with the name of a DTD and nothing of its own: <!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">."""
DOCTYPE_END = re.compile(r"[^\[<>]*+(?:\[.*?\]\s*)?>", re.DOTALL)
TAG = re.compile(r"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[^\W\d][\w.-]*)(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)")
VALUE = re.compile(r"=\s*[\"']")
ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^<>]*\[", re.IGNORECASE)
INCLUDE = "http://www.w3.org/2001/XInclude"
SMALLER = "give its reports in smaller files"
ANEW = "have it written anew by its sender"
TOO_MUCH = "no report needs so many; check where the file comes from"
NO_DOCTYPE = "take <!DOCTYPE …> out; the text must not need its entities"


class Refused(Exception):
    """XML that is not read: why, what helps, and the line, counted from 1, where it is known."""

    def __init__(self, reason: str, remedy: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.line = reason, remedy, line


class Malformed(Refused):
    """XML that breaks the rules of XML."""


class Opening(msgspec.Struct, frozen=True):
    """How a document begins: its root's local name and namespace, and whether a DOCTYPE stands before it.

    `nested`: what follows the root's tag is another, so that this is no plain text about tags.
    """

    root: str
    namespace: str | None
    doctype: bool
    nested: bool


def opening(head: bytes) -> Opening | None:
    """The beginning of an XML document, from its first bytes; None where they are none."""
    name, start = _coding(head)
    text = head[start:].decode(name if _is_allowed(name) else "ascii", "replace").lstrip("\ufeff")
    at = _end(PROLOG, text, 0)
    doctype = DOCTYPE.match(text, at)
    if doctype:
        end = DOCTYPE_END.match(text, doctype.end())
        at = _end(PROLOG, text, end.end()) if end else len(text)
    tag = TAG.match(text, at)
    if tag is None:
        return Opening(doctype[1].rpartition(":")[2], None, True, True) if doctype and doctype[1] else None
    return Opening(tag["name"], _namespace(tag), doctype is not None, doctype is not None or _is_nested(text, tag))


def _is_nested(text: str, tag: re.Match[str]) -> bool:
    """Whether the root's tag is closed, or another tag follows it; or else the text ends among its attributes."""
    if not text.startswith(">", tag.end()):
        return "=" in tag["rest"] and text.count("<", tag.start()) == 1 and ">" not in text[tag.end() :]
    after = _end(PROLOG, text, tag.end() + 1)
    return tag["rest"].endswith("/") or after == len(text) or text.startswith("<", after)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _namespace(tag: re.Match[str]) -> str | None:
    name = f"xmlns:{re.escape(tag['prefix'])}" if tag["prefix"] else "xmlns"
    found = re.search(rf"(?:^|\s){name}\s*=\s*[\"']([^\"'<]*)[\"']", tag["rest"])
    return found[1].strip() or None if found else None


def parsed(raw: bytes) -> Element:
    """The root of the tree; raises Refused where the bytes are no XML, or XML that could do harm."""
    text = _without_dtd(_without_declaration(decoded(raw)))
    at = _end(PROLOG, text, 0)
    line = text.count("\n", 0, at) + 1
    if DOCTYPE.match(text, at):
        raise Refused(
            "it has a DOCTYPE that may declare entities, which can make a parser open files", NO_DOCTYPE, line
        )
    if not TAG.match(text, at):
        raise Malformed("not well-formed XML: no element stands where its root should", ANEW, line)
    within_limits(text)
    return _tree(text)


def _without_declaration(text: str) -> str:
    """The text without <?xml …?>, its lines kept; the blank before it makes a second declaration an error."""
    found = DECLARATION.match(text)
    return " " + "\n" * found.group().count("\n") + text[found.end() :] if found else " " + text


def _without_dtd(text: str) -> str:
    """The text without a DOCTYPE that only names its DTD; its lines are kept."""
    at = _end(PROLOG, text, 0)
    found = NAMED_DTD.match(text, at)
    return text[:at] + "\n" * found.group().count("\n") + text[found.end() :] if found else text


def decoded(raw: bytes) -> str:
    """The text of XML bytes by their mark, their declaration, or else UTF-8; raises Refused."""
    if len(raw) > LIMITS.file_bytes:
        raise Refused(f"larger than {LIMITS.file_bytes:,} bytes", SMALLER)
    name, start = _coding(raw)
    if not _is_allowed(name):
        raise Refused(f"its encoding, {name}, is not read", "write the file as UTF-8, and declare that")
    try:
        return raw[start:].decode(name)
    except UnicodeDecodeError as error:
        said = f"not {name.upper()} (byte {raw[start + error.start]:#04x} at byte {start + error.start})"
        raise Malformed(said, "write the file as UTF-8") from None


def _is_allowed(name: str) -> bool:
    """Whether an encoding is one of those that may be used, and Python has it."""
    try:
        return ALLOWED.fullmatch(name) is not None and bool(codecs.lookup(name))
    except LookupError:
        return False


def _coding(raw: bytes) -> tuple[str, int]:
    """The encoding and the length of the byte order mark; a declared UTF-16 that holds no wide letters is UTF-8."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return name, len(mark)
    for letters, name in WIDE:
        if raw.startswith(letters):
            return name, 0
    declared = DECLARED.match(raw)
    name = declared[1].decode("ascii") if declared else "utf-8"
    if name.lower().startswith(("utf-16", "utf-32", "utf16", "utf32")):
        return "utf-8", 0
    if LATIN_1.fullmatch(name) and C1.search(raw):
        return "windows-1252", 0
    return name, 0


def within_limits(text: str) -> None:
    """Raises Refused where markup has too many tags, attributes or namespaces to be a report."""
    tags = text.count("<")
    if tags > LIMITS.xml_tags:
        raise Refused(f"{tags:,} tags, more than {LIMITS.xml_tags:,}", SMALLER)
    spaces = text.count("xmlns")
    if spaces > LIMITS.xml_namespaces:
        raise Refused(f"{spaces:,} namespaces, more than {LIMITS.xml_namespaces:,}", SMALLER)
    for tag in TAG.finditer(text):
        rest = tag["rest"]
        if len(rest) > LIMITS.xml_attributes and len(VALUE.findall(rest)) > LIMITS.xml_attributes:
            line = text.count("\n", 0, tag.start()) + 1
            said = f"an element with more than {LIMITS.xml_attributes} attributes"
            raise Refused(said, TOO_MUCH, line)


def _tree(text: str) -> Element:
    from lxml import etree

    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
                             dtd_validation=False, attribute_defaults=False, remove_comments=True, remove_pis=True,
                             collect_ids=False, recover=False)  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(error) from None
    check_depth(root)
    if next(root.iter(f"{{{INCLUDE}}}*"), None) is not None:
        raise Refused("it asks for other files to be put in (XInclude)", "put their text in, or take the elements out")
    return root


def soup(text: str) -> Element | None:
    """The root of HTML as people write it, None where it holds nothing; raises Refused, never for a broken rule."""
    if ENTITY.search(text):
        raise Refused("its HTML declares entities", "take the declarations out")
    within_limits(text)
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if root is not None:
        check_depth(root)
    return root


def check_depth(root: Element) -> None:
    """Raises Refused where elements stand within elements too deep."""
    if root.xpath("boolean(" + "/*" * (LIMITS.xml_depth + 1) + ")"):
        raise Refused(f"elements more than {LIMITS.xml_depth} deep", TOO_MUCH)


def _malformed(error: Any) -> Refused:
    said = str(error.msg or "it ends too early").split(", line ")[0].rstrip(".")
    if "Excessive depth" in said:
        return Refused(f"elements more than {LIMITS.xml_depth} deep", TOO_MUCH)
    if said.startswith("Entity '"):
        said += "; no DTD is read, so only &amp; &lt; &gt; &quot; &apos; are"
    return Malformed(f"not well-formed XML: {said}", ANEW, error.lineno or None)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str | None:
    """An element's namespace."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else None


def all_of(element: Element, path: str) -> list[Element]:
    """The elements at a path like itemMeta/link, each step in the namespace of `element`."""
    space = namespace(element)
    steps = [f"{{{space}}}{step}" if space else step for step in path.split("/")]
    return list(element.iterfind("/".join(steps)))


def first_of(element: Element, path: str) -> Element | None:
    """The first element at a path, None where there is none."""
    return next(iter(all_of(element, path)), None)


def words_of(element: Element | None) -> str:
    """The text of an element and of all within it, white space as single blanks; "" for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def language_of(element: Element) -> str | None:
    """The language (xml:lang) that an element says, or else the nearest one around it."""
    while element is not None:
        said = element.get("{http://www.w3.org/XML/1998/namespace}lang")
        if said:
            return str(said)
        element = element.getparent()
    return None


__all__ = ["MARKS", "Element", "Malformed", "Opening", "Refused", "all_of", "check_depth", "decoded", "first_of",
           "language_of", "local", "namespace", "opening", "parsed", "soup", "within_limits", "words_of"]  # fmt: skip
