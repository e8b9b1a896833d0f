"""When: the period of each number, from its own words, its clause, its sentence or its paragraph.

In: the drafts of a sentence, its view and the paragraph's frame. Out: the drafts with `period` set, and the
frame moved on. A time phrase that is the base of a comparison (`比2024年同期增长`) dates nothing; one that
stands right at another number (`从2022年的5亿`) dates that number alone; `目前` and `IPO前` leave a number
undated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from claims.calendar import CalendarPeriod, PeriodKind, between, day, shift_months, try_parse
from claims.draft import Draft
from claims.lexicons import Endings, one_of
from claims.model import Basis, Measure
from claims.movements import (
    CLOSING_DAYS,
    closes,
    date_bases,
    date_compound_rate,
    date_then,
    end_of_movement,
    grown_since,
    is_then,
    precedes,
    risen_between,
)
from claims.namedyears import falls_due, names_issue
from claims.periods import Resolution, bounds
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base, Edge

_WORDS = reading_words().periods
_THAN = Endings(f"{than}{behind}" for than in _WORDS.than for behind in ("", "于", "之"))
"""Before a time phrase: it is what something is compared with."""
_CHANGE_FOLLOWS = re.compile(
    rf"(?:的?同期)?的?(?:数据|水平)?(?:相比)?[,，]?{one_of(_WORDS.change_leads)}*{one_of(_WORDS.changes)}"
)
_SOON = timedelta(days=92)
"""How far ahead of a page a day without its year may lie: an event to come (`12月20日召开股东大会`)."""
_AT_NUMBER = re.compile(rf"{one_of(_WORDS.at_number)}*")
_COMPARED = re.compile(rf"[^,，。;；:：]{{0,24}}?{one_of(_WORDS.compared)}")
"""Behind what stands after 与: the two are compared (`与2021年同口径比较`)."""


@dataclass(slots=True)
class Frame:
    """What a paragraph has said of time so far."""

    speaking_year: int | None
    """The year that the document speaks from."""
    published: date | None
    """The publication date."""
    spoken_of: CalendarPeriod | None = None
    """The period spoken of last, which 同期 and a bare 上半年 point to."""
    carried: CalendarPeriod | None = None
    """The period that a flow in the next sentence takes over when it says none."""
    report: CalendarPeriod | None = None
    """The period that 报告期 means."""
    today: date | None = None
    """The day on which the text speaks where no publication date is known."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Days that the document gives with their year (`08-06` → 2019), for where it gives them without."""
    levels: dict[str, CalendarPeriod] = field(default_factory=dict)
    """Metric → the first period for which the paragraph gives its level."""
    row: tuple[CalendarPeriod, ...] = ()
    """The periods of the members of the last list that was dated one by one."""
    latest: CalendarPeriod | None = None
    """The latest period spoken of, whose year 全年 means."""
    is_report: bool = False
    """Whether the document is the report on that period, not a text about it."""
    last_year: bool = False
    """Whether what was spoken of last was 去年 as a whole."""

    def opened(self) -> Frame:
        """A frame for the next paragraph: what holds for the whole document."""
        return Frame(
            self.speaking_year,
            self.published,
            report=self.report,
            today=self.today,
            days=self.days,
            is_report=self.is_report,
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """A time phrase of the sentence with what it means there."""

    phrase: TimePhrase
    meaning: Resolution
    base_of_comparison: bool
    """Whether it is what a change is measured against."""
    undated: bool
    """Whether it says that no date holds."""
    speech: bool
    """Whether it only dates somebody's words (`2月9日晚间公告`)."""
    at_number: bool
    """Whether it belongs to the one number right behind it."""
    behind: int = -1
    """The end of the one number that it dates from brackets behind it (`17.55元(以7月25日计)`), else -1."""


def read_phrases(view: SentenceView, frame: Frame) -> tuple[Dated, ...]:
    """Resolve the time phrases of a sentence in their order."""
    dated: list[Dated] = []
    as_of: date | None = None
    for phrase in view.phrases:
        before = view.text[max(view.start, phrase.start - 6) : phrase.start]
        after = view.text[phrase.end : phrase.end + 16]
        than = _THAN.close(before)
        following = next((q for q in view.quantities if q.start >= phrase.end), None)
        level = (
            following is not None
            and following.qualifier_start == phrase.end + after.startswith("的")
            and following.unit != "percent"
        )
        if falls_due(view.text, phrase) or names_issue(view.text, phrase):
            continue
        if phrase.kind is TimeKind.ABSOLUTE and phrase.last is None:
            if dated and _glosses(view, phrase, dated[-1]):
                continue
            if _STILL_BEFORE.match(view.text, phrase.end, view.end) is not None:
                continue
        at_number = (
            following is not None
            and not after.startswith((",", "，"))
            and (after.startswith("的") or before.endswith(_WORDS.from_))
            and _AT_NUMBER.fullmatch(view.text, phrase.end, max(phrase.end, following.qualifier_start))
            is not None
        )
        compared = (
            than
            and not level  # 较上年同期15.78亿元增加6.59% gives that level
            and (
                _CHANGE_FOLLOWS.match(after) is not None
                or (
                    before.endswith("与")
                    and not at_number  # 与上年同期的1.98亿元相比 gives that level
                    and _COMPARED.match(view.text, phrase.end, view.end) is not None
                )
                or (phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE) and not after.startswith("的"))
            )
        )
        if dated and _only_within(view, phrase, dated[-1].phrase):
            continue  # 2019年同期则录得期内利润
        if phrase.kind in (TimeKind.VAGUE, TimeKind.EVENT) and before.endswith(_WORDS.attributive):
            continue  # 占公司目前总股本, 占发行前股份 date nothing
        if phrase.kind in (TimeKind.EVENT, TimeKind.VAGUE):
            told = phrase.kind is TimeKind.VAGUE and _SPEECH.match(after) is not None
            dated.append(Dated(phrase, Resolution(None, None, None), compared, not told, told, at_number))
            continue
        partial = phrase.kind is TimeKind.PARTIAL
        ahead = partial and bool(view.cues(view.start, phrase.start, "forecast", "target"))
        clause = view.clauses[view.clause_of(phrase.start)][0]
        planned = partial and bool(view.cues(clause, phrase.start, "forecast", "target"))
        whole = view.text.startswith(_WORDS.whole_year, phrase.core_start)
        meaning = _meaning(phrase, frame, as_of, ahead=ahead, planned=planned, whole=whole)
        if (behind := _number_before(view, phrase)) >= 0:
            dated.append(Dated(phrase, meaning, False, False, False, False, behind))
            continue
        speech = _dates_speech(view, phrase, meaning)
        dated.append(Dated(phrase, meaning, compared, False, speech, at_number))
        if speech and phrase.kind is TimeKind.ABSOLUTE and meaning.period is not None:
            frame.speaking_year = meaning.period.year  # 今年 is that of the words, not of the page
        if meaning.as_of is not None:
            as_of = meaning.as_of
        if (
            meaning.period is not None
            and not compared
            and not (at_number and than)
            and not speech
            and phrase.kind is not TimeKind.OFFSET
            and not _looks_back(phrase)
        ):
            frame.spoken_of = meaning.period
            if frame.latest is None or meaning.period.last > frame.latest.last:
                frame.latest = meaning.period
            frame.last_year = _is_last_year(phrase) and not _LATER.search(view.text, phrase.end, view.end)
    return tuple(dated)


