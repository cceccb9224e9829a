"""Readers that misbehave, for the child process of test_sandbox.py, which imports them by their module."""

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from dateline.formats.kinds import Desk, Refused
from dateline.resources import _keep
from dateline.story import Publication, Reject, Story


def plain(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    yield at.wire.read(stream.read().decode(), origin=origin)


def each_line(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    for number, line in enumerate(stream, 1):
        yield at.wire.read(line.decode(), origin=f"{origin}:{number}", source_id=at.columns.text)


def slow_lines(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    for entry in each_line(stream, origin, at):
        time.sleep(0.3)
        yield entry


def busy(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    while True:
        pass
    yield


def asleep(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    yield at.wire.read("A ferry sailed on.", origin=origin)
    time.sleep(60)


def greedy(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    yield Reject(origin, f"held {len(bytearray(2_000_000_000))}")


def crashing(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    ctypes.string_at(0)
    yield


def leaving(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    os._exit(3)
    yield


def raising(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    yield at.wire.read("A ferry sailed on.", origin=origin)
    raise ZeroDivisionError("of all things")


def refusing(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    raise Refused("not this one", "another")
    yield


def writing(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    path = stream.read().decode()
    try:
        with open(path, "wb") as out:
            out.write(b"x" * 100)
        yield Reject(origin, "written")
    except OSError as error:
        yield Reject(origin, f"not written: {error.strerror}")


def keeping(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    _keep(Path(stream.read().decode()), b"x" * 100)
    yield Reject(origin, "kept")


def seeing(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    yield Reject(origin, " ".join(sorted(os.environ)), str(os.getpid()))


def reaching(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """Try one thing that only a parser with a hole in it would do, below the folder that is named."""
    attempt, place = stream.read().decode().split()
    there, new = f"{place}/there", f"{place}/new"
    attempts: dict[str, Callable[[], object]] = {
        "socket": socket.socket,
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), 1),
        "lookup": lambda: socket.getaddrinfo("example.org", 80),
        "program": lambda: subprocess.run(["true"], check=True),
        "fork": os.fork,
        "folder": lambda: os.mkdir(new),
        "link": lambda: os.symlink(there, new),
        "remove": lambda: os.remove(there),
        "rename": lambda: os.rename(there, new),
        "append": lambda: open(there, "a"),  # noqa: SIM115
        "descriptor": lambda: os.open(new, os.O_CREAT | os.O_RDONLY),
    }
    try:
        attempts[attempt]()
        yield Reject(origin, "done")
    except OSError as error:
        yield Reject(origin, type(error).__name__)


def half_a_character(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    told = Publication(publisher="\udfff News", located=("Oslo\ud800",))
    yield Story(text="A ferry sailed.", title="\ud800 Ferry", origin=origin, publication=told)
    yield Reject("\ud800", "no \udc80")


def wide(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    yield Story(text="A ferry. " * 1_000_000, origin=origin)
