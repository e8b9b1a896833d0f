"""What the number scanner passes on: a number as it stands, before its list and its interval are known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from claims.numerals import Numeral
from claims.precision import Bound
from claims.readingwords import reading_words
from claims.units import Unit

_FAR = 8
"""How many times a price's move the price is at the least, where it may be a range's other end."""


@dataclass(slots=True)
class Reading:
    """One number as it stands, with what touches it."""

    start: int
    """Offset of the sign, symbol or first digit."""
    end: int
    """Offset behind the number and its unit."""
    number_end: int
    """Offset behind digits and scale."""
    numeral: Numeral
    """The digits' value."""
    negative: bool
    """Whether a minus sign or 负 stands before it."""
    unit: Unit | None
    """The unit written at the number, or None."""
    per: str = ""
    """Denominator of a price, as the claim writes it (`share`)."""
    per_factor: Decimal = Decimal(1)
    """Base units in one denominator."""
    extra: Decimal = Decimal(0)
    """What sub-units or a 半 behind the unit add, in the base unit."""
    bound: Bound = Bound.EXACT
    """What the words around it do to it."""
    qualifier_start: int = -1
    """Offset where the qualified expression starts; -1 while unread."""
    qualifier_end: int = -1
    """Offset behind the qualified expression; -1 while unread."""
    other: Reading | None = None
    """The second end of a range."""
    tenths: bool = False
    """Whether it is written in 成."""
    named: str | None = None
    """Currency of a name or symbol before the number."""
    in_list: int = -1
    """Index of its list, or -1."""
    borrowed: bool = False
    """Whether the unit is that of a neighbour in its list."""

    @property
    def scaled(self) -> bool:
        """Whether a scale such as 亿 is written."""
        return self.numeral.scale > 0

    @property
    def kind(self) -> str:
        """The unit's kind; `classified` for a count with a classifier, `count` for a bare number."""
        if self.unit is None:
            return "count"
        return "classified" if self.unit.kind == "count" else self.unit.kind


def rescaled(numeral: Numeral, scale: int) -> Numeral:
    """The same digits with a scale that stands at a neighbour."""
    value = numeral.value.scaleb(scale)
    return replace(
        numeral,
        value=value.quantize(Decimal(1)) if value == value.to_integral_value() else value,
        ulp=numeral.ulp.scaleb(scale),
        ulp_significant=numeral.ulp_significant.scaleb(scale),
        scale=scale,
    )


def compatible(first: Reading, second: Reading) -> bool:
    """Whether two readings can be the ends of one range."""
    if first.unit is None:
        return not (first.scaled and second.unit is not None and second.unit.kind in ("percent", "points"))
    return second.unit is not None and first.unit.unit == second.unit.unit


def led_to(folded: str, first: Reading, second: Reading) -> bool:
    """Whether a price moved by the first number and so came to the second, far off (`下跌74点至1914点`)."""
    rates = first.unit is None or first.unit.kind in ("percent", "points")
    far = second.numeral.value >= _FAR * first.numeral.value
    return far and not rates and folded.endswith(reading_words().prices.moves, 0, first.start)


def shares_scale(first: Numeral, second: Numeral) -> bool:
    """`3至5亿` shares the scale, `5000至1万` does not."""
    return first.value <= second.coefficient or first.value * 1000 < second.value
