"""Network → ONNX with 8-bit weights, and the manifest with its hash: `python -m training.export TRAINED`."""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from training.dataset import QUESTIONS
from training.network import Network
from training.train import BASE

NAMES = ("ids", "mask", "at")
HEADS, WIDTH = 12, 384
"""Of MiniLM, so that its attention is fused into one operation."""
FLOAT = {"DefaultTensorType": TensorProto.FLOAT}


def load_trained(folder: Path) -> tuple[Network, dict[str, list[str]]]:
    """What training.train saved."""
    labels = json.loads((folder / "labels.json").read_text())
    network = Network(BASE, {q: len(labels[q]) for q in QUESTIONS})
    network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    return network.eval(), labels


def export(network: Network, path: Path) -> None:
    """Write the network with 8-bit weights; batch and pieces are free."""
    ids = torch.ones(2, 8, dtype=torch.int64)
    free = {name: {0: "batch", 1: "pieces"} for name in ("ids", "mask")} | {"at": {0: "batch"}}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids), torch.zeros(2, 3, dtype=torch.int64)),
            str(whole),
            input_names=list(NAMES),
            output_names=list(QUESTIONS),
            dynamic_axes=free | {q: {0: "batch"} for q in QUESTIONS},
            opset_version=17,
            dynamo=False,
        )
        fused = optimize_model(str(whole), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=1)
        fused.save_model_to_file(str(whole))
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
    export(network, path)
    content = path.read_bytes()
    manifest = {"sha256": hashlib.sha256(content).hexdigest(), "labels": labels}
    (options.out / "deeds.json").write_text(json.dumps(manifest, indent=1) + "\n")
    tokenizer = (BASE / "tokenizer.json").read_text(encoding="utf-8")
    (options.out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    print(f"{path}: {len(content) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
