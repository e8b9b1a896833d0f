"""Periods that a paragraph carries on from sentence to sentence, and what a number takes of them.

In: the drafts of a sentence, its view, its dated phrases and the paragraph's frame. Out: behind a sentence,
the frame moved on to the period that the next may take over; for a number that nothing in its sentence dates,
the period carried so far, else that of the report which the document is, where it may be of that.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from claims.aims import dates_expectation
from claims.calendar import CLOSING_DAYS, CalendarPeriod, day, try_parse
from claims.datedphrases import Dated, lies_within, part_of_stretch
from claims.draft import Draft
from claims.frames import Frame
from claims.lexicons import one_of
from claims.listedperiods import note_behind_row
from claims.lookbacks import only_compared
from claims.model import Basis, Measure
from claims.movements import is_then, last_move
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WITHIN = reading_words().prices.span_ends
"""Behind a length: it is a span of time, which says itself when something happened."""
_TRADE_PRICE = re.compile(
    rf"(?:{one_of(reading_words().holders.trade_verbs)}均?价格?|{one_of(reading_words().holders.prices_of_day)})"
    r"[为是约在]*$"
)
_WEEK = 11
"""Days of the stretches over which prices are averaged: a week, ten days of a month."""
_INTERIM = "中期"
_AMONG = "其中"
_HALF = 6
"""Months."""
_OF_RESULTS = frozenset(reading_words().page.of_results)
_AT_CLOSE = frozenset({"employees", "net_assets", "total_assets", "fund_assets", "cash", "debt", "net_debt"})
"""What a company's own report tells as it stands when its period ends."""
_TOLD_IN = ("money", "percent", "price")
"""Kinds of units that results are told in, earnings per share among them."""
_YEAR = len("2025")
_YEAR_LONG = 12
"""Months."""
_QUARTER_DAYS = 92
_WITHIN_YEAR = re.compile(one_of(reading_words().page.within_year))
_OPENING = "period_start"
_SINCE_OPENING = re.compile(
    rf"[,，]?{one_of(reading_words().periods.than)}{one_of(reading_words().periods.openings)}"
)
"""Behind a balance: it is set against the one that its period opened with."""


def carry_on(
    view: SentenceView,
    drafts: Sequence[Draft],
    dated: Sequence[Dated],
    frame: Frame,
    sentence_last: CalendarPeriod | None,
    events: Container[int] = (),
) -> None:
    """Move the frame on behind a sentence; `sentence_last` is the period that its numbers told of last.

    The month or the day of an event (`events` are where such days start) is none of what is told next.
    """
    part = part_of_stretch(view)
    frame.moved = last_move(view, drafts)
    for draft in drafts:
        if draft.measure is Measure.LEVEL and draft.period is not None and draft.metric is not None:
            known = try_parse(draft.period)
            if known is not None and not known.is_range:
                frame.levels.setdefault(draft.metric, known)
                if draft.metric in _OF_RESULTS:
                    frame.told_for.add(known)
    compared = {
        source.phrase.start
        for draft in drafts
        if draft.compared
        for source in dated
        if draft.own_start <= source.phrase.start < draft.start
    }
    back = only_compared(view, drafts, dated, frame)
    leading = [
        d
        for d in dated
        if d.meaning.period is not None
        and not d.base_of_comparison
        and not d.at_number
        and not d.speech
        and d.behind < 0
        and d.phrase.start not in compared
        and not is_then(d.phrase)
        and d.phrase.start not in back
    ]
    rates = [_dates_rate(d, drafts) for d in leading]
    leading = [d for d, rate in zip(leading, rates, strict=True) if not rate] if not all(rates) else leading
    opened = [d.meaning.period for d in leading if d.phrase.start < part]
    past = [d.meaning.period for d in dated if d.phrase.start in back]
    if past and sentence_last in past:
        dates = [p for p in (try_parse(d.period or "") for d in drafts) if p is not None and p not in past]
        sentence_last = max(dates, key=lambda p: p.last) if dates else frame.carried
    if sentence_last is not None and frame.spoken_of in past:
        frame.spoken_of = sentence_last  # …去年上半年是84%。旅客98万人次,去年同期80万
    note_behind_row(opened, frame)
    whole = opened[-1] if opened else sentence_last
    leading = [d for d in leading if d.phrase.start < part or not lies_within(d.meaning.period, whole)]
    if frame.carried is not None:
        once = [d.meaning.period for d in leading if _befell(d, events)]
        leading = [d for d in leading if not _befell(d, events)]
        sentence_last = None if sentence_last in once else sentence_last
    if any(d.undated for d in dated) and not leading:
        frame.carried = None
    elif leading:
        frame.carried = leading[-1].meaning.period
    elif drafts and sentence_last is not None:
        frame.carried = sentence_last


def _befell(source: Dated, events: Container[int]) -> bool:
    """Whether a month or a day only dates what befell the company or a thing of its own."""
    period = source.meaning.period
    return source.phrase.core_start in events and period is not None and len(period.iso) > _YEAR


