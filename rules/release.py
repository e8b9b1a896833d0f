"""Minimal releases: the fewest figures that must be given up for the rest to fit together again.

Takes claims that can't all hold; gives the sets of figures whose release restores consistency in the part of
the network around them, all sets of the least size. A figure that several places state is released as one,
with all its places. What a single identity leaves open, since any of its figures might be the wrong one, is
often settled by the identities around it: a wrong revenue breaks its growth, its ratios and its sums at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from claims.model import Claim
from rules.collection import Collection
from rules.facts import FactBook, FactKey
from rules.network import Bound, firm, narrow, stated_bound
from rules.relations import Relation, relations

_MOST = 2
"""So many figures are released together, at most."""
_WIDEST = 40
"""So many relations around the claims are looked at, at most; more would be another part of the network."""

Figure = TypeVar("Figure")

Release = tuple[Claim, ...]
"""Claims that are given up together, in the collection's order."""


def releases(collection: Collection, claims: Iterable[Claim]) -> tuple[Release, ...]:
    """The least sets of the given figures whose release restores consistency; none where none does."""
    book = collection.once(FactBook)
    figures = _figures(book, claims)
    ties = _around(collection, [fact for fact, _ in figures])
    stating = {
        fact: firm(book.stating(fact))
        for fact in dict.fromkeys(fact for tie in ties for fact in tie.facts.values())
    }
    if len(ties) > _WIDEST:
        return ()

    def consistent(given_up: Iterable[Release]) -> bool:
        return _consistent(ties, stating, frozenset(claim.id for figure in given_up for claim in figure))

    found = least(tuple(figures.values()), consistent)
    return tuple(tuple(claim for figure in chosen for claim in figure) for chosen in found)


def least(
    figures: Sequence[Figure], consistent: Callable[[Sequence[Figure]], bool]
) -> tuple[tuple[Figure, ...], ...]:
    """The least choices of figures without which the rest is consistent; none where nothing is wrong."""
    if consistent(()):
        return ()
    for size in range(1, _MOST + 1):
        found = tuple(chosen for chosen in combinations(figures, size) if consistent(chosen))
        if found:
            return found
    return ()


def ties_by_fact(collection: Collection) -> Mapping[FactKey, tuple[Relation, ...]]:
    """The relations that a fact takes part in."""
    touching: dict[FactKey, list[Relation]] = defaultdict(list)
    for tie in collection.once(relations):
        for fact in tie.facts.values():
            touching[fact].append(tie)
    return {fact: tuple(ties) for fact, ties in touching.items()}


def _figures(book: FactBook, claims: Iterable[Claim]) -> dict[tuple[FactKey, str], Release]:
    """Each figure with all claims that state it."""
    figures: dict[tuple[FactKey, str], Release] = {}
    for claim in claims:
        key = book.key(claim)
        figures[key, claim.value] = tuple(c for c in firm(book.stating(key)) if c.value == claim.value)
    return {figure: stated for figure, stated in figures.items() if stated}


def _around(collection: Collection, facts: Sequence[FactKey]) -> list[Relation]:
    """The relations that the facts take part in."""
    touching = collection.once(ties_by_fact)
    return list(dict.fromkeys(tie for fact in facts for tie in touching.get(fact, ())))


def _consistent(
    ties: Sequence[Relation], stating: Mapping[FactKey, tuple[Claim, ...]], without: frozenset[str]
) -> bool:
    start: dict[FactKey, Bound] = {}
    for fact, claims in stating.items():
        left = tuple(claim for claim in claims if claim.id not in without)
        bound = stated_bound(left) if left else None
        if left and bound is None:
            return False
        if bound is not None:
            start[fact] = bound
    return not narrow(start, ties, {}).conflicts
