"""The language of a story. One that is surely not English is rejected by name, before anything is parsed."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dateline.formats.limits import LIMITS
from dateline.resources import DATA, load
from dateline.story import Reject, Story

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PATH = DATA / "formats/languages.yaml"
ENGLISH = "en"
WORD = re.compile(r"[^\W\d_]+")
REMEDY = "translate it, or leave it out"


class LanguageExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and its language; `name` is null where the text must pass."""

    text: str
    name: str | None


class LanguageData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/formats/languages.yaml as it stands."""

    names: dict[str, str]
    no_language: list[str]
    sisters: list[list[str]]
    common_words: list[str]
    common_share: float
    sure: float
    english_share: float
    shortest_words: int
    shortest_letters: int
    quotations: list[str]
    examples: list[LanguageExample]


class Guess(msgspec.Struct, frozen=True):
    """A language (ISO 639) and how sure it is, 0 to 1."""

    code: str
    certainty: float


class Languages(msgspec.Struct, frozen=True, dict=True):
    """Tells languages. The words load when they are first asked for, the model when the words do not settle it."""

    @cached_property
    def data(self) -> LanguageData:
        """Names and thresholds; raises DataError where the file is broken."""
        return load(PATH, LanguageData)

    @cached_property
    def model(self) -> "LanguageIdentifier":
        """py3langid's identifier of 140 languages, out of its own package (about 1 s)."""
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    @cached_property
    def common(self) -> frozenset[str]:
        """English words so common that a text with many of them is English."""
        return frozenset(self.data.common_words)

    @cached_property
    def quoted(self) -> re.Pattern[str]:
        """What stands between quotation marks."""
        return re.compile("|".join(self.data.quotations))

    def judged(self, story: Story) -> Story | Reject:
        """The story with its language; a Reject where it is surely another than English."""
        text = _beginning(story, LIMITS.language)
        if self._is_short(text):
            return _with(story, _primary(story.publication.language))
        guess = self.guess(text)
        if guess is None:
            return _with(story, _primary(story.publication.language))
        if guess.code != ENGLISH and not self._has_english(_beginning(story, LIMITS.language_again)):
            return self.rejected(story.origin, guess)
        return _with(story, ENGLISH)

    def guess(self, text: str) -> Guess | None:
        """The language of a text; None where it cannot be told for sure."""
        words = WORD.findall(text.lower())
        share = sum(word in self.common for word in words) / max(len(words), 1)
        if share >= self.data.common_share:
            return Guess(ENGLISH, 1.0)
        shares: dict[str, float] = dict(self.model.rank(text))
        code = max(shares, key=lambda known: shares[known])
        alike = {code}.union(*(group for group in self.data.sisters if code in group))
        certainty = min(sum(shares.get(known, 0.0) for known in alike), 1.0)
        sure = certainty >= self.data.sure and code not in self.data.no_language
        return Guess(code, certainty) if sure else None

    def rejected(self, origin: str, guess: Guess) -> Reject:
        """A story in another language, by its name."""
        name = self.data.names.get(guess.code, f"the language {guess.code}")
        return Reject(origin, f"this is {name} ({guess.certainty:.2f}), and Dateline reads English", REMEDY)

    def _is_short(self, text: str) -> bool:
        """Too short to be told; scripts without blanks between words are counted in letters."""
        if text.count(" ") + text.count("\n") >= self.data.shortest_words:
            return False
        return sum(char >= "\u0370" and char.isalpha() for char in text) < self.data.shortest_letters

    def _has_english(self, text: str) -> bool:
        """Whether the text outside quotation marks, or a good part of the paragraphs, is English all the same."""
        outside = self.quoted.sub(" ", text)
        if not self._is_short(outside) and self._is_english(outside[: LIMITS.language]):
            return True
        parts = [part for part in text.split("\n") if not self._is_short(part)]
        english = sum(len(part) for part in parts if self._is_english(part))
        return english >= self.data.english_share * max(sum(map(len, parts)), 1)

    def _is_english(self, text: str) -> bool:
        guess = self.guess(text)
        return guess is not None and guess.code == ENGLISH


def _beginning(story: Story, size: int) -> str:
    """The first characters of the running text, a paragraph a line."""
    parts: list[str] = []
    for paragraph in story.paragraphs:
        parts.append(paragraph.text[:size])
        size -= len(paragraph.text) + 1
        if size <= 0:
            break
    return "\n".join(parts)


def _primary(tag: str | None) -> str | None:
    """En of en-GB."""
    return re.split("[-_]", tag, maxsplit=1)[0].lower() or None if tag else None


def _with(story: Story, language: str | None) -> Story:
    return msgspec.structs.replace(story, language=language)


__all__ = ["ENGLISH", "Guess", "Languages"]
