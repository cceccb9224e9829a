"""Whose words they are: from a reporting word to the token that heads its source."""

from collections.abc import Set

from dateline.reading import Reading, Token
from dateline.stages.voicing.phrases import around, trim

NAMED = ("NOUN", "PROPN", "PRON", "NUM")
OPENING = ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM")
BOUNDS = frozenset({"VERB", "AUX", "SCONJ", "PUNCT", "SPACE"})
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X")


def subject_of(reading: Reading, verb: int, depth: int = 0) -> Token | None:
    """The one who does what the verb says: its subject, its agent, or the subject that it shares with a verb above."""
    token = reading.tokens[verb]
    own = [t for t in reading.kids(verb, "nsubj") if not _elsewhere(reading, t, token)]
    own = [t for t in own if t.ent not in ("DATE", "TIME") or t.lower.endswith("old")]
    if own:
        return own[0]
    if is_passive(reading, verb):
        return _agent(reading, verb)
    agent = _agent(reading, verb)
    if agent is not None and token.tag == "VBN":
        return agent
    return shared_subject(reading, token, depth)


def _elsewhere(reading: Reading, subject: Token, verb: Token) -> bool:
    """Whether a subject stands in a quotation that its verb stands outside of: there the parser erred."""
    around = [q for q in reading.quotes if q.start < subject.start and subject.end < q.end]
    return any(not q.start < verb.start < q.end for q in around)


def beside(reading: Reading, verb: int, first: int) -> list[Token]:
    """The noun phrase directly before a finite active verb, its head first, however the parser tied it; or nothing.

    `first`: where the group of the verb begins. A phrase between commas before it is an apposition: the chief, Ann Lee,
    said.
    """
    token = reading.tokens[verb]
    finite = {token.tag, *(t.tag for t in reading.kids(verb, "aux"))} & {"VBD", "VBZ", "VBP", "MD"}
    if not finite or is_passive(reading, verb) or reading.kids(verb, "nsubj", "nsubjpass", "expl"):
        return []
    words = _phrase(reading, first)
    if not words and first > 1 and reading.tokens[first - 1].text == ",":
        words = _with_inner(reading, first)
    within = {t.i for t in words}
    heads = [t for t in words if t.pos in NAMED and t.ent not in ("DATE", "TIME") and t.head not in within]
    return [heads[0], *words] if heads else []


def _with_inner(reading: Reading, first: int) -> list[Token]:
    """A noun phrase with an apposition between commas, up to token `first`."""
    inner = _phrase(reading, first - 1)
    comma = inner[0].i - 1 if inner else 0
    outer = _phrase(reading, comma) if comma > 0 and reading.tokens[comma].text == "," else []
    return list(reading.tokens[outer[0].i : first]) if outer else []


