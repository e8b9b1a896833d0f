"""Units of bare numbers: what the metric asks for, in the currency and scale of the page.

In: a draft with its metric, and what the page declares. Out: the draft with `unit` and `unit_inferred` set.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.draft import Draft
from claims.folding import fold
from claims.model import Ends, Measure, Quantity
from claims.numerals import ends_in_scale
from claims.page import Declared
from claims.units import lexicon as units
from claims.words import Lexicon

_PER_SHARE = frozenset({"share_price", "target_price", "offer_price", "eps"})
"""Metrics that are given per share, whether or not the text says 每股."""

_QUOTED = frozenset({"share_price", "target_price", "offer_price", "buyback"})
"""Metrics that are paid in the currency in which the share is quoted."""

_RAISED = frozenset({"funding", "ipo_proceeds", "market_cap", "trading_volume", "issue_size", "other"})
"""Metrics that may be given in that currency before a text says that it goes on in another."""


def resolve_unit(draft: Draft, page: Declared, lexicon: Lexicon) -> None:
    """Give a bare number the unit that its metric asks for."""
    quantity = draft.quantity
    draft.unit_inferred = not quantity.unit_written
    yuan = page.yuan_at(draft.end) if draft.metric in _RAISED else page.yuan
    yuan = page.price_yuan if draft.metric in _QUOTED else yuan
    currency = yuan if page.currency == page.yuan else page.currency
    if yuan != "CNY" and draft.unit.startswith("CNY") and _is_bare(quantity):
        draft.unit, draft.unit_inferred = yuan + draft.unit.removeprefix("CNY"), True
    if draft.metric in _PER_SHARE and draft.kind == "money" and quantity.value < 100_000:
        draft.unit, draft.unit_inferred = f"{draft.unit}/share", True
        return
    small = draft.metric == "dividend" and draft.kind == "money" and "/" not in draft.unit
    if small and quantity.text.endswith(units().sub_units):
        draft.unit, draft.unit_inferred = f"{draft.unit}/share", True  # 连同中期息8港仙,全年派28港仙
        return
    if draft.unit != "count" or quantity.classifier or draft.metric in (None, "other"):
        return
    kinds = lexicon.metrics[draft.metric or ""].kinds
    if draft.measure not in (Measure.LEVEL, Measure.CHANGE):
        return
    if "token" in kinds:
        draft.unit, draft.unit_inferred = "token", True
    elif (
        "money" in kinds
        and ("count" not in kinds or quantity.ulp >= 1000 or draft.of_money)
        and (quantity.ulp >= 100 or ends_in_scale(quantity.text))
    ):
        draft.unit, draft.unit_inferred = currency, True
    elif "money" in kinds and page.scale is not None and quantity.ulp < 1000:
        draft.quantity = _scaled(quantity, page.scale)
        draft.unit, draft.unit_inferred = currency, True
    elif "share" in kinds and "money" not in kinds:
        draft.unit, draft.unit_inferred = "share", True


def _is_bare(quantity: Quantity) -> bool:
    """Whether 元 stands without the name of a currency before the number."""
    return quantity.classifier in ("元", "分") and not fold(quantity.text).text.startswith(units().yuan)


def _scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    """The same quantity in a unit that is `factor` times as large."""

    def grown(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    def widened(ends: Ends) -> Ends:
        return ends._replace(low=grown(ends.low), high=grown(ends.high))

    return replace(
        quantity,
        value=quantity.value * factor,
        core=widened(quantity.core),
        hard=widened(quantity.hard),
        ulp=quantity.ulp * factor,
        ulp_significant=quantity.ulp_significant * factor,
        other_end=grown(quantity.other_end),
    )
