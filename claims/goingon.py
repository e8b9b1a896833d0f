"""Levels of another time that go on with a metric told of before: `毛利率为32%，高于同业；一季度是33%`.

In: the drafts of a sentence with what the sentence itself says of them, and the levels of the paragraph so
far. Out: the drafts before which only a time stands, with the metric of the last level of their unit, where
nothing but that level and how it moved was told of since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft, back_from
from claims.heads import take_metric, without_time
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speakers import views_held

_WORDS = reading_words().metrics
_STOPS = re.compile(r"[\s,，;；:：]+")
_JOINS = frozenset("、,，和与及")
_BETWEEN_TIMES = re.compile("[、和与及](?=$|[、和与及]|分别)")
_FIGURE = re.compile(rf"{one_of(_WORDS.figure_words)}(?:[是为]|约为|则是)$")
_GOAL = re.compile(
    rf"{one_of(_WORDS.goal_words)}(?:[是为定在:：]|定为|设为|设在)*(?:全年|今年|年内|明年|来年|\s)*$"
)
_MOVES = (Measure.GROWTH, Measure.CHANGE, Measure.CAGR)


def go_on_in_time(
    view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft], before: Draft | None
) -> None:
    """Name the levels of a sentence that only a time stands before.

    `told` are the levels of the paragraph before the sentence, `before` is its last draft. The rest of a row
    goes with its first number, and so does how each of them moved.
    """
    named: Draft | None = None
    for index, draft in enumerate(drafts):
        if (
            named is not None
            and draft.metric in (None, "other")
            and _with(view, draft, named, drafts[index - 1])
        ):
            take_metric(draft, named)
            continue
        if draft.metric not in (None, "other") or draft.measure is not Measure.LEVEL:
            continue
        if not _only_time(view, draft):
            continue
        last = drafts[index - 1] if index else before
        levels = (d for d in back_from(drafts, index, told) if d.measure is Measure.LEVEL)
        level = next((d for d in levels if _alike(d, draft)), None)
        if level is None or last is None or level.metric in (None, "other"):
            continue
        moved = last.measure in _MOVES and last.metric == level.metric
        if last is level or moved:
            take_metric(draft, level)
            named = draft
            if (item := level.dimensions.get("item")) is not None:
                draft.dimensions.setdefault("item", item)


def _with(view: SentenceView, draft: Draft, named: Draft, last: Draft) -> bool:
    """Whether a number is the next of a row that another opens, or says how one of the row moved."""
    if last.metric != named.metric or view.metrics(draft.own_start, draft.start):
        return False
    if draft.measure is Measure.LEVEL:
        return _alike(draft, named) and view.text[last.end : draft.start].strip() in _JOINS
    return draft.measure in _MOVES and not view.names_between(draft.own_start, draft.start)


def tell_the_figure(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Name the levels that only a word for a figure stands before (`给我们的数字是11.3%`).

    They are of what the last level of their unit was of; `told` are the levels of the paragraph so far.
    """
    for index, draft in enumerate(drafts):
        if draft.metric not in (None, "other") or draft.measure is not Measure.LEVEL:
            continue
        if _FIGURE.search(view.text, draft.own_start, draft.start) is None:
            continue
        level = next((d for d in back_from(drafts, index, told) if _alike(d, draft)), None)
        if level is not None and level.metric not in (None, "other") and level.measure is Measure.LEVEL:
            take_metric(draft, level)


def take_aim(view: SentenceView, drafts: Sequence[Draft], wholes: Sequence[Draft]) -> None:
    """Name the counts that are only called a goal (`全年的目标是300亿件`) by what the text counts so.

    `wholes` are the levels of the document so far that no part of the business has.
    """
    for draft in drafts:
        if draft.metric not in (None, "other") or draft.kind != "count" or not draft.quantity.classifier:
            continue
        if _GOAL.search(view.text, draft.own_start, draft.start) is None:
            continue
        counted = {d.metric for d in wholes if d.measure is Measure.LEVEL and _alike(d, draft)}
        counted -= {None, "other"}
        if len(counted) == 1:
            take_metric(draft, next(d for d in reversed(wholes) if d.metric in counted and _alike(d, draft)))


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two numbers have one unit and count one thing."""
    return one.unit == other.unit and one.quantity.classifier == other.quantity.classifier


def _only_time(view: SentenceView, draft: Draft) -> bool:
    """Whether a time and a copula are all that a clause holds before its number."""
    start = draft.own_start
    ahead = view.clauses[draft.clause - 1] if draft.clause else (start, start)
    held = views_held(view, *ahead)
    if not held and not any(ahead[0] <= q.start < ahead[1] for q in view.quantities):
        start = min(start, ahead[0])  # 到今年3月末,是3210家
    timed = any(start <= phrase.start and phrase.end <= draft.start for phrase in view.phrases)
    words = _BETWEEN_TIMES.sub("", _STOPS.sub("", without_time(view, start, draft.start)))
    return timed and (not words or words in _WORDS.goes_on_by)