_LATER = re.compile(one_of(_WORDS.later_parts))
"""Later parts of a year, which the earlier ones beside them are of the same year as."""


def _is_last_year(phrase: TimePhrase) -> bool:
    """Whether a phrase is 去年 as a whole."""
    point = phrase.first
    whole = point is not None and phrase.last is None and not point.part and point.edge is Edge.WHOLE
    return whole and point is not None and point.base is Base.SPEAKING_YEAR and point.shift == -1


_PARTED = re.compile("[,，。;；]")


def _only_within(view: SentenceView, phrase: TimePhrase, earlier: TimePhrase) -> bool:
    """Whether 期内 only repeats that of the year named before it in its clause."""
    within = phrase.first is not None and phrase.first.base is Base.REPORT and phrase.first.shift == 0
    named = earlier.kind is TimeKind.ABSOLUTE and earlier.bound != "as_of"
    return within and named and _PARTED.search(view.text, earlier.end, phrase.start) is None


_ASIDE_OPENS = re.compile(rf"[(（]{one_of(_WORDS.aside_opens)}?$")
_ASIDE_CLOSES = re.compile(rf"{one_of(_WORDS.aside_closes)}?[)）]")


def _number_before(view: SentenceView, phrase: TimePhrase) -> int:
    """The end of the number behind which a time phrase stands alone in brackets; -1 where there is none."""
    if _ASIDE_CLOSES.match(view.text, phrase.end, view.end) is None:
        return -1
    opening = _ASIDE_OPENS.search(view.text, max(view.start, phrase.start - 4), phrase.start)
    ends = opening is not None and any(q.end == opening.start() for q in view.quantities)
    return opening.start() if opening is not None and ends else -1


