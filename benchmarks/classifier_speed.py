"""Deeds a second that the classifier judges on one core, and what that is against the parser on the same sentences.

usage: python benchmarks/classifier_speed.py [ROUNDS]
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.dataset import held_aside, marked
from training.exchange import load_names
from training.records import load_all

from dateline.classifier.model import Classifier
from dateline.spans import cut
from dateline.stages.reading import load_parser, read_many
from dateline.story import Story

SENTENCES = 300


def main(rounds: int) -> None:
    """Print the best round of both, and their ratio."""
    chosen = [r for r in load_all() if held_aside(r)][:SENTENCES]
    classifier, parser = Classifier(load_names().table), load_parser()
    sentences = [marked(r) for r in chosen]
    stories = [Story(text=r.text, paragraphs=(cut(r.text, 0, len(r.text)),)) for r in chosen]
    classifier.judge(sentences[0])
    judged, parsed = [], []
    for _ in range(rounds):
        began = time.process_time()
        for sentence in sentences:
            classifier.judge(sentence)
        judged.append(time.process_time() - began)
        began = time.process_time()
        list(read_many(stories, parser))
        parsed.append(time.process_time() - began)
    rate = len(chosen) / min(judged)
    print(f"classifier {rate:.0f} deeds/s, parser {len(chosen) / min(parsed):.0f} sentences/s, "
          f"ratio {min(judged) / min(parsed):.2f} (processor time, best of {rounds})")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
