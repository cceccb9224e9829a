"""A sentence with its spans marked: [actor Putin] [trigger arrived] in [place Beijing]."""

from collections.abc import Sequence

import msgspec
from rich.text import Text

from dateline.cli.output import HIDDEN
from dateline.coding import Event

STYLES = {
    "actor": "green",
    "trigger": "bold red",
    "recipient": "cyan",
    "time": "yellow",
    "place": "magenta",
    "source": "blue",
}


class Mark(msgspec.Struct, frozen=True, order=True):
    """A labelled span, in characters of the story's text."""

    start: int
    end: int
    label: str


def marks_of(event: Event) -> list[Mark]:
    """Every span of an event, in text order; equal spans share one mark."""
    spans = [("trigger", event.trigger.start, event.trigger.end)]
    spans += [("actor", party.start, party.end) for party in event.actor]
    spans += [("recipient", party.start, party.end) for party in event.recipient]
    if event.when and event.when.start is not None and event.when.end is not None:
        spans.append(("time", event.when.start, event.when.end))
    if event.where:
        spans.append(("place", event.where.start, event.where.end))
    if event.speaker:
        spans.append(("source", event.speaker.start, event.speaker.end))
    labels: dict[tuple[int, int], list[str]] = {}
    for label, start, end in spans:
        labels.setdefault((start, end), []).append(label)
    return sorted(Mark(start, end, "+".join(dict.fromkeys(names))) for (start, end), names in labels.items())


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Text:
    """Characters [start, end) with those marks that lie inside; wider marks open first and close last."""
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    out, at = Text(), start
    for place in sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)}):
        out.append(_plain(text[at:place]), style=_style(inside, at))
        for mark in sorted((m for m in inside if m.end == place and m.start < place), reverse=True):
            out.append("]", style=_style_of(mark))
        for mark in sorted((m for m in inside if m.start == place), key=lambda m: -m.end):
            out.append(f"[{mark.label} ", style=_style_of(mark))
        at = place
    return out


def _plain(text: str) -> str:
    return text.translate(HIDDEN | {9: " ", 10: " ", 13: " ", 0x2028: " "})


def _style(marks: Sequence[Mark], at: int) -> str:
    """The style of the narrowest mark around a character."""
    around = [mark for mark in marks if mark.start <= at < mark.end]
    return _style_of(min(around, key=lambda m: m.end - m.start)) if around else ""


def _style_of(mark: Mark) -> str:
    return STYLES[mark.label.split("+")[0]]
