"""A record in CAMEO's terms: a line for each pair of parties, actor codes, roots, quads and Goldstein values."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from dateline.codebook.plover import Codebook, load_codebook
from dateline.coding import Event, Party
from dateline.exports.facts import Group, codes_of, words
from dateline.exports.joined import Joined

DIGITS = 13
"""Of an id in hexadecimal: 52 bits, which every reader of numbers holds exactly, R and JavaScript too."""


class Pair(msgspec.Struct, frozen=True):
    """A line of CAMEO data: one actor and one recipient of a record, either None where there is none."""

    number: int
    record: Joined
    actor: Party | None
    recipient: Party | None


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A party in CAMEO: country, known group and roles; "" where CAMEO has none or it is not known."""

    country: str
    group: str
    roles: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The actor code: RUSGOV, IGOUNO, IGOEUREEC."""
        kinds = "".join(role for role in self.roles if role in _kinds())
        others = "".join(role for role in self.roles if role not in _kinds())
        return f"{kinds}{self.country}{self.group}{others}"


@cache
def _kinds() -> frozenset[str]:
    return frozenset(group.kind for group in words().groups.values())


@cache
def _codebook() -> Codebook:
    return load_codebook()


def number_of(name: str) -> int:
    """A number for an id of 16 hexadecimal digits: its first 13; of any other name the first 13 of its SHA-256."""
    try:
        return int(name[:DIGITS], 16)
    except ValueError:
        return int(hashlib.sha256(name.encode()).hexdigest()[:DIGITS], 16)


def happened(event: Event) -> bool:
    """Whether a table that cannot say "planned" may have it: what took place, or is a word given (a promise, a threat).

    A planned AID is coded AGREE and a possible ASSAULT THREATEN: these are acts of their own. Nothing negated is one.
    """
    types = _codebook().types.values()
    if event.status == "planned":
        return event.event in {kind.planned for kind in types}
    if event.status == "hypothetical":
        return event.event in {kind.hypothetical for kind in types}
    return event.status == "actual"


def pairs(records: Iterable[Joined]) -> Iterator[Pair]:
    """A line for each actor with each recipient of what happened; one each way between those who do it together."""
    for record in records:
        if happened(record.event):
            for i, (actor, recipient) in enumerate(_couples(record.event)):
                yield Pair(_number(record, actor, recipient) if i else number_of(record.id), record, actor, recipient)


def _couples(event: Event) -> list[tuple[Party | None, Party | None]]:
    together = words().reciprocal.get(event.event, frozenset())
    if not event.recipient and len(event.actor) > 1 and (event.mode or ("",))[0] in together:
        return [(a, b) for a in event.actor for b in event.actor if a is not b]
    return [(a, r) for a in event.actor or (None,) for r in event.recipient or (None,)]


def _number(record: Joined, *parties: Party | None) -> int:
    told = (f"{p.country}\x1f{p.name}" if p else "" for p in parties)
    return number_of(hashlib.sha256("\x1e".join((record.id, *told)).encode()).hexdigest())


def coded(party: Party | None) -> Coded:
    """A party's codes; all empty for none."""
    if party is None:
        return Coded(country="", group="", roles=())
    known = words()
    group = known.groups.get(party.country, Group(""))
    roles = tuple(dict.fromkeys(role for s in party.sector if (role := known.roles.get(s))))
    country = group.region or codes_of(party.country).cameo or ""
    return Coded(country=country, group=group.group, roles=((group.kind,) if group.kind else ()) + roles)


def code_of(event: Event) -> str:
    """The CAMEO code of 3 or 4 digits; a bare root stands as GDELT has it, 04 as 040."""
    return f"{event.cameo}0" if len(event.cameo) == 2 else event.cameo


def goldstein(event: Event) -> float | None:
    """-10 to +10; None where the published table has no value."""
    try:
        return _codebook().goldstein_of(event.cameo)
    except KeyError:
        return None


def covered(event: Event) -> str | None:
    """What the root of the code covers, in this project's words."""
    root = _codebook().roots.get(event.cameo[:2])
    return root.covers if root else None


def quad_class(event: Event) -> int | None:
    """GDELT's QuadClass, 1 to 4."""
    return words().quads.get(event.cameo[:2])


__all__ = [
    "Coded",
    "Pair",
    "code_of",
    "coded",
    "covered",
    "goldstein",
    "happened",
    "number_of",
    "pairs",
    "quad_class",
]
