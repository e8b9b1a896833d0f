"""A dividend per share against the same one per ten shares: ten times apart, or one of the words is wrong.

Mainland companies declare dividends per ten shares, and who tells of them may leave the ten out. Takes the
dividends of one company; compares those per share with those per ten of the same period and currency. Two
that are neither equal nor ten times apart may be two dividends, so that nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from claims.calendar import try_parse
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.evaluation import is_range
from rules.facts import FactBook, core, hard
from rules.identities import Identity
from rules.model import Finding
from rules.outcome import digits, judge
from rules.slips import Slip, SlipKind, rewrite
from rules.surroundings import words_before
from rules.verdicts import Checked, Suspicion, finding_of

_TEN = 10
PER_TEN = re.compile("每(?:10|十)股[^,，。;；]{0,14}$|(?<![0-9])(?:10|十)股?派[^,，。;；]{0,12}$")
"""Before a dividend per ten shares."""
PER_SHARE = re.compile("每股[^,，。;；]{0,14}$")
"""Before one per share."""
_TELLING = 2
"""Digits from which on two dividends hardly have a figure in common by chance."""
_CURRENCY = re.compile("[A-Z]{3}(?:/share)?")
NO_RATE = 100
"""What no share is paid, in its currency."""


def per_ten(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each dividend per share that the company states per ten shares as well."""
    book = collection.once(FactBook)
    each, tens = [], []
    for claim in collection.claims:
        if _is_rate(book, claim):
            words = words_before(book, claim)
            if PER_TEN.search(words):
                tens.append(claim)
            elif PER_SHARE.search(words):
                each.append(claim)
    for claim in each:
        same = sorted((t for t in tens if _same(book, claim, t)), key=lambda t: book.distance(claim, t))
        checks = (_checked(identity, claim, ten) for ten in same)
        checked = next((check for check in checks if check is not None), None)
        if checked is not None:
            yield finding_of(collection, checked)


def _is_rate(book: FactBook, claim: Claim) -> bool:
    return (
        claim.metric == "dividend"
        and claim.measure is Measure.LEVEL
        and claim.hard is not None
        and _CURRENCY.fullmatch(claim.unit) is not None
        and 0 < Fraction(claim.value) < NO_RATE
        and not is_range(claim)
        and book.usable(claim)
    )


def _same(book: FactBook, claim: Claim, ten: Claim) -> bool:
    """Whether both may be of one dividend."""
    ahead = Basis.FORECAST in (claim.basis, ten.basis)
    return (
        not ahead
        and claim.unit[:3] == ten.unit[:3]
        and book.subject(claim) == book.subject(ten)
        and (claim.period == ten.period or None in (claim.period, ten.period) or _one_figure(claim, ten))
    )


def _one_figure(claim: Claim, ten: Claim) -> bool:
    """Whether two documents give one figure about one time, the year that is paid for or that of payment."""
    if claim.document == ten.document or claim.value != ten.value or digits(claim) < _TELLING:
        return False
    a, b = (try_parse(c.period) if c.period else None for c in (claim, ten))
    return a is not None and b is not None and abs(a.last.year - b.last.year) <= 1


def _checked(identity: Identity, claim: Claim, ten: Claim) -> Checked | None:
    tenth = Fraction(1, _TEN)
    wanted, loose = core(ten).scale(tenth), core(ten).hull(hard(ten)).scale(tenth)
    outcome = judge(claim, wanted, loose)
    suspicion = None
    if not outcome.agrees:
        if Fraction(claim.value) != Fraction(ten.value):
            return None
        value = Fraction(claim.value)
        repair = rewrite(claim.text, value, value * tenth)
        suspicion = Suspicion(claim, repair, Slip(SlipKind.POWER_OF_TEN, repair or ""))
    return Checked(identity, claim, (ten,), f"{ten.text} ÷ {_TEN}", wanted, loose, outcome, None, suspicion)
