"""Which numbers assert something: every one does that a metric takes; a bare one that nothing names does not.

In: a resolved draft in its sentence. Out: whether it becomes a claim. Each function is one reason against.
"""

from __future__ import annotations

import re

from claims.apiece import counts_each_yuan
from claims.bonds import is_term
from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure, Quantity
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.yearspans import opens_span

_WORDS = reading_words().asserting
_SPEAKERS = re.compile(rf"[^,，。、\d]{{0,6}}?{one_of(_WORDS.speakers)}")
_EXCHANGES = re.compile(rf"{one_of(reading_words().metrics.exchanged_for)}约?(?:人民币|港币|新台币)?\d")
_AMONG_WHOM = re.compile(
    rf"{one_of(_WORDS.verbs_of_rank)}[^,，。;；:：\d]{{0,10}}?{one_of(_WORDS.ranked_among)}的?$"
)
"""Right before an ordinal: a verb of ranking and those among whom."""
_TOGETHER = re.compile(one_of(_WORDS.taken_together))
_AMONG = re.compile(rf"{one_of(_WORDS.among_them)}(?!国)")
_MOST = re.compile(r"最[^,，。;；\d]{1,6}的$")
"""Before what is singled out of several, which `一` does not count."""
_PARTED = reading_words().breakdowns
_OF_PARTS = re.compile(rf"{one_of(_PARTED.by)}{one_of(_PARTED.within)}")
_FEW = 12
"""What a sentence takes together is no more than so many."""
_QUARTERS = "个季度"
_SCALE = re.compile("[十百千万亿]")
_HOURS = re.compile("[一二三四五六七八九十]{1,2}点")
_BEFORE_HOURS = frozenset(",，。午上早晚间日 ")
_YEARS_BEFORE = reading_words().lists.years_before
_YEARS_ALONE = re.compile("(?:完整)?(?:财年|年度|会计年度)?(?:里|间|以?来)?[,，]")
_CONGRESS = re.compile("[届大代]")
"""Before the number of a meeting: whose it is (`十九届六中`, `人大六次`)."""
_CLOCK = re.compile(r"\d时$")


def asserts(view: SentenceView, draft: Draft) -> bool:
    """Whether a number asserts something: a bare one that nothing names does not."""
    quantity = draft.quantity
    if draft.measure is Measure.DATE:
        return True
    if draft.kind == "rank":
        return _ranks(view, draft)
    if draft.kind == "count" and view.text[quantity.end : quantity.end + 1] in _WORDS.dividends:
        return False  # 10派3.5元: the ten shares that the dividend is counted on
    clock = view.text[max(view.start, quantity.start - 3) : quantity.start]
    if quantity.classifier == "分" and _CLOCK.search(clock):
        return False  # 9时43分
    if draft.kind == "count" and not quantity.classifier and draft.unit == "count":
        counted = quantity.ulp >= 1000 and not quantity.written_in_chinese and draft.label is not None
        return draft.metric not in (None, "other") or counted
    if is_term(view, draft):
        return False
    if draft.kind == "money" and (opens_rate(view, quantity) or counts_each_yuan(view, quantity)):
        return False
    if _names_order(view, draft) or _numbers_meeting(view, quantity):
        return False
    if quantity.classifier in ("位", "名") and _SPEAKERS.match(view.text, quantity.end, view.end):
        return False
    if draft.unit in _WORDS.ratings:
        return False
    if (
        draft.kind == "duration"
        and draft.metric == "other"
        and view.text[quantity.start : quantity.end] in _WORDS.idioms
        and not view.text.endswith(_WORDS.terms, view.start, quantity.start)
    ):
        return False
    if draft.kind == "duration" and draft.metric == "other" and view.text.startswith("平均", quantity.end):
        return False
    if draft.kind == "duration" and draft.metric == "other" and opens_span(view, quantity):
        return False  # 三年累计分红5亿元
    if draft.kind == "duration" and draft.metric == "other" and _only_dates(view, draft):
        return False
    if draft.metric == "other" and _opens_years(view, quantity):
        return False
    if (
        quantity.value == 1
        and quantity.written_in_chinese
        and _MOST.search(view.text, view.start, quantity.start)
    ):
        return False  # 奶粉是收入最低的一块
    if quantity.classifier in _WORDS.told_of and _only_takes_together(view, quantity):
        return False
    if draft.kind == "count" and quantity.classifier == "大" and not quantity.text.startswith("前"):
        return False
    return not (draft.kind == "count" and draft.metric == "ranking")


