"""Pronouns → entities: he, she, they, it by number, gender, nearness and role; I and we by the speaker."""

from itertools import islice

from dateline.reading import Reading
from dateline.stages.casting.discourse import Discourse, Seen
from dateline.stages.casting.drafts import Draft
from dateline.stages.casting.ground import Ground
from dateline.stages.casting.sets import fill_set

MALE, FEMALE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
THEY, IT = ("they", "them", "their", "theirs", "themselves"), ("it", "its", "itself")
FIRST = ("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves")
THIRD = frozenset(MALE + FEMALE + THEY + IT)
SUBJECTS = ("nsubj", "nsubjpass")


def resolve_pronoun(discourse: Discourse, i: int) -> Draft | None:
    """The entity that a pronoun takes up; None where nothing fits."""
    word = discourse.ground.reading.tokens[i].lower
    if word in MALE or word in FEMALE:
        return _person(discourse, i, "m" if word in MALE else "f")
    if word in THEY:
        return _several(discourse, i)
    return _thing(discourse, i)


def _person(discourse: Discourse, i: int, gender: str) -> Draft | None:
    def fits(seen: Seen, draft: Draft) -> bool:
        person = draft.kind == "person" and not draft.plural and draft.gender in (gender, None)
        return person and not seen.modifier and not _barred(discourse, i, seen)

    found = discourse.best(i, 3, fits) or _ahead(discourse, i, gender)
    if found is not None and found.gender is None:
        found.gender = gender
        found.learn("text:pronoun")
    return found


def _ahead(discourse: Discourse, i: int, gender: str) -> Draft | None:
    """In his speech, Putin said: a pronoun before the subject that it stands for."""
    reading = discourse.ground.reading
    root = reading.sentences[reading.tokens[i].sentence].root
    for subject in reading.kids(root, *SUBJECTS):
        mention = discourse.book.inside.get(subject.i)
        if mention is not None and subject.i > i:
            draft = discourse.book.of(mention)
            if draft.kind == "person" and draft.gender in (gender, None):
                return draft
    return None


def _barred(discourse: Discourse, i: int, seen: Seen) -> bool:
    """What a pronoun cannot stand for: its verb's other argument, or the one who quotes it."""
    reading = discourse.ground.reading
    token, other = reading.tokens[i], reading.tokens[seen.token]
    if token.lower.endswith(("self", "selves")):
        return False
    if token.dep == "poss" and reading.tokens[token.head].dep == "appos" and reading.tokens[token.head].head == other.i:
        return True
    if token.dep != "poss" and other.head == token.head and other.i != token.i and other.dep != "poss":
        return True
    if token.dep == "pobj" and other.head == reading.tokens[token.head].head and other.dep in (*SUBJECTS, "dobj"):
        return True
    if token.dep in SUBJECTS and other.i in reading.subtree(token.head) and other.dep in ("dobj", "pobj", "attr"):
        return True
    return (
        _quoted_by(discourse.ground, i, seen.token)
        or _quotes(discourse.ground, i, seen.token)
        or _governs(reading, i, other.i)
    )


def _quotes(ground: Ground, i: int, other: int) -> bool:
    """Who says something in quotation marks is not the one that the quotation speaks of: "this man …," he said."""
    if ground.quoted[i] or not ground.quoted[other]:
        return False
    tokens = ground.reading.tokens
    near = abs(tokens[i].sentence - tokens[other].sentence) <= 1
    return near and tokens[i].dep in SUBJECTS and ground.is_in("speech", tokens[tokens[i].head].lemma)


def _governs(reading: Reading, i: int, other: int) -> bool:
    """Whether another is the unspoken subject of the pronoun's verb: A called B to press him (not A)."""
    token = reading.tokens[i]
    if token.dep not in ("dobj", "pobj", "dative"):
        return False
    verb = next((t for t in reading.ancestors(i) if t.pos == "VERB"), None)
    while verb is not None and verb.dep in ("xcomp", "advcl", "conj") and not reading.kids(verb.i, *SUBJECTS):
        verb = reading.tokens[verb.head]
    return verb is not None and any(k.i == other for k in reading.kids(verb.i, *SUBJECTS))


def _quoted_by(ground: Ground, i: int, other: int) -> bool:
    """The speaker does not call himself he: a pronoun in quotation marks, the other the subject of saying outside."""
    if not ground.quoted[i] or ground.quoted[other]:
        return False
    tokens = ground.reading.tokens
    if abs(tokens[i].sentence - tokens[other].sentence) > 1:
        return False
    return tokens[other].dep in SUBJECTS and ground.is_in("speech", tokens[tokens[other].head].lemma)


