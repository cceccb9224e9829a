"""How fast the record answers: `python benchmarks/record_speed.py [EVENTS] [FILE.db]` fills synthetic records and asks.

Prints the median and the worst of several runs in milliseconds: a dyad's series by month, and pages of 50 with filters.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, and_, func, or_, select

from dateline.query.meaning import book_words, conditions
from dateline.query.pages import page
from dateline.query.planning import planned
from dateline.query.views import view
from dateline.store import schema as t
from dateline.store.opening import open_store, reading, writing
from dateline.store.terms import pair_of

CHUNK = 20_000
RUNS = 15
STATES = [a + b + c for a in "ABCDEF" for b in "LMN" for c in "RSTUVWXYZ"]
TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip


def fill(connection: Connection, count: int) -> None:
    """So many records, dyads and terms over ten years; few states do most of it, as in the world."""
    rng = random.Random(1)
    weights = [1 / (i + 1) for i in range(len(STATES))]
    connection.exec_driver_sql("DROP INDEX ix_terms_find")  # built at the end, which is quicker
    order = sorted(range(count), key=_name)
    for start in range(0, count, CHUNK):
        rows = [_row(i, rng, weights) for i in order[start : start + CHUNK]]
        _insert(connection, t.records, rows)
        _insert(connection, t.dyads, [_dyad(row) for row in rows])
        _insert(connection, t.terms, [term for row in rows for term in _terms(row, rng)])
    connection.exec_driver_sql("CREATE INDEX ix_terms_find ON terms (field, value, day, record)")


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """By SQLite's own module, which is quicker."""
    names = [*rows[0]]
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    cursor = connection.connection.cursor()
    cursor.executemany(f"INSERT INTO {table.name} ({listed}) VALUES ({marks})", [tuple(row.values()) for row in rows])


def _name(number: int) -> str:
    return f"{number * 11400714819323198485 % 2**64:016x}"


def _terms(row: dict[str, object], rng: random.Random) -> list[dict[str, object]]:
    """As dateline.store.terms makes them: two parties with name, country, sector and entity, a place, a source."""
    found = {("context", "military"), ("source", f"agency{int(rng.paretovariate(1)) % 200}")}
    for role in ("actor", "recipient"):
        country, person = row[f"{role}_country"], int(rng.paretovariate(1)) % 40
        values = (country, "/GOV", f"{country}/GOV", f"{country}person{person}".lower(), f"Q{country}{person}")
        found |= {(role, str(value)) for value in values}
    found |= {("place", str(row[name])) for name in ("place_country", "geonameid")}
    found.add(("place", f"town{row['geonameid']}"))
    found.add(("dyad", pair_of(str(row["actor_country"]), str(row["recipient_country"]))))
    return [{"record": row["id"], "field": f, "value": v, "day": row["day"]} for f, v in sorted(found)]


def _row(number: int, rng: random.Random, weights: list[float]) -> dict[str, object]:
    actor, recipient, place = rng.choices(STATES, weights, k=3)
    month = f"{rng.randrange(2015, 2025)}-{rng.randrange(1, 13):02}"
    day, kind = f"{month}-{rng.randrange(1, 29):02}", rng.randrange(16)
    side = {"name": "Somebody", "sector": "GOV", "entity": None}
    sizes = {f"{size}_{end}": None for size in t.SIZES for end in ("min", "max")}
    return {
        "id": _name(number), "lead": f"{number:016x}", "type": TYPES[kind], "mode": None,
        "context_json": '["military"]', "status": "actual" if rng.random() < 0.9 else "planned", "historical": False,
        "quad": kind // 4 + 1, "score": float(kind - 8), "cameo": "042", "first": day, "last": day, "basis": "stated",
        "day": day, "month": month, **{f"actor_{k}": v for k, v in side.items()}, "actor_country": actor,
        **{f"recipient_{k}": v for k, v in side.items()}, "recipient_country": recipient, "place": "Town",
        "place_country": place, "admin1": None, "lat": 1.0, "lon": 2.0, "geonameid": rng.randrange(10**6), **sizes,
        "reports": 1, "stories": 1, "sources": 1, "confidence": 0.8, "reviewed": False, "differs_json": "{}",
    }  # fmt: skip


