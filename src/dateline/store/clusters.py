"""Reports that are linked → groups that tell of one event each. The same reports and reviews give the same groups.

Links are taken from the strongest to the weakest; two groups become one where, on the mean of all their pairs, enough
speaks for it, and no pair of them excludes each other: one chain of likenesses is not enough.
"""

from collections.abc import Callable, Iterable

import msgspec

Pair = tuple[str, str]
Score = Callable[[str, str], float]


class Wishes(msgspec.Struct, frozen=True):
    """What reviewers decided: pairs to join whatever they score, pairs to keep apart, reports to stand alone."""

    joined: frozenset[Pair] = frozenset()
    parted: frozenset[Pair] = frozenset()
    alone: frozenset[str] = frozenset()

    def forbid(self, a: str, b: str) -> bool:
        """Whether two reports must not stand in one record."""
        pair = paired(a, b)
        return pair in self.parted or (bool({a, b} & self.alone) and pair not in self.joined)


def paired(a: str, b: str) -> Pair:
    """Two ids in order."""
    return (a, b) if a < b else (b, a)


def clustered(
    reports: Iterable[str], links: dict[Pair, float], score: Score, together: float, wishes: Wishes
) -> list[frozenset[str]]:
    """The groups, by their smallest id. `score`: the evidence of any pair, `together` the mean that joins groups."""
    group_of = {report: frozenset([report]) for report in reports}
    for a, b in sorted(wishes.joined):
        if a in group_of and b in group_of and not _any_forbidden(group_of[a], group_of[b], wishes, {(a, b)}):
            _unite(group_of, a, b)
    for (a, b), _ in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        ours, theirs = group_of[a], group_of[b]
        if ours is not theirs and _fit(ours, theirs, links, score, together, wishes):
            _unite(group_of, a, b)
    return sorted(set(group_of.values()), key=min)


def _unite(group_of: dict[str, frozenset[str]], a: str, b: str) -> None:
    whole = group_of[a] | group_of[b]
    for report in whole:
        group_of[report] = whole


def _any_forbidden(ours: frozenset[str], theirs: frozenset[str], wishes: Wishes, but: set[Pair]) -> bool:
    return any(wishes.forbid(a, b) for a in ours for b in theirs if paired(a, b) not in but)


def _fit(ours: frozenset[str], theirs: frozenset[str], links: dict[Pair, float], score: Score, together: float,
         wishes: Wishes) -> bool:  # fmt: skip
    if _any_forbidden(ours, theirs, wishes, set()):
        return False
    found = [links[p] if (p := paired(a, b)) in links else score(*p) for a in sorted(ours) for b in sorted(theirs)]
    return sum(found) >= together * len(found)


__all__ = ["Pair", "Wishes", "clustered", "paired"]
