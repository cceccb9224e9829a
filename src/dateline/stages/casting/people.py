"""Names of people → one entity a person: full and short names joined, known people found in the tables."""

import msgspec

from dateline.knowledge.folding import fold
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.names import Name, head_sectors


class Called(msgspec.Struct, frozen=True):
    """How a text calls a person: the words of the name, folded, without particles' hyphens."""

    name: Name
    words: tuple[str, ...]


def settle_people(ground: Ground, names: list[Name], countries: frozenset[str]) -> list[Name]:
    """The names once more, with every short form of a person's name in the story known as that person's.

    `countries` are the codes of states that the story names; they support short names of known people.
    """
    families = {words[-1] for n in names if n.sort == "person" and len(words := _words(ground, n)) > 1}
    families |= {_family(ground, n) for n in names if n.sort == "person" and n.at >= 0}
    return [settled for n in names if (settled := _settled(ground, n, families, countries)) is not None]


def _settled(ground: Ground, name: Name, families: set[str], countries: frozenset[str]) -> Name | None:
    if name.sort in ("state", "former", "demonym", "capital", "seat", "region") or (
        name.sort == "org" and name.at >= 0
    ):
        return name
    words = _words(ground, name)
    if name.sort != "person" and words and words[-1] in families and len(words) == 1:
        return msgspec.structs.replace(name, sort="person", at=-1)
    if name.sort != "person" and len(words) == 1 and short_person(ground, name, countries) >= 0:
        return msgspec.structs.replace(name, sort="person", at=-1)
    if name.sort in ("org", "place", "people") and words and _in_apposition(ground, name):
        return msgspec.structs.replace(name, sort="person", at=-1)
    if name.at == -2:
        return msgspec.structs.replace(name, sort="person", at=-1) if words and _acts(ground, name) else None
    return name


def _titled_behind(ground: Ground, last: int) -> bool:
    """Whether a title in apposition follows: Jotyar Adil, the government's spokesperson, …"""
    tokens = ground.reading.tokens
    if last >= len(tokens) or tokens[last].text != ",":
        return False
    for i in range(last + 1, min(last + 7, len(tokens))):
        if tokens[i].pos in ("VERB", "AUX", "PUNCT", "CCONJ", "ADP"):
            return False
        found = ground.agents.agent_at(ground.lemmas, i, last + 1)
        if found and found[1].title and not found[1].collective and tokens[i].tag in ("NN", "NNP"):
            return tokens[last + 1].tag in ("DT", "PRP$", "NN", "JJ", "NNP")
    return False


def _acts(ground: Ground, name: Name) -> bool:
    """Whether an unlabelled name is the subject or object of a verb, without an article: Dbeibeh refused."""
    tokens = ground.reading.tokens
    head = tokens[ground.head_of(name.first, name.last)]
    article = name.first > 0 and tokens[name.first - 1].lower in ("the", "a", "an")
    return head.dep in ("nsubj", "nsubjpass", "dobj") and head.tag == "NNP" and len(head.text) > 3 and not article


def _in_apposition(ground: Ground, name: Name) -> bool:
    """Whether a title and a comma stand before a name, and a comma or the end behind it: the envoy, Ana Torres, …"""
    tokens = ground.reading.tokens
    if not 1 < name.last - name.first < 4 or head_sectors(ground, tokens[name.last - 1].text) is not None:
        return False
    if _titled_behind(ground, name.last):
        return True
    if name.first < 2 or tokens[name.first - 1].text != ",":
        return False
    found = ground.agents.agent_at(ground.lemmas, name.first - 2)
    closed = name.last >= len(tokens) or tokens[name.last].text in (",", ".", ";", ")")
    return bool(found and not found[1].collective and tokens[name.first - 2].tag in ("NN", "NNP") and closed)


def short_person(ground: Ground, name: Name, countries: frozenset[str]) -> int:
    """Whom of the tables a family name alone means: one in office in a country of the story, or a prominent one."""
    people = ground.index.people_called(ground.text(name.first, name.last))
    here = [p for p in people if any(t.country in countries for t in ground.index.tenures(p, ground.day))]
    if len(here) == 1:
        return here[0]
    return ground.index.prominent(here or people, ground.day)


def add_people(ground: Ground, names: list[Name], book: Book, countries: frozenset[str]) -> None:
    """Make the entities of all people named, longest names first, then the short forms."""
    called = [Called(n, _words(ground, n)) for n in names if n.sort == "person"]
    full = [c for c in called if len(c.words) > 1]
    for c in full:
        _add_full(ground, c, book)
    for c in called:
        if len(c.words) <= 1:
            _add_short(ground, c, book, full, countries)