def _dates_rate(source: Dated, drafts: Sequence[Draft]) -> bool:
    """Whether a stretch of years only says over which the compound rate behind it runs."""
    period = source.meaning.period
    behind = next((d for d in drafts if d.start >= source.phrase.end), None)
    return period is not None and period.is_range and behind is not None and behind.measure is Measure.CAGR


def take_carried(
    view: SentenceView,
    draft: Draft,
    earlier: Sequence[Draft],
    dated: Sequence[Dated],
    frame: Frame,
    nature: str,
) -> None:
    """Date a number that its sentence leaves open by the paragraph, else by what the document reports on.

    `earlier` are the drafts before it in its sentence, `nature` is that of its metric.
    """
    undated = view.cues(view.start, draft.start, "undated")
    if any(not _of_expectation(view, cue.start, dated) for cue in undated):
        return
    if any(d.kind == "duration" and view.text.startswith(_WITHIN, d.quantity.end) for d in earlier):
        return  # 近30日内 ends when the text was written
    if _within_report(view, draft, frame):
        draft.period = frame.report.iso if frame.report is not None else None
        draft.why("period", view.start, view.start, "document")
        return
    if frame.carried is not None and frame.report is not None and _goods_of_report(draft, frame, nature):
        draft.period = frame.report.iso
        draft.why("period", view.start, view.start, "document")
    elif frame.carried is None or _only_passing(draft, frame, frame.carried):
        _take_reported(view, draft, earlier[-1] if earlier else None, frame, nature)
    else:
        _take_told(view, draft, frame, frame.carried, nature)


def _within_report(view: SentenceView, draft: Draft, frame: Frame) -> bool:
    """Whether 年内 says that a number is of the year whose results the text tells (`年内亏损2亿元`)."""
    report = frame.report
    if report is None or not (frame.is_report or frame.of_results) or report.months != _YEAR_LONG:
        return False
    reported = frame.published is not None and report.last < frame.published
    told = draft.basis is Basis.REPORTED and draft.metric not in ("other", None)
    return told and reported and _WITHIN_YEAR.search(view.text, draft.own_start, draft.start) is not None


def _only_passing(draft: Draft, frame: Frame, carried: CalendarPeriod) -> bool:
    """Whether the month, day or quarter told of was only that of a step of the company's.

    A result told behind it in a text on the results of a longer period is of that period
    (`9月公司完成收购。净利润5亿元`), unless the same was told of the shorter one.
    """
    report = frame.report
    if report is None or not (frame.is_report or frame.of_results) or draft.metric not in _OF_RESULTS:
        return False
    closing = carried.is_instant and carried.iso.endswith(CLOSING_DAYS)
    brief = not carried.is_range and carried.days <= _QUARTER_DAYS and carried.days < report.days
    return brief and not closing and carried not in frame.told_for


def _goods_of_report(draft: Draft, frame: Frame, nature: str) -> bool:
    """Whether goods are counted over the report's period behind a step of the company's in some month."""
    counted = draft.kind in ("physical", "count") and nature == "flow" and draft.metric not in ("other", None)
    return counted and draft.basis is Basis.REPORTED and frame.carried in frame.dealt


def _take_reported(
    view: SentenceView, draft: Draft, previous: Draft | None, frame: Frame, nature: str
) -> None:
    """Date a number by the period that the document reports on, where it may be of that."""
    report = frame.report
    if report is not None:
        stands = nature == "stock" and _since_opening(
            view, draft, previous
        )  # 贷款余额286亿元,较上年末增长31%
        if stands or (frame.is_report and draft.metric in _AT_CLOSE):  # a report's 员工9,820人
            draft.period = day(report.last).iso
            draft.why("period", view.start, view.start, "document")
            return
        reports = frame.speaking_year in (None, report.year, report.year + 1)
        named = draft.metric in _OF_RESULTS and not draft.carried and not _moved_from(view, draft)
        results = frame.is_report or (frame.of_results and named)
        if reports and (_of_report(draft, nature) or (results and _flows(draft, nature))):
            draft.period = report.iso
            draft.why("period", view.start, view.start, "document")
            return
    if (half := _interim(view, draft, frame)) is not None:
        draft.period = half
        draft.why("period", *(draft.head or (draft.start, draft.end)), "clause")


def _moved_from(view: SentenceView, draft: Draft) -> bool:
    """Whether a number is only what a movement led from (`占比由5.9%升至6.5%`)."""
    return _LED_FROM.search(view.text, draft.own_start, draft.quantity.qualifier_start) is not None


_LED_FROM = re.compile(rf"{one_of(reading_words().periods.from_)}[\u4e00-\u9fff]{{0,2}}$")


