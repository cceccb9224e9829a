"""The names and words of web pages and mails (data/formats/web.yaml, mail.yaml), loaded and compiled."""

import re
from functools import cached_property

import msgspec

from dateline.resources import DATA, load

PAGES = DATA / "formats/web.yaml"
MAILS = DATA / "formats/mail.yaml"


class WebExamples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences that each kind of pattern must and must not match."""

    consent: list[str]
    no_consent: list[str]
    paywall: list[str]
    no_paywall: list[str]
    refused: list[str]
    no_refused: list[str]


class WebData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/formats/web.yaml as it stands."""

    article_types: list[str]
    live_types: list[str]
    gallery_types: list[str]
    video_types: list[str]
    index_types: list[str]
    published: list[str]
    updated: list[str]
    author: list[str]
    publisher: list[str]
    title: list[str]
    section: list[str]
    robots: list[str]
    rights: list[str]
    date_marks: list[str]
    aside_marks: list[str]
    author_marks: list[str]
    consent: list[str]
    paywall: list[str]
    refused: list[str]
    examples: WebExamples


class MailExamples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines that must and must not be taken for each kind."""

    cut: list[str]
    no_cut: list[str]
    dropped: list[str]
    no_dropped: list[str]
    embargo: list[str]
    no_embargo: list[str]


class MailData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/formats/mail.yaml as it stands."""

    cut: list[str]
    reply_marks: list[str]
    dropped: list[str]
    embargo: list[str]
    zones: dict[str, int]
    examples: MailExamples


class WebWords(msgspec.Struct, frozen=True, dict=True):
    """The names that pages use, with the patterns of walls compiled when first needed."""

    data: WebData

    @cached_property
    def consent(self) -> re.Pattern[str]:
        """A wall of consent."""
        return _any(self.data.consent)

    @cached_property
    def paywall(self) -> re.Pattern[str]:
        """A request to pay for the rest."""
        return _any(self.data.paywall)

    @cached_property
    def refused(self) -> re.Pattern[str]:
        """A server's answer in place of a page."""
        return _any(self.data.refused)

    @cached_property
    def date_mark(self) -> re.Pattern[str]:
        """In an element's class: it shows when the page was published."""
        return _any(self.data.date_marks)

    @cached_property
    def author_mark(self) -> re.Pattern[str]:
        """In an element's class, id, rel or itemprop: it names who wrote the report."""
        return _any(self.data.author_marks)

    @cached_property
    def aside_mark(self) -> re.Pattern[str]:
        """In an element's class: what it holds is of another page."""
        return _any(self.data.aside_marks)


class MailWords(msgspec.Struct, frozen=True):
    """The compiled patterns of mails; each is matched against a whole line."""

    data: MailData
    cut: re.Pattern[str]
    dropped: re.Pattern[str]
    reply: re.Pattern[str]
    embargo: re.Pattern[str]


def web_words() -> WebWords:
    """Read data/formats/web.yaml; raises DataError where it does not hold what it must."""
    return WebWords(load(PAGES, WebData))


def mail_words() -> MailWords:
    """Read data/formats/mail.yaml; raises DataError where it does not hold what it must."""
    data = load(MAILS, MailData)
    return MailWords(data, _any(data.cut), _any(data.dropped), _any(data.reply_marks), _any(data.embargo))


def _any(sources: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources), re.IGNORECASE)


__all__ = ["MailWords", "WebWords", "mail_words", "web_words"]
