"""The contract's periods as values: from `2025-H1` to its days and back, and arithmetic between them.

In: a period in the contract's notation, or two dates. Out: a `CalendarPeriod`, immutable and cached.
Days and months follow ISO 8601; halves, quarters, the first nine months and `A/B` ranges (both included) are
the contract's own. A fiscal period (`FY2020-Q4`) has no known days: it carries the calendar's as placeholders
for sorting only, and neither contains nor overlaps a calendar period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final


class PeriodKind(StrEnum):
    """The grain of a period."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    NINE_MONTHS = "nine_months"
    MONTH = "month"
    DAY = "day"
    RANGE = "range"


_NOTATION: Final = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})"
    r"(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<nine>9M)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_LENGTHS: Final = {
    PeriodKind.YEAR: 12,
    PeriodKind.HALF: 6,
    PeriodKind.QUARTER: 3,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.MONTH: 1,
}


CLOSING_DAYS = ("-03-31", "-06-30", "-09-30", "-12-31")
"""Days on which balances are struck and nothing flows."""


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A stretch of days in the contract's notation; build it with `parse`, `of_days` or `between`."""

    iso: str
    """The notation, e.g. `2025-9M` or `2022/2025-H1`."""
    kind: PeriodKind
    """Its grain."""
    first: date
    """First day, included."""
    last: date
    """Last day, included."""
    fiscal: bool = False
    """True for a fiscal period, whose days are unknown: `first` and `last` are then the calendar's."""

    def __str__(self) -> str:
        return self.iso

    def __lt__(self, other: CalendarPeriod) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Orders by first day, then last day, then notation."""
        return (self.first, self.last, self.iso)

    @property
    def year(self) -> int:
        """The year of the last day."""
        return self.last.year

    @property
    def is_instant(self) -> bool:
        """True for a single day, which also dates a balance."""
        return self.kind is PeriodKind.DAY

    @property
    def is_range(self) -> bool:
        """True for the `A/B` notation."""
        return self.kind is PeriodKind.RANGE

    @property
    def ends(self) -> tuple[CalendarPeriod, CalendarPeriod]:
        """`A` and `B` of a range; the period itself twice otherwise."""
        if not self.is_range:
            return (self, self)
        first, last = self.iso.split("/")
        return (parse(first), parse(last))

    @property
    def months(self) -> int | None:
        """Length in whole months; None where it does not start and end with a month."""
        if self.first.day != 1 or self.last != _month_end(self.last.year, self.last.month):
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1

    def contains(self, other: CalendarPeriod) -> bool:
        """True where every day of `other` lies in this period."""
        return self.fiscal == other.fiscal and self.first <= other.first and other.last <= self.last

    def overlaps(self, other: CalendarPeriod) -> bool:
        """True where the two share a day."""
        return self.fiscal == other.fiscal and self.first <= other.last and other.first <= self.last

    def shift_years(self, count: int) -> CalendarPeriod:
        """The same stretch `count` years later; 29 February becomes the 28th in a common year."""
        if self.is_range:
            start, end = self.ends
            return between(start.shift_years(count), end.shift_years(count))
        if self.kind is PeriodKind.DAY:
            return day(shift_months(self.first, 12 * count))
        prefix = 2 if self.fiscal else 0
        year = int(self.iso[prefix : prefix + 4]) + count
        return parse(f"{self.iso[:prefix]}{year:04d}{self.iso[prefix + 4 :]}")

    def year_before(self) -> CalendarPeriod:
        """The same stretch a year earlier: what a year-on-year growth is measured against."""
        return self.shift_years(-1)

    def previous(self) -> CalendarPeriod | None:
        """The stretch of the same length just before (2025-Q1 → 2024-Q4); None for ranges and nine months."""
        return self._neighbour(-1)

    def following(self) -> CalendarPeriod | None:
        """The stretch of the same length just after; None for ranges and nine months."""
        return self._neighbour(1)

    def _neighbour(self, step: int) -> CalendarPeriod | None:
        if self.kind is PeriodKind.DAY:
            return day(self.first + timedelta(days=step))
        if self.kind in (PeriodKind.RANGE, PeriodKind.NINE_MONTHS):
            return None
        length = _LENGTHS[self.kind]
        start = shift_months(self.first, step * length)
        found = of_days(start, shift_months(start, length) - timedelta(days=1))
        return parse("FY" + found.iso) if self.fiscal else found

    def start_instant(self) -> CalendarPeriod:
        """The day before the first: the balance that the period opens with (2024 → 2023-12-31)."""
        return day(self.first - timedelta(days=1))

    def end_instant(self) -> CalendarPeriod:
        """The last day: the balance that the period closes with (2024 → 2024-12-31)."""
        return day(self.last)

    def partitions(self) -> tuple[tuple[CalendarPeriod, ...], ...]:
        """The usual ways to cut it into consecutive parts: a year into halves, or quarters."""
        base = self.iso[: 6 if self.fiscal else 4]
        match self.kind:
            case PeriodKind.YEAR:
                cuts: tuple[tuple[str, ...], ...] = (("H1", "H2"), ("Q1", "Q2", "Q3", "Q4"), ("9M", "Q4"))
                cuts = (*cuts, ("Q1", "Q2", "H2"), ("H1", "Q3", "Q4"))
            case PeriodKind.HALF:
                cuts = (("Q1", "Q2"),) if self.iso.endswith("1") else (("Q3", "Q4"),)
            case PeriodKind.NINE_MONTHS:
                cuts = (("H1", "Q3"), ("Q1", "Q2", "Q3"))
            case PeriodKind.QUARTER if not self.fiscal:
                start = self.first.month
                cuts = ((f"{start:02d}", f"{start + 1:02d}", f"{start + 2:02d}"),)
            case _:
                return ()
        return tuple(tuple(parse(f"{base}-{part}") for part in cut) for cut in cuts)

    def elements(self, count: int | None = None) -> tuple[CalendarPeriod, ...] | None:
        """The steps of a range, each of the grain of its first end, the last being its second end.

        `2022/2025-H1` gives 2022, 2023, 2024, 2025-H1. With `count`, None unless there are as many; a period
        that is no range is its own only element.
        """
        steps = _elements(self)
        return steps if count is None or len(steps) == count else None

    def years(self) -> tuple[CalendarPeriod, ...]:
        """The steps of a range of years, or of whatever grain it starts with."""
        return _elements(self)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def shift_months(start: date, count: int) -> date:
    """The date `count` months later (earlier if negative); a day that the month lacks becomes its last."""
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=8192)
def parse(iso: str) -> CalendarPeriod:
    """Read the contract's notation; `str()` gives it back. Raises ValueError naming what is no period."""
    if "/" in iso:
        left, _, right = iso.partition("/")
        start, end = parse(left), parse(right)
        if start.is_range or end.is_range or start.fiscal != end.fiscal:
            raise ValueError(f"not a period: {iso!r}")
        if start.first > end.last:
            raise ValueError(f"a period that ends before it starts: {iso!r}")
        return CalendarPeriod(iso, PeriodKind.RANGE, start.first, end.last, start.fiscal)
    found = _NOTATION.fullmatch(iso)
    if found is None or not iso.isascii():
        raise ValueError(f"not a period: {iso!r}")
    year, fiscal = int(found["year"]), found["fiscal"] is not None
    kind, month, length = PeriodKind.YEAR, 1, 12
    if found["half"]:
        kind, month, length = PeriodKind.HALF, 6 * int(found["half"]) - 5, 6
    elif found["quarter"]:
        kind, month, length = PeriodKind.QUARTER, 3 * int(found["quarter"]) - 2, 3
    elif found["nine"]:
        kind, length = PeriodKind.NINE_MONTHS, 9
    elif found["month"]:
        kind, month, length = PeriodKind.MONTH, int(found["month"]), 1
    if fiscal and kind is PeriodKind.MONTH:
        raise ValueError(f"not a period: {iso!r}")
    try:
        if found["day"]:
            only = date(year, month, int(found["day"]))
            return CalendarPeriod(iso, PeriodKind.DAY, only, only)
        first = date(year, month, 1)
        last = _month_end(year, month + length - 1)
    except ValueError as error:
        raise ValueError(f"not a period: {iso!r} ({error})") from None
    return CalendarPeriod(iso, kind, first, last, fiscal)


