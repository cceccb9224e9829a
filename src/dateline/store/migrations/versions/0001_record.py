"""The record: all tables, the words of stories for searching, and reviews that are only ever added to."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

FTS5 = """CREATE VIRTUAL TABLE story_words USING fts5(
  story UNINDEXED, title, body, tokenize = 'porter unicode61 remove_diacritics 2')"""
TSVECTOR = (
    """CREATE TABLE story_words (
  story TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE, words TSVECTOR NOT NULL)""",
    "CREATE INDEX ix_story_words ON story_words USING gin (words)",
)
SQLITE_GUARDS = (
    """CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews
    BEGIN SELECT RAISE(ABORT, 'reviews are never changed: add another'); END""",
    """CREATE TRIGGER reviews_last BEFORE DELETE ON reviews
    WHEN NOT EXISTS (SELECT 1 FROM tombstones t WHERE t.story IN (OLD.story, OLD.other_story))
    BEGIN SELECT RAISE(ABORT, 'reviews are never deleted: withdraw it by another'); END""",
)
POSTGRESQL_GUARDS = (
    """CREATE FUNCTION guard_reviews() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM tombstones t WHERE t.story IN (OLD.story, OLD.other_story))
    THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'reviews are never changed or deleted: add another'; END $$""",
    "CREATE TRIGGER reviews_stay BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION guard_reviews()",
)


def upgrade() -> None:
    """Make all tables."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    shared = Path(__file__).with_suffix(".sql").read_text("utf-8").partition("\n")[2].split(";\n")
    own = (*TSVECTOR, *POSTGRESQL_GUARDS) if postgresql else (FTS5, *SQLITE_GUARDS)
    for statement in (*filter(str.strip, shared), *own):
        op.get_bind().exec_driver_sql(statement)
