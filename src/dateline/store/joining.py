"""Reports of one event → one record: the part of the record that new, changed or lost stories touch, worked out anew.

Everything here is a function of the codings and the reviews, so the order in which stories came leaves no trace.
"""

import datetime
from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from dateline.coding import Event
from dateline.store import schema as t
from dateline.store.clusters import Pair, Wishes, clustered, paired
from dateline.store.deriving import block_rows, derive
from dateline.store.evidence import Evidence, Reason, Told, evidence
from dateline.store.merging import Member, Merged, merged
from dateline.store.packing import encoded
from dateline.store.reviews import Target, meant, reviews_of
from dateline.store.rows import Days, Row
from dateline.store.thresholds import Events, Thresholds

CHUNK = 500
REVIEWED = 99.0
"""The score of a link that a reviewer made."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A report that counts as it stands in the tables, with what its story says of its source."""

    told: Told
    record: str | None
    review: str
    source: str | None
    outlets: tuple[str, ...]


def refresh(connection: Connection, stories: Iterable[str], thresholds: Thresholds, gone: str | None = None) -> None:
    """Work out these stories anew, and every record that they touched before or touch now; `gone` is deleted."""
    stale = sorted(set(stories))
    before = _reports_of(connection, stale)
    old_records = {record for record in before.values() if record}
    around = _linked(connection, set(before)) | _members(connection, old_records)
    if gone is not None:
        connection.execute(delete(t.stories).where(t.stories.c.id == gone))
    told = [report for story in stale for report in derive(connection, story, thresholds.events)]
    _insert_links(connection, stale, told, thresholds)
    component = _component(connection, {report.id for report in told} | (around - set(before)))
    _rebuild(connection, component, old_records, {report.id for report in told}, thresholds)


def _reports_of(connection: Connection, stories: list[str]) -> dict[str, str | None]:
    """Report -> its record, for all reports of these stories."""
    rows = connection.execute(select(t.reports.c.id, t.reports.c.record).where(t.reports.c.story.in_(stories)))
    return {row[0]: row[1] for row in rows}


def _members(connection: Connection, records: set[str]) -> set[str]:
    if not records:
        return set()
    return set(connection.execute(select(t.reports.c.id).where(t.reports.c.record.in_(records))).scalars())


def _linked(connection: Connection, reports: set[str]) -> set[str]:
    """The reports at the other end of the links of these."""
    if not reports:
        return set()
    a, b = t.links.c.a, t.links.c.b
    found = {*connection.execute(select(b).where(a.in_(reports))).scalars()}
    return found | {*connection.execute(select(a).where(b.in_(reports))).scalars()}


def _component(connection: Connection, start: set[str]) -> set[str]:
    """All reports that hang together with these by links."""
    found, edge = set(start), set(start)
    while edge:
        edge = _linked(connection, edge) - found
        found |= edge
    return found


def _insert_links(connection: Connection, stale: list[str], told: list[Told], thresholds: Thresholds) -> None:
    links: dict[Pair, Evidence] = {}
    for story in dict.fromkeys(report.story for report in told):
        links |= _links_of(connection, [report for report in told if report.story == story], thresholds)
    links |= {pair: Evidence((reason,)) for pair, reason in _asked(connection, stale).items()}
    rows = [
        {"a": a, "b": b, "score": found.score, "reasons_json": encoded(found.reasons)}
        for (a, b), found in sorted(links.items())
    ]
    if rows:
        connection.execute(insert(t.links), rows)


def _links_of(connection: Connection, told: list[Told], thresholds: Thresholds) -> dict[Pair, Evidence]:
    """Every report that is like one of these, all of one story, enough, with the evidence."""
    rules, copies = thresholds.events, _copies(connection, told[0].story, thresholds)
    found: dict[Pair, Evidence] = {}
    others = _candidates(connection, told, copies, rules)
    for report in told:
        for other in others:
            first, second = sorted((report, other), key=lambda r: r.id)
            if first.id == second.id or (first.id, second.id) in found:
                continue
            if other.story in copies or _comparable(report, other, rules):
                proof = evidence(first, second, rules, copies=other.story in copies)
                if proof.score >= rules.threshold:
                    found[first.id, second.id] = proof
    return found


def _copies(connection: Connection, story: str, thresholds: Thresholds) -> set[str]:
    c = t.copies.c
    wanted = select(c.a, c.b).where(or_(c.a == story, c.b == story), c.likeness >= thresholds.copies.likeness)
    return {end for pair in connection.execute(wanted) for end in pair} - {story}


