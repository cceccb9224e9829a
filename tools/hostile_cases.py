"""The hostile set of tools/hostile.py: what files may do to a reader by malice or accident, made when it is needed."""

import bz2
import gzip
import importlib
import json
import lzma
import random
import stat
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
bulk: Any = importlib.import_module("bulk_samples")
web: Any = importlib.import_module("test_web_hostile")
xml: Any = importlib.import_module("test_hostile_xml")

REPORT: bytes = bulk.REPORT.encode()
LINE: bytes = bulk.line(f"{bulk.FERRY} " * 40) * 12
"""More than is looked at to tell the format."""
SENTENCE = "word " * 1_000_000 + "."
LIKE = {".html": "page", ".eml": "mail", ".xml": "feed", ".rdf": "feed", ".json": "feed", ".jsonl": "text"}
FLIPS = 150
"""Damaged copies of one sample."""


class Case(NamedTuple):
    """One run of `dateline read`. `make` writes into the empty folder it is given; a bomb is to be refused in 1 s."""

    name: str
    kind: str
    make: Callable[[Path], None]
    bomb: bool = False
    like: str = "text"
    """The harmless file (HARMLESS) that takes as long to start on."""


def one(data: bytes | Callable[[], bytes], name: str = "f") -> Callable[[Path], None]:
    """A maker of a single file."""
    return lambda folder: void((folder / name).write_bytes(data if isinstance(data, bytes) else data()))


def void(_: object) -> None:
    """Nothing, of a call that gives something."""


HARMLESS: dict[str, Callable[[Path], None]] = {
    "text": one(REPORT),
    "xml": one(b'<?xml version="1.0"?>' + (xml.NITF % "").encode()),
    "page": one(web.page(web.ARTICLE)),
    "feed": one(web.rss(web.item(web.PIECE * 3))),
    "mail": one(web.letter(web.TEXT)),
    "table": one(b"id,text\n1,A ferry sailed on.\n"),
}


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _xml()
    yield from _web()
    yield from _packed()
    yield from _letters()
    yield from _large()
    yield from _damaged()


def _xml() -> Iterator[Case]:
    for dress, text in xml.DRESSES.items():
        for name, make in xml.DOCTYPES.items():
            doctype, use = make(dress)
            raw = f'<?xml version="1.0"?>\n{doctype}{text % use}'.replace("FILE", "/etc/passwd").replace("PORT", "9")
            yield Case(f"{dress}: {name}", "DTDs and entities", one(raw.encode()), True, "xml")
    for name, raw in xml.TRICKS.items():
        yield Case(f"XML: {name}", "DTDs and entities", one(raw), True, "xml")
    for name, text in web.BOMBS.items():
        yield Case(f"feed: {name}", "DTDs and entities", one(text.encode()), True, "feed")
    deep = b"<nitf>" + b"<a>" * 100_000
    yield Case("XML 100,000 deep", "nesting", one(deep), True, "xml")
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        nest = (opening * 200_000 + "1" + closing * 200_000).encode()
        yield Case(f"JSON {opening} 200,000 deep", "nesting", one(b'{"text": ' + nest + b"}"), True)
        yield Case(
            f"ninjs {opening} 200,000 deep", "nesting", one(b'{"uri": "u", "headline": "h", "body_text": ' + nest), True
        )


def _web() -> Iterator[Case]:
    for name, raw in web.HOSTILE.items():
        kind, _, _ = name.partition(":")
        yield Case(name, "pages, feeds and mails", one(raw), like=kind)
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;</body></html>'
    yield Case("page: laughs", "pages, feeds and mails", one(laughs.encode()), True, "page")


