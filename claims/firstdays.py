"""By how much a share's price moved since it was issued: on its first day, or over the price of the issue.

In: a draft with metric and measure, and the view. Out: the draft as the growth of the share's price over the
price of the issue, where its words say so (`首挂升42%`, `较发售价28.60港元上涨32%`), whatever stands near it.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().prices
_SINCE = "offer_price"
_SHARES = frozenset({"share_price", "offer_price"})
_MOVED = re.compile(
    rf"(?:{one_of(_WORDS.first_days)})(?:{one_of(_WORDS.behind_first_days)})*"
    rf"(?:{one_of(_WORDS.moves)}|(?P<close>{one_of(_WORDS.closes_up)}|{one_of(_WORDS.closes_down)}))"
    rf"(?:逾|近|超过?|约|达|了|幅)*$"
)
_DOWN = re.compile(rf"[跌低挫滑落]|{one_of(_WORDS.closes_down)}")
_OVER_FIRST_DAY = re.compile(
    rf"(?:{one_of(reading_words().metrics.than)})(?:[^,，。;；\d]{{0,4}})(?:{one_of(_WORDS.first_days)})"
)
"""A later price is set against that of the first day (`较首日收盘价下跌17%`)."""
_THAN = re.compile(rf"(?:{one_of(reading_words().metrics.than)})(?:其|此前|公司|每股|IPO|新股|的)*$")


def on_first_day(view: SentenceView, draft: Draft) -> bool:
    """Whether a share's price moved on the day on which it was traded first (`上市首日涨44%`)."""
    start = view.clauses[draft.clause][0]
    moved = draft.metric == "share_price" and draft.measure is Measure.GROWTH
    if not moved or _OVER_FIRST_DAY.search(view.text, start, draft.start) is not None:
        return False
    return any(word in view.text[start : draft.start] for word in _WORDS.first_days)


def be_since_issue(view: SentenceView, draft: Draft) -> None:
    """Make a rate the growth of a share's price since the issue where its words say that it is."""
    if draft.kind != "percent":
        return
    start = view.clauses[draft.clause][0]
    moved = _MOVED.search(view.text, start, draft.quantity.qualifier_start)
    if moved is not None:
        draft.metric, draft.head, draft.label = "share_price", None, None
        draft.measure, draft.versus, draft.of = Measure.GROWTH, _SINCE, None
        draft.direction = -1 if _DOWN.search(moved.group()) else 1
    elif draft.measure is Measure.GROWTH and draft.metric in _SHARES:
        named = [m for m in view.metrics(start, draft.start) if m.metric == _SINCE]
        if named and _THAN.search(view.text, start, named[-1].start):
            draft.metric, draft.versus = "share_price", _SINCE
