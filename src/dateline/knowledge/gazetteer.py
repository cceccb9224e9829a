"""Names of places and what they mean, from data/gazetteer/: sorted files that are mapped into memory and bisected.

Nothing is read at start but small YAML files and the lists of countries and capitals. A look-up reads some twenty
lines of the mapped file.
"""

import math
import mmap
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from dateline.knowledge.place_words import Words, load_words
from dateline.resources import DATA, DataError, load

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
                         "ə": "e",
                         "-": " ", "–": " ", "/": " ", ",": " ", "’": "", "'": "", "‘": "", "ʼ": "", "`": "", "´": "",
                         "ʻ": "", "ʾ": "", "ʿ": "", ".": ""})  # fmt: skip
FIRST_OWN_ID = 1_000_000_000
"""Features and countries without a GeoNames id get ids from here on, by their place in the file."""
REMEMBERED = 20_000
EARTH_KM = 6371.0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One place. `kind`: country, admin1, admin2, capital, city, village (below 5,000), or a feature's (sea …)."""

    id: int
    name: str
    iso2: str
    """ISO 3166 alpha-2 of the country, "" for seas and continents."""
    country: str | None
    """ISO 3166 alpha-3."""
    division: str
    """GeoNames code of the first-order division within the country, "" where none is known."""
    kind: str
    population: int
    lat: float
    lon: float
    main: bool = True
    """Whether the name asked for is the place's own name rather than another one."""

    @property
    def geonameid(self) -> int | None:
        """The GeoNames id, where one is known."""
        return self.id if self.id < FIRST_OWN_ID else None


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of countries.yaml: the point in degrees and the names besides the one in countries.tsv."""

    code: str
    point: tuple[float, float]
    names: list[str] = []


class Feature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of features.yaml: a place that GeoNames' lists of towns and divisions do not hold."""

    name: str
    kind: str
    point: tuple[float, float]
    country: str = ""
    """ISO 3166 alpha-2 where the place lies in one country."""
    names: list[str] = []
    id: int | None = None
    """GeoNames id, only where surely known."""
    plain: bool = True
    """False where the words mean other things as well: such a name needs "in", "at" and the like."""


