"""Is a candidate a place here? Points for and against, from the words around it; each figure is said below."""

import msgspec

from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.place_words import Words
from dateline.reading import Reading, Token
from dateline.stages.siting.candidates import PLACE_LABELS, Candidate, capital

NEEDED = 1.5
"""Points from which a candidate counts as a place of the story."""
NEEDED_ANY = 0.5
"""The same where every toponym is asked for, also those inside other names."""
DATELINE_MARKS = (":", "-", "--", "—", "–", ",", "(")
LARGE, MIDDLING = 500_000, 60_000


class Scene(msgspec.Struct, frozen=True):
    """What the whole story tells about its names."""

    reading: Reading
    gazetteer: Gazetteer
    words: Words
    surnames: frozenset[str]
    """Words of the names of persons."""
    lower: frozenset[str]
    """Words that the story also writes in lower case."""


def look_over(reading: Reading, gazetteer: Gazetteer) -> Scene:
    """Gather names of persons and words in lower case."""
    words, lower = gazetteer.words, frozenset(t.text for t in reading.tokens if t.text.islower())
    return Scene(reading, gazetteer, words, frozenset(_surnames(reading, words)), lower)


def _surnames(reading: Reading, words: Words) -> set[str]:
    found: set[str] = set()
    for token in reading.tokens:
        before = reading.tokens[token.i - 1] if token.i else None
        if not capital(token) or before is None or before.sentence != token.sentence:
            continue
        titled = before.lower.rstrip(".") in words.cues.titles and capital(before)
        if titled or (token.ent == before.ent == "PERSON" and not token.ent_first):
            found.add(token.text)
    return found


def around(scene: Scene, candidate: Candidate) -> tuple[Token | None, Token | None]:
    """The token before (articles and directions skipped) and the token after, within the sentence."""
    tokens, first = scene.reading.tokens, candidate.first - 1
    sentence = scene.reading.sentences[tokens[candidate.first].sentence]
    skip = scene.words.cues.directions | {"the"}
    while first >= sentence.first and tokens[first].lower in skip and tokens[first].text != "North":
        first -= 1
    before = tokens[first] if first >= sentence.first else None
    after = tokens[candidate.last] if candidate.last < sentence.last else None
    return before, after


def points(scene: Scene, candidate: Candidate, chained: bool) -> float:
    """How much speaks for a place; `chained`: a containing place follows or a contained one stands before."""
    if candidate.kind == "abbreviation":
        return NEEDED
    before, after = around(scene, candidate)
    total = _label(scene, candidate) + _renown(scene, candidate) + (3.0 if chained else 0.0)
    total += _neighbours(scene, candidate, before, after)
    total += _doubts(scene, candidate, before, after)
    return total


def _label(scene: Scene, candidate: Candidate) -> float:
    """What the parser takes the name for: it is right about four times in five."""
    tokens = scene.reading.tokens[candidate.first : candidate.last]
    labels = {t.ent for t in tokens}
    if any(label in PLACE_LABELS for label in labels):
        return 2.0
    if "PERSON" in labels:
        return -1.5
    if "NORP" in labels:
        return -2.5
    if labels & {"DATE", "TIME", "MONEY", "CARDINAL", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}:
        return -1.0
    if "ORG" in labels:
        return -0.5
    return 0.0 if any(t.pos == "PROPN" for t in tokens) else -1.5


def _renown(scene: Scene, candidate: Candidate) -> float:
    """How well known the best place of that name is."""
    if not candidate.options:
        return -0.3 if candidate.kind else -0.5
    own = [o for o in candidate.options if o.main]
    if any(o.kind not in ("admin1", "admin2", "capital", "city", "village") for o in own or candidate.options):
        return 0.5 if scene.gazetteer.wary(candidate.name) else 2.0
    if any(o.kind == "admin1" for o in own):
        return 1.5
    most = max(o.population for o in own or candidate.options)
    size = 1.5 if most > LARGE else 1.0 if most > MIDDLING else 0.5
    return size + (0.5 if candidate.last - candidate.first > 1 else 0.0) - (0.0 if own else 0.7)


def _neighbours(scene: Scene, candidate: Candidate, before: Token | None, after: Token | None) -> float:
    """Prepositions and classifiers at either side."""
    cues, kinds, total = scene.words.cues, scene.words.classifiers, 0.0
    if before is not None and before.lower in cues.strong:
        total += 1.5
    elif before is not None and before.lower in cues.locative:
        total += 0.7
    elif before is not None and before.lemma in cues.visiting and before.pos == "VERB":
        total += 1.0
    if before is not None and before.lower == "of" and before.i and scene.reading.tokens[before.i - 1].lower in kinds:
        total += 2.0
    if candidate.kind or (after is not None and after.lower in kinds):
        total += 1.5
    return total + _setting(scene, candidate, before, after)


def heads_line(scene: Scene, candidate: Candidate) -> bool:
    """Whether a name stands like a dateline: "BEIRUT: ...", "ATLANTA - ...", "SPRINGFIELD, Ill. (AP) ..."."""
    tokens, last = scene.reading.tokens, candidate.last
    opens = candidate.first == scene.reading.sentences[tokens[candidate.first].sentence].first
    marked = last < len(tokens) and tokens[last].text in DATELINE_MARKS
    return opens and marked and candidate.span.text.isupper()


