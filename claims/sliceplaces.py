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
