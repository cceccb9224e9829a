"""Fuzz target: NewsML-G2, and NITF where it is inside."""

from collections.abc import Iterator

from dateline.formats.newsml import NEWSML
from dateline.formats.nitf import NITF
from tools.fuzz.checking import check_format, plain_desk
from tools.fuzz.samples import samples

AT = plain_desk()


def seeds() -> Iterator[bytes]:
    """The items of the tests."""
    yield from samples("tests/samples/news/g2-*.xml", "tests/samples/news/nitf-*.xml")


def words() -> list[str]:
    """Elements, attributes and pieces of XML that could do harm."""
    return [
        "<newsItem>",
        "</newsItem>",
        "<itemMeta>",
        "<contentMeta>",
        "<contentSet>",
        "<inlineXML>",
        "<inlineData>",
        "versionCreated",
        "<pubStatus qcode='stat:canceled'/>",
        "<embargoed>",
        "<link rel='irel:previousVersion'/>",
        "<!DOCTYPE",
        "<!ENTITY",
        "<?xml",
        "encoding='UTF-16'",
        "xmlns=",
        "xml:lang='en'",
        "<nitf>",
        "<body.content>",
        "<hedline>",
        "<![CDATA[",
        "]]>",
        "&#x0;",
    ]


def once(raw: bytes) -> None:
    """Read the bytes as both; each must refuse what is not its own."""
    for known in (NEWSML, NITF):
        check_format(known, raw, AT)
