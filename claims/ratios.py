"""Ratios that a word names without a cue: an expense by revenue (`管理费用率`), a multiple of another metric.

In: the view and a draft that is a rate. Out: the draft with its metric, `ratio` as its measure and what it is
a ratio of; or untouched.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.growth import base_of_change
from claims.heads import name_it, take_metric, without_time
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView

_WORDS = reading_words().metrics
_RATE = re.compile(rf"率(?:{one_of(_WORDS.link)}|由|从)*$")
_BARE_RATE = re.compile(
    rf"(?:^|[,，、(（])(?:该项|其|对应|对应的)?{one_of(_WORDS.expense_rates)}(?:{one_of(_WORDS.link)})*$"
)
_MULTIPLE = re.compile(rf"(?:^|[,，;；])?(?:{one_of(_WORDS.link)}|{one_of(_WORDS.equates)})*$")
_PART = re.compile(
    rf"(?:{one_of(_WORDS.roughly)})*(?:{one_of(_WORDS.link)}|{one_of(_WORDS.equates)})+"
    rf"(?:公司|其|同期)?(?:{one_of(_WORDS.audited)})?"
)
"""Opens a clause that says what part of another metric the amount before it is (`差不多是收入的四成`)."""
_OF = re.compile("的(?:近|约|大约|超过|将近)?$")
_OVER = re.compile(r"(?<![同环占])比(?![例重率])[^,，。;；]{1,12}?(?P<way>高|低)(?:了|出|出了)?(?:约|近)?$")
_ASIDE = re.compile(r"\s*[(（]\s*(?:YoY|yoy|YOY|同比)?\s*")
_SIGNED = re.compile(r"\s*[(（]\s*(?:YoY|yoy|YOY|同比)?\s*[+＋]\s*")
_EXPENSES = frozenset({"rnd_expense", "selling_expense", "admin_expense", "finance_expense"})


def resolve_named_ratio(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """Make a rate the ratio that its own words name; whether they do."""
    if earlier is not None and (_moved_aside(view, draft, earlier) or _apart_by_points(view, draft, earlier)):
        return True
    if draft.kind == "percent":
        return _expense_rate(view, draft, earlier) or _multiple(view, draft, earlier)
    return draft.kind == "times" and _multiple(view, draft, earlier)


def grows_aside(view: SentenceView, amount: Draft, rate: Draft) -> bool:
    """Whether a signed rate alone in brackets is how the amount before grew (`零售31.40亿元（+10.1%）`)."""
    between = view.text[amount.end : rate.quantity.start]
    falls = rate.quantity.value < 0 and _ASIDE.fullmatch(between) is not None
    told = amount.measure is Measure.LEVEL and amount.kind in ("money", "count", "physical")
    return rate.kind == "percent" and told and (falls or _SIGNED.fullmatch(between) is not None)


def _moved_aside(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    if earlier.metric in (None, "other") or not grows_aside(view, earlier, draft):
        return False
    take_metric(draft, earlier)
    draft.measure, draft.versus, draft.same_slice = Measure.GROWTH, "year_ago", earlier
    return True


def _apart_by_points(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    """`费用率24.5%，比去年同期高了1.3个百分点`: points by which the rate before is over another of it."""
    found = _OVER.search(view.text, earlier.end, draft.quantity.qualifier_start)
    rate = earlier.kind == "percent" and earlier.metric not in (None, "other")
    if draft.kind != "points" or found is None or not rate or view.metrics(earlier.end, draft.start):
        return False
    take_metric(draft, earlier)
    draft.measure, draft.versus = Measure.CHANGE, base_of_change(view, draft)
    draft.direction, draft.same_slice = (1 if found["way"] == "高" else -1), earlier
    return True


def _expense_rate(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """`管理费用率2.4%` is the expense by revenue; so is a bare 费用率 behind the expense."""
    named = view.metrics(draft.own_start, draft.start)
    if named and named[-1].metric in _EXPENSES and _RATE.fullmatch(view.text, named[-1].end, draft.start):
        name_it(draft, named[-1], "clause")
    elif earlier is not None and earlier.metric in _EXPENSES and earlier.measure is Measure.LEVEL:
        if _BARE_RATE.search(view.text, earlier.end, draft.start) is None or named:
            return False
        take_metric(draft, earlier)
    else:
        return False
    draft.measure, draft.of = Measure.RATIO, "revenue"
    return True


def _multiple(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """`现金流5亿元，是净利润的1.5倍`: one metric by the one that stands right before 的."""
    start = view.clauses[draft.clause][0]
    named = [m for m in view.metrics(start, draft.start) if view.lexicon.compatible(m.metric or "", "money")]
    if not named or _OF.fullmatch(view.text, named[-1].end, draft.quantity.qualifier_start) is None:
        return False
    whole = named[-1]
    above: Mention | None = named[-2] if len(named) > 1 else None
    if above is None and earlier is None:
        return False
    own = above.metric if above is not None else earlier.metric if earlier is not None else None
    if draft.kind == "percent" and (above is not None or earlier is None or earlier.kind != "money"):
        return False
    if own in (None, "other", whole.metric) or not view.lexicon.compatible(own or "", "money"):
        return False
    if above is not None:
        name_it(draft, above, "clause")
    elif earlier is not None:
        words = without_time(view, start, whole.start).strip(" ,，;；")
        opens = _PART.fullmatch(words) if draft.kind == "percent" else _MULTIPLE.search(words)
        if opens is None:
            return False
        take_metric(draft, earlier)
    draft.measure, draft.of = Measure.RATIO, whole.metric
    return True
