"""A link → where it leads: scheme, host, port and path, checked and written as HTTP wants them."""

import re
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from dateline.fetching.rules import Refused, Rules

PORTS = {"http": 80, "https": 443}
UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\]")
KEPT = "%/:@!$&'()*+,;=~-._?"


class Target(msgspec.Struct, frozen=True):
    """`path` has the query and is all ASCII; `host` is in ASCII (IDNA), an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """https://host"""
        return f"{self.scheme}://{self.authority}"

    @property
    def link(self) -> str:
        """The whole link, without a fragment."""
        return self.site + self.path


def target_of(link: str, rules: Rules) -> Target:
    """Where a link leads. Raises Refused for anything but http and https at their own ports."""
    if len(link) > rules.limits.link or UNSAFE.search(link):
        raise Refused("the link is too long, or holds blanks or control characters", "check the link")
    try:
        parts = urlsplit(link)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused(f"no link that can be read: {error}", "check the link") from None
    if scheme not in PORTS:
        raise Refused(f"a link of {scheme or 'no scheme'!r}, not of the web", "give a link that begins with https://")
    if parts.username is not None or parts.password is not None:
        raise Refused("the link holds a user's name", "give a link without one")
    if port not in (None, PORTS[scheme]) and not rules.loopback:
        raise Refused(f"port {port} is not the web's own", "give a link without a port")
    path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    return Target(scheme, _ascii(host), port or PORTS[scheme], path)


def redirected(target: Target, location: str, rules: Rules) -> Target:
    """Where an answer sends the reader on. Raises Refused as `target_of` does."""
    try:
        return target_of(urljoin(target.link, location.strip()), rules)
    except ValueError as error:
        raise Refused(f"a redirect that cannot be read: {error}", "open the link in a browser") from None


def _ascii(host: str) -> str:
    """The name of a host in ASCII. Raises Refused."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not re.fullmatch(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}", name):
        raise Refused("the link names no host", "check the link")
    return name


__all__ = ["Target", "redirected", "target_of"]