def try_parse(iso: str) -> CalendarPeriod | None:
    """As `parse`, with None for what is no period."""
    try:
        return parse(iso)
    except ValueError:
        return None


def day(value: date) -> CalendarPeriod:
    """The period of one day."""
    return parse(value.isoformat())


_CUTS: Final[dict[tuple[int, int], Callable[[int], str]]] = {
    (1, 12): lambda year: f"{year:04d}",
    (1, 6): lambda year: f"{year:04d}-H1",
    (7, 12): lambda year: f"{year:04d}-H2",
    (1, 9): lambda year: f"{year:04d}-9M",
    **{
        (3 * number - 2, 3 * number): lambda year, number=number: f"{year:04d}-Q{number}"  # type: ignore[misc]
        for number in range(1, 5)
    },
    **{(number, number): lambda year, number=number: f"{year:04d}-{number:02d}" for number in range(1, 13)},  # type: ignore[misc]
}


def of_days(first: date, last: date) -> CalendarPeriod:
    """The shortest notation for the days from `first` to `last`, both included.

    Raises ValueError where `last` comes before `first`.
    """
    if first == last:
        return day(first)
    if first.day != 1 or last != _month_end(last.year, last.month):
        return parse(f"{first.isoformat()}/{last.isoformat()}")
    if first.year == last.year:
        write = _CUTS.get((first.month, last.month))
        if write is not None:
            return parse(write(first.year))
    if first.month == 1 and last.month == 12:
        return parse(f"{first.year:04d}/{last.year:04d}")
    return parse(f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}")


