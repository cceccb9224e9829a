"""How the tables came about, step by step (Alembic); `tools/new_migration.py` writes a new step."""
