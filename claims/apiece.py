"""What one of many brings in or costs: 单票收入, 单店营收, 单吨净利 are no part of the company's whole.

In: a draft with its metric, and the view. Out: the draft with the metric of an average (`unit_revenue`) and,
as its slice, of what (单票), where the words before its metric's word say so; with none, where an average is
told in other words (`平均每家经销商贡献收入300万元`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure, Quantity
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_AVERAGES = {
    "revenue": "unit_revenue",
    "sales_amount": "unit_revenue",
    "cost": "unit_cost",
    "gross_profit": "unit_profit",
    "net_profit": "unit_profit",
    "attributable_net_profit": "unit_profit",
}
"""What a company brings in or spends → what one of many comes to."""
WHOLES = frozenset(_AVERAGES)
"""What an amount for one unit of goods is no part of."""
PER_UNIT = frozenset(_AVERAGES.values())
_SPENT = WHOLES | {
    "rnd_expense",
    "selling_expense",
    "admin_expense",
    "finance_expense",
    "net_loss",
    "capex",
    "tax",
}
"""What comes in or goes out over a time, of which that of a day is no part that is told."""
_TRADED = frozenset({"gmv"})
"""What is traded in all, and no income, of which one trade comes to so much."""
_COUNTED = frozenset({"shipments", "sales_volume", "output", "orders", "deliveries"})
"""What comes to so much over a time, of which that of a day is told on average."""
_TOGETHER = re.compile(rf"(?:[两二三四五几]者|[两二三四五几]项)?{one_of(reading_words().slices.together)}")
"""Before the average of several kinds (`两者相加0.73元`)."""
_CHARGED = re.compile(
    rf"(?P<one>{_WORDS.one_of_many.pattern})(?:平均|只|才|仅|就|也|能|可|大约|约|实际)*"
    rf"(?P<verb>{trie(_WORDS.charges)})(?:了|到|得|进)?(?:约|近|超)?$"
)
"""Before an amount: what is taken or earned for one of many (`每票只收2.08元`)."""
_EACH = re.compile("^每")
"""每票收入 is 单票收入."""
_KIND = re.compile(r"(?P<kind>[\u4e00-\u9fff]{0,6}?)的?")
"""Between one of many and the word of the metric: of what kind it is (运输 in 单票运输成本, 日均)."""
_NEAR = 10
"""Code points before a metric's word among which one of many is looked for in front of a time."""
_MOVES = (Measure.GROWTH, Measure.CHANGE)
_EACH_YUAN = re.compile(
    rf"每(?:{trie(_WORDS.each_yuan)})?(?P<amount>(?:10{{0,4}}|[一十百千万]|一[百千万]){one_of(_WORDS.small_money)})"
)
"""A round amount for each of which something is told (`每100元收入里`)."""
_OF_EACH = 100_000
"""What is told for each so many yuan is less."""


def _on_average(word: str) -> str:
    """The word by which averages over one length of time go (日均 for 平均每天), else the word itself."""
    return next((name for length, name in _WORDS.averages_by.items() if length in word), word)


