"""The attribution between commas: The army, witnesses told AFP, shelled the camp; also “say the neighbours”."""

from dateline.reading import Token
from dateline.stages.voicing.drafts import Scene
from dateline.stages.voicing.reporting import Word
from dateline.stages.voicing.trailing import OPENS, TENSED, Tail, acts, heading

NOMINAL = ("NOUN", "PROPN", "PRON")


def aside_of(scene: Scene, cue: Token, word: Word) -> Tail | None:
    """The source of a verb of saying between commas, and the rest of its sentence as content.

    None where anything but a name, an addressee, a place or a time stands between the commas, where nothing is said
    on one side of them, or where the verb has a clause of its own (he said, smiling, that …).
    """
    sentence = scene.reading.sentences[cue.sentence]
    if cue.tag not in TENSED or scene.quoted.inside(cue.i) or "clause" not in word.takes:
        return None
    left = max((i for i in range(sentence.first, cue.i) if scene.reading.tokens[i].text == ","), default=None)
    right = next((i for i in range(cue.i + 1, sentence.last) if scene.reading.tokens[i].text == ","), None)
    if left is None or right is None or not _surrounded(scene, cue, sentence.first, left, right, sentence.last):
        return None
    source = _named(scene, range(left + 1, cue.i))
    if source and not _told(scene, word, range(cue.i + 1, right)):
        return None
    if not source and _inverted(scene, cue, word, sentence.first, left, right):
        source = _named(scene, range(cue.i + 1, right))
    if not source:
        return None
    around = (*range(sentence.first, left), *_rest(scene, range(right + 1, sentence.last)))
    return Tail(source, heading(scene, source), frozenset(around))


def _rest(scene: Scene, after: range) -> range:
    """What follows the second comma, unless it tells what the source does beside: …, they said, and left; adding …."""
    tokens = [scene.reading.tokens[i] for i in after]
    verbs = [t for t in tokens if t.pos in ("VERB", "AUX")]
    beside = tokens[0].tag == "VBG" or (tokens[0].pos == "CCONJ" and not scene.reading.kids(verbs[0].i, "nsubj"))
    return range(0) if verbs and beside else after


def _inverted(scene: Scene, cue: Token, word: Word, first: int, left: int, right: int) -> bool:
    """Whether the verb stands directly after the comma, between a subject and its verb: His teacher, say they, fled."""
    if left != cue.i - 1 or word.addressee or "object" in word.takes:
        return False
    tokens = scene.reading.tokens
    before = [tokens[i] for i in range(first, left)]
    plain = not any(t.pos in ("VERB", "AUX", "PUNCT") for t in before)
    return plain and any(t.pos in NOMINAL for t in before) and tokens[right + 1].pos in ("VERB", "AUX")


def _named(scene: Scene, words: range) -> tuple[int, ...]:
    """These tokens where they are a noun phrase and nothing else."""
    tokens = [scene.reading.tokens[i] for i in words]
    plain = not any(acts(scene, t) or t.pos in ("SCONJ", "CCONJ", "AUX", "PUNCT") for t in tokens)
    named = plain and tokens and tokens[0].pos in OPENS and any(t.pos in NOMINAL for t in tokens)
    return tuple(words) if named and not any(scene.quoted.inside(i) for i in words) else ()


def _told(scene: Scene, word: Word, words: range) -> bool:
    """Whether these tokens are only who was told, or where and when."""
    tokens = [scene.reading.tokens[i] for i in words]
    if any(t.pos in ("VERB", "AUX", "SCONJ", "CCONJ") or scene.quoted.inside(t.i) for t in tokens):
        return False
    return not tokens or word.addressee or tokens[0].pos in ("ADP", "ADV") or tokens[0].ent in ("DATE", "TIME")


def _surrounded(scene: Scene, cue: Token, first: int, left: int, right: int, last: int) -> bool:
    """Whether one clause goes on around the commas: something before them, a verb after them, no clause of the cue."""
    before, after = range(first, left), range(right + 1, last)
    if any(scene.quoted.inside(i) for i in (*before, *after)):
        return False
    tokens = scene.reading.tokens
    verbs = any(tokens[i].pos in ("VERB", "AUX") for i in after)
    own = any(t.i > right and any(m.lower in ("that", "whether") for m in scene.reading.kids(t.i, "mark"))
              for t in scene.reading.kids(cue.i, "ccomp"))  # fmt: skip
    opens = bool(before) and tokens[before[0]].lower not in scene.reporting.small.as_said
    return opens and verbs and not own and _one_clause(scene, before, after)


def _one_clause(scene: Scene, before: range, after: range) -> bool:
    """Whether what stands before and after is one clause: not "he left, and the army, they said, fired"."""
    tokens = scene.reading.tokens
    last, following = tokens[before[-1]], tokens[after[0]]
    if (
        last.tag in ("WDT", "WP")
        or last.pos in ("SCONJ", "CCONJ")
        or following.tag == "WDT"
        or following.pos == "SCONJ"
    ):
        return False
    told = any(tokens[i].tag in TENSED for i in before) and tokens[before[0]].pos != "SCONJ"
    return not (told and following.pos in ("VERB", "AUX") and following.tag != "VBG")
