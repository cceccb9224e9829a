"""Reports of one event → the record of it: the lead's values, filled from the others, and what they differ in."""

from collections.abc import Callable

import msgspec

from dateline.coding import Event
from dateline.store.packing import encoded
from dateline.store.rows import Days, Row, deed_values, place_values, side_values
from dateline.store.schema import SIZES
from dateline.store.terms import term_rows

NO_COUNTRY = ""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A report of a record, with its story's source (None where none is known) and the stories of the same text."""

    id: str
    story: str
    event: Event
    days: Days
    review: str
    source: str | None
    copies: frozenset[str] = frozenset()
    outlets: tuple[str, ...] = ()
    """The agency and the publisher of the story."""


class Merged(msgspec.Struct, frozen=True):
    """A record's rows in `records`, `dyads` and `terms`."""

    record: Row
    dyads: list[Row]
    terms: list[Row]


def merged(members: list[Member]) -> Merged:
    """All rows of a record."""
    event = _event(_ranked(members))
    record = record_row(members)
    dyads = dyad_rows(record, event)
    outlets = {name for m in members for name in m.outlets}
    return Merged(record, dyads, term_rows(record, event, [m.event for m in members], outlets, dyads))


def _ranked(members: list[Member]) -> list[Member]:
    """The lead first."""
    return sorted(members, key=lambda m: (m.review not in ("accepted", "corrected"), -m.event.confidence, m.id))


def _event(ranked: list[Member]) -> Event:
    """What the record says: the lead's values, and the next report's where it lacks one."""
    lead = ranked[0].event
    return msgspec.structs.replace(
        lead,
        mode=lead.mode or _first(ranked, lambda e: e.mode if e.event == lead.event else ()) or (),
        actor=lead.actor or _first(ranked, lambda e: e.actor) or (),
        recipient=lead.recipient or _first(ranked, lambda e: e.recipient) or (),
        where=lead.where or _first(ranked, lambda e: e.where),
    )


def record_row(members: list[Member]) -> Row:
    """The row of `records`."""
    ranked = _ranked(members)
    event = _event(ranked)
    return {
        "id": min(m.id for m in members),
        "lead": ranked[0].id,
        **deed_values(event, _narrowest(ranked)),
        **side_values("actor", event.actor),
        **side_values("recipient", event.recipient),
        **place_values(event.where),
        **_bounds(members),
        "reports": len(members),
        "stories": len({m.story for m in members}),
        "sources": sources(members),
        "confidence": event.confidence,
        "reviewed": ranked[0].review in ("accepted", "corrected"),
        "differs_json": encoded(_differences(members)),
    }


def dyad_rows(record: Row, event: Event) -> list[Row]:
    """The rows of `dyads`: each country of an actor with each of a recipient; "" where none is known."""
    actors = {p.country for p in event.actor} or {NO_COUNTRY}
    recipients = {p.country for p in event.recipient} or {NO_COUNTRY}
    shared = {name: record[name] for name in ("month", "day", "type", "status", "quad", "score", "reports")}
    return [
        {"record": record["id"], "actor": a, "recipient": r, **shared}
        for a in sorted(actors)
        for r in sorted(recipients)
    ]


def sources(members: list[Member]) -> int:
    """How many independent sources: a publisher counts once, and so does a text that several publishers printed."""
    groups: list[set[str]] = []
    for member in members:
        marks = {member.story, *member.copies} | ({f"source {member.source}"} if member.source else set())
        touching = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks] + [marks.union(*touching)]
    return len(groups)


def _first(ranked: list[Member], of: Callable[[Event], object]):  # type: ignore[no-untyped-def]
    return next((found for m in ranked if (found := of(m.event))), None)


def _narrowest(ranked: list[Member]) -> Days:
    """The days that a reviewer set, else a stated time before others, the shortest before longer ones."""
    if ranked[0].review == "corrected":
        return ranked[0].days
    bases = {"stated": 0, "inherited": 1, "publication": 2, None: 3}
    return min((m.days for m in ranked), key=lambda d: (bases.get(d.basis, 3), _length(d), d.first or "", d.last or ""))


def _length(days: Days) -> int:
    """0 for a single day, 1 for a month or less as the text of the days shows, 2 for longer or open."""
    if not days.first or not days.last:
        return 2
    return 0 if days.first == days.last else 1 if days.first[:7] == days.last[:7] else 2


def _bounds(members: list[Member]) -> Row:
    told = {size: [n for m in members if (n := getattr(m.event.size, size)) is not None] for size in SIZES}
    ends = (("min", min), ("max", max))
    return {f"{size}_{end}": of(numbers) if numbers else None for size, numbers in told.items() for end, of in ends}


def _differences(members: list[Member]) -> dict[str, list[object]]:
    """The fields in which reports contradict each other, with all that is told."""
    told: dict[str, set[object]] = {size: {getattr(m.event.size, size) for m in members} for size in SIZES}
    told["type"] = {m.event.event for m in members}
    told["mode"] = {m.event.mode[0] if m.event.mode else None for m in members}
    told["place"] = {m.event.where.name if m.event.where else None for m in members}
    told["day"] = {m.days.day for m in members if m.days.basis == "stated"}
    known = {name: _ordered(values - {None}) for name, values in told.items()}
    return {name: values for name, values in known.items() if len(values) > 1}


def _ordered(values: set[object]) -> list[object]:
    """Numbers by size, words by letters."""
    return sorted(values, key=lambda v: (0, v, "") if isinstance(v, int) else (1, 0, str(v)))


__all__ = ["Member", "Merged", "merged", "record_row", "sources"]
