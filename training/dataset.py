"""Records → labels and batches of encoded sentences."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.classifier.inputs import BLANK, Encoded, Marked, Tokenizer, encode
from dateline.codebook.plover import load_codebook
from training.exchange import Names, exchanged
from training.records import NONE, STATUSES, Record

ASIDE = 12
"""Of 100 texts, how many are held aside for calibration and for the figures of the model card."""
RARE = 6
"""A CAMEO code with fewer records stands with its root."""
EXCHANGED = 0.15
"""Share of names that are exchanged in a training sentence, so that the words around a name count."""
UNMARKED = {"A": 0.15, "R": 0.15, "T": 0.4}
"""How often a training sentence goes without a mark, so that none of them is relied on."""
QUESTIONS = ("type", "mode", "cameo", "status", "context")
ANY = "-"
Ints = NDArray[np.int64]


class Labels(msgspec.Struct, frozen=True):
    """The labels of each question, in the order of the logits."""

    type: list[str]
    mode: list[str]
    cameo: list[str]
    status: list[str]
    context: list[str]

    def of(self, question: str) -> list[str]:
        """The labels of one question."""
        found: list[str] = getattr(self, question)
        return found


def labels_of(records: Sequence[Record]) -> Labels:
    """The codebook's types, modes and contexts; of CAMEO the 3-digit codes that are not rare."""
    book = load_codebook()
    counts = Counter(base_code(r.cameo) for r in records)
    codes = sorted({c for c, n in counts.items() if n >= RARE} | {f"{c[:2]}0" for c in counts if c != ANY} | {ANY})
    modes = [ANY, *(f"{event}/{mode}" for event, mode in book.modes)]
    return Labels([NONE, *book.types], modes, codes, list(STATUSES), list(book.contexts))


def base_code(code: str) -> str:
    """The 3-digit code: 0831 -> 083, 17 -> 170; "-" for no code."""
    return code[:3].ljust(3, "0") if code else ANY


def held_aside(record: Record) -> bool:
    """Whether a record is never trained on; records of one text go the same way."""
    return int(hashlib.sha256(record.text.encode()).hexdigest(), 16) % 100 < ASIDE


def marked(record: Record) -> Marked:
    """The record as the classifier sees it."""
    return Marked(record.text, record.actors, record.recipients, (record.trigger,))


def varied(record: Record, names: Names, chance: random.Random) -> Marked:
    """The record with names exchanged and now and then a mark left out."""
    seen = exchanged(marked(record), names, chance, EXCHANGED)
    left_out = {role for role, share in UNMARKED.items() if chance.random() < share}
    if left_out == {"A", "R", "T"} or (left_out >= {"A", "R"}):
        left_out = {"T"}
    return Marked(
        seen.text,
        () if "A" in left_out else seen.actors,
        () if "R" in left_out else seen.recipients,
        () if "T" in left_out else seen.trigger,
    )


class Batch(msgspec.Struct, frozen=True):
    """ids, mask: (batch, pieces); at: (batch, 3); targets by question, contexts as (batch, labels) of 0 and 1."""

    ids: Ints
    mask: Ints
    at: Ints
    targets: dict[str, Ints]
    order: Ints


def batches(seen: Sequence[Encoded], records: Sequence[Record], labels: Labels, size: int, chance: random.Random | None
            ) -> Iterator[Batch]:  # fmt: skip
    """Batches of like length, in random order where `chance` is given."""
    order = sorted(range(len(seen)), key=lambda i: (len(seen[i].ids), chance.random() if chance else i))
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    if chance:
        chance.shuffle(chunks)
    for chunk in chunks:
        yield _batch(chunk, seen, records, labels)


def _batch(chunk: list[int], seen: Sequence[Encoded], records: Sequence[Record], labels: Labels) -> Batch:
    width = max(len(seen[i].ids) for i in chunk)
    ids = np.full((len(chunk), width), BLANK, dtype=np.int64)
    mask = np.zeros((len(chunk), width), dtype=np.int64)
    for row, i in enumerate(chunk):
        ids[row, : len(seen[i].ids)] = seen[i].ids
        mask[row, : len(seen[i].ids)] = 1
    at = np.array([seen[i].at for i in chunk], dtype=np.int64)
    return Batch(ids, mask, at, targets([records[i] for i in chunk], labels), np.array(chunk))


def targets(records: Sequence[Record], labels: Labels) -> dict[str, Ints]:
    """What is right, by question."""
    modes = [labels.mode.index(f"{r.event}/{r.mode}") if r.mode else 0 for r in records]
    contexts = [[int(c in r.contexts) for c in labels.context] for r in records]
    return {
        "type": np.array([labels.type.index(r.event) for r in records]),
        "mode": np.array(modes),
        "cameo": np.array([_cameo(r, labels) for r in records]),
        "status": np.array([labels.status.index(r.status) for r in records]),
        "context": np.array(contexts),
    }


def _cameo(record: Record, labels: Labels) -> int:
    code = base_code(record.cameo)
    return labels.cameo.index(code if code in labels.cameo else f"{code[:2]}0")


def encoded(seen: Sequence[Marked], tokenizer: Tokenizer, names: Names) -> list[Encoded]:
    """All of them encoded."""
    return [encode(m, tokenizer, names.table) for m in seen]
