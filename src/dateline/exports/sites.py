"""A record's place by the levels that tables have columns for."""

from functools import cache

import msgspec

from dateline.coding import Place
from dateline.knowledge.gazetteer import Gazetteer, load_gazetteer
from dateline.resources import DATA

TOWNS = ("capital", "city", "village")
FEATURES = {"admin1": "ADM1", "admin2": "ADM2", "capital": "PPLC"}
"""Kinds of the gazetteer that are one feature code of GeoNames."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A place; `kind` is the gazetteer's (country, admin1, admin2, capital, city, village …), "" where it has none."""

    name: str
    raw: str
    country: str | None
    country_name: str | None
    province: str | None
    district: str | None
    city: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    kind: str

    @property
    def feature(self) -> str | None:
        """GeoNames' feature code, where the kind is exactly one."""
        return FEATURES.get(self.kind)

    @property
    def full_name(self) -> str:
        """Town, division, country, each once."""
        return ", ".join(dict.fromkeys(part for part in (self.name, self.province, self.country_name) if part))


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()


@cache
def _country_names() -> dict[str, str]:
    lines = (DATA / "gazetteer/countries.tsv").read_text(encoding="utf-8").splitlines()
    return {fields[1]: fields[3] for fields in (line.split("\t") for line in lines)}


def country_name(code: str | None) -> str | None:
    """The name of an alpha-3 code; None for groups and what is none."""
    return _country_names().get(code or "")


def site_of(place: Place | None) -> Site | None:
    """The place with its levels; None where there is no place."""
    if place is None:
        return None
    entry = _gazetteer().get(place.geonameid) if place.geonameid is not None else None
    kind = entry.kind if entry else ""
    return Site(
        name=place.name,
        raw=place.text,
        country=place.country,
        country_name=country_name(place.country),
        province=place.name if kind == "admin1" else place.admin1,
        district=place.name if kind == "admin2" else None,
        city=place.name if kind in TOWNS else None,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        kind=kind,
    )


__all__ = ["Site", "country_name", "site_of"]
