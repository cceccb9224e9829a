"""Words that take up several at once: both countries, the two leaders, the pair, the two sides."""

from dateline.lexicon.agents import Anaphor
from dateline.reading import Reading
from dateline.stages.casting.descriptions import Phrase
from dateline.stages.casting.discourse import Discourse
from dateline.stages.casting.drafts import Draft
from dateline.stages.casting.things import state_draft

LEADING = ("head_of_state", "head_of_government", "head", "foreign", "defence")
LONG_REACH = 30
INDIRECT = 0.3
"""How much a minister's mention counts for the state, and a place in a longer list, beside the state's own."""


def set_for(discourse: Discourse, phrase: Phrase) -> Draft | None:
    """The set that a phrase names; None where it names none or too few have been named."""
    for anaphor in phrase.anaphors:
        if not _is_set(discourse, phrase, anaphor):
            continue
        number = anaphor.number if anaphor.number > 1 else phrase.number or 2
        members = _members(discourse, phrase, anaphor, number)
        if len(members) == number:
            return _draft(discourse, anaphor, members)
    return None


def unresolved_set(discourse: Discourse, phrase: Phrase) -> Draft | None:
    """Both sides, the two countries, where nobody knows which: still somebody."""
    several = [a for a in phrase.anaphors if _is_set(discourse, phrase, a)]
    if not several or (phrase.agent is not None and several[0].refers != "any"):
        return None
    draft = discourse.book.draft("", discourse.ground.text(phrase.first, phrase.last).removeprefix("the "), "group")
    draft.plural, draft.source = True, "set"
    draft.learn(f"agents:anaphors/{several[0].id}")
    return draft


def _is_set(discourse: Discourse, phrase: Phrase, anaphor: Anaphor) -> bool:
    """Definite and several: both countries, the two sides, the leaders, the pair; not two leaders, African leaders."""
    ground = discourse.ground
    if anaphor.number == 2:
        return phrase.determiner in ("the", "this") and not phrase.plural
    if anaphor.number != 0 or not phrase.plural:
        return False
    plain = [w for w in phrase.before if w not in ground.agents.words.numbers and w not in ("the", "these", "those")]
    if phrase.number:
        return phrase.determiner in ("the", "both", "these", "those", "our", "their") or "both" in phrase.before
    if anaphor.refers == "any":
        opposed = any(k.lower == "to" for k in ground.reading.kids(phrase.head, "prep"))
        return phrase.determiner == "the" and (
            any(ground.is_in("opposed", w) for w in phrase.before) or (opposed and not plain)
        )
    return phrase.determiner in ("the", "these", "our") and not plain and (anaphor.office or anaphor.refers == "state")


def _members(discourse: Discourse, phrase: Phrase, anaphor: Anaphor, number: int) -> list[Draft]:
    """Those just named together where they are that many, else the most salient ones; not those beside the phrase."""
    beside = _beside(discourse, phrase.head)
    salience: dict[int, float] = {}
    reading = discourse.ground.reading
    sentence, inside = reading.tokens[phrase.head].sentence, set(reading.subtree(phrase.head))
    fading = 2.0 if anaphor.refers == "person" else 0.5
    for seen in discourse.back(sentence, LONG_REACH):
        weight = (1.5 if seen.role in ("subject", "passive") else 1) * (0.7 if seen.modifier else 1)
        for draft in _as_kind(discourse, discourse.draft(seen), anaphor):
            if seen.token not in inside and draft.index not in beside:
                weight *= 1 if draft.index == seen.entity else INDIRECT
                weight *= 1 if _joined_with(reading, seen.token) <= number else INDIRECT
                faded = weight / (1 + fading * (sentence - seen.sentence))
                salience[draft.index] = salience.get(draft.index, 0) + faded
    ranked = sorted(salience, key=lambda i: -salience[i])
    chosen = _together(discourse, sentence, set(salience), number) or ranked[:number]
    order = {s.entity: n for n, s in reversed(list(enumerate(discourse.seen)))}
    return [discourse.book.drafts[i] for i in sorted(chosen, key=lambda i: (order.get(i, 10**6), i))]


