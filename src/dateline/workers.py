"""Several processes for one list of stories: each forks from the loaded program and codes every n-th story."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any

import msgspec

from dateline.coding import Coding
from dateline.story import Reject, Story

Coder = Callable[[Iterable[Story], Any], Iterator[Coding | Reject]]
"""The function that codes stories in order: pipeline.code_many."""
ENOUGH = 8
"""Stories a worker should have to be worth its start."""


def code_with_workers(
    stories: Iterable[Story], resources: Any, code_many: Coder, most: int | None = None
) -> Iterator[Coding | Reject]:
    """What code_many gives, in the same order and the same bytes, by one process a core, or at most so many."""
    chosen = list(stories)
    count = min(most or os.cpu_count() or 1, len(chosen) // ENOUGH)
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from code_many(chosen, resources)
        return
    pipes = [_started(chosen[k::count], resources, code_many) for k in range(count)]
    for i, story in enumerate(chosen):
        yield _received(pipes[i % count], story)


def _started(share: list[Story], resources: Any, code_many: Coder) -> Connection:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    context.Process(target=_work, args=(share, resources, code_many, there), daemon=True).start()
    there.close()
    return here


def _work(share: list[Story], resources: Any, code_many: Coder, out: Connection) -> None:
    encode = msgspec.msgpack.encode
    for result in code_many(share, resources):
        out.send_bytes(b"c" + encode(result) if isinstance(result, Coding) else b"r" + encode(result))
    out.close()


def _received(pipe: Connection, story: Story) -> Coding | Reject:
    """A worker's next result; a worker that died costs the stories that it had left, and each says so."""
    try:
        raw = pipe.recv_bytes()
    except EOFError:
        return Reject(story.origin, "its worker died before it was coded", "code the story again by itself")
    if raw[:1] == b"c":
        return msgspec.msgpack.decode(raw[1:], type=Coding)
    return msgspec.msgpack.decode(raw[1:], type=Reject)
