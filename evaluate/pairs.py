"""`python -m evaluate.pairs`: which deed links two marked actors, on 220 sentences of ours that nobody built with.

examples/gold/pairs_held.jsonl was written by somebody who saw neither the program nor its training sentences. Its lines
are those of the task plover_pairs with the answer: root (CONCEDE and RETREAT are YIELD) and quad (penta).
"""

import json
from collections import Counter
from typing import Any

from dateline.predict.registry import TASKS, Options
from evaluate.__main__ import GOLD

Json = dict[str, Any]


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the classes of the gold; pairs of (gold, ours)."""
    right = Counter(g for g, p in pairs if g == p)
    gold, mine = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    return sum(2 * right[c] / (gold[c] + mine[c]) for c in gold) / len(gold)


def main() -> None:
    """Print accuracy and macro-F1 of root and quad, by coder."""
    records = [json.loads(line) for line in (GOLD / "pairs_held.jsonl").read_text("utf-8").splitlines()]
    for coder in ("both", "lexicon", "classifier"):
        predict = TASKS["plover_pairs"](Options(coder))
        answers = [predict({k: v for k, v in r.items() if k not in ("root", "penta")}) for r in records]
        roots = [(r["root"], _root(str(a.get("root") or ""))) for r, a in zip(records, answers, strict=True)]
        quads = [(str(r["penta"]), str(a.get("penta") or 0)) for r, a in zip(records, answers, strict=True)]
        shares = [sum(g == p for g, p in pairs) / len(pairs) for pairs in (roots, quads)]
        print(f"{coder:<11} root {shares[0]:.3f} right, macro-F1 {macro_f1(roots):.3f}; "
              f"quad {shares[1]:.3f} right, macro-F1 {macro_f1(quads):.3f}")  # fmt: skip


def _root(name: str) -> str:
    return "YIELD" if name in ("CONCEDE", "RETREAT") else name


if __name__ == "__main__":
    main()
