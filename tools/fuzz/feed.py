"""Fuzz target: feeds in XML and in JSON."""

from collections.abc import Iterator

from dateline.formats.feeds import FEED
from dateline.formats.json_feed import JSON_FEED
from tools.fuzz.checking import check_format, plain_desk
from tools.fuzz.samples import samples

AT = plain_desk()


def seeds() -> Iterator[bytes]:
    """The feeds of the tests."""
    yield from samples("tests/samples/web/*.xml", "tests/samples/web/*.rdf", "tests/samples/web/*.json")


def words() -> list[str]:
    """Elements of feeds, and fields of JSON Feed."""
    return [
        "<item>",
        "</item>",
        "<entry>",
        "<content:encoded>",
        "<![CDATA[",
        "]]>",
        "<pubDate>",
        "<dc:creator>",
        "<link>",
        "<guid>",
        "<content type='xhtml'>",
        "<updated>",
        "&nbsp;",
        "&amp;",
        "<!DOCTYPE rss>",
        "<category>",
        "<source url='x'>",
        "<media:content/>",
        '"items":[',
        '"content_html":',
        '"date_published":',
        "xmlns:a='b'",
        "<enclosure/>",
        "<itunes:author>",
        "<cc:license/>",
    ]


def once(raw: bytes) -> None:
    """Read the bytes as the one or the other."""
    check_format(JSON_FEED if raw.lstrip()[:1] == b"{" else FEED, raw, AT)
