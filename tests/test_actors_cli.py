"""`dateline actors`: what a name stands for, what is known of it, what is missing, and what Wikidata would change."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from typer.testing import CliRunner

from dateline.cli.commands import app
from dateline.knowledge.index import load_index, load_tables
from dateline.knowledge.tables import Holder, Knowledge, OfficeSeries, State
from dateline.knowledge.wikidata import QUERY, proposals, read_answer
from dateline.resources import DataError
from dateline.yaml_words import parse_yaml

RUN = CliRunner()


def run(*args: object) -> tuple[int, str, str]:
    result = RUN.invoke(app, ["actors", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("Shoigu", "2024-05-10", "person: Sergei Shoigu [RUS GOV], defence minister, 2012-11-06 to 2024-05-12"),
        ("Shoigu", "2024-05-20", "person: Sergei Shoigu [RUS GOV], Security Council secretary, from 2024-05-12"),
        ("the Kremlin", "2024-05-20", "its seat of power: Russia [RUS]"),
        ("Kenyans", "2024-05-20", "its people: Kenya [KEN]"),
        ("Rohingya", "2024-05-20", "a people of it: Myanmar [MMR]"),
        ("Congo", "2024-05-20", "state: Republic of the Congo [COG]"),
        ("M23", "2024-05-20", "organisation: M23 [COD REB], m23"),
        ("Theresa May", "2023-01-01", "person: Theresa May [GBR ELI], former prime minister, 2016-07-13 to 2019-07-24"),
    ],
)
def test_find_tells_who_it_was_on_that_day(name: str, day: str, told: str) -> None:
    status, out, err = run("find", name, "--date", day)
    assert (status, err) == (0, "")
    assert any(line.startswith(told) for line in out.splitlines()), out


def test_find_offers_names_that_are_like_an_unknown_one() -> None:
    status, out, err = run("find", "Putni")
    assert (status, out) == (1, "")
    assert "nobody is called 'Putni' (near: " in err
    assert "Putin" in err


def test_show_a_state_a_person_and_an_organisation() -> None:
    status, out, _ = run("show", "ken", "--date", "2021-01-01")
    assert status == 0
    assert "    Uhuru Kenyatta, 2013-04-09 to 2022-09-13\n" in out
    assert "William Ruto, from 2022-09-13" not in out
    assert "  no head_of_government " in out
    _, out, _ = run("show", "Boris Johnson")
    assert "  foreign secretary, 2016-07-13 to 2018-07-09 [GBR GOV]\n" in out
    _, out, _ = run("show", "hezbollah")
    assert "    Naim Qassem, from 2024-10-29\n" in out
    assert run("show", "Atlantis")[0] == 1


def test_check_finds_no_fault_and_counts_what_is_missing() -> None:
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert " 0 faults; years without a listed holder: " in out
    status, out, _ = run("check", "ATA", "--all")
    assert status == 0
    assert "ATA head_of_state: nobody from 2015-01-01 to 2026-12-31 (" in out
    assert run("check", "XXX")[0] == 2


OWN = """
- code: KEN
  aliases: [Nyayo House state]
  offices:
    - office: governor of Lamu
      titles: [Lamu governor]
      holders:
        - {name: Amina Test Mwende, gender: f, from: "2020"}
