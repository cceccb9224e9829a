"""The shapes of data/codebooks/plover: types and modes, CAMEO codes and roots, auxiliary modes, conflicts."""

import msgspec


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An example of ours."""

    text: str
    known_wrong: bool = False
    """Whether the program is known to get it wrong; a test says when the mark can go."""


class NearMiss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that is near a type and not of it."""

    text: str
    type: str
    """The type that it is of, or NONE."""
    because: str
    known_wrong: bool = False


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of a type; score on PLOVER's scale from -10 to +10."""

    name: str
    score: float
    cameo: str
    definition: str = ""
    yes: list[str | Sentence] = []


class EventType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the sixteen types."""

    name: str
    number: int
    """Its place in the manual's order."""
    quad: int
    score: float
    recipient_required: bool
    cameo: str
    definition: str
    near_misses: list[NearMiss]
    yes: list[str | Sentence] = []
    size: list[str] = []
    """Which counts may be told with it: dead, injured, arrested, crowd."""
    planned: str | None = None
    """The type of an act of this type that is still to come, where it is another one."""
    hypothetical: str | None = None
    """The type of a possible act of this type, where it is another one."""
    planned_cameo: str | None = None
    refused_cameo: str | None = None
    """The code of the REJECT that a refusal to do an act of this type is: "will not lift the ban"."""
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
    """None where the published table has no value."""


class Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A CAMEO root; type None where PLOVER drops it."""

    code: str
    covers: str
    type: str | None
    goldstein: float


class AuxiliaryExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, and the type, status and `historical` of its record when published on examples.DAY."""

    text: str
    event: str
    status: str
    historical: bool = False
    known_wrong: bool = False


class AuxiliaryMode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the manual's four auxiliary modes, and how a record keeps it."""

    name: str
    definition: str
    record: str
    yes: list[AuxiliaryExample]


class Auxiliary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """auxiliary.yaml."""

    rule: str
    modes: list[AuxiliaryMode]


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the codebook must hold: of a code if `code` is given, else of a mode, else of a type."""

    code: str | None = None
    type: str
    mode: str | None = None
    contexts: list[str] | None = None
    quad: int | None = None
    score: float | None = None
    penta: int | None = None
    cameo: str | None = None
    planned: str | None = None
    planned_cameo: str | None = None


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of CAMEO2PLOVER-2021 as it stands there, retired names included."""

    type: str
    mode: str | None
    contexts: list[str]


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sources that do not agree, and what we follow."""

    id: str
    sources: dict[str, str]
    follow: str
    because: str
    facts: list[Fact] = []
    published: dict[str, Published | None] = {}
    """CAMEO code -> its published row where ours is another one; None where it was dropped."""


def sentences(written: list[str | Sentence]) -> list[Sentence]:
    """Examples as sentences, bare texts too."""
    return [Sentence(s) if isinstance(s, str) else s for s in written]
