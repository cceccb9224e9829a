"""Reading → frames: predicates with their arguments, read off the syntax once, so that no pattern has to."""

from collections.abc import Iterable

from dateline.frames import Frame, Words
from dateline.lexicon.syntax import syntax
from dateline.reading import Reading, Token
from dateline.stages.subjects import (
    MODIFIERS,
    hidden_gerund,
    is_passive,
    misread_verb,
    objects_of,
    receivers_of,
    spread,
    stray_prepositions,
    subjects_of,
    without_relatives,
)

PREPOSITIONS = ("prep", "agent", "dative")
CLAUSAL = ("ROOT", "relcl", "ccomp", "conj")
CLAUSES = ("xcomp", "ccomp", "advcl", "pcomp")


def find_frames(reading: Reading, words: Words) -> tuple[Frame, ...]:
    """A frame for each verb, and for each noun and adjective that the lexicon knows; in text order."""
    return tuple(frame for token in reading.tokens if (frame := _frame(reading, token, words)))


def _frame(reading: Reading, token: Token, words: Words) -> Frame | None:
    if _acts_as_verb(reading, token):
        return verb_frame(reading, token)
    if token.dep == "amod" and token.pos == "VERB":
        return None
    return _noun_or_adjective(reading, token, words)


def _acts_as_verb(reading: Reading, token: Token) -> bool:
    if token.dep in MODIFIERS and (hidden_gerund(reading, token) or misread_verb(reading, token)):
        return True
    if token.pos == "NOUN":
        return bool(reading.kids(token.i, "nsubj") and reading.kids(token.i, "dobj"))
    return token.dep != "amod" and (token.pos == "VERB" or (token.pos == "AUX" and token.dep in CLAUSAL))


def _noun_or_adjective(reading: Reading, token: Token, words: Words) -> Frame | None:
    if token.lemma in words.nouns and token.pos in ("NOUN", "PROPN") and token.ent != "DATE":
        return noun_frame(reading, token, "n", words.light)
    if token.lemma in words.adjectives and token.pos in ("ADJ", "ADV", "VERB"):
        return noun_frame(reading, token, "a", words.light)
    return None


def verb_frame(reading: Reading, verb: Token) -> Frame:
    """The frame of a verb; passive subjects stand in obj, agents in subj."""
    roles: dict[str, tuple[int, ...]] = {}
    _put(roles, "subj", subjects_of(reading, verb.i))
    _put(roles, "obj", objects_of(reading, verb.i))
    _put(roles, "iobj", receivers_of(reading, verb))
    _put(roles, "attr", spread(reading, (t.i for t in reading.kids(verb.i, "attr", "acomp", "oprd"))))
    _put(roles, "comp", [t.i for t in reading.kids(verb.i, *CLAUSES)])
    _put(roles, "notcomp", [i for i in roles.get("comp", ()) if reading.kids(i, "neg")])
    _put(roles, "aux", [t.i for t in reading.kids(verb.i, "aux")])
    _put(roles, "neg", [t.i for t in reading.kids(verb.i, "neg")])
    clauses = [c for c in reading.kids(verb.i, "ccomp") if c.pos in ("VERB", "AUX")]
    _put(roles, "that", spread(reading, (t.i for c in clauses for t in reading.kids(c.i, "nsubj", "nsubjpass"))))
    _add_prepositions(reading, verb.i, roles)
    for particle in reading.kids(verb.i, "advmod"):
        if particle.lemma in syntax().particles:
            _add_prepositions(reading, particle.i, roles, only_new=True)
    _add_new(reading, stray_prepositions(reading, verb.i), roles)
    _add_inner_prepositions(reading, verb.i, roles)
    for thing in roles.get("obj", ()):
        _add_relative_subject(reading, thing, roles)
        if reading.tokens[thing].head == verb.i or verb.dep in MODIFIERS:
            _add_prepositions(reading, thing, roles, "obj_")
    return Frame(verb.i, "v", _with_particle(reading, verb), roles, verb.i, is_passive(reading, verb))


def noun_frame(reading: Reading, noun: Token, pos: str, light: frozenset[str]) -> Frame:
    """The frame of a noun or adjective that names a deed."""
    roles: dict[str, tuple[int, ...]] = {}
    for role in ("poss", "amod", "compound", "nmod"):
        _put(roles, role, spread(reading, (t.i for t in reading.kids(noun.i, role))))
    _add_prepositions(reading, noun.i, roles)
    _put(roles, "comp", [t.i for t in reading.kids(noun.i, "acl", "ccomp", "xcomp", "relcl")])
    clause = clause_of(reading, noun.i)
    _put(roles, "subj", _noun_subjects(reading, noun, clause, light))
    _add_outer_prepositions(reading, noun, roles)
    _add_inner_prepositions(reading, noun.i, roles)
    return Frame(noun.i, "a" if pos == "a" else "n", noun.lemma, roles, clause, governor=reading.head(noun.i).lemma)


