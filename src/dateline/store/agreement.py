"""How far two reviewers agree: Krippendorff's alpha for nominal values, over the reports that both have reviewed.

Source: K. Krippendorff, Content Analysis, ch. 12 (coincidence matrix; alpha = 1 - observed / expected disagreement).
"""

from collections import Counter
from collections.abc import Hashable, Sequence

import msgspec
from sqlalchemy import Connection, select

from dateline.coding import Coding, Event
from dateline.store import schema as t
from dateline.store.reviewing import all_reviews
from dateline.store.reviews import Review, Target, meant, standing_ones

REJECTED = "rejected"


class Agreement(msgspec.Struct, frozen=True):
    """Of one field: reports that both reviewed, the share of agreement, and alpha (None where nothing varies)."""

    field: str
    units: int
    share: float
    alpha: float | None


def alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha of nominal values; a unit is what each rater said of one thing (two or more).

    1 is agreement, 0 what chance would give, below 0 worse; None where there is no pair or only one value.
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for unit in (u for u in units if len(u) > 1):
        pairs = Counter((a, b) for i, a in enumerate(unit) for j, b in enumerate(unit) if i != j)
        for pair, count in pairs.items():
            weights[pair] = weights.get(pair, 0.0) + count / (len(unit) - 1)
    totals: Counter[Hashable] = Counter()
    for (value, _), weight in weights.items():
        totals[value] += weight  # type: ignore[assignment]
    n = sum(totals.values())
    expected = n * n - sum(m * m for m in totals.values())
    if not expected:
        return None
    observed = sum(weight for (a, b), weight in weights.items() if a != b)
    return 1 - (n - 1) * observed / expected


def agreement(connection: Connection, one: str, two: str) -> list[Agreement]:
    """Of two reviewers: the verdict (right, corrected or wrong), and each field that one of them corrected."""
    reviews = [r for r in standing_ones(all_reviews(connection)) if r.action in ("accept", "correct", "reject")]
    said = {who: _by_target([r for r in reviews if r.reviewer == who]) for who in (one, two)}
    both = sorted(said[one].keys() & said[two].keys())
    events = {target: _event(connection, target) for target in both}
    fields = sorted({str(r.field) for target in both for who in said for r in said[who][target] if r.field})
    found = [_agreement("verdict", [[_verdict(said[who][x]) for who in (one, two)] for x in both])]
    for field in fields:
        units = [[_value(field, said[who][x], events[x]) for who in (one, two)] for x in both]
        found.append(_agreement(field, units))
    return found


def _by_target(reviews: list[Review]) -> dict[Target, list[Review]]:
    found: dict[Target, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.target, []).append(review)
    return found


def _agreement(field: str, units: list[list[str]]) -> Agreement:
    agreed = sum(len(set(unit)) == 1 for unit in units)
    return Agreement(field, len(units), agreed / len(units) if units else 0.0, alpha(units))


def _verdict(reviews: list[Review]) -> str:
    return reviews[-1].action


def _value(field: str, reviews: list[Review], event: Event | None) -> str:
    """What a reviewer holds to be the field's value, as JSON."""
    if reviews[-1].action == "reject":
        return REJECTED
    given = [str(r.value) for r in reviews if r.field == field]
    if given:
        return msgspec.json.encode(msgspec.json.decode(given[-1]), order="sorted").decode()
    return msgspec.json.encode(getattr(event, field, None), order="sorted").decode()


def _event(connection: Connection, target: Target) -> Event | None:
    """The event as the newest coding has it."""
    c = t.codings.c
    wanted = select(c.coding_json).where(c.story == target.story).order_by(c.number.desc()).limit(1)
    raw = connection.execute(wanted).scalar()
    return meant(target, msgspec.json.decode(raw, type=Coding).events) if raw else None


__all__ = ["Agreement", "agreement", "alpha"]
