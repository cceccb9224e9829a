"""What a verb's own auxiliaries, negation, conjunction and days say of it, before the words that govern it."""

from dateline.reading import Reading, Token
from dateline.stages.standing_words import Standing

SUBJECTS = ("nsubj", "nsubjpass")


def own_status(reading: Reading, verb: Token, words: Standing) -> str:
    """From the verb's own auxiliaries, negation and conjunction."""
    small = _small(reading, verb, words)
    if small & words.negators:
        return "negated"
    if small & words.conditions or _asked(reading, verb) or _inverted(reading, verb, words):
        return "hypothetical"
    if avowed(reading, verb, words):
        return "actual"
    if small & words.future:
        return "hypothetical" if _conditional(reading, verb, words) else "planned"
    if small & words.past_future:
        open_ = _conditional(reading, verb, words) or any(t.lower == "have" for t in reading.kids(verb.i, "aux"))
        return "planned" if _reported(reading, verb) and not open_ else "hypothetical"
    if small & words.modal:
        return "hypothetical"
    return "planned" if _dated_ahead(reading, verb, words) else "actual"


def avowed(reading: Reading, verb: Token, words: Standing) -> bool:
    """As in "We will always stand with you", "we will try to cooperate": the words themselves are the deed."""
    mine = any(t.lower in words.speaking for t in reading.kids(verb.i, "nsubj"))
    will = {t.lower for t in reading.kids(verb.i, "aux")} & words.future
    return mine and bool(will) and verb.lemma in words.avowing and not reading.kids(verb.i, "neg")


def _small(reading: Reading, verb: Token, words: Standing) -> set[str]:
    """The small words around a verb, in lower case, without a "not" that belongs to "not only"."""
    own = reading.kids(verb.i, "aux", "auxpass", "neg", "mark", "advmod", "preconj", "cc")
    own = [t for t in own if t.dep != "cc" or t.lower in words.negators or t.i < verb.i]
    nominal = reading.kids(verb.i, *SUBJECTS, "dobj", "attr")
    near = [
        *own,
        *(
            d
            for t in nominal
            for d in reading.kids(t.i, "det", "neg", "preconj", "cc")
            if d.i < verb.i or d.dep != "cc"
        ),
    ]
    near += [t for a in reading.kids(verb.i, "advmod") for t in reading.kids(a.i, "neg")]
    near += [t for t in reading.kids(verb.i, *SUBJECTS, "dobj") if t.lower in words.negators]
    plain = {t.lower for t in near if not (t.lower == "not" and _next(reading, t) in words.affirming)}
    return plain if not any(t.lower == "than" for t in reading.tokens[max(verb.i - 3, 0) : verb.i]) else plain - {"no"}


def _next(reading: Reading, token: Token) -> str:
    return next((t.lower for t in reading.tokens[token.i + 1 : token.i + 2]), "")


def _conditional(reading: Reading, verb: Token, words: Standing) -> bool:
    """Whether an if-clause hangs on the verb."""
    clauses = reading.kids(verb.i, "advcl")
    marks = {t.lower for c in clauses for t in reading.kids(c.i, "mark", "advmod", "aux") if t.lower != "whether"}
    return bool(marks & (words.conditions - {"should"})) or any(_inverted(reading, c, words) for c in clauses)


def _inverted(reading: Reading, verb: Token, words: Standing) -> bool:
    """As in "Had the army attacked, …": an auxiliary before its subject opens a condition."""
    subjects = reading.kids(verb.i, *SUBJECTS)
    first = [t for t in reading.kids(verb.i, "aux", "auxpass") if t.lower in words.inverted]
    return verb.dep == "advcl" and bool(subjects and first and first[0].i < subjects[0].i)


def _reported(reading: Reading, verb: Token) -> bool:
    """A verb of something said: "said talks would resume", "talks would resume, the minister said"."""
    for _ in range(3):
        if verb.dep in ("ccomp", "relcl", "acl") or reading.kids(verb.i, "ccomp", "parataxis"):
            return True
        if verb.dep != "conj":
            return False
        verb = reading.head(verb.i)
    return False


def _asked(reading: Reading, verb: Token) -> bool:
    sentence = reading.sentences[verb.sentence]
    return sentence.root == verb.i and reading.tokens[sentence.last - 1].text == "?"


def _dated_ahead(reading: Reading, verb: Token, words: Standing) -> bool:
    """As in "On Thursday he visits Gdansk", "they are meeting on Friday": the present tense with a day to come."""
    helped = {t.lower for t in reading.kids(verb.i, "aux", "auxpass")}
    present = verb.tag in ("VBZ", "VBP") and not helped
    if not (present or (verb.tag == "VBG" and helped and helped <= words.present)):
        return False
    named = [
        *reading.kids(verb.i, "npadvmod"),
        *(t for p in reading.kids(verb.i, "prep") for t in reading.kids(p.i, "pobj")),
    ]
    return any(_ahead(reading, t, words) for t in named)


def _ahead(reading: Reading, token: Token, words: Standing) -> bool:
    before = {t.lower for t in reading.kids(token.i, "det", "amod")}
    if before & words.not_ahead:
        return False
    named = {token.lower, *(t.lower for t in reading.kids(token.i, "compound"))}
    return bool(named & words.days) or (token.ent == "DATE" and bool(before & words.coming))
