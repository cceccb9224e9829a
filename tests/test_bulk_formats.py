"""Archives, folders, patterns and tables: what is read of them, and what is refused and why."""

import bz2
import datetime
import gzip
import lzma
import os
import stat
import tarfile
from pathlib import Path

import duckdb
import msgspec
import pytest

from bulk_samples import REPORT, line, tarred, zipped
from dateline.formats import Columns, desk, read_path, read_stream, registry
from dateline.formats.kinds import Desk
from dateline.story import Publication, Reject, Story

DESK = desk()
RAW = REPORT.encode()


def read(data: bytes, at: Desk = DESK) -> list[Story | Reject]:
    return list(read_stream(data, "f", at))


def seen(data: bytes, at: Desk = DESK) -> list[str]:
    """Origins of stories, whole messages of rejects."""
    return [entry.origin if isinstance(entry, Story) else str(entry) for entry in read(data, at)]


def reject(data: bytes, at: Desk = DESK) -> Reject:
    (found,) = read(data, at)
    assert isinstance(found, Reject), found
    assert found.remedy
    return found


# Archives


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_one_packed_file(pack) -> None:
    (story,) = read(pack(RAW))
    assert (story.title, story.byline, story.agency) == ("Ferry line opens", ("Ana Ruiz",), "AP")
    assert seen(pack(line() * 2)) == ["f:1", "f:2"]
    assert seen(pack(line()) + pack(line())) == ["f:1", "f:2"]
    assert seen(pack(tarred({"a.txt": RAW}))) == ["f/a.txt"]
    assert "compressed twice" in reject(pack(pack(RAW))).reason
    assert "cut short" in reject(pack(RAW)[:-4]).reason


def test_what_stands_before_a_fault_is_read() -> None:
    data = gzip.compress(line()) * 3
    assert seen(data[:-60]) == ["f:1", "f:2", "f: the gzip file is cut short (fetch or copy it again)"]
    assert seen(data + bytes(512)) == ["f:1", "f:2", "f:3"]
    assert "comes something else" in seen(data + b"some more")[-1]


def test_zstd_needs_a_newer_python() -> None:
    found = read(b"\x28\xb5\x2f\xfd" + bytes(20))
    assert len(found) == 1
    assert isinstance(found[0], Reject)
    assert "zstd" in found[0].reason


MEMBERS = {"b.txt": RAW, "a/c.jsonl": line() * 2, "empty/": b"", "d.csv": b"id,text\n1,A ferry sailed.\n"}
WANTED = ["f/b.txt", "f/a/c.jsonl:1", "f/a/c.jsonl:2", "f/d.csv:2"]


def test_archives_are_read_in_their_order() -> None:
    assert seen(zipped(MEMBERS)) == WANTED
    kinds = {"empty/": tarfile.DIRTYPE}
    assert seen(tarred(MEMBERS, kinds=kinds)) == WANTED
    for format in (tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT):
        assert seen(tarred(MEMBERS, kinds=kinds, format=format)) == WANTED
    long = {"d" * 90 + "/" + "é" * 80 + ".txt": RAW, "n" * 400: RAW}
    for format in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        assert [o[2:] for o in seen(tarred(long, format=format))] == [name[:300] for name in long]


def test_hidden_members_are_left_out_and_an_archive_of_them_is_empty() -> None:
    hidden = {".DS_Store": b"x", "__MACOSX/._a.txt": b"x", "a/.b/c": b"x"}
    assert seen(zipped({**hidden, "b.txt": RAW})) == ["f/b.txt"]
    for pack in (zipped, tarred):
        assert "holds no files" in reject(pack(hidden)).reason
        assert "holds no files" in reject(pack({})).reason if pack is zipped else True


UNSAFE = {
    "../../x": "leads out",
    "a/../../x": "leads out",
    "/etc/x": "absolute",
    "C:\\x": "absolute",
    "a\\..\\x": "leads out",
}


def test_unsafe_members_are_only_named() -> None:
    for pack in (zipped, tarred):
        *rejects, story = read(pack({**dict.fromkeys(UNSAFE, RAW), "ok.txt": RAW}))
        assert story.origin == "f/ok.txt"
        for entry, said in zip(rejects, UNSAFE.values(), strict=True):
            assert isinstance(entry, Reject)
            assert said in entry.reason
    modes = {"link": stat.S_IFLNK | 0o777, "dev": stat.S_IFCHR | 0o600, "pipe": stat.S_IFIFO | 0o600}
    found = seen(zipped({**dict.fromkeys(modes, b"/etc/passwd"), "ok.txt": RAW}, links=modes))
    kinds = {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "dev": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}
    found += seen(tarred({**dict.fromkeys(kinds, b"/etc/passwd"), "ok.txt": RAW}, kinds=kinds))
    assert found.count("f/ok.txt") == 2
    assert sum("link, which is not followed" in said for said in found) == 3
    assert sum("special file" in said for said in found) == 4


