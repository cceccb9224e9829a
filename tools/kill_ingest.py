"""Kill an ingest at random moments, again and again, and see whether anything is lost, doubled or half-written.

`python -m tools.kill_ingest [KILLS] [STORIES] [FILE.db]`: a child process takes prepared stories into a record and is
killed (SIGKILL) at a random moment of a phase; the next one goes on. What the child has said is done must be there.
When the stories are all in, the dump must be that of a run that nobody killed; then it begins anew.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Engine, func, select

from dateline.coding import Coding
from dateline.store import schema as t
from dateline.store.doctor import examine
from dateline.store.dumping import dumped
from dateline.store.ingesting import Coder, Desk, Watch, ingest
from dateline.store.opening import open_store, reading
from dateline.store.thresholds import Thresholds, load_thresholds
from dateline.story import Reject, Story
from tools import prepared

PHASES = ("receipt", "coding", "recording")
FARTHEST = 8
"""Stories of the phase that a child may finish before it is killed."""
LONGEST = {"receipt": 0.004, "coding": 0.002, "recording": 0.02}
"""Seconds after the beginning of a phase within which it is killed: about as long as the phase takes."""


class Outcome(msgspec.Struct, frozen=True):
    """What the kills did; all but `kills`, `phases` and `rounds` must be 0."""

    kills: int
    phases: dict[str, int]
    rounds: int
    lost: int
    doubled: int
    halves: int
    different: int

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, doubled, half-written or different."""
        return not (self.lost or self.doubled or self.halves or self.different)


class Trial(msgspec.Struct):
    """The state of one series of kills."""

    folder: Path
    stories: list[Story]
    wanted: list[bytes]
    rng: random.Random
    thresholds: Thresholds
    phases: Counter[str] = msgspec.field(default_factory=Counter)
    faults: Counter[str] = msgspec.field(default_factory=Counter)
    rounds: int = 0
    done: set[str] = msgspec.field(default_factory=set)
    """What a child said was done in this round: "received ID" and "recorded ID"."""

    @property
    def path(self) -> Path:
        """The record of this round."""
        return self.folder / "killed.db"


def kill_many(kills: int, count: int, folder: Path, seed: int = 7) -> Outcome:
    """Kill so many ingests of so many stories in `folder`."""
    stories, thresholds = prepared.stories(count), load_thresholds()
    calm = folder / "calm.db"
    ingest(Desk(open_store(str(calm), create=True), _now, Watch(), thresholds), stories, _coder)
    trial = Trial(folder, stories, _dump(calm), random.Random(seed), thresholds)
    open_store(str(trial.path), create=True).dispose()
    shutil.copy(trial.path, folder / "empty.db")
    while sum(trial.phases.values()) < kills:
        _one(trial)
    while not _run(trial, None):
        pass
    _finish(trial)
    faults = trial.faults
    return Outcome(sum(trial.phases.values()), dict(trial.phases), trial.rounds, faults["lost"], faults["doubled"],
                   faults["halves"], faults["different"])  # fmt: skip


