"""What is said: from a reporting word to the tokens of its content, by the construction that the entry allows."""

from dateline.reading import Reading, Token
from dateline.stages.voicing.reporting import Word
from dateline.stages.voicing.sources import is_passive

AFTER = ("prep", "advmod", "npadvmod", "advcl", "dative", "xcomp", "oprd", "ccomp", "acomp", "prt", "agent", "dep")
TIMES = ("DATE", "TIME")


def content_of(
    reading: Reading, cue: Token, word: Word, ways: frozenset[str], beside: tuple[int, ...] = ()
) -> set[int]:
    """Tokens of the content of a verb or adjective; empty where no construction of `ways` is there.

    `beside`: further words of the cue (clear in make clear, the copula of an adjective): a clause may hang there too.
    """
    if "clause" in ways:
        for place in (cue.i, *beside):
            found = _clause(reading, reading.tokens[place], word)
            if found - {cue.i, *beside}:
                return found - {cue.i, *beside}
    finders = (("infinitive", _infinitive), ("gerund", _gerund), ("small", _small), ("scene", _scene),
               ("object", _object), ("clause", _around), ("clause", _deeper), ("raising", _raised))  # fmt: skip
    if is_passive(reading, cue.i) and "raising" in ways:
        finders = (finders[-1], *finders[:-1])
    for way, find in finders:
        found = find(reading, cue, word) if way in ways else set()
        if found:
            return found
    return set()


def _clause(reading: Reading, cue: Token, word: Word) -> set[int]:
    """A that-clause, a bare clause, an indirect question; with what follows it under the same verb.

    A verb of saying has nothing but clauses after it, so that a verb with a subject is finite whatever its tag.
    """
    for clause in _after_first(reading, cue, word):
        if _finite(reading, clause) or ("quote" in word.takes and clause.tag == "VB" and _own_subject(reading, clause)):
            found = _without_time(reading, cue, set(reading.subtree(clause.i)))
            return found | (_tail(reading, cue, max(found)) if clause.i > cue.i else set())
    return set()


def _without_time(reading: Reading, cue: Token, content: set[int]) -> set[int]:
    """A clause without the time of saying before its subject: said on Wednesday it had sued the maker."""
    first = min(content)
    if first != cue.i + 1:
        return content
    opening = reading.tokens[first]
    while reading.head(opening.i).i in content and reading.head(opening.i).pos not in ("VERB", "AUX"):
        opening = reading.head(opening.i)
    phrase = reading.subtree(opening.i)
    times = [i for i in phrase if reading.tokens[i].ent in TIMES]
    rest = {i for i in content if i > phrase[-1]}
    plain = reading.tokens[phrase[0]].pos in ("ADP", "PROPN", "NOUN") and len(phrase) <= 4
    begins = rest and reading.tokens[min(rest)].pos in ("PRON", "DET", "PROPN", "NOUN")
    return rest if times and plain and begins and len(phrase) - len(times) <= 1 else content


def _after_first(reading: Reading, cue: Token, word: Word) -> list[Token]:
    """Complement clauses, one that follows the cue directly or after "that" before one in front of it.

    Where an object takes the clause in front up, that is another sentence: they fled; the army denied it.
    """
    found = [*reading.kids(cue.i, "ccomp"), *_marked(reading, cue)]
    if any(t.i > cue.i and t.lower in word.small.echoing for t in reading.kids(cue.i, "dobj")):
        found = [c for c in found if c.i > cue.i]
    last = max(
        (reading.subtree(t.i)[-1] for t in reading.kids(cue.i, "dobj", "dative", "prt") if t.i > cue.i), default=cue.i
    )
    near = [
        c
        for c in found
        if cue.i < reading.subtree(c.i)[0] <= last + 1 and reading.kids(c.i, "nsubj", "nsubjpass", "expl")
    ]
    return [*near, *(c for c in found if c not in near)]