def test_depth() -> None:
    inner = zipped({"a.txt": RAW})
    assert seen(zipped({"in.zip": inner})) == ["f/in.zip/a.txt"]
    assert seen(zipped({"in.tgz": gzip.compress(tarred({"a.txt": RAW}))})) == ["f/in.tgz/a.txt"]
    assert "inside 2 others" in reject(zipped({"b.zip": zipped({"c.zip": inner})})).reason


def test_other_zips() -> None:
    assert "office document" in reject(zipped({"[Content_Types].xml": b"<x/>", "word/a.xml": b"<x/>"})).reason
    data = bytearray(zipped({"a.txt": RAW}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in reject(bytes(data)).reason
    data = bytearray(zipped({"a.txt": RAW}))
    data[data.index(b"PK\x01\x02") + 10] = 14
    assert "method other than deflate" in reject(bytes(data)).reason
    data = bytearray(zipped({"a.txt": RAW, "b.txt": RAW}))
    data[60] ^= 0xFF
    assert "damaged" in seen(bytes(data))[0]
    assert seen(bytes(data))[1] == "f/b.txt"


def test_a_zip_from_a_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, zipped(MEMBERS))
    os.close(writing)
    with open(reading, "rb") as pipe:
        assert [entry.origin for entry in read_stream(pipe, "f", DESK)] == WANTED


# Folders and patterns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/two.txt", "b/a/three.txt", "one.txt", ".hidden", ".git/x.txt", "z.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(RAW)
    (tmp_path / "link").symlink_to(tmp_path / "one.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def test_folders(folder: Path) -> None:
    found = list(read_path(folder, DESK))
    assert [os.path.relpath(e.origin, folder) for e in found] == [
        "b/a/three.txt", "b/two.txt", "link", "loop", "one.txt", "pipe", "z.txt"]  # fmt: skip
    assert [isinstance(entry, Story) for entry in found] == [True, True, False, False, True, False, True]
    assert "symbolic link" in str(found[2])
    assert "named pipe" in str(found[5])
    assert isinstance(next(read_path(folder / "link", DESK)), Story)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("*.txt", ["one.txt", "z.txt"]),
        ("**/t*.txt", ["b/a/three.txt", "b/two.txt"]),
        ("[o]ne.*", ["one.txt"]),
        ("b*", ["b/a/three.txt", "b/two.txt"]),
        (".git/*", [".git/x.txt"]),
    ],
)
def test_patterns(folder: Path, pattern: str, wanted: list[str]) -> None:
    assert [os.path.relpath(e.origin, folder) for e in read_path(f"{folder}/{pattern}", DESK)] == wanted


def test_patterns_that_match_nothing(folder: Path) -> None:
    assert "nothing matches" in str(next(read_path(f"{folder}/*.xml", DESK)))
    assert "no pattern" in str(next(read_path(f"{folder}/**.txt", DESK)))
    (folder / "what?.txt").write_bytes(RAW)
    assert isinstance(next(read_path(f"{folder}/what?.txt", DESK)), Story)


# Tables

TABLE = (
    'id,title,text,date\r\n1,"Ferry, again","A ferry sailed, it ""did"".\n\nOn Monday it came back.",2024-05-16\r\n'
    "2,b,A boat sailed.,16 May 2024\r\n\r\n3,c,A raft sailed.,20240516T08:00\r\n4,d,A ship.,16/05/2024\r\n"
    "5,e\r\n6,f,,\r\n7,g,A tug.,2024-05-16 08:30:00\r\n"
)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_table(coding: str) -> None:
    data = TABLE.encode(coding)
    found = read(b"\xfe\xff" + data if coding == "utf-16-be" else data)
    first, *_ = found
    assert (first.source_id, first.title, first.date) == ("1", "Ferry, again", datetime.date(2024, 5, 16))
    assert [p.text for p in first.paragraphs] == ['A ferry sailed, it "did".', "On Monday it came back."]
    assert first.publication == Publication(format="csv")
    assert [e.origin for e in found] == [f"f:{n}" for n in (2, 3, 5, 6, 7, 8, 9)]
    assert [isinstance(e, Story) for e in found] == [True, True, False, False, False, False, True]
    assert "is no day" in found[3].reason
    assert "only 2 cells" in found[4].reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("id\ttext\n1\tA ferry, “they” said.\n", "tsv"),
        ("id;text\n1;A ferry, they said.\n", "csv"),
        ("id|text|note\n1|A ferry, they said.|x\n", "csv"),
        ("id,text\n1,'A ferry, they said.'\n2,'It''s a boat, too.'\n", "csv"),
        ('id,text\n1,"A \\"ferry\\", they said."\n2,"x, \\"y"\n', "csv"),
        (" ID , Text \n1,A ferry said.\n", "csv"),
        ('id, text\n1, "A ferry, they said."\n', "csv"),
        ("id,text,date\n", None),
    ],
)
def test_dialects(data: str, kind: str | None) -> None:
    found = read(data.encode())
    assert (found[0].publication.format if found else None) == kind
    if found:
        assert found[0].source_id == "1"
        assert found[0].text.endswith("said.")


