"""A quicker start: the program needs neither spaCy's own commands nor srsly's YAML, which cost 0.6 s to import."""

import sys
from types import ModuleType

ABSENT = {
    "spacy.cli": ("info",),
    "spacy.cli.info": ("info",),
    "srsly._yaml_api": ("read_yaml", "write_yaml", "yaml_dumps", "yaml_loads", "is_yaml_serializable"),
}


def without_unused_modules() -> None:
    """Put empty modules in their places, unless spaCy is loaded already; only ever called by the program `dateline`."""
    if "spacy" in sys.modules or "srsly" in sys.modules:
        return
    for name, functions in ABSENT.items():
        module = ModuleType(name)
        module.__path__ = []
        for function in functions:
            setattr(module, function, _unavailable)
        sys.modules[name] = module


def _unavailable(*_args: object, **_options: object) -> None:
    raise NotImplementedError("this part of spaCy is not loaded in the program dateline")