def _several(discourse: Discourse, i: int) -> Draft | None:
    joined = _joined(discourse, i)

    def fits(seen: Seen, draft: Draft) -> bool:
        many = draft.plural or draft.kind == "set" or (draft.kind == "org" and draft.sector[:1] == ("COP",))
        return many and not seen.modifier and draft.kind != "place" and not _barred(discourse, i, seen)

    found = discourse.best(i, 2, fits)
    if (
        joined is not None
        and (found is None or _is_acting(discourse, joined[-1]))
        and (found is None or _last_seen(discourse, found) < _last_seen(discourse, joined[-1]))
    ):
        key = "set:" + ",".join(str(m) for m in sorted(d.index for d in joined))
        draft = discourse.book.draft(key, "; ".join(d.name for d in joined), "set")
        return fill_set(draft, joined, "coreference:they")
    return found


def _is_acting(discourse: Discourse, draft: Draft) -> bool:
    """Whether it was last seen as a subject: only then do names joined by "and" come before a plural group."""
    return next((s.role in ("subject", "passive") for s in reversed(discourse.seen) if s.entity == draft.index), False)


def _last_seen(discourse: Discourse, draft: Draft) -> int:
    return next((s.token for s in reversed(discourse.seen) if s.entity == draft.index), -1)


def _joined(discourse: Discourse, i: int) -> list[Draft] | None:
    """The last names joined by "and", in this sentence or the one before."""
    reading = discourse.ground.reading
    for seen in discourse.back(reading.tokens[i].sentence, 1):
        if reading.tokens[seen.token].dep != "conj" or seen.modifier:
            continue
        first = reading.tokens[seen.token]
        while first.dep == "conj":
            first = reading.tokens[first.head]
        group = [s for s in discourse.seen[-30:] if s.token == first.i or (reading.tokens[s.token].head == first.i
                 and reading.tokens[s.token].dep == "conj") or s.token == seen.token]  # fmt: skip
        drafts = list({s.entity: discourse.draft(s) for s in group}.values())
        if len(drafts) > 1 and all(d.kind in ("person", "state", "org", "group") for d in drafts):
            return drafts
    return None


def _thing(discourse: Discourse, i: int) -> Draft | None:
    if _empty(discourse.ground, i):
        return None
    possessive = discourse.ground.reading.tokens[i].lower == "its"

    def fits(seen: Seen, draft: Draft) -> bool:
        thing = draft.kind in ("state", "org") or (draft.kind == "group" and not draft.plural)
        return (
            thing
            and not _is_vague(discourse, draft)
            and not (seen.modifier and not possessive)
            and not _barred(discourse, i, seen)
            and not _plural_subject(discourse, i, seen)
        )

    return discourse.best(i, 1, fits)


def _is_vague(discourse: Discourse, draft: Draft) -> bool:
    """Capitals named once of which nothing is known: hardly what "it" takes up."""
    known = draft.source or draft.sector or draft.country or draft.kind != "org"
    return not known and discourse.counts.get(draft.index, 0) < 2


def _plural_subject(discourse: Discourse, i: int, seen: Seen) -> bool:
    """One of several joined subjects is not "its": the United States and its allies imposed … for its invasion."""
    reading = discourse.ground.reading
    chain = (reading.tokens[seen.token], *islice(reading.ancestors(seen.token), 3))
    subject = next((t for t in chain if t.dep in SUBJECTS), None)
    if subject is None or not any(k.dep == "conj" for k in reading.kids(subject.i)):
        return False
    return i not in reading.subtree(subject.i)


def _empty(ground: Ground, i: int) -> bool:
    """It was clear that …; it is raining: nobody."""
    tokens = ground.reading.tokens
    token = tokens[i]
    if token.dep == "expl":
        return True
    if token.lower != "it":
        return False
    verb = tokens[token.head]
    below = ground.reading.kids(verb.i)
    clause = any(k.dep in ("ccomp", "xcomp", "advcl", "csubj", "acl") for k in below)
    if verb.lemma == "be" and any(k.dep == "attr" for k in below):
        return True
    linked = verb.lemma in ("be", "seem", "appear", "become", "remain") and any(
        k.dep in ("acomp", "attr", "oprd", "neg") for k in below
    )
    return (linked and (clause or any(k.dep == "acomp" for k in below))) or (
        verb.lemma in ("seem", "appear", "take", "rain", "snow") and token.dep == "nsubj"
    )
