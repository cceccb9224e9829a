"""Bylines and credits: who wrote, reported and edited."""

import re

import msgspec

from dateline.formats.limits import LIMITS
from dateline.formats.words import WireWords, any_of

JOINTS = re.compile(r"\s*(?:,\s*(?:and|AND)\s+|\s+(?:and|AND|&|with)\s+|[,;|•·])\s*")
PLACE = re.compile(r"\s+(?:reported\s+)?(?:in|IN|from|at)\s+.*", re.DOTALL)
INITIAL = re.compile(r"[^\W\d_][\w.'’-]*")
WRAPPER = "()[] \t\r\n\u2028\u00a0"


class Byline(msgspec.Struct, frozen=True):
    """Names as printed, and the agency where the byline tells it."""

    names: tuple[str, ...]
    agency: str | None


class Credits(msgspec.Struct, frozen=True):
    """Role → names; `start` counts from the beginning of the text that was read."""

    names: dict[str, tuple[str, ...]]
    agency: str | None
    start: int


class PeopleReader(msgspec.Struct, frozen=True):
    """Reads bylines and credit lines."""

    words: WireWords
    opener: re.Pattern[str]
    verb: re.Pattern[str]
    contributed: re.Pattern[str]
    reported: re.Pattern[str]
    titles: re.Pattern[str]

    def byline(self, line: str) -> Byline | None:
        """The names of a line that is a byline and nothing else."""
        text = " ".join(line.strip("()[]* \t\u00a0").split())
        opened = self.opener.match(text)
        rest = text[opened.end() :].rstrip(".:") if opened else text
        if not rest or len(text) > LIMITS.byline or (not opened and not self._ends_with_agency(text)):
            return None
        return self._byline_of(rest, bool(opened))

    def credits(self, block: str, authors: tuple[str, ...] = ()) -> Credits | None:
        """The credits of a paragraph, from where they begin; None where it holds none or goes on after them.

        `authors` are the names of the byline, so that "Ruiz reported from Oslo and Lind from Riga." is understood.
        """
        surnames = {name.split()[-1]: name for name in authors}
        start = self._start(block, surnames)
        if start is None or len(block) - start > LIMITS.credit:
            return None
        tail = block[start:]
        found = self._by_verb(tail) or self._by_sentence(tail, surnames)
        return (
            Credits(found, self.words.agency_in(tail) if self.contributed.search(tail) else None, start)
            if found
            else None
        )

    def _ends_with_agency(self, text: str) -> bool:
        """Ana Ruiz, Reuters; short, so that a sentence is never taken for a byline."""
        return re.fullmatch(rf"[^,|]{{3,60}}\s*[,|]\s*{self.words.agency}", text) is not None

    def _byline_of(self, rest: str, opened: bool) -> Byline | None:
        names: list[str] = []
        for part in JOINTS.split(rest):
            name = PLACE.sub("", part).strip()
            if name in self.words.agency_names or self._is_role(name):
                continue
            if self._is_region(part, names) and PLACE.search(rest):
                continue
            if not self._is_name(name):
                return None
            names.append(_as_name(name))
        agency = self.words.agency_in(rest)
        if not names and opened and agency and len(rest.split()) <= 4:
            names = [rest]
        return Byline(tuple(names), agency) if names else None

    def _is_role(self, part: str) -> bool:
        """Staff Writer, Middle East editor: what somebody is, and no name."""
        words = part.lower().split()
        known = part.lower() in {role.lower() for role in self.words.data.byline_roles}
        return known or (len(words) > 1 and words[-1] in self.words.data.role_nouns)

    def is_role_line(self, line: str) -> bool:
        """A line under a byline that says what its author is."""
        return len(line.split()) <= 6 and self._is_role(line.strip(" ().\u00a0"))

    def _is_name(self, part: str) -> bool:
        """Two to five words with capitals, particles between; or a desk of an agency ("AP staff")."""
        words = part.split()
        if words and words[0] in self.words.agency_names:
            return len(words) <= 4
        capital = [w[0].isupper() or w in self.words.data.name_particles for w in words]
        return 2 <= len(words) <= 5 and all(capital) and words[-1][0].isupper() and not any(map(str.isdigit, part))

    def _start(self, block: str, surnames: dict[str, str]) -> int | None:
        """Where the credits begin: the paragraph's beginning, or a bracket at its end."""
        if self.verb.match(block) or self._by_sentence(block, surnames):
            return 0
        opened = max(block.rfind("("), block.rfind("["))
        if opened >= 0 and block.rstrip(" .").endswith((")", "]")) and self.verb.match(block, opened):
            return opened
        return None

    def _by_verb(self, tail: str) -> dict[str, tuple[str, ...]]:
        """(Reporting by A in X and B; Editing by C)."""
        marks = list(self.verb.finditer(tail))
        found: dict[str, tuple[str, ...]] = {}
        ends = [*(mark.start() for mark in marks[1:]), len(tail)]
        for mark, end in zip(marks, ends, strict=False):
            names = self._names(tail[mark.end() : end])
            for key in self._keys(mark["verbs"]):
                found[key] = (*found.get(key, ()), *names)
        bracketed = tail.lstrip()[:1] in ("(", "[")
        kept = {key: names for key, names in found.items() if names}
        return kept if all(self._credible(name, bracketed) for names in kept.values() for name in names) else {}

    def _credible(self, name: str, bracketed: bool) -> bool:
        """A name, or between brackets a desk ("the Oslo newsroom"), but never a clause of running text."""
        return self._is_name(name) or (bracketed and len(name.split()) <= 6)

    def _by_sentence(self, tail: str, surnames: dict[str, str]) -> dict[str, tuple[str, ...]]:
        """Associated Press writers A in X and B contributed to this report."""
        found: dict[str, tuple[str, ...]] = {}
        for sentence in re.split(r"(?<=[a-z)])\.\s+", tail.strip(WRAPPER)):
            said, filed = self.contributed.fullmatch(sentence), self.reported.fullmatch(sentence)
            mark = said or filed
            stated = self._names(self.titles.sub("", mark["names"])) if mark else ()
            names = tuple(surnames.get(name, name) for name in stated)
            if not names or not all(map(self._is_name, names)):
                return {}
            key = "contributing" if said else "reporting"
            found[key] = (*found.get(key, ()), *names)
        return found

    def _keys(self, verbs: str) -> list[str]:
        forms = re.split(r"\s*(?:,|and|&)\s+", " ".join(verbs.lower().split()))
        return [self.words.credit_keys[form] for form in forms if form in self.words.credit_keys]

    def _names(self, text: str) -> tuple[str, ...]:
        names: list[str] = []
        text = text.strip(WRAPPER + ".,;:|")
        placed = False
        for part in JOINTS.split(text):
            name = PLACE.sub("", part).strip(WRAPPER + ".")
            if name and not (placed and self._is_region(part, names)) and name not in self.words.agency_names:
                names.append(" ".join(name.split()))
            placed = placed or PLACE.search(part) is not None
        return tuple(names)

    def _is_region(self, part: str, names: list[str]) -> bool:
        """Arizona in "A in Mesa, Arizona, and B in Rome"."""
        return bool(names) and not PLACE.search(part) and (len(part.split()) == 1 or part in self.words.data.regions)


