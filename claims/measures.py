"""What, and how measured: the metric and the measure of each number in a sentence.

In: the sentence's drafts, in order, and its view. Out: the same drafts with `metric`, `measure`, `of`,
`versus`, `direction`, `label` and `head` set. A number's own words (behind the number before it) are asked
first, then its clause, then the clauses before it, then the number before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.model import Measure
from claims.sentence import Mention, SentenceView
from claims.words import Cue, Role

_TO = re.compile(r"(?:至|(?<!达)到|变成|转为)[^,，。;；\d%]{0,8}$")
"""Between a verb of change and its number: the number is a level."""
_LINK = re.compile(
    r"^(?:(?:约|大约|近|超过|超|逾|为|是|达|达到|已|已经|高达|仅|共|共计|合计|总计|分别|实现|录得|不|不足|的|了|也|则|至|到|上升|提升|只有|有|就|仍|均|皆|目标|其|在|累计|突破|进一步|密集|完成|更是|变成|维持|保持|人民币|约合|或|将|会|只|都|又|还|再|更|:|：|约为|大概)\s*)*$"
)
"""Words that may stand between a metric and its number without parting them."""
_POST_GAP = re.compile(r"^(?:人民币|的|左右|以上|多|余|以下|上下)*")
_PHRASE_END = re.compile(r"[,，。;；:：!！?？\n、()（）“”「」《》]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
RATE_KINDS = frozenset({"percent", "times", "points"})
_VERSUS_BASE = re.compile(
    r"(?:较|比|相较于?|相比于?|相对于|与)(?P<base>上年末|年初|期初|上年度末|去年底|去年末|上年底|发行价|前收盘价?|上一?季度|上月|上个月|上年同期|去年同期|上年|去年|同期)"
)
_BASES = {
    "上年末": "period_start",
    "年初": "period_start",
    "期初": "period_start",
    "上年度末": "period_start",
    "去年底": "period_start",
    "去年末": "period_start",
    "上年底": "period_start",
    "发行价": "offer_price",
    "前收盘": "previous_close",
    "前收盘价": "previous_close",
    "上季度": "previous",
    "上一季度": "previous",
    "上月": "previous",
    "上个月": "previous",
}
_OF_STAKE = re.compile(
    r"占(?:其|该股东|本人)?(?:合计)?所?持(?:有)?(?:的)?(?:公司|本公司|上市公司)?股份[^,，。]{0,8}$"
)
"""A part of the holder's own stake, not of the company's capital."""
_STAKE_BEFORE = re.compile(r"(?:拥有|持有|持)[^,，。]{0,20}(?:股份|股权|股本)的$")
_STAKE = re.compile(r"(?:以上)?(?:的)?(?:公司|已发行)?(?:股份|股权|股票|权益)")
_POINTS_BACK = re.compile(r"(?:这一|该|此|上述)(?:比例|比率|数字|占比|数据|指标|比重|增速|份额)")
"""Words that point to the rate before."""
_MOVES_FROM = re.compile(r"^[,，\s]*(?:从|由)")
_MOVES_ITSELF = frozenset(
    {"腰斩", "翻番", "翻倍", "翻一番", "翻两番", "翻了一番", "翻了两番", "翻了一倍", "翻三番"}
)
"""Numbers that are changes by themselves."""
_IS = re.compile(r"(?:是|为|相当于|约为|达到|达)$")
_AFFECTS = re.compile(r"(?:影响|贡献|增厚|减少|增加|拖累|冲减|产生)(?:了|公司|当期|本期)?$")
_SLICE = re.compile(r"业务|部署|板块|分部|项目")
_MOVED = re.compile(
    r"(?:[(（][^()（）]*[)）])?(?:股价|今日|盘中|盘前|盘后|午后|早盘|竞价|一度|最高|则|也|大|暴|微|现|收|开盘)*(?:[涨跌]|高开|低开)(?:幅|了)?"
)
_SHARES_SPOKEN_OF = re.compile(r"个股|股价|该股|概念股")
_PRICED = frozenset({"share_price", "index_level", "price", "market_cap"})
_PRICE_MOVES = re.compile(r"[涨跌]|高开|低开")


def resolve_metrics(
    view: SentenceView, drafts: Sequence[Draft], before: Draft | None, rate_before: Draft | None
) -> None:
    """Set metric and measure of every draft.

    `before` is the last draft of the paragraph so far, `rate_before` the last one that is a rate.
    """
    previous = before
    for index, draft in enumerate(drafts):
        earlier = drafts[index - 1] if index else None
        if earlier is not None and _continues_list(view, earlier, draft):
            _carry(draft, earlier)
        elif draft.kind in RATE_KINDS:
            _rate(view, draft, earlier, previous, rate_before)
        elif draft.kind == "rank":
            draft.metric, draft.measure = "ranking", Measure.RANK
        else:
            _level(view, draft, earlier, previous)
        if draft.metric is None:
            draft.metric = "other"
        if draft.metric == "other" and draft.label is None:
            draft.label = _label(view, draft)
        if draft.metric == "share_price" and "/" in draft.unit and not draft.unit.endswith("/share"):
            draft.metric = "price"  # 报836.6元/吨 is no share's price
        _tighten(view, draft)
        _loss(view, draft)
        _item(view, draft, earlier)
        previous = draft
        if draft.kind in RATE_KINDS:
            rate_before = draft
    _name_movement(view, drafts)


def _name_movement(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """`从2022年的A增至2024年的B,营收复合增长率为C`: what C names, A and B are of."""
    for start, end, rate in zip(drafts, drafts[1:], drafts[2:], strict=False):
        if start.metric == end.metric == "other" and rate.measure in (Measure.CAGR, Measure.GROWTH):
            moved = _MOVES_FROM.search(view.text[start.own_start : start.start])
            if moved and rate.metric not in (None, "other") and start.kind == end.kind == "money":
                for draft in (start, end):
                    _take_metric(draft, rate)
                    draft.label = None


def _continues_list(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    """Whether only a list's comma or conjunction parts two numbers of one kind."""
    if earlier.kind != draft.kind and not {earlier.kind, draft.kind} <= {"money", "count"}:
        return False
    between = view.text[earlier.end : draft.start].strip()
    between = re.sub(r"[(（][^()（）]*[)）]", "", between)
    return between in ("、", "和", "及", "与", "以及", ",", "，", "或", "/") and (
        between not in (",", "，") or earlier.quantity.in_list >= 0
    )


