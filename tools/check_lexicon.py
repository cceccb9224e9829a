"""Run the examples of deed entries: `python tools/check_lexicon.py [ID-PREFIX ...]`; prints what fails, and why."""

import sys

from dateline.lexicon.entries import load_entries
from dateline.lexicon.examples import failures, shadowed, without_examples
from dateline.lexicon.trial import Trial


def main(wanted: list[str]) -> int:
    """Check the entries whose id starts with one of the words, or all."""
    trial = Trial.load()
    chosen = [e for e in load_entries() if not wanted or e.id.startswith(tuple(wanted))]
    faults = [*without_examples(chosen), *failures(chosen, trial.deeds), *shadowed(trial.lexicon)]
    print("\n".join(faults))
    print(f"{len(chosen)} entries, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
