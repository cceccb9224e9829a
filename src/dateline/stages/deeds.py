"""Frames → deeds: each predicate by its most specific lexicon entry."""

import msgspec

from dateline.cast import Cast, Mention
from dateline.deeds import Deed
from dateline.frames import Frame
from dateline.lexicon.entries import Entry
from dateline.lexicon.index import Candidate, Lexicon
from dateline.lexicon.matching import Match, Scene, match, who
from dateline.lexicon.patterns import Slot
from dateline.reading import Reading
from dateline.stages.framing import find_frames, verb_frame

NO_DEED = "NONE"
DEMAND, APPEAL = "100", "02"
RECEIVING = ("iobj", "to", "obj_to", "for", "obj_for", "obj")
"""Roles in which a complement's own verb names whom it is for, the surest first."""


class Findings(msgspec.Struct, frozen=True):
    """What the lexicon makes of a story, in text order."""

    deeds: tuple[Deed, ...]
    guards: tuple[Deed, ...]
    """Wordings that entries of the type NONE hold back."""
    open: tuple[Frame, ...]
    """Verbs of which no entry speaks, and that no deed has used up."""


def find_deeds(reading: Reading, cast: Cast, lexicon: Lexicon) -> Findings:
    """The deeds of a story; a word that another deed's pattern has used up is no deed of its own."""
    scene = Scene(reading, cast, lexicon.quantities)
    frames = find_frames(reading, lexicon.words)
    found = [d for f in frames if (d := _deed(f, scene, lexicon))]
    found = [_with_inner_recipients(d, found, scene, lexicon) for d in found]
    used = {token for d in found for token in (*d.used, *swallowed(d, scene, lexicon)) if token != d.frame.head}
    free = [d for d in found if d.frame.head not in used]
    deeds = (d for d in free if d.event != NO_DEED and _concerns_somebody(d, lexicon))
    known = used | {d.frame.head for d in found} | {_carrier(d, reading) for d in free}
    unknown = (f for f in frames if f.pos == "v" and f.head not in known)
    return Findings(tuple(deeds), tuple(d for d in free if d.event == NO_DEED), tuple(unknown))


def _carrier(deed: Deed, reading: Reading) -> int:
    """The verb that only carries a noun's deed: paid in "paid a visit"."""
    return deed.frame.clause if deed.frame.pos != "v" and deed.frame.roles.get("subj") else deed.frame.head


def _concerns_somebody(deed: Deed, lexicon: Lexicon) -> bool:
    """Whether a party is known, or the type tells by itself what kind of actor it has."""
    if deed.actors or deed.recipients:
        return True
    return _kind(deed.event) in lexicon.alone or (deed.entry is not None and lexicon.entries[deed.entry].alone)


def _with_inner_recipients(deed: Deed, found: list[Deed], scene: Scene, lexicon: Lexicon) -> Deed:
    """Who the complement is about, where the verb names nobody: refused to recognise the junta."""
    if deed.recipients or not (inner := swallowed(deed, scene, lexicon)):
        return deed
    told = next((d.recipients for d in found if d.frame.head in inner and d.recipients), ()) or _objects(inner, scene)
    mine = {m.entity for m in deed.actors}
    return msgspec.structs.replace(deed, recipients=tuple(m for m in told if m.entity not in mine))


def _objects(verbs: tuple[int, ...], scene: Scene) -> tuple[Mention, ...]:
    somebody = Slot((), "R", frozenset(), frozenset(("actor",)))
    for verb in verbs:
        roles = verb_frame(scene.reading, scene.reading.tokens[verb]).roles
        for role in RECEIVING:
            named = [m for i in roles.get(role, ()) if (m := who(scene, i, somebody)) is not None]
            if named:
                return tuple(named)
    return ()


def swallowed(deed: Deed, scene: Scene, lexicon: Lexicon) -> tuple[int, ...]:
    """The verbs of the clauses that belong to the deed itself: what is asked, promised, threatened, refused."""
    if _kind(deed.event) not in lexicon.swallowing:
        return ()
    return tuple(i for i in deed.frame.roles.get("comp", ()) if _completes(i, scene))


def _completes(verb: int, scene: Scene) -> bool:
    """Whether a clause completes the verb above, and does not stand beside it (called for calm, accusing the army).

    What is said to have happened (denied that its troops had fired) is a deed beside the saying.
    """
    token, helped = scene.reading.tokens[verb], scene.reading.kids(verb, "aux", "auxpass")
    if token.dep == "ccomp" and "VBD" in {token.tag, *(t.tag for t in helped)}:
        return False
    return token.dep in ("xcomp", "ccomp") or any(t.lemma == "to" for t in helped)


def _deed(frame: Frame, scene: Scene, lexicon: Lexicon) -> Deed | None:
    """The most specific entry that fits and binds somebody, or that guards the wording; the next of another type."""
    first: Deed | None = None
    for candidate in _candidates(frame, lexicon):
        if first is not None and _kind(candidate.entry.event) == _kind(first.event):
            continue
        found = match(candidate.pattern, frame, scene)
        if found is not None:
            deed = _made(frame, candidate, found, lexicon, scene.reading)
            if deed.event == NO_DEED or _concerns_somebody(deed, lexicon):
                if first is None and deed.event == NO_DEED:
                    return deed
                if first is not None:
                    return msgspec.structs.replace(first, rival=(_kind(deed.event), first.weight - deed.weight))
                first = deed
    return first


def _kind(event: str) -> str:
    return event.partition("/")[0]


def _candidates(frame: Frame, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Entries for the verb with its particle, else for the verb alone."""
    exact = lexicon.by_predicate.get((frame.pos, frame.lemma), ())
    return exact or lexicon.by_predicate.get((frame.pos, frame.lemma.split("_")[0]), ())


def _appealed(entry: Entry, found: Match, lexicon: Lexicon, reading: Reading) -> str:
    """The code of a request: 02 in place of 10 where its words appeal and do not demand."""
    code = entry.cameo or DEMAND
    words = {reading.tokens[i].lemma for i in found.used}
    return APPEAL + code[2:] if words & lexicon.appealing and code.startswith(DEMAND[:2]) else code


def _made(frame: Frame, candidate: Candidate, found: Match, lexicon: Lexicon, reading: Reading) -> Deed:
    entry = candidate.entry
    actors = found.bound.get("A", ())
    return Deed(
        frame=frame,
        entry=entry.id,
        event=entry.event,
        cameo=_appealed(entry, found, lexicon, reading) if _kind(entry.event) == "REQUEST" else entry.cameo,
        context=tuple(entry.context),
        status=entry.status,
        actors=actors,
        recipients=tuple(m for m in found.bound.get("R", ()) if m not in actors),
        places=found.bound.get("L", ()),
        used=found.used,
        weight=candidate.pattern.weight,
    )
