"""The network: MiniLM, the states at the marks, one hidden layer, and a head for each question.

The word embeddings stay as they are: words that no training sentence has keep their place among those that it has.
"""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.classifier.inputs import NAMES

STAND_INS = {"state": 2406, "adjective": 2120, "people": 2111, "capital": 3007, "person": 3003}
"""Ids of country, national, people, capital and leader in BERT's vocabulary."""


class Network(nn.Module):
    """ids, mask: (batch, pieces); at: (batch, 3) → logits by question, each (batch, labels)."""

    def __init__(self, encoder: Path | str, sizes: Mapping[str, int], hidden: int = 384) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
        self._name_the_unused()
        width = self.encoder.config.hidden_size
        self.mix = nn.Sequential(nn.Dropout(0.1), nn.Linear(4 * width, hidden), nn.GELU(), nn.Dropout(0.1))
        self.heads = nn.ModuleList(nn.Linear(hidden, size) for size in sizes.values())

    def _name_the_unused(self) -> None:
        """Give the ids that stand for names the places of common words, then keep all words where they are."""
        words = self.encoder.embeddings.word_embeddings.weight
        words.requires_grad = False
        for kind, word in STAND_INS.items():
            words[NAMES[kind]] = words[word]

    def forward(self, ids: Tensor, mask: Tensor, at: Tensor) -> tuple[Tensor, ...]:
        """Logits in the order of the heads."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        marks = torch.gather(states, 1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        mixed = self.mix(torch.cat([mean, marks.flatten(1)], dim=1))
        return tuple(head(mixed) for head in self.heads)
