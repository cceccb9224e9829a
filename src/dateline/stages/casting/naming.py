"""What people and bodies of the tables are called: as the story spells them in their fullest form."""

from collections.abc import Iterable

from dateline.knowledge.folding import words_of
from dateline.stages.casting.drafts import Book, Draft
from dateline.stages.casting.ground import Ground

READ_AS_WORDS = 4
"""Acronyms of so many letters stand as names (NATO); shorter ones and those with points are written out (EU, U.N.)."""


def settle_names(ground: Ground, book: Book) -> None:
    """Give every known person and body the fullest name of the story; the tables' where it is only a short form."""
    forms: dict[int, list[str]] = {}
    for mention in sorted(book.mentions.values(), key=lambda m: m.first):
        if mention.form != "noun":
            forms.setdefault(mention.entity, []).append(_form(mention.span.text))
    for draft in book.drafts:
        told = forms.get(draft.index, [])
        if draft.kind == "person" and draft.person >= 0:
            _take(draft, (f for f in told if _is_full(ground, f)))
        elif draft.kind == "org" and draft.source:
            _take(draft, (f for f in told if _says_more(f, draft.name)))


def _form(text: str) -> str:
    """A name in one line, without article or possessive."""
    name = " ".join(text.split())
    return name.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s")


def _take(draft: Draft, forms: Iterable[str]) -> None:
    """The form with the most words, the first of them."""
    fullest = max(forms, key=lambda f: len(f.split()), default="")
    if fullest and fullest != draft.name:
        draft.name = fullest
        draft.learn("text:name")


def _is_full(ground: Ground, form: str) -> bool:
    """Several words, none of them a title, not all capitals."""
    words = form.split()
    titled = words[0] in ground.agents.words.honorifics or words[0].lower() in ground.agents.heads
    return len(words) > 1 and not titled and not form.isupper()


def _says_more(form: str, name: str) -> bool:
    """Whether a body's name in the text is another one than the tables': no part of it, no initials, no noun."""
    words = form.split()
    if form.isupper() and len(words) == 1:
        return form.isalpha() and len(form) >= READ_AS_WORDS
    if len(words) < 2 or any(w.isupper() for w in words) or any(w.islower() and len(w) > 3 for w in words):
        return False
    return not set(words_of(form)) <= set(words_of(name))
