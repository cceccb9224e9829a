"""The country that a story, or one of its paragraphs, is about: whose "the government" and "the president" are."""

import msgspec

from dateline.stages.casting.drafts import Book
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.sectors import PUBLIC


class Home(msgspec.Struct, frozen=True):
    """The country that a story is about, and for each paragraph those that it names."""

    story: str
    paragraphs: dict[int, frozenset[str]]

    def at(self, paragraph: int) -> str:
        """The only country of the paragraph; else the story's, unless the paragraph names others without it."""
        named = self.paragraphs.get(paragraph, frozenset())
        if len(named) == 1:
            return next(iter(named))
        return self.story if not named or self.story in named else ""


def _by_paragraph(ground: Ground, book: Book) -> dict[int, frozenset[str]]:
    named: dict[int, set[str]] = {}
    for mention in book.mentions.values():
        code = book.of(mention).country
        if code in ground.index.by_code:
            named.setdefault(paragraph_of(ground, mention.first), set()).add(code)
    return {paragraph: frozenset(codes) for paragraph, codes in named.items()}


def paragraph_of(ground: Ground, token: int) -> int:
    """The number of the paragraph that a token stands in."""
    return ground.reading.sentences[ground.reading.tokens[token].sentence].paragraph


def settle_home(ground: Ground, book: Book, home: Home) -> None:
    """People and bodies of a state that nobody names are the story's own: Interior Minister X, Supreme Court."""
    for mention in book.mentions.values():
        draft = book.of(mention)
        public = not PUBLIC.isdisjoint(draft.sector) or draft.sector[:2] == ("PTY", "OPP")
        possessed = draft.kind == "person" and _possessed(ground, mention.first)
        if (
            possessed
            or draft.kind not in ("person", "org")
            or draft.country
            or draft.source
            or draft.person >= 0
            or not public
        ):
            continue
        if code := home.at(paragraph_of(ground, mention.first)):
            draft.country = code
            draft.learn("story:country")


def _possessed(ground: Ground, first: int) -> bool:
    """Whether "his" or "its" stands before the title of a name: whose it is comes out later."""
    return any(t.tag == "PRP$" for t in ground.reading.tokens[max(0, first - 4) : first])


def find_home(ground: Ground, book: Book) -> Home:
    """The countries that bare nouns ("the government") belong to."""
    return Home(_of_story(ground, book), _by_paragraph(ground, book))


def _of_story(ground: Ground, book: Book) -> str:
    """The country that a story is about: its dateline's, the lead's only one, or that of over half of its names."""
    found = {ground.index.states[r.at].code for s in ground.story.dateline for r in ground.index.find(s.text)
             if r.sense in ("capital", "state")}  # fmt: skip
    if len(found) == 1:
        return found.pop()
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for mention in sorted(book.mentions.values(), key=lambda m: m.first):
        code = book.of(mention).country
        if code in ground.index.by_code:
            counts[code] = counts.get(code, 0) + 1
            if paragraph_of(ground, mention.first) == 0:
                first[code] = 1
    if len(first) == 1:
        return next(iter(first))
    top = max(sorted(counts), key=lambda c: counts[c], default="")
    return top if top and 2 * counts[top] > sum(counts.values()) else ""
