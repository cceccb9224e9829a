"""`dateline actors update`."""

import datetime
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline import __version__
from dateline.cli.output import complain, shown
from dateline.cli.phrases import number_words
from dateline.knowledge.tables import Holder, load_knowledge
from dateline.knowledge.wikidata import QUERY, Fact, Proposal, proposals, read_answer
from dateline.resources import DataError

SAME, DIFFERS, ABSENT = 0, 1, 2
SERVICE = "https://query.wikidata.org/sparql"
LIMIT, SECONDS = 64 * 2**20, 120
WORDS = {"new": "+ not in ours", "end": "~ has ended", "date": "~ other dates", "ours": "? only in ours"}


def run_update(answer: str | None, service: str | None, day: datetime.date, show_query: bool) -> int:
    """Print what an answer of Wikidata would change in our tables; changes nothing. Gives the exit status."""
    if show_query:
        print(QUERY)
        return SAME
    if (answer is None) == (service is None):
        complain("dateline actors update: give a FILE with an answer, or --service to ask for one (--query shows how)")
        return ABSENT
    place = answer or str(service)
    try:
        knowledge = load_knowledge()
        facts = read_answer(Path(place).read_bytes() if answer else _asked(place), f"Wikidata {day}")
    except (OSError, ValueError, DataError) as error:
        complain(f"{place}: {error}")
        return ABSENT
    found = list(proposals(facts, knowledge))
    for proposal in found:
        print("\n".join(_lines(proposal)))
    print(_counts(facts, found))
    return DIFFERS if found else SAME


def _asked(service: str) -> bytes:
    """The service's answer to QUERY, at most LIMIT bytes. Raises OSError or ValueError."""
    if not service.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ValueError("the service must be an https address")
    request = urllib.request.Request(  # noqa: S310 (the scheme is checked above)
        f"{service}?{urllib.parse.urlencode({'query': QUERY})}",
        headers={"Accept": "application/sparql-results+json", "User-Agent": f"dateline/{__version__}"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
        raw: bytes = response.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise ValueError(
            f"the answer has more than {LIMIT:,} bytes (ask for fewer offices, and give the answer as FILE)"
        )
    return raw


def _lines(proposal: Proposal) -> Iterator[str]:
    yield shown(f"states/{proposal.state}.yaml {proposal.office}: {proposal.holder.name} {WORDS[proposal.kind]}")
    if proposal.before:
        yield f"-     - {shown(_yaml(proposal.before))}"
    if proposal.kind != "ours":
        yield f"+     - {shown(_yaml(proposal.holder))}"


def _yaml(holder: Holder) -> str:
    """The holder as a line of a state's file."""
    fields = msgspec.to_builtins(holder)
    default = msgspec.to_builtins(Holder(name=""))
    told = [f"{name}: {_value(name, value)}" for name, value in fields.items() if value != default[name]]
    return "{" + ", ".join(told) + "}"


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return f'"{value}"' if name in ("from", "to") else str(value)


def _counts(facts: list[Fact], found: list[Proposal]) -> str:
    by_kind = ", ".join(f"{sum(p.kind == kind for p in found)} {words[2:]}" for kind, words in WORDS.items())
    return f"{number_words(len(facts), 'tenure')} read: {by_kind}"


__all__ = ["SERVICE", "run_update"]
