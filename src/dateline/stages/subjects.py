"""Who does it and to whom: subjects and objects of a verb through passives, relative clauses, control, coordination."""

from collections.abc import Iterable

from dateline.lexicon.syntax import syntax
from dateline.reading import Reading, Token

RELATIVE_TAGS = ("WDT", "WP")
FINITE = ("VBZ", "VBD", "VBP")
MODIFIERS = ("compound", "amod", "nmod")
WHEN = ("DATE", "TIME")
SETTINGS = ("DATE", "TIME", "GPE", "LOC", "FAC", "CARDINAL")
"""Entities after which a preposition belongs to the verb rather than to them: killed in Goma by rebels."""
MAX_DEPTH = 6


def subjects_of(reading: Reading, verb: int, depth: int = 0) -> list[int]:
    """Heads of the doers of a verb, coordination spelled out; [] where the sentence does not tell."""
    token = reading.tokens[verb]
    if depth > MAX_DEPTH:
        return []
    passive = is_passive(reading, token)
    if agents := _agents(reading, token, passive):
        return spread(reading, agents)
    own = reading.kids(verb, "nsubj", "expl", "csubj")
    if own and not passive:
        return _own_subjects(reading, token, own)
    if passive:
        return _shared_agents(reading, token, depth) or _commanders(reading, token, depth)
    if misread := misread_verb(reading, token):
        return spread(reading, misread)
    return _from_above(reading, token, depth)


def _own_subjects(reading: Reading, verb: Token, own: list[Token]) -> list[int]:
    """The subject nearest before the verb (two of them are a parser's slip), with who is added by "along with"."""
    plain = [t for t in own if t.dep == "nsubj"]
    before = [t for t in plain if t.i < verb.i]
    chosen = before[-1:] or plain[:1]
    found = spread(reading, (t.i for t in without_relatives(reading, chosen)))
    return found + [i for t in chosen for i in _joined(reading, t, verb) if i not in found]


def _joined(reading: Reading, subject: Token, verb: Token) -> list[int]:
    """As in "Japan, along with Australia, sent …": Australia."""
    found = []
    for i in range(subject.i + 1, verb.i):
        words = " ".join(t.lower for t in reading.tokens[subject.i + 1 : i + 1])
        if reading.tokens[i].pos in ("ADP", "SCONJ", "CCONJ") and words.strip(" ,(-").endswith(syntax().joining):
            found += spread(reading, (t.i for t in reading.kids(i, "pobj")))
    return found


def _agents(reading: Reading, verb: Token, passive: bool) -> list[int]:
    """Who stands after "by", also where the parser hangs it on the time or place before: killed in Goma by rebels."""
    agents = [t.i for agent in reading.kids(verb.i, "agent") for t in reading.kids(agent.i, "pobj")]
    if agents or not passive:
        return agents
    strayed = reading.kids(verb.i, "prep") + stray_prepositions(reading, verb.i)
    return [t.i for by in strayed if by.lemma == "by" for t in reading.kids(by.i, "pobj") if t.ent not in WHEN]


def stray_prepositions(reading: Reading, i: int) -> list[Token]:
    """Prepositions that hang on the time or place after token i, and so are its own."""
    inner = [t for p in reading.kids(i, "prep", "agent") for t in reading.kids(p.i, "pobj") if t.ent in SETTINGS]
    inner += reading.kids(i, "npadvmod")
    return [p for t in inner for p in reading.kids(t.i, "prep") if p.lemma != "of"]


def _shared_agents(reading: Reading, verb: Token, depth: int) -> list[int]:
    """As in "were arrested and later released by police": police, for both."""
    later = [
        c
        for c in reading.kids(verb.i, "conj")
        if c.tag == "VBN" and not reading.kids(c.i, "nsubjpass", "nsubj", "auxpass")
    ]
    return subjects_of(reading, later[0].i, depth + 1) if later and reading.kids(later[0].i, "agent") else []


def _commanders(reading: Reading, verb: Token, depth: int) -> list[int]:
    """As in "a judge ordered nine men jailed": the judge."""
    above = reading.head(verb.i)
    commanded = above.lemma in syntax().commanding and _is_caused(reading, verb) and reading.kids(verb.i, "nsubj")
    return subjects_of(reading, above.i, depth + 1) if commanded else []


def objects_of(reading: Reading, verb: int, depth: int = 0) -> list[int]:
    """Heads of what a verb is done to: direct objects, passive subjects, what a participle modifies."""
    token = reading.tokens[verb]
    found = spread(reading, (t.i for t in without_relatives(reading, _own_objects(reading, token))))
    if found or depth > MAX_DEPTH:
        return found
    if token.tag == "VBN" and is_passive(reading, token) and (told := _patient(reading, token, depth)):
        return told
    if token.dep == "xcomp" and reading.kids(verb, "auxpass"):
        return _subject_or_object(reading, token.head, depth)
    if token.dep == "relcl" and (gap := _gap(reading, token)):
        return gap
    return _helped(reading, verb) or _hidden_object(reading, token) or _shared_objects(reading, token, depth)


