"""When texts are copies and reports are of one event: data/joining/joining.yaml, loaded."""

import re
from functools import cached_property

import msgspec

from dateline.resources import DATA, load

PATH = DATA / "joining/joining.yaml"


class Copies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which stories are the same text; the likenesses are shares from 0 to 1."""

    words: int
    bands: int
    rows: int
    likeness: float
    contained: float
    shortest: float
    days: int


class Marker(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words at the head of a title that tell which version a story is."""

    pattern: str
    rank: int


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A title, and what must be read from it."""

    title: str
    rank: int
    heading: str


class Versions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Which story takes the place of which."""

    likeness: float
    days: int
    markers: list[Marker]
    examples: list[Heading]

    @cached_property
    def patterns(self) -> list[tuple[re.Pattern[str], int]]:
        """The markers, each with what sets it off from the title, and their ranks."""
        return [(re.compile(rf"\s*{m.pattern}\s*(?:\([^)]*\)\s*)?[-–—:]\s*"), m.rank) for m in self.markers]

    def read(self, title: str) -> tuple[int, str]:
        """The rank of a title's markers together, and the heading without them: lower case, words only."""
        rank = 0
        while found := next(((m, r) for p, r in self.patterns if (m := p.match(title))), None):
            match, by_default = found
            number = match.groupdict().get("n")
            rank += int(number) + (by_default if by_default > 1 else 0) if number else by_default
            title = title[match.end() :]
        return rank, " ".join(re.findall(r"\w+", title.lower()))


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much each likeness or difference of two reports says for one event."""

    type_same: float
    type_near: float
    mode_same: float
    mode_other: float
    party_same: float
    party_role: float
    party_country: float
    party_other: float
    party_unknown: float
    party_stranger: float
    party_missed: float
    day_same: float
    day_overlap: float
    day_near: float
    place_same: float
    place_near: float
    place_region: float
    place_country: float
    place_far: float
    place_unknown: float
    size_same: float
    size_near: float
    size_far: float
    wording: float
    copy: float
    same_story: float


class Events(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """When two reports tell of one event; days in days, distances in kilometres."""

    threshold: float
    together: float
    days: int
    longest: int
    far_km: float
    near_km: float
    symmetric: list[str]
    near_types: list[tuple[str, str]]
    weights: Weights

    @cached_property
    def near(self) -> dict[str, frozenset[str]]:
        """Each type that has near ones -> those."""
        pairs = [*self.near_types, *((b, a) for a, b in self.near_types)]
        return {a: frozenset(b for x, b in pairs if x == a) for a, _ in pairs}


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of the file."""

    copies: Copies
    versions: Versions
    events: Events


def load_thresholds() -> Thresholds:
    """The thresholds; raises DataError where the file is faulty."""
    return load(PATH, Thresholds)


__all__ = ["Copies", "Events", "Thresholds", "Versions", "Weights", "load_thresholds"]
