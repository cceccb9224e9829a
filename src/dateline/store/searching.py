"""Full text of the stories: FTS5 on SQLite, tsvector on PostgreSQL, behind a few functions."""

import re
from functools import reduce
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    TextClause,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal_column,
    select,
    table,
    text,
)

WORDS = table("story_words", column("story"), column("words"))
INSERTS = {
    "sqlite": "INSERT INTO story_words (story, title, body) VALUES (:story, :title, :body)",
    "postgresql": "INSERT INTO story_words (story, words) VALUES (:story, setweight(to_tsvector('english', :title), "
    "'A') || to_tsvector('english', :body)) ON CONFLICT DO NOTHING",
}
NUL = "\x00"
LONGEST = 200_000
"""Characters of a story that can be searched: PostgreSQL's index holds 1 MB a story."""


def add_words(connection: Connection, story: str, title: str, body: str) -> None:
    """Make a story's title and text searchable."""
    clean = {"title": _clean(title), "body": _clean(body)[:LONGEST]}
    connection.execute(text(INSERTS[connection.dialect.name]), {"story": story, **clean})


def drop_words(connection: Connection, story: str) -> None:
    """Take a story out of the index."""
    connection.execute(delete(WORDS).where(WORDS.c.story == story))


def stories_with(connection: Connection, words: str) -> Select[tuple[str]]:
    """A SELECT of the ids of stories that hold all the words; "a phrase" in quotation marks stands as it is.

    Usable as a subquery: `stories.c.id.in_(stories_with(connection, 'ceasefire "prisoner exchange"'))`.
    """
    if connection.dialect.name == "postgresql":
        asked = func.websearch_to_tsquery("english", _clean(words))
        return select(WORDS.c.story).where(WORDS.c.words.op("@@")(asked))
    return select(WORDS.c.story).where(_matches(words))


def stories_ranked(connection: Connection, groups: list[list[str]]) -> Select[tuple[str, float]]:
    """A SELECT of `story` and `rank` for stories that hold a phrase of every group; the best match has the least rank.

    The rank is bm25 on SQLite and ts_rank, negated, on PostgreSQL; a phrase of several words stands as it is.
    """
    if connection.dialect.name == "postgresql":
        asked = reduce(lambda a, b: a.op("&&")(b), [_any_of(group) for group in groups])
        rank = cast(-func.ts_rank(WORDS.c.words, asked), Float(53)).label("rank")
        return select(WORDS.c.story, rank).where(WORDS.c.words.op("@@")(asked))
    asked_words = " AND ".join(f"({' OR '.join(map(_phrase, group))})" for group in groups)
    matching = text("story_words MATCH :asked").bindparams(bindparam("asked", asked_words, unique=True))
    return select(WORDS.c.story, literal_column("story_words.rank", Float).label("rank")).where(matching)


def _any_of(group: list[str]) -> ColumnElement[Any]:
    asked: list[ColumnElement[Any]] = [
        func.phraseto_tsquery(literal_column("'english'::regconfig"), _clean(phrase)) for phrase in group
    ]
    return func.coalesce(reduce(lambda a, b: a.op("||")(b), asked))


def _phrase(words: str) -> str:
    return '"' + _clean(words).replace('"', " ") + '"'


def _matches(words: str) -> TextClause:
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', _clean(words))
    phrases = [cleaned for quoted, bare in parts if (cleaned := " ".join(re.findall(r"\w+", quoted or bare)))]
    asked = " ".join(f'"{phrase}"' for phrase in phrases) or '""'
    return text("story_words MATCH :asked").bindparams(bindparam("asked", asked))


def _clean(words: str) -> str:
    return words.replace(NUL, " ").encode("utf-8", "replace").decode()


__all__ = ["add_words", "drop_words", "stories_ranked", "stories_with"]
