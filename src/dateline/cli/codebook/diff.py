"""`dateline codebook diff`."""

from textwrap import wrap

from dateline.cli.codebook.folders import folder_of, opened_codebook
from dateline.cli.output import COLUMNS, OutputError, complain, shown
from dateline.codebook.differences import differences, published_differences
from dateline.codebook.plover import load_conflicts
from dateline.resources import DataError

SAME, DIFFERENT, UNREADABLE = 0, 1, 2
PUBLISHED = "cameo2plover"
"""In the place of a folder: the mapping that PLOVER published in 2021."""


def run_diff(other: str, base: str | None) -> int:
    """Print what differs; gives the exit status."""
    try:
        ours = opened_codebook(base)
        if other == PUBLISHED:
            lines = published_differences(ours, load_conflicts(folder_of(base)))
        else:
            lines = differences(ours, opened_codebook(other))
    except (OutputError, DataError) as error:
        complain(error)
        return UNREADABLE
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        print("\n".join(wrap(indent + shown(line), COLUMNS, subsequent_indent=f"{indent}    ")))
    if not lines:
        print("no difference")
    return DIFFERENT if lines else SAME


__all__ = ["run_diff"]
