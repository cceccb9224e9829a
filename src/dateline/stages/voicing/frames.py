"""Indirect and mixed speech: reporting words with a content by syntax."""

from collections.abc import Iterator

import msgspec

from dateline.reading import Sentence, Token
from dateline.stages.voicing.asides import aside_of
from dateline.stages.voicing.contents import content_of, noun_clause, noun_infinitive, prepositional
from dateline.stages.voicing.coordination import first_cue, with_purpose, without_aside, without_next
from dateline.stages.voicing.drafts import Draft, Scene
from dateline.stages.voicing.phrases import described, governed, trim, verb_group
from dateline.stages.voicing.reporting import Word
from dateline.stages.voicing.sources import beside, holder_of, is_passive, source_tokens, subject_of, undated
from dateline.stages.voicing.speeches import FINAL
from dateline.stages.voicing.trailing import tail_of

CONSTRUCTIONS = frozenset({"quote", "clause", "infinitive", "gerund", "object", "small", "scene", "raising"})


def frames(scene: Scene, taken: frozenset[int]) -> Iterator[Draft]:
    """One draft for each reporting word with a content.

    Except the cues that quotations have `taken`, and those within another cue (seemed to suggest, voiced fear that).
    """
    found = [draft for token in scene.reading.tokens if token.i not in taken
             and (draft := _according(scene, token) or _worded(scene, token)) is not None]  # fmt: skip
    found += [draft for sentence in scene.reading.sentences if (draft := _headed(scene, sentence)) is not None]
    absorbed = {i for draft in found for i in draft.cue if i != draft.verb}
    yield from (draft for draft in found if draft.verb not in absorbed)


def _worded(scene: Scene, token: Token) -> Draft | None:
    found = scene.word(token)
    if found is None:
        return None
    word, rest = found
    if token.pos == "NOUN":
        return _noun(scene, token, word, rest)
    is_adjective = word in scene.reporting.adjective.get(word.head, ())
    return _adjective(scene, token, word, rest) if is_adjective else _verb(scene, token, word, rest)


def _verb(scene: Scene, token: Token, word: Word, rest: tuple[int, ...]) -> Draft | None:
    first, last = verb_group(scene.reading, token.i, scene.reporting.small.carriers)
    cue = set(range(first, last)) | (set(range(token.i, rest[-1] + 1)) if rest else set())
    cue |= _issuing(scene, token) | (_around(scene, token, first, max(cue)) if scene.wide else set())
    tail = (tail_of(scene, token) or aside_of(scene, token, word)) if "quote" in word.takes and not rest else None
    if tail is not None:
        return Draft(verb=token.i, speaker=tail.head, source=tail.source, cue=tuple(sorted(cue)),
                     content=tail.content, word=word, rule=word.id)  # fmt: skip
    above = first_cue(scene, token)
    subject = subject_of(scene.reading, (above or token).i)
    if subject is not None or above is not None or token.dep == "conj":
        return _draft(scene, token, word, cue, subject, rest)
    named = beside(scene.reading, token.i, first)
    draft = _draft(scene, token, word, cue, named[0] if named else None, rest)
    return _named_by(scene, draft, named[1:]) if draft and draft.source else draft


def _around(scene: Scene, token: Token, first: int, last: int) -> set[int]:
    """The verb that a cue follows and that is none itself, and the adverb after it: failed to say, said recently."""
    above = scene.word(scene.reading.head(token.i))
    found = governed(scene.reading, token.i, first) if above is None else set()
    following = scene.reading.tokens[last + 1] if last + 1 < len(scene.reading.tokens) else token
    if following.dep == "advmod" and following.tag == "RB" and following.head == token.i:
        found = found | {last + 1}
    return found


def _named_by(scene: Scene, draft: Draft, words: list[Token]) -> Draft:
    """The draft with these words as its source, less what is cue or content, and less marks at the edges."""
    own = [t.i for t in words if t.i not in draft.content and t.i not in draft.cue]
    return msgspec.structs.replace(draft, source=tuple(undated(scene.reading, trim(scene.reading, own))))


