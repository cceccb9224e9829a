"""What links two marked parties: what the lexicon and what the classifier say, weighed against each other.

The sentence sets follow CAMEO and its mapping to PLOVER (an embargo, 163, is COERCE; a promise to release, 0353, is
AGREE), so types and quad classes are read off CAMEO codes here.
"""

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

import msgspec

from dateline.classifier.inputs import Marked
from dateline.codebook.penta import force_codes
from dateline.codebook.plover import Codebook
from dateline.deeds import Deed
from dateline.pipeline import Resources
from dateline.predict.sentences import MarkedDeeds, Record, marks_of
from dateline.stages.codes import code_of

COMMENT, YIELD = "01", "08"
NO_CODE = "-"
UNTOLD = math.log(1e-6)
"""The least log probability that a thing can have."""
Thing = TypeVar("Thing")


class Coder(StrEnum):
    """Who codes: both, or one alone, to see what each is worth."""

    both = "both"
    lexicon = "lexicon"
    classifier = "classifier"


def root_of(code: str, codebook: Codebook) -> str:
    """The PLOVER type of a CAMEO code; "" for none and for comments; CONCEDE for all of 08, which counts as one."""
    if code.startswith(COMMENT) or code == NO_CODE:
        return ""
    if code in force_codes():
        return "ASSAULT"
    if code.startswith(YIELD):
        return "CONCEDE"
    row = codebook.row_of(code)
    return row.type if row else ""


def linking(record: Record, seen: MarkedDeeds, resources: Resources, coder: Coder, name: Callable[[str], Thing]
            ) -> dict[Thing, float]:  # fmt: skip
    """How likely each of the things that `name` makes of a CAMEO code links the marked parties, in log probability."""
    pooled = {} if coder == Coder.lexicon else heard(record, seen, resources, coder, name)
    if coder != Coder.classifier and seen.deeds:
        link, deed = seen.deeds[0]
        told = name(deed_code(deed, seen, resources))
        pooled[told] = pooled.get(told, UNTOLD) + resources.bench.limits.links[link_level(link)]
    return pooled


def heard(record: Record, seen: MarkedDeeds, resources: Resources, coder: Coder, name: Callable[[str], Thing]
          ) -> dict[Thing, float]:  # fmt: skip
    """What the classifier says, in log probability: of the marked parties, and of them with the linking deed marked."""
    text = str(record.get("text"))
    marked = Marked(text, marks_of(record, "source", text), marks_of(record, "target", text))
    asked = [marked]
    if coder == Coder.both and seen.deeds and link_level(seen.deeds[0][0]):
        head = seen.reading.tokens[seen.deeds[0][1].frame.head]
        asked.append(msgspec.structs.replace(marked, trigger=((head.start, head.end),)))
    told = [_named(resources.bench.classifier.judge(m).cameo, name) for m in asked]
    return {thing: sum(t.get(thing, UNTOLD) for t in told) / len(told) for thing in told[0]}


def _named(chances: Mapping[str, float], name: Callable[[str], Thing]) -> dict[Thing, float]:
    """Log probabilities of the things that codes stand for."""
    found: dict[Thing, float] = {}
    for code, chance in chances.items():
        found[name(code)] = found.get(name(code), 0.0) + chance
    return {thing: max(math.log(max(chance, 1e-9)), UNTOLD) for thing, chance in found.items()}


def link_level(link: float) -> int:
    """Whether a deed links none (0), one (1) or both (2) of the marked parties in their roles."""
    return min(int(link) // 4, 2)


def deed_code(deed: Deed, seen: MarkedDeeds, resources: Resources) -> str:
    """The CAMEO code of a deed as its sentence tells it: planned, hypothetical or done."""
    tables = resources.tables
    return code_of(deed, seen.reading, tables.standing, tables.codebook).cameo
