"""Task cameo_sentences: the quad class of a sentence, 0 where it tells no political deed."""

from typing import Any

from dateline.pipeline import Resources, code
from dateline.predict.sentences import Record, as_story, marked_deeds, penta_of


def predict_cameo_sentences(record: Record, resources: Resources) -> dict[str, Any]:
    """{id, penta, source?, target?}; where the parties are marked, of the deed that links them, else of the first."""
    if record.get("source"):
        deeds, _ = marked_deeds(_as_marks(record), resources)
        root = deeds[0].event.split("/")[0] if deeds else ""
        return {"id": record.get("id"), "penta": penta_of(root, resources.tables.codebook)}
    events = code(as_story(record), resources).events
    if not events:
        return {"id": record.get("id"), "penta": 0}
    first = events[0]
    return {
        "id": record.get("id"),
        "penta": penta_of(first.event, resources.tables.codebook),
        "source": [[p.start, p.end] for p in first.actor],
        "target": [[p.start, p.end] for p in first.recipient],
    }


def _as_marks(record: Record) -> dict[str, Any]:
    """The record with bare span lists turned into marks."""
    return {**record, **{role: {"spans": record.get(role) or []} for role in ("source", "target")}}