def _marked(reading: Reading, cue: Token) -> list[Token]:
    """Clauses with that or whether after the cue, where the parser took them for something else."""
    holders = [cue.i, *(t.i for t in reading.kids(cue.i, "dobj", "dative") if t.i > cue.i)]
    return [c for h in holders for c in reading.kids(h, "advcl", "acl", "dep", "oprd") if c.i > cue.i
            and any(t.lower in ("that", "whether") for t in reading.kids(c.i, "mark"))]  # fmt: skip


def _finite(reading: Reading, verb: Token) -> bool:
    """Whether a clause has a finite verb, or a mark (that, whether), or a question word."""
    if verb.tag == "VBN" and reading.kids(verb.i, "nsubj"):
        return True
    parts = [verb, *reading.kids(verb.i)]
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB") or t.lower == "that" for t in parts)


def _own_subject(reading: Reading, verb: Token) -> bool:
    return bool(reading.kids(verb.i, "nsubj", "nsubjpass", "expl")) and not _has_to(reading, verb)


def _tail(reading: Reading, cue: Token, last: int) -> set[int]:
    """Phrases under the cue that follow its content unbroken: the parser hangs the end of a content there."""
    found: set[int] = set()
    for kid in reading.kids(cue.i, "prep", "npadvmod", "advmod", "advcl", "xcomp", "oprd", "ccomp", "conj"):
        if kid.i < last or _breaks(reading, kid) or (kid.dep == "conj" and not _second(reading, kid)):
            continue
        below = reading.subtree(kid.i)
        if below[0] > last + 2:
            break
        found |= set(range(last + 1, below[0])) | set(below)
        last = below[-1]
    return found


def _second(reading: Reading, kid: Token) -> bool:
    """Whether a second clause goes on with what is said: it has a subject of its own, and no clause as its content."""
    return bool(reading.kids(kid.i, "nsubj", "nsubjpass", "expl")) and not reading.kids(kid.i, "ccomp")


def _breaks(reading: Reading, kid: Token) -> bool:
    """Whether a phrase after a content goes back to the one who speaks: ", adding that …", ", according to …"."""
    first = reading.subtree(kid.i)[0]
    comma = reading.tokens[first - 1].pos == "PUNCT"
    return kid.lemma == "accord" or (comma and kid.dep in ("advcl", "prep") and kid.tag in ("VBG", "VBN"))


def _around(reading: Reading, cue: Token, word: Word) -> set[int]:
    """The clause that a cue interrupts or ends, where the parser hangs the cue below it; also “as X put it”."""
    named = reading.kids(cue.i, "nsubj")
    if not named or named[0].i > cue.i + 3:
        return set()
    as_said = cue.dep == "advcl" and any(t.lower in word.small.as_said for t in reading.kids(cue.i, "mark"))
    if cue.dep == "parataxis" or as_said or (cue.dep in ("ccomp", "appos") and _set_off(reading, cue, named[0])):
        return set(reading.subtree(reading.head(cue.i).i)) - set(reading.subtree(cue.i))
    return _before_end(reading, cue, named[0])


def _set_off(reading: Reading, cue: Token, named: Token) -> bool:
    """Whether source and cue stand between commas."""
    below = [i for i in reading.subtree(cue.i) if reading.tokens[i].pos != "PUNCT"]
    first, last = min(reading.subtree(named.i)[0], below[0]), max(cue.i, below[-1])
    edges = (reading.tokens[first - 1], reading.tokens[min(last + 1, len(reading.tokens) - 1)])
    return first > 0 and all(t.text == "," for t in edges)


def _before_end(reading: Reading, cue: Token, named: Token) -> set[int]:
    """The sentence up to a comma before source and cue, however the parser tied them: Prices rose, the bank said."""
    sentence = reading.sentences[cue.sentence]
    after = [t for t in reading.tokens[cue.i + 1 : sentence.last] if t.pos != "PUNCT"]
    first = reading.subtree(named.i)[0]
    set_off = sentence.first + 2 < first < cue.i and reading.tokens[first - 1].text == ","
    if after or not set_off or cue.dep in ("ROOT", "conj", "relcl"):
        return set()
    return set(range(sentence.first, first - 1))


