"""What two readings of one fact come to: agreement, agreement by rounding, tension or contradiction.

Takes claims, or a claim and the intervals that a formula gives for it; gives an `Outcome`. Whether the two
are comparable at all is decided before. Only exact numbers are compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from claims.model import Claim, Qualifier
from rules.interval import Interval
from rules.slips import Slip, recognise


class Grade(StrEnum):
    """How well two readings fit, from best to worst."""

    AGREE_EXACT = "agree_exact"
    AGREE_ROUNDING = "agree_rounding"
    TENSION = "tension"
    CONTRADICTION = "contradiction"


class Mark(StrEnum):
    """How a coarser figure came from the finer one."""

    ROUNDED = "rounded"
    CUT = "cut"


class Strain(StrEnum):
    """Why a pair that does not contradict itself still strains."""

    MISSES = "misses"
    """The careful readings miss each other, the generous ones meet."""
    UNDERSTATES = "understates"
    """The words hold but undersell by far (`超过130%` for 148%)."""
    TOUCHES = "touches"
    """The intervals share no more than an end (`超过5亿` for exactly 5亿)."""
    BOUNDS_APART = "bounds_apart"
    """Two bounds of one direction, the further one beyond the nearer one's core by over 10%."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim's numbers, exact."""

    value: Fraction
    """The number in the base unit."""
    core: Interval
    """What a careful reader takes the words to mean."""
    hard: Interval
    """The most generous reading."""
    ulp: Fraction
    """Unit in the last place, 0 for an exact count."""
    ulp_significant: Fraction
    """The same without a whole number's trailing zeros."""
    qualifier: Qualifier
    """How the words bound the number."""
    text: str
    """The number as written."""

    @property
    def plain(self) -> bool:
        """Whether the number stands without a bound or hedge."""
        return self.qualifier in (Qualifier.EXACT, Qualifier.UP_TO)

    @property
    def figure(self) -> bool:
        """Whether it is one figure, hedged or not: a range or a bound holds too much to be a witness."""
        return self.plain or self.qualifier is Qualifier.ABOUT

    @property
    def bound(self) -> bool:
        """Whether the words give a bound, not a figure."""
        return self.qualifier in (Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.NEARLY)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a comparison came to."""

    grade: Grade
    mark: Mark | None = None
    """Of an agreement by rounding, how the coarser figure came from the finer."""
    strain: Strain | None = None
    """Of a tension, its reason; `bounds_apart` of a contradiction between two bounds."""
    gap: Fraction = Fraction(0)
    """Distance of the stated figure from the nearest careful reading of the other."""
    gap_ulps: Fraction = Fraction(0)
    """The gap in units of the stated figure's last digit."""
    gap_percent: Fraction = Fraction(0)
    """The gap in percent of the other's size."""
    slip: Slip | None = None
    """Of a contradiction, the slip that would explain it exactly."""
    gross: bool = False
    """Whether a sign or a stated threshold flips."""

    @property
    def agrees(self) -> bool:
        """Whether it is one of the two agreements."""
        return self.grade in (Grade.AGREE_EXACT, Grade.AGREE_ROUNDING)


def reading(claim: Claim) -> Reading:
    """A claim's numbers as exact fractions, in the claim's unit; of shares sold, how many.

    Raises ValueError for dates, which are no quantities.
    """
    if claim.unit == "date":
        raise ValueError(f"{claim.id}: a date has no interval")
    hard = claim.hard or claim.core
    figure = _reading(
        claim.value,
        (claim.low, claim.high, claim.low_open, claim.high_open),
        (hard.low, hard.high, hard.low_open, hard.high_open),
        claim.ulp or "0",
        claim.ulp_significant or claim.ulp or "0",
        claim.qualifier,
        claim.text,
    )
    if figure.value < 0 and claim.metric == "stake_change":  # shares sold add up and are paid for as shares
        return replace(figure, value=-figure.value, core=-figure.core, hard=-figure.hard)
    return figure


def slip_of(figure: Reading, wanted: Interval) -> Slip | None:
    """The slip by which a figure reads as it does where the rest of the text implies another."""
    return recognise(figure.text, figure.value, figure.ulp, wanted)


_DECIMALS = re.compile(r"\d+\.\d+")
"""A rate with decimals, of which the zeros count."""


