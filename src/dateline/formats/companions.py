"""A feed and the pages of its entries, given together: a report that the feed only sums up is read from its page."""

import re

import msgspec

from dateline.formats.kinds import Entries
from dateline.story import Story, Summary

FORWARDED = re.compile(r"^https?://(?:www\.)?|[?&]utm_[^#]*|#.*$|/$")
"""What addresses of one page differ in: scheme, www, marks of a campaign, fragment, last slash."""


def same_page(link: str) -> str:
    """An address without what does not tell pages apart."""
    before = ""
    while link != before:
        before, link = link, FORWARDED.sub("", link)
    return link


class Companions(msgspec.Struct):
    """Grows while paths are read. `wanted`: entries of the feeds among them by page; `met`: pages that were read."""

    wanted: dict[str, Summary] = {}
    met: set[str] = set()

    def look_at(self, entries: Entries) -> None:
        """The first pass, over a feed: keep what it only sums up."""
        for entry in entries:
            if isinstance(entry, Summary):
                self.wanted.setdefault(same_page(entry.link), entry)

    def joined(self, entries: Entries) -> Entries:
        """The second pass: a story with what the feed tells beyond its page; what is only summed up comes last."""
        held: list[Summary] = []
        for entry in entries:
            if isinstance(entry, Summary) and self.wanted:
                held.append(entry)
            else:
                yield self._completed(entry) if isinstance(entry, Story) and self.wanted else entry
        yield from (entry for entry in held if same_page(entry.link) not in self.met)

    def _completed(self, story: Story) -> Story:
        link = same_page(story.publication.link or "")
        summed = self.wanted.get(link)
        if summed is None:
            return story
        self.met.add(link)
        told = story.publication
        if not told.published and story.date in (None, summed.date):
            told = msgspec.structs.replace(told, published=summed.published)
        return msgspec.structs.replace(story, publication=told, title=story.title or summed.title,
                                       date=story.date or summed.date)  # fmt: skip


__all__ = ["Companions", "same_page"]
