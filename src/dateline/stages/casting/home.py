"""Whose people and bodies are when the text does not say: of the place they stand at, else of paragraph or story."""

import msgspec

from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground

OWNED = "owner:"
"""Opens the source of a person whose title names an owner without a country; the owner's index follows."""
OPENING = 3
AROUND = ("nsubj", "nsubjpass", "dobj", "pobj", "agent")


class Home(msgspec.Struct, frozen=True):
    """The country that a story is about, and for each sentence the one that it opens with: In Kenya, police …"""

    story: str
    opening: dict[int, tuple[int, str]]
    world: dict[str, str]
    """Sector -> group code of the first world body of that sector in the story's first sentences: JUD -> IGO."""

    def at(self, sentence: int, token: int) -> str:
        """The country whose people and bodies are those of a token: its sentence's opening place, else the story's."""
        place, code = self.opening.get(sentence, (token, ""))
        return code if place < token else self.story


def find_home(ground: Ground, book: Book) -> Home:
    """The countries that bare nouns ("the government") belong to."""
    return Home(_of_story(ground, book), _opening(ground, book), _world(ground, book))


def _world(ground: Ground, book: Book) -> dict[str, str]:
    tokens = ground.reading.tokens
    opening = (m for m in book.mentions.values() if tokens[m.first].sentence < OPENING)
    named = (book.of(m) for m in sorted(opening, key=lambda m: -m.first))
    bodies = {
        d.sector[0]: d.country for d in named if d.kind == "org" and d.sector and d.country not in ground.index.by_code
    }
    return {s: code for s, code in bodies.items() if s in ground.agents.nationality.world_sectors and code}


def _opening(ground: Ground, book: Book) -> dict[int, tuple[int, str]]:
    """Places in front of their sentence's first subject and verb: Across the river in the Republic of Congo, …"""
    found: dict[int, tuple[int, str]] = {}
    for sentence in ground.reading.sentences:
        for token in ground.reading.sentence_tokens(sentence.i):
            if token.dep in ("nsubj", "nsubjpass") or token.pos in ("VERB", "AUX"):
                break
            located = token.dep == "pobj" and ground.lemmas[token.head] in ground.agents.nationality.locatives
            if located and (code := _site(ground, book, token.i)):
                found[sentence.i] = token.i, code
    return found


def paragraph_of(ground: Ground, token: int) -> int:
    """The number of the paragraph that a token stands in."""
    return ground.reading.sentences[ground.reading.tokens[token].sentence].paragraph


def _of_story(ground: Ground, book: Book) -> str:
    """The country that a story is about: the most named (dateline and first paragraph count more), else the first."""
    weights, counts = ground.agents.nationality.weights, dict[str, int]()
    for mention in sorted(book.mentions.values(), key=lambda m: m.first):
        code = book.of(mention).country
        if code in ground.index.by_code and not ground.leans(mention.first):
            lead = paragraph_of(ground, mention.first) == 0
            counts[code] = counts.get(code, 0) + weights["lead" if lead else "other"]
            counts[code] += weights["located"] * _locates(ground, mention.head)
    for code in sorted(_datelines(ground)):
        counts[code] = counts.get(code, 0) + weights["dateline"]
    return max(counts, key=lambda c: counts[c], default="")


def _locates(ground: Ground, head: int) -> bool:
    """Whether a name says where something happens: in Thuringia."""
    token = ground.reading.tokens[head]
    return token.dep == "pobj" and ground.lemmas[token.head] in ground.agents.nationality.locating


def _datelines(ground: Ground) -> set[str]:
    """The countries of the dateline's places: by the tables, else by where the places stage found them."""
    spans = ground.story.dateline
    named = {ground.index.states[r.at].code for s in spans for r in ground.index.find(s.text)
             if r.sense in ("capital", "state", "region")}  # fmt: skip
    tokens = (i for s in spans for i in ground.reading.tokens_between(s.start, s.end))
    return named or {ground.sites[i] for i in tokens if i in ground.sites}


def domestic(ground: Ground, book: Book, home: Home, draft: Draft, first: int, last: int, head: int) -> tuple[str, str]:
    """The country of people or a body that the text gives none, and the rule; both empty where it belongs to none."""
    if not _belongs(ground, draft) or _is_foreign(ground, draft, first, last):
        return "", ""
    if code := _near(ground, book, head) or _around(ground, book, draft, head):
        return code, "home:place"
    if draft.sector and (code := home.world.get(draft.sector[0], "")):
        return code, "home:world"
    if code := home.at(ground.reading.tokens[head].sentence, head):
        return code, "home:story" if code == home.story else "home:sentence"
    return "", ""


def _belongs(ground: Ground, draft: Draft) -> bool:
    """Whether an entity is of a kind that belongs to some country."""
    words, sectors = ground.agents.nationality, set(draft.sector)
    if draft.kind == "person" and draft.name[:1].isupper():
        return draft.office is not None or bool(sectors & words.institutions)
    return bool(sectors & (words.institutions | words.people))


def _is_foreign(ground: Ground, draft: Draft, first: int, last: int) -> bool:
    """Whether the words, or the office of a name, tell of somewhere else."""
    words, inside = ground.agents.nationality, ground.lemmas[first:last]
    elsewhere = words.foreign & {*inside, *(draft.office or "").lower().split()}
    return bool(elsewhere) or (draft.plural and inside[-1] in words.foreign_plurals)


def _near(ground: Ground, book: Book, head: int) -> str:
    """The country of the place right behind: police in Quito, residents of Goma."""
    for adposition in ground.reading.kids(head, "prep"):
        for inner in ground.reading.kids(adposition.i, "pobj"):
            if adposition.lemma in ground.agents.nationality.locatives and (code := _site(ground, book, inner.i)):
                return code
    return ""


def _around(ground: Ground, book: Book, draft: Draft, head: int) -> str:
    """The country of the place in the same clause, for people who live there: hundreds were killed in Goma."""
    token = ground.reading.tokens[head]
    if token.dep not in AROUND or not set(draft.sector) & ground.agents.nationality.people or draft.kind == "person":
        return ""
    verb = next((t for t in ground.reading.ancestors(head) if t.pos in ("VERB", "AUX")), None)
    return _near(ground, book, verb.i) if verb is not None else ""


def _site(ground: Ground, book: Book, i: int) -> str:
    if i in ground.sites:
        return ground.sites[i]
    if ground.is_in("settlements", ground.lemmas[i]):
        inner = (t.i for t in ground.reading.kids(i, "amod", "compound", "nmod", "poss") if t.i in book.inside)
        return next((book.of(book.inside[t]).country for t in inner), "")
    inside = book.inside.get(i)
    return book.of(inside).country if inside is not None and book.of(inside).kind in ("place", "state") else ""


def settle_home(ground: Ground, book: Book, home: Home) -> None:
    """Give every person and body that still has no country the one of its first mention's surroundings.

    Bodies come first: people whose title names one share its country.
    """
    for mention in sorted(book.mentions.values(), key=lambda m: (book.of(m).kind == "person", m.first)):
        draft = book.of(mention)
        if draft.country or draft.members or draft.kind not in ("person", "org", "group"):
            continue
        owned = draft.source.startswith(OWNED)
        if draft.source and not owned:
            continue
        owner = book.drafts[int(draft.source.removeprefix(OWNED))] if owned else None
        if owner is not None and owner.country:
            code, rule = owner.country, "text:title"
        else:
            code, rule = domestic(ground, book, home, draft, mention.first, mention.last, mention.head)
        if code:
            draft.country = code
            draft.learn(rule)
