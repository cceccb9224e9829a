"""Reviews: what they change, that they outlive coding anew, and how far reviewers agree."""

import json

import msgspec
import pytest
from sqlalchemy import select
from tools import prepared

from dateline.coding import Size
from dateline.store import schema as t
from dateline.store.agreement import agreement, alpha
from dateline.store.clusters import Wishes, clustered
from dateline.store.faults import StoreError
from dateline.store.ingesting import Coder, ingest
from dateline.store.opening import open_store, reading
from dateline.store.reviewing import review, review_named, target_named
from dateline.store.reviews import Review, Target, effective
from test_store import RULES, add, desk, dump, rows, sound, told


@pytest.fixture
def engine(tmp_path):
    made = open_store(str(tmp_path / "record.db"), create=True)
    add(made, [told("bombed", text="Rivers rose."), told("bombed", text="Nobody claimed it.", agency="AFP", title="U")])
    return made


def actual(engine):
    return sorted(r for r in rows(engine, t.reports, t.reports.c.id, t.reports.c.status) if r[1] == "actual")


def target(engine, name) -> Target:
    with reading(engine) as connection:
        return target_named(connection, name)


def say(engine, action, name, other=None, second=0, by="Ada", **more) -> Review:
    said = Review(
        reviewer=by, moment=f"2024-06-01T00:00:{second:02}Z", action=action, target=target(engine, name),
        other=target(engine, other) if other else None, **more,
    )  # fmt: skip
    assert review(engine, said, RULES)
    return said


def records(engine) -> list[tuple[int, bool]]:
    r = t.records.c
    return sorted(
        (n, bool(yes)) for n, yes, how in rows(engine, t.records, r.reports, r.reviewed, r.status) if how == "actual"
    )


def test_accepted_corrected_and_rejected_reports(engine):
    (one, _), (two, _) = actual(engine)
    assert records(engine) == [(2, False)]
    say(engine, "correct", one, field="size", value='{"dead": 30}')
    assert records(engine) == [(2, True)]
    found = next(r for r in rows(engine, t.records, t.records.c.dead_max, t.records.c.status) if r[1] == "actual")
    assert found[0] == 30
    say(engine, "reject", two, second=1)
    assert records(engine) == [(1, True)]
    say(engine, "accept", two, second=2)
    assert records(engine) == [(2, True)]
    assert sound(engine)


def test_a_review_outlives_coding_anew(engine):
    one = actual(engine)[0][0]
    story = target(engine, one).story
    say(engine, "correct", one, field="status", value='"planned"')

    def shifted(stories):
        for coding in prepared.code(stories, "v2"):
            events = tuple(
                msgspec.structs.replace(
                    e, trigger=msgspec.structs.replace(e.trigger, end=e.trigger.end + 1), id="9" + e.id
                )
                for e in coding.events[:1]
            )
            yield msgspec.structs.replace(coding, events=events)

    ingest(desk(engine), [], lambda: Coder("v2", shifted), every=True)
    found = rows(engine, t.reports, t.reports.c.id, t.reports.c.story, t.reports.c.status, t.reports.c.review)
    assert ("9" + one, story, "planned", "corrected") in found

    none = Coder("v3", lambda stories: (msgspec.structs.replace(c, events=()) for c in prepared.code(stories, "v3")))
    ingest(desk(engine), [], lambda: none, every=True)
    found = rows(engine, t.reports, t.reports.c.story, t.reports.c.status, t.reports.c.review)
    assert found == [(story, "planned", "corrected")]
    assert sound(engine)


def test_joins_are_undone_and_made_by_reviewers(engine):
    (one, _), (two, _) = actual(engine)
    before = dump(engine)
    parted = say(engine, "split", one, two)
    assert records(engine) == [(1, False), (1, False)]
    say(engine, "merge", two, one, second=1)
    assert records(engine) == [(2, False)]
    say(engine, "split", one, second=2)
    assert records(engine) == [(1, False), (1, False)]
    with reading(engine) as connection:
        names = [r[0] for r in connection.execute(select(t.reviews.c.id).order_by(t.reviews.c.moment))]
        assert review_named(connection, parted.id[:8]) == parted
    for second, name in enumerate(reversed(names), 3):
        say(engine, "withdraw", one, second=second, withdraws=name)
    assert [line for line in dump(engine) if b'"reviews"' not in line] == before
    assert sound(engine)