def _own_objects(reading: Reading, verb: Token) -> list[Token]:
    """Direct objects, passive subjects; only the raid in "call the raid a violation"; him in "wants him sacked"."""
    found = reading.kids(verb.i, "dobj", "nsubjpass")
    direct = [t for t in found if t.dep == "dobj"]
    if len(direct) > 1:
        return [t for t in found if t.dep != "dobj"] + (
            direct[1:2] if _are_two_objects(reading, verb, direct) else direct[:1]
        )
    return found or (reading.kids(verb.i, "nsubj") if _is_caused(reading, verb) else [])


def receivers_of(reading: Reading, verb: Token) -> list[int]:
    """Datives, the first of two objects, the passive subject before an object, "send Sri Lanka rice"."""
    found = [t for t in reading.kids(verb.i, "dative") if t.pos != "ADP"]
    direct = [] if verb.lemma in syntax().naming else reading.kids(verb.i, "dobj")
    if direct:
        found += direct[:1] if _are_two_objects(reading, verb, direct) else reading.kids(verb.i, "nsubjpass")
    if not found and direct and verb.lemma in syntax().giving and not reading.kids(verb.i, "dative"):
        found = [
            t for t in reading.kids(direct[0].i, "compound") if t.ent == "GPE" and not t.text.replace(".", "").isupper()
        ]
    return spread(reading, (t.i for t in found))


def _are_two_objects(reading: Reading, verb: Token, direct: list[Token]) -> bool:
    """Receiver and thing side by side; not "killed 48 people …, the deadliest", nor "called the raid a violation"."""
    if len(direct) < 2 or verb.lemma in syntax().naming:
        return False
    between = reading.tokens[direct[0].i + 1 : direct[1].i]
    return not any(t.pos in ("PUNCT", "VERB") for t in between)


def _patient(reading: Reading, verb: Token, depth: int) -> list[int]:
    """What a passive participle without a subject of its own is done to."""
    if verb.dep == "conj":
        return objects_of(reading, verb.head, depth + 1)
    if verb.dep in ("acl", "amod") and not reading.kids(verb.i, "nsubj", "dobj"):
        return spread(reading, [verb.head])
    if verb.dep == "advcl" and reading.head(verb.i).pos in ("VERB", "AUX"):
        return _subject_or_object(reading, verb.head, depth)
    return []


def _subject_or_object(reading: Reading, verb: int, depth: int) -> list[int]:
    """What the clause of a verb is about: its grammatical subject."""
    if is_passive(reading, reading.tokens[verb]):
        return objects_of(reading, verb, depth + 1)
    return subjects_of(reading, verb, depth + 1)


def _shared_objects(reading: Reading, verb: Token, depth: int) -> list[int]:
    """As in "arrested and charged two teachers": an object after the last verb is that of all."""
    later = [t for t in reading.kids(verb.i) if t.i > verb.i and t.dep not in ("cc", "punct")]
    if not later or later[0].dep != "conj" or later[0].pos != "VERB" or later[0].i > verb.i + 4:
        return []
    own = reading.kids(later[0].i, "nsubj", "nsubjpass", "aux")
    return [] if own or verb.tag != later[0].tag else objects_of(reading, later[0].i, depth + 1)


def _helped(reading: Reading, verb: int) -> list[int]:
    """As in "help Niger fight", "let inspectors in": who does the infinitive is the object of the verb above."""
    bare = [c for c in reading.kids(verb, "ccomp") if c.tag == "VB" and not reading.kids(c.i, "mark", "aux")]
    return spread(reading, (t.i for clause in bare for t in reading.kids(clause.i, "nsubj")))


def without_relatives(reading: Reading, tokens: Iterable[Token]) -> list[Token]:
    """Relative pronouns replaced by the noun that their clause modifies."""
    return [
        _antecedent(reading, t) if t.tag in RELATIVE_TAGS or (t.lemma == "that" and t.pos == "PRON") else t
        for t in tokens
    ]


def _antecedent(reading: Reading, pronoun: Token) -> Token:
    for above in reading.ancestors(pronoun.i):
        if above.dep == "relcl":
            return reading.head(above.i)
    return pronoun


def _gap(reading: Reading, verb: Token) -> list[int]:
    """As in "arms that Ukraine uses": a relative clause with a subject of its own and no object lacks just that."""
    subjects = reading.kids(verb.i, "nsubj")
    stranded = [p for p in reading.kids(verb.i, "prep") if not reading.kids(p.i)]
    asked = [t for t in reading.kids(verb.i, "advmod") if t.tag == "WRB"]
    if not subjects or subjects[0].tag in RELATIVE_TAGS or stranded or asked or reading.head(verb.i).ent in WHEN:
        return []
    return [] if reading.kids(verb.i, "ccomp", "xcomp") else [verb.head]


