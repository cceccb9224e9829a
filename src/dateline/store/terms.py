"""By what a record is found: parties, speakers, places, contexts, sources and pairs of countries, as rows of `terms`.

Codes stand in capitals, names folded (lower case, letters and digits only), so that the two never meet. A sector has a
stroke before it ("/GOV", "RUS/GOV"), a pair of countries stands in the order of the alphabet ("CHN-RUS").
"""

from collections.abc import Iterable, Iterator

from dateline.coding import Event, Party, Place
from dateline.knowledge.folding import fold
from dateline.store.rows import Row


def folded(name: str) -> str:
    """A name as `terms` holds it."""
    return fold(name) or name.strip().lower()


def pair_of(one: str, two: str) -> str:
    """Two countries in the order of the alphabet: "CHN-RUS"."""
    return "-".join(sorted((one, two)))


def term_rows(
    record: Row, event: Event, reports: Iterable[Event], outlets: Iterable[str], dyads: list[Row]
) -> list[Row]:
    """The rows of `terms`; `event` says what the record says, `reports` are all of it, `outlets` who printed them."""
    found = {
        *_parties("actor", event.actor),
        *_parties("recipient", event.recipient),
        *_parties("speaker", (e.speaker for e in reports if e.speaker)),
        *(("context", name) for name in event.context),
        *_place(event.where),
        *(("source", folded(name)) for name in outlets),
        *(("dyad", pair_of(str(d["actor"]), str(d["recipient"]))) for d in dyads if d["actor"] and d["recipient"]),
    }
    return [{"record": record["id"], "field": f, "value": v, "day": record["day"]} for f, v in sorted(found) if v]


def _parties(role: str, parties: Iterable[Party]) -> Iterator[tuple[str, str]]:
    for party in parties:
        yield role, party.country
        yield role, folded(party.name)
        yield role, party.entity or ""
        yield role, folded(party.office or "")
        for sector in party.sector:
            yield role, f"/{sector}"
            if party.country:
                yield role, f"{party.country}/{sector}"


def _place(place: Place | None) -> Iterator[tuple[str, str]]:
    if place is not None:
        yield "place", folded(place.name)
        yield "place", place.country or ""
        yield "place", str(place.geonameid or "")


__all__ = ["folded", "pair_of", "term_rows"]
