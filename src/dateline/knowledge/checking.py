"""Whether the tables of states, organisations and offices contradict themselves: what no single file shows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from dateline.knowledge.days import FIRST, LAST, first_day, last_day
from dateline.knowledge.folding import words_of
from dateline.knowledge.people import RANKS
from dateline.knowledge.tables import Holder, Knowledge, OfficeSeries, Organisation, State
from dateline.resources import DATA, load

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
GROUPS = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
SECTORS = frozenset((
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "MED", "LAB", "REF", "OPP", "PRE", "REL", "SOC",
))  # fmt: skip
QID = re.compile(r"Q[1-9]\d*")


class Ambiguous(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that really belongs to several at one time; the reader must decide by what stands around it."""

    name: str
    why: str


def load_ambiguous() -> list[Ambiguous]:
    """data/knowledge/ambiguous.yaml; raises DataError."""
    return load(DATA / "knowledge/ambiguous.yaml", list[Ambiguous])


def faults(knowledge: Knowledge, ambiguous: Iterable[Ambiguous] = ()) -> Iterator[str]:
    """Every fault, in one line that names the place and the remedy."""
    codes = frozenset(s.code for s in knowledge.states)
    entries: tuple[State | Organisation, ...] = (*knowledge.states, *knowledge.organisations)
    for entry in entries:
        yield from faults_of(entry, codes)
    yield from _twice("states", [s.code for s in knowledge.states])
    yield from _twice("organisations", [o.id for o in knowledge.organisations])
    yield from _shared_names(knowledge, frozenset("".join(words_of(a.name)) for a in ambiguous))


def faults_of(entry: State | Organisation, codes: frozenset[str]) -> Iterator[str]:
    """The faults of one state or organisation by itself; `codes` are the states that there are."""
    if not entry.name.strip():
        yield f"{entry.code if isinstance(entry, State) else entry.id}: no name"
    yield from _of_state(entry) if isinstance(entry, State) else _of_organisation(entry, codes)


def _of_state(state: State) -> Iterator[str]:
    if not re.fullmatch("[A-Z]{3}", state.code):
        yield f"{state.code}: a state's code has three capitals"
    yield from _wrong_id(state.code, state.wikidata)
    yield from _twice(
        state.code, state.aliases, state.demonyms, state.peoples, state.metonyms, state.regions, state.blocs
    )
    for absent in state.without:
        yield from _wrong_time(f"{state.code} without {absent.rank}", absent.from_, absent.to)
        if absent.rank not in RANKS:
            yield f"{state.code} without: no rank {absent.rank!r} (one of {', '.join(sorted(RANKS))})"
    for former in state.former:
        yield from _wrong_time(f"{state.code} {former.name}", former.from_, former.to)
    yield from _of_offices(state.code, state.offices)


def _of_organisation(organisation: Organisation, codes: frozenset[str]) -> Iterator[str]:
    where = organisation.id
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", where):
        yield f"{where}: an id is lower case with hyphens"
    if organisation.country not in codes | GROUPS:
        yield f"{where}: no country {organisation.country!r} (a state's code, or one of {', '.join(sorted(GROUPS))})"
    yield from _wrong_id(where, organisation.wikidata)
    yield from _wrong_sectors(where, organisation.sector)
    yield from _twice(where, organisation.aliases, organisation.acronyms, organisation.sector)
    yield from _wrong_time(where, organisation.from_, organisation.to)
    yield from _of_offices(where, organisation.offices)


def _of_offices(owner: str, offices: list[OfficeSeries]) -> Iterator[str]:
    yield from _twice(owner, [o.office for o in offices])
    names = {h.name for o in offices for h in o.holders}
    genders = {(h.name, h.gender) for o in offices for h in o.holders if h.gender}
    both = sorted(name for name, gender in genders if gender == "m" and (name, "f") in genders)
    yield from (f"{owner} {name}: both m and f" for name in both)
    for office in offices:
        where = f"{owner} {office.office}"
        if office.rank not in RANKS:
            yield f"{where}: no rank {office.rank!r} (one of {', '.join(sorted(RANKS))})"
        if not office.holders and not office.gaps:
            yield f"{where}: nobody holds it (list a holder, or a gap with a note)"
        yield from _wrong_sectors(where, office.sector)
        yield from _twice(where, [f"{h.name} from {h.from_}" for h in office.holders])
        for holder in office.holders:
            yield from _of_holder(f"{where} {holder.name}", holder, names)
        for gap in office.gaps:
            yield from _wrong_time(f"{where} gap", gap.from_, gap.to)
        yield from _overlaps(where, office)


