"""Names in the text: known ones by the tables, others by runs of capitals, titles before them and parser labels."""

from collections.abc import Iterator

import msgspec

from dateline.knowledge.folding import agrees_in_case
from dateline.knowledge.index import Ref, as_of
from dateline.stages.casting.ground import Ground, capital
from dateline.stages.casting.runs import LABELS, Run, Sort, find_runs

PREFERENCE = ("state", "former", "demonym", "folk", "person", "org", "capital", "seat", "region")


class Name(msgspec.Struct, frozen=True):
    """Tokens [first, last) that name something; `at` is its place in the tables, -1 for none."""

    first: int
    last: int
    sort: Sort
    at: int = -1
    titled: bool = False
    """Whether a title or Mr stands directly before it."""
    others: tuple[Ref, ...] = ()
    """What else a known name may mean."""


def find_names(ground: Ground) -> list[Name]:
    """All names, in order, none overlapping."""
    known = _known(ground)
    starts = {n.first: n for n in known}
    covered = {i for n in known for i in range(n.first, n.last)}
    found: list[Name] = []
    for run in find_runs(ground, covered):
        found.extend(_of_run(ground, run, starts))
    return found


def _known(ground: Ground) -> list[Name]:
    """Names of the tables, the longest first from left to right."""
    found: list[Name] = []
    tokens, done = ground.reading.tokens, 0
    for sentence in ground.reading.sentences:
        for i in range(sentence.first, sentence.last):
            if i < done or not (capital(tokens[i]) or tokens[i].text[:1].isdigit() or tokens[i].lower in ("al", "al-")):
                continue
            n, refs = ground.index.longest(ground.folded, i, sentence.last)
            if n and (name := _sensible(ground, i, i + n, refs)):
                found.append(name)
                done = i + n
    return found


def _sensible(ground: Ground, first: int, last: int, refs: tuple[Ref, ...]) -> Name | None:
    text = ground.text(first, last)
    if first and last - first == 1 and ground.is_in("wider", ground.reading.tokens[first - 1].text):
        return None
    fit = [r for r in refs if agrees_in_case(text, r.acronym) and _exists(ground, r)]
    people = bool(fit) and all(r.sense in ("demonym", "folk") for r in fit)
    plural = people and last - first == 1 and ground.reading.tokens[first].tag in ("NNS", "NNPS")
    if not fit or (_is_common(ground, first, last) and not plural):
        return None
    fit.sort(key=lambda r: (PREFERENCE.index(r.sense), not _spelt_so(ground, r, text), not r.official))
    return Name(first, last, fit[0].sense, fit[0].at, others=tuple(fit[1:]))


def _spelt_so(ground: Ground, ref: Ref, text: str) -> bool:
    """Whether a body is spelt like the text, sign for sign: OPEC, not OPEC+."""
    if ref.sense != "org":
        return True
    body = ground.index.organisations[ref.at]
    return text in (body.name, *body.acronyms, *body.aliases)


def _exists(ground: Ground, ref: Ref) -> bool:
    return ref.sense != "org" or as_of(ground.index.organisations[ref.at], ground.day)


def _is_common(ground: Ground, first: int, last: int) -> bool:
    """A common word that only opens the sentence: "Polish" as a verb, "Chad" is none."""
    token = ground.reading.tokens[first]
    if last - first > 1 or token.ent or ground.text(first, last).isupper():
        return False
    opens = first == ground.reading.sentences[token.sentence].first
    return token.pos in ("VERB", "AUX", "ADP", "SCONJ", "DET", "PRON", "ADV", "INTJ") or (opens and token.pos == "NOUN")


def _of_run(ground: Ground, run: Run, known: dict[int, Name]) -> Iterator[Name]:
    """Take a run apart: known names, titles to be left out, the rest as one name."""
    i, titled = run.first, _title_before(ground, run.first)
    while i < run.last:
        name = known.get(i)
        if name is None and (longer := _absorbing(ground, i, run, known)):
            yield Name(i, longer, "org")
            i, titled = longer, False
            continue
        if name is not None and (foreign := _foreign_namesake(ground, name, known.get(name.last))):
            yield Name(i, foreign, "org")
            i, titled = foreign, False
            continue
        if name is not None:
            name = _with_suffix(ground, _widened(ground, name, run, known))
            yield msgspec.structs.replace(name, titled=titled) if name.sort == "person" else name
            i, titled = name.last, False
            continue
        stop = min((k for k in known if i < k < run.last), default=run.last)
        if stop < run.last and _family_of_place(ground, i, stop, known[stop], run, titled):
            yield Name(i, known[stop].last, "person", titled=titled)
            i, titled = known[stop].last, False
            continue
        if (organisation := _organisation_end(ground, i, stop)) and not titled:
            yield Name(i, organisation, "org")
            i = organisation
            continue
        if title := _title_end(ground, i, stop):
            if owner := _owner_end(ground, i, title):
                yield Name(i, owner, "org")
            i, titled = title, True
            continue
        if (made := None if _is_noun(ground, i, stop) else _unknown(ground, i, stop, titled)) is not None:
            yield _with_suffix(ground, made)
        i, titled = stop, False


