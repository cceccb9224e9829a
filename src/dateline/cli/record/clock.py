"""The present moment, as the record writes it."""

import datetime


def now() -> str:
    """ISO 8601 in UTC with microseconds, ending in Z."""
    return datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
