"""Names of states, towns and organisations → entities; whether a capital acts for its state or is only a town."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dateline.cast import Form
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.names import Name, head_sectors

MODIFYING = ("amod", "compound", "nmod", "poss")


def settle_codes(ground: Ground, names: list[Name]) -> list[Name]:
    """Names with several owners (Congo, Congolese, Georgia) given to the state that the story names otherwise."""
    sure = {_code(ground, n) for n in names if not n.others and n.sort in ("state", "demonym", "capital", "seat")}
    halves = ground.agents.words.halves
    if sure >= set(halves.values()):
        names = [_half(ground, n, halves) for n in names]
    return [_settled(ground, n, sure) if n.others or n.sort == "org" else n for n in names]


def _half(ground: Ground, name: Name, halves: dict[str, str]) -> Name:
    """The North in a story about both Koreas is a state."""
    code = halves.get(ground.text(name.first, name.last), "")
    article = ground.reading.tokens[name.first - 1].lower == "the"
    return Name(name.first, name.last, "state", ground.index.by_code[code]) if code and article else name


def _settled(ground: Ground, name: Name, sure: set[str]) -> Name:
    if name.sort == "org" and name.at >= 0:
        return _settled_body(ground, name, sure)
    if name.sort not in ("state", "demonym", "capital", "seat", "region", "former") or _code(ground, name) in sure:
        return name
    for ref in name.others:
        if ref.sense not in ("org", "person") and ground.index.states[ref.at].code in sure:
            return Name(name.first, name.last, ref.sense, ref.at)
    return name


def _settled_body(ground: Ground, name: Name, sure: set[str]) -> Name:
    """A body that several states have (Congress, Labour Party): that of a state in the story; else no known one."""
    bodies = ground.index.organisations
    known = bodies[name.at].country
    if known in sure or known not in ground.index.by_code or known in _opening_states(ground, name):
        return name
    for ref in name.others:
        if ref.sense == "org" and bodies[ref.at].country in sure:
            return Name(name.first, name.last, "org", ref.at)
    text = ground.text(name.first, name.last)
    generic = head_sectors(ground, text.split()[-1]) is not None
    return Name(name.first, name.last, "org") if generic and text != bodies[name.at].name else name


def _code(ground: Ground, name: Name) -> str:
    return ground.index.states[name.at].code


def countries_of(ground: Ground, names: list[Name]) -> frozenset[str]:
    """Codes of the states that a story names in any way, its dateline included."""
    found = {_code(ground, n) for n in names if n.sort in ("state", "demonym", "capital", "seat", "region", "folk")}
    for span in ground.story.dateline:
        found |= {
            ground.index.states[r.at].code for r in ground.index.find(span.text) if r.sense in ("state", "capital")
        }
    return frozenset(found)


def add_things(ground: Ground, names: list[Name], book: Book) -> None:
    """Make the entities of all names that are no people's."""
    for name in names:
        if name.sort in MAKERS:
            MAKERS[name.sort](ground, name, book)


def state_draft(book: Book, code: str) -> Draft:
    """The entity of a state."""
    index = book.ground.index
    state = index.states[index.by_code[code]]
    draft = book.draft(f"state:{code}", state.name, "state")
    draft.country, draft.entity, draft.source = code, state.wikidata, code
    draft.learn(f"knowledge:{code}")
    return draft


def _form(ground: Ground, name: Name) -> Form:
    head = ground.reading.tokens[ground.head_of(name.first, name.last)]
    if name.last < len(ground.reading.tokens) and ground.reading.tokens[name.last].text == "-":
        return "adjective"
    return "adjective" if head.dep in MODIFYING and not name.first <= head.head < name.last else "name"


def _with_article(ground: Ground, name: Name) -> int:
    """The first token, the article included where it belongs to the name and not to a noun behind it."""
    before = name.first - 1
    tokens = ground.reading.tokens
    if before >= 0 and tokens[before].lower == "the" and name.first <= tokens[before].head < name.last:
        return before
    return name.first


