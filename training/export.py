"""Network → ONNX with 8-bit weights, and the manifest with its hash: `python -m training.export TRAINED`."""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.dataset import QUESTIONS
from training.graph import build
from training.network import Network
from training.train import BASE

FLOAT = {"DefaultTensorType": TensorProto.FLOAT}


def load_trained(folder: Path) -> tuple[Network, dict[str, list[str]]]:
    """What training.train saved."""
    labels = json.loads((folder / "labels.json").read_text())
    network = Network(BASE, {q: len(labels[q]) for q in QUESTIONS})
    network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    return network.eval(), labels


def export(network: Network, labels: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write the network with 8-bit weights, for one sentence at a time; the number of pieces is free.

    A scale for each column, and 7 of the 8 bits, so that sums of products never overflow on processors without VNNI.
    """
    weights = {name: values.numpy() for name, values in network.state_dict().items()}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(build(weights, labels), whole)
        quantize_dynamic(
            whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, extra_options=FLOAT
        )


def main() -> None:
    """Export what a folder of training.train holds into OUT."""
    parser = argparse.ArgumentParser()
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    network, labels = load_trained(options.trained)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "deeds.onnx"
    export(network, labels, path)
    content = path.read_bytes()
    manifest = {"sha256": hashlib.sha256(content).hexdigest(), "labels": labels}
    (options.out / "deeds.json").write_text(json.dumps(manifest, indent=1) + "\n")
    tokenizer = (BASE / "tokenizer.json").read_text(encoding="utf-8")
    (options.out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    print(f"{path}: {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