def _deeper(reading: Reading, cue: Token, word: Word) -> set[int]:
    """A that-clause that the parser hangs to a phrase after the cue: insisted in the interview that …."""
    below = reading.subtree(cue.i)
    thats = [i for i in below if i > cue.i and reading.tokens[i].lower == "that" and reading.tokens[i].dep == "mark"]
    for i in thats[:1]:
        holder = reading.head(reading.head(i).i)
        linked = holder.i > cue.i and reading.head(holder.i).dep == "prep" and reading.head(holder.i).head == cue.i
        return set(reading.subtree(reading.head(i).i)) if linked else set()
    return set()


def _infinitive(reading: Reading, cue: Token, word: Word) -> set[int]:
    for verb in reading.kids(cue.i, "xcomp", "advcl"):
        asked = [t for t in reading.kids(cue.i, "dobj", "dative") if cue.i < t.i < verb.i]
        beside = asked and reading.subtree(asked[-1].i)[-1] + 1 == reading.subtree(verb.i)[0]
        if verb.i > cue.i and (verb.dep == "xcomp" or beside) and _has_to(reading, verb):
            return _from(reading, cue, asked[0] if asked else verb)
    if word.addressee or "object" in word.wide | word.takes:
        for verb in reading.kids(cue.i, "ccomp"):
            if verb.i > cue.i and verb.tag == "VB":
                return _from(reading, cue, verb)
    return set()


def _has_to(reading: Reading, verb: Token) -> bool:
    return any(t.lower == "to" for t in reading.kids(verb.i, "aux"))


def _raised(reading: Reading, cue: Token, word: Word) -> set[int]:
    """X seems to …, X is expected to …: the subject and the infinitive together are what somebody thinks."""
    verbs = [v for v in reading.kids(cue.i, "xcomp", "ccomp") if v.i > cue.i and _has_to(reading, v)]
    subjects = reading.kids(cue.i, "nsubj", "nsubjpass")
    if not verbs or not subjects:
        return set()
    return set(reading.subtree(subjects[0].i)) | _from(reading, cue, verbs[0])


def _gerund(reading: Reading, cue: Token, word: Word) -> set[int]:
    for verb in reading.kids(cue.i, "xcomp", "ccomp"):
        gerund = verb.tag == "VBG" or any(t.lower == "having" for t in reading.kids(verb.i, "aux"))
        if verb.i > cue.i and gerund and not reading.kids(verb.i, "nsubj"):
            return _from(reading, cue, verb)
    return set()


def _object(reading: Reading, cue: Token, word: Word) -> set[int]:
    """The object with its complements; in the passive the subject with them.

    Not where the entry has a preposition for what is said and only who is told stands before it: asked him about ….
    """
    told = word.addressee or is_passive(reading, cue.i)
    ways = (word.takes | word.wide) - {"of", "as"}
    if told and any(t.lower in ways and t.i > cue.i for t in reading.kids(cue.i, "prep")):
        return set()
    if is_passive(reading, cue.i):
        below = reading.kids(cue.i, "nsubjpass")
        return _complemented(reading, cue, below[0], word) if below else set()
    for thing in reading.kids(cue.i, "dobj"):
        return _complemented(reading, cue, thing, word)
    for verb in reading.kids(cue.i, "ccomp"):
        if verb.i > cue.i and (not _finite(reading, verb) or any(t.tag == "WP" for t in reading.kids(verb.i))):
            return _from(reading, cue, verb)
    return set()


def _scene(reading: Reading, cue: Token, word: Word) -> set[int]:
    """What is seen of somebody: showed a policeman beating a man."""
    for thing in reading.kids(cue.i, "dobj"):
        if any(t.tag == "VBG" and t.i > thing.i for t in reading.kids(thing.i, "acl")):
            return set(reading.subtree(thing.i))
    return set()


