"""robots.txt: asked for once a site and a run, and obeyed, as urllib.robotparser reads it."""

from urllib.robotparser import RobotFileParser

import msgspec

from dateline.fetching.asking import Answer, ask
from dateline.fetching.links import Target, redirected
from dateline.fetching.rules import Refused, Rules

FORBIDDEN = (401, 403)


class Manners(msgspec.Struct, frozen=True):
    """What a site's robots.txt asks for; without a `parser` all is allowed, or with `closed` nothing."""

    parser: RobotFileParser | None = None
    closed: Refused | None = None
    """Why nothing is to be fetched."""

    def check(self, target: Target, rules: Rules) -> None:
        """Raises Refused where the site does not want this page to be fetched."""
        if self.closed:
            raise Refused(self.closed.reason, self.closed.remedy, again=self.closed.again)
        if self.parser and not self.parser.can_fetch(rules.agent, target.link):
            raise Refused("the site's robots.txt forbids it", "ask the publisher, or save the page by hand")

    def delay(self, rules: Rules) -> float:
        """Seconds between two requests to the site."""
        asked = self.parser.crawl_delay(rules.agent) if self.parser else None
        own = rules.limits.delay_s
        return max(own, min(float(asked), rules.limits.longest_delay_s)) if asked else own


def manners_of(target: Target, rules: Rules) -> Manners:
    """The site's robots.txt. Missing (4xx), all is allowed; forbidden (401, 403), broken or unreachable, nothing is."""
    place = Target(target.scheme, target.host, target.port, "/robots.txt")
    try:
        answer = _answer(place, rules)
    except Refused as error:
        return _closed(f"cannot be read: {error.reason}", error.remedy, error.again)
    if answer.status in FORBIDDEN:
        return _closed(f"is forbidden ({answer.status})", "save the page by hand", False)
    if answer.status >= 500 or answer.status == 429:
        return _closed(f"cannot be read: the server answers {answer.status}", "try again later", True)
    if answer.status != 200:
        return Manners()
    parser = RobotFileParser()
    parser.parse(answer.body.decode("utf-8", "replace").lstrip("\ufeff").splitlines())
    return Manners(parser=parser)


def _closed(why: str, remedy: str, again: bool) -> Manners:
    return Manners(closed=Refused(f"the site's robots.txt {why}", remedy, again=again))


def _answer(place: Target, rules: Rules) -> Answer:
    """The file, over redirects; each hop is checked as any link is."""
    for _ in range(rules.limits.redirects + 1):
        answer = ask(place, rules, most=rules.limits.robots_bytes)
        location = answer.header("location")
        if not (300 <= answer.status < 400 and location):
            return answer
        place = redirected(place, location, rules)
    raise Refused("too many redirects", "try again later", again=True)


__all__ = ["Manners", "manners_of"]
