"""Full text of the stories: FTS5 on SQLite, tsvector on PostgreSQL, behind three functions."""

import re

from sqlalchemy import Connection, Select, TextClause, bindparam, column, delete, func, select, table, text

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


def _matches(words: str) -> TextClause:
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', _clean(words))
    phrases = [cleaned for quoted, bare in parts if (cleaned := " ".join(re.findall(r"\w+", quoted or bare)))]
    asked = " ".join(f'"{phrase}"' for phrase in phrases) or '""'
    return text("story_words MATCH :asked").bindparams(bindparam("asked", asked))


def _clean(words: str) -> str:
    return words.replace(NUL, " ").encode("utf-8", "replace").decode()


__all__ = ["add_words", "drop_words", "stories_with"]
