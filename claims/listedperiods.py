"""Lists by their years and quarters: which period each member is of.

In: a list's drafts, its sentence's view and dated phrases, and the paragraph's frame. Out: one period a
member: those of a row or a range of times, the quarters of a year, or those of the list before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from claims.calendar import CalendarPeriod, PeriodKind, parse
from claims.datedphrases import Dated
from claims.draft import Draft
from claims.frames import Frame
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase

_WORDS = reading_words().lists
_ONLY_JOIN = re.compile(rf"\s*(?:、|,|，|/|{trie(_WORDS.and_)})\s*")
_RESPECTIVELY = re.compile(one_of(_WORDS.respectively))
_QUARTERLY = re.compile(one_of(_WORDS.quarterly))
_QUARTERS = 4
_TRACK = re.compile(one_of(_WORDS.track))
"""What a prospectus calls the years and the stretch that it reports on."""
_STRETCHES = frozenset({PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.RANGE})
"""What a prospectus tells of behind its full years."""
_ANSWERS = re.compile(one_of((*_WORDS.respectively, *_WORDS.answering)))
"""Before a list: its members answer to those of the one before (`对应EPS为A、B、C`)."""


def listed_periods(
    view: SentenceView, group: Sequence[Draft], dated: Sequence[Dated]
) -> Sequence[CalendarPeriod] | None:
    """The periods of a list, one a member: the elements of a range, or phrases in a row."""
    count = len(group)
    usable = [
        d
        for d in dated
        if d.phrase.start < group[0].start
        and not d.base_of_comparison
        and not d.speech
        and d.meaning.period is not None
    ]
    if (grown := _years_grown_in(view, group, usable)) is not None:
        return grown
    for index in range(len(usable) - 1, -1, -1):
        period = usable[index].meaning.period
        if period is None:
            continue
        row = _part_of_row(view, group[0], usable, index, count)
        apart = len({d.meaning.iso for d in row}) == count  # 三季报,前三季度… are one stretch
        if (
            len(row) == count
            and apart
            and all(
                _ONLY_JOIN.fullmatch(view.text[a.phrase.end : b.phrase.start])
                for a, b in itertools.pairwise(row)
            )
        ):
            return [d.meaning.period for d in row if d.meaning.period is not None]
        quarters = _quarters(usable[index].phrase, period)
        if quarters is not None:
            return quarters if len(quarters) == count else None
        if period.is_range:
            elements = period.elements()
            if elements is not None and count < len(elements):
                return _some_years(view, group[0], elements, count)
            return elements if elements is not None and len(elements) == count else None
        return None
    return None


def _years_grown_in(
    view: SentenceView, group: Sequence[Draft], usable: Sequence[Dated]
) -> Sequence[CalendarPeriod] | None:
    """The last of the years told one by one, for their growth (`2022年A,2023年B,2024年C,增幅分别为…`).

    As many as the list has members, where it is one shorter than the years, or 后两年 says so.
    """
    years = [d.meaning.period for d in usable if d.meaning.period is not None]
    if len(years) != len({p.iso for p in years}) or any(p.kind is not PeriodKind.YEAR for p in years):
        return None
    told = any(
        a.end <= q.start < b.start
        for a, b in itertools.pairwise(p.phrase for p in usable)
        for q in view.quantities
    )
    start = view.clauses[group[0].clause][0]
    if not told or _RESPECTIVELY.search(view.text, start, group[0].start) is None:
        return None
    last = _LAST_YEARS.search(view.text, start, group[0].start) is not None
    grown = all(d.measure is Measure.GROWTH for d in group) and len(years) == len(group) + 1
    follow = all(b.first.year == a.first.year + 1 for a, b in itertools.pairwise(years))
    return years[-len(group) :] if follow and len(years) > len(group) and (last or grown) else None


def years_before(view: SentenceView, group: Sequence[Draft], frame: Frame) -> Sequence[CalendarPeriod] | None:
    """The full years before that of the page, for a list of as many as its words say (`近三年…分别为`)."""
    today = frame.published or frame.today
    told = _YEARS_BEFORE.search(view.text, view.start, group[0].start)
    if today is None or told is None or _COUNTS.find(told["count"]) % 10 != len(group):
        return None
    if _RESPECTIVELY.search(view.text, told.end(), group[0].start) is None:
        return None
    return [parse(f"{today.year - back:04d}") for back in range(len(group), 0, -1)]


_COUNTS = "零一二三四五六七八九0123456789"
_YEARS_BEFORE = re.compile(
    rf"{one_of(_WORDS.years_before)}(?P<count>[三四五3-5])个?(?:完整)?(?:年度|财年|年)(?!前|来|后|以)"
)
_FIRST_YEARS = re.compile(rf"{one_of(_WORDS.first_years)}[两二三四五2-5]个?年")
_LAST_YEARS = re.compile(rf"{one_of(_WORDS.last_years)}[两二三四五2-5]个?年")


def _part_of_row(
    view: SentenceView, first: Draft, usable: Sequence[Dated], index: int, count: int
) -> Sequence[Dated]:
    """The last phrases of a row, as many as a list has members; its first where 头两年 stands before it."""
    start = index
    while start and _ONLY_JOIN.fullmatch(
        view.text[usable[start - 1].phrase.end : usable[start].phrase.start]
    ):
        start -= 1
    if index - start + 1 > count and _FIRST_YEARS.search(
        view.text, view.clauses[first.clause][0], first.start
    ):
        return usable[start : start + count]
    return usable[index - count + 1 : index + 1] if index + 1 >= count else []


def _some_years(
    view: SentenceView, first: Draft, elements: Sequence[CalendarPeriod], count: int
) -> Sequence[CalendarPeriod] | None:
    """Those of the years of a range that a shorter list says it is of (`后两年增速为A和B`), or None."""
    if _FIRST_YEARS.search(view.text, view.clauses[first.clause][0], first.start):
        return elements[:count]
    return (
        elements[-count:]
        if _LAST_YEARS.search(view.text, view.clauses[first.clause][0], first.start)
        else None
    )


def by_quarter(
    view: SentenceView, group: Sequence[Draft], dated: Sequence[Dated], frame: Frame
) -> Sequence[CalendarPeriod] | None:
    """The quarters of a list that tells a year, or its first ones, by them (`各季度营收分别为…`)."""
    first = group[0]
    start = view.clauses[first.clause][0]
    if first.clause == 1 and not any(q.start < start for q in view.quantities):
        start = view.start  # 第一至第三季度,营收分别为A、B、C
    named = _QUARTERLY.search(view.text, start, first.start)
    if named is None or not _RESPECTIVELY.search(view.text, named.end(), first.start):
        return None
    times = sum(named.end() <= d.phrase.start < first.start for d in dated)
    if times > 1 or len(view.metrics(named.end(), first.start)) > 1:
        return None  # 一至三季度,收入和净利润分别为A、B; 分季度看,一季度、上半年…
    told = [d.meaning.period for d in dated if d.phrase.start < first.start and not d.base_of_comparison]
    known = next((p for p in reversed(told) if p is not None), frame.carried or frame.report)
    if known is None or known.fiscal or len(group) not in (_QUARTERS - 1, _QUARTERS):
        return None
    first_of_year = parse(f"{known.year:04d}-Q1")
    row = [first_of_year]
    while len(row) < len(group) and (following := row[-1].following()) is not None:
        row.append(following)
    return row


def periods_again(
    view: SentenceView, group: Sequence[Draft], dated: Sequence[Dated], frame: Frame, since: int
) -> Sequence[CalendarPeriod] | None:
    """The periods of the list before, for one as long that names none (`…；同期毛利率分别为A、B、C`).

    `since` is where that list ends, if in the same sentence. Behind a semicolon it need not say 分别
    (`…;净利润A、B、C`). A list that is longer by one names the stretch told of behind that list, too
    (`…；截至2025年6月30日止六个月，…。同期毛利率分别为A、B、C及D`).
    """
    first = group[0]
    own = any(
        since <= d.phrase.start < first.start and d.phrase.kind is not TimeKind.ANAPHORIC for d in dated
    )
    row = frame.row
    if frame.behind_row is not None and len(group) == len(row) + 1:
        row = (*row, frame.behind_row)
    again = not own and len(row) == len(group)
    told = view.behind_semicolon or _ANSWERS.search(view.text, first.own_start, first.start) is not None
    if again and told:
        return row
    named = _TRACK.search(view.text, view.start, first.start)
    whole = named is not None and len(frame.track) == len(group) > 1
    told = whole and _RESPECTIVELY.search(view.text, view.start, first.start) is not None
    return tuple(frame.track) if told else None


def note_behind_row(opened: Sequence[CalendarPeriod | None], frame: Frame) -> None:
    """Keep the years of a range or a list, and the stretch told of behind them in the year after the last.

    `opened` are the stretches that a sentence opens with. A longer list may name them all as 同期 or 报告期.
    """
    if len(frame.row) > 1 and all(p.kind is PeriodKind.YEAR for p in frame.row[:-1]):
        frame.track[:] = frame.row
    for period in opened:
        if period is None or period.fiscal:
            continue
        years = period.elements() if period.is_range else None
        if years is not None and len(years) > 1 and years[0].kind is PeriodKind.YEAR:
            frame.track[:] = years
            continue
        if period.kind not in _STRETCHES:
            continue
        if frame.row and period.year == frame.row[-1].year + 1:
            frame.behind_row = period
        if frame.track and period.year == frame.track[-1].year + 1:
            frame.track.append(period)


def _quarters(phrase: TimePhrase, period: CalendarPeriod) -> list[CalendarPeriod] | None:
    """The quarters of `第一季度至第四季度`, which make a year together."""
    first, last = phrase.first, phrase.last
    if first is None or last is None or not (first.part.startswith("Q") and last.part.startswith("Q")):
        return None
    quarters = [parse(f"{period.first.year:04d}-{first.part}")]
    while quarters[-1].last < period.last and (following := quarters[-1].following()) is not None:
        quarters.append(following)
    return quarters
