"""Values and intervals as a reader writes them, exactly; and intervals drawn on one axis.

Whole numbers decide where a bar begins and ends: no float takes part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reports import names
from rules.interval import Interval, plain

if TYPE_CHECKING:
    from rules.wording import Language

_STEPS: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "yi"), (10**4, "wan")),
    "en": ((10**9, "billion"), (10**6, "million")),
}
_UNSCALED = frozenset(
    ("percent", "percentage_point", "times", "year", "month", "day", "date", "rank", "basis_point")
)
_LONG = 13
"""Digits from which on a number is shown rounded outwards."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit with the power of ten in which several values of it are set, so that they can be compared."""

    unit: str
    """The unit's code."""
    language: Language
    """The reader's language."""
    factor: int = 1
    """What a value is divided by."""
    word: str = ""
    """What stands for the factor: `亿`, ` million`."""

    @staticmethod
    def of(values: Iterable[Fraction], unit: str, language: Language) -> Scale:
        """The scale for the largest of some values."""
        if unit in _UNSCALED or "/" in unit:
            return Scale(unit, language)
        largest = max((abs(value) for value in values), default=Fraction(0))
        for factor, key in _STEPS[language]:
            if largest >= factor:
                return Scale(unit, language, factor, names.name("scale", key, language))
        return Scale(unit, language)

    @property
    def suffix(self) -> str:
        """What is set behind the number."""
        return self.word + names.unit(self.unit, self.language)

    def number(self, value: Fraction, step: Fraction | None = None, *, up: bool = False) -> str:
        """A value in this scale; where a step is given and the number is long, at a whole step beside it."""
        scaled = value / self.factor
        text = plain(scaled)
        if step is not None and len(text.lstrip("-").replace(".", "")) > _LONG:
            steps = -(-scaled // step) if up else scaled // step
            text = plain(steps * step)
        return _grouped(text) if self.language == "en" else text

    def value(self, value: Fraction) -> str:
        """A value with its unit; a long one cut to four figures and marked with `≈`."""
        if self.unit == "rank":
            return names.name("rank", "place", self.language).format(n=plain(value))
        exact = self.number(value)
        short = self.number(value, _step(value / self.factor) / 100)
        return f"{'' if exact == short else '≈'}{short}{self.suffix}"

    def interval(self, interval: Interval) -> str:
        """An interval as `3.1 ~ 3.2亿元`, an end that is left out with `>` or `<`, one-sided as `≥3亿元`."""
        low, high = interval.low, interval.high
        if low is None and high is None:
            return "-∞ ~ ∞"
        if low is None or high is None:
            end, is_open, sign = (
                (low, interval.low_open, ">≥")
                if low is not None
                else (high or Fraction(0), interval.high_open, "<≤")
            )
            return f"{sign[0] if is_open else sign[1]}{self.value(end)}"
        if low == high:
            return self.value(low)
        step = _step((high - low) / self.factor)
        first = self.number(low, step)
        last = self.number(high, step, up=True)
        left, right = ">" * interval.low_open, "<" * interval.high_open
        return f"{left}{first} ~ {right}{last}{self.suffix}"


def _step(size: Fraction) -> Fraction:
    """A power of ten some ten to a hundred times finer than a size."""
    return Fraction(10) ** (Decimal(plain(abs(size))).adjusted() - 1) if size else Fraction(1)


def _grouped(text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole not in ("-0", "") else text


def parse(text: str | None) -> Fraction | None:
    """A plain decimal as an exact number; None for a missing end or a date."""
    try:
        return None if text is None else Fraction(Decimal(text))
    except (ArithmeticError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis for several intervals: the numbers at its ends and its width in columns."""

    low: Fraction
    """The number at its first column but one."""
    high: Fraction
    """The number at its last column but one."""
    width: int
    """Columns; the outermost ones are kept for arrows."""
    unicode: bool = True
    """Whether bars are drawn beyond ASCII."""

    @staticmethod
    def over(intervals: Iterable[Interval], width: int, *, unicode: bool = True) -> Axis | None:
        """An axis that reaches over all the finite ends; None where these give no extent."""
        ends = [end for interval in intervals for end in (interval.low, interval.high) if end is not None]
        if len(set(ends)) < 2 or width < 8:
            return None
        return Axis(min(ends), max(ends), width, unicode)

    def bar(self, interval: Interval, *, solid: bool = False) -> str:
        """An interval on the axis: `├──┤`, an open end `(`, an unbounded one `<`; filled where solid."""
        cells = [" "] * self.width
        first = 0 if interval.low is None else self._column(interval.low)
        last = self.width - 1 if interval.high is None else self._column(interval.high)
        line, fill, left, right, dot = "─▓├┤◆" if self.unicode else "-#||*"
        for column in range(first, last + 1):
            cells[column] = fill if solid else line
        if interval.low is not None and interval.high is not None and last - first < 2 and not solid:
            cells[first : last + 1] = [dot] * (last - first + 1)
            return "".join(cells)
        if not solid and interval.low is not None:
            cells[first] = "(" if interval.low_open else left
        if not solid and interval.high is not None:
            cells[last] = ")" if interval.high_open else right
        if interval.low is None:
            cells[first] = "<"
        if interval.high is None:
            cells[last] = ">"
        return "".join(cells)

    def _column(self, value: Fraction) -> int:
        return 1 + (value - self.low) * (self.width - 3) // (self.high - self.low)
