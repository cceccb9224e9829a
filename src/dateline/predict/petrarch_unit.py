"""Task petrarch_unit: a sentence's events with CAMEO actor and event codes, one line a pair of actors."""

from typing import Any

from dateline.coding import Event, Party
from dateline.pipeline import Resources, code
from dateline.predict.sentences import Record, as_story


def predict_petrarch_unit(record: Record, resources: Resources) -> dict[str, Any]:
    """{id, events: [{source, target, code}]}; compound actors are spelled out as pairs, as CAMEO coders do."""
    events = code(as_story(record), resources).events
    return {"id": record.get("id"), "events": [pair for e in events for pair in _pairs(e)]}


def _pairs(event: Event) -> list[dict[str, Any]]:
    sources, targets = [_code(p) for p in event.actor] or ["---"], [_code(p) for p in event.recipient] or ["---"]
    return [{"source": s, "target": t, "code": event.cameo} for s in sources for t in targets]


def _code(party: Party) -> str:
    """CAMEO writes country and role as one word: RUSGOV."""
    return "".join((party.country.split(";")[0], *party.sector)) or "---"
