"""Text as both databases can hold it."""

import re

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text in which NUL and lone surrogates, which no database holds, are replaced one by one: spans stay true."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text without what cannot be stored."""
        return value if value is None else UNHOLDABLE.sub("\ufffd", value)


__all__ = ["Words"]
