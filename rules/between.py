"""A whole's growth lies between its parts': `债券发行61.9万亿元,增长8.0%,其中甲增长9.2%,乙增长1.0%`.

Taken are totals whose items make them and that carry a growth each, as their items do. The growth of the
whole is the items' mean, weighted by what they were before, so that it never leaves the span of theirs. Where
prices are held constant the weights differ from the figures, the span does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, core, hard
from rules.identities import Identity
from rules.interval import Interval
from rules.itemlists import lists
from rules.model import Finding
from rules.outcome import Grade, judge
from rules.slips import SlipKind
from rules.sums import adds_up
from rules.verdicts import Checked, finding_of

_PLAIN = (SlipKind.POWER_OF_TEN, SlipKind.SIGN)


def between_parts(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each growth of a whole against the growths of the items that make it."""
    book = collection.once(FactBook)
    for terms in collection.once(lists):
        if terms.whole is None:
            continue
        rates = [_growth(book, member) for member in terms.members]
        stated, *others = rates
        if stated is None:
            continue
        known = [rate for rate in others if rate is not None and rate.versus == stated.versus]
        if len(known) < len(others) or not adds_up(terms):
            continue
        checked = _checked(identity, stated, known)
        slip = checked.outcome.slip
        if checked.outcome.grade is Grade.CONTRADICTION and (slip is None or slip.kind not in _PLAIN):
            continue
        yield finding_of(collection, checked)


def _growth(book: FactBook, member: Claim) -> Claim | None:
    """The growth right behind a member, before any other amount."""
    for claim in book.paragraph(member):
        if claim.span.start <= member.span.start:
            continue
        if claim.unit != "percent":
            return None
        if claim.measure is Measure.GROWTH and claim.hard is not None:
            return claim
    return None


def _checked(identity: Identity, stated: Claim, rates: list[Claim]) -> Checked:
    spans: list[Interval] = [reduce(Interval.hull, map(read, rates)) for read in (core, hard)]
    tight, loose = spans[0], spans[0].hull(spans[1])
    working = "、".join(rate.text for rate in rates)
    return Checked(identity, stated, tuple(rates), working, tight, loose, judge(stated, tight, loose))
