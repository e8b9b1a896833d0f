"""Which slice: segment, region, customer group, holder, product of each number.

In: the drafts of a sentence with metrics and entities. Out: the drafts with `dimensions` set. The words
right before a metric slice it (`海外收入`, `本地化部署收入`); `这一模式` points back; a share without
a slice of its own takes the one spoken of last; a number of the same metric in the same sentence keeps the
slice before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from claims.draft import Draft
from claims.flows import resolve_flows
from claims.heads import RATE_KINDS, before_gloss
from claims.holdernames import Holders, allotted
from claims.holders import (
    STAKES,
    company_spoken_of,
    holder_spoken_of,
    is_stake,
    resolve_holder,
    resolve_trade_prices,
)
from claims.kindsofincome import is_kind_of_income
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.modifiers import (
    CUSTOMERS,
    FILLER,
    LEAVES,
    MEMBER,
    NO_OTHER,
    TOGETHER,
    Modifier,
    anchor_of,
    coming_from,
    is_known_goods,
    is_part,
    kind_of_goods,
    modifier_of,
    segment_before,
    sorts,
)
from claims.products import OF_WORKS, set_product, work_of
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.shares import class_of_shares
from claims.sliceplaces import drop_own_places, place_of
from claims.slicesagain import (
    PARTS,
    SLICES,
    WHOLES,
    goes_with,
    grown_by_name,
    is_of_headed,
    named_alone,
    pointed_to,
    restricted,
    share_inside,
    slices_for,
)
from claims.slicetopics import clause_topic, remember_topic, spoken_of, tells_segment
from claims.speaking import Speaking
from claims.things import no_company, repeats
from claims.words import Metric, Role

_WORDS = reading_words().slices
_FLOW_KINDS = frozenset({"money", "percent"})
_COST = "成本"
_TAKINGS = "销售额"
"""The item of what goods are sold for, by whomever."""
_LONGEST_KIND = 8


def resolve_slices(
    view: SentenceView,
    drafts: Sequence[Draft],
    speaking: Speaking,
    before: Draft | None,
    holders: Callable[[], Holders],
) -> None:
    """Set the dimensions of every draft.

    `before` is the last draft of the paragraph so far, `holders` gives whom the document introduces as
    holders.
    """
    topic = speaking.segment
    speaking.venture = company_spoken_of(view) or speaking.venture
    told = tells_segment(view)
    if not drafts:
        speaking.holder = holder_spoken_of(view, holders) or speaking.holder
        if told:
            remember_topic(view, speaking, view.start, view.end)
        return
    if told:
        remember_topic(view, speaking, view.start, drafts[0].start)
    for index, draft in enumerate(drafts):
        earlier = drafts[index - 1] if index else before if draft.carried else None
        if index and draft.kind in RATE_KINDS and draft.measure is Measure.GROWTH:
            earlier = before_gloss(view, drafts[:index], draft) or earlier
        if index > 1 and earlier is not None and _counts_parts(view, earlier, draft):
            earlier = drafts[index - 2]  # 甲2亿元,乙3亿元,两项合计占七成
        taken = draft.kind not in RATE_KINDS and allotted(view.text, draft.own_start, draft.start)
        if is_stake(draft) or taken:
            resolve_holder(view, draft, drafts[:index], speaking, holders())
        if draft.metric in STAKES or taken:
            continue
        if draft.metric == "share_capital" and draft.kind == "share":
            if (shares := class_of_shares(view, draft)) is not None:
                draft.dimensions["segment"] = shares
            continue
        metric = view.lexicon.metrics.get(draft.metric or "")
        if (
            metric is None
            or metric.sliced is False
            or (_FLOW_KINDS.isdisjoint(metric.kinds) and not metric.of_products)
            or (metric.nature in ("standing", "timeless") and not metric.sliced)
        ):
            set_product(view, draft)
            if (those := restricted(view, draft)) is not None:
                draft.dimensions["segment"] = those
            if metric is None and (line := grown_by_name(view, draft)) is not None:
                draft.dimensions["segment"] = line
            if (place := place_of(view, draft)) is not None:
                draft.dimensions["region"] = place
            continue
        if draft.metric == "arr" and set_product(view, draft):
            continue
        if index and told:
            remember_topic(view, speaking, drafts[index - 1].end, draft.start)
        plain = draft.measure not in (Measure.SHARE, Measure.RATIO)
        of_whole = not plain and bool(view.cues(draft.own_start, (draft.head or (draft.start,))[0], "share"))
        own_word = plain or (metric.sorted and not of_whole)
        modifier = modifier_of(view, draft) if metric.parted and own_word else None
        own = {} if draft.part else _own_slices(view, draft, speaking, modifier)
        if own.get("region", " ") in draft.dimensions.get("segment", ""):
            del own["region"]  # 亚洲 of 亚洲航线
        own |= draft.dimensions
        goods = _goods_of(view, draft, metric, own)
        if goods is not None:
            own["product"] = goods.text
            draft.why("dimensions", goods.start, goods.end, "clause")
        counted = _FLOW_KINDS.isdisjoint(metric.kinds) and "segment" not in draft.dimensions
        if counted and not draft.part and not _is_line(view, drafts, index, own):
            own.pop("segment", None)
        if (
            "segment" not in own
            and modifier is not None
            and (
                (metric.sorted and draft.head is not None and sorts(view, modifier, draft.head[0]))
                or is_part(view, drafts, index, modifier)
                or _kind_of_cost(view, draft, modifier)
                or kind_of_goods(view, draft, modifier)
                or is_known_goods(view, modifier, draft.metric or "")
                or is_kind_of_income(view, draft, modifier)
                or (index == 0 and _goes_on(view, draft, before))
            )
        ):
            own["segment"] = modifier.text
            draft.why("dimensions", modifier.start, modifier.end, "clause")
        if "segment" not in own and modifier is None and metric.parted and plain:
            topic_of = _topic_clause(view, draft)
            if topic_of is None and own.keys().isdisjoint(PARTS):
                topic_of = clause_topic(view, draft)
            if topic_of is not None:
                own["segment"] = topic_of
        if own.keys().isdisjoint(PARTS) and modifier is None:
            own |= named_alone(view, drafts, index)
            known = (*drafts[:index], before) if before is not None else drafts[:index]
            if metric.parted and plain and (line := grown_by_name(view, draft, known)) is not None:
                own["segment"] = line
        joint = _apart(view, draft, own, earlier)
        joint = joint or draft.is_base
        inherits = (
            not joint and earlier is not None and modifier is None and _inherits(view, earlier, draft, own)
        )
        if inherits and earlier is not None:
            beside = earlier.part if draft.part else ""  # 欧洲3亿元、美洲2亿元
            left = (beside, "comparability") if view.behind_semicolon and earlier is before else (beside,)
            draft.dimensions = {**{k: v for k, v in earlier.dimensions.items() if k not in left}, **own}
        elif (
            index
            and earlier is not None
            and not joint
            and modifier is None
            and goes_with(view, earlier, draft, own)
        ):
            draft.dimensions = {**slices_for(draft, earlier), **own}
            draft.why("dimensions", earlier.start, earlier.end, "sentence")
        else:
            draft.dimensions = own
        if draft.same_slice is not None:
            kept = draft.same_slice.dimensions
            if "product" in draft.dimensions and "product" not in own:
                del draft.dimensions["product"]
            draft.dimensions |= {key: kept[key] for key in SLICES if key in kept}
        needs = not joint and (
            (draft.measure is Measure.SHARE and draft.dimensions.keys().isdisjoint(SLICES))
            or (
                draft.head is None
                and draft.metric == "revenue"
                and not draft.carried
                and "segment" not in draft.dimensions
                and ("region" not in draft.dimensions or place_of(view, draft) is not None)
            )
            or (
                draft.head is not None
                and not metric.of_products  # 业务量 is a volume
                and view.text.startswith("业务", draft.head[0])
                and "segment" not in draft.dimensions
            )
        )
        if needs:
            opened = speaking.segment if speaking.segment != topic else None
            spoken = opened or spoken_of(view, draft) or speaking.segment
            if spoken is not None:
                draft.dimensions["segment"] = spoken
                draft.why("dimensions", view.start, view.start, "sentence")
        if speaking.headed is not None and is_of_headed(
            view, draft, metric, drafts[:index], speaking.headed[1]
        ):
            key, name = speaking.headed
            draft.dimensions[key] = name
        if draft.measure is Measure.SHARE and (inside := share_inside(view, draft, drafts[:index])):
            draft.dimensions["item"] = inside
        _point(view, draft)
        _of_two(draft, drafts[:index])
        if draft.dimensions.get("item") in _WORDS.whole_items and not draft.dimensions.keys().isdisjoint(
            SLICES
        ):
            del draft.dimensions["item"]
        if repeats(draft.dimensions.get("segment", ""), draft.entity):
            draft.dimensions.pop("segment", None)
        if "segment" in draft.dimensions:
            speaking.segment = draft.dimensions["segment"]
            if not (inherits and earlier is not None and "segment" in earlier.dimensions):
                _is_of(view, draft, metric)
    resolve_trade_prices(view, drafts)
    resolve_flows(view, drafts, speaking)
    drop_own_places(drafts)


def _goods_of(view: SentenceView, draft: Draft, metric: Metric, own: Mapping[str, str]) -> Modifier | None:
    """The goods that a quantity is of, by what its clause opens with and the text goes on to speak of."""
    plain = draft.measure not in (Measure.SHARE, Measure.RATIO) and draft.head is not None
    if not plain or not metric.of_products or draft.kind == "money" or not own.keys().isdisjoint(PARTS):
        return None
    if draft.head is not None and view.text[draft.head[1] - 1] in _NO_QUANTITY:
        return None
    goods = modifier_of(view, draft)
    known = (
        goods is not None
        and is_known_goods(view, goods, draft.metric or "")
        and goods.text not in (draft.entity or "")
    )
    return goods if known else None


_NO_GOODS = re.compile(one_of(_WORDS.no_goods))
_NO_QUANTITY = "值积"
"""Last characters of words for what is no quantity of goods (生产总值, 播种面积)."""


def _of_two(draft: Draft, before: Sequence[Draft]) -> None:
    """Name the first two slices of a sentence by what points to them (`前者毛利率三成,后者四成`)."""
    pointer = draft.dimensions.get("segment")
    if pointer not in _WORDS.of_two:
        return
    told: list[tuple[str, str]] = []
    for earlier in before:
        told += [pair for pair in earlier.dimensions.items() if pair[0] in PARTS and pair not in told]
    del draft.dimensions["segment"]
    if len(told) >= len(_WORDS.of_two):
        key, name = told[:2][_WORDS.of_two.index(pointer)]
        draft.dimensions[key] = name


def _point(view: SentenceView, draft: Draft) -> None:
    """A part that only a pointer tells goes by the pointer (`这块业务`): it is not the whole."""
    pointers = [m for m in view.between(draft.own_start, draft.start) if m.role(Role.AGAIN)]
    if pointers and draft.dimensions.get("segment", "") in pointers[-1].word:
        draft.dimensions["segment"] = pointers[-1].word
        draft.why("dimensions", pointers[-1].start, pointers[-1].end, "clause")


def _goes_on(view: SentenceView, draft: Draft, before: Draft | None) -> bool:
    """Whether a semicolon parts a number from one of the same metric that is of a slice."""
    told = before is not None and before.metric == draft.metric and "segment" in before.dimensions
    return told and view.behind_semicolon


def _topic_clause(view: SentenceView, draft: Draft) -> str | None:
    """The slice that a clause of nothing but a metric names (`授权收入，甲…，乙…`), or None.

    It may say how the metric of the slice is, too (`机床的毛利率高一些，2024年是…`).
    """
    if draft.head is None or not view.start <= draft.head[0] < draft.own_start:
        return None
    start, end = view.clauses[view.clause_of(draft.head[0])]
    said = view.text[draft.head[1] : end].strip(" ,，:：")
    remarked = view.text.startswith("的", draft.head[0] - 1) and len(said) <= _LONGEST_KIND
    if (said and not remarked) or any(start <= q.start < end for q in view.quantities):
        return None
    words = _LEADS.sub("", view.without_phrases(start, draft.head[0])).strip("的 ")
    plain = 2 <= len(words) <= _LONGEST_KIND and not view.names_between(start, draft.head[0])
    known = [m for m in view.between(start, draft.head[0]) if not m.role(Role.SEGMENT)]
    whole = words in view.lexicon.dimensions.whole or LEAVES.match(words) is not None
    whole = whole or (bool(said) and NO_OTHER.search(words) is not None)
    return words if plain and not known and not whole and words.isalpha() else None


def _apart(view: SentenceView, draft: Draft, own: dict[str, str], earlier: Draft | None) -> bool:
    """Whether a number is of all that were told of (`两者合计占55%`) or of the rest (`其他游戏合计4亿元`)."""
    if own.keys().isdisjoint(PARTS) and draft.measure is Measure.SHARE and _together(view, draft) is not None:
        own["item"] = TOGETHER  # 前两块加起来占七成
        return True
    if earlier is None or draft.metric != earlier.metric or not own.keys().isdisjoint(PARTS):
        return False
    if earlier.dimensions.keys().isdisjoint(PARTS):
        return False
    words = view.text[draft.own_start : draft.start]
    rest = _THE_REST.search(words)
    if rest is not None and draft.metric in OF_WORKS:
        own["segment"] = rest["name"]
        return True
    if _ALL_OF_THEM.search(words) is not None or _together(view, draft) is not None:
        own["item"] = TOGETHER
        return True
    return False


def _together(view: SentenceView, draft: Draft) -> re.Match[str] | None:
    """What opens a number's clause to say that it is of several parts together (`两项合计占七成`)."""
    return _PARTS_TOGETHER.match(view.text, view.clauses[draft.clause][0], draft.start)


