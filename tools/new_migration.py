"""Write a migration from the last revision to store/schema.py: `python tools/new_migration.py REVISION MESSAGE`.

What Alembic does not see (full-text tables, triggers) is written by hand; tests/test_store.py compares the two.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from dateline.store.opening import alembic_config, engine_of, migrate, writing


def main() -> None:
    """Write the file below store/migrations/versions."""
    revision, message = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, writing(engine_of(str(Path(folder) / "new.db"))) as connection:
        config = alembic_config(connection)
        if any((Path(config.get_main_option("script_location") or "") / "versions").glob("*.py")):
            migrate(connection)
        command.revision(config, message=message, rev_id=revision, autogenerate=True)


if __name__ == "__main__":
    main()
