"""Check training sentences: `python training/check.py [FILE ...]`; prints faults, counts, and what repeats itself."""

import collections
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from training.records import FOLDER, Record, RecordError, load_file

OFTEN = 8
"""How often four words in a row may stand in one file before they are named as a template."""


def main(names: list[str]) -> int:
    """Check the files, or all; 1 where something is wrong."""
    paths = [Path(n) for n in names] or sorted(FOLDER.glob("*.tsv"))
    faults, records = [], []
    for path in paths:
        try:
            records += load_file(path)
        except RecordError as error:
            faults.append(str(error))
    faults += _doubles(records)
    print("\n".join(faults))
    print(_counts(records))
    print("repeated:", _templates(records))
    print(f"{len(records)} records, {len(faults)} faults")
    return bool(faults)


def _doubles(records: list[Record]) -> list[str]:
    seen: dict[str, Record] = {}
    faults = []
    for record in records:
        first = seen.setdefault(record.marked, record)
        if first is not record:
            faults.append(f"{record.place}: the same as {first.place}")
    return faults


def _counts(records: list[Record]) -> str:
    labels = collections.Counter(r.label for r in records)
    states = collections.Counter(r.status for r in records)
    return "\n".join(" ".join(f"{k}:{n}" for k, n in sorted(found.items())) for found in (labels, states))


def _templates(records: list[Record]) -> str:
    grams: collections.Counter[str] = collections.Counter()
    for record in records:
        words = re.findall(r"[\w']+|[,;]", record.text.lower())
        grams.update({" ".join(words[i : i + 4]) for i in range(len(words) - 3)})
    return ", ".join(f"{g!r} {n}" for g, n in grams.most_common(40) if n > OFTEN) or "nothing"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
