"""The same deed told again in the same story: "Putin's arrival" after "Putin arrived" is no second event."""

from dateline.coding import Event, Party
from dateline.deeds import Deed
from dateline.reading import Reading

STEM = 4
"""Letters that forms of one word share."""
NEAR = 2
"""Sentences over which another word for the deed (met, the talks) still means the same one."""
DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))


def without_rementions(events: tuple[Event, ...], deeds: tuple[Deed, ...], reading: Reading) -> tuple[Event, ...]:
    """Events, one a deed in text order, without definite nouns that only name an earlier one again.

    That is: same type and status, a form of the same word or close by, and parties, date and place that do not differ.
    """
    kept: list[tuple[Event, int]] = []
    for event, deed in zip(events, deeds, strict=True):
        here = reading.tokens[deed.frame.head].sentence
        told = (known for known, there in kept if here - there <= NEAR or _same_word(event, known))
        if not _definite(deed, reading) or not any(_told_again(event, earlier) for earlier in told):
            kept.append((event, here))
    return tuple(event for event, _ in kept)


def _definite(deed: Deed, reading: Reading) -> bool:
    """Whether the deed is a noun that speaks of something known: the talks, not the largest protests."""
    if deed.frame.pos == "v":
        return False
    determiners = {t.lower for t in reading.kids(deed.frame.head, "det")}
    superlative = any(t.tag == "JJS" for t in reading.kids(deed.frame.head, "amod"))
    known = DEFINITE - {"the"} if superlative else DEFINITE
    return bool(reading.kids(deed.frame.head, "poss") or determiners & known)


def _told_again(event: Event, earlier: Event) -> bool:
    if (event.event, event.status) != (earlier.event, earlier.status):
        return False
    return (
        _agree(event.actor, earlier.actor)
        and _agree(event.recipient, earlier.recipient)
        and (_same_day(event, earlier) and _same_place(event, earlier))
    )


def _same_word(event: Event, earlier: Event) -> bool:
    """Whether two triggers are forms of one word: visited and visit, arrived and arrival."""
    return event.trigger.text.lower()[:STEM] == earlier.trigger.text.lower()[:STEM]


def _agree(left: tuple[Party, ...], right: tuple[Party, ...]) -> bool:
    """Whether two lists of parties may be the same: one is empty, or they share a name or a country."""
    if not left or not right:
        return True
    return bool(
        {p.name for p in left} & {p.name for p in right}
        or {p.country for p in left if p.country} & {p.country for p in right}
    )


def _same_day(event: Event, earlier: Event) -> bool:
    """A noun with a date of its own is another event, unless the dates meet or stand in one sentence."""
    if event.when is None or event.when.basis != "stated" or event.sentence == earlier.sentence:
        return True
    return earlier.when is not None and (event.when.from_, event.when.to) == (earlier.when.from_, earlier.when.to)


def _same_place(event: Event, earlier: Event) -> bool:
    """Whether two places may be one: one is not told, they have one name, or one is the country of the other."""
    here, there = event.where, earlier.where
    if here is None or there is None or here.name == there.name:
        return True
    return here.country == there.country and (here.admin1 is None or there.admin1 is None)
