"""When and where a deed took place: from its own clause, else from the clause it hangs on, and it says which."""

import datetime
import re

import msgspec

from dateline.coding import Place, Time, When
from dateline.deeds import Deed
from dateline.reading import Reading, Token
from dateline.stages.framing import clause_of
from dateline.stages.sharing import (
    SUBJECTS,
    clauses_of,
    head_token,
    is_indirect,
    of_object,
    own_clause,
    path_in,
    same_sentence,
    same_time,
    setting,
    speaking_beside,
)
from dateline.stages.shifting import shifted_day

YEARS = re.compile(r"^P(\d+)Y$")
Anchored = tuple[tuple[Time, Token], ...]


def when_of(
    deed: Deed, times: tuple[Time, ...], published: datetime.date | None, status: str, reading: Reading
) -> When | None:
    """The days of a deed. `basis` says whether its clause states them, or they are inherited or assumed."""
    here = _with_years([t for t in times if same_sentence(reading, deed.frame.head, t.start)], reading)
    dated = [t for t in here if t.from_ or t.to]
    anchored = tuple((time, token) for time in dated if (token := head_token(reading, time.start, time.end)))
    clauses = clauses_of(deed, reading, status)
    stated = _nearest(deed, anchored, clauses, reading)
    if stated is not None:
        return _when(stated, "stated", reading, published)
    counted = _anniversary(deed, here, published, reading)
    if counted is not None:
        return counted
    for clause in [deed.frame.head, *clauses]:
        shifted = shifted_day(clause, here, dated, published, reading)
        if shifted is not None:
            return shifted
    inherited = (
        _from_below(clauses, anchored, reading)
        or _inherited(deed, anchored, reading)
        or _around(clauses, anchored, reading)
    )
    if inherited is not None:
        since = _since(inherited, clauses, reading)
        return _when(inherited, "inherited", reading, published, since=since)
    return _assumed(published, status)


def where_of(deed: Deed, places: tuple[Place, ...], reading: Reading) -> Place | None:
    """The place of a deed: below its own noun or verb, else in its clause; None where the clause names none."""
    here = [p for p in places if same_sentence(reading, deed.frame.head, p.start)]
    own = {m.span.start for m in deed.places}
    named = [p for p in here if p.start in own]
    if named:
        return named[0]
    anchored = [(p, token) for p in here if (token := _toponym(reading, p))]
    for clause in _steps(deed, reading):
        found = [(_rank(p, t, clause, reading), p) for p, t in anchored if _stands_in(t, clause, deed, reading)]
        if found:
            return min(found, key=lambda x: x[0])[1]
    return _place_above(deed, anchored, reading)


def _when(time: Time, basis: str, reading: Reading, published: datetime.date | None, *, since: bool = False) -> When:
    """The days of a time; "since" leaves the end to the day of publication, "until" the beginning."""
    first, last = time.from_, time.to
    before = reading.tokens[max(reading.tokens_between(time.start, time.end).start - 1, 0)].lower
    if published and (since or before == "since") and last and last <= published.isoformat():
        last = published.isoformat()
    if published and before in ("until", "till") and last:
        first = published.isoformat() if last >= published.isoformat() else None
    return When(from_=first, to=last, text=time.text, start=time.start, end=time.end, basis=basis)


def _since(time: Time, clauses: list[int], reading: Reading) -> bool:
    """Whether a time stands in a clause below the deed's that opens with "since"."""
    clause = clause_of(reading, reading.tokens_between(time.start, time.end).start)
    return clause not in clauses and any(t.lower == "since" for t in reading.kids(clause, "mark"))


def _with_years(times: list[Time], reading: Reading) -> list[Time]:
    """As in "July 26 last year": the day in that year."""
    joined: list[Time] = []
    for time in times:
        day = joined[-1] if joined else None
        if (
            day
            and time.start - day.end == 1
            and _is_year(time)
            and day.type == "DATE"
            and day.from_
            and day.to
            and not _is_year(day)
        ):
            year = str(time.from_)[:4]
            joined[-1] = msgspec.structs.replace(day, text=reading.text[day.start : time.end], end=time.end,
                                                 from_=year + day.from_[4:], to=year + day.to[4:])  # fmt: skip
        else:
            joined.append(time)
    return joined


def _is_year(time: Time) -> bool:
    return bool(
        time.from_
        and time.to
        and time.from_[:4] == time.to[:4]
        and time.from_[5:] == "01-01"
        and time.to[5:] == "12-31"
    )


