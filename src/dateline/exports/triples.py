"""Nodes of a graph, written as JSON-LD or as N-Triples; both say the same."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec

TERMS = "urn:dateline:term:"
PREFIXES = {
    "dl": TERMS,
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dct": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "wd": "http://www.wikidata.org/entity/",
}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
WIKIDATA = re.compile("Q[0-9]+")
Value = str | int | float | bool | None


class Link(msgspec.Struct, frozen=True):
    """Another node, by its prefixed name or its IRI."""

    name: str


Values = dict[str, Value | Link | tuple[Value | Link, ...]]
"""Prefixed property -> one value or several."""


class Node(msgspec.Struct, frozen=True):
    """A node: its IRI or prefixed name, its types, and values by prefixed property; None and () say nothing."""

    name: str
    types: tuple[str, ...]
    values: Values


DATATYPES = {
    "xsd:date": ("dl:first", "dl:last", "dl:day", "dct:issued"),
    "xsd:integer": (
        "oa:start", "oa:end", "dl:quad", "dl:stories", "dl:sources", "dl:geonameid",
        *(f"dl:{size}{end}" for size in ("dead", "injured", "arrested", "crowd") for end in ("", "Min", "Max")),
    ),
    "xsd:decimal": ("dl:score", "dl:confidence", "geo:lat", "geo:long"),
    "xsd:boolean": ("dl:historical", "dl:reviewed"),
    "xsd:anyURI": ("dl:link",),
}  # fmt: skip
TYPED = {name: datatype for datatype, names in DATATYPES.items() for name in names}
"""Property -> datatype; the others are plain strings."""


def urn(kind: str, name: str) -> str:
    """The name of a thing of the record: urn:dateline:story:0123456789abcdef."""
    return f"urn:dateline:{kind}:{quote(name, safe='')}"


def entity_of(entity: str) -> str:
    """Wikidata's name of an entity where it is one of theirs, else our own."""
    return f"wd:{entity}" if WIKIDATA.fullmatch(entity) else urn("entity", entity)


def json_ld(nodes: Iterable[Node]) -> Iterator[bytes]:
    """One document with its context inside, a node a line."""
    yield b'{"@context":' + msgspec.json.encode(_context()) + b',"@graph":[\n'
    for i, node in enumerate(nodes):
        yield (b",\n" if i else b"") + msgspec.json.encode(_object(node))
    yield b"\n]}\n"


def _context() -> dict[str, object]:
    return {**PREFIXES, **{name: {"@id": name, "@type": datatype} for name, datatype in sorted(TYPED.items())}}


def _object(node: Node) -> dict[str, object]:
    told = {name: [_json(v) for v in values] for name, values in _said(node)}
    single = {name: values[0] if len(values) == 1 else values for name, values in told.items()}
    return {"@id": node.name, "@type": list(node.types), **single}


def _json(value: str | Link) -> object:
    """Numbers too are strings: the context gives them their type, and no reader rounds them."""
    return {"@id": value.name} if isinstance(value, Link) else value


def n_triples(nodes: Iterable[Node]) -> Iterator[bytes]:
    """The same, a triple a line."""
    for node in nodes:
        subject = _iri(node.name)
        for kind in node.types:
            yield f"{subject} <{TYPE}> {_iri(kind)} .\n".encode()
        for name, values in _said(node):
            for value in values:
                yield f"{subject} {_iri(name)} {_object_of(name, value)} .\n".encode()


def _said(node: Node) -> Iterator[tuple[str, list[str | Link]]]:
    for name, value in node.values.items():
        several = value if isinstance(value, tuple) else (value,)
        told = [_text(v) for v in dict.fromkeys(several) if v is not None and v != ""]
        if told:
            yield name, told


def _text(value: Value | Link) -> str | Link:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, Link) else _decimal(value) if isinstance(value, float) else str(value)


def _decimal(number: float) -> str:
    """6 places at most, one at least."""
    text = f"{number:.6f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _object_of(name: str, value: str | Link) -> str:
    if isinstance(value, Link):
        return _iri(value.name)
    text = value.translate(ESCAPED)
    return f'"{text}"^^{_iri(TYPED[name])}' if name in TYPED else f'"{text}"'


def _iri(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return f"<{PREFIXES[prefix]}{rest}>" if prefix in PREFIXES else f"<{name}>"


__all__ = ["PREFIXES", "TYPED", "Link", "Node", "Values", "entity_of", "json_ld", "n_triples", "urn"]
