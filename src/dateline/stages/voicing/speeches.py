"""Quotations and their cues: by what stands directly before and after the marks."""

from itertools import pairwise

import msgspec

from dateline.reading import Reading, Token
from dateline.stages.voicing.contents import content_of
from dateline.stages.voicing.drafts import Draft, Scene
from dateline.stages.voicing.phrases import verb_group
from dateline.stages.voicing.reporting import Word
from dateline.stages.voicing.sources import source_tokens, subject_of

FINAL = frozenset({".", "?", "!", "…", "...", ";"})
LEADING = frozenset({",", ":"})
LED = 5
"""Tokens between a verb and the colon that it leads to."""


class Cue(msgspec.Struct, frozen=True):
    """A reporting verb beside a quotation, with its entry and its further words; no verb where only a colon leads."""

    token: Token
    word: Word | None
    rest: tuple[int, ...] = ()


def speeches(scene: Scene) -> list[Draft]:
    """Drafts of the quotations that have a cue."""
    cues = {q: cue for q in range(len(scene.quoted.ranges)) if (cue := _cue(scene, q)) is not None}
    by_verb: dict[int, list[int]] = {}
    for q, cue in cues.items():
        by_verb.setdefault(cue.token.i, []).append(q)
    _resume(scene, by_verb)
    by_cue = {cue.token.i: cue for cue in cues.values()}
    return [_draft(scene, by_cue[verb], sorted(quotes)) for verb, quotes in by_verb.items()]


def whole(scene: Scene, quote: int) -> bool:
    """Whether a quotation is a sentence of its own: nothing before it in its sentence, and a full stop inside."""
    inside = scene.quoted.ranges[quote]
    return not before(scene, quote) and _ending(scene.reading, inside) in (*FINAL, "-", "—") and len(inside) > 3


def _resume(scene: Scene, by_verb: dict[int, list[int]]) -> None:
    """“X,” he said. “Y.”: a whole quotation after one with a cue in the same paragraph goes on.

    So does one that follows a paragraph without closing mark, and one directly before a quotation with a cue.
    """
    owner = {q: verb for verb, quotes in by_verb.items() for q in quotes}
    said = [q for q in range(len(scene.quoted.ranges)) if q in owner or whole(scene, q)]
    for q, other in [*zip(said[1:], said, strict=False), *reversed([*pairwise(said)])]:
        if q not in owner and other in owner and _goes_on(scene, q, other, owner[other]):
            owner[q] = owner[other]
            by_verb[owner[q]].append(q)


def _goes_on(scene: Scene, quote: int, other: int, verb: int) -> bool:
    mine, its = scene.reading.quotes[quote], scene.reading.quotes[other]
    if other < quote and not its.closed:
        return mine.paragraph == its.paragraph + 1 and mine.start == scene.reading.paragraphs[mine.paragraph].start
    if mine.paragraph != its.paragraph or not whole(scene, quote):
        return False
    if other > quote:
        return scene.quoted.ranges[quote].stop == scene.quoted.ranges[other].start
    return only_cue_between(scene, quote, other, verb)


def only_cue_between(scene: Scene, quote: int, other: int, verb: int) -> bool:
    """Whether no sentence stands between a quotation and the one before it, but that of the cue."""
    between = range(scene.quoted.ranges[other].stop, scene.quoted.ranges[quote].start)
    ends = sum(scene.reading.tokens[i].text in FINAL for i in between)
    return ends <= 1 and (not len(between) or verb in between or ends == 0 or len(between) <= 1)


def _cue(scene: Scene, quote: int) -> Cue | None:
    lead, trail = before(scene, quote), after(scene, quote)
    if not lead or scene.reading.tokens[lead[-1]].text in LEADING:
        closing = _closing(scene, quote, trail)
        if closing is not None:
            return closing
    led = _leading(scene, quote, lead)
    if led is not None:
        return led
    if _ends_open(scene, quote, trail) and (not lead or scene.reading.tokens[lead[-1]].text in LEADING):
        return _trailing(scene, trail)
    return None


def _closing(scene: Scene, quote: int, trail: list[int]) -> Cue | None:
    """The cue that a quotation with a comma at its end runs into: “X,” he said; it goes before any words in front."""
    if not trail or _ending(scene.reading, scene.quoted.ranges[quote]) not in LEADING:
        return None
    cue = _trailing(scene, trail)
    if cue is None or cue.token.i - trail[0] > 8:
        return None
    subject = _subject(scene, cue)
    return cue if subject is not None and subject.i in trail else None


