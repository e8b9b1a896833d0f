"""What moves from day to day, told of two days: a company's value on the market.

Takes a collection; gives findings. Such figures are compared with nothing, since their moment is seldom said;
where two documents name the day, a reader is told that each is of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from claims.calendar import try_parse
from claims.model import Claim, Measure
from rules.alignment import align, slices
from rules.believable import far_apart
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook, period_of
from rules.model import Finding
from rules.series import Moment, judged
from rules.sides import ranked, sides

_LATEST = 2
"""Pairs of neighbouring days that are shown of one company, the latest ones."""


def dailies(collection: Collection, report: Reporter) -> Iterator[Finding]:
    """The figures of neighbouring days, where not the same documents tell both."""
    days: dict[tuple[str, str, str], dict[Moment, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    alignment, book = collection.once(align), collection.once(FactBook)
    for claim in collection.claims:
        if claim.metric not in definitions().daily or claim.measure is not Measure.LEVEL or slices(claim):
            continue
        period, entity = period_of(claim), alignment.entity(claim)
        span = try_parse(period) if period else None
        if entity and book.usable(claim) and claim.hard is not None and span is not None and span.days == 1:
            days[entity, claim.metric, claim.unit][Moment(span.last, span.last)].append(claim)
    for _, told in sorted(days.items()):
        dated = [(at, ranked(sides(claims), collection)[0]) for at, claims in sorted(told.items())]
        pairs = [
            (earlier, later)
            for (before, earlier), (after, later) in pairwise(dated)
            if (after.last - before.last).days <= definitions().near_balance
            and earlier.documents != later.documents
            and not judged(earlier.lead, later.lead).agrees
            and not far_apart(earlier.lead, later.lead)
        ]
        for earlier, later in pairs[-_LATEST:]:
            yield report.movement(earlier, later)
