"""Between two periods: a movement's ends, the year that a growth is measured against, a compound rate's span.

In: a draft, the drafts before it in its sentence, and the dated phrases that it may use. Out: the period that
follows from them, or whether a level is only what another is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.calendar import PeriodKind, between, try_parse
from claims.frames import Move
from claims.lexicons import one_of
from claims.model import Basis, Measure
from claims.readingwords import reading_words
from claims.timegrammar import number
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base, Edge

if TYPE_CHECKING:
    from claims.datedphrases import Dated
    from claims.draft import Draft
    from claims.frames import Frame
    from claims.sentence import SentenceView

_WORDS = reading_words().periods
_FROM_NUMBER = re.compile(rf"(?:从|由){one_of(_WORDS.from_about)}*$")
_FROM_NEAR = re.compile(r"(?:从|由)[^,，]{0,4}$")
_FROM_FAR = re.compile(r"(?:从|由)[^,，]{0,12}$")
_TO_NEAR = re.compile(r"(?:至|到)[^,，]{0,4}$")
_TO_FAR = re.compile(r"(?:至|到)[^,，]{0,12}$")
"""Before the ends of a movement, with a few words of their own."""
_LED_ON = re.compile(rf"(?:{one_of(_WORDS.years_on)})*{one_of(_WORDS.grown_to)}了?(?:约|近)?")
_AVERAGED = re.compile(r"[两三四五](?=年平均)")


def end_of_movement(
    view: SentenceView, draft: Draft, previous: Draft | None, usable: Sequence[Dated]
) -> str | None:
    """`从8440万元飙升至21.95亿元` over a range: from its first period to its last."""
    ranges = [d.meaning.period for d in usable if d.meaning.period is not None and d.meaning.period.is_range]
    if not ranges:
        return None
    before = view.text[max(view.start, draft.own_start) : draft.start]
    if _FROM_NUMBER.search(before):
        return ranges[-1].ends[0].iso
    if (
        previous is not None
        and _TO_NEAR.search(before)
        and _FROM_NEAR.search(view.text, max(view.start, previous.own_start), previous.start)
    ):
        return ranges[-1].ends[1].iso
    return None


def moved_alike(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], own: Sequence[Dated], frame: Frame
) -> str | None:
    """The end of the movement before at which a number of the next one stands that names no times.

    `甲占比由2024年的30%升至2025年的46%,乙占比同期由61%降至40%`: the second moved from 2024 to 2025, too.
    """
    if not all(d.phrase.first is not None and d.phrase.first.same for d in own):
        return None
    if _opens_move(view, draft):
        before, end = earlier, 0
    elif len(earlier) > 1 and not own and _ends_move(view, earlier[-1], draft):
        before, end = earlier[:-1], 1
    else:
        return None
    told = last_move(view, before)
    if told is None and (view.behind_semicolon or own or end):
        told = frame.moved
    if told is None and not own and len(frame.row) > 1:
        ends = frame.row[0].iso, frame.row[-1].iso
        opened = not end or earlier[-1].period == ends[0]
        return ends[end] if opened else None  # 三年分别为A、B、C,占比由D降至E
    alike = told is not None and (told.metric, told.kind) == (draft.metric, draft.kind)
    if told is None or not alike or (end and earlier[-1].period != told.ends[0]):
        return None
    return told.ends[end]


def last_move(view: SentenceView, drafts: Sequence[Draft]) -> Move | None:
    """The last movement of a sentence whose ends are of two periods, or None."""
    for a, b in reversed(tuple(pairwise(drafts))):
        if a.period is None or b.period is None or a.period == b.period or a.metric is None:
            continue
        if (a.metric, a.kind) == (b.metric, b.kind) and _ends_move(view, a, b):
            return Move(a.metric, a.kind, (a.period, b.period))
    return None


def _opens_move(view: SentenceView, draft: Draft) -> bool:
    return _FROM_NEAR.search(view.text, max(view.start, draft.own_start), draft.start) is not None


def _ends_move(view: SentenceView, start: Draft, draft: Draft) -> bool:
    """Whether a number is where the movement leads to that the one before it opens."""
    opened = _FROM_FAR.search(view.text, max(view.start, start.own_start), start.start)
    return opened is not None and _TO_FAR.search(view.text, start.end, draft.start) is not None


def precedes(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], *, any_account: bool = False
) -> bool:
    """Whether a level stands in a period before that of the same account's level before it (`上年为…`).

    `any_account`: 上年同期 is the year before whatever was told of last.
    """
    same = view.lexicon.one_account
    known = next(
        (
            d
            for d in reversed(earlier)
            if (any_account or same(d.metric, draft.metric)) and d.period and not d.compared
        ),
        None,
    )
    if known is None or known.period is None or draft.period is None:
        return False
    before, own = try_parse(known.period), try_parse(draft.period)
    return before is not None and own is not None and own.last < before.last


def moved_from_then(view: SentenceView, source: Dated, usable: Sequence[Dated], frame: Frame) -> bool:
    """Whether a number is where something told of a later stretch moved from (`由上年同期的2亿元增至`)."""
    if not view.text[max(view.start, source.phrase.start - 1) : source.phrase.start].endswith(_WORDS.from_):
        return False
    opened = [d.meaning.period for d in usable if not d.at_number and d.phrase.start < source.phrase.start]
    told, base = (opened[-1] if opened else frame.carried or frame.report), source.meaning.period
    return told is not None and base is not None and not told.is_range and base.last < told.last


def grown_since(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Whether the metric's growth is told already, so that an earlier year's level opens its own account."""
    last = next((d for d in reversed(earlier) if d.metric == draft.metric and not d.compared), None)
    return draft.measure is not Measure.LEVEL or last is None or last.measure is not Measure.LEVEL


