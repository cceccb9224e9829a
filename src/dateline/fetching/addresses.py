"""Which addresses of the internet are anybody's, and which belong to a machine, a house, or a provider."""

import ipaddress

IPV4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24"
    " 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
)
"""IANA's special-purpose registry: private, providers' NAT, loopback, link-local, tests, multicast, reserved."""
NOT_PUBLIC = tuple(map(ipaddress.IPv4Network, IPV4.split()))
IPV6_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All public addresses are in it; IPv4-mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96), local and multicast are not."""
IPV6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Inside of that: protocols (Teredo among them), documentation, 6to4, which carries any IPv4 address."""


def is_public(address: str, *, loopback: bool = False) -> bool:
    """Whether an address, as the socket names it, may be connected to; `loopback` lets the machine reach itself."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:  # a zone ("fe80::1%eth0") or nonsense
        return False
    if loopback and known.is_loopback:
        return True
    if isinstance(known, ipaddress.IPv4Address):
        return not any(known in network for network in NOT_PUBLIC)
    return known in IPV6_UNICAST and not any(known in network for network in IPV6)


__all__ = ["is_public"]
