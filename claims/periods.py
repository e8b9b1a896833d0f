"""Time phrases resolved: from 上年同期 to `2024-H1`.

In: a bare string, or a `TimePhrase` with what it hangs on (the publication date, the year that the text
speaks from, the period spoken of before, the period reported on). Out: periods in the contract's notation
with their first and last day, both included. What cannot be known stays None: no anchor, no guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from claims.calendar import CalendarPeriod, PeriodKind, between, day, of_days, parse, shift_months, try_parse
from claims.model import Period
from claims.timephrases import TimeKind, TimePhrase, time_phrases
from claims.timepoints import TimePoint
from claims.timewords import Base, Bound, Edge

__all__ = ["Resolution", "bounds", "periods", "resolve", "time_phrases"]

_SENTENCE_END: Final = re.compile(r"[。!?！？\n\r]")
_NO_FISCAL: Final = (PeriodKind.MONTH, PeriodKind.DAY, PeriodKind.RANGE)
_YEAR: Final = 12
_MONTHS_AHEAD: Final = 6
_DAYS_AHEAD: Final = 92


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a time phrase means."""

    period: CalendarPeriod | None
    """The period; None where its anchor is unknown or an end is open."""
    first: date | None
    """First day, included; None where unknown or open."""
    last: date | None
    """Last day, included; None where unknown or open."""
    as_of: date | None = None
    """The day of 截至…, also where the period is the stretch that ends on it."""
    core: CalendarPeriod | None = None
    """The period that the phrase names before 起, 之前 and the like bound it (2024 of 自2024年起)."""

    @property
    def iso(self) -> str | None:
        """The period in the contract's notation, or None."""
        return None if self.period is None else self.period.iso


_UNKNOWN: Final = Resolution(None, None, None)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a phrase may hang on."""

    year: int | None
    today: date | None
    previous: CalendarPeriod | None
    report: CalendarPeriod | None

    @property
    def spoken_of(self) -> CalendarPeriod | None:
        """The period that 同期 and 当年 point to."""
        return self.previous or self.report


def periods(text: str, *, published: date | None = None, folded: str | None = None) -> list[Period]:
    """Every time phrase of a bare string, in order.

    `published` is the day on which the text speaks (今年, 昨日); `folded` its folded twin if known. A phrase
    that lacks its year takes that of the phrase before it in its sentence, else the one that `published`
    suggests; without either its days stay None. Events (IPO前) and vague words (近日) are left out.
    """
    if folded is None:
        from claims.folding import fold

        folded = fold(text).text
    found: list[Period] = []
    previous: CalendarPeriod | None = None
    same_sentence = True
    end = 0
    for phrase in time_phrases(folded):
        if phrase.kind in (TimeKind.EVENT, TimeKind.VAGUE):
            continue
        if same_sentence and _SENTENCE_END.search(folded, end, phrase.start):
            same_sentence = False
        end = phrase.end
        alone = phrase.kind is TimeKind.PARTIAL and published is not None and not same_sentence
        anchor = None if alone else previous
        meaning = bounds(phrase, published=published, previous=anchor)
        known = meaning.period
        fiscal = known is not None and known.fiscal
        found.append(
            Period(
                start=phrase.start,
                end=phrase.end,
                text=text[phrase.start : phrase.end],
                iso=meaning.iso,
                first=None if fiscal else meaning.first,
                last=None if fiscal else meaning.last,
            )
        )
        spoken_of = phrase.kind is not TimeKind.ANAPHORIC and phrase.bound is not Bound.SO_FAR
        if known is not None and spoken_of:
            previous, same_sentence = known, True
    return found


def resolve(
    phrase: TimePhrase,
    *,
    year_hint: int | None = None,
    published: date | None = None,
    previous: CalendarPeriod | None = None,
    report_period: CalendarPeriod | None = None,
) -> str | None:
    """The phrase's period in the contract's notation, or None; the arguments are those of `bounds`."""
    meaning = bounds(
        phrase, year_hint=year_hint, published=published, previous=previous, report_period=report_period
    )
    return meaning.iso


def bounds(
    phrase: TimePhrase,
    *,
    year_hint: int | None = None,
    published: date | None = None,
    previous: CalendarPeriod | None = None,
    report_period: CalendarPeriod | None = None,
) -> Resolution:
    """What a phrase means, with its days and open ends.

    `year_hint` is the year that the text speaks from (今年), by default that of `published`; `previous` the
    period spoken of last (同期, 当年, a month without its year); `report_period` the one that 报告期 means.
    """
    year = year_hint if year_hint is not None else published.year if published else None
    context = _Context(year, published, previous, report_period)
    try:
        return _meaning(phrase, context)
    except (OverflowError, ValueError):  # before the year 1 or after the year 9999
        return _UNKNOWN


def _meaning(phrase: TimePhrase, context: _Context) -> Resolution:
    if phrase.first is None:
        return _UNKNOWN
    period = _period(phrase.first, context)
    if period is not None and phrase.last is not None:
        end = _range_end(phrase.last, period, context)
        if end is None or end.fiscal != period.fiscal:
            return _UNKNOWN
        if end.last < period.first and phrase.last.base is phrase.first.base:
            end = end.shift_years(1)
        if end.last < period.first:
            return _UNKNOWN
        period = between(period, end)
    if period is None:
        return _UNKNOWN
    found = _bounded(period, phrase, context.today)
    return Resolution(found.period, found.first, found.last, found.as_of, core=period)


def _range_end(point: TimePoint, start: CalendarPeriod, context: _Context) -> CalendarPeriod | None:
    """A range's second end, with its year from the first; 年初至报告期末 needs a known report."""
    if point.base is Base.REPORT:
        return None if context.report is None else context.report.end_instant()
    return _period(point, replace(context, previous=start))


