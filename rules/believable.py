"""What two figures of one series come to when chance is set aside: the slips that tell, and lost units."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claims.model import Claim
from rules.interval import plain
from rules.outcome import Grade, Outcome, digits
from rules.series import judged, number, variable_reading
from rules.slips import Slip, SlipKind, rewrite

TELLING = 3
"""Digits that a figure must have to be known again elsewhere."""
_SHORT = 2
"""Digits that two figures must share to be one with a lost unit."""


def off_by_scale(outcome: Outcome) -> bool:
    """Whether a figure looks like another one with a slipped power of ten."""
    return outcome.slip is not None and outcome.slip.kind in (SlipKind.POWER_OF_TEN, SlipKind.SCALE)


def slipped(claim: Claim, other: Claim) -> bool:
    """Whether two figures are one with a slip, which no basis and no part explains."""
    outcome = believable(claim, other)
    swapped = outcome.slip is not None and outcome.slip.kind is SlipKind.SWAPPED
    return off_by_scale(outcome) or (swapped and min(digits(claim), digits(other)) >= TELLING)


def believable(claim: Claim, other: Claim) -> Outcome:
    """What two figures come to, without a slip of mere chance, and with a unit lost from the same digits.

    One changed digit explains every pair of figures of one or two digits, and a power of ten nearly every
    pair of which one has a single digit.
    """
    outcome = judged(claim, other)
    slip = outcome.slip
    a, b = abs(number(claim)), abs(number(other))
    if slip is None:
        apart = outcome.grade is Grade.CONTRADICTION and digits(claim) >= _SHORT
        apart = apart or outcome.grade is Grade.TENSION  # 3亿 for 超过3000万 holds, and is a slip
        counted = claim.unit not in ("date", "rank", "percent")
        if apart and counted and a != b and _one_figure(a, b):
            repair = rewrite(claim.text, a, b) or other.text
            return replace(outcome, grade=Grade.CONTRADICTION, slip=Slip(SlipKind.POWER_OF_TEN, repair))
        return _of_bound(outcome, claim, other)
    chance = slip.kind is SlipKind.DIGIT and digits(claim) < TELLING
    if off_by_scale(outcome):
        chance = all(abs(a * Fraction(10) ** k - b) * 10 > b for k in range(-5, 6))
    return _of_bound(replace(outcome, slip=None), claim, other) if chance else outcome


def _of_bound(outcome: Outcome, claim: Claim, other: Claim) -> Outcome:
    """The outcome with the power of ten by which a bound misses a figure of its own document, if one does."""
    counted = claim.unit not in ("date", "rank", "percent")
    if outcome.grade is not Grade.CONTRADICTION or not counted or claim.document != other.document:
        return outcome
    shift = _bound_off_by(claim, other)
    if shift is None:
        return outcome
    size = abs(number(claim))
    repair = rewrite(claim.text, size, size * shift) or other.text
    return replace(outcome, slip=Slip(SlipKind.POWER_OF_TEN, repair))


def _bound_off_by(claim: Claim, other: Claim) -> Fraction | None:
    """The power of ten that makes a bound (`超10000亿`) one of a figure of its document, or None."""
    one, two = variable_reading(claim), variable_reading(other)
    if not (one.bound or two.bound) or one.value * two.value <= 0:
        return None
    for power in (1, -1, 2, -2, 3, -3, 4, -4):
        shift = Fraction(10) ** power
        near = abs(one.value * shift - two.value) * 10 <= abs(two.value)
        if near and one.core.scale(shift).meets(two.core):
            return shift
    return None


def _one_figure(a: Fraction, b: Fraction) -> bool:
    """Whether the fewer digits are the more ones cut or rounded, wherever the point stands."""
    few, many = sorted((_written(a), _written(b)), key=len)
    if few == many:
        return True
    if not _SHORT <= len(few) < len(many) or 2 * min(a, b) > max(a, b):
        return False
    cut = int(many[: len(few)])
    return int(few) in (cut, cut + 1 if many[len(few)] >= "5" else cut)


def _written(number: Fraction) -> str:
    return plain(number).replace(".", "").strip("-0")


def far_apart(a: Claim, b: Claim, times: Fraction | int = 3) -> bool:
    """Whether two figures are so far apart, and no slip to explain it, that they hardly mean one thing."""
    near, far = sorted((abs(number(a)), abs(number(b))))
    return far > times * near