def _carry(draft: Draft, source: Draft) -> None:
    """Take metric and measure over from another draft."""
    draft.metric, draft.measure, draft.of = source.metric, source.measure, source.of
    draft.versus, draft.direction, draft.head = source.versus, source.direction, source.head
    draft.label = source.label
    draft.carried = True
    if source.head:
        draft.why("metric", *source.head, "list")


def _loss(view: SentenceView, draft: Draft) -> None:
    """`扣非净利润亏损4.5亿元` is a net loss of its own comparability, not the net loss."""
    if draft.metric != "net_loss" or draft.head is None:
        return
    for mention in view.metrics(view.clauses[view.clause_of(draft.head[0])][0], draft.head[0]):
        spec = view.lexicon.metrics[mention.metric or ""]
        if spec.loss and mention.end >= draft.head[0] - 2:
            draft.dimensions["comparability"] = spec.loss


def _tighten(view: SentenceView, draft: Draft) -> None:
    """`斥资` is a buyback only beside 回购."""
    spec = view.lexicon.metrics.get(draft.metric or "")
    if spec is None or draft.head is None:
        return
    for loose in spec.loose:
        if view.text[draft.head[0] : draft.head[1]] in loose.words:
            sentence = view.text[view.start : view.end]
            if not any(word in sentence for word in loose.beside):
                draft.metric = loose.otherwise


