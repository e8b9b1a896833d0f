"""What the words around a metric make of it: another metric, an item, a loss, goods sold, a quote's move.

In: a draft with metric and measure, and the view. Out: the draft refined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.apiece import PER_UNIT
from claims.draft import Draft
from claims.headcounts import (
    is_opened_or_closed,
    sort_counted,
)
from claims.heads import take_metric
from claims.lexicons import holds_any, one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon

_WORDS = reading_words().metrics
_OTHER_USERS = re.compile(
    rf"(?P<item>(?:{one_of(_WORDS.kinds_of_users)})?{one_of(_WORDS.other_users)})(?:数|数量|人数|规模)?[^,，。;；]{{0,6}}$"
)
"""Before a number of users: others than those whom a service is for (`月活司机186万`)."""
_COUNTED_ON = re.compile(f"{one_of(_WORDS.counted_on)}(?:{one_of(_WORDS.capital_kinds)})*$")
_COUNTED_SO = re.compile(one_of(_WORDS.counted_so))
_OTHER_GAINS = re.compile(one_of(_WORDS.other_gains))
_TURNS = re.compile(f"{one_of(_WORDS.turns)}$")
"""Before a bare profit or loss: what was told before has turned into it."""
_LOT = re.compile(r"每(?:\d+|十|百)股")
"""So many shares, for which a dividend is told."""

_SPOKEN_OF = 80
"""How far before a sentence a word may stand that says what it speaks of, in code points."""


def set_loss(view: SentenceView, draft: Draft) -> None:
    """`扣非净利润亏损4.5亿元`, `归母净亏损5亿元`: a net loss of its own comparability, not the net loss."""
    if draft.metric != "net_loss" or draft.head is None:
        return
    own = _bases(view.lexicon).match(word_of(view, draft))
    if own is not None:
        draft.dimensions["comparability"] = own.group()
    for mention in view.metrics(view.clauses[view.clause_of(draft.head[0])][0], draft.head[0]):
        spec = view.lexicon.metrics[mention.metric or ""]
        if spec.loss and mention.end >= draft.head[0] - 2:
            draft.dimensions["comparability"] = spec.loss
    if "comparability" not in draft.dimensions and (basis := _opened_with(view, draft.clause)) is not None:
        draft.dimensions["comparability"] = basis


def _opened_with(view: SentenceView, clause: int) -> str | None:
    """The basis that the clause before names and does no more (`扣非之后,上半年仍亏0.4亿元`), or None."""
    if clause == 0:
        return None
    start, end = view.clauses[clause - 1]
    named = view.metrics(start, end)
    spec = view.lexicon.metrics[named[0].metric or ""] if len(named) == 1 else None
    if spec is None or not spec.loss or any(start <= q.start < end for q in view.quantities):
        return None
    around = view.text[start : named[0].start], view.text[named[0].end : end]
    return spec.loss if _BASIS_LEAD.fullmatch(around[0]) and _BASIS_TAIL.fullmatch(around[1]) else None


_BASIS_LEAD = re.compile(f"(?:{one_of(_WORDS.basis_lead)})?")
_BASIS_TAIL = re.compile(rf"(?:{one_of(_WORDS.basis_tail)})*[\s,，]*")


_LOSSES = frozenset({"net_loss", "adjusted_net_loss"})
_MOVES_OF_LOSS = re.compile(
    rf"(?P<move>{one_of(tuple(_WORDS.moves_of_loss))})(?:幅度|幅)?(?:[了约近超为达共]|超过|大约)*$"
)
"""Right before a number: by how much a loss moved."""


def move_loss(view: SentenceView, draft: Draft) -> None:
    """`净利润-7亿元,同比减亏14亿元`: of a profit that amount is its rise, of a loss its fall."""
    found = _MOVES_OF_LOSS.search(view.text, draft.own_start, draft.quantity.qualifier_start)
    if found is None or draft.kind not in ("money", "percent"):
        return
    way = _WORDS.moves_of_loss[found["move"]]
    spec = view.lexicon.metrics.get(draft.metric or "")
    of_account = spec is not None and spec.loss is not None
    profit = of_account or view.lexicon.metrics["net_loss"].opposite == draft.metric
    if profit and draft.kind == "money":
        way = -way
    elif draft.metric not in _LOSSES:
        draft.metric, draft.label = "net_loss", None
    if draft.measure not in (Measure.CHANGE, Measure.GROWTH):
        draft.versus = draft.versus or "year_ago"
    draft.measure, draft.direction = Measure.CHANGE if draft.kind == "money" else Measure.GROWTH, way


def be_other_gain(view: SentenceView, draft: Draft) -> None:
    """A bare gain where exchange or a sale is spoken of is no income (`汇兑损失4万元,上年为收益2万元`)."""
    if draft.metric != "revenue" or draft.head is None or not view.start <= draft.head[0] < draft.end:
        return
    if word_of(view, draft) not in _WORDS.bare_gains:
        return
    if _OTHER_GAINS.search(view.text, view.start, draft.head[0]) is not None:
        draft.metric, draft.label, draft.head = "other", None, None


def be_capital(view: SentenceView, draft: Draft) -> None:
    """So many shares by which something is counted are the whole capital (`以已发行12.4亿股计`)."""
    bare = draft.kind == "share" and draft.metric in (None, "other") and draft.measure is Measure.LEVEL
    led = bare and _COUNTED_ON.search(view.text, view.start, draft.start) is not None
    if led and _COUNTED_SO.match(view.text, draft.end, view.end) is not None:
        draft.metric, draft.head, draft.label = "share_capital", None, None


def turn_sign(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> None:
    """What a loss or a profit turned into is of its account (`经调整净亏损0.85亿元，转为盈利3.3亿元`)."""
    told = draft.measure is Measure.LEVEL and draft.kind == "money" and draft.head is not None
    if not told or draft.head is None or draft.metric not in ("net_profit", "net_loss"):
        return
    turned = _TURNS.search(view.text, view.start, draft.head[0]) is not None
    word = word_of(view, draft)
    if word not in _WORDS.turned_results and not (turned and word in _WORDS.bare_results):
        return
    metrics = view.lexicon.metrics
    for before in reversed(earlier):
        spec = metrics.get(before.metric or "")
        if before.measure is not Measure.LEVEL or before.kind != "money" or spec is None:
            continue
        gains, loss = draft.metric == "net_profit", before.dimensions.get("comparability", spec.loss)
        if gains and loss and spec.opposite:
            draft.metric = next(name for name, other in metrics.items() if other.loss == loss)
        elif gains:
            draft.metric = spec.opposite or before.metric
        elif loss:
            draft.dimensions["comparability"] = loss
        elif not spec.opposite:
            losses = (name for name, other in metrics.items() if other.opposite == before.metric)
            draft.metric = next(losses, draft.metric)
        else:
            draft.metric = before.metric
        return


def keep_denominator(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """A price that moved is by the same unit where the movement ends (`由每吨2400元上调到3000元`)."""
    if earlier is None or draft.metric != earlier.metric or not earlier.unit.startswith(f"{draft.unit}/"):
        return
    if (
        draft.kind == "money"
        and _MOVES_TO.fullmatch(view.text, earlier.end, draft.quantity.start) is not None
    ):
        draft.unit, draft.kind, draft.unit_inferred = earlier.unit, earlier.kind, True


_MOVES_TO = re.compile(r"(?:/[\u4e00-\u9fff]{1,4})?[,，]?[\u4e00-\u9fff]{0,6}[至到]了?[约近]?")
"""Between the prices that a movement leads from and to."""


def name_sold(view: SentenceView, draft: Draft) -> None:
    """`卖出磷酸铁锂18.9万吨`: goods behind a verb of trade are not traded as shares are."""
    spec = view.lexicon.metrics.get(draft.metric or "")
    metric = spec.goods.get(word_of(view, draft)) if spec is not None else None
    if metric is not None and (
        draft.kind == "physical" or draft.quantity.classifier in _WORDS.goods_counters
    ):
        draft.metric = metric
        draft.dimensions.pop("item", None)


def be_share_of_income(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> None:
    """`前五大客户销售占比42%`: what is sold is income, unless goods were counted before."""
    if draft.kind != "percent" or draft.measure not in (Measure.SHARE, Measure.RATIO):
        return
    sold = draft.of if draft.measure is Measure.RATIO else draft.metric
    spec = view.lexicon.metrics.get(sold or "")
    if spec is None or not spec.shares:
        return
    told = [m for m in view.metrics(draft.own_start, draft.start) if m.metric == sold]
    income = spec.shares.get(told[-1].word) if told else None
    counted = any(d.metric == sold and d.measure is Measure.LEVEL for d in earlier)
    if income is None or counted or view.text.startswith(_WORDS.of_pieces, told[-1].end):
        return
    if holds_any(_WORDS.sold_by_piece, view.text[view.start : draft.start]):
        return
    if draft.measure is Measure.SHARE:
        draft.metric = income
    elif draft.metric == income:
        draft.measure, draft.of = Measure.SHARE, None
    else:
        draft.of = income


@cache
def _bases(lexicon: Lexicon) -> re.Pattern[str]:
    """On what basis a loss is told, by what its word begins with (`归母净亏损`)."""
    return re.compile(one_of([spec.loss for spec in lexicon.metrics.values() if spec.loss]))


def settle(view: SentenceView, draft: Draft) -> None:
    """What a number of its kind can be of its metric, whatever words led to it."""
    if draft.metric == "stake_change" and draft.kind in ("money", "count"):
        draft.measure = Measure.LEVEL  # 增持金额 is what was paid
    elif draft.metric in _OF_COMPANIES and _is_small(draft):
        draft.label, draft.metric = word_of(view, draft) or None, "other"
        draft.head = None
    elif draft.kind == "times" and draft.metric == _MULTIPLE_OF_EARNINGS and draft.measure is Measure.SHARE:
        draft.measure = Measure.LEVEL  # 目标价3.90港元,相当于2021年8倍PE
    elif draft.kind == "percent" and draft.measure in _LEVIED and word_of(view, draft) in _WORDS.duties:
        draft.metric, draft.measure, draft.of = "interest_rate", Measure.LEVEL, None  # 加征25%关税
    elif draft.kind == "percent" and draft.measure is Measure.LEVEL:
        spec = view.lexicon.metrics.get(draft.metric or "")
        if draft.metric == "pledge" or (spec is not None and "percent" not in spec.kinds):
            draft.measure = Measure.SHARE  # 项目资本金为总投资的30%


_LEVIED = (Measure.LEVEL, Measure.SHARE)
_MULTIPLE_OF_EARNINGS = "price_earnings"
_OF_COMPANIES = frozenset({"revenue", "orders", "gmv", "net_profit", "operating_profit", "gross_profit"})
"""What a company has so much of that nobody tells it in single coins."""
_SMALL = 100


def _is_small(draft: Draft) -> bool:
    """Whether an amount is what one of many is charged or brings in (`客公里收益0.80元`, `9.9元的订单`)."""
    value, text = draft.quantity.value, draft.quantity.text
    written = draft.kind == "money" and draft.measure is Measure.LEVEL and text.endswith(("元", "块", "块钱"))
    return written and not draft.unit_inferred and value is not None and abs(value) < _SMALL


_PAID = _WORDS.paid


def word_of(view: SentenceView, draft: Draft) -> str:
    """The word that names a draft's metric."""
    return view.text[draft.head[0] : draft.head[1]] if draft.head is not None else ""