def _candidates(connection: Connection, told: list[Told], copies: set[str], rules: Events) -> list[Told]:
    """The reports that count and share a key of one of these at about its time, and those of copies of their story."""
    b, r = t.blocks.c, t.reports.c
    blocks = [_near_blocks(keys, rules) for report in told if (keys := _keys(report, rules))]
    near = [r.id.in_(select(b.report).where(or_(*blocks)))] if blocks else []
    near += [r.story.in_(copies)] if copies else []
    return _told(connection, or_(*near)) if near else []


def _keys(report: Told, rules: Events) -> list[Row]:
    return block_rows(report.event, report.days.day, rules)


def _near_blocks(keys: list[Row], rules: Events) -> ColumnElement[bool]:
    b = t.blocks.c
    low, high = _moved(str(keys[0]["first"]), -rules.days), _moved(str(keys[0]["last"]), rules.days)
    names = [key for row in keys for key in _near_keys(str(row["key"]), rules)]
    return and_(b.key.in_(names), b.first.between(_moved(low, -rules.longest), high), b.last >= low)


def _comparable(one: Told, two: Told, rules: Events) -> bool:
    """Whether the two share a key, so that each would find the other, whichever came first."""
    mine = {key for row in _keys(one, rules) for key in _near_keys(str(row["key"]), rules)}
    return any(row["key"] in mine for row in _keys(two, rules))


def _near_keys(key: str, rules: Events) -> list[str]:
    kind, _, rest = key.partition(" ")
    return [f"{name} {rest}" for name in (kind, *sorted(rules.near.get(kind, ())))]