def _glosses(view: SentenceView, phrase: TimePhrase, earlier: Dated) -> bool:
    """Whether a date in brackets only says when a fiscal year ends (`2019财年(截至2020年3月底)`)."""
    known = earlier.meaning.period
    between = view.text[earlier.phrase.end : phrase.start]
    return known is not None and known.fiscal and between == "("


_STILL_BEFORE = re.compile(rf"[^,，。;；\d]{{0,16}}{one_of(_WORDS.still_before)}[,，]")
"""Behind a time phrase: what follows held up to then (`在2019年发行首只债之前,…`)."""


def _looks_back(phrase: TimePhrase) -> bool:
    """Whether a phrase is the year before's (上年同期) of the stretch spoken of, which stays so."""
    point = phrase.first
    return phrase.kind is TimeKind.ANAPHORIC and point is not None and (point.same or point.shift < 0)


_SPEECH = re.compile(rf"[^,，。;；\d]{{0,16}}?{one_of(_WORDS.speech)}")
"""Behind a day that only dates an announcement or somebody's words."""


def _dates_speech(view: SentenceView, phrase: TimePhrase, meaning: Resolution) -> bool:
    """Whether a day only dates an announcement or somebody's words."""
    period = meaning.period
    short = (period is not None and period.days <= 15) or (phrase.kind is TimeKind.PARTIAL and period is None)
    if not short or phrase.bound != "none":
        return False
    return _SPEECH.match(view.text, phrase.end, min(view.end, phrase.end + 24)) is not None


