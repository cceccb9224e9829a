"""How single values read in a terminal: days, parties, places, counts."""

from collections import Counter
from collections.abc import Iterable

from dateline.cli.output import shown
from dateline.coding import Coding, Event, Party, Place, When

QUAD_STYLES = {1: "cyan", 2: "green", 3: "yellow", 4: "red"}
NONE = "–"


def when_words(when: When | None) -> str:
    """2024-05-16, 2024-05-01 to 2024-05-31, until 2024-05-16; with a word where the clause itself does not say it."""
    if when is None or (when.from_ is None and when.to is None):
        return NONE
    if when.from_ == when.to:
        days = str(when.from_)
    elif when.to is None:
        days = f"from {when.from_}"
    else:
        days = f"until {when.to}" if when.from_ is None else f"{when.from_} to {when.to}"
    return days + {"inherited": " (inherited)", "publication": " (published)"}.get(when.basis, "")


def code_words(event: Event) -> str:
    """CONSULT visit; its standing follows where it is not a fact of the day."""
    standing = [] if event.status == "actual" else [event.status]
    return " ".join([event.event, *event.mode, *standing, *(["historical"] if event.historical else [])])


def tag(party: Party) -> str:
    """RUS GOV: country and sectors."""
    return " ".join([*([party.country] if party.country else []), *party.sector])


def party_words(party: Party) -> str:
    """Vladimir Putin [RUS GOV]."""
    return f"{shown(party.name)} [{tag(party) or '?'}]"


def parties_words(parties: Iterable[Party]) -> str:
    """All parties of one side."""
    return ", ".join(map(party_words, parties)) or NONE


def place_words(place: Place | None) -> str:
    """Beijing, CHN."""
    return ", ".join(shown(part) for part in (place.name, place.country) if part) if place else NONE


def header_words(coding: Coding) -> str:
    """Date, dateline, agency and byline of a story, as far as it has them."""
    story = coding.story
    by = [f"by {', '.join(story.byline)}"] if story.byline else []
    return shown(" · ".join(part for part in (coding.date, "/".join(story.dateline), story.agency, *by) if part))


def type_words(codings: Iterable[Coding]) -> str:
    """CONSULT 7, AGREE 5: events by type, most frequent first."""
    return ", ".join(f"{name} {n}" for name, n in type_counts(codings))


def type_counts(codings: Iterable[Coding]) -> list[tuple[str, int]]:
    """How many events of each type, most frequent first, equal ones by name."""
    counts = Counter(event.event for coding in codings for event in coding.events)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def number_words(n: int, one: str) -> str:
    """1 event, 2 events."""
    return f"{n:,} {one}" + ("" if n == 1 else "s")
