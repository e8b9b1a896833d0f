"""Exact intervals: rational ends, each open or closed, or unbounded.

The arithmetic is that of sets: `a + b` is the set of all sums. Formulas that repeat a variable widen when
they are built from these operations; evaluate a monotone formula at its end points instead (`monotone`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import product

from claims.model import Bounds
from rules.model import StatedInterval

Number = int | Decimal | Fraction

_DIGITS_28 = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Interval:
    """A convex set of rationals; `None` is an unbounded end, which is always open."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @staticmethod
    def of(
        low: Number | None, high: Number | None, low_open: bool = False, high_open: bool = False
    ) -> Interval:
        """An interval from exact numbers."""
        return Interval(
            None if low is None else Fraction(low),
            None if high is None else Fraction(high),
            low_open or low is None,
            high_open or high is None,
        )

    @staticmethod
    def point(value: Number) -> Interval:
        """The interval that holds one number."""
        return Interval(Fraction(value), Fraction(value))

    @staticmethod
    def from_bounds(bounds: Bounds) -> Interval:
        """An interval from a claim's bounds."""
        return Interval.of(
            None if bounds.low is None else Fraction(bounds.low),
            None if bounds.high is None else Fraction(bounds.high),
            bounds.low_open,
            bounds.high_open,
        )

    @property
    def empty(self) -> bool:
        """Whether no number lies inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def width(self) -> Fraction | None:
        """High end less low end; None where unbounded."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def middle(self) -> Fraction | None:
        """The number half way; None where unbounded."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2

    def __contains__(self, value: Number) -> bool:
        return not self.meet(Interval.point(value)).empty

    def meet(self, other: Interval) -> Interval:
        """The intersection, possibly empty."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, lower=True)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, lower=False)
        return Interval(low, high, low_open, high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = _looser(self.low, self.low_open, other.low, other.low_open, lower=True)
        high, high_open = _looser(self.high, self.high_open, other.high, other.high_open, lower=False)
        return Interval(low, high, low_open, high_open)

    def meets(self, other: Interval) -> bool:
        """Whether the two share a number."""
        return not self.meet(other).empty

    def overlaps(self, other: Interval) -> bool:
        """Whether they share more than one number."""
        shared = self.meet(other)
        return not shared.empty and shared.width != 0

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval lies in the other."""
        return self.meet(other) == self

    def gap(self, other: Interval) -> Fraction:
        """Distance between the nearest ends of two intervals; 0 where they touch or overlap."""
        if self.high is not None and other.low is not None and self.high < other.low:
            return other.low - self.high
        if other.high is not None and self.low is not None and other.high < self.low:
            return self.low - other.high
        return Fraction(0)

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.empty or other.empty:
            return EMPTY
        if (
            self.low is not None
            and other.low is not None
            and self.low == self.high
            and other.low == other.high
        ):
            return Interval(self.low * other.low, self.low * other.low)  # points are what formulas run on
        ends = [_times(a, b) for a, b in product(_ends(self), _ends(other))]
        low, low_open = min(ends, key=lambda end: (end[0], end[1]))
        high, high_open = max(ends, key=lambda end: (end[0], not end[1]))
        return _from_extended(low, low_open, high, high_open)

    def reciprocal(self) -> Interval:
        """The set of all 1/x; the whole line where zero lies strictly inside."""
        if (self.low is not None and self.low >= 0) or (self.high is not None and self.high <= 0):
            ends: list[tuple[Fraction | None, bool]] = []
            for end, is_open in ((self.high, self.high_open), (self.low, self.low_open)):
                if end is None:
                    ends.append((Fraction(0), True))
                elif end == 0:
                    ends.append((None, True))
                else:
                    ends.append((1 / end, is_open))
            return Interval(ends[0][0], ends[1][0], ends[0][1], ends[1][1])
        return WHOLE

    def __truediv__(self, other: Interval) -> Interval:
        return self * other.reciprocal()

    def absolute(self) -> Interval:
        """The set of all |x|."""
        if self.low is not None and self.low >= 0:
            return self
        if self.high is not None and self.high <= 0:
            return -self
        reach = (-self).hull(self)
        return Interval(Fraction(0), reach.high, False, reach.high_open)

    def scale(self, factor: Number) -> Interval:
        """Every number times an exact factor."""
        if factor == 1:
            return self
        if factor == -1:
            return -self
        return self * Interval.point(factor)

    def stated(self, unit: str) -> StatedInterval:
        """The interval as a report prints it, ends as plain decimals of at most 28 digits."""
        return StatedInterval(
            low=None if self.low is None else plain(self.low),
            high=None if self.high is None else plain(self.high),
            low_open=self.low_open,
            high_open=self.high_open,
            unit=unit,
        )


WHOLE = Interval(None, None, True, True)
EMPTY = Interval(Fraction(1), Fraction(0))


def monotone(formula: Callable[..., Fraction], operands: Sequence[Interval]) -> Interval:
    """Evaluate a formula that is monotone in each operand at the corners, each operand taken once.

    All operands must be bounded. An end of the result is open where every corner that reaches it uses an
    open end.
    """
    corners: list[tuple[Fraction, bool]] = []
    for corner in product(*(((x.low, x.low_open), (x.high, x.high_open)) for x in operands)):
        values = [value for value, _ in corner]
        if any(value is None for value in values):
            raise ValueError("a monotone formula needs bounded operands")
        corners.append((formula(*values), any(is_open for _, is_open in corner)))
    low = min(value for value, _ in corners)
    high = max(value for value, _ in corners)
    return Interval(
        low,
        high,
        all(is_open for value, is_open in corners if value == low),
        all(is_open for value, is_open in corners if value == high),
    )


def root(base: Fraction, degree: int, digits: int = 40) -> tuple[Fraction, Fraction]:
    """Rationals below and above the positive root of a non-negative number, `digits` decimals apart."""
    if base < 0 or degree < 1:
        raise ValueError("a real root needs a non-negative base and a positive degree")
    if base == 0:
        return Fraction(0), Fraction(0)
    scale = 10**digits
    target = base.numerator * scale**degree // base.denominator
    guess = 1 << (target.bit_length() // degree + 1)
    while True:  # Newton's method on integers, from above
        following = ((degree - 1) * guess + target // guess ** (degree - 1)) // degree
        if following >= guess:
            break
        guess = following
    exact = Fraction(guess, scale) ** degree == base
    return Fraction(guess, scale), Fraction(guess if exact else guess + 1, scale)


def plain(value: Number) -> str:
    """A number as a plain decimal: no exponent, 28 digits where it does not end."""
    if isinstance(value, Fraction):
        decimal = _DIGITS_28.divide(Decimal(value.numerator), Decimal(value.denominator))
    else:
        decimal = Decimal(value)
    text = format(decimal, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


_INFINITY = Fraction(10) ** 400
"""Stands for an unbounded end while products are compared; no text reaches a number of 400 digits."""


def _ends(x: Interval) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
    low = -_INFINITY if x.low is None else x.low
    high = _INFINITY if x.high is None else x.high
    return (low, x.low_open), (high, x.high_open)


def _times(a: tuple[Fraction, bool], b: tuple[Fraction, bool]) -> tuple[Fraction, bool]:
    value = a[0] * b[0]
    if value == 0:  # a closed zero is reached whatever the other end does
        return value, (a[1] or a[0] != 0) and (b[1] or b[0] != 0)
    return value, a[1] or b[1]


def _from_extended(low: Fraction, low_open: bool, high: Fraction, high_open: bool) -> Interval:
    limit = _INFINITY / 10**200
    bounded_low = None if low <= -limit else low
    bounded_high = None if high >= limit else high
    return Interval(
        bounded_low, bounded_high, low_open or bounded_low is None, high_open or bounded_high is None
    )


def _tighter(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool, *, lower: bool
) -> tuple[Fraction | None, bool]:
    if a is None:
        return b, b_open
    if b is None:
        return a, a_open
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a > b) == lower else (b, b_open)


def _looser(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool, *, lower: bool
) -> tuple[Fraction | None, bool]:
    if a is None or b is None:
        return None, True
    if a == b:
        return a, a_open and b_open
    return (a, a_open) if (a < b) == lower else (b, b_open)
