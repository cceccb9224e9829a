"""Descriptions of somebody not named before: a new entity with a name, a country and a sector from its own words."""

from dateline.stages.casting.descriptions import Phrase, owner_of, sector_behind
from dateline.stages.casting.discourse import Discourse
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.home import Home, domestic
from dateline.stages.casting.sectors import sector_of

INDEFINITE = ("a", "an", "another", "some", "any", "no", "every", "several", "many", "one", "other")
NAMELESS_TAGS = ("DT", "PDT", "PRP$", "CD", "RB", "RBR", "RBS", "IN", "$", "PRP", "WP$", "JJR", "JJS")
RECENT = 6
"""For how many sentences a bare "the soldiers" are those last called so."""
ELSEWHERE = "elsewhere"
"""Stands as the source of people who do not share the country of whom they belong to: its allies."""


def newcomer(discourse: Discourse, phrase: Phrase, home: Home) -> Draft:
    """An entity of its own; the same words with the same country are the same one unless they are indefinite."""
    assert phrase.agent is not None
    ground, book, agent = discourse.ground, discourse.book, phrase.agent
    at = owner_of(ground, book, phrase)
    owner = book.drafts[at] if at >= 0 else None
    many = phrase.plural or agent.collective
    told = Draft(-1, name_of(ground, phrase), "group" if many else "person", rules=[f"agents:{agent.id}"])
    told.sector = sector_of(ground, agent, phrase.before, owner)
    if told.sector != ("ELI",):
        told.sector = sector_behind(ground, phrase) or told.sector
    told.plural = phrase.plural or ground.lemmas[phrase.head] == "police"
    told.gender = None if phrase.plural else agent.gender
    told.source = ELSEWHERE if agent.relational else ""
    _settle_country(discourse, phrase, owner, home, told)
    return _entered(discourse, phrase, told)


def _entered(discourse: Discourse, phrase: Phrase, told: Draft) -> Draft:
    """The entity in the book: the same one as before for the same words of the same country, number and sector."""
    book, words = discourse.book, _key_words(discourse.ground, discourse.book, phrase)
    fresh = phrase.determiner in INDEFINITE or (phrase.counted and not phrase.determiner)
    key = f"noun:{words}:{told.kind}:{told.country}:{'/'.join(told.sector)}"
    draft = _last_so_called(discourse, phrase, told) or book.draft("" if fresh else key, told.name, told.kind)
    if not draft.rules:
        draft.country, draft.sector, draft.plural, draft.source = told.country, told.sector, told.plural, told.source
        draft.gender = draft.gender or told.gender
    for rule in told.rules if draft.country == told.country else told.rules[:1]:
        draft.learn(rule)
    noun = discourse.ground.lemmas[phrase.head]
    book.keys[key] = book.keys[f"called:{noun}:{told.kind}"] = draft.index
    return draft


def _key_words(ground: Ground, book: Book, phrase: Phrase) -> str:
    """The words that tell such people from others (riot police), without names, numbers and "the"."""
    name = set(name_of(ground, phrase).lower().split())
    kept = [
        i for i in range(phrase.first, phrase.last) if i not in book.inside and ground.reading.tokens[i].lower in name
    ]
    return " ".join(ground.lemmas[i] for i in kept)


def _last_so_called(discourse: Discourse, phrase: Phrase, told: Draft) -> Draft | None:
    """The embassy: whoever was called so a few sentences before, where the words themselves name no country."""
    by_home = not told.country or any(r.startswith("home:") for r in told.rules)
    noun = discourse.ground.lemmas[phrase.head]
    at = discourse.book.keys.get(f"called:{noun}:{told.kind}", -1)
    bare = _key_words(discourse.ground, discourse.book, phrase) == noun
    if at < 0 or not by_home or phrase.determiner not in ("the", "this", "that", "these", "those") or not bare:
        return None
    sentence = discourse.ground.reading.tokens[phrase.head].sentence
    return discourse.latest(sentence, RECENT, lambda d: d.index == at)


def name_of(ground: Ground, phrase: Phrase) -> str:
    """The phrase without its article, possessive, number or adverb: people for "only about 300 people"."""
    tokens, first = ground.reading.tokens, phrase.first
    while first < phrase.head and tokens[first + 1].text != "-" and _is_nameless(ground, first):
        first += 1
    return " ".join(ground.text(first, phrase.last).split())


def _is_nameless(ground: Ground, i: int) -> bool:
    token = ground.reading.tokens[i]
    return token.tag in NAMELESS_TAGS or ground.is_in("quantities", token.lower)


def _settle_country(discourse: Discourse, phrase: Phrase, owner: Draft | None, home: Home, told: Draft) -> None:
    """Whose people they are, and how that is known."""
    assert phrase.agent is not None
    if phrase.agent.country:
        told.country = phrase.agent.country
        return
    if phrase.agent.relational:
        return
    if owner is not None and owner.country:
        told.country, rule = owner.country, "text:nationality"
    elif code := possessor(discourse, phrase):
        told.country, rule = code, "text:possessor"
    else:
        ground, span = discourse.ground, (phrase.first, phrase.last, phrase.head)
        told.country, rule = domestic(ground, discourse.book, home, told, *span)
    if told.country:
        told.learn(rule)


def possessor(discourse: Discourse, phrase: Phrase) -> str:
    """The country of his, its or the country's in "the country's president"."""
    for kid in discourse.ground.reading.kids(phrase.head, "poss"):
        for seen in reversed(discourse.seen[-8:]):
            if seen.token == kid.i:
                return discourse.draft(seen).country
    return ""
