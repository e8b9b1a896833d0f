"""What is told of the year before only to be compared, and what that tells of the figure before it.

In: a sentence's view, its drafts and its dated phrases. Out: which phrases look back without the text going
on to speak of that time (`…51亿元;上年为48亿元`), and the period of a figure that says none but has the same
of the year before right behind it (`85.1%,去年上半年是83.6%`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.calendar import CLOSING_DAYS, PeriodKind, of_days, try_parse
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base, Bound

if TYPE_CHECKING:
    from claims.datedphrases import Dated
    from claims.draft import Draft
    from claims.frames import Frame
    from claims.sentence import SentenceView

_PARTS = frozenset({PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS, PeriodKind.MONTH})
"""Parts of a year that are set against the same of the year before."""
_YEARS = frozenset({Base.SPEAKING_YEAR, Base.ANAPHORIC_YEAR})
_POINTED_TO = re.compile(rf"的?,?{one_of(reading_words().asserting.pointed_to)}")
_SET_AGAINST = re.compile(rf"[,，]?{one_of(reading_words().metrics.than)}")
_OPEN, _CLOSE = "(（", ")）"
_TO_CLOSE = frozenset(reading_words().metrics.to_close)
"""What comes in over a year, and is told as of the day up to which it did."""


def up_to_close(draft: Draft, source: Dated) -> str | None:
    """The part of the year up to a quarter's close that a company's accounts are told as of, or None.

    `截至2021年三季度末营收12亿元` came in over nine months.
    """
    period = source.meaning.period
    as_of = source.phrase.bound is Bound.AS_OF and not source.phrase.length
    if draft.metric not in _TO_CLOSE or draft.kind not in ("money", "percent") or period is None or not as_of:
        return None
    if not period.is_instant or not period.iso.endswith(CLOSING_DAYS):
        return None
    return of_days(date(period.last.year, 1, 1), period.last).iso


def _looks_back(phrase: TimePhrase) -> bool:
    """Whether a phrase is a time of the year before the one spoken of or from, or of the one before that."""
    point = phrase.first
    known = phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE) and phrase.last is None
    return known and point is not None and point.base in _YEARS and point.shift in (-1, _YEAR_BEFORE_LAST)


_YEAR_BEFORE_LAST = -2


def only_compared(
    view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated], frame: Frame
) -> frozenset[int]:
    """Where the phrases start behind which the text goes on with the later time that it spoke of before.

    `frame` is what the paragraph has said of time so far.
    """
    goes_on, carried = view.behind_semicolon, frame.carried
    found: set[int] = set()
    for source in dated:
        period = source.meaning.period
        again = _tells_again(view, source, drafts, dated) or _of_years_before(source, drafts, frame)
        if period is None or not (again or _looks_back(source.phrase)):
            continue
        before = [d for d in drafts if d.end <= source.phrase.start and not d.compared]
        told = [known for d in before if d.period and (known := try_parse(d.period)) is not None]
        opens = again or goes_on or source.phrase.kind is TimeKind.ANAPHORIC
        if not before and carried is not None and opens:
            told = [carried]
        if again:
            told = [known for known in told if known.kind is period.kind]
        if any(known.last > period.last for known in told):
            found.add(source.phrase.start)
    return frozenset(found)


def _tells_again(view: SentenceView, source: Dated, drafts: Sequence[Draft], dated: Sequence[Dated]) -> bool:
    """Whether a year by its number is only that of the same figures again (`…35亿元,2024年是31亿元`).

    No metric of their own is named behind it: that of the figures before goes on, or they are pointed to.
    """
    phrase = source.phrase
    if phrase.kind is not TimeKind.ABSOLUTE or phrase.last is not None or source.base_of_comparison:
        return False
    ends = min((d.phrase.start for d in dated if d.phrase.start >= phrase.end), default=view.end)
    behind = [d for d in drafts if phrase.end <= d.start < ends]
    if not behind:
        return False
    if _POINTED_TO.match(view.text, phrase.end, behind[0].start) is not None:
        return True
    if _of_one_account(view, behind, [d for d in drafts if d.end <= phrase.start]):
        return True
    if view.metrics(phrase.end, behind[-1].start) or behind[0].metric in (None, "other"):
        return False
    return behind[0].carried or (behind[0].head is not None and behind[0].head[0] < phrase.start)


def _of_one_account(view: SentenceView, behind: Sequence[Draft], before: Sequence[Draft]) -> bool:
    """Whether one figure behind a year is a profit where that before is a loss, or a loss where it is one."""
    told = before[-1] if before else None
    if len(behind) != 1 or told is None or told.measure is not Measure.LEVEL or told.metric is None:
        return False
    one, other = (view.lexicon.metrics.get(d.metric or "") for d in (behind[0], told))
    if one is None or other is None or behind[0].measure is not Measure.LEVEL:
        return False
    return one.opposite == told.metric or other.opposite == behind[0].metric


def _of_years_before(source: Dated, drafts: Sequence[Draft], frame: Frame) -> bool:
    """Whether all behind a year is what a figure told of a later one was then (`2023年收入为…`)."""
    phrase, period = source.phrase, source.meaning.period
    whole = phrase.kind is TimeKind.ABSOLUTE and phrase.last is None and not source.base_of_comparison
    if not whole or period is None or period.kind is not PeriodKind.YEAR:
        return False
    behind = [d for d in drafts if d.start >= phrase.end]
    metrics = {d.metric for d in behind}
    of_it = [d for d in behind if d.period == period.iso]
    if not of_it or len(metrics) != 1 or any(d.measure is not Measure.LEVEL for d in behind):
        return False
    first = frame.levels.get(behind[0].metric or "")
    return first is not None and first.kind is period.kind and first.last > period.last


def date_by_growth(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give a level without a time the time of its growth right behind it (`接诊量52万人次,同比增长10%`)."""
    for draft, following in pairwise(drafts):
        spec = view.lexicon.metrics.get(draft.metric or "")
        level = draft.period is None and draft.measure is Measure.LEVEL and draft.kind != "percent"
        if not level or spec is None or spec.nature != "flow" or following.period is None:
            continue
        if any(reason.field == "period" and reason.how == "document" for reason in following.evidence):
            continue  # of the report, for want of a better time
        if any(draft.end <= phrase.start < following.start for phrase in view.phrases):
            continue
        grown = following.measure is Measure.GROWTH and following.versus == "year_ago"
        named = following.head is not None and following.head[0] >= draft.end
        if grown and not named and following.metric == draft.metric and not following.compared:
            draft.period = following.period
            draft.why("period", following.start, following.end, "sentence")


