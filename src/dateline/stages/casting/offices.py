"""Office statements of the text, and what they and the tables tell about each person."""

from dateline.cast import Mention
from dateline.coding import Office
from dateline.spans import cut
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.home import OWNED
from dateline.stages.casting.titles import Title, title_after, title_before


def add_offices(ground: Ground, book: Book) -> dict[int, int]:
    """Read the titles around all people's names; then ask the tables about those still without an office.

    Returns the titles' head tokens with the entity that holds them, -1 where the title only stands before a name.
    """
    held: dict[int, int] = {}
    people = sorted(
        (m for m in book.mentions.values() if book.of(m).kind == "person" and m.form == "name"), key=lambda m: m.first
    )
    last: Title | None = None
    shared: tuple[Title, int] | None = None
    for mention in people:
        before, shared = _shared(ground, book, mention, shared)
        for title, behind in ((before, False), (title_after(ground, book, mention.last), True)):
            if title is None or (title.head in held and shared is None):
                continue
            country = title.country or _not_abroad(ground, book.of(mention), _inherited(ground, last, title))
            beside = not behind and ground.reading.tokens[mention.first - 1].text != ","
            held[title.head] = -1 if beside or shared else mention.entity
            if beside:
                held.update({i: -1 for i in range(title.first, title.head) if i not in book.inside})
            _learn(book.of(mention), title, country)
            _state(ground, book, mention, title, country, behind)
            last = title if title.country else last
        _behind(ground, book, mention)
        _styled(ground, book, mention)
    for draft in book.drafts:
        if draft.kind == "person" and draft.person >= 0:
            _ask_tables(ground, draft)
    fill_countries(book)
    return held


def _shared(ground: Ground, book: Book, mention: Mention, shared: tuple[Title, int] | None
            ) -> tuple[Title | None, tuple[Title, int] | None]:  # fmt: skip
    """The title before a name, and the one that a list goes on sharing: Hamas leaders A, B and C."""
    tokens = ground.reading.tokens
    if shared is not None and all(tokens[i].lower in (",", "and", "&") for i in range(shared[1], mention.first)):
        return shared[0], (shared[0], mention.last)
    title = title_before(ground, book, mention.first)
    if title is not None and tokens[title.head].tag in ("NNS", "NNPS"):
        return title, (title, mention.last)
    return title, None


def _not_abroad(ground: Ground, draft: Draft, country: str) -> str:
    """A list's country, unless the tables know the person in office in another one."""
    standing = ground.index.people[draft.person].as_of(ground.day) if draft.person >= 0 else None
    return "" if standing is not None and standing.current and standing.country != country else country


def _behind(ground: Ground, book: Book, mention: Mention) -> None:
    """Erdogan of Turkey: the state right behind a name."""
    tokens, draft = ground.reading.tokens, book.of(mention)
    after = book.inside.get(mention.last + 1)
    if draft.country or after is None or tokens[mention.last].lower != "of" or book.of(after).kind != "state":
        return
    draft.country = book.of(after).country
    draft.learn("text:of")


def _styled(ground: Ground, book: Book, mention: Mention) -> None:
    """Father, Sister and the like before a name tell the sector."""
    draft, before = book.of(mention), ground.reading.tokens[mention.first - 1].text if mention.first else ""
    if not draft.sector and (sector := ground.agents.words.styles.get(before)):
        draft.sector = (sector,)
        draft.learn(f"agents:styles/{before}")


def _inherited(ground: Ground, last: Title | None, title: Title) -> str:
    """Later titles of a list share the first one's country: Putin's defence minister, X, and Foreign Minister Y."""
    tokens = ground.reading.tokens
    if (
        last is None
        or title.first == 0
        or title.agent.relational
        or tokens[last.head].sentence != tokens[title.head].sentence
    ):
        return ""
    return last.country if tokens[title.first - 1].lower in (",", "and", "as", "or", "with") else ""


def _learn(draft: Draft, title: Title, country: str) -> None:
    """The text's own words come first; what they leave open stays open for the tables."""
    if not title.agent.relational and (draft.office is None or not draft.sector):
        draft.office, draft.sector = title.office, title.sector
        draft.rank = title.agent.rank[0] if title.agent.rank else draft.rank
        draft.learn(f"agents:{title.agent.id}")
    if country and not draft.country:
        draft.country = country
        draft.learn("text:title")
    elif title.owner >= 0 and not draft.country:
        draft.source = f"{OWNED}{title.owner}"
    draft.gender = draft.gender or title.agent.gender


def _state(ground: Ground, book: Book, mention: Mention, title: Title, country: str, behind: bool) -> None:
    if title.agent.relational or set(title.agent.sector) & ground.agents.sets["no_office"]:
        return
    tokens, draft = ground.reading.tokens, book.of(mention)
    start = tokens[mention.first].start if behind else tokens[title.first].start
    end = tokens[title.last - 1].end if behind else tokens[mention.last - 1].end
    span = cut(ground.reading.text, start, end)
    code = country or draft.country
    if not code and draft.person >= 0 and (standing := ground.index.people[draft.person].as_of(ground.day)):
        code = standing.country
    office = f"former {title.office}" if title.former else title.office
    book.offices.append(Office(text=span.text, start=start, end=end, person=draft.name, office=office, country=code))


def _ask_tables(ground: Ground, draft: Draft) -> None:
    """Country, sector and office as of the story's date, where the text does not say them."""
    person = ground.index.people[draft.person]
    standing = person.as_of(ground.day)
    if standing is None:
        states = person.countries()
        draft.country = draft.country or (next(iter(states)) if len(states) == 1 else "")
        return
    if not draft.country:
        draft.country = standing.country
        draft.learn(standing.rule)
    if standing.country != draft.country:
        return
    draft.rank = draft.rank or (standing.rank if standing.current else "")
    if not draft.sector:
        draft.sector = standing.sector
        draft.office = standing.office if standing.current else f"former {standing.office}"
        draft.learn(standing.rule)


def fill_countries(book: Book) -> None:
    """Offices whose country became known only later."""
    by_name = {d.name: d.country for d in book.drafts if d.kind == "person" and d.country}
    filled = []
    for office in book.offices:
        country = office.country or by_name.get(office.person, "")
        filled.append(
            Office(
                text=office.text,
                start=office.start,
                end=office.end,
                person=office.person,
                office=office.office,
                country=country,
            )
        )
    book.offices[:] = filled