def be_paid(view: SentenceView, draft: Draft) -> None:
    """Cash by which something is paid for is no holding of cash (`以65亿美元现金收购`)."""
    behind = draft.head is not None and draft.head[0] >= draft.end
    if draft.metric == "cash" and behind and view.text.endswith(_PAID, draft.own_start, draft.start):
        draft.metric, draft.head = "investment", None


def tighten(view: SentenceView, draft: Draft) -> None:
    """`斥资` is a buyback only beside 回购."""
    spec = view.lexicon.metrics.get(draft.metric or "")
    if spec is None or draft.head is None:
        return
    for loose in spec.loose:
        if word_of(view, draft) in loose.words:
            around = view.text[max(0, view.start - _SPOKEN_OF) : view.end]
            if not any(word in around for word in loose.beside):
                known = loose.otherwise in view.lexicon.metrics
                if not known or view.lexicon.compatible(loose.otherwise, draft.kind):
                    draft.metric = loose.otherwise


def be_move_of_price(view: SentenceView, draft: Draft) -> None:
    """涨幅 and 跌幅 of nothing else are the growth of a share's price."""
    if draft.metric != "stock_move" or draft.head is None or draft.kind != "percent":
        return
    cue = next((m.cue for m in view.cues(*draft.head, "growth_noun", "growth")), None)
    direction = _WORDS.price_changes.get(word_of(view, draft))
    if direction is not None:
        named = view.metrics(view.clauses[draft.clause][0], draft.head[0])
        index = next((m for m in named if m.metric == "index_level"), None)
        draft.metric, draft.measure, draft.versus = "share_price", Measure.GROWTH, "previous_close"
        if index is not None:
            draft.metric, draft.head = "index_level", (index.start, index.end)
        draft.direction = cue.direction if cue is not None else direction


