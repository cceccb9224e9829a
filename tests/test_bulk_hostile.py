"""Archives, tables and crawls that are damaged or meant to do harm: read or refused, soon, nothing touched."""

import bz2
import gzip
import json
import lzma
import os
import random
import socket
import struct
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from fastwarc.warc import request, response

from bulk_samples import FERRY, REPORT, gzip_bomb, line, overlapping_zip, record, tarred, zipped
from dateline.formats import desk, read_path, read_stream
from dateline.story import Reject, Story

DESK = desk()
RAW = REPORT.encode()
SOON, LATE = 1.0, 5.0


def parquet() -> bytes:
    reading, writing = os.pipe()
    name = f"/proc/self/fd/{writing}"
    with duckdb.connect() as base:
        rows = "SELECT i AS id, 'A ferry sailed.' AS text FROM range(3) r(i)"
        base.execute(f"COPY ({rows}) TO '{name}' (FORMAT parquet)")
    os.close(writing)
    with open(reading, "rb") as pipe:
        return pipe.read()


CRAWL = record(request, "u", b"", b"GET / HTTP/1.1\r\n") + record(
    response, "u", f"<html><p>{FERRY}</p></html>".encode()
)
SAMPLES = {
    "zip": zipped({"a.txt": b"A ferry sailed on.", "b.jsonl": line("A boat.")}),
    "tar": tarred({"a.txt": b"A ferry sailed on.", "n" * 120: b"A boat."}),
    "gz": gzip.compress(line("A ferry sailed.") * 3),
    "bz2": bz2.compress(line("A ferry sailed.") * 3),
    "xz": lzma.compress(line("A ferry sailed.") * 3),
    "csv": 'id,text,date\n1,"A “ferry”, they said.",2024-05-16\n2,A boat.,\n'.encode(),
    "tsv": "id\ttext\n1\tA ferry sailed.\n".encode("utf-16"),
    "warc": CRAWL,
    "warc.gz": gzip.compress(CRAWL),
    "parquet": parquet(),
}


def entries(data: bytes, within: float = LATE) -> list[Story | Reject]:
    """All that is read, within so much of the processor's time; spans are slices, and no reject is a fault of ours."""
    began = time.process_time()
    found = list(read_stream(data, "f", DESK))
    assert time.process_time() - began < within
    for entry in found:
        if isinstance(entry, Reject):
            assert entry.reason
            assert not entry.remedy.endswith("or report this"), entry
        else:
            assert all(entry.text[p.start : p.end] == p.text for p in entry.paragraphs)
    return found


def last(data: bytes, within: float = SOON) -> Reject:
    found = entries(data, within)[-1]
    assert isinstance(found, Reject), found
    return found


