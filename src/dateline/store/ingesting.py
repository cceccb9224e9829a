"""Stories into the record: receipts first, then coding, then a transaction a story. A run that was killed is resumed.

Whatever was received stays pending until its coding stands whole in the record, so that the next run takes it up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import msgspec
from sqlalchemy import Engine, select

from dateline.coding import Coding
from dateline.store import schema as t
from dateline.store.opening import reading
from dateline.store.receipts import fetched, known, pending, receive, refuse
from dateline.store.recording import record
from dateline.store.thresholds import Thresholds, load_thresholds
from dateline.story import Reject, Story

CHUNK = 512
"""Stories that are handed to the coder at a time."""
BATCH = 64
"""Stories that are looked up at a time, when they are handed in."""
QUERY = 5_000


class Coder(msgspec.Struct, frozen=True):
    """Who codes: `pipeline` is the version in its codings, `code` gives a result for each story, in order."""

    pipeline: str
    code: Callable[[list[Story]], Iterator[Coding | Reject]]


class Watch(msgspec.Struct, frozen=True):
    """What is told of a run: each story's phases (receipt, received, coding, recording, recorded); stories done."""

    phase: Callable[[str, str], object] = lambda _phase, _story: None
    progress: Callable[[int, int], object] = lambda _done, _all: None
    rejected: Callable[[Reject], object] = lambda _reject: None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What became of what was read: read = refused + repeated + coded + rejected + pending + retracted, repeats once.

    `new`: stories never seen before; `added`: codings that this run added, those of earlier runs' stories included.
    """

    read: int
    new: int
    refused: int
    repeated: int
    coded: int
    rejected: int
    pending: int
    retracted: int
    added: int

    @property
    def missing(self) -> int:
        """How many are unaccounted for: 0, or the program is at fault."""
        told = self.refused + self.repeated + self.coded + self.rejected + self.pending + self.retracted
        return self.read - told


class Desk(msgspec.Struct, frozen=True):
    """Where a run works: the record, its thresholds, the clock (ISO 8601, UTC) and who looks on."""

    engine: Engine
    now: Callable[[], str]
    watch: Watch = Watch()
    thresholds: Thresholds = msgspec.field(default_factory=load_thresholds)


class Handed(msgspec.Struct):
    """What was handed in, while it is counted."""

    stories: set[str]
    read: int = 0
    new: int = 0
    refused: int = 0


def ingest(desk: Desk, entries: Iterable[Story | Reject], load: Callable[[], Coder], *, every: bool = False) -> Totals:
    """Receive, code and record; `load` is called where there is something to code, `every`: all that is in the record.

    Raises StoreError where the database fails: what was received until then is pending, and the next run takes it up.
    """
    start = desk.now()
    handed = _received(desk, entries)
    left = pending(desk.engine, before=start)
    added = _work(desk, handed.stories, left, load, every) if handed.stories or left or every else 0
    states = _states(desk.engine, handed.stories)
    return Totals(
        read=handed.read,
        new=handed.new,
        refused=handed.refused,
        repeated=handed.read - handed.refused - len(handed.stories),
        coded=states["coded"],
        rejected=states["rejected"],
        pending=states["pending"],
        retracted=states["retracted"],
        added=added,
    )


def _received(desk: Desk, entries: Iterable[Story | Reject]) -> Handed:
    handed = Handed(set())
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        here = known(desk.engine, [entry.id for entry in batch if isinstance(entry, Story)])
        for entry in batch:
            handed.read += 1
            if isinstance(entry, Reject):
                _refuse(desk, handed, entry)
            elif entry.id in here:
                handed.stories.add(entry.id)
            else:
                _receive(desk, handed, entry)
    return handed


def _receive(desk: Desk, handed: Handed, story: Story) -> None:
    try:
        desk.watch.phase("receipt", story.id)
        handed.new += receive(desk.engine, story, desk.now(), desk.thresholds)
        handed.stories.add(story.id)
        desk.watch.phase("received", story.id)
    except UnicodeEncodeError as error:
        _refuse(desk, handed, Reject(story.origin, f"holds half a character: {error.reason}", "write it as UTF-8"))


def _refuse(desk: Desk, handed: Handed, reject: Reject) -> None:
    handed.refused += 1
    desk.watch.rejected(reject)
    refuse(desk.engine, reject, desk.now())


def _work(desk: Desk, own: set[str], left: list[str], load: Callable[[], Coder], every: bool) -> int:
    """Code and record what is to be done; gives how many codings were added."""
    coder = load()
    todo = sorted(_uncoded(desk.engine, None if every else own | set(left), coder.pipeline))
    added = 0
    for start in range(0, len(todo), CHUNK):
        stories = list(fetched(desk.engine, todo[start : start + CHUNK]))
        desk.engine.dispose()  # workers fork from here, and a connection must not be in two processes
        for done, (story, result) in enumerate(_coded(desk, coder, stories), start + 1):
            desk.watch.phase("recording", story.id)
            added += record(desk.engine, story.id, result, desk.now(), desk.thresholds) and not _told(desk, result)
            desk.watch.phase("recorded", story.id)
            desk.watch.progress(done, len(todo))
    return added


def _told(desk: Desk, result: Coding | Reject) -> bool:
    """Whether it is a reject; says so."""
    if isinstance(result, Coding):
        return False
    desk.watch.rejected(result)
    return True


def _coded(desk: Desk, coder: Coder, stories: list[Story]) -> Iterator[tuple[Story, Coding | Reject]]:
    results = coder.code(stories)
    for story in stories:
        desk.watch.phase("coding", story.id)
        yield story, next(results)


def _uncoded(engine: Engine, stories: set[str] | None, pipeline: str) -> set[str]:
    """Those that this version has not coded; all of the record where none are named. Retracted ones are gone."""
    done = select(t.codings.c.story).where(t.codings.c.pipeline == pipeline)
    wanted = select(t.stories.c.id).where(t.stories.c.id.not_in(done))
    with reading(engine) as connection:
        if stories is None:
            return set(connection.execute(wanted).scalars())
        found: set[str] = set()
        for part in _parts(stories):
            found |= set(connection.execute(wanted.where(t.stories.c.id.in_(part))).scalars())
    return found


def _states(engine: Engine, stories: set[str]) -> Counter[str]:
    states: Counter[str] = Counter()
    with reading(engine) as connection:
        for part in _parts(stories):
            states.update(connection.execute(select(t.stories.c.state).where(t.stories.c.id.in_(part))).scalars())
            gone = select(t.tombstones.c.story).where(t.tombstones.c.story.in_(part))
            states["retracted"] += len(connection.execute(gone).all())
    return states


def _parts(stories: set[str]) -> Iterator[list[str]]:
    chosen = sorted(stories)
    for start in range(0, len(chosen), QUERY):
        yield chosen[start : start + QUERY]


__all__ = ["Coder", "Desk", "Totals", "Watch", "ingest"]