def _assumed(published: datetime.date | None, status: str) -> When | None:
    """What happened without a date was news on the day; what is to come begins there; the rest is left open."""
    if published is None or status in ("hypothetical", "negated"):
        return None
    day = published.isoformat()
    return When(from_=day, to=day if status == "actual" else None, basis="publication")


def _nearest(deed: Deed, anchored: Anchored, clauses: list[int], reading: Reading) -> Time | None:
    head = reading.tokens[deed.frame.head]
    below = set(reading.subtree(head.i)) if deed.frame.pos != "v" else set()
    for time, token in anchored:
        if token.i in below and own_clause(deed, clause_of(reading, token.i), reading):
            return time
    reduced = _behind_participle(deed, anchored, reading)
    if reduced:
        return reduced
    for clause in clauses:
        found = [(is_indirect(reading, token, clause), abs(time.start - head.start), time) for time, token in anchored
                 if clause_of(reading, token.i) == clause and _tells(deed, token, clause, reading)]  # fmt: skip
        if found:
            return min(found, key=lambda x: x[:2])[2]
    return _right_behind(deed, anchored, reading)


def _tells(deed: Deed, token: Token, clause: int, reading: Reading) -> bool:
    """A time within a noun is the noun's: "the 2015 agreement was scrapped", "condemned Monday's attack"."""
    before = reading.tokens[max(token.i - 1, 0)]
    if token.dep in ("nummod", "compound", "amod") and before.pos != "ADP":
        return False
    if not is_indirect(reading, token, clause):
        return True
    path = path_in(reading, token, clause)
    if path[-1].dep == "nsubjpass" and token.dep == "poss":
        return False
    return not of_object(deed, path, clause, reading) and before.lower != "since"


def _behind_participle(deed: Deed, anchored: Anchored, reading: Reading) -> Time | None:
    """As in "arms seized by the coast guard in a clash on Monday": the time after a bare participle is its own."""
    verb = reading.tokens[deed.frame.head]
    if verb.dep != "acl" or verb.tag != "VBN":
        return None
    for time, token in anchored:
        if token.i > verb.i and not any(t.pos == "VERB" or t.text == "," for t in reading.tokens[verb.i + 1 : token.i]):
            return time
    return None


def _right_behind(deed: Deed, anchored: Anchored, reading: Reading) -> Time | None:
    """As in "He warned last month that …": a time next to the verb is its own, whatever the parser made of it."""
    head = deed.frame.head
    for time, _ in anchored:
        first = reading.tokens_between(time.start, time.end).start
        between = reading.tokens[head + 1 : first]
        if head < first <= head + 3 and all(t.pos in ("ADP", "ADV", "DET", "PART") for t in between):
            return time
    return None


def _anniversary(deed: Deed, times: list[Time], published: datetime.date | None, reading: Reading) -> When | None:
    """As in "75 years since the two states made peace": the year that many years before."""
    verb = reading.tokens[deed.frame.clause]
    since = [t for t in reading.kids(verb.i, "mark", "prep", "advmod") if t.lemma == "since"]
    for time in times if since and published else ():
        match = YEARS.match(time.value)
        if match and time.end <= since[0].start <= time.end + 2 and published and int(match[1]) < published.year:
            year = published.year - int(match[1])
            return When(
                from_=f"{year:04}-01-01",
                to=f"{year:04}-12-31",
                text=time.text,
                start=time.start,
                end=time.end,
                basis="stated",
            )
    return None


def _from_below(clauses: list[int], anchored: Anchored, reading: Reading) -> Time | None:
    """As in "killed 40 people when they stormed the town on Monday": the time of a clause that says when."""
    for clause in same_time(clauses, reading):
        for time, token in anchored:
            if clause_of(reading, token.i) == clause:
                return time
    return None


def _around(clauses: list[int], anchored: Anchored, reading: Reading) -> Time | None:
    """As in "The minister, speaking on Tuesday, accused …"; "On Friday rebels fled and the army took the town"."""
    speaking = [v for c in clauses[:1] for v in speaking_beside(c, reading)]
    for time, token in anchored:
        if clause_of(reading, token.i) in speaking:
            return time
    for verb in (reading.tokens[c] for c in clauses[:1]):
        above = reading.head(verb.i)
        subjects = reading.kids(above.i, *SUBJECTS)
        for time, token in anchored if verb.dep == "conj" and subjects else ():
            if clause_of(reading, token.i) == above.i and token.i < subjects[0].i:
                return time
    return None


