"""`dateline codebook check`."""

from collections import Counter
from pathlib import Path

import msgspec

from dateline.cli.codebook.folders import folder_of
from dateline.cli.output import OutputError, complain, shown
from dateline.cli.phrases import number_words
from dateline.codebook.checking import Checked, checked, lexicon_faults
from dateline.codebook.examples import Case, cases_of, told
from dateline.coding import Coding
from dateline.lexicon.entries import Entry
from dateline.resources import DATA, DataError, data_files, load

SOUND, FAULTY, ABSENT = 0, 1, 2
KINDS = (("type", "types"), ("mode", "modes"), ("near", "near misses"))


def run_check(named: str | None, examples: bool) -> int:
    """Print the faults of a codebook's folder and what it holds; gives the exit status."""
    try:
        folder = folder_of(named)
        seen = checked(folder)
        faults = [*seen.faults, *lexicon_faults(_entries(), seen.book)]
    except (OutputError, DataError) as error:
        complain(error)
        return ABSENT
    for fault in faults:
        print(shown(fault))
    print(_counts(seen, len(faults)))
    if examples:
        _run_examples(seen)
    return FAULTY if faults else SOUND


def _entries() -> list[tuple[str, Entry]]:
    """The shipped lexicon's entries with their files. Raises DataError."""
    return [
        (path.relative_to(DATA).as_posix(), entry)
        for path in data_files("lexicon/en/deeds")
        for entry in load(Path(path), list[Entry])
    ]


def _counts(seen: Checked, faults: int) -> str:
    book = seen.book
    codes = len(book.cameo) + len(book.comments)
    counted = ((len(book.types), "type"), (len(book.modes), "mode"), (len(book.contexts), "context"),
               (codes, "CAMEO code"), (len(seen.conflicts), "conflict"), (faults, "fault"))  # fmt: skip
    return ", ".join(number_words(n, one) for n, one in counted)


def _run_examples(seen: Checked) -> None:
    """Run the codebook's sentences through the program and print the share that is right by type, and the wrong ones.

    The sentences are the codebook's own, worded with the program in view: the share says where the program breaks with
    its codebook, not how well it codes news.
    """
    from dateline.pipeline import code_many, load_resources

    resources = load_resources()
    tables = msgspec.structs.replace(resources.tables, codebook=seen.book)
    cases = cases_of(seen.book, seen.auxiliary)
    codings = code_many([case.story for case in cases], msgspec.structs.replace(resources, tables=tables))
    verdicts = [
        (case, isinstance(c, Coding) and case.right(c), _answer(c)) for case, c in zip(cases, codings, strict=True)
    ]
    print()
    _print_shares([(case, right) for case, right, _ in verdicts])
    wrong = [(case, answer) for case, right, answer in verdicts if not right]
    print(f"\n{number_words(len(wrong), 'sentence')} coded otherwise:" if wrong else "\nall sentences coded as told")
    for case, answer in wrong:
        mark = " (known)" if case.known_wrong else ""
        print(f"  {case.place}{mark}\n    {case.text}\n    {case.wanted}; coded: {answer}")


def _answer(coding: object) -> str:
    return told(coding) if isinstance(coding, Coding) else "nothing (rejected)"


def _print_shares(verdicts: list[tuple[Case, bool]]) -> None:
    """One row a type: how many of its sentences are right, by kind."""
    right, every = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case, is_right in verdicts:
        name = case.type if case.kind != "auxiliary" else "auxiliary"
        for key in ((name, case.kind), ("all", case.kind), (name, ""), ("all", "")):
            every[key] += 1
            right[key] += is_right
    print(f"{'right of all':<14}" + "".join(f"{title:>14}" for _, title in KINDS) + f"{'together':>14}{'share':>8}")
    for name in dict.fromkeys([n for n, _ in every if n != "all"] + ["all"]):
        cells = [f"{right[name, k]}/{every[name, k]}" if every[name, k] else "–" for k in (*(k for k, _ in KINDS), "")]
        share = right[name, ""] / every[name, ""]
        print(f"{name:<14}" + "".join(f"{cell:>14}" for cell in cells) + f"{share:>8.0%}")


__all__ = ["run_check"]
