"""Does a name stand for where something is, or for who does it? "in Moscow" against "Moscow said"."""

from dateline.reading import Token
from dateline.stages.siting.candidates import Candidate
from dateline.stages.siting.judging import Scene, around, heads_line

SPOTS = ("facility", "sea", "ocean", "strait", "gulf", "river", "lake", "mountains", "mountain", "desert", "canal")


def stands_as_place(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words around a name make it a location of something."""
    tokens, cues = scene.reading.tokens, scene.words.cues
    before, after = around(scene, candidate)
    if candidate.kind == "abbreviation":
        return False
    if candidate.kind in ("facility", "feature", "admin2") or _is_spot(candidate) or heads_line(scene, candidate):
        return True
    if before is not None and _sites(scene, before):
        return not (after is not None and after.text in ("'s", "’s"))
    if before is not None and before.lower == "of" and before.i:
        noun = tokens[before.i - 1]
        return noun.lemma in cues.scenes or noun.lower in scene.words.classifiers
    if after is not None and after.lower in scene.words.classifiers:
        return True
    if before is not None and before.text in (",", "(", "and", "or", "/"):
        return _listed(scene, candidate)
    return False


def _sites(scene: Scene, lead: Token) -> bool:
    """Whether a preposition or verb before a name sites something there: "in", "fly to", "visit", but not "ties to"."""
    cues, head = scene.words.cues, scene.reading.head(lead.i)
    if lead.pos == "VERB":
        return lead.lemma in cues.visiting
    if lead.lower == "to":
        return head.lemma in cues.moving
    return lead.lower in cues.siting and not (lead.lower == "from" and head.lemma in cues.giving)


def _is_spot(candidate: Candidate) -> bool:
    """Squares, seas and mountains act for nobody."""
    return bool(candidate.options) and candidate.options[0].kind in SPOTS


def _listed(scene: Scene, candidate: Candidate) -> bool:
    """Whether the name continues a list or chain whose first member follows a preposition of place."""
    head = scene.reading.tokens[candidate.last - 1]
    for token in (head, *scene.reading.ancestors(head.i)):
        if token.dep in ("pobj", "dobj"):
            lead = scene.reading.head(token.i)
            return _sites(scene, lead)
        if token.dep not in ("conj", "appos", "npadvmod", "compound", "nmod"):
            return False
    return False