def test_a_table_without_the_text_names_its_columns() -> None:
    data = b"nr,body,day\n1,A ferry sailed.,2024-05-16\n"
    assert "no column 'text'; it has: nr, body, day" in reject(data).reason
    assert "--text-column" in reject(data).remedy
    (story,) = read(data, desk(Columns(text="BODY", id="nr", date="day")))
    assert (story.source_id, story.date, story.text) == ("1", datetime.date(2024, 5, 16), "A ferry sailed.")


def test_a_bad_row_costs_only_itself() -> None:
    rows = b"id,text\n1,A f\xe9rry.\n2,A ferry.\n"
    assert "not UTF-8 (byte 0xe9)" in seen(rows)[0]
    assert seen(rows)[1] == "f:3"
    assert seen(b"id,text\n1," + b"x" * 3_000_000 + b"\n2,A ferry.\n")[1:] == ["f:3"]
    data = b"id,text\n" + b"1,A ferry.\n" * 7_000 + b'2,"A ferry.\n' + b"3,A ferry.\n" * 120_000
    entries = read_stream(data, "f", msgspec.structs.replace(DESK, wire=DESK.wire))
    kinds = [type(entry).__name__ for entry, _ in zip(entries, range(7_003), strict=False)]
    assert kinds[7_000:] == ["Reject", "Story", "Story"]


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, Sept 14 (Reuters) - A ferry sailed, they said.\n\nIt sank, they said, on Monday.\n",
        "Norway, Latvia open line\nBy Ana Ruiz, Bo Lind\n\nOSLO (AP) - A ferry sailed.\n",
        "One, two.\nThree, four.\nFive, six.\n",
        "A ferry; a boat\n\nThey sailed; they sank.\n",
        "Ferry\nA ferry sailed.\n",
        "Norway, Latvia\n\nOslo, Riga.\n",
        "Ferry line opens, minister says\n\nOslo, Norway\n",
        "Ferry line | Oslo\n\nA ferry sailed on. It sank.\n",
        ",,,\n,,,\n",
    ],
)
def test_text_with_commas_is_no_table(text: str) -> None:
    assert all(entry.origin == "f" for entry in read(text.encode()))
    assert not any(known.holds(text.encode()) for known in registry.FORMATS)


def test_jsonl_honours_the_columns() -> None:
    at = desk(Columns(text="body", title="head"))
    found = read(b'{"body": "A ferry sailed.", "head": "Ferry", "id": 7, "text": "x"}\n{"text": "x"}\n', at)
    assert (found[0].text, found[0].title, found[0].source_id) == ("A ferry sailed.", "Ferry", "7")
    assert "no `body`" in found[1].reason


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "t.parquet"
    with duckdb.connect() as base:
        base.execute(
            "CREATE TABLE t AS SELECT i AS \"my id\", 'Ferry ' || i || ' sailed.' AS text, "
            "DATE '2024-05-16' + i::INTEGER AS date, NULL AS title, encode('x') AS raw FROM range(600) r(i)"
        )
        base.execute('UPDATE t SET text = NULL WHERE "my id" = 3')
        base.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def test_parquet(parquet: Path) -> None:
    at = desk(Columns(id="my id"))
    whole = list(read_path(parquet, at))
    assert len(whole) == 600
    assert (whole[4].origin, whole[4].source_id, whole[4].date) == (f"{parquet}:5", "4", datetime.date(2024, 5, 20))
    assert (whole[4].text, whole[4].publication.format) == ("Ferry 4 sailed.", "parquet")
    assert isinstance(whole[3], Reject)
    assert len(read(parquet.read_bytes(), at)) == 600
    assert len(read(zipped({"t.parquet": parquet.read_bytes()}), at)) == 600
    assert "it has: my id, text, date, title, raw" in reject(parquet.read_bytes(), desk(Columns(text="body"))).reason
    assert "damaged Parquet" in reject(parquet.read_bytes()[:-9]).reason


def test_duckdb_reaches_nothing_else(parquet: Path, tmp_path: Path) -> None:
    from dateline.formats.parquet import _connection

    for asked in (f"SELECT * FROM read_csv('{__file__}')", f"COPY (SELECT 1) TO '{tmp_path}/x.csv'", "INSTALL httpfs",
                  "LOAD httpfs", "SELECT * FROM read_parquet('http://127.0.0.1:9/x')", f"ATTACH '{tmp_path}/x.db'",
                  "SET enable_external_access=true"):  # fmt: skip
        with _connection(str(parquet)) as base:
            assert base.execute("SELECT count(*) FROM read_parquet(?)", [str(parquet)]).fetchall() == [(600,)]
            with pytest.raises(duckdb.Error):
                base.execute(asked)
    assert list(tmp_path.iterdir()) == []
