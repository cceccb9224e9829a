"""Where "the capital" lies, with no name beside it: the capital of the country that the paragraph is about."""

import collections
from collections.abc import Iterator, Mapping, Sequence

from dateline.knowledge.gazetteer import Entry
from dateline.reading import Token
from dateline.spans import Span
from dateline.stages.siting.judging import Scene
from dateline.stages.siting.roles import sited

HOME = 3
"""Mentions of a country that its standing in the dateline is worth."""


def find_seats(scene: Scene, found: Mapping[int, Entry], home: Sequence[Entry]) -> list[tuple[Span, Entry]]:
    """Spans of "the capital" with the town meant. `found`: the story's resolved names by first token."""
    told = collections.Counter(e.iso2 for e in found.values() if e.iso2)
    told.update({e.iso2: HOME for e in home})
    seats = []
    for token in _bare_seats(scene):
        iso2 = _land(scene, token, found, home, told)
        town = scene.gazetteer.capital(iso2) if iso2 else None
        if town is not None:
            seats.append((scene.reading.span(token.i - 1, token.i + 1), town))
    return seats


def _bare_seats(scene: Scene) -> Iterator[Token]:
    tokens = scene.reading.tokens
    for token in tokens[2:]:
        if token.lower in scene.gazetteer.roles.seats and tokens[token.i - 1].lower == "the":
            lead = tokens[token.i - 2]
            if lead.sentence == token.sentence and sited(scene, lead, "city") and not _named(scene, token):
                yield token


def _named(scene: Scene, token: Token) -> bool:
    """Whether a name or another noun follows: "the capital, Nairobi", "the capital of Mali"."""
    after = scene.reading.tokens[token.i + 1 : token.i + 3]
    if not after or after[0].sentence != token.sentence:
        return False
    if after[0].text == "," and len(after) > 1:
        return after[1].pos == "PROPN" and after[1].sentence == token.sentence
    return after[0].lower == "of" or after[0].pos in ("PROPN", "NOUN")


def _land(
    scene: Scene, token: Token, found: Mapping[int, Entry], home: Sequence[Entry], told: collections.Counter[str]
) -> str:
    """The country most spoken of among those of the paragraph and the dateline; without any, the story's."""
    tokens, sentences = scene.reading.tokens, scene.reading.sentences
    paragraph = sentences[token.sentence].paragraph
    near = [
        e.iso2 for i, e in found.items() if e.kind == "country" and sentences[tokens[i].sentence].paragraph == paragraph
    ]
    lands = [*near, *(e.iso2 for e in home)] or list(told)
    return max(lands, key=lambda iso2: (told[iso2], -lands.index(iso2)), default="")
