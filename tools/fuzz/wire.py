"""Fuzz target: plain wire text, from its bytes to a Story."""

from collections.abc import Iterator

from dateline.formats import read_stream
from tools.fuzz.checking import check, plain_desk
from tools.fuzz.samples import samples

AT = plain_desk()


def seeds() -> Iterator[bytes]:
    """The stories of the examples."""
    yield from samples("examples/stories/*.txt")


def words() -> list[str]:
    """Pieces that the reader looks for."""
    return [
        "By ",
        " (AP) — ",
        "(Reporting by ",
        "date 2024-05-16 ",
        "Editing by ",
        " - ",
        "\n\n",
        "\r\n",
        "\u2028",
        "\u00a0",
        "_____",
        "LONDON",
        "May 16 ",
        "- Like this -",
        "(END)",
        "“",
        "”",
        "—",
        "\ufeff",
        "/PRNewswire/ --",
        "SIEGEL: ",
    ]


def once(raw: bytes) -> None:
    """Read the bytes as a file of unknown kind, and as text whatever they are."""
    check(read_stream(raw, "f", AT))
    check([AT.wire.read(raw.decode("utf-8", "replace"), origin="f")])