def _bounded(period: CalendarPeriod, phrase: TimePhrase, today: date | None) -> Resolution:
    """The period as the words around its phrase bound it."""
    match phrase.bound:
        case Bound.AS_OF:
            if phrase.length and not period.fiscal:
                following = period.last + timedelta(days=1)
                period = of_days(shift_months(following, -phrase.length), period.last)
            return Resolution(period, period.first, period.last, as_of=period.last)
        case Bound.SINCE | Bound.SO_FAR if phrase.length and not period.fiscal:
            last = shift_months(period.first, phrase.length) - timedelta(days=1)
            period = of_days(period.first, last)
        case Bound.SO_FAR if today is not None and period.first <= today and not period.fiscal:
            inside = today <= period.last
            period = of_days(period.first, today) if inside else between(period, day(today))
        case Bound.SINCE | Bound.SO_FAR:
            return Resolution(None, period.first, None)
        case Bound.BEFORE:
            return Resolution(None, None, period.first - timedelta(days=1))
        case Bound.UNTIL:
            return Resolution(None, None, period.last)
        case Bound.AFTER:
            # 8月1日之后 counts the day itself in daily use; 2018年之后 starts with the next year.
            first = period.first if period.is_instant else period.last + timedelta(days=1)
            return Resolution(None, first, None)
    return Resolution(period, period.first, period.last)


