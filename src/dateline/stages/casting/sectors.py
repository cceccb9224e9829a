"""The sector that a noun, its modifiers and its owner give together."""

from collections.abc import Sequence

from dateline.lexicon.agents import Agent, Modifier
from dateline.stages.casting.drafts import Draft
from dateline.stages.casting.ground import Ground

ARMED = frozenset(("MIL", "PRM", "REB", "UAF"))
PUBLIC = frozenset(("GOV", "LEG", "JUD", "MIL", "COP", "SPY"))


def sector_of(ground: Ground, agent: Agent, before: Sequence[str], owner: Draft | None) -> tuple[str, ...]:
    """Sectors of a noun: a neutral noun takes its owner's or its modifiers' sector; opposition is added behind.

    A people gives its sector to a noun without one only (Chechen gunmen, Scottish officials), a faith none to who is
    armed (a Shiite militia).
    """
    modifiers = [m for w in reversed(before) if (m := ground.agents.modifiers.get(w)) is not None]
    sector = tuple(agent.sector)
    if owner is not None and sector and (owner.is_people or (ARMED & {*sector} and "REL" in owner.sector)):
        owner = None
    if agent.neutral:
        given = _given(owner, modifiers)
        sector = given if given and (sector == ("GOV",) or not set(sector) & set(given)) else sector
    elif sector[:1] == ("UAF",) and owner is not None and owner.kind in ("org", "group"):
        sector = ("REB",) if {"PTY", "OPP", "REB"} & set(owner.sector) else owner.sector or sector
    for m in modifiers:
        if m.over == "all":
            sector = tuple(m.sector)
        elif m.over == "add":
            sector = tuple(dict.fromkeys((*(sector if sector != ("GOV",) else ("PTY",)), *m.sector)))
    if any(ground.is_in("former", w) for w in before) and not PUBLIC.isdisjoint(sector):
        return ("ELI",)
    return sector


def _given(owner: Draft | None, modifiers: list[Modifier]) -> tuple[str, ...]:
    """What an organisation or the nearest modifier gives to a neutral noun."""
    if owner is not None and owner.kind == "org" and owner.country in ("UNO", "IGO", "EUR"):
        return owner.sector
    plain = [m for m in modifiers if m.over == "neutral"]
    if plain:
        return tuple(plain[0].sector)
    if owner is not None and owner.kind in ("org", "group") and owner.sector:
        return owner.sector
    return ()
