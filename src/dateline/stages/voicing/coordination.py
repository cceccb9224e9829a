"""Said A and added B: a second reporting verb that the parser put into the first one's content."""

from dateline.reading import Token
from dateline.stages.voicing.drafts import Scene
from dateline.stages.voicing.trailing import TENSED


def first_cue(scene: Scene, token: Token) -> Token | None:
    """The reporting verb that a later one continues: said the talks had failed and added …, said …, adding that ….

    None where the later verb has a subject of its own or belongs to the content.
    """
    found = scene.word(token) if token.pos == "VERB" else None
    if found is None or "quote" not in found[0].takes or scene.reading.kids(token.i, "nsubj", "nsubjpass", "auxpass"):
        return None
    if token.dep == "conj":
        return _coordinate(scene, token)
    if token.dep != "advcl" or token.tag != "VBG":
        return None
    return _participle(scene, token) or (_commented(scene, token) if scene.wide else None)


def _commented(scene: Scene, token: Token) -> Token | None:
    """Of an aside after a content: calls the law “unfair,” saying that …."""
    above = [t for t in scene.reading.ancestors(token.i) if t.i < token.i and t.pos == "VERB" and scene.word(t)]
    found = [t for t in above if scene.reading.kids(t.i, "nsubj") and _aside(scene, t, token) is not None]
    return found[-1] if found and found[-1].i != token.head else None


def _coordinate(scene: Scene, token: Token) -> Token | None:
    """Of a verb in the same tense as the cue whose clause it hangs in."""
    head = scene.reading.head(token.i)
    while head.dep == "conj" and head.head != head.i:
        head = scene.reading.head(head.i)
    above = scene.reading.head(head.i)
    tensed = token.tag in TENSED and above.tag == token.tag
    return above if head.dep == "ccomp" and tensed and _reports(scene, above) and above.i < head.i else None


def _participle(scene: Scene, token: Token) -> Token | None:
    """Of ", adding that …" after a content."""
    first = min(scene.reading.subtree(token.i))
    if scene.reading.tokens[first - 1].text != "," or not scene.reading.kids(token.i, "ccomp"):
        return None
    head = scene.reading.head(token.i)
    above = scene.reading.head(head.i)
    return above if head.dep == "ccomp" and _reports(scene, above) and above.i < head.i else None


def _reports(scene: Scene, token: Token) -> bool:
    found = scene.word(token) if token.pos == "VERB" else None
    return found is not None and "quote" in found[0].takes


def without_next(scene: Scene, cue: Token, content: set[int]) -> set[int]:
    """A content up to the verb that goes on reporting, without the conjunction before it."""
    later = [i for i in content if i > cue.i and (above := first_cue(scene, scene.reading.tokens[i])) is not None
             and above.i == cue.i]  # fmt: skip
    if not later:
        return content
    stop = min(min(scene.reading.subtree(i)) for i in later)
    before = [i for i in content if i < stop]
    while before and scene.reading.tokens[max(before)].dep in ("cc", "punct", "advmod"):
        before.remove(max(before))
    return set(before)


def without_aside(scene: Scene, cue: Token, content: set[int]) -> set[int]:
    """A content up to a clause at its end in which somebody else speaks: wants the ban, which Lee said was dead.

    So that the clause is an utterance of its own: "while Lee said …", "though he admitted …", "…, saying that …".
    """
    last = max(content, default=-1)
    for i in sorted(t for t in content if t > cue.i):
        first = _aside(scene, cue, scene.reading.tokens[i])
        if first is not None and max(scene.reading.subtree(i)) >= last - 1 and first > min(content):
            before = [t for t in content if t < first]
            while before and scene.reading.tokens[max(before)].pos == "PUNCT" and not scene.quoted.inside(max(before)):
                before.remove(max(before))
            return set(before) or content
    return content


def _aside(scene: Scene, cue: Token, token: Token) -> int | None:
    """The first token of an aside that a reporting verb heads; None where it is none."""
    if scene.quoted.inside(token.i) or not (_reports(scene, token) or token.lemma in scene.reporting.small.according):
        return None
    first = min(scene.reading.subtree(token.i))
    before = scene.reading.tokens[first - 1]
    named = scene.reading.kids(token.i, "nsubj")
    if token.dep == "advcl" and named:
        marks = [scene.reading.tokens[i].lower for i in (first, first + 1)]
        opens = marks[marks[0] == "even"] in scene.reporting.small.asides
        return first if opens else None
    if token.dep == "relcl" and named and before.text == "," and scene.reading.tokens[first].lower == "which":
        return first if named[0].i > first else None
    if token.dep in ("advcl", "prep") and token.tag == "VBG" and before.pos == "PUNCT":
        says = token.lemma in scene.reporting.small.according or not _reports(scene, cue)
        return first if says or scene.quoted.inside(first - 1) else None
    return None


def with_purpose(scene: Scene, cue: Token, content: set[int]) -> set[int]:
    """A content after its cue with the infinitive that follows it directly: sees him as a man to win over voters."""
    tokens = scene.reading.tokens
    last = max(content, default=-1)
    if (
        last < cue.i
        or last + 2 >= len(tokens)
        or tokens[last + 1].tag != "TO"
        or tokens[last + 2].pos not in ("VERB", "AUX")
    ):
        return content
    verb = tokens[last + 2]
    below = scene.reading.subtree(verb.i)
    return content | set(below) if min(below) == last + 1 and verb.sentence == cue.sentence else content
