"""Which contexts a record has: those of its entry and CAMEO code, and those that its sentence's words speak of."""

from dateline.codebook.plover import Codebook
from dateline.deeds import Deed
from dateline.reading import Reading


def contexts_of(deed: Deed, cameo: str, reading: Reading, codebook: Codebook) -> tuple[str, ...]:
    """Contexts in the codebook's order."""
    known = set(deed.context) | set(codebook.cameo[cameo].contexts if cameo in codebook.cameo else ())
    sentence = reading.tokens[deed.frame.head].sentence
    tokens = reading.sentence_tokens(sentence)
    words = [t.lemma for t in tokens]
    present = {w: [i for i, x in enumerate(words) if x == w] for w in set(words)}
    for context, phrases in codebook.contexts.items():
        if context not in known and any(_holds(words, present, phrase) for phrase in phrases):
            known.add(context)
    return tuple(c for c in codebook.contexts if c in known)


def _holds(words: list[str], present: dict[str, list[int]], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[i : i + len(phrase)]) == phrase for i in present.get(phrase[0], ()))
