"""A server on 127.0.0.1 that answers as a test wants it to, and fetching from it."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec
import pytest

from dateline.fetching import Limits, Rules, State, fetch_all
from dateline.formats import desk
from dateline.story import Reject, Story

DESK = desk()
TEXT = (
    "<p>The seamen of Norway ended their strike on Thursday, their union said in Bergen after a night of talks.</p>"
    "<p>The government agreed to pay for two more crews on the northern line until the end of the year.</p>"
)
PAGE = (
    "<!doctype html><html lang='en'><head><title>Strike ends</title>"
    f"<meta property='article:published_time' content='2024-05-16T08:00:00Z'></head><body><article>{TEXT}</article>"
    "</body></html>"
)
QUICK = Limits(delay_s=0.0, read_s=0.4, total_s=1.0, connect_s=1.0, resolve_s=0.5)
Handler = http.server.BaseHTTPRequestHandler
Reply = Callable[[Handler], None]


class Site(msgspec.Struct):
    """A server's replies by path, and what it was asked."""

    root: str
    replies: dict[str, Reply] = {}
    asked: list[tuple[str, dict[str, str]]] = []

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def says(body: bytes | str, status: int = 200, **headers: str) -> Reply:
    """A plain reply; names of headers with _ for -."""

    def reply(handler: Handler) -> None:
        raw = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in ({"Content_Type": "text/html", "Content_Length": str(len(raw))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return reply


def raw(*pieces: bytes, pause: float = 0.0, endless: bool = False) -> Reply:
    """Bytes as they are, each after a pause, the last again and again."""

    def reply(handler: Handler) -> None:
        with suppress(OSError):
            for piece in pieces:
                handler.wfile.write(piece)
                time.sleep(pause)
            while endless:
                handler.wfile.write(pieces[-1])
                time.sleep(pause)

    return reply


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site("", {}, [])

    class Answering(Handler):
        def do_GET(self) -> None:
            made.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = made.replies.get(self.path)
            (reply or says("none", 404))(self)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError):
                super().handle()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    made.root = f"http://127.0.0.1:{server.server_address[1]}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    yield made
    server.shutdown()
    server.server_close()
    running.join()


def rules(**changed: object) -> Rules:
    return Rules(**({"loopback": True, "limits": QUICK} | changed))


def got(site: Site, path: str = "/a", state: State | None = None, **changed: object) -> list[Story | Reject]:
    return [e for f in fetch_all([site.root + path], DESK, rules(**changed), state) for e in f.entries]


def refusal(site: Site, path: str = "/a", **changed: object) -> str:
    (found,) = got(site, path, **changed)
    assert isinstance(found, Reject), found
    assert found.remedy
    return found.reason


ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
