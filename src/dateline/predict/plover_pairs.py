"""Task plover_pairs: which deed links the two marked parties."""

from typing import Any

from dateline.pipeline import Resources
from dateline.predict.sentences import Record, marked_deeds, penta_of


def predict_plover_pairs(record: Record, resources: Resources) -> dict[str, Any]:
    """{id, root, penta}; root is "" where no deed is found."""
    deeds, _ = marked_deeds(record, resources)
    root = deeds[0].event.split("/")[0] if deeds else ""
    return {"id": record.get("id"), "root": root, "penta": penta_of(root, resources.tables.codebook)}