def _inherited(deed: Deed, anchored: Anchored, reading: Reading) -> Time | None:
    """As in "in 2008 when X invaded", "days before X invaded": the time of the clause or noun above."""
    verb = reading.tokens[deed.frame.clause]
    for _ in range(3):
        if verb.dep not in ("relcl", "advcl"):
            return None
        for time, _token in anchored:
            if time.start <= reading.head(verb.i).start < time.end:
                return time
        if not {t.lower for t in reading.kids(verb.i, "mark", "advmod")} & setting().tied:
            return None
        verb = reading.tokens[clause_of(reading, reading.head(verb.i).i)]
        found = [time for time, token in anchored if clause_of(reading, token.i) == verb.i]
        if found:
            return found[-1]
    return None


def _steps(deed: Deed, reading: Reading) -> list[int]:
    """The heads below which a deed's place is looked for, nearest first."""
    clauses = clauses_of(deed, reading)
    own = [deed.frame.head] if deed.frame.pos != "v" else []
    return [
        *own,
        *clauses,
        *same_time(clauses, reading),
        *(v for c in clauses[:1] for v in speaking_beside(c, reading)),
    ]


def _stands_in(token: Token, clause: int, deed: Deed, reading: Reading) -> bool:
    """Whether a toponym says where something happened: in the clause of a verb, or below a deed's noun."""
    above = reading.head(token.i)
    if deed.frame.pos == "n" and token.dep == "pobj" and above.lemma == "of" and above.head == deed.frame.head:
        return True  # the invasion of Kuwait
    if not _located(reading, token):
        return False
    if reading.tokens[clause].pos not in ("VERB", "AUX"):
        return token.i in reading.subtree(clause) and clause_of(reading, token.i) == deed.frame.clause
    verb = reading.tokens[clause]
    if verb.dep == "acl" and verb.tag == "VBN" and verb.i < token.i and _unbroken(reading, verb, token):
        return True
    if verb.i != deed.frame.clause and verb.dep == "advcl" and reading.head(token.i).lemma in setting().moving:
        return False
    return clause_of(reading, token.i) == clause and not of_object(
        deed, path_in(reading, token, clause), clause, reading
    )


def _unbroken(reading: Reading, verb: Token, token: Token) -> bool:
    return not any(t.pos == "VERB" or t.text == "," for t in reading.tokens[verb.i + 1 : token.i])


def _rank(place: Place, token: Token, clause: int, reading: Reading) -> tuple[bool, bool, int, bool, bool, int]:
    """Smaller is better: not within the subject, a town before a country, on the verb before on a noun."""
    via = _via(reading, token, clause)
    above = reading.head(token.i)
    within = token.dep in ("compound", "nmod", "poss")
    return via == 2, place.admin1 is None, via, within, above.lemma == "from", place.start


def _via(reading: Reading, token: Token, clause: int) -> int:
    """How a toponym hangs on its verb: 0 by a preposition or as object, 1 through a noun, 2 through the subject."""
    path = path_in(reading, token, clause)
    if any(t.dep in SUBJECTS for t in path):
        return 2
    nouns = [t for t in path[1:] if t.pos in ("NOUN", "PROPN") and t.lemma not in setting().generic]
    return 1 if nouns else 0


def _toponym(reading: Reading, place: Place) -> Token | None:
    """The head of a toponym; None for a country that a deed is directed at: "sanctions on Iran"."""
    token = head_token(reading, place.start, place.end)
    if token and place.admin1 is None and token.dep == "pobj" and reading.head(token.i).lemma in setting().directed:
        return None
    return token


def _place_above(deed: Deed, anchored: list[tuple[Place, Token]], reading: Reading) -> Place | None:
    """As in "in Handlova, where his cabinet had met": the place that the relative clause speaks of."""
    verb = reading.tokens[deed.frame.clause]
    if verb.dep != "relcl" or not any(t.lower == "where" for t in reading.kids(verb.i, "advmod")):
        return None
    head = reading.head(verb.i)
    named = [
        place
        for place, token in anchored
        if token.i == head.i or (token.i < verb.i and token.i in reading.subtree(head.i))
    ]
    return named[0] if named else None


def _located(reading: Reading, token: Token) -> bool:
    """Whether the toponym says where: after a locative preposition, or as object of a verb (visited Harbin)."""
    above = reading.head(token.i)
    while token.dep in ("appos", "conj", "compound", "nmod") and above.pos in ("NOUN", "PROPN"):
        if token.dep in ("compound", "nmod") and above.lemma not in setting().generic:
            return False
        token, above = above, reading.head(above.i)
    if token.dep == "pobj" and above.lemma == "of":
        holder = reading.head(above.i)
        return holder.lemma in setting().generic and _located(reading, holder)
    return token.dep in ("dobj", "nsubjpass") or (token.dep == "pobj" and above.lemma in setting().locative)
