"""A quicker start: the command line needs none of spaCy's own commands, and importing them costs half a second."""

import sys
from types import ModuleType


def without_spacy_commands() -> None:
    """Put an empty module in the place of spacy.cli, unless spaCy is loaded already; only ever called by the program `dateline`."""
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    commands.__path__ = []
    info.info = commands.info = _unavailable  # type: ignore[attr-defined]
    sys.modules.update({"spacy.cli": commands, "spacy.cli.info": info})


def _unavailable(*_args: object, **_options: object) -> None:
    raise NotImplementedError("spaCy's commands are not loaded in the program dateline")
