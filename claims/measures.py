"""What, and how measured: the metric and the measure of each number in a sentence.

In: the sentence's drafts, in order, and its view. Out: the same drafts with `metric`, `measure`, `of`,
`versus`, `direction`, `label` and `head` set. A number's own words (behind the number before it) are asked
first, then its clause, then the clauses before it, then the number before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from claims.apiece import set_apiece
from claims.draft import Draft
from claims.firstdays import be_since_issue, on_first_day
from claims.growth import base_of_change
from claims.headcounts import count_places, count_staff, part_people_from_goods
from claims.heads import BRACKETS, MOVES_FROM, RATE_KINDS, before_gloss, carry, name_it, take_metric
from claims.holdernames import allotted
from claims.labels import label_again, label_by_place
from claims.levels import resolve_level
from claims.lexicons import one_of
from claims.markets import be_size_of_market
from claims.model import Measure
from claims.modifiers import TOGETHER
from claims.numerals import ends_in_scale
from claims.ownmoves import is_chance, moves_itself
from claims.payouts import be_dividends
from claims.pricemoves import PRICED, closes_at, moves_over
from claims.pricing import be_exchange_rate, goes_on_pricing, price_by_unit
from claims.rates import resolve_rate
from claims.readingwords import reading_words
from claims.refining import (
    be_capital,
    be_move_of_price,
    be_other_gain,
    be_paid,
    be_share_of_income,
    is_together,
    keep_denominator,
    move_loss,
    name_item,
    name_sold,
    refine,
    set_beside_forecast,
    set_loss,
    settle,
    tighten,
    turn_sign,
    word_of,
)
from claims.sentence import Mention, SentenceView
from claims.setagainst import set_against
from claims.shares import be_multiple_of_stated, be_part_of_stated
from claims.things import price_of_goods
from claims.trades import be_paid_for_stake, resolve_trade
from claims.words import Lexicon

_WORDS = reading_words().metrics
_VERB_OF = re.compile(
    rf"(?<![{re.escape(_WORDS.not_that_verb)}])(?P<verb>{one_of(_WORDS.amounts_by_verb)})"
    rf"(?:{one_of(_WORDS.behind_verb)})?[约近超]?$"
)
_OF_A_LOT = re.compile(rf"(?:{one_of(reading_words().prices.lots)})[^,，。;；]{{0,8}}$")
"""Before the verb of what somebody gained who was allotted shares."""
_GAIN = "lot_gain"
_SINCE = re.compile(one_of(reading_words().prices.since))
_JOINS = frozenset({"、", ",", "，", "/", *_WORDS.and_, *_WORDS.or_})
_MEMBER = re.compile(r"\s*[\u4e00-\u9fffA-Za-z0-9]{1,8}")
_ROW_OPENS = re.compile(
    rf"(?:{one_of(reading_words().lists.respectively)}|[为是如下情况的前排名家位大\d一二三四五六七八九十])*"
)
"""Between a metric and the colon of a row."""
_TOPIC_ENDS = " ,，:：为是约"
_ASKED = frozenset({"percent", "money", "physical", "count"})
_ANSWERED = re.compile(rf"(?:[\u4e00-\u9fff]{{2,4}}[:：])?(?:{one_of(_WORDS.answers)}|[,，、\s])*")
_THRESHOLD = re.compile(rf"{_WORDS.thresholds.pattern}[^,，。;；]{{0,4}}?\d")
_EQUATED = re.compile(rf"(?:都|全)?{one_of(_WORDS.made_by)}(?!的)")
"""Behind a share that opens its clause: what so much of it is (`六成是授权费`)."""


def resolve_metrics(
    view: SentenceView, drafts: Sequence[Draft], before: Draft | None, rate_before: Draft | None
) -> None:
    """Set metric and measure of every draft.

    `before` is the last draft of the paragraph so far, `rate_before` the last one that is a rate.
    """
    previous = before
    for index, draft in enumerate(drafts):
        earlier = drafts[index - 1] if index else None
        if earlier is not None and moves_over(view, earlier, draft):
            earlier = drafts[index - 2] if index > 1 else None
        glossed = before_gloss(view, drafts[:index], draft)
        if glossed is not None and draft.kind in RATE_KINDS:
            earlier = previous = glossed
        if earlier is not None and _continues_list(view, earlier, draft):
            carry(draft, earlier)
        elif draft.kind in RATE_KINDS:
            if not (is_chance(view, draft) or moves_itself(view, draft)):
                resolve_rate(view, draft, earlier, previous, rate_before)
            _move_ratio(draft, earlier)
        elif draft.kind == "rank":
            draft.metric, draft.measure = "ranking", Measure.RANK
        elif not _by_verb(view, draft):
            resolve_level(view, draft, drafts[:index], previous)
        _equate(view, draft)
        count_places(view, draft)
        set_apiece(view, draft, drafts[:index])
        be_exchange_rate(view, draft, earlier, drafts[:index])
        count_staff(view, draft, earlier)
        _of_cash(view, draft, earlier)
        if draft.kind == "money" and _THRESHOLD.match(view.text, draft.end, view.end) is not None:
            draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL
        if draft.metric is None and (topic := _topic(view, draft)) is not None:
            name_it(draft, topic, "sentence")
        if draft.metric in (None, "other") and (told := _before_row(view, draft)) is not None:
            name_it(draft, told, "sentence")
        if draft.metric is None:
            priced = goes_on_pricing(view, draft, earlier) or price_of_goods(view, draft)
            draft.metric = "price" if priced else "share_price" if closes_at(view, draft) else "other"
        unnamed = draft.metric == "other" and draft.kind == "physical"
        if unnamed and view.text.startswith(_WORDS.per_year, draft.end):
            draft.metric = "capacity"
        if draft.metric == "other" and draft.label is None:
            draft.label = label_again(view, draft, earlier)
        if (
            draft.metric == "subscription_multiple"
            and draft.kind == "money"
            and allotted(view.text, draft.own_start, draft.start)
        ):
            draft.metric = "funding"  # 认购8380万港元股份
        price_by_unit(view, draft, earlier)
        if draft.versus == "previous_close" and _SINCE.search(view.text, draft.own_start, draft.start):
            draft.versus = "period_start"  # 本周累计下跌6.1%
        if draft.versus == "previous_close" and draft.metric not in PRICED:
            draft.versus = base_of_change(view, draft) or "previous"  # 新增病例较前一日增加2例
            draft.versus = "previous" if draft.versus == "previous_close" else draft.versus
        if draft.versus == "previous_close" and on_first_day(view, draft):
            draft.versus = "offer_price"
        if draft.kind == "count" and draft.metric == "shareholding":
            draft.metric, draft.head = "other", None  # 通过两家持股平台
        if draft.measure is Measure.GROWTH and draft.metric == "offer_price":
            draft.metric, draft.versus = "share_price", "offer_price"  # 较发行价92.50元上涨37%
        be_paid(view, draft)
        keep_denominator(view, draft, earlier)
        part_people_from_goods(view, draft, earlier)
        if draft.metric == "issue_size" and earlier is not None and _owes(view, earlier, draft):
            draft.metric = "debt"
        be_move_of_price(view, draft)
        resolve_trade(view, draft, earlier)
        be_size_of_market(view, draft)
        set_against(view, draft, drafts[:index])
        be_since_issue(view, draft)
        if draft.measure is Measure.RATIO and is_together(view, draft):
            draft.metric, draft.head, draft.label = "other", None, TOGETHER
        tighten(view, draft)
        be_paid_for_stake(view, draft, drafts[:index])
        refine(view, draft, earlier)
        if earlier is not None:
            set_beside_forecast(view, draft, earlier)
        set_loss(view, draft)
        move_loss(view, draft)
        be_part_of_stated(view, draft, drafts[:index])
        be_multiple_of_stated(view, draft, drafts[:index])
        be_capital(view, draft)
        be_dividends(view, draft, drafts[:index])
        turn_sign(view, draft, drafts[:index])
        be_other_gain(view, draft)
        name_item(view, draft, earlier)
        name_sold(view, draft)
        be_share_of_income(view, draft, drafts[:index])
        spec = view.lexicon.metrics.get(draft.metric)
        if spec is not None and draft.kind in ("money", "percent"):
            if draft.kind == "money":
                draft.metric = spec.amounts or draft.metric
            draft.negated = bool(spec.losses and draft.head) and word_of(view, draft) in spec.losses
        settle(view, draft)
        previous = draft
        if draft.kind in RATE_KINDS:
            rate_before = draft
    _name_movement(view, drafts)
    label_by_place(view, drafts, before)


def _before_row(view: SentenceView, draft: Draft) -> Mention | None:
    """The metric before a colon behind which a row opens with a name and its number (`销量为:甲3万`)."""
    colon = max(view.text.rfind(mark, view.start, draft.start) for mark in ":：")
    opens = colon >= 0 and _MEMBER.fullmatch(view.text, colon + 1, draft.start) is not None
    named = view.metrics(view.start, colon) if opens and draft.measure is Measure.LEVEL else ()
    if not named or not view.lexicon.compatible(named[-1].metric or "", draft.kind):
        return None
    plain = _ROW_OPENS.fullmatch(view.text, named[-1].end, colon) is not None
    return named[-1] if plain and not view.metrics(colon, draft.start) else None


def _move_ratio(draft: Draft, earlier: Draft | None) -> None:
    """Points right behind a ratio are by how much it moved (`占营收的比例降至8.0%,下降0.5个百分点`)."""
    if earlier is None or draft.kind != "points" or earlier.measure is not Measure.RATIO:
        return
    named = draft.head is not None and draft.head[0] >= draft.own_start
    if not named and draft.metric == earlier.of:
        draft.metric, draft.label, draft.head = earlier.metric, None, earlier.head


def _topic(view: SentenceView, draft: Draft) -> Mention | None:
    """The metric that alone opens a sentence of which a number says only when (`每股收益，2024年1.64元`)."""
    start, end = view.clauses[0]
    named = view.metrics(start, end)
    words = view.without_phrases(draft.own_start, draft.quantity.qualifier_start).strip(_TOPIC_ENDS)
    if (
        not draft.clause
        or words
        or len(named) != 1
        or not view.lexicon.compatible(named[0].metric or "", draft.kind)
    ):
        return None
    return named[0] if view.text[start:end].strip(_TOPIC_ENDS) == named[0].word else None


def name_as_headed(view: SentenceView, drafts: Sequence[Draft], metric: str) -> None:
    """Give levels that nothing names the metric of the heading that opens their paragraph."""
    for draft in drafts:
        unnamed = draft.metric == "other" and draft.head is None and draft.measure is Measure.LEVEL
        counted = draft.kind == "count" and draft.quantity.classifier
        if view.metrics(view.clauses[draft.clause][0], draft.start):
            continue
        if unnamed and not counted and view.lexicon.compatible(metric, draft.kind):
            draft.metric, draft.label = metric, None


def name_as_asked(
    view: SentenceView, drafts: Sequence[Draft], metrics: Sequence[str], of: Mapping[str, str]
) -> None:
    """Give levels of which an answer says only when they held the metric that was asked after.

    `metrics` are those asked after: the first that takes a number of the kind; `of` is the slice of it.
    """
    named: Draft | None = None
    for draft in drafts:
        moves = draft.kind == "points" or draft.measure is Measure.GROWTH
        if moves and named is not None and draft.metric == "other" and draft.head is None:
            if not view.metrics(named.end, draft.start):
                draft.metric, draft.label = named.metric, None  # …,提高0.8个百分点
                draft.dimensions |= of
            continue
        unnamed = draft.metric == "other" and draft.measure is Measure.LEVEL
        words = view.without_phrases(draft.own_start, draft.quantity.qualifier_start)
        metric = next((m for m in metrics if _answers(view, draft, m)), None)
        if unnamed and metric and draft.head is None and _ANSWERED.fullmatch(words) is not None:
            draft.metric, draft.label = metric, None  # 负债率高不高？年底61.0%,一季度末60.2%
            draft.dimensions |= of
            named = draft


def _answers(view: SentenceView, draft: Draft, metric: str) -> bool:
    """Whether a number may be a level of the metric asked after; a count by what it counts."""
    if draft.kind == "count" and draft.quantity.classifier not in _WORDS.answer_counters.get(metric, ()):
        return False
    return draft.kind in _ASKED and view.lexicon.compatible(metric, draft.kind)


def _equate(view: SentenceView, draft: Draft) -> None:
    """A bare ratio that says what so much of it is has its metric behind it, not before (`六成是授权费`)."""
    if draft.measure is not Measure.RATIO or _EQUATED.match(view.text, draft.end, view.end) is None:
        return
    if not view.text[draft.own_start : draft.start].strip(" ,，"):
        draft.metric, draft.head, draft.measure, draft.of = "other", None, Measure.SHARE, None


def _owes(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    """Whether bonds stand in a list of what is owed (`债务余额134亿元,其中中期票据55亿元`)."""
    issued = any("发行" in m.word for m in view.metrics(earlier.end, draft.start))
    return earlier.metric == "debt" and earlier.kind == draft.kind == "money" and not issued


def _name_movement(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """`从2022年的A增至2024年的B,营收复合增长率为C`: what C names, A and B are of."""
    for start, end, rate in zip(drafts, drafts[1:], drafts[2:], strict=False):
        if start.metric == end.metric == "other" and rate.measure in (Measure.CAGR, Measure.GROWTH):
            moved = MOVES_FROM.match(view.text, start.own_start, start.start)
            if moved and rate.metric not in (None, "other") and start.kind == end.kind == "money":
                for draft in (start, end):
                    take_metric(draft, rate)
                    draft.label = None


def _continues_list(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    """Whether only a list's comma or conjunction parts two numbers of one kind."""
    if earlier.kind != draft.kind and not {earlier.kind, draft.kind} <= {"money", "count"}:
        return False
    classifiers = {earlier.quantity.classifier, draft.quantity.classifier} - {""}
    if draft.kind == "count" and len(classifiers) > 1:
        return False  # 车队平均1,110辆，236万单
    between = BRACKETS.sub("", view.text[earlier.end : draft.start].strip())
    return between in _JOINS and (between not in (",", "，") or earlier.quantity.in_list >= 0)


