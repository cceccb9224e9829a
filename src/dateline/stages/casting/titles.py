"""Titles before and after a person's name: who the text says that a person is."""

import msgspec

from dateline.lexicon.agents import Agent
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.sectors import sector_of

MODIFIER_POS = ("NOUN", "PROPN", "ADJ", "ADV", "NUM")


class Title(msgspec.Struct, frozen=True):
    """A title in the text: its tokens [first, last), the words of the office, whose it is, and its holder's sector."""

    first: int
    last: int
    head: int
    office: str
    agent: Agent
    sector: tuple[str, ...]
    owner: int = -1
    """Entity that the title names: state, organisation, seat; -1 for none."""
    country: str = ""
    former: bool = False


def title_before(ground: Ground, book: Book, first: int) -> Title | None:
    """The title that ends right before token `first`, a comma between them or not."""
    tokens, end = ground.reading.tokens, first - 1
    start = ground.reading.sentences[tokens[first].sentence].first
    comma = end > start and tokens[end].text == ","
    if comma:
        end -= 1
    while end > start and tokens[end].text in ground.agents.words.honorifics:
        end -= 1
    if end < start:
        return None
    if comma:
        return _apposed(ground, book, first, start)
    if end in book.inside and end > start:
        return _before_owner(ground, book, end, start)
    found = ground.agents.agent_at(ground.lemmas, end, start)
    if not found or end in book.inside or not (found[1].title or _describes(ground, end, found[1])):
        return None
    title = _grown(ground, book, end - found[0] + 1, end, found[1], start)
    if tokens[end].tag in ("NNS", "NNPS"):
        return _each(ground, title) if _opens_list(ground, book, first) else None
    return title


def _describes(ground: Ground, noun: int, agent: Agent) -> bool:
    """Whether a noun that is no title tells who a name behind it is: the suspected trafficker Ana Torres."""
    token = ground.reading.tokens[noun]
    beside = token.dep in ("compound", "nmod", "appos") or ground.reading.tokens[noun + 1].dep == "appos"
    return token.tag == "NN" and beside and not agent.collective and bool(agent.sector)


def _opens_list(ground: Ground, book: Book, first: int) -> bool:
    """Whether a name is followed by another person's behind a comma or "and"."""
    tokens, last = ground.reading.tokens, book.inside[first].last if first in book.inside else first + 1
    after = book.inside.get(last + 1)
    return after is not None and tokens[last].lower in (",", "and") and book.of(after).kind == "person"


def _each(ground: Ground, title: Title) -> Title:
    """A plural title in the singular: leaders of … -> leader of …"""
    tokens = ground.reading.tokens
    single = title.office.replace(tokens[title.head].text, ground.lemmas[title.head], 1)
    return msgspec.structs.replace(title, office=single)


def _apposed(ground: Ground, book: Book, first: int, start: int) -> Title | None:
    """A name behind a comma in apposition to a title, by the parser: the head of the central bank, Ana Torres."""
    tokens = ground.reading.tokens
    name = tokens[first]
    while name.dep in ("compound", "amod", "nmod", "poss") and name.head > name.i:
        name = tokens[name.head]
    head = name.head if name.dep == "appos" else first - 2
    if head in book.inside and tokens[head].dep == "pobj" and ground.is_in("link_prepositions", _link(ground, head)):
        head = tokens[tokens[head].head].head  # the parser hangs the name on the town: the mayor of Davao, Ana Torres
    if not start <= head < first or head in book.inside or not (name.dep == "appos" or tokens[head].head == name.i):
        return None
    found = ground.agents.agent_at(ground.lemmas, head, start)
    if head in ground.spread:
        head, agent = ground.spread[head][0] - 1, ground.spread[head][1]
        found = (ground.agents.agent_at(ground.lemmas, head, start) or (1, agent))[0], agent
    if not found or not found[1].title or tokens[head].tag in ("NNS", "NNPS"):
        return None
    title = _grown(ground, book, head - found[0] + 1, head, found[1], start)
    return _with_complement(ground, book, title, first - 1) if title.owner < 0 else title


