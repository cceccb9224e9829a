"""Figures of a classifier on held-aside records."""

from collections.abc import Mapping, Sequence

import numpy as np

from training.dataset import Labels, targets
from training.records import Record


def figures(told: Mapping[str, np.ndarray], records: Sequence[Record], labels: Labels) -> dict[str, float]:
    """Accuracy by question, macro-F1 of types, micro-F1 of contexts. `told` holds logits, a row a record."""
    right = targets(records, labels)
    best = {q: logits.argmax(1) for q, logits in told.items()}
    out = {q: round(float((best[q] == right[q]).mean()), 3) for q in ("type", "mode", "cameo", "status")}
    out["type_macro_f1"] = round(macro_f1(right["type"], best["type"]), 3)
    out["context_f1"] = round(_micro_f1(right["context"] > 0, told["context"] > 0), 3)
    return out


def macro_f1(right: np.ndarray, told: np.ndarray) -> float:
    """Mean F1 over the classes that occur."""
    scores = []
    for label in np.unique(right):
        both = np.sum((right == label) & (told == label))
        scores.append(2 * both / (np.sum(right == label) + np.sum(told == label)))
    return float(np.mean(scores))


def _micro_f1(right: np.ndarray, told: np.ndarray) -> float:
    return float(2 * np.sum(right & told) / max(1, np.sum(right) + np.sum(told)))


def calibration_error(confidence: np.ndarray, correct: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: mean distance of confidence and accuracy over equal-width bins, by their share."""
    at = np.minimum((confidence * bins).astype(int), bins - 1)
    bins_told = ((confidence[at == b], correct[at == b]) for b in np.unique(at))
    return float(sum(abs(sure.mean() - right.mean()) * len(sure) for sure, right in bins_told) / len(confidence))
