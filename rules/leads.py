"""The leading claims of sides by where their figures lie, so that a claim is judged against few of them.

Two figures that agree overlap once each is taken with its own last place: they are the same, or one is the
other rounded or cut, or what their words leave open overlaps. So of thousands of figures only the
neighbours are looked at.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from fractions import Fraction

from claims.model import Claim
from rules.series import variable_reading

_End = Fraction | None


class Leads:
    """Claims in the order in which they were added."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple[Fraction, int, Fraction]]] = defaultdict(list)
        """By the size of what they take in (a power of two), each with its lower end, number, upper end."""
        self._wide: list[int] = []
        self._count = 0

    def add(self, claim: Claim) -> None:
        """Add a claim."""
        low, high = _reach(claim)
        if low is None or high is None:
            self._wide.append(self._count)
        else:
            insort(self._rows[_size(high - low)], (low, self._count, high))
        self._count += 1

    def near(self, claim: Claim) -> list[int]:
        """The numbers of all that may agree with a claim, in the order in which they were added."""
        low, high = _reach(claim)
        found = list(self._wide)
        for size, row in self._rows.items():
            first = 0 if low is None else bisect_left(row, (low - Fraction(2) ** size,))
            last = len(row) if high is None else bisect_left(row, (high, self._count))
            found += [number for _, number, end in row[first:last] if low is None or end >= low]
        return sorted(found)


def _size(width: Fraction) -> int:
    """A power of two that a width does not exceed."""
    return width.numerator.bit_length() - width.denominator.bit_length() + 1


def _reach(claim: Claim) -> tuple[_End, _End]:
    """What a claim's figure takes in with one unit of its last place; everything for what is no figure."""
    if claim.unit in ("date", "rank"):
        return None, None
    read = variable_reading(claim)
    core = read.core
    low = None if core.low is None else min(core.low, read.value - read.ulp)
    high = None if core.high is None else max(core.high, read.value + read.ulp)
    return low, high
