"""What may have been meant by a value that no record has."""

from sqlalchemy import Connection, select

from dateline.query.grammar import Item
from dateline.store import schema as t

SHOWN = 5
SIDES = {"actor": ("actor",), "recipient": ("recipient",), "party": ("actor", "recipient"), "speaker": ("speaker",)}


def hint(connection: Connection, item: Item) -> str:
    """One sentence: no record has that value; and names that hold it, where there are any."""
    told = " or ".join(f"{item.field}:{value.text}" for value in item.values)
    names = sorted({name for value in item.values for name in _holding(connection, item.field, value.text)})[:SHOWN]
    meant = ", ".join(f'{item.field}:"{name}"' if " " in name else f"{item.field}:{name}" for name in names)
    return f"no record has {told}" + (f" (did you mean {meant}?)" if meant else "")


def _holding(connection: Connection, field: str, text: str) -> list[str]:
    if field in SIDES:
        name = t.parties.c.name
        wanted = select(name).where(t.parties.c.role.in_(SIDES[field]))
    elif field == "place":
        name = t.records.c.place
        wanted = select(name)
    elif field == "source":
        name = t.stories.c.source
        wanted = select(name)
    else:
        return []
    found = wanted.where(name.icontains(text, autoescape=True)).distinct().limit(SHOWN)
    return [x for x in connection.execute(found).scalars() if x]


__all__ = ["hint"]
