"""Deeds that the lexicon leaves open: the classifier is asked where no entry speaks, or where the entry is in doubt."""

import math
from collections.abc import Mapping

import msgspec

from dateline.cast import Entity, Mention
from dateline.classifier.inputs import Marked
from dateline.classifier.model import Classifier, Judgement
from dateline.codebook.plover import Codebook
from dateline.deeds import Deed
from dateline.frames import Frame
from dateline.lexicon.index import Lexicon
from dateline.lexicon.matching import Scene, who
from dateline.lexicon.patterns import Slot
from dateline.reading import Reading
from dateline.resources import DATA, load
from dateline.spans import Span
from dateline.stages.auxiliaries import SUBJECTS
from dateline.stages.codes import code_of
from dateline.stages.deeds import Findings, swallowed
from dateline.stages.standing_words import Standing

NONE = "NONE"
LOOSE = ("advcl", "acl")


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic line: confidence = 1 / (1 + exp(-(base + sum of factor x feature)))."""

    base: float
    entry: float = 0.0
    """For each unit of the log odds with which the entry was right on the training sentences."""
    actor: float = 0.0
    recipient: float = 0.0
    classifier: float = 0.0
    """For each unit of the classifier's log odds for the type."""

    def at(self, told: "Features") -> float:
        """The confidence."""
        parties = self.actor * told.actor + self.recipient * told.recipient
        sum_ = self.base + self.entry * told.entry + self.classifier * told.classifier + parties
        return round(1 / (1 + math.exp(-sum_)), 3)


class Features(msgspec.Struct, frozen=True):
    """What a line looks at: log odds of entry and classifier, 0 where there is none; whether the parties are known."""

    entry: float
    classifier: float
    actor: bool
    recipient: bool


class Record(msgspec.Struct, frozen=True, array_like=True):
    """How often an entry spoke on the training sentences, and how often its type was right."""

    right: int
    seen: int


class Judging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/classifier/judging.yaml: when the classifier is asked, when it is believed, and how sure a record is."""

    actors: tuple[str, ...]
    """Roles of a verb without entry that name who does it, the surest first."""
    recipients: tuple[str, ...]
    silent: frozenset[str]
    """Verbs that tell no deed by themselves, so that nothing is asked: saying, being, having."""
    doubt: float
    """An entry that is right less often than this is in doubt."""
    margin: int
    """So is a pattern whose rival of another type weighs less by at most this."""
    usual: float
    """How often an entry is right of which nothing is known."""
    strength: float
    """How many sentences that counts for."""
    accepted: float
    """How likely a type must be where no entry speaks, or to go before an entry's."""
    context: float
    """How likely a context must be to be given."""
    trust: float
    """By how much, in log odds, the entry's type goes before another that the classifier finds likelier."""
    links: tuple[float, float, float]
    """How far an entry goes before the classifier, in log probability, where its deed links none, one or both of two
    marked parties in their roles."""
    alone: Line
    """Confidence of what the lexicon tells and nobody doubts."""
    asked: Line
    """Of what the lexicon tells and the classifier was asked about."""
    unknown: Line
    """Of what the classifier tells alone."""

    def overrules(self, types: Mapping[str, float], best: str, kind: str) -> bool:
        """Whether the classifier's best type goes before the entry's: likely by itself, and likelier by far."""
        ahead = log_odds(types[best]) - log_odds(types[kind])
        return types[best] >= self.accepted and ahead > self.trust


class Bench(msgspec.Struct, frozen=True):
    """Who judges, and by which codebook and limits."""

    classifier: Classifier
    codebook: Codebook
    standing: Standing
    limits: Judging
    records: dict[str, Record]
    """Entry id -> how it did on the training sentences."""

    def rate(self, entry: str) -> float:
        """How often an entry is right, the usual share counted in."""
        record = self.records.get(entry, Record(0, 0))
        return (record.right + self.limits.usual * self.limits.strength) / (record.seen + self.limits.strength)


def load_judging() -> Judging:
    """The limits. Raises DataError."""
    return load(DATA / "classifier/judging.yaml", Judging)


