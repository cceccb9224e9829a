"""The pattern language: one line reads like the sentence it matches.

    A visit.v R                          subject, verb, object
    A pay.v visit to R                   words after the verb are its object; prepositions stand before their object
    A send|deploy.v @troops into|to R    | separates alternatives, @ names a class of words (classes.yaml)
    A call.v for                         something stands after "for", whatever it is
    A visit.n to R                       a noun: A does it (by A, A's, Russian, A paid a …), R by preposition
    talk.n between A                     all parties of "between" are actors
    A sign.v @treaty (with R)            brackets: binds where present, not required
    R suffer.v attack from|by A          slots stand where the sentence has them
    A agree.v to:talk|@stop              to: constrains the verb of the infinitive, gerund or that-clause; to:* any
    A vow.v not-to:*                     a negated complement; aux: and neg: ask for the verb's auxiliary and negation
    A @help.v aux:will|would neg:*       as in "will not supply arms"
    A hold.v peace+talk with R           + asks for a modifier: a talk that is a peace talk
    A demand.v that R                    the subject of the that-clause: demanded that Quito give …
    A call_off.v @meeting                _ joins a verb and its particle
    A at:war.n with R                    a preposition before the noun, after which it must stand
    A cut.v @tie !price|cost             ! forbids these words as any argument
    A release.v R[@prisoner]             [ ] asks that who fills the slot is also told by one of these words
    A:armed seize.v R:place              kinds: person state org group place armed gov civil actor any, joined by |

A and R fill actor and recipient; X is somebody, A and R apart; L is the place. Two bare nouns after a verb are its
indirect and direct object (A give.v R @weapon). Only one word of a pattern, the predicate, carries .v, .n or .a.
"""

import re
from typing import Literal

import msgspec

KINDS = frozenset(["person", "state", "org", "group", "place", "armed", "gov", "civil", "actor", "any"])
SLOT = re.compile(r"^(?P<name>[ARLX])(?:\[(?P<words>[^\]]+)\])?(?::(?P<kinds>[a-z|]+))?$")
VERBAL = {"to": "comp", "that": "comp", "not-to": "notcomp", "aux": "aux", "neg": "neg"}
PREDICATE = re.compile(r"^(?:(?P<before>[a-z|]+):)?(?P<words>[^.:]+)\.(?P<pos>[vna])$")


class Slot(msgspec.Struct, frozen=True):
    """One argument of a pattern: the roles it may stand in, and what must fill it."""

    roles: tuple[str, ...]
    name: Literal["A", "R", "L", "X", ""] = ""
    words: frozenset[str] = frozenset()
    """Lemmas, "modifier+head" pairs among them; empty where only the slot's name counts."""
    kinds: frozenset[str] = frozenset()
    optional: bool = False


class Pattern(msgspec.Struct, frozen=True):
    """A compiled pattern. `weight` orders patterns: the more is asked, the more specific."""

    source: str
    lemmas: frozenset[str]
    pos: str
    governors: frozenset[str]
    slots: tuple[Slot, ...]
    forbidden: frozenset[str]
    weight: int


class PatternError(ValueError):
    """A pattern that cannot be understood; the message names it and the part at fault."""


class Vocabulary(msgspec.Struct, frozen=True):
    """Word classes and spelling variants, to expand a pattern's words; prepositions, to know its roles."""

    classes: dict[str, list[str]]
    variants: dict[str, str]
    prepositions: frozenset[str]

    def expand(self, text: str) -> frozenset[str]:
        """The lemmas that "word|@class|mod+head" stands for."""
        found: set[str] = set()
        for part in text.split("|"):
            if part.startswith("@"):
                if part[1:] not in self.classes:
                    raise PatternError(f"no class {part} in classes.yaml")
                found |= self.expand("|".join(self.classes[part[1:]]))
            else:
                found.add("+".join(self.variants.get(word, word) for word in part.split("+")))
        return frozenset(found)


def compile_pattern(source: str, vocabulary: Vocabulary) -> Pattern:
    """Compile one line; raises PatternError."""
    parts = source.replace("(", " ( ").replace(")", " ) ").split()
    at = [i for i, part in enumerate(parts) if PREDICATE.match(part)]
    if len(at) != 1:
        raise PatternError(f"{source!r}: needs one predicate with .v, .n or .a, has {len(at)}")
    match = PREDICATE.match(parts[at[0]])
    assert match is not None
    pos = match["pos"]
    before, after = parts[: at[0]], parts[at[0] + 1 :]
    forbidden = (
        vocabulary.expand("|".join(p[1:] for p in after if p.startswith("!")))
        if any(p[0] == "!" for p in after)
        else frozenset()
    )
    slots = [_leading(part, pos, vocabulary, source) for part in before]
    slots += _trailing([p for p in after if not p.startswith("!")], pos, vocabulary, source)
    lemmas = vocabulary.expand(match["words"])
    governors = frozenset((match["before"] or "").split("|")) - {""}
    weight = 4 * len(governors and {1}) + sum(map(_weight, slots)) + len(forbidden and {1})
    return Pattern(source, lemmas, pos, governors, tuple(_without_clash(slots)), forbidden, weight)


