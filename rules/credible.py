"""Whether two figures differ as two readings of one fact do, or as two facts do that were taken for one.

Takes two claims of one series with what comparing them gave. Editions of one text differ by slips: a digit,
two that changed places, a power of ten, another's figure; and bounds are missed by little. Figures that have
nothing in common are of one fact only where both texts say so outright.
"""

from __future__ import annotations

from claims.model import Claim
from rules.facts import FactBook
from rules.outcome import Grade, Outcome, Strain, digits, reading

_MISSED = 10
"""Percent by which a bound is missed by who still means the figure that breaks it."""
_ABSURD = 10_000
"""How many times one reading of a fact is another at most without a slip of the unit."""
_FEW = 2
"""Digits of figures among which one that changed is chance, but for counts."""
_TELLING = 3
"""Digits from which on two sentences hardly have a figure in common by chance."""
_OPENING = 2
"""Code points before a date that still opens its sentence."""


def credible(book: FactBook, a: Claim, b: Claim, outcome: Outcome) -> bool:
    """Whether two figures that do not agree may be called a conflict of one fact."""
    if outcome.slip is not None or outcome.grade is not Grade.CONTRADICTION or a.unit in ("date", "rank"):
        return True
    less, more = sorted(abs(reading(claim).value) for claim in (a, b))
    if more > _ABSURD * less > 0:
        return False  # 每收入1元亏4.58元 is no net loss of a company
    if outcome.strain is Strain.BOUNDS_APART:
        return True  # 超83亿 and 超160亿 hold both, and one of them hides most of it
    if not (reading(a).plain and reading(b).plain):
        near = outcome.gap_percent <= _MISSED
    else:
        near = alike_in_digits(a, b)
    return near or told_alike(book, a, b) or (outright(book, a) and outright(book, b))


def told_alike(book: FactBook, a: Claim, b: Claim) -> bool:
    """Whether two texts tell the figures in one row: their sentences share another telling figure."""
    if a.document == b.document:
        return False
    beside = {
        (c.metric, c.measure, c.value) for c in book.sentence(a) if c.id != a.id and digits(c) >= _TELLING
    }
    return any((c.metric, c.measure, c.value) in beside for c in book.sentence(b) if c.id != b.id)


def alike_in_digits(a: Claim, b: Claim) -> bool:
    """Whether two figures have the same digits in another order, or all but one of them."""
    one, other = (claim.value.replace(".", "").strip("-0") for claim in (a, b))
    length = max(len(one), len(other))
    if length < _FEW or (length == _FEW and a.unit in ("percent", "percentage_point")):
        return False
    one, other = one.ljust(length, "0"), other.ljust(length, "0")
    changed = sum(x != y for x, y in zip(one, other, strict=True))
    return changed == 1 or (length > _FEW and sorted(one) == sorted(other))


def outright(book: FactBook, claim: Claim) -> bool:
    """Whether a claim's clause names the fact, and its clause or its sentence's first words the time."""
    how = {evidence.field: evidence for evidence in claim.evidence}
    if "metric" not in how or how["metric"].how != "clause":
        return False
    if "period" not in how:
        return claim.period is None
    dated = how["period"]
    opens = dated.how == "sentence" and dated.start - book.place(claim).sentence <= _OPENING
    return dated.how == "clause" or opens
