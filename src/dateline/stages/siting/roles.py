"""Does a name stand for where something is, or for who does it? "in Moscow" against "Moscow said"."""

from dateline.reading import Token
from dateline.stages.siting.candidates import Candidate
from dateline.stages.siting.judging import Scene, around, heads_line

SPOTS = ("facility", "sea", "ocean", "strait", "gulf", "river", "lake", "mountains", "mountain", "desert", "canal")
LANDS = ("country", "continent")
ISLES = ("island", "islands", "peninsula", "mountain", *SPOTS)
REACH = 7
"""Tokens before "to" or "for" in which "from" or the word of departure stands."""


def stands_as_place(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words around a name make it a location of something."""
    if candidate.kind == "abbreviation" or candidate.span.text.lower() in scene.words.cues.phrases:
        return False
    tokens, (_, after) = scene.reading.tokens, around(scene, candidate)
    if after is not None and _hyphened(scene, candidate, after):
        return False
    if candidate.kind in ("facility", "feature", "admin2") or _is_spot(candidate) or heads_line(scene, candidate):
        return True
    if only_modifies(scene, candidate):
        return False
    before = leading(scene, candidate)
    if before is not None and before.lower in scene.words.classifiers and before.i == candidate.first - 1:
        return follows(scene, candidate)
    if before is not None and before.text in (",", "(", "and", "or", "/"):
        return follows(scene, candidate)
    if before is not None and sited(scene, before, candidate.options[0].kind if candidate.options else ""):
        return True
    named = after is not None and after.lower in scene.words.classifiers and tokens[candidate.last - 1].ent != "NORP"
    return named or _suffers(scene, candidate)


def leading(scene: Scene, candidate: Candidate) -> Token | None:
    """The word that governs a name: articles, directions and modifiers are skipped ("in rebel-held Goma")."""
    tokens, head = scene.reading.tokens, scene.reading.tokens[candidate.last - 1]
    before, _ = around(scene, candidate)
    if before is None:
        return None
    below, i = set(scene.reading.subtree(head.i)), before.i
    first = scene.reading.sentences[head.sentence].first
    while i >= first and i in below and _modifier(tokens[i]):
        i -= 1
    return tokens[i] if i >= first else None


def _modifier(token: Token) -> bool:
    return (token.text.islower() and token.pos != "ADP") or token.text == "-" or token.ent == "NORP"


def sited(scene: Scene, lead: Token, kind: str) -> bool:
    """Whether a preposition or verb sites something at such a name: "in", "fly to", "visit", but not "ties to"."""
    cues, head, land = scene.words.cues, scene.reading.head(lead.i), kind in LANDS
    if lead.pos == "VERB":
        return lead.lemma in cues.visiting
    if lead.lower == "of":
        return _part_of(scene, lead)
    if lead.lower == "to":
        return _reached(scene, lead, land)
    if lead.lower == "for":
        return _earlier(scene, lead, scene.gazetteer.roles.departing)
    if lead.lower in ("on", "onto"):
        return _upon(scene, head, kind)
    if lead.lower in ("between", "over"):
        return head.lemma in (scene.gazetteer.roles.flying if lead.lower == "over" else scene.gazetteer.roles.linking)
    if land and (lead.lower == "at" or (lead.lower in ("in", "into") and _subject(scene, head, kind))):
        return False
    return lead.lower in cues.siting and not (lead.lower == "from" and head.lemma in cues.giving)


def _subject(scene: Scene, head: Token, kind: str) -> bool:
    """As in "the situation in Mali", "the deadliest war in Europe": what something is about, not where it is."""
    roles = scene.gazetteer.roles
    return head.lemma in roles.topics or (kind == "continent" and head.lemma in roles.contests)


def _part_of(scene: Scene, lead: Token) -> bool:
    """As in "out of Cuba", "the mayor of Kano", "the town of Sake"."""
    noun = scene.reading.tokens[lead.i - 1] if lead.i else lead
    if noun.lower in ("out", "outside") or noun.lower in scene.words.classifiers:
        return True
    scenes = scene.words.cues.scenes
    return noun.lemma in scenes or noun.lower in scenes


def _reached(scene: Scene, lead: Token, land: bool) -> bool:
    """As in "fly to Lima", "the road from Nairobi to Mombasa"; a country to which goods are sent receives them."""
    head, roles = scene.reading.head(lead.i), scene.gazetteer.roles
    noun = scene.reading.tokens[lead.i - 1]
    if _earlier(scene, lead, frozenset({"from"})) or (noun.pos == "NOUN" and noun.lemma in roles.linking):
        return True
    if head.lemma not in scene.words.cues.moving:
        over = scene.reading.head(head.i)
        if head.lemma not in roles.travellers or over.lemma not in roles.sending:
            return False
    if not land or (head.lemma not in roles.sending and head.lemma not in ("take", "spread")):
        return True
    if head.tag == "VBN" and scene.reading.kids(head.i, "nsubjpass"):
        moved = scene.reading.kids(head.i, "nsubjpass")
    else:
        moved = scene.reading.kids(head.i, "dobj") or scene.reading.kids(head.i, "prep")
    return not moved or any(_travels(scene, t) for t in moved)


def _travels(scene: Scene, token: Token) -> bool:
    """Whether people or vessels move: "200 soldiers", "hundreds of men", "Marines"."""
    travellers = scene.gazetteer.roles.travellers
    inner = [t for p in scene.reading.kids(token.i, "prep") if p.lower == "of" for t in scene.reading.kids(p.i, "pobj")]
    return any(t.lemma in travellers or t.ent == "PERSON" for t in [token, *inner])


def _earlier(scene: Scene, lead: Token, lemmas: frozenset[str]) -> bool:
    """Whether one of these words stands shortly before, in the same sentence."""
    before = scene.reading.tokens[max(0, lead.i - REACH) : lead.i]
    return any(t.lemma in lemmas and t.sentence == lead.sentence for t in before)


def _upon(scene: Scene, head: Token, kind: str) -> bool:
    """As in "on Okinawa", "an attack on Basra"; "sanctions on Iran" are no location."""
    roles = scene.gazetteer.roles
    if head.lemma in roles.burdening:
        return False
    return head.lemma in roles.assailing or kind in ISLES or kind in ("admin1", "admin2")


def only_modifies(scene: Scene, candidate: Candidate) -> bool:
    """As in "in the Ukraine war", "in France's view": no place; "at Niamey's airport" the name still says where."""
    _, after = around(scene, candidate)
    if after is None:
        return False
    tokens, roles = scene.reading.tokens, scene.gazetteer.roles
    if after.text in ("'s", "’s", "'", "’"):
        owned = next((t for t in tokens[after.i + 1 : after.i + 4] if t.pos == "NOUN"), after)
        return owned.lemma not in roles.grounds and owned.lower not in roles.grounds
    said = scene.words.classifiers.get(after.lower, frozenset())
    if scene.gazetteer.wary(candidate.name) or any(o.kind in ("continent", "region") for o in candidate.options[:1]):
        return "country" in said or (scene.gazetteer.wary(candidate.name) and bool(said))
    head = scene.reading.head(candidate.last - 1)
    modifies = tokens[candidate.last - 1].dep in ("compound", "amod", "nmod") and head.i == after.i
    people = not candidate.options and after.lower not in scene.words.classifiers
    return modifies and after.text.islower() and (after.lemma in roles.subjects or people)


def _hyphened(scene: Scene, candidate: Candidate, after: Token) -> bool:
    """Part of a longer word: "the Taiwan-controlled islands", "the Indo-Pacific"."""
    tokens = scene.reading.tokens
    first = tokens[candidate.first - 1] if candidate.first else None
    joined = after.text == "-" and after.start == candidate.span.end
    if joined and after.i + 1 < len(tokens) and tokens[after.i + 1].start == after.end:
        return tokens[after.i + 1].text.islower()
    return first is not None and first.text == "-" and first.end == candidate.span.start


def _suffers(scene: Scene, candidate: Candidate) -> bool:
    """A town that is said to be hit or taken: "Mariupol was shelled"."""
    token = scene.reading.tokens[candidate.last - 1]
    lands = any(o.kind in LANDS for o in candidate.options)
    return token.dep == "nsubjpass" and not lands and scene.reading.head(token.i).lemma in scene.words.cues.visiting


def _is_spot(candidate: Candidate) -> bool:
    """Squares, seas and mountains act for nobody."""
    return bool(candidate.options) and candidate.options[0].kind in SPOTS


def follows(scene: Scene, candidate: Candidate) -> bool:
    """Whether the name continues a list or chain whose first member follows a preposition of place."""
    head = scene.reading.tokens[candidate.last - 1]
    kind = candidate.options[0].kind if candidate.options else ""
    for token in (head, *scene.reading.ancestors(head.i)):
        if token.dep in ("pobj", "dobj"):
            return sited(scene, scene.reading.head(token.i), kind)
        if token.dep not in ("conj", "appos", "npadvmod", "compound", "nmod"):
            return False
    return False