def _before_owner(ground: Ground, book: Book, end: int, start: int) -> Title | None:
    """President of Russia Vladimir Putin; CEO of Gazprom Alexei Miller."""
    mention = book.inside[end]
    tokens, at = ground.reading.tokens, mention.first - 1
    if at <= start or not ground.is_in("link_prepositions", tokens[at].lower) or book.of(mention).kind == "person":
        return None
    found = ground.agents.agent_at(ground.lemmas, at - 1, start)
    if not found or not found[1].title:
        return None
    title = _grown(ground, book, at - found[0], at - 1, found[1], start)
    return _owned(ground, title, book, mention.entity, end + 1)


def _link(ground: Ground, i: int) -> str:
    """The preposition that governs token i."""
    return ground.reading.tokens[ground.reading.tokens[i].head].lower


def _grown(ground: Ground, book: Book, first: int, head: int, agent: Agent, start: int) -> Title:
    """Take in the words before a title: foreign policy | adviser, and whose it is: Kremlin | foreign policy adviser."""
    tokens, i = ground.reading.tokens, first - 1
    low, former = first, agent.id == "former-official"
    while i >= start and _extends(ground, book, i):
        if ground.is_in("former", ground.lemmas[i]):
            former = True
        if (
            not ground.is_in("title_fillers", ground.lemmas[i])
            and tokens[i].pos in ("NOUN", "PROPN", "ADJ", "CCONJ", "PUNCT")
            and low == i + 1
        ):
            low = i
        i -= 1
    owner, edge = _owner_at(ground, book, i, start)
    while (
        owner >= 0
        and edge > start
        and (ground.is_in("former", ground.lemmas[edge - 1]) or (former and tokens[edge - 1].text == "-"))
    ):
        former, edge = True, edge - 1
    while low < head and tokens[low].pos in ("CCONJ", "PUNCT"):
        low += 1
    words = ground.text(low, head + 1)
    noun = next((h for h, (end, _) in ground.spread.items() if end == head + 1), head)
    owned = Title(edge if owner >= 0 else i + 1, head + 1, noun, words, agent, (), -1, "", former)
    whole = _owned(ground, owned, book, owner, head + 1, first)
    overlaps = i >= start and i in book.inside and book.inside[i].last > first
    return msgspec.structs.replace(whole, office=words) if overlaps else whole


def _extends(ground: Ground, book: Book, i: int) -> bool:
    token = ground.reading.tokens[i]
    if i in book.inside:
        return (
            book.of(book.inside[i]).kind == "org"
            and not book.of(book.inside[i]).country
            and not book.of(book.inside[i]).source
        )
    if token.text == "-":
        return True
    if token.lower == "and":
        return _joins_titles(ground, book, i)
    if token.ent in ("DATE", "TIME") or (token.tag == "VBG" and token.dep not in ("amod", "compound")):
        return False
    return token.pos in MODIFIER_POS or token.tag in ("VBN", "VBG")


def _joins_titles(ground: Ground, book: Book, i: int) -> bool:
    """Prime Minister and Defence Minister | Transport and Housing Minister: capitals on both sides."""
    tokens = ground.reading.tokens
    if i == 0 or i - 1 in book.inside or not tokens[i - 1].text[:1].isupper():
        return False
    return tokens[i + 1].text[:1].isupper() and tokens[i - 1].pos in ("PROPN", "NOUN")


def _owner_at(ground: Ground, book: Book, i: int, start: int) -> tuple[int, int]:
    """The entity that stands before a title, and where it begins: Russian, China's, Putin's, Gazprom."""
    tokens = ground.reading.tokens
    owns = i > start and tokens[i].tag == "POS"
    if owns:
        i -= 1
    if i < start or i not in book.inside or (book.of(book.inside[i]).kind == "person" and not owns):
        return -1, i + 1
    mention = book.inside[i]
    if tokens[mention.last].text == "-":  # Iranian-born, Turkish-backed
        return -1, mention.first
    return mention.entity, mention.first