def load_records() -> dict[str, Record]:
    """How each entry did on the training sentences. Raises DataError."""
    return load(DATA / "classifier/entries.yaml", dict[str, Record])


def judged(found: Findings, scene: Scene, lexicon: Lexicon, bench: Bench) -> tuple[Deed, ...]:
    """All deeds in text order, each with its confidence; what a new deed asks or promises is no deed of its own."""
    known = [_reviewed(deed, scene, bench) for deed in found.deeds]
    kinds = {deed.frame.head: kind_of(deed, scene, bench) for deed in known}
    new = [deed for frame in found.open if (deed := _discovered(frame, scene, bench)) is not None]
    new = [deed for deed in new if not _only_announces(deed, kinds, scene, bench)]
    inner = {verb for deed in new for verb in swallowed(deed, scene, lexicon)}
    return tuple(sorted((d for d in (*known, *new) if d.frame.head not in inner), key=lambda deed: deed.frame.head))


def _only_announces(deed: Deed, kinds: Mapping[int, str], scene: Scene, bench: Bench) -> bool:
    """Whether a new deed's complement tells the same by an entry: expected to visit, announced that it would leave."""
    kind = kind_of(deed, scene, bench)
    return any(kinds.get(verb) == kind for verb in deed.frame.roles.get("comp", ()))


def doubtful(deed: Deed, bench: Bench) -> bool:
    """Whether the classifier is asked about an entry's deed."""
    near = deed.rival is not None and deed.rival[1] <= bench.limits.margin
    return near or (deed.entry is not None and bench.rate(deed.entry) < bench.limits.doubt)


def features(deed: Deed, odds: float, bench: Bench) -> Features:
    """What is known of a deed before its confidence; `odds` are the classifier's log odds for its type."""
    entry = log_odds(bench.rate(deed.entry)) if deed.entry is not None else 0.0
    return Features(entry, odds, bool(deed.actors), bool(deed.recipients))


def kind_of(deed: Deed, scene: Scene, bench: Bench) -> str:
    """The type that the deed will have: a planned visit is an agreement."""
    return code_of(deed, scene.reading, bench.standing, bench.codebook).type.name


def _reviewed(deed: Deed, scene: Scene, bench: Bench) -> Deed:
    if not doubtful(deed, bench):
        return msgspec.structs.replace(deed, confidence=bench.limits.alone.at(features(deed, 0.0, bench)))
    told = bench.classifier.judge(marked_deed(deed, scene, bench.limits))
    kind = kind_of(deed, scene, bench)
    best = max((t for t in told.type if t != NONE), key=told.type.__getitem__)
    if bench.limits.overrules(told.type, best, kind):
        return _recoded(deed, best, told, bench)
    sure = bench.limits.asked.at(features(deed, log_odds(told.type[kind]), bench))
    mode = told.mode_of(deed.event) if "/" not in deed.event else None
    event = f"{deed.event}/{mode}" if mode else deed.event
    return msgspec.structs.replace(deed, event=event, confidence=sure)


def _recoded(deed: Deed, kind: str, told: Judgement, bench: Bench) -> Deed:
    """The deed with the classifier's type; the entry that it overrules stays named."""
    sure = bench.limits.unknown.at(features(deed, log_odds(told.type[kind]), bench))
    return _told_by(deed, kind, told, sure, bench)


def _discovered(frame: Frame, scene: Scene, bench: Bench) -> Deed | None:
    """What a verb without an entry does; None where it is no deed, or nobody does it to anybody."""
    limits = bench.limits
    bare = bare_deed(frame, scene, limits)
    if bare is None:
        return None
    told = bench.classifier.judge(marked_deed(bare, scene, limits))
    kind = max(told.type, key=told.type.__getitem__)
    if kind == NONE or told.type[kind] < limits.accepted:
        return None
    sure = limits.unknown.at(features(bare, log_odds(told.type[kind]), bench))
    return _told_by(bare, kind, told, sure, bench)