def before(scene: Scene, quote: int) -> list[int]:
    """The tokens between a quotation and the last full stop, quotation or paragraph before it."""
    tokens, run = scene.reading.tokens, []
    start = scene.reading.paragraphs[scene.reading.quotes[quote].paragraph].start
    i = scene.quoted.ranges[quote].start - 1
    while i >= 0 and tokens[i].start >= start and tokens[i].text not in FINAL and not scene.quoted.inside(i):
        if not tokens[i].text.isspace():
            run.append(i)
        i -= 1
    return run[::-1] if run or not _colon_above(scene, quote) else _line_above(scene, i)


def _colon_above(scene: Scene, quote: int) -> bool:
    """Whether the paragraph begins with the quotation, and the paragraph above ends in a colon."""
    q = scene.reading.quotes[quote]
    above = scene.reading.paragraphs[q.paragraph - 1].text if q.paragraph else ""
    return scene.reading.paragraphs[q.paragraph].start == q.start and above.endswith(":")


def _line_above(scene: Scene, last: int) -> list[int]:
    sentence = scene.reading.sentences[scene.reading.tokens[last].sentence]
    return [i for i in range(sentence.first, last + 1) if not scene.quoted.inside(i)]


def after(scene: Scene, quote: int) -> list[int]:
    """The tokens between a quotation and the next full stop, quotation or end of paragraph."""
    tokens, run = scene.reading.tokens, []
    end = scene.reading.paragraphs[scene.reading.quotes[quote].paragraph].end
    i = scene.quoted.ranges[quote].stop
    while i < len(tokens) and tokens[i].start < end and tokens[i].text not in FINAL and not scene.quoted.inside(i):
        run.append(i)
        i += 1
    return run


def _ending(reading: Reading, inside: range) -> str:
    """The last character within the marks."""
    words = [reading.tokens[i].text for i in inside if reading.tokens[i].text.strip("\"”'’»")]
    return words[-1].rstrip("\"”'’»")[-1:] if words else ""


def _ends_open(scene: Scene, quote: int, trail: list[int]) -> bool:
    """Whether the sentence goes on after the quotation: it ends in a comma, question mark or dash, or one follows."""
    ending = _ending(scene.reading, scene.quoted.ranges[quote])
    return bool(trail) and (ending in ",?!—-–…" or scene.reading.tokens[trail[0]].text == ",")


def _leading(scene: Scene, quote: int, lead: list[int]) -> Cue | None:
    """The cue in the words before a quotation, where they lead to it."""
    if not lead:
        return None
    last = scene.reading.tokens[lead[-1]]
    found = [cue for i in lead if (cue := _quoting(scene, i)) is not None]
    if last.text in LEADING:
        return found[-1] if found else _colon(scene, lead, last)
    if _runs_on(scene, quote):
        return None
    beside = [c for c in found if c.token.i == last.i or last.i in c.rest or _told(scene, c, last)]
    return beside[-1] if beside else None


def _runs_on(scene: Scene, quote: int) -> bool:
    """Whether the sentence goes on after the marks without a stop: said “all options” were open."""
    trail = after(scene, quote)
    stopped = _ending(scene.reading, scene.quoted.ranges[quote]) in (*LEADING, *FINAL)
    return bool(trail) and not stopped and scene.reading.tokens[trail[0]].pos in ("VERB", "AUX", "ADP", "NOUN", "ADJ")


def _told(scene: Scene, cue: Cue, last: Token) -> bool:
    """Whether the words between cue and quotation are who was told, or when and where."""
    if cue.word is None or any(scene.reading.tokens[i].dep == "mark" for i in range(cue.token.i, last.i + 1)):
        return False
    kids = scene.reading.kids(cue.token.i, *(("dobj",) if cue.word.addressee else ()), "npadvmod", "dative", "prep")
    return any(last.i == scene.reading.subtree(k.i)[-1] and (k.dep != "prep" or k.lower in ("to", "on")) for k in kids)


def _colon(scene: Scene, lead: list[int], last: Token) -> Cue | None:
    return Cue(last, None) if last.text == ":" else None


