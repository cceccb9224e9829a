"""Does a pattern fit a frame, and what fills its slots?"""

from collections.abc import Iterable

import msgspec

from dateline.cast import Cast, Entity, Mention
from dateline.frames import Frame
from dateline.lexicon.patterns import Pattern, Slot
from dateline.lexicon.syntax import syntax
from dateline.reading import Reading, Token

ARMED = frozenset(("MIL", "REB", "COP", "UAF", "SPY", "PRM"))
GOVERNING = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
OWNERS = ("poss", "amod", "compound", "nmod")
MAX_DEPTH = 3


class Match(msgspec.Struct, frozen=True):
    """What fills each slot name, and the tokens that the pattern asked for by word."""

    bound: dict[str, tuple[Mention, ...]]
    used: frozenset[int]


class Scene(msgspec.Struct, frozen=True):
    """What matching looks at: the parsed story, who is in it, and the nouns that only count ("dozens of")."""

    reading: Reading
    cast: Cast
    quantities: frozenset[str]


def match(pattern: Pattern, frame: Frame, scene: Scene) -> Match | None:
    """The filled pattern, or None where it does not fit."""
    if pattern.governors and frame.governor not in pattern.governors:
        return None
    if frame.passive and frame.roles.get("obj") and not any("obj" in slot.roles for slot in pattern.slots):
        return None  # nobody is travelled or protested
    if pattern.forbidden and _has_forbidden(pattern, frame, scene):
        return None
    bound: dict[str, tuple[Mention, ...]] = {}
    used = {frame.head}
    for slot in pattern.slots:
        if not _fill(slot, frame, scene, bound, used):
            return None
    return Match(bound, frozenset(used))


def _fill(slot: Slot, frame: Frame, scene: Scene, bound: dict[str, tuple[Mention, ...]], used: set[int]) -> bool:
    """Fill one slot; whether the pattern can still fit."""
    if not slot.name:
        hits = [i for role in slot.roles for i in frame.roles.get(role, ()) if _word_fits(slot, i, scene)]
        used.update(core(scene, i).i for i in hits if slot.words)
        return bool(hits) or slot.optional
    mentions = _mentions(slot, frame, scene)
    if mentions:
        bound[slot.name] = bound.get(slot.name, ()) + mentions
        return True
    if slot.name == "A":
        return slot.optional or _doer_unknown(slot, frame)
    return slot.optional


def _doer_unknown(slot: Slot, frame: Frame) -> bool:
    """A passive or a noun need not name its doer; a subject that cannot act is no doer, and no match."""
    return not slot.words and (frame.pos != "v" or not any(frame.roles.get(role) for role in slot.roles))


def _mentions(slot: Slot, frame: Frame, scene: Scene) -> tuple[Mention, ...]:
    """Who fills the slot by the first of its roles that names somebody; of two objects the receiver may be meant."""
    receiver = ("iobj",) if slot.name == "R" and slot.roles[:1] == ("obj",) else ()
    for role in slot.roles + receiver:
        told = (i for i in frame.roles.get(role, ()) if _word_fits(slot, i, scene))
        found = [m for i in told if (m := who(scene, i, slot)) is not None]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def who(scene: Scene, i: int, slot: Slot) -> Mention | None:
    """The mention that a token names, or the owner of the thing that it names; None where neither fits the slot."""
    return _who(scene, i, slot, 0)


def _who(scene: Scene, i: int, slot: Slot, depth: int) -> Mention | None:
    token = core(scene, i)
    mention = _named_beside(scene, token) or scene.cast.by_head.get(i) or scene.cast.by_head.get(token.i)
    if mention is not None:
        return mention if fits(scene.cast.entity_of(mention), slot) else None
    return _owner(scene, token, slot) or (_inside(scene, token, slot, depth) if depth < MAX_DEPTH else None)