def _phrase(reading: Reading, end: int) -> list[Token]:
    """The noun phrase before token `end`, where a mark, a conjunction or the beginning of the sentence is before it."""
    tokens, at = reading.tokens, end
    while at > 0 and tokens[at - 1].sentence == tokens[end].sentence and tokens[at - 1].pos not in BOUNDS:
        at -= 1
    if at > 0 and tokens[at - 1].pos in ("VERB", "AUX") and tokens[at - 1].sentence == tokens[end].sentence:
        return []
    while at < end and tokens[at].pos in ("ADV", "CCONJ"):
        at += 1
    return list(tokens[at:end]) if at < end and tokens[at].pos in OPENING else []


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether the verb stands in the passive: with its subject or auxiliary, or as a bare participle after a noun."""
    token = reading.tokens[verb]
    if reading.kids(verb, "nsubjpass", "auxpass"):
        return True
    if token.tag == "VBN" and token.dep == "conj" and not reading.kids(verb, "nsubj", "aux"):
        return is_passive(reading, token.head)
    bare = token.tag == "VBN" and not reading.kids(verb, "nsubj", "aux")
    return bare and token.dep in ("acl", "amod", "advcl")


def _agent(reading: Reading, verb: int) -> Token | None:
    for by in reading.kids(verb, "agent"):
        for named in reading.kids(by.i, "pobj"):
            return named
    return None


def shared_subject(reading: Reading, token: Token, depth: int) -> Token | None:
    """The subject that a verb without its own takes from above (said and added; …, adding; decided to announce)."""
    head = reading.head(token.i)
    if depth > 4 or head.i == token.i:
        return None
    if token.dep == "acl":
        return _of_noun(reading, head, depth) if token.tag in ("VBG", "VB") and head.pos in NOMINAL else None
    if token.dep == "xcomp":
        told = [t for t in reading.kids(head.i, "dobj") if t.i < token.i]
        return told[0] if told else _of_clause(reading, head, depth)
    if token.dep == "advcl":
        for cue in reading.kids(head.i, "parataxis"):
            if cue.i < token.i and reading.kids(cue.i, "nsubj"):
                return subject_of(reading, cue.i, depth + 1)
    if token.dep == "pcomp" and head.lower == "as":
        quoted = [t for t in reading.kids(reading.head(head.i).i, "dobj") if t.i < token.i]
        return quoted[0] if quoted else _of_clause(reading, head, depth)
    if token.dep in ("conj", "advcl", "pcomp", "dep", "prep", "parataxis"):
        return _of_clause(reading, head, depth)
    return None


def _of_noun(reading: Reading, noun: Token, depth: int) -> Token | None:
    """The noun that a participle follows; where somebody issues, sends or makes it (a statement saying …), that one."""
    verb = reading.head(noun.i)
    maker = noun.dep == "dobj" and noun.pos == "NOUN" and noun.ent == "" and verb.pos == "VERB"
    return (_of_clause(reading, verb, depth) or noun) if maker else noun


def _of_clause(reading: Reading, head: Token, depth: int) -> Token | None:
    """The subject of the clause that a head belongs to, up through prepositions and nouns."""
    passive = reading.kids(head.i, "nsubjpass")
    if passive:
        return passive[0]
    if head.pos in ("VERB", "AUX"):
        return subject_of(reading, head.i, depth + 1)
    above = reading.head(head.i)
    return None if above.i == head.i or depth > 4 else _of_clause(reading, above, depth + 1)


def holder_of(reading: Reading, noun: int, by: frozenset[str], light: frozenset[str]) -> Token | None:
    """Whose claim, statement or fear a noun is: possessor, "by …", or the subject of a light verb above it."""
    for token in reading.kids(noun, "poss"):
        return token
    for link in reading.kids(noun, "prep", "agent"):
        if link.lower in by - {"of"}:
            for named in reading.kids(link.i, "pobj"):
                return named
    head = reading.head(noun)
    if reading.tokens[noun].dep == "dobj" and head.lemma in light:
        return subject_of(reading, head.i)
    return None


def source_tokens(reading: Reading, head: Token, barred: Set[int]) -> list[int]:
    """The whole noun phrase of a source, with apposition and relative clause, up to a token that is barred."""
    below = set(reading.subtree(head.i)) - barred
    run = around(reading, head.i, below)
    while run and reading.tokens[run[0]].lower == "even":
        run = run[1:]
    if head.dep == "poss":
        run = [i for i in run if not (reading.tokens[i].dep == "case" and i == run[-1])]
    return undated(reading, trim(reading, _with_apposition(reading, run, barred)))


def undated(reading: Reading, run: list[int]) -> list[int]:
    """A noun phrase without an adverb or a day at its end, which belong to the verb: the mayor on Monday, he also."""
    tokens = reading.tokens
    while len(run) > 1 and tokens[run[-1]].pos == "ADV" and tokens[run[-1]].head not in run:
        run = run[:-1]
    links = [n for n, i in enumerate(run) if n and tokens[i].lower == "on" and reading.head(i).pos in NAMED]
    dated = links and all(tokens[i].ent == "DATE" for i in run[links[-1] + 1 :])
    return run[: links[-1]] if dated else run


def _with_apposition(reading: Reading, run: list[int], barred: Set[int]) -> list[int]:
    """With what stands between commas before the cue, where the parser cut it off: Ann Lee, then mayor, said."""
    tokens, at = reading.tokens, run[-1] + 1
    while at < len(tokens) and at not in barred and tokens[at].sentence == tokens[run[-1]].sentence:
        at += 1
    between = tokens[run[-1] + 1 : at]
    if at not in barred or len(between) < 3 or between[0].text != "," or between[-1].text != ",":
        return run
    verbs = any(t.pos in ("VERB", "AUX", "SCONJ") for t in between)
    return run if verbs or between[1].pos in ("ADP", "ADV", "CCONJ") else [*run, *(t.i for t in between)]