def _of_cash(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """`现金流转正,上半年3亿元,上年同期净流出1亿元`: what flows out there is cash, and none of a market's."""
    flow = _WORDS.cash_moves.get(word_of(view, draft)) if draft.metric == "trading_volume" else None
    if flow is None or draft.head is None:
        return
    flows = _WORDS.cash_moves.values()
    named = [m for m in view.metrics(view.start, draft.head[0]) if m.metric in flows]
    if named or (earlier is not None and earlier.metric in flows):
        draft.metric, draft.head = flow, None


def _by_verb(view: SentenceView, draft: Draft) -> bool:
    """Name what the verb right before an amount says of it (`赚8.94亿元`, `亏掉了7个亿`); whether it does."""
    quantity = draft.quantity
    bare = draft.unit == "count" and not quantity.classifier and ends_in_scale(quantity.text)
    if draft.kind != "money" and not bare:
        return False
    found = _VERB_OF.search(view.text, draft.own_start, draft.quantity.qualifier_start)
    sold = _sold_to(view.lexicon).search(view.text, draft.own_start, draft.quantity.qualifier_start)
    if sold is not None:
        draft.metric, draft.head, draft.dimensions["region"] = "revenue", sold.span("verb"), sold["to"]
        draft.why("metric", *sold.span("verb"), "clause")
        return True
    if found is None:
        return False
    if _OF_A_LOT.search(view.text, view.clauses[draft.clause][0], found.start("verb")) is not None:
        draft.metric, draft.head = _GAIN, None  # 散户一手赚17万
        return True
    draft.metric, draft.head = _WORDS.amounts_by_verb[found["verb"]], found.span("verb")
    draft.why("metric", *found.span("verb"), "clause")
    return True


@cache
def _sold_to(lexicon: Lexicon) -> re.Pattern[str]:
    """Before an amount: where that much was sold (`卖到海外8亿元`)."""
    return re.compile(
        rf"(?P<verb>{one_of(_WORDS.sold_to)})了?(?P<to>{one_of(lexicon.dimensions.regions)})(?:市场|地区)?(?:的|有|了|达)*$"
    )
