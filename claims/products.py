"""Which product, model, work or market a number is of.

In: a draft with its metric, and the view. Out: the name that the words around the number give: of a product
in Latin letters in brackets, of the model that was measured, of the game or film that earned it, of those
among whom a rank holds.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.modifiers import BRACKETS
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().slices
OF_WORKS = frozenset({"revenue", "sales_amount", "gross_profit"})
"""What a single work brings in."""
_PRODUCT = re.compile(
    r"[(（]([A-Za-z][A-Za-z0-9 .\-]{2,24})[)）][^()（）]{0,16}(?:\([A-Z]+\))?[^()（）]{0,8}$"
)
_NO_PRODUCT = re.compile(r"[A-Z]{2,5}|(?:[A-Z][a-z]+ ){1,2}(?:[A-Z][a-z]+)?\s*")
"""Letters in brackets that only repeat the word before them (`液化天然气(LNG)`), and a person's name."""
_OF_PRODUCTS = OF_WORKS | frozenset(
    {"arr", "gmv", "users", "paying_users", "customers", "developers", "sales_volume", "orders", "price"}
    | {"shipments", "deliveries", "token_usage", "downloads"}
)
"""What a product in brackets has of its own."""
_WORK = re.compile(r"《(?P<work>[^《》]{1,16})》的?$")
_OPENING_WORK = re.compile(r"(?:[^,，。:：《》]{0,8}[:：])?《(?P<work>[^《》]{1,16})(?<!报)》")


def work_of(view: SentenceView, draft: Draft, anchor: int | None) -> str | None:
    """The game or film whose income a number is: right before its metric, or where its sentence opens."""
    if anchor is None or draft.metric not in OF_WORKS:
        return None
    found = _WORK.search(view.text, max(view.start, draft.own_start), anchor)
    if (
        found is None
        and draft.measure is Measure.LEVEL
        and view.text.count("《", view.start, draft.start) == 1
    ):
        found = _OPENING_WORK.match(view.text, view.start, draft.start)
    return found["work"] if found else None


_MODEL = re.compile(r"[A-Za-z][A-Za-z]*(?:[- ]?[A-Za-z0-9.]+)*-?\d[A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*")


def _model(view: SentenceView, draft: Draft) -> str | None:
    """The model that parameters or scores are of: the last one named before, else the one right behind."""
    named = list(_MODEL.finditer(view.text, view.start, draft.start))
    if named:
        return named[-1].group()
    behind = _MODEL.search(view.text, draft.end, min(view.end, draft.end + 24))
    return behind.group() if behind else None


_AMONG = re.compile(
    rf"在(?P<market>[^在,，。;；]{{2,30}}?)[中里内]?(?:{one_of(_WORDS.ranks)}(?:第?[一二三四五六七八九十\d]+)?)?(?:[,，]?(?:市场)?份额[^,，]{{0,4}})?$"
)
_ALL = re.compile(rf"^{one_of(_WORDS.all)}+")
_LISTED = re.compile(one_of(reading_words().lists.respectively))


def _market(view: SentenceView, draft: Draft) -> str | None:
    """Among whom a rank or a share holds (`在所有通用模型开发商中排名第二`)."""
    match = _AMONG.search(BRACKETS.sub("", view.text[view.start : draft.start]))
    if match is not None and _LISTED.search(match["market"]):
        return None  # 排在前面的甲、乙分别为21%和13%
    name = _MARKET_ENDS.sub("", _ALL.sub("", match["market"])) if match else ""
    return name if name and _NO_MARKET.search(name) is None else None


_MARKET_ENDS = re.compile(r"的?(?:市场)?(?:份额|市占率|占有率).*$|的总?$|历史上(?:跻身)?$")
_NO_MARKET = re.compile(
    rf"[“”]|\d年|^{one_of(_WORDS.no_market_first)}|{one_of(_WORDS.no_markets)}|{one_of(_WORDS.no_market_last)}$"
)
"""In words that tell when, where or how something ranks, and not among whom."""


def set_product(view: SentenceView, draft: Draft) -> bool:
    """Set the market of a rank, the model of a score, the product of another number; whether one is named."""
    if draft.metric in ("ranking", "market_share"):
        market = _market(view, draft)
        if market is not None:
            place = market in view.lexicon.dimensions.regions and draft.metric == "market_share"
            draft.dimensions["region" if place else "market"] = market
        return market is not None
    before = view.text[draft.own_start : draft.start]
    products = view.lexicon.dimensions.products
    if before.endswith(products) and draft.kind in ("money", "price"):
        draft.dimensions["product"] = next(word for word in products if before.endswith(word))
        return True
    if draft.metric in ("parameters", "benchmark_score"):
        model = _model(view, draft)
        if model is not None:
            draft.dimensions["model"] = model
        return model is not None
    match = _PRODUCT.search(before) if "(" in before else None
    if (
        match is None
        or _NO_PRODUCT.fullmatch(match.group(1)) is not None
        or not (draft.metric in _OF_PRODUCTS or any(character.isdigit() for character in match[1]))
        or any(name.end == draft.own_start + match.start() for name in view.names)
    ):
        return False  # 苹果(Apple) is one company
    draft.dimensions["product"] = match.group(1)
    return True
