"""Reading and Cast → Voices: who says what; quotations by their marks, other speech by syntax and the lexicon."""

import msgspec

from dateline.cast import Cast
from dateline.reading import Reading
from dateline.stages.voicing.bare import bare_quotes, resumed
from dateline.stages.voicing.drafts import Draft, Scene, quoted
from dateline.stages.voicing.frames import frames
from dateline.stages.voicing.phrases import filled, piece, pieces, stretch
from dateline.stages.voicing.reporting import Reporting, load_reporting
from dateline.stages.voicing.speeches import speeches
from dateline.stages.voicing.transcripts import transcript
from dateline.story import Story
from dateline.voices import Kind, Piece, Utterance, Voices


def load_voices() -> Reporting:
    """The reporting lexicon of data/lexicon/en/reporting; raises DataError where a file is wrong."""
    return load_reporting()


def find_voices(story: Story, reading: Reading, cast: Cast, reporting: Reporting, *, wide: bool = False) -> Voices:
    """All utterances of a story.

    `wide`: also acts and attitudes that show what somebody holds (endorsed, wants to, criticism of), as attribution
    corpora count them; without it only what somebody says, writes or thinks in so many words.
    """
    people = frozenset(m.head for m in cast.mentions if cast.entity_of(m).kind == "person" and m.form != "adjective")
    scene = Scene(reading, quoted(reading), reporting, wide, people)
    turns = list(transcript(scene))
    spoken = speeches(scene)
    taken = frozenset(d.verb for d in spoken if d.verb is not None)
    labelled = {i for turn in turns for i in turn.cue}
    drafts = [d for d in resumed(scene, [*spoken, *frames(scene, taken)]) if labelled.isdisjoint(d.cue)] + turns
    drafts += bare_quotes(scene, drafts)
    return _numbered([_utterance(scene, cast, d) for d in drafts if d.content])


def recast(voices: Voices, cast: Cast, reading: Reading) -> Voices:
    """The same utterances with their speakers looked up anew, after "I" and "we" in quotations have found theirs."""
    again = ((u, _entity(cast, reading, u.speaker, u.source)) for u in voices.utterances)
    return Voices(tuple(msgspec.structs.replace(u, entity=entity) for u, entity in again))


def _entity(cast: Cast, reading: Reading, speaker: int | None, source: Piece | None) -> int | None:
    """Who a source is; where an office is its head (Kenya's president William Ruto), the name beside it."""
    if speaker is None or source is None:
        return None
    mention = cast.by_head.get(speaker)
    if mention is not None:
        return mention.entity
    beside = [t for t in reading.kids(speaker, "appos") if source.first <= t.i < source.last]
    named = {m.entity for t in beside if (m := cast.by_head.get(t.i)) is not None and m.form == "name"}
    return named.pop() if len(named) == 1 else None


def _utterance(scene: Scene, cast: Cast, draft: Draft) -> Utterance:
    content = _content(scene, draft)
    kind = "direct" if draft.verbatim else _kind(scene, content)
    source = _hull(scene.reading, draft.source)
    return Utterance(source=source, speaker=draft.speaker,
                     entity=_entity(cast, scene.reading, draft.speaker, source),
                     cue=_hull(scene.reading, draft.cue), verb=draft.verb,
                     content=content, kind=kind, stance=draft.word.stance if draft.word else "neutral",
                     rules=(draft.rule,))  # fmt: skip


def _hull(reading: Reading, tokens: tuple[int, ...]) -> Piece | None:
    return piece(reading, min(tokens), max(tokens) + 1) if tokens else None


def _content(scene: Scene, draft: Draft) -> tuple[Piece, ...]:
    """The content's runs; a quotation that it touches belongs to it whole, unless the cue stands inside."""
    if draft.quotes:
        return _quote_pieces(scene, draft.quotes)
    barred = set(draft.cue) | set(draft.source)
    touched = {scene.quoted.at[i] for i in draft.content if i in scene.quoted.at}
    within = [scene.quoted.ranges[q] for q in touched if not barred & set(scene.quoted.ranges[q])]
    tokens = _headless(scene, set(draft.content) | {i for r in within for i in r if i not in barred})
    keep = frozenset(i for r in within for i in r)
    return pieces(scene.reading, filled(_reached(scene, tokens, barred), barred), keep)


def _headless(scene: Scene, tokens: set[int]) -> set[int]:
    """Without a conjunction or connecting adverb at the beginning of the sentence: they are the reporter's."""
    first = min(tokens)
    opening = scene.reading.tokens[first]
    if scene.reading.sentences[opening.sentence].first != first or len(tokens) < 2:
        return tokens
    ties = opening.dep == "cc" or (opening.dep == "advmod" and opening.lower in scene.reporting.small.openers)
    return tokens - {first} if ties else tokens


def _reached(scene: Scene, tokens: set[int], barred: set[int]) -> set[int]:
    """With the quotation that follows the last word directly in the same sentence: the words ''never again''."""
    last = max(tokens)
    quote = scene.quoted.at.get(last + 1)
    if quote is None or last in scene.quoted.at or not barred.isdisjoint(scene.quoted.ranges[quote]):
        return tokens
    same = scene.reading.tokens[last].sentence == scene.reading.tokens[last + 1].sentence
    return tokens.union(scene.quoted.ranges[quote]) if same and scene.reading.tokens[last].pos != "PUNCT" else tokens


def _quote_pieces(scene: Scene, quotes: tuple[int, ...]) -> tuple[Piece, ...]:
    """The quotations, those with nothing between them joined."""
    found: list[Piece] = []
    for q in quotes:
        mark, tokens = scene.reading.quotes[q], scene.quoted.ranges[q]
        if found and found[-1].last == tokens.start:
            found[-1] = stretch(scene.reading, found[-1].first, tokens.stop, found[-1].span.start, mark.end)
        else:
            found.append(stretch(scene.reading, tokens.start, tokens.stop, mark.start, mark.end))
    return tuple(found)


def _kind(scene: Scene, content: tuple[Piece, ...]) -> Kind:
    words = [i for p in content for i in range(p.first, p.last) if scene.reading.tokens[i].pos != "PUNCT"]
    inside = sum(scene.quoted.inside(i) for i in words)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def _numbered(found: list[Utterance]) -> Voices:
    """In the order of the text, each with the narrowest utterance whose content holds its cue."""
    kept = sorted((u for u in found if u.content), key=lambda u: (u.content[0].first, -_size(u), u.rules))
    parents = _parents(kept)
    return Voices(tuple(msgspec.structs.replace(u, parent=parents.get(n)) for n, u in enumerate(kept)))


def _size(utterance: Utterance) -> int:
    return sum(p.last - p.first for p in utterance.content)


def _parents(kept: list[Utterance]) -> dict[int, int]:
    """Index of an utterance -> index of the narrowest wider one whose content holds its cue; one pass over the text."""
    pieces = sorted((p.first, p.last, n) for n, u in enumerate(kept) for p in u.content)
    asked = sorted((u.cue.first if u.cue else u.content[0].first, n) for n, u in enumerate(kept))
    found: dict[int, int] = {}
    around: list[tuple[int, int]] = []
    begun = 0
    for at, n in asked:
        while begun < len(pieces) and pieces[begun][0] <= at:
            around.append(pieces[begun][1:])
            begun += 1
        around = [(last, other) for last, other in around if last > at]
        above = [other for _, other in around if other != n and _size(kept[other]) > _size(kept[n])]
        if above:
            found[n] = min(above, key=lambda other: (_size(kept[other]), other))
    return found
