"""Rates: the metric and measure of percentages, multiples and percentage points."""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.growth import find_grown, grows_behind, is_change, last_cue, resolve_growth
from claims.heads import RATE_KINDS, carry, metrics_behind, name_it, previous_rate, take_metric, takes
from claims.lexicons import one_of
from claims.model import Measure
from claims.places import is_place
from claims.pricemoves import PRICED, PriceMove, last_indices, price_move
from claims.ratios import resolve_named_ratio
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.shares import STAKES, be_part_of_stake, be_stake, behind_rate, resolve_ratio, resolve_share
from claims.things import price_gone_on_with
from claims.unnamedrates import of_unnamed_rate
from claims.words import Cue

_WORDS = reading_words().metrics
_OF_STAKE = re.compile(
    r"占其(?:总|全部|合计|目前)*持(?:有|股|仓)(?:量|数|总数|数量|总量)[^,，。]{0,6}$|"
    r"占(?:[^,，。占\d]{0,12}?所持(?:有)?[^,，。占\d]{0,8}?|(?:其|该股东|本人)?(?:合计|直接|间接|累计|自身)*持(?:有)?的?(?:公司|本公司|上市公司)?)"
    r"股[份票][^,，。]{0,8}$"
)
"""A part of the holder's own stake, not of the company's capital."""
_STAKE_BEFORE = re.compile(r"(?:拥有|持有|持)[^,，。]{0,20}(?:股份|股权|股本)的$")
_STAKE = re.compile(
    r"(?:(?:以?及|、|和|与)\d+(?:\.\d+)?%)*(?:以上)?(?:的)?(?:公司|已发行)?(?:股份|股权|股票|权益)"
)
_COUPON = re.compile(rf"的?(?:高级|有?担保|无抵押|次级|非)*{one_of(_WORDS.pays_interest)}")
"""Behind a percentage: what pays that much interest."""
_OF_COMPANY = re.compile("的?股权")
_RECOVERS = re.compile(_WORDS.recovers_to)
_LEADS_TO = re.compile(rf"\s*[,，]?\s*{one_of(_WORDS.leads_to)}")
_POINTS_BACK = re.compile(one_of(_WORDS.pointers) + one_of(_WORDS.rates_again))
"""Words that point to the rate before."""


_COUNTED_BY = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:而|若|如果|但|改)?{one_of(_WORDS.by_what)}[^,，;；]{{2,8}}?{one_of(_WORDS.counted_by)}"
)
"""Before a share that goes on with the one before it, of something else (`以件量计则为7.3%`)."""
_EARNED = frozenset({"eps", "net_profit", "attributable_net_profit", "recurring_net_profit"})
_BY = re.compile(rf"(?:{one_of(_WORDS.by_what)}|对应)[^,，;；]{{0,12}}$")
_PRICED_AT = re.compile(rf"(?:{one_of(_WORDS.priced_at)})+")
"""Between what is earned and a multiple of it (`按今年EPS算是22倍`)."""
_EQUATED = re.compile(one_of(_WORDS.equates))


