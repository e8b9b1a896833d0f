"""When: the period of each number, from its own words, its clause, its sentence or its paragraph.

In: the drafts of a sentence, its view, its dated phrases and the paragraph's frame. Out: the drafts with
`period` set, and the frame moved on. A time phrase that is the base of a comparison (`比2024年同期增长`)
dates nothing; one that stands right at another number (`从2022年的5亿`) dates that number alone; `目前` and
`IPO前` leave a number undated.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from claims.aims import year_of_aim
from claims.calendar import CalendarPeriod, PeriodKind, between, day, try_parse
from claims.carriedperiods import carry_on, take_carried
from claims.datedphrases import COMPARED_WITH, Dated, lies_within, part_of_stretch
from claims.draft import Draft
from claims.frames import Frame
from claims.lexicons import one_of
from claims.lookbacks import date_by_base, date_by_growth, date_by_year_before, is_bracketed, up_to_close
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

_SHORT = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF})
_LOOKS_BACK = (Measure.DATE, Measure.CAGR)
"""What tells of no period itself: 两年平均增长 looks back from the year told of."""
_LEADS_TO = reading_words().metrics.leads_to
_AGE = "age"
_LASTING = frozenset({"capacity", "investment"})
"""What lasts or is planned for long, besides what stands at a date."""
_AND = re.compile(rf"\s*(?:、|{one_of(reading_words().lists.and_)})\s*(?:的)?")
_TOGETHER = re.compile(rf"[^,，。;；\d]{{0,6}}?{one_of(reading_words().slices.together)}")
_FEW = 6
"""Years in a row that are taken together, at most."""
_PART_OF = "占"


def resolve_periods(
    view: SentenceView,
    drafts: Sequence[Draft],
    dated: Sequence[Dated],
    frame: Frame,
    events: Container[int] = (),
) -> None:
    """Set the period of every draft that a series has not dated already.

    `events` are where the days start on which something befell the company or a thing of its own.
    """
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
        told = draft.measure not in _LOOKS_BACK
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
    carry_on(view, drafts, dated, frame, sentence_last, events)


def _tells_row_again(draft: Draft) -> bool:
    """Whether a level in a row is of what was named before the words that are the row's own."""
    named_before = draft.carried or (draft.head is not None and draft.head[0] < draft.own_start)
    return named_before and draft.quantity.in_list >= 0 and draft.measure is Measure.LEVEL


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


def _date(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], dated: Sequence[Dated], frame: Frame
) -> None:
    """Date a number: by its own words, by the numbers before it, by its sentence, by its paragraph."""
    metric = view.lexicon.metrics.get(draft.metric or "")
    nature = metric.nature if metric else "flow"
    if metric is not None and draft.dimensions.get("item") in metric.balances:
        nature = "stock"
    aside = next((d for d in dated if d.behind == draft.quantity.end), None)
    if aside is not None:
        _take(draft, aside, nature, "clause", frame.report)
        return
    if nature == "flow" and (aimed := year_of_aim(view, draft, dated, frame)) is not None:
        draft.period = aimed
        return
    usable = _usable(view, draft, dated)
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
        _date_by_own(view, draft, earlier, own, usable, frame, nature)
        return
    if draft.measure is Measure.CAGR:
        date_compound_rate(view, draft, earlier, usable, frame)
        return
    if nature == "timeless":
        return
    if _date_like_earlier(view, draft, earlier, usable, nature):
        return
    if _date_by_sentence(view, draft, previous, usable, frame, nature):
        return
    take_carried(view, draft, earlier, dated, frame, nature)


def _usable(view: SentenceView, draft: Draft, dated: Sequence[Dated]) -> list[Dated]:
    """The time phrases before a number that may date it."""
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
        return [d for d in usable if not dates_event(d.phrase, view.text)]
    return usable


