"""Tags with too many attributes, cut: libxml2 takes time by the square of their number (20,000 of them take 2 s)."""

import re

from dateline.formats.limits import LIMITS

TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
ATTRIBUTE = re.compile(r"[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"?|'[^']*'?|[^\s>\"'][^\s>]*)?)?")
KEPT = 100
"""Attributes of one tag; templates write up to 30."""
HARMLESS = 200_000
"""Characters of a page that cannot hold enough attributes to matter."""


def bounded(text: str) -> str:
    """HTML in which no tag has more than 100 attributes and none is very long; each character is looked at twice."""
    if len(text) < HARMLESS:
        return text
    parts: list[str] = []
    done, at = 0, 0
    while tag := TAG.search(text, at):
        at, count = tag.end(), 0
        while attribute := ATTRIBUTE.match(text, at):
            count += 1
            if count > KEPT or attribute.end() - at > LIMITS.attribute:
                parts.append(text[done:at])
                done = attribute.end()
            at = attribute.end()
    return "".join((*parts, text[done:])) if parts else text


__all__ = ["bounded"]
