"""Has a deed happened? Status from tense, mood, negation, conditions and the words that govern it."""

import msgspec

from dateline.frames import Frame
from dateline.reading import Reading, Token
from dateline.resources import DATA, load


class Standing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/standing.yaml."""

    planned: frozenset[str]
    negated: frozenset[str]
    hypothetical: frozenset[str]
    future: frozenset[str]
    past_future: frozenset[str]
    modal: frozenset[str]
    conditions: frozenset[str]
    negators: frozenset[str]
    noun_planned: frozenset[str]
    noun_hypothetical: frozenset[str]
    noun_negated: frozenset[str]
    before: frozenset[str]
    purpose: frozenset[str]
    motion: frozenset[str]


def load_standing() -> Standing:
    """Load the word groups."""
    return load(DATA / "lexicon/en/standing.yaml", Standing)


def status_of(frame: Frame, reading: Reading, words: Standing) -> str:
    """actual, planned, hypothetical or negated."""
    token = reading.tokens[frame.head]
    if frame.pos == "v":
        return _of_verb(reading, token, words, 0)
    return _of_noun(reading, token, words)


def _of_verb(reading: Reading, verb: Token, words: Standing, depth: int) -> str:
    own = _own(reading, verb, words)
    if own != "actual" or depth > 5:
        return own
    above = reading.head(verb.i)
    if verb.dep == "conj" and above.pos in ("VERB", "AUX"):
        return "actual" if reading.kids(verb.i, "nsubj", "nsubjpass") else _of_verb(reading, above, words, depth + 1)
    if verb.dep in ("xcomp", "acl", "advcl", "pcomp", "ccomp"):
        return _governed(reading, verb, above, words, depth)
    return "actual"


def _own(reading: Reading, verb: Token, words: Standing) -> str:
    """From the verb's own auxiliaries, negation and conjunction."""
    small = {t.lower for t in reading.kids(verb.i, "aux", "auxpass", "neg", "mark", "advmod", "preconj")}
    small |= {d.lower for t in reading.kids(verb.i, "nsubj", "nsubjpass", "dobj") for d in reading.kids(t.i, "det", "neg")}
    small |= {t.lower for t in reading.kids(verb.i, "nsubj", "nsubjpass")} & {"nobody", "none", "neither"}
    if small & words.negators:
        return "negated"
    if small & words.conditions or _asked(reading, verb):
        return "hypothetical"
    if small & words.future:
        return "planned"
    if small & words.past_future:
        return "planned" if verb.dep in ("ccomp", "relcl") or _reported(reading, verb) else "hypothetical"
    return "hypothetical" if small & words.modal else "actual"


def _reported(reading: Reading, verb: Token) -> bool:
    """A root verb whose sentence ends in its cue: "talks would resume, the minister said"."""
    return bool(reading.kids(verb.i, "ccomp", "parataxis"))


def _asked(reading: Reading, verb: Token) -> bool:
    sentence = reading.sentences[verb.sentence]
    return sentence.root == verb.i and reading.tokens[sentence.last - 1].text == "?"


def _governed(reading: Reading, verb: Token, above: Token, words: Standing, depth: int) -> str:
    """From the verb, adjective, noun or preposition that the deed's clause hangs on."""
    infinitive = any(t.lemma == "to" for t in reading.kids(verb.i, "aux"))
    if above.pos == "ADP":
        if above.lemma in words.negated:
            return "negated"
        infinitive, above = True, reading.head(above.i)
    group = _group(_name(reading, above), words)
    if group and (infinitive or above.lemma in words.negated or (above.pos != "VERB" and verb.dep == "acl")):
        return _combined(group, above, reading, words)
    if verb.dep in ("xcomp", "pcomp") and above.pos in ("VERB", "AUX", "ADJ"):
        above = reading.head(above.i) if above.pos == "ADJ" else above
        return _of_verb(reading, above, words, depth + 1)
    return "actual"


def _combined(group: str, above: Token, reading: Reading, words: Standing) -> str:
    """A negated plan is no plan; "did not rule out" leaves it open."""
    negated = above.pos in ("VERB", "AUX") and _own(reading, above, words) == "negated"
    if not negated:
        return group
    return "hypothetical" if group == "negated" else "negated"


def _group(lemma: str, words: Standing) -> str | None:
    for name, lemmas in (("negated", words.negated), ("planned", words.planned), ("hypothetical", words.hypothetical)):
        if lemma in lemmas:
            return name
    return None


def _name(reading: Reading, token: Token) -> str:
    particles = [t.lemma for t in reading.kids(token.i, "prt")]
    return "_".join([token.lemma, *particles[:1]])


def _of_noun(reading: Reading, noun: Token, words: Standing) -> str:
    modifiers = {t.lower for t in reading.kids(noun.i, "amod", "det", "neg", "compound")}
    for name, group in (("negated", words.noun_negated), ("planned", words.noun_planned), ("hypothetical", words.noun_hypothetical)):
        if modifiers & group:
            return name
    above = reading.head(noun.i)
    if noun.dep in ("dobj", "nsubj", "nsubjpass", "attr") and above.pos in ("VERB", "AUX"):
        return _group(_name(reading, above), words) or _of_verb(reading, above, words, 0)
    if noun.dep == "conj" and above.i != noun.i:
        return _of_noun(reading, above, words)
    if above.pos == "ADP":
        return _after_preposition(reading, above, words)
    return "actual"


def _after_preposition(reading: Reading, adposition: Token, words: Standing) -> str:
    """"ahead of talks", "arrived for talks", "a plan for talks", "called for talks", "without talks"."""
    above = reading.head(adposition.i)
    if adposition.lemma in words.negated:
        return "negated"
    if {adposition.lemma, above.lemma} & words.before:
        return "planned"
    group = _group(_name(reading, above), words)
    if group and adposition.lemma in ("for", "of", "on", "to", "at", "against", "from"):
        return group
    if adposition.lemma in words.purpose and above.lemma in words.motion:
        return "planned"
    if above.pos in ("VERB", "AUX") and adposition.lemma in ("in", "at", "during", "to"):
        return _of_verb(reading, above, words, 0)
    return "actual"