def _counts_parts(view: SentenceView, count: Draft, draft: Draft) -> bool:
    """Whether a count only says how many parts a number is of together."""
    together = _together(view, draft)
    return together is not None and count.end <= together.end() and count.clause == draft.clause


_LEADS = re.compile(rf"^(?:{trie(_WORDS.parts)}|{trie(_WORDS.strip)})+")
"""What may open such a clause before the slice's name."""
_THE_REST = re.compile(
    rf"(?:^|[,，;；、])\s*(?P<name>{one_of(_WORDS.the_rest)}[\u4e00-\u9fff]{{1,8}}?)(?:{one_of(_WORDS.together)}|[为约达])+$"
)
_ALL_OF_THEM = re.compile(rf"(?:^|[,，;；、])\s*[两二三四五几]者(?:{one_of(_WORDS.together)}|分别)?")
_PARTS_TOGETHER = re.compile(
    rf"[,，;；、\s]*(?:上述|这|以上|前面?|头)?[两二三四五六几](?:{one_of(_WORDS.counters_of_parts)})(?:业务|产品)?{one_of(_WORDS.together)}"
)


def _kind_of_cost(view: SentenceView, draft: Draft, modifier: Modifier) -> bool:
    """Whether a cost is that of one kind by the noun before its word (`员工成本`, `原材料成本`)."""
    return (
        draft.metric == "cost"
        and draft.head is not None
        and view.text[draft.head[0] : draft.head[1]] == _COST
        and 2 <= len(modifier.text) <= _LONGEST_KIND
        and not any(m.start >= modifier.start for m in view.between(modifier.start, modifier.end) if m.cue)
    )