def _meaning(
    phrase: TimePhrase, frame: Frame, as_of: date | None, *, ahead: bool, planned: bool, whole: bool
) -> Resolution:
    """What a phrase means; `三个月前` counts from the day that the sentence stands at.

    What is to come is told of `ahead` in the sentence before it, or `planned` in its own clause; `whole`
    tells whether it is 全年.
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
    if (
        frame.today is not None
        and phrase.kind is TimeKind.PARTIAL
        and phrase.last is None
        and point is not None
        and point.part == f"{frame.today:%m-%d}"
    ):
        return Resolution(day(frame.today), frame.today, frame.today)
    anchor = frame.latest if whole else _anchor(phrase, frame)
    partial = phrase.kind is TimeKind.PARTIAL
    meaning = bounds(
        phrase,
        year_hint=_year_of_day(phrase, frame) if partial else frame.speaking_year,
        published=(frame.published or frame.today) if partial and anchor is None else frame.published,
        previous=anchor,
        report_period=frame.report,
    )
    if (
        phrase.kind is TimeKind.PARTIAL
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
    if phrase.kind is TimeKind.PARTIAL and meaning.period is None and frame.report is not None:
        reported = bounds(phrase, previous=frame.report)
        if reported.period == frame.report:
            return reported  # 第一季度 in a report on the first quarter
    if (
        phrase.kind is TimeKind.PARTIAL
        and meaning.period is not None
        and frame.published is not None
        and meaning.period.kind in (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS)
        and meaning.period.last > frame.published
        and not ahead
    ):
        period = meaning.period.shift_years(-1)  # 上半年 on a page of January is the year before's
        while period.last > frame.published:
            period = period.shift_years(-1)  # behind 2027年的目标
        return Resolution(period, period.first, period.last)
    if (
        phrase.kind is TimeKind.PARTIAL
        and meaning.period is not None
        and frame.published is not None
        and meaning.period.kind in (PeriodKind.MONTH, PeriodKind.DAY)
        and meaning.period.first > frame.published + _SOON
        and not ahead
        and phrase.bound in ("none", "as_of")
    ):
        period = meaning.period.shift_years(-1)  # 截至9月30日 on a page of January
        while period.first > frame.published:
            period = period.shift_years(-1)
        return Resolution(period, period.first, period.last, as_of=meaning.as_of and period.last)
    late = (
        phrase.kind is TimeKind.RELATIVE
        and meaning.period is not None
        and frame.published is not None
        and meaning.period.first > frame.published
        and point is not None
        and point.shift == 0
    )
    if late and meaning.period is not None:  # a page of January that still speaks of the year before
        period = meaning.period.shift_years(-1)
        return Resolution(period, period.first, period.last, as_of=meaning.as_of and period.last)
    return meaning


_HALVES = frozenset({"H1", "Q1", "Q2", "Q3", "9M"})
"""Parts of a year that are told of before it is over."""


def _anchor(phrase: TimePhrase, frame: Frame) -> CalendarPeriod | None:
    """The period that a part without its year belongs to: that spoken of, unless it counts from the page.

    A day behind a row of years is none of theirs. What stands at the close of a month (`截至3月底`, `3月底`)
    does so at the latest that is past, unless it closes what was spoken of.
    """
    known, point = frame.spoken_of, phrase.first
    if known is None or point is None or phrase.kind is not TimeKind.PARTIAL:
        return known
    if known.is_range and known.first.year < known.last.year:
        return None if known.last.year > (frame.speaking_year or known.last.year) else known
    today = frame.published or frame.today
    if frame.last_year and today is not None and point.part in _HALVES:
        this = try_parse(f"{today.year:04d}-{point.part}")
        return None if this is not None and this.last < today else known  # 去年占8%,上半年占15%
    closes = point.edge is Edge.END and point.part.isdigit() and phrase.last is None
    if today is None or not closes or known.last.year >= today.year or known.last.month == int(point.part):
        return known
    return None


def _year_of_day(phrase: TimePhrase, frame: Frame) -> int | None:
    """The year of a day that stands without one, where the document has given it."""
    point = phrase.first
    return frame.days.get(point.part) if point is not None and phrase.last is None else None


def resolve_periods(
    view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated], frame: Frame
) -> None:
    """Set the period of every draft that a series has not dated already."""
    sentence_last: CalendarPeriod | None = None
    before = {d.meaning.iso for d in dated if is_then(d.phrase)}
    for index, draft in enumerate(drafts):
        if draft.period is None:
            _date(view, draft, drafts[:index], dated, frame)
        told = draft.measure not in (
            Measure.DATE,
            Measure.CAGR,
        )  # 两年平均增长 looks back from the year told of
        if draft.period is not None and told and not draft.compared and draft.period not in before:
            sentence_last = _parse_or(draft.period, sentence_last)
    date_bases(view, drafts)
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
    ]
    if any(d.undated for d in dated) and not leading:
        frame.carried = None
    elif leading:
        frame.carried = leading[-1].meaning.period
    elif drafts and sentence_last is not None:
        frame.carried = sentence_last


_WITHIN = reading_words().prices.span_ends
"""Behind a length: it is a span of time, which says itself when something happened."""


_TRADE_PRICE = re.compile(rf"{one_of(reading_words().holders.trade_verbs)}均?价格?[为是约]*$")


def _is_traded_on(view: SentenceView, draft: Draft, day: CalendarPeriod | None) -> bool:
    """Whether a price is what shares were bought or sold at on the day told of (`…。最高购买价为4元`)."""
    priced = draft.metric == "share_price" and day is not None and day.days == 1
    return priced and _TRADE_PRICE.search(view.text, draft.own_start, draft.start) is not None


def _parse_or(iso: str, default: CalendarPeriod | None) -> CalendarPeriod | None:
    return try_parse(iso) or default


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
        if not d.base_of_comparison and not d.speech and d.behind < 0 and d.phrase.start < draft.start
    ]
    if draft.base_at >= 0:
        base = next((d for d in usable if d.phrase.start == draft.base_at), None)
        draft.versus = base.meaning.iso if base else None
        usable = [d for d in usable if d is not base]
    own = [d for d in usable if d.phrase.start >= draft.own_start]
    previous = earlier[-1] if earlier else None
    if own:
        start = own[-1].phrase.start
        draft.compared = own[-1].at_number and _THAN.close(view.text, max(view.start, start - 6), start)
        _take(draft, own[-1], nature, "clause", frame.report)
        if nature == "flow" and is_then(own[-1].phrase):
            date_then(draft, earlier)
        looks_back = own[-1].phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE)
        same = own[-1].phrase.first is not None and own[-1].phrase.first.same
        if (looks_back or not grown_since(draft, earlier)) and precedes(
            view, draft, earlier, any_account=same
        ):
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
        if kept is not None and kept.period is not None:
            draft.period = kept.period
            return
    moved = end_of_movement(view, draft, previous, usable) if nature == "flow" else None
    if moved is not None:
        draft.period = moved
        return
    if usable and any(d.compared and d.own_start <= usable[-1].phrase.start < d.start for d in earlier):
        kept = next((d for d in reversed(earlier) if not d.compared and d.period is not None), None)
        if kept is not None:
            draft.period = kept.period
            return
    frames = [d for d in usable if not d.at_number or (previous is None or d.phrase.start > previous.start)]
    if nature == "flow" and draft.metric not in (None, "other"):
        frames = [d for d in frames if not closes(d.phrase)]  # 去年底有762家,…;收入3亿元
    if frames:
        if _cumulative(view, draft):
            spans = [d.meaning.period for d in usable if d.meaning.period is not None]
            if len(spans) > 1 and not any(span.is_instant for span in spans):
                draft.period = between(min(spans), max(spans, key=lambda p: p.last)).iso
                return
        _take(draft, frames[-1], nature, "sentence", frame.report)
        return
    if view.cues(view.start, draft.start, "undated"):
        return
    if any(d.kind == "duration" and view.text.startswith(_WITHIN, d.quantity.end) for d in earlier):
        return  # 近30日内 ends when the text was written
    goes_on = view.text[max(0, view.start - 1) : view.start] in (";", "；") or (
        view.text.startswith("其中", view.start) and draft.carried and draft.kind == "physical"
    )
    takes = (
        nature == "flow"
        or goes_on
        or (nature == "stock" and frame.carried is not None and frame.carried.is_instant)
        or _is_traded_on(view, draft, frame.carried)
    )
    reports = frame.report is not None and frame.speaking_year in (
        None,
        frame.report.year,
        frame.report.year + 1,
    )
    of_report = _of_report(draft, nature) or (frame.is_report and _flows(draft, nature))
    if frame.carried is None and frame.report is not None and reports and of_report:
        draft.period = frame.report.iso
        draft.why("period", view.start, view.start, "document")
        return
    planned = (
        frame.carried is not None
        and frame.published is not None
        and frame.carried.first > frame.published
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


def _flows(draft: Draft, nature: str) -> bool:
    """Whether a number is what came in or went out over a stretch."""
    told = draft.basis not in (Basis.TARGET, Basis.FORECAST) and draft.kind in ("money", "percent")
    return told and nature == "flow" and draft.metric not in ("other", None)


def _of_report(draft: Draft, nature: str) -> bool:
    """Whether a number is of the period that the text reports on: a change against a year ago, a share."""
    if draft.measure is Measure.SHARE:  # 占总营业额约97.2%
        return nature == "flow" and draft.metric != "other" and draft.basis is Basis.REPORTED
    return draft.measure in (Measure.GROWTH, Measure.CHANGE) and draft.versus == "year_ago"


def _take(draft: Draft, source: Dated, nature: str, how: str, report: CalendarPeriod | None) -> None:
    meaning = source.meaning
    draft.why("period", source.phrase.start, source.phrase.end, how)
    point = source.phrase.first
    if source.phrase.kind is TimeKind.RELATIVE and point is not None and point.shift > 0:
        draft.basis = Basis.FORECAST  # what is said of next year is no result
    closes = point is not None and point.base is Base.REPORT and point.shift == 1
    ends = report is not None and meaning.as_of == report.last and draft.metric != "other"
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
