"""The stages in order, and nothing else: Story → Coding."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from dateline import __version__
from dateline.cast import Cast
from dateline.classifier.model import Classifier
from dateline.classifier.names import name_table
from dateline.codebook.plover import load_codebook
from dateline.coding import ActorChain, Coding, Header, Place, Trigger
from dateline.knowledge.gazetteer import Gazetteer, load_gazetteer
from dateline.knowledge.index import KnowledgeIndex, load_index
from dateline.lexicon.agents import Agents, load_agents
from dateline.lexicon.index import Lexicon, load_lexicon
from dateline.lexicon.matching import Scene
from dateline.reading import Reading
from dateline.resources import fingerprint
from dateline.spans import Span
from dateline.stages.actors import find_cast, resolve_speaker_pronouns
from dateline.stages.codes import Tables, Told, find_events
from dateline.stages.deeds import find_deeds
from dateline.stages.judging import Bench, judged, load_judging, load_records
from dateline.stages.places import find_places
from dateline.stages.reactions import Reactions, load_reactions, with_targets
from dateline.stages.reading import MODEL, Parser, load_parser, read_many
from dateline.stages.rementions import without_rementions
from dateline.stages.sizes import load_sizes
from dateline.stages.spoken import with_speakers
from dateline.stages.standing_words import load_standing
from dateline.stages.statements import statements
from dateline.stages.times import TimeGrammar, find_times, load_times
from dateline.stages.voices import find_voices, load_voices, recast
from dateline.stages.voicing.reporting import Reporting
from dateline.story import Publication, Reject, Story
from dateline.voices import quote_speakers

BATCH = 16


class Resources(msgspec.Struct, frozen=True):
    """Everything that is loaded once and never changed."""

    parser: Parser
    index: KnowledgeIndex
    agents: Agents
    gazetteer: Gazetteer
    times: TimeGrammar
    reporting: Reporting
    lexicon: Lexicon
    reactions: Reactions
    tables: Tables
    bench: Bench
    versions: dict[str, str]


def load_resources(model: str = MODEL, actors: Path | None = None) -> Resources:
    """Load parser, knowledge, lexicon and codebook; `actors` is a user's own table of who is who.

    Raises OSError where the parser's model is not installed, DataError where a table is faulty.
    """
    index = load_index(actors)
    parser = load_parser(model)
    states = {s.code: s.name for s in index.states}
    codebook = load_codebook()
    bench = Bench(
        Classifier(name_table(index.states, index.people)), codebook, load_standing(), load_judging(), load_records()
    )
    return Resources(
        parser,
        index,
        load_agents(parser.spelling.variants),
        load_gazetteer(),
        load_times(),
        load_voices(),
        load_lexicon(parser.spelling.variants),
        load_reactions(),
        Tables(codebook, bench.standing, load_sizes(), states),
        bench,
        _versions(parser, model, bench, index.laid_over),
    )


def code(story: Story, resources: Resources) -> Coding:
    """What one story says."""
    reading = next(read_many([story], resources.parser))
    return _coded(story, reading, resources)


def code_many(stories: Iterable[Story], resources: Resources) -> Iterator[Coding | Reject]:
    """Code stories in order; one that fails becomes a Reject and the run goes on."""
    remaining = iter(stories)
    while batch := list(islice(remaining, BATCH)):
        yield from _batch(batch, resources)


def _batch(batch: list[Story], resources: Resources) -> Iterator[Coding | Reject]:
    try:
        readings: list[Reading | None] = list(read_many(batch, resources.parser))
    except Exception:  # the parser names no type of its own; each story is tried again by itself
        readings = [None] * len(batch)
    for story, reading in zip(batch, readings, strict=True):
        try:
            yield code(story, resources) if reading is None else _coded(story, reading, resources)
        except Exception as error:  # rule 6: one bad story never costs a run
            reason = f"could not be coded: {type(error).__name__}: {error}"
            yield Reject(story.origin, reason, "please report it with the story")


def _coded(story: Story, reading: Reading, resources: Resources) -> Coding:
    times = find_times(story.text, story.paragraphs, story.date, resources.times, reading)
    places = find_places(story, reading, resources.gazetteer)
    cast = find_cast(story, reading, resources.index, resources.agents, places)
    voices = find_voices(story, reading, cast, resources.reporting)
    cast = resolve_speaker_pronouns(cast, reading, quote_speakers(voices))
    voices = recast(voices, cast, reading)
    scene = Scene(reading, cast, resources.lexicon.quantities)
    deeds = judged(find_deeds(reading, cast, resources.lexicon), scene, resources.lexicon, resources.bench)
    deeds = with_targets(deeds, reading, cast, resources.lexicon, resources.reactions)
    deeds = with_speakers(deeds, cast, voices, resources.lexicon)
    told = Told(story.id, story.date, reading, cast, voices, times, places)
    events = without_rementions(find_events(deeds, told, resources.tables), deeds, reading)
    return Coding(
        id=story.id,
        date=_day(story.date),
        title=story.title,
        text=story.text if story.extracted else msgspec.UNSET,
        story=_header(story, places),
        events=events,
        statements=statements(voices, story.id, reading, cast, events),
        times=times,
        places=places,
        offices=cast.offices,
        actors=_chains(cast),
        versions=resources.versions,
    )


def _day(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _header(story: Story, places: tuple[Place, ...]) -> Header:
    named = {(p.start, p.end): p.name for p in places}
    return Header(
        byline=story.byline,
        dateline=tuple(_resolved(span, named) for span in story.dateline),
        agency=story.agency,
        crossheads=tuple(c.text for c in story.crossheads),
        credits=story.credits,
        language=story.language,
        source_id=story.source_id,
        publication=story.publication if story.publication != Publication() else msgspec.UNSET,
    )


def _resolved(span: Span, named: dict[tuple[int, int], str]) -> str:
    """The place's own name; the words as they stand where it is not known."""
    return named.get((span.start, span.end)) or (span.text.title() if span.text.isupper() else span.text)


def _chains(cast: Cast) -> tuple[ActorChain, ...]:
    spans: dict[int, list[Trigger]] = {}
    for mention in cast.mentions:
        spans.setdefault(mention.entity, []).append(Trigger(mention.span.text, mention.span.start, mention.span.end))
    return tuple(
        ActorChain(name=e.name, country=e.country, sector=e.sector, entity=e.entity, mentions=tuple(spans[e.index]))
        for e in cast.entities
        if e.index in spans
    )


def _versions(parser: Parser, model: str, bench: Bench, laid_over: str) -> dict[str, str]:
    meta = parser.nlp.meta
    codebook, lexicon = fingerprint("codebooks/plover"), fingerprint("lexicon")
    knowledge = "+".join(filter(None, [fingerprint("knowledge", "gazetteer"), laid_over]))
    whole = hashlib.sha256(
        "".join((__version__, codebook, lexicon, knowledge, str(meta["version"]), bench.classifier.version)).encode()
    ).hexdigest()[:12]
    return {
        "dateline": __version__,
        "pipeline": whole,
        "codebook": f"PLOVER 2.0 {codebook}",
        "lexicon": lexicon,
        "knowledge": knowledge,
        "parser": f"{model} {meta['version']}",
        "classifier": bench.classifier.version,
    }
