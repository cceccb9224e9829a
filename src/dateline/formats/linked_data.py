"""JSON-LD of a page (schema.org) → what it tells of the report; anybody's JSON, so nothing about it is trusted."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import cast

import msgspec

from dateline.formats.limits import LIMITS
from dateline.formats.moments import Moment, moment
from dateline.formats.web_words import WebData

WRAPPING = re.compile(
    r"^(?:<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?)|(?:-->|(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?);?$"
)
NESTED = ("@graph", "mainEntity", "hasPart")
Node = dict[str, object]


class Post(msgspec.Struct, frozen=True):
    """One report of a live blog, as its page lists them."""

    text: str
    title: str | None
    published: Moment | None
    authors: tuple[str, ...]
    link: str | None


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What the node of the report says, and which kinds of thing the page declares itself to be."""

    types: frozenset[str] = frozenset()
    title: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    """Authors that are organisations."""
    publisher: str | None = None
    language: str | None = None
    link: str | None = None
    sections: tuple[str, ...] = ()
    rights: str | None = None
    free: bool | None = None
    posts: tuple[Post, ...] = ()


def linked(scripts: Iterable[str], data: WebData, canonical: str | None = None) -> Linked:
    """What the JSON-LD scripts of a page tell; the node whose address is `canonical` wins, else the first report."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    types = frozenset(kind for node in nodes for kind in _types(node))
    reports = [node for node in nodes if not _types(node).isdisjoint(data.article_types)]
    if not reports:
        return Linked(types=types)
    main = next((node for node in reports if canonical and _address(node) == canonical), reports[0])
    people, offices = _authors(main)
    return Linked(
        types=types, title=_first(main.get("headline")) or _first(main.get("name")),
        published=moment(_first(main.get("datePublished"))) or moment(_first(main.get("dateCreated"))),
        updated=moment(_first(main.get("dateModified"))), authors=people, offices=offices,
        publisher=next(iter(_names(main.get("publisher"))), None), language=_first(main.get("inLanguage")),
        link=_address(main), sections=tuple(_texts(main.get("articleSection")))[: LIMITS.names],
        rights=_first(main.get("copyrightNotice")), free=_truth(main.get("isAccessibleForFree")),
        posts=tuple(_posts(main)) if not _types(main).isdisjoint(data.live_types) else (),
    )  # fmt: skip


def _loaded(script: str) -> object:
    """The value of one script, raw line breaks in strings and comments around it forgiven; None where it is no JSON."""
    if len(script) > LIMITS.linked_data:
        return None
    text = WRAPPING.sub("", script.strip())
    try:
        return cast(object, msgspec.json.decode(text.encode("utf-8", "replace")))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        return cast(object, json.loads(re.sub(r",(\s*[}\]])", r"\1", text), strict=False))
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """The objects of a script that stand for the page: at the top, in a list or a graph, never in a list of links."""
    waiting, seen = [value], 0
    while waiting and seen < LIMITS.linked_nodes:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[: LIMITS.linked_nodes]
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in NESTED if key in node)


def _types(node: Node) -> frozenset[str]:
    return frozenset(kind.rsplit("/", 1)[-1].removeprefix("schema:") for kind in _texts(node.get("@type")))


def _texts(value: object) -> Iterator[str]:
    """The strings of a value that may be one, a list, or {"@value": one}."""
    for item in value[: LIMITS.names] if isinstance(value, list) else [value]:
        said = item.get("@value") if isinstance(item, dict) else item
        if isinstance(said, str) and said.strip():
            from html import unescape

            yield " ".join(unescape(said[: LIMITS.linked_data]).split())


def _first(value: object) -> str | None:
    return next(_texts(value), None)


def _names(value: object) -> Iterator[str]:
    """The names of people and organisations, given as objects or as bare strings (addresses left out)."""
    for item in value[: LIMITS.names] if isinstance(value, list) else [value]:
        yield from (n for n in _texts(item.get("name", item) if isinstance(item, dict) else item) if "://" not in n)


def _authors(node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people, and the organisations, that wrote it."""
    value = node.get("author") or node.get("creator")
    people: list[str] = []
    offices: list[str] = []
    for item in value[: LIMITS.names] if isinstance(value, list) else [value]:
        kinds = _types(item) if isinstance(item, dict) else frozenset[str]()
        (offices if any("Organization" in kind for kind in kinds) else people).extend(_names(item))
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(offices))


def _address(node: Node) -> str | None:
    page = node.get("mainEntityOfPage")
    of_page = _first(page.get("@id")) if isinstance(page, dict) else _first(page)
    said = (_first(node.get("url")), of_page, _first(node.get("@id")))
    return next((link.split("#")[0] for link in said if link and link.startswith(("http://", "https://"))), None)


def _truth(value: object) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().rsplit("/", 1)[-1].lower())
    return value if isinstance(value, bool) else None


def _posts(node: Node) -> Iterator[Post]:
    """The updates of a live blog that bring their text, as the page orders them."""
    updates = node.get("liveBlogUpdate")
    for item in (updates if isinstance(updates, list) else [updates])[: LIMITS.linked_nodes]:
        body = item.get("articleBody") if isinstance(item, dict) else None
        if isinstance(item, dict) and isinstance(body, str) and body.strip():
            people, _ = _authors(item)
            yield Post(
                body, _first(item.get("headline")), moment(_first(item.get("datePublished"))), people, _url(item)
            )


def _url(item: Node) -> str | None:
    """The address of an update, with the fragment that tells it from the others."""
    link = _first(item.get("url")) or _first(item.get("@id"))
    return link if link and link.startswith(("http://", "https://")) else None


__all__ = ["Linked", "Post", "linked"]