def _trailing(scene: Scene, trail: list[int]) -> Cue | None:
    """The first reporting verb after a quotation, before any other verb."""
    for i in trail:
        cue = _quoting(scene, i)
        if cue is not None:
            return cue
        token = scene.reading.tokens[i]
        if token.pos == "VERB" and token.tag in ("VBD", "VBZ", "VBP") and token.dep != "relcl":
            return None
    return None


def _quoting(scene: Scene, i: int) -> Cue | None:
    token = scene.reading.tokens[i]
    found = scene.word(token) if token.pos in ("VERB", "AUX") else None
    return Cue(token, *found) if found and "quote" in found[0].takes else None


def _draft(scene: Scene, cue: Cue, quotes: list[int]) -> Draft:
    content = frozenset(t for q in quotes for t in scene.quoted.ranges[q])
    subject = _subject(scene, cue)
    words = _cue_tokens(scene, cue)
    before = _unquoted(scene, cue, quotes, words)
    if before:
        content, quotes = content | before, []
    source = source_tokens(scene.reading, subject, content | set(words)) if subject is not None else []
    return Draft(verb=cue.token.i if cue.word else None, speaker=subject.i if subject else None, source=tuple(source),
                 cue=words, content=content, quotes=tuple(quotes), word=cue.word,
                 rule=cue.word.id if cue.word else "voicing:colon")  # fmt: skip


def _unquoted(scene: Scene, cue: Cue, quotes: list[int], words: tuple[int, ...]) -> frozenset[int]:
    """A clause before the cue that the quotation after it goes on: The plan, he said, “will fail.”"""
    if cue.word is None or scene.quoted.ranges[quotes[0]].start < cue.token.i:
        return frozenset()
    found = content_of(scene.reading, cue.token, cue.word, frozenset({"clause"})) - set(words)
    ahead = {i for i in found if i < words[0] and not scene.quoted.inside(i)}
    begins = _capital(scene.reading, scene.quoted.ranges[quotes[0]])
    named = any(scene.reading.tokens[i].dep in ("nsubj", "nsubjpass", "ccomp", "ROOT") for i in ahead)
    return frozenset(found) if len(ahead) > 2 and (named or not begins) else frozenset()


def _capital(reading: Reading, inside: range) -> bool:
    """Whether a quotation begins as a sentence does."""
    words = [reading.tokens[i] for i in inside if reading.tokens[i].text[:1].isalnum()]
    return bool(words) and words[0].text[0].isupper() and words[0].pos != "PROPN" and words[0].text != "I"


def _inverted(reading: Reading, verb: Token) -> Token | None:
    """The noun phrase directly after the verb, where the parser took it for something else: “X,” said a guard."""
    for kid in reading.kids(verb.i, "dobj", "attr", "npadvmod", "nsubjpass", "oprd", "dep", "appos"):
        if kid.i > verb.i and kid.pos in ("NOUN", "PROPN", "PRON") and reading.subtree(kid.i)[0] == verb.i + 1:
            return kid
    return None


def _cue_tokens(scene: Scene, cue: Cue) -> tuple[int, ...]:
    if cue.word is None:
        return _to_colon(scene, cue.token)
    first, last = verb_group(scene.reading, cue.token.i, scene.reporting.small.carriers)
    return tuple(range(first, max((last, *(i + 1 for i in cue.rest)))))


def _to_colon(scene: Scene, colon: Token) -> tuple[int, ...]:
    """A colon with the verb that leads to it: released the following statement: “…”"""
    root = scene.reading.tokens[scene.reading.sentences[colon.sentence].root]
    first = verb_group(scene.reading, root.i, scene.reporting.small.carriers)[0]
    near = root.pos == "VERB" and first < colon.i <= root.i + LED and not scene.quoted.inside(root.i)
    return tuple(range(first, colon.i + 1)) if near else (colon.i,)


def _subject(scene: Scene, cue: Cue) -> Token | None:
    """The subject of the cue; for a colon the subject of the sentence, or the name that stands alone before it."""
    if cue.word is not None:
        return subject_of(scene.reading, cue.token.i) or _inverted(scene.reading, cue.token)
    root = scene.reading.tokens[scene.reading.sentences[cue.token.sentence].root]
    subjects = [t for t in scene.reading.kids(root.i, "nsubj") if t.i < cue.token.i]
    if subjects:
        return subjects[0]
    return root if root.pos in ("PROPN", "NOUN") and root.i < cue.token.i else None
