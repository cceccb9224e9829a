"""Has a deed happened? Status from tense, mood, negation, conditions and the words that govern it."""

from dateline.frames import Frame
from dateline.reading import Reading, Token
from dateline.stages.auxiliaries import SUBJECTS, avowed, own_status
from dateline.stages.framing import clause_of
from dateline.stages.standing_words import Standing

DEEPEST = 6
CLAUSES = ("xcomp", "acl", "advcl", "pcomp", "ccomp", "prep")


def status_of(frame: Frame, reading: Reading, words: Standing) -> str:
    """actual, planned, hypothetical or negated."""
    return _status(reading, reading.tokens[frame.head], words, verbal=frame.pos == "v")


def status_at(token: int, reading: Reading, words: Standing) -> str:
    """The status of any word that names a deed, be it coded or not."""
    word = reading.tokens[token]
    return _status(reading, word, words, verbal=word.pos in ("VERB", "AUX"))


def _status(reading: Reading, token: Token, words: Standing, *, verbal: bool) -> str:
    return (_of_verb if verbal else _of_noun)(reading, token, words, 0)


def refuses(frame: Frame, reading: Reading, words: Standing) -> bool:
    """Whether a verb says what somebody will not do: will not lift, would not meet."""
    auxiliaries = {reading.tokens[i].lower for i in frame.roles.get("aux", ())}
    return bool(frame.roles.get("neg") and auxiliaries & (words.future | words.past_future))


def _of_verb(reading: Reading, verb: Token, words: Standing, depth: int) -> str:
    own = own_status(reading, verb, words)
    if depth > DEEPEST:
        return own
    above = reading.head(verb.i)
    if verb.dep == "conj" and above.pos in ("VERB", "AUX"):
        return _of_conjunct(reading, verb, above, own, words, depth)
    beside = verb.dep == "ccomp" and verb.i < above.i and _taken_up(reading, above, words)
    if beside:
        return own
    if verb.dep in CLAUSES or (verb.dep == "relcl" and _to(reading, verb)):
        return _under(reading, verb, above, own, words, depth)
    return "negated" if own == "actual" and _untrue(reading, verb, above, words) else own


def _taken_up(reading: Reading, verb: Token, words: Standing) -> bool:
    """Whether an object takes up the clause in front of its verb: they fled; the army denied it."""
    return any(t.i > verb.i and t.lower in words.echoing for t in reading.kids(verb.i, "dobj"))


def _of_conjunct(reading: Reading, verb: Token, above: Token, own: str, words: Standing, depth: int) -> str:
    """A coordinate without a subject or auxiliaries of its own stands as the verb before it does."""
    if reading.tokens[verb.i - 1].lower == "than":
        return "negated"
    alone = not reading.kids(verb.i, *SUBJECTS, "aux", "auxpass") and (
        verb.tag in ("VB", "VBN", "VBG", above.tag) or verb.lower == verb.lemma
    )
    if own == "actual" and _to(reading, verb) and above.dep in CLAUSES and _to(reading, above):
        return _under(reading, verb, reading.head(above.i), own, words, depth)
    return _of_verb(reading, above, words, depth + 1) if own == "actual" and alone else own


def _under(reading: Reading, verb: Token, above: Token, own: str, words: Standing, depth: int) -> str:
    """The standing of a clause's verb under the verb, adjective, noun or preposition that governs it."""
    infinitive = _to(reading, verb)
    bound = infinitive or verb.dep in ("pcomp", "xcomp", "prep")
    if above.pos in ("ADP", "SCONJ", "ADV") and verb.dep in ("pcomp", "prep", "advcl"):
        if own == "actual" and {above.lemma, *(t.lemma for t in reading.kids(above.i, "advmod"))} & words.negated:
            return "negated"
        bound, above = True, reading.head(above.i)
    if _doubted(reading, verb, above, own, words):
        return "hypothetical"
    if own == "negated" and infinitive and _group(reading, above, words) == "hypothetical":
        return "hypothetical"
    if own != "actual":
        return own
    if _untrue(reading, verb, above, words):
        return "negated"
    if depth < DEEPEST and _untold(reading, verb, above, words, depth):
        return "hypothetical"
    group = _group_of_clause(reading, verb, above, bound, infinitive, words)
    if group:
        return _combined(group, above, reading, words, depth)
    if bound and above.pos in ("VERB", "AUX", "ADJ"):
        return _inherited(reading, verb, above, infinitive, words, depth)
    return "planned" if infinitive and _to_be_done(reading, verb, above, words) else "actual"


def _untold(reading: Reading, verb: Token, above: Token, words: Standing, depth: int) -> bool:
    """As in "did not confirm that troops had fired", "nobody said", "refused to say": what was not told is open."""
    if verb.dep != "ccomp" or above.lemma not in words.telling:
        return False
    nobody = any(t.lower in words.negators for t in reading.kids(above.i, *SUBJECTS))
    return nobody or _of_verb(reading, above, words, depth + 1) == "negated"