def test_reviews_in_any_order_give_the_same_record(tmp_path):
    made = []
    for order in (1, -1):
        engine = open_store(str(tmp_path / f"{order}.db"), create=True)
        add(
            engine, [told("bombed", text="Rivers rose."), told("visited", text="Other words.", agency="AFP", title="U")]
        )
        (one, _), (two, _) = actual(engine)
        steps = [("merge", one, two, 0), ("accept", one, None, 1), ("reject", one, None, 2), ("accept", one, None, 3)]
        for action, a, b, second in steps[::order]:
            say(engine, action, a, b, second)
        made.append(dump(engine))
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"action": "praise"}, "no action"),
        ({"moment": "yesterday"}, "moment"),
        ({"reviewer": " "}, "no name"),
        ({"action": "correct", "field": "colour"}, "no field"),
        ({"action": "correct", "field": "size", "value": '"many"'}, "cannot be"),
        ({"action": "correct", "field": "status", "value": "{"}, "cannot be"),
        ({"action": "merge"}, "second event"),
        ({"action": "withdraw"}, "id of a review"),
    ],
)
def test_a_faulty_review_is_refused_and_nothing_kept(engine, changes, words):
    base = Review(
        reviewer="Ada", moment="2024-06-01T00:00:00Z", action="accept", target=target(engine, actual(engine)[0][0])
    )
    before = dump(engine)
    with pytest.raises(StoreError, match=words):
        review(engine, msgspec.structs.replace(base, **changes), RULES)
    assert dump(engine) == before


def test_ids_that_name_nothing_or_too_much(engine):
    with reading(engine) as connection:
        for name in ("ab", "zzzz", ""):
            with pytest.raises(StoreError, match="no event"):
                target_named(connection, name)


def test_the_last_word_on_a_report_counts():
    story = prepared.stories(1)[0]
    event = prepared.coding_of(story).events[0]
    at = Target(story.id, event.trigger.start, event.trigger.end, event.event)

    def said(action, second, **more):
        return Review(reviewer="x", moment=f"2024-06-01T00:00:{second:02}Z", action=action, target=at, **more)

    steps = [
        said("reject", 1),
        said("correct", 2, field="size", value='{"dead":1}'),
        said("correct", 3, field="size", value="{}"),
    ]
    found = effective((event,), (), steps)[0]
    assert (found.standing, found.review, found.event.size) == ("counts", "corrected", Size())
    assert effective((), (event,), steps[:1]) == []
    assert effective((), (event,), [said("accept", 1)])[0].event == event


def test_alpha_is_krippendorffs():
    # Krippendorff's own example of nominal data by two observers: 10 units, alpha .095
    one, two = "aaabbbbbbb", "aaaaaaaabb"
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([]) is None
    pairs = list(zip("0100000010", "1110010000", strict=True))
    assert alpha(pairs) == pytest.approx(0.095, abs=0.001)
    assert alpha([tuple(unit) for unit in zip(one, two, strict=True)]) < 0.3
    four = ["111", "22", "333", "1111", "2224"]
    assert 0 < alpha([tuple(unit) for unit in four]) < 1


def test_agreement_of_two_reviewers(engine):
    (one, _), (two, _) = actual(engine)
    say(engine, "accept", one)
    say(engine, "accept", one, by="Bo")
    say(engine, "correct", two, second=1, field="status", value='"planned"')
    say(engine, "reject", two, second=2, by="Bo")
    with reading(engine) as connection:
        found = {line.field: line for line in agreement(connection, "Ada", "Bo")}
    assert (found["verdict"].units, found["verdict"].share) == (2, 0.5)
    assert (found["status"].units, found["status"].share) == (2, 0.5)


def test_groups_do_not_hang_together_by_a_chain():
    links = {("a", "b"): 6.0, ("b", "c"): 6.0}
    far = {("a", "c"): -20.0}
    assert clustered("abc", links, lambda x, y: far[x, y], 3.5, Wishes()) == [frozenset("ab"), frozenset("c")]
    near = {("a", "c"): 3.0}
    assert clustered("abc", links, lambda x, y: near[x, y], 3.5, Wishes()) == [frozenset("abc")]
    parted = Wishes(parted=frozenset([("a", "b")]))
    assert clustered("abc", links, lambda x, y: near[x, y], 3.5, parted) == [frozenset("a"), frozenset("bc")]
    joined = Wishes(joined=frozenset([("a", "c")]), alone=frozenset("b"))
    assert clustered("abc", links, lambda x, y: far[x, y], 3.5, joined) == [frozenset("ac"), frozenset("b")]


def test_reasons_are_kept_with_each_link(engine):
    told_ = json.loads(rows(engine, t.links, t.links.c.reasons_json)[0][0])
    assert {name for name, _, _ in told_} >= {"type_same", "day_same", "party_same"}
