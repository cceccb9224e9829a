"""`dateline predict TASK`: each task keeps its contract on records of our own."""

import json
import subprocess
import sys

import pytest

from dateline.predict.registry import TASKS

SENTENCE = "Kenyan President William Ruto visited Kampala on Monday, and Uganda accused Rwanda of arming rebels."


def marked(text, surface):
    start = text.index(surface)
    return {"spans": [[start, start + len(surface)]], "surface": surface}


RECORDS = {
    "plover_pairs": {"text": SENTENCE, "source": marked(SENTENCE, "Uganda"), "target": marked(SENTENCE, "Rwanda")},
    "plover_gsr": {"text": SENTENCE},
    "petrarch_unit": {"text": SENTENCE},
    "actor_codes": {"text": "Kenyan soldiers", "date": "2024-05-16", "context": "Kenyan soldiers crossed the river."},
    "attribution": {"text": "The clinic is open again, Mayor Ana Ruiz said."},
    "places": {"text": "Floods cut off the road from Nairobi to Mombasa."},
    "times": {"text": "The vote was held on Monday.", "dct": "2024-05-16"},
    "entities_coref": {"text": "Ana Ruiz said she would resign."},
    "cameo_sentences": {"text": SENTENCE},
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("predict")
    out = {}
    for task in TASKS:
        given, got = folder / f"{task}.in", folder / f"{task}.out"
        lines = [
            json.dumps({"id": "a", **RECORDS[task]}),
            '{"id": "b"}',
            "{broken",
            json.dumps({"id": "c", **RECORDS[task]}),
        ]
        given.write_text("\n".join(lines), encoding="utf-8")
        subprocess.run([sys.executable, "-m", "dateline", "predict", task, str(given), "-o", str(got)], check=False)
        out[task] = [json.loads(line) for line in got.read_text(encoding="utf-8").splitlines()]
    return out


def test_every_task_has_a_record_here():
    assert set(TASKS) == set(RECORDS)


@pytest.mark.parametrize("task", sorted(RECORDS))
def test_one_line_in_one_line_out(task, answers):
    first, empty, broken, last = answers[task]
    assert (first["id"], last["id"]) == ("a", "c")
    assert {k: v for k, v in first.items() if k != "id"} == {k: v for k, v in last.items() if k != "id"}
    assert empty["id"] == "b"
    assert "error" in empty
    assert "error" in broken


def test_what_the_sentence_tasks_say(answers):
    assert answers["plover_pairs"][0]["root"] == "ACCUSE"
    assert answers["plover_pairs"][0]["penta"] == 3
    events = answers["plover_gsr"][0]["events"]
    assert {(e["event"], e["source"][0]["code"], e["target"][0]["code"]) for e in events} == {
        ("CONSULT", "KEN", "UGA"),
        ("ACCUSE", "UGA", "RWA"),
    }
    assert {"source": "KENGOV", "target": "UGA", "code": "042"} in answers["petrarch_unit"][0]["events"]
    assert answers["cameo_sentences"][0]["penta"] == 1


def test_what_the_other_tasks_say(answers):
    code = answers["actor_codes"][0]
    assert (code["country"], code["code_1"]) == ("KEN", "MIL")
    said = answers["attribution"][0]["attributions"][0]
    text = RECORDS["attribution"]["text"]
    assert [text[a:b] for a, b in said["source"]] == ["Mayor Ana Ruiz"]
    assert {t["geonameid"] for t in answers["places"][0]["toponyms"]} == {184745, 186301}
    assert answers["times"][0]["timexes"] == [{"span": [21, 27], "type": "DATE", "value": "2024-05-13"}]
    chains = {}
    for mention in answers["entities_coref"][0]["mentions"]:
        chains.setdefault(mention.get("chain"), []).append(mention["span"])
    assert [[0, 8], [14, 17]] in [sorted(spans) for spans in chains.values()]


def ask(task, coder, tmp_path):
    given = tmp_path / "in.jsonl"
    given.write_text(json.dumps({"id": "a", **RECORDS[task]}))
    command = [sys.executable, "-m", "dateline", "predict", task, str(given), "--coder", coder]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("coder", ["lexicon", "classifier", "both"])
def test_each_coder_answers_alone(coder, tmp_path):
    assert json.loads(ask("plover_pairs", coder, tmp_path).stdout)["root"] == "ACCUSE"


def test_a_task_without_single_coders_says_so(tmp_path):
    ran = ask("times", "lexicon", tmp_path)
    assert ran.returncode == 2
    assert "times has no single coder" in ran.stderr


def test_a_span_outside_the_text_is_named(tmp_path):
    given = tmp_path / "in.jsonl"
    given.write_text(json.dumps({"id": "a", "text": "Kenya left.", "source": {"spans": [[0, 99]]}}))
    command = [sys.executable, "-m", "dateline", "predict", "plover_pairs", str(given)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert "source: [0, 99] is no span of the text" in ran.stdout