def _is_noun(ground: Ground, first: int, last: int) -> bool:
    """Whether several capitals are a noun for a body, written large: the Turkish | General Staff."""
    hit = ground.agents.agent_at(ground.lemmas, last - 1, first)
    return bool(hit and hit[0] == last - first > 1 and hit[1].collective)


def _with_suffix(ground: Ground, name: Name) -> Name:
    """Jr., III and the like belong to the person's name before them, and what a hyphen ties to it: Park Sang-hak."""
    tokens, last = ground.reading.tokens, name.last
    after = tokens[last : last + 2] if name.sort == "person" else ()
    tied = len(after) == 2 and tokens[last - 1].end == after[0].start and after[0].end == after[1].start
    if tied and after[0].text == "-" and after[1].text.islower():
        last += 2
    last += name.sort == "person" and last < len(tokens) and ground.is_in("suffixes", tokens[last].text)
    return msgspec.structs.replace(name, last=last)


def _foreign_namesake(ground: Ground, name: Name, after: Name | None) -> int:
    """Where a body's name ends that only sounds like another state's: Azurian Labour Party; 0 for none."""
    if after is None or after.sort != "org" or name.sort not in ("state", "demonym"):
        return 0
    country = ground.index.organisations[after.at].country
    return after.last if country in ground.index.by_code and country != ground.index.states[name.at].code else 0


def _absorbing(ground: Ground, first: int, run: Run, known: dict[int, Name]) -> int:
    """Where a body's name ends whose last words are a known name: Bank of China, African National Congress; 0: none."""
    tokens, end = ground.reading.tokens, first + 1
    if tokens[first].ent != "ORG":
        return 0
    while end < run.last and tokens[end].ent == "ORG" and not tokens[end].ent_first:
        end += 1
    inner = [n for k, n in known.items() if first < k < end]
    short = all(n.sort == "org" or n.last - n.first == 1 for n in inner)
    if len(inner) != 1 or not short or inner[0].last != end or inner[0].sort == "person":
        return 0
    return 0 if _title_end(ground, first, inner[0].first) else end


def _family_of_place(ground: Ground, first: int, stop: int, name: Name, run: Run, titled: bool) -> bool:
    """Whether a known place, people or company is only somebody's family name: Volker Turk, manager Jo Steinhoff."""
    if (
        name.sort not in ("demonym", "capital", "region", "state", "seat", "org")
        or name.last != run.last
        or stop - first > 2
    ):
        return False
    if name.sort == "org" and ground.text(name.first, name.last).isupper():
        return False
    return (titled or ground.given(ground.folded[first]) is not None) and name.last - name.first == 1


def _title_before(ground: Ground, first: int) -> bool:
    """Whether the word before a run is a title, an honorific or a job: defence minister Andrei …"""
    if first == ground.reading.sentences[ground.reading.tokens[first].sentence].first:
        return False
    before = ground.reading.tokens[first - 1]
    if before.text in ground.agents.words.honorifics:
        return True
    found = ground.agents.agent_at(ground.lemmas, first - 1)
    return bool(found and found[1].title and before.tag in ("NN", "NNP", "NNPS", "JJ"))


def _title_end(ground: Ground, first: int, last: int) -> int:
    """Where a title at the beginning of a run ends; 0 for none: Deputy Transport Minister | John Mwangi."""
    tokens = ground.reading.tokens
    for i in range(first, last):
        if tokens[i].text in ground.agents.words.honorifics:
            return i + 1
        if i in ground.spread and ground.spread[i][0] <= last:
            return ground.spread[i][0]
        found = ground.agents.agent_at(ground.lemmas, i, first)
        longer = i + 1 < last and ground.agents.agent_at(ground.lemmas, i + 1, first)
        if found and found[1].title and not (longer and longer[0] > 1):
            return i + 1
    return 0


def _owner_end(ground: Ground, first: int, last: int) -> int:
    """Where a company's name before a title ends: Acme | CEO Jane Roe; 0 for none."""
    tokens, end = ground.reading.tokens, first
    found = ground.agents.agent_at(ground.lemmas, last - 1, first)
    trade = bool(found and found[1].sector == ["BUS"])
    limit = last - (found[0] if found else 1)
    while (
        end < limit
        and (tokens[end].ent == "ORG" or (trade and tokens[end].pos == "PROPN"))
        and ground.agents.agent_at(ground.lemmas, end) is None
    ):
        if ground.lemmas[end] in ground.agents.modifiers:
            return 0
        end += 1
    return end if end > first else 0


