"""How many WARC records a minute become stories, before any coding, against a plain pass that only finds the records.

usage: python benchmarks/warc_speed.py [RECORDS]

Half of the pages are English, a quarter Spanish, a quarter are requests and pictures, as crawls of news have them.
"""

import gzip
import io
import random
import sys
import time
from collections import Counter

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType, request, response

from dateline.formats import desk, read_stream
from dateline.story import Story

ENGLISH = ("The ministers of {a} and {b} said on {c} that the ferry line would open in the spring, and that the ports "
           "had agreed who was to pay for the quay after ten years of talks.")  # fmt: skip
SPANISH = ("Los ministros de {a} y {b} dijeron el {c} que la línea de transbordador abrirá en la primavera, y que los "
           "puertos acordaron quién pagará el muelle tras diez años de conversaciones.")  # fmt: skip
PLACES = ["Norway", "Latvia", "Estonia", "Sweden", "Poland", "Iceland"]
CLUTTER = '<div class="menu"><a href="/{n}">Section {n}</a><span>More</span></div>' * 4
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n"


def main() -> None:
    """Print both rates and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    packed, plain = _archive(count)
    at = desk()
    list(read_stream(plain[: len(plain) // 50], "warm", at))
    print(f"{count:,} records, {len(plain) / 1e6:.1f} MB, {len(packed) / 1e6:.1f} MB packed")
    passed = ArchiveIterator(io.BytesIO(packed))
    base = _timed("plain pass", count, lambda: Counter(len(record.reader.read()) > 0 for record in passed))
    rate = _timed("stories", count, lambda: Counter(_kind(e) for e in read_stream(packed, "crawl.warc.gz", at)))
    print(f"ratio to the plain pass: {rate / base:.4f}")


def _kind(entry: object) -> str:
    return "story" if isinstance(entry, Story) else str(getattr(entry, "reason", ""))[:40]


def _timed(name: str, count: int, run) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    found = run()
    rate = count / (time.perf_counter() - began) * 60
    print(f"{name:12} {rate:12,.0f} records/minute  {dict(found.most_common(5))}")
    return rate


def _archive(count: int) -> tuple[bytes, bytes]:
    chance = random.Random(1)
    records = [_record(n, chance) for n in range(count)]
    return b"".join(gzip.compress(r, 6) for r in records), b"".join(records)


def _record(n: int, chance: random.Random) -> bytes:
    link = f"https://news.example/{n}"
    if n % 8 == 3:
        return _written(request, link, b"GET / HTTP/1.1\r\n\r\n")
    if n % 8 == 7:
        return _written(response, link, HEAD % b"image/png" + chance.randbytes(20_000))
    spanish = n % 4 == 1
    body = _page(SPANISH if spanish else ENGLISH, "es" if spanish else "en", n, chance)
    return _written(response, link, HEAD % b"text/html; charset=utf-8" + body.encode())


def _page(sentence: str, lang: str, n: int, chance: random.Random) -> str:
    """A page of about 100 kB with an article of about 400 words."""
    inside = ""
    for _ in range(12):
        a, b, day = chance.choice(PLACES), chance.choice(PLACES), f"{chance.randint(1, 28)} May"
        inside += f"<p>{sentence.format(a=a, b=b, c=day)}</p>"
    clutter = "".join(CLUTTER.format(n=i) for i in range(300))
    return (f'<!doctype html><html lang="{lang}"><head><title>Ferry line {n} opens</title>'
            f"<script>{'var x=1;' * 1500}</script></head><body><nav>{clutter}</nav><article><h1>Ferry line {n} opens</h1>"
            f"{inside}</article><footer>{clutter[:5000]}</footer></body></html>")  # fmt: skip


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
