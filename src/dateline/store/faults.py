"""What can go wrong with a database, in words that help."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import SQLAlchemyError

KEPT = "nothing that was received is lost: run the command again"
SIGNS: tuple[tuple[str, str, str], ...] = (
    ("disk is full", "the disk is full", f"make room; {KEPT}"),
    ("no space left", "the disk is full", f"make room; {KEPT}"),
    ("disk i/o error", "the disk could not be read or written", f"check the disk; {KEPT}"),
    ("readonly", "it may only be read", "check the rights of the file and of its folder"),
    ("read-only", "it may only be read", "check the rights of the file, or of the user of the database"),
    ("is locked", "another program holds it", f"wait for that program to end; {KEPT}"),
    ("not a database", "this file is no SQLite database", "name another file"),
    ("malformed", "the file is damaged", "restore a backup, or save what is left: sqlite3 FILE .recover"),
    ("unable to open", "it cannot be opened", "check the path and its rights"),
    ("password authentication failed", "the user or password is wrong", "check the address"),
    ("does not exist", "there is no such database or table", "make it: createdb NAME"),
    ("permission denied", "the user may not do this", "ask the owner of the database for the rights"),
    ("connection", "the connection to the database failed", f"check that the server runs; {KEPT}"),
    ("terminat", "the server ended the connection", f"wait until it runs again; {KEPT}"),
    ("shutting down", "the server is shutting down", f"wait until it runs again; {KEPT}"),
    ("starting up", "the server is starting", f"wait a moment; {KEPT}"),
)


class StoreError(Exception):
    """The record cannot be opened, read or written; says which, why, and what helps."""

    def __init__(self, fault: str, remedy: str = "") -> None:
        super().__init__(f"{fault} ({remedy})" if remedy else fault)


def fault_of(error: "SQLAlchemyError", name: str) -> StoreError:
    """The error of a database in plain words."""
    said = str(getattr(error, "orig", None) or error)
    first = " ".join(said.split("\n")[0].split())
    place = name.removeprefix("sqlite:///")
    for sign, fault, remedy in SIGNS:
        if sign in said.lower():
            return StoreError(f"{place}: {fault}: {first}", remedy)
    return StoreError(f"{place}: {first}", "please report this")


__all__ = ["StoreError", "fault_of"]
