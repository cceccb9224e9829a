"""What the surroundings say of a location: "southern Israel", a city-state's city, an unlisted village's country."""

from collections.abc import Mapping, Sequence

from dateline.knowledge.gazetteer import Entry
from dateline.spans import Span
from dateline.stages.siting.candidates import Candidate
from dateline.stages.siting.judging import Scene, around

PARTED = ("country", "continent", "disputed", "region", "island", "admin1")
CITY_STATE = 0.8
"""Share of a country's people in the town of its name from which it is a city-state."""


def setting_of(scene: Scene, candidate: Candidate, found: Mapping[int, Entry], home: Sequence[Entry]) -> Entry | None:
    """The resolved name that a name stands with: the nearest one of its sentence, else the dateline's."""
    tokens = scene.reading.tokens
    sentence = tokens[candidate.first].sentence
    near = [i for i, e in found.items() if i != candidate.first and e.iso2 and tokens[i].sentence == sentence]
    behind = [i for i in near if i > candidate.first] or near
    if behind:
        return found[min(behind, key=lambda i: abs(i - candidate.first))]
    return home[0] if home else None


def misplaced(entry: Entry, setting: Entry) -> bool:
    """Whether a square or building is of another country than the place beside it: squares share their names."""
    return entry.kind == "facility" and bool(entry.iso2) and not entry.main and entry.iso2 != setting.iso2


def city_of_state(scene: Scene, candidate: Candidate, entry: Entry | None) -> Entry | None:
    """Singapore, Monaco: the city where the text says "in" or "at"; other entries as they are."""
    before, _ = around(scene, candidate)
    if entry is None or entry.kind != "country" or before is None or before.lower not in ("in", "at"):
        return entry
    twins = [o for o in candidate.options if o.kind == "capital" and o.iso2 == entry.iso2]
    return next((t for t in twins if t.population >= CITY_STATE * entry.population), entry)


def quarter(scene: Scene, candidate: Candidate, entry: Entry | None) -> Span | None:
    """The span of "southern Israel" where a word of direction makes the name a part of the land."""
    tokens, i = scene.reading.tokens, candidate.first - 1
    if entry is None or entry.kind not in PARTED or i < 0 or tokens[i].sentence != tokens[candidate.first].sentence:
        return None
    if tokens[i].lower not in scene.gazetteer.roles.quarters or (i and tokens[i - 1].lower == "the"):
        return None
    _, after = around(scene, candidate)
    if after is not None and after.lower in scene.words.classifiers:
        return None
    return scene.reading.span(i, candidate.last)