def _moved(day: str, days: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def _told(connection: Connection, condition: ColumnElement[bool]) -> list[Told]:
    r = t.reports.c
    columns = (r.id, r.story, r.event_json, r.first, r.last, r.basis, r.sentence)
    rows = connection.execute(select(*columns).where(condition, r.standing == "counts").order_by(r.id))
    return [_as_told(*row) for row in rows]


def _as_told(name: str, story: str, event: str, first: str, last: str, basis: str, sentence: str) -> Told:
    decoded = msgspec.json.decode(event, type=Event)
    return Told(id=name, story=story, event=decoded, days=Days(first, last, basis), sentence=sentence)


def _asked(connection: Connection, stories: list[str]) -> dict[Pair, Reason]:
    """The pairs that reviewers want in one record."""
    reviews = [review for review in reviews_of(connection, stories) if review.action == "merge" and review.other]
    touched = {target.story for review in reviews for target in (review.target, review.other) if target}
    events = _events(connection, touched)
    pairs = {}
    for review in reviews:
        ends = [_meant(target, events) for target in (review.target, review.other) if target]
        if ends[0] and ends[1] and ends[0] != ends[1]:
            pairs[paired(ends[0], ends[1])] = Reason("review", REVIEWED, review.id)
    return pairs


def _events(connection: Connection, stories: Iterable[str]) -> dict[str, list[Event]]:
    """Story -> its events that count."""
    found: dict[str, list[Event]] = {}
    for told in _told(connection, t.reports.c.story.in_(sorted(stories))):
        found.setdefault(told.story, []).append(told.event)
    return found


def _meant(target: Target, events: dict[str, list[Event]]) -> str | None:
    met = meant(target, events.get(target.story, []))
    return met.id if met else None


def _wishes(connection: Connection, kept: dict[str, Kept]) -> Wishes:
    """What reviewers decided of these reports; of one pair, the last word counts."""
    events: dict[str, list[Event]] = {}
    for report in kept.values():
        events.setdefault(report.told.story, []).append(report.told.event)
    said: dict[Pair, str] = {}
    alone: set[str] = set()
    for review in reviews_of(connection, events):
        ends = [_meant(target, events) for target in (review.target, review.other) if target]
        if review.action in ("merge", "split") and len(ends) == 2 and ends[0] and ends[1] and ends[0] != ends[1]:
            said[paired(ends[0], ends[1])] = review.action
        elif review.action == "split" and review.other is None and ends[0]:
            alone.add(ends[0])
            said = {pair: word for pair, word in said.items() if ends[0] not in pair}
    joined, parted = (frozenset(p for p, word in said.items() if word == w) for w in ("merge", "split"))
    return Wishes(joined, parted, frozenset(alone))


def _rebuild(connection: Connection, component: set[str], old_records: set[str], fresh: set[str],
             thresholds: Thresholds) -> None:  # fmt: skip
    kept = _kept(connection, component)
    near = _copy_pairs(connection, {k.told.story for k in kept.values()}, thresholds.copies.likeness)
    groups = _groups(connection, kept, near, thresholds.events)
    standing: dict[str, set[str]] = {}
    for name, report in kept.items():
        if report.record:
            standing.setdefault(report.record, set()).add(name)
    same = {frozenset(members) for record, members in standing.items() if record not in old_records}
    changed = [group for group in groups if group & fresh or group not in same]
    gone = old_records | {kept[name].record or "" for group in changed for name in group}
    connection.execute(delete(t.records).where(t.records.c.id.in_(sorted(gone))))
    for group in changed:
        _write(connection, [kept[name] for name in sorted(group)], near)


def _groups(connection: Connection, kept: dict[str, Kept], near: set[Pair], rules: Events) -> list[frozenset[str]]:
    if len(kept) < 2:
        return [frozenset(kept)] if kept else []
    a, b = t.links.c.a, t.links.c.b
    rows = connection.execute(select(a, b, t.links.c.score).where(a.in_(kept), b.in_(kept)))
    links = {(row[0], row[1]): row[2] for row in rows if row[2] < REVIEWED}

    def score(one: str, two: str) -> float:
        first, second = kept[one].told, kept[two].told
        return evidence(first, second, rules, copies=paired(first.story, second.story) in near).score

    return clustered(kept, links, score, rules.together, _wishes(connection, kept))


def _copy_pairs(connection: Connection, stories: set[str], likeness: float) -> set[Pair]:
    """The pairs of these stories that are the same text."""
    c = t.copies.c
    wanted = select(c.a, c.b).where(c.a.in_(stories), c.b.in_(stories), c.likeness >= likeness)
    return {(a, b) for a, b in connection.execute(wanted)}


def _kept(connection: Connection, reports: set[str]) -> dict[str, Kept]:
    r, s = t.reports.c, t.stories.c
    told = (r.id, r.story, r.event_json, r.first, r.last, r.basis, r.sentence)
    wanted = (
        select(*told, r.record, r.review, s.source, s.agency, s.publisher)
        .join(t.stories, s.id == r.story)
        .where(and_(r.id.in_(sorted(reports)), r.standing == "counts"))
        .order_by(r.id)
    )
    return {
        row[0]: Kept(told=_as_told(*row[:7]), record=row[7], review=row[8], source=row[9],
                     outlets=tuple(name for name in row[10:12] if name))
        for row in connection.execute(wanted)
    }  # fmt: skip


def _write(connection: Connection, group: list[Kept], near: set[Pair]) -> None:
    """One record, its dyads and terms, and what its reports point at."""
    rows = merged(_as_members(group, near))
    connection.execute(insert(t.records).values(rows.record))
    _write_found(connection, rows)
    reports = [kept.told.id for kept in group]
    connection.execute(update(t.reports).where(t.reports.c.id.in_(reports)).values(record=rows.record["id"]))


def _as_members(group: list[Kept], near: set[Pair]) -> list[Member]:
    return [
        Member(id=k.told.id, story=k.told.story, event=k.told.event, days=k.told.days, review=k.review,
               source=k.source, outlets=k.outlets,
               copies=frozenset(o.told.story for o in group if paired(o.told.story, k.told.story) in near))
        for k in group
    ]  # fmt: skip


def _write_found(connection: Connection, rows: Merged) -> None:
    connection.execute(insert(t.dyads), rows.dyads)
    if rows.terms:
        connection.execute(insert(t.terms), rows.terms)


def refill(connection: Connection) -> None:
    """Work out `dyads` and `terms` of records that were made before there were such tables."""
    bare = select(t.records.c.id).where(t.records.c.id.not_in(select(t.dyads.c.record))).order_by(t.records.c.id)
    names = connection.execute(bare).scalars().all()
    for start in range(0, len(names), CHUNK):
        groups: dict[str, list[Kept]] = {}
        for kept in _kept(connection, _members(connection, set(names[start : start + CHUNK]))).values():
            groups.setdefault(kept.record or "", []).append(kept)
        for group in groups.values():
            _write_found(connection, merged(_as_members(group, set())))


__all__ = ["refill", "refresh"]
