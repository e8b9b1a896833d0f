"""One rate over a month, the quarter that holds it and the months so far: a reader may take one for another.

Takes the series of a collection; gives findings, one for each rate, of the latest stretches of which one
holds the other, where not the same documents tell both and the figures come near enough to be confused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from claims.model import Measure
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.model import Finding
from rules.series import Moment, Series, Stance, judged, number
from rules.sides import Side, ranked, sides

_MOST = 3
"""Stretches that are told beside each other."""


def stretches(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each rate with its latest stretches that hold one another."""
    rates = definitions().of_stretches
    for one in series:
        key = one.key
        if key.metric not in rates or key.measure is not Measure.LEVEL or key.ahead or len(one.dated) < 2:
            continue
        if key.stance is not Stance.FLOW:
            continue
        told = [
            (moment, ranked(sides(claims), collection)[0])
            for moment, claims in sorted(one.dated.items(), reverse=True)
            if moment.first != moment.last and not moment.fiscal
        ]
        shown = _mistakable(told)
        if shown:
            yield report.stretches(shown)


def _mistakable(told: Sequence[tuple[Moment, Side]]) -> list[Side]:
    """Of the latest stretches of which one holds another, those whose figures a reader may confuse."""
    for (one, side), (other, beside) in combinations(told, 2):
        if _holds(one, other) and _apart(side, beside):
            rest = (x for at, x in told if x not in (side, beside) and (_holds(at, one) or _holds(at, other)))
            return _together(side, beside, rest)
    return []


def _together(side: Side, beside: Side, rest: Iterable[Side]) -> list[Side]:
    shown = [side, beside]
    for one in rest:
        if len(shown) < _MOST and all(_apart(one, other) for other in shown):
            shown.append(one)
    return shown


def _holds(one: Moment, other: Moment) -> bool:
    """Whether one of two stretches holds the other."""
    long, short = sorted((one, other), key=lambda at: at.last - at.first, reverse=True)
    return long != short and long.first <= short.first and short.last <= long.last


def _apart(one: Side, other: Side) -> bool:
    """Whether two figures differ, come near each other, and not the same documents tell both."""
    low, high = sorted((number(one.lead), number(other.lead)))
    near = low > 0 and (high - low) * definitions().confusable <= high
    return near and one.documents != other.documents and not judged(one.lead, other.lead).agrees
