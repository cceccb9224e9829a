"""A deed: a predicate of the story that the lexicon knows, with who did it and to whom."""

import msgspec

from dateline.cast import Mention
from dateline.frames import Frame


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, before the codebook speaks. `actors` and `recipients` are mentions of the story's cast."""

    frame: Frame
    entry: str | None
    """Id of the lexicon entry that told it; None where the classifier alone did."""
    event: str
    """The entry's type: CONSULT/visit. The codebook may still turn it (a planned CONSULT is AGREE)."""
    cameo: str | None = None
    context: tuple[str, ...] = ()
    status: str | None = None
    """Where the wording itself tells; else the standing stage finds it."""
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    used: frozenset[int] = frozenset()
    """Tokens that the pattern asked for by word, the predicate among them."""
    weight: int = 0
    """Specificity of the pattern that matched."""
    rival: tuple[str, int] | None = None
    """The type of the next entry that fits too and tells another one, and by how much its pattern weighs less."""
    confidence: float | None = None
    """How likely type and predicate are right, from 0 to 1; None before the judging stage."""
    notes: tuple[str, ...] = ()
    """Further rules that had a part in it, by id."""