def digits(claim: Claim) -> int:
    """Significant digits of a figure, zeros at its end left out but for those of a rate (3 of 56.0%)."""
    decimals = _DECIMALS.search(claim.text) if claim.unit == "percent" else None
    value = claim.value.replace(".", "").strip("-0")
    return len(decimals.group().replace(".", "").lstrip("0")) if decimals is not None else len(value)


def rounded(figure: Reading) -> Interval:
    """All that a figure, hedged or not, may have been rounded from: 0.01% is anything from 0.005% on."""
    half = figure.ulp / 2
    told = figure.plain or figure.qualifier is Qualifier.ABOUT
    if not told or not 0 < half < abs(figure.value):
        return figure.core
    return figure.core.hull(Interval(figure.value - half, figure.value + half))


def written(figure: Reading) -> Reading:
    """A limit (`不超过300万股`) as the figure that it is written as; any other figure as it is."""
    if figure.qualifier is not Qualifier.UP_TO or figure.core.low is not None:
        return figure
    around = Interval(figure.value - figure.ulp / 2, figure.value + figure.ulp / 2)
    return replace(figure, core=around, hard=around)


def compare(stated: Claim, other: Claim) -> Outcome:
    """Compare two claims of one fact in one unit."""
    return compare_readings(reading(stated), reading(other))


def compare_readings(a: Reading, b: Reading) -> Outcome:
    """Compare two readings of one fact in one unit, the first one's digits measuring the gap."""
    if a.value == b.value and a.ulp == b.ulp and a.plain and b.plain:
        return Outcome(Grade.AGREE_EXACT)
    same_digits = a.plain and b.plain and a.ulp == b.ulp
    mark = None if same_digits else _coarser(a, b)
    if mark is not None or (not same_digits and _cores_agree(a.core, b.core)):
        return Outcome(Grade.AGREE_ROUNDING, mark=mark)
    if _bounds_apart(a, b):
        return _measured(Outcome(Grade.CONTRADICTION, strain=Strain.BOUNDS_APART), a, b.core)
    if a.hard.meets(b.hard):
        return _measured(Outcome(Grade.TENSION, strain=_strain_between(a, b)), a, b.core)
    if _barely(a, b.core) or _barely(b, a.core):
        return _measured(Outcome(Grade.TENSION, strain=Strain.TOUCHES), a, b.core)
    return _contradiction(a, b.core, threshold=a.bound or b.bound)


def judge(stated: Claim, core: Interval, hard: Interval) -> Outcome:
    """Compare a claim with what a formula gives: from the operands' cores and from their hard intervals."""
    return judge_reading(reading(stated), core, hard)


def agrees(stated: Claim, core: Interval) -> bool:
    """Whether a claim agrees with the careful result of a formula, where nobody asks why it does not."""
    return _agreement(reading(stated), core) is not None


def judge_reading(a: Reading, core: Interval, hard: Interval) -> Outcome:
    """Compare a reading with the careful and the generous result of a formula, in the same unit."""
    agreement = _agreement(a, core)
    if agreement is not None:
        return agreement
    if a.hard.meets(hard):
        return _measured(Outcome(Grade.TENSION, strain=_strain(a, core)), a, core)
    if _barely(a, hard):
        return _measured(Outcome(Grade.TENSION, strain=Strain.TOUCHES), a, core)
    return _contradiction(a, core, threshold=a.bound)


def _agreement(a: Reading, core: Interval) -> Outcome | None:
    if a.plain and core.width == 0 and core.low == a.value:
        return Outcome(Grade.AGREE_EXACT)
    if _cores_agree(a.core, core):
        return Outcome(Grade.AGREE_ROUNDING, mark=Mark.ROUNDED if a.plain else None)
    if a.plain and a.ulp and core.within(cut_range(a.value, a.ulp)):
        return Outcome(Grade.AGREE_ROUNDING, mark=Mark.CUT)
    return None


