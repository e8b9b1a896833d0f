"""On which basis figures may be compared: sales of the same stores, users counted over so many days.

In: the drafts of a sentence with metric, measure and slices, and the last draft before it. Out: those that
`同店` stands before are growths of revenue on a comparable basis, and so are those of kinds of stores that
follow them (`同店销售额下降2%,其中加盟店下降3%`); users behind a stretch are those of that stretch alone
(`最近90天的活跃用户`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().slices
_SAME = re.compile(rf"{one_of(_WORDS.same_stores)}[^,，。;；:：]{{0,16}}$")
_COMPARABLE = "同店"
_KEY = "comparability"
_KINDS = re.compile(
    rf"(?P<kind>{one_of(reading_words().metrics.run_by)})(?:门店|店|餐厅|酒店)?[^,，。;；、]{{0,6}}$"
)
_AVERAGE = "平均"
_ON_AVERAGE = re.compile(r"平均(?!每|单|一|到|下来)[^,，。;；\d]{0,6}$")
_COUNTED = frozenset({"users", "customers", "developers", "paying_users"})
_WINDOW = re.compile(
    r"(?:最近|过去|近)的?(?P<stretch>(?:\d+|[一二三四五六七八九十]+)(?:个月|天|日|周))[^。;；\d]{0,20}$"
)
"""Before those who came within a stretch."""
_PRICES = frozenset({"share_price", "price"})
"""What a fall of 同店 is read as where nothing else is named."""
_SALES = _PRICES | {None, "other", "revenue", "sales_amount", "sales_volume", "stores", "gmv"}


def mark_same_stores(
    view: SentenceView, drafts: Sequence[Draft], before: Draft | None, main: str | None
) -> None:
    """Mark the growths of the same stores' sales.

    `before` is the last draft of the paragraph so far, `main` what the document is about.
    """
    earlier = before
    for draft in drafts:
        if draft.kind == "percent" and draft.metric in _SALES and draft.measure is not Measure.SHARE:
            _mark(view, draft, earlier)
            if draft.entity in _WORDS.same_stores:
                draft.entity = main
        elif draft.kind == "points" and earlier is not None and earlier.dimensions.get(_KEY) == _COMPARABLE:
            draft.dimensions[_KEY] = _COMPARABLE
        earlier = draft


def mark_averages(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Mark counts that were so many on average over their time (`三季度车队平均1,110辆`).

    Users are counted so by custom, and no less by who does not say it.
    """
    for draft in drafts:
        if draft.kind != "count" or draft.measure is not Measure.LEVEL or draft.metric in _COUNTED:
            continue
        if _ON_AVERAGE.search(view.text, draft.own_start, draft.start) is not None:
            draft.dimensions.setdefault(_KEY, _AVERAGE)


def mark_windows(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Mark users that are counted over a stretch that the words before them name."""
    for draft in drafts:
        if draft.metric in _COUNTED and draft.kind == "count" and _KEY not in draft.dimensions:
            window = _WINDOW.search(view.text, view.start, draft.quantity.qualifier_start)
            if window is not None:
                draft.dimensions[_KEY] = window["stretch"]


def _mark(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    start = view.clauses[draft.clause][0]
    own = _SAME.search(view.text, start, draft.start)
    if (
        draft.metric in _PRICES
        and own is None
        and (earlier is None or earlier.dimensions.get(_KEY) != _COMPARABLE)
    ):
        return
    goes_on = earlier is not None and earlier.dimensions.get(_KEY) == _COMPARABLE
    kind = _KINDS.search(view.text, max(start, draft.own_start), draft.start)
    again = goes_on and (kind is not None or not view.metrics(draft.own_start, draft.start))
    if own is None and not again:
        return
    draft.metric, draft.label = "revenue", None
    if draft.versus == "previous_close" or draft.measure is Measure.LEVEL:
        draft.measure, draft.versus = Measure.GROWTH, "year_ago"
    for key in ("item", "segment", "product"):
        draft.dimensions.pop(key, None)
    draft.dimensions[_KEY] = _COMPARABLE
    if kind is not None:
        draft.dimensions["segment"] = kind["kind"]
    if draft.period is None and goes_on and earlier is not None:
        draft.period = earlier.period
