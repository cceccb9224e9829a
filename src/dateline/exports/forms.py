"""The forms that a record can be written in, by name."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

import msgspec

from dateline.exports.joined import Joined

Writer = Callable[[Iterable[Joined]], Iterator[bytes]]


class Form(msgspec.Struct, frozen=True):
    """A form: the module and function that give its bytes. `told`: whether it needs what else the stories tell."""

    module: str
    function: str
    told: bool = False

    def writer(self) -> Writer:
        """The function, its module loaded only now."""
        found: Writer = getattr(import_module(f"dateline.exports.{self.module}"), self.function)
        return found


FORMS = {
    "plover": Form("plover", "lines"),
    "polecat": Form("polecat", "table", told=True),
    "icews": Form("icews", "table"),
    "gdelt-events": Form("gdelt", "events"),
    "gdelt-mentions": Form("gdelt", "mentions"),
    "phoenix": Form("phoenix", "table"),
    "acled": Form("acled", "table"),
    "graphml": Form("graphml", "graph"),
    "jsonld": Form("provenance", "linked", told=True),
    "ntriples": Form("provenance", "triples", told=True),
}
PARQUET = "parquet"
"""The one that is a folder."""

__all__ = ["FORMS", "PARQUET", "Form", "Writer"]