def between(start: CalendarPeriod, end: CalendarPeriod) -> CalendarPeriod:
    """From `start` to `end`, both included, each in its own grain; one period where the days make one.

    January to June is the first half; 2022 to 2025-H1 stays `2022/2025-H1`. Raises ValueError where `end`
    ends before `start` starts.
    """
    head, tail = start.ends[0], end.ends[1]
    if head.iso == tail.iso:
        return head
    if not (head.fiscal or tail.fiscal) and head.first <= tail.last:
        whole = of_days(head.first, tail.last)
        if not whole.is_range:
            return whole
    return parse(f"{head.iso}/{tail.iso}")


@lru_cache(maxsize=1024)
def _elements(period: CalendarPeriod) -> tuple[CalendarPeriod, ...]:
    if not period.is_range:
        return (period,)
    start, end = period.ends
    steps = [start]
    # A range of days can be decades long, and nobody lists a value for each day of it.
    while len(steps) < 400:
        following = steps[-1].following()
        if following is None or following.first >= end.first:
            break
        steps.append(following)
    if steps[-1].iso != end.iso:
        steps.append(end)
    return tuple(steps)


def months_between(start: date, end: date) -> int:
    """Completed months from `start` to `end`; negative where `end` comes first.

    A month is completed on the same day of a later month, or on its last day where it lacks that day.
    """
    if end < start:
        return -months_between(end, start)
    count = (end.year - start.year) * 12 + end.month - start.month
    return count if shift_months(start, count) <= end else count - 1


def years_between(start: date, end: date) -> int:
    """Completed years from `start` to `end`, as ages are counted; negative where `end` comes first."""
    months = months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)