def is_passive(reading: Reading, token: Token) -> bool:
    """Whether the verb has a passive subject or auxiliary, or is a participle that modifies what it is done to."""
    if reading.kids(token.i, "nsubjpass", "auxpass"):
        return True
    if token.tag != "VBN" or reading.kids(token.i, "aux"):
        return False
    if reading.kids(token.i, "nsubj"):
        return _is_caused(reading, token)
    if token.dep == "conj":
        return is_passive(reading, reading.head(token.i))
    return token.dep in ("acl", "amod", "advcl") and not reading.kids(token.i, "dobj")


def _is_caused(reading: Reading, token: Token) -> bool:
    """As in "wants the minister sacked": a bare participle whose subject suffers it."""
    return (token.tag == "VBN" and token.dep in ("ccomp", "xcomp") and reading.head(token.i).lemma in syntax().causing
            and not reading.kids(token.i, "aux", "dobj", "mark"))  # fmt: skip


def _from_above(reading: Reading, token: Token, depth: int) -> list[int]:
    """The doer of a verb without a subject of its own."""
    above = reading.head(token.i)
    if token.dep == "conj":
        return _of_conjunct(reading, token, above, depth)
    if token.dep in ("acl", "relcl"):
        return _of_modified(reading, token, above, depth)
    if token.dep == "pcomp":
        return _of_gerund(reading, above, depth)
    if token.dep == "amod" and (adposition := hidden_gerund(reading, token)):
        return _of_gerund(reading, adposition, depth)
    if token.dep in ("xcomp", "ccomp", "advcl") and above.pos in ("VERB", "AUX", "ADJ"):
        return _controller(reading, token, above, depth)
    return []


def _of_conjunct(reading: Reading, token: Token, above: Token, depth: int) -> list[int]:
    """The doer of the verb before; where the parser hangs a finite verb on a noun, that of the noun's clause."""
    if above.pos not in ("VERB", "AUX"):
        verbs = [t for t in reading.ancestors(above.i) if t.pos in ("VERB", "AUX")]
        if token.tag not in FINITE or not verbs:
            return []
        above = verbs[0]
    return _subject_or_object(reading, above.i, depth)


def _of_modified(reading: Reading, token: Token, noun: Token, depth: int) -> list[int]:
    """The doer of a clause on a noun: the noun; but a participle after a comma speaks of the sentence's subject."""
    if token.tag != "VBG" and _to(reading, token):
        return _of_noun(reading, noun, depth)
    before = reading.tokens[token.i - 1].text
    verbs = [t for t in reading.ancestors(noun.i) if t.pos in ("VERB", "AUX")]
    if token.tag == "VBG" and before == "," and noun.dep not in ("nsubj", "nsubjpass", "ROOT") and verbs:
        return _subject_or_object(reading, verbs[0].i, depth)
    return spread(reading, [noun.i])


def _controller(reading: Reading, token: Token, above: Token, depth: int) -> list[int]:
    """The doer of an infinitive: the object of the verb above (urged Iran to stop), else its subject."""
    if _to(reading, token) and (named := _by_names(reading, above) or _called_on(reading, token, above)):
        return named
    if token.dep != "advcl" and _to(reading, token) and above.lemma not in syntax().subject_control:
        objects = reading.kids(above.i, "dobj", "dative", "nsubjpass")
        if objects:
            return spread(reading, (t.i for t in without_relatives(reading, objects[:1])))
    if above.pos == "ADJ":
        above = reading.head(above.i)
    if token.tag == "VBG" and (agents := _agents(reading, above, is_passive(reading, above))):
        return spread(reading, agents)
    return _subject_or_object(reading, above.i, depth)


def _called_on(reading: Reading, token: Token, verb: Token) -> list[int]:
    """As in "called on Seoul to send": who stands after a verb's preposition before the infinitive."""
    asked = [
        p for p in reading.kids(verb.i, "prep", "dative") if f"{verb.lemma} {p.lemma}" in syntax().prepositional_control
    ]
    return spread(reading, (t.i for p in asked if p.i < token.i for t in reading.kids(p.i, "pobj")))


def _by_names(reading: Reading, verb: Token) -> list[int]:
    """A name after "by" belongs to the noun, not to the active verb: "follows a visit on Monday by Abe to urge …"."""
    by = [p for p in reading.kids(verb.i, "prep") if p.lemma == "by"]
    return spread(reading, (t.i for p in by for t in reading.kids(p.i, "pobj") if t.pos == "PROPN"))