def _add_state(ground: Ground, name: Name, book: Book) -> None:
    draft = state_draft(book, _code(ground, name))
    if name.sort == "former":
        state = ground.index.states[name.at]
        draft = book.draft(
            f"former:{ground.folded[name.first]}:{state.code}", ground.text(name.first, name.last), "state"
        )
        draft.country = state.code
        draft.learn(f"knowledge:{state.code}/former")
    book.mention(_with_article(ground, name), name.last, draft, _form(ground, name))


def _add_demonym(ground: Ground, name: Name, book: Book) -> None:
    code, tokens = _code(ground, name), ground.reading.tokens
    head = tokens[ground.head_of(name.first, name.last)]
    if _form(ground, name) == "adjective" or (head.pos == "ADJ" and tokens[name.first - 1].lower != "the"):
        book.mention(name.first, name.last, state_draft(book, code), "adjective")
        return
    first, before = name.first, tokens[name.first - 1].lower if name.first else ""
    if before == "the" and tokens[name.first - 1].sentence == head.sentence:
        book.mention(first - 1, name.last, state_draft(book, code), "noun")
        return
    _add_nationals(ground, name, book, code)


def _add_nationals(ground: Ground, name: Name, book: Book, code: str) -> None:
    """Three Kenyans, a Frenchman: people of a state, not the state."""
    head = ground.head_of(name.first, name.last)
    many = ground.reading.tokens[head].tag in ("NNS", "NNPS")
    kids = [k.i for k in ground.reading.kids(head, "nummod", "det", "amod") if k.i < name.first]
    draft = book.draft(
        f"nationals:{code}" if many else "", ground.text(name.first, name.last), "group" if many else "person"
    )
    draft.country, draft.sector, draft.plural = code, ("CVL",), many
    draft.learn(f"knowledge:{code}/demonym")
    book.mention(min([name.first, *kids]), name.last, draft, "noun", head)


def _add_seat(ground: Ground, name: Name, book: Book) -> None:
    """The Kremlin, the White House: an entity of its own that stands for the government."""
    state = ground.index.states[name.at]
    head = ground.head_of(name.first, name.last)
    if _with_article(ground, name) == name.first and _in_place(ground, head):
        _add_place(ground, name, book)
        return
    draft = book.draft(
        f"seat:{''.join(ground.folded[name.first : name.last])}", ground.text(name.first, name.last), "state"
    )
    draft.country, draft.sector = state.code, ("GOV",)
    draft.learn(f"knowledge:{state.code}/metonym")
    book.mention(_with_article(ground, name), name.last, draft, _form(ground, name))


def _in_place(ground: Ground, head: int) -> bool:
    """Whether a name without an article stands behind in, at, near: Tel Aviv as a town."""
    token = ground.reading.tokens[head]
    return token.dep == "pobj" and ground.is_in("place_prepositions", ground.lemmas[token.head])


def _add_capital(ground: Ground, name: Name, book: Book) -> None:
    if capital_acts(ground, ground.head_of(name.first, name.last)):
        draft = state_draft(book, _code(ground, name))
        draft.learn(f"knowledge:{draft.country}/capital")
        book.mention(name.first, name.last, draft, _form(ground, name))
    else:
        _add_place(ground, name, book)


def capital_acts(ground: Ground, head: int) -> bool:
    """Whether a capital's name stands for its state: Beijing said, with Moscow, Tehran's threat; not in Beijing."""
    tokens = ground.reading.tokens
    token = tokens[head]
    above = ground.lemmas[token.head]
    if token.dep == "conj" and token.head < head:
        return capital_acts(ground, token.head)
    if token.dep == "appos":
        return not ground.is_in("settlements", above) and tokens[token.head].pos == "NOUN"
    if token.dep in MODIFYING:
        known = ground.agents.agent_at(ground.lemmas, token.head)
        return not ground.is_in("city_heads", above) and (
            token.dep == "poss" or bool(known and known[1].sector[:1] == ["GOV"])
        )
    if token.dep == "pobj":
        return _governed_acts(ground, token.head)
    if token.dep == "dobj":
        return not ground.is_in("arrivals", above)
    if token.dep == "nsubjpass":
        return not ground.is_in("arrivals", above)
    return token.dep in ("nsubj", "agent", "dative", "attr")


