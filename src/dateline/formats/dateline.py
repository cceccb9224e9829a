"""The dateline of a report: where, when and by which agency it was filed, before the first words of the lead."""

import datetime
import re

import msgspec

from dateline.formats.limits import LIMITS
from dateline.formats.words import WireWords
from dateline.spans import Span, trimmed

SEPARATOR = re.compile(r"\s*/\s*|\s+(?:and|AND|&)\s+|,\s*(?:and\s+|AND\s+)?")
LEAD_OPENERS = "\"'“‘„«(["


class Dateline(msgspec.Struct, frozen=True):
    """`places` are the towns as written; the lead begins at character `end` of the text."""

    places: tuple[Span, ...]
    agency: str | None
    date: datetime.date | None
    end: int


class DatelineReader(msgspec.Struct, frozen=True):
    """Finds the dateline at the beginning of a paragraph."""

    words: WireWords
    pattern: re.Pattern[str]

    def read(self, text: str, block: Span) -> Dateline | None:
        """The dateline with which the block begins, if it begins with one."""
        found = self.pattern.match(text, block.start, min(block.end, block.start + LIMITS.dateline))
        if not found or not self._holds(found, text[found.end() : block.end]):
            return None
        where = Span(found.start("where"), found.end("where"), found["where"]) if found["where"] else None
        return Dateline(_places(text, where) if where else (), self._agency(found), self._date(found), found.end())

    def _holds(self, found: re.Match[str], lead: str) -> bool:
        """Whether the match is strong enough: an agency or a date, or else capitals, a dash and a new sentence."""
        where, known = found["where"] or "", self._known_agency(found)
        if where and not (_all_named(where, self.words.data.name_particles) and self._may_be_place(where)):
            return False
        if not _begins_sentence(lead):
            return False
        if known or found["slashed"]:
            return bool(found["dash"] or found["day"] or found["slashed"] or not where or _capitals(where))
        if found["bracket"] or found["day"]:
            return bool(where and found["dash"]) and (_capitals(where) or found.string[found.end("where")] == ",")
        return bool(lead) and len(where) > 2 and (_capitals(where) or self._in_country(where, found["dash"]))

    def _in_country(self, where: str, dash: str) -> bool:
        """Lviv, Ukraine –: a town in small letters counts where a country stands after it."""
        town, comma, country = where.partition(", ")
        return bool(comma) and dash != ":" and country in self.words.data.countries and len(town.split()) <= 3

    def _may_be_place(self, where: str) -> bool:
        first = SEPARATOR.split(where)[0]
        return first not in self.words.data.not_places and first.split()[0] not in self.words.data.not_places

    def _known_agency(self, found: re.Match[str]) -> str | None:
        said = found["bracket"] or found["slashed"] or found["bare"] or found["alone"] or found["opening"]
        return self.words.agency_in(said) if said else None

    def _agency(self, found: re.Match[str]) -> str | None:
        said = found["bracket"] or found["slashed"]
        return self._known_agency(found) or (said.strip() if said and not any(map(str.isdigit, said)) else None)

    def _date(self, found: re.Match[str]) -> datetime.date | None:
        return date_of(found["day"], self.words) if found["day"] else None


def dateline_reader(words: WireWords) -> DatelineReader:
    """Compile the pattern of a dateline. `where` is lazy, so each mark after it must be one that no name contains."""
    day = rf"(?P<day>{words.month}\s*\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{words.month}(?:,?\s+\d{{4}})?)"
    bracket, slashed = r"\((?P<bracket>[^()\n]{2,60})\)", r"/(?P<slashed>[A-Z][\w\s-]{1,20})/"
    bare = rf"(?P<bare>{words.agency})(?=\s*[-–—―_])"
    dash = r"(?<=[)/])\.-?(?=\s|$)|--|(?<=[\s)/\]])-|-(?=\s|$)|(?<=\s)–|–(?=\s|$)|[—―]|(?<=\s)_(?=\s|$)|:(?=\s|$)"
    pattern = rf"""
        (?: (?P<opening>{words.agency})(?=\s+[-–—―_])
          | (?P<where>[^\W\d_][\w.'’\- /&,]{{0,90}}?) (?:\s*\[[^\]\n]{{2,40}}\])?
            (?:(?:,?\s+{words.weekday})?,?\s+{day}\.?)? (?:,?\s*(?:{bracket}|{slashed}|{bare}))?
          | \((?P<alone>{words.agency})\) )
        (?: \s*(?P<dash>{dash}) | (?(bracket)|(?(slashed)|(?(alone)|(?!)))) ) \s*"""
    return DatelineReader(words, re.compile(pattern, re.VERBOSE))


def date_of(text: str, words: WireWords) -> datetime.date | None:
    """The day in "6 May 2024", "May 6, 2024" or "2024-05-06"; None without a year or such a day."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    month = re.search(words.month, text)
    try:
        if month is None:
            return datetime.date(*numbers[:3])
        day, year = numbers[:2]
        return datetime.date(year, words.month_numbers[month.group().rstrip(".").lower()], day)
    except (ValueError, TypeError):
        return None


def _places(text: str, where: Span) -> tuple[Span, ...]:
    """The towns of a list; a country or state after a comma is none."""
    found: list[Span] = []
    start, comma = where.start, False
    for sep in [*SEPARATOR.finditer(text, where.start, where.end), None]:
        place = trimmed(text, start, sep.start() if sep else where.end)
        if place.text and not (comma and found and _is_region(found[-1].text, place.text)):
            found.append(place)
        if sep:
            start, comma = sep.end(), sep.group().strip() == ","
    return tuple(found)


def _is_region(town: str, after: str) -> bool:
    """Georgia in "TBILISI, Georgia" and "Tbilisi, Georgia", N.H. in "SALEM, N.H."; not LONDON in "PARIS, LONDON"."""
    return "." in after or not _capitals(after) or not _capitals(town)


def _capitals(text: str) -> bool:
    """Whether the first place of a list is in capitals."""
    first = SEPARATOR.split(text)[0]
    letters = [c for c in first.replace("Mc", "MC") if c.isalpha()]
    return bool(letters) and all(c.isupper() or not c.islower() for c in letters)


def _all_named(where: str, particles: list[str]) -> bool:
    """Whether each part of a list of places could be a name: few words, each with a capital."""
    parts = [part for part in SEPARATOR.split(where) if part]
    return bool(parts) and len(parts) <= 6 and all(_named(part.split(), particles) for part in parts)


def _named(words: list[str], particles: list[str]) -> bool:
    return len(words) <= 5 and words[0][0].isupper() and all(w[0].isupper() or w in particles for w in words)


def _begins_sentence(lead: str) -> bool:
    """A dateline stands before a capital, a figure or a quotation; an aside goes on in lower case."""
    lead = lead.lstrip()
    return not lead or not lead[0].islower() or (len(lead) > 1 and lead[1].isupper()) or lead[0] in LEAD_OPENERS


__all__ = ["Dateline", "DatelineReader", "date_of", "dateline_reader"]
