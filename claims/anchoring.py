"""A time point put in the calendar, by what it hangs on.

In: a `TimePoint` and its `Anchors`: the year that the text speaks from, the day of speaking, the period
spoken of before and the one reported on. Out: a `CalendarPeriod`, or None where the anchor that the point
needs is unknown or the calendar has no such day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from claims.calendar import CalendarPeriod, PeriodKind, between, day, of_days, parse, shift_months, try_parse
from claims.timepoints import TimePoint
from claims.timewords import Base, Edge

_NO_FISCAL: Final = (PeriodKind.MONTH, PeriodKind.DAY, PeriodKind.RANGE)
_YEAR: Final = 12
_MONTHS_AHEAD: Final = 6
_DAYS_AHEAD: Final = 92


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a phrase may hang on."""

    year: int | None
    today: date | None
    previous: CalendarPeriod | None
    report: CalendarPeriod | None

    @property
    def spoken_of(self) -> CalendarPeriod | None:
        """The period that 同期 and 当年 point to."""
        return self.previous or self.report


def period_of(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """The period of one point, its edge cut."""
    whole = _whole(point, anchors)
    if whole is None or point.edge is Edge.WHOLE:
        return whole
    if whole.fiscal:
        return None
    first, last = whole.first, whole.last
    match point.edge:
        case Edge.START:
            return day(first)
        case Edge.END:
            return day(last)
        case Edge.EARLY:
            return of_days(first, first.replace(day=10))
        case Edge.MIDDLE if whole.months == _YEAR:
            return day(first.replace(month=6, day=30))
        case Edge.MIDDLE:
            return of_days(first.replace(day=11), first.replace(day=20))
        case Edge.LATE:
            return of_days(last.replace(day=21), last)
        case Edge.FIRST_HALF:
            return of_days(first, first.replace(day=15))
        case _:
            return of_days(first.replace(day=16), last)


def _whole(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """The period of one point before its edge is cut."""
    if point.same:
        return _same(point, anchors)
    match point.base:
        case Base.FIXED:
            return parse(point.iso)
        case Base.ABSOLUTE:
            return _part(point.shift, point, anchors)
        case Base.SPEAKING_YEAR:
            return None if anchors.year is None else _part(anchors.year + point.shift, point, anchors)
        case Base.ANAPHORIC_YEAR:
            known = anchors.spoken_of
            if known is not None and point.shift == 0 and not point.part and known.months == _YEAR:
                return known  # 全年 of a financial year
            if known is not None and known.is_range and not point.part and known.months == _YEAR:
                return known.shift_years(point.shift)  # 上年度 of a year that ends in March
            year = known.year if known else anchors.year
            return None if year is None else _part(year + point.shift, point, anchors)
        case Base.ANAPHORIC_FISCAL_YEAR:
            known = anchors.spoken_of
            return parse(f"FY{known.year + point.shift:04d}") if known and known.fiscal else None
        case Base.CONTEXT:
            return _partial(point, anchors)
        case Base.REPORT:
            return _reported(point.shift, anchors)
        case Base.OFFSET:
            return _offset(point, anchors)
        case Base.SPEAKING_WEEK:
            return _week(point, anchors)
        case Base.SPEAKING_DAY | Base.ANAPHORIC_DAY:
            today = anchors.today
            if point.base is Base.ANAPHORIC_DAY:
                known = anchors.previous
                today = known.last if known is not None and known.is_instant else None
            return None if today is None else day(today + timedelta(days=point.shift))
    return _stretch(point, anchors)


def _same(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """同期: the period spoken of, moved to the year that the words name."""
    known = anchors.spoken_of
    if known is None or point.base is Base.CONTEXT:
        return known
    if point.base is Base.ABSOLUTE:
        return known.shift_years(point.shift - known.year)
    if point.shift == 0 and anchors.year is not None:
        return known.shift_years(anchors.year - known.year)
    return known.shift_years(point.shift)


def _part(year: int, point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """A year or the part of it that the point writes; None where the calendar has no such day."""
    part = point.part
    if not 1 <= year <= 9998 or part == "?":
        return None
    if part.startswith("--"):
        known = anchors.previous
        return try_parse(f"{year:04d}-{known.last.month:02d}{part[1:]}") if known else None
    if "/" in part:
        start, end = (try_parse(f"{year:04d}-{month}") for month in part.split("/"))
        if start is None or end is None:
            return None
        found: CalendarPeriod | None = between(start, end if start.first <= end.first else end.shift_years(1))
    else:
        found = try_parse(f"{year:04d}-{part}" if part else f"{year:04d}")
    if point.fiscal and found is not None:
        return None if found.kind in _NO_FISCAL else parse(f"FY{found.iso}")
    return found


def _partial(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """A part without its year: that of the period spoken of, else the one nearest to the day of speaking."""
    part, known, today = point.part, anchors.previous, anchors.today
    if part == "?":
        return None
    if part.startswith("--"):
        return _day_of_month(part, anchors)
    if not part and point.unit in ("quarter", "month"):
        grain = PeriodKind.MONTH if point.unit == "month" else PeriodKind.QUARTER
        if known is not None:
            return known if known.kind is grain else None
        return None if today is None else _containing(today, grain)
    if known is not None:
        return _part(known.year, point, anchors)
    year = anchors.year
    if year is None:
        return None
    if today is not None and today.year == year:
        if part.startswith("Q4") and today.month <= 3:
            year -= 1
        elif part == "9M" or part.startswith("01/"):
            # 前三季度 said in January is last year's; said in August it may be a forecast of this year's.
            end = _part(year, point, anchors)
            year -= end is not None and (end.last - today).days > _DAYS_AHEAD
        elif part[:2].isdigit() and int(part[:2]) - today.month > _MONTHS_AHEAD:
            year -= 1
        if part == "02-29":
            return next((found for back in range(8) if (found := _part(year - back, point, anchors))), None)
    return _part(year, point, anchors)


def _day_of_month(part: str, anchors: Anchors) -> CalendarPeriod | None:
    """29日: of the month spoken of, else the latest that the day of speaking allows."""
    known, today = anchors.previous, anchors.today
    if known is not None and known.kind in (PeriodKind.MONTH, PeriodKind.DAY):
        return try_parse(f"{known.year:04d}-{known.last.month:02d}{part[1:]}")
    if today is None:
        return None
    for back in range(3):
        month = shift_months(today.replace(day=1), -back)
        found = try_parse(f"{month.year:04d}-{month.month:02d}{part[1:]}")
        if found is not None and found.first <= today:
            return found
    return None


_SO_FAR = 2
"""The shift of what runs from the start of the year to the report's end (`年初至报告期末`)."""


def _reported(shift: int, anchors: Anchors) -> CalendarPeriod | None:
    """报告期 and its ends; the period spoken of stands in for the ends where no report is known."""
    known = anchors.report or anchors.previous
    if shift == _SO_FAR:
        return of_days(date(known.year, 1, 1), known.last) if known and not known.fiscal else None
    if shift == 0 and _is_end_of(anchors.report, anchors.previous):
        return anchors.previous
    if shift == 0 or known is None or known.fiscal:
        return anchors.report
    if shift == 1:
        return known.end_instant()
    if shift == -1:
        return day(date(known.year - 1, 12, 31)) if known.is_instant else known.start_instant()
    # 上期 of a half or quarter may mean the one before or that of the year before.
    return known.year_before() if known.kind is PeriodKind.YEAR else None


def _is_end_of(report: CalendarPeriod | None, spoken_of: CalendarPeriod | None) -> bool:
    """Whether what was spoken of last is the last quarter of the report's stretch (`季内收入…;期内利润`)."""
    known = report is not None and spoken_of is not None and spoken_of.kind is PeriodKind.QUARTER
    return known and report is not None and spoken_of is not None and spoken_of.last == report.last


def _offset(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """三个月前 at the grain of its unit; 过去十年 as the days up to the one before that of speaking."""
    today = anchors.today
    if today is None:
        return None
    count = point.shift
    if not 0 < today.year + count < 9998 or abs(count) > 999:
        return None
    moved = {
        "year": lambda: shift_months(today, 12 * count),
        "quarter": lambda: shift_months(today, 3 * count),
        "month": lambda: shift_months(today, count),
        "week": lambda: today + timedelta(weeks=count),
        "day": lambda: today + timedelta(days=count),
    }[point.unit]()
    if point.part:
        one = timedelta(days=1)
        return of_days(moved, today - one) if count < 0 else of_days(today + one, moved)
    grain = {"year": PeriodKind.YEAR, "quarter": PeriodKind.QUARTER, "month": PeriodKind.MONTH}.get(
        point.unit
    )
    return _containing(moved, grain) if grain else day(moved)


def _week(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    today = anchors.today
    if today is None:
        return None
    monday = today + timedelta(days=7 * point.shift - today.weekday())
    if point.weekday == 0:
        return of_days(monday, monday + timedelta(days=6))
    if point.weekday == 8:
        return of_days(monday + timedelta(days=5), monday + timedelta(days=6))
    found = monday + timedelta(days=point.weekday - 1)
    return day(found - timedelta(days=7) if point.unit and found > today else found)


def _stretch(point: TimePoint, anchors: Anchors) -> CalendarPeriod | None:
    """本季度, 上月, 当月: a half, quarter or month counted from now or from the period spoken of."""
    grain = {
        Base.SPEAKING_HALF: PeriodKind.HALF,
        Base.SPEAKING_QUARTER: PeriodKind.QUARTER,
        Base.ANAPHORIC_QUARTER: PeriodKind.QUARTER,
        Base.SPEAKING_MONTH: PeriodKind.MONTH,
        Base.ANAPHORIC_MONTH: PeriodKind.MONTH,
    }[point.base]
    anaphoric = point.base in (Base.ANAPHORIC_QUARTER, Base.ANAPHORIC_MONTH)
    if anaphoric and anchors.previous is not None:
        known = anchors.previous
        if known.fiscal or (known.kind is not grain and not known.is_instant):
            return None
        start = known.last
    elif anchors.today is None:
        return None
    elif point.base is Base.ANAPHORIC_QUARTER and point.shift == 0:
        start = shift_months(anchors.today.replace(day=1), -3)  # 季内 is told of when it is over
    else:
        start = anchors.today
    length = {PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}[grain]
    found = _containing(shift_months(start, length * point.shift), grain)
    return try_parse(f"{found.iso}{point.part[1:]}") if point.part.startswith("--") else found


def _containing(moment: date, grain: PeriodKind) -> CalendarPeriod:
    """The year, half, quarter or month in which a day lies."""
    match grain:
        case PeriodKind.YEAR:
            return parse(f"{moment.year:04d}")
        case PeriodKind.HALF:
            return parse(f"{moment.year:04d}-H{(moment.month + 5) // 6}")
        case PeriodKind.QUARTER:
            return parse(f"{moment.year:04d}-Q{(moment.month + 2) // 3}")
        case _:
            return parse(f"{moment.year:04d}-{moment.month:02d}")
