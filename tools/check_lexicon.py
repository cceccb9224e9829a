"""Run the examples of deed entries: `python tools/check_lexicon.py [FILE-OR-ID-PREFIX ...]`; prints what fails, and why."""

import sys

from dateline.lexicon.entries import Entry, load_entries
from dateline.lexicon.examples import failures, shadowed
from dateline.pipeline import load_resources


def main(wanted: list[str]) -> int:
    """Check the entries whose id starts with one of the words, or all."""
    resources = load_resources()
    chosen: list[Entry] = [e for e in load_entries() if not wanted or e.id.startswith(tuple(wanted))]
    faults = [*failures(chosen, resources), *shadowed(resources.lexicon)]
    print("\n".join(faults))
    print(f"{len(chosen)} entries, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
