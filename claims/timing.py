"""When: the period of each number, from its own words, its clause, its sentence or its paragraph.

In: the drafts of a sentence, its view, its dated phrases and the paragraph's frame. Out: the drafts with
`period` set, and the frame moved on. A time phrase that is the base of a comparison (`比2024年同期增长`)
dates nothing; one that stands right at another number (`从2022年的5亿`) dates that number alone; `目前` and
`IPO前` leave a number undated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claims.aims import dates_expectation
from claims.calendar import CLOSING_DAYS, CalendarPeriod, PeriodKind, between, day, try_parse
from claims.datedphrases import COMPARED_WITH, Dated, lies_within, part_of_stretch
from claims.draft import Draft
from claims.frames import Frame
from claims.lexicons import one_of
from claims.listedperiods import note_behind_row
from claims.lookbacks import date_by_base, date_by_growth, date_by_year_before, is_bracketed, only_compared
from claims.model import Basis, Measure
from claims.movements import (
    closes,
    date_bases,
    date_compound_rate,
    date_then,
    end_of_movement,
    grown_since,
    is_then,
    keep_opening,
    last_move,
    moved_alike,
    moved_from_then,
    precedes,
    risen_between,
    set_bases,
    times_of_then,
    years_on,
)
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.setagainst import set_named_bases
from claims.speakingyear import dates_event
from claims.timephrases import TimeKind
from claims.timewords import Base
from claims.yearspans import is_of_years, note_spans, span_of


def resolve_periods(
    view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated], frame: Frame
) -> None:
    """Set the period of every draft that a series has not dated already."""
    sentence_last: CalendarPeriod | None = None
    part = part_of_stretch(view)
    before = {d.meaning.iso for d in dated if is_then(d.phrase)}
    _set_against(view, drafts, dated)
    if frame.carried is None:
        date_by_year_before(view, drafts, dated)
    date_by_base(view, drafts, dated)
    for index, draft in enumerate(drafts):
        if draft.period is None:
            _date(view, draft, drafts[:index], dated, frame)
        elif _tells_row_again(draft) and precedes(view, draft, drafts[:index]):
            draft.compared = True  # 2024年96亿元,2023年和2022年分别为85亿元和79亿元;净利润33亿元
        told = draft.measure not in (
            Measure.DATE,
            Measure.CAGR,
        )  # 两年平均增长 looks back from the year told of
        if draft.period is not None and told and not draft.compared and draft.period not in before:
            known = try_parse(draft.period)
            if draft.start < part or not lies_within(known, sentence_last):
                sentence_last = known or sentence_last
    date_by_growth(view, drafts)
    date_bases(view, drafts)
    set_bases(view, drafts)
    keep_opening(view, drafts)
    set_named_bases(view, drafts)
    note_spans(dated, drafts, frame)
    frame.moved = last_move(view, drafts)
    for draft in drafts:
        if draft.measure is Measure.LEVEL and draft.period is not None and draft.metric is not None:
            known = try_parse(draft.period)
            if known is not None and not known.is_range:
                frame.levels.setdefault(draft.metric, known)
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
    if any(d.undated for d in dated) and not leading:
        frame.carried = None
    elif leading:
        frame.carried = leading[-1].meaning.period
    elif drafts and sentence_last is not None:
        frame.carried = sentence_last


def _tells_row_again(draft: Draft) -> bool:
    """Whether a level in a row is of what was named before the words that are the row's own."""
    named_before = draft.carried or (draft.head is not None and draft.head[0] < draft.own_start)
    return named_before and draft.quantity.in_list >= 0 and draft.measure is Measure.LEVEL


def _dates_rate(source: Dated, drafts: Sequence[Draft]) -> bool:
    """Whether a stretch of years only says over which the compound rate behind it runs."""
    period = source.meaning.period
    behind = next((d for d in drafts if d.start >= source.phrase.end), None)
    return period is not None and period.is_range and behind is not None and behind.measure is Measure.CAGR


_SHORT = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF})