class Roles(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """roles.yaml as it stands: words that make a name a location, a topic or a receiver; explained there."""

    rulers: dict[str, str]
    linking: frozenset[str]
    flying: frozenset[str]
    contests: frozenset[str]
    quarters: frozenset[str]
    topics: frozenset[str]
    subjects: frozenset[str]
    sending: frozenset[str]
    travellers: frozenset[str]
    assailing: frozenset[str]
    burdening: frozenset[str]
    departing: frozenset[str]
    seats: frozenset[str]
    grounds: frozenset[str]
    particles: frozenset[str]
    homes: frozenset[str]
    settlements: frozenset[str]


def fold(name: str) -> str:
    """The name in lower case without accents, points and apostrophes; hyphens become spaces."""
    if name.isascii():
        return " ".join(name.lower().translate(LETTERS).split())
    lower = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    plain = "".join(c for c in lower if not unicodedata.combining(c))
    return " ".join(plain.translate(LETTERS).split())


def distance(a: Entry, b: Entry) -> float:
    """Great-circle distance in kilometres."""
    first, second = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class Table:
    """A mapped text file of lines KEY<tab>VALUES sorted by key (as bytes, or as numbers)."""

    def __init__(self, path: Path, numeric: bool = False) -> None:
        self._numeric = numeric
        self.find = lru_cache(REMEMBERED)(self._find)
        """The values of a key, or None; the latest keys are remembered, for news names the same places again."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def _find(self, key: str) -> tuple[str, ...] | None:
        wanted, low, high = self._order(key.encode()), 0, len(self._map)
        while low < high:
            start = self._map.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._map.find(b"\n", start)
            line = self._map[start:end]
            here = self._order(line[: line.find(b"\t")])
            if here == wanted:
                return tuple(line.decode().split("\t")[1:])
            low, high = (end + 1, high) if here < wanted else (low, start)
        return None

    def _order(self, key: bytes) -> tuple[int, bytes]:
        """Numbers sort by length first: they have no leading zeros."""
        return (len(key), key) if self._numeric else (0, key)

    def lines(self) -> Iterator[list[str]]:
        """All lines as fields, in file order."""
        for line in iter(self._map.readline, b""):
            yield line.decode().rstrip("\n").split("\t")


class Gazetteer:
    """All places; made by load_gazetteer, never changed."""

    def __init__(self, names: Table, places: Table, divisions: Table, entries: dict[int, Entry],
                 aliases: dict[str, tuple[tuple[int, bool], ...]], iso3: dict[str, str],
                 wary: frozenset[str], abbreviations: dict[str, str], words: Words, roles: Roles,
                 capitals: dict[str, int]) -> None:  # fmt: skip
        self._names, self._places, self._divisions = names, places, divisions
        self._entries, self._aliases, self._iso3 = entries, aliases, iso3
        self._wary = wary
        self.words, self.roles = words, roles
        self._capitals = capitals
        self._abbreviations = abbreviations

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of that name (spelling folded), best known first: features and countries, then by population."""
        key = fold(name)
        joined = key.replace(" ", "") if "-" in name else ""
        return self._of_key(key) or self._of_key(self._respelt(key)) or self._of_key(joined)

    def _respelt(self, key: str) -> str:
        """The folded name with its first word spelt the other way (saint for st); "" where there is none."""
        first, _, rest = key.partition(" ")
        other = self.words.cues.respelt.get(first)
        return f"{other} {rest}" if rest and other else ""

    def _of_key(self, key: str) -> tuple[Entry, ...]:
        found = [self._own(number, main) for number, main in self._aliases.get(key, ())]
        listed = self._names.find(key) if key else None
        for item in listed[0].split(",") if listed else ():
            entry = self._entry(int(item.rstrip("~")), not item.endswith("~"))
            if all(entry.id != f.id for f in found):
                found.append(entry)
        return tuple(found)

    def get(self, number: int) -> Entry | None:
        """The place with that id (a GeoNames id, or one of our own)."""
        return self._entries.get(number) or (self._entry(number, True) if self._places.find(str(number)) else None)

    def division(self, iso2: str, code: str) -> Entry | None:
        """The first-order division with that GeoNames code, as in US and IL."""
        found = self._divisions.find(f"{iso2}.{code}")
        return self._entry(int(found[0]), True) if found else None

    def capital(self, iso2: str) -> Entry | None:
        """The capital of a country; None where it is contested or not known."""
        number = self._capitals.get(iso2)
        return self._entry(number, True) if number else None

    def division_name(self, entry: Entry) -> str | None:
        """Name of the first-order division that an entry lies in, or is."""
        if entry.kind == "admin1":
            return entry.name
        found = self._divisions.find(f"{entry.iso2}.{entry.division}") if entry.division else None
        return found[1] if found else None

    def abbreviated(self, text: str) -> Entry | None:
        """The division that "Ill.", "Va." or "Ont." stands for: only right after a place's name and a comma."""
        code = self._abbreviations.get(text)
        return self.division(*code.split(".")) if code else None

    def wary(self, name: str) -> bool:
        """Whether a feature's name also means other things (the West, the Gulf)."""
        return fold(name) in self._wary

    def _own(self, number: int, main: bool) -> Entry:
        return msgspec.structs.replace(self._entries[number], main=main)

    def _entry(self, number: int, main: bool) -> Entry:
        fields = self._places.find(str(number))
        if fields is None:
            raise DataError(f"gazetteer/places.tsv: no line for {number}")
        name, iso2, division, kind, population, lat, lon = fields
        return Entry(id=number, name=name, iso2=iso2, country=self._iso3.get(iso2), division=division, kind=KINDS[kind],
                     population=int(population), lat=float(lat), lon=float(lon), main=main)  # fmt: skip


KINDS = {"1": "admin1", "2": "admin2", "K": "capital", "P": "city", "V": "village"}


def load_gazetteer(folder: Path = DATA / "gazetteer") -> Gazetteer:
    """Map the files of the folder; raises DataError or OSError where one is missing or wrong."""
    entries: dict[int, Entry] = {}
    aliases: dict[str, list[tuple[int, bool]]] = {}
    iso3 = _add_countries(folder, entries, aliases)
    features = load(folder / "features.yaml", list[Feature])
    for place, feature in enumerate(features):
        entry = _feature_entry(feature, place, iso3)
        entries[entry.id] = entry
        for index, name in enumerate([feature.name, *feature.names]):
            aliases.setdefault(fold(name), []).append((entry.id, index == 0))
    wary = frozenset(fold(name) for f in features if not f.plain for name in [f.name, *f.names])
    abbreviations = load(folder / "abbreviations.yaml", dict[str, str])
    capitals = dict(line.split("\t") for line in (folder / "capitals.tsv").read_text(encoding="utf-8").splitlines())
    return Gazetteer(
        Table(folder / "names.tsv"), Table(folder / "places.tsv", numeric=True), Table(folder / "divisions.tsv"),
        entries, {k: tuple(v) for k, v in aliases.items()}, iso3, wary, abbreviations, load_words(),
        load(folder / "roles.yaml", Roles), {code: int(number) for code, number in capitals.items()},
    )  # fmt: skip


def _add_countries(
    folder: Path, entries: dict[int, Entry], aliases: dict[str, list[tuple[int, bool]]]
) -> dict[str, str]:
    """Fill both tables with countries; returns alpha-2 → alpha-3."""
    more = {country.code: country for country in load(folder / "countries.yaml", list[Country])}
    iso3: dict[str, str] = {}
    for line in (folder / "countries.tsv").read_text(encoding="utf-8").splitlines():
        code, alpha3, number, name, population = line.split("\t")
        known = more[code]
        iso3[code] = alpha3
        entries[int(number)] = Entry(id=int(number), name=name, iso2=code, country=alpha3, division="", kind="country",
                                     population=int(population), lat=known.point[0], lon=known.point[1])  # fmt: skip
        for index, alias in enumerate([name, *known.names]):
            if (int(number), True) not in aliases.setdefault(fold(alias), []):
                aliases[fold(alias)].append((int(number), index == 0 or len(alias) > 2))
    return iso3


def _feature_entry(feature: Feature, place: int, iso3: dict[str, str]) -> Entry:
    lat, lon = feature.point
    return Entry(id=feature.id or FIRST_OWN_ID + place, name=feature.name, iso2=feature.country, kind=feature.kind,
                 country=iso3.get(feature.country), division="", population=0, lat=lat, lon=lon)  # fmt: skip


__all__ = ["Country", "Entry", "Feature", "Gazetteer", "Roles", "Table", "distance", "fold", "load_gazetteer"]
