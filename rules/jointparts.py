"""Parts taken together against each of them: `东区和西区合计收入30.1亿元` where a filing gives both.

Takes the numbers whose slice is a row of parts. Each part's own figure of the same metric and period may
stand in any document; where one is missing or told in two ways nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from claims.jointparts import JOINT
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, slice_of
from rules.identities import Identity
from rules.model import Finding
from rules.outcome import Grade, reading
from rules.sums import Sum, examine
from rules.verdicts import Suspicion, finding_of

_CLOSE = Fraction(1, 10)
"""A sum that misses by more of itself is hardly meant to be of these parts alone."""


def taken_together(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each number of several parts together, against theirs."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        if claim.hard is None or claim.measure is not Measure.LEVEL or not book.usable(claim):
            continue
        row = next(((key, name) for key, name in slice_of(claim) if JOINT in name), None)
        if row is None or claim.basis is not Basis.REPORTED or len(slice_of(claim)) > 1:
            continue
        parts = [_part(book, claim, row[0], name) for name in row[1].split(JOINT)]
        told = tuple(part for part in parts if part is not None)
        if len(told) < len(parts) or len({part.id for part in told}) < len(parts):
            continue
        checked = examine(identity, Sum(told, claim))
        if checked.outcome.grade is Grade.CONTRADICTION:
            one = len({part.document for part in told}) == 1
            if not one or checked.outcome.gap > _CLOSE * abs(reading(claim).value):
                continue
            slip = checked.outcome.slip
            repair = slip.repair if slip is not None else None
            checked = replace(checked, suspicion=Suspicion(claim, repair, slip))
        yield finding_of(collection, checked)


def _part(book: FactBook, claim: Claim, key: str, name: str) -> Claim | None:
    """The one figure that is told of a part in the claim's period, the most precise of them; or None."""
    found = [
        other
        for other in book.of_metric(claim.metric, Measure.LEVEL)
        if other.hard is not None
        and book.usable(other)
        and other.basis is Basis.REPORTED
        and (other.unit, book.time(other), book.subject(other))
        == (claim.unit, book.time(claim), book.subject(claim))
        and len(own := slice_of(other)) == 1
        and JOINT not in own[0][1]
        and (own[0][1].startswith(name) or name.startswith(own[0][1]))
        and (own[0][0] == "region") == (key == "region")
    ]
    found.sort(key=lambda other: reading(other).ulp)
    values = {other.value for other in found if reading(other).ulp == reading(found[0]).ulp}
    return found[0] if found and len(values) == 1 else None