def date_by_year_before(view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated]) -> None:
    """Give a level without a time the one whose like of the year before stands right behind it.

    Of what only stands at a date a whole year says nothing.
    """
    for draft, following in pairwise(drafts):
        if draft.period is not None or draft.measure is not Measure.LEVEL or draft.unit != following.unit:
            continue
        if any(source.phrase.start < draft.start for source in dated):
            continue
        between = [d for d in dated if draft.end <= d.phrase.start < following.start]
        period = between[0].meaning.period if len(between) == 1 else None
        spec = view.lexicon.metrics.get(draft.metric or "")
        kinds = _PARTS | {PeriodKind.YEAR} if spec is not None and spec.nature == "flow" else _PARTS
        if period is not None and period.kind in kinds and _looks_back(between[0].phrase):
            draft.period = period.shift_years(1).iso
            draft.why("period", between[0].phrase.start, between[0].phrase.end, "sentence")


def date_by_base(view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated]) -> None:
    """Give a rate without a time the year behind the one that it is set against (`7.1%,较上年的6.0%提高`)."""
    for draft, following in pairwise(drafts):
        rate = draft.period is None and draft.kind == "percent" and following.kind in ("percent", "points")
        if not rate or draft.measure is not Measure.LEVEL or draft.metric in (None, "other"):
            continue
        if any(source.phrase.start < draft.start for source in dated):
            continue
        base = [d for d in dated if draft.end <= d.phrase.start < following.start]
        period = base[0].meaning.period if len(base) == 1 else None
        if period is None or period.kind is not PeriodKind.YEAR or not _looks_back(base[0].phrase):
            continue
        if _SET_AGAINST.fullmatch(view.text, draft.end, base[0].phrase.start):
            draft.period = period.shift_years(1).iso
            draft.why("period", base[0].phrase.start, base[0].phrase.end, "sentence")


def is_bracketed(view: SentenceView, source: Dated, before: int) -> bool:
    """Whether a phrase dates a number that stands with it in brackets which close `before` an offset."""
    start, end = source.phrase.start, source.phrase.end
    opened = max(view.text.rfind(mark, view.start, start) for mark in _OPEN)
    closed = min((at for mark in _CLOSE if (at := view.text.find(mark, end, before)) >= 0), default=-1)
    if opened < 0 or closed < 0 or any(mark in view.text[opened:start] for mark in _CLOSE):
        return False
    return any(end <= quantity.start < closed for quantity in view.quantities)
