"""How much one file, one line, one story and one paragraph may hold, and why."""

import msgspec

MEGABYTE = 1_000_000


class Limits(msgspec.Struct, frozen=True):
    """Sizes in characters, or in bytes where the name says so."""

    file_bytes: int = 16 * MEGABYTE
    """A file that is one story is read whole; the longest wire reports are below 0.1 MB. Several stories: use JSONL."""
    line_bytes: int = 16 * MEGABYTE
    """A JSONL file may have any length, for it is read line by line; one line is held in memory."""
    story: int = MEGABYTE
    """About 170,000 words, a long book: more is a collection of stories in one file."""
    paragraph: int = 50_000
    """About 8,000 words. The parser's memory grows with the paragraph (about 1 GB per million characters)."""
    sniff_bytes: int = 65_536
    """How much is looked at to tell text from binary and JSONL from wire text."""
    dateline: int = 140
    """No dateline is longer; so a lead is never searched whole for a dash."""
    byline: int = 160
    title: int = 300
    crosshead: int = 80
    tail: int = 60
    """An end mark is looked for in the last characters only."""
    credit: int = 1_500
    xml_depth: int = 100
    """Elements within elements; reports in NewsML-G2 and NITF nest some 15 deep, and libxml2 gives up at 256."""
    xml_tags: int = 400_000
    """A message of 1,000 reports has about 100,000 start and end tags; a tag costs the tree some 200 bytes."""
    xml_attributes: int = 500
    """Of one element; the standards know fewer than 60 for any."""
    xml_namespaces: int = 5_000
    """Declared in one file; each report of a message may declare a few of its own."""
    ninjs_parts: int = 1_000
    """Objects that one ninjs object brings along (associations); packages have fewer than 100."""


LIMITS = Limits()
