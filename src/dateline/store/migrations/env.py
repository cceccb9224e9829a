"""Alembic's entry: runs the migrations on the connection that it was given."""

from typing import Any, Literal

from alembic import context

from dateline.store.schema import metadata
from dateline.store.texts import Words


def _rendered(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """A new migration names the plain type, so that it stays as it is when the program changes."""
    return "sa.Text()" if kind == "type" and isinstance(item, Words) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=False,
    render_item=_rendered,
    include_name=lambda name, kind, _: kind != "table" or not str(name).startswith("story_words"),
)
with context.begin_transaction():
    context.run_migrations()