def _item(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """Several things go under one id (注册用户, 月活): which of them the number is of."""
    if draft.head is not None:
        item = view.lexicon.items.get(view.text[draft.head[0] : draft.head[1]])
        if item is not None:
            draft.dimensions["item"] = item
    elif draft.carried and earlier is not None and "item" in earlier.dimensions:
        draft.dimensions["item"] = earlier.dimensions["item"]


def _name(draft: Draft, mention: Mention, how: str) -> None:
    draft.metric = mention.metric
    draft.head = (mention.start, mention.end)
    draft.why("metric", mention.start, mention.end, how)


def _behind(view: SentenceView, draft: Draft, reach: int = 14) -> list[Mention]:
    """Metrics in the noun phrase right behind a number (`8000家机构客户`), up to punctuation or a number."""
    start = draft.end
    bracket = _BRACKETS.match(view.text, start, view.end)
    if bracket and bracket.end() - start < 20:
        start = bracket.end()
    end = min(view.end, start + reach)
    stop = _PHRASE_END.search(view.text, start, end)
    if stop:
        end = stop.start()
    for quantity in view.quantities:
        if start <= quantity.start < end:
            end = quantity.start
    for phrase in view.phrases:
        if start <= phrase.start < end:
            end = phrase.start
    return view.metrics(start, end)


# Rates: percentages, multiples and points


def _rate(
    view: SentenceView,
    draft: Draft,
    earlier: Draft | None,
    previous: Draft | None,
    rate_before: Draft | None,
) -> None:
    if rate_before is not None and _POINTS_BACK.search(view.text[draft.own_start : draft.start]):
        _carry(draft, rate_before)
        return
    own = (draft.own_start, draft.start)
    if _reaches(view, draft, earlier) and earlier is not None:
        _take_metric(draft, earlier)
        return
    if view.text[draft.start : draft.end] in _MOVES_ITSELF:
        draft.measure, draft.versus = Measure.GROWTH, "year_ago"
        _find_grown(view, draft, earlier, previous, before=draft.start)
        return
    if _OF_STAKE.search(view.text[own[0] : own[1]]):
        held = _holding(view, draft, previous)
        draft.metric = "pledge" if held == "shareholding" else held
        draft.measure = Measure.SHARE
        return
    heads = view.metrics(*own)
    kind = "percent" if draft.kind == "points" else draft.kind
    rates = [m for m in heads if _takes(view, m, kind) and not _takes(view, m, "count")] or [
        m for m in heads if _takes(view, m, kind)
    ]
    cue = _last_cue(view, *own)
    behind = _behind(view, draft)

    if (
        rates
        and rates[-1].metric == "shareholding"
        and rates[-1].word.startswith("占")
        and (cue is None or cue[1].kind in ("share", "ratio"))
    ):
        _name(draft, rates[-1], "clause")
        draft.metric = _holding(view, draft, previous)
        return
    if cue is not None and cue[1].kind == "cagr" and draft.kind == "points":
        draft.measure, draft.versus = Measure.CHANGE, "year_ago"
        _find_grown(view, draft, earlier, previous, before=cue[0].start)
        return
    if cue is not None and cue[1].kind == "cagr":
        draft.measure, draft.versus = Measure.CAGR, None
        draft.averaged = view.text[max(view.start, cue[0].start - 2) : cue[0].end]
        _find_grown(view, draft, earlier, previous, before=cue[0].start)
        return
    if cue is not None and cue[1].kind in ("growth", "growth_noun") and _is_change(view, draft, *cue):
        if rates and rates[-1].end > cue[0].end and draft.kind != "points":
            _name(draft, rates[-1], "clause")
            return
        _growth(view, draft, cue[0], cue[1], rates, earlier, previous)
        return
    if rates and (cue is None or cue[1].kind in ("growth", "growth_noun") or rates[-1].start >= cue[0].start):
        _name(draft, rates[-1], "clause")
        return
    if cue is not None and cue[1].kind == "share":
        _share(view, draft, cue[0], earlier, previous)
        return
    if cue is not None and cue[1].kind == "ratio":
        _ratio(view, draft, cue[0], earlier, previous)
        return
    if cue is None and view.text[draft.own_start : draft.start].endswith("比") and len(heads) > 1:
        _name(draft, heads[-2], "clause")  # 研发费用与营收比约为1.6:1
        draft.measure, draft.of = Measure.RATIO, heads[-1].metric
        return
    if cue is None and _grows_behind(view, draft, earlier, previous):
        return
    if draft.kind == "percent" and _STAKE_BEFORE.search(view.text[draft.own_start : draft.start]):
        draft.metric = _holding(view, draft, previous)
        return
    if draft.kind == "percent" and _STAKE.match(view.text, draft.quantity.end):
        draft.metric = _holding(view, draft, previous)
        return
    if behind:
        _behind_rate(view, draft, behind)
        if draft.metric is not None:
            return
    if (
        heads
        and draft.kind == "percent"
        and view.text[heads[-1].end : draft.start] in ("中", "中的", "中有", "中约", "的")
    ) and view.lexicon.metrics[heads[-1].metric or ""].whole:  # 研发开支中70.7%
        _name(draft, heads[-1], "clause")
        draft.measure = Measure.SHARE
        return
    if draft.kind == "points":
        draft.measure = Measure.CHANGE
    if heads and draft.kind == "percent" and heads[-1].metric == "shareholding":
        _name(draft, heads[-1], "clause")
        return
    clause_start = view.clauses[draft.clause][0]
    wider = [m for m in view.metrics(clause_start, draft.own_start) if _takes(view, m, kind)]
    if earlier is not None and earlier.kind in RATE_KINDS and earlier.metric not in (None, "other"):
        _carry(draft, earlier)
        if cue is not None and cue[1].kind in ("growth", "growth_noun"):
            draft.measure = earlier.measure if earlier.measure != Measure.GROWTH else Measure.LEVEL
        return
    if wider:
        _name(draft, wider[-1], "clause")
        return
    if cue is not None:  # a level reached by a movement (`升至88.4%`) continues the level before it
        source = _previous_rate(earlier, previous)
        if source is not None:
            _carry(draft, source)
            return
    sentence = [m for m in view.metrics(view.start, draft.own_start) if _takes(view, m, kind)]
    if sentence:
        _name(draft, sentence[-1], "sentence")
        return
    source = _previous_rate(earlier, previous)
    if source is not None and "则" in view.text[draft.own_start : draft.start]:
        _carry(draft, source)
    elif source is None:
        _of_another_period(view, draft, earlier)


def _reaches(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """Whether a level is what a change before it leads to (`下降0.8个百分点至3.1%`)."""
    return (
        earlier is not None
        and earlier.measure is Measure.CHANGE
        and earlier.kind == "points"
        and draft.kind == "percent"
        and view.text[earlier.end : draft.start].strip()
        in ("至", "到", ",至", ",到", "，至", "，到", "降至", "升至")
    )


def _grows_behind(view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None) -> bool:
    """A change named behind its number: `录得2%的跌幅`, `三成的EBITDA增长`."""
    match = re.compile(r"(?:以上|左右|多)?(?:的)?").match(view.text, draft.quantity.end)
    start = match.end() if match else draft.quantity.end
    for mention in view.between(start, min(view.end, start + 12)):
        cue = mention.cue
        if cue is None or cue.kind not in ("growth", "growth_noun") or cue.direction == 0:
            continue
        between = view.text[start : mention.start]
        named = [m for m in view.metrics(start, mention.start) if _can_grow(view, m)]
        if between and not (named and named[-1].end == mention.start and named[0].start == start):
            return False
        draft.measure = Measure.CHANGE if draft.kind == "points" else Measure.GROWTH
        draft.direction, draft.versus = cue.direction, cue.versus or _versus(view, draft) or "year_ago"
        draft.why("measure", mention.start, mention.end, "clause")
        if named:
            _name(draft, named[-1], "clause")
        else:
            _find_grown(view, draft, earlier, previous, before=draft.start)
        return True
    return False


def _of_another_period(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """`半年营收已接近2024年全年的61%`: a level as a share of the same metric's level in another period."""
    heads = view.metrics(draft.own_start, draft.start)
    for phrase in reversed(view.phrases):
        if phrase.start < draft.own_start or phrase.end > draft.start:
            continue
        if view.text[phrase.end : draft.start] not in ("的", "全年的", "同期的", "整年的", "全年"):
            return
        if heads and heads[-1].end <= phrase.start:
            _name(draft, heads[-1], "clause")
        elif (
            earlier is not None
            and earlier.metric not in (None, "other")
            and _IS.search(view.text[draft.own_start : phrase.start])
        ):
            _take_metric(draft, earlier)  # 是2022年的5.4倍
        else:
            return
        draft.measure, draft.of, draft.base_at = Measure.RATIO, draft.metric, phrase.start
        return


def _previous_rate(earlier: Draft | None, previous: Draft | None) -> Draft | None:
    for draft in (earlier, previous):
        if draft is not None and draft.kind in RATE_KINDS and draft.measure != Measure.GROWTH:
            return draft
    return None


def _without_time(view: SentenceView, start: int, end: int) -> str:
    """The text between two offsets, its time phrases and brackets left out (`提升至2025年上半年的`)."""
    text = view.text[start:end]
    for phrase in view.phrases:
        if start <= phrase.start and phrase.end <= end:
            text = text.replace(view.text[phrase.start : phrase.end], "", 1)
    return _BRACKETS.sub("", text).removesuffix("的")


def _takes(view: SentenceView, mention: Mention, kind: str) -> bool:
    return mention.metric is not None and view.lexicon.compatible(mention.metric, kind)


def _last_cue(view: SentenceView, start: int, end: int) -> tuple[Mention, Cue] | None:
    """The cue that governs a rate: the last one, but a share or ratio yields to nothing before it."""
    found: tuple[Mention, Cue] | None = None
    for mention in view.between(start, end):
        cue = mention.cue
        if cue is None or cue.kind not in ("growth", "growth_noun", "cagr", "share", "ratio"):
            continue
        if found is not None and found[1].kind == "cagr":
            continue
        if found is not None and found[1].kind == "share" and cue.kind == "ratio":
            continue
        if (
            found is not None
            and found[1].kind == cue.kind == "share"
            and view.metrics(found[0].end, mention.start)
        ):
            continue  # 占营收的比重
        if (
            found is not None
            and found[1].kind in ("share", "ratio")
            and cue.kind == "growth"
            and _TO.search(_without_time(view, mention.end, end))
        ):
            continue  # 占比提升至50%
        if (
            found is not None
            and found[1].kind in ("growth", "growth_noun")
            and found[1].versus
            and cue.kind in ("growth", "growth_noun")
            and cue.versus is None
        ):
            cue = cue.model_copy(update={"versus": found[1].versus})
        found = (mention, cue)
    return found


def _is_change(view: SentenceView, draft: Draft, mention: Mention, cue: Cue) -> bool:
    """Whether the number is the change itself, not the level that the change leads to."""
    if cue.kind == "growth_noun":
        return True
    between = _without_time(view, mention.end, draft.start)
    if mention.word.endswith(("至", "到")):
        return False
    return _TO.search(between) is None


def _growth(
    view: SentenceView,
    draft: Draft,
    mention: Mention,
    cue: Cue,
    rates: list[Mention],
    earlier: Draft | None,
    previous: Draft | None,
) -> None:
    """A growth or a change: `同比增长12%`, `毛利率下降2.1个百分点`, `增长1.51倍`."""
    draft.measure = Measure.CHANGE if draft.kind == "points" else Measure.GROWTH
    draft.direction = cue.direction
    draft.versus = cue.versus or _versus(view, draft)
    draft.why("measure", mention.start, mention.end, "clause")
    if rates and draft.kind == "points":
        _name(draft, rates[-1], "clause")
        return
    if rates and rates[-1].metric not in ("shareholding", "stake_change", "stock_move", "index_level"):
        _name(draft, rates[-1], "clause")
        return
    _find_grown(view, draft, earlier, previous, before=draft.start)
    if draft.versus is None:
        draft.versus = _default_versus(draft)


def _default_versus(draft: Draft) -> str | None:
    return (
        "previous_close"
        if draft.metric in ("share_price", "index_level", "market_cap", "price")
        else "year_ago"
    )


def _versus(view: SentenceView, draft: Draft) -> str | None:
    text = view.text[view.clauses[draft.clause][0] : draft.start]
    match = _VERSUS_BASE.search(text)
    if match is None:
        return None
    return _BASES.get(match["base"], "year_ago")


def _find_grown(
    view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None, before: int
) -> None:
    """Find what grows: named in the clause, else that of the number before, else of the sentence."""
    own = [
        m
        for m in view.metrics(draft.own_start, draft.start)
        if _can_grow(view, m) and view.text[m.start - 1 : m.start] not in ("较", "比")
    ]
    if own:
        _name(draft, own[-1], "clause")
        return
    behind = [m for m in _behind(view, draft, 8) if _can_grow(view, m)]
    if _moves_in_price(view, draft) and (earlier is None or earlier.metric not in _PRICED):
        draft.metric = "share_price"
        return
    if earlier is not None and earlier.metric not in (None, "other", "ranking") and earlier.measure in (
        Measure.LEVEL, Measure.GROWTH, Measure.CHANGE, Measure.CAGR,
    ):  # fmt: skip
        _take_metric(draft, earlier)
        return
    clause_start = view.clauses[draft.clause][0]
    for start, how in ((clause_start, "clause"), (view.start, "sentence")):
        heads = [m for m in view.metrics(start, draft.own_start) if _can_grow(view, m)]
        if heads:
            _name(draft, heads[-1], how)
            return
    if behind:
        _name(draft, behind[-1], "clause")
        return
    words = view.text[draft.own_start : draft.start]
    if any(m.role(Role.SEGMENT) for m in view.between(clause_start, draft.start)):
        draft.metric = "revenue"
        return
    if _PRICE_MOVES.search(words) and "幅" not in words:
        draft.metric = "share_price"
        return
    if draft.kind == "percent" and _SHARES_SPOKEN_OF.search(view.text, view.start, draft.start):
        draft.metric = "share_price"
        return
    if (
        earlier is None
        and previous is not None
        and previous.metric not in (None, "other")
        and _no_subject(view, draft)
    ):
        _take_metric(draft, previous)
    elif view.names_between(clause_start, draft.start) and draft.versus == "year_ago":
        draft.metric = "revenue"  # what a company's growth means where nothing else is said
        draft.why("metric", clause_start, draft.start, "default")


def _moves_in_price(view: SentenceView, draft: Draft) -> bool:
    """Whether a clause says of a name only that it rose or fell (`微软跌1.9%`)."""
    names = view.names_between(draft.own_start, draft.start)
    return bool(names) and _MOVED.fullmatch(view.text[names[-1].end : draft.start]) is not None


def _no_subject(view: SentenceView, draft: Draft) -> bool:
    """Whether nothing but time, attribution and cues stands before a number in its sentence."""
    return not view.names_between(view.start, draft.start) and draft.start - view.start < 24


def _can_grow(view: SentenceView, mention: Mention) -> bool:
    return mention.metric not in (
        None,
        "stake_change",
        "ranking",
        "founded",
        "listed",
        "released",
        "stock_move",
    )


def _take_metric(draft: Draft, source: Draft) -> None:
    draft.metric, draft.head, draft.label, draft.of = source.metric, source.head, source.label, None
    draft.carried = True
    if source.head:
        draft.why("metric", *source.head, "sentence")


def _share(
    view: SentenceView, draft: Draft, mention: Mention, earlier: Draft | None, previous: Draft | None
) -> None:
    """A part of a whole (`占总收入的85%`), or one metric as a share of another (`研发开支占收入的147%`)."""
    draft.measure = Measure.SHARE
    draft.why("measure", mention.start, mention.end, "clause")
    wholes = [m for m in view.metrics(mention.end, draft.start) if view.lexicon.metrics[m.metric or ""].whole]
    wholes += [m for m in view.metrics(mention.end, draft.start) if m.metric == "shareholding"]
    if mention.word in ("贡献", "贡献了"):
        wholes = wholes or [m for m in _behind(view, draft) if view.lexicon.metrics[m.metric or ""].whole]
    left = view.metrics(draft.own_start, mention.start) or view.metrics(
        view.clauses[draft.clause][0], mention.start
    )
    if wholes:
        whole = wholes[-1]
        if whole.metric in ("share_capital", "shareholding"):
            _name(draft, whole, "clause")
            draft.metric, draft.measure = _holding(view, draft, previous), Measure.LEVEL
            return
        numerator = left[-1].metric if left else None
        source = earlier or previous
        if (
            numerator is None
            and source is not None
            and source.measure in (Measure.LEVEL, Measure.RATIO)
            and (source.kind == "money" or source.measure == Measure.RATIO)
        ):
            numerator = source.metric
        if numerator is None:
            heads = view.metrics(view.start, mention.start)
            numerator = heads[-1].metric if heads else None
        money = numerator is not None and numerator != "other" and view.lexicon.compatible(numerator, "money")
        _name(draft, whole, "clause")
        if money and numerator != whole.metric and numerator not in ("sales_amount", "orders"):
            draft.measure, draft.of, draft.metric = Measure.RATIO, whole.metric, numerator
        return
    named = [m for m in left if view.lexicon.metrics[m.metric or ""].whole]
    if named:
        _name(draft, named[-1], "clause")
        return
    if left and _takes(view, left[-1], "percent"):
        _name(draft, left[-1], "clause")
        draft.measure = Measure.LEVEL
        return
    behind = [m for m in _behind(view, draft) if m.metric and not view.lexicon.metrics[m.metric].after]
    if behind:
        _behind_rate(view, draft, behind)
        if draft.metric:
            return
    source = earlier or previous
    if (
        source is not None
        and source.metric
        and (
            source.measure == Measure.SHARE
            or (
                view.lexicon.metrics.get(source.metric) is not None
                and view.lexicon.metrics[source.metric].whole
            )
        )
    ):
        draft.metric, draft.head, draft.carried = source.metric, source.head, True
        return
    heads = [m for m in view.metrics(view.start, mention.start) if view.lexicon.metrics[m.metric or ""].whole]
    if heads:
        _name(draft, heads[-1], "sentence")
    elif mention.word.startswith("占比") and _SLICE.search(view.text[view.start : mention.start]):
        draft.metric = "revenue"  # the whole that a slice of business is a share of
        draft.why("metric", mention.start, mention.end, "default")


def _holding(view: SentenceView, draft: Draft, previous: Draft | None) -> str:
    """Which claim on the shares a part of the capital is: a stake, a pledge, a purchase, a sale."""
    for mention in reversed(view.metrics(view.start, draft.start)):
        if mention.word in ("占总股本", "占公司总股本") or mention.word.startswith("占"):
            continue
        if mention.metric in ("pledge", "stake_change", "shareholding", "buyback", "unlocked_shares"):
            return mention.metric
    if previous is not None and previous.metric in ("pledge", "stake_change", "buyback", "unlocked_shares"):
        return previous.metric
    return "shareholding"


def _ratio(
    view: SentenceView, draft: Draft, mention: Mention, earlier: Draft | None, previous: Draft | None
) -> None:
    """One metric over another: `研发费用与营收的比例约为7:1`."""
    named = view.metrics(draft.own_start, mention.start)
    heads = [m for m in named if m.metric != "shareholding"]
    distinct = [m for i, m in enumerate(heads) if i == 0 or m.metric != heads[i - 1].metric]
    overlap = view.metrics(mention.start, mention.end)
    if len(distinct) >= 2:
        _name(draft, distinct[-2], "clause")
        draft.measure, draft.of = Measure.RATIO, distinct[-1].metric
        draft.why("measure", mention.start, mention.end, "clause")
        return
    rated = [m for m in named if _takes(view, m, draft.kind)]
    if rated:
        _name(draft, rated[-1], "clause")
        return
    source = _previous_rate(earlier, previous)
    if source is not None:
        _carry(draft, source)
    elif distinct and not overlap:
        _name(draft, distinct[-1], "clause")
        draft.measure = Measure.SHARE


def _behind_rate(view: SentenceView, draft: Draft, behind: list[Mention]) -> None:
    """A rate in front of its noun: `84.5%的收入`, `60%以上的毛利率`, `70%股权`."""
    gap = _POST_GAP.match(view.text, draft.quantity.end)
    reach = (gap.end() if gap else draft.quantity.end) + 10
    near = [m for m in behind if m.start <= reach]
    for mention in reversed(near):
        if _takes(view, mention, "percent" if draft.kind == "points" else draft.kind):
            _name(draft, mention, "clause")
            return
    for mention in near:
        between = view.text[draft.quantity.end : mention.start]
        leads = "的" in between or (not between and draft.quantity.text.endswith("成"))
        if view.lexicon.metrics[mention.metric or ""].whole and leads:
            _name(draft, mention, "clause")
            draft.measure = Measure.SHARE
            return


# Levels: money, counts, prices, lengths


def _level(view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None) -> None:
    kinds = _kinds(draft)
    behind = [m for m in _behind(view, draft) if any(_takes(view, m, kind) for kind in kinds)]
    own = [
        m
        for m in view.metrics(draft.own_start, draft.start)
        if any(_takes(view, m, kind) for kind in kinds) and not view.lexicon.metrics[m.metric or ""].after
    ]
    if _bare(draft) and earlier is not None and _may_be_money(view, earlier):
        own = [m for m in own if _takes(view, m, "money")]  # C端客户仅占6亿, behind a size in yuan
    close = own[-1] if own and _linked(view, own[-1], draft) else None
    adjacent = [m for m in behind if _adjacent(view, draft, m)]
    by_classifier = _by_classifier(view, draft)
    if by_classifier is not None:
        draft.metric = by_classifier
    elif (
        draft.kind in ("count", "share", "token", "physical")
        and draft.quantity.classifier
        and adjacent
        and close is None
    ):
        _name(draft, adjacent[-1], "clause")
    elif close is not None and not (draft.kind == "count" and adjacent and draft.quantity.classifier):
        _name(draft, close, "clause")
    elif adjacent:
        _name(draft, adjacent[-1] if draft.kind != "money" else adjacent[0], "clause")
    elif draft.kind == "duration":
        _duration(view, draft, own, earlier)
    elif draft.kind == "token":
        draft.metric = "token_usage"
    elif draft.kind == "share" and any(
        m.role(Role.HOLDER) for m in view.between(draft.own_start, draft.start)
    ):
        draft.metric = "shareholding"
    elif own:
        _name(draft, own[-1], "clause")
    elif (
        draft.kind in ("count", "physical")
        and draft.quantity.classifier
        and not (
            _counts_again(view, draft, earlier)
            or _MOVES_FROM.search(view.text[draft.own_start : draft.start])
        )
    ):
        return
    else:
        _level_from_context(view, draft, earlier, previous, kinds)
    _movement(view, draft)
    _bare_movement(view, draft)


def _bare_movement(view: SentenceView, draft: Draft) -> None:
    """`布油上涨0.69美元` is a change of a price that nothing names."""
    if draft.head is not None or draft.kind not in ("money", "price"):
        return
    cues = view.cues(draft.own_start, draft.start, "growth")
    if cues and cues[-1].cue is not None and view.text[cues[-1].end : draft.start] in ("", "了", "约"):
        draft.metric = "price" if draft.metric in (None, "other") else draft.metric
        draft.measure, draft.direction = Measure.CHANGE, cues[-1].cue.direction
        draft.versus = cues[-1].cue.versus or "previous_close"


def _may_be_money(view: SentenceView, draft: Draft) -> bool:
    """Whether a number is money, or a bare one of a metric given in money."""
    return draft.kind == "money" or (
        _bare(draft)
        and draft.metric not in (None, "other")
        and view.lexicon.compatible(draft.metric or "", "money")
    )


def _bare(draft: Draft) -> bool:
    """Whether a number stands without unit or classifier (`83亿`)."""
    return draft.kind == "count" and not draft.quantity.classifier


def _kinds(draft: Draft) -> tuple[str, ...]:
    """The kinds that a number may be of: a bare `83亿` may be money or a count."""
    if _bare(draft):
        return (
            ("money", "count", "token", "share", "points")
            if draft.quantity.ulp >= 1000
            else ("count", "token", "points", "price")
        )
    if draft.kind == "token":
        return ("token",)
    if draft.kind == "count":
        return ("count",)
    if draft.kind == "price":
        return ("price", "money")
    return (draft.kind,)


def _linked(view: SentenceView, mention: Mention, draft: Draft) -> bool:
    """Whether a metric leads straight to a number."""
    between = view.text[mention.end : draft.start]
    if _LINK.match(between):
        return True
    for phrase in view.phrases:
        if mention.end <= phrase.start and phrase.end <= draft.start:
            between = between.replace(view.text[phrase.start : phrase.end], "", 1)
    for cue in view.cues(
        mention.end, draft.start, "growth", "growth_noun", "cumulative", "forecast", "respectively"
    ):
        between = between.replace(cue.word, "", 1)
    return _LINK.match(between) is not None or len(between) <= 3


def _adjacent(view: SentenceView, draft: Draft, mention: Mention) -> bool:
    """Whether a metric closes the noun phrase that a number opens."""
    between = _BRACKETS.sub("", view.text[draft.quantity.end : mention.start])
    gap = _POST_GAP.match(between)
    between = between[gap.end() :] if gap else between
    if draft.kind == "money":
        return (
            between in ("", "的")
            or (
                len(between) <= 4
                and re.search(r"的|^[A-Z]\d?\+?轮?$|^Pre", view.text[draft.quantity.end : mention.start])
                is not None
            )
            or re.fullmatch(r"(?:[A-Z]\d?\+?|天使|战略|种子|Pre-?[A-Z]\+?)轮?", between) is not None
        )
    return len(between) <= 8 and not re.search(
        r"[的]?(?:提供|使用|在用|选择|支付|实现|为|是|占|在|使|通过|组成)", between
    )


def _counts_again(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    return earlier is not None and earlier.quantity.classifier == draft.quantity.classifier


def _level_from_context(
    view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None, kinds: tuple[str, ...]
) -> None:
    """Look further left: the clause, the number before, the sentence, the paragraph's last number."""
    clause_start = view.clauses[draft.clause][0]
    heads = [m for m in view.metrics(clause_start, draft.own_start) if any(_takes(view, m, k) for k in kinds)]
    same_kind = earlier is not None and (earlier.kind == draft.kind or earlier.kind in kinds)
    if (
        same_kind
        and earlier is not None
        and earlier.metric not in (None, "other")
        and earlier.measure == Measure.LEVEL
    ):
        _take_metric(draft, earlier)
        return
    if heads:
        _name(draft, heads[-1], "clause")
        return
    for mention in reversed(view.metrics(view.start, draft.own_start)):
        if draft.kind == "money" and _takes(view, mention, "price"):
            continue  # a total is no price
        if any(_takes(view, mention, kind) for kind in kinds):
            _name(draft, mention, "sentence")
            return
    if (
        draft.kind == "money"
        and earlier is not None
        and earlier.measure in (Measure.SHARE, Measure.RATIO)
        and earlier.metric
    ) and any(view.lexicon.compatible(earlier.metric, kind) for kind in kinds):
        _take_metric(draft, earlier)
        return
    if (
        earlier is None
        and previous is not None
        and previous.metric not in (None, "other")
        and previous.kind == draft.kind
        and previous.measure == Measure.LEVEL
        and _no_subject(view, draft)
        and draft.kind == "money"
    ):
        _take_metric(draft, previous)


def _movement(view: SentenceView, draft: Draft) -> None:
    """`净利润增加1.45亿元` is a change; `净利润增至1.45亿元` a level."""
    if draft.kind not in ("money", "count", "share", "price", "physical") or draft.head is None:
        return
    start = max(draft.own_start, draft.head[1]) if draft.head[1] <= draft.start else draft.own_start
    cues = view.cues(start, draft.start, "growth")
    if draft.head[0] >= draft.own_start and _AFFECTS.search(
        view.text[max(view.start, draft.head[0] - 4) : draft.head[0]]
    ):
        draft.measure = Measure.CHANGE  # 影响净利润30亿元
        return
    if not cues or draft.head[0] > draft.end:
        return
    mention = cues[-1]
    cue = mention.cue
    if cue is None or not _is_change(view, draft, mention, cue) or mention.metric:
        return
    if mention.word in ("新增", "净增", "扩大", "拉升") and _versus(view, draft) is None:
        return
    between = view.text[mention.end : draft.start]
    if len(between) > 6:
        return
    draft.measure, draft.direction = Measure.CHANGE, cue.direction
    draft.versus = cue.versus or _versus(view, draft) or "year_ago"
    draft.why("measure", mention.start, mention.end, "clause")


def _by_classifier(view: SentenceView, draft: Draft) -> str | None:
    """The metric that a classifier stands for beside a word of its field (`融资8轮`)."""
    classifier = draft.quantity.classifier
    if draft.quantity.text.startswith("前") or classifier == "大":
        return "other"  # 前五大客户 counts a group's places, not customers
    if draft.kind != "count" or not classifier:
        return None
    start, end = view.clauses[draft.clause]
    for metric, words in view.lexicon.by_classifier.get(classifier, ()):
        if any(word in view.text[start:end] for word in words):
            return metric
    return None


def _duration(view: SentenceView, draft: Draft, own: list[Mention], earlier: Draft | None) -> None:
    """`成立6年` is an age; other lengths keep their head noun."""
    near = list(view.metrics(max(view.clauses[draft.clause][0], draft.start - 8), draft.start))
    if near and near[-1].metric == "founded":
        draft.metric = "age"
        draft.head = (near[-1].start, near[-1].end)
    elif own:
        _name(draft, own[-1], "clause")
    elif earlier is not None and earlier.kind == "duration":
        _carry(draft, earlier)
    else:
        heads = [m for m in view.metrics(view.start, draft.start) if _takes(view, m, "duration")]
        if heads and re.search(r"(?:从|由|至|到|为)[^,，]*$", view.text[draft.own_start : draft.start]):
            _name(draft, heads[-1], "sentence")


def _label(view: SentenceView, draft: Draft) -> str | None:
    """The head noun of a number that no metric fits: behind it for counts, before it otherwise."""
    text = view.text
    if draft.kind in ("count", "rank"):
        stop = _PHRASE_END.search(text, draft.end, view.end)
        end = stop.start() if stop else view.end
        noun = text[draft.end : min(end, draft.end + 10)].strip()
        if noun:
            return noun
    noun = re.sub(r"(?:为|是|达到?|约|的|共|有|仅|已|了)+$", "", text[draft.own_start : draft.start].strip())
    noun = _PHRASE_END.split(noun)[-1]
    return noun[-10:] or None
