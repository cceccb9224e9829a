"""Quotations without a cue of their own: the one who spoke last goes on."""

import msgspec

from dateline.reading import Sentence, Token
from dateline.stages.voicing.drafts import Draft, Scene
from dateline.stages.voicing.sources import source_tokens
from dateline.stages.voicing.speeches import only_cue_between, whole

FAR = 2
"""Paragraphs between a speaker's words: the reporter may tell something in between."""


def resumed(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Drafts with the quotations that go on after a partly quoted content: It is “dead”, he said. “We lost.”"""
    held = _held(scene, drafts)
    return [_with_next(scene, draft, held) for draft in drafts]


def _held(scene: Scene, drafts: list[Draft]) -> set[int]:
    """The quotations that are content of an utterance from outside of them; what is told within does not hold them."""
    return {q for d in drafts for q in {scene.quoted.at[i] for i in d.content if i in scene.quoted.at}
            if d.verb is None or scene.quoted.at.get(d.verb) != q}  # fmt: skip


def _with_next(scene: Scene, draft: Draft, held: set[int]) -> Draft:
    mine = {scene.quoted.at[i] for i in draft.content if i in scene.quoted.at}
    if draft.quotes or draft.verb is None or not mine or _inner(scene, draft):
        return draft
    following = max(mine) + 1
    if following in held or following >= len(scene.quoted.ranges) or not whole(scene, following):
        return draft
    same = scene.reading.quotes[following].paragraph == scene.reading.quotes[following - 1].paragraph
    if not same or not only_cue_between(scene, following, following - 1, draft.verb) or draft.verb < max(draft.content):
        return draft
    return msgspec.structs.replace(draft, content=draft.content.union(scene.quoted.ranges[following]))


def bare_quotes(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """A draft for each whole quotation that no draft holds, with the one who was introduced or spoke before it.

    A quotation over several paragraphs is one draft.
    """
    held = _held(scene, drafts)
    held |= {q for d in drafts for q in {scene.quoted.at[i] for i in d.cue if i in scene.quoted.at}
             if not d.quotes and set(scene.quoted.ranges[q]) <= set(d.cue)}  # fmt: skip
    known = sorted(drafts, key=_end)
    found: list[Draft] = []
    for q in range(len(scene.quoted.ranges)):
        if q in held or not whole(scene, q):
            continue
        if found and found[-1].quotes[-1] == q - 1 and _open(scene, q - 1, q):
            found[-1] = _joined(scene, found[-1], q)
        else:
            found.append(_continued(scene, q, [*known, *found]))
    return found


def _open(scene: Scene, quote: int, following: int) -> bool:
    """Whether a quotation without its closing mark goes on with the next paragraph."""
    mine, its = scene.reading.quotes[quote], scene.reading.quotes[following]
    begins = its.start == scene.reading.paragraphs[its.paragraph].start
    return not mine.closed and its.paragraph == mine.paragraph + 1 and begins


def _joined(scene: Scene, draft: Draft, quote: int) -> Draft:
    content = draft.content.union(scene.quoted.ranges[quote])
    return msgspec.structs.replace(draft, content=content, quotes=(*draft.quotes, quote))


def _end(draft: Draft) -> int:
    return max((*draft.content, *draft.cue))


def _before(scene: Scene, known: list[Draft], quote: int) -> Draft | None:
    """The last utterance outside quotation marks that ends before this one, at most two paragraphs above."""
    start = scene.quoted.ranges[quote].start
    paragraph = scene.reading.quotes[quote].paragraph
    near = [d for d in known if _end(d) < start and d.speaker is not None and not _inner(scene, d)
            and _paragraph(scene, _end(d)) >= paragraph - FAR]  # fmt: skip
    return max(near, key=_end) if near else None


def _inner(scene: Scene, draft: Draft) -> bool:
    return draft.verb is not None and scene.quoted.inside(draft.verb)


def _paragraph(scene: Scene, token: int) -> int:
    return scene.reading.sentences[scene.reading.tokens[token].sentence].paragraph


def _continued(scene: Scene, quote: int, known: list[Draft]) -> Draft:
    last = _before(scene, known, quote)
    content = frozenset(scene.quoted.ranges[quote])
    person = introduced(scene, quote, _end(last) if last else -1)
    if person is None and last is None:
        person = named_after(scene, quote)
    if person is not None:
        source = tuple(source_tokens(scene.reading, person, content))
        return Draft(verb=None, speaker=person.i, source=source, cue=(), content=content, quotes=(quote,), word=None,
                     rule="voicing:introduced")  # fmt: skip
    return Draft(verb=None, speaker=last.speaker if last else None, source=last.source if last else (), cue=(),
                 content=content, quotes=(quote,), word=None,
                 rule="voicing:continued" if last else "voicing:bare")  # fmt: skip


def introduced(scene: Scene, quote: int, after: int) -> Token | None:
    """The person of whom the sentence before a quotation tells, later than token `after`: Lee laughed. “Never.”

    Where the quotation opens its paragraph, the nearest sentence of the paragraph above that tells of a person.
    """
    start, paragraph = scene.quoted.ranges[quote].start, scene.reading.quotes[quote].paragraph
    opens = scene.reading.quotes[quote].start == scene.reading.paragraphs[paragraph].start
    for sentence in reversed(scene.reading.sentences):
        if sentence.last > start or sentence.paragraph > paragraph:
            continue
        if sentence.first <= after or sentence.paragraph < paragraph - opens or scene.quoted.inside(sentence.root):
            return None
        person = _person(scene, sentence, anybody=not opens)
        if person is not None or not opens:
            return person
    return None


def named_after(scene: Scene, quote: int) -> Token | None:
    """The person of the sentence that follows a quotation with which a report opens: “…” That was the word of Lee."""
    while quote + 1 < len(scene.quoted.ranges) and _open(scene, quote, quote + 1):
        quote += 1
    end, paragraph = scene.quoted.ranges[quote].stop, scene.reading.quotes[quote].paragraph
    for sentence in scene.reading.sentences:
        if sentence.first >= end:
            near = sentence.paragraph <= paragraph + 1 and not scene.quoted.inside(sentence.first)
            return _person(scene, sentence, anybody=True) if near else None
    return None


def _person(scene: Scene, sentence: Sentence, *, anybody: bool) -> Token | None:
    """The subject of a sentence, or who possesses it, where that is a person; else `anybody` whom it names."""
    subjects = scene.reading.kids(sentence.root, "nsubj")
    named = [t for s in subjects for t in (s, *scene.reading.kids(s.i, "poss"))
             if _personal(scene, t) and (t is s or t.tag != "PRP$")]  # fmt: skip
    words = scene.reading.sentence_tokens(sentence.i) if anybody else ()
    others = [t for t in words if t.i in scene.people and t.tag != "PRP$"]
    return next(iter((*named, *others)), None)


def _personal(scene: Scene, token: Token) -> bool:
    return token.ent == "PERSON" or token.lower in scene.reporting.small.persons or token.i in scene.people
