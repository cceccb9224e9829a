"""Training records as the program sees them: parsed, with what the lexicon and the classifier make of the trigger."""

from collections.abc import Iterator, Sequence

import msgspec

from dateline.classifier.model import Judgement
from dateline.deeds import Deed
from dateline.lexicon.matching import Scene
from dateline.lexicon.trial import Trial
from dateline.stages.deeds import find_deeds
from dateline.stages.judging import NONE, Bench, Features, bare_deed, doubtful, features, kind_of, log_odds, marked_deed
from training.records import Record


class Case(msgspec.Struct, frozen=True):
    """What the program knows of a record's trigger before it decides."""

    record: Record
    entry: str | None
    """The lexicon's entry; None where none speaks."""
    kind: str
    """The type that the entry gives; NONE without an entry."""
    asked: bool
    told: Judgement | None
    """What the classifier says; None where it would not be asked, or where nothing is to be coded."""
    deed: Deed | None

    def features(self, kind: str, bench: Bench) -> Features:
        """What is known for the type `kind`."""
        assert self.deed is not None
        return features(self.deed, log_odds(self.told.type[kind]) if self.told else 0.0, bench)

    def best(self, bench: Bench) -> str:
        """The type after the classifier's word: the entry's, unless another overrules it."""
        if self.told is None:
            return self.kind
        chosen = max((t for t in self.told.type if t != NONE or self.entry is None), key=self.told.type.__getitem__)
        if self.entry is None:
            return chosen
        return chosen if bench.limits.overrules(self.told.type, chosen, self.kind) else self.kind


def cases(records: Sequence[Record], trial: Trial, bench: Bench, *, ask: bool = True) -> Iterator[Case]:
    """One case a record, in order; without `ask` the classifier is left alone."""
    scenes = trial.scenes([r.text for r in records])
    for record, (_, reading, cast) in zip(records, scenes, strict=True):
        yield _case(record, Scene(reading, cast, trial.lexicon.quantities), trial, bench, ask)


def _case(record: Record, scene: Scene, trial: Trial, bench: Bench, ask: bool) -> Case:
    found = find_deeds(scene.reading, scene.cast, trial.lexicon)
    at = set(scene.reading.tokens_between(*record.trigger))
    known = next((d for d in found.deeds if d.frame.head in at), None)
    frame = next((f for f in found.open if f.head in at), None)
    deed = known or (bare_deed(frame, scene, bench.limits) if frame else None)
    asked = deed is not None and (known is None or doubtful(known, bench))
    told = bench.classifier.judge(marked_deed(deed, scene, bench.limits)) if ask and asked and deed else None
    kind = kind_of(known, scene, bench) if known else NONE
    return Case(record, known.entry if known else None, kind, asked, told, deed)