def _governed_acts(ground: Ground, preposition: int) -> bool:
    lemma = ground.lemmas[preposition]
    if lemma == "of":
        return not ground.is_in("settlements", ground.lemmas[ground.reading.tokens[preposition].head])
    return not ground.is_in("place_prepositions", lemma)


def _add_place(ground: Ground, name: Name, book: Book) -> None:
    """A town or region that does not act; its state from the tables."""
    text, key = ground.text(name.first, name.last), "".join(ground.folded[name.first : name.last])
    draft = book.draft(f"place:{key}", text, "place")
    if name.at >= 0:
        state = ground.index.states[name.at]
        draft.country = state.code
        draft.sector = ("PRE",) if text in state.disputed else ()
        draft.learn(f"knowledge:{state.code}/{name.sort}")
    elif key in ground.agents.towns:
        draft.country = ground.agents.towns[key]
        draft.learn(f"agents:towns/{draft.country}")
    elif name.first in ground.sites and not draft.country:
        draft.country = ground.sites[name.first]
        draft.learn("place:gazetteer")
    book.mention(name.first, name.last, draft, _form(ground, name))


def _add_org(ground: Ground, name: Name, book: Book) -> None:
    if name.at < 0:
        _add_unknown_org(ground, name, book)
        return
    org = ground.index.organisations[name.at]
    draft = book.draft(f"org:{org.id}", org.name, "org")
    draft.country, draft.sector, draft.entity, draft.source = org.country, tuple(org.sector), org.wikidata, org.id
    draft.learn(f"knowledge:{org.id}")
    book.mention(_with_article(ground, name), name.last, draft, _form(ground, name))
    _add_inner_state(ground, name, book)


def _add_inner_state(ground: Ground, name: Name, book: Book) -> None:
    """The state whose name opens a body's: Israel's military, Sudanese army."""
    for code, n in _opening_states(ground, name).items():
        book.mention(name.first, name.first + n, state_draft(book, code), "adjective")
        return


def _opening_states(ground: Ground, name: Name) -> dict[str, int]:
    """Code of each state whose name or adjective opens a body's name, with its number of tokens, the shortest first."""
    found: dict[str, int] = {}
    for n in range(1, name.last - name.first):
        for ref in ground.index.names.get("".join(ground.folded[name.first : name.first + n]), ()):
            if ref.sense in ("state", "demonym"):
                found.setdefault(ground.index.states[ref.at].code, n)
    return found


def _add_unknown_org(ground: Ground, name: Name, book: Book) -> None:
    """A body that no table has: its last word tells the sector, a state's name inside or before it the country."""
    first, text = _with_article(ground, name), ground.text(name.first, name.last)
    inner = _inner_state(ground, name)
    key = "".join(ground.folded[name.first : name.last])
    draft = (
        book.get(f"body:{key}")
        or _by_acronym(book, text)
        or _by_part(book, text)
        or book.draft(f"body:{key}", " ".join(text.split()), "org")
    )
    if inner and not draft.country:
        draft.country = inner
        draft.learn("text:nationality")
    sectors = body_sectors(ground, text.split())
    if sectors and not draft.sector:
        draft.sector = sectors
        draft.learn(f"agents:organisation_heads/{sectors[0]}")
    _enter_acronym(ground, name, book, draft)
    book.mention(first, name.last, draft, _form(ground, name))


def body_sectors(ground: Ground, words: list[str]) -> tuple[str, ...] | None:
    """What a body's name tells: the last telling word before "of", else behind it, but Police in "Police Service"."""
    of = words.index("of", 1) if "of" in words[1:] else len(words)
    if ground.is_in("generic_heads", words[-1]) or ground.is_in("generic_heads", words[of - 1]):
        told = ground.agents.words.telling
        if found := [sector for w in reversed(words) for sector, known in told.items() if w in known]:
            return (found[0],)
    inside_out = (*reversed(words[:of]), *reversed(words[of:]))
    return next((s for w in inside_out if (s := head_sectors(ground, w)) is not None), None)


