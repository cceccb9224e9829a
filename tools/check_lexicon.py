"""Run the examples of deed entries: `python tools/check_lexicon.py [ID-PREFIX|FILE ...]`; prints what fails."""

import sys
from pathlib import Path

from dateline.lexicon.entries import Entry, load_entries
from dateline.lexicon.examples import failures, shadowed, without_examples
from dateline.lexicon.trial import Trial
from dateline.resources import load


def main(wanted: list[str]) -> int:
    """Check the entries of the files and those whose id starts with one of the words, or all."""
    trial = Trial.load()
    files = [w for w in wanted if w.endswith(".yaml")]
    ids = {e.id for name in files for e in load(Path(name).resolve(), list[Entry])}
    prefixes = tuple(w for w in wanted if w not in files)
    chosen = [e for e in load_entries() if not wanted or e.id in ids or (prefixes and e.id.startswith(prefixes))]
    faults = [*without_examples(chosen), *failures(chosen, trial.deeds), *shadowed(trial.lexicon)]
    print("\n".join(faults))
    print(f"{len(chosen)} entries, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
