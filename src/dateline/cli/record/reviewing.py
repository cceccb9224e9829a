"""What `dateline review` does."""

import sys

import msgspec

from dateline.cli.output import ALL_CODED
from dateline.cli.record.clock import now
from dateline.store.opening import open_store, reading
from dateline.store.reviewing import all_reviews, review, review_named, target_named
from dateline.store.reviews import Review
from dateline.store.thresholds import load_thresholds

PLURAL = ("mode", "context")
"""Fields that hold a list; a single word is one."""


def run_review(db: str, action: str, name: str, by: str, at: str | None, reason: str | None,
               values: tuple[str | None, ...]) -> int:  # fmt: skip
    """Keep a review and print its id."""
    engine, moment = open_store(db), at or now()
    with reading(engine) as connection:
        if action == "withdraw":
            old = review_named(connection, name)
            said = [Review(reviewer=by, moment=moment, action=action, target=old.target, other=old.other,
                           withdraws=old.id, reason=reason)]  # fmt: skip
        else:
            target = target_named(connection, name)
            bare = Review(reviewer=by, moment=moment, action=action, target=target, reason=reason)
            other = target_named(connection, values[0]) if action in ("merge", "split") and values[0] else None
            said = _corrections(bare, *values) if action == "correct" else [msgspec.structs.replace(bare, other=other)]
    for one in said:
        new = review(engine, one, load_thresholds())
        print(f"{one.id} {one.action}{' ' + one.field if one.field else ''}{'' if new else ' (known already)'}")
    return ALL_CODED


def _corrections(bare: Review, field: str | None, value: str | None) -> list[Review]:
    """The correction, and those that follow from another type: its quad class, its score and its CAMEO code."""
    told = {str(field): _as_json(str(field), str(value))}
    if field == "event":
        told |= _of_type(str(value).strip('"'))
    return [msgspec.structs.replace(bare, field=name, value=given) for name, given in told.items()]


def _of_type(name: str) -> dict[str, str]:
    from dateline.codebook.plover import load_codebook

    kind = load_codebook().types.get(name)
    return {"mode": "[]", "quad": str(kind.quad), "score": str(kind.score), "cameo": f'"{kind.cameo}"'} if kind else {}


def _as_json(field: str, value: str) -> str:
    """A word as JSON; JSON as it stands."""
    try:
        msgspec.json.decode(value)
        if field == "cameo" and not value.startswith('"'):
            raise msgspec.DecodeError
    except msgspec.DecodeError:
        return msgspec.json.encode([value] if field in PLURAL else value).decode()
    return value


def run_list(db: str) -> int:
    """Print all reviews."""
    with reading(open_store(db, read_only=True)) as connection:
        for said in all_reviews(connection):
            sys.stdout.buffer.write(msgspec.json.encode({"id": said.id, **msgspec.structs.asdict(said)}) + b"\n")
    sys.stdout.buffer.flush()
    return ALL_CODED


__all__ = ["run_list", "run_review"]
