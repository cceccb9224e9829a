"""How the time grammar grows with its text: seconds for 16 kB and 64 kB of one unit, and their ratio (4 is linear).

usage: python benchmarks/linear_times.py
"""

import datetime
import time

from dateline.spans import cut
from dateline.stages.times import find_times, load_times

UNITS = ["9", "?", "last ", "(", "9,", "9-", "one ", "'", "\n\n", "_", "May ", "1/", "a.", "12:", "the "]
DAY = datetime.date(2024, 5, 16)


def main() -> None:
    """Print one line a unit."""
    grammar = load_times()
    for unit in UNITS:
        took = []
        for size in (16_000, 64_000):
            text = (unit * size)[:size]
            began = time.process_time()
            find_times(text, (cut(text, 0, size),), DAY, grammar)
            took.append(time.process_time() - began)
        print(f"{unit!r:8} {took[0]:.4f} s  {took[1]:.4f} s  ratio {took[1] / max(took[0], 1e-9):.1f}")


if __name__ == "__main__":
    main()
