"""A connection to a host whose address was looked up once, found public, and is the one connected to.

The name is never looked up again, so an answer that changes in between (DNS rebinding) changes nothing; the address is
asked of the connected socket once more. Proxies of the environment are not used, nor is anything else of it.
"""

import io
import socket
import ssl
import threading
from collections.abc import Callable, Sequence

from dateline.fetching.addresses import is_public
from dateline.fetching.links import Target
from dateline.fetching.rules import Address, Refused, Rules

PRIVATE = "the link leads into a private or local network ({})"
ELSEWHERE = "give a link of the public web"
LATER = "try again later"


class Deadline:
    """How much time is left of a request, in seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._end, self._clock = clock() + seconds, clock

    def left(self, at_most: float) -> float:
        """Seconds to wait for the next piece. Raises Refused when the time is over."""
        left = self._end - self._clock()
        if left <= 0:
            raise Refused("the server takes too long", LATER, again=True)
        return min(left, at_most)


class Received(io.RawIOBase):
    """What a socket receives: each piece within its time, all of it within the deadline and `most` bytes."""

    def __init__(self, source: socket.socket, deadline: Deadline, wait: float, most: int) -> None:
        super().__init__()
        self._source, self._deadline, self._wait, self._left = source, deadline, wait, most

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """One piece. Raises Refused when it is too much."""
        self._source.settimeout(self._deadline.left(self._wait))
        count = self._source.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise Refused("the answer is larger than a page may be", "save the page by hand")
        return count


class Line:
    """A connected socket in the shape that http.client reads from and writes to."""

    def __init__(self, source: socket.socket, deadline: Deadline, rules: Rules, most: int) -> None:
        self._source, self._deadline, self._wait = source, deadline, rules.limits.read_s
        self._most = most + rules.limits.head_bytes

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """The stream of what is received."""
        return io.BufferedReader(Received(self._source, self._deadline, self._wait, self._most))

    def sendall(self, data: bytes) -> None:
        """Send within the time."""
        self._source.settimeout(self._deadline.left(self._wait))
        self._source.sendall(data)

    def close(self) -> None:
        """Nothing: http.client hangs up before it reads the body, whoever opened the socket does so after."""


def connected(target: Target, rules: Rules, deadline: Deadline) -> socket.socket:
    """A socket to the target's host, over TLS where the link says https. Raises Refused, and OSError."""
    last: OSError | None = None
    for family, place in _addresses(target, rules, deadline):
        try:
            return _opened(family, place, target, rules, deadline)
        except OSError as error:
            last = error
    raise last or Refused("the host has no address", "check the link", again=True)


def _addresses(target: Target, rules: Rules, deadline: Deadline) -> Sequence[Address]:
    """What the resolver knows of a host. Raises Refused where any of it is not public: no such host is trusted."""
    found = _looked_up(target, rules, deadline.left(rules.limits.resolve_s))
    for _, (address, _) in found:
        if not is_public(address, loopback=rules.loopback):
            raise Refused(PRIVATE.format(address), ELSEWHERE)
    return found


def _looked_up(target: Target, rules: Rules, seconds: float) -> Sequence[Address]:
    """The resolver's answer, in a thread of its own, for the system's one knows no limit of time."""
    answer: list[Sequence[Address]] = []
    fault: list[Exception] = []

    def ask() -> None:
        try:
            answer.append(rules.resolve(target.host, target.port))
        except Exception as error:  # told to the thread that waits
            fault.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if fault:
        raise Refused(f"the host {target.host} is not found", "check the link", again=True) from fault[0]
    if not answer:
        raise Refused(f"the host {target.host} is not found in time", LATER, again=True)
    return answer[0]


def _opened(family: socket.AddressFamily, place: tuple[str, int], target: Target, rules: Rules,
            deadline: Deadline) -> socket.socket:  # fmt: skip
    source = socket.socket(family, socket.SOCK_STREAM)
    try:
        source.settimeout(deadline.left(rules.limits.connect_s))
        source.connect(place)
        reached = str(source.getpeername()[0])
        if not is_public(reached, loopback=rules.loopback):
            raise Refused(PRIVATE.format(reached), ELSEWHERE)
        if target.scheme == "https":
            source.settimeout(deadline.left(rules.limits.connect_s))
            return _context().wrap_socket(source, server_hostname=target.host)
    except BaseException:
        source.close()
        raise
    return source


def _context() -> ssl.SSLContext:
    """Certificates and names are checked; unlike the standard library's default, SSLKEYLOGFILE is not obeyed."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_default_certs()
    return made


__all__ = ["Deadline", "Line", "connected"]
