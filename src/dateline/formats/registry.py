"""Every format that is told by its first bytes, the most particular first; wire text and JSON Lines are the rest."""

from dateline.formats.feeds import FEED
from dateline.formats.html import HTML
from dateline.formats.json_feed import JSON_FEED
from dateline.formats.kinds import Format
from dateline.formats.mail import MAIL
from dateline.formats.newsml import NEWSML
from dateline.formats.ninjs import NINJS
from dateline.formats.nitf import NITF
from dateline.formats.packed import PACKED
from dateline.formats.parquet import PARQUET
from dateline.formats.tables import TABLE
from dateline.formats.tars import TAR
from dateline.formats.warc import WARC
from dateline.formats.zips import ZIP

FORMATS: tuple[Format, ...] = (
    *PACKED,
    ZIP,
    PARQUET,
    WARC,
    TAR,
    NEWSML,
    NITF,
    FEED,
    JSON_FEED,
    NINJS,
    HTML,
    MAIL,
    TABLE,
)


def format_of(head: bytes) -> Format | None:
    """The first format that claims these bytes; None where wire text and JSON Lines are to be tried."""
    return next((known for known in FORMATS if known.holds(head)), None)