def _small(reading: Reading, cue: Token, word: Word) -> set[int]:
    """An object and what is said of it: called the raid a crime, accused him of lying, saw the deal as dead."""
    below = reading.kids(cue.i, "nsubjpass" if is_passive(reading, cue.i) else "dobj")
    said = [t for t in reading.kids(cue.i, "oprd", "acomp", "attr", "xcomp", "npadvmod") if t.ent not in TIMES]
    links = [t for t in reading.kids(cue.i, "prep") if t.lower in word.small.said_of]
    inner = [t for thing in below for t in reading.kids(thing.i, "prep") if t.lower in word.small.said_of]
    said += links + [t for t in inner if reading.kids(t.i, "pcomp")]
    nested = [t for t in reading.kids(cue.i, "ccomp") if t.i > cue.i and not _finite(reading, t)]
    if nested and reading.kids(nested[0].i, "nsubj"):
        return _from(reading, cue, nested[0])
    told = any(t.i > cue.i for t in said)
    return _complemented(reading, cue, below[0], word) if below and told else set()


def _complemented(reading: Reading, cue: Token, thing: Token, word: Word) -> set[int]:
    """An object and its complements (as a hero, of lying, for coming), without time, place and circumstances."""
    found = set(reading.subtree(thing.i))
    for kid in reading.kids(cue.i, "prep", "xcomp", "oprd", "acomp", "ccomp", "dative", "npadvmod"):
        tied = kid.lower in word.small.complements if kid.dep == "prep" else not _is_time(reading, kid)
        if kid.i > max(thing.i, cue.i) and tied:
            found |= set(reading.subtree(kid.i))
    return found


def _from(reading: Reading, cue: Token, first: Token) -> set[int]:
    """A phrase and the phrases after it under the same verb, without a time at the end."""
    found = set(reading.subtree(first.i))
    for kid in reading.kids(cue.i, *AFTER):
        if kid.i > max(first.i, cue.i) and not _breaks(reading, kid):
            below = reading.subtree(kid.i)
            if kid.dep == "advcl" and reading.tokens[below[0] - 1].text == ",":
                break
            if not _is_time(reading, kid):
                found |= set(below)
    return found


def _is_time(reading: Reading, phrase: Token) -> bool:
    named = [phrase, *reading.kids(phrase.i, "pobj")]
    return any(t.ent in TIMES for t in named)


def prepositional(
    reading: Reading, cue: Token, ways: frozenset[str], beside: tuple[int, ...] = ()
) -> tuple[Token, set[int]] | None:
    """A preposition that the entry allows, after the cue or one of its further words, and the tokens of its object."""
    for place in (cue.i, *beside):
        for link in reading.kids(place, "prep", "dative"):
            if link.lower in ways and link.i > cue.i and not _is_time(reading, link):
                below = _from(reading, cue, link) - {link.i}
                if below:
                    return link, below
    return None


def noun_clause(reading: Reading, noun: Token, lightly: set[int]) -> set[int]:
    """The that-clause of a noun: the claim that …; also where the parser takes it for a relative clause.

    `lightly`: the light verb before the noun, if any; the clause may hang there: gave assurances that ….
    """
    above = reading.kids(noun.head, "ccomp") if lightly else []
    for clause in [*reading.kids(noun.i, "acl", "ccomp", "relcl", "appos"), *above]:
        if clause.i > noun.i and _complement(reading, clause):
            return set(reading.subtree(clause.i))
    return set()


def _complement(reading: Reading, clause: Token) -> bool:
    """Whether a clause after a noun lacks nothing: that is no relative pronoun there, whatever its label."""
    if any(t.lower in ("that", "whether") for t in reading.kids(clause.i, "mark")):
        return True
    that = [t for t in reading.kids(clause.i, "dobj", "det") if t.lower == "that" and t.i < clause.i]
    subjects = reading.kids(clause.i, "nsubj", "nsubjpass")
    objects = reading.kids(clause.i, "dobj", "acomp", "attr", "auxpass")
    return bool(that and subjects) and (clause.dep == "acl" or len(objects) > 1)


def noun_infinitive(reading: Reading, noun: Token) -> set[int]:
    """The infinitive of a noun: the promise to …"""
    for verb in reading.kids(noun.i, "acl", "relcl", "xcomp"):
        if verb.i > noun.i and _has_to(reading, verb):
            return set(reading.subtree(verb.i))
    return set()
