"""A figure that another text rounds, cuts or hedges: two ways of writing one fact, not two facts.

Takes the series of a collection; gives findings, one for each fact, where a text gives with a hedge
(`约743万头`, `逾73亿件`) what another gives in more digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.model import Claim, Measure, Qualifier
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.model import Finding
from rules.outcome import digits
from rules.series import Series, Stance, judged, number
from rules.sides import Side, ranked, sides

_HEDGED = (Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.NEARLY)
_FEWEST = 2
"""Digits of a round figure that a reader could hold against the exact one; `超过5亿元` has too few."""
_MOST = 5
"""Digits of an exact figure as texts tell it; one to the last share is plainly the round one's source."""
_LATEST = 2
"""Times of which a series' roundings are shown, the latest ones."""


def rounded(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each fact that one text gives exactly and another in round words."""
    for one in series:
        if one.key.measure not in (Measure.LEVEL, Measure.SHARE) or one.key.ahead:
            continue
        told = [one.dated[moment] for moment in sorted(one.dated, reverse=True)]
        if one.key.stance is Stance.STANDING or not told:
            told = [one.undated, *told]
        elif one.undated:  # 如今年收入68亿元上下
            told[0] = (*told[0], *(claim for claim in one.undated if _rounds(claim, _finest(told[0]))))
        shown = 0
        for claims in told:
            pair = _pair(ranked(sides(claims), collection)) if len(claims) > 1 else None
            if pair is not None and shown < _LATEST:
                shown += 1
                yield report.rounded(*pair)


def _pair(parts: Sequence[Side]) -> tuple[Side, Side] | None:
    """The exact figure of the best side, and what another text makes of it in round words."""
    main = parts[0]
    exact = main.lead
    round_ones = [claim for claim in main.claims[1:] if _rounds(claim, exact)]
    if exact.qualifier in (Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.NEARLY) or not round_ones:
        return None
    same = tuple(c for c in main.claims if c.value == exact.value and c.qualifier is exact.qualifier)
    told = {claim.document for claim in same}
    alone = tuple(claim for claim in round_ones if claim.document not in told)
    return (Side(same), Side(alone)) if alone else None


def _finest(claims: Sequence[Claim]) -> Claim:
    """The figure of most digits."""
    return max(claims, key=digits)


def _rounds(claim: Claim, exact: Claim) -> bool:
    """Whether a claim hedges what the exact one gives in more digits, and differs from it in writing."""
    if claim.qualifier not in _HEDGED or not _FEWEST <= digits(claim) < digits(exact) <= _MOST:
        return False
    return number(claim) != number(exact) and judged(claim, exact).agrees
