"""The words of wire services (data/formats/wire.yaml), loaded and compiled into patterns."""

import re
from functools import cached_property

import msgspec

from dateline.resources import DATA, load

PATH = DATA / "formats/wire.yaml"


class Agency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A news agency or broadcaster, and how it writes itself."""

    name: str
    forms: list[str]


class CreditVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody did for a report: the key in `Story.credits` and the words before "by"."""

    key: str
    forms: list[str]


class DatelineExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lead with a dateline, and what must be read from it."""

    text: str
    places: list[str]
    agency: str | None
    lead: str
    date: str | None = None


class BylineExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A byline and its names."""

    text: str
    names: list[str]
    agency: str | None = None


class CreditExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A credit line and its names by role."""

    text: str
    credits: dict[str, list[str]]


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must and what must not be taken for each kind of line."""

    datelines: list[DatelineExample]
    no_datelines: list[str]
    bylines: list[BylineExample]
    no_bylines: list[str]
    credits: list[CreditExample]
    no_credits: list[str]
    notices: list[str]
    no_notices: list[str]
    crossheads: list[str]
    no_crossheads: list[str]


class WireData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/formats/wire.yaml as it stands."""

    agencies: list[Agency]
    credit_verbs: list[CreditVerb]
    contributed: list[str]
    contributor_titles: list[str]
    byline_openers: list[str]
    byline_roles: list[str]
    role_nouns: list[str]
    tail_marks: list[str]
    countries: list[str]
    name_particles: list[str]
    months: list[str]
    month_short: list[str]
    weekdays: list[str]
    date_labels: list[str]
    not_places: list[str]
    regions: list[str]
    notices: list[str]
    examples: Examples


class WireWords(msgspec.Struct, frozen=True, dict=True):
    """The data with its compiled patterns; each pattern is made when it is first needed."""

    data: WireData

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """Each form, as written, to the agency's name."""
        return {form: agency.name for agency in self.data.agencies for form in agency.forms}

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        """Full and short month names in lower case to 1 … 12."""
        full = {month.lower(): i for i, month in enumerate(self.data.months, 1)}
        return full | {short.lower(): full[_full_name(short, self.data.months)] for short in self.data.month_short}

    @cached_property
    def month(self) -> str:
        """Pattern source: a month's name, short or full, with its full stop."""
        return f"(?:{any_of(self.data.months + self.data.month_short)})\\.?"

    @cached_property
    def weekday(self) -> str:
        """Pattern source: a weekday's name."""
        return f"(?:{any_of(self.data.weekdays)})\\.?"

    @cached_property
    def agency(self) -> str:
        """Pattern source: an agency in one of its forms."""
        return f"(?:{any_of(list(self.agency_names))})"

    @cached_property
    def notice(self) -> re.Pattern[str]:
        """A whole paragraph that a publisher added."""
        return re.compile("|".join(f"(?:{n})" for n in self.data.notices), re.IGNORECASE | re.DOTALL)

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """An end mark after the last sentence: (ANI), Enditem, ■."""
        return re.compile(rf"\s(?:{any_of(self.data.tail_marks)}|\((?:{self.agency})\))$")

    @cached_property
    def credit_keys(self) -> dict[str, str]:
        """Each credit verb in lower case to its key."""
        return {form: verb.key for verb in self.data.credit_verbs for form in verb.forms}

    def is_notice(self, block: str) -> bool:
        """Whether a paragraph is no part of the report."""
        return not any(c.isalnum() for c in block) or (len(block) < 600 and self.notice.fullmatch(block) is not None)

    def agency_in(self, text: str) -> str | None:
        """The first agency named in `text`, by its canonical name."""
        found = re.search(rf"(?<!\w){self.agency}(?!\w)", text)
        return self.agency_names[found.group()] if found else None


def load_words() -> WireWords:
    """Read data/formats/wire.yaml; raises DataError where it does not hold what it must."""
    return WireWords(load(PATH, WireData))


def any_of(words: list[str]) -> str:
    """Pattern source matching any of these words, longest first, any white space where they have a blank."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _full_name(short: str, months: list[str]) -> str:
    return next(month.lower() for month in months if month.startswith(short[:3]))
