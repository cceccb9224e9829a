"""Risky formats are read in a child process that lives for many files, so that a bad one costs itself and no run.

The child has 5 s and 750 MB for each story, writes no file, and is killed and begun anew when it is over. Files go
to it as descriptors, stories come back as MessagePack. Linux only: elsewhere formats are read in this process.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import warnings
import weakref
from collections.abc import Generator, Mapping
from functools import cache
from typing import BinaryIO

import msgspec

from dateline.formats import confined
from dateline.formats.kinds import Desk, Entries, Format, Refused
from dateline.formats.limits import LIMITS, MEGABYTE
from dateline.formats.streams import descriptor, take
from dateline.story import Reject, Story, Summary

PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from dateline.formats.confined import serve; serve(int(sys.argv[1]))"
PASSED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PYTHONHASHSEED")
"""The child sees nothing else of the environment, for secrets stand there."""
IDLE = 2
"""Children that are kept waiting."""
STEP = 65_536
ENTRIES: Mapping[bytes, type[Story | Reject]] = {
    confined.STORY: Story, confined.REJECT: Reject, confined.SUMMARY: Summary,
}  # fmt: skip
"""What an answer of each kind is decoded as."""
NOTE = "Dateline reads this format without limits of memory and time here, for only Linux has them"
REMEDY = "the run goes on without it; if the file is in order, split it or report this"


class Overdue(Exception):
    """No answer in time."""


class Gone(Exception):
    """The child has ended."""


class Worker:
    """One child process and the line to it."""

    def __init__(self) -> None:
        here, there = socket.socketpair()
        named = {name: value for name in PASSED_ON if (value := os.environ.get(name)) is not None}
        with there:
            command = [sys.executable, "-P", "-s", "-c", PROGRAM, str(there.fileno()), *filter(None, sys.path)]
            self.process = subprocess.Popen(  # noqa: S603
                command, pass_fds=[there.fileno()], env=named, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        self.line, self.owner = here, os.getpid()
        self.end = weakref.finalize(self, _end, self.process, here, self.owner)

    def ask(self, request: confined.Request, file: int) -> None:
        """Send a request; raises Gone."""
        try:
            socket.send_fds(self.line, [msgspec.msgpack.encode(request)], [file])
        except OSError as error:
            raise Gone from error

    def answer(self, seconds: float) -> tuple[bytes, bytes]:
        """The kind and the body of the next answer. Raises Overdue and Gone."""
        until = time.monotonic() + seconds
        kind, length = confined.FRAME.unpack(self._received(confined.FRAME.size, until))
        return kind, self._received(length, until)

    def _received(self, size: int, until: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self.line.settimeout(max(until - time.monotonic(), 0.001))
            try:
                part = self.line.recv(min(size - len(parts), MEGABYTE))
            except TimeoutError:
                raise Overdue from None
            except OSError as error:
                raise Gone from error
            if not part:
                raise Gone
            parts += part
        return bytes(parts)


def _end(process: "subprocess.Popen[bytes]", line: socket.socket, owner: int) -> None:
    """Kill the child and wait for it; in a process that was forked off, only forget it."""
    line.close()
    if os.getpid() != owner:
        process.returncode = 0
        return
    process.kill()
    process.wait()


class Sandbox:
    """Keeps the children. `seconds` and `memory` (bytes) are for one story. Safe to fork, and to read by turns."""

    def __init__(self, seconds: float = LIMITS.story_seconds, memory: int = LIMITS.story_bytes) -> None:
        self.seconds, self.memory = seconds, memory
        self.idle: list[Worker] = []

    def read(self, known: Format, source: BinaryIO, origin: str, at: Desk) -> Entries:
        """What `known.read` gives, read in a child; a Reject where that took too long or too much. Raises Refused."""
        if not is_possible():
            warnings.warn(NOTE, RuntimeWarning, stacklevel=2)
            yield from known.read(source, origin, at)
            return
        worker = self._taken()
        kept = False
        try:
            file, own = _handed(source)
            try:
                worker.ask(self._request(known, origin, at), file)
            finally:
                if own:
                    os.close(file)
            kept = yield from self._entries(worker, origin)
        except Overdue:
            yield Reject(origin, f"took longer than {self.seconds:g} s", REMEDY)
        except Gone:
            yield Reject(origin, self._ended(worker), REMEDY)
        finally:
            self._given_back(worker, kept)

    def _request(self, known: Format, origin: str, at: Desk) -> confined.Request:
        reader = known.read
        if getattr(sys.modules.get(reader.__module__), reader.__name__, None) is not reader:
            raise TypeError(f"the reader of {known.name} must stand at the top of its module, where the child finds it")
        return confined.Request(reader.__module__, reader.__name__, known.loads, origin, at.columns, at.depth,
                                self.seconds, self.memory)  # fmt: skip

    def _entries(self, worker: Worker, origin: str) -> Generator[Story | Reject, None, bool]:
        """Yields what the child sends; gives back whether it can go on to another file."""
        kind, body = worker.answer(LIMITS.start_seconds)
        while kind != confined.END:
            if kind in ENTRIES:
                yield msgspec.msgpack.decode(body, type=ENTRIES[kind])
            elif kind == confined.MEMORY:
                yield Reject(origin, self._too_much(), REMEDY)
                return False
            elif kind == confined.FAULT:
                said = body.decode("utf-8", "replace")
                yield Reject(origin, f"cannot be read: {said}", "check the file, or report this")
                return True
            kind, body = worker.answer(self.seconds)
        return True

    def _too_much(self) -> str:
        return f"needed more memory than {self.memory // MEGABYTE:,} MB"

    def _ended(self, worker: Worker) -> str:
        """Why the child has ended, as far as its exit status tells."""
        try:
            status = worker.process.wait(1)
        except subprocess.TimeoutExpired:
            return "the process that read it does not answer"
        if status == -signal.SIGXCPU:
            return f"took longer than {self.seconds:g} s"
        if status in (-signal.SIGKILL, -signal.SIGABRT):
            return f"{self._too_much()}, or than the machine has"
        how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return f"the process that read it broke down ({how})"

    def _taken(self) -> Worker:
        while self.idle:
            worker = self.idle.pop()
            if worker.owner == os.getpid() and worker.process.poll() is None:
                return worker
            worker.end()
        return Worker()

    def _given_back(self, worker: Worker, kept: bool) -> None:
        if kept and len(self.idle) < IDLE:
            self.idle.append(worker)
        else:
            worker.end()


def _handed(source: BinaryIO) -> tuple[int, bool]:
    """The open file behind a stream, or a copy of it in memory that is to be closed. Raises Refused."""
    number = descriptor(source)
    if number is not None:
        return number, False
    copy, size = os.memfd_create("dateline"), 0
    try:
        while part := take(source, STEP):
            size += os.write(copy, part)
            if size > LIMITS.held_bytes:
                raise Refused(
                    f"more than {LIMITS.held_bytes:,} bytes in one piece", "split it, or give the file itself"
                )
    except BaseException:
        os.close(copy)
        raise
    return copy, True


def is_possible() -> bool:
    """Whether this system has what the sandbox needs."""
    return sys.platform == "linux" and bool(sys.executable) and hasattr(os, "memfd_create")


@cache
def shared_sandbox() -> Sandbox:
    """The one of this process."""
    return Sandbox()


__all__ = ["Sandbox", "is_possible", "shared_sandbox"]
