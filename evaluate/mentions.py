"""`python -m evaluate.mentions [dev|held] [--misses]`: country and sector of single mentions, on our own gold.

examples/gold/mentions_dev.jsonl is looked at while building; mentions_held.jsonl is kept aside: no misses are shown.
"""

import json
import sys
from typing import Any

from dateline.predict.registry import TASKS, Options
from evaluate.__main__ import GOLD

Json = dict[str, Any]


def mentions(which: str) -> list[Json]:
    """The annotated mentions of one part: dev or held."""
    return [json.loads(line) for line in (GOLD / f"mentions_{which}.jsonl").read_text("utf-8").splitlines()]


def judged(gold: list[Json]) -> list[tuple[Json, Json, bool, bool]]:
    """Each mention with our answer, and whether country and main sector are right (`or` holds sectors as good)."""
    predict = TASKS["actor_codes"](Options())
    answers = [predict(record) for record in gold]
    return [
        (record, answer, answer["country"] == record["country"],
         answer["code_1"] in (record["sector"], *record.get("or", ())))
        for record, answer in zip(gold, answers, strict=True)
    ]  # fmt: skip


def figures(verdicts: list[tuple[Json, Json, bool, bool]]) -> Json:
    """Shares of right countries and sectors, over all and by kind of mention."""
    kinds = dict.fromkeys(["all", *sorted({record["kind"] for record, *_ in verdicts})])
    table = {}
    for kind in kinds:
        chosen = [v for v in verdicts if kind in ("all", v[0]["kind"])]
        table[kind] = {
            "n": len(chosen),
            "country": round(sum(v[2] for v in chosen) / len(chosen), 3),
            "sector": round(sum(v[3] for v in chosen) / len(chosen), 3),
        }
    return table


def main(which: str = "held", show: str = "") -> None:
    """Print the figures, and for the dev part the misses."""
    verdicts = judged(mentions(which))
    if show and which == "dev":
        for record, answer, country, sector in verdicts:
            if not (country and sector):
                got = f"{answer['country']} {answer['code_1']}"
                print(f"{record['id']} {record['date']} {record['text']!r}: {record['country']} {record['sector']}, "
                      f"got {got} … {record['context']}")  # fmt: skip
    for kind, row in figures(verdicts).items():
        print(f"{kind:<14}", row)


if __name__ == "__main__":
    main(*sys.argv[1:])
