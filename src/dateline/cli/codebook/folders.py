"""Codebooks that the user names: a folder, or the shipped one."""

from pathlib import Path

from dateline.cli.output import OutputError
from dateline.codebook.plover import FOLDER, Codebook, load_codebook
from dateline.resources import DataError


def folder_of(named: str | None) -> Path:
    """The folder. Raises OutputError where it is none."""
    path = Path(named) if named is not None else FOLDER
    if not path.is_dir():
        raise OutputError(f"{path}: there is no such folder (name one that is laid out as {FOLDER})")
    return path


def opened_codebook(named: str | None) -> Codebook:
    """The codebook of a folder. Raises OutputError with the first fault."""
    path = folder_of(named)
    try:
        return load_codebook(path)
    except (DataError, ValueError) as error:
        raise OutputError(f"{error} (dateline codebook check {path} tells all)") from error


__all__ = ["folder_of", "opened_codebook"]