def _add_outer_prepositions(reading: Reading, noun: Token, roles: dict[str, tuple[int, ...]]) -> None:
    """What hangs on the words that govern the noun: "held two days of talks with X", "talks stalled with X"."""
    while (above := reading.head(noun.i)).lemma == "of" and above.pos == "ADP" and above.head != above.i:
        noun = reading.head(above.i)
        _add_prepositions(reading, noun.i, roles, only_new=True)
    subject_alone = noun.dep == "nsubj" and not reading.kids(above.i, "dobj", "ccomp", "xcomp")
    if above.pos in ("VERB", "AUX") and (noun.dep in ("dobj", "nsubjpass", "attr") or subject_alone):
        _add_prepositions(reading, above.i, roles, only_new=True)


def _noun_subjects(reading: Reading, noun: Token, clause: int, light: frozenset[str]) -> list[int]:
    """Who does what a noun names under a light verb: paid a visit, arrived for talks, a raid staged by X."""
    told = [t for t in reading.kids(noun.i, "acl", "relcl") if _is_light(reading, t, light) and is_passive(reading, t)]
    if told:
        return subjects_of(reading, told[0].i)
    above = reading.head(noun.i)
    while above.head != above.i and (above.pos == "ADP" or (above.i != clause and above.dep in ("conj", "dobj"))):
        above = reading.head(above.i)
    if noun.dep in ("nsubj", "poss") or above.i != clause or not _is_light(reading, reading.tokens[clause], light):
        return []
    return [i for i in subjects_of(reading, clause) if i != noun.i]


def _is_light(reading: Reading, verb: Token, light: frozenset[str]) -> bool:
    return verb.lemma in light or _with_particle(reading, verb) in light


def clause_of(reading: Reading, i: int) -> int:
    """The nearest verb above token i, or the root of its sentence; a verb's clause is its own."""
    token = reading.tokens[i]
    if token.pos in ("VERB", "AUX"):
        return i
    for above in reading.ancestors(i):
        if above.pos in ("VERB", "AUX") and above.dep not in ("amod", "compound"):
            return above.i
        token = above
    return token.i


def _add_prepositions(reading: Reading, i: int, roles: dict[str, tuple[int, ...]], prefix: str = "",
                      only_new: bool = False) -> None:  # fmt: skip
    before = frozenset(roles) if only_new else frozenset()
    for adposition in reading.kids(i, *PREPOSITIONS):
        if adposition.pos in ("ADP", "SCONJ", "PART", "ADV", "VERB") and adposition.dep != "agent":
            name, heads = _prepositional(reading, adposition)
            if prefix + name not in before:
                _put(roles, prefix + name, spread(reading, heads))
    if not prefix:
        for agent in reading.kids(i, "agent"):
            _put(roles, "by", spread(reading, (t.i for t in reading.kids(agent.i, "pobj"))))


def _add_inner_prepositions(reading: Reading, i: int, roles: dict[str, tuple[int, ...]]) -> None:
    """As in "clashed with rebels in Kivu": where the parser hangs the place on the rebels, it is the deed's own."""
    parties = [p for p in reading.kids(i, "prep", "agent") if p.lemma in syntax().party]
    for thing in (t for p in parties for t in reading.kids(p.i, "pobj")):
        _add_new(reading, [p for p in reading.kids(thing.i, "prep") if p.lemma in syntax().party - {"of"}], roles)


def _add_new(reading: Reading, adpositions: list[Token], roles: dict[str, tuple[int, ...]]) -> None:
    for adposition in adpositions:
        name, heads = _prepositional(reading, adposition)
        if name not in roles:
            _put(roles, name, spread(reading, heads))


def _prepositional(reading: Reading, adposition: Token) -> tuple[str, list[int]]:
    """The preposition's name and its objects; "out of" keeps its last word, "because of" its first."""
    inner = [t for t in reading.kids(adposition.i, "prep", "pcomp") if t.pos in ("ADP", "SCONJ")]
    heads = [t.i for t in without_relatives(reading, reading.kids(adposition.i, "pobj", "pcomp")) if t not in inner]
    if inner and not heads:
        name, heads = _prepositional(reading, inner[0])
        return (adposition.lemma if adposition.lemma in syntax().reasons else name), heads
    return adposition.lemma, heads


def _add_relative_subject(reading: Reading, thing: int, roles: dict[str, tuple[int, ...]]) -> None:
    """As in "arms that Ukraine uses": Ukraine, for a verb that hands the arms over."""
    for clause in reading.kids(thing, "relcl"):
        subjects = [t.i for t in reading.kids(clause.i, "nsubj") if t.tag not in ("WDT", "WP")]
        _put(roles, "relsubj", subjects)


def _with_particle(reading: Reading, verb: Token) -> str:
    particles = [t.lemma for t in reading.kids(verb.i, "prt")]
    particles += [
        t.lemma for t in reading.kids(verb.i, "advmod") if t.i == verb.i + 1 and t.lemma in syntax().particles
    ]
    return "_".join([verb.lemma, *particles[:1]])


def _put(roles: dict[str, tuple[int, ...]], role: str, heads: Iterable[int]) -> None:
    new = tuple(i for i in heads if i not in roles.get(role, ()))
    if new:
        roles[role] = roles.get(role, ()) + new