def _inner_state(ground: Ground, name: Name) -> str:
    """The state that a body's name holds (Kenya Airways) or that stands before it (Kenya's Supreme Court)."""
    for i in (*range(name.first, name.last), name.first - 1, name.first - 2):
        if i < 0 or (i < name.first and ground.reading.tokens[name.first - 1].pos not in ("ADJ", "PROPN", "PART")):
            continue
        n, refs = ground.index.longest(ground.folded, i, name.last)
        senses = [r for r in refs if r.sense in ("state", "demonym", "capital", "seat")]
        if n and senses and ground.reading.tokens[i].text[:1].isupper():
            return ground.index.states[senses[0].at].code
    return ""


def _enter_acronym(ground: Ground, name: Name, book: Book, draft: Draft) -> None:
    """Remember initials: those in brackets behind the name, and those that its words make."""
    tokens = ground.reading.tokens
    words = [tokens[i].text for i in range(name.first, name.last)]
    if name.last + 2 < len(tokens) and tokens[name.last].text == "(" and tokens[name.last + 1].text.isupper():
        book.keys.setdefault(f"initials:{tokens[name.last + 1].text}", draft.index)
    initials = "".join(w[0] for w in words if w[0].isupper())
    if len(initials) > 2:
        book.keys.setdefault(f"initials:{initials}", draft.index)


def _by_acronym(book: Book, text: str) -> Draft | None:
    return book.get(f"initials:{text}") if text.isupper() else None


def _by_part(book: Book, text: str) -> Draft | None:
    """The body of the story whose name one word opens or ends, where there is only one: Columbia, Congress."""
    if " " in text:
        return None
    bodies = [d for d in book.drafts if d.kind == "org" and " " in d.name]
    found = [d for d in bodies if text in (d.name.split()[0], d.name.split()[-1])]
    return found[0] if len(found) == 1 else None


def _add_folk(ground: Ground, name: Name, book: Book) -> None:
    """Peoples, faiths and party people that the parser marks: Rohingya, Hutus, Democrats."""
    token = ground.reading.tokens[name.first]
    if token.pos == "ADJ" and ground.reading.sentences[token.sentence].first == token.i:
        return
    agent = ground.agents.agent_at(ground.lemmas, name.last - 1)
    key = "".join(ground.folded[name.first : name.last]).removesuffix("s")
    draft = book.draft(f"folk:{key}", ground.text(name.first, name.last), "group")
    draft.plural = True
    draft.sector = tuple(agent[1].sector) if agent else ()
    draft.learn(f"agents:{agent[1].id}" if agent else "parser:NORP")
    form = _form(ground, name)
    book.mention(name.first, name.last, draft, "adjective" if form == "adjective" else "noun")


def _add_known_folk(ground: Ground, name: Name, book: Book) -> None:
    """A people of one state: Rohingya refugees are Myanmar's, Chechens are Russia's civilians."""
    code, text = _code(ground, name), ground.text(name.first, name.last)
    key = "".join(ground.folded[name.first : name.last])
    draft = book.draft(f"folk:{key.removesuffix('s')}", text, "group")
    draft.country, draft.sector, draft.plural, draft.is_people = code, ("CVL",), True, True
    draft.learn(f"knowledge:{code}/peoples")
    form = _form(ground, name)
    book.mention(_with_article(ground, name), name.last, draft, "adjective" if form == "adjective" else "noun")


MAKERS: Mapping[str, Callable[[Ground, Name, Book], None]] = MappingProxyType({
    "state": _add_state, "former": _add_state, "demonym": _add_demonym, "capital": _add_capital, "seat": _add_seat,
    "region": _add_place, "town": _add_place, "place": _add_place, "org": _add_org, "people": _add_folk,
    "folk": _add_known_folk,
})  # fmt: skip
