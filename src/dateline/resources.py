"""Loading data files: YAML as people write it, decoded strictly into typed structs.

YAML is slow to parse, so its JSON is kept in the user's cache folder under the hash of the file's bytes:
a changed file has another hash, so a stale entry is never read, and a missing or unwritable cache only costs time.
"""

import gc
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

DATA = Path(str(files("dateline"))) / "data"


class DataError(Exception):
    """A data file that does not hold what its kind must hold; says which file, where, and what was expected."""


def load(path: Path, kind: type[T]) -> T:
    """The YAML file at `path` as a `kind`. Raises DataError with the file's name and the place of the fault."""
    try:
        return msgspec.json.decode(_as_json(path), type=kind)
    except (msgspec.ValidationError, ValueError, OSError) as error:
        raise DataError(f"{path}: {error}") from error


def data_files(folder: str, suffix: str = ".yaml") -> list[Path]:
    """The data files of one folder below data/, by name."""
    return sorted((DATA / folder).rglob(f"*{suffix}"))


def fingerprint(*folders: str) -> str:
    """12 hexadecimal digits over names and bytes of all files in these folders of data/: their version."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in (DATA / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            digest.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def kept(kind: type[T], build: Callable[[], T], *ingredients: str) -> T:
    """What `build` makes, from the cache where the same ingredients (fingerprints of data and code) made it."""
    name = hashlib.sha256("\x1f".join((repr(kind), *ingredients)).encode()).hexdigest()
    path = _cache_folder() / f"{name}.msgpack"
    try:
        with _uncollected():
            return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        made = build()
        _keep(path, msgspec.msgpack.encode(made))
        return made


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection inside: it would go through ten thousands of new structs, again and again, for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def code_fingerprint(*folders: str) -> str:
    """12 hexadecimal digits over the program's own files in these folders: what they build may change when they do."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((DATA.parent / folder).rglob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _as_json(path: Path) -> bytes:
    raw = path.read_bytes()
    kept = _cache_folder() / f"{hashlib.sha256(raw).hexdigest()}.json"
    try:
        return kept.read_bytes()
    except OSError:
        from dateline.yaml_words import parse_yaml  # costs 40 ms, and is needed once a file

        made = msgspec.json.encode(parse_yaml(raw))
        _keep(kept, made)
        return made


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "dateline" / "data"


def _keep(path: Path, content: bytes) -> None:
    """Write whole or not at all; a cache that cannot be written is no error."""
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
