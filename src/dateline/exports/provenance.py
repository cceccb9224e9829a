"""Records, reports, stories, statements and codings as a graph (PROV-O, Web Annotation), from which RDF is written.

A span is a SpecificResource: its source the story, its selector a TextPositionSelector, in characters from 0.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dateline.coding import Bounds, Event, Party, Place, Statement, Trigger
from dateline.exports.joined import Joined, Report, Teller
from dateline.exports.triples import Link, Node, Values, entity_of, json_ld, n_triples, urn

Span = Trigger | Bounds | Party
GEONAMES = "https://sws.geonames.org/"


def nodes(records: Iterable[Joined]) -> Iterator[Node]:
    """A record, its reports, and what these need where it has not stood before: parties, places, stories, codings."""
    seen: set[str] = set()
    for record in records:
        yield from _record(record)
        for report in record.reports:
            yield from _report(record, report)
        for name, made in _shared(record):
            if name not in seen:
                seen.add(name)
                yield from made()


def linked(records: Iterable[Joined]) -> Iterator[bytes]:
    """JSON-LD."""
    return json_ld(nodes(records))


def triples(records: Iterable[Joined]) -> Iterator[bytes]:
    """N-Triples."""
    return n_triples(nodes(records))


def _record(record: Joined) -> Iterator[Node]:
    least = {f"dl:{size}Min": ends[0] for size, ends in record.sizes.items()}
    most = {f"dl:{size}Max": ends[1] for size, ends in record.sizes.items()}
    values: Values = {
        **_deed(record.event),
        "dl:day": record.day,
        "dl:first": record.first,
        "dl:last": record.last,
        "dl:basis": record.basis,
        **least,
        **most,
        "dl:stories": record.stories,
        "dl:sources": record.sources,
        "dl:confidence": record.confidence,
        "dl:reviewed": record.reviewed,
        "prov:wasDerivedFrom": tuple(Link(urn("report", r.id)) for r in record.reports),
        "prov:hadPrimarySource": Link(urn("story", record.lead.story.id)),
    }
    yield Node(urn("record", record.id), ("dl:Record", "prov:Entity"), values)


def _deed(event: Event) -> Values:
    return {
        "dl:event": event.event,
        "dl:mode": event.mode,
        "dl:context": event.context,
        "dl:status": event.status,
        "dl:historical": event.historical,
        "dl:quad": event.quad,
        "dl:score": float(event.score),
        "dl:cameo": event.cameo,
        "dl:actor": tuple(Link(_agent(p)) for p in event.actor),
        "dl:recipient": tuple(Link(_agent(p)) for p in event.recipient),
        "dl:speaker": Link(_agent(event.speaker)) if event.speaker else None,
        "dl:place": Link(_place(event.where)) if event.where else None,
    }


def _report(record: Joined, report: Report) -> Iterator[Node]:
    event, story, name = report.event, report.story.id, urn("report", report.id)
    speaker = (event.speaker,) if event.speaker else ()
    sides = (("actor", event.actor), ("recipient", event.recipient), ("speaker", speaker))
    mentions = [(f"{name}#{role}-{i}", role, party) for role, parties in sides for i, party in enumerate(parties, 1)]
    sizes = {f"dl:{size}": getattr(event.size, size) for size in ("dead", "injured", "arrested", "crowd")}
    values: Values = {
        **_deed(event),
        **sizes,
        "dl:confidence": event.confidence,
        "dl:review": report.review,
        "dl:statement": Link(_said(story, event.statement)) if event.statement else None,
        "dl:rule": event.rules,
        "dl:trigger": Link(_span_name(story, event.trigger)),
        "dl:sentence": Link(_span_name(story, event.sentence)),
        "dl:mention": tuple(Link(mention) for mention, _, _ in mentions),
        "dct:isPartOf": Link(urn("record", record.id)),
        "prov:wasDerivedFrom": Link(urn("story", story)),
        "prov:wasGeneratedBy": Link(urn("coding", report.story.coding)),
    }
    yield Node(name, ("dl:Report", "prov:Entity"), values)
    yield from _span(story, event.trigger, event.trigger.text)
    yield from _span(story, event.sentence, report.sentence)
    for mention, role, party in mentions:
        yield Node(mention, ("dl:Mention",), {**_party(party), "dl:role": role, "dl:words": _words(story, party)})
        yield from _span(story, party, party.text)


def _party(party: Party) -> Values:
    told: Values = {"dl:country": party.country, "dl:sector": party.sector, "dl:office": party.office}
    return {"dl:of": Link(_agent(party)), **told}


def _words(story: str, party: Party) -> Link:
    return Link(_span_name(story, party))


def _span_name(story: str, span: Span) -> str:
    """As RFC 5147 names a part of a text."""
    return f"{urn('story', story)}#char={span.start},{span.end}"


def _span(story: str, span: Span, text: str) -> Iterator[Node]:
    selector = f"{urn('story', story)}#selector={span.start},{span.end}"
    values: Values = {"oa:hasSource": Link(urn("story", story)), "oa:hasSelector": Link(selector), "dl:text": text}
    yield Node(_span_name(story, span), ("oa:SpecificResource",), values)
    yield Node(selector, ("oa:TextPositionSelector",), {"oa:start": span.start, "oa:end": span.end})


def _shared(record: Joined) -> Iterator[tuple[str, Callable[[], Iterator[Node]]]]:
    """What several records may need, by its name."""
    for event in (record.event, *(r.event for r in record.reports)):
        for party in (*event.actor, *event.recipient, *((event.speaker,) if event.speaker else ())):
            yield _agent(party), partial(_agent_nodes, party)
        if event.where:
            yield _place(event.where), partial(_place_nodes, event.where)
    for report in record.reports:
        yield urn("story", report.story.id), partial(_story_nodes, report.story)
        yield urn("coding", report.story.coding), partial(_coding_nodes, report.story)


def _agent(party: Party) -> str:
    return entity_of(party.entity) if party.entity else urn("actor", f"{party.country}/{party.name}")


def _agent_nodes(party: Party) -> Iterator[Node]:
    yield Node(_agent(party), ("dl:Actor", "prov:Agent"), {"rdfs:label": party.name})


def _place(place: Place) -> str:
    return f"{GEONAMES}{place.geonameid}/" if place.geonameid else urn("place", f"{place.country or ''}/{place.name}")


def _place_nodes(place: Place) -> Iterator[Node]:
    values: Values = {
        "rdfs:label": place.name,
        "dl:country": place.country,
        "dl:admin1": place.admin1,
        "geo:lat": place.lat if place.lat is None else float(place.lat),
        "geo:long": place.lon if place.lon is None else float(place.lon),
        "dl:geonameid": place.geonameid,
    }
    yield Node(_place(place), ("dl:Place",), values)


def _story_nodes(story: Teller) -> Iterator[Node]:
    values: Values = {
        "dct:title": story.title,
        "dct:issued": story.date,
        "dct:language": story.language,
        "dct:publisher": story.source,
        "dct:identifier": story.source_id,
        "dl:link": story.link,
    }
    yield Node(urn("story", story.id), ("dl:Story", "prov:Entity"), values)
    for statement in story.statements:
        yield from _statement(story, statement)


def _statement(story: Teller, said: Statement) -> Iterator[Node]:
    told: dict[str, Trigger | Party] = {"dl:content": said.content}
    told |= {"dl:cue": said.cue} if said.cue else {}
    told |= {"dl:source": said.source} if said.source else {}
    values: Values = {
        **{name: Link(_span_name(story.id, part)) for name, part in told.items()},
        "dl:kind": said.kind,
        "dl:stance": said.stance,
        "dl:within": Link(_said(story.id, said.within)) if said.within else None,
        "dl:is": Link(urn("report", said.event)) if said.event else None,
        "dl:speakerName": said.speaker,
        "prov:wasAttributedTo": Link(_agent(said.source)) if said.source else None,
        "prov:wasDerivedFrom": Link(urn("story", story.id)),
        "prov:wasGeneratedBy": Link(urn("coding", story.coding)),
    }
    yield Node(_said(story.id, said.id), ("dl:Statement", "prov:Entity"), values)
    for part in told.values():
        yield from _span(story.id, part, part.text)
    if said.source:
        yield from _agent_nodes(said.source)


def _said(story: str, statement: str) -> str:
    return urn("statement", f"{story}-{statement}")


def _coding_nodes(story: Teller) -> Iterator[Node]:
    program = urn("program", story.versions.get("dateline", ""))
    values: Values = {
        "prov:used": Link(urn("story", story.id)),
        "prov:wasAssociatedWith": Link(program),
        "dl:version": tuple(f"{name} {value}" for name, value in sorted(story.versions.items())),
    }
    yield Node(urn("coding", story.coding), ("dl:Coding", "prov:Activity"), values)
    label = f"Dateline {story.versions.get('dateline', '')}".strip()
    yield Node(program, ("prov:SoftwareAgent",), {"rdfs:label": label})


__all__ = ["linked", "nodes", "triples"]