def _is_line(view: SentenceView, drafts: Sequence[Draft], index: int, own: Mapping[str, str]) -> bool:
    """Whether goods named before a volume are one line of several, not just what is sold (储能设备出货量)."""
    if own.get("segment", "").endswith(_WORDS.lines):
        return True
    modifier = modifier_of(view, drafts[index])
    return modifier is not None and is_part(view, drafts, index, modifier)


def _is_of(view: SentenceView, draft: Draft, metric: Metric) -> None:
    """Name the slice of goods a product; what the number is a quantity of in all is no slice of it."""
    goods = metric.of_products and draft.kind != "money"
    sold = draft.dimensions.get("item") == _TAKINGS and no_company(view, draft.entity)
    if goods or (sold and not draft.dimensions["segment"].endswith(_WORDS.outlets)):
        draft.dimensions["product"] = draft.dimensions.pop("segment")
        if draft.dimensions["product"] == draft.entity or _NO_GOODS.search(draft.dimensions["product"]):
            del draft.dimensions["product"]


def _inherits(view: SentenceView, earlier: Draft, draft: Draft, own: Mapping[str, str]) -> bool:
    """Whether a number keeps the slice of the one before it."""
    if draft.metric != earlier.metric or draft.entity != earlier.entity:
        return False
    if (
        "region" in own
        and "region" not in earlier.dimensions
        and MEMBER.search(view.text[view.start : draft.start]) is None
    ):
        return False  # 芯片收入A,海外收入B
    words = view.text[draft.own_start : draft.start]
    if CUSTOMERS.search(words):
        return False
    return WHOLES.search(words) is None or draft.measure is Measure.SHARE


