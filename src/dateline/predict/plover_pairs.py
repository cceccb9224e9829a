"""Task plover_pairs: which deed links the two marked parties."""

from typing import Any

from dateline.pipeline import Resources
from dateline.predict.sentences import PENTA, Record, marked_deeds


def predict_plover_pairs(record: Record, resources: Resources) -> dict[str, Any]:
    """{id, root, penta}; root is "" where no deed is found."""
    deeds, _ = marked_deeds(record, resources)
    root = deeds[0].event.split("/")[0] if deeds else ""
    return {"id": record.get("id"), "root": root, "penta": PENTA.get(root, 0)}


