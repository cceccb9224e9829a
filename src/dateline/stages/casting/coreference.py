"""Reading on through the story: each description and pronoun joined to what it takes up, or a new entity."""

from collections.abc import Callable

import msgspec

from dateline.cast import Form
from dateline.knowledge.people import Person, Tenure, family_key
from dateline.lexicon.agents import Agent, Anaphor
from dateline.stages.casting.cataphora import name_descriptions
from dateline.stages.casting.descriptions import Phrase, find_phrases, owner_of, sector_behind
from dateline.stages.casting.discourse import Discourse, Seen
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.home import Home, find_home, settle_home
from dateline.stages.casting.newcomers import INDEFINITE, newcomer, possessor
from dateline.stages.casting.pronouns import THIRD, resolve_pronoun
from dateline.stages.casting.relations import relate
from dateline.stages.casting.sets import set_for, unresolved_set

SINGULAR_HUMANS = frozenset(("MIL", "GOV", "LEG", "JUD", "COP"))


def read_on(ground: Ground, book: Book, held: dict[int, int]) -> None:
    """Go through all mentions, descriptions and pronouns in text order."""
    discourse = Discourse(ground, book)
    steps: list[tuple[int, int, Phrase | int | None]] = [(m.head, 0, m.entity) for m in book.mentions.values()]
    modifiers = {m.head for m in book.mentions.values() if m.form == "adjective"}
    phrases = find_phrases(ground, book, held)
    steps += [(p.head, 1, p) for p in phrases]
    steps += [(t.i, 2, None) for t in ground.reading.tokens if t.pos == "PRON" and t.lower in THIRD]
    home = find_home(ground, book)
    for token, _, step in sorted(steps, key=lambda s: s[:2]):
        if isinstance(step, Phrase):
            _describe(discourse, step, held, home)
        elif step is None:
            _pronoun(discourse, token)
        else:
            discourse.note(token, step, token in modifiers)
    name_descriptions(ground, book, phrases)
    relate(ground, book)
    settle_home(ground, book, home)


def _pronoun(discourse: Discourse, i: int) -> None:
    draft = resolve_pronoun(discourse, i)
    if draft is not None:
        discourse.book.mention(i, i + 1, draft, "pronoun", i)
        discourse.note(i, draft.index)


def _describe(discourse: Discourse, phrase: Phrase, held: dict[int, int], homes: Home) -> None:
    home = homes.at(discourse.ground.reading.tokens[phrase.head].sentence, phrase.head)
    if held.get(phrase.head) == -1:
        return
    draft = _holder(discourse, phrase, held) or set_for(discourse, phrase) or _taken_up(discourse, phrase, home)
    draft = draft or unresolved_set(discourse, phrase)
    if draft is None and phrase.agent is not None:
        draft = newcomer(discourse, phrase, homes)
    if draft is None:
        return
    if draft.kind == "person" and phrase.head in held and (code := possessor(discourse, phrase)):
        _serve(discourse, draft, code)
    form: Form = "adjective" if phrase.modifier else "noun"
    discourse.book.mention(phrase.first, phrase.last, draft, form, phrase.head)
    discourse.note(phrase.head, draft.index, phrase.modifier)


def _serve(discourse: Discourse, draft: Draft, code: str) -> None:
    """Who holds a body's office is the body's, of whatever nationality: the court's president."""
    if draft.country and (code in discourse.ground.index.by_code or "text:title" in draft.rules):
        return
    draft.country = code
    draft.learn("text:possessor")
    offices = discourse.book.offices
    offices[:] = [msgspec.structs.replace(o, country=code) if o.person == draft.name else o for o in offices]


def _holder(discourse: Discourse, phrase: Phrase, held: dict[int, int]) -> Draft | None:
    """A title beside a name: in apposition it names the same person, directly before the name it is no mention."""
    if phrase.head in held:
        return discourse.book.drafts[held[phrase.head]]
    reading, book = discourse.ground.reading, discourse.book
    token = reading.tokens[phrase.head]
    if (body := _named_body(discourse, phrase)) is not None:
        return body
    named = [token.head] if token.dep == "appos" else [k.i for k in reading.kids(phrase.head, "appos")]
    for i in named:
        if (
            i in book.inside
            and book.of(book.inside[i]).kind in ("person", "org")
            and book.inside[i].form == "name"
            and not phrase.plural
        ):
            return book.of(book.inside[i])
    return None


