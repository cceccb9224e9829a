"""Text → blocks: what stands together as one paragraph, with its offsets. Knows white space and nothing of news."""

import re
from collections.abc import Callable, Iterator

from dateline.spans import Span, cut, trimmed

BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
ENDS = (".", "!", "?", "…", ":", ";")
CLOSERS = "\"'”’»)]*_ \t\u00a0\u202f"
BULLET = re.compile(r"[•‣▪●◦·*»–—-]{1,2}\s+|[•‣▪●◦]")
WRAP_COLUMNS = range(30, 110)
"""Median length, in characters, of the lines of a text that was wrapped by hand."""

Test = Callable[[str], bool]


def lines(text: str) -> Iterator[Span]:
    """The lines of a text, line ends left out, empty ones included."""
    start = 0
    for found in BREAK.finditer(text):
        yield cut(text, start, found.start())
        start = found.end()
    yield cut(text, start, len(text))


def blocks(text: str, stands_alone: Test, start: int = 0) -> list[Span]:
    """The paragraphs of text[start:], trimmed; `stands_alone` knows the lines that are never joined to others."""
    found: list[Span] = []
    group: list[Span] = []
    for line in lines(text):
        if line.end < start or (line.end == start and not line.text):
            continue
        if line.start < start:
            line = cut(text, start, line.end)
        if line.text.strip():
            group.append(line)
        else:
            found.extend(_split(text, group, stands_alone))
            group = []
    found.extend(_split(text, group, stands_alone))
    return found


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does; closing quotation marks and brackets do not matter."""
    return text.rstrip(CLOSERS).endswith(ENDS)


def without_bullet(text: str, block: Span) -> Span:
    """The block after its list mark, if it has one."""
    mark = BULLET.match(block.text)
    return trimmed(text, block.start + mark.end(), block.end) if mark else block


def _split(text: str, group: list[Span], stands_alone: Test) -> list[Span]:
    """A run of lines between blank ones: one paragraph if it was wrapped by hand, else a paragraph a line."""
    if len(group) < 2:
        return [trimmed(text, line.start, line.end) for line in group]
    wrapped = _is_wrapped([line for line in group if not stands_alone(line.text.strip())])
    longest = max(len(line.text.strip()) for line in group)
    runs: list[list[Span]] = []
    for line in group:
        if runs and wrapped and _continues(runs[-1][-1], line, longest, stands_alone):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [trimmed(text, run[0].start, run[-1].end) for run in runs]


def _is_wrapped(group: list[Span]) -> bool:
    """Whether lines end where the column ends rather than where a sentence does."""
    body = [line.text.strip() for line in group[:-1]]
    if not body:
        return False
    lengths = sorted(map(len, body))
    open_ends = sum(not ends_sentence(line) for line in body)
    return (
        lengths[len(lengths) // 2] in WRAP_COLUMNS
        and lengths[-1] < 2 * WRAP_COLUMNS.stop
        and open_ends * 5 >= 2 * len(body)
    )


def _continues(before: Span, line: Span, longest: int, stands_alone: Test) -> bool:
    if stands_alone(before.text.strip()) or stands_alone(line.text.strip()):
        return False
    if _indent(line.text) > _indent(before.text) + 1 or BULLET.match(line.text.strip()):
        return False
    return not (ends_sentence(before.text) and len(before.text.strip()) < 0.6 * longest)


def _indent(line: str) -> int:
    """Columns of white space before the first character; a tab counts as eight."""
    return len(line.expandtabs()) - len(line.expandtabs().lstrip())
