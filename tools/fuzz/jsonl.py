"""Fuzz target: JSON Lines."""

import json
from collections.abc import Iterator

from dateline.formats.jsonl import read_lines
from tools.fuzz.checking import check, plain_desk
from tools.fuzz.samples import samples

AT = plain_desk()


def seeds() -> Iterator[bytes]:
    """The stories of the examples as records, with all fields that one may have."""
    for number, raw in enumerate(samples("examples/stories/*.txt")):
        record = {
            "id": number,
            "date": "2024-05-16T08:30:00Z",
            "title": "A title",
            "text": raw.decode(),
            "byline": ["Ana Ruiz"],
            "link": "https://news.example/a",
            "publisher": "The Post",
            "language": "en",
            "agency": "AP",
        }
        yield json.dumps(record, ensure_ascii=bool(number % 2)).encode() + b"\n"
    yield from samples("tests/samples/news/*.jsonl")


def words() -> list[str]:
    """Fields and escapes."""
    return [
        '"text":',
        '"id":',
        '"date":',
        '"title":',
        '"byline":',
        '"link":',
        '"published":',
        '"\\ud800"',
        "\\u0000",
        "[",
        "{}",
        "null",
        "1e999",
        "2024-02-30",
        "0000-00-00",
        "\ufeff",
        "\n",
    ]


def once(raw: bytes) -> None:
    """Read the bytes as lines of records."""
    check(read_lines(raw.split(b"\n"), "f", AT))