@lru_cache(maxsize=65536)
def _reading(
    value: str,
    core: tuple[str | None, str | None, bool, bool],
    hard: tuple[str | None, str | None, bool, bool],
    ulp: str,
    ulp_significant: str,
    qualifier: Qualifier,
    text: str,
) -> Reading:
    return Reading(
        _exact(value), _interval(*core), _interval(*hard), _exact(ulp), _exact(ulp_significant),
        qualifier, text,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _exact(number: str) -> Fraction:
    """A decimal as a fraction; a figure and its bounds repeat each other's."""
    return Fraction(number)


def _interval(low: str | None, high: str | None, low_open: bool, high_open: bool) -> Interval:
    return Interval.of(
        None if low is None else _exact(low), None if high is None else _exact(high), low_open, high_open
    )


def _cores_agree(a: Interval, b: Interval) -> bool:
    """Whether the cores overlap with a positive width, or a point lies in the other's core."""
    return a.overlaps(b) or (a.meets(b) and (a.width == 0 or b.width == 0))


def cut_range(value: Fraction, ulp: Fraction) -> Interval:
    """The numbers that give `value` when their digits below `ulp` are dropped."""
    if value >= 0:
        return Interval(value, value + ulp, False, True)
    return Interval(value - ulp, value, True, False)


def _coarser(a: Reading, b: Reading) -> Mark | None:
    """Whether the coarser of two plain figures is the finer one rounded or cut to its digits."""
    if not (a.plain and b.plain) or a.ulp == b.ulp:
        return None
    coarse, fine = (a, b) if a.ulp > b.ulp else (b, a)
    if abs(fine.value - coarse.value) * 2 <= coarse.ulp:
        return Mark.ROUNDED
    if fine.value in cut_range(coarse.value, coarse.ulp):
        return Mark.CUT
    return None


def _bounds_apart(a: Reading, b: Reading) -> bool:
    """Whether two bounds of one direction lie so far apart that they can't speak of one figure."""
    if a.qualifier is not b.qualifier or not a.bound or a.qualifier is Qualifier.NEARLY:
        return False
    near, far = sorted((a, b), key=lambda x: x.value, reverse=a.qualifier is Qualifier.LESS_THAN)
    if a.qualifier is Qualifier.MORE_THAN:
        return near.core.high is not None and far.value > near.core.high + abs(near.core.high) / 10
    return near.core.low is not None and far.value < near.core.low - abs(near.core.low) / 10


def _strain(a: Reading, core: Interval) -> Strain:
    """Why `a` strains against the other's core."""
    beyond_high = core.low is not None and a.core.high is not None and core.low >= a.core.high
    beyond_low = core.high is not None and a.core.low is not None and core.high <= a.core.low
    if (a.qualifier is Qualifier.MORE_THAN and beyond_high) or (
        a.qualifier is Qualifier.LESS_THAN and beyond_low
    ):
        return Strain.UNDERSTATES
    return Strain.TOUCHES if a.core.meets(core) else Strain.MISSES


def _strain_between(a: Reading, b: Reading) -> Strain:
    """Why two readings strain; that one of them undersells the other says most."""
    strains = (_strain(a, b.core), _strain(b, a.core))
    return Strain.UNDERSTATES if Strain.UNDERSTATES in strains else strains[0]


def _barely(a: Reading, other: Interval) -> bool:
    """Whether a bound fails only by equality, or a `近X` only by lying just above X."""
    if a.qualifier is Qualifier.NEARLY:
        room = min(a.ulp_significant, abs(a.value) / 10)
        return Interval(a.value, a.value + room).meets(other)
    return a.bound and a.value in other


def _contradiction(a: Reading, core: Interval, *, threshold: bool) -> Outcome:
    middle = core.middle if core.middle is not None else (core.low if core.low is not None else core.high)
    flips = middle is not None and middle * a.value < 0
    slip = slip_of(a, core)
    return _measured(Outcome(Grade.CONTRADICTION, slip=slip, gross=flips or threshold), a, core)


def _measured(outcome: Outcome, a: Reading, core: Interval) -> Outcome:
    """The outcome with the distance from the stated figure to the other's core."""
    gap = Interval.point(a.value).gap(core)
    middle = core.middle if core.middle is not None else (core.low if core.low is not None else core.high)
    size = abs(middle) if middle else abs(a.value)
    return replace(
        outcome,
        gap=gap,
        gap_ulps=gap / a.ulp if a.ulp else gap,
        gap_percent=gap / size * 100 if size else Fraction(0),
    )
