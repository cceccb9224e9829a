"""What people say of reports: append-only, and named by what survives coding a story anew.

A review names a report by story, span of the trigger and type; where the newest coding has no such report, one of the
same type whose trigger overlaps is meant, then any one whose trigger overlaps.
"""

import hashlib
import re
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, RowMapping, or_, select

from dateline.coding import Event
from dateline.store import schema as t
from dateline.store.faults import StoreError
from dateline.store.receipts import add_row

ACTIONS = ("accept", "correct", "reject", "merge", "split", "comment", "withdraw")
FIELDS = ("event", "mode", "context", "status", "historical", "actor", "recipient", "when", "where", "speaker", "quad",
          "score", "cameo", "size")  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


class Target(msgspec.Struct, frozen=True, order=True):
    """A report by what survives coding anew: story, trigger [start, end), type."""

    story: str
    start: int
    end: int
    type: str


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody said of a report, at a moment (ISO 8601, UTC, ending in Z).

    correct: `field` of the event and its new `value` as JSON. merge, split: `other` is the second report; a split
    without one says that the report stands alone. withdraw: the id of the review that no longer holds.
    """

    reviewer: str
    moment: str
    action: str
    target: Target
    other: Target | None = None
    field: str | None = None
    value: str | None = None
    withdraws: str | None = None
    reason: str | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits from the content."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class Effective(msgspec.Struct, frozen=True):
    """An event with its reviews applied: `standing`: counts, rejected; `review`: none, accepted, corrected …"""

    event: Event
    standing: str
    review: str


def fault_in(review: Review) -> str | None:
    """What is wrong with a review by itself."""
    if review.action not in ACTIONS:
        return f"no action {review.action!r} (one of {', '.join(ACTIONS)})"
    if not MOMENT.fullmatch(review.moment):
        return f"the moment {review.moment!r} is not like 2024-05-16T08:30:00Z"
    if not review.reviewer.strip():
        return "the reviewer has no name"
    if review.action == "correct" and review.field not in FIELDS:
        return f"no field {review.field!r} (one of {', '.join(FIELDS)})"
    if review.action == "merge" and review.other is None:
        return "a merge needs a second event"
    if review.action == "withdraw" and not review.withdraws:
        return "a withdrawal needs the id of a review"
    return None


def corrected(event: Event, field: str, value: str) -> Event:
    """The event with one field replaced by a JSON value. Raises StoreError where the value does not fit the field."""
    try:
        body = msgspec.json.decode(msgspec.json.encode(event))
        body[field] = msgspec.json.decode(value)
        return msgspec.convert(body, type=Event)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise StoreError(
            f"{field} cannot be {value}: {error}", "give the value as JSON of the coding's form"
        ) from error


def append(connection: Connection, review: Review) -> bool:
    """Add a review; False where the very same is there already. Raises StoreError where it is faulty."""
    if fault := fault_in(review):
        raise StoreError(fault)
    return add_row(connection, t.reviews, _row(review))


def reviews_of(connection: Connection, stories: Iterable[str]) -> list[Review]:
    """All reviews that concern these stories and have not been withdrawn, by moment."""
    r, wanted = t.reviews.c, sorted(set(stories))
    rows = connection.execute(select(t.reviews).where(or_(r.story.in_(wanted), r.other_story.in_(wanted))))
    found = sorted((review_of(row) for row in rows.mappings()), key=lambda x: (x.moment, x.id))
    return standing_ones(found)


def standing_ones(reviews: list[Review]) -> list[Review]:
    """The reviews that still hold: the last word first, for a withdrawal may itself be withdrawn."""
    gone: set[str] = set()
    for review in reversed(reviews):
        if review.action == "withdraw" and review.id not in gone:
            gone.add(str(review.withdraws))
    return [review for review in reviews if review.action != "withdraw" and review.id not in gone]


def effective(events: tuple[Event, ...], older: tuple[Event, ...], reviews: list[Review]) -> list[Effective]:
    """The newest events with their reviews, and those of older codings that somebody accepted or corrected since.

    `reviews` by moment; only those of one report (accept, correct, reject) matter here.
    """
    said: dict[str, list[Review]] = {}
    kept = {event.id: event for event in events}
    for review in reviews:
        if review.action in ("accept", "correct", "reject"):
            met = meant(review.target, events) or meant(review.target, older)
            if met is not None and (met.id in kept or review.action != "reject"):
                kept.setdefault(met.id, met)
                said.setdefault(met.id, []).append(review)
    return [_applied(event, said.get(name, [])) for name, event in kept.items()]


def meant(target: Target, events: Iterable[Event]) -> Event | None:
    """The event that a review names."""
    near = [e for e in events if e.trigger.start < target.end and target.start < e.trigger.end]
    return min(near, key=lambda e: (_distance(target, e), e.id), default=None)


def _distance(target: Target, event: Event) -> tuple[bool, int]:
    apart = abs(event.trigger.start - target.start) + abs(event.trigger.end - target.end)
    return event.event != target.type, apart


def _applied(event: Event, reviews: list[Review]) -> Effective:
    state = "none"
    for review in reviews:
        if review.action == "correct":
            event = corrected(event, str(review.field), str(review.value))
        state = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}[review.action]
    return Effective(event, "rejected" if state == "rejected" else "counts", state)


def target_of(event: Event, story: str) -> Target:
    """What a review names an event by."""
    return Target(story, event.trigger.start, event.trigger.end, event.event)


def _row(review: Review) -> dict[str, object]:
    target, other = review.target, review.other
    return {
        "id": review.id,
        "moment": review.moment,
        "reviewer": review.reviewer,
        "action": review.action,
        "story": target.story,
        "start": target.start,
        "end": target.end,
        "type": target.type,
        "field": review.field,
        "value_json": review.value,
        "other_story": other.story if other else None,
        "other_start": other.start if other else None,
        "other_end": other.end if other else None,
        "other_type": other.type if other else None,
        "withdraws": review.withdraws,
        "reason": review.reason,
    }


def review_of(row: RowMapping) -> Review:
    """A row of `reviews`, as a mapping, as a Review."""
    get = row.__getitem__
    other = get("other_story")
    return Review(
        reviewer=get("reviewer"),
        moment=get("moment"),
        action=get("action"),
        target=Target(get("story"), get("start"), get("end"), get("type")),
        other=Target(other, get("other_start"), get("other_end"), get("other_type")) if other else None,
        field=get("field"),
        value=get("value_json"),
        withdraws=get("withdraws"),
        reason=get("reason"),
    )


__all__ = ["ACTIONS", "FIELDS", "Effective", "Review", "Target", "append", "corrected", "effective",
           "fault_in", "meant", "review_of", "reviews_of", "standing_ones", "target_of"]  # fmt: skip