def _one(trial: Trial) -> None:
    """One child, killed or at its end."""
    early = ("receipt",) * max(8, len(trial.stories) // 25) + PHASES[1:]
    all_in = sum(said.startswith("received") for said in trial.done) == len({story.id for story in trial.stories})
    if _run(trial, trial.rng.choice(PHASES[1:] if all_in else early)):
        _finish(trial)
        for part in trial.folder.glob("killed.db*"):
            part.unlink()
        shutil.copy(trial.folder / "empty.db", trial.path)
        trial.done.clear()
    else:
        _check(trial)


def _run(trial: Trial, phase: str | None) -> bool:
    """Start a child and kill it at a random moment of a phase; True where it came to its end before."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        _work(trial, there)
    os.close(there)
    nth, delay = trial.rng.randrange(1, FARTHEST), trial.rng.uniform(0, LONGEST.get(phase or "", 0))
    last, seen, killed = "", 0, False
    with os.fdopen(here, encoding="ascii") as lines:
        for line in lines:
            if not line.endswith("\n"):
                break
            last, name = line.split()
            if last in ("received", "recorded"):
                trial.done.add(f"{last} {name}")
            seen += last == phase
            if seen == nth and not killed:
                killed = True
                time.sleep(delay)
                os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        trial.phases[{"received": "receipt", "recorded": "recording"}.get(last, last)] += 1
    elif os.WEXITSTATUS(status):
        raise SystemExit("the ingest failed by itself")
    return not os.WIFSIGNALED(status)


def _work(trial: Trial, out: int) -> None:
    """The child: an ingest that says what it does; never returns."""
    code = 1
    try:
        watch = Watch(phase=lambda phase, story: os.write(out, f"{phase} {story}\n".encode()))
        ingest(Desk(open_store(str(trial.path)), _now, watch, trial.thresholds), trial.stories, _coder)
        code = 0
    finally:
        os._exit(code)


def _coder() -> Coder:
    return Coder(prepared.VERSION, _slowly)


def _slowly(stories: list[Story]) -> Iterator[Coding | Reject]:
    for coding in prepared.code(stories):
        time.sleep(0.001)
        yield coding


def _check(trial: Trial) -> None:
    """After a kill: what was said to be done is there, and nothing is half there."""
    engine = open_store(str(trial.path))
    with reading(engine) as connection:
        rows = connection.execute(select(t.stories.c.id, t.stories.c.state))
        states: dict[str, str] = {row[0]: row[1] for row in rows}
        twice = select(t.codings.c.story).group_by(t.codings.c.story).having(func.count() > 1)
        trial.faults["doubled"] += len(connection.execute(twice).all())
        trial.faults["halves"] += _halves(connection)
    for said in trial.done:
        word, name = said.split()
        trial.faults["lost"] += states.get(name) not in (("coded",) if word == "recorded" else ("coded", "pending"))
    if sum(trial.phases.values()) % 20 == 0:
        print(dict(trial.phases), dict(trial.faults), file=sys.stderr, flush=True)
        _examine(trial, engine)
    engine.dispose()


def _halves(connection) -> int:  # type: ignore[no-untyped-def]
    """Stories whose state, coding and reports do not go together."""
    counted = select(t.reports.c.story, func.count().label("n")).group_by(t.reports.c.story).subquery()
    wanted = (
        select(func.count())
        .select_from(t.stories)
        .join(t.codings, t.codings.c.story == t.stories.c.id, isouter=True)
        .join(counted, counted.c.story == t.stories.c.id, isouter=True)
        .where(
            (t.stories.c.state == "coded")
            != (t.codings.c.id.is_not(None)) | (func.coalesce(counted.c.n, 0) != func.coalesce(t.codings.c.events, 0))
        )
    )
    return int(connection.execute(wanted).scalar_one())


def _examine(trial: Trial, engine: Engine) -> None:
    trial.faults["halves"] += sum(len(finding.faults) for finding in examine(engine))


def _finish(trial: Trial) -> None:
    """All stories are in: the record must be that of a calm run."""
    trial.rounds += 1
    trial.faults["different"] += _dump(trial.path) != trial.wanted
    _examine(trial, open_store(str(trial.path)))


def _dump(path: Path) -> list[bytes]:
    with reading(open_store(str(path))) as connection:
        return list(dumped(connection))


def _now() -> str:
    return "2024-06-01T00:00:00Z"


def main() -> None:
    """Kill, and say what came of it; exit status 1 where something was lost."""
    kills, count = (int(word) for word in (*sys.argv[1:], "1000", "500")[:2]) if len(sys.argv) > 1 else (1000, 500)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_many(kills, count, Path(folder))
    print(f"{outcome} in {time.monotonic() - begun:.0f} s")
    sys.exit(0 if outcome.sound else 1)


if __name__ == "__main__":
    main()
