"""What links two marked parties: what the lexicon and what the classifier say, weighed against each other.

The sentence sets follow CAMEO and its mapping to PLOVER (an embargo, 163, is COERCE; a promise to release, 0353, is
AGREE), so types and quad classes are read off CAMEO codes here.
"""

import math
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from dateline.classifier.inputs import Marked
from dateline.codebook.plover import Codebook
from dateline.deeds import Deed
from dateline.pipeline import Resources
from dateline.predict.sentences import MarkedDeeds, Record, marks_of
from dateline.stages.codes import code_of
from dateline.stages.standing import status_of

COMMENT, APPEAL, YIELD = "01", "02", "08"
NO_CODE = "-"
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
    if code.startswith(APPEAL):
        return "REQUEST"
    return "CONCEDE" if code.startswith(YIELD) else codebook.cameo[code].type


def linking(record: Record, seen: MarkedDeeds, resources: Resources, coder: Coder, name: Callable[[str], Thing]
               ) -> dict[Thing, float]:  # fmt: skip
    """How likely each of the things that `name` makes of a CAMEO code links the marked parties, in log probability."""
    found: dict[Thing, float] = {}
    if coder != Coder.lexicon:
        for code, chance in _classified(record, resources).items():
            found[name(code)] = found.get(name(code), 0.0) + chance
    pooled = {thing: math.log(max(chance, 1e-6)) for thing, chance in found.items()}
    if coder != Coder.classifier and seen.deeds:
        link, deed = seen.deeds[0]
        told = name(deed_code(deed, seen, resources))
        pooled[told] = pooled.get(told, 0.0) + resources.bench.limits.links[min(int(link) // 4, 2)]
    return pooled


def deed_code(deed: Deed, seen: MarkedDeeds, resources: Resources) -> str:
    """The CAMEO code of a deed as its sentence tells it: planned, hypothetical or done."""
    tables = resources.tables
    status = deed.status or status_of(deed.frame, seen.reading, tables.standing)
    return code_of(deed, status, tables.codebook)[2]


def _classified(record: Record, resources: Resources) -> dict[str, float]:
    text = str(record.get("text"))
    marked = Marked(text, marks_of(record, "source", text), marks_of(record, "target", text))
    return resources.bench.classifier.judge(marked).cameo
