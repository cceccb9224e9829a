"""When and where a deed took place: from its own clause, else from the clause it hangs on, and it says which."""

import datetime
import re

from dateline.coding import Place, Time, When
from dateline.deeds import Deed
from dateline.reading import Reading, Token
from dateline.stages.framing import clause_of
from dateline.stages.shifting import shifted_day

LOCATIVE = frozenset(("in", "at", "into", "to", "near", "on", "inside", "outside", "from", "around", "across", "over", "off", "through",
                      "along", "within", "toward", "towards", "for", "throughout", "of", "against", "between"))  # fmt: skip
TIED = frozenset(("when", "before", "after", "as", "while"))
YEARS = re.compile(r"^P(\d+)Y$")


def when_of(deed: Deed, times: tuple[Time, ...], published: datetime.date | None, status: str, reading: Reading) -> When | None:
    """The days of a deed. `basis` says whether its clause states them, or they are inherited or assumed."""
    here = [t for t in times if _same_sentence(reading, deed.frame.head, t.start)]
    dated = [t for t in here if t.type in ("DATE", "TIME") and (t.from_ or t.to)]
    stated = _nearest(deed, dated, reading)
    if stated is not None:
        return _when(stated, "stated")
    since = _anniversary(deed, here, published, reading)
    if since is not None:
        return since
    for clause in _clauses(deed, reading):
        shifted = shifted_day(clause, here, dated, published, reading)
        if shifted is not None:
            return shifted
    inherited = _from_below(deed, dated, reading) or _inherited(deed, dated, reading)
    if inherited is not None:
        return _when(inherited, "inherited")
    return _assumed(published, status)


def where_of(deed: Deed, places: tuple[Place, ...], reading: Reading) -> Place | None:
    """The place of a deed: below its own noun or verb, else in its clause; None where the clause names none."""
    here = [p for p in places if _same_sentence(reading, deed.frame.head, p.start)]
    own = {m.span.start for m in deed.places}
    chosen = [p for p in here if p.start in own] or _below(deed, here, reading) or _in_clause(deed, here, reading)
    return chosen[0] if chosen else None


def _when(time: Time, basis: str) -> When:
    return When(from_=time.from_, to=time.to, text=time.text, start=time.start, end=time.end, basis=basis)


def _assumed(published: datetime.date | None, status: str) -> When | None:
    """What happened without a date was news on the day; what is to come begins there; the rest is left open."""
    if published is None or status in ("hypothetical", "negated"):
        return None
    day = published.isoformat()
    return When(from_=day, to=day if status == "actual" else None, basis="publication")


def _same_sentence(reading: Reading, i: int, offset: int) -> bool:
    sentence = reading.sentences[reading.tokens[i].sentence]
    return sentence.start <= offset < sentence.end


def _token(reading: Reading, start: int, end: int) -> Token | None:
    """The token of [start, end) whose head lies outside it."""
    inside = reading.tokens_between(start, end)
    for i in inside:
        if reading.tokens[i].head not in inside or reading.tokens[i].head == i:
            return reading.tokens[i]
    return None


def _clauses(deed: Deed, reading: Reading) -> list[int]:
    """The deed's clause, then those that share its time and place: the verb that it completes or is coordinated with, the verb whose
    purpose it tells, and coordinates without a subject of their own."""
    chain = [deed.frame.clause]
    token = reading.tokens[deed.frame.clause]
    chain += [t.i for t in reading.kids(token.i, "conj") if t.pos == "VERB" and not reading.kids(t.i, "nsubj", "nsubjpass")]
    while _shares(reading, token) and reading.head(token.i).pos in ("VERB", "AUX"):
        token = reading.head(token.i)
        chain.append(token.i)
    return chain


def _shares(reading: Reading, token: Token) -> bool:
    if token.dep in ("xcomp", "conj"):
        return True
    return token.dep == "advcl" and not reading.kids(token.i, "mark", "nsubj", "nsubjpass", "advmod")


