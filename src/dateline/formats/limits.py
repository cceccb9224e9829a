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
    """Longer lines that begin with "By" are prose."""
    title: int = 300
    """A headline has 40 to 120; a first block of more is running text."""
    crosshead: int = 80
    """A heading between paragraphs is a few words."""
    tail: int = 60
    """An end mark is looked for in the last characters only."""
    credit: int = 1_500
    """The longest list of reporters at a report's end has about 600."""
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
    page_bytes: int = 5 * MEGABYTE + MEGABYTE
    """A page of news is 0.1 to 1 MB, nearly all of it scripts; the parser takes about 10 times that in memory."""
    page_elements: int = 8_000
    """Pages of news have 500 to 5,000; the extraction goes over them many times (up to 0.4 ms an element)."""
    page_tags: int = 300_000
    """Signs of "<", those in scripts and comments included: more of them are no page, and not parsed."""
    page_depth: int = 200
    """Templates nest 20 to 50 deep; libxml2 itself stops at 256 and leaves out what is deeper."""
    attribute: int = 20_000
    """Characters of one attribute that are looked at; longer ones are pictures written into the page."""
    linked_data: int = 500_000
    """Characters of one JSON-LD script; a live blog of 300 posts has about as many."""
    linked_nodes: int = 1_000
    """Objects of a page's JSON-LD, and fields of a mail's header, that are looked at."""
    names: int = 40
    """Authors, sections or tags of one report that are kept."""
    feed_bytes: int = 2 * MEGABYTE
    """Feeds of whole reports are 0.1 to 1 MB."""
    feed_elements: int = 10_000
    """A feed of 100 reports has 1,500, with XHTML inside some more; feedparser takes up to 0.3 ms each."""
    feed_attributes: int = 100
    """Of one element; feedparser takes time by the square of their number."""
    feed_entries: int = 1_000
    """Feeds hold 10 to 200; what is beyond is said to be left out."""
    feed_depth: int = 100
    """Feeds nest 5 deep, with XHTML inside about 30."""
    mail_header: int = 2_000
    """Characters of one header field; a longer one is no letter's, and the standard library takes minutes over some."""
    mail_parts: int = 100
    """A letter has a few: text, HTML, attachments."""
    mail_lines: int = 400_000
    """The longest mail that is read, 16 MB of attachments, has about 220,000."""
    mail_text: int = 4 * MEGABYTE
    """Bytes of a part that holds the letter, in the mail's coding."""
    depth: int = 2
    """Archives in archives: a zip of tars is met in the trade, a third layer only in bombs. Compression counts none."""
    members: int = 100_000
    """Parts of one archive and of all within it; a day of a large wire service has a few thousand."""
    index_bytes: int = 16 * MEGABYTE
    """The table of contents of a zip is held in memory: 100,000 members at 160 bytes."""
    header_bytes: int = MEGABYTE
    """A long name or an extended header in a tar; the longest path of any system is 32,000 bytes."""
    ratio: int = 200
    """How many times its size an archive may grow to. News shrinks 3 to 10 times, tables up to 50, bombs 1,000."""
    ratio_free_bytes: int = 16 * MEGABYTE
    """The ratio is judged only above this: a small file of blanks is no bomb, and one story is no larger."""
    unpacked_bytes: int = 20_000 * MEGABYTE
    """All that one archive may unpack to: 20 of the WARC files of a news crawl."""
    held_bytes: int = 256 * MEGABYTE
    """A zip or a Parquet table is read from its end, so one from a pipe or out of an archive is held in memory."""
    window_bytes: int = 256 * MEGABYTE
    """Memory for unpacking xz and zstd; their strongest usual settings (xz -9, zstd -19) need 65 MB."""
    cell: int = 1_100_000
    """Characters of one cell and of one line of a table: a story at its longest with its quotation marks doubled."""
    columns: int = 2_000
    """No table of stories comes near; what has more is taken for no table."""
    rows_at_once: int = 256
    """Rows of a Parquet table that are held at a time."""
    story_seconds: float = 5.0
    """For one story of a format that is parsed in a child process: a long page takes 0.05 s."""
    story_bytes: int = 750 * MEGABYTE
    """What such a story may add to the child's memory: a page of 16 MB as a tree takes about 0.5 GB."""
    open_files: int = 64
    """Of the child process: a file to read, the modules that it loads; nothing there needs many."""
    start_seconds: float = 60.0
    """For the child to start and load its parsers: about 1 s, more on a machine that is busy."""
    language: int = 1_000
    """Characters that are looked at for the language: surer than 0.99 for news text, at 0.3 ms."""
    language_again: int = 6_000
    """Characters looked at before a story is rejected for its language: a foreign quotation may stand first."""


LIMITS = Limits()
