"""Changes told without a verb of change: `比上一年多出15亿元`, `与5月相比,…低0.03元`, `半年减了456人`.

In: a draft with its metric, the drafts before it in its sentence, and the view. Out: the draft as a change,
or as a growth where it is a percentage, with the metric of what it is set against where nothing names one.
A growth over a level that is named right before it is measured from that level's period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claims.calendar import try_parse
from claims.draft import Draft
from claims.growth import base_of_change
from claims.heads import take_metric
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_TIMES = reading_words().periods
_AGAINST = ((_WORDS.more_than_base, 1), (_WORDS.less_than_base, -1))
_AGAINST_BEFORE = ((_WORDS.more, 1), (_WORDS.less, -1))
_MEASURED_AGAINST = frozenset({"money", "count", "points", "percent", "share", "physical"})


_BY_HOW_MUCH = re.compile(rf"(?:{_WORDS.more.pattern}|{_WORDS.less.pattern})")


def _goes_on_moving(view: SentenceView, draft: Draft, level: Draft) -> bool:
    """Whether a count that came or went is of the level right before it, by its counting word."""
    near = draft.start - level.end <= _NEAR and not view.metrics(level.end, draft.start)
    alike = draft.unit == level.unit and draft.quantity.classifier == level.quantity.classifier != ""
    return (
        near and alike and level.measure is Measure.LEVEL and not view.names_between(level.end, draft.start)
    )


_NEAR = 8
"""Code points between a level and what came or went."""


def _name_compared(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """How far a level is from what it is set against is of the first (`0.73元,比上年的0.79元低7%`)."""
    level, base = before[-2:] if len(before) > 1 else (None, before[-1] if before else None)
    if base is None:
        return
    if draft.versus is not None and _BY_HOW_MUCH.fullmatch(
        view.text[base.end : draft.quantity.qualifier_start]
    ):
        take_metric(draft, base)  # 利润比上年同期的4.93亿元少了近七成
        return
    if base.measure is Measure.LEVEL and base.kind != "percent" and _only_against(view, base, draft):
        take_metric(draft, base)  # 收入742亿元,比2022年少了近四成
        return
    if level is None or level.unit != base.unit or level.measure is not Measure.LEVEL:
        return
    if _BY_HOW_MUCH.fullmatch(view.text[base.end : draft.quantity.start]):
        take_metric(draft, level)
        draft.same_slice, draft.dimensions = level, dict(level.dimensions)


def _only_against(view: SentenceView, level: Draft, draft: Draft) -> bool:
    """Whether nothing but the time that it is set against stands between a level and how much they differ."""
    words = view.without_phrases(level.end, draft.quantity.qualifier_start)
    return _AGAINST_TIME.fullmatch(words) is not None


_AGAINST_TIME = re.compile(
    rf"[,，]?(?:已|已经|则|却|就|还|也)?(?:{one_of(_WORDS.than)})(?:的|同期|全年)*(?:相比)?(?:也|还|要|更|足足|整整|又)*"
    rf"(?:{_WORDS.more.pattern[:-1]}|{_WORDS.less.pattern[:-1]})"
)


def _set_beside(view: SentenceView, draft: Draft, level: Draft) -> str | None:
    """Beside what points say how far the level before them is off, or None (`54%,比整体高9个百分点`).

    What a time or a figure of it stands before is a move since then.
    """
    start = view.clauses[draft.clause][0]
    timed = any(start <= p.start < draft.start for p in view.phrases)
    rate = level.kind == "percent" and level.measure is Measure.LEVEL and level.metric not in (None, "other")
    if timed or not rate or base_of_change(view, draft) is not None:
        return None
    found = _BESIDE.fullmatch(view.text, start, draft.quantity.qualifier_start)
    return found["base"] if found is not None else None


_BESIDE = re.compile(
    rf"[,，\s]*(?P<base>(?:{one_of(_WORDS.than)}|低于|高于|优于)[^,，。;；:：\d]{{2,12}}?)"
    rf"(?:要|还|更)?(?:(?<!最)(?:多|高|少|低)(?:出|了|出了)?)?(?:约|近|超|将近)?"
)
"""What a rate is set beside, before how many points lie between."""


def set_against(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """`比上一年多出15亿元` is a change, `较现价高两成` a growth, whatever it is set against."""
    beside = _set_beside(view, draft, before[-1]) if draft.kind == "points" and before else None
    if beside is not None:
        take_metric(draft, before[-1])
        draft.measure, draft.versus, draft.same_slice = Measure.CHANGE, None, before[-1]
        draft.dimensions = {**before[-1].dimensions, "comparability": beside}
        return
    if draft.measure is not Measure.LEVEL or draft.kind not in _MEASURED_AGAINST:
        return
    start = view.clauses[draft.clause][0]
    opened = draft.clause > 0 and _WORDS.sets_against.match(view.text, view.start, start) is not None
    for pattern, direction in (*_AGAINST, *(_AGAINST_BEFORE if opened else ())):
        if pattern.search(view.text, start, draft.quantity.start):
            draft.measure = Measure.GROWTH if draft.kind == "percent" else Measure.CHANGE
            draft.direction, draft.versus = direction, base_of_change(view, draft)
            verb = _GROWN_BY_VERB.search(view.text, draft.own_start, draft.quantity.qualifier_start)
            if draft.kind == "percent" and draft.metric in (None, "other") and verb is not None:
                draft.metric, draft.label = _WORDS.grown_by_verb[verb["verb"]], None  # 中期少赚15.5%
                draft.versus = draft.versus or "year_ago"
            elif draft.kind == "percent" and draft.metric in (None, "other"):
                _name_compared(view, draft, before)
            elif draft.metric in (None, "other"):
                level = next((d for d in reversed(before) if d.kind != "duration"), None)
                if level is not None and _goes_on_moving(view, draft, level):
                    take_metric(draft, level)  # 员工2.1万人,半年减了456人
            return


_GROWN_BY_VERB = re.compile(rf"(?P<verb>{one_of(_WORDS.grown_by_verb)})了?(?:约|近|逾|超)?$")
"""Before a rate: a verb that says what grew, as well."""


def _since_opening(view: SentenceView, level: Draft, draft: Draft) -> bool:
    """Whether a growth stands right behind the level at the opening (`期末22亿元，年初为20亿元，增长12%`)."""
    opened = _OPENED.search(view.text, level.own_start, level.start)
    words = view.text[level.end : draft.start]
    return (
        draft.measure is Measure.GROWTH
        and opened is not None
        and len(words) <= _NEAR
        and _YEAR_ON_YEAR not in words
    )


_YEAR_ON_YEAR = "同比"
_OPENED = re.compile(rf"(?:{one_of(_TIMES.openings)})(?:余额)?(?:为|是|约|仅|只有)*$")
"""Before a level at the opening of the stretch told of."""
_BEYOND = re.compile(rf"[,，]?(?:{one_of(_TIMES.beyond)}|的|(?<=比|来)[,，])*$")
"""Between a level that another is set against and how much they differ (`比去年全年的4.18亿元多出两成`)."""
_NAMED = re.compile(rf"(?:{one_of(_TIMES.beyond_than)})[^,，。;；]*$")


def set_named_bases(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """What a growth or change right behind the level that it is set against is measured from: its period."""
    for level, draft in pairwise(drafts):
        if draft.versus not in (None, "year_ago") or draft.kind == "duration":
            continue
        if level.measure is Measure.CHANGE and try_parse(level.versus or "") is not None:
            again = draft.measure is Measure.GROWTH
            again = again and (draft.metric, draft.period) == (level.metric, level.period)
            if again and _BEYOND.fullmatch(view.text, level.end, draft.start):
                draft.versus = level.versus  # 比2021年的9.1亿元多3.1亿元,增幅34.1%
            continue
        if level.measure is not Measure.LEVEL:
            continue
        grown = draft.measure is Measure.GROWTH and draft.kind == "percent"
        if not grown and not (draft.measure is Measure.CHANGE and draft.unit == level.unit):
            continue
        told, base = try_parse(draft.period or ""), try_parse(level.period or "")
        if draft.metric not in (level.metric, "other") or told is None or base is None:
            continue
        if _since_opening(view, level, draft):
            draft.versus = "period_start"
            continue
        if base.last >= told.last or _BEYOND.fullmatch(view.text, level.end, draft.start) is None:
            continue
        if _NAMED.search(view.text, level.own_start, level.start) is None:
            continue
        if draft.metric != level.metric:
            take_metric(draft, level)
        if base != told.shift_years(-1):
            draft.versus = base.iso
