"""The place that a number is told of by the words before it: `在重庆开设门店`, `单是华中便有`.

In: a draft with its metric, and the view. Out: the place, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon

_WORDS = reading_words().slices


@cache
def _place_before(lexicon: Lexicon) -> re.Pattern[str]:
    """Before the word of a metric: where that much of it is (`在重庆市场开设门店`, `重庆地区仍将亏损`)."""
    cities, ends = reading_words().things.cities, one_of(_WORDS.place_ends)
    places = trie((*cities, *lexicon.dimensions.regions))
    return re.compile(
        rf"(?:(?<![现正存由])[在于](?P<at>{places}(?:[、和及与]{places})*)(?:{ends})?|(?P<of>{trie(cities)}){ends}|(?P<area>{trie(lexicon.dimensions.regions)})(?:市场|地区|区域))的?[^,，。;；、\d]{{0,6}}$"
    )


@cache
def _alone_there(lexicon: Lexicon) -> re.Pattern[str]:
    """Right before a number: the one place that has so many (`单是华中便有`)."""
    places = trie((*reading_words().things.cities, *lexicon.dimensions.regions))
    return re.compile(
        rf"{one_of(_WORDS.alone)}(?P<place>{places})(?:{one_of(_WORDS.place_ends)})?{one_of(_WORDS.has_there)}了?$"
    )


def place_of(view: SentenceView, draft: Draft) -> str | None:
    """The place that a number is told of, by the words before its metric's word, or right before it."""
    if draft.metric not in _IN_PLACES:
        return None
    alone = _alone_there(view.lexicon).search(view.text, draft.own_start, draft.quantity.qualifier_start)
    if alone is not None:
        return alone["place"]
    if draft.carried:
        return None
    behind = draft.head is None or draft.head[0] >= draft.end
    before = draft.start if behind or draft.head is None else draft.head[0]
    grows = draft.measure is Measure.GROWTH
    if before < draft.own_start or (behind and not grows and draft.kind not in ("count", "physical")):
        return None
    clause = view.clauses[view.clause_of(before)][0]
    match = _place_before(view.lexicon).search(view.text, max(clause, before - 24), before)
    return match["at"] or match["of"] or match["area"] if match is not None else None


_IN_PLACES = frozenset(
    {"revenue", "net_profit", "net_loss", "stores", "customers", "employees", "users", "orders", "investment"}
    | {"sales_volume", "output", "capacity", "shipments", "deliveries", "market_share", "price"}
)
"""What a place may have a part of."""


def drop_own_places(drafts: Sequence[Draft]) -> None:
    """Leave out the place that a number's subject is: it is no part of it (`德国的产量` of 德国).

    What a place is told behind stays the subject alone (`液碱华东地区均价` is of 液碱).
    """
    for draft in drafts:
        place = draft.dimensions.get("region")
        if draft.entity is None or place is None:
            continue
        if place == draft.entity:
            del draft.dimensions["region"]
        elif (good := _OF_PLACE.match(draft.entity)) is not None and good["place"] == place:
            draft.entity = good["good"]


_OF_PLACE = re.compile(r"(?P<good>[\u4e00-\u9fff]{2,}?)(?P<place>[\u4e00-\u9fff]{2,4})(?:地区|区域|市场)$")


_AMONG = re.compile("其中")
_LINES = ("segment", "product")


def nest_places(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Places told behind 其中 are of the line of business before it (`制动44亿元。其中国内38亿元,海外6亿元`).

    `told` are the levels of the paragraph so far, those of the sentence among them. Places that come to more
    than the line are the whole's.
    """
    whole: Draft | None = None
    nested: list[Draft] = []
    for draft in drafts:
        placed = draft.measure is Measure.LEVEL and "region" in draft.dimensions
        if not placed or draft.metric in (None, "other") or not draft.dimensions.keys().isdisjoint(_LINES):
            whole = whole if draft.measure is not Measure.LEVEL else None
            continue
        start = max((d.end for d in drafts if d.end <= draft.start), default=view.start)
        if _AMONG.search(view.text, start, draft.start) is not None:
            before = [d for d in told if d.end <= draft.start and d is not draft]
            whole, nested = (before[-1] if before else None), []
        if whole is None or not _within(draft, whole, nested):
            whole = None
            continue
        nested.append(draft)
        draft.dimensions |= {key: whole.dimensions[key] for key in _LINES if key in whole.dimensions}
        draft.why("dimensions", whole.start, whole.end, "paragraph")


def _within(draft: Draft, whole: Draft, nested: Sequence[Draft]) -> bool:
    """Whether a place's figure may be a part of a line's, besides those of other places."""
    alike = (draft.metric, draft.unit, draft.period) == (whole.metric, whole.unit, whole.period)
    if not alike or draft.entity != whole.entity or "region" in whole.dimensions:
        return False
    values = [d.quantity.value for d in (draft, *nested, whole)]
    if whole.dimensions.keys().isdisjoint(_LINES) or any(value is None for value in values):
        return False
    *parts, total = (value for value in values if value is not None)
    return sum(parts) <= total