def _named_body(discourse: Discourse, phrase: Phrase) -> Draft | None:
    """Xinhua news agency, Tigray rebels' army: a body's name right before a noun of its own kind names the body."""
    book, before = discourse.book, phrase.head - phrase.words
    if phrase.agent is None or not phrase.agent.collective or phrase.plural or before not in book.inside:
        return None
    draft = book.of(book.inside[before])
    same = not draft.sector or draft.sector[:1] == tuple(phrase.agent.sector[:1])
    if draft.kind != "org" or not same or (draft.source and not draft.sector):
        return None
    if not draft.sector:
        draft.sector = tuple(phrase.agent.sector)
        draft.learn(f"agents:{phrase.agent.id}")
    return draft


def _taken_up(discourse: Discourse, phrase: Phrase, home: str) -> Draft | None:
    """A definite description of somebody named before (or known to the tables)."""
    if phrase.plural or phrase.determiner in INDEFINITE or phrase.modifier:
        return None
    owner = owner_of(discourse.ground, discourse.book, phrase)
    if phrase.agent is not None and phrase.agent.title and (phrase.determiner or owner >= 0):
        found = _by_office(discourse, phrase, phrase.agent, owner, home)
        if found is not None:
            return found
    return _by_kind(discourse, phrase, owner)


def _by_office(discourse: Discourse, phrase: Phrase, agent: Agent, owner: int, home: str) -> Draft | None:
    """The president, Russia's leader: a person of the story in that office, else the tables' holder on the day."""
    book, ground = discourse.book, discourse.ground
    past = agent.id == "former-official" or any(ground.is_in("former", w) for w in phrase.before)
    country = book.drafts[owner].country if owner >= 0 else possessor(discourse, phrase)
    words = " ".join(ground.lemmas[phrase.head - phrase.words + 1 : phrase.last])
    sentence = ground.reading.tokens[phrase.head].sentence

    def fits(draft: Draft) -> bool:
        if draft.kind != "person" or (country and draft.country and draft.country != country):
            return False
        if past != (draft.sector[:1] == ("ELI",)):
            return False
        same = words in (draft.office or "").lower().replace("defence", "defense")
        return past or same or (draft.rank in agent.rank and bool(draft.rank))

    found = discourse.latest(sentence, 12, fits) or _by_sector(discourse, phrase, agent, owner)
    of_people = owner >= 0 and book.drafts[owner].is_people
    if found is None and not past and not of_people and sector_behind(ground, phrase) in ((), ("GOV",)):
        found = _from_tables(discourse, agent, country or (home if phrase.determiner == "the" else ""), phrase)
    if found is not None:
        found.learn(f"agents:{agent.id}")
    return found


def _by_sector(discourse: Discourse, phrase: Phrase, agent: Agent, owner: int) -> Draft | None:
    """The general, the judge, the senator: the only person of that sector not far before."""
    if (
        agent.neutral
        or owner >= 0
        or phrase.determiner != "the"
        or not agent.sector
        or agent.sector[0] in ("GOV", "CVL")
    ):
        return None
    sentence = discourse.ground.reading.tokens[phrase.head].sentence
    found = {
        s.entity
        for s in discourse.back(sentence, 3)
        if (d := discourse.draft(s)).kind == "person" and d.sector[:1] == tuple(agent.sector[:1])
    }
    return discourse.book.drafts[found.pop()] if len(found) == 1 else None


def _from_tables(discourse: Discourse, agent: Agent, country: str, phrase: Phrase) -> Draft | None:
    """Who holds the office in that country on the story's day, where one person does."""
    index, day = discourse.ground.index, discourse.ground.day
    if day is None or country not in index.by_code or not agent.rank or phrase.agent is None:
        return None
    if any(discourse.ground.is_in("former", w) or discourse.ground.is_in("not_incumbent", w) for w in phrase.before):
        return None
    held = index.holders(country, day)
    for rank in agent.rank:
        found: list[tuple[Person, Tenure]] = [(p, t) for p, t in held if t.rank == rank]
        if len(found) == 1:
            return _known(discourse, *found[0])
    return None


