"""GraphML: actors as nodes, what they do to each other as directed edges with counts."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import msgspec

from dateline.coding import Party
from dateline.exports.cameo import pairs
from dateline.exports.joined import Joined

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; replaced by U+FFFD."""
ENTITIES = {"\r": "&#13;"}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">\n'
)
NODE = {
    "name": "string",
    "country": "string",
    "sector": "string",
    "entity": "string",
    "acted": "int",
    "received": "int",
}
EDGE = {
    "records": "int",
    "reports": "int",
    "score": "double",
    "quad1": "int",
    "quad2": "int",
    "quad3": "int",
    "quad4": "int",
    "first": "string",
    "last": "string",
}
"""Attributes and their GraphML types; `score` is the mean over records, `first` and `last` are days."""


class Actor(msgspec.Struct, kw_only=True):
    """A node while it is counted: in how many records it acts, in how many it receives."""

    name: str
    country: str
    sector: str
    entity: str | None
    acted: int = 0
    received: int = 0


class Dyad(msgspec.Struct, kw_only=True):
    """An edge while it is counted."""

    records: int = 0
    reports: int = 0
    total: float = 0.0
    quads: list[int] = msgspec.field(default_factory=lambda: [0, 0, 0, 0])
    first: str | None = None
    last: str | None = None


class Network(msgspec.Struct):
    """Nodes and edges by their keys."""

    actors: dict[str, Actor] = msgspec.field(default_factory=dict)
    dyads: dict[tuple[str, str], Dyad] = msgspec.field(default_factory=dict)


def network(records: Iterable[Joined]) -> Network:
    """All parties of what happened; parties of one entity, else of one name and country, are one node."""
    found = Network()
    for record in records:
        acted, received = set[str](), set[str]()
        for pair in pairs([record]):
            actor, recipient = (_node(found, p) if p else None for p in (pair.actor, pair.recipient))
            acted |= {actor} if actor else set()
            received |= {recipient} if recipient else set()
            if actor and recipient:
                _count(found.dyads.setdefault((actor, recipient), Dyad()), record)
        for key in acted:
            found.actors[key].acted += 1
        for key in received:
            found.actors[key].received += 1
    return found


def _node(found: Network, party: Party) -> str:
    told = party.entity or f"{party.country}\x1f{party.name}"
    key = f"n{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    sector = party.sector[0] if party.sector else ""
    found.actors.setdefault(key, Actor(name=party.name, country=party.country, sector=sector, entity=party.entity))
    return key


def _count(dyad: Dyad, record: Joined) -> None:
    dyad.records += 1
    dyad.reports += len(record.reports)
    dyad.total += record.event.score
    dyad.quads[record.event.quad - 1] += 1
    days = [day for day in (dyad.first, dyad.last, record.day) if day]
    dyad.first, dyad.last = min(days, default=None), max(days, default=None)


def graph(records: Iterable[Joined]) -> Iterator[bytes]:
    """The XML, a node or an edge at a time."""
    found = network(records)
    yield HEAD.encode()
    for of, kinds in (("node", NODE), ("edge", EDGE)):
        for name, kind in kinds.items():
            yield f'  <key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()
    yield b'  <graph id="dateline" edgedefault="directed">\n'
    for key in sorted(found.actors):
        yield _element(f'node id="{key}"', "node", msgspec.structs.asdict(found.actors[key]))
    for (source, target), dyad in sorted(found.dyads.items()):
        yield _element(f'edge source="{source}" target="{target}"', "edge", _values(dyad))
    yield b"  </graph>\n</graphml>\n"


def _values(dyad: Dyad) -> dict[str, object]:
    quads = {f"quad{i}": n for i, n in enumerate(dyad.quads, 1)}
    score = round(dyad.total / dyad.records, 6)
    head = {"records": dyad.records, "reports": dyad.reports, "score": score}
    return {**head, **quads, "first": dyad.first, "last": dyad.last}


def _written(value: object) -> str:
    return escape(UNWRITABLE.sub("\ufffd", str(value)), ENTITIES)


def _element(start: str, of: str, values: dict[str, object]) -> bytes:
    told = "".join(
        f'<data key="{of}_{name}">{_written(value)}</data>' for name, value in values.items() if value not in (None, "")
    )
    return f"    <{start}>{told}</{of}>\n".encode()


__all__ = ["EDGE", "NODE", "Actor", "Dyad", "Network", "graph", "network"]
