"""By whom and by what a share or the size of a market is counted: each house has figures of its own.

Takes two sides of one such fact; answers why they may differ, or that nothing says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from claims.model import Claim, Source
from rules.definitions import definitions
from rules.facts import FactBook
from rules.origins import nobody
from rules.sides import Side
from rules.surroundings import told_last

_STUDIES = (Source.RESEARCH, Source.OFFICIAL)


class Reason(StrEnum):
    """Why two counts differ."""

    MEASURE = "measure"
    """One counts money, the other pieces."""
    HOUSE = "house"
    """Two houses count."""


def counted_otherwise(book: FactBook, one: Side, other: Side) -> Reason | None:
    """Why two counts may differ."""
    measures = [_measures(book, side.claims) for side in (one, other)]
    if all(len(told) == 1 for told in measures) and measures[0] != measures[1]:
        return Reason.MEASURE
    houses = [_houses(side.claims) for side in (one, other)]
    if houses[0] and houses[1] and houses[0].isdisjoint(houses[1]):
        return Reason.HOUSE
    return None


def _houses(claims: Iterable[Claim]) -> set[str]:
    """The houses that a side's figures are said to be from."""
    said = (claim.attribution for claim in claims)
    return {by.name for by in said if by.kind in _STUDIES and by.name and not nobody(by.name)}


def _measures(book: FactBook, claims: Iterable[Claim]) -> set[str]:
    """What a side's figures are said to count: the last such words of the sentence before each."""
    patterns = {"value": definitions().by_value, "number": definitions().by_number}
    told = set()
    for claim in claims:
        folded, start = book.collection.document[claim.document].folded, book.place(claim).sentence
        if (name := told_last(patterns, folded, start, claim.span.start)) is not None:
            told.add(name)
    return told
