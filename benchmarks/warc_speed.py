"""How many WARC records a minute become stories, before any coding, against a plain pass that only finds the records.

usage: python benchmarks/warc_speed.py [RECORDS]

Of 40 records 20 are requests, 10 English pages, 8 Spanish ones and 2 pictures; only English pages are parsed.
"""

import gzip
import io
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType, request, response

from dateline.formats import Desk, desk, read_stream
from dateline.formats.sandbox import Sandbox
from dateline.story import Story

ENGLISH = ("The ministers of {a} and {b} said on {c} that the ferry line would open in the spring, and that the ports "
           "had agreed who was to pay for the quay after ten years of talks.")  # fmt: skip
SPANISH = ("Los ministros de {a} y {b} dijeron el {c} que la línea de transbordador abrirá en la primavera, y que los "
           "puertos acordaron quién pagará el muelle tras diez años de conversaciones.")  # fmt: skip
PLACES = ["Norway", "Latvia", "Estonia", "Sweden", "Poland", "Iceland"]
CLUTTER = '<div class="menu"><a href="/{n}">Section {n}</a><span>More</span></div>' * 4
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n"


def main() -> None:
    """Print both rates, by the clock and by the processor's time of the program and its child, and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    packed, plain = _archive(count)
    at = desk()
    list(read_stream(plain[: len(plain) // 50], "warm", at))
    print(f"{count:,} records, {len(plain) / 1e6:.1f} MB, {len(packed) / 1e6:.1f} MB packed")
    passed = ArchiveIterator(io.BytesIO(packed))
    base = _timed("plain pass", count, at, lambda: Counter(len(record.reader.read()) > 0 for record in passed))
    read = _timed("stories", count, at, lambda: Counter(map(_kind, read_stream(packed, "crawl.warc.gz", at))))
    print(f"ratio to the plain pass, by the processor's time: {read / base:.4f}")


def _kind(entry: object) -> str:
    return "story" if isinstance(entry, Story) else str(getattr(entry, "reason", ""))[:40]


def _timed(name: str, count: int, at: Desk, run: Callable[[], "Counter[object]"]) -> float:
    began, used = time.perf_counter(), _used(at)
    found = run()
    clock, used = time.perf_counter() - began, _used(at) - used
    rates = f"{count / clock * 60:10,.0f} records/minute by the clock, {count / used * 60:10,.0f} a core"
    print(f"{name:12}{rates}  {dict(found.most_common(4))}")
    return count / used


def _used(at: Desk) -> float:
    """Seconds of the processor that this program and the child that is waiting have used."""
    ticks = 0
    for worker in at.sandbox.idle if isinstance(at.sandbox, Sandbox) else []:
        ticks += sum(map(int, Path(f"/proc/{worker.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _archive(count: int) -> tuple[bytes, bytes]:
    chance = random.Random(1)
    records = [_record(n, chance) for n in range(count)]
    return b"".join(gzip.compress(r, 6) for r in records), b"".join(records)


def _record(n: int, chance: random.Random) -> bytes:
    """A request and its answer by turns; of 20 answers 10 are English pages, 8 Spanish ones, 2 pictures."""
    link = f"https://news.example/{n // 2}"
    if n % 2 == 0:
        return _written(request, link, b"GET / HTTP/1.1\r\n\r\n")
    place = n // 2 % 20
    if place in (9, 19):
        return _written(response, link, HEAD % b"image/png" + chance.randbytes(20_000))
    body = _page(SPANISH if place % 2 else ENGLISH, "es" if place % 2 else "en", n, chance)
    return _written(response, link, HEAD % b"text/html; charset=utf-8" + body.encode())


def _page(sentence: str, lang: str, n: int, chance: random.Random) -> str:
    """A page of about 100 kB, most of it scripts, with 1,100 elements and an article of about 400 words."""
    inside = ""
    for _ in range(12):
        a, b, day = chance.choice(PLACES), chance.choice(PLACES), f"{chance.randint(1, 28)} May"
        inside += f"<p>{sentence.format(a=a, b=b, c=day)}</p>"
    clutter = "".join(CLUTTER.format(n=i) for i in range(90))
    script = "".join(f'{{"id":{i},"name":"x{i * 7919 % 1000}"}},' for i in range(2500))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Ferry line {n} opens</title><script>{script}</script></head>'
        f"<body><nav>{clutter}</nav><article><h1>Ferry line {n} opens</h1>{inside}</article></body></html>"
    )


def _written(kind: WarcRecordType, link: str, content: bytes) -> bytes:
    made = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"], made.headers["WARC-Date"] = link, "2024-05-16T08:30:00Z"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(content)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