def resolve_rate(
    view: SentenceView,
    draft: Draft,
    earlier: Draft | None,
    previous: Draft | None,
    rate_before: Draft | None,
) -> None:
    """Find metric and measure of a rate.

    The cue of change, share or ratio among its own words decides; without one, the metric before or behind,
    then the clause, the number before and the sentence.
    """
    if rate_before is not None and _POINTS_BACK.search(view.text, draft.own_start, draft.start):
        carry(draft, rate_before)
        return
    own = (draft.own_start, draft.start)
    if earlier is not None and _in_other_words(view, draft, earlier):
        take_metric(draft, earlier)
        draft.measure, draft.direction, draft.versus = Measure.GROWTH, earlier.direction, earlier.versus
        return
    if earlier is not None and draft.kind == "percent" and _recovers(view, draft, earlier):
        return
    move = price_move(view, draft)
    priced = move is not None and (move.name is not None or earlier is None or earlier.metric in PRICED)
    if move is not None and priced and not _grows_likewise(view, move, earlier):
        _move(view, draft, move, earlier, previous)
        return
    if _reaches(view, draft, earlier) and earlier is not None:
        take_metric(draft, earlier)
        return
    if view.text[draft.start : draft.end] in _WORDS.moves_itself:
        against = [m.cue.versus for m in view.cues(*own, "growth") if m.cue is not None and m.cue.versus]
        draft.measure, draft.versus = Measure.GROWTH, against[-1] if against else "year_ago"
        find_grown(view, draft, earlier, previous, before=draft.start)
        return
    if _OF_STAKE.search(view.text[own[0] : own[1]]):
        be_part_of_stake(view, draft, previous)
        return
    if (
        earlier is not None
        and earlier.metric == "share_capital"
        and view.text[earlier.end : draft.start] == "的"
    ):
        be_stake(view, draft, previous)  # 占总股本7.26亿股的0.13%
        return
    if resolve_named_ratio(view, draft, earlier):
        return
    heads = view.metrics(*own)
    kind = "percent" if draft.kind == "points" else draft.kind
    rates = [m for m in heads if takes(view, m, kind) and not takes(view, m, "count")] or [
        m for m in heads if takes(view, m, kind)
    ]
    cue = last_cue(view, *own)
    behind = metrics_behind(view, draft)
    if of_unnamed_rate(view, draft, cue, earlier):
        return
    if cue is None and rates and rates[-1].metric not in STAKES and _is_of_company(view, draft):
        be_stake(view, draft, previous)  # 与PMI各持有某公司50%股权
        return
    if (
        rates
        and rates[-1].metric == "shareholding"
        and (rates[-1].word.startswith("占") or cue is not None)
        and (cue is None or cue[1].kind in ("share", "ratio"))
    ):
        name_it(draft, rates[-1], "clause")
        be_stake(view, draft, previous)
        return
    if (
        heads
        and heads[-1].metric == "share_capital"
        and draft.kind == "percent"
        and view.text[heads[-1].end : draft.start] in ("", *_WORDS.of_whole)
    ):
        name_it(draft, heads[-1], "clause")
        be_stake(view, draft, previous)  # 不超过公司总股本的2%
        return
    if cue is not None and cue[1].kind == "cagr" and draft.kind == "points":
        draft.measure, draft.versus = Measure.CHANGE, "year_ago"
        find_grown(view, draft, earlier, previous, before=cue[0].start)
        return
    if cue is not None and cue[1].kind == "cagr":
        draft.measure, draft.versus = Measure.CAGR, None
        draft.averaged = view.text[max(view.start, cue[0].start - 2) : cue[0].end]
        find_grown(view, draft, earlier, previous, before=cue[0].start)
        return
    slowed = _changed_pace(view, draft, cue)
    if slowed is not None:
        resolve_growth(view, draft, *slowed, rates, earlier, previous)
        return
    if cue is not None and cue[1].kind in ("growth", "growth_noun") and is_change(view, draft, *cue):
        if rates and rates[-1].end > cue[0].end and draft.kind != "points":
            name_it(draft, rates[-1], "clause")
            return
        resolve_growth(view, draft, cue[0], cue[1], rates, earlier, previous)
        return
    if rates and (cue is None or cue[1].kind in ("growth", "growth_noun") or rates[-1].start >= cue[0].start):
        name_it(draft, rates[-1], "clause")
        return
    if cue is not None and cue[0].word in _WORDS.equates:
        _of_another_period(view, draft, earlier)
        if draft.measure is Measure.RATIO:
            return  # 前三季度27亿元,相当于去年的92%
    if cue is not None and cue[1].kind == "share":
        resolve_share(view, draft, cue[0], earlier, previous)
        return
    if cue is not None and cue[1].kind == "ratio":
        resolve_ratio(view, draft, cue[0], earlier, previous)
        return
    if cue is None and view.text[draft.own_start : draft.start].endswith("比") and len(heads) > 1:
        name_it(draft, heads[-2], "clause")  # 研发费用与营收比约为1.6:1
        draft.measure, draft.of = Measure.RATIO, heads[-1].metric
        return
    if cue is None and grows_behind(view, draft, earlier, previous):
        return
    if draft.kind == "percent" and _STAKE_BEFORE.search(view.text[draft.own_start : draft.start]):
        be_stake(view, draft, previous)
        return
    if _is_stake(view, draft):
        be_stake(view, draft, previous)
        return
    if cue is None and not rates and _COUPON.match(view.text, draft.quantity.end) is not None:
        draft.metric, draft.dimensions["item"] = "interest_rate", _WORDS.coupon
        return
    if behind:
        behind_rate(view, draft, behind)
        if draft.metric is not None:
            return
    if (
        heads and draft.kind == "percent" and view.text[heads[-1].end : draft.start] in _WORDS.of_whole
    ) and view.lexicon.metrics[heads[-1].metric or ""].whole:  # 研发开支中70.7%
        name_it(draft, heads[-1], "clause")
        draft.measure = Measure.SHARE
        parts = [m for m in behind if takes(view, m, "money")]
        if parts and _EQUATED.match(view.text, draft.end):  # 研发开支中70.7%为算力服务费
            draft.measure, draft.of, draft.metric = Measure.RATIO, heads[-1].metric, parts[0].metric
        return
    if draft.kind == "points":
        draft.measure = Measure.CHANGE
    if heads and draft.kind == "percent" and heads[-1].metric == "shareholding":
        name_it(draft, heads[-1], "clause")
        return
    clause_start = view.clauses[draft.clause][0]
    wider = [m for m in view.metrics(clause_start, draft.own_start) if takes(view, m, kind)]
    told = earlier is not None and earlier.kind in RATE_KINDS and earlier.metric not in (None, "other")
    multiple = draft.kind == "times" and cue is None
    if multiple and heads and heads[-1].metric in _EARNED and _is_priced(view, draft, heads[-1]):
        draft.metric, draft.head = "price_earnings", (heads[-1].start, heads[-1].end)
        return
    counted_by = _COUNTED_BY.search(view.text, draft.own_start, draft.start) is not None
    before = earlier or rate_before
    if counted_by and heads and before is not None and before.measure is Measure.SHARE:
        name_it(draft, heads[-1], "clause")
        draft.measure = Measure.SHARE  # 以收入计占2%;以件量计则为7.3%
        return
    grown = earlier is not None and earlier.measure in (Measure.GROWTH, Measure.CAGR)
    if multiple and earlier is not None and grown and earlier.kind != "times":
        told = told and view.text[draft.own_start : draft.start].strip(" ") in _WORDS.and_
    if earlier is not None and told and _stands_at(view, draft, earlier, cued=cue is not None):
        take_metric(draft, earlier)
        draft.measure = Measure.LEVEL
        return
    if earlier is not None and told and (earlier.kind == draft.kind or earlier.measure is not Measure.RATIO):
        carry(draft, earlier)
        if cue is not None and cue[1].kind in ("growth", "growth_noun"):
            amount = earlier.metric is not None and not view.lexicon.compatible(earlier.metric, "percent")
            grown = earlier.measure is Measure.GROWTH and not amount
            draft.measure = Measure.LEVEL if grown else earlier.measure  # 增长20.7%,三季度提速至23.6%
        return
    if wider:
        name_it(draft, wider[-1], "clause")
        return
    if cue is not None:  # a level reached by a movement (`升至88.4%`) continues the level before it
        source = previous_rate(earlier, previous)
        if source is not None:
            carry(draft, source)
            return
    sentence = [m for m in view.metrics(view.start, draft.own_start) if takes(view, m, kind)]
    if sentence:
        name_it(draft, sentence[-1], "sentence")
        return
    source = previous_rate(earlier, previous)
    if source is not None and "则" in view.text[draft.own_start : draft.start]:
        carry(draft, source)
    elif source is None or (multiple and source.measure is Measure.CAGR):
        _of_another_period(view, draft, earlier)