def _as_name(printed: str) -> str:
    """ANA RUIZ, as some bylines print it, is Ana Ruiz; initials stay."""
    return " ".join(w if "." in w else w.title() for w in printed.split()) if printed.isupper() else printed


def people_reader(words: WireWords) -> PeopleReader:
    """Compile the patterns of bylines and credits."""
    data = words.data
    forms = any_of(list(words.credit_keys))
    verbs = rf"(?P<verbs>(?:{forms})(?:\s*(?:,|and|&)\s+(?:{forms}))*)"
    said = any_of(data.contributed)
    return PeopleReader(
        words,
        opener=re.compile(rf"(?:{any_of(data.byline_openers)})\s+(?=[^\W\d_])"),
        verb=re.compile(rf"[(\[\s,;.]*(?<![^\W_])\b{verbs}\s*(?:by|:|-)\s+", re.IGNORECASE),
        contributed=re.compile(
            rf"(?P<names>[^;]{{4,400}}?),?\s+(?:also\s+)?(?:{said})(?:\s+from\s+[^.;]{{3,80}})?\.?", re.DOTALL
        ),
        reported=re.compile(r"(?P<names>[^;]{4,120}?\s+reported\s+from\s+[^;]{3,160}?)\.?"),
        titles=re.compile(rf"^(?:{words.agency}(?:['’]s?)?\s+)?(?:(?:{any_of(data.contributor_titles)})\s+)?"),
    )


__all__ = ["Byline", "Credits", "PeopleReader", "people_reader"]