def _since_opening(view: SentenceView, draft: Draft, previous: Draft | None) -> bool:
    """Whether a number is set against what the period opened with, or goes on with one that is."""
    if draft.versus == _OPENING or _SINCE_OPENING.match(view.text, draft.end, view.end) is not None:
        return True
    return previous is not None and previous.metric == draft.metric and previous.versus == _OPENING


def _take_told(view: SentenceView, draft: Draft, frame: Frame, carried: CalendarPeriod, nature: str) -> None:
    """Date a number by the period that the paragraph carries on, where it may take it."""
    if nature == "stock" and not carried.is_instant and view.text.startswith(_AMONG, view.start):
        stood = [known for known in frame.levels.values() if known.is_instant]
        if stood and draft.measure is Measure.LEVEL:
            draft.period = stood[-1].iso  # 年末贷款余额5亿元,全年新增1亿元。其中,制造业贷款余额2亿元
            draft.why("period", view.start, view.start, "paragraph")
            return
    if _is_behind_forecast(view, draft, frame, carried) or not _takes(view, draft, carried, nature):
        return
    report = frame.report
    closed = report is not None and carried.is_instant and carried.last == report.last
    flows = nature == "flow" and draft.metric != "other"  # what no metric names may stand at the date
    if flows and not closed and carried.is_instant and carried.iso.endswith(CLOSING_DAYS):
        return
    draft.period = report.iso if flows and closed and report is not None else carried.iso
    draft.why("period", view.start, view.start, "paragraph")


def _is_behind_forecast(view: SentenceView, draft: Draft, frame: Frame, carried: CalendarPeriod) -> bool:
    """Whether what was told of is to come: what is told behind a forecast is none of its period."""
    if frame.published is None or carried.first <= frame.published:
        return False
    goes_on = view.behind_semicolon and frame.foretold
    return not goes_on and not view.cues(view.start, draft.start, "forecast", "target")


def _takes(view: SentenceView, draft: Draft, carried: CalendarPeriod, nature: str) -> bool:
    """Whether a number may be of the period carried on."""
    if draft.kind == "duration" or draft.basis is Basis.TARGET:
        return False
    among = view.text.startswith(_AMONG, view.start) and draft.carried and draft.kind == "physical"
    return (
        nature == "flow"
        or (nature == "stock" and carried.is_instant)
        or view.behind_semicolon
        or among
        or _is_traded_on(view, draft, carried)
        or _moved_over(draft, carried)
    )


def _is_traded_on(view: SentenceView, draft: Draft, told: CalendarPeriod) -> bool:
    """Whether a price is what shares were bought or sold at on the day told of (`…。最高购买价为4元`)."""
    priced = draft.metric == "share_price" and told.days == 1
    return priced and _TRADE_PRICE.search(view.text, draft.own_start, draft.start) is not None


def _moved_over(draft: Draft, told: CalendarPeriod) -> bool:
    """Whether a price of goods is of a short stretch told of, or moved against an earlier (`铜环比涨5%`)."""
    if draft.metric != "price" or told.is_instant:
        return False
    against = draft.versus in ("previous", "year_ago") and draft.measure in (Measure.GROWTH, Measure.CHANGE)
    return against or (told.days <= _WEEK and "/" in draft.unit and not draft.unit.endswith("/share"))


def _of_expectation(view: SentenceView, start: int, dated: Sequence[Dated]) -> bool:
    """Whether a word that leaves figures undated only says when one was expected (`此前预计为30亿元`)."""
    return any(d.phrase.start == start and d.speech and dates_expectation(view, d.phrase) for d in dated)


def _flows(draft: Draft, nature: str) -> bool:
    """Whether a number is what came in or went out over a stretch."""
    told = draft.basis not in (Basis.TARGET, Basis.FORECAST) and draft.kind in _TOLD_IN
    return told and nature == "flow" and draft.metric not in ("other", "price", "share_price", None)


def _of_report(draft: Draft, nature: str) -> bool:
    """Whether a number is of the period that the text reports on: a change against a year ago, a share."""
    if draft.measure is Measure.SHARE:  # 占总营业额约97.2%
        return nature == "flow" and draft.metric != "other" and draft.basis is Basis.REPORTED
    if draft.metric == "dividend" and (draft.unit.endswith("/share") or "item" in draft.dimensions):
        return draft.basis is not Basis.FORECAST  # 拟每10股派3元, proposed with the results
    return draft.measure in (Measure.GROWTH, Measure.CHANGE) and draft.versus == "year_ago"


def _interim(view: SentenceView, draft: Draft, frame: Frame) -> str | None:
    """The half year that an interim dividend or result is for, told of later in the year; or None."""
    told = draft.metric == "dividend" or (draft.metric in _OF_RESULTS and draft.measure is Measure.LEVEL)
    if not told or draft.head is None or frame.published is None or frame.published.month <= _HALF:
        return None
    start = draft.head[0]
    named = view.text.startswith(_INTERIM, start) or view.text.endswith(_INTERIM, view.start, start)
    return f"{frame.published.year}-H1" if named else None