def _names_order(view: SentenceView, draft: Draft) -> bool:
    """Whether a number of a bare scale only says of which order something is (`千万元级罚单`, `十点开盘`)."""
    quantity = draft.quantity
    if quantity.classifier == "点" and quantity.written_in_chinese and draft.metric == "other":
        return _HOURS.fullmatch(quantity.text) is not None and view.text[quantity.start - 1] in _BEFORE_HOURS
    order = view.text.startswith(_WORDS.of_that_order, quantity.end)
    return order and _SCALE.match(quantity.text) is not None


def _numbers_meeting(view: SentenceView, quantity: Quantity) -> bool:
    """Whether an ordinal count is a part of the name of a meeting (`十五届人大六次会议`)."""
    meeting = view.text.startswith(_WORDS.numbered_meetings, quantity.end)
    numbered = view.text[max(view.start, quantity.start - 8) : quantity.start]
    return meeting and quantity.classifier in ("次", "届") and _CONGRESS.search(numbered) is not None


def opens_rate(view: SentenceView, quantity: Quantity) -> bool:
    """Whether one unit of a currency only opens what it costs in another (`1美元兑人民币7.25元`)."""
    one = quantity.value in (1, 100) and quantity.unit_written
    return one and _EXCHANGES.match(view.text, quantity.end, view.end) is not None


def _only_dates(view: SentenceView, draft: Draft) -> bool:
    """Whether a length only says over which stretch others hold (`三年累计分红`, `最近90天的活跃用户`)."""
    ahead = view.text[max(view.start, draft.quantity.start - 4) : draft.quantity.start]
    if ahead.endswith(_WORDS.near_before) and view.text.startswith(_WORDS.near_behind, draft.quantity.end):
        return True  # 近30日内
    return ahead.endswith(_WORDS.stretch_before) or view.text.startswith(_WORDS.stretch_behind, draft.end)


def _opens_years(view: SentenceView, quantity: Quantity) -> bool:
    """Whether a length is all of its clause and only dates what follows (`近三年，…`, `最近三个财年，…`)."""
    start = view.clauses[view.clause_of(quantity.start)][0]
    behind = _YEARS_ALONE.match(view.text, quantity.end, view.end)
    return behind is not None and view.text[start : quantity.start].strip() in _YEARS_BEFORE


def _only_takes_together(view: SentenceView, quantity: Quantity) -> bool:
    """Whether a count only says which of what was told of are taken together (`三项合计`, `上述两笔`)."""
    if not quantity.written_in_chinese or quantity.value > _FEW:
        return False
    together = _TOGETHER.match(view.text, quantity.end, view.end)
    pointed_to = view.text.endswith(_WORDS.pointed_to, view.start, quantity.start)
    quarters = view.text.startswith("的", quantity.end) and quantity.classifier == _QUARTERS
    among = view.text.endswith("在", view.start, quantity.start) and _AMONG.match(view.text, quantity.end)
    parts = _OF_PARTS.match(view.text, quantity.end, view.end) is not None  # 四类产品里,甲…
    return together is not None or pointed_to or quarters or bool(among) or parts


def rank_top(view: SentenceView, draft: Draft) -> None:
    """`稳居全球前10` ranks; `前十大客户` counts."""
    quantity = draft.quantity
    if draft.kind != "count" or not quantity.text.startswith("前"):
        return
    before = view.text[max(view.start, quantity.start - 6) : quantity.start]
    if before.endswith(_WORDS.tops) and not view.text.startswith(_WORDS.counted, quantity.end):
        draft.kind, draft.unit, draft.metric, draft.measure = "rank", "rank", "ranking", Measure.RANK


def _ranks(view: SentenceView, draft: Draft) -> bool:
    """Whether an ordinal ranks its subject (`位列第一`), rather than naming (`第一股`) or counting."""
    if not draft.quantity.text.startswith(("第", "前", "首位")):
        return False
    before = view.text[max(view.start, draft.quantity.start - 6) : draft.quantity.start]
    after = view.text[draft.quantity.end : draft.quantity.end + 2]
    if after.startswith(_WORDS.ordinals):
        return False
    among = _AMONG_WHOM.search(view.text, view.start, draft.quantity.start)  # 排名国产厂商第二
    return before.removesuffix("第").endswith(_WORDS.ranks) or among is not None
