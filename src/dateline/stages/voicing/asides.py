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
    if not source and left == cue.i - 1 and "object" not in word.takes | word.wide:
        source = _named(scene, range(cue.i + 1, right))
    if not source:
        return None
    around = (*range(sentence.first, left), *range(right + 1, sentence.last))
    return Tail(source, heading(scene, source), frozenset(around))


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
    return opens and verbs and not own
