"""Figures as they stood before they were restated: `若按未经追溯调整的154.20亿元计算`, `调整前是111.2亿元`.

In: the drafts of a sentence with what it says of them, and the levels of the paragraph so far. Out: those
that such words stand right before, with the metric of the level before them where nothing else names one,
the time that they are set beside, and a `comparability` of their own. What a restatement came to is the plain
figure, which others quote without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.calendar import try_parse
from claims.draft import Draft, back_from
from claims.heads import take_metric
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().slices
_KEY = "comparability"
_BEFORE = "调整前"
_ALONE = re.compile(
    rf"(?:{one_of(_WORDS.unrestated)}|{one_of(_WORDS.adjusted_before)})的?(?:数据|数|口径)?[是为约:：]?$"
)
"""Right before a number, which nothing else need name."""
_SURE = re.compile(rf"{one_of(_WORDS.unrestated)}[^,，。;；\d]{{0,16}}$")
_BASED = re.compile(
    rf"(?:{one_of(_WORDS.unrestated)}|{one_of(_WORDS.adjusted_before)})的?[^,，。;；\d]{{0,6}}"
    rf"{one_of(_WORDS.basis_ends)}[,，][^。;；%]{{0,24}}$"
)
"""Before a growth that is reckoned from such a figure (`按追溯调整前的基数计算,收入增长11.3%`)."""
_ASIDE = re.compile(
    rf"[(（](?:{one_of(_WORDS.unrestated)}|{one_of(_WORDS.adjusted_before)})[^()（）]{{0,6}}[)）]"
)
_YEAR = 4
"""Characters of a period that is a year."""


def name_restated(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Name the levels that only say that they were restated since; `told` are the levels before them."""
    for index, draft in enumerate(drafts):
        if draft.metric not in (None, "other") or draft.measure is not Measure.LEVEL:
            continue
        if _ALONE.search(view.text, draft.own_start, draft.start) is None:
            continue
        level = next((one for one in back_from(drafts, index, told) if _named(one, draft)), None)
        if level is not None:
            take_metric(draft, level)
            draft.same_slice = level if level in drafts else None


def mark_restated(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give the levels before which such words stand their basis, and the time of what they are set beside."""
    for draft in drafts:
        if draft.measure is Measure.GROWTH and draft.metric not in (None, "other"):
            if _BASED.search(view.text, view.start, draft.start) is not None:
                draft.dimensions[_KEY] = _BEFORE
            continue
        if draft.measure is not Measure.LEVEL or draft.metric in (None, "other"):
            continue
        alone = _ALONE.search(view.text, draft.own_start, draft.start) is not None
        sure = _SURE.search(view.text, draft.own_start, draft.start) or _ASIDE.match(view.text, draft.end)
        if alone or sure:
            draft.dimensions[_KEY] = _BEFORE
            beside = next((one for one in reversed(told) if one is not draft and _named(one, draft)), None)
            if beside is not None:
                _date(draft, beside)


def _named(one: Draft, draft: Draft) -> bool:
    """Whether a level of the same unit has a metric of its own."""
    return one.measure is Measure.LEVEL and one.unit == draft.unit and one.metric not in (None, "other")


def _date(draft: Draft, beside: Draft) -> None:
    """Read `上年` beside a quarter as the same quarter of the year before."""
    span = try_parse(beside.period) if beside.period else None
    before = span.year_before() if span is not None else None
    if before is None or draft.period is None or len(draft.period) != _YEAR or before.iso == draft.period:
        return
    if draft.metric == beside.metric and before.iso.startswith(draft.period):
        draft.period = before.iso