def _untrue(reading: Reading, verb: Token, above: Token, words: Standing) -> bool:
    """As in "dismissed reports that troops fled", "it is a lie that they fled"; "did not deny reports" is open."""
    if verb.dep not in ("acl", "relcl", "ccomp", "csubj", "appos", "advcl"):
        return False
    told = {t.lemma for t in reading.kids(above.i, "attr", "acomp")} if above.lemma == "be" else {above.lemma}
    if told & words.untrue and any(t.lower == "that" for t in reading.kids(verb.i, "mark")):
        return not (above.lemma == "be" and own_status(reading, above, words) == "negated")
    denial = reading.head(above.i)
    denial = reading.head(denial.i) if denial.pos == "ADP" else denial
    held = above.pos == "NOUN" and above.lemma in words.claims and above.dep in ("dobj", "nsubjpass", "pobj")
    return held and denial.lemma in words.denying and own_status(reading, denial, words) != "negated"


def _to(reading: Reading, verb: Token) -> bool:
    return any(t.lower == "to" for t in reading.kids(verb.i, "aux"))


def _doubted(reading: Reading, verb: Token, above: Token, own: str, words: Standing) -> bool:
    """As in "fear the army will attack", "a risk that it would fail", "it is unclear whether"."""
    if own == "negated" or verb.dep not in ("ccomp", "acl", "xcomp"):
        return False
    if above.pos == "VERB" and own_status(reading, above, words) == "negated":
        return False
    adjectives = {t.lemma for t in reading.kids(above.i, "acomp")} if above.lemma == "be" else set()
    finite = verb.tag in ("VBD", "VBZ", "VBP") or bool(reading.kids(verb.i, "aux", "auxpass"))
    above_words = {above.lemma} | adjectives
    return finite and bool(above_words & words.doubting or (own == "planned" and above_words & words.alarming))


def _group_of_clause(
    reading: Reading, verb: Token, above: Token, bound: bool, infinitive: bool, words: Standing
) -> str | None:
    group = _group(reading, above, words)
    if above.lemma in words.wishing and reading.kids(verb.i, *SUBJECTS):
        return "hypothetical"
    if verb.dep == "advcl" and bound and above.lemma in words.departing:
        return "planned"
    if group == "negated" or (group and bound) or (group and verb.dep == "acl" and above.pos != "VERB"):
        return None if group == "negated" and verb.dep == "advcl" and not infinitive else group
    subjunctive = verb.tag == "VB" and verb.dep == "ccomp" and not reading.kids(verb.i, "aux")
    return group if group and subjunctive else None


def _inherited(reading: Reading, verb: Token, above: Token, infinitive: bool, words: Standing, depth: int) -> str:
    """Of an infinitive or gerund that its governor only carries: began to, was forced to; "is to", "has yet to"."""
    if infinitive and above.lemma in ("be", "have") and verb.dep == "xcomp":
        if any(t.lower == "yet" for t in reading.kids(above.i, "advmod")):
            return "negated"
        status = _of_verb(reading, above, words, depth + 1)
        if status != "actual" or (above.lemma == "have" and above.tag == "VBD"):
            return status
        return "planned" if above.lemma == "be" else "hypothetical"
    above = reading.head(above.i) if above.pos == "ADJ" else above
    status = _of_verb(reading, above, words, depth + 1)
    return "actual" if status == "negated" and verb.dep in ("advcl", "pcomp", "prep") and not infinitive else status


def _to_be_done(reading: Reading, verb: Token, above: Token, words: Standing) -> bool:
    """As in "a summit to be held in May", but not "the third governor to be arrested"."""
    if verb.dep not in ("acl", "relcl") or not reading.kids(verb.i, "auxpass"):
        return False
    return not {t.lower for t in reading.kids(above.i, "amod", "det", "nummod")} & words.ordinal


def _combined(group: str, above: Token, reading: Reading, words: Standing, depth: int) -> str:
    """A negated plan is no plan; "did not rule out" leaves it open, and so does an accusation of planning."""
    if above.pos not in ("VERB", "AUX"):
        return _of_governing_noun(group, above, reading, words, depth)
    if group == "planned" and avowed(reading, above, words):
        return "actual"
    own = own_status(reading, above, words)
    if own == "negated":
        return "hypothetical" if group == "negated" else "negated"
    borne = above.dep in ("xcomp", "conj") and group == "negated" and depth < DEEPEST
    if borne and _of_verb(reading, above, words, depth + 1) == "negated":
        return "hypothetical"
    if own == "hypothetical":
        return own
    if group == "planned" and _untrue(reading, above, reading.head(above.i), words):
        return "negated"
    if group != "planned":
        return group
    outer = reading.head(above.i)
    outer = reading.head(outer.i) if outer.pos == "ADP" else outer
    alleged = above.dep in ("pcomp", "xcomp") and outer.lemma in words.alleging
    doubted = above.dep == "ccomp" and outer.lemma in words.doubting
    return "hypothetical" if alleged or doubted else group


