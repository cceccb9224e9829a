"""The command line, with a stand-in for the language work: what goes in, what comes out, and every refusal."""

import json
import os
import re
import subprocess
import sys
import types
from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest
from typer.testing import CliRunner

from cli_standin import TEXT, code_many, coding_of, event
from dateline import __version__
from dateline.cli.commands import app
from dateline.cli.marking import Mark, marked
from dateline.cli.output import OutputError, opened, shown
from dateline.coding import When
from dateline.exports.plover import records
from dateline.story import Story

RUN = CliRunner()


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("dateline.pipeline")
    module.__dict__.update(load_resources=lambda **_: None, code_many=code_many)
    monkeypatch.setitem(sys.modules, "dateline.pipeline", module)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "riga.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*args: object, stdin: bytes = b"") -> tuple[int, str, str]:
    result = RUN.invoke(app, [str(arg) for arg in args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_version_and_help_load_nothing_heavy() -> None:
    assert run("--version")[:2] == (0, f"dateline {__version__}\n")
    heavy = "any(m in sys.modules for m in ('spacy', 'dateline.formats', 'yaml'))"
    program = f"import sys, dateline.cli.commands; sys.exit({heavy})"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    for command in ("code", "explain", "demo", "predict", "codebook"):
        assert command in run("--help")[1]
        assert run(command, "--help")[0] == 0


def test_table_is_whole_and_narrow(report: Path) -> None:
    status, out, err = run("code", report)
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 100
    assert "\x1b" not in out
    words = " ".join(out.split())
    for said in (
        "Duda visits Riga 🚢",
        "2023-09-14 · Riga · Reuters",
        "[1 visited]",
        "CONSULT visit",
        "CONSULT negated",
        "Andrzej Duda [POL GOV] →",
        "says Latvia [LVA]",
        "Riga, LVA",
        "2 events · 1 statement",
    ):
        assert said in words


def test_json_is_one_coding_a_line(report: Path) -> None:
    status, out, _ = run("code", "--format", "json", report, report)
    assert status == 0
    first, second = map(json.loads, out.splitlines())
    assert first == second
    assert "text" not in first
    with_text = json.loads(run("code", "--format", "json", "--with-text", report)[1])
    span = with_text["events"][0]["trigger"]
    assert with_text["text"][span["start"] : span["end"]] == "visited"


def test_plover_records(report: Path) -> None:
    first, second = map(json.loads, run("code", "-f", "plover", report)[1].splitlines())
    assert (first["event"], first["mode"], first["date"], first["quad_code"]) == (
        ["CONSULT"],
        ["visit"],
        "2023-09-14",
        1,
    )
    assert first["actor"][0] == {
        "code": "POL",
        "sector": ["GOV"],
        "entity_text": "Andrzej Duda",
        "identifier_text": "Andrzej Duda",
    }
    assert first["event_loc"]["geonameid"] == 456172
    assert (first["size"], first["comment"]) == ({"dead": 2}, "according to Latvia")
    assert (second["mode"], second["date"], second["comment"]) == (["negation"], "2023-09-14", "date: publication")
    assert "recipient" not in second
    assert "size" not in second


def test_plover_open_intervals(report: Path) -> None:
    story = Story(text=TEXT, paragraphs=())
    when = When(from_=None, to="2023-09-20", basis="stated")
    events = (event(TEXT, 1, when=when, historical=True, status="planned"),)
    (record,) = records(msgspec.structs.replace(coding_of(story), events=events))
    assert (record.date, record.enddate, record.mode) == ("2023-09-20", None, ("visit", "future", "historical"))


def test_standard_input() -> None:
    status, out, err = run("code", "-f", "json", "-", stdin=TEXT.encode())
    assert (status, err) == (0, "")
    assert json.loads(out)["title"] == "Duda visits Riga 🚢"
    assert run("code", "-", stdin=b"")[2] == "<stdin>: the file is empty (give a report, or leave it out)\n"


def test_one_bad_story_costs_only_itself(report: Path, tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "bin.txt": bytes(range(32)) * 9,
        "latin.txt": "Fähre".encode("latin-1"),
        "nodate.txt": b"A ferry sailed.",
        "long.txt": b"x" * 10_000_000,
        "fail.txt": b" date 2023-09-14 T\n\nFAIL sailed.",
        "half.jsonl": b'{"id": 1}\n{"te',
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    paths, hollow = [tmp_path / name for name in bad], tmp_path / "hollow"
    hollow.mkdir()
    status, out, err = run("code", "-f", "json", report, *paths, tmp_path / "none.txt", hollow, report)
    assert status == 1
    assert len(out.splitlines()) == 2
    *lines, total = err.splitlines()
    assert total == "2 coded, 10 rejected"
    for line in lines:
        assert re.fullmatch(rf"{re.escape(str(tmp_path))}[^:]*(:\d+)?: [^()]+(\([^()]*\))?.* \(.+\)", line), line
    found = "\n".join(lines)
    for said in (
        "none.txt: there is no such file",
        "the folder holds no files",
        "empty.txt: the file is empty",
        "binary",
        "latin.txt:1: not UTF-8",
        "--date YYYY-MM-DD",
        "long.txt:",
        "half.jsonl:1:",
        "half.jsonl:2:",
        "fail.txt: could not be coded",
    ):
        assert said in found


def test_nothing_coded_is_status_2_and_leaves_the_output_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("before")
    assert run("code", "-f", "json", tmp_path / "none", "-o", out)[0] == 2
    assert out.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_date_is_given_where_the_story_has_none(tmp_path: Path, report: Path) -> None:
    (tmp_path / "nodate.txt").write_text("A ferry sailed.")
    _, out, _ = run("code", "-f", "json", "--date", "2024-02-29", tmp_path / "nodate.txt", report)
    assert [json.loads(line)["date"] for line in out.splitlines()] == ["2024-02-29", "2023-09-14"]
    status, _, err = run("code", "--date", "2023-02-30", report)
    assert status == 2
    assert "2023-02-30" in err


@pytest.mark.parametrize("style", ["json", "table", "plover"])
def test_output_file(report: Path, tmp_path: Path, style: str) -> None:
    out = tmp_path / "out"
    assert run("code", "-f", style, report, "-o", out)[:2] == (0, "")
    assert out.read_text("utf-8") == run("code", "-f", style, report)[1]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "riga.txt"]


def test_output_refuses_a_folder_and_a_missing_one(report: Path, tmp_path: Path) -> None:
    for target, said in ((tmp_path, "this is a folder"), (tmp_path / "no/out", "cannot be written")):
        status, _, err = run("code", report, "-o", target)
        assert status == 2
        assert said in err
        assert err.count("\n") == 1


def test_output_replaces_neither_pipes_nor_links(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("real")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    for target in (pipe, link):
        with opened(str(target)) as stream:
            stream.write(b"all")
    assert os.read(reader, 9) == b"all"
    os.close(reader)
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"all"


def test_output_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def interrupted() -> None:
        with opened(str(target)) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError), opened(str(tmp_path)):
        pass


def test_faults_and_interrupts_are_quiet(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(error: BaseException) -> None:
        def load(**_: object) -> None:
            raise error

        monkeypatch.setattr(sys.modules["dateline.pipeline"], "load_resources", load)

    fail(OSError("no model\nhere"))
    assert run("code", report)[::2] == (
        2,
        "dateline: OSError: no model here (if the input is in order, please report this)\n",
    )
    fail(KeyboardInterrupt())
    assert run("code", report) == (130, "", "")
    fail(BrokenPipeError())
    assert run("code", report) == (0, "", "")


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1}\n' * 3)
    program = f"{sys.executable} -c 'from dateline.cli import main; main()'"
    command = f"{program} predict times {tmp_path}/in.jsonl 2>{tmp_path}/err | true"
    subprocess.run(["/bin/sh", "-c", command], check=False)
    assert "Traceback" not in (tmp_path / "err").read_text()
    assert "BrokenPipe" not in (tmp_path / "err").read_text()


def test_explain_marks_the_sentence(report: Path) -> None:
    status, out, err = run("explain", report, "1")
    assert (status, err) == (0, "")
    words = " ".join(out.split())
    for said in (
        "Polish President [actor Andrzej Duda] [trigger visited] [recipient+place Riga] [time on Thursday], "
        "“and stayed”, [source Latvia] said.",
        "CONSULT visit",
        "quad 1, score 4, CAMEO 042",
        "size 2 dead",
        "lexicon:visit",
        "GeoNames 456172",
    ):
        assert said in words
    assert out.count("made by") == 1
    assert run("explain", report)[1].count("made by") == 2
    assert run("explain", report, "abcdef000002")[1].count("made by") == 1
    status, _, err = run("explain", report, "9")
    assert status == 2
    assert "no event 9 (it has 2 events" in err


def test_marks_nest_and_leave_the_text_alone() -> None:
    text = "the president of Poland visited"
    out = marked(
        text, 0, len(text), [Mark(0, 23, "actor"), Mark(17, 23, "place"), Mark(24, 31, "trigger"), Mark(90, 99, "time")]
    )
    assert out.plain == "[actor the president of [place Poland]] [trigger visited]"


def test_demo(tmp_path: Path, report: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT.replace(" date 2023-09-14 ", ""), encoding="utf-8")
    (tmp_path / "dates.json").write_text(json.dumps({"b.txt": "2023-09-15"}))
    status, out, err = run("demo", "--stories", tmp_path)
    assert (status, err) == (0, "")
    assert "2 stories coded, 0 rejected" in out
    assert re.search(r"all events\D+4\b", out)
    assert "[1 visited]" in out
    status, _, err = run("demo", "--stories", tmp_path / "none")
    assert status == 2
    assert "--stories DIR" in err


def test_predict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dateline.cli.predict as predict

    monkeypatch.setattr(
        predict, "TASKS", MappingProxyType({"size": lambda _: lambda r: {"id": r["id"], "size": len(str(r["text"]))}})
    )
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "a", "text": "xy"}\n{"id": "b"}\n\n{broken\n{"id": "c", "text": "é"}\n', encoding="utf-8")
    status, _, err = run("predict", "size", source, "-o", out)
    assert status == 1
    first, second, third, fourth = map(json.loads, out.read_text("utf-8").splitlines())
    assert (first, fourth) == ({"id": "a", "size": 2}, {"id": "c", "size": 1})
    assert second == {"id": "b", "error": "the record has no 'text'"}
    assert third["id"] is None
    assert third["error"]
    assert err.startswith(f"{source}:2: the record has no 'text'")
    status, _, err = run("predict", "nothing", source)
    assert (status, err) == (2, "dateline predict: there is no task nothing (tasks: size)\n")
    assert run("predict", "size", tmp_path / "none")[0] == 2
    assert run("predict", "size", "-", stdin=b'{"id": 1, "text": "abc"}')[1] == '{"id":1,"size":3}\n'


def test_every_task_has_a_loader() -> None:
    from dateline.predict.registry import TASKS

    assert {"times", "attribution"} <= set(TASKS)
    assert all(map(callable, TASKS.values()))


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert shown("a\x1b[31mb\x07\u202ec\n d") == "a\ufffd[31mb\ufffd\ufffdc d"


def test_no_colour_where_it_is_not_wanted(report: Path) -> None:
    import pty

    program = (
        "from rich.text import Text; "
        "from dateline.cli.output import console; console().print(Text('x', style='bold red'))"
    )
    for colour, expected in (({"NO_COLOR": "1"}, False), ({}, True)):
        master, slave = pty.openpty()
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"} | colour
        subprocess.run([sys.executable, "-c", program], stdout=slave, env=env, check=True)
        os.close(slave)
        assert (b"\x1b[" in os.read(master, 1000)) is expected
        os.close(master)