@pytest.fixture(autouse=True)
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No connection is made, and nothing appears in the folder of the program or among temporary files."""

    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a connection")

    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(there))
    monkeypatch.setattr(tempfile, "tempdir", str(there))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield
    assert list(here.iterdir()) == list(there.iterdir()) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_cut_at_every_byte(name: str) -> None:
    data = SAMPLES[name]
    step = max(1, len(data) // (30 if name == "parquet" else 250))
    whole = sum(isinstance(entry, Story) for entry in entries(data))
    for end in range(0, len(data), step):
        assert sum(isinstance(entry, Story) for entry in entries(data[:end])) <= max(whole, 1)


@pytest.mark.parametrize("name", SAMPLES)
def test_flipped_bits(name: str) -> None:
    chance = random.Random(name)
    for _ in range(30 if name == "parquet" else 150):
        data = bytearray(SAMPLES[name])
        for _ in range(chance.choice((1, 1, 1, 3, 20))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        entries(bytes(data))


@pytest.mark.parametrize("name", SAMPLES)
def test_spliced_pieces(name: str) -> None:
    chance = random.Random(name)
    for _ in range(10 if name == "parquet" else 40):
        a, b = SAMPLES[name], SAMPLES[chance.choice(list(SAMPLES))]
        at, size = chance.randrange(len(a)), chance.randrange(1, 200)
        start = chance.randrange(len(b))
        entries(a[:at] + b[start : start + size] + a[at:])


TEXT = line("A ferry sailed. " * 400) * 12
"""More than is looked at to tell the format."""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip_bomb(TEXT, 10_000_000_000), "more than 200 times"),
        (gzip_bomb(RAW, 10_000_000_000), "binary"),
        (bz2.compress(TEXT + bytes(60_000_000)), "more than 200 times"),
        (lzma.compress(TEXT + bytes(60_000_000), preset=0), "more than 200 times"),
        (gzip.compress(b"A ferry sailed on. " * 4_000_000, 1), "larger than"),
        (zipped({"a.txt": bytes(100_000_000)}), "more than 200 times"),
        (zipped({f"{i}.txt": b"A b. " * 600_000 for i in range(8)}), "more than 200 times"),
        (overlapping_zip(5_000), "overlap"),
        (overlapping_zip(120_000), "more than 100,000 members"),
        (zipped({"a.gz": gzip_bomb(TEXT, 1_000_000_000)}), "more than 200 times"),
        (gzip.compress(tarred({"a.txt": RAW, "b.txt": bytes(60_000_000)})), "more than 200 times"),
        (gzip_bomb(TEXT, 1_000_000)[:-20], "cut short"),
    ],
    ids=["gz", "gz of zeros", "bz2", "xz", "text", "zip", "zip of many", "overlapping", "many", "nested", "tgz", "cut"],
)
def test_bombs_are_refused_at_once(data: bytes, reason: str) -> None:
    assert reason in last(data).reason


def test_a_nest_of_archives() -> None:
    nest = zipped({"0.txt": RAW})
    for depth in range(6):
        nest = zipped({f"{depth}{i}.zip": nest for i in range(8)})
    found = entries(nest, SOON)
    assert {entry.reason for entry in found} == {"an archive inside 2 others"}
    assert len(found) == 64


def wide_index(claimed: int, place: int = 0) -> bytes:
    """A zip in the 64 bit form whose end says that its table of contents is that long."""
    end64 = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, claimed, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    return end64 + locator + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def test_zips_that_lie_about_themselves() -> None:
    begins = b"PK\x03\x04" + bytes(26)
    for claimed, place in ((1 << 60, 30), (1 << 20, 30), (0, 30), (10, 1 << 62), (10, (1 << 64) - 1)):
        last(begins + wide_index(claimed, place))
    data = SAMPLES["zip"]
    end = data.index(b"PK\x05\x06")
    nameless = bytearray(zipped({"a": RAW}))
    nameless[30] = nameless[nameless.index(b"PK\x01\x02") + 46] = 0
    assert "without a proper name" in last(bytes(nameless)).reason
    for offset in range(end + 4, end + 22):
        for value in (0, 1, 0x7F, 0xFF):
            entries(data[:offset] + bytes([value]) + data[offset + 1 :], SOON)


def header(name: bytes = b"a", size: bytes = b"00000000001", kind: bytes = b"0") -> bytes:
    """A tar header with a right check sum and whatever else."""
    block = name.ljust(100, b"\0") + b"0000644\0" * 3 + size.ljust(12, b"\0") + b"0" * 11 + b"\0"
    rest = kind + bytes(100) + b"ustar\x0000" + bytes(247)
    total = sum(block) + sum(rest) + 8 * 32
    return (block + b"%06o\0 " % total + rest).ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (header(size=b"\x80" + b"\x7f" * 11) + RAW, "cut short"),
        (header(size=b"\xff" * 12) + RAW, "damaged|less than"),
        (header(size=b"77777777777", kind=b"x") + RAW, "header of more than"),
        (header(size=b"77777777777", kind=b"L") + RAW, "header of more than"),
        (header(size=b"00000000012", kind=b"x") + b"0 size=-5\n".ljust(512, b"\0"), "holds no files"),
        (
            header(size=b"00000000024", kind=b"x") + b"20 size=-1000000000\n".ljust(512, b"\0") + header() + b"x",
            "cut short",
        ),
        (
            (header(size=b"00000000012", kind=b"x") + b"9 a=bcde\n".ljust(512, b"\0")) * 120_000,
            "headers and no members",
        ),
        (header(kind=b"S") + b"x" + bytes(511), "sparse"),
        (header(kind=b"?") + b"x" + bytes(511), "special"),
        (header(name=b"") + b"x" + bytes(511), "proper name"),
        (header(name=b"\xff\xfe../\xff") + b"x" + bytes(511), "leads out|read"),
    ],
    ids=range(11),
)
def test_tars_that_lie_about_themselves(data: bytes, reason: str) -> None:
    found = [entry.reason for entry in entries(data, LATE) if isinstance(entry, Reject)]
    assert any(part in " ".join(found) for part in reason.split("|")) or not found


def test_long_lines_and_strange_characters() -> None:
    long = b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + line()
    found = entries(long)
    assert [type(entry).__name__ for entry in found] == ["Reject", "Story"]
    assert "the line is longer" in found[0].reason
    words = entries(line("word " * 1_000_000 + "."))
    assert isinstance(words[0], Reject)
    strange = ["\ud800 half", "A ferry\x00 sailed.", "\u202eA ferry\u2066 sailed.", "\x1b[31mA ferry."]
    found = entries(b"".join(json.dumps({"text": text}).encode() + b"\n" for text in strange))
    assert [type(entry).__name__ for entry in found] == ["Reject", "Story", "Story", "Story"]
    table = "id,text\n" + "".join(f'{i},"{text}"\n' for i, text in enumerate(strange))
    found = entries(table.encode("utf-8", "surrogatepass"))
    assert [type(entry).__name__ for entry in found] == ["Reject", "Story", "Story", "Story"]
    for data in (b"id,text\n" + b"1," * 3_000_000, b"id,text\n" + b'"' * 3_000_001, b"a,b\n" + b"\0,\0\n" * 100_000,
                 b"a" + b",a" * 40_000 + b"\n1\n", b"text,id\r" * 5_000):  # fmt: skip
        entries(data)


def test_a_warc_of_hostile_records() -> None:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    length = b"Content-Length: %d\r\n\r\n"
    for data in (
        head + length % (1 << 62) + b"HTTP/1.1 200 OK\r\n\r\n<html>",
        head + b"Content-Length: -5\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>",
        head + b"Content-Length: 99999999999999999999999\r\n\r\n<html>",
        head + length % 30 + b"HTTP/1.1 999999999999 OK\r\n\r\nx\r\n\r\n",
        head + length % 30 + b"\0" * 30 + b"\r\n\r\n",
        head + b"X: " + b"y" * 5_000_000 + b"\r\n" + length % 0,
        head + b"X: y\r\n" * 500_000 + length % 0,
        head + length % 2_000_000 + b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 333_000,
        head + length % 60 + b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\nx",
        b"WARC/1.0\r\n" * 100_000,
        (head + length % 0 + b"\r\n\r\n") * 20_000,
    ):
        entries(data)
        entries(gzip.compress(data))


def test_links_below_a_folder_lead_nowhere(tmp_path: Path) -> None:
    place = tmp_path / "here" / "x"
    place.mkdir()
    (place / "out").symlink_to("/etc")
    (place / "self").symlink_to(place / "self")
    (place / "gone").symlink_to(place / "none")
    found = list(read_path(place, DESK))
    assert [type(entry).__name__ for entry in found] == ["Reject"] * 3
    assert next(read_path(place / "self", DESK)).reason.startswith("cannot be opened")
    for path in place.iterdir():
        path.unlink()
    place.rmdir()