def _own_slices(
    view: SentenceView, draft: Draft, speaking: Speaking, modifier: Modifier | None
) -> dict[str, str]:
    """The slices that a number's own words name."""
    found: dict[str, str] = {}
    start, end = draft.own_start, draft.start
    for mention in view.between(start, end):
        if mention.role(Role.AGAIN):
            found["segment"] = pointed_to(view, mention, speaking.segment)
            draft.why("dimensions", mention.start, mention.end, "paragraph")
        elif mention.role(Role.CUSTOMER):
            found["customer"] = mention.word
        elif mention.role(Role.REGION) and _slices(view, draft, mention, modifier):
            found["region"] = mention.word
            draft.why("dimensions", mention.start, mention.end, "clause")
    if "region" not in found and (place := place_of(view, draft)) is not None:
        found["region"] = place
    customers = CUSTOMERS.search(view.text, view.clauses[draft.clause][0], end)
    anchor = anchor_of(view, draft)
    if customers:
        found["customer"] = customers.group()
        anchor = customers.start()
    if anchor is not None and "segment" not in found:
        segment = segment_before(view, draft, anchor)
        if segment is not None and not _taken_in(view, draft, segment, anchor):
            found["segment"] = segment
            draft.why("dimensions", anchor - len(segment), anchor, "clause")
    if (work := work_of(view, draft, anchor)) is not None:
        found["product"] = work
    if "segment" not in found and (source := coming_from(view, draft)) is not None:
        found["segment"] = source
        draft.why("dimensions", draft.own_start, draft.start, "clause")
    return found