def _period(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """The period of one point, its edge cut."""
    whole = _whole(point, context)
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


def _whole(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """The period of one point before its edge is cut."""
    if point.same:
        return _same(point, context)
    match point.base:
        case Base.FIXED:
            return parse(point.iso)
        case Base.ABSOLUTE:
            return _part(point.shift, point, context)
        case Base.SPEAKING_YEAR:
            return None if context.year is None else _part(context.year + point.shift, point, context)
        case Base.ANAPHORIC_YEAR:
            known = context.spoken_of
            if known is not None and point.shift == 0 and not point.part and known.months == _YEAR:
                return known  # 全年 of a financial year
            year = known.year if known else context.year
            return None if year is None else _part(year + point.shift, point, context)
        case Base.ANAPHORIC_FISCAL_YEAR:
            known = context.spoken_of
            return parse(f"FY{known.year + point.shift:04d}") if known and known.fiscal else None
        case Base.CONTEXT:
            return _partial(point, context)
        case Base.REPORT:
            return _reported(point.shift, context)
        case Base.OFFSET:
            return _offset(point, context)
        case Base.SPEAKING_WEEK:
            return _week(point, context)
        case Base.SPEAKING_DAY | Base.ANAPHORIC_DAY:
            today = context.today
            if point.base is Base.ANAPHORIC_DAY:
                known = context.previous
                today = known.last if known is not None and known.is_instant else None
            return None if today is None else day(today + timedelta(days=point.shift))
    return _stretch(point, context)


def _same(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """同期: the period spoken of, moved to the year that the words name."""
    known = context.spoken_of
    if known is None or point.base is Base.CONTEXT:
        return known
    if point.base is Base.ABSOLUTE:
        return known.shift_years(point.shift - known.year)
    if point.shift == 0 and context.year is not None:
        return known.shift_years(context.year - known.year)
    return known.shift_years(point.shift)


def _part(year: int, point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """A year or the part of it that the point writes; None where the calendar has no such day."""
    part = point.part
    if not 1 <= year <= 9998 or part == "?":
        return None
    if part.startswith("--"):
        known = context.previous
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


def _partial(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """A part without its year: that of the period spoken of, else the one nearest to the day of speaking."""
    part, known, today = point.part, context.previous, context.today
    if part == "?":
        return None
    if part.startswith("--"):
        return _day_of_month(part, context)
    if not part and point.unit in ("quarter", "month"):
        grain = PeriodKind.MONTH if point.unit == "month" else PeriodKind.QUARTER
        if known is not None:
            return known if known.kind is grain else None
        return None if today is None else _containing(today, grain)
    if known is not None:
        return _part(known.year, point, context)
    year = context.year
    if year is None:
        return None
    if today is not None and today.year == year:
        if part.startswith("Q4") and today.month <= 3:
            year -= 1
        elif part == "9M" or part.startswith("01/"):
            # 前三季度 said in January is last year's; said in August it may be a forecast of this year's.
            end = _part(year, point, context)
            year -= end is not None and (end.last - today).days > _DAYS_AHEAD
        elif part[:2].isdigit() and int(part[:2]) - today.month > _MONTHS_AHEAD:
            year -= 1
        if part == "02-29":
            return next((found for back in range(8) if (found := _part(year - back, point, context))), None)
    return _part(year, point, context)


def _day_of_month(part: str, context: _Context) -> CalendarPeriod | None:
    """29日: of the month spoken of, else the latest that the day of speaking allows."""
    known, today = context.previous, context.today
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


def _reported(shift: int, context: _Context) -> CalendarPeriod | None:
    """报告期 and its ends; the period spoken of stands in for the ends where no report is known."""
    known = context.report or context.previous
    if shift == 0 and _is_end_of(context.report, context.previous):
        return context.previous
    if shift == 0 or known is None or known.fiscal:
        return context.report
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


def _offset(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """三个月前 at the grain of its unit; 过去十年 as the days up to the one before that of speaking."""
    today = context.today
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


def _week(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    today = context.today
    if today is None:
        return None
    monday = today + timedelta(days=7 * point.shift - today.weekday())
    if point.weekday == 0:
        return of_days(monday, monday + timedelta(days=6))
    if point.weekday == 8:
        return of_days(monday + timedelta(days=5), monday + timedelta(days=6))
    found = monday + timedelta(days=point.weekday - 1)
    return day(found - timedelta(days=7) if point.unit and found > today else found)


def _stretch(point: TimePoint, context: _Context) -> CalendarPeriod | None:
    """本季度, 上月, 当月: a half, quarter or month counted from now or from the period spoken of."""
    grain = {
        Base.SPEAKING_HALF: PeriodKind.HALF,
        Base.SPEAKING_QUARTER: PeriodKind.QUARTER,
        Base.ANAPHORIC_QUARTER: PeriodKind.QUARTER,
        Base.SPEAKING_MONTH: PeriodKind.MONTH,
        Base.ANAPHORIC_MONTH: PeriodKind.MONTH,
    }[point.base]
    anaphoric = point.base in (Base.ANAPHORIC_QUARTER, Base.ANAPHORIC_MONTH)
    if anaphoric and context.previous is not None:
        known = context.previous
        if known.fiscal or (known.kind is not grain and not known.is_instant):
            return None
        start = known.last
    elif context.today is None:
        return None
    elif point.base is Base.ANAPHORIC_QUARTER and point.shift == 0:
        start = shift_months(context.today.replace(day=1), -3)  # 季内 is told of when it is over
    else:
        start = context.today
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
