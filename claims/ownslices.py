"""Which slice, by a number's own words: the part that its noun phrase, or a clause before it, names.

In: a draft with metric and entity, its sentence's view and what was spoken of. Out: the slices that its words
name (`海外收入`, `本地化部署收入`, `员工成本`), and whether what they name slices it at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claims.draft import Draft
from claims.kindsofincome import is_kind_of_income
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.modifiers import (
    CUSTOMERS,
    FILLER,
    LEAVES,
    NO_OTHER,
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
from claims.products import work_of
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.sliceplaces import place_of
from claims.slicesagain import PARTS, grown_by_name, named_alone, pointed_to
from claims.slicetopics import clause_topic
from claims.speaking import Speaking
from claims.words import Metric, Role

_WORDS = reading_words().slices
FLOW_KINDS = frozenset({"money", "percent"})
"""Kinds of unit of what comes in or goes out."""
_COST = "成本"
_LONGEST_KIND = 8
_NO_QUANTITY = "值积"
"""Last characters of words for what is no quantity of goods (生产总值, 播种面积)."""
_LEADS = re.compile(rf"^(?:{trie(_WORDS.parts)}|{trie(_WORDS.strip)})+")
"""What may open such a clause before the slice's name."""
_ASIDE = re.compile(rf"\((?:{one_of(reading_words().metrics.left_out)})[^()]*$")
_QUOTED = re.compile(r"[“「《](?P<name>[^”」》,，。]{2,12})[”」》](?:系列|品牌|产品)?$")
"""Right before the word of a quantity: the goods that it is of (`单品“云杉纯”卖出21万吨`)."""
_STOPS = ",，、;；:： "
_OF_RATES = re.compile(rf"(?:{trie(_WORDS.filler_of_rates)}|\s)*")
_IN_ROW = re.compile(rf"{one_of(_WORDS.set_in_row)}第[一二三四五六七八九十\d]")
"""Behind what a part brings in that is set in a row by it (`河南以4.77亿元排第三`)."""
_EARNED = frozenset({"net_profit", "attributable_net_profit", "recurring_net_profit"})
"""What is told of a whole company: behind it, that a line of business grew is told of what it brings in."""


def own_slices(
    view: SentenceView,
    drafts: Sequence[Draft],
    index: int,
    metric: Metric,
    speaking: Speaking,
    before: Draft | None,
) -> tuple[dict[str, str], Modifier | None]:
    """The slices that a number's own words name, and the modifier before its metric, if any.

    `before` is the last draft of the paragraph so far.
    """
    draft = drafts[index]
    plain = draft.measure not in (Measure.SHARE, Measure.RATIO)
    of_whole = not plain and bool(view.cues(draft.own_start, (draft.head or (draft.start,))[0], "share"))
    own_word = plain or (metric.sorted and not of_whole)
    modifier = modifier_of(view, draft) if metric.parted and own_word else None
    own = {} if draft.part else _named_slices(view, draft, speaking, modifier)
    if own.get("region", " ") in draft.dimensions.get("segment", ""):
        del own["region"]  # 亚洲 of 亚洲航线
    own |= draft.dimensions
    goods = _goods_of(view, draft, metric, own)
    if goods is not None:
        own["product"] = goods.text
        draft.why("dimensions", goods.start, goods.end, "clause")
    counted = FLOW_KINDS.isdisjoint(metric.kinds) and "segment" not in draft.dimensions
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
            or (index == 0 and _goes_on_with(view, draft, before))
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
        earned = draft.metric in _EARNED and (draft.head is None or draft.head[0] < draft.own_start)
        if (metric.parted or earned) and plain and (line := grown_by_name(view, draft, known)) is not None:
            own["segment"] = line
            draft.metric = "revenue" if earned else draft.metric  # 净利增一成，奶粉业务增两成
    return own, modifier


def _goods_of(view: SentenceView, draft: Draft, metric: Metric, own: Mapping[str, str]) -> Modifier | None:
    """The goods that a quantity is of, by what its clause opens with and the text goes on to speak of."""
    plain = draft.measure not in (Measure.SHARE, Measure.RATIO)
    if (
        not plain
        or draft.head is None
        or not metric.of_products
        or draft.kind == "money"
        or not own.keys().isdisjoint(PARTS)
    ):
        return None
    if draft.head is not None and view.text[draft.head[1] - 1] in _NO_QUANTITY:
        return None
    if (quoted := _QUOTED.search(view.text, draft.own_start, draft.head[0])) is not None:
        name, whose = quoted["name"], draft.entity or ""
        ours = name in whose or whose in name
        return None if ours else Modifier(name, *quoted.span("name"))
    goods = modifier_of(view, draft)
    known = (
        goods is not None
        and is_known_goods(view, goods, draft.metric or "")
        and goods.text not in (draft.entity or "")
    )
    return goods if known else None


def _goes_on_with(view: SentenceView, draft: Draft, before: Draft | None) -> bool:
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


def _named_slices(
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
