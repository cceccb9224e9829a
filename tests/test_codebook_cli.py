"""`dateline codebook`: faults of broken folders, what is shown, and how codebooks differ."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.commands import app
from dateline.codebook.plover import FOLDER, load_codebook

RUN = CliRunner()


@pytest.fixture(scope="module")
def book():
    return load_codebook()


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "mine"))


def run(*args):
    result = RUN.invoke(app, ["codebook", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_check_finds_nothing_in_the_shipped_codebook():
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert out == "16 types, 67 modes, 37 contexts, 295 CAMEO codes, 32 conflicts, 0 faults\n"


FAULTS = [
    ("types/CONSULT.yaml", "    score: 1\n", "", "modes.third-party: Object missing required field `score`"),
    ("types/AID.yaml", 'cameo: "070"', 'cameo: "079"', "cameo: there is no CAMEO code '079' (its root has 070, 071"),
    ("types/AID.yaml", "planned: AGREE", "planned: AGREED", "planned: there is no type 'AGREED' (near: AGREE"),
    ("types/AID.yaml", "quad: 2", "quad: 5", "quad 5, penta None: there is no such class"),
    ("types/AID.yaml", "name: AID", "name: HELP", "name: 'HELP' in the file of AID"),
    ("types/AID.yaml", "number: 6", "number: 7", "types: number 7 stands 2 times"),
    ("types/AID.yaml", "score: 10", "score: ten", "Expected `float`, got `str`"),
    ("types/ASSAULT.yaml", "score: -9\n", "score: -99\n", "score: -99 is off the scale"),
    ("types/COERCE.yaml", "name: seize", "name: deport", "modes: deport stands 2 times"),
    ("types/PROTEST.yaml", "size: [crowd]", "size: [crowds]", "size: there is no count 'crowds' (near: crowd"),
    ("types/SUPPORT.yaml", "yes:\n", "yes: []\nsize_: []\nmore:\n", "Object contains unknown field"),
    ("cameo.yaml", "[economic]", "[economics]", "0311: there is no context 'economics' (near: economic"),
    ("cameo.yaml", "mode: phone", "mode: fax", "041: there is no mode CONSULT 'fax'"),
    ("cameo.yaml", '"032", type: AGREE', '"031", type: AGREE', "cameo.yaml: 031: stands 2 times"),
    ("cameo.yaml", '"032", type: AGREE', '"232", type: AGREE', "232: there is no CAMEO root '23'"),
    ("appeals.yaml", "type: REQUEST", "type: PLEA", "appeals.yaml: 020: there is no type 'PLEA'"),
    ("roots.yaml", "type: ACCUSE", "type: AID", "roots.yaml: 09: AID, but 090 is ACCUSE"),
    ("comments.yaml", "0.0", "none", "comments.yaml: Expected"),
    ("auxiliary.yaml", "event: ASSAULT", "event: FIGHT", "historical: there is no type 'FIGHT'"),
    ("conflicts.yaml", "score: -3", "score: 3", "accuse-score: ACCUSE: score -3, not 3"),
    ("conflicts.yaml", '"1712": ', '"1792": ', "property-destroyed: there is no CAMEO code '1792'"),
    ("contexts.yaml", "cbrn: ", "cbnr: ", "there is no context 'cbrn' (near: cbnr"),
    ("auxiliary.yaml", "modes:", "modes: [", "auxiliary.yaml: while parsing"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS, ids=lambda value: str(value)[:30])
def test_check_tells_each_fault_in_one_line(folder, file, old, new, said):
    edit(folder / file, old, new)
    status, out, err = run("check", folder)
    assert (status, err) == (1, "")
    lines = out.splitlines()
    assert any(said in line and line.endswith(")") for line in lines[:-1]), out
    assert lines[-1].endswith(f"{len(lines) - 1} fault" + ("s" if len(lines) > 2 else ""))


def test_check_tells_all_faults_at_once(folder):
    edit(folder / "types/AID.yaml", 'cameo: "070"', 'cameo: "079"')
    edit(folder / "types/AID.yaml", '  - "Rwanda sent peacekeepers', '  - [1]\n  - "Rwanda sent peacekeepers')
    edit(
        folder / "types/AID.yaml",
        "Rwanda sent peacekeepers to the Central African Republic.",
        "The World Bank lent Zambia $200 million.",
    )
    (folder / "roots.yaml").unlink()
    edit(folder / "types/REJECT.yaml", "name: meet", "name: talk")
    _, out, _ = run("check", folder)
    for said in (
        "types/AID.yaml: yes.item 5: ",
        "types/AID.yaml: cameo: there is no CAMEO code '079'",
        "'The World Bank lent Zambia $200 million.' stands in types/AID.yaml: yes too",
        "roots.yaml: cannot be read: No such file or directory (copy it from the shipped codebook)",
        "cameo.yaml: 125: there is no mode REJECT 'meet'",
        "lexicon/en/deeds/reject.yaml: ",
    ):
        assert said in out
    assert "CAMEO root" not in out


def test_types_without_sentences(folder):
    text = (folder / "types/AGREE.yaml").read_text("utf-8")
    (folder / "types/AGREE.yaml").write_text(text[: text.index("yes:")], encoding="utf-8")
    assert "types/AGREE.yaml: yes: no sentence (write one of your own)" in run("check", folder)[1]


def test_lexicon_entries_are_held_against_the_codebook(folder):
    edit(folder / "contexts.yaml", "corruption: ", "graft: ")
    assert "context: there is no context 'corruption'" in run("check", folder)[1]


def test_examples_are_run_through_the_program(resources, monkeypatch, folder):
    monkeypatch.setattr("dateline.pipeline.load_resources", lambda: resources)
    edit(folder / "types/AID.yaml", "The World Bank lent Zambia $200 million.", "A ferry sailed from Oslo.")
    status, out, _ = run("check", folder, "--examples")
    assert status == 0
    assert "A ferry sailed from Oslo.\n    AID; coded: nothing" in out
    assert [line.split() for line in out.splitlines() if line.startswith("AID")] == [
        ["AID", "7/8", "–", "5/5", "12/13", "92%"]
    ]
    assert max(map(len, out[out.index("right of all") :].splitlines())) <= 100


def test_folders_that_are_none(tmp_path):
    for args in (("check", tmp_path), ("check", tmp_path / "no"), ("diff", tmp_path), ("diff", tmp_path / "no"),
                 ("diff", "cameo2plover", tmp_path)):  # fmt: skip
        status, out, err = run(*args)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "(" in err


@pytest.mark.parametrize("file", ["types/AID.yaml", "cameo.yaml", "contexts.yaml", "roots.yaml"])
def test_broken_folders_are_one_line_for_diff(folder, file):
    (folder / file).write_bytes(b"x: [\xff\x00")
    status, out, err = run("diff", folder)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert file in err
    assert "dateline codebook check" in err


def test_show_lists_the_types(book):
    status, out, _ = run("show")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()[1:] if line[0] != " "] == list(book.types)
    assert "RETREAT    2 material cooperation     6.5  withdraw, release, disarm" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "RETREAT",
            "planned: CONCEDE|disarm 10 CAMEO 0873|+ India lifted the curfew|(REQUEST: the release",
        ),
        ("aid", "AID: quad 2 material cooperation, score 10, CAMEO 070|recipient: required"),
        ("CONSULT/visit", "CONSULT/visit: score 4, CAMEO 042|+ The emir of Qatar"),
        ("consult/VISIT", "CONSULT/visit: score 4"),
        ("election", "referendum, runoff"),
        ("pro_democracy", "CAMEO codes that carry it: 0811, 0812, 082"),
        ("173", "CAMEO 173: coercion|type: COERCE/arrest|quad: 4 material conflict|contexts: legal|Goldstein: -5"),
        ("1739", "not in the table: read as 173"),
        ("17", "type: COERCE"),
        ("014", "CAMEO 014: comments|type: none|Goldstein: 0"),
        ("1662", "Goldstein: –"),
    ],
)
def test_show_one(name, said):
    status, out, err = run("show", name)
    assert (status, err) == (0, "")
    words = " ".join(out.split())
    assert [part for part in said.split("|") if part not in words] == []
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("name", "said"),
    [("CONSUL", "near: CONSULT"), ("SANCTION/expell", "near: SANCTION/expel"), ("elections", "near: election"),
     ("zzz", "dateline codebook show lists the types"), ("31", "roots: 01, 02"), ("12345", "roots: 01"),
     ("", "lists the types")],
)  # fmt: skip
def test_show_unknown_names(name, said):
    status, out, err = run("show", name)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_every_name_can_be_shown(book):
    for name in (
        *book.types,
        *("/".join(pair) for pair in list(book.modes)[::9]),
        *list(book.contexts)[::5],
        *list(book.cameo)[::40],
    ):
        status, out, _ = run("show", name)
        assert status == 0
        assert max(map(len, out.splitlines())) <= 100


def test_diff(folder):
    assert run("diff", folder) == (0, "no difference\n", "")
    edit(folder / "types/COOPERATE.yaml", "score: 9.5", "score: 9")
    edit(folder / "types/COOPERATE.yaml", "quad: 2", "quad: 3")
    edit(folder / "types/COOPERATE.yaml", "joint patrols", "joint drills")
    edit(folder / "types/PROTEST.yaml", "name: hunger\n    score: -4.5", "name: fast\n    score: -4")
    for code in ("142", "1421", "1422", "1423", "1424"):
        edit(folder / "cameo.yaml", f'"{code}", type: PROTEST, mode: hunger', f'"{code}", type: PROTEST, mode: fast')
    edit(folder / "cameo.yaml", '- {code: "0313", type: AGREE, mode: null, contexts: [legal], goldstein: null}\n', "")
    edit(folder / "contexts.yaml", "cyberattack, hacker, ", "hacker, ")
    status, out, err = run("diff", folder)
    assert (status, err) == (1, "")
    for line in (
        "~ type COOPERATE: quad 2 -> 3",
        "~ type COOPERATE: score 9.5 -> 9",
        "~ type COOPERATE: definition differs",
        "- mode PROTEST/hunger: score -4.5, cameo 142",
        "+ mode PROTEST/fast: score -4, cameo 142",
        "~ CAMEO 1424: mode hunger -> fast",
        "- CAMEO 0313: type AGREE, contexts legal",
    ):
        assert line in out.splitlines()
    assert "~ context cyber: words cyberattack, hacker" in out
    assert "+ CAMEO 0313: type AGREE, contexts legal" in run("diff", FOLDER, folder)[1].splitlines()


def test_diff_with_the_published_mapping():
    status, out, err = run("diff", "cameo2plover")
    assert (status, err) == (1, "")
    for said in (
        "~ CAMEO 175: mode none -> pro_autocracy\n",
        "~ CAMEO 186: mode targeted -> assassinate\n",
        "~ CAMEO 073: contexts human_security -> humanitarian\n",
        "- CAMEO 024: type REQUEST, mode change, contexts political_institutions\n",
        "    we: ASSAULT destroy (because destroy is the manual's mode for just this)\n",
    ):
        assert said in out
    assert len([line for line in out.splitlines() if line[0] in "~+-"]) == 24 + 28


def test_load_refuses_what_does_not_fit(folder):
    edit(folder / "cameo.yaml", "mode: phone", "mode: fax")
    with pytest.raises(ValueError, match=r"cameo.yaml: 041: there is no mode CONSULT 'fax'"):
        load_codebook(folder)
