"""The attribution at the end of a sentence, by its commas: Troops took the port, a source close to the army said."""

from itertools import pairwise

import msgspec

from dateline.reading import Token
from dateline.stages.voicing.drafts import Scene
from dateline.stages.voicing.sources import undated
from dateline.stages.voicing.speeches import whole

OPENS = frozenset({"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"})
CLOSED = frozenset({"SCONJ", "CCONJ", "PUNCT"})
TENSED = frozenset({"VBD", "VBZ", "VBP"})


class Tail(msgspec.Struct, frozen=True):
    """Tokens of the source and of the content before it, and the token that heads the source."""

    source: tuple[int, ...]
    head: int
    content: frozenset[int]


def tail_of(scene: Scene, cue: Token) -> Tail | None:
    """The source and content of a verb of saying at the end of its sentence, where only a name stands before it.

    None where a verb, a conjunction or a second clause stands between the comma and the cue, or after the cue.
    """
    sentence = scene.reading.sentences[cue.sentence]
    if cue.tag not in TENSED or _busy(scene, cue, sentence.last) or scene.quoted.inside(cue.i):
        return None
    start = _named_from(scene, cue, sentence.first)
    if start is None or not _clause(scene, range(sentence.first, start - 1)):
        return None
    run = [i for i in range(start, cue.i) if not (i == cue.i - 1 and scene.reading.tokens[i].text == ",")]
    source = tuple(undated(scene.reading, run))
    return Tail(source, heading(scene, source), frozenset(range(sentence.first, start - 1)))


def _busy(scene: Scene, cue: Token, last: int) -> bool:
    """Whether anything but an addressee, a place or a time follows the cue: a verb, a clause, a quotation."""
    after = scene.reading.tokens[cue.i + 1 : last]
    return any(t.pos in ("VERB", "AUX", "SCONJ", "CCONJ") or t.tag == "TO" or scene.quoted.inside(t.i)
               or (t.text in (",", ":", ";") and t.i + 1 < last) for t in after)  # fmt: skip


def _named_from(scene: Scene, cue: Token, first: int) -> int | None:
    """The first token after the comma where a name begins that reaches to the cue, with appositions."""
    commas = [i for i in range(first + 2, cue.i) if scene.reading.tokens[i].text == ","]
    if commas and commas[-1] == cue.i - 1:
        commas = commas[:-2]
    for comma in commas[-1:]:
        words = scene.reading.tokens[comma + 1 : cue.i]
        plain = not any(acts(scene, t) or t.pos in CLOSED - {"PUNCT"} or t.pos == "AUX" for t in words)
        plain = plain and not any(b.pos == "DET" and a.pos == "NOUN" for a, b in pairwise(words))
        if words and words[0].pos in OPENS and plain and any(t.pos in ("NOUN", "PROPN", "PRON") for t in words):
            return comma + 1
    return None


def acts(scene: Scene, token: Token) -> bool:
    """Whether a token opens a relative clause or is a tensed verb, but no participle: residents reached by phone."""
    relative = token.tag in ("WDT", "WP", "WP$", "WRB")
    return relative or (
        token.tag in TENSED and not (token.tag == "VBD" and scene.reading.tokens[token.i + 1].pos == "ADP")
    )


def _clause(scene: Scene, tokens: range) -> bool:
    """Whether these tokens hold a finite verb with its subject, and do not begin as a circumstance does."""
    inside = [scene.reading.tokens[i] for i in tokens]
    spoken = any(whole(scene, q) for q in {scene.quoted.at[t.i] for t in inside if scene.quoted.inside(t.i)})
    if not inside or inside[0].pos == "SCONJ" or spoken or scene.quoted.inside(inside[-1].i):
        return False
    subjects = [t for t in inside if t.dep in ("nsubj", "nsubjpass", "expl")]
    return any(scene.reading.head(t.i).i in tokens for t in subjects)


def heading(scene: Scene, source: tuple[int, ...]) -> int:
    """The noun that heads a source: the first whose own head lies outside it."""
    nouns = [i for i in source if scene.reading.tokens[i].pos in ("NOUN", "PROPN", "PRON", "NUM")]
    outer = [i for i in nouns if scene.reading.tokens[i].head not in source or scene.reading.tokens[i].head == i]
    return (outer or nouns)[0]
