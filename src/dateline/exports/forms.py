"""The forms that a record can be written in, by name."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

import msgspec

from dateline.coding import Event
from dateline.exports.joined import Joined

Holds = Callable[[Event], bool]
Writer = Callable[[Iterable[Joined]], Iterator[bytes]]


def everything(_: Event) -> bool:
    """Every record."""
    return True


def acts(event: Event) -> bool:
    """Those that took place: the table has no word for others."""
    from dateline.exports.cameo import happened

    return happened(event)


def acled_events(event: Event) -> bool:
    """Those that ACLED has a type for."""
    from dateline.exports.acled import deed_of

    return deed_of(event) is not None


class Form(msgspec.Struct, frozen=True):
    """A form: the module and function that give its bytes, and which records it can hold.

    `told`: whether it needs what else the stories tell.
    """

    module: str
    function: str
    holds: Holds = everything
    told: bool = False

    def writer(self) -> Writer:
        """The function, its module loaded only now."""
        found: Writer = getattr(import_module(f"dateline.exports.{self.module}"), self.function)
        return found


FORMS = {
    "plover": Form("plover", "lines"),
    "polecat": Form("polecat", "table", acts, told=True),
    "icews": Form("icews", "table", acts),
    "gdelt-events": Form("gdelt", "events", acts),
    "gdelt-mentions": Form("gdelt", "mentions", acts),
    "phoenix": Form("phoenix", "table", acts),
    "acled": Form("acled", "table", acled_events),
    "graphml": Form("graphml", "graph", acts),
    "jsonld": Form("provenance", "linked", told=True),
    "ntriples": Form("provenance", "triples", told=True),
}
PARQUET = "parquet"
"""The one that is a folder; it holds everything."""

__all__ = ["FORMS", "PARQUET", "Form", "Holds", "Writer", "acled_events", "acts", "everything"]
