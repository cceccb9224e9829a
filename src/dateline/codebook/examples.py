"""The codebook's own sentences as cases: what the program must make of each."""

import datetime
from collections.abc import Iterable

import msgspec

from dateline.codebook.plover import Auxiliary, Codebook
from dateline.codebook.shapes import sentences
from dateline.coding import Coding, Event
from dateline.spans import cut
from dateline.story import Story

DAY = datetime.date(2024, 5, 16)
"""The day on which the examples are read as published."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, and what its record must hold."""

    kind: str
    """type, mode, near (the type must not be coded) or auxiliary."""
    place: str
    """File and entry."""
    text: str
    type: str
    mode: str | None = None
    status: str | None = None
    historical: bool | None = None
    known_wrong: bool = False

    @property
    def story(self) -> Story:
        """The sentence as a story of one paragraph."""
        return Story(text=self.text, date=DAY, paragraphs=(cut(self.text, 0, len(self.text)),))

    def right(self, coding: Coding) -> bool:
        """Whether the program's record holds it; of a near miss, whether it does not."""
        return any(map(self._fits, coding.events)) != (self.kind == "near")

    def _fits(self, event: Event) -> bool:
        return (
            event.event == self.type
            and self.mode in (None, *event.mode)
            and self.status in (None, event.status)
            and self.historical in (None, event.historical)
        )

    @property
    def wanted(self) -> str:
        """CONSULT/visit; not CONSULT; AGREE planned."""
        if self.kind == "near":
            return f"not {self.type}"
        standing = [self.status or "", "historical" if self.historical else ""]
        return " ".join(filter(None, ["/".join(filter(None, [self.type, self.mode])), *standing]))


def cases_of(book: Codebook, auxiliary: Auxiliary) -> list[Case]:
    """Every sentence of the codebook, type by type."""
    found = []
    for kind in book.types.values():
        place = f"types/{kind.name}.yaml"
        for s in sentences(kind.yes):
            found.append(
                Case(kind="type", place=f"{place}: yes", text=s.text, type=kind.name, known_wrong=s.known_wrong)
            )
        for mode in kind.modes:
            found += [
                Case(kind="mode", place=f"{place}: modes.{mode.name}.yes", text=s.text, type=kind.name, mode=mode.name,
                     known_wrong=s.known_wrong)
                for s in sentences(mode.yes)
            ]  # fmt: skip
        for miss in kind.near_misses:
            found.append(
                Case(kind="near", place=f"{place}: near_misses", text=miss.text, type=kind.name,
                     known_wrong=miss.known_wrong)
            )  # fmt: skip
    return [*found, *_of_auxiliary(auxiliary)]


def _of_auxiliary(auxiliary: Auxiliary) -> Iterable[Case]:
    return (
        Case(kind="auxiliary", place=f"auxiliary.yaml: {mode.name}", text=e.text, type=e.event, status=e.status,
             historical=e.historical, known_wrong=e.known_wrong)
        for mode in auxiliary.modes
        for e in mode.yes
    )  # fmt: skip


def told(coding: Coding) -> str:
    """The events of a record in short: CONSULT/visit planned, ACCUSE."""
    events = []
    for e in coding.events:
        standing = [e.status if e.status != "actual" else "", "historical" if e.historical else ""]
        events.append(" ".join(filter(None, ["/".join([e.event, *e.mode]), *standing])))
    return ", ".join(events) or "nothing"


__all__ = ["DAY", "Case", "cases_of", "told"]
