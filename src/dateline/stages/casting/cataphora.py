"""Descriptions that a name follows: a former vice president was arrested … Police took Ana Torres away."""

import msgspec

from dateline.cast import Mention
from dateline.stages.casting.descriptions import Phrase
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground

AHEAD = 4
"""How many sentences later the name may come."""


def name_descriptions(ground: Ground, book: Book, phrases: list[Phrase]) -> None:
    """Join each title without a name to the person who is introduced soon after without another description."""
    firsts: dict[int, Mention] = {}
    for named in sorted(book.mentions.values(), key=lambda m: m.first):
        firsts.setdefault(named.entity, named)
    for phrase in phrases:
        mention = book.mentions.get((phrase.first, phrase.last))
        if mention is None or ground.reading.tokens[phrase.head].dep in ("attr", "oprd"):
            continue
        if firsts[mention.entity] is not mention or not _awaits_name(book.of(mention), phrase):
            continue
        person = _introduced(ground, book, book.of(mention), mention, firsts)
        if person is not None:
            _join(book, book.of(mention), person)


def _awaits_name(draft: Draft, phrase: Phrase) -> bool:
    agent = phrase.agent
    titled = agent is not None and agent.title and not agent.anonymous and not phrase.plural and not phrase.modifier
    return titled and draft.kind == "person" and draft.person < 0 and not draft.office and bool(draft.sector)


def _introduced(ground: Ground, book: Book, told: Draft, mention: Mention, firsts: dict[int, Mention]) -> Draft | None:
    """The first person named within the next sentences who fits; nobody where one who fits was named before."""
    sentence = ground.reading.tokens[mention.first].sentence
    for first in sorted(firsts.values(), key=lambda m: m.first):
        draft, distance = book.of(first), ground.reading.tokens[first.first].sentence - sentence
        if first.form != "name" or draft.kind != "person" or distance > AHEAD or not _fits(told, draft):
            continue
        return draft if distance > 0 and ground.reading.tokens[first.head].dep != "appos" else None
    return None


def _fits(told: Draft, named: Draft) -> bool:
    """Same country and sector as far as both are known, and the description's office where the name has one."""
    if told.country and named.country and told.country != named.country:
        return False
    if {told.gender, named.gender} == {"m", "f"}:
        return False
    words = set(told.name.lower().split())
    if named.office:
        same = bool(words & set(named.office.lower().split())) or (told.sector[:1] == ("MIL",) and bool(told.country))
        return same and (told.sector[:1] == named.sector[:1])
    return " " in named.name and (not named.sector or named.sector[:1] == told.sector[:1])


def _join(book: Book, told: Draft, named: Draft) -> None:
    for place, mention in list(book.mentions.items()):
        if mention.entity == told.index:
            book.mentions[place] = msgspec.structs.replace(mention, entity=named.index)
    named.country = named.country or told.country
    if not named.sector:
        named.sector, named.office = told.sector, told.name
    named.learn("text:description")
