"""Changes told without a verb of change: `比上一年多出15亿元`, `与5月相比,…低0.03元`, `半年减了456人`.

In: a draft with its metric, the drafts before it in its sentence, and the view. Out: the draft as a change,
or as a growth where it is a percentage, with the metric of what it is set against where nothing names one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.growth import base_of_change
from claims.heads import take_metric
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
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
    if level is None or level.unit != base.unit or level.measure is not Measure.LEVEL:
        return
    if _BY_HOW_MUCH.fullmatch(view.text[base.end : draft.quantity.start]):
        take_metric(draft, level)
        draft.same_slice, draft.dimensions = level, dict(level.dimensions)


def set_against(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """`比上一年多出15亿元` is a change, `较现价高两成` a growth, whatever it is set against."""
    if draft.measure is not Measure.LEVEL or draft.kind not in _MEASURED_AGAINST:
        return
    start = view.clauses[draft.clause][0]
    opened = draft.clause > 0 and _WORDS.sets_against.match(view.text, view.start, start) is not None
    for pattern, direction in (*_AGAINST, *(_AGAINST_BEFORE if opened else ())):
        if pattern.search(view.text, start, draft.quantity.start):
            draft.measure = Measure.GROWTH if draft.kind == "percent" else Measure.CHANGE
            draft.direction, draft.versus = direction, base_of_change(view, draft)
            if draft.kind == "percent" and draft.metric in (None, "other"):
                _name_compared(view, draft, before)
            elif draft.metric in (None, "other"):
                level = next((d for d in reversed(before) if d.kind != "duration"), None)
                if level is not None and _goes_on_moving(view, draft, level):
                    take_metric(draft, level)  # 员工2.1万人,半年减了456人
            return
