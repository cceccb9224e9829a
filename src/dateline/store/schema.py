"""The tables of the record (docs/record.md explains them); the same on SQLite and PostgreSQL.

Days are YYYY-MM-DD, moments ISO 8601 in UTC, both text; lists and values are JSON in text columns (`…_json`).
`received`, `origin` and `coded` are the only columns that depend on when and from where a story came.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
)

from dateline.store.texts import Words

HEAD = "0002"
"""The revision of migrations/versions that these tables are; tests hold the two together."""
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def _key(name: str = "id") -> Column[str]:
    return Column(name, Words, primary_key=True)


def _of(table: str, *, name: str, key: bool = False, index: bool = False) -> Column[str]:
    """A column that points at a row of another table and goes with it."""
    return Column(
        name, Words, ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False, index=index
    )


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Words, nullable=False) for name in names]


def _maybe(*names: str) -> list[Column[str]]:
    return [Column(name, Words) for name in names]


def _whole(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


def _counts(*names: str) -> list[Column[int]]:
    return [Column(name, Integer) for name in names]


def _place() -> list[Column[str] | Column[float] | Column[int]]:
    return [
        *_maybe("place", "place_country", "admin1"),
        Column("lat", Float),
        Column("lon", Float),
        Column("geonameid", Integer),
    ]


def _side(side: str) -> list[Column[str]]:
    """The first actor or recipient: name, country, main sector, entity."""
    return _maybe(*(f"{side}_{part}" for part in ("name", "country", "sector", "entity")))


def _deed() -> list[Column[str] | Column[int] | Column[bool] | Column[float]]:
    return [
        *_text("type"),
        *_maybe("mode"),
        *_text("context_json", "status"),
        Column("historical", Boolean, nullable=False),
        *_whole("quad"),
        Column("score", Float, nullable=False),
        *_text("cameo"),
        *_maybe("first", "last", "basis", "day", "month"),
    ]


SIZES = ("dead", "injured", "arrested", "crowd")

receipts = Table(
    "receipts",
    metadata,
    _key("story"),
    *_text("received", "origin"),
    info={"holds": "every story ever read, never deleted"},
)
stories = Table(
    "stories",
    metadata,
    _key(),
    *_text("state"),
    *_maybe("reason", "remedy", "title"),
    Column("date", Words, index=True),
    *_maybe("agency", "publisher", "source", "language"),
    Column("source_id", Words, index=True),
    *_text("text", "story_json", "heading"),
    *_whole("revision"),
    *_maybe("replaced_by", "coding"),
    Index(None, "state", "id"),
    Index(None, "heading"),
)
replaces = Table(
    "replaces",
    metadata,
    _of("stories", name="story", key=True),
    Column("earlier", Words, primary_key=True, index=True),
    info={"holds": "publication.replaces: the ids of earlier versions that a story names"},
)
bands = Table(
    "bands",
    metadata,
    _of("stories", name="story", key=True),
    Column("band", Integer, primary_key=True),
    Column("value", BigInteger, nullable=False),
    Index(None, "value", "band"),
)
copies = Table(
    "copies",
    metadata,
    _of("stories", name="a", key=True),
    _of("stories", name="b", key=True, index=True),
    Column("likeness", Float, nullable=False),
)
codings = Table(
    "codings",
    metadata,
    _key(),
    _of("stories", name="story", index=True),
    *_whole("number"),
    Column("pipeline", Words, nullable=False, index=True),
    *_text("dateline", "codebook", "coding_json", "coded"),
    *_whole("events", "statements"),
)
records = Table(
    "records",
    metadata,
    _key(),
    *_text("lead"),
    *_deed(),
    *_side("actor"),
    *_side("recipient"),
    *_place(),
    *_counts(*(f"{size}_{end}" for size in SIZES for end in ("min", "max"))),
    *_whole("reports", "stories", "sources"),
    Column("confidence", Float, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    *_text("differs_json"),
    Index(None, "day", "id"),
    Index(None, "type", "day", "id"),
    Index(None, "actor_country", "day", "id"),
    Index(None, "recipient_country", "day", "id"),
    Index(None, "place_country", "day", "id"),
    Index(None, "geonameid"),
)
dyads = Table(
    "dyads",
    metadata,
    _of("records", name="record", key=True),
    Column("actor", Words, primary_key=True),
    Column("recipient", Words, primary_key=True),
    *_maybe("month", "day"),
    *_text("type", "status"),
    *_whole("quad"),
    Column("score", Float, nullable=False),
    *_whole("reports"),
    Index(
        "ix_dyads_series",
        "actor", "recipient", "month", "day", "status", "type", "quad", "score", "reports", "record",
    ),
    Index("ix_dyads_recipient", "recipient", "month"),
)  # fmt: skip
terms = Table(
    "terms",
    metadata,
    _of("records", name="record", key=True),
    Column("field", Words, primary_key=True),
    Column("value", Words, primary_key=True),
    Column("day", Words),
    Index("ix_terms_find", "field", "value", "day", "record"),
    sqlite_with_rowid=False,
    info={"holds": "by what a record is found: parties, speakers, places, contexts, sources, pairs of countries"},
)
reports = Table(
    "reports",
    metadata,
    _key(),
    _of("stories", name="story", index=True),
    Column("coding", Words, ForeignKey("codings.id", ondelete="CASCADE"), nullable=False),
    Column("record", Words, ForeignKey("records.id", ondelete="SET NULL"), index=True),
    *_text("standing", "review"),
    *_deed(),
    *_text("trigger"),
    *_whole("trigger_start", "trigger_end"),
    *_text("sentence"),
    *_whole("sentence_start", "sentence_end"),
    *_side("actor"),
    *_side("recipient"),
    *_side("speaker"),
    *_place(),
    *_counts(*SIZES),
    Column("confidence", Float, nullable=False),
    *_text("rules_json", "event_json"),
)
parties = Table(
    "parties",
    metadata,
    _of("reports", name="report", key=True),
    Column("role", Words, primary_key=True),
    Column("rank", Integer, primary_key=True),
    *_text("name", "country", "sector", "sectors_json"),
    *_maybe("office", "entity"),
    *_text("text"),
    *_whole("start", "end"),
    Index(None, "name"),
    Index(None, "entity"),
    Index(None, "country", "role"),
)
blocks = Table(
    "blocks",
    metadata,
    _of("reports", name="report", key=True),
    Column("key", Words, primary_key=True),
    *_maybe("first", "last"),
    Index(None, "key", "first"),
    info={"holds": "which reports are compared: those that share a key and are near in time"},
)
links = Table(
    "links",
    metadata,
    _of("reports", name="a", key=True),
    _of("reports", name="b", key=True, index=True),
    Column("score", Float, nullable=False),
    *_text("reasons_json"),
    info={"holds": "pairs of reports that are like enough, with every reason"},
)
statements = Table(
    "statements",
    metadata,
    _of("stories", name="story", key=True),
    Column("rank", Integer, primary_key=True),
    *_text("content"),
    *_whole("start", "end"),
    *_maybe("cue", "source", "source_name", "source_country", "speaker"),
    *_text("kind", "statement_json"),
    Index(None, "speaker"),
)
places = Table(
    "places",
    metadata,
    _of("stories", name="story", key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    *_text("text"),
    *_place(),
    Index(None, "geonameid"),
)
times = Table(
    "times",
    metadata,
    _of("stories", name="story", key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    *_text("text", "type", "value"),
    *_maybe("first", "last"),
)
offices = Table(
    "offices",
    metadata,
    _of("stories", name="story", key=True),
    Column("rank", Integer, primary_key=True),
    *_text("text"),
    *_whole("start", "end"),
    *_text("person", "office", "country"),
    Index(None, "person"),
)
actors = Table(
    "actors",
    metadata,
    _of("stories", name="story", key=True),
    Column("rank", Integer, primary_key=True),
    *_text("name", "country", "sectors_json"),
    *_maybe("entity"),
    *_text("mentions_json"),
    Index(None, "name"),
    Index(None, "entity"),
)
reviews = Table(
    "reviews",
    metadata,
    _key(),
    *_text("moment", "reviewer", "action", "story"),
    *_whole("start", "end"),
    *_text("type"),
    *_maybe("field", "value_json", "other_story"),
    *_counts("other_start", "other_end"),
    *_maybe("other_type", "withdraws", "reason"),
    Index(None, "story"),
    Index(None, "other_story"),
    info={"holds": "append-only; a report is named by story, trigger and type, which survive coding it anew"},
)
tombstones = Table(
    "tombstones",
    metadata,
    _key("story"),
    *_text("moment", "who", "reason"),
    info={"holds": "stories that were retracted"},
)
looks = Table(
    "looks",
    metadata,
    _key("name"),
    *_text("query", "moment"),
    info={"holds": "what `dateline watch` was asked, and when it last looked"},
)
seen = Table(
    "seen",
    metadata,
    Column("look", Words, ForeignKey("looks.name", ondelete="CASCADE"), primary_key=True),
    Column("record", Words, primary_key=True),
    *_text("digest"),
    info={"holds": "the records that a look has shown, and what they said then"},
)
refusals = Table(
    "refusals",
    metadata,
    _key(),
    *_text("origin", "reason", "remedy", "moment"),
    info={"holds": "files, lines and parts that could not be read as a story"},
)

__all__ = [
    "HEAD",
    "SIZES",
    "actors",
    "bands",
    "blocks",
    "codings",
    "copies",
    "dyads",
    "links",
    "looks",
    "metadata",
    "offices",
    "parties",
    "places",
    "receipts",
    "records",
    "refusals",
    "replaces",
    "reports",
    "reviews",
    "seen",
    "statements",
    "stories",
    "terms",
    "times",
    "tombstones",
]