def _packed() -> Iterator[Case]:
    ten, zeros = 10_000_000_000, bytes(60_000_000)
    nest = bulk.zipped({"0.txt": REPORT})
    for depth in range(6):
        nest = bulk.zipped({f"{depth}{i}.zip": nest for i in range(16)})
    bombs: dict[str, Callable[[], bytes]] = {
        "gz of 10 GB": lambda: bulk.gzip_bomb(LINE, ten),
        "gz of zeros": lambda: bulk.gzip_bomb(b"", ten),
        "gz in gz": lambda: gzip.compress(bulk.gzip_bomb(LINE, ten)),
        "bz2": lambda: bz2.compress(LINE + zeros),
        "xz": lambda: lzma.compress(LINE + zeros, preset=0),
        "zip": lambda: bulk.zipped({"a.txt": bytes(100_000_000)}),
        "zip of many": lambda: bulk.zipped({f"{i}.txt": b"A b. " * 600_000 for i in range(8)}),
        "zip of a gz": lambda: bulk.zipped({"a.gz": bulk.gzip_bomb(LINE, 1_000_000_000)}),
        "zips in zips in zips": lambda: nest,
        "overlapping zip": lambda: bulk.overlapping_zip(5_000),
        "overlapping zip of 120,000": lambda: bulk.overlapping_zip(120_000),
        "tgz": lambda: gzip.compress(bulk.tarred({"a.txt": REPORT, "b.txt": zeros})),
    }
    for name, make in bombs.items():
        yield Case(name, "bombs", one(make), True)
    names = (
        "../../out.txt",
        "/tmp/out.txt",
        "a/../../out.txt",
        "..\\..\\out.txt",
        "C:\\out.txt",
        "a\0b.txt",
        "x" * 5_000,
    )
    yield Case("zip-slip", "names and links", one(lambda: bulk.zipped(dict.fromkeys(names, REPORT))), True)
    tarred = [name for name in names if "\0" not in name]
    yield Case("tar-slip", "names and links", one(lambda: bulk.tarred(dict.fromkeys(tarred, REPORT))), True)
    links = {"a": b"/etc/passwd", "b": b"../../f"}
    modes = {"a": stat.S_IFLNK | 0o777, "b": stat.S_IFCHR | 0o666}
    yield Case("zip of links", "names and links", one(lambda: bulk.zipped(links, links=modes)), True)
    kinds = {"a": tarfile.SYMTYPE, "b": tarfile.LNKTYPE, "c": tarfile.CHRTYPE, "d": tarfile.FIFOTYPE}
    yield Case("tar of links", "names and links",
               one(lambda: bulk.tarred(links | {"c": b"", "d": b""}, kinds=kinds)), True)  # fmt: skip
    yield Case("links in a folder", "names and links", _links, True)


def _links(folder: Path) -> None:
    (folder / "etc").symlink_to("/etc")
    (folder / "self").symlink_to(folder)
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "device").symlink_to("/dev/zero")


def _letters() -> Iterator[Case]:
    text = bulk.REPORT.replace("ferry", "„Fähre“ фери 渡轮 🚢")
    codings = (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-7",
        "cp1252",
        "shift_jis",
        "koi8-r",
        "cp500",
        "gb18030",
    )
    for coding in codings:
        raw = text.encode(coding, "replace")
        yield Case(f"text in {coding}", "encodings", one(raw))
        declared = f'<!doctype html><meta charset="utf-8"><article><p>{text}</p></article>'.encode(coding, "replace")
        yield Case(f"page in {coding}, declared utf-8", "encodings", one(declared), like="page")
        item = f'<?xml version="1.0" encoding="utf-8"?>{xml.NITF % "x"}'.encode(coding, "replace")
        yield Case(f"NITF in {coding}, declared utf-8", "encodings", one(item), like="xml")
    mixed = b"".join(
        part.encode(coding, "replace") for part, coding in zip(text.split(" "), codings * 20, strict=False)
    )
    yield Case("every word in another coding", "encodings", one(mixed))
    odd = [
        "\ud800",
        "\x00",
        "\u202e\u2066\u2067",
        "\x1b[2J\x1b]0;x\x07",
        "\ufeff\u200b",
        "\U0010ffff",
        "\u2028\u2029\x85\x0b",
    ]
    lines = b"".join(
        json.dumps({"text": REPORT.decode() + char, "title": char, "id": char}).encode() + b"\n" for char in odd
    )
    yield Case("JSONL of strange characters", "characters", one(lines))
    for char in odd:
        raw = text.replace(" ", char).encode("utf-8", "surrogatepass")
        yield Case(f"text with {char!a}", "characters", one(raw))
        raw = web.page(f"<article><p>{text.replace('a', char)}</p></article>".replace("\ud800", "&#xD800;"))
        yield Case(f"page with {char!a}", "characters", one(raw), like="page")