def _set_against(view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated]) -> None:
    """Changes behind a stretch that a sentence opens with to set them against it are from that one on."""
    opening = reading_words().metrics.sets_against.match(view.text, view.start, view.end)
    base = dated[0] if dated and opening is not None else None
    if opening is None or base is None or not base.base_of_comparison or base.phrase.end > opening.end():
        return
    known = base.meaning.period
    if base.phrase.kind is TimeKind.ANAPHORIC or known is None or known.kind not in _SHORT:
        return
    for draft in drafts:
        said = view.cues(draft.own_start, draft.start, "growth", "growth_noun")
        if draft.versus == "year_ago" and not any(m.cue is not None and m.cue.versus for m in said):
            draft.versus = known.iso


_WITHIN = reading_words().prices.span_ends
"""Behind a length: it is a span of time, which says itself when something happened."""


_LEADS_TO = reading_words().metrics.leads_to
_TRADE_PRICE = re.compile(rf"{one_of(reading_words().holders.trade_verbs)}均?价格?[为是约]*$")


def _is_traded_on(view: SentenceView, draft: Draft, day: CalendarPeriod | None) -> bool:
    """Whether a price is what shares were bought or sold at on the day told of (`…。最高购买价为4元`)."""
    priced = draft.metric == "share_price" and day is not None and day.days == 1
    return priced and _TRADE_PRICE.search(view.text, draft.own_start, draft.start) is not None


_WEEK = 11
"""Days of the stretches over which prices are averaged: a week, ten days of a month."""


def _moved_over(draft: Draft, told: CalendarPeriod | None) -> bool:
    """Whether a price of goods is of a short stretch told of, or moved against an earlier (`铜环比涨5%`)."""
    if draft.metric != "price" or told is None or told.is_instant:
        return False
    against = draft.versus in ("previous", "year_ago") and draft.measure in (Measure.GROWTH, Measure.CHANGE)
    return against or (told.days <= _WEEK and "/" in draft.unit and not draft.unit.endswith("/share"))


