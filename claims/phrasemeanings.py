"""What a time phrase means where it stands: in which year, and whether before or ahead of the page.

In: a phrase and what its paragraph has said of time. Out: its period and bounds. A part of a year without its
year belongs to what was spoken of, unless it counts from the page.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from claims.calendar import CLOSING_DAYS, CalendarPeriod, PeriodKind, day, shift_months, try_parse
from claims.frames import Frame
from claims.lonedays import month_of_day, year_of_day
from claims.periods import Resolution, bounds
from claims.timephrases import TimeKind, TimePhrase
from claims.timepoints import TimePoint
from claims.timewords import Base, Edge

_REPORTING = 4
"""The month by whose end companies have told of the year before."""
_SHORT = 2
"""Code points of a word for the stretch told of; longer ones are of the report (`报告期内`)."""
_REPORTED = (3, 6, 9, 12)
"""Months of what is reported on."""
_CLOSE = "-12-31"
_SOON = timedelta(days=92)
"""How far ahead of a page a day without its year may lie: an event to come (`12月20日召开股东大会`)."""


def meaning_of(
    phrase: TimePhrase,
    frame: Frame,
    as_of: date | None,
    *,
    ahead: bool,
    planned: bool,
    whole: bool,
    part: CalendarPeriod | None,
) -> Resolution:
    """What a phrase means; `三个月前` counts from the day that the sentence stands at.

    What is to come is told of `ahead` in the sentence before it, or `planned` in its own clause; `whole`
    tells whether it is 全年, and `part` which part of a named year the sentence told of right before.
    """
    point = phrase.first
    if (
        phrase.kind is TimeKind.OFFSET
        and as_of is not None
        and point is not None
        and point.unit in ("month", "year", "quarter")
    ):
        months = point.shift * {"month": 1, "quarter": 3, "year": 12}[point.unit]
        moved = shift_months(as_of + timedelta(days=1), months) - timedelta(days=1)
        return Resolution(day(moved), moved, moved, as_of=moved)
    if (told := _of_stretch_told(phrase, frame)) is not None:
        return told
    if (told := _later_than_told(phrase, frame) or _years_before(phrase, frame)) is not None:
        return told
    partial = phrase.kind is TimeKind.PARTIAL
    if (
        frame.today is not None
        and partial
        and phrase.last is None
        and point is not None
        and point.part == f"{frame.today:%m-%d}"
    ):
        return Resolution(day(frame.today), frame.today, frame.today)
    anchor = (part or frame.latest) if whole else _anchor(phrase, frame)
    meaning = bounds(
        phrase,
        year_hint=year_of_day(phrase, frame) if partial else frame.speaking_year,
        published=(frame.published or frame.today) if partial and anchor is None else frame.published,
        previous=anchor,
        report_period=frame.report,
    )
    if (
        partial
        and frame.published is not None
        and frame.spoken_of is not None
        and frame.spoken_of.last > frame.published
        and meaning.period is not None
        and meaning.period.first > frame.published
        and not planned
    ):  # 8月中旬, behind what is planned for 明年底
        again = bounds(phrase, year_hint=frame.speaking_year, published=frame.published)
        if again.period is not None and again.period.first <= frame.published:
            meaning = again
    if partial and meaning.period is None and frame.report is not None:
        reported = bounds(phrase, previous=frame.report)
        if reported.period == frame.report:
            return reported  # 第一季度 in a report on the first quarter
    if whole and not ahead and not planned and meaning.period is not None:
        meaning = _closed(meaning.period, meaning, frame)
    return _before_page(phrase, meaning, frame, ahead=ahead)


def _of_stretch_told(phrase: TimePhrase, frame: Frame) -> Resolution | None:
    """What 期内 or 当期 means behind a stretch of the paragraph (`上半年收入…，期内净利润…`), or None."""
    point, told = phrase.first, frame.latest
    if point is None or point.base is not Base.REPORT or point.shift or phrase.last is not None:
        return None
    if phrase.end - phrase.start > _SHORT or told is None or told.months not in _REPORTED:
        return None
    return Resolution(told, told.first, told.last)


def of_report_year(phrase: TimePhrase, frame: Frame) -> Resolution | None:
    """What 本年度 means in the report on a whole year that is over: that year, or its close; else None."""
    point, report = phrase.first, frame.report
    if report is None or not frame.is_report or point is None or point.part or phrase.last is not None:
        return None
    if point.base is not Base.SPEAKING_YEAR or point.shift or report.months != _YEAR:
        return None
    if point.edge is Edge.END:
        closing = report.end_instant()
        return Resolution(closing, closing.first, closing.last, as_of=closing.last)
    return Resolution(report, report.first, report.last) if point.edge is Edge.WHOLE else None


_YEAR = 12
"""Months."""


def _closed(year: CalendarPeriod, meaning: Resolution, frame: Frame) -> Resolution:
    """What 全年 means in the first months of a year, of which nobody tells all: the year before."""
    published = frame.published or frame.today
    if year.kind is not PeriodKind.YEAR or year.fiscal or published is None or year.year != published.year:
        return meaning
    before = try_parse(f"{year.year - 1:04d}")
    if published.month > _REPORTING or before is None:
        return meaning
    return Resolution(before, before.first, before.last)


def _later_than_told(phrase: TimePhrase, frame: Frame) -> Resolution | None:
    """The year that `三年后` means behind one that is past, unless it is still to come."""
    known, point = frame.spoken_of, phrase.first
    if phrase.kind is not TimeKind.OFFSET or point is None or point.unit != "year" or point.shift <= 0:
        return None
    if known is None or known.is_range or known.kind is not PeriodKind.YEAR or frame.speaking_year is None:
        return None
    year = known.year + point.shift
    later = try_parse(f"{year:04d}") if year <= frame.speaking_year else None
    return Resolution(later, later.first, later.last) if later is not None else None


def _years_before(phrase: TimePhrase, frame: Frame) -> Resolution | None:
    """What `一年前` means behind a part of a year that is told of: the same part of the year before."""
    known, point = frame.spoken_of, phrase.first
    if phrase.kind is not TimeKind.OFFSET or point is None or point.unit != "year" or point.shift >= 0:
        return None
    if known is None or known.kind not in _PARTS or known.fiscal:
        return None
    earlier = known.shift_years(point.shift)
    return Resolution(earlier, earlier.first, earlier.last)


_PARTS = frozenset({PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS})
"""Parts of a year that are told of when they are over."""


def comes_next(period: CalendarPeriod, frame: Frame) -> bool:
    """Whether a part of a year lies ahead behind an earlier one that was just spoken of (下半年要赶).

    So does one of a year that was just spoken of and is not over (`全年收入82亿元；对应四季度22亿元`).
    """
    known, published = frame.spoken_of, frame.published or frame.today
    if known is None or published is None or period.kind not in _PARTS:
        return False
    if known.kind is PeriodKind.YEAR and not known.fiscal:
        return known.year == period.year == published.year and period.first <= published < period.last
    closed = known.is_instant and known.iso.endswith(CLOSING_DAYS)  # 6月底有2310间店,…下半年提速
    if known.kind not in _PARTS and not closed:
        return False
    return known.year == period.year and known.last < period.first and known.last <= published < period.last


def _before_page(phrase: TimePhrase, meaning: Resolution, frame: Frame, *, ahead: bool) -> Resolution:
    """What a phrase means, in an earlier year where it would lie ahead of the page and tells of what was."""
    period, point, published = meaning.period, phrase.first, frame.published or frame.today
    if period is None or published is None or point is None:
        return meaning
    if phrase.kind is TimeKind.PARTIAL and not ahead:
        if period.kind in _PARTS:
            lies_ahead = period.last > published  # 上半年 on a page of January is the year before's
        elif period.kind in (PeriodKind.MONTH, PeriodKind.DAY) and phrase.bound in ("none", "as_of"):
            lies_ahead = period.first > published + _SOON  # 截至9月30日 on a page of January
        else:
            return meaning
        if not lies_ahead or comes_next(period, frame):
            return meaning
        past = period.shift_years(-1)
        while (past.last if period.kind in _PARTS else past.first) > published:
            past = past.shift_years(-1)  # behind 2027年的目标
    elif frame.published is not None and point.base is Base.SPEAKING_YEAR and point.shift == 0:
        if period.first <= published:
            return meaning
        past = period.shift_years(-1)  # a page of January that still speaks of the year before
    else:
        return meaning
    return Resolution(past, past.first, past.last, as_of=meaning.as_of and past.last)


_MONTH_DAY = re.compile(r"\d\d-\d\d")


_LAST_MONTHS = {"Q1": 3, "H1": 6, "Q2": 6, "Q3": 9, "9M": 9}
"""Parts of a year → the month that they close with."""


_HALVES = frozenset({"H1", "Q1", "Q2", "Q3", "9M"})
"""Parts of a year that are told of before it is over."""


_STRETCHES = _HALVES | {"H2", "Q4"}


def _is_passing(known: CalendarPeriod, point: TimePoint, frame: Frame) -> bool:
    """Whether a month or a day of an earlier year was spoken of, to which no part of a year belongs."""
    year = frame.published.year if frame.published is not None else frame.speaking_year
    brief = known.kind in (PeriodKind.MONTH, PeriodKind.DAY) and not known.iso.endswith(CLOSING_DAYS)
    return point.part in _STRETCHES and brief and year is not None and known.last.year < year


def _is_part_of(period: CalendarPeriod, point: TimePoint) -> bool:
    """Whether a point without its year is the part of the year that a period is."""
    return bool(point.part) and not period.is_range and period.iso.endswith(f"-{point.part}")


def _is_behind_close(known: CalendarPeriod, month: int, frame: Frame) -> bool:
    """Whether a month is one of the new year, behind the close of the year before the page's.

    A report on a year tells of that year's months.
    """
    page = frame.published
    closed = known.is_instant and known.iso.endswith(_CLOSE)
    return (
        closed
        and page is not None
        and not frame.is_report
        and known.year + 1 == page.year
        and month <= page.month
    )


def _anchor(phrase: TimePhrase, frame: Frame) -> CalendarPeriod | None:
    """The period that a part without its year belongs to: that spoken of, unless it counts from the page.

    A day behind a row of years is none of theirs. What stands at the close of a month (`截至3月底`, `3月底`)
    does so at the latest that is past, unless it closes what was spoken of.
    """
    known, point = frame.spoken_of, phrase.first
    if point is not None and phrase.kind is TimeKind.PARTIAL and point.part.startswith("--"):
        return month_of_day(point.part[1:], frame)
    if known is None or point is None or phrase.kind is not TimeKind.PARTIAL:
        return known
    if known.fiscal and _MONTH_DAY.fullmatch(point.part):
        # 2026财年中期,…截至9月30日: a day's year is the calendar's
        return try_parse(f"{frame.speaking_year:04d}") if frame.speaking_year is not None else None
    if known.is_range and known.first.year < known.last.year:
        return None if known.last.year > (frame.speaking_year or known.last.year) else known
    today = frame.published or frame.today
    if _is_passing(known, point, frame):
        return None
    report = frame.report
    if report is not None and known.is_instant and known.year < report.year and _is_part_of(report, point):
        return report  # 2024年12月31日为480辆。第三季度…, in a report on the third quarter of 2025
    if frame.last_year and today is not None and point.part in _HALVES:
        this = try_parse(f"{today.year:04d}-{point.part}")
        return None if this is not None and this.last < today else known  # 去年占8%,上半年占15%
    if known.kind is PeriodKind.YEAR and not known.fiscal:
        later = (r for r in frame.reports if r.year == known.year + 1 and _is_part_of(r, point))
        if (brought_out := next(later, None)) is not None:
            return brought_out  # 披露2024年年报和2025年一季报。2024年…。一季度…
    if point.part.isdigit() and _is_behind_close(known, int(point.part), frame):
        return None  # 年末21亿元。首付款2月到账, on a page of March
    month = int(point.part) if point.part.isdigit() else _LAST_MONTHS.get(point.part)
    if today is None or month is None or point.edge is not Edge.END or phrase.last is not None:
        return known
    return known if known.last.year >= today.year or known.last.month == month else None
