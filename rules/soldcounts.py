"""What was sold, shipped or delivered, told by one document ten times as large as another tells it.

Takes a collection, its series, the doubts and the suspects found before; gives findings. What is shipped,
sold and delivered are three facts, which differ by little: figures of one company and period with the same
digits at another power of ten are one figure, whichever word each writer has for it and whether or not he
names the goods; so are two counts of what was sold with two digits swapped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Items
from collections.abc import Iterator, Sequence
from itertools import combinations

from claims.model import Claim, Measure
from rules.believable import TELLING, believable, off_by_scale
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.doubts import Doubts
from rules.model import Finding, Verdict
from rules.outcome import Outcome, digits
from rules.series import SOLD, Moment, Series, SeriesKey, number
from rules.sides import Side, ranked
from rules.slips import SlipKind

GOODS = frozenset({"item", "product"})
"""Slices that say of sold goods what they are and how they were sold."""
_Told = tuple[SeriesKey, tuple[Claim, ...]]


def misplaced_points(
    collection: Collection, series: Sequence[Series], doubts: Doubts, shown: Items[str]
) -> Iterator[Finding]:
    """Counts of sold goods that another document gives at another power of ten, under other words."""
    told: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for one in series:
        key = one.key
        if key.metric in SOLD and key.measure is Measure.LEVEL and not key.ahead:
            rest = tuple(pair for pair in key.slices if pair[0] not in GOODS)
            for moment, claims in one.dated.items():
                told[_fact(key, moment, rest)].append((key, claims))
    report = Reporter(collection)
    for members in told.values():
        for first, second in combinations(members, 2):
            if _alike(first[0], second[0]):
                yield from _between(collection, first, second, doubts, shown, report)


def _fact(key: SeriesKey, moment: Moment, rest: object) -> tuple[object, ...]:
    return key.entity, key.unit, moment, rest


def _alike(one: SeriesKey, other: SeriesKey) -> bool:
    """Whether two keys name no different goods."""
    a, b = ({word for kind, word in key.slices if kind == "product"} for key in (one, other))
    return not a or not b or not a.isdisjoint(b)


def _between(
    collection: Collection, one: _Told, other: _Told, doubts: Doubts, shown: Items[str], report: Reporter
) -> Iterator[Finding]:
    for a in one[1]:
        for b in other[1]:
            outcome = believable(a, b)
            slipped = off_by_scale(outcome) or (one[0].metric == other[0].metric and _swapped(outcome))
            if a.document == b.document or not slipped or digits(a) < TELLING:
                continue
            strong, weak = ranked([_side(a, one, other), _side(b, one, other)], collection)
            key = one[0] if weak.lead in one[1] else other[0]
            against = list(strong.claims)
            if weak.lead.id in shown or weak.documents & strong.documents:
                continue
            outcome = believable(weak.lead, strong.lead)
            if not doubts.kept_apart(weak, against, key, outcome):
                yield report.differing(Verdict.DISCREPANCY, weak, against, outcome)
                return


def _swapped(outcome: Outcome) -> bool:
    return outcome.slip is not None and outcome.slip.kind is SlipKind.SWAPPED


def _side(claim: Claim, *told: _Told) -> Side:
    """A claim with all that say the same, itself first."""
    same = [c for _, claims in told for c in claims if c is not claim and number(c) == number(claim)]
    return Side((claim, *same))
