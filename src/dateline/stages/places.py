"""Places of a story: which names are places here, and where they are."""

import collections
from collections.abc import Sequence

import msgspec

from dateline.coding import Place
from dateline.knowledge.gazetteer import Entry, Gazetteer, fold
from dateline.reading import Reading
from dateline.spans import Span
from dateline.stages.siting.candidates import Candidate, find_candidates
from dateline.stages.siting.chains import Link, find_links
from dateline.stages.siting.judging import NEEDED, Scene, inside_body, look_over, points
from dateline.stages.siting.resolving import Name, resolve
from dateline.stages.siting.roles import stands_as_place
from dateline.stages.siting.words import Words, load_words
from dateline.story import Story


import os
BODY=int(os.environ.get("BODY","0"))
BONUS=float(os.environ.get("BONUS","1"))


class Mention(msgspec.Struct, frozen=True):
    """A candidate taken for a place, and the places that the text says it lies in."""

    candidate: Candidate
    holders: tuple[Entry, ...]


def find_places(story: Story, reading: Reading, gazetteer: Gazetteer, *, every_toponym: bool = False,
                words: Words | None = None) -> tuple[Place, ...]:  # fmt: skip
    """Places in text order, without overlaps: the dateline's, and those of the running text.

    A name that stands for a government ("Moscow said") or belongs to an actor ("France's president") is left out unless
    `every_toponym`. Coordinates are None where no gazetteer knows the name.
    """
    scene = look_over(reading, gazetteer, words or load_words())
    mentions = _mentions(scene, every_toponym)
    chosen = resolve(_names(mentions), _home(story, gazetteer))
    head = [_dateline_place(span, chosen, gazetteer) for span in story.dateline]
    kept = mentions if every_toponym else [m for m in mentions if stands_as_place(scene, m.candidate)]
    body = [_place(m.candidate.span, chosen.get(_key(m.candidate)), gazetteer, m.holders) for m in kept]
    return tuple(sorted([*head, *body], key=lambda p: p.start))


def _mentions(scene: Scene, every_toponym: bool) -> list[Mention]:
    """Candidates with points enough, twice: a name that is surely a place once is taken more easily elsewhere."""
    candidates = find_candidates(scene.reading, scene.gazetteer, scene.words)
    links = find_links(scene, candidates)
    chained = {link.inner for link in links} | {link.outer for link in links if link.outer is not None}
    score = [points(scene, c, i in chained) for i, c in enumerate(candidates)]
    body = [inside_body(scene, c) for c in candidates]
    sure = collections.Counter(c.name for c, s, b in zip(candidates, score, body, strict=True) if s >= NEEDED + 1 and not b)
    doubted = collections.Counter(c.name for c, s in zip(candidates, score, strict=True) if s < NEEDED - 1.5)
    holders = _holders(links)
    kept = []
    for i, candidate in enumerate(candidates):
        bonus = BONUS if sure[candidate.name] > doubted[candidate.name] else 0.0
        if BODY==2 and body[i] and candidate.options: bonus+=2.0
        if score[i] + bonus >= NEEDED and (not body[i] or BODY and (BODY>1 or sure[candidate.name])):
            kept.append(Mention(candidate, holders.get(i, ())))
    return kept


def _holders(links: Sequence[Link]) -> dict[int, tuple[Entry, ...]]:
    """Index of a candidate → places that hold it; chains pass on: "Peoria, Illinois, USA"."""
    return {link.inner: link.holders for link in links}


def _key(candidate: Candidate) -> str:
    return fold(candidate.name) + ("\t" + candidate.kind if candidate.kind else "")


def _names(mentions: Sequence[Mention]) -> list[Name]:
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(_key(mention.candidate), []).append(mention)
    return [Name(key, ms[0].candidate.options, tuple(h for m in ms for h in m.holders), ms[0].candidate.kind, len(ms))
            for key, ms in grouped.items() if ms[0].candidate.options]  # fmt: skip


def _home(story: Story, gazetteer: Gazetteer) -> list[Entry]:
    options = [gazetteer.find(span.text) for span in story.dateline]
    names = [Name(span.text, o, (), "city", 1) for span, o in zip(story.dateline, options, strict=True) if o]
    return list(resolve(names).values())


def _dateline_place(span: Span, chosen: dict[str, Entry], gazetteer: Gazetteer) -> Place:
    entry = chosen.get(fold(span.text)) or resolve([Name("", gazetteer.find(span.text), (), "city", 1)]).get("")
    return _place(span, entry, gazetteer, ())


def _place(span: Span, entry: Entry | None, gazetteer: Gazetteer, holders: Sequence[Entry]) -> Place:
    """A place as the coding shows it; what is not known of it is taken from the place that holds it."""
    known = entry or (holders[0] if holders else None)
    name = entry.name if entry else span.text
    return Place(text=span.text, start=span.start, end=span.end, name=name, country=known.country if known else None,
                 admin1=gazetteer.division_name(known) if known else None, lat=entry.lat if entry else None,
                 lon=entry.lon if entry else None, geonameid=entry.geonameid if entry else None)  # fmt: skip
