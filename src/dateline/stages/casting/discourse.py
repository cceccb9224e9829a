"""What has been named so far, and what a later word can take up."""

from collections.abc import Callable, Iterator

import msgspec

from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground, role_of

WEIGHTS = {"subject": 22, "passive": 16, "object": 10, "poss": 8, "of": 4, "modifier": 0, "other": 4}


class Seen(msgspec.Struct, frozen=True):
    """One mention as the discourse remembers it."""

    token: int
    sentence: int
    entity: int
    role: str
    modifier: bool
    """Whether it is an adjective only: Russian in "Russian forces"."""


class Discourse:
    """Mentions in text order, growing as the story is read."""

    def __init__(self, ground: Ground, book: Book) -> None:
        self.ground = ground
        self.book = book
        self.seen: list[Seen] = []
        self.counts: dict[int, int] = {}

    def note(self, token: int, entity: int, modifier: bool = False) -> None:
        """Remember a mention."""
        reading = self.ground.reading
        self.seen.append(Seen(token, reading.tokens[token].sentence, entity, role_of(reading, token), modifier))
        self.counts[entity] = self.counts.get(entity, 0) + 1

    def back(self, sentence: int, reach: int) -> Iterator[Seen]:
        """What was seen, latest first, no more than `reach` sentences before."""
        for seen in reversed(self.seen):
            if sentence - seen.sentence > reach:
                return
            yield seen

    def draft(self, seen: Seen) -> Draft:
        """Its entity."""
        return self.book.drafts[seen.entity]

    def latest(self, sentence: int, reach: int, fits: Callable[[Draft], bool]) -> Draft | None:
        """The entity last seen that fits."""
        return next((d for s in self.back(sentence, reach) if fits(d := self.draft(s))), None)

    def clause(self, token: int) -> int:
        """The verb that governs a token."""
        reading = self.ground.reading
        return next((t.i for t in reading.ancestors(token) if t.pos in ("VERB", "AUX")), -1)

    def _is_main(self, token: int) -> bool:
        """Whether a token depends on its sentence's root."""
        reading = self.ground.reading
        return reading.tokens[token].head == reading.sentences[reading.tokens[token].sentence].root

    def best(self, token: int, reach: int, fits: Callable[[Seen, Draft], bool]) -> Draft | None:
        """The most salient entity that fits a pronoun: near, a subject, often named."""
        sentence = self.ground.reading.tokens[token].sentence
        top, chosen, clause = -1e9, None, self.clause(token)
        for order, seen in enumerate(self.back(sentence, reach)):
            draft = self.draft(seen)
            if not fits(seen, draft):
                continue
            score = 100.0 - 26 * (sentence - seen.sentence) + WEIGHTS[seen.role] + 2 * min(self.counts[seen.entity], 6)
            score += 18 * (seen.sentence == sentence and self.clause(seen.token) == clause)
            score += 8 * (
                seen.sentence < sentence and seen.role in ("subject", "passive") and self._is_main(seen.token)
            )
            score -= 30 * seen.modifier + order * 0.8
            if score > top:
                top, chosen = score, draft
        return chosen
