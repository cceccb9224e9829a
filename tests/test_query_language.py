"""The language of queries says what is wrong and where, and free SQL can do nothing but read, and not for long."""

import shutil
import sqlite3
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tools import asked

from dateline.query.free import free
from dateline.query.grammar import Item, QueryError, Value, parse
from dateline.query.meaning import FIELDS, book_words, conditions
from dateline.query.pages import page, unmarked
from dateline.query.planning import planned
from dateline.store import schema as t
from dateline.store.opening import open_store, reading

BOOK = {"type": ["CONSULT", "ASSAULT"], "mode": ["visit"], "context": ["military"], "status": ["actual", "planned"]}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    engine = asked.filled(str(tmp_path_factory.mktemp("language") / "record.db"), asked.stories(6))
    yield engine
    engine.dispose()


def test_a_query_is_read_word_by_word():
    assert parse('actor:RUS,"United States" -Type:x  "two words" -a 10:30') == (
        Item("actor", (Value("RUS", 6, False), Value("United States", 10, True)), False, 0),
        Item("type", (Value("x", 32, False),), True, 26),
        Item("text", (Value("two words", 35, True),), False, 35),
        Item("text", (Value("a", 48, False),), True, 47),
        Item("text", (Value("10:30", 50, False),), False, 50),
    )
    assert parse("  \t\n") == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "actor:RUS recipent:CHN",
            r"character 11: there is no field recipent \(did you mean recipient\? there are: actor,",
        ),
        ("-xyz:1", "character 2: there is no field xyz"),
        ("type:CONSLUT", r"character 6: there is no type CONSLUT \(did you mean CONSULT\? there are: .*ASSAULT"),
        ("status:actual,foo", r"character 15: there is no status foo \(there are: actual, planned"),
        ("mode:vist", "did you mean visit"),
        ("context:militray", "did you mean military"),
        ('text:"open', r'character 6: a quotation mark \("\) is never closed'),
        ("actor:", "character 7: no value after actor:"),
        ("actor:RUS,", "character 11: no value after actor:"),
        ("actor:RUS,,CHN", "character 11: no value"),
        ('actor:""', "character 7: an empty value"),
        ("-", "character 2: no value"),
        ('actor:"a"b', "character 10: nothing may follow here but a blank: b"),
        ("quad:5", r"character 6: there is no quad 5 \(1 verbal"),
        ("since:2024-13", r"character 7: 2024-13 is no day \(write it like 2024,"),
        ("since:2024-02-30", "2024-02-30 is no day"),
        ("until:0000", "0000 is no day"),
        ("score:low", r"character 7: low is no number \(write it like <-5"),
        ("score:<1..2", "is no number"),
        ("dead:>99999999999999999999", "is no number"),
        ("confidence:>nan", "is no number"),
        ("dyad:RUS", r"RUS is no pair of countries \(write it like dyad:RUS-CHN"),
        ("country:Russia", "Russia is no code"),
        ("reviewed:perhaps", "neither yes nor no"),
        ("id:xyz", r"xyz is no id \(at least the first 4"),
        ("a " * 41, "character 81: it has 41 parts"),
        ("actor:" + ",".join("a" * 61), "61 values"),
        ("a" * 4001, "4,001 characters"),
    ],
)
def test_a_fault_names_its_place_and_what_would_do(query, said):
    with pytest.raises(QueryError, match=said):
        conditions(query, BOOK.__getitem__)


def test_every_value_of_the_codebook_can_be_asked_for():
    for kind in BOOK:
        assert book_words(kind)
        for name in book_words(kind):
            assert conditions(f"{kind}:{name}", book_words)


PIECES = st.sampled_from(
    [*FIELDS, *':,-"<>=%\'()*; ', "..", "RUS", "2024-01", "5", "\x00", "\ud800", "--", "abcd1234", "yes", "NEAR", "AND",
     "OR", "actor:RUS", "١", "\u2028"]
)  # fmt: skip
QUERIES = st.text(max_size=60) | st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=2_000, deadline=None, database=None)
@given(QUERIES)
def test_the_language_raises_nothing_but_its_own_error(query):
    try:
        asked_for = conditions(query, BOOK.__getitem__)
    except QueryError:
        return
    assert all(c.item.values for c in asked_for)


VALUES = {
    "type": "CONSULT", "mode": "visit", "context": "military", "status": "planned", "quad": "2", "since": "2023",
    "until": "2025", "on": "2024-05", "dyad": "RUR-GEN", "country": "RUR", "sector": "GOV", "reviewed": "no",
    "historical": "no", "id": "abcd", "story": "0123",
}  # fmt: skip
NAMED = ("actor", "recipient", "party", "speaker", "place", "source", "text")
ANYTHING = st.text(st.characters(exclude_characters='"'), min_size=1, max_size=20).map(lambda x: f'"x{x}"')


@st.composite
def items(draw):
    field = draw(st.sampled_from(sorted(FIELDS)))
    free_value = draw(ANYTHING) if field in NAMED else draw(st.sampled_from(["3", "<5", ">-2", "1..9"]))
    return f"{draw(st.sampled_from(['', '-']))}{field}:{VALUES.get(field, free_value)}"


@settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(items(), min_size=1, max_size=5).map(" ".join))
def test_every_sound_query_is_answered(filled, query):
    with reading(filled) as connection:
        page(connection, planned(connection, conditions(query, BOOK.__getitem__)), query, 5)


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(max_size=40))
def test_a_mark_of_no_page_is_refused(mark):
    with pytest.raises(QueryError):
        unmarked(mark, "actor:RUS")


READS = [
    "SELECT count(*) FROM records",
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10) SELECT max(x) FROM n",
    "SELECT type, avg(score) FROM records GROUP BY type ORDER BY 1;",
    "VALUES (1), (2)",
    "SELECT '%s %(x)s :y ?'",
]
WRITES = [
    "DELETE FROM records",
    "UPDATE records SET score = 0",
    "INSERT INTO tombstones VALUES ('a', 'b', 'c', 'd')",
    "DROP TABLE records",
    "CREATE TEMP TABLE x AS SELECT 1",
    "SELECT 1; DELETE FROM records",
    "SELECT 1; SELECT 2",
    "WITH gone AS (DELETE FROM records RETURNING id) SELECT * FROM gone",
    "SELECT * INTO y FROM records",
    "BEGIN",
    "COMMIT",
    "SELECT 1; COMMIT; DELETE FROM records",
    "VACUUM",
    "",
    ";",
    "-- nothing",
    "SELECT",
    "SELECT * FROM nowhere",
    "SELECT '\x00'",
]
OWN = {
    "sqlite": [
        "ATTACH DATABASE '/tmp/dateline-attached.db' AS other",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "SELECT * FROM pragma_database_list",
        "VACUUM INTO '/tmp/dateline-copy.db'",
        "SELECT load_extension('/tmp/x.so')",
        "SELECT zeroblob(100000000)",
        "SELECT hex(randomblob(90000000))",
        "INSERT INTO story_words (story_words) VALUES ('optimize')",
        "REINDEX",
        "DETACH main",
    ],
    "postgresql": [
        "COPY records TO '/tmp/dateline-copy'",
        "COPY (SELECT 1) TO PROGRAM 'touch /tmp/dateline-program'",
        "SET TRANSACTION READ WRITE",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SELECT pg_sleep(30)",
        "SELECT * FROM records FOR UPDATE",
        "DO $$ BEGIN DELETE FROM records; END $$",
        "EXECUTE asked",
        "CLOSE asked; DELETE FROM records",
    ],
}


def test_free_sql_reads(place):
    engine = asked.filled(place, asked.stories(6))
    with reading(engine) as connection:
        records = len(connection.execute(select(t.records.c.id)).all())
    answers = [free(engine, sql, 100) for sql in READS]
    assert answers[0].rows == ((records,),)
    assert answers[1].rows == ((10,),)
    assert answers[3].rows == ((1,), (2,))
    assert answers[4].rows == (("%s %(x)s :y ?",),)
    few = free(engine, "SELECT id FROM records", 2)
    assert (len(few.rows), few.more, few.columns) == (2, True, ("id",))
    if engine.dialect.name == "sqlite":
        assert free(engine, "SELECT count(*) FROM story_words WHERE story_words MATCH 'visited OR bombed'", 9).rows[0][
            0
        ]


def test_free_sql_does_nothing_but_read(place):
    engine = asked.filled(place, asked.stories(6))
    tables = (t.records, t.tombstones, t.stories)

    def whole():
        with reading(engine) as connection:
            return [connection.execute(select(table).order_by(*table.primary_key.columns)).all() for table in tables]

    before = whole()
    for sql in (*WRITES, *OWN[engine.dialect.name]):
        with pytest.raises(QueryError, match="SQL"):
            pytest.fail(f"{sql} was answered: {free(engine, sql, 10, seconds=0.5).rows}")
    assert whole() == before
    with reading(open_store(place, read_only=True)) as connection:
        assert connection.execute(select(t.records.c.id)).first()


def test_free_sql_on_a_file_that_is_only_read_and_whose_name_is_odd(tmp_path):
    engine = asked.filled(str(tmp_path / "record.db"), asked.stories(2))
    engine.dispose()
    with sqlite3.connect(tmp_path / "record.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    odd = tmp_path / "a?b=c #1%20.db"
    shutil.copy(tmp_path / "record.db", odd)
    assert free(open_store(str(odd), read_only=True), "SELECT count(*) > 0 FROM records", 1).rows == ((1,),)


def test_free_sql_ends_in_time(place):
    engine = asked.filled(place, asked.stories(2))
    start = time.monotonic()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(QueryError, match=r"took longer than 0.3 s"):
        free(engine, endless, 10, seconds=0.3)
    assert time.monotonic() - start < 5


def test_what_a_function_writes_on_postgresql_is_undone(postgres):
    engine = asked.filled(postgres.database(), asked.stories(2))
    objects = "SELECT count(*) FROM pg_largeobject_metadata"
    before = free(engine, objects, 1).rows
    free(engine, "SELECT lo_create(0)", 1)
    assert free(engine, objects, 1).rows == before
    engine.dispose()