def _setting(scene: Scene, candidate: Candidate, before: Token | None, after: Token | None) -> float:
    """A dateline's position ("BEIRUT: ..."), a bracket after another name, a noun in apposition ("the region Kivu")."""
    total = 0.0
    if heads_line(scene, candidate):
        total += 2.5
    if before is not None and before.text == "(" and after is not None and after.text == ")":
        total += 1.0
    if before is not None and before.lower in scene.words.classifiers and before.i == candidate.first - 1:
        total += 1.0
    return total


def _doubts(scene: Scene, candidate: Candidate, before: Token | None, after: Token | None) -> float:
    """Signs of a person, an organisation or a common word."""
    single = candidate.last - candidate.first == 1
    total = _doubts_of_word(scene, candidate) if single else 0.0
    total += _doubts_of_run(scene, candidate, after)
    if after is not None and after.lower in scene.words.cues.maladies:
        total -= 2.5
    if _all_common(scene, candidate):
        total -= 4.0
    tokens = scene.reading.tokens[candidate.first : candidate.last]
    borrowed = bool(candidate.options) and not any(o.main for o in candidate.options)
    return total - (1.0 if borrowed and not any(t.ent in PLACE_LABELS for t in tokens) else 0.0)


def _doubts_of_word(scene: Scene, candidate: Candidate) -> float:
    """What a single word may be instead: a common word, a family name, an adjective, an acronym."""
    token, total = scene.reading.tokens[candidate.first], 0.0
    if token.lower in scene.words.cues.common:
        total -= 2.5
    if token.text in scene.surnames:
        total -= 2.0
    if token.lower in scene.lower and not token.text.isupper():
        total -= 1.0
    if token.pos == "ADJ":
        total -= 2.0 if candidate.options else 4.0
    if token.lower in scene.words.cues.titles:
        total -= 3.0
    return total - (3.0 if _acronym(candidate) else 0.0)


def _doubts_of_run(scene: Scene, candidate: Candidate, after: Token | None) -> float:
    """What capitalised neighbours or a title before say: part of a person's or an organisation's name."""
    tokens, cues, total = scene.reading.tokens, scene.words.cues, 0.0
    head = tokens[candidate.first]
    previous = tokens[candidate.first - 1] if candidate.first else None
    if after is not None and _joins(after) and not candidate.span.text.isupper() and not _titled(scene, after):
        total -= 2.0 if after.ent != head.ent or after.ent_first else 3.0
    if previous is None or previous.sentence != head.sentence:
        return total
    if _joins(previous) and previous.lower not in cues.directions | {"the"} | cues.locative:
        total -= 2.5
    return total - (2.0 if previous.lower.rstrip(".") in cues.titles else 0.0)


def _acronym(candidate: Candidate) -> bool:
    """Whether a name in capitals is too short for a town's (HIV, KBR); countries and regions have such names (UAE)."""
    letters = [c for c in candidate.span.text if c.isalpha()]
    towns = all(o.kind in ("capital", "city", "village", "admin2") for o in candidate.options)
    return (
        len(letters) <= 4
        and all(c.isupper() for c in letters)
        and (towns or not any(o.main for o in candidate.options))
    )


def _all_common(scene: Scene, candidate: Candidate) -> bool:
    """Whether a name is made of general words only: South, Central District, City Hall, International Airport."""
    words, tokens = scene.words, scene.reading.tokens[candidate.first : candidate.last]
    directions = words.cues.directions
    if candidate.span.text.lower() in words.cues.phrases:
        return True
    if any(o.kind not in ("capital", "city", "village", "admin1", "admin2") for o in candidate.options):
        return False
    return all(
        t.lower in directions or t.text in words.endings or t.text in words.generics.after["body"] for t in tokens
    )


def _titled(scene: Scene, after: Token) -> bool:
    """Whether a title or an institution follows: "Mansfield Mayor Curtis McCoy", "Dublin Fire Chief"."""
    following = scene.reading.tokens[after.i : after.i + 3]
    return any(
        t.lower in scene.words.cues.titles or t.text in scene.words.generics.after["body"]
        for t in following
        if capital(t)
    )


def _joins(token: Token) -> bool:
    """Whether a neighbouring token is part of the same run of capitalised words."""
    return capital(token) and token.pos in ("PROPN", "NOUN", "ADJ") and token.ent not in ("NORP", "DATE", "TIME")


def inside_body(scene: Scene, candidate: Candidate) -> bool:
    """Whether the name is part of an organisation's or a road's: Killeen Police Department, Bank of England."""
    tokens, after = scene.reading.tokens, scene.words.generics.after
    end = scene.reading.sentences[tokens[candidate.first].sentence].last
    j = candidate.last
    while j < end and (
        capital(tokens[j]) or (tokens[j].lower in ("of", "for", "and", "&") and j + 1 < end and capital(tokens[j + 1]))
    ):
        if any(tokens[j].text in after[k] for k in ("body", "road", "firm")):
            return True
        j += 1
    i = candidate.first - 1
    while i > 0 and tokens[i].lower == "the":
        i -= 1
    return i > 0 and tokens[i].lower in ("of", "for") and tokens[i - 1].text in after["body"] | after["firm"]