def _issuing(scene: Scene, token: Token) -> set[int]:
    """Issued a statement saying: the light verb and its object before a participle are part of the cue."""
    noun = scene.reading.head(token.i)
    made = _lightly(scene, noun) if token.dep == "acl" and token.tag == "VBG" else set()
    return made | set(range(noun.i, token.i)) if made and token.i - min(made) < 9 else set()


def _adjective(scene: Scene, token: Token, word: Word, rest: tuple[int, ...]) -> Draft | None:
    """Is convinced that, was aware of: the copula with what stands before it is part of the cue."""
    passive = scene.reading.kids(token.i, "nsubjpass")
    copula = token if passive else scene.reading.head(token.i)
    phrase = scene.word(copula)
    if phrase is not None and token.i in phrase[1]:
        return None
    if not passive and (token.dep not in ("acomp", "oprd") or copula.i >= token.i):
        return None
    first, _ = verb_group(scene.reading, copula.i, scene.reporting.small.carriers)
    cue = set(range(first, max((token.i, *rest)) + 1))
    subject = passive[0] if passive else subject_of(scene.reading, copula.i)
    return _draft(scene, token, word, cue, subject, (*rest, copula.i))


def _draft(
    scene: Scene, token: Token, word: Word, cue: set[int], subject: Token | None, beside: tuple[int, ...]
) -> Draft | None:
    for ways in _ways(scene, word):
        content = content_of(scene.reading, token, word, ways, beside) - cue
        if not content:
            content = _prepositional(scene, token, ways, cue, beside)
        content = without_next(scene, token, _one_sentence(scene, token.i, content))
        content = without_aside(scene, token, with_purpose(scene, token, content)) if scene.wide else content
        if content and _counts(scene, word, ways, content):
            return _made(scene, token, word, cue, subject, content)
    return None


def _one_sentence(scene: Scene, cue: int, content: set[int]) -> set[int]:
    """The content up to a full stop outside quotation marks, where the parser ran two sentences together."""
    stops = [i for i in content if scene.reading.tokens[i].text in FINAL and not scene.quoted.inside(i)]
    last = min((i for i in stops if i > cue), default=None)
    first = max((i for i in stops if i < cue), default=-1)
    return {i for i in content if i > first and (last is None or i < last)} if stops else content


def _ways(scene: Scene, word: Word) -> list[frozenset[str]]:
    return [word.takes, word.takes | word.wide] if word.wide else [word.takes]


def _counts(scene: Scene, word: Word, ways: frozenset[str], content: set[int]) -> bool:
    """A content by a wide construction counts only where wide ones are asked for, or where its words are quoted.

    A lone word or an act (reported seeing …) is no speech.
    """
    if scene.wide or ways == word.takes:
        return True
    spoken = len(content) > 1 and scene.reading.tokens[min(content)].tag != "VBG"
    return spoken and "quote" in word.takes and any(_own_words(scene, q) for q in _touched(scene, content))


def _touched(scene: Scene, content: set[int]) -> set[int]:
    return {scene.quoted.at[i] for i in content if i in scene.quoted.at}


def _own_words(scene: Scene, quote: int) -> bool:
    """Whether a quotation holds the head of its phrase: a “strategic partnership”, but not a “no limits” pact."""
    inside = scene.quoted.ranges[quote]
    heads = [scene.reading.tokens[i] for i in inside if scene.reading.tokens[i].head not in inside
             and scene.reading.tokens[i].pos != "PUNCT"]  # fmt: skip
    return not any(t.dep in ("amod", "compound", "nmod", "det", "nummod", "advmod", "npadvmod", "poss")
                   and t.head >= inside.stop for t in heads)  # fmt: skip


