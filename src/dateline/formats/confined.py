"""The child of formats/sandbox.py: reads one file after another, each story within limits of memory and time.

Runs as a program of its own (`serve`), so that it shares nothing with the parser that the parent may have loaded.
"""

import gc
import importlib
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from dateline.formats.forbidding import forbid
from dateline.formats.kinds import Columns, Desk, Refused
from dateline.formats.limits import LIMITS
from dateline.formats.wire import wire_reader
from dateline.story import Reject, Story, Summary

READY, STORY, REJECT, SUMMARY, MEMORY, FAULT, END = b"g", b"s", b"r", b"u", b"m", b"x", b"e"
FRAME = struct.Struct("<cL")
"""Before each answer: what it is, and how many bytes follow."""
REQUEST_BYTES = 1_000_000


class Request(msgspec.Struct, frozen=True, array_like=True):
    """What to read: the reader by module and name, the modules that it needs, and the limits. The file comes along."""

    module: str
    function: str
    loads: tuple[str, ...]
    origin: str
    columns: Columns
    depth: int
    seconds: float
    memory: int


def serve(number: int) -> None:
    """Answer requests on the socket of that number until the parent closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    for kind, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, LIMITS.open_files),
    ):
        resource.setrlimit(kind, (most, most))
    desk = Desk(wire=wire_reader())
    known: set[str] = set()
    with socket.socket(fileno=number) as line:
        forbid()
        while (asked := _next_request(line)) is not None:
            _answer(line, *asked, desk, known)


def _next_request(line: socket.socket) -> tuple[Request, int] | None:
    raw, files, _, _ = socket.recv_fds(line, REQUEST_BYTES, 1)
    return (msgspec.msgpack.decode(raw, type=Request), files[0]) if raw else None


def _answer(line: socket.socket, request: Request, number: int, desk: Desk, known: set[str]) -> None:
    """Read one file and send what is in it. After too much memory the process ends, for who knows what is left."""
    try:
        reader = getattr(_loaded(request, known), request.function)
        _allow(request)
        _send(line, READY)
        with _opened(number) as stream:
            at = msgspec.structs.replace(desk, columns=request.columns, depth=request.depth)
            for entry in reader(stream, request.origin, at):
                _send(line, *_packed(entry))
                _allow_time(request.seconds)
        _send(line, END)
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        _send(line, MEMORY)
        os._exit(0)
    except Refused as refused:
        _send(line, *_packed(refused.reject(request.origin)))
        _send(line, END)
    except Exception as error:  # one bad file never costs a run
        _send(line, FAULT, f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace"))


def _loaded(request: Request, known: set[str]) -> object:
    """The module of the reader, with those it needs, loaded before the clock runs and the memory is bounded."""
    wanted = (*request.loads, request.module)
    if not known.issuperset(wanted):
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        for name in wanted:
            importlib.import_module(name)
        known.update(wanted)
        gc.freeze()
    return sys.modules[request.module]


def _allow(request: Request) -> None:
    _allow_time(request.seconds)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + request.memory, hard))


def _allow_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _opened(number: int) -> BinaryIO:
    """The file from its beginning, with a place of its own in it."""
    try:
        again = os.open(f"/proc/self/fd/{number}", os.O_RDONLY)
    except OSError:
        os.lseek(number, 0, os.SEEK_SET)
        return open(number, "rb")
    os.close(number)
    return open(again, "rb")


def _packed(entry: Story | Reject) -> Sequence[bytes]:
    """The entry as bytes; half a character in a field of it is replaced, for no output could be written with it."""
    kind = SUMMARY if isinstance(entry, Summary) else REJECT if isinstance(entry, Reject) else STORY
    try:
        return kind, msgspec.msgpack.encode(entry)
    except UnicodeEncodeError:
        return kind, msgspec.msgpack.encode(_whole(msgspec.to_builtins(entry)))


def _whole(value: object) -> object:
    """A value of plain types with a question mark for each half of a character; no length changes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list | tuple) else value


def _send(line: socket.socket, kind: bytes, body: bytes = b"") -> None:
    line.sendall(FRAME.pack(kind, len(body)) + body)


__all__ = ["END", "FAULT", "FRAME", "MEMORY", "READY", "REJECT", "STORY", "SUMMARY", "Request", "serve"]