def _told_by(deed: Deed, kind: str, told: Judgement, sure: float, bench: Bench) -> Deed:
    """The deed with type, mode, code and contexts of the classifier."""
    event, cameo = coded(kind, told, bench.codebook)
    contexts = tuple(c for c, chance in told.context.items() if chance >= bench.limits.context)
    notes = (*deed.notes, f"model:{bench.classifier.version}")
    return msgspec.structs.replace(deed, event=event, cameo=cameo, context=contexts, confidence=sure, notes=notes)


def bare_deed(frame: Frame, scene: Scene, limits: Judging) -> Deed | None:
    """A verb with its parties and no type yet; None where nobody does it, so that nothing is asked.

    Nor where the verb tells no deed by itself, or is a participle of what came of it all ("triggering a war").
    """
    verb = scene.reading.tokens[frame.head]
    if verb.lemma in limits.silent or (verb.dep in LOOSE and not scene.reading.kids(verb.i, *SUBJECTS)):
        return None
    actors = _parties(frame, limits.actors, Slot((), "A"), scene)
    home = {scene.cast.entities[m.entity].country for m in actors}
    recipients = tuple(
        m
        for m in _parties(frame, limits.recipients, Slot((), "R"), scene)
        if m not in actors and not _at_home(scene.cast.entities[m.entity], home)
    )
    if not actors and not (recipients and frame.passive):
        return None
    used = frozenset((frame.head,))
    return Deed(frame=frame, entry=None, event=NONE, actors=actors, recipients=recipients, used=used)


def _at_home(entity: Entity, home: set[str]) -> bool:
    """Whether a place is in the actor's own country, so that it only says where: ruled it out in Sydney."""
    return entity.kind == "place" and entity.country in home


def coded(kind: str, told: Judgement, codebook: Codebook) -> tuple[str, str | None]:
    """TYPE/mode and the likeliest CAMEO code of the type; None where the codebook's own code is as good."""
    mode = told.mode_of(kind)
    announced = {t.planned_cameo for t in codebook.types.values() if t.planned == kind}
    own = {c for c, row in codebook.cameo.items() if row.type == kind}
    fitting = [c for c in told.cameo if c in own | announced]
    code = max(fitting, key=told.cameo.__getitem__, default=None)
    return (f"{kind}/{mode}" if mode else kind), code


def _parties(frame: Frame, roles: tuple[str, ...], slot: Slot, scene: Scene) -> tuple[Mention, ...]:
    """Who stands in the first of the roles that names somebody."""
    for role in roles:
        named = [m for i in frame.roles.get(role, ()) if (m := who(scene, i, slot)) is not None]
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def marked_deed(deed: Deed, scene: Scene, limits: Judging) -> Marked:
    """The deed's sentence, parties and predicate marked; a thing stands for a recipient that is not known."""
    reading, frame = scene.reading, deed.frame
    sentence = reading.sentences[reading.tokens[frame.head].sentence]
    recipients = [m.span for m in deed.recipients] or _things(frame, limits.recipients, reading)
    inside = [
        tuple((s.start - sentence.start, s.end - sentence.start) for s in spans
              if sentence.start <= s.start and s.end <= sentence.end)
        for spans in ([m.span for m in deed.actors], recipients, [_predicate(frame, reading)])
    ]  # fmt: skip
    return Marked(reading.text[sentence.start : sentence.end], *inside)


def _things(frame: Frame, roles: tuple[str, ...], reading: Reading) -> list[Span]:
    """The noun phrase that stands in the first filled role, relative clauses left out."""
    for role in roles:
        for i in frame.roles.get(role, ())[:1]:
            return [reading.span(min([i, *reading.children[i]]), i + 1)]
    return []


def _predicate(frame: Frame, reading: Reading) -> Span:
    """The predicate's word, with the particle behind it."""
    behind = frame.head + 1
    joined = behind < len(reading.tokens) and reading.tokens[behind].dep == "prt" and "_" in frame.lemma
    return reading.span(frame.head, behind + joined)


def log_odds(chance: float) -> float:
    """The log odds of a probability, kept finite."""
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))