def _words(ground: Ground, name: Name) -> tuple[str, ...]:
    end = name.last - ground.is_in("suffixes", ground.reading.tokens[name.last - 1].text)
    return tuple(f for i in range(name.first, end) if (f := ground.folded[i]) not in ("", "|"))


def _family(ground: Ground, name: Name) -> str:
    person = ground.index.people[name.at]
    return fold(person.family)


def _add_full(ground: Ground, called: Called, book: Book) -> None:
    at = _known(ground, called)
    draft = _draft(ground, called, book, at, f"person:{called.words[0]} {called.words[-1]}")
    for word in (called.words[-1], fold(ground.index.people[at].family) if at >= 0 else ""):
        if word:
            book.keys.setdefault(f"family:{word}", draft.index)
    book.keys[f"at:{called.name.first}"] = draft.index
    book.mention(called.name.first, called.name.last, draft, "name")


def _draft(ground: Ground, called: Called, book: Book, at: int, key: str) -> Draft:
    """The person's entity: under the place in the tables, or under a key of its own."""
    text = " ".join(ground.text(called.name.first, called.name.last).split())
    name = ground.index.people[at].name if at >= 0 else text
    draft = book.draft(f"known:{at}" if at >= 0 else key, name, "person")
    _tell(ground, draft, called, at)
    return draft


def _known(ground: Ground, called: Called) -> int:
    """The place in the tables of a full name, also where middle names stand between; -1 for none."""
    if called.name.at >= 0 or len(called.words) < 3:
        return called.name.at
    first, last = called.words[0], called.words[-1]
    same = (at for at in ground.index.people_called(last) if fold(ground.index.people[at].name.split()[0]) == first)
    return next(same, -1)


def _tell(ground: Ground, draft: Draft, called: Called, at: int) -> None:
    """Gender and Wikidata id, from the tables or the first name."""
    if at >= 0 and draft.person < 0:
        draft.person = at
        tenure = ground.index.people[at].tenures[0]
        draft.learn(f"knowledge:{tenure.organisation or tenure.country}/{ground.index.people[at].name}")
        draft.entity, draft.gender = ground.index.people[at].wikidata, ground.index.people[at].gender
    if draft.gender is None and len(called.words) > 1:
        draft.gender = ground.given(called.words[0]) or None
        if draft.gender:
            draft.learn(f"given:{called.words[0]}")


def _add_short(ground: Ground, called: Called, book: Book, full: list[Called], countries: frozenset[str]) -> None:
    """A family name alone: of those in the story the one who leads a state, else the first named; else the tables."""
    word = called.words[-1] if called.words else ""
    draft = _nearest(book, called, full)
    if draft is None and (draft := book.get(f"family:{word}")) is None:
        draft = _from_tables(ground, called, book, countries)
    book.keys.setdefault(f"family:{word}", draft.index)
    book.keys[f"at:{called.name.first}"] = draft.index
    book.mention(called.name.first, called.name.last, draft, "name")


def _nearest(book: Book, called: Called, full: list[Called]) -> Draft | None:
    word = called.words[-1] if called.words else ""
    same = [c for c in full if word in (c.words[-1], c.words[0]) or _shares_family(book, c, word)]
    last_words = [c for c in same if word == c.words[-1] or _shares_family(book, c, word)] or same
    leading = [c for c in last_words if _leads(book, c)]
    chosen = leading[0] if leading else (last_words[0] if last_words else None)
    return book.get(f"at:{chosen.name.first}") if chosen else None


def _leads(book: Book, called: Called) -> bool:
    """Whether a person holds an office that makes the family name alone enough."""
    draft, index = book.get(f"at:{called.name.first}"), book.ground.index
    if draft is None or draft.person < 0:
        return False
    return any(index.leads(t) for t in index.tenures(draft.person, book.ground.day))


def _shares_family(book: Book, called: Called, word: str) -> bool:
    draft = book.get(f"at:{called.name.first}")
    return bool(draft and draft.person >= 0 and fold(book.ground.index.people[draft.person].family) == word)


def _from_tables(ground: Ground, called: Called, book: Book, countries: frozenset[str]) -> Draft:
    return _draft(ground, called, book, short_person(ground, called.name, countries), f"short:{called.words}")