def risen_between(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """A growth behind `从A增至B` runs from A's period to B's."""
    if draft.measure is not Measure.GROWTH or draft.kind != "times":
        return None
    return _moved_between(view, draft, earlier)


def _moved_between(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """The span of the last `从A增至B` of a number's own metric in its sentence."""
    levels = [other for other in earlier if other.metric == draft.metric and other.measure is Measure.LEVEL]
    if len(levels) < 2:
        return None
    start, end = levels[-2:]
    if not start.period or not end.period:
        return None
    if _FROM_FAR.search(view.text, max(view.start, start.own_start), start.start) is None:
        return None
    first, last = try_parse(start.period), try_parse(end.period)
    return between(first, last).iso if first and last and first.first < last.first else None


def years_on(view: SentenceView, draft: Draft, earlier: Sequence[Draft], last: date | None) -> str | None:
    """The year to which years led from the level before (`2014年营收61亿元，十年做到286亿元`), or None.

    `last` is the day of publication, behind which nothing is told of.
    """
    if draft.measure is not Measure.LEVEL or len(earlier) < 2 or earlier[-1].kind != "duration":
        return None
    length, start = earlier[-1].quantity, earlier[-2]
    known = try_parse(start.period or "")
    whole = length.unit == "year" and length.value == int(length.value) and length.value > 1
    alike = (
        start.measure is Measure.LEVEL
        and draft.metric in (start.metric, "other")
        and start.unit == draft.unit
    )
    if not whole or not alike or known is None or known.kind is not PeriodKind.YEAR:
        return None
    if _LED_ON.fullmatch(view.text, length.end, draft.start) is None:
        return None
    led = known.shift_years(int(length.value))
    return led.iso if last is None or led.first <= last else None


def times_of_then(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Date a multiple of what a metric once was by the levels before it (`…，是当年的4.6倍`), if they do.

    It is of the last of them; 当年 is the year of one before, where the last is of that year itself.
    """
    told = [d for d in earlier if d.metric == draft.metric and d.measure is Measure.LEVEL and not d.compared]
    periods = [d.period for d in told if d.period is not None]
    if draft.kind != "times" or len(set(periods)) < 2 or periods[-1] < max(periods):
        return False
    draft.period = periods[-1]
    if draft.versus is None or draft.versus >= periods[-1]:
        draft.versus = next(p for p in reversed(periods) if p != periods[-1])
    return True


def date_compound_rate(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], usable: Sequence[Dated], frame: Frame
) -> None:
    """A compound rate runs over the range spoken of, or from the first level of its metric to the last."""
    if (moved := _moved_between(view, draft, earlier)) is not None:
        draft.period = moved
        return
    if (counted := _over_so_many_years(view, draft, earlier, frame)) is not None:
        draft.period = counted
        return
    for source in reversed(usable):
        if source.meaning.period is not None and source.meaning.period.is_range:
            draft.period = source.meaning.period.iso
            draft.why("period", source.phrase.start, source.phrase.end, "sentence")
            return
    led = next((d for d in reversed(earlier) if d.led_on and d.metric == draft.metric), None)
    if led is not None:
        draft.period = led.led_on
        return
    if draft.period is None:
        for source in reversed(usable):
            if source.meaning.period is not None and not source.at_number:
                draft.period = source.meaning.iso
                draft.why("period", source.phrase.start, source.phrase.end, "sentence")
                break
    if draft.period is None and frame.carried is not None:
        draft.period = frame.carried.iso
        draft.why("period", draft.start, draft.start, "paragraph")
    years = _AVERAGED.search(draft.averaged)
    if years is not None and draft.period is not None:
        last = try_parse(draft.period)
        if last is not None and not last.is_range:
            draft.period = between(last.shift_years(-number(years[0])), last).iso
        return
    levels = [
        d.period for d in earlier if d.metric == draft.metric and d.measure is Measure.LEVEL and d.period
    ]
    first = min((p for p in map(try_parse, levels) if p is not None), default=None)
    start = first or frame.levels.get(draft.metric or "")
    end = try_parse(draft.period) if draft.period else None
    if start is not None and end is not None and not end.is_range and start.last < end.first:
        draft.period = between(start, end).iso
        if draft.basis is Basis.REPORTED and frame.published is not None and end.last > frame.published:
            draft.basis = Basis.FORECAST


_OPENING = "period_start"
_OF_YEARS = re.compile(
    r"(?P<years>[两二三四五六七八九十\d]{1,2})年(?:间|来|里)?的?(?:年均|平均|年化|年)?复合"
)
"""Before a compound rate: over how many years it runs (`三年复合增速约3.5%`)."""


def _over_so_many_years(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], frame: Frame
) -> str | None:
    """The stretch between two levels of its metric as many years apart as a compound rate says, or None."""
    said = list(_OF_YEARS.finditer(view.text, view.start, draft.start))
    if not said or said[-1].start() < draft.own_start:
        return None
    levels = [d.period for d in earlier if d.metric == draft.metric and d.measure is Measure.LEVEL]
    told = {period for period in map(try_parse, filter(None, levels)) if period is not None}
    if (before := frame.levels.get(draft.metric or "")) is not None:
        told.add(before)
    years = number(said[-1]["years"])
    spans = [
        (start, end)
        for start in told
        for end in told
        if start.kind is end.kind is PeriodKind.YEAR and end.year - start.year == years
    ]
    if not spans:
        return None
    start, end = max(spans, key=lambda span: span[1].last)
    if draft.basis is Basis.REPORTED and frame.published is not None and end.last > frame.published:
        draft.basis = Basis.FORECAST
    return between(start, end).iso


_MOVED_FROM = re.compile(r"(?:从|由|自)[^,，。;；\d]{0,10}$")
_FROM_DATE = re.compile(r"(?:从|由|自)[^,，。;；]{0,16}$")
_OVER_YEARS = re.compile(
    rf"[两二三四五六七八九十\d]+年{one_of(_WORDS.over_years)}*(?![^,，。;；\d]*均)[^,，。;；\d]{{0,6}}"
)
"""Over how many years a move is told (`两年累计提升`)."""
_EACH_YEAR = re.compile(f"{one_of(reading_words().lists.last_years)}$")
"""Before so many years: each of them has a move of its own (`后两年增幅分别为…`)."""
_MOVED_TO = re.compile(r"(?:至|到|为|成)[^,，。;；\d]{0,4}$")
_REVISED = re.compile(one_of(_WORDS.revises))
_REPORTED = frozenset({PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.NINE_MONTHS})


def date_bases(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """What a flow moved from is that of the year before, not of the period that it moved to.

    So over the stretches that reports compare with the year before.
    """
    levels = [draft for draft in drafts if draft.measure is Measure.LEVEL]
    shares = [draft for draft in drafts if draft.measure is Measure.SHARE]
    ratios = [draft for draft in drafts if draft.measure is Measure.RATIO]
    for start, end in (*pairwise(levels), *pairwise(shares), *pairwise(ratios)):
        between = view.text[start.end : end.start]
        if (
            start.metric != end.metric
            or start.metric in (None, "other")
            or start.period is None
            or start.period != end.period
            or _MOVED_FROM.search(view.text, max(view.start, start.own_start), start.start) is None
            or _MOVED_TO.search(view.text, start.end, end.start) is None
            or _both_dated(view, start, end)
            or _REVISED.search(between) is not None
            or "。" in between
        ):
            continue
        known = try_parse(end.period or "")
        spec = view.lexicon.metrics.get(start.metric or "")
        yearly = known is not None and known.kind in _REPORTED and spec is not None and spec.nature == "flow"
        if known is not None and yearly:
            start.period = known.shift_years(-1).iso


def _both_dated(view: SentenceView, start: Draft, end: Draft) -> bool:
    """Whether a time phrase stands before each of two numbers."""
    at = [phrase.start for phrase in view.phrases]
    return any(start.own_start <= p < start.start for p in at) and any(start.end <= p < end.start for p in at)


def date_then(draft: Draft, earlier: Sequence[Draft]) -> None:
    """上年同期 behind a balance's day is that of the flow before it, not of the day."""
    kept = next((d for d in reversed(earlier) if d.metric == draft.metric and d.period is not None), None)
    then, known = try_parse(draft.period or ""), try_parse(kept.period or "") if kept is not None else None
    if then is not None and then.is_instant and known is not None and not known.is_instant:
        draft.period = known.shift_years(-1).iso


def set_bases(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """What a move behind `从A到B` is measured against: the period of A, unless words say another.

    `两年提升8.8个百分点` tells the length itself.
    """
    for index, draft in enumerate(drafts):
        if draft.measure not in (Measure.GROWTH, Measure.CHANGE) or draft.versus != "year_ago":
            continue
        told = try_parse(draft.period or "")
        back = drafts[index - 1].end if index else view.start
        said = view.cues(back, draft.start, "growth", "growth_noun")
        if told is None or any(m.cue is not None and m.cue.versus for m in said):
            continue
        years = drafts[index - 1] if index and drafts[index - 1].kind == "duration" else None
        of_each = years is not None and _EACH_YEAR.search(view.text, view.start, years.start) is not None
        if years is not None and not of_each and _OVER_YEARS.fullmatch(view.text, years.start, draft.start):
            base = told.shift_years(-int(years.quantity.value or 0))
        else:
            levels = [d for d in drafts[:index] if d.kind != "duration" and d.metric == draft.metric][-2:]
            if len(levels) < 2 or any(d.measure in (Measure.GROWTH, Measure.CHANGE) for d in levels):
                continue
            start, end = levels
            known = try_parse(start.period or "")
            moved = _FROM_DATE.search(view.text, max(view.start, start.own_start), start.start)
            if moved is None or known is None or end.period != draft.period:
                continue
            base = known
        if base.last < told.first and base != told.shift_years(-1):
            draft.versus = base.iso


def keep_opening(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Moves of balances behind one set against the opening are so, too (`较年初增长3%，存款增长5%`)."""
    opened = False
    for draft in drafts:
        if draft.measure not in (Measure.GROWTH, Measure.CHANGE):
            continue
        said = view.cues(draft.own_start, draft.start, "growth", "growth_noun")
        spec = view.lexicon.metrics.get(draft.metric or "")
        if draft.versus == _OPENING or any(m.cue is not None and m.cue.versus for m in said):
            opened = draft.versus == _OPENING
        elif opened and draft.versus == "year_ago" and spec is not None and spec.nature == "stock":
            draft.versus = _OPENING


_YEAR = "year"
"""The unit of 年底, of which the text around says the year."""


def closes(phrase: TimePhrase) -> bool:
    """Whether a phrase is the day on which a year closes (去年底, 年底), when nothing flows."""
    point = phrase.first
    return (
        phrase.last is None
        and point is not None
        and point.edge is Edge.END
        and not point.part
        and phrase.bound == "none"
        and (
            point.base in (Base.SPEAKING_YEAR, Base.ABSOLUTE, Base.ANAPHORIC_YEAR)
            or (point.base is Base.CONTEXT and point.unit == _YEAR)
        )
    )


def is_then(phrase: TimePhrase) -> bool:
    """Whether a phrase is the same stretch of an earlier year (去年同期): what follows is not of it."""
    point = phrase.first
    return point is not None and point.same and phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE)
