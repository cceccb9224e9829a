"""The tasks of `dateline predict`, each with what it has to load; nothing is loaded until a task is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import msgspec

if TYPE_CHECKING:
    from dateline.knowledge.index import KnowledgeIndex
    from dateline.lexicon.agents import Agents
    from dateline.stages.reading import Parser


class Options(msgspec.Struct, frozen=True):
    """What a user may choose: who tells the type (both, lexicon, classifier), and an own table of who is who."""

    coder: str = "both"
    actors: Path | None = None


Predict = Callable[[dict[str, Any]], dict[str, Any]]
"""One input record to one output record; raises where the record does not hold what the task needs."""


def _times(_: Options) -> Predict:
    from dateline.predict.times import predict_times
    from dateline.stages.times import load_times

    grammar = load_times()
    return lambda record: predict_times(record, grammar)


def _attribution(_: Options) -> Predict:
    from dateline.predict.attribution import predict_attribution
    from dateline.stages.reading import load_parser
    from dateline.stages.voices import load_voices

    parser, reporting = load_parser(), load_voices()
    return lambda record: predict_attribution(record, parser, reporting)


def _places(_: Options) -> Predict:
    from dateline.knowledge.gazetteer import load_gazetteer
    from dateline.predict.places import predict_places
    from dateline.stages.reading import load_parser

    parser, gazetteer = load_parser(), load_gazetteer()
    return lambda record: dict(predict_places(cast(Any, record), parser, gazetteer))


def casting(options: Options) -> tuple["Parser", "KnowledgeIndex", "Agents"]:
    """What the two tasks on actors need: the parser, who is who, and the words for kinds of actors."""
    from dateline.knowledge.index import load_index
    from dateline.lexicon.agents import load_agents
    from dateline.stages.reading import load_parser

    parser = load_parser()
    return parser, load_index(options.actors), load_agents(parser.spelling.variants)


def _actor_codes(options: Options) -> Predict:
    from dateline.knowledge.gazetteer import load_gazetteer
    from dateline.predict.actor_codes import predict_actor_codes

    parser, index, agents = casting(options)
    gazetteer = load_gazetteer()
    return lambda record: predict_actor_codes(record, parser, index, agents, gazetteer)


def _entities_coref(options: Options) -> Predict:
    from dateline.predict.entities_coref import predict_entities_coref
    from dateline.predict.nominals import load_noun_kinds

    parser, index, agents = casting(options)
    kinds = load_noun_kinds()
    return lambda record: predict_entities_coref(record, parser, index, agents, kinds)


def _plover_pairs(options: Options) -> Predict:
    from dateline.pipeline import load_resources
    from dateline.predict.plover_pairs import predict_plover_pairs
    from dateline.predict.weighing import Coder

    resources, chosen = load_resources(actors=options.actors), Coder(options.coder)
    return lambda record: predict_plover_pairs(record, resources, chosen)


def _plover_gsr(options: Options) -> Predict:
    from dateline.pipeline import load_resources
    from dateline.predict.plover_gsr import predict_plover_gsr

    resources = load_resources(actors=options.actors)
    return lambda record: predict_plover_gsr(record, resources)


def _petrarch_unit(options: Options) -> Predict:
    from dateline.pipeline import load_resources
    from dateline.predict.petrarch_unit import predict_petrarch_unit

    resources = load_resources(actors=options.actors)
    return lambda record: predict_petrarch_unit(record, resources)


def _cameo_sentences(options: Options) -> Predict:
    from dateline.pipeline import load_resources
    from dateline.predict.cameo_sentences import predict_cameo_sentences
    from dateline.predict.weighing import Coder

    resources, chosen = load_resources(actors=options.actors), Coder(options.coder)
    return lambda record: predict_cameo_sentences(record, resources, chosen)


TASKS: Mapping[str, Callable[[Options], Predict]] = MappingProxyType({
    "times": _times,
    "attribution": _attribution,
    "places": _places,
    "actor_codes": _actor_codes,
    "entities_coref": _entities_coref,
    "plover_pairs": _plover_pairs,
    "plover_gsr": _plover_gsr,
    "petrarch_unit": _petrarch_unit,
    "cameo_sentences": _cameo_sentences,
})  # fmt: skip
"""Task name → what loads its data and gives the function that answers a record."""
CODED = frozenset(("plover_pairs", "cameo_sentences"))
"""The tasks that can be asked of the lexicon or of the classifier alone."""
NAMELESS = frozenset(("times", "places", "attribution"))
"""The tasks that do not ask who anybody is."""

__all__ = ["CODED", "NAMELESS", "TASKS", "Options", "Predict", "casting"]
