"""Task plover_gsr: a sentence's events, whole."""

from typing import Any

from dateline.coding import Party
from dateline.pipeline import Resources, code
from dateline.predict.sentences import Record, as_story


def predict_plover_gsr(record: Record, resources: Resources) -> dict[str, Any]:
    """{id, events: [{event, source, target}]}, parties as {code, sector, span}."""
    events = code(as_story(record), resources).events
    found = [
        {"event": e.event, "source": [_party(p) for p in e.actor], "target": [_party(p) for p in e.recipient]}
        for e in events
    ]
    return {"id": record.get("id"), "events": found}


def _party(party: Party) -> dict[str, Any]:
    return {"code": party.country.split(";")[0], "sector": list(party.sector), "span": [party.start, party.end]}
