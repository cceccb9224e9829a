"""Words that take up several at once: both countries, the two leaders, the pair, the two sides."""

from dateline.lexicon.agents import Anaphor
from dateline.stages.casting.descriptions import Phrase
from dateline.stages.casting.discourse import Discourse
from dateline.stages.casting.drafts import Draft
from dateline.stages.casting.things import state_draft

LEADING = ("head_of_state", "head_of_government", "head", "foreign", "defence")
REACH = 6


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


def _is_set(discourse: Discourse, phrase: Phrase, anaphor: Anaphor) -> bool:
    """Definite and several: both countries, the two sides, the leaders, the pair; not two leaders, African leaders."""
    if anaphor.number == 2:
        return phrase.determiner in ("the", "this") and not phrase.plural
    if anaphor.number != 0 or not phrase.plural:
        return False
    plain = [
        w
        for w in phrase.before
        if w not in discourse.ground.agents.words.numbers and w not in ("the", "these", "those")
    ]
    if phrase.number:
        return phrase.determiner in ("the", "both", "these", "those", "our", "their") or "both" in phrase.before
    return phrase.determiner in ("the", "these", "our") and not plain and anaphor.refers in ("person", "state")


def _members(discourse: Discourse, phrase: Phrase, anaphor: Anaphor, number: int) -> list[Draft]:
    """The last `number` different ones of the kind, those in the phrase's own role of the same verb left out."""
    reading = discourse.ground.reading
    sentence, head = reading.tokens[phrase.head].sentence, phrase.head
    inside = set(reading.subtree(head))
    found: dict[int, Draft] = {}
    reach = 3 if anaphor.refers == "any" else REACH
    for seen in discourse.back(sentence, reach):
        if (seen.modifier and anaphor.refers == "any") or seen.token in inside or _beside(discourse, seen.token, head):
            continue
        for draft in _as_kind(discourse, discourse.draft(seen), anaphor):
            if len(found) < number:
                found.setdefault(draft.index, draft)
    order = {d.index: n for n, d in enumerate(discourse.book.drafts)}
    return sorted(found.values(), key=lambda d: _first_seen(discourse, d, order))


def _first_seen(discourse: Discourse, draft: Draft, order: dict[int, int]) -> int:
    return next((s.token for s in discourse.seen if s.entity == draft.index), order[draft.index] + 10**6)


def _beside(discourse: Discourse, token: int, head: int) -> bool:
    """Whether a token is the subject of the clause in which the phrase is an object, or joined to that subject."""
    reading = discourse.ground.reading
    above = reading.tokens[token]
    while above.dep in ("conj", "poss") and above.head != above.i:
        above = reading.tokens[above.head]
    verbs = {t.i for t in _clause(discourse, head)}
    return above.dep in ("nsubj", "nsubjpass") and above.head in verbs and not above.head < above.i


def _clause(discourse: Discourse, head: int) -> list:  # type: ignore[type-arg]
    chain = []
    for token in discourse.ground.reading.ancestors(head):
        chain.append(token)
        if token.pos in ("VERB", "AUX"):
            break
    return chain


def _as_kind(discourse: Discourse, draft: Draft, anaphor: Anaphor) -> list[Draft]:
    """What an entity counts as for the set: itself, its members, or its state."""
    book = discourse.book
    if draft.kind == "set":
        return [d for m in reversed(draft.members) for d in _as_kind(discourse, book.drafts[m], anaphor)]
    if anaphor.refers == "person":
        leads = draft.rank in LEADING or "GOV" in draft.sector
        return [draft] if draft.kind == "person" and (leads or anaphor.number == 2) else []
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
