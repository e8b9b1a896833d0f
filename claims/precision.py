"""From words to intervals: what a wording allows, and what a fair editor would still let pass.

Takes a value with its unit in the last place and the bound that the words around it set; gives two intervals,
the core and the hard one. Exact decimals throughout; the tolerance comes from the written digits.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache

from claims.model import Ends, Qualifier
from claims.numerals import EXACT


class Bound(StrEnum):
    """What the words around a number do to it; finer than the qualifier that a claim shows."""

    EXACT = "exact"
    """Nothing (`达到` included)."""
    ABOUT = "about"
    """约, 左右."""
    MORE_THAN = "more_than"
    """超过, 逾, 余: the number itself is left out."""
    AT_LEAST = "at_least"
    """以上, 不少于: the number is included (Civil Code, article 1259)."""
    LESS_THAN = "less_than"
    """不足, 低于: the number itself is left out."""
    AT_OR_BELOW = "at_or_below"
    """以下, 以内: the number is included."""
    NEARLY = "nearly"
    """近, 接近."""
    INTENSIFIER = "intensifier"
    """高达, 多达: no bound."""
    AT_MOST = "at_most"
    """至多, 不超过: anything up to the number."""
    RANGE = "range"
    """Two ends."""


QUALIFIERS: dict[Bound, Qualifier] = {
    Bound.EXACT: Qualifier.EXACT,
    Bound.ABOUT: Qualifier.ABOUT,
    Bound.MORE_THAN: Qualifier.MORE_THAN,
    Bound.AT_LEAST: Qualifier.MORE_THAN,
    Bound.LESS_THAN: Qualifier.LESS_THAN,
    Bound.AT_OR_BELOW: Qualifier.LESS_THAN,
    Bound.NEARLY: Qualifier.NEARLY,
    Bound.INTENSIFIER: Qualifier.UP_TO,
    Bound.AT_MOST: Qualifier.UP_TO,
    Bound.RANGE: Qualifier.RANGE,
}
"""The qualifier that a claim shows for a bound."""

_HALF = Decimal("0.5")


@lru_cache(maxsize=32768)
def core_and_hard(
    value: Decimal,
    ulp: Decimal,
    ulp_significant: Decimal,
    bound: Bound = Bound.EXACT,
    *,
    counted: bool = False,
    tenths: bool = False,
    other_end: Decimal | None = None,
    other_ulp: Decimal | None = None,
    other_ulp_significant: Decimal | None = None,
) -> tuple[Ends, Ends]:
    """The core and the hard interval of a written number.

    `ulp` is the place value of the last written digit, `ulp_significant` the same without the trailing zeros
    of a whole number, both in the unit of `value`. `counted` marks counts as counted and face amounts, which
    are exact unless they end in zeros. `tenths` marks a percentage written in 成, whose 以上 ends at the next
    tenth and at the whole. A range takes its second end, in the order written, with its own places.
    """
    with localcontext(EXACT):
        if other_end is not None:
            first = _plain(value, ulp, ulp_significant, counted)
            second = _plain(
                other_end,
                ulp if other_ulp is None else other_ulp,
                ulp_significant if other_ulp_significant is None else other_ulp_significant,
                counted,
            )
            lower, upper = (first, second) if value <= other_end else (second, first)
            return (
                Ends(min(value, other_end), max(value, other_end)),
                Ends(lower[1].low, upper[1].high, lower[1].low_open, upper[1].high_open),
            )
        if bound is Bound.ABOUT:
            return _about(value, ulp, ulp_significant)
        if bound in (Bound.MORE_THAN, Bound.AT_LEAST):
            excluded = bound is Bound.MORE_THAN
            if tenths:
                whole = Decimal(100)
                hard = Ends(value, whole, excluded) if value < whole else Ends(value, None, excluded, True)
                return Ends(value, value + 10, excluded, True), hard
            return Ends(value, value + ulp_significant, excluded), Ends(value, None, excluded, True)
        if bound in (Bound.LESS_THAN, Bound.AT_OR_BELOW):
            excluded = bound is Bound.LESS_THAN
            return (
                Ends(value - ulp_significant, value, False, excluded),
                Ends(None, value, True, excluded),
            )
        if bound is Bound.NEARLY:
            return _nearly(value, ulp_significant)
        if bound is Bound.AT_MOST:
            return Ends(None, value, True), Ends(None, value, True)
        return _plain(value, ulp, ulp_significant, counted)


def _plain(value: Decimal, ulp: Decimal, ulp_significant: Decimal, counted: bool) -> tuple[Ends, Ends]:
    size = abs(value)
    if ulp_significant > ulp:  # a whole number that ends in zeros
        second_figure = Decimal(1).scaleb(size.adjusted() - 1)
        reach = min(ulp_significant * _HALF, second_figure * _HALF, size / 10)
        core = ulp * _HALF
        return _around(value, core), _around(value, max(reach, core))
    if counted or not size:
        return _around(value, Decimal(0)), _around(value, Decimal(0))
    return _around(value, min(ulp * _HALF, size / 20)), _around(value, min(ulp, size / 10), is_open=True)


def _about(value: Decimal, ulp: Decimal, ulp_significant: Decimal) -> tuple[Ends, Ends]:
    size = abs(value)
    least = ulp * _HALF
    core = min(max(min(ulp_significant * _HALF, size / 20), least), size / 10)
    hard = min(max(min(ulp_significant, size / 10), least), size * 15 / 100)
    return _around(value, core), _around(value, hard)


def _nearly(value: Decimal, ulp_significant: Decimal) -> tuple[Ends, Ends]:
    if value < 0:  # a loss of nearly 5 lies between zero and 5
        return tuple(  # type: ignore[return-value]
            Ends(None if ends.high is None else -ends.high, -ends.low, ends.high_open, ends.low_open)
            for ends in _nearly(-value, ulp_significant)
            if ends.low is not None
        )
    core = max(value * 9 / 10, value - ulp_significant * _HALF)
    hard = max(value * 8 / 10, value - ulp_significant)
    return Ends(core, value, False, True), Ends(hard, value, False, True)


def _around(value: Decimal, reach: Decimal, *, is_open: bool = False) -> Ends:
    return Ends(value - reach, value + reach, is_open, is_open)
