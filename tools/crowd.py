"""Many at work on one record: `python -m tools.crowd URL [SECONDS] [WRITERS] [READERS]`; 0 errors are expected."""

import multiprocessing
import random
import sys
import time
from collections import Counter
from multiprocessing.queues import Queue

from sqlalchemy import func, select

from dateline.store import schema as t
from dateline.store.doctor import books, examine
from dateline.store.ingesting import Coder, Desk, ingest
from dateline.store.opening import open_store, reading
from tools import prepared

MOMENT = "2024-06-01T00:00:00Z"


def write(url: str, until: float, seed: int, said: "Queue[tuple[str, str]]") -> None:
    """Take stories in, some of them those that others take in too, until the time is up."""
    rng, engine, coder = random.Random(seed), open_store(url), Coder(prepared.VERSION, prepared.code)
    while time.time() < until:
        stories = prepared.stories(10, seed=rng.randrange(40) if rng.random() < 0.2 else rng.randrange(10**9))
        try:
            said.put(("stories", str(ingest(Desk(engine, lambda: MOMENT), stories, lambda: coder).read)))
        except Exception as error:
            said.put(("error", f"{type(error).__name__}: {error}"))


def read(url: str, until: float, seed: int, said: "Queue[tuple[str, str]]") -> None:
    """Ask for pages and counts until the time is up."""
    rng, engine = random.Random(seed), open_store(url)
    while time.time() < until:
        try:
            with reading(engine) as connection:
                page = select(t.records).order_by(t.records.c.day.desc()).limit(50).offset(rng.randrange(50))
                connection.execute(page).all()
                connection.execute(select(t.dyads.c.month, func.count()).group_by(t.dyads.c.month)).all()
            said.put(("read", "1"))
        except Exception as error:
            said.put(("error", f"{type(error).__name__}: {error}"))
        time.sleep(0.05)


def main() -> None:
    """Let them work, and say what came of it; exit status 1 where anything failed."""
    url, *numbers = sys.argv[1:]
    seconds, writers, readers = (int(n) for n in (*numbers, *("300", "8", "16")[len(numbers) :]))
    open_store(url, create=True).dispose()
    said: Queue[tuple[str, str]] = multiprocessing.Queue()
    until = time.time() + seconds
    work = [write] * writers + [read] * readers
    crowd = [multiprocessing.Process(target=job, args=(url, until, i, said)) for i, job in enumerate(work)]
    for one in crowd:
        one.start()
    counts: Counter[str] = Counter()
    while any(one.is_alive() for one in crowd) or not said.empty():
        if said.empty():
            time.sleep(0.1)
            continue
        kind, what = said.get()
        counts[kind] += int(what) if kind != "error" else 1
        if kind == "error":
            print(what, file=sys.stderr)
    engine = open_store(url)
    faults = [fault for finding in examine(engine) for fault in finding.faults]
    with reading(engine) as connection:
        print(dict(counts), books(connection), faults)
    sys.exit(1 if counts["error"] or faults else 0)


if __name__ == "__main__":
    main()
