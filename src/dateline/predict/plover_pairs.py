"""Task plover_pairs: which deed links the two marked parties."""

from typing import Any

from dateline.pipeline import Resources
from dateline.predict.sentences import Record, marked_deeds, penta_of
from dateline.predict.weighing import Coder, linking, root_of


def predict_plover_pairs(record: Record, resources: Resources, coder: Coder = Coder.both) -> dict[str, Any]:
    """{id, root, penta}; root is "" where the lexicon alone is asked and finds no deed."""
    codebook = resources.tables.codebook
    roots = linking(record, marked_deeds(record, resources), resources, coder, lambda code: root_of(code, codebook))
    root = max((r for r in roots if r), key=roots.__getitem__, default="")
    return {"id": record.get("id"), "root": root, "penta": penta_of(root, codebook)}
