"""One request and its answer, over a connection of its own: no cookies, no referrer, no redirect followed."""

import http.client
import ssl
from collections.abc import Mapping

import msgspec

from dateline.fetching.connecting import LATER, Deadline, Line, connected
from dateline.fetching.links import Target
from dateline.fetching.rules import Refused, Rules
from dateline.fetching.unpacking import accepted, unpacked

PIECE = 65_536


class Answer(msgspec.Struct, frozen=True):
    """`headers` by name in lower case; `body` unpacked, empty where the status is not 200."""

    status: int
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """One header's value, empty where it is missing."""
        return self.headers.get(name, "")


def ask(target: Target, rules: Rules, headers: Mapping[str, str] | None = None, most: int | None = None) -> Answer:
    """The answer to a GET, its body at most `most` bytes. Raises Refused for whatever goes wrong."""
    most = most or rules.limits.body_bytes
    try:
        return _asked(target, rules, headers or {}, most)
    except TimeoutError:
        raise Refused("the server takes too long", LATER, again=True) from None
    except ssl.SSLError as error:
        raise Refused(f"no safe connection: {error.reason or error}", "check the link") from None
    except OSError as error:
        raise Refused(f"no connection: {error.strerror or error}", LATER, again=True) from None
    except (http.client.HTTPException, ValueError) as error:
        raise Refused(f"no answer in HTTP ({type(error).__name__})", LATER, again=True) from None


def _asked(target: Target, rules: Rules, headers: Mapping[str, str], most: int) -> Answer:
    deadline = Deadline(rules.limits.total_s, rules.clock)
    source = connected(target, rules, deadline)
    try:
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = Line(source, deadline, rules, most)
        connection.request("GET", target.path, headers={
            "Host": target.authority, "User-Agent": rules.agent, "Accept": "*/*", "Accept-Encoding": accepted(),
            "Connection": "close", **headers,
        })  # fmt: skip
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        body = _body(response, most) if response.status == http.client.OK else b""
    finally:
        source.close()
    return Answer(response.status, found, unpacked(body, found.get("content-encoding", ""), most))


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The body as sent. Raises Refused where it is too large, or shorter than its header says."""
    if (response.length or 0) > most:
        raise Refused("the answer is larger than a page may be", "save the page by hand")
    body = bytearray()
    while piece := response.read(PIECE):
        body += piece
        if len(body) > most:
            raise Refused("the answer is larger than a page may be", "save the page by hand")
    if response.length:
        raise Refused(f"the answer breaks off, {response.length:,} bytes before its end", LATER, again=True)
    return bytes(body)


__all__ = ["Answer", "ask"]