def _date_by_own(
    view: SentenceView,
    draft: Draft,
    earlier: Sequence[Draft],
    own: Sequence[Dated],
    usable: Sequence[Dated],
    frame: Frame,
    nature: str,
) -> None:
    """Date a number by the last time phrase among its own words, and see whether it is only compared with."""
    source = own[-1]
    start, point = source.phrase.start, source.phrase.first
    draft.compared = source.at_number and COMPARED_WITH.close(view.text, max(view.start, start - 6), start)
    _take(draft, source, nature, "clause", frame.report)
    if nature == "flow" and is_then(source.phrase):
        date_then(draft, earlier)
    looks_back = source.phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE)
    same = point is not None and point.same
    if (looks_back or not grown_since(draft, earlier)) and precedes(view, draft, earlier, any_account=same):
        draft.compared = True
    if source.at_number and moved_from_then(view, source, usable, frame):
        draft.compared = True
    if draft.measure is Measure.CAGR:
        date_compound_rate(view, draft, earlier, usable, frame)


def _date_like_earlier(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], usable: Sequence[Dated], nature: str
) -> bool:
    """Date a number without time of its own like the one that it goes on with; whether it does."""
    previous = earlier[-1] if earlier else None
    if (risen := risen_between(view, draft, earlier)) is not None:
        draft.period = risen
        return True
    if draft.carried and previous is not None and previous.same_list(draft):
        draft.period = previous.period
        return True
    if draft.measure in (Measure.GROWTH, Measure.CHANGE):
        kept = next((d for d in reversed(earlier) if d.metric == draft.metric and not d.compared), None)
        later = kept is not None and any(_tells_on(view, d, kept.end) for d in usable)
        if kept is not None and kept.period is not None and not later:
            draft.period = kept.period
            return True
    if nature == "flow" and previous is not None and _led_to(view, previous, draft):
        draft.period = previous.period  # 毛利率下滑2个百分点,至31%
        return True
    moved = end_of_movement(view, draft, previous, usable) if nature == "flow" else None
    if moved is not None:
        draft.period = moved
        return True
    behind = next(
        (d for d in earlier if usable and d.compared and d.own_start <= usable[-1].phrase.start < d.start),
        None,
    )
    if behind is None or _told_before(draft, behind, earlier):
        return False
    kept = next((d for d in reversed(earlier) if not d.compared and d.period is not None), None)
    draft.period = kept.period if kept is not None else None
    return kept is not None


def _date_by_sentence(
    view: SentenceView,
    draft: Draft,
    previous: Draft | None,
    usable: Sequence[Dated],
    frame: Frame,
    nature: str,
) -> bool:
    """Date a number by the last time phrase of its sentence that holds for it; whether there is one."""
    frames = [d for d in usable if not d.at_number or (previous is None or d.phrase.start > previous.start)]
    if nature == "flow" and draft.metric not in (None, "other"):
        frames = [d for d in frames if not closes(d.phrase)]  # 去年底有762家,…;收入3亿元
    counted = nature == "standing" and draft.kind == "count"  # 2018年成立,…,员工近900人
    if nature == "stock" or counted or draft.metric in _LASTING:
        frames = [d for d in frames if _same_clause(view, d, draft) or not dates_event(d.phrase, view.text)]
    if not frames:
        return False
    if view.cues(view.clauses[draft.clause][0], draft.start, "cumulative"):
        spans = [d.meaning.period for d in usable if d.meaning.period is not None]
        if len(spans) > 1 and not any(span.is_instant for span in spans):
            draft.period = between(min(spans), max(spans, key=lambda p: p.last)).iso
            return True
    _take(draft, frames[-1], nature, "sentence", frame.report)
    return True


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


def _take(draft: Draft, source: Dated, nature: str, how: str, report: CalendarPeriod | None) -> None:
    """Date a number by a time phrase: at its day what stands at one, over its stretch what flows."""
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
    draft.period = up_to_close(draft, source) or meaning.iso
