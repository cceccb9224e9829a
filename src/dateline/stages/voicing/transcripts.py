"""Transcripts: paragraphs that begin with the speaker's name and a colon, as interviews, hearings and sittings have."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from dateline.reading import Reading
from dateline.stages.voicing.drafts import Draft, Scene

LABEL = re.compile(r"(?P<name>[^\W\d_][^:.!?\n\"“”]{0,70}?)(?:\s*\([^()\n]{1,60}\))?:\s+(?=\S)")
WORDS = 8
FEWEST = 2


class Turn(msgspec.Struct, frozen=True):
    """A paragraph of a transcript: tokens of the label, and of what is said."""

    paragraph: int
    label: range
    said: range


def transcript(scene: Scene) -> Iterator[Draft]:
    """A draft for each turn of a transcript, the paragraphs in which the speaker goes on included.

    Two paragraphs whose labels name persons, or one whose label comes back, make a transcript; a paragraph without
    label goes on where the speaker says I or we, outside of quotation marks.
    """
    found = [turn for i in range(len(scene.reading.paragraphs)) if (turn := _turn(scene.reading, i)) is not None]
    counts = Counter(scene.reading.span(t.label.start, t.label.stop).text for t in found)
    known = [t for t in found if not _dated(scene.reading, t.label)]
    comes_back = any(counts[scene.reading.span(t.label.start, t.label.stop).text] > 1 for t in known)
    turns = known if comes_back else [t for t in known if _named(scene.reading, t.label)]
    if len(turns) < FEWEST:
        return
    labelled = {turn.paragraph for turn in turns}
    for turn in turns:
        content = set(turn.said)
        following = turn.paragraph + 1
        while following < len(scene.reading.paragraphs) and following not in labelled and _own(scene, following):
            content |= set(_tokens(scene.reading, following))
            following += 1
        yield Draft(verb=None, speaker=_head(scene.reading, turn.label), source=tuple(turn.label),
                    cue=(turn.said.start - 1,), content=frozenset(content), word=None, rule="voicing:transcript",
                    verbatim=True)  # fmt: skip


def _turn(reading: Reading, paragraph: int) -> Turn | None:
    block = reading.paragraphs[paragraph]
    found = LABEL.match(block.text)
    if found is None or len(found["name"].split()) > WORDS:
        return None
    label = reading.tokens_between(block.start, block.start + found.end("name"))
    said = range(
        reading.tokens_between(block.start + found.end() - 1, block.end).start, _tokens(reading, paragraph).stop
    )
    while len(said) and (reading.tokens[said.start].text.isspace() or reading.tokens[said.start].text == ":"):
        said = said[1:]
    if not len(label) or not len(said) or any(_busy(reading, i) for i in label):
        return None
    return Turn(paragraph, label, said)


def _dated(reading: Reading, label: range) -> bool:
    return any(reading.tokens[i].ent in ("DATE", "TIME") for i in label)


def _named(reading: Reading, label: range) -> bool:
    """Whether a label is a person's name."""
    text = reading.span(label.start, label.stop).text
    return _capital(text) and any(reading.tokens[i].ent == "PERSON" for i in label)


def _capital(name: str) -> bool:
    """Whether a label is written as a name is: its first word and most of its words have capitals."""
    words = [word for word in name.split() if word[0].isalpha()]
    return bool(words) and words[0][0].isupper() and sum(w[0].isupper() for w in words) * 3 >= len(words) * 2


def _busy(reading: Reading, i: int) -> bool:
    """Whether a token has no place in a speaker's label: a verb with a subject."""
    return reading.tokens[i].pos in ("VERB", "AUX") and bool(reading.kids(i, "nsubj", "nsubjpass"))


def _tokens(reading: Reading, paragraph: int) -> range:
    block = reading.paragraphs[paragraph]
    return reading.tokens_between(block.start, block.end)


def _own(scene: Scene, paragraph: int) -> bool:
    words = _tokens(scene.reading, paragraph)
    if any(scene.quoted.inside(i) for i in words):
        return False
    return any(scene.reading.tokens[i].lower in scene.reporting.small.speakers for i in words)


def _head(reading: Reading, label: range) -> int:
    """The last name or noun of a label."""
    nouns = [i for i in label if reading.tokens[i].pos in ("PROPN", "NOUN")]
    return nouns[-1] if nouns else label[-1]