def _prepositional(
    scene: Scene, token: Token, ways: frozenset[str], cue: set[int], beside: tuple[int, ...] = ()
) -> set[int]:
    found = prepositional(scene.reading, token, ways - CONSTRUCTIONS, beside)
    if found is None:
        return set()
    link, below = found
    between = [scene.reading.tokens[i] for i in range(max(cue) + 1, link.i)]
    if len(between) <= 2 and all(t.pos in ("ADV", "PRON", "PROPN") for t in between):
        cue.update(range(max(cue) + 1, link.i + 1))
        return below
    return below | {link.i}


def _made(
    scene: Scene, token: Token, word: Word, cue: set[int], subject: Token | None, content: set[int]
) -> Draft | None:
    unnamed = "quote" in word.takes and _impersonal(scene, token)
    if subject is not None and (subject.i in content or _expletive(scene, token, word, subject)):
        subject = None
    if subject is not None and subject.lower in scene.reporting.small.own and not scene.quoted.inside(token.i):
        return None
    if not scene.wide and _hides(scene, content):
        return None
    nobody = subject is not None and subject.lower in scene.reporting.small.nobody
    if not scene.wide and ((subject is None and not unnamed) or nobody or _unsaid(scene, token, cue)):
        return None
    if subject is not None and not scene.wide and subject.tag in ("WP", "WDT") and token.dep == "relcl":
        subject = scene.reading.head(token.i)
    clause = set(scene.reading.subtree(token.i)) if subject is not None and subject.i == token.head else set()
    source = source_tokens(scene.reading, subject, content | cue | clause) if subject is not None else []
    return Draft(verb=token.i, speaker=subject.i if subject else None, source=tuple(source), cue=tuple(sorted(cue)),
                 content=frozenset(content - set(source)), word=word, rule=word.id)  # fmt: skip


def _hides(scene: Scene, content: set[int]) -> bool:
    """Whether a source only asks not to be named."""
    tokens = [scene.reading.tokens[i] for i in content]
    negated = [scene.reading.head(t.i) for t in tokens if t.dep == "neg"]
    return any(t.lemma in scene.reporting.small.anonymity for t in negated) and len(tokens) <= 6


def _impersonal(scene: Scene, token: Token) -> bool:
    """It was reported that …: somebody says so, and nobody is named."""
    subjects = scene.reading.kids(token.i, "nsubjpass")
    return any(t.lower in scene.reporting.small.empty for t in subjects) and is_passive(scene.reading, token.i)


def _unsaid(scene: Scene, token: Token, cue: set[int]) -> bool:
    """Whether the words have not been said: did not say, will ask, in order to warn."""
    first = scene.reading.tokens[min(cue)]
    verbs = [token, scene.reading.head(token.i)] if token.dep == "conj" else [token]
    around = [t.lower for v in verbs for t in scene.reading.kids(v.i, "preconj", "cc", "advmod")]
    if any(word in scene.reporting.small.unsaid for word in around):
        return True
    return bool(scene.reading.kids(token.i, "neg")) or (token.tag == "VB" and first.tag in ("VB", "TO", "MD"))


def _expletive(scene: Scene, token: Token, word: Word, subject: Token) -> bool:
    """Whether the subject stands for nobody: it seems that …, it was reported that …."""
    seeming = "raising" in word.wide and "quote" not in word.takes
    impersonal = seeming or is_passive(scene.reading, token.i) or token.pos == "ADJ"
    return impersonal and subject.lower in scene.reporting.small.empty


