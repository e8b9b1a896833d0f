"""Prices told apart from amounts: which of the two a metric that may be either is of, by the number's unit.

In: a draft with metric and measure, the draft before it in its sentence and the view. Out: the draft with
`share_price`, `price`, `offer_price`, `eps`, `unit_cost` and `exchange_rate` told apart from one another and
from what is paid or earned in all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.apiece import WHOLES
from claims.asserting import opens_rate
from claims.draft import Draft
from claims.heads import name_it, take_metric, takes
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.things import no_company, price_of_goods, reached

_WORDS = reading_words().metrics
_NO_SHARE = 100_000
"""What no share costs, in its currency."""
_TRADED_FOR = frozenset(
    {
        "buyback",
        "stake_change",
        "investment",
        "issue_size",
        "trading_volume",
        "subscription_multiple",
        "other",
    }
)
"""What a price per share is paid for where a verb stands beside it, and never their amount."""
_PER_SHARE = frozenset({"net_profit", "net_loss", "attributable_net_profit"})
"""Metrics that are earnings per share where the unit is one by share."""
_RAISED = frozenset({"funding", "ipo_proceeds", "issue_size"})
"""What an issue brings in, whose price is what one share is sold for."""
_ISSUED_AT = re.compile(rf"(?:的?价格?)?{one_of(reading_words().prices.issued_at)}")
_EXCHANGED = re.compile(rf"{one_of(_WORDS.exchanged_for)}约?(?:人民币|港币|新台币)?")
_SMALL = 1000
"""Below this an amount beside an exchange rate may be the rate itself."""


def goes_on_pricing(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """Whether an amount behind a price is a price by quantity, or one that a verb says was reached."""
    if earlier is None or earlier.metric != "price" or draft.unit.endswith("/share"):
        return False
    quoted = reached(view.text[draft.own_start : draft.quantity.start])
    return draft.kind == "price" or (draft.kind == "money" and quoted)


def price_by_unit(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """Make a price what is told by the piece, and an amount what is too much for a price."""
    if draft.unit.endswith("/share") and draft.metric in _PER_SHARE:
        draft.metric = "eps"  # 每股收益亏损0.08元/股
    if draft.kind == "price" and draft.metric == "cost" and not draft.unit.endswith("/share"):
        draft.metric = "unit_cost"  # 完全成本12.6元/公斤
    elif draft.kind == "price" and draft.metric == "net_loss":
        draft.metric, draft.head = "other", None  # 每公斤亏损1.14元
    elif draft.kind == "price" and (draft.metric in _TRADED_FOR or draft.metric in WHOLES):
        draft.metric, draft.head = "price", None  # 以每股0.9港元的价格回购, 平均每吨约120元
    if draft.unit.endswith("/share") and draft.metric in _RAISED:
        draft.metric, draft.head = "offer_price", None  # 募资18亿港元,折合每股约31港元
    if draft.metric == "price" and draft.unit.endswith("/share"):
        issued = _ISSUED_AT.match(view.text, draft.end, view.end)
        draft.metric = "share_price" if issued is None else "offer_price"
    elif draft.metric == "share_price" and "/" in draft.unit and not draft.unit.endswith("/share"):
        draft.metric = "price"  # 报836.6元/吨 is no share's price
    elif draft.metric == "share_price" and draft.kind == "money" and draft.quantity.value >= _NO_SHARE:
        told = _told_of_before(view, draft)
        if told is not None:
            name_it(draft, told, "sentence")  # 收入大升,报4.8亿元
        elif earlier is not None and earlier.metric == "market_cap":
            take_metric(draft, earlier)  # 市值一度突破千亿元,收盘报980亿元
        else:
            draft.metric = "price"  # a flat at 报价1000万元
    elif draft.metric == "share_price" and _goods_quoted(view, draft, earlier):
        draft.metric = "price"
    if draft.metric == "exchange_rate" and draft.kind == "money" and draft.quantity.value >= _NO_SHARE:
        draft.metric, draft.head = "other", None  # 按7.18的汇率折6.8亿元


def be_exchange_rate(
    view: SentenceView, draft: Draft, earlier: Draft | None, before: Sequence[Draft]
) -> None:
    """Part what one unit of a currency costs from what is converted at that rate.

    `earlier` is the number that the draft may go on with, `before` are all before it in its sentence.
    """
    _converted(view, draft, before)
    if earlier is not None and _is_rate_of(view, earlier, draft):
        draft.metric, draft.head, draft.label, draft.measure = "exchange_rate", None, None, Measure.LEVEL


def _is_rate_of(view: SentenceView, one: Draft, draft: Draft) -> bool:
    """Whether an amount is what one unit of another currency costs (`1美元兑人民币7.25元`)."""
    return (
        opens_rate(view, one.quantity)
        and draft.kind == "money"
        and draft.unit != one.unit
        and _EXCHANGED.fullmatch(view.text, one.end, draft.start) is not None
    )


def _converted(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """`营收46亿元,以4.45元汇率换算约新台币206亿元`: what a rate converts is the amount before it."""
    if draft.metric != "exchange_rate" or draft.kind != "money" or draft.quantity.value < _SMALL:
        return
    other = next((d for d in reversed(before) if d.kind == "money" and d.metric != "exchange_rate"), None)
    if other is not None and other.unit != draft.unit and other.metric not in (None, "other"):
        take_metric(draft, other)


def _told_of_before(view: SentenceView, draft: Draft) -> Mention | None:
    """What has grown before the sentence tells what it came to (`收入大升1.2倍，报4.8亿元`), or None."""
    if draft.head is None or view.text[draft.head[0] : draft.head[1]] not in _WORDS.comes_to:
        return None
    named = [m for m in view.metrics(view.start, draft.head[0]) if takes(view, m, "money")]
    priced = any(takes(view, m, "price") for m in named[-1:])
    return named[-1] if named and not priced else None


def _goods_quoted(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    """Whether a quote is that of goods, by its own clause or by the price before it (`期货收低…,报…`)."""
    goes_on = (
        earlier is not None and earlier.metric == "price" and draft.kind in ("money", "price", "percent")
    )
    named = view.names_between(view.start, draft.start) if goes_on else []
    return price_of_goods(view, draft) or (goes_on and all(no_company(view, n.canonical) for n in named))
