"""The deed classifier: what it reads, that its weights are checked, and what it says of clear sentences."""

import json
import shutil

import pytest

from dateline.classifier.inputs import END, LIMIT, MARKERS, NAMES, START, Marked, encode
from dateline.classifier.model import FOLDER, Classifier
from dateline.classifier.names import NameTable, name_table
from dateline.knowledge.index import load_index
from dateline.resources import DataError


class Letters:
    """A tokenizer whose word pieces are letters."""

    def encode(self, sequence, *, add_special_tokens):
        assert not add_special_tokens
        return type("Encoding", (), {"ids": [ord(c) for c in sequence if c != " "]})()


NOBODY = NameTable({}, {})


@pytest.fixture(scope="module")
def names():
    index = load_index()
    return name_table(index.states, index.people)


@pytest.fixture(scope="module")
def classifier(names):
    return Classifier(names)


def marked(text):
    """ "{A X} {T does} it to {R Y}" as a Marked."""
    from training.records import parse_marks

    plain, spans = parse_marks(text)
    return Marked(plain, tuple(spans["A"]), tuple(spans["R"]), tuple(spans["T"]))


def test_marks_stand_around_their_words():
    seen = encode(Marked("ab cd ef", actors=((0, 2),), recipients=((6, 8),), trigger=((3, 5),)), Letters(), NOBODY)
    a, r, t = seen.at
    assert seen.ids[0] == START
    assert seen.ids[-1] == END
    assert seen.ids[a : a + 4] == (MARKERS["A"][0], ord("a"), ord("b"), MARKERS["A"][1])
    assert seen.ids[r : r + 2] == (MARKERS["R"][0], ord("e"))
    assert seen.ids[t : t + 2] == (MARKERS["T"][0], ord("c"))


def test_a_missing_mark_points_to_the_start_and_overlaps_go_to_the_predicate():
    seen = encode(Marked("abcdef", actors=((0, 4),), trigger=((2, 6),)), Letters(), NOBODY)
    assert seen.at[:2] == (0, 0)
    assert seen.ids[seen.at[2]] == MARKERS["T"][0]


def test_a_long_sentence_is_cut_around_its_marks():
    text = "x" * 500 + " ab " + "y" * 500
    seen = encode(Marked(text, trigger=((501, 503),)), Letters(), NOBODY)
    assert len(seen.ids) == LIMIT
    assert seen.ids[seen.at[2] : seen.at[2] + 4] == (MARKERS["T"][0], ord("a"), ord("b"), MARKERS["T"][1])


def test_names_are_read_as_their_kind(names):
    found = names.find(
        "U.S. President Joe Biden told the Kenyans in Nairobi that Guinea-Bissau, not Guinea, was meant."
    )
    assert [kind for _, _, kind in found] == ["state", "person", "people", "capital", "state", "state"]
    seen = encode(Marked("Kenya hit Chad", actors=((0, 5),), recipients=((10, 14),)), Letters(), names)
    assert seen.ids[seen.at[0] + 1] == seen.ids[seen.at[1] + 1] == NAMES["state"]


def test_a_name_over_the_edge_of_a_mark_is_left(names):
    seen = encode(Marked("South Sudan fell", actors=((6, 11),)), Letters(), names)
    assert NAMES["state"] not in seen.ids


def test_exchanged_names_change_nothing(classifier):
    first = classifier.judge(marked("{A Kenya} {T accused} {R Sudanese troops} of looting, Nairobi said."))
    assert first == classifier.judge(marked("{A Peru} {T accused} {R Polish troops} of looting, Lima said."))


def test_weights_of_another_hash_are_not_loaded(tmp_path):
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "deeds.onnx").write_bytes(b"something else")
    with pytest.raises(DataError, match=r"deeds\.onnx: these are not the weights"):
        Classifier(NOBODY, tmp_path).judge(Marked("Kenya left."))


def test_missing_weights_are_named_with_the_remedy(tmp_path):
    shutil.copy(FOLDER / "deeds.json", tmp_path)
    with pytest.raises(DataError, match=r"deeds\.onnx.*install dateline again"):
        Classifier(NOBODY, tmp_path).judge(Marked("Kenya left."))
    with pytest.raises(DataError, match=r"deeds\.json"):
        Classifier(NOBODY, tmp_path / "nowhere")


def test_weights_stay_under_their_budget():
    assert (FOLDER / "deeds.onnx").stat().st_size <= 25e6


def test_probabilities_and_repeatability(classifier):
    sentence = marked("{A Angola} {T ferried} rice to {R Zambia} in the drought.")
    first, second = classifier.judge(sentence), classifier.judge(sentence)
    assert first == second
    for told in (first.type, first.mode, first.cameo, first.status):
        assert sum(told.values()) == pytest.approx(1, abs=1e-4)
    assert all(0 <= p <= 1 for p in first.context.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{A Peruvian soldiers} {T shot up} {R a rebel camp} near the Ene river.", "ASSAULT"),
        ("{A The Maldives} {T lambasted} {R India} over the helicopters.", "ACCUSE"),
        ("{A Lesotho's premier} {T beseeched} {R Pretoria} to send maize.", "REQUEST"),
        ("{A Police in Lahore} {T handcuffed} {R the party's lawyer}.", "COERCE"),
        ("{A The winger} {T dribbled} past {R a Paraguayan defender}.", "NONE"),
        ("{A The river} {T separates} Laos from {R Thailand}.", "NONE"),
    ],
)
def test_clear_sentences(classifier, text, kind):
    told = classifier.judge(marked(text)).type
    assert max(told, key=told.__getitem__) == kind


def test_labels_are_the_codebooks(classifier, resources):
    labels, codebook = classifier.manifest.labels, resources.tables.codebook
    assert set(labels.type) == {"NONE", *codebook.types}
    assert {m for m in labels.mode if m != "-"} == {f"{t}/{m}" for t, m in codebook.modes}
    assert set(labels.context) == set(codebook.contexts)


def test_the_manifest_is_plain_json():
    assert json.loads((FOLDER / "deeds.json").read_text())["sha256"]
