"""How far the lexicon goes before the classifier between two marked parties: the `links` of judging.yaml.

`python -m training.pairing` reads the held-aside records as `dateline predict plover_pairs` would, tries weights for
each of the three ways in which a deed may link the parties, and writes those with which most types are right.
"""

import re
from collections.abc import Sequence

import msgspec

from dateline.classifier.model import FOLDER
from dateline.pipeline import Resources, load_resources
from dateline.predict.sentences import marked_deeds
from dateline.predict.weighing import UNTOLD, Coder, deed_code, heard, link_level, root_of
from training.dataset import held_aside
from training.records import NONE, Record, load_all

WEIGHTS = [round(0.25 * i, 2) for i in range(21)]


class Pair(msgspec.Struct, frozen=True):
    """What both coders say of one record."""

    right: str
    level: int
    entry: str
    """The type by the lexicon; "" for none."""
    roots: dict[str, float]
    """Log probabilities by the classifier."""

    def told(self, weight: float) -> str:
        """The type that is chosen where the lexicon's goes before by `weight`."""
        pooled = self.roots | ({self.entry: self.roots.get(self.entry, UNTOLD) + weight} if self.entry else {})
        return max((r for r in pooled if r), key=pooled.__getitem__)


def main() -> None:
    """Try, print, write."""
    resources = load_resources()
    chosen = [r for r in load_all() if held_aside(r) and r.actors and r.recipients and r.event != NONE]
    pairs = [_pair(r, resources) for r in chosen]
    best = [_best([p for p in pairs if p.level == level]) for level in range(3)]
    right = sum(p.told(best[p.level]) == p.right for p in pairs)
    print(f"{len(pairs)} pairs, {right / len(pairs):.3f} right with links {best}")
    path = FOLDER / "judging.yaml"
    path.write_text(re.sub(r"^links: .*$", f"links: {best}", path.read_text(), flags=re.M))


def _pair(record: Record, resources: Resources) -> Pair:
    asked = {
        "text": record.text,
        "source": {"spans": [list(s) for s in record.actors]},
        "target": {"spans": [list(s) for s in record.recipients]},
    }
    codebook, seen = resources.tables.codebook, marked_deeds(asked, resources)
    roots = heard(asked, seen, resources, Coder.both, lambda code: root_of(code, codebook))
    entry = root_of(deed_code(seen.deeds[0][1], seen, resources), codebook) if seen.deeds else ""
    level = link_level(seen.deeds[0][0]) if seen.deeds else 0
    return Pair(root_of(record.cameo.ljust(3, "0"), codebook), level, entry, roots)


def _best(pairs: Sequence[Pair]) -> float:
    """The weight with which most are right; of several the middle one."""
    counts = [(sum(p.told(w) == p.right for p in pairs), w) for w in WEIGHTS]
    most = max(count for count, _ in counts)
    equal = [w for count, w in counts if count == most]
    return equal[len(equal) // 2]


if __name__ == "__main__":
    main()