_FORECAST = re.compile(
    rf"(?:{one_of(_WORDS.misses)})[^,，。;；\d]{{0,12}}(?:{one_of(_WORDS.forecasts)})的?(?:{one_of(_WORDS.link)})*约?$"
)


def set_beside_forecast(view: SentenceView, draft: Draft, earlier: Draft) -> None:
    """`净增828万,低于预测的850万`: what was expected is measured as what came is."""
    moved = earlier.measure in (Measure.CHANGE, Measure.GROWTH) and earlier.kind == draft.kind
    if draft.measure is not Measure.LEVEL or not moved or earlier.metric in (None, "other"):
        return
    named = draft.head is not None and draft.head[0] >= draft.own_start
    if not named and _FORECAST.search(view.text, draft.own_start, draft.start) is not None:
        take_metric(draft, earlier)
        draft.measure, draft.versus, draft.direction = earlier.measure, earlier.versus, earlier.direction


_AS_REPORTED = re.compile(one_of(_WORDS.as_reported))
_REFINING_REACH = 24
"""How far before a metric a word may stand that refines it, in code points."""


def refine(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """`非通用会计准则下的净利润` is the adjusted profit.

    A clause of its own that a sentence opens with (`看经调整口径，…`) holds for all that the sentence tells.
    """
    spec = view.lexicon.metrics.get(draft.metric or "")
    if spec is None or draft.head is None or not spec.refined:
        return
    start = max(view.start if earlier is None else earlier.end, draft.head[0] - _REFINING_REACH)
    opened = (view.start, view.clauses[_first_told(view)][0])
    alone = _AS_REPORTED.search(view.text, opened[1], draft.start) is None
    for refined in spec.refined:
        if any(view.text.find(word, start, draft.head[0]) >= 0 for word in refined.words) or (
            alone and any(view.text.find(word, *opened) >= 0 for word in refined.words)
        ):
            draft.metric = refined.to


def _first_told(view: SentenceView) -> int:
    """The clause that the first number or time of a sentence stands in."""
    starts = [q.start for q in view.quantities] + [phrase.start for phrase in view.phrases]
    return view.clause_of(min(starts)) if starts else 0


def is_together(view: SentenceView, draft: Draft) -> bool:
    """Whether a ratio is that of several items taken together (`两项合计占总收入的50.1%`)."""
    start = view.clauses[draft.clause][0]
    shares = [m.start for m in view.cues(start, draft.start, "share", "ratio")]
    return bool(shares) and _WORDS.together.search(view.text, start, shares[0]) is not None


def _than_then(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    """Whether a number is what the one before it is set against (`新开30家,高于去年的22家`)."""
    return _THAN.fullmatch(view.without_phrases(earlier.end, draft.quantity.qualifier_start)) is not None


_THAN_WORDS = (*reading_words().subjects.set_beside, *_WORDS.than)
_THAN = re.compile(rf"[\u4e00-\u9fff]{{0,4}}[,，]?[\u4e00-\u9fff]{{0,2}}?(?:{one_of(_THAN_WORDS)})[的]?")


def name_item(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """Several things go under one id (注册用户, 月活): which of them the number is of."""
    if draft.metric == "dividend" and draft.kind == "money":
        lot = _LOT.search(view.text, draft.own_start, draft.start)
        if lot is not None:
            draft.dimensions["item"] = lot.group()  # 每10股派2元 is no total
            return
    if draft.metric == "users" and (other := _OTHER_USERS.search(view.text, draft.own_start, draft.start)):
        draft.dimensions["item"] = other["item"]
        return
    if draft.head is not None:
        item = view.lexicon.items.get(word_of(view, draft))
        if item is not None and draft.metric not in PER_UNIT:
            draft.dimensions["item"] = item
    if (
        not sort_counted(view, draft)
        and draft.carried
        and earlier is not None
        and "item" not in draft.dimensions
        and (item := earlier.dimensions.get("item")) is not None
        and (not is_opened_or_closed(item) or _than_then(view, draft, earlier))
        and _LOT.fullmatch(item) is None
    ):
        draft.dimensions["item"] = item
