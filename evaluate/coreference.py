"""`python -m evaluate.coreference GOLD.jsonl`: links of political named entities, and the errors by class.

A chain of the gold (task entities_coref) counts where it holds a name that our tables know as a state, an organisation
or a person. For each later mention of it: is it in our chain of the mention before? For each of ours: is it in theirs?
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dateline.knowledge.index import KnowledgeIndex, load_index
from dateline.predict.registry import TASKS, Options

Json = dict[str, Any]
Span = tuple[int, int]
PRONOUNS = frozenset((
    "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "hers", "theirs", "i", "me", "my", "we",
    "us", "our", "you", "your", "himself", "herself", "itself", "themselves", "who",
))  # fmt: skip
POLITICAL = ("state", "org", "person", "capital", "seat", "former")


def political(mentions: list[Json], index: KnowledgeIndex) -> dict[Any, list[Json]]:
    """The gold's chains of more than one mention with a name of the tables, in text order."""
    chains: dict[Any, list[Json]] = {}
    for mention in sorted(mentions, key=lambda m: m["span"]):
        if mention.get("chain") is not None:
            chains.setdefault(mention["chain"], []).append(mention)
    return {c: ms for c, ms in chains.items() if len(ms) > 1 and any(_known(m, index) for m in ms)}


def _known(mention: Json, index: KnowledgeIndex) -> bool:
    surface = mention["surface"].removesuffix("'s").removesuffix("’s")
    return surface[:1].isupper() and any(ref.sense in POLITICAL for ref in index.find(surface))


def form(surface: str) -> str:
    """Pronoun, name or description."""
    if surface.lower() in PRONOUNS:
        return "pronoun"
    return "name" if any(w[:1].isupper() for w in surface.split()) else "description"


def judge(gold: Json, mine: Json, index: KnowledgeIndex, tally: Counter[str]) -> None:
    """Count the links of one text: right, missed (by form and reason) and too many."""
    ours = {tuple(m["span"]): m.get("chain") for m in mine["mentions"]}
    theirs = {tuple(m["span"]): m.get("chain") for m in gold["mentions"]}
    for chain in political(gold["mentions"], index).values():
        seen: set[Any] = set()
        for at, mention in enumerate(chain):
            span = tuple(mention["span"])
            label = ours.get(span)
            if at:
                kind = form(mention["surface"])
                tally[f"{kind}: links"] += 1
                if label is not None and label in seen:
                    tally[f"{kind}: right"] += 1
                elif span not in ours:
                    tally[f"{kind}: another extent or no mention"] += 1
                else:
                    wrong = any(ours.get(s) == label and theirs.get(s) != mention["chain"] for s in ours if s != span)
                    tally[f"{kind}: {'in another chain' if label is not None and wrong else 'alone'}"] += 1
            if label is not None:
                seen.add(label)


def main(path: str) -> None:
    """Print the counts."""
    predict, index, tally = TASKS["entities_coref"](Options()), load_index(), Counter[str]()
    for line in Path(path).read_text("utf-8").splitlines():
        gold = json.loads(line)
        judge(gold, predict({k: v for k, v in gold.items() if k != "mentions"}), index, tally)
    for key, count in sorted(tally.items()):
        print(f"{key:<45} {count}")
    links, right = (sum(n for k, n in tally.items() if k.endswith(end)) for end in ("links", "right"))
    print(f"{right} of {links} links right: {right / links:.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
