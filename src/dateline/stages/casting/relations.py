"""People told by another's office: his predecessor, A; her elected successor, B; his Japanese counterpart, C."""

from dateline.cast import Mention
from dateline.coding import Office
from dateline.spans import cut
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground


def relate(ground: Ground, book: Book) -> None:
    """Give such people country and office, once it is known whose predecessor or counterpart they are."""
    by_head = {m.head: m for m in book.mentions.values()}
    for i, lemma in enumerate(ground.lemmas):
        if lemma not in ground.agents.words.relations or i in book.inside:
            continue
        owner, named = _owner(ground, book, i, by_head), _named(ground, book, i)
        if owner is not None and named is not None and owner is not book.of(named):
            _tell(ground, book, i, owner, named)


def _owner(ground: Ground, book: Book, i: int, by_head: dict[int, Mention]) -> Draft | None:
    mentions = (by_head.get(k.i) for k in ground.reading.kids(i, "poss"))
    return next((d for m in mentions if m is not None and (d := book.of(m)).kind == "person"), None)


def _named(ground: Ground, book: Book, i: int) -> Mention | None:
    """The name in apposition to the noun, on either side, or right behind it."""
    tokens = ground.reading.tokens
    behind = [i + 1] if i + 1 < len(tokens) and tokens[i + 1].text != "," else [i + 2]
    beside = [k.i for k in ground.reading.kids(i, "appos")] + [tokens[i].head] * (tokens[i].dep == "appos")
    mentions = (book.inside.get(k) for k in (*beside, *behind))
    return next((m for m in mentions if m is not None and book.of(m).kind == "person"), None)


def _tell(ground: Ground, book: Book, i: int, owner: Draft, named: Mention) -> None:
    draft, former = book.of(named), ground.agents.words.relations[ground.lemmas[i]] == "former"
    state = next(
        (book.of(book.inside[k.i]).country for k in ground.reading.kids(i, "amod", "compound") if k.i in book.inside),
        "",
    )
    draft.country = draft.country or state or owner.country
    office = _office(ground, draft, owner, i)
    if not draft.sector and owner.sector:
        draft.sector = ("ELI",) if former else owner.sector
        draft.office = f"former {office}" if former else office
        draft.learn("text:relation")
    if office and not any(o.person == draft.name for o in book.offices):
        _state(ground, book, i, named, f"former {office}" if former else office)


def _office(ground: Ground, draft: Draft, owner: Draft, i: int) -> str:
    """The holder's own office by the tables, else the owner's; a successor's is the owner's, with -elect if elected."""
    if draft.office and ground.agents.words.relations[ground.lemmas[i]] != "next":
        return draft.office.removeprefix("former ")
    elected = any(ground.is_in("future", k.lemma) for k in ground.reading.kids(i, "amod"))
    return f"{owner.office}-elect" if elected and owner.office else owner.office or ""


def _state(ground: Ground, book: Book, i: int, named: Mention, office: str) -> None:
    tokens = ground.reading.tokens
    first = min([i, *(k.i for k in ground.reading.kids(i, "poss", "amod", "compound"))])
    start, end = min(tokens[first].start, named.span.start), max(tokens[i].end, named.span.end)
    span, draft = cut(ground.reading.text, start, end), book.of(named)
    book.offices.append(
        Office(text=span.text, start=start, end=end, person=draft.name, office=office, country=draft.country)
    )