def _noun(scene: Scene, token: Token, word: Word, rest: tuple[int, ...]) -> Draft | None:
    """The claim that …, his promise to …, criticism of …; with the verb before it where that only carries it."""
    cue = set(range(token.i, max((token.i, *rest)) + 1))
    content = noun_clause(scene.reading, token, _lightly(scene, token)) if "clause" in word.takes else set()
    if not content and "infinitive" in (word.takes | word.wide if scene.wide else word.takes):
        content = noun_infinitive(scene.reading, token)
    small = scene.reporting.small
    subject = holder_of(scene.reading, token.i, small.by, small.light)
    if not content and subject is not None:
        ways = word.takes | word.wide if scene.wide else word.takes
        content = _prepositional(scene, token, ways, cue, (token.head,) if _lightly(scene, token) else ())
    if not content:
        return None
    cue |= _lightly(scene, token) or (described(scene.reading, token.i) if scene.wide else set())
    return _made(scene, token, word, cue, subject, content) if subject is not None or scene.wide else None


def _according(scene: Scene, token: Token) -> Draft | None:
    """According to X, …; … , per X: the clause without the phrase is the content."""
    needed = scene.reporting.small.according.get(token.lemma)
    if needed is None or token.dep not in ("prep", "advcl", "pcomp", "acl", "amod", "ROOT"):
        return None
    named = _named(scene, token, needed)
    if named is None or (not needed and named.ent not in ("ORG", "PERSON", "GPE", "NORP")):
        return None
    phrase = set(scene.reading.subtree(token.i))
    content = _whole_clause(scene, token, phrase)
    cue = (token.i,) if not needed else (token.i, scene.reading.head(named.i).i)
    source = source_tokens(scene.reading, named, set(cue))
    return Draft(verb=token.i, speaker=named.i, source=tuple(source), cue=cue, content=frozenset(content - phrase),
                 word=None, rule=f"voicing:{token.lemma}")  # fmt: skip


def _named(scene: Scene, token: Token, needed: str) -> Token | None:
    links = [token] if not needed else [t for t in scene.reading.kids(token.i, "prep") if t.lower == needed]
    for link in links:
        for named in scene.reading.kids(link.i, "pobj"):
            return named
    return None


def _whole_clause(scene: Scene, token: Token, phrase: set[int]) -> set[int]:
    """The clause around a phrase: at the edge of the sentence all of it, else that of the nearest verb."""
    sentence = scene.reading.sentences[token.sentence]
    inner = [i for i in range(sentence.first, sentence.last) if scene.reading.tokens[i].pos != "PUNCT"]
    if inner[0] in phrase or inner[-1] in phrase:
        return set(range(sentence.first, sentence.last)) - phrase
    verbs = [t for t in scene.reading.ancestors(token.i) if t.pos in ("VERB", "AUX")]
    return set(scene.reading.subtree(verbs[0].i)) if verbs else set(range(sentence.first, sentence.last))


def _lightly(scene: Scene, noun: Token) -> set[int]:
    """The light verb whose object a noun is, and what stands between: expressed deep concern."""
    verb = scene.reading.head(noun.i)
    if noun.dep != "dobj" or verb.lemma not in scene.reporting.small.light or verb.i > noun.i:
        return set()
    first, _ = verb_group(scene.reading, verb.i, scene.reporting.small.carriers)
    return set(range(first, noun.i))


def _headed(scene: Scene, sentence: Sentence) -> Draft | None:
    """A paragraph “Name: what the name says”, as headlines and transcripts have it."""
    tokens = scene.reading.tokens[sentence.first : sentence.last]
    colon = next((n for n, t in enumerate(tokens[:7]) if t.text == ":"), 0)
    begins = sentence.first == 0 or scene.reading.sentences[sentence.i - 1].paragraph != sentence.paragraph
    name = tokens[:colon]
    if not begins or not name or len(tokens) < colon + 4 or any(t.pos not in ("PROPN", "ADJ", "NOUN") for t in name):
        return None
    if name[-1].pos != "PROPN" or scene.quoted.inside(tokens[colon + 1].i):
        return None
    words = tuple(t.i for t in name)
    return Draft(verb=None, speaker=words[-1], source=words, cue=(tokens[colon].i,), word=None, rule="voicing:headed",
                 content=frozenset(range(tokens[colon].i + 1, sentence.last)))  # fmt: skip