def _date(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], dated: Sequence[Dated], frame: Frame
) -> None:
    metric = view.lexicon.metrics.get(draft.metric or "")
    nature = metric.nature if metric else "flow"
    aside = next((d for d in dated if d.behind == draft.quantity.end), None)
    if aside is not None:
        _take(draft, aside, nature, "clause", frame.report)
        return
    usable = [
        d
        for d in dated
        if not d.base_of_comparison
        and not d.speech
        and d.behind < 0
        and d.phrase.start < draft.start
        and not is_bracketed(view, d, draft.start)
    ]
    if draft.metric == _AGE:  # 2017年3月成立,到现在已有八年
        usable = [d for d in usable if not dates_event(d.phrase, view.text)]
    if draft.base_at >= 0:
        base = next((d for d in usable if d.phrase.start == draft.base_at), None)
        draft.versus = base.meaning.iso if base else None
        usable = [d for d in usable if d is not base]
        if times_of_then(draft, earlier):
            return
    own = [d for d in usable if d.phrase.start >= draft.own_start]
    previous = earlier[-1] if earlier else None
    within, span = span_of(view, draft, dated, frame) if nature == "flow" else (False, None)
    if within:
        draft.period = span
        return
    opened = end_of_movement(view, draft, previous, own) if own and nature == "flow" else None
    if opened is not None:
        draft.period = opened  # 2023年至2025年收入从9亿元增至14亿元
        return
    if nature == "flow" and draft.measure is Measure.LEVEL and (joint := _joint_years(view, own, draft)):
        draft.period = joint  # 2024年和2025年合计亏了3亿元
        draft.why("period", own[0].phrase.start, own[-1].phrase.end, "clause")
        return
    led = years_on(view, draft, earlier, frame.published) if nature != "timeless" and not own else None
    if led is not None and earlier[-2].period is not None:
        draft.period, draft.led_on = led, f"{earlier[-2].period}/{led}"
        draft.metric, draft.label = earlier[-2].metric, None
        return
    if own and previous is not None and _of_that_year(view, own[-1], previous):
        draft.period = previous.period  # 2024年全年为11亿元,占全年收入3.9%
        return
    if nature == "flow" and (alike := moved_alike(view, draft, earlier, own, frame)) is not None:
        draft.period = alike
        return
    if own and previous is not None and _of_that_span(own[-1], previous):
        draft.period = previous.period  # 三年研发费用累计7亿元,占同期收入9%
        return
    if own:
        start = own[-1].phrase.start
        draft.compared = own[-1].at_number and COMPARED_WITH.close(
            view.text, max(view.start, start - 6), start
        )
        _take(draft, own[-1], nature, "clause", frame.report)
        if nature == "flow" and is_then(own[-1].phrase):
            date_then(draft, earlier)
        looks_back = own[-1].phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE)
        same = own[-1].phrase.first is not None and own[-1].phrase.first.same
        if (looks_back or not grown_since(draft, earlier)) and precedes(
            view, draft, earlier, any_account=same
        ):
            draft.compared = True
        if own[-1].at_number and moved_from_then(view, own[-1], usable, frame):
            draft.compared = True
        if draft.measure is Measure.CAGR:
            date_compound_rate(view, draft, earlier, usable, frame)
        return
    if draft.measure is Measure.CAGR:
        date_compound_rate(view, draft, earlier, usable, frame)
        return
    if nature == "timeless":
        return
    risen = risen_between(view, draft, earlier)
    if risen is not None:
        draft.period = risen
        return
    if (
        draft.carried
        and previous is not None
        and previous.quantity.in_list >= 0
        and (previous.quantity.in_list == draft.quantity.in_list)
    ):
        draft.period = previous.period
        return
    if draft.measure in (Measure.GROWTH, Measure.CHANGE):
        kept = next((d for d in reversed(earlier) if d.metric == draft.metric and not d.compared), None)
        later = kept is not None and any(_tells_on(view, d, kept.end) for d in usable)
        if kept is not None and kept.period is not None and not later:
            draft.period = kept.period
            return
    if nature == "flow" and previous is not None and _led_to(view, previous, draft):
        draft.period = previous.period  # 毛利率下滑2个百分点,至31%
        return
    moved = end_of_movement(view, draft, previous, usable) if nature == "flow" else None
    if moved is not None:
        draft.period = moved
        return
    behind = next(
        (d for d in earlier if usable and d.compared and d.own_start <= usable[-1].phrase.start < d.start),
        None,
    )
    if behind is not None and not _told_before(draft, behind, earlier):
        kept = next((d for d in reversed(earlier) if not d.compared and d.period is not None), None)
        if kept is not None:
            draft.period = kept.period
            return
    frames = [d for d in usable if not d.at_number or (previous is None or d.phrase.start > previous.start)]
    if nature == "flow" and draft.metric not in (None, "other"):
        frames = [d for d in frames if not closes(d.phrase)]  # 去年底有762家,…;收入3亿元
    counted = nature == "standing" and draft.kind == "count"  # 2018年成立,…,员工近900人
    if nature == "stock" or counted or draft.metric in _LASTING:
        frames = [d for d in frames if _same_clause(view, d, draft) or not dates_event(d.phrase, view.text)]
    if frames:
        if _cumulative(view, draft):
            spans = [d.meaning.period for d in usable if d.meaning.period is not None]
            if len(spans) > 1 and not any(span.is_instant for span in spans):
                draft.period = between(min(spans), max(spans, key=lambda p: p.last)).iso
                return
        _take(draft, frames[-1], nature, "sentence", frame.report)
        return
    if any(not _of_expectation(view, m.start, dated) for m in view.cues(view.start, draft.start, "undated")):
        return
    if any(d.kind == "duration" and view.text.startswith(_WITHIN, d.quantity.end) for d in earlier):
        return  # 近30日内 ends when the text was written
    goes_on = view.behind_semicolon or (
        view.text.startswith("其中", view.start) and draft.carried and draft.kind == "physical"
    )
    takes = (
        nature == "flow"
        or goes_on
        or (nature == "stock" and frame.carried is not None and frame.carried.is_instant)
        or _is_traded_on(view, draft, frame.carried)
        or _moved_over(draft, frame.carried)
    )
    closing = day(frame.report.last) if frame.report is not None else None
    since_opening = (
        draft.versus == _OPENING
        or _SINCE_OPENING.match(view.text, draft.end, view.end) is not None
        or (previous is not None and previous.metric == draft.metric and previous.versus == _OPENING)
    )
    set_against = nature == "stock" and since_opening
    if closing is not None and set_against and frame.carried is None:
        draft.period = closing.iso  # a report's 绿色贷款余额286亿元,较上年末增长31%
        draft.why("period", view.start, view.start, "document")
        return
    if closing is not None and frame.is_report and frame.carried is None and draft.metric in _AT_CLOSE:
        draft.period = closing.iso  # a report's 员工9,820人
        draft.why("period", view.start, view.start, "document")
        return
    reports = frame.report is not None and frame.speaking_year in (
        None,
        frame.report.year,
        frame.report.year + 1,
    )
    results = frame.is_report or (frame.of_results and draft.metric in _OF_RESULTS)
    of_report = _of_report(draft, nature) or (results and _flows(draft, nature))
    if frame.carried is None and frame.report is not None and reports and of_report:
        draft.period = frame.report.iso
        draft.why("period", view.start, view.start, "document")
        return
    if frame.carried is None and (half := _interim(view, draft, frame)) is not None:
        draft.period = half
        draft.why("period", *(draft.head or (draft.start, draft.end)), "clause")
        return
    planned = (
        frame.carried is not None
        and frame.published is not None
        and frame.carried.first > frame.published
        and not (view.behind_semicolon and frame.foretold)
        and not view.cues(view.start, draft.start, "forecast", "target")
    )
    if planned:
        return  # what is told behind a forecast is none of its period
    if frame.carried is not None and takes and draft.kind != "duration" and draft.basis.value != "target":
        closed = (
            frame.report is not None and frame.carried.is_instant and frame.carried.last == frame.report.last
        )
        flows = nature == "flow" and draft.metric != "other"  # what no metric names may stand at the date
        if flows and not closed and frame.carried.is_instant and frame.carried.iso.endswith(CLOSING_DAYS):
            return
        period = frame.report if flows and closed and frame.report is not None else frame.carried
        draft.period = period.iso
        draft.why("period", view.start, view.start, "paragraph")


