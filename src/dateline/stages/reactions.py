"""Who is meant by a reaction to a deed told before: "Brazil condemned the raid" is about those who made the raid."""

import msgspec

from dateline.cast import Cast, Mention
from dateline.deeds import Deed
from dateline.lexicon.index import Lexicon
from dateline.reading import Reading, Token
from dateline.resources import DATA, load

DEFINITE = ("the", "this", "that", "these", "those")


class Reactions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/reactions.yaml; `sentences` is how far back a deed may stand."""

    types: frozenset[str]
    general: frozenset[str]
    reacting: frozenset[str]
    sentences: int


def load_reactions() -> Reactions:
    """Load the words."""
    return load(DATA / "lexicon/en/reactions.yaml", Reactions)


def with_targets(
    deeds: tuple[Deed, ...], reading: Reading, cast: Cast, lexicon: Lexicon, words: Reactions
) -> tuple[Deed, ...]:
    """The deeds, each reaction without a recipient given the actors of the deed that it names."""
    out: list[Deed] = []
    for deed in deeds:
        target = tuple(m for m in _target(deed, out, reading, lexicon, words) if not _own(m, deed, cast))
        out.append(
            msgspec.structs.replace(deed, recipients=target, notes=("coreference:reaction",)) if target else deed
        )
    return tuple(out)


def _own(target: Mention, deed: Deed, cast: Cast) -> bool:
    """Whether the target is the very state or body that the actor speaks for: "We regret this measure"."""
    entity = cast.entities[target.entity]
    served = {cast.entities[m.entity].country for m in deed.actors}
    return entity.kind in ("state", "org") and not entity.sector and bool(entity.country) and entity.country in served


def _target(
    deed: Deed, before: list[Deed], reading: Reading, lexicon: Lexicon, words: Reactions
) -> tuple[Mention, ...]:
    if deed.recipients or deed.frame.pos != "v" or deed.event.split("/")[0] not in words.types:
        return ()
    for i in deed.frame.roles.get("obj", ()):
        noun = reading.tokens[i]
        if {t.lower for t in reading.kids(i, "det")} & set(DEFINITE):
            return _named(noun, deed, before, reading, lexicon, words)
    return ()


def _named(
    noun: Token, deed: Deed, before: list[Deed], reading: Reading, lexicon: Lexicon, words: Reactions
) -> tuple[Mention, ...]:
    """The actors of the nearest earlier deed of the noun's own kind; a general noun means the story's opening deed."""
    here = reading.tokens[deed.frame.head].sentence
    kinds = {c.entry.event.split("/")[0] for c in lexicon.by_predicate.get(("n", noun.lemma), ())}
    near = [d for d in reversed(before) if here - reading.tokens[d.frame.head].sentence <= words.sentences]
    own_kind = [d for d in near if reading.tokens[d.frame.head].lemma == noun.lemma or d.event.split("/")[0] in kinds]
    opening = [d for d in before if d.event.split("/")[0] not in words.reacting] if noun.lemma in words.general else []
    for earlier in (*own_kind, *opening):
        others = tuple(m for m in earlier.actors if m.entity not in {a.entity for a in deed.actors})
        if others:
            return others
    return ()
