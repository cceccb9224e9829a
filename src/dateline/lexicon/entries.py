"""The shape of data/lexicon/en/deeds/*.yaml, and of the word classes that patterns use."""

import msgspec

from dateline.resources import DATA, data_files, load


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of telling a deed. See lexicon/patterns.py for the pattern language."""

    id: str
    """Unique over all files: lower case with hyphens, the predicate first: visit-n, send-troops."""
    event: str
    """PLOVER type, with its mode after a slash where it has one: CONSULT/visit; NONE for a wording that is no deed
    (a guard that wins over less specific entries)."""
    pattern: list[str]
    cameo: str | None = None
    """The best CAMEO code, 2 to 4 digits; the codebook's default for type and mode where left out."""
    context: list[str] = []
    alone: bool = False
    """Whether it is coded even where the text names no party: fighting raged in the capital."""
    by_speaker: bool = False
    """Whether who says it does it, where the wording names no doer: "the vote was a sham, Lima said"."""
    status: str | None = None
    """planned, hypothetical or negated where the wording itself says so (postpone a visit)."""
    yes: list[str]
    """Sentences of ours that this entry codes."""
    no: list[str]
    """Near misses: sentences with the same predicate that this entry does not code."""


class Classes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/classes.yaml: name -> lemmas; a name may stand in another class as @name."""

    classes: dict[str, list[str]]
    light: list[str]
    """Verbs that lend their subject to the noun they govern: pay a visit, launch an attack."""
    swallowing: list[str] = []
    """Types whose complement clause is no deed of its own."""
    alone: list[str] = []
    """Types that are coded even where the text names no party."""
    appealing: list[str] = []
    """Words by which a REQUEST is an appeal and no demand: CAMEO codes it 02 in place of 10."""
    prepositions: list[str] = []
    """What stands before a slot and names its role."""


def load_entries() -> tuple[Entry, ...]:
    """All deed entries; raises DataError with file and place, also where two share an id."""
    found = [entry for path in data_files("lexicon/en/deeds") for entry in load(path, list[Entry])]
    seen: set[str] = set()
    for entry in found:
        if entry.id in seen:
            raise ValueError(f"two lexicon entries have the id {entry.id!r}")
        seen.add(entry.id)
    return tuple(found)


def load_classes() -> Classes:
    """The word classes."""
    return load(DATA / "lexicon/en/classes.yaml", Classes)
