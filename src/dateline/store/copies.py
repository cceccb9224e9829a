"""Stories that are nearly the same text, and stories that take the place of an earlier version.

Both are functions of the stories alone: in whatever order they came, the same pairs are found.
"""

import datetime
import re
from collections.abc import Iterable
from functools import cached_property

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from dateline.store import schema as t
from dateline.store.packing import unpacked
from dateline.store.thresholds import Copies, Thresholds
from dateline.story import Story

SEED = 20240516
WORD = re.compile(r"\w+")
NAMES = ("id", "date", "source", "source_id", "heading", "revision", "replaced_by", "text", "story_json")


class Candidate(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A story, as far as its likeness to others depends on it."""

    id: str
    date: str | None
    source: str | None
    source_id: str | None
    heading: str
    revision: int
    replaced_by: str | None
    text: str
    story_json: str

    @cached_property
    def story(self) -> Story:
        """The story as it was given."""
        return unpacked(self.text, self.story_json)

    @cached_property
    def order(self) -> tuple[str, int, str]:
        """Later versions have greater ones: by day, then by the number of the version, then by the moment."""
        told = self.story.publication
        return (self.date or "", self.revision, _utc(told.updated or told.published))


def shingles(story: Story, words: int) -> frozenset[str]:
    """Every run of so many words of the story's paragraphs, in lower case."""
    said = WORD.findall(" ".join(p.text for p in story.paragraphs or ()).lower()) or WORD.findall(story.text.lower())
    return frozenset(" ".join(said[i : i + words]) for i in range(max(1, len(said) - words + 1)))


def bands_of(story: Story, copies: Copies) -> list[int]:
    """The values of the story's bands (63 bits each); stories that share one are worth comparing."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=copies.bands * copies.rows, seed=SEED)
    sketch.update(sorted(shingles(story, copies.words)))
    digest = sketch.digest()
    return [_folded(digest[i * copies.rows : (i + 1) * copies.rows]) for i in range(copies.bands)]


def _folded(values: list[int]) -> int:
    folded = 0
    for value in values:
        folded = (folded * 0x9E3779B97F4A7C15 + value + 1) % (1 << 63)
    return folded


def likeness(a: frozenset[str], b: frozenset[str], copies: Copies) -> float:
    """The share of shingles that two texts have in common; 1 minus little where one holds nearly all of the other."""
    shared, smaller, larger = len(a & b), *sorted((len(a), len(b)))
    jaccard = shared / (len(a) + len(b) - shared)
    contained = shared / smaller if smaller >= copies.shortest * larger else 0.0
    return round(max(jaccard, contained if contained >= copies.contained else 0.0), 4)


def settle(connection: Connection, story: str, thresholds: Thresholds) -> set[str]:
    """Find what a story that came is a copy or a version of; gives the stories whose place has changed by that."""
    own = candidate(connection, story)
    if own is None:
        return set()
    others = _candidates(connection, own, thresholds)
    pairs = [(own, other, score) for other in others if (score := _likeness(own, other, thresholds)) > 0]
    if pairs:
        rows = [{"a": min(a.id, b.id), "b": max(a.id, b.id), "likeness": score} for a, b, score in pairs]
        connection.execute(insert(t.copies), rows)
    named = {name: _loaded(connection, t.stories.c.id == name)[0] for name in _named(connection, own)}
    fellows = {other.id: other for _, other, _ in pairs} | named
    return _placed(connection, own, [f for f in fellows.values() if f.source == own.source], thresholds)


def _placed(connection: Connection, own: Candidate, fellows: list[Candidate], thresholds: Thresholds) -> set[str]:
    """Put a new story in its place among its versions; gives the stories of which something else now holds."""
    changes: dict[str, Candidate] = {}
    for fellow in fellows:
        if _supersedes(fellow, own, _names(fellow, own), thresholds) and _is_last(fellow, changes.get(own.id)):
            changes[own.id] = fellow
        if _supersedes(own, fellow, _names(own, fellow), thresholds):
            present = candidate(connection, fellow.replaced_by) if fellow.replaced_by else None
            if _is_last(own, present):
                changes[fellow.id] = own
    for name, later in changes.items():
        connection.execute(update(t.stories).where(t.stories.c.id == name).values(replaced_by=later.id))
    return set(changes)


def _is_last(story: Candidate, other: Candidate | None) -> bool:
    return other is None or (story.order, story.id) > (other.order, other.id)


def _names(later: Candidate, earlier: Candidate) -> bool:
    """Whether the one says that it replaces the other."""
    return earlier.source_id is not None and earlier.source_id in later.story.publication.replaces


def resettle(connection: Connection, stories: Iterable[str], thresholds: Thresholds) -> set[str]:
    """Versions anew for stories one of whose fellows has gone; gives those whose place has changed."""
    return _replaced(connection, set(stories), thresholds)


def neighbours(connection: Connection, story: str) -> set[str]:
    """The stories that a story is compared with: copies, versions, and those that it names or that name it."""
    own = candidate(connection, story)
    return _edges(connection, {story}) | (_named(connection, own) if own else set())


def candidate(connection: Connection, story: str) -> Candidate | None:
    """One story by its id."""
    return next(iter(_loaded(connection, t.stories.c.id == story)), None)


def _loaded(connection: Connection, condition: ColumnElement[bool]) -> list[Candidate]:
    columns = [t.stories.c[name] for name in NAMES]
    rows = connection.execute(select(*columns).where(condition).order_by(t.stories.c.id))
    return [Candidate(**row) for row in rows.mappings()]


def _candidates(connection: Connection, own: Candidate, thresholds: Thresholds) -> list[Candidate]:
    """Stories of the same days that share a band or the heading with this one, and no pair of which is known yet."""
    mine = t.bands.alias()
    shared = (
        select(t.bands.c.story)
        .join(mine, and_(mine.c.value == t.bands.c.value, mine.c.band == t.bands.c.band))
        .where(mine.c.story == own.id)
    )
    alike = [t.stories.c.id.in_(shared)] + ([t.stories.c.heading == own.heading] if own.heading else [])
    known = _edges(connection, {own.id}) | {own.id}
    condition = and_(or_(*alike), _near(own, thresholds.copies.days), t.stories.c.state == "coded")
    return [c for c in _loaded(connection, condition) if c.id not in known]


def _near(own: Candidate, days: int) -> ColumnElement[bool]:
    if own.date is None:
        return t.stories.c.date.is_(None)
    day = datetime.date.fromisoformat(own.date)
    first, last = (day + datetime.timedelta(days=n) for n in (-days, days))
    return t.stories.c.date.between(first.isoformat(), last.isoformat())


def _likeness(a: Candidate, b: Candidate, thresholds: Thresholds) -> float:
    """How like two stories are; 0 where that is too little to matter."""
    words = thresholds.copies.words
    texts = [shingles(c.story, words) for c in (a, b)]
    score = likeness(texts[0], texts[1], thresholds.copies)
    same_heading = bool(a.heading) and a.heading == b.heading and a.source == b.source is not None
    wanted = thresholds.versions.likeness if same_heading else thresholds.copies.likeness
    return score if score >= wanted else 0.0


def _edges(connection: Connection, stories: set[str]) -> set[str]:
    """The stories that any of these is like."""
    c = t.copies.c
    found = connection.execute(select(c.a, c.b).where(or_(c.a.in_(stories), c.b.in_(stories)))).all()
    return {end for pair in found for end in pair} - stories


def _named(connection: Connection, own: Candidate) -> set[str]:
    """The stories that this one says it replaces, and those that say so of it."""
    s, r = t.stories.c, t.replaces.c
    earlier = select(s.id).join(t.replaces, r.earlier == s.source_id).where(r.story == own.id)
    later = select(r.story).join(t.stories, s.id == r.story).where(r.earlier == own.source_id)
    earlier, later = (wanted.where(s.state == "coded") for wanted in (earlier, later))
    found = {*connection.execute(earlier).scalars(), *connection.execute(later).scalars()}
    return found - {own.id}


def _replaced(connection: Connection, stories: set[str], thresholds: Thresholds) -> set[str]:
    """Say of each story which later version stands in its place; gives those of which that has changed."""
    changed: set[str] = set()
    for own in _loaded(connection, t.stories.c.id.in_(stories)):
        later = _later(connection, own, thresholds)
        if later != own.replaced_by:
            connection.execute(update(t.stories).where(t.stories.c.id == own.id).values(replaced_by=later))
            changed.add(own.id)
    return changed


def _later(connection: Connection, own: Candidate, thresholds: Thresholds) -> str | None:
    """The last of the stories that replace this one."""
    near = _edges(connection, {own.id}) | _named(connection, own)
    s = t.stories.c
    alike = and_(s.id.in_(near), s.source.is_not_distinct_from(own.source), s.state == "coded")
    fellows = _loaded(connection, alike)
    newer = [f for f in fellows if _supersedes(f, own, _names(f, own), thresholds)]
    return max(newer, key=lambda f: (f.order, f.id)).id if newer else None


def _supersedes(later: Candidate, earlier: Candidate, named: bool, thresholds: Thresholds) -> bool:
    """Whether of two like stories of one source the first stands in the place of the second.

    It does where it names it, has a higher number of version, or came later on the same day under the same heading.
    """
    if named:
        return later.order >= earlier.order
    if later.source is None or later.order <= earlier.order:
        return False
    if later.revision > earlier.revision:
        return _days(later.date, earlier.date) <= thresholds.versions.days
    return bool(later.heading) and later.heading == earlier.heading and later.date == earlier.date


def _days(a: str | None, b: str | None) -> int:
    if a is None or b is None:
        return 0
    return abs((datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days)


def _utc(moment: str | None) -> str:
    """A moment with its offset as UTC, so that moments can be compared as text; "" where there is none."""
    try:
        parsed = datetime.datetime.fromisoformat(moment or "")
    except ValueError:
        return moment or ""
    return (parsed.astimezone(datetime.UTC) if parsed.tzinfo else parsed).strftime("%Y-%m-%dT%H:%M:%S")


__all__ = ["bands_of", "likeness", "neighbours", "resettle", "settle", "shingles"]
