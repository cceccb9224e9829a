"""What other lists call countries, parties and deeds, from data/exports."""

from functools import cache

import msgspec

from dateline.resources import DATA, load

FOLDER = DATA / "exports"


class Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country in other lists; None where the list lacks it or its code is not known for sure."""

    iso: int | None = None
    fips: str | None = None
    cow: int | None = None
    cameo: str | None = None


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of PLOVER's in CAMEO's codes."""

    kind: str
    region: str = ""
    group: str = ""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """cameo.yaml, explained there."""

    roles: dict[str, str]
    groups: dict[str, Group]
    quads: dict[str, int]
    icews: dict[str, str]
    reciprocal: dict[str, frozenset[str]]


class AcledDeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of acled.yaml."""

    type: str
    modes: frozenset[str]
    event: str
    sub: str = ""
    actor: str | None = None
    recipient: str | None = None


class Acled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """acled.yaml, explained there."""

    deeds: list[AcledDeed]
    sectors: dict[str, frozenset[str]]
    disorder: dict[str, str]
    inter: dict[str, int]
    crowd: dict[str, int]


@cache
def countries() -> dict[str, Codes]:
    """ISO 3166 alpha-3 (KOS for Kosovo) -> codes. Raises DataError."""
    return load(FOLDER / "countries.yaml", dict[str, Codes])


def codes_of(country: str | None) -> Codes:
    """The codes of a country; none of a group or of what is no country."""
    return countries().get(country or "", Codes())


@cache
def words() -> Words:
    """CAMEO's, GDELT's and ICEWS's words. Raises DataError."""
    return load(FOLDER / "cameo.yaml", Words)


@cache
def acled() -> Acled:
    """ACLED's words. Raises DataError."""
    return load(FOLDER / "acled.yaml", Acled)


__all__ = ["Acled", "AcledDeed", "Codes", "Group", "Words", "acled", "codes_of", "countries", "words"]