def _known(discourse: Discourse, person: Person, tenure: Tenure) -> Draft:
    at = next(
        i
        for i in discourse.ground.index.families.get(family_key(person), ())
        if discourse.ground.index.people[i] is person
    )
    draft = discourse.book.draft(f"known:{at}", person.name, "person")
    if draft.person < 0:
        draft.person, draft.entity, draft.gender = at, person.wikidata, person.gender
        draft.country, draft.sector, draft.office, draft.rank = (
            tenure.country,
            tenure.sector,
            tenure.office,
            tenure.rank,
        )
        draft.learn(f"knowledge:{tenure.country}/{tenure.office}")
    return draft


def _by_kind(discourse: Discourse, phrase: Phrase, owner: int) -> Draft | None:
    """The company, the bloc, the kingdom, his counterpart: the last thing of that kind."""
    found = (_of_kind(discourse, phrase, owner, a) for a in phrase.anaphors if a.number == 1)
    return next((draft for draft in found if draft is not None), None)


def _of_kind(discourse: Discourse, phrase: Phrase, owner: int, anaphor: Anaphor) -> Draft | None:
    if anaphor.other:
        return _counterpart(discourse, phrase, owner)
    if owner >= 0 or (phrase.determiner not in ("the", "this", "that") and not anaphor.bare):
        return None
    typed = anaphor.bare or anaphor.sector or anaphor.country or anaphor.named
    if not typed and [
        w for w in phrase.before[: len(phrase.before) - phrase.words + 1] if w not in ("the", "this", "that")
    ]:
        return None

    def fits(draft: Draft) -> bool:
        body = anaphor.named and draft.kind == "group" and not draft.plural
        if anaphor.refers != "any" and draft.kind != anaphor.refers and not body:
            return False
        if anaphor.refers == "state" and draft.sector:
            return False
        if not _agrees(discourse, phrase, anaphor, draft):
            return False
        right = not anaphor.sector or bool(set(anaphor.sector) & set(draft.sector))
        return right and (not anaphor.country or draft.country in anaphor.country)

    def seen_so(seen: Seen, draft: Draft) -> bool:
        return not (seen.modifier and not typed and draft.kind != "state") and fits(draft)

    found = discourse.best(phrase.head, 4, seen_so) or (_known_body(discourse, phrase, fits) if anaphor.named else None)
    if found is not None:
        found.learn(f"agents:anaphors/{anaphor.id}")
    return found


def _known_body(discourse: Discourse, phrase: Phrase, fits: Callable[[Draft], bool]) -> Draft | None:
    """The court, long after its name: the body most often named so far, unless an unnamed one was called so since."""
    book, noun = discourse.book, discourse.ground.lemmas[phrase.head]
    if f"called:{noun}:group" in book.keys:
        return None
    fit = [d for d in book.drafts if d.kind == "org" and d.index in discourse.counts and fits(d)]
    return max(fit, key=lambda d: discourse.counts[d.index], default=None)


def _agrees(discourse: Discourse, phrase: Phrase, anaphor: Anaphor, draft: Draft) -> bool:
    """Whether the noun stands in the name where it must, and no modifier tells another sector: the aid group."""
    ground = discourse.ground
    head = ground.lemmas[phrase.head]
    if anaphor.named and not any(w.lower().startswith(head[:-1]) for w in draft.name.split()):
        return False
    told = {s for w in phrase.before if (m := ground.agents.modifiers.get(w)) is not None for s in m.sector}
    return not told or not draft.sector or bool(told & set(draft.sector))


def _counterpart(discourse: Discourse, phrase: Phrase, owner: int) -> Draft | None:
    """His Chinese counterpart: who holds the same office there, in the story or by the tables."""
    index, day = discourse.ground.index, discourse.ground.day
    country = discourse.book.drafts[owner].country if owner >= 0 else ""
    possessors = [k.i for k in discourse.ground.reading.kids(phrase.head, "poss")]
    own = next((discourse.draft(s) for s in reversed(discourse.seen) if s.token in possessors), None)
    if own is None or not own.rank or country not in index.by_code or day is None:
        return None
    found = [(p, t) for p, t in index.holders(country, day) if t.rank == own.rank]
    return _known(discourse, *found[0]) if len(found) == 1 else None
