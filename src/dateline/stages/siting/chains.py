"""Names that stand in each other: "Springfield, Illinois", "Peoria, Ill.", "Marib in Yemen", "Chicago (USA)"."""

import msgspec

from dateline.knowledge.gazetteer import Entry, Gazetteer, fold
from dateline.stages.siting.candidates import Candidate
from dateline.stages.siting.judging import Scene

CONTAINERS = ("country", "admin1", "admin2", "disputed", "region", "island")


class Link(msgspec.Struct, frozen=True):
    """A candidate (by index) and the place that contains it, by the words of the text."""

    inner: int
    outer: int | None
    """Index of the containing candidate; None for an abbreviation."""
    holders: tuple[Entry, ...]


def find_links(scene: Scene, candidates: list[Candidate]) -> list[Link]:
    """Comma chains; an outer name must be able to contain the inner one where both are known."""
    found = []
    for index, candidate in enumerate(candidates):
        joint = _joint(scene, candidate.last)
        if joint is None:
            continue
        short = _abbreviation(scene, joint)
        following = candidates[index + 1] if index + 1 < len(candidates) else None
        if following is not None and following.first == joint:
            holders = tuple(
                o
                for o in following.options
                if o.kind in CONTAINERS and _may_hold(candidate, o) and not _peers(candidate, o)
            )
            if holders:
                found.append(Link(index, index + 1, holders))
                continue
        if short is not None and _may_hold(candidate, short):
            found.append(Link(index, None, (short,)))
    return found


def _joint(scene: Scene, i: int) -> int | None:
    """The token after a comma or an opening bracket at i."""
    tokens = scene.reading.tokens
    if i + 1 < len(tokens) and tokens[i].text in (",", "(") and tokens[i + 1].sentence == tokens[i].sentence:
        return i + 1
    return None


def _abbreviation(scene: Scene, i: int) -> Entry | None:
    tokens = scene.reading.tokens
    text = tokens[i].text
    return scene.gazetteer.abbreviated(text) or scene.gazetteer.abbreviated(text + ".")


def _may_hold(candidate: Candidate, holder: Entry) -> bool:
    """Whether some place of the candidate's name lies in the holder; an unknown name lies anywhere."""
    if not candidate.options:
        return bool(candidate.kind) or holder.kind in ("country", "admin1")
    return any(lies_in(o, holder) for o in candidate.options)


def _peers(candidate: Candidate, holder: Entry) -> bool:
    """Whether a list names places of one rank: "Mexico, China, Japan"; "New York, New York" is no list."""
    ranks = {o.kind for o in candidate.options if o.main}
    if "country" in ranks:
        return holder.kind == "country"
    return "admin1" in ranks and holder.kind in ("admin1", "admin2") and fold(candidate.name) != fold(holder.name)


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether a place lies in a country or first-order division; in anything else where both are of one country."""
    if inner.id == outer.id:
        return False
    if outer.kind == "country":
        return inner.iso2 == outer.iso2 and inner.kind != "country"
    if outer.kind == "admin1":
        return (inner.iso2, inner.division) == (outer.iso2, outer.division) and inner.kind not in ("admin1", "country")
    if outer.kind == "admin2":
        return (inner.iso2, inner.division) == (outer.iso2, outer.division) and inner.kind in (
            "city",
            "village",
            "capital",
        )
    return bool(outer.iso2) and inner.iso2 == outer.iso2 and inner.kind not in ("country",)


def contained(gazetteer: Gazetteer, options: tuple[Entry, ...], holders: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The options that lie in one of the holders."""
    return tuple(o for o in options if any(lies_in(o, h) for h in holders))
