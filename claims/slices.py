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
from claims.industries import repeats
from claims.lexicons import one_of
from claims.model import Measure
from claims.modifiers import CUSTOMERS, MEMBER, TOGETHER
from claims.ownslices import FLOW_KINDS, own_slices
from claims.products import OF_WORKS, set_product
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.shares import class_of_shares
from claims.sliceplaces import drop_own_places, place_of
from claims.slicesagain import (
    PARTS,
    SLICES,
    WHOLES,
    goes_with,
    grown_by_name,
    is_of_headed,
    restricted,
    share_inside,
    slices_for,
)
from claims.slicetopics import remember_topic, spoken_of, tells_segment
from claims.speaking import Speaking
from claims.things import no_company
from claims.words import Metric, Role

_WORDS = reading_words().slices
_TAKINGS = "销售额"
"""The item of what goods are sold for, by whomever."""
_NO_GOODS = re.compile(one_of(_WORDS.no_goods))
_THE_REST = re.compile(
    rf"(?:^|[,，;；、])\s*(?P<name>{one_of(_WORDS.the_rest)}[\u4e00-\u9fff]{{1,8}}?)(?:{one_of(_WORDS.together)}|[为约达])+$"
)
_PLAIN_LEAD = re.compile(
    rf"^[,，、;；:：\s]*(?:{one_of(_WORDS.causes)})?|(?:{one_of(_WORDS.plain_before_share)})+$"
)
"""Around the noun that a share is told of."""
_AMONG = re.compile("^[,，、;；:：\\s]*(?:其中|而|当中)?[,，:：]?|(?:业务|收入|就|则|约|也)+$")
"""Around the part that a share is of."""
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,10}")
_ALL_OF_THEM = re.compile(rf"(?:^|[,，;；、])\s*[两二三四五几]者(?:{one_of(_WORDS.together)}|分别)?")
_PARTS_TOGETHER = re.compile(
    rf"[,，;；、\s]*(?:上述|这|以上|前面?|头)?[两二三四五六几](?:{one_of(_WORDS.counters_of_parts)})(?:业务|产品)?{one_of(_WORDS.together)}"
)


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
        if index and (draft.kind not in RATE_KINDS or draft.measure is Measure.GROWTH):
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
            or (FLOW_KINDS.isdisjoint(metric.kinds) and not metric.of_products)
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
        own, modifier = own_slices(view, drafts, index, metric, speaking, before)
        joint = _apart(view, draft, own, earlier) or draft.is_base
        joint = _of_joint(view, draft, own, drafts[index - 1] if index else None) or joint
        own_noun = own.keys().isdisjoint(SLICES) and _names_own(view, draft, drafts[:index])
        if own_noun:
            joint, draft.same_slice = True, None
        elif (part := _part_among(view, draft, drafts[:index])) is not None:
            own[part[0]], draft.same_slice = part[1], None
        inherits = (
            not joint and earlier is not None and modifier is None and _inherits(view, earlier, draft, own)
        )
        if inherits and earlier is not None:
            beside = earlier.part if draft.part else ""  # 欧洲3亿元、美洲2亿元
            left = {beside, "comparability"} if view.behind_semicolon and earlier is before else {beside}
            if draft.measure is Measure.SHARE and (draft.part or not own.keys().isdisjoint(PARTS)):
                left.add("customer")  # 前五大客户占42%,海外占44%
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
        if not joint and _needs_topic(view, draft, metric):
            opened = speaking.segment if speaking.segment != topic else None
            spoken = opened or spoken_of(view, draft) or speaking.segment
            if spoken is not None:
                draft.dimensions["segment"] = spoken
                draft.why("dimensions", view.start, view.start, "sentence")
        if (
            speaking.headed is not None
            and not own_noun
            and is_of_headed(view, draft, metric, drafts[:index], speaking.headed[1])
        ):
            key, name = speaking.headed
            draft.dimensions[key] = name
        inside = share_inside(view, draft, drafts[:index]) if draft.measure is Measure.SHARE else None
        if inside and not draft.dimensions.get("item", "").startswith(inside):  # 啤酒业务 for 啤酒
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


def _needs_topic(view: SentenceView, draft: Draft, metric: Metric) -> bool:
    """Whether a number that no slice is named for is of the one spoken of last."""
    if draft.measure is Measure.SHARE and draft.dimensions.keys().isdisjoint(SLICES):
        return True
    if "segment" in draft.dimensions:
        return False
    if draft.head is None:
        placed = "region" in draft.dimensions and place_of(view, draft) is None
        return draft.metric == "revenue" and not draft.carried and not placed
    return not metric.of_products and view.text.startswith("业务", draft.head[0])  # 业务量 is a volume


def _names_own(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a share has a noun of its own before its word (`因高速梯占比升至14%`), of no known part."""
    if draft.measure is not Measure.SHARE:
        return False
    cues = view.cues(draft.own_start, draft.start, "share")
    if not cues and before and before[-1].measure is Measure.SHARE and before[-1].clause == draft.clause:
        return before[-1].dimensions.keys().isdisjoint(SLICES)  # 高速梯占比由11%升至14%
    if not cues or not cues[0].word.startswith("占比"):
        return False
    start = max(draft.own_start, view.clauses[draft.clause][0])
    if view.metrics(start, cues[0].start) or any(start <= p.start < cues[0].start for p in view.phrases):
        return False
    words = view.text[start : cues[0].start]
    noun = _PLAIN_LEAD.sub("", words)
    noun = words.strip(",，、;；:： ") if len(noun) == 1 else noun  # 长约占比: 约 is of the noun
    return _NOUN.fullmatch(noun) is not None


def _part_among(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> tuple[str, str] | None:
    """Key and name of the part told before that alone stands before a share (`甲乙各4亿元,其中甲占五成`)."""
    cues = view.cues(draft.own_start, draft.start, "share") if draft.measure is Measure.SHARE else ()
    if not cues:
        return None
    start = max(draft.own_start, view.clauses[draft.clause][0])
    noun = _AMONG.sub("", view.text[start : cues[0].start])
    parts = ((key, d.dimensions[key]) for d in reversed(before) for key in PARTS if key in d.dimensions)
    return next((part for part in parts if part[1] == noun), None)


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


def _of_joint(view: SentenceView, draft: Draft, own: dict[str, str], last: Draft | None) -> bool:
    """Whether a share is that of what several parts come to (`三个产品加起来20亿元,占收入的92%`)."""
    share = draft.measure is Measure.SHARE and own.keys().isdisjoint(PARTS)
    if not share or last is None or last.measure is not Measure.LEVEL or draft.clause != last.clause + 1:
        return False
    if not last.dimensions.keys().isdisjoint(PARTS) or _together(view, last) is None:
        return False
    own["item"] = TOGETHER
    return True


def _together(view: SentenceView, draft: Draft) -> re.Match[str] | None:
    """What opens a number's clause to say that it is of several parts together (`两项合计占七成`)."""
    return _PARTS_TOGETHER.match(view.text, view.clauses[draft.clause][0], draft.start)


def _counts_parts(view: SentenceView, count: Draft, draft: Draft) -> bool:
    """Whether a count only says how many parts a number is of together."""
    together = _together(view, draft)
    return together is not None and count.end <= together.end() and count.clause == draft.clause


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
