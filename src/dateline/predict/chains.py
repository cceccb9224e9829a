"""Chains over noun phrases of every kind: the cast's entities; for things the same words, the nearest fitting noun."""

from collections.abc import Sequence

from dateline.predict.nominals import Nominal
from dateline.reading import Reading, Token
from dateline.stages.casting.ground import role_of

YOU = ("you", "your", "yours", "yourself", "yourselves")
ONE, MANY = ("it", "its", "itself"), ("they", "them", "their", "theirs", "themselves")
TAKING_UP = ("the", "this", "that", "these", "those", "such", "both")
DETERMINERS = (*TAKING_UP, "a", "an", "his", "her", "its", "their", "my", "our", "your", "some", "any")
WEIGHTS = {"subject": 20, "passive": 16, "object": 12}


def chain_all(reading: Reading, nominals: Sequence[Nominal]) -> list[str | None]:
    """A chain's label for each phrase; None where it is alone for sure."""
    labels: dict[int, str | None] = {}
    """By head token."""
    words: dict[str, str] = {}
    before: list[Nominal] = []
    for nominal in nominals:
        labels[nominal.head] = _label(reading, nominal, labels, words, before)
        before.append(nominal)
    return [labels[n.head] for n in nominals]


def _label(reading: Reading, nominal: Nominal, labels: dict[int, str | None], words: dict[str, str],
           before: list[Nominal]) -> str | None:  # fmt: skip
    token = reading.tokens[nominal.head]
    if nominal.entity is not None:
        return f"e{nominal.entity.index}"
    if token.lower in YOU:
        return "you"
    if token.dep == "appos" and labels.get(token.head):
        return labels[token.head]
    if token.pos == "PRON":
        return _pronoun(reading, token, labels, before)
    return _noun(reading, nominal, token, words)


def _noun(reading: Reading, nominal: Nominal, token: Token, words: dict[str, str]) -> str:
    """The same words again, or a definite noun after the same noun, go on a chain; all else opens one."""
    inside = [reading.tokens[i].lower for i in range(nominal.first, nominal.last)]
    phrase = " ".join(w for w in inside if w not in DETERMINERS and w not in ("'s", "’s"))
    definite = inside[0] in TAKING_UP
    indefinite = inside[0] in ("a", "an", "some", "any", "another", "no", "every", "each")
    fresh = f"n{token.i}"
    label = fresh if indefinite else words.get(f"={phrase}") or (words.get(token.lemma) if definite else None) or fresh
    words[f"={phrase}"] = words[token.lemma] = label
    return label


def _pronoun(reading: Reading, token: Token, labels: dict[int, str | None], before: list[Nominal]) -> str | None:
    """It, they: the nearest noun that fits in number, subjects first. Others, and "it" without content, stay alone."""
    if token.lower not in (*ONE, *MANY) or _weather(reading, token):
        return None
    top, chosen = 0.0, None
    for distance, nominal in enumerate(reversed(before[-24:])):
        if labels.get(nominal.head) is None or not _fits(reading, nominal, token):
            continue
        other = reading.tokens[nominal.head]
        score = 60 - 22 * (token.sentence - other.sentence) + WEIGHTS.get(role_of(reading, other.i), 0) - 1.5 * distance
        if score > top:
            top, chosen = score, labels[nominal.head]
    return chosen


def _fits(reading: Reading, nominal: Nominal, token: Token) -> bool:
    other = reading.tokens[nominal.head]
    if (
        token.sentence - other.sentence > 2
        or (other.head == token.head and token.dep != "poss")
        or nominal.kind == "time"
    ):
        return False
    many = other.tag in ("NNS", "NNPS") or other.lower in MANY
    return many == (token.lower in MANY) and not (nominal.kind == "person" and token.lower in ONE)


def _weather(reading: Reading, token: Token) -> bool:
    """It is clear that …, it takes …: nothing is taken up."""
    verb = reading.head(token.i)
    below = [k.dep for k in reading.kids(verb.i)]
    return token.dep == "expl" or (token.lower == "it" and verb.lemma in ("be", "seem", "appear", "take")
                                   and any(d in below for d in ("ccomp", "xcomp", "csubj", "advcl")))  # fmt: skip