def _of_governing_noun(group: str, above: Token, reading: Reading, words: Standing, depth: int) -> str:
    """As in "scrapped a plan to meet", "has no plan to meet": no plan; "unable to" under a negation is open."""
    if above.pos in ("NOUN", "PROPN") and group == "planned" and depth < DEEPEST:
        return "negated" if _of_noun(reading, above, words, depth + 1) == "negated" else group
    if above.pos == "ADJ":
        verb = reading.head(above.i)
        if verb.pos in ("VERB", "AUX") and own_status(reading, verb, words) == "negated":
            return "actual" if group == "negated" else "negated"
    return group


def _group(reading: Reading, token: Token, words: Standing) -> str | None:
    names = {_name(reading, token), token.lower if token.tag == "VBG" else token.lemma}
    for group, lemmas in (("negated", words.negated), ("planned", words.planned), ("hypothetical", words.hypothetical)):
        if names & lemmas:
            return group
    return None


def _name(reading: Reading, token: Token) -> str:
    particles = [t.lemma for t in reading.kids(token.i, "prt")]
    return "_".join([token.lemma, *particles[:1]])


def _of_noun(reading: Reading, noun: Token, words: Standing, depth: int) -> str:
    own, governed = _of_modifiers(reading, noun, words), _of_governed_noun(reading, noun, words, depth)
    if "negated" in (own, governed):
        return "negated"
    return own or governed


def _of_modifiers(reading: Reading, noun: Token, words: Standing) -> str | None:
    modifiers = {t.lower for t in reading.kids(noun.i, "amod", "det", "neg", "compound")}
    groups = (
        ("negated", words.noun_negated),
        ("planned", words.noun_planned),
        ("hypothetical", words.noun_hypothetical),
    )
    if {t.lower for t in reading.kids(noun.i, "mark")} & words.conditions:
        return "hypothetical"
    for name, group in groups:
        if modifiers & group:
            return name
    return None


def _of_governed_noun(reading: Reading, noun: Token, words: Standing, depth: int) -> str:
    above = reading.head(noun.i)
    if depth > DEEPEST or above.i == noun.i:
        return "actual"
    if above.pos in ("VERB", "AUX") and noun.dep in ("dobj", "attr", *SUBJECTS):
        return (
            _of_subject(reading, noun, above, words, depth)
            if noun.dep == "nsubj"
            else _of_object(reading, noun, above, words, depth)
        )
    if noun.dep == "conj":
        return _of_governed_noun(reading, above, words, depth + 1)
    if above.pos in ("ADP", "SCONJ"):
        return _after_preposition(reading, above, words, depth)
    return "actual"


def _of_subject(reading: Reading, noun: Token, verb: Token, words: Standing, depth: int) -> str:
    """As in "the talks will begin"; "the attack will deepen the rift" says nothing of the attack."""
    adjectives = [g for t in reading.kids(verb.i, "acomp") if verb.lemma == "be" and (g := _group(reading, t, words))]
    if adjectives:
        return "negated" if own_status(reading, verb, words) == "negated" else adjectives[0]
    if verb.lemma == "be" and any(_to(reading, c) for c in reading.kids(verb.i, "xcomp")):
        return "planned"
    status = _of_verb(reading, verb, words, depth + 1)
    if verb.lemma in words.occurring or (status in ("planned", "hypothetical") and not _definite(reading, noun, words)):
        return status
    return "actual"


def _of_object(reading: Reading, noun: Token, verb: Token, words: Standing, depth: int) -> str:
    """As in "cancelled a visit", "will hold the talks"; "will condemn the attack" says nothing of the attack."""
    group = None if _name(reading, verb) in words.clausal else _group(reading, verb, words)
    if group:
        return _combined(group, verb, reading, words, depth)
    if _name(reading, verb) in words.convening and noun.dep == "dobj" and not _definite(reading, noun, words):
        return "planned"
    carried = _name(reading, verb) in words.carrying or verb.lemma == "be" or not _definite(reading, noun, words)
    return _of_verb(reading, verb, words, depth + 1) if carried else "actual"


def _definite(reading: Reading, noun: Token, words: Standing) -> bool:
    return bool(reading.kids(noun.i, "poss") or {t.lower for t in reading.kids(noun.i, "det")} & words.definite)


def _after_preposition(reading: Reading, adposition: Token, words: Standing, depth: int) -> str:
    """As in "ahead of talks", "arrived for talks", "a plan for talks", "called for talks", "without talks"."""
    above = reading.head(adposition.i)
    if adposition.lemma in words.negated and adposition.lemma != "against":
        return "negated"
    if {adposition.lemma, above.lemma} & words.before:
        return "planned"
    group = _group(reading, above, words)
    if group and adposition.lemma in ("for", "of", "to", "from"):
        return _combined(group, above, reading, words, depth)
    verb = reading.tokens[clause_of(reading, above.i)]
    if adposition.lemma in words.purpose and {_name(reading, verb), above.lemma} & words.motion:
        return "negated" if own_status(reading, verb, words) == "negated" else "planned"
    if above.pos in ("VERB", "AUX") and (
        adposition.lemma in ("in", "at", "during", "to")
        or (adposition.lemma == "on" and above.lemma in words.occurring)
    ):
        return _of_verb(reading, above, words, depth + 1)
    return "actual"
