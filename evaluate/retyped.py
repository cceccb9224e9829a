"""`python -m evaluate.retyped [IN.jsonl]`: the share of codes that change where only the typing or the names do.

IN holds plover_pairs records; without it the held-aside training sentences are taken. Each sentence is coded as it
stands, with straight and with curly quotes, in British and in American spelling, and with its names exchanged for
others of their kind.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from training.dataset import held_aside
from training.exchange import edited, exchanged, load_names
from training.records import load_all

from dateline.classifier.inputs import Marked
from dateline.pipeline import Resources, load_resources
from dateline.predict.plover_pairs import predict_plover_pairs

WORD = re.compile(r"[A-Za-z]+")
Change = Callable[[Marked], Marked]
SEED = 3


def sentences(path: Path | None) -> Iterator[Marked]:
    """The sentences with their two parties marked."""
    if path is None:
        yield from (Marked(r.text, r.actors, r.recipients) for r in load_all() if held_aside(r) and r.event != "NONE")
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Marked(
            record["text"], *(tuple((a, b) for a, b in record[role]["spans"]) for role in ("source", "target"))
        )


def changes(resources: Resources) -> dict[str, Change]:
    """The ways of writing the same, by name."""
    british = {american: other for other, american in resources.parser.spelling.variants.items()}
    names, chance = load_names(), random.Random(SEED)  # noqa: S311
    return {
        "straight quotes": lambda m: _retyped(m, str.maketrans("‘’“”", "''\"\"")),
        "curly quotes": lambda m: _retyped(m, str.maketrans("'\"", "’”")),
        "British spelling": lambda m: _respelled(m, british),
        "American spelling": lambda m: _respelled(m, resources.parser.spelling.variants),
        "names exchanged": lambda m: exchanged(m, names, chance, 1.0),
    }


def _retyped(marked: Marked, table: Mapping[int, int | str]) -> Marked:
    return msgspec.structs.replace(marked, text=marked.text.translate(table))


def _respelled(marked: Marked, variants: dict[str, str]) -> Marked:
    found = ((m.start(), m.end(), variants.get(m[0])) for m in WORD.finditer(marked.text))
    return edited(marked, [(start, end, new) for start, end, new in found if new])


def root(marked: Marked, resources: Resources) -> str:
    """The type that links the marked parties."""
    roles = {"source": marked.actors, "target": marked.recipients}
    record = {"id": "", "text": marked.text} | {k: {"spans": [list(s) for s in v]} for k, v in roles.items()}
    told: str = predict_plover_pairs(record, resources)["root"]
    return told


def main() -> None:
    """Print, for each way, how many sentences it changes and how many codes."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    resources = load_resources()
    chosen = list(sentences(path))
    before = [root(m, resources) for m in chosen]
    total = changed = 0
    for name, change in changes(resources).items():
        pairs = [(was, root(new, resources)) for m, was in zip(chosen, before, strict=True) if (new := change(m)) != m]
        other = sum(was != now for was, now in pairs)
        total, changed = total + len(pairs), changed + other
        share = other / max(1, len(pairs))
        print(f"{name}: {len(pairs)} of {len(chosen)} sentences changed, codes changed {other} = {share:.2%}")
    print(f"all: {changed} of {total} = {changed / max(1, total):.2%}")


if __name__ == "__main__":
    main()
