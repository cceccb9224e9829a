"""Task cameo_sentences: the quad class of a sentence, 0 where it tells no political deed."""

from typing import Any

from dateline.codebook.penta import penta_of_code
from dateline.pipeline import Resources, code
from dateline.predict.sentences import Record, as_story, marked_deeds
from dateline.predict.weighing import Coder, linking


def predict_cameo_sentences(record: Record, resources: Resources, coder: Coder = Coder.both) -> dict[str, Any]:
    """{id, penta, source?, target?}: of the deed that links the marked parties; without marks, of the likeliest."""
    seen = marked_deeds(record, resources)
    classes = linking(record, seen, resources, coder, penta_of_code)
    answer = {"id": record.get("id"), "penta": max(classes, key=classes.__getitem__, default=0)}
    if record.get("source"):
        return answer
    events = code(as_story(record), resources).events[:1]
    told = [pair for e in events for pair in (("source", e.actor), ("target", e.recipient))]
    return answer | {role: [[p.start, p.end] for p in parties] for role, parties in told if parties}