_INTERIM = "中期"
_HALF = 6
"""Months."""


def _of_expectation(view: SentenceView, start: int, dated: Sequence[Dated]) -> bool:
    """Whether a word that leaves figures undated only says when one was expected (`此前预计为30亿元`)."""
    return any(d.phrase.start == start and d.speech and dates_expectation(view, d.phrase) for d in dated)


_AGE = "age"
_LASTING = frozenset({"capacity", "investment"})
"""What lasts or is planned for long, besides what stands at a date."""
_AT_CLOSE = frozenset({"employees", "net_assets", "total_assets", "fund_assets", "cash", "debt", "net_debt"})
"""What a company's own report tells as it stands when its period ends."""
_OF_RESULTS = frozenset(reading_words().page.of_results)
_OPENING = "period_start"
_SINCE_OPENING = re.compile(
    rf"[,，]?{one_of(reading_words().periods.than)}{one_of(reading_words().periods.openings)}"
)
"""Behind a balance: it is set against the one that its period opened with."""
_AND = re.compile(rf"\s*(?:、|{one_of(reading_words().lists.and_)})\s*(?:的)?")
_TOGETHER = re.compile(rf"[^,，。;；\d]{{0,6}}?{one_of(reading_words().slices.together)}")


def _told_before(draft: Draft, compared: Draft, earlier: Sequence[Draft]) -> bool:
    """Whether the same was told before what is compared, so that it is told of that time again.

    `2025年毛利9亿元,毛利率31%,2024年毛利7亿元,毛利率29%`.
    """
    return (
        draft.measure is Measure.LEVEL
        and draft.clause > compared.clause
        and any(
            d.metric == draft.metric and d.unit == draft.unit and d.measure is draft.measure
            for d in earlier[: earlier.index(compared)]
            if d.metric not in (None, "other") and d.period is not None and not d.compared
        )
    )


def _joint_years(view: SentenceView, own: Sequence[Dated], draft: Draft) -> str | None:
    """The stretch of the years in a row before a number that are taken together, or None."""
    row = [d for d in own if d.meaning.period is not None][-_FEW:]
    if len(row) < 2 or _TOGETHER.match(view.text, row[-1].phrase.end, draft.start) is None:
        return None
    while len(row) > 1 and any(
        _AND.fullmatch(view.text, a.phrase.end, b.phrase.start) is None for a, b in pairwise(row)
    ):
        row = row[1:]
    periods = [d.meaning.period for d in row if d.meaning.period is not None]
    apart = all(a.following() == b for a, b in pairwise(periods))
    return between(periods[0], periods[-1]).iso if len(periods) > 1 and apart else None


_FEW = 6
"""Years in a row that are taken together, at most."""


def _same_clause(view: SentenceView, source: Dated, draft: Draft) -> bool:
    """Whether a time phrase stands in a number's own clause."""
    return view.clause_of(source.phrase.start) == draft.clause


