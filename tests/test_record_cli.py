"""The commands of the record, with a stand-in for the language work."""

import json
import sys
import types
from pathlib import Path

import pytest
from tools import prepared
from typer.testing import CliRunner

from dateline.cli.commands import app

RUN = CliRunner()


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("dateline.pipeline")
    resources = types.SimpleNamespace(versions={"pipeline": "v1"})
    module.__dict__.update(
        load_resources=lambda **_: resources, code_many=lambda stories, _: prepared.code(list(stories), "v1")
    )
    monkeypatch.setitem(sys.modules, "dateline.pipeline", module)


def run(*words: object, status: int = 0) -> str:
    result = RUN.invoke(app, [str(word) for word in words])
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def db(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": story.title, "date": str(story.date), "title": story.title, "text": story.text})
        for story in prepared.stories(4)
    ]
    (tmp_path / "stories.jsonl").write_text("\n".join([*lines, '{"id": 1}']))
    assert "5 read: 4 coded, 1 rejected, 0 pending (4 new stories, 4 new codings)" in run(
        "add", tmp_path / "stories.jsonl", "--db", tmp_path / "record.db", "--workers", 1, status=1
    )
    return tmp_path / "record.db"


def dumped(db: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("dump", "--db", db).splitlines()]


def test_add_again_and_resume(db: Path) -> None:
    assert "(0 new stories, 0 new codings)" in run("add", db.parent / "stories.jsonl", "--db", db, status=1)
    assert "0 read" in run("add", "--resume", "--db", db)
    assert "no PATH" in run("add", "--db", db, status=2)
    assert "does not exist" in run("add", "x", "--db", db.parent / "no/where.db", status=2)


def test_doctor_backup_and_dump(db: Path) -> None:
    assert "4 stories received = 4 coded + 0 rejected + 0 pending + 0 retracted; 1 files" in run(
        "doctor", "--deep", "--db", db
    )
    run("backup", db.parent / "copy.db", "--db", db)
    assert run("dump", "--db", db.parent / "copy.db") == run("dump", "--db", db)
    assert "exists already" in run("backup", db.parent / "copy.db", "--db", db, status=2)
    assert "there is no such record" in run("doctor", "--db", db.parent / "none.db", status=2)


def test_reviews_and_agreement(db: Path) -> None:
    report = next(line for line in dumped(db) if line["table"] == "reports" and line["status"] == "actual")
    who = ("--db", db, "--at", "2024-06-01T00:00:00Z", "--by")
    run("review", "accept", report["id"][:8], *who, "Ada")
    assert "correct quad" in run("review", "correct", report["id"], "event", "AID", *who, "Bo", "--reason", "it helps")
    found = [json.loads(line) for line in run("review", "list", "--db", db).splitlines()]
    assert {(line["reviewer"], line["field"]) for line in found} >= {("Ada", None), ("Bo", "event"), ("Bo", "score")}
    assert "verdict" in run("agreement", "Ada", "Bo", "--db", db)
    assert "no event was reviewed" in run("agreement", "Ada", "Cy", "--db", db, status=2)
    run("review", "withdraw", next(line["id"] for line in found if line["reviewer"] == "Ada"), *who, "Ada")
    assert (
        next(line["type"] for line in dumped(db) if line.get("id") == report["id"] and line["table"] == "reports")
        == "AID"
    )


def test_retract(db: Path) -> None:
    story = next(line["id"] for line in dumped(db) if line["table"] == "stories")
    assert "removed, and" in run("retract", story, "--by", "Ada", "--reason", "by order", "--db", db)
    assert "3 coded + 0 rejected + 0 pending + 1 retracted" in run("doctor", "--db", db)
    assert "no story of this id" in run("retract", "0000", "--by", "Ada", "--reason", "x", "--db", db, status=2)


def test_help_names_every_command() -> None:
    for command in ("add", "review", "retract", "backup", "doctor", "agreement", "dump"):
        assert command in run("--help")
        assert "--db" in run(command, *(["accept"] if command == "review" else []), "--help")
