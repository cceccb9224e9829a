"""PLOVER 2.0 from data/codebooks/plover: types, modes, contexts, scores, and CAMEO both ways."""

import msgspec

from dateline.resources import DATA, load

FOLDER = DATA / "codebooks/plover"


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of a type; score on PLOVER's scale from -10 to +10."""

    name: str
    score: float
    cameo: str


class EventType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the sixteen types."""

    name: str
    quad: int
    score: float
    recipient_required: bool
    cameo: str
    definition: str
    near_misses: list[str]
    planned: str | None = None
    hypothetical: str | None = None
    planned_cameo: str | None = None
    penta: int | None = None
    """CAMEO's quad class, where it is not the quad."""
    modes: list[Mode] = []


class CameoCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A CAMEO code and what PLOVER makes of it."""

    code: str
    type: str
    mode: str | None
    contexts: list[str]
    goldstein: float | None


class Codebook(msgspec.Struct, frozen=True):
    """The codebook; modes are keyed by (type, mode)."""

    types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    contexts: dict[str, tuple[tuple[str, ...], ...]]
    """Context -> phrases, each a tuple of lemmas."""
    cameo: dict[str, CameoCode]


def load_codebook() -> Codebook:
    """Load and check; raises DataError or ValueError naming what does not fit."""
    types = {t.name: t for t in load(FOLDER / "types.yaml", list[EventType])}
    contexts = load(FOLDER / "contexts.yaml", dict[str, list[str]])
    cameo = {c.code: c for c in load(FOLDER / "cameo.yaml", list[CameoCode])}
    modes = {(t.name, m.name): m for t in types.values() for m in t.modes}
    _check(types, modes, frozenset(contexts), cameo)
    return Codebook(types, modes, {k: tuple(tuple(w.split()) for w in v) for k, v in contexts.items()}, cameo)


def _check(types: dict[str, EventType], modes: dict[tuple[str, str], Mode], contexts: frozenset[str],
           cameo: dict[str, CameoCode]) -> None:  # fmt: skip
    for code in cameo.values():
        if (
            code.type not in types
            or (code.mode and (code.type, code.mode) not in modes)
            or set(code.contexts) - contexts
        ):
            raise ValueError(f"CAMEO {code.code}: {code.type} {code.mode} {code.contexts} is not in the codebook")
    for event_type in types.values():
        for cameo_code in [event_type.cameo, *(m.cameo for m in event_type.modes)]:
            if cameo_code not in cameo:
                raise ValueError(f"{event_type.name}: no CAMEO code {cameo_code}")
