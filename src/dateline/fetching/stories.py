"""Links → stories: a page is read, a feed's whole entries are read, and the pages of its other entries are fetched."""

from collections.abc import Iterable, Iterator

import msgspec

from dateline.fetching.rules import Refused, Rules
from dateline.fetching.state import State
from dateline.fetching.visiting import Page, Visitor
from dateline.formats import Desk, read_stream
from dateline.formats.charsets import BOMS, trusted
from dateline.formats.feed_entries import Entry, story_of
from dateline.formats.feeds import entries as xml_entries
from dateline.formats.feeds import holds as is_feed
from dateline.formats.json_feed import entries as json_entries
from dateline.formats.json_feed import holds as is_json_feed
from dateline.story import Reject, Story

FEEDS = (("feed", is_feed, xml_entries), ("jsonfeed", is_json_feed, json_entries))


class Fetched(msgspec.Struct, frozen=True):
    """A page or feed, and what it holds. `body` is None where it was refused, or has not changed since the last run.

    The body is as it came, but in UTF-8 with its mark where the server named another charset.
    """

    link: str
    body: bytes | None
    entries: tuple[Story | Reject, ...]


def fetch_all(
    links: Iterable[str], at: Desk, rules: Rules | None = None, state: State | None = None
) -> Iterator[Fetched]:
    """What each link holds, feeds followed, in order; first the pages that an earlier run put off.

    `state` is changed: it then knows what was fetched. Stories that it has seen are not given again.
    """
    state = state if state is not None else State()
    visitor, wanted = Visitor(rules or Rules(), state), list(links)
    for link in [*(link for link in state.pending if link not in wanted), *wanted]:
        yield from _with_pages(link, visitor, at)


def _with_pages(link: str, visitor: Visitor, at: Desk) -> Iterator[Fetched]:
    """A link, and where it is a feed, the pages of the entries that it only sums up."""
    page = _visited(link, visitor)
    if not isinstance(page, Page):
        yield Fetched(link, None, (page,) if page else ())
        return
    known = next((feed for feed in FEEDS if feed[1](page.body)), None)
    if known is None:
        yield _new(link, page, _read(page, at), visitor.state)
        return
    name, _, read = known
    found = list(read(_marked(page), page.link))
    whole = [e if isinstance(e, Reject) else story_of(e, name, at) for e in found if not _sums_up(e)]
    yield _new(link, page, whole, visitor.state)
    summed = [entry.link for entry in found if isinstance(entry, Entry) and _sums_up(entry) and entry.link]
    for further in list(dict.fromkeys(summed))[: visitor.rules.limits.pages]:
        if further not in visitor.state.seen:
            yield _fetched(further, visitor, at)


def _sums_up(entry: Entry | Reject) -> bool:
    """Whether an entry's report is on its page; one without a link stays with the feed, as a Reject."""
    return isinstance(entry, Entry) and entry.content is None and entry.link is not None


def _fetched(link: str, visitor: Visitor, at: Desk) -> Fetched:
    """One page that a feed named; once it was fetched, later runs leave it alone."""
    page = _visited(link, visitor)
    if not isinstance(page, Page):
        return Fetched(link, None, (page,) if page else ())
    return _new(link, page, _read(page, at), visitor.state)


def _visited(link: str, visitor: Visitor) -> Page | Reject | None:
    """The page, None where it has not changed; what may work later is put off until the next run."""
    try:
        page = visitor.visit(link)
    except Refused as error:
        if error.again:
            visitor.state.put_off(link)
        else:
            visitor.state.pending.pop(link, None)
            visitor.state.seen[link] = None
        return Reject(link, error.reason, error.remedy)
    visitor.state.pending.pop(link, None)
    visitor.state.seen[link] = None
    return page


def _read(page: Page, at: Desk) -> list[Story | Reject]:
    return [_with_link(entry, page.link) for entry in read_stream(_marked(page), page.link, at)]


def _with_link(entry: Story | Reject, link: str) -> Story | Reject:
    """A story that does not tell its own link has the one that it was fetched from."""
    if isinstance(entry, Reject) or entry.publication.link:
        return entry
    return msgspec.structs.replace(entry, publication=msgspec.structs.replace(entry.publication, link=link))


def _marked(page: Page) -> bytes:
    """The body; where the server names another charset than UTF-8, in UTF-8 with its mark, for a server's word wins."""
    name = trusted(page.charset)
    if name in (None, "utf-8") or any(page.body.startswith(mark) for mark, _ in BOMS):
        return page.body
    return b"\xef\xbb\xbf" + page.body.decode(str(name), "replace").encode()


def _new(link: str, page: Page, found: list[Story | Reject], state: State) -> Fetched:
    """What was fetched, without the stories that the state has seen."""
    fresh = [entry for entry in found if isinstance(entry, Reject) or entry.id not in state.seen]
    state.seen.update({entry.id: None for entry in fresh if isinstance(entry, Story)})
    return Fetched(link, _marked(page), tuple(fresh))


__all__ = ["Fetched", "fetch_all"]
