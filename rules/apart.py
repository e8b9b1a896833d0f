"""Near matches that are not comparable: what a reader may take for one fact, and why it was kept apart.

Takes a collection; gives pairs of claims of different documents about one company's metric that differ in
exactly one thing that tells facts apart: the slice, the unit, the basis, what it is measured against, or a
period that one of them does not name. They make no finding, since nothing says that they disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from claims.model import Claim
from rules.believable import far_apart
from rules.collection import Collection
from rules.grouping import all_series
from rules.series import Series, SeriesKey, Stance, judged
from rules.sides import clarity

_LATEST = 2
"""Times of which a pair of series is shown, the latest ones: more would say nothing new."""
_MOST = 40
"""Series of one metric whose pairs are looked at; keeps large collections linear."""


class Barrier(StrEnum):
    """What keeps two claims apart."""

    SLICE = "slice"
    """Another segment, region, product, …"""
    UNIT = "unit"
    """Another currency or unit."""
    BASIS = "basis"
    """A forecast or target, not a result."""
    VERSUS = "versus"
    """Measured against something else."""
    PERIOD = "period"
    """One of them names no period."""


@dataclass(frozen=True, slots=True)
class NearMatch:
    """Two claims that were not compared."""

    first: Claim
    second: Claim
    barrier: Barrier


_FIELDS = {
    Barrier.SLICE: "slices",
    Barrier.UNIT: "unit",
    Barrier.BASIS: "ahead",
    Barrier.VERSUS: "versus",
}
"""Fields of a series' key, by the barrier that they make."""


def kept_apart(collection: Collection) -> tuple[NearMatch, ...]:
    """The near matches of a collection, by the places of their first claims."""
    found: dict[tuple[str, str], NearMatch] = {}
    alike: dict[SeriesKey, list[Series]] = defaultdict(list)
    for one in collection.once(all_series):
        alike[replace(one.key, slices=(), unit="", ahead="", versus="")].append(one)
        for match in _without_period(one):
            found.setdefault((match.first.id, match.second.id), match)
    for members in alike.values():
        for a, b in combinations(members[:_MOST], 2):
            for match in _pairs(a, b):
                found.setdefault((match.first.id, match.second.id), match)
    order = {claim.id: place for place, claim in enumerate(collection.claims)}
    return tuple(sorted(found.values(), key=lambda m: (order[m.first.id], order[m.second.id])))


def _pairs(a: Series, b: Series) -> Iterator[NearMatch]:
    """What two series that differ in one thing say of the same time, where different documents say it."""
    barriers = [why for why, name in _FIELDS.items() if getattr(a.key, name) != getattr(b.key, name)]
    part = set(a.key.slices) <= set(b.key.slices) or set(b.key.slices) <= set(a.key.slices)
    if len(barriers) != 1 or not part:  # two parts of one whole are nobody's one fact
        return
    shared = sorted(a.dated.keys() & b.dated.keys(), reverse=True)[:_LATEST]
    for here, there in [*((a.dated[m], b.dated[m]) for m in shared), (a.undated, b.undated)]:
        told = _across(here, there)
        if told is not None and (barriers[0] is Barrier.UNIT or not far_apart(*told)):
            yield NearMatch(*told, barriers[0])


def _without_period(one: Series) -> Iterator[NearMatch]:
    """A flow without its period beside the latest one that another document dates."""
    if one.key.stance is not Stance.FLOW or not one.dated:
        return
    for bare in one.undated:
        told = _across((bare,), one.dated[max(one.dated)])
        if told is not None and not judged(*told).agrees and not far_apart(*told):
            yield NearMatch(*told, Barrier.PERIOD)


def _across(here: tuple[Claim, ...], there: tuple[Claim, ...]) -> tuple[Claim, Claim] | None:
    """The clearest claims of two groups that stand in different documents, by place."""
    for a in sorted(here, key=clarity):
        for b in sorted(there, key=clarity):
            if a.document != b.document:
                low, high = sorted((a, b), key=lambda claim: (claim.document, claim.span.start))
                return low, high
    return None