def _dyad(row: dict[str, object]) -> dict[str, object]:
    shared = {name: row[name] for name in ("month", "day", "type", "status", "quad", "score", "reports")}
    return {"record": row["id"], "actor": row["actor_country"], "recipient": row["recipient_country"], **shared}


def questions() -> Iterator[tuple[str, object]]:
    """What is asked, the dearest dyad among it."""
    d, r = t.dyads.c, t.records.c
    busy, calm = STATES[:2], STATES[60:62]
    for name, (a, b) in (("busy", busy), ("calm", calm)):
        series = select(d.month, d.quad, func.count(), func.avg(d.score)).where(d.actor == a, d.recipient == b)
        yield f"series of a {name} dyad by month and quad", series.where(d.status == "actual").group_by(d.month, d.quad)
    page = select(t.records).order_by(r.day.desc(), r.id.desc()).limit(50)
    yield "page, newest", page
    yield "page, type", page.where(r.type == "ASSAULT")
    yield "page, type and actor", page.where(r.type == "ASSAULT", r.actor_country == calm[0])
    yield "page, both countries", page.where(r.actor_country == busy[0], r.recipient_country == busy[1])
    yield "page, rare pair", page.where(r.actor_country == calm[0], r.recipient_country == calm[1])
    yield "page, place and year", page.where(r.place_country == busy[1], r.day.between("2019-01-01", "2019-12-31"))
    after = or_(r.day < "2019-06-01", and_(r.day == "2019-06-01", r.id < "8"))
    yield "page, far down", page.where(r.type == "ASSAULT", r.day <= "2019-06-01", after)


ASKED = (
    ("dyad:{a}-{b}", "month"), ("dyad:{a}-{b} status:actual", "month"), ("dyad:{a}-{b} since:2019 until:2021", "week"),
    ("dyad:{c}-{d}", "month"), ("actor:{a} recipient:{b}", "quad"), ("actor:{a}", "month"), ("type:ASSAULT", "month"),
    ("actor:{a} since:2024", "dyad"), ("", None), ("type:ASSAULT", None), ("type:ASSAULT actor:{c}", None),
    ("actor:{a} recipient:{b}", None), ("actor:{c} recipient:{d}", None), ("dyad:{a}-{b} status:planned", None),
    ("place:{b} on:2019", None), ("country:{a},{b} score:<-5", None), ("actor:{a}/GOV -recipient:{b} quad:4", None),
    ("actor:{a} score:>6 until:2016", None), ("actor:{a},{c},{d} sources:>1", None), ("source:agency7 type:AID", None),
    ("speaker:nobody", None), ("actor:Q{c}1 type:CONSULT", None), ("actor:{c} dead:>3", None),
    ("actor:{a} dead:>3", None), ("-status:actual", None),
)  # fmt: skip
"""Queries, and by what they count; None is a page of 50."""


def asked(connection: Connection) -> Iterator[tuple[str, Callable[[], object]]]:
    """The same through the language of queries, from the text to the values."""
    names = dict(zip("abcd", [*STATES[:2], *STATES[60:62]], strict=True))
    for form, by in ASKED:
        query = form.format(**names)
        yield f"{query or '(all)'}{f' --by {by}' if by else ''}", lambda q=query, b=by: _answer(connection, q, b)


def _answer(connection: Connection, query: str, by: str | None) -> object:
    plan = planned(connection, conditions(query, book_words))
    return view(connection, plan, by) if by else page(connection, plan, query, 50)


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Median and worst, in milliseconds."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ask()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), max(took)


def main() -> None:
    """Fill and ask."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        place = sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "speed.db")
        engine = open_store(place, create=True)
        with writing(engine) as connection:
            if not connection.execute(select(t.records.c.id).limit(1)).first():
                fill(connection, count)
                connection.exec_driver_sql("ANALYZE")
        with reading(engine) as connection:
            for name, question in questions():
                median, worst = timed(lambda q=question: connection.execute(q).all())  # type: ignore[misc]
                print(f"{median:8.1f} ms  worst {worst:8.1f} ms  {name}")
            for name, ask in asked(connection):
                median, worst = timed(ask)
                print(f"{median:8.1f} ms  worst {worst:8.1f} ms  {name}", flush=True)


if __name__ == "__main__":
    main()
