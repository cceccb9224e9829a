"""Tables for queries: by what a record is found, series with their reports, and what was shown last.

`terms` and `dyads` are worked out from the rest; store/joining.py fills them when the steps are done.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

SHARED = (
    "DROP TABLE dyads",
    """CREATE TABLE dyads (
  record TEXT NOT NULL,
  actor TEXT NOT NULL,
  recipient TEXT NOT NULL,
  month TEXT,
  day TEXT,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  quad INTEGER NOT NULL,
  score FLOAT NOT NULL,
  reports INTEGER NOT NULL,
  CONSTRAINT pk_dyads PRIMARY KEY (record, actor, recipient),
  CONSTRAINT fk_dyads_record FOREIGN KEY(record) REFERENCES records (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_dyads_series ON dyads
  (actor, recipient, month, day, status, type, quad, score, reports, record)""",
    "CREATE INDEX ix_dyads_recipient ON dyads (recipient, month)",
    """CREATE TABLE looks (
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  moment TEXT NOT NULL,
  CONSTRAINT pk_looks PRIMARY KEY (name)
)""",
    """CREATE TABLE seen (
  look TEXT NOT NULL,
  record TEXT NOT NULL,
  digest TEXT NOT NULL,
  CONSTRAINT pk_seen PRIMARY KEY (look, record),
  CONSTRAINT fk_seen_look FOREIGN KEY(look) REFERENCES looks (name) ON DELETE CASCADE
)""",
)
TERMS = """CREATE TABLE terms (
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  day TEXT,
  CONSTRAINT pk_terms PRIMARY KEY (record, field, value),
  CONSTRAINT fk_terms_record FOREIGN KEY(record) REFERENCES records (id) ON DELETE CASCADE
)"""
FIND = "CREATE INDEX ix_terms_find ON terms (field, value, day, record)"


def upgrade() -> None:
    """Make the tables."""
    own = TERMS + (" WITHOUT ROWID" if op.get_bind().dialect.name == "sqlite" else "")
    for statement in (*SHARED, own, FIND):
        op.get_bind().exec_driver_sql(statement)
