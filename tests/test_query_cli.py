"""`dateline query` and `dateline watch`; docs/query.md is run line by line."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from tools import asked
from typer.testing import CliRunner

from dateline.cli.commands import app

RUN = CliRunner()
DOCS = Path(__file__).resolve().parent.parent / "docs/query.md"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("query") / "record.db")
    asked.filled(place).dispose()
    return place


def run(db, *words, status=0):
    result = RUN.invoke(app, [*words[:1], "--db", db, *words[1:]])
    assert result.exit_code == status, result.output
    return result


def examples(text):
    """The commands of the document, each with what it prints."""
    for block in re.findall(r"^```\n(\$.*?)^```$", text, re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, printed = part.partition("\n")
            yield shlex.split(command)[1:], printed


def plain(output):
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines())


def test_the_document_prints_what_it_says(db):
    shown = [*examples(DOCS.read_text())]
    assert len(shown) > 10
    for words, printed in shown:
        result = RUN.invoke(app, [*words[:1], "--db", db, *words[1:]])
        assert plain(result.output) == printed, words
        assert result.exit_code == (2 if printed.startswith("query") else 0)


def test_the_forms_say_the_same(db):
    query = ("query", "status:actual", "--limit", "500", "-f")
    rows = [*csv.DictReader(io.StringIO(run(db, *query, "csv").stdout))]
    lines = [json.loads(line) for line in run(db, *query, "jsonl").stdout.splitlines()]
    whole = json.loads(run(db, *query, "json").stdout)
    assert [row["id"] for row in rows] == [line["id"] for line in lines] == [r["id"] for r in whole["records"]]
    assert whole["records"] == lines
    assert whole["next"] is None
    assert rows[0]["context"].split(";") == lines[0]["context"]


def test_network_and_map_as_json(db):
    network = json.loads(run(db, "query", "--network", "-f", "json").stdout)
    assert {e["source"] for e in network["edges"]} <= {n["id"] for n in network["nodes"]}
    geo = json.loads(run(db, "query", "--map", "-f", "json").stdout)
    spots = {f["properties"]["place"]: f["geometry"]["coordinates"] for f in geo["features"]}
    assert geo["type"] == "FeatureCollection"
    assert spots["Zenda"] == [15.9, 50.3]


def test_pages_by_their_marks(db):
    first = run(db, "query", "actor:GRA", "--limit", "2", "-f", "json")
    mark = json.loads(first.stdout)["next"]
    assert f"--page {mark}" in first.stderr
    second = json.loads(run(db, "query", "actor:GRA", "--limit", "2", "-f", "json", "--page", mark).stdout)
    assert not {r["id"] for r in second["records"]} & {r["id"] for r in json.loads(first.stdout)["records"]}
    assert "mark of another query (it was: actor:GRA)" in run(db, "query", "", "--page", mark, status=2).output
    assert "no mark of a page" in run(db, "query", "", "--page", "x", status=2).output


def test_what_does_not_go_together(db, tmp_path):
    assert "--by and --map do not go together" in run(db, "query", "--map", "--by", "day", status=2).output
    assert "not for --by" in run(db, "query", "--page", "x", "--by", "day", status=2).output
    assert "a query and --sql" in run(db, "query", "x", "--sql", "SELECT 1", status=2).output
    assert "there is no view by hour" in run(db, "query", "--by", "hour", status=2).output
    assert "there is no such record" in run(str(tmp_path / "none.db"), "query", status=2).output


def test_whether_every_status_is_found_is_said(db):
    assert "status:actual leaves them out" in run(db, "query").stderr
    assert "status:actual" not in run(db, "query", "status:negated").stderr


def test_free_sql_in_every_form(db):
    for form in ("table", "csv", "json", "jsonl"):
        assert "CONSULT" in run(db, "query", "--sql", "SELECT DISTINCT type FROM records", "-f", form).stdout
    assert "more than 1 rows" in run(db, "query", "--sql", "SELECT id FROM records", "--limit", "1").stderr


def test_watching_in_lines(db):
    seen = [
        json.loads(x) for x in run(db, "watch", "actor:GRA", "-f", "jsonl", "--since-last", "a").stdout.splitlines()
    ]
    assert {x["change"] for x in seen} == {"new"}
    assert run(db, "watch", "actor:GRA", "-f", "jsonl", "--since-last", "a").stdout == ""
    assert "a looks at another query" in run(db, "watch", "actor:SYL", "--since-last", "a", status=2).output


def test_an_answer_in_a_file(db, tmp_path):
    run(db, "query", "actor:GRA", "-o", str(tmp_path / "out.txt"))
    assert "Graustark" in (tmp_path / "out.txt").read_text()