def _is_stake(view: SentenceView, draft: Draft) -> bool:
    """Whether a percentage is one of shares, by the word right behind it (`50%股权`)."""
    return draft.kind == "percent" and _STAKE.match(view.text, draft.quantity.end) is not None


def _is_of_company(view: SentenceView, draft: Draft) -> bool:
    """Whether a percentage is one of a company's capital, whatever was named before it."""
    return draft.kind == "percent" and _OF_COMPANY.match(view.text, draft.quantity.end) is not None


def _changed_pace(
    view: SentenceView, draft: Draft, cue: tuple[Mention, Cue] | None
) -> tuple[Mention, Cue] | None:
    """The growth or fall that slowed or gathered pace to a number (`收入增长放慢至5%`), or None."""
    if cue is None or cue[1].kind != "growth" or is_change(view, draft, *cue):
        return None
    told = view.cues(draft.own_start, cue[0].start, "growth", "growth_noun")
    if not told or told[-1].cue is None or view.text[told[-1].end : cue[0].start].strip(_PACE):
        return None
    return told[-1], told[-1].cue


_PACE = "率幅度的已又则"
"""Characters between a growth and the verb that says how its pace changed."""


def _is_priced(view: SentenceView, draft: Draft, head: Mention) -> bool:
    """Whether a multiple says at how many times its earnings a share is priced (`按今年EPS算是22倍`)."""
    led = _BY.search(view.text, draft.own_start, head.start) is not None
    return led and _PRICED_AT.fullmatch(view.text, head.end, draft.start) is not None


