"""Loading and running the deed classifier; its weights, labels and hash stand in data/classifier."""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.classifier.inputs import Marked, NameFinder, encode
from dateline.resources import DATA, DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER = DATA / "classifier"


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The labels of each question, in the order of the network's outputs."""

    type: tuple[str, ...]
    mode: tuple[str, ...]
    """TYPE/mode; "-" for none."""
    cameo: tuple[str, ...]
    """Codes of 3 digits; "-" for none."""
    status: tuple[str, ...]
    context: tuple[str, ...]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/classifier/deeds.json: what the weights must be, and how their outputs read."""

    sha256: str
    labels: Labels
    temperature: float = 1.0
    """What logits are divided by, so that probabilities hold on the held-aside sentences."""


class Judgement(msgspec.Struct, frozen=True):
    """Probabilities by label: each question's sum to 1, but for contexts, which each stand alone."""

    type: dict[str, float]
    mode: dict[str, float]
    cameo: dict[str, float]
    status: dict[str, float]
    context: dict[str, float]

    def mode_of(self, event: str) -> str | None:
        """The likeliest mode of a type; None where none is likelier."""
        own = {label: p for label, p in self.mode.items() if label == "-" or label.startswith(f"{event}/")}
        best = max(own, key=own.__getitem__)
        return None if best == "-" else best.partition("/")[2]


class Classifier:
    """The classifier; the weights are read, checked against their hash and started at the first question."""

    def __init__(self, names: NameFinder, folder: Path = FOLDER) -> None:
        """Read the manifest. Raises DataError where it is missing or has another form."""
        self._names, self._folder = names, folder
        self.manifest = _manifest(folder / "deeds.json")

    @property
    def version(self) -> str:
        """The first 12 digits of the weights' hash."""
        return self.manifest.sha256[:12]

    def judge(self, marked: Marked) -> Judgement:
        """What the marked predicate does. Raises DataError where the weights are not those of the manifest.

        Sentences go one by one: 8-bit sums depend on what else is in a batch, and the same story must give the same
        bytes.
        """
        session, tokenizer, np = self._loaded
        seen = encode(marked, tokenizer, self._names)
        told = session.run(None, {"ids": np.array([seen.ids], np.int64), "at": np.array(seen.at, np.int64)})
        labels, heat = self.manifest.labels, self.manifest.temperature
        chances = [_softmax(logits[0] / heat, np) for logits in told[:4]]
        contexts = 1 / (1 + np.exp(-told[4][0]))
        names = (labels.type, labels.mode, labels.cameo, labels.status, labels.context)
        rows = zip(names, (*chances, contexts), strict=True)
        return Judgement(*(dict(zip(told_of, row.tolist(), strict=True)) for told_of, row in rows))

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Any]:
        """The session, the tokenizer and numpy; imported here, so that a run without questions costs nothing."""
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import numpy as np
        import onnxruntime
        from tokenizers import Tokenizer

        onnxruntime.disable_telemetry_events()
        content = _weights(self._folder / "deeds.onnx", self.manifest.sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return session, tokenizer, np

    def __reduce__(self) -> tuple[type["Classifier"], tuple[NameFinder, Path]]:
        """A worker process loads its own."""
        return Classifier, (self._names, self._folder)


def _manifest(path: Path) -> Manifest:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(f"{path}: {error}; install dateline again, or train anew (training/README.md)") from error


def _weights(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: {error}; install dateline again, or train anew (training/README.md)") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise DataError(f"{path}: these are not the weights that deeds.json names: sha256 {found}, not {sha256}")
    return content


def _softmax(logits: "NDArray[Any]", np: Any) -> "NDArray[Any]":
    exponents = np.exp(logits - logits.max())
    found: NDArray[Any] = exponents / exponents.sum()
    return found
