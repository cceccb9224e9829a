"""What may have been meant by a value that no record has."""

from sqlalchemy import Connection, select

from dateline.query.grammar import Item
from dateline.store import schema as t

SHOWN = 5
SIDES = {"actor": ("actor",), "recipient": ("recipient",), "party": ("actor", "recipient"), "speaker": ("speaker",)}
COLUMNS = {
    **dict.fromkeys(SIDES, (t.parties.c.name,)),
    "place": (t.records.c.place,),
    "source": (t.stories.c.agency, t.stories.c.publisher),
}


def hint(connection: Connection, item: Item) -> str:
    """One sentence: no record has that value; and names that hold it, where there are any."""
    told = " or ".join(f"{item.field}:{value.text}" for value in item.values)
    names = sorted({name for value in item.values for name in _holding(connection, item.field, value.text)})[:SHOWN]
    meant = ", ".join(f'{item.field}:"{name}"' if " " in name else f"{item.field}:{name}" for name in names)
    return f"no record has {told}" + (f" (did you mean {meant}?)" if meant else "")


def _holding(connection: Connection, field: str, text: str) -> list[str]:
    columns = COLUMNS.get(field, ())
    found: list[str] = []
    for column in columns:
        wanted = select(column).where(column.icontains(text, autoescape=True)).distinct().limit(SHOWN)
        wanted = wanted.where(t.parties.c.role.in_(SIDES[field])) if field in SIDES else wanted
        found += [name for name in connection.execute(wanted).scalars() if name]
    return found


__all__ = ["hint"]
