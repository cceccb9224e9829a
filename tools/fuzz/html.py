"""Fuzz target: pages of the web."""

from collections.abc import Iterator

from dateline.formats.html import HTML
from tools.fuzz.checking import check_format, plain_desk
from tools.fuzz.samples import samples

AT = plain_desk()


def seeds() -> Iterator[bytes]:
    """The pages of the tests."""
    yield from samples("tests/samples/web/*.html")


def words() -> list[str]:
    """Elements and attributes that the reader looks for."""
    return [
        "<article>",
        "</article>",
        "<p>",
        "<h1>",
        "<time datetime='2024-05-16'>",
        "<script type='application/ld+json'>",
        '{"@type":"NewsArticle"}',
        '"datePublished":"2024"',
        '"author":[{"name":"A"}]',
        "<table><tr><td>",
        "<br>",
        "&#0;",
        "&#xD800;",
        "<meta property='article:published_time' content='x'>",
        "<link rel=canonical href='http://a.example/2024/05/16/'>",
        "<!--",
        "-->",
        "<svg>",
        "<noscript>",
        "itemprop='datePublished'",
        "class='byline'",
        "<template>",
        "charset=utf-7",
    ]


def once(raw: bytes) -> None:
    """Read the bytes as a page."""
    check_format(HTML, raw, AT)