def _owner(scene: Scene, token: Token, slot: Slot) -> Mention | None:
    """Whose a thing is: "Ukraine's power plants", "a Saudi-led strike"; its maker: "missiles fired by X"."""
    reading = scene.reading
    owners = [o.i for kid in reading.kids(token.i, *OWNERS) for o in (kid, *_leaders(reading, kid))]
    if slot.name == "A":
        owners += [o.i for made in reading.kids(token.i, "acl") for by in reading.kids(made.i, "agent")
                   for o in reading.kids(by.i, "pobj")]  # fmt: skip
    owners += [o.i for o in _leaders(reading, token)]
    return next((m for i in owners if (m := _fitting(scene, i, slot)) is not None), None)


def _leaders(reading: Reading, modifier: Token) -> list[Token]:
    """Saudi in "Saudi-led"."""
    return (
        reading.kids(modifier.i, "npadvmod", "nsubj", "advmod", *OWNERS) if modifier.lemma in syntax().leading else []
    )


def _fitting(scene: Scene, i: int, slot: Slot) -> Mention | None:
    mention = scene.cast.by_head.get(i)
    return mention if mention is not None and fits(scene.cast.entity_of(mention), slot) else None


def _named_beside(scene: Scene, token: Token) -> Mention | None:
    """As in "China's top diplomat Wang Yi": the name beside a description."""
    for name in scene.reading.kids(token.i, "appos"):
        mention = scene.cast.by_head.get(name.i)
        if mention is not None and mention.form == "name" and scene.cast.entity_of(mention).kind == "person":
            return mention
    return None


def _inside(scene: Scene, token: Token, slot: Slot, depth: int) -> Mention | None:
    """Whose thing or place it is, or who made it: "the president of Kenya", "villages in X", "a bombing by Y"."""
    owning = syntax().owning
    below = scene.reading.kids(token.i, "prep", "agent")
    for preposition in owning.doer if slot.name == "A" else owning.other:
        inner = [o.i for p in below if p.lemma == preposition for o in scene.reading.kids(p.i, "pobj")]
        deeper = preposition in owning.doer
        told = (_who(scene, i, slot, depth + 1) if deeper else _fitting(scene, i, slot) for i in inner)
        found = next((m for m in told if m is not None), None)
        if found is not None:
            return found
    return None


def fits(entity: Entity, slot: Slot) -> bool:
    """Whether an entity may fill the slot. Without kinds: anybody who acts, and for all but the actor also places."""
    if not slot.kinds:
        return slot.name != "A" or entity.kind != "place"
    return any(_is(entity, kind) for kind in slot.kinds)


def _is(entity: Entity, kind: str) -> bool:
    sectors = frozenset(entity.sector)
    tests = {
        "any": True,
        "actor": entity.kind != "place",
        "armed": bool(sectors & ARMED) or entity.kind == "state",
        "gov": bool(sectors & GOVERNING) or entity.kind == "state",
        "civil": entity.kind in ("group", "person", "org") and not sectors & (ARMED | GOVERNING),
    }
    return tests.get(kind, entity.kind == kind)


def core(scene: Scene, i: int) -> Token:
    """The noun that counts: troops in "tens of thousands of troops"."""
    token = scene.reading.tokens[i]
    while token.lemma in scene.quantities or token.pos == "NUM":
        inner = [
            o for p in scene.reading.kids(token.i, "prep") if p.lemma == "of" for o in scene.reading.kids(p.i, "pobj")
        ]
        if not inner:
            return token
        token = inner[0]
    return token


def _word_fits(slot: Slot, i: int, scene: Scene) -> bool:
    if not slot.words:
        return True
    token = core(scene, i)
    return any(lemma in slot.words for lemma in _names(scene, token))


def _names(scene: Scene, token: Token) -> Iterable[str]:
    yield token.lemma
    for modifier in scene.reading.kids(token.i, *OWNERS, "nummod"):
        yield f"{modifier.lemma}+{token.lemma}"
    for particle in scene.reading.kids(token.i, "prt"):
        yield f"{token.lemma}_{particle.lemma}"


def _has_forbidden(pattern: Pattern, frame: Frame, scene: Scene) -> bool:
    heads = {i for role, filled in frame.roles.items() if role != "comp" for i in filled}
    return any(name in pattern.forbidden for i in heads for name in _names(scene, core(scene, i)))
