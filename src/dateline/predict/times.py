"""`dateline predict times`: TIMEX3 expressions of a record."""

import datetime
import re

from dateline.spans import Span, trimmed
from dateline.stages.times import TimeGrammar, find_timexes

BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def predict_times(record: dict[str, object], grammar: TimeGrammar) -> dict[str, object]:
    """{id, text, dct} → {id, timexes: [{span, type, value}]}; raises ValueError for a record without a text."""
    text, dct = record.get("text"), record.get("dct")
    if not isinstance(text, str):
        raise ValueError("no text: the record needs a field `text` that holds a string")
    try:
        day = datetime.date.fromisoformat(dct[:10]) if isinstance(dct, str) and dct else None
    except ValueError:
        raise ValueError(f"the field `dct` is no day: {dct!r} (write it as YYYY-MM-DD)") from None
    found = find_timexes(text, blocks(text), day, grammar)
    return {
        "id": record.get("id"),
        "timexes": [{"span": [t.start, t.end], "type": t.type, "value": t.value} for t in found],
    }


def blocks(text: str) -> tuple[Span, ...]:
    """The parts of a bare text between blank lines."""
    cuts = [(m.start(), m.end()) for m in BLANK_LINE.finditer(text)]
    starts, ends = [0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(text)]
    return tuple(span for a, b in zip(starts, ends, strict=True) if (span := trimmed(text, a, b)).text)
