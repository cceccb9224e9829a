"""What fetching may do: how much, how long, how often, to whom; and the error that says what it would not do."""

import socket
import time
from collections.abc import Callable, Sequence

import msgspec

from dateline import __version__

Address = tuple[socket.AddressFamily, tuple[str, int]]
Resolve = Callable[[str, int], Sequence[Address]]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes and seconds of one request, and counts of one run."""

    resolve_s: float = 10.0
    connect_s: float = 10.0
    read_s: float = 15.0
    """Between two pieces of an answer."""
    total_s: float = 60.0
    """From the first byte sent to the last one read; a server that sends a byte now and then is left."""
    body_bytes: int = 6_000_000
    """Of an answer, packed or unpacked: what the reader of pages takes at most."""
    head_bytes: int = 100_000
    robots_bytes: int = 500_000
    """As RFC 9309 asks for at least."""
    redirects: int = 5
    link: int = 2_000
    delay_s: float = 1.0
    """Between two requests to one host."""
    longest_delay_s: float = 30.0
    """A robots.txt that asks for a longer pause gets this one."""
    longest_wait_s: float = 60.0
    """A server that asks to come again within this time is waited for, once."""
    pages: int = 200
    """Pages fetched because a feed only sums them up, for each feed."""


class Refused(Exception):
    """A link that was not fetched: the reason and what helps, in the words of a Reject. `again`: it may work later."""

    def __init__(self, reason: str, remedy: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.again = reason, remedy, again


def resolved(host: str, port: int) -> Sequence[Address]:
    """All addresses of a host, by the system's resolver, which also reads 127.1, 0x7f000001 and 2130706433."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, (str(place[0]), int(place[1]))) for family, _, _, _, place in found]


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """How to fetch. The last fields are there for tests: `loopback` lets 127.0.0.1 be reached, at any port."""

    limits: Limits = Limits()
    agent: str = f"dateline/{__version__}"
    loopback: bool = False
    resolve: Resolve = resolved
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time


__all__ = ["Address", "Limits", "Refused", "Resolve", "Rules", "resolved"]
