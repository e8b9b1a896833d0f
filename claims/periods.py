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

from claims.anchoring import Anchors, period_of
from claims.calendar import CalendarPeriod, between, day, of_days, shift_months
from claims.model import Period
from claims.timephrases import TimeKind, TimePhrase, time_phrases
from claims.timepoints import TimePoint
from claims.timewords import Base, Bound

__all__ = ["Resolution", "bounds", "periods", "resolve", "time_phrases"]

_SENTENCE_END: Final = re.compile(r"[。!?！？\n\r]")


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
    anchors = Anchors(year, published, previous, report_period)
    try:
        return _meaning(phrase, anchors)
    except (OverflowError, ValueError):  # before the year 1 or after the year 9999
        return _UNKNOWN


def _meaning(phrase: TimePhrase, anchors: Anchors) -> Resolution:
    if phrase.first is None:
        return _UNKNOWN
    period = period_of(phrase.first, anchors)
    if period is not None and phrase.last is not None:
        end = _range_end(phrase.last, period, anchors)
        if end is None or end.fiscal != period.fiscal:
            return _UNKNOWN
        if end.last < period.first and phrase.last.base is phrase.first.base:
            end = end.shift_years(1)
        if end.last < period.first:
            return _UNKNOWN
        period = between(period, end)
    if period is None:
        return _UNKNOWN
    found = _bounded(period, phrase, anchors.today)
    return Resolution(found.period, found.first, found.last, found.as_of, core=period)


def _range_end(point: TimePoint, start: CalendarPeriod, anchors: Anchors) -> CalendarPeriod | None:
    """A range's second end, with its year from the first; 年初至报告期末 needs a known report."""
    if point.base is Base.REPORT:
        return None if anchors.report is None else anchors.report.end_instant()
    return period_of(point, replace(anchors, previous=start))


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
