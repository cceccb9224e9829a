"""The training sentences: their form, their number, and what is done to them."""

import collections
import random

import pytest
from training.dataset import base_code, held_aside, labels_of, varied
from training.exchange import edited, exchanged, load_names
from training.records import FOLDER, RecordError, load_all, load_file

from dateline.classifier.inputs import Marked


@pytest.fixture(scope="module")
def records():
    return load_all()


def test_there_are_enough_of_each_kind(records):
    kinds = collections.Counter(r.event for r in records)
    assert len({r.text for r in records}) >= 4000
    assert min(kinds.values()) >= 150
    assert kinds["NONE"] >= 800


def test_no_record_stands_twice(records):
    assert [m for m, n in collections.Counter(r.marked for r in records).items() if n > 1] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("042\tCONSULT/visit\tactual\t-", "has 4 fields"),
        ("042\tVISIT\tactual\t-\t{A X} {T went} to {R Y}.", "no type"),
        ("042\tCONSULT/stroll\tactual\t-\t{A X} {T went} to {R Y}.", "no mode"),
        ("042\tCONSULT\tdone\t-\t{A X} {T went} to {R Y}.", "no status"),
        ("042\tCONSULT\tactual\tweather\t{A X} {T went} to {R Y}.", "no context"),
        ("999\tCONSULT\tactual\t-\t{A X} {T went} to {R Y}.", "no CAMEO code"),
        ("042\tCONSULT\tactual\t-\t{A X} went to {R Y}.", "0 triggers"),
        ("042\tCONSULT\tactual\t-\tX {T went} away.", "neither actor nor recipient"),
        ("042\tCONSULT\tactual\t-\t{A X} {T went} to {Y}.", "a brace"),
    ],
)
def test_a_line_that_is_wrong_is_named(tmp_path, line, fault):
    path = tmp_path / "x.tsv"
    path.write_text(f"# a comment\n{line}\n")
    with pytest.raises(RecordError, match=rf"x\.tsv:2: .*{fault}"):
        load_file(path)


def test_held_aside_is_fixed_by_the_text(records):
    share = sum(map(held_aside, records)) / len(records)
    assert 0.09 < share < 0.15
    by_text = collections.defaultdict(set)
    for record in records:
        by_text[record.text].add(held_aside(record))
    assert all(len(ways) == 1 for ways in by_text.values())


def test_names_are_exchanged_and_marks_move():
    text = "Kenya accused Rwandan troops of shelling Goma."
    before = Marked(text, ((0, 5),), ((14, 28),), ((6, 13),))
    after = exchanged(before, load_names(), random.Random(1), 1.0)
    assert "Kenya" not in after.text
    assert [after.text[a:b] for a, b in after.trigger] == ["accused"]
    assert after.text[slice(*after.recipients[0])].endswith("troops")


def test_an_edit_over_an_edge_is_left_out():
    marked = Marked("New Zealand left", actors=((4, 11),))
    assert edited(marked, [(0, 11, "Chad")]) == marked


def test_variation_keeps_words_under_their_marks(records):
    chance, names = random.Random(2), load_names()
    for record in records[:200]:
        seen = varied(record, names, chance)
        assert all(seen.text[a:b].strip() for spans in (seen.actors, seen.recipients, seen.trigger) for a, b in spans)
        assert seen.actors or seen.recipients or seen.trigger


def test_codes_are_cut_to_three_digits(records):
    assert [base_code(c) for c in ("0831", "17", "")] == ["083", "170", "-"]
    labels = labels_of(records)
    assert labels.type[0] == "NONE"
    assert len(labels.mode) == 68


def test_every_file_says_what_it_holds():
    assert all(p.read_text(encoding="utf-8").strip() for p in FOLDER.glob("*.tsv"))