def _joined_with(reading: Reading, token: int) -> int:
    """How many stand in a list: four in Brazil, Colombia, Peru and Cuba."""
    first = reading.tokens[token]
    while first.dep == "conj" and first.head != first.i:
        first = reading.tokens[first.head]
    size, todo = 0, [first]
    while todo:
        size, todo = size + 1, [*todo[1:], *reading.kids(todo[0].i, "conj")]
    return size


def _together(discourse: Discourse, sentence: int, fit: set[int], number: int) -> list[int]:
    """Exactly so many names joined by "and" in this sentence or the one before."""
    reading = discourse.ground.reading
    groups: dict[int, dict[int, int]] = {}
    for seen in discourse.back(sentence, 1):
        first = reading.tokens[seen.token]
        while first.dep == "conj" and first.head != first.i:
            first = reading.tokens[first.head]
        if seen.entity in fit and not seen.modifier:
            groups.setdefault(first.i, {})[seen.entity] = seen.token
    return next((list(g) for _, g in sorted(groups.items(), reverse=True) if len(g) == number > 1), [])


def _beside(discourse: Discourse, head: int) -> set[int]:
    """Entities that are other arguments of the phrase's own verb: both men broke with him, Angola backed both sides."""
    reading, book = discourse.ground.reading, discourse.book
    verb = next((t for t in reading.ancestors(head) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.lemma == "be":
        return set()
    inside = set(reading.subtree(head))
    direct = reading.kids(verb.i, "nsubj", "nsubjpass", "dobj")
    governed = [o for p in reading.kids(verb.i, "prep", "agent") for o in reading.kids(p.i, "pobj")]
    subject = [k for k in direct if k.dep != "dobj"]
    arguments = [t for k in (*direct, *governed) for t in (k, *reading.kids(k.i, "conj")) if k.i not in inside]
    own = [t for t in arguments if t.i in book.inside and not inside & {t.i}]
    return {book.inside[t.i].entity for t in own if head in {s.i for s in subject} or t in subject or t.dep == "conj"}


def _as_kind(discourse: Discourse, draft: Draft, anaphor: Anaphor) -> list[Draft]:
    """What an entity counts as for the set: itself, its members, or its state."""
    book = discourse.book
    if draft.kind == "set":
        return [d for m in reversed(draft.members) for d in _as_kind(discourse, book.drafts[m], anaphor)]
    if anaphor.refers == "person":
        leads = draft.rank in LEADING or "GOV" in draft.sector or not anaphor.office
        return [draft] if draft.kind == "person" and leads else []
    if draft.kind == "state" and not draft.sector:
        return [draft]
    if (
        anaphor.refers == "any"
        and (draft.kind == "org" or (draft.kind == "group" and draft.sector[:1] == ("REB",)))
        and draft.sector[:1] in (("REB",), ("MIL",), ("PTY",), ("PRM",), ("LAB",))
    ):
        return [draft]
    if draft.country in book.ground.index.by_code and draft.kind != "place" and draft.sector[:1] == ("GOV",):
        return [state_draft(book, draft.country)]
    return []


def _draft(discourse: Discourse, anaphor: Anaphor, members: list[Draft]) -> Draft:
    key = "set:" + ",".join(str(m.index) for m in sorted(members, key=lambda m: m.index))
    draft = discourse.book.draft(key, "; ".join(m.name for m in members), "set")
    return fill_set(draft, members, f"agents:anaphors/{anaphor.id}")


def fill_set(draft: Draft, members: list[Draft], rule: str) -> Draft:
    """Give a set its members, their countries and the sectors that all share."""
    draft.members = tuple(m.index for m in members)
    draft.country = "; ".join(dict.fromkeys(m.country for m in members if m.country))
    shared = [s for s in members[0].sector if all(s in m.sector for m in members)]
    draft.sector, draft.plural = tuple(shared), True
    draft.learn(rule)
    return draft
