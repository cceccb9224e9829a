"""How sure a record is: entries.yaml and the lines of judging.yaml, from the training sentences.

`python -m training.calibrate [--plot docs/reliability.svg]` counts on the records that were trained on how often each
lexicon entry is right, fits the lines on the held-aside ones, and prints the expected calibration error,
cross-validated over five parts of them.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.classifier.model import FOLDER, Classifier
from dateline.codebook.plover import load_codebook
from dateline.lexicon.trial import Trial
from dateline.stages.judging import NONE, Bench, Features, Line, load_judging, load_records
from dateline.stages.judging import Record as Count
from dateline.stages.standing_words import load_standing
from training.dataset import held_aside
from training.exchange import load_names
from training.measure import calibration_error
from training.plot import reliability
from training.records import load_all
from training.scenes import Case, cases

PARTS, BINS = 5, 10
STEPS, PENALTY = 50, 1.0
FACTORS = ("base", "entry", "actor", "recipient", "classifier")
HEADER = "# Lexicon entry: [times right, times seen] on the training sentences. Written by training/calibrate.py.\n"
Floats = NDArray[np.float64]


class Sure(msgspec.Struct, frozen=True):
    """A case that is coded: which line it falls under, what that looks at, and whether the type is right."""

    line: str
    told: Features
    right: bool


def main() -> None:
    """Count, fit, write, draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--lines-only", action="store_true", help="keep the counts that entries.yaml holds")
    options = parser.parse_args()
    trial = Trial.load()
    bench = Bench(Classifier(load_names().table), load_codebook(), load_standing(), load_judging(), {})
    records = load_all()
    learnt = [] if options.lines_only else [r for r in records if not held_aside(r)]
    counts = load_records() if options.lines_only else counted(cases(learnt, trial, bench, ask=False))
    bench = msgspec.structs.replace(bench, records=counts)
    found = [s for c in cases([r for r in records if held_aside(r)], trial, bench) if (s := sure(c, bench))]
    write(counts, {name: fitted(found, name) for name in ("alone", "asked", "unknown")})
    confidence, right = cross_validated(found)
    shares = ", ".join(f"{n} {sum(s.line == n for s in found)}" for n in ("alone", "asked", "unknown"))
    error = calibration_error(confidence, right, BINS)
    print(f"{len(found)} records coded ({shares}), {right.mean():.3f} right; expected calibration error {error:.3f}")
    if options.plot:
        options.plot.write_text(
            reliability(points(confidence, right), f"{len(found)} held-aside sentences, ECE {error:.3f}")
        )


def counted(found: Iterable[Case]) -> dict[str, Count]:
    """How often each entry was right."""
    counts: dict[str, Count] = {}
    for case in found:
        if case.entry is not None:
            before = counts.get(case.entry, Count(0, 0))
            counts[case.entry] = Count(before.right + (case.kind == case.record.event), before.seen + 1)
    return counts


def sure(case: Case, bench: Bench) -> Sure | None:
    """What is coded of a case; None where nothing is."""
    kind = case.best(bench)
    if case.deed is None or kind == NONE:
        return None
    if case.entry is None and case.told is not None and case.told.type[kind] < bench.limits.accepted:
        return None
    line = "unknown" if kind != case.kind else "asked" if case.asked else "alone"
    return Sure(line, case.features(kind, bench), kind == case.record.event)


def fitted(found: Sequence[Sure], name: str) -> Line:
    """The logistic line of one kind of case, by Newton's steps with a small penalty on its factors."""
    own = [s for s in found if s.line == name]
    if not own:
        return Line(0.0)
    rows = np.array([_row(s.told) for s in own])
    right = np.array([s.right for s in own], dtype=float)
    factors = np.zeros(len(FACTORS))
    ridge = np.diag([1e-3] + [PENALTY] * (len(FACTORS) - 1))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ factors))
        slope = rows.T @ (right - chance) - ridge @ factors
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        factors = factors + np.linalg.solve(bend, slope)
    return Line(**dict(zip(FACTORS, (round(float(f), 3) for f in factors), strict=True)))


def _row(told: Features) -> list[float]:
    return [1.0, told.entry, float(told.actor), float(told.recipient), told.classifier]


def cross_validated(found: Sequence[Sure]) -> tuple[Floats, Floats]:
    """Confidence of each case by lines that were fitted without its part; and whether it is right."""
    confidence = np.zeros(len(found))
    for part in range(PARTS):
        lines = {
            n: fitted([s for i, s in enumerate(found) if i % PARTS != part], n) for n in ("alone", "asked", "unknown")
        }
        for i in range(part, len(found), PARTS):
            confidence[i] = lines[found[i].line].at(found[i].told)
    return confidence, np.array([float(s.right) for s in found])


def points(confidence: Floats, right: Floats) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of each bin."""
    at = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (float(confidence[at == b].mean()), float(right[at == b].mean()), int(np.sum(at == b))) for b in np.unique(at)
    ]


def write(counts: dict[str, Count], lines: dict[str, Line]) -> None:
    """Put counts and lines into the data files."""
    rows = "".join(f"{entry}: [{c.right}, {c.seen}]\n" for entry, c in sorted(counts.items()))
    (FOLDER / "entries.yaml").write_text(HEADER + rows)
    path = FOLDER / "judging.yaml"
    text = path.read_text()
    for name, line in lines.items():
        factors = ", ".join(f"{f}: {getattr(line, f)}" for f in FACTORS)
        text = re.sub(rf"^{name}: .*$", f"{name}: {{{factors}}}", text, flags=re.M)
    path.write_text(text)


if __name__ == "__main__":
    main()
