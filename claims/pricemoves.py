"""Prices that move: `甲涨5%,乙跌3%` says of each name that its price moved, and nothing else.

In: a sentence's view and the clause before a rate. Out: the name whose price moved, whether or not the
document is known to speak of it, and whether it is that of an index or of a traded good.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claims.draft import Draft
from claims.lexicons import Endings, one_of, trie
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().prices
_BRACKET = r"(?:[(（][^()（）]*[)）]){0,3}"
_MOVE = rf"{_BRACKET}{one_of(_WORDS.fillers)}*{one_of(_WORDS.moves)}(?:幅|了)?"
_ITEM = r"(?:[A-Z][A-Za-z.&]+(?: [A-Z][A-Za-z.&]+){1,3}|(?:(?!丨)[\u4e00-\u9fffA-Za-z0-9·&\-]){2,12}?)"
_MOVES_ALONE = re.compile(
    rf"[\s①-⑳]*(?:[^,，]{{0,12}}[丨|｜]\s*)?(?:{trie(_WORDS.leads)}[,，]?){{0,2}}(?:[\u4e00-\u9fff]{{2}}股(?=[\u4e00-\u9fffA-Za-z]{{2}}))?"
    rf"(?P<name>(?:{_ITEM}、)*?{_ITEM}){_MOVE}"
)
_LISTED_ON = Endings(_WORDS.listed_on)
_MOVES_ON = re.compile(rf"\s*{_MOVE}")
_GOODS = re.compile(
    rf"(?:{one_of(_WORDS.goods_leads)})?{one_of(_WORDS.goods)}|{one_of(_WORDS.goods_leads)}.*|.*{one_of(_WORDS.goods_endings)}"
)
_NO_NAME = re.compile(
    rf"^{one_of(_WORDS.never_first)}|{one_of(_WORDS.never_inside)}|{one_of(_WORDS.never_last)}$"
)
PRICED = frozenset({"share_price", "index_level", "price", "market_cap"})
"""Metrics that move as prices do."""
_MOVED = re.compile(_MOVE)
_MOVED_LAST = Endings(f"{move}{behind}" for move in _WORDS.moves for behind in ("", "幅", "了"))
"""What ends words that say of a price that it moved."""
_INDEX = re.compile(rf"{one_of(_WORDS.index_endings)}$")


_SPAN = re.compile(rf"{one_of(_WORDS.span_leads)}*(?:[\d一二三四五六七八九十两]+{one_of(_WORDS.spans)})")
"""A span of time that a price moved over, which is read as a number of its own."""
_SPAN_END = re.compile(rf"{one_of(_WORDS.span_ends)}?")


class PriceMove(NamedTuple):
    """A clause that says only that a price moved."""

    name: str | None
    """Whose, or None where it goes on with the one before."""
    start: int
    """Where the name starts."""
    is_index: bool
    """Whether it is an index."""
    is_goods: bool = False
    """Whether it is a good that is traded by price."""


def price_move(view: SentenceView, draft: Draft) -> PriceMove | None:
    """What a clause says of a price up to its rate, or None where it says anything else."""
    start = view.clauses[draft.clause][0]
    by_quantity = draft.kind == "price" and not draft.unit.endswith("/share")
    if draft.kind != "percent" and not by_quantity:
        return None
    if draft.own_start != start and view.text[draft.own_start] == "、":
        start = draft.own_start + 1  # 甲跌5%、乙跌4%
    elif draft.own_start != start:
        ends = _SPAN_END.match(view.text, draft.own_start)
        if _SPAN.fullmatch(view.text[start : draft.own_start].strip()) is None or ends is None:
            return None
        start = ends.end()
    words = view.without_phrases(start, draft.start)
    if not _MOVED_LAST.close(words):
        return None
    if _MOVES_ON.fullmatch(words):
        return PriceMove(None, start, False)
    match = _MOVES_ALONE.fullmatch(words) or _MOVES_ALONE.fullmatch(words.rsplit(" ", 1)[-1])
    if match is None or _NO_NAME.search(match["name"]):
        return None
    place = view.text.find(match["name"], start, draft.start)
    if place < 0:
        return None
    index = _INDEX.search(match["name"]) is not None
    goods = all(_GOODS.fullmatch(item) for item in match["name"].split("、"))
    for mention in view.metrics(place, place + len(match["name"])):
        if not index and not goods and not mention.word.endswith(view.lexicon.names.suffixes):
            return None
    return PriceMove(match["name"], place, index, goods)


def moves_over(view: SentenceView, span: Draft, draft: Draft) -> bool:
    """Whether a length of time only says over how long the number behind it moved (`近三个月来下跌3%`)."""
    same = span.kind == "duration" and span.clause == draft.clause
    return same and price_move(view, draft) is not None


def names_exchange(text: str, at: int) -> bool:
    """Whether what stands at an offset names where something is listed (`登陆纳斯达克`), not an index."""
    return _LISTED_ON.close(text, 0, at)


def last_indices(view: SentenceView, before: int) -> str | None:
    """The index, or the row of them, that a sentence names last before an offset."""
    row: list[tuple[int, int]] = []
    for mention in view.named:
        if mention.end > before or mention.metric != "index_level":
            continue
        if row and view.text[row[-1][1] : mention.start] not in ("、", "和", "及"):
            row = []
        row.append((mention.start, mention.end))
    return "、".join(view.text[start:end] for start, end in row) or None


def moved_in_price(view: SentenceView, draft: Draft) -> bool:
    """Whether a number's own words say of a known name only that it rose or fell (`微软跌1.9%`)."""
    names = view.names_between(draft.own_start, draft.start)
    return bool(names) and _MOVED.fullmatch(view.text, names[-1].end, draft.start) is not None


_CLOSES = re.compile(rf"{one_of(_WORDS.closes_at)}(?:[价在于为是约]|近|超)*$")


def closes_at(view: SentenceView, draft: Draft) -> bool:
    """Whether an amount is what a share closed at (`9月2日收盘13.86元`)."""
    small = draft.kind in ("money", "price") and draft.quantity.value < _NO_SHARE
    return small and _CLOSES.search(view.text, draft.own_start, draft.quantity.start) is not None


_NO_SHARE = 100_000
"""What no share costs, in its currency."""