def _nearest(deed: Deed, times: list[Time], reading: Reading) -> Time | None:
    heads = [(time, token) for time in times if (token := _token(reading, time.start, time.end))]
    below = set(reading.subtree(deed.frame.head)) if deed.frame.pos != "v" else set()
    for time, token in heads:
        if token.i in below:
            return time
    for clause in _clauses(deed, reading):
        found = [time for time, token in heads if clause_of(reading, token.i) == clause]
        if found:
            return min(found, key=lambda t: abs(t.start - reading.tokens[deed.frame.head].start))
    return _right_behind(deed, heads, reading)


def _right_behind(deed: Deed, heads: list[tuple[Time, Token]], reading: Reading) -> Time | None:
    """"He warned last month that …": a time next to the verb is its own, whatever the parser made of it."""
    head = deed.frame.head
    for time, _ in heads:
        first = reading.tokens_between(time.start, time.end).start
        between = reading.tokens[head + 1 : first]
        if head < first <= head + 3 and all(t.pos in ("ADP", "ADV", "DET", "PART") for t in between):
            return time
    return None


def _anniversary(deed: Deed, times: list[Time], published: datetime.date | None, reading: Reading) -> When | None:
    """"75 years since the two states made peace": the year that many years before."""
    verb = reading.tokens[deed.frame.clause]
    since = [t for t in reading.kids(verb.i, "mark", "prep", "advmod") if t.lemma == "since"]
    for time in times if since and published else ():
        match = YEARS.match(time.value)
        if match and time.end <= since[0].start <= time.end + 2 and published:
            year = published.year - int(match[1])
            return When(from_=f"{year}-01-01", to=f"{year}-12-31", text=time.text, start=time.start, end=time.end, basis="stated")
    return None


def _from_below(deed: Deed, times: list[Time], reading: Reading) -> Time | None:
    """"killed 40 people when they stormed the town on Monday": the time of a clause that says when."""
    for clause in (c for above in _clauses(deed, reading) for c in reading.kids(above, "advcl")):
        if {t.lower for t in reading.kids(clause.i, "mark", "advmod")} & {"when", "as", "while"}:
            for time in times:
                token = _token(reading, time.start, time.end)
                if token is not None and clause_of(reading, token.i) == clause.i:
                    return time
    return None


def _inherited(deed: Deed, times: list[Time], reading: Reading) -> Time | None:
    """"in 2008 when X invaded", "days before X invaded": the time of the clause above, or of the noun it modifies."""
    verb = reading.tokens[deed.frame.clause]
    for _ in range(3):
        if verb.dep not in ("relcl", "advcl"):
            return None
        for time in times:
            if time.start <= reading.head(verb.i).start < time.end:
                return time
        if not {t.lower for t in reading.kids(verb.i, "mark", "advmod")} & TIED:
            return None
        verb = reading.tokens[clause_of(reading, reading.head(verb.i).i)]
        found = [t for t in times if (token := _token(reading, t.start, t.end)) and clause_of(reading, token.i) == verb.i]
        if found:
            return found[-1]
    return None


def _below(deed: Deed, places: list[Place], reading: Reading) -> list[Place]:
    below = set(reading.subtree(deed.frame.head))
    return [p for p in places if (t := _token(reading, p.start, p.end)) and t.i in below and _located(reading, t)
            and (deed.frame.pos != "v" or clause_of(reading, t.i) == deed.frame.clause)]  # fmt: skip


def _in_clause(deed: Deed, places: list[Place], reading: Reading) -> list[Place]:
    for clause in _clauses(deed, reading):
        found = [p for p in places if (t := _token(reading, p.start, p.end)) and clause_of(reading, t.i) == clause and _located(reading, t)]
        if found:
            return found
    return []


def _located(reading: Reading, token: Token) -> bool:
    """Whether the toponym says where: after a locative preposition, or as object of a verb (visited Harbin)."""
    above = reading.head(token.i)
    while token.dep in ("appos", "conj", "compound", "nmod") and above.pos in ("NOUN", "PROPN"):
        token, above = above, reading.head(above.i)
    return token.dep == "dobj" or (token.dep == "pobj" and above.lemma in LOCATIVE)