def _organisation_end(ground: Ground, first: int, last: int) -> int:
    """Where a body's name ends by its last word (Ministry, Airways, Front); 0 for none. One word alone is no name."""
    tokens = ground.reading.tokens
    best = 0
    for i in range(first + 1, last):
        hit = ground.agents.agent_at(ground.lemmas, i, first)
        if hit and hit[0] > 1 and hit[1].title:
            return best if best <= i - hit[0] + 1 else 0
        if head_sectors(ground, tokens[i].text) is not None:
            best = i + 1
    if best and "of" in [t.lower for t in tokens[best:last]]:
        return last
    return best if best and not _is_person_run(ground, first, best) else 0


def _is_person_run(ground: Ground, first: int, last: int) -> bool:
    tokens = ground.reading.tokens
    return tokens[last - 1].ent == "PERSON" and ground.given(ground.folded[first]) is not None


def head_sectors(ground: Ground, word: str) -> tuple[str, ...] | None:
    """The sectors that the last word of a body's name gives; None where it gives nothing."""
    for sector, heads in ground.agents.words.organisation_heads.items():
        if word in heads:
            return (sector,)
    return None


def _widened(ground: Ground, name: Name, run: Run, known: dict[int, Name]) -> Name:
    """A state's or town's name that only opens a longer one: Israel Katz, Kenya Airways, Bank of …"""
    tokens, last = ground.reading.tokens, name.last
    if name.sort == "person" or last >= run.last or last in known:
        return name
    stop = min((k for k in known if last <= k < run.last), default=run.last)
    if name.sort == "org" and _opens_person(ground, name, stop):
        return Name(name.first, stop, "person")
    if name.sort == "org" and not _one_entity(ground, name.first, last):
        return name
    if name.sort != "org" and (end := _organisation_end(ground, name.first, stop)) and end > last:
        return Name(name.first, end, "org", -1) if not _title_end(ground, last, end) else name
    label = tokens[name.first].ent
    end = last
    while end < stop and tokens[end].ent == label and not tokens[end].ent_first and label:
        end += 1
    if end == last or _title_end(ground, last, end) or label not in ("PERSON", "ORG", "FAC", "LOC"):
        return name
    return Name(name.first, end, LABELS[label])


def _opens_person(ground: Ground, name: Name, stop: int) -> bool:
    """A newspaper's or party's name that is a first name here, by the parser: Dawn Sturgess."""
    tokens = ground.reading.tokens
    inside = all(tokens[i].ent == "PERSON" for i in range(name.first, stop))
    return inside and name.last - name.first == 1 and 1 <= stop - name.last <= 2 and tokens[name.first].text.istitle()


def _one_entity(ground: Ground, first: int, last: int) -> bool:
    tokens = ground.reading.tokens
    return last < len(tokens) and tokens[last].ent == tokens[first].ent == "ORG" and not tokens[last].ent_first


def _unknown(ground: Ground, first: int, last: int, titled: bool) -> Name | None:
    """A name that no table has, by what stands before it, its first word and the parser's labels."""
    tokens = ground.reading.tokens
    labels = [tokens[i].ent for i in range(first, last) if tokens[i].ent in LABELS]
    label = max(sorted(set(labels)), key=labels.count) if labels else ""
    town = ground.agents.towns.get("".join(ground.folded[first:last]))
    if last - first == 1 and label in ("", "ORG") and not titled and ground.agents.agent_at(ground.lemmas, first):
        return None
    if titled and label in ("", "PERSON", "ORG", "GPE", "NORP"):
        return Name(first, last, "person", titled=True)
    if town:
        return Name(first, last, "town")
    words = sum(capital(tokens[i]) for i in range(first, last))
    sure = ground.folded[first] in ground.agents.given
    if (sure or (label != "GPE" and ground.given(ground.folded[first]) is not None)) and (
        1 < words <= 4 and label in ("", "ORG", "GPE", "PERSON")
    ):
        return Name(first, last, "person")
    if label in ("", "PERSON", "GPE") and _before_trade(ground, last):
        return Name(first, last, "org")
    return Name(first, last, LABELS[label]) if label else _plain(ground, first, last)


def _before_trade(ground: Ground, i: int) -> bool:
    """Whether a business title follows, which makes the name before it a company's: Vale chief executive."""
    for end in range(i, min(i + 3, len(ground.lemmas))):
        found = ground.agents.agent_at(ground.lemmas, end, i)
        if found and found[1].title and found[1].sector == ["BUS"] and end - found[0] + 1 == i:
            return ground.reading.tokens[i].text[:1].islower()
    return False


def _plain(ground: Ground, first: int, last: int) -> Name | None:
    """Capitals that the parser gives no label: one word may still be somebody's family name."""
    tokens = ground.reading.tokens
    if (
        all(tokens[i].pos == "PROPN" or tokens[i].text in ground.proper for i in range(first, last))
        and last - first <= 3
    ):
        return Name(first, last, "people", at=-2)
    return None