def _weight(slot: Slot) -> int:
    if slot.optional:
        return 0
    return 4 * bool(slot.words) + bool(slot.name) + bool(slot.kinds)


def _without_clash(slots: list[Slot]) -> list[Slot]:
    """A noun's doer may be told by "of", unless the pattern gives "of" to somebody else."""
    taken = {role for slot in slots if slot.name and slot.name != "A" for role in slot.roles}
    return [_freed(s, taken) if s.name == "A" and "poss" in s.roles else s for s in slots]


def _freed(slot: Slot, taken: set[str]) -> Slot:
    return msgspec.structs.replace(slot, roles=tuple(role for role in slot.roles if role not in taken))


def _leading(part: str, pos: str, vocabulary: Vocabulary, source: str) -> Slot:
    """What stands before the predicate: the subject, or a noun's doer or possessor."""
    roles: tuple[str, ...] = ("subj",) if pos == "v" else ("by", "poss", "amod", "compound", "nmod", "subj", "of")
    if pos == "n" and part.startswith("R"):
        roles = ("poss", "amod", "compound", "nmod")
    if pos != "v" and not SLOT.match(part):
        roles = ("amod", "compound", "nmod", "poss")
    return _slot(part, roles, False, vocabulary, source)


def _trailing(parts: list[str], pos: str, vocabulary: Vocabulary, source: str) -> list[Slot]:
    slots: list[Slot] = []
    optional, bare = False, 0
    roles: tuple[str, ...] = ()
    for part in parts:
        if part in "()":
            slots += _dangling(roles, optional)
            optional, roles = part == "(", ()
        elif ":" in part and part.split(":")[0] in VERBAL:
            slots.append(_verbal(part, optional, vocabulary))
        elif set(part.split("|")) <= vocabulary.prepositions:
            slots += _dangling(roles, optional)
            roles = tuple(part.split("|"))
        elif "[" not in part and set(part.split("|")) & vocabulary.prepositions:
            strange = sorted(set(part.split("|")) - vocabulary.prepositions)
            raise PatternError(f"{source!r}: {', '.join(strange)} beside prepositions is none (classes.yaml)")
        else:
            bare += not roles
            slots.append(
                _slot(part, _with_object_roles(roles) if roles else ("obj", "attr"), optional, vocabulary, source)
            )
            roles = ()
    slots += _dangling(roles, optional)
    return _two_objects(slots) if bare > 1 else slots


def _verbal(part: str, optional: bool, vocabulary: Vocabulary) -> Slot:
    """A complement clause, an auxiliary or a negation: to:go|leave, not-to:*, aux:will, neg:*."""
    name, words = part.split(":", 1)
    lemmas = frozenset() if words == "*" else vocabulary.expand(words)
    return Slot((VERBAL[name],), "", lemmas, frozenset(), optional)


def _dangling(roles: tuple[str, ...], optional: bool) -> list[Slot]:
    """A preposition without a word or slot of its own: something must stand after it, whatever that is."""
    return [Slot(_with_object_roles(roles), "", frozenset(), frozenset(), optional)] if roles else []


def _with_object_roles(roles: tuple[str, ...]) -> tuple[str, ...]:
    """A preposition may hang on the verb or on its object: pay [a visit to R]."""
    both = tuple(r for role in roles for r in (f"obj_{role}", role))
    return both + (("iobj",) if "to" in roles else ())


def _two_objects(slots: list[Slot]) -> list[Slot]:
    first = next(s for s in slots if s.roles == ("obj", "attr"))
    rest = [s for s in slots if s is not first]
    return [msgspec.structs.replace(first, roles=("iobj", "to", "obj_to", "for", "obj_for", "relsubj")), *rest]


def _slot(part: str, roles: tuple[str, ...], optional: bool, vocabulary: Vocabulary, source: str) -> Slot:
    match = SLOT.match(part)
    if match is None:
        if ":" in part or "[" in part:
            raise PatternError(f"{source!r}: {part!r} is neither a slot nor a word")
        return Slot(roles, "", vocabulary.expand(part), frozenset(), optional)
    kinds = frozenset((match["kinds"] or "").split("|")) - {""}
    if kinds - KINDS:
        raise PatternError(f"{source!r}: no kind {', '.join(sorted(kinds - KINDS))}")
    words = vocabulary.expand(match["words"]) if match["words"] else frozenset()
    return Slot(roles, match["name"], words, kinds, optional)  # type: ignore[arg-type]