def _of_gerund(reading: Reading, adposition: Token, depth: int) -> list[int]:
    above = reading.head(adposition.i)
    if above.dep == "pobj" and reading.head(above.i).dep == "agent" and adposition.lemma in syntax().gerund_of_object:
        above = reading.head(reading.head(above.i).i)
    if above.pos in ("VERB", "AUX"):
        objects = objects_of(reading, above.i, depth + 1)
        if adposition.lemma in syntax().gerund_of_object and objects:
            return objects
        return subjects_of(reading, above.i, depth + 1)
    return _of_noun(reading, above, depth)


def _of_noun(reading: Reading, noun: Token, depth: int) -> list[int]:
    """The doer behind "its plan to …", "the mission by X to …", "played a role in …"."""
    owners = [t.i for t in reading.kids(noun.i, "poss")] or _behind(reading, noun, "by")
    if not owners and noun.lemma in syntax().resolving:
        owners = _behind(reading, noun, "of")
    if owners:
        return spread(reading, owners)
    above = reading.head(noun.i)
    if above.pos == "ADP":
        above = reading.head(above.i)
    if above.pos not in ("VERB", "AUX") and noun.lemma in syntax().resolving:
        above = next((t for t in reading.ancestors(noun.i) if t.pos in ("VERB", "AUX")), above)
    if above.pos in ("VERB", "AUX") and noun.dep not in ("nsubj", "nsubjpass") and above.i != noun.i:
        return subjects_of(reading, above.i, depth + 1)
    return []


def _behind(reading: Reading, noun: Token, preposition: str) -> list[int]:
    found = [p for p in reading.kids(noun.i, "prep", "agent") if p.lemma == preposition]
    return [t.i for p in found for t in reading.kids(p.i, "pobj")]


def _to(reading: Reading, token: Token) -> bool:
    return any(t.lemma == "to" for t in reading.kids(token.i, "aux"))


def hidden_gerund(reading: Reading, token: Token) -> Token | None:
    """The preposition before a gerund that is taken for an adjective: "barred them from fielding candidates"."""
    before = reading.tokens[token.i - 1] if token.i else token
    if token.tag != "VBG" or token.dep != "amod" or before.pos != "ADP" or reading.head(token.i).head != before.i:
        return None
    verbs = [t for t in reading.ancestors(before.i) if t.pos == "VERB"]
    return before if verbs and f"{verbs[0].lemma} {before.lemma}" in syntax().gerund_after else None


def misread_verb(reading: Reading, token: Token) -> list[int]:
    """The subject of a verb that the parser takes for a noun or its modifier, as in headlines; [] for all other tokens.

    "Russia bombs [hospital]", "US sanctions Chinese [firms]": its object is the noun that it is said to modify.
    "Mali expels ambassador": the subject is said to modify the verb.
    """
    before = reading.tokens[max(token.i - 1, 0)]
    if before.sentence != token.sentence or before.pos not in ("NOUN", "PROPN", "ADJ") or before.i == token.i:
        return []
    if token.dep == "ROOT" and token.tag == "VBZ":
        return [t.i for t in reading.kids(token.i, *MODIFIERS) if t.i < token.i][-1:]
    if token.dep not in MODIFIERS or token.head < token.i or not _finite_within(reading, token, before):
        return []
    own = [t.i for t in reading.kids(token.i, "nsubj")]
    return own or [before.i]


def _finite_within(reading: Reading, token: Token, before: Token) -> bool:
    """Whether a modifier can only be a verb: finite, or a plural before a determiner or an adjective."""
    if token.tag == "NNS":
        return before.pos != "ADJ" and reading.tokens[token.i + 1].tag in ("JJ", "DT", "PRP$", "CD")
    owned = before.pos == "ADJ" and reading.tokens[max(before.i - 1, 0)].tag == "POS"
    return token.tag in ("VBZ", "VBP") or (token.tag == "VBD" and (owned or before.pos != "ADJ"))


def _hidden_object(reading: Reading, token: Token) -> list[int]:
    """The object of a verb or gerund that the parser takes for a modifier, or the noun after it taken for an adverb."""
    if token.dep in MODIFIERS and (hidden_gerund(reading, token) or misread_verb(reading, token)):
        return spread(reading, [token.head])
    adverbs = reading.kids(token.i, "npadvmod") if token.tag == "VBZ" else []
    return spread(reading, (t.i for t in adverbs if t.i > token.i and t.ent not in WHEN and t.pos in ("NOUN", "PROPN")))


def spread(reading: Reading, heads: Iterable[int]) -> list[int]:
    """The heads, each followed by what is coordinated with it."""
    found: list[int] = []
    for i in heads:
        found.append(i)
        found.extend(spread(reading, (t.i for t in reading.kids(i, "conj") if t.pos not in ("VERB", "AUX"))))
    return found
