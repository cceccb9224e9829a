"""The places of a dateline: its towns, and the country or state behind them ("BRATISLAVA, Slovakia (AP)")."""

import re

import msgspec

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.spans import Span, cut
from dateline.stages.siting.chains import lies_in
from dateline.stages.siting.resolving import Name, best, weighed
from dateline.story import Story

CONTAINER = re.compile(r",[ \t]+([^\W\d_][^,(\[/:\n–—]*?)(?=\s*(?:[,(\[/:\n–—]|--|-\s|\s-|$))")
"""The name after a dateline's town and a comma, up to the next comma, bracket, dash or colon."""


class Head(msgspec.Struct, frozen=True):
    """A name of the dateline, what it resolves to, and the place that holds it by the text."""

    span: Span
    entry: Entry | None
    holder: Entry | None = None


def read_heading(story: Story, gazetteer: Gazetteer) -> list[Head]:
    """Towns and containing places of the dateline in text order."""
    outer = {span: _container(story, span, gazetteer) for span in story.dateline}
    names = [_name(span, outer[span], gazetteer) for span in story.dateline]
    chosen = best(weighed([n for n in names if n.options]))
    heads: list[Head] = []
    for span, name in zip(story.dateline, names, strict=True):
        around = outer[span]
        heads.append(Head(span, chosen.get(name.key), around.entry if around else None))
        if around is not None:
            heads.append(around)
    return heads


def _name(span: Span, outer: Head | None, gazetteer: Gazetteer) -> Name:
    holders = (outer.entry,) if outer is not None and outer.entry is not None else ()
    return Name(span.text, gazetteer.find(span.text), holders, "city", frozenset())


def _container(story: Story, span: Span, gazetteer: Gazetteer) -> Head | None:
    """The country or division named right after a town; other towns of the dateline are none."""
    found = CONTAINER.match(story.text, span.end)
    if found is None or any(found.start(1) <= s.start < found.end(1) for s in story.dateline):
        return None
    name = cut(story.text, found.start(1), found.end(1))
    inner, short = gazetteer.find(span.text), gazetteer.abbreviated(name.text)
    options = [short] if short is not None else gazetteer.find(name.text)
    lands = [o for o in options if o.kind in ("country", "admin1")]
    holding = [o for o in lands if not inner or any(lies_in(i, o) for i in inner)]
    return Head(name, holding[0]) if holding else None