def set_apiece(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """Tell an average for one of many apart from the whole; `before` are the drafts before it."""
    if draft.kind == "money" and draft.metric != "price" and _is_of_each_yuan(view, draft):
        draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL
        return
    if draft.metric in _COUNTED and draft.measure is Measure.LEVEL:
        if draft.kind == "physical" and _WORDS.weighs.search(view.text, _start(view, draft), draft.start):
            draft.metric, draft.head = "other", None  # 出栏均重122公斤
            return
        last = before[-1] if before and draft.kind == "physical" else None
        if last is not None and last.metric == "other" and last.unit == draft.unit and not _named(draft):
            draft.metric, draft.head = "other", None  # 均重122公斤,9月为123公斤
            return
        daily = _WORDS.on_average.search(view.text, _start(view, draft), draft.start)
        if daily is not None:
            draft.dimensions["item"] = _on_average(daily.group())  # 业务量64亿件,日均3500万件
        return
    charged = _CHARGED.search(view.text, draft.own_start, draft.start) if _is_unnamed(draft) else None
    if charged is not None:
        draft.metric, draft.head = _WORDS.charges[charged["verb"]], None
        draft.dimensions["segment"] = _EACH.sub("单", charged["one"])
        return
    told = next((d for d in reversed(before) if d.metric in PER_UNIT), None)
    if draft.metric in PER_UNIT and draft.carried and told is not None:
        of = told.dimensions.get("segment", "")
        if _TOGETHER.search(view.text, draft.own_start, draft.start):
            one = _WORDS.one_of_many.match(of)
            of = one.group() if one is not None else ""
        if of:
            draft.dimensions["segment"] = of
        return
    if draft.kind == "money" and draft.metric in _SPENT and _by_the_day(view, draft):
        draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL
        return
    if draft.kind == "money" and draft.metric in _SPENT - PER_UNIT and _by_the_head(view, draft):
        draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL  # 人均研发费用39万元
        return
    if draft.metric == "net_loss" and draft.kind == "money" and _for_one(view, draft):
        draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL
        return
    traded = draft.kind == "money" and draft.metric in _TRADED and draft.measure is Measure.LEVEL
    if traded and (_for_one(view, draft) or _headed_by_one(view, draft)):
        draft.metric, draft.head = "other", None  # 单均GTV由24.3元降至24.0元
        return
    if draft.metric not in _AVERAGES or not (draft.kind == "money" or draft.measure in _MOVES):
        return
    named = None
    if draft.head is not None and draft.head[0] < draft.end:
        named = average_named(view, draft.metric, draft.head[0])
    if named is not None and draft.head is not None:
        again = told is not None and draft.head[0] < draft.own_start and told.metric == named.metric
        draft.metric = named.metric
        draft.dimensions["segment"] = told.dimensions.get("segment", named.of) if again and told else named.of
    elif draft.kind == "money" and _for_one(view, draft):
        draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL


def counts_each_yuan(view: SentenceView, quantity: Quantity) -> bool:
    """Whether an amount is only what others are told of for each (`每收入1元，就要花掉1.4元`)."""
    return any(
        m.start("amount") <= quantity.start < m.end()
        for m in _EACH_YUAN.finditer(view.text, view.start, view.end)
    )


def _is_of_each_yuan(view: SentenceView, draft: Draft) -> bool:
    """Whether an amount of few units is told for each so many yuan, or is what it is told for."""
    base = _EACH_YUAN.search(view.text, view.start, draft.end)
    return base is not None and draft.quantity.value < _OF_EACH


def _by_the_day(view: SentenceView, draft: Draft) -> bool:
    """Whether an amount is that of a day or a month on average, or of one thing sold (`平均每天93万元`)."""
    if _WORDS.by_the_day.search(view.text, _start(view, draft), draft.start) is not None:
        return True
    if not draft.clause:
        return False
    return _WORDS.for_each.match(view.text, *view.clauses[draft.clause - 1]) is not None


def _by_the_head(view: SentenceView, draft: Draft) -> bool:
    """Whether an amount's own words say that it is that of one head, and name no average of their own."""
    found = _WORDS.by_the_head.search(view.text, _start(view, draft), draft.start)
    if found is None:
        return False
    own = draft.head is not None and draft.head[0] >= draft.own_start
    return not own or draft.head is None or average_named(view, draft.metric, draft.head[0]) is None


def _is_unnamed(draft: Draft) -> bool:
    """Whether an amount of money stands without a metric."""
    return draft.kind == "money" and draft.metric in (None, "other") and draft.measure is Measure.LEVEL


def _named(draft: Draft) -> bool:
    """Whether a number's own words name its metric."""
    return draft.head is not None and draft.own_start <= draft.head[0]


def _for_one(view: SentenceView, draft: Draft) -> bool:
    """Whether an amount is what one of many comes to (`平均每家180万元`, `一头亏193元`)."""
    return _WORDS.apiece.search(view.text, _start(view, draft), draft.start) is not None


def _headed_by_one(view: SentenceView, draft: Draft) -> bool:
    """Whether the word of its metric stands right behind that of one of many (单均GTV由24.3元降至24.0元)."""
    head = draft.head
    if head is None:
        return False
    found = [m.end() for m in _WORDS.apiece.finditer(view.text, max(view.start, head[0] - 8), head[0])]
    return bool(found) and found[-1] == head[0]


def _start(view: SentenceView, draft: Draft) -> int:
    """Where the words right before a number open."""
    return max(view.clauses[draft.clause][0], draft.own_start)


class Average(NamedTuple):
    """The average that words name."""

    metric: str
    """What of (`unit_revenue`)."""
    of: str
    """Of one of what, and of what kind (单票, 单票运输)."""
    start: int
    """Where the words open that say so."""


def average_named(view: SentenceView, metric: str | None, start: int) -> Average | None:
    """The average that the words right before those of a metric make of it (单票 before 收入), or None."""
    if metric not in _AVERAGES:
        return None
    clause = view.clauses[view.clause_of(start)][0]
    opened = view.behind_all(clause, start)
    one = next(iter(reversed(list(_WORDS.one_of_many.finditer(view.text, opened, start)))), None)
    if one is None:  # 单组柜机半年收入
        tight = max(clause, start - _NEAR)
        tight = max([tight, *(q.end for q in view.quantities if clause <= q.end <= start)])
        one = next(iter(reversed(list(_WORDS.one_of_many.finditer(view.text, tight, start)))), None)
    kind = _KIND.fullmatch(view.without_phrases(one.end(), start)) if one is not None else None
    if one is None or kind is None:
        return None
    of = _EACH.sub("单", one.group()) + kind["kind"]
    return Average(_AVERAGES[metric], of, one.start())