def _of_holder(where: str, holder: Holder, names: set[str]) -> Iterator[str]:
    yield from _wrong_time(where, holder.from_, holder.to)
    yield from _wrong_id(where, holder.wikidata)
    if holder.gender not in ("m", "f", None):
        yield f"{where}: gender {holder.gender!r} (m, f, or left out)"
    if not holder.name or holder.name != " ".join(holder.name.split()):
        yield f"{where}: no name, or blanks too many in it"
    for alias in sorted(names.intersection(holder.aliases)):
        yield f"{where}: the alias {alias} is the main name of an entry here (spell a person one way)"


def _overlaps(where: str, office: OfficeSeries) -> Iterator[str]:
    """Who held a single office at the same time; a day of handover, or a month known only as such, may be shared."""
    dated = [h for h in office.holders if office.single and not list(_wrong_time("", h.from_, h.to))]
    spans = sorted((last_day(h.from_) if h.from_ else FIRST, first_day(h.to) if h.to else LAST, h.name) for h in dated)
    for i, (_, end, name) in enumerate(spans):
        for start, other_end, other in spans[i + 1 :]:
            if start < end and other_end > start:
                yield f"{where}: {name} and {other} at once from {start} (mend a date, or say single: false)"


def _shared_names(knowledge: Knowledge, marked: frozenset[str]) -> Iterator[str]:
    """Names that two states or organisations bear at one time without being marked ambiguous."""
    bearers: dict[str, dict[str, tuple[str, str | None, str | None]]] = defaultdict(dict)
    for name, owner, start, end in _names(knowledge):
        bearers["".join(words_of(name))].setdefault(owner, (name, start, end))
    for key, owners in bearers.items():
        pairs = [(a, b) for i, a in enumerate(owners) for b in list(owners)[i + 1 :] if _meet(owners[a], owners[b])]
        if key not in marked:
            yield from (f"{owners[a][0]}: both {a} and {b} (rename one, or add it to ambiguous.yaml)" for a, b in pairs)


def _names(knowledge: Knowledge) -> Iterator[tuple[str, str, str | None, str | None]]:
    """(name, bearer, from, to) of states and organisations; people's names are kept apart by their offices."""
    for state in knowledge.states:
        own = (state.name, state.official or state.name, *state.aliases, *state.demonyms, *state.peoples)
        for name in (*own, *state.metonyms, *state.disputed, *filter(None, [state.capital])):
            yield name, state.code, None, None
    for o in knowledge.organisations:
        for name in (o.name, *o.aliases, *o.acronyms):
            yield name, o.id, o.from_, o.to


def _meet(one: tuple[str, str | None, str | None], other: tuple[str, str | None, str | None]) -> bool:
    if any(list(_wrong_time(*bearer)) for bearer in (one, other)):
        return False
    first = max(first_day(one[1]), first_day(other[1]))
    return first <= min(last_day(one[2]), last_day(other[2]))


def _wrong_time(where: str, start: str | None, end: str | None) -> Iterator[str]:
    if wrong := [d for d in (start, end) if d is not None and not DATE.fullmatch(d)]:
        yield f"{where}: {wrong[0]!r} is no date (2024-05-14, 2024-05 or 2024)"
        return
    try:
        if first_day(start) > last_day(end):
            yield f"{where}: ends {end} before it begins {start}"
    except ValueError as error:
        yield f"{where}: {error} in {start} to {end}"


def _wrong_id(where: str, wikidata: str | None) -> Iterator[str]:
    if wikidata is not None and not QID.fullmatch(wikidata):
        yield f"{where}: {wikidata!r} is no Wikidata id (Q and a number)"


def _wrong_sectors(where: str, sectors: list[str]) -> Iterator[str]:
    yield from (f"{where}: no sector {s!r} in PLOVER" for s in sectors if s not in SECTORS)


def _twice(where: str, *lists: list[str]) -> Iterator[str]:
    for values in lists:
        yield from (f"{where}: {v!r} stands twice" for v in dict.fromkeys(values) if values.count(v) > 1)


__all__ = ["Ambiguous", "faults", "faults_of", "load_ambiguous"]