def _large() -> Iterator[Case]:
    fifty = b"x" * 50_000_000
    yield Case("a line of 50 MB", "sizes", one(fifty))
    yield Case("a JSONL line of 50 MB", "sizes", one(b'{"text": "' + fifty + b'"}\n' + bulk.line()))
    yield Case("a CSV cell of 50 MB", "sizes", one(b'id,text\n1,"' + fifty + b'"\n'), like="table")
    yield Case("a CSV of 50 MB in quotes", "sizes", one(b"id,text\n" + b'"' * 50_000_001), like="table")
    yield Case("NITF of 50 MB", "sizes", one((xml.NITF % ("x" * 50_000_000)).encode()), like="xml")
    yield Case("a page of 50 MB", "sizes", one(web.page("<p>" + "word " * 10_000_000)), like="page")
    yield Case("a mail of 50 MB", "sizes", one(web.letter("\n" + "word " * 10_000_000)), like="mail")
    yield Case("a sentence of a million words", "sizes", one(SENTENCE.encode()))
    yield Case("the same in JSONL", "sizes", one(bulk.line(SENTENCE)))
    yield Case("the same in NITF", "sizes", one((xml.NITF % SENTENCE).encode()), like="xml")
    yield Case("the same in a page", "sizes", one(web.page(f"<article><p>{SENTENCE}</p></article>")), like="page")
    yield Case("the same in a feed", "sizes", one(web.rss(web.item(f"<p>{SENTENCE}</p>")[:1_900_000])), like="feed")
    yield Case("the same in a mail", "sizes", one(web.letter("\n" + SENTENCE[:3_900_000])), like="mail")
    yield Case("190,000 words in a story", "sizes", one(("word " * 9_000 + ".\n\n").encode() * 21))
    yield Case("100,000 files in a zip", "sizes",
               one(lambda: bulk.zipped({f"{i}.txt": b"A b." for i in range(100_000)})))  # fmt: skip


def _damaged() -> Iterator[Case]:
    for path in samples():
        raw = path.read_bytes()
        yield Case(f"{path.name} cut at {len(raw):,} places", "cut files", _cut(raw), like=LIKE[path.suffix])
        yield Case(f"{path.name} with flipped bits", "flipped bits", _flipped(raw, path.name), like=LIKE[path.suffix])


def samples() -> list[Path]:
    """Twenty of the samples of the tests, of every kind, the small ones first, as each is cut at every byte."""
    patterns = {"news/g2-*.xml": 4, "news/nitf-*.xml": 3, "news/ninjs-*.json*": 3, "web/*.html": 3, "web/*.eml": 3}
    patterns |= {"web/rss*": 2, "web/atom*": 1, "web/feed*.json": 1}
    folder = ROOT / "tests/samples"
    return [p for pattern, count in patterns.items()
            for p in sorted(folder.glob(pattern), key=lambda p: (p.stat().st_size, p.name))[:count]]  # fmt: skip


def _cut(raw: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for end in range(len(raw)):
            (folder / f"{end:06}").write_bytes(raw[:end])

    return make


def _flipped(raw: bytes, seed: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        chance = random.Random(seed)
        for number in range(FLIPS):
            damaged = bytearray(raw)
            for _ in range(chance.choice((1, 1, 3, 20))):
                damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            (folder / f"{number:06}").write_bytes(damaged)

    return make
