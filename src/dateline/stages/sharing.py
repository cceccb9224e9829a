"""Which clauses share the time and place of a deed, and whose a time or place within a clause is."""

from functools import cache

import msgspec

from dateline.deeds import Deed
from dateline.reading import Reading, Token
from dateline.resources import DATA, load
from dateline.stages.framing import clause_of
from dateline.stages.standing_words import Standing, load_standing

SUBJECTS = ("nsubj", "nsubjpass")


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/setting.yaml."""

    locative: frozenset[str]
    directed: frozenset[str]
    generic: frozenset[str]
    tied: frozenset[str]
    same_time: frozenset[str]
    spoken: frozenset[str]
    speaking: frozenset[str]
    joining: frozenset[str]
    measures: frozenset[str]
    occasion: frozenset[str]
    moving: frozenset[str]


@cache
def setting() -> Setting:
    """The word lists, read once. Raises DataError."""
    return load(DATA / "lexicon/en/setting.yaml", Setting)


@cache
def _standing() -> Standing:
    return load_standing()


def same_sentence(reading: Reading, i: int, offset: int) -> bool:
    """Whether a character offset lies in the sentence of token i."""
    sentence = reading.sentences[reading.tokens[i].sentence]
    return sentence.start <= offset < sentence.end


def head_token(reading: Reading, start: int, end: int) -> Token | None:
    """The token of [start, end) whose head lies outside it."""
    inside = reading.tokens_between(start, end)
    for i in inside:
        if reading.tokens[i].head not in inside or reading.tokens[i].head == i:
            return reading.tokens[i]
    return None


def clauses_of(deed: Deed, reading: Reading, status: str = "actual") -> list[int]:
    """The deed's clause, then those that share its time and place.

    They are the verb that it completes or is coordinated with, the verb whose purpose it tells, and coordinates without
    a subject of their own. A noun has its verb's clause where the two happen together.
    """
    if deed.frame.pos != "v" and not _together(deed, reading):
        return []
    chain = [deed.frame.clause]
    token = reading.tokens[deed.frame.clause]
    chain += [t.i for t in reading.kids(token.i, "conj") if t.pos == "VERB" and not reading.kids(t.i, *SUBJECTS)]
    while _shares(reading, token, status) and reading.head(token.i).pos in ("VERB", "AUX"):
        token = reading.head(token.i)
        chain.append(token.i)
    return chain


def _together(deed: Deed, reading: Reading) -> bool:
    """Whether a deed's noun happens when and where its verb does: held talks, the attack killed, arrived for talks."""
    noun = reading.tokens[deed.frame.head]
    while noun.dep == "conj" and reading.head(noun.i).pos == "NOUN":
        noun = reading.head(noun.i)
    above = reading.head(noun.i)
    if noun.dep == "pobj" and reading.head(above.i).lemma in setting().measures:
        noun, above = reading.head(above.i), reading.head(reading.head(above.i).i)
    if noun.dep == "pobj":
        return above.lemma in setting().joining and reading.head(above.i).pos in ("VERB", "AUX")
    carrying = above.lemma in _standing().carrying | _standing().occurring | _standing().planned
    return noun.dep == "nsubj" or (noun.dep in ("dobj", "attr", "nsubjpass") and carrying)


def _shares(reading: Reading, token: Token, status: str) -> bool:
    above = reading.head(token.i)
    if token.dep == "xcomp":
        told_before = status != "actual" and above.tag in ("VBD", "VBN") and not reading.kids(above.i, "auxpass")
        return not told_before
    if token.dep == "conj":
        return not reading.kids(token.i, *SUBJECTS)
    return token.dep == "advcl" and not reading.kids(token.i, "mark", "nsubj", "nsubjpass", "advmod")


def own_clause(deed: Deed, clause: int, reading: Reading) -> bool:
    """Whether a verb is that of a noun's clause, or says that it took place: "an attack that happened on Monday"."""
    verb = reading.tokens[clause]
    return clause == deed.frame.clause or (verb.head == deed.frame.head and verb.lemma in _standing().occurring)


def is_indirect(reading: Reading, token: Token, clause: int) -> bool:
    """Whether a time or place hangs on a noun of the clause rather than on its verb."""
    above = reading.head(token.i)
    while above.pos in ("ADP", "ADV", "SCONJ") and above.i != clause and above.head != above.i:
        above = reading.head(above.i)
    return above.i != clause


def path_in(reading: Reading, token: Token, clause: int) -> list[Token]:
    """The token and what stands above it in its clause, without the clause's verb."""
    return [token, *(a for a in reading.ancestors(token.i) if clause_of(reading, a.i) == clause and a.i != clause)]


def of_object(deed: Deed, path: list[Token], clause: int, reading: Reading) -> bool:
    """Whether a time or place belongs to what a deed of words is about: "condemned the attack in Kano"."""
    if deed.event.split("/")[0] not in setting().spoken or clause != deed.frame.clause:
        return False
    return not ((path[-1].dep in SUBJECTS and len(path) > 1) or path[-1].lemma in setting().occasion)


def same_time(clauses: list[int], reading: Reading) -> list[int]:
    """Verbs of the clauses that say when the deed happened: "when they stormed the town"."""
    found = []
    for above in clauses:
        for clause in reading.kids(above, "advcl"):
            if {t.lower for t in reading.kids(clause.i, "mark", "advmod")} & setting().same_time:
                found.append(clause.i)
            elif not reading.kids(clause.i, *SUBJECTS, "mark"):
                found += same_time([clause.i], reading)
    return found


def speaking_beside(verb: int, reading: Reading) -> list[int]:
    """Participles beside a verb that tell where and when its subject speaks."""
    beside = [*reading.kids(verb, "advcl"), *(t for s in reading.kids(verb, "nsubj") for t in reading.kids(s.i, "acl"))]
    return [t.i for t in beside if t.tag == "VBG" and t.lemma in setting().speaking]
