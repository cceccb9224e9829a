"""A visit to a page: robots.txt first, a pause between two requests to a host, redirects checked hop by hop."""

import re
from email.utils import parsedate_to_datetime

import msgspec

from dateline.fetching.asking import Answer, ask
from dateline.fetching.links import Target, redirected, target_of
from dateline.fetching.robots import Manners, manners_of
from dateline.fetching.rules import Refused, Rules
from dateline.fetching.state import Marks, State

MOVED = (301, 302, 303, 307, 308)
BUSY = (429, 503)
READ = re.compile(
    r"(?:text/(?:html|plain|xml)|application/(?:[\w.-]+\+)?(?:xml|json)|application/(?:xhtml|rss|atom|rdf)|$)",
    re.IGNORECASE,
)
"""Content types of pages and feeds; a server that names none is believed to send one."""


class Page(msgspec.Struct, frozen=True):
    """What a link led to: the last link, the body as sent, and the charset that the server names."""

    link: str
    body: bytes
    charset: str | None


class Visitor(msgspec.Struct):
    """Fetches one page after the other; remembers, for a run, the sites' robots.txt and when a host was last asked."""

    rules: Rules
    state: State
    manners: dict[str, Manners] = msgspec.field(default_factory=dict)
    asked: dict[str, float] = msgspec.field(default_factory=dict)

    def visit(self, link: str) -> Page | None:
        """The page; None where it has not changed since the state's last visit. Raises Refused."""
        target = target_of(link, self.rules)
        for _ in range(self.rules.limits.redirects + 1):
            answer = self._asked(target, self.state.marks.get(link))
            if answer.status == 304:
                return None
            if answer.status not in MOVED or not answer.header("location"):
                return self._page(link, target, answer)
            target = redirected(target, answer.header("location"), self.rules)
        raise Refused(f"more than {self.rules.limits.redirects} redirects", "open the link in a browser")

    def _asked(self, target: Target, marks: Marks | None) -> Answer:
        """One answer; a server that is busy for a short while is waited for, once."""
        until = self.state.later.get(target.host, 0.0) - self.rules.now()
        if until > 0:
            raise Refused(f"the server asks to come again in {until:.0f} s", "try again then", again=True)
        manners = self._manners(target)
        manners.check(target, self.rules)
        answer = self._paced(target, manners, marks)
        if answer.status in BUSY:
            wait = _seconds(answer.header("retry-after"), self.rules)
            if wait > self.rules.limits.longest_wait_s:
                self.state.later[target.host] = self.rules.now() + wait
                raise Refused(f"the server asks to come again in {wait:.0f} s", "try again then", again=True)
            self.rules.sleep(wait)
            answer = self._paced(target, manners, marks)
        return answer

    def _manners(self, target: Target) -> Manners:
        if target.site not in self.manners:
            self.manners[target.site] = manners_of(target, self.rules)
            self.asked[target.host] = self.rules.clock()
        return self.manners[target.site]

    def _paced(self, target: Target, manners: Manners, marks: Marks | None) -> Answer:
        """Ask after the pause that the host is owed."""
        wait = self.asked.get(target.host, float("-inf")) + manners.delay(self.rules) - self.rules.clock()
        if wait > 0:
            self.rules.sleep(wait)
        try:
            return ask(target, self.rules, _conditions(marks))
        finally:
            self.asked[target.host] = self.rules.clock()

    def _page(self, link: str, target: Target, answer: Answer) -> Page:
        if answer.status != 200:
            again = answer.status >= 500 or answer.status in (408, 425, *BUSY)
            raise Refused(f"the server answers {answer.status}", "check the link in a browser", again=again)
        kind, _, rest = answer.header("content-type").partition(";")
        if not READ.match(kind.strip()):
            raise Refused(f"the server sends {kind.strip()[:60]!r}, no page and no feed", "give a page or a feed")
        if not answer.body.strip():
            raise Refused("the answer is empty", "check the link in a browser", again=True)
        marks = Marks(etag=answer.header("etag") or None, modified=answer.header("last-modified") or None)
        self.state.marks.pop(link, None)
        if marks != Marks():
            self.state.marks[link] = marks
        charset = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", rest, re.IGNORECASE)
        return Page(target.link, answer.body, charset[1] if charset else None)


def _conditions(marks: Marks | None) -> dict[str, str]:
    """The headers that ask for a page only if it has changed."""
    told = {"If-None-Match": marks.etag, "If-Modified-Since": marks.modified} if marks else {}
    return {name: value for name, value in told.items() if value and value.isprintable() and value.isascii()}


def _seconds(retry_after: str, rules: Rules) -> float:
    """How long a busy server wants to be left alone; the usual pause where it does not say."""
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - rules.now())
    except (ValueError, TypeError, IndexError, OverflowError):
        return rules.limits.delay_s


__all__ = ["Page", "Visitor"]