- {id: river-front, name: River Front, country: KEN, sector: [REB]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_an_own_table_lies_over_ours(own: Path) -> None:
    assert run("find", "River Front")[0] == 1
    assert run("find", "River Front", "--actors", own)[1] == "organisation: River Front [KEN REB], river-front\n"
    assert "[KEN GOV], governor of Lamu, from 2020" in run("find", "Amina Test Mwende", "--actors", own)[1]
    assert "governor of Lamu" in run("show", "KEN", "--actors", own)[1]
    assert run("check", "KEN", "--actors", own)[0] == 0
    assert load_index(own).laid_over != load_index().laid_over


def test_an_own_table_replaces_an_office_of_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text('{code: KEN, offices: [{office: president, holders: [{name: Test One, from: "2020"}]}]}')
    tables = load_tables(path)
    kenya = next(s for s in tables.states if s.code == "KEN")
    assert [h.name for o in kenya.offices if o.office == "president" for h in o.holders] == ["Test One"]
    assert kenya.name == "Kenya"
    assert any(o.office == "foreign minister" for o in kenya.offices)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- {cod: KEN}", "entry 1 is neither a state (code: …) nor an organisation (id: …)"),
        ("- {id: a, name: A}\n- {code: KEN, offices: [{office: a, holders: [{nam: x}]}]}",
         "entry 2: Object contains unknown field `nam` - at `$.offices[0].holders[0]`"),
        ("- {code: QQQ}", "entry 1: Object missing required field `name`"),
        ("a: [b", "line 1"),
        ('{code: KEN, offices: [{office: a, holders: [{name: A B, from: "May 2019"}]}]}', "'May 2019' is no date"),
        ('{code: KEN, offices: [{office: a, holders: [{name: ""}]}]}', "no name"),
        ("{code: KEN, offices: [{office: a, rank: king, holders: [{name: A B}]}]}", "no rank 'king'"),
        ("- {code: KEN, aliases: [A]}\n- {code: KEN, aliases: [B]}", "KEN: two entries (join them)"),
    ],
)  # fmt: skip
def test_a_faulty_own_table_is_told_with_its_place(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_tables(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert told in str(caught.value)
    status, out, err = run("find", "Kenya", "--actors", path)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def row(iso: str, rank: str, person: str, label: str, start: str, end: str | None = None, precision: str = "11"
        ) -> dict[str, Any]:  # fmt: skip
    told = {"iso": iso, "rank": rank, "person": f"http://www.wikidata.org/entity/{person}", "personLabel": label,
            "start": f"{start}T00:00:00Z", "startPrecision": precision, "gender": "m"}  # fmt: skip
    if end:
        told |= {"end": f"{end}T00:00:00Z", "endPrecision": precision}
    return {name: {"type": "literal", "value": value} for name, value in told.items()}


def answer(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": list(rows)}}).encode()


TABLE = Knowledge(
    (State(code="AAA", name="Aland", offices=[OfficeSeries(office="president", rank="head_of_state", holders=[
        Holder(name="Ann Bo", from_="2010-03", to="2018-05-04"), Holder(name="Cy Do", from_="2018-05-04"),
        Holder(name="Ed Fu", from_="2016", to="2016-02"),
    ])]),),
    (),
)  # fmt: skip


def test_differences_by_kind() -> None:
    facts = read_answer(
        answer(
            row("AAA", "head_of_state", "Q1", "Ann Bo", "2010-03-12", "2018-05-04"),
            row("AAA", "head_of_state", "Q2", "Cy Do", "2018-05-04", "2024-06-01"),
            row("AAA", "head_of_state", "Q3", "Gil Ho", "2024-06-01"),
            row("ZZZ", "head_of_state", "Q9", "No Body", "2024-06-01"),
        ),
        "Wikidata 2026-11-26",
    )
    found = {(p.kind, p.holder.name): p.holder for p in proposals(facts, TABLE)}
    assert set(found) == {("end", "Cy Do"), ("new", "Gil Ho"), ("ours", "Ed Fu")}
    ended = found["end", "Cy Do"]
    assert (ended.to, ended.wikidata, ended.source) == ("2024-06-01", "Q2", "Wikidata 2026-11-26")


def test_a_coarser_date_does_not_contradict_a_finer_one() -> None:
    coarse = read_answer(answer(row("AAA", "head_of_state", "Q1", "Ann Bo", "2010-01-01", precision="9")), "x")
    assert coarse[0].holder.from_ == "2010"
    assert [p.kind for p in proposals(coarse, TABLE) if p.holder.name == "Ann Bo"] == []
    other = read_answer(answer(row("AAA", "head_of_state", "Q1", "Ann Bo", "2011-04-01", "2018-05-04")), "x")
    assert [p.kind for p in proposals(other, TABLE) if p.holder.name == "Ann Bo"] == ["date"]


def test_terms_of_one_person_are_one_tenure() -> None:
    facts = read_answer(
        answer(
            row("AAA", "head_of_state", "Q1", "Ann Bo", "2010-03-12", "2014-03-12"),
            row("AAA", "head_of_state", "Q1", "Ann Bo", "2014-03-12", "2018-05-04"),
        ),
        "x",
    )
    assert [p.kind for p in proposals(facts, TABLE) if p.holder.name == "Ann Bo"] == []


def test_rows_that_say_too_little_are_left_out() -> None:
    rows = [
        row("AAA", "head_of_state", "Q7", "Q7", "2020-01-01"),
        row("AAA", "wombat", "Q7", "Hy Jo", "2020-01-01"),
        row("AAA", "head_of_state", "Q7", "Hy Jo", "2020-01-01", precision="8"),
        row("AAA", "head_of_state", "Q7", "Hy Jo", "2021-01-01", "2020-01-01"),
        row("AAA", "head_of_state", "Q7", "Hy Jo", "-0044-03-15"),
    ]
    assert read_answer(answer(*rows), "x") == []


def test_names_that_yaml_would_misread_are_quoted(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(answer(row("KEN", "head_of_state", "Q1", "Sammy Test, Jr.: #1", "2027-08-30")))
    line = next(x for x in run("update", path)[1].splitlines() if x.startswith("+ "))
    assert parse_yaml(line[1:].encode())[0]["name"] == "Sammy Test, Jr.: #1"


def test_code_and_predict_read_the_own_table(tmp_path: Path, own: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        " date 2024-05-20 Raid\n\nNAIROBI (Reuters) - River Front attacked a village on Monday.\n", "utf-8"
    )
    codings = [
        json.loads(RUN.invoke(app, ["code", "-f", "json", str(story), *more]).stdout)
        for more in ([], ["--actors", str(own)])
    ]
    told = ["knowledge:river-front" in {rule for e in c["events"] for rule in e["rules"]} for c in codings]
    assert told == [False, True]
    assert codings[1]["versions"]["knowledge"].startswith(codings[0]["versions"]["knowledge"] + "+")
    result = RUN.invoke(app, ["explain", str(story), "--actors", str(tmp_path / "none.yaml")])
    assert (result.exit_code, result.stderr.count("please report")) == (2, 0)
    assert RUN.invoke(app, ["predict", "times", str(story), "--actors", str(own)]).exit_code == 2


def test_update_prints_lines_to_paste_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(answer(row("KEN", "head_of_state", "Q57298", "William Ruto", "2022-09-13", "2027-08-30"),
                            row("KEN", "head_of_state", "Q1", "Test Person", "2027-08-30")))  # fmt: skip
    before = load_tables()
    status, out, err = run("update", path)
    assert (status, err) == (1, "")
    assert "states/KEN.yaml president: Test Person + not in ours" in out
    assert '+     - {name: Test Person, gender: m, from: "2027-08-30", wikidata: Q1, source: Wikidata ' in out
    assert '-     - {name: William Ruto, gender: m, from: "2022-09-13"' in out
    assert load_tables() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>", "no SPARQL results in JSON"),
        (b'{"results": {"bindings": [{"iso": {"value": "KEN"}}]}}', "results.bindings[0]: no rank"),
        (
            answer(row("KEN", "foreign", "Q1", "A B", "sometime")),
            "results.bindings[0]: 'sometimeT00:00:00Z' is no date",
        ),
    ],
)
def test_a_faulty_answer_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(content)
    status, out, err = run("update", path)
    assert (status, out) == (2, "")
    assert f"{path}: {told}" in err


def test_update_asks_a_service_on_loopback() -> None:
    asked: list[str] = []

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(parse_qs(urlparse(self.path).query)["query"][0])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer(row("KEN", "head_of_state", "Q1", "Test Person", "2027-08-30")))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        status, out, _ = run("update", "--service", f"http://127.0.0.1:{server.server_port}/sparql")
    finally:
        server.shutdown()
        server.server_close()
    assert status == 1
    assert "Test Person + not in ours" in out
    assert asked == [QUERY]


def test_update_needs_one_source_and_only_https() -> None:
    assert run("update")[0] == 2
    assert run("update", "--query")[1].startswith("SELECT DISTINCT ?iso")
    status, _, err = run("update", "--service", "ftp://example.org/x")
    assert status == 2
    assert "must be an https address" in err
    for address in ("http://localhost.example.invalid/", "http://127.0.0.1@example.invalid/", "https://x:abc/"):
        status, _, err = run("update", "--service", address)
        assert status == 2
        assert "please report" not in err
