"""The words that tell whether a deed has happened: data/lexicon/en/standing.yaml."""

import msgspec

from dateline.resources import DATA, load


class Standing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/standing.yaml."""

    planned: frozenset[str]
    negated: frozenset[str]
    hypothetical: frozenset[str]
    clausal: frozenset[str]
    wishing: frozenset[str]
    alleging: frozenset[str]
    doubting: frozenset[str]
    alarming: frozenset[str]
    future: frozenset[str]
    past_future: frozenset[str]
    modal: frozenset[str]
    conditions: frozenset[str]
    inverted: frozenset[str]
    negators: frozenset[str]
    affirming: frozenset[str]
    noun_planned: frozenset[str]
    noun_hypothetical: frozenset[str]
    noun_negated: frozenset[str]
    ordinal: frozenset[str]
    before: frozenset[str]
    purpose: frozenset[str]
    motion: frozenset[str]
    departing: frozenset[str]
    occurring: frozenset[str]
    carrying: frozenset[str]
    convening: frozenset[str]
    speaking: frozenset[str]
    avowing: frozenset[str]
    telling: frozenset[str]
    untrue: frozenset[str]
    claims: frozenset[str]
    denying: frozenset[str]
    days: frozenset[str]
    coming: frozenset[str]
    present: frozenset[str]
    not_ahead: frozenset[str]
    definite: frozenset[str]
    echoing: frozenset[str]


def load_standing() -> Standing:
    """Load the word groups."""
    return load(DATA / "lexicon/en/standing.yaml", Standing)
