"""`dateline actors update`."""

import datetime
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
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
LOOPBACK = (("http", "127.0.0.1"), ("http", "localhost"))
LIMIT, SECONDS = 64 * 2**20, 120
PLAIN = re.compile(r"[^\W\d_][\w .'’-]*")
"""What YAML takes as a text without quotation marks."""
WORDS = {"new": "+ not in ours", "end": "~ has ended", "date": "~ other dates", "ours": "? only in ours"}


def run_update(answer: str | None, service: str | None, day: datetime.date, show_query: bool) -> int:
    """Print what an answer of Wikidata would change in our tables; changes nothing. Gives the exit status."""
    if show_query:
        print(QUERY)
        return SAME
    if (answer is None) == (service is None):
        complain("dateline actors update: give a FILE with an answer, or --service to ask for one (--query shows how)")
        return ABSENT
    place = str(service) if answer is None else answer
    try:
        knowledge = load_knowledge()
        facts = read_answer(_asked(place) if answer is None else Path(place).read_bytes(), f"Wikidata {day}")
    except (OSError, ValueError, HTTPException, DataError) as error:
        complain(f"{place}: {error}")
        return ABSENT
    found = list(proposals(facts, knowledge))
    for proposal in found:
        print("\n".join(_lines(proposal)))
    print(_counts(facts, found))
    return DIFFERS if found else SAME


def _asked(service: str) -> bytes:
    """The service's answer to QUERY, at most LIMIT bytes. Raises OSError or ValueError."""
    address = urllib.parse.urlsplit(service)
    if address.scheme != "https" and (address.scheme, address.hostname) not in LOOPBACK:
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
        return f"[{', '.join(_value('', item) for item in value)}]"
    plain = name not in ("from", "to") and PLAIN.fullmatch(str(value))
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _counts(facts: list[Fact], found: list[Proposal]) -> str:
    by_kind = ", ".join(f"{sum(p.kind == kind for p in found)} {words[2:]}" for kind, words in WORDS.items())
    return f"{number_words(len(facts), 'tenure')} read: {by_kind}"


__all__ = ["SERVICE", "run_update"]
