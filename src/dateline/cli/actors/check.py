"""`dateline actors check`."""

from collections.abc import Iterator, Sequence

from dateline.cli.output import complain, shown
from dateline.cli.phrases import number_words
from dateline.cli.run import path_of
from dateline.knowledge.checking import faults, load_ambiguous
from dateline.knowledge.coverage import Coverage, Lack, faulty, lacks, load_coverage
from dateline.knowledge.index import load_tables
from dateline.knowledge.tables import Knowledge
from dateline.resources import DataError

SOUND, FAULTY, ABSENT = 0, 1, 2


def run_check(states: Sequence[str], every: bool, actors: str | None) -> int:
    """Print the faults of the tables and the gaps in their offices; gives the exit status."""
    try:
        knowledge, coverage = load_tables(path_of(actors)), load_coverage()
        found = list(faults(knowledge, load_ambiguous()))
    except DataError as error:
        complain(error)
        return ABSENT
    asked = [code.upper() for code in states] or [s.code for s in knowledge.states]
    if unknown := [code for code in asked if code not in {s.code for s in knowledge.states}]:
        complain(f"dateline actors: there is no state {unknown[0]!r} (ISO 3166 alpha-3, as RUS; KOS for Kosovo)")
        return ABSENT
    wanting = [lack for lack in lacks(knowledge, coverage) if lack.state in asked]
    bad = [lack for lack in wanting if faulty(lack, coverage)]
    for line in (*map(shown, found), *_listed(wanting if every else bad, coverage)):
        print(line)
    among = f" (gaps: of {', '.join(asked)})" if states else ""
    print(_counts(knowledge, wanting, len(found) + len(bad)) + among)
    return FAULTY if found or bad else SOUND


def _listed(wanting: Sequence[Lack], coverage: Coverage) -> Iterator[str]:
    for lack in wanting:
        why = shown(lack.note) or ("no note says why" if faulty(lack, coverage) else "not known")
        yield f"{lack.state} {lack.rank}: nobody from {lack.first} to {lack.last} ({why})"


def _counts(knowledge: Knowledge, wanting: Sequence[Lack], faulty: int) -> str:
    offices = [*(s.offices for s in knowledge.states), *(o.offices for o in knowledge.organisations)]
    holders = sum(len(series.holders) for listed in offices for series in listed)
    unnoted = sum(lack.length.days for lack in wanting if not lack.note) / 365.25
    noted = sum(lack.length.days for lack in wanting if lack.note) / 365.25
    counted = ((len(knowledge.states), "state"), (len(knowledge.organisations), "organisation"),
               (holders, "tenure"), (faulty, "fault"))  # fmt: skip
    held = ", ".join(number_words(n, one) for n, one in counted)
    return f"{held}; years without a listed holder: {noted:.1f} with a note, {unnoted:.1f} without"


__all__ = ["run_check"]