def _move(
    view: SentenceView, draft: Draft, move: PriceMove, earlier: Draft | None, previous: Draft | None
) -> None:
    """Make a rate the move of a price: an index's, a share's, or that of the price before."""
    cue = last_cue(view, draft.own_start, draft.start)
    draft.measure, draft.versus = Measure.GROWTH, "previous_close"
    if cue is not None:
        draft.direction = cue[1].direction
        draft.why("measure", cue[0].start, cue[0].end, "clause")
    if move.is_index:
        draft.metric, draft.head = "index_level", (move.start, move.start + len(move.name or ""))
    elif move.name is None and earlier is not None and earlier.metric in PRICED - {"market_cap"}:
        draft.metric = earlier.metric
    elif move.name is None and last_indices(view, draft.start) is not None:
        draft.metric = "index_level"
    else:
        draft.metric = "price" if move.is_goods else "share_price"
        if move.name is not None and is_place(view, move.name):
            draft.metric = price_gone_on_with(view, draft, earlier or previous) or "price"


_SHARES = ("股", "股价", "股份")


def _grows_likewise(view: SentenceView, move: PriceMove, earlier: Draft | None) -> bool:
    """Whether a name is of another part that grew as the one before did (`软件收入升4%，硬件则升21.5%`)."""
    if earlier is None or earlier.measure is not Measure.GROWTH or earlier.metric in (None, "other", *PRICED):
        return False
    name = move.name or ""
    known = move.is_index or move.is_goods or name.endswith(_SHARES)
    if not name or known or view.names_between(move.start, move.start + len(name)):
        return False
    return earlier.versus == "year_ago" and view.text.startswith("则", move.start + len(name))


def _reaches(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """Whether a level is what a change before it leads to (`下降0.8个百分点至3.1%`)."""
    return (
        earlier is not None
        and earlier.measure is Measure.CHANGE
        and earlier.kind == "points"
        and draft.kind == "percent"
        and any(
            _LEADS_TO.fullmatch(view.text, earlier.end, end) is not None
            for end in (draft.quantity.start, draft.quantity.qualifier_start)
        )
    )


def _recovers(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    """Whether a percentage says how much of another time's level is reached (`恢复至2019年同期的73.9%`)."""
    if _RECOVERS.search(view.text, draft.own_start, draft.start) is None:
        return False
    base = [p.start for p in view.phrases if draft.own_start <= p.start and p.end <= draft.start]
    if not base or view.metrics(draft.own_start, draft.start):
        return False
    take_metric(draft, earlier)
    draft.measure, draft.of, draft.base_at = Measure.RATIO, draft.metric, base[0]
    return True


def _stands_at(view: SentenceView, draft: Draft, earlier: Draft, *, cued: bool) -> bool:
    """Whether a rate says where another stands that moved by points (`收益率跌6个基点,报1.31%`)."""
    if earlier.measure is not Measure.CHANGE or earlier.kind != "points" or cued:
        return False
    if draft.kind == "points":
        return view.text.endswith(_WORDS.comes_to, draft.own_start, draft.quantity.qualifier_start)
    return draft.kind == "percent" and view.lexicon.compatible(earlier.metric or "", "percent")


def _in_other_words(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    """Whether a percentage only says again how large a change is (`下跌47点或3.5%`)."""
    return (
        draft.kind == "percent"
        and earlier.measure is Measure.CHANGE
        and earlier.kind not in RATE_KINDS
        and view.text[earlier.end : draft.quantity.start].strip(" ,，、") in _WORDS.or_
    )


def _of_another_period(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """`半年营收已接近2024年全年的61%`: a level as a share of the same metric's level in another period."""
    heads = view.metrics(draft.own_start, draft.start)
    for phrase in reversed(view.phrases):
        if phrase.start < draft.own_start or phrase.end > draft.start:
            continue
        if view.text[phrase.end : draft.start] not in _WORDS.of_period:
            return
        if heads and heads[-1].end <= phrase.start:
            name_it(draft, heads[-1], "clause")
        elif (
            earlier is not None
            and earlier.metric not in (None, "other")
            and view.text[draft.own_start : phrase.start].endswith(_WORDS.equates)
        ):
            take_metric(draft, earlier)  # 是2022年的5.4倍
        else:
            return
        draft.measure, draft.of, draft.base_at = Measure.RATIO, draft.metric, phrase.start
        return