def _taken_in(view: SentenceView, draft: Draft, segment: str, anchor: int) -> bool:
    """Whether brackets say that a part is held by the whole or left out of it (`影院(含加盟)实现票房`)."""
    at = view.text.rfind(segment, draft.own_start, anchor)
    opened = view.text.rfind("(", draft.own_start, at) if at >= 0 else -1
    return opened >= 0 and _ASIDE.match(view.text, opened, at) is not None


_ASIDE = re.compile(rf"\((?:{one_of(reading_words().metrics.left_out)})[^()]*$")


def _slices(view: SentenceView, draft: Draft, mention: Mention, modifier: Modifier | None) -> bool:
    """Whether a region stands where it slices the number: right before its metric or its share."""
    if modifier is not None and modifier.start < mention.start < modifier.end:
        return False  # 城市 of 智慧城市 is no region
    if view.text.startswith(_WORDS.not_behind_regions, mention.end):
        return False
    ends = [
        m.start
        for m in view.between(mention.end, draft.start)
        if m.metric or (m.cue and m.cue.kind == "share")
    ]
    limit = ends[0] if ends else draft.start
    behind = draft.head is not None and draft.head[0] >= draft.end
    if behind and not (ends and draft.measure is Measure.SHARE):
        return False  # 海外贡献了52%的收入 tells of a part by its verb alone
    if FILLER.fullmatch(view.without_phrases(mention.end, limit)) is not None:
        return True  # 海外业务去年收入8亿元
    if ends or (draft.head is not None and draft.head[0] >= draft.own_start):
        return False
    told = view.cues(mention.end, draft.start, "growth")
    moves = draft.measure is Measure.GROWTH and bool(told)
    set_in_row = draft.measure is Measure.LEVEL and _IN_ROW.match(view.text, draft.end) is not None
    until = told[0].start if moves else draft.start
    alone = not view.text[draft.own_start : mention.start].strip(_STOPS)
    return (moves or set_in_row) and alone and _OF_RATES.fullmatch(view.text, mention.end, until) is not None


_STOPS = ",，、;；:： "
_OF_RATES = re.compile(rf"(?:{trie(_WORDS.filler_of_rates)}|\s)*")
_IN_ROW = re.compile(rf"{one_of(_WORDS.set_in_row)}第[一二三四五六七八九十\d]")
"""Behind what a part brings in that is set in a row by it (`河南以4.77亿元排第三`)."""
