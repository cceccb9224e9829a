"""YAML as data files write it: safe, and yes, no, on and off are words like any other."""

import re
from typing import Any

import yaml


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML in which yes, no, on and off are words; only true and false are booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def parse_yaml(raw: bytes) -> Any:
    """The content of a YAML file; raises ValueError with line and column where it is none."""
    try:
        return yaml.load(raw, Loader=_Loader)  # noqa: S506 (a safe loader, but for its booleans)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
