"""Said A and added B: a second reporting verb that the parser put into the first one's content."""

from dateline.reading import Token
from dateline.stages.voicing.drafts import Scene

FINITE = frozenset({"VBD", "VBZ", "VBP"})


def first_cue(scene: Scene, token: Token) -> Token | None:
    """The reporting verb that a later one continues: said the talks had failed and added …, said …, adding that ….

    None where the later verb has a subject of its own or belongs to the content.
    """
    found = scene.word(token) if token.pos == "VERB" else None
    if found is None or "quote" not in found[0].takes or scene.reading.kids(token.i, "nsubj", "nsubjpass", "auxpass"):
        return None
    if token.dep == "conj":
        return _coordinate(scene, token)
    return _participle(scene, token) if token.dep == "advcl" and token.tag == "VBG" else None


def _coordinate(scene: Scene, token: Token) -> Token | None:
    """Of a verb in the same tense as the cue whose clause it hangs in."""
    head = scene.reading.head(token.i)
    while head.dep == "conj" and head.head != head.i:
        head = scene.reading.head(head.i)
    above = scene.reading.head(head.i)
    tensed = token.tag in FINITE and above.tag == token.tag
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