def _tells_on(view: SentenceView, source: Dated, behind: int) -> bool:
    """Whether a time phrase behind an offset says of when the text goes on, and compares nothing."""
    start = source.phrase.start
    than = COMPARED_WITH.close(view.text, max(view.start, start - 6), start)
    return start >= behind and not source.at_number and not than


def _of_that_year(view: SentenceView, source: Dated, previous: Draft) -> bool:
    """Whether 占全年 is of the whole year that the number before it is of."""
    start, point = source.phrase.start, source.phrase.first
    whole = point is not None and point.base is Base.ANAPHORIC_YEAR and not point.part and not point.shift
    known = try_parse(previous.period or "")
    year = known is not None and known.kind is PeriodKind.YEAR
    return whole and year and view.text[start - 1 : start] == _PART_OF


_PART_OF = "占"


def _of_that_span(source: Dated, previous: Draft) -> bool:
    """Whether 同期 is the stretch of years that the number before it ran over."""
    known = try_parse(previous.period or "")
    point = source.phrase.first
    bare = point is not None and point.same and not point.shift and source.phrase.length <= len("同期")
    return bare and known is not None and is_of_years(known)


def _led_to(view: SentenceView, previous: Draft, draft: Draft) -> bool:
    """Whether a number is what the change before it, of the same metric, leads to."""
    moved = previous.measure in (Measure.GROWTH, Measure.CHANGE) and previous.period is not None
    return (
        moved
        and draft.measure is Measure.LEVEL
        and draft.metric == previous.metric
        and view.text[previous.end : draft.quantity.start].strip(" ,，") in _LEADS_TO
    )


def _flows(draft: Draft, nature: str) -> bool:
    """Whether a number is what came in or went out over a stretch."""
    told = draft.basis not in (Basis.TARGET, Basis.FORECAST) and draft.kind in ("money", "percent")
    return told and nature == "flow" and draft.metric not in ("other", None)


def _of_report(draft: Draft, nature: str) -> bool:
    """Whether a number is of the period that the text reports on: a change against a year ago, a share."""
    if draft.measure is Measure.SHARE:  # 占总营业额约97.2%
        return nature == "flow" and draft.metric != "other" and draft.basis is Basis.REPORTED
    if draft.metric == "dividend" and (draft.unit.endswith("/share") or "item" in draft.dimensions):
        return draft.basis is not Basis.FORECAST  # 拟每10股派3元, proposed with the results
    return draft.measure in (Measure.GROWTH, Measure.CHANGE) and draft.versus == "year_ago"


def _interim(view: SentenceView, draft: Draft, frame: Frame) -> str | None:
    """The half year that an interim dividend is for, told with its results later in the year; or None."""
    told = draft.metric == "dividend" and draft.head is not None and frame.published is not None
    if not told or draft.head is None or frame.published is None or frame.published.month <= _HALF:
        return None
    named = view.text.startswith(_INTERIM, draft.head[0])
    return f"{frame.published.year}-H1" if named else None


def _take(draft: Draft, source: Dated, nature: str, how: str, report: CalendarPeriod | None) -> None:
    meaning = source.meaning
    draft.why("period", source.phrase.start, source.phrase.end, how)
    point = source.phrase.first
    next_year = source.phrase.kind is TimeKind.RELATIVE and point is not None and point.shift > 0
    if (next_year or source.ahead) and draft.basis is Basis.REPORTED:
        draft.basis = Basis.FORECAST  # what is said of next year is no result
    named = draft.metric != "other"  # what no metric names may stand at the date
    closes = point is not None and point.base is Base.REPORT and point.shift == 1 and named
    ends = report is not None and meaning.as_of == report.last and named
    if nature == "flow" and report is not None and (closes or ends):
        draft.period = report.iso  # 报告期末营业收入 is what came in up to then
        return
    if (
        nature != "flow"
        and meaning.as_of is not None
        and meaning.period is not None
        and meaning.period.months in (3, 6, 9, 12)
        and source.phrase.length
    ):
        draft.period = day(meaning.as_of).iso
        return
    draft.period = meaning.iso


def _cumulative(view: SentenceView, draft: Draft) -> bool:
    return bool(view.cues(view.clauses[draft.clause][0], draft.start, "cumulative"))
