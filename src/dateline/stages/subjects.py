"""Who does it and to whom: subjects and objects of a verb through passives, relative clauses, control, coordination."""

from collections.abc import Iterable

from dateline.reading import Reading, Token

OBJECT_CONTROL = ("for", "from", "of", "into", "with")
"""Prepositions before a gerund whose doer is the object of the verb above: praised Xi for helping."""
RELATIVE_TAGS = ("WDT", "WP")


def subjects_of(reading: Reading, verb: int, depth: int = 0) -> list[int]:
    """Heads of the doers of a verb, coordination spelled out; [] where the sentence does not tell."""
    token = reading.tokens[verb]
    if depth > 6:
        return []
    agents = [t.i for agent in reading.kids(verb, "agent") for t in reading.kids(agent.i, "pobj")]
    if agents:
        return spread(reading, agents)
    own = reading.kids(verb, "nsubj", "expl", "csubj")
    if own:
        return spread(reading, (t.i for t in without_relatives(reading, own) if t.dep == "nsubj"))
    if is_passive(reading, token):
        return []
    return _from_above(reading, token, depth)


def objects_of(reading: Reading, verb: int, depth: int = 0) -> list[int]:
    """Heads of what a verb is done to: direct objects, passive subjects, what a participle modifies."""
    token = reading.tokens[verb]
    found = spread(reading, (t.i for t in without_relatives(reading, reading.kids(verb, "dobj", "nsubjpass"))))
    if found or depth > 6:
        return found
    if token.tag == "VBN" and token.dep == "conj" and is_passive(reading, token):
        return objects_of(reading, token.head, depth + 1)
    if token.tag == "VBN" and token.dep in ("acl", "amod") and not reading.kids(verb, "nsubj", "dobj"):
        return spread(reading, [token.head])
    if token.dep == "xcomp" and reading.kids(verb, "auxpass"):
        return subjects_of(reading, token.head, depth + 1) or objects_of(reading, token.head, depth + 1)
    if token.dep == "relcl":
        return _gap(reading, token)
    return _helped(reading, verb)


def _helped(reading: Reading, verb: int) -> list[int]:
    """"help Niger fight", "let inspectors in": the subject of a bare infinitive is the object of the verb above."""
    bare = [c for c in reading.kids(verb, "ccomp") if c.tag == "VB" and not reading.kids(c.i, "mark", "aux")]
    return spread(reading, (t.i for clause in bare for t in reading.kids(clause.i, "nsubj")))


def without_relatives(reading: Reading, tokens: Iterable[Token]) -> list[Token]:
    """Relative pronouns replaced by the noun that their clause modifies."""
    return [_antecedent(reading, t) if t.tag in RELATIVE_TAGS or (t.lemma == "that" and t.pos == "PRON") else t for t in tokens]


def _antecedent(reading: Reading, pronoun: Token) -> Token:
    for above in reading.ancestors(pronoun.i):
        if above.dep == "relcl":
            return reading.head(above.i)
    return pronoun


def _gap(reading: Reading, verb: Token) -> list[int]:
    """"arms that Ukraine uses": a relative clause with a subject of its own and no object lacks just that."""
    subjects = reading.kids(verb.i, "nsubj")
    if subjects and subjects[0].tag not in RELATIVE_TAGS and not reading.kids(verb.i, "ccomp", "xcomp", "prep"):
        return [verb.head]
    return []


def is_passive(reading: Reading, token: Token) -> bool:
    """Whether the verb has a passive subject or auxiliary, or is a participle that modifies what it is done to."""
    if reading.kids(token.i, "nsubjpass", "auxpass"):
        return True
    if token.tag != "VBN" or reading.kids(token.i, "aux", "nsubj"):
        return False
    if token.dep == "conj":
        return is_passive(reading, reading.head(token.i))
    return token.dep in ("acl", "amod", "advcl") and not reading.kids(token.i, "dobj")


def _from_above(reading: Reading, token: Token, depth: int) -> list[int]:
    """The doer of a verb without a subject of its own."""
    above = reading.head(token.i)
    if token.dep == "conj" and above.pos in ("VERB", "AUX"):
        passive_above = is_passive(reading, above)
        return objects_of(reading, above.i, depth + 1) if passive_above else subjects_of(reading, above.i, depth + 1)
    if token.dep in ("acl", "relcl"):
        return _of_noun(reading, above, depth) if token.tag != "VBG" and _to(reading, token) else spread(reading, [above.i])
    if token.dep == "pcomp":
        return _of_gerund(reading, above, depth)
    if token.dep in ("xcomp", "ccomp", "advcl") and above.pos in ("VERB", "AUX", "ADJ"):
        return _controller(reading, token, above, depth)
    return []


def _controller(reading: Reading, token: Token, above: Token, depth: int) -> list[int]:
    """The doer of an infinitive: the object of the verb above where it has one (urged Iran to stop), else its subject."""
    if _to(reading, token) and (named := _by_names(reading, above)):
        return named
    if token.dep != "advcl" and _to(reading, token):
        objects = reading.kids(above.i, "dobj", "dative", "nsubjpass")
        if objects:
            return spread(reading, (t.i for t in without_relatives(reading, objects[:1])))
    if above.pos == "ADJ":
        above = reading.head(above.i)
    if is_passive(reading, above):
        return objects_of(reading, above.i, depth + 1)
    return subjects_of(reading, above.i, depth + 1)


def _by_names(reading: Reading, verb: Token) -> list[int]:
    """"The deal follows a visit on Monday by Abe to urge …": a name after "by" belongs to the noun, not to the active verb."""
    by = [p for p in reading.kids(verb.i, "prep") if p.lemma == "by"]
    return spread(reading, (t.i for p in by for t in reading.kids(p.i, "pobj") if t.pos == "PROPN"))


def _of_gerund(reading: Reading, adposition: Token, depth: int) -> list[int]:
    verb = reading.head(adposition.i)
    if verb.pos in ("VERB", "AUX"):
        objects = objects_of(reading, verb.i, depth + 1)
        if adposition.lemma in OBJECT_CONTROL and objects:
            return objects
        return subjects_of(reading, verb.i, depth + 1)
    return _of_noun(reading, verb, depth)


def _of_noun(reading: Reading, noun: Token, depth: int) -> list[int]:
    """The doer behind "its plan to …", "the mission by X to …", "played a role in …"."""
    owners = [t.i for t in reading.kids(noun.i, "poss")]
    owners += [t.i for by in reading.kids(noun.i, "prep", "agent") if by.lemma == "by" for t in reading.kids(by.i, "pobj")]
    if owners:
        return spread(reading, owners)
    above = reading.head(noun.i)
    if above.pos == "ADP":
        above = reading.head(above.i)
    if above.pos in ("VERB", "AUX") and noun.dep not in ("nsubj", "nsubjpass") and above.i != noun.i:
        return subjects_of(reading, above.i, depth + 1)
    return []


def _to(reading: Reading, token: Token) -> bool:
    return any(t.lemma == "to" for t in reading.kids(token.i, "aux"))


def spread(reading: Reading, heads: Iterable[int]) -> list[int]:
    """The heads, each followed by what is coordinated with it."""
    found: list[int] = []
    for i in heads:
        found.append(i)
        found.extend(spread(reading, (t.i for t in reading.kids(i, "conj") if t.pos not in ("VERB", "AUX"))))
    return found