def _owned(ground: Ground, title: Title, book: Book, owner: int, last: int, low: int = -1) -> Title:
    """The title with its owner: country and sector from it. The entry's own words, from `low` on, modify nothing."""
    draft = book.drafts[owner] if owner >= 0 else None
    words = ground.lemmas[title.first : title.head if low < 0 else low]
    sector = sector_of(ground, title.agent, words, draft)
    if title.former:
        sector = ("ELI",)
    return msgspec.structs.replace(title, owner=owner, country=draft.country if draft else "", sector=sector, last=last,
                                   office=_office(title.office, draft))  # fmt: skip


def _office(words: str, owner: Draft | None) -> str:
    if owner is not None and owner.kind == "org" and owner.sector[:1] != ("GOV",):
        return f"{words} of {owner.name}"
    return words


def title_after(ground: Ground, book: Book, last: int) -> Title | None:
    """The title in apposition behind a name: Andrei Belousov, Russia's new defence minister, …"""
    tokens = ground.reading.tokens
    if last + 1 >= len(tokens) or tokens[last].text not in (",", "("):
        return None
    end = min(ground.reading.sentences[tokens[last].sentence].last, last + 14)
    head = _head_after(ground, book, last + 1, end)
    if head < 0:
        return None
    found = ground.agents.agent_at(ground.lemmas, head, last + 1)
    assert found is not None
    title = _grown(ground, book, head - found[0] + 1, head, found[1], last + 1)
    return _with_complement(ground, book, title, end) if title.owner < 0 else title


def _head_after(ground: Ground, book: Book, first: int, end: int) -> int:
    """The title's noun behind the comma; -1 where a verb, another name's end or a comma comes first."""
    tokens = ground.reading.tokens
    for i in range(first, end):
        token = tokens[i]
        found = None if i in book.inside else ground.agents.agent_at(ground.lemmas, i, first)
        ahead = i + 1 < end and tokens[i + 1].pos in ("NOUN", "PROPN") and tokens[i + 1].text[:1].islower()
        if found and found[1].title and token.tag in ("NN", "NNP") and not ahead and _closes(ground, i + 1):
            return i
        if (
            (token.pos in ("VERB", "AUX", "SCONJ") and token.tag not in ("VBN", "VBG"))
            or token.text in (",", ")", ";")
            or token.tag in ("WP", "WDT", "CC")
        ):
            return -1
    return -1


def _closes(ground: Ground, i: int) -> bool:
    """Whether an apposition may end, or go on with "of …", at token i."""
    tokens = ground.reading.tokens
    return (
        i >= len(tokens)
        or tokens[i].pos in ("PUNCT", "ADP", "CCONJ", "PRON", "ADV", "SCONJ", "DET")
        or tokens[i].tag == "TO"
    )


def _with_complement(ground: Ground, book: Book, title: Title, end: int) -> Title:
    """The owner behind the title: president of Kenya, spokesman for the Indonesian military."""
    tokens, i = ground.reading.tokens, title.last
    if i >= end or not ground.is_in("link_prepositions", tokens[i].lower):
        return title
    for j in range(i + 1, min(i + 6, end)):
        if tokens[j].pos in ("VERB", "AUX", "PUNCT"):
            break
        if j in book.inside:
            mention = book.inside[j]
            words = ground.text(title.head, title.last)
            whole = msgspec.structs.replace(title, office=title.office or words)
            return _owned(ground, whole, book, mention.entity, mention.last)
    return _with_body(ground, title)


def _with_body(ground: Ground, title: Title) -> Title:
    """Head of the central bank, chief of the army: a body without a name is part of the office."""
    for kid in ground.reading.kids(title.last, "pobj"):
        found = ground.agents.agent_at(ground.lemmas, kid.i, title.last)
        if found and title.last < kid.i < title.last + 6:
            office = f"{title.office} {ground.text(title.last, kid.i + 1)}"
            sector = tuple(found[1].sector) if title.agent.neutral and not title.former else title.sector
            return msgspec.structs.replace(title, office=office, last=kid.i + 1, sector=sector)
    return title
