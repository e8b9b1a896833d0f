"""Written quantities: the one pass that finds numbers with their units, qualifiers and intervals.

Takes a text and its folded twin, and gives `Quantity`s. Numbers in a list share the unit that only its last
member names (`0.84、5.29和15.95亿元`). No context beyond the list is used: a bare `83亿` stays a count until
`with_unit` gives it the unit that its passage implies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import pairwise

from claims.folding import fold
from claims.model import Quantity
from claims.numberscan import Scanner
from claims.numerals import EXACT
from claims.precision import QUALIFIERS, Bound, core_and_hard
from claims.reading import Reading, rescaled

_SEPARATOR = re.compile(r"(?:\([^()]{0,12}\))? ?(?:、|和|及|与|以及|,|，|或|/) ?")
_ONE = Decimal(1)
_CLOSE_SEPARATORS = frozenset({"、", "和", "及", "与", "以及"})
_COUNTED_DURATIONS = frozenset({"year", "month", "day"})
_MEASURED_CLASSIFIERS = frozenset({"点", "分"})


def quantities(
    text: str, *, folded: str | None = None, taken: Sequence[tuple[int, int]] = ()
) -> list[Quantity]:
    """Every number of a text that carries or implies a quantity, in order, with exact value and unit.

    `folded` is the text's folded twin of equal length (made here if None). `taken` are spans already read as
    something else, such as time phrases; no quantity starts in one or runs into one. Dates, names that hold a
    numeral, codes and list numbers are no quantities.
    """
    twin = fold(text).text if folded is None else folded
    with localcontext(EXACT):
        readings = Scanner(text, twin, taken).scan()
        _share_units(readings, twin)
        return [_quantity(reading, text) for reading in readings]


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same bare number with the unit that its context implies; the value is in that base unit already."""
    return replace(quantity, unit=unit, unit_written=False)


def as_face_amount(quantity: Quantity) -> Quantity:
    """The same quantity read as counted to the last digit: an issue's size, a fine."""
    if quantity.other_end is not None or quantity.core.low is None or quantity.core.high is None:
        return quantity
    core, hard = core_and_hard(quantity.value, quantity.ulp, quantity.ulp_significant, counted=True)
    return replace(quantity, core=core, hard=hard)


def _share_units(readings: list[Reading], folded: str) -> None:
    """Mark lists, and give members without a unit the unit and scale of the next member that has one."""
    lists = 0
    first = 0
    while first < len(readings):
        last = first
        while last + 1 < len(readings) and _adjoin(readings[last], readings[last + 1], folded):
            last += 1
        if last > first:
            members = readings[first : last + 1]
            _share(members)
            _spread_hedge(members, folded)
            for member in members:
                member.in_list = lists
            lists += 1
        first = last + 1


_NAMED_RATES = re.compile(r"(?:、|和|及|与|以及)[\u4e00-\u9fff]{1,6}")
"""Between two rates of which only the last has the unit, the name that the last is set against."""


def _share_named(left: Reading, right: Reading, folded: str) -> bool:
    """Give a bare fraction the points that stand behind the next (`高于全国1.2、全省0.4个百分点`)."""
    bare = left.unit is None or left.unit.word == "个"
    if not bare or left.scaled or left.named is not None or left.numeral.whole or right.unit is None:
        return False
    if right.unit.kind != "points" or _NAMED_RATES.fullmatch(folded, left.end, right.start) is None:
        return False
    left.unit, left.borrowed = right.unit, True
    return True


def _adjoin(left: Reading, right: Reading, folded: str) -> bool:
    gap_start, gap_end = left.end, right.start
    if _share_named(left, right, folded):
        return True
    if not 0 < gap_end - gap_start <= 18:
        return False
    separator = _SEPARATOR.fullmatch(folded, gap_start, gap_end)
    if separator is None or _unit_name(right) == "rank" != _unit_name(left):
        return False
    if left.unit is None:
        if left.named is not None:
            return False
        comma = folded[gap_start:gap_end].strip() in (",", "，")
        return not comma and (right.unit is None or right.unit.unit != "rank")
    if right.unit is None:
        return False
    if _unit_name(left) == _unit_name(right):
        return True
    return separator.group() in _CLOSE_SEPARATORS and left.per != "" and left.unit == right.unit


def _share(members: list[Reading]) -> None:
    for left, right in pairwise(members):
        if left.per and not right.per and left.unit == right.unit:
            right.per, right.per_factor = left.per, left.per_factor
    for index in range(len(members) - 2, -1, -1):
        member, following = members[index], members[index + 1]
        bare = following.unit is None and not following.scaled and following.named is None
        if member.unit is not None or bare:
            continue
        if not member.scaled and following.scaled:
            member.numeral = rescaled(member.numeral, following.numeral.scale)
        member.unit, member.per, member.per_factor = following.unit, following.per, following.per_factor
        member.named = following.named
        member.borrowed = True


_EACH = "分别"
_HEDGES = (Bound.ABOUT, Bound.INTENSIFIER)
_BOUNDS = (Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST, Bound.NEARLY)


def _spread_hedge(members: list[Reading], folded: str) -> None:
    """约 and 高达 before a list hold for all its members, and so does any bound behind 分别.

    `高达3.87亿元和2.09亿元`, `分别不低于3亿元、4亿元`
    """
    first = members[0]
    hedge = first.bound
    each = folded.endswith(_EACH, 0, first.qualifier_start)
    if hedge not in ((*_BOUNDS, *_HEDGES) if each else _HEDGES) or first.qualifier_start == first.start:
        return
    for left, right in pairwise(members):
        if right.bound is not Bound.EXACT or folded[left.end : right.start].strip() not in _CLOSE_SEPARATORS:
            return
        right.bound = hedge


def _unit_name(reading: Reading) -> str:
    if reading.named is not None and (reading.unit is None or reading.unit.unit == "CNY"):
        name = reading.named
    else:
        name = "count" if reading.unit is None else reading.unit.unit
    return f"{name}/{reading.per}" if reading.per else name


def _worth(reading: Reading) -> Decimal:
    factor = _ONE if reading.unit is None else reading.unit.factor
    return factor if reading.per_factor == 1 else factor / reading.per_factor


def _value(reading: Reading) -> tuple[Decimal, Decimal, Decimal]:
    """The value, its unit in the last place and the significant one, in the base unit."""
    numeral = reading.numeral
    value, ulp, ulp_significant = numeral.value, numeral.ulp, numeral.ulp_significant
    worth = _worth(reading)
    if worth != 1:
        value, ulp, ulp_significant = value * worth, ulp * worth, ulp_significant * worth
    if reading.extra:
        value += reading.extra
        ulp = ulp_significant = min(ulp, Decimal(1).scaleb(reading.extra.adjusted()))
    if value == value.to_integral_value() and not value.same_quantum(_ONE):
        value = value.quantize(_ONE)
    return (-value if reading.negative else value), ulp, ulp_significant


def _counted(reading: Reading) -> bool:
    """Whether the number counts one by one: `9家`, `三年`, `第一`."""
    unit = reading.unit
    if unit is None or reading.per or not reading.numeral.whole or reading.numeral.scale or reading.borrowed:
        return False
    if unit.kind == "count":
        return unit.word not in _MEASURED_CLASSIFIERS
    return unit.kind == "share" or (unit.kind == "duration" and unit.unit in _COUNTED_DURATIONS)


def _quantity(reading: Reading, text: str) -> Quantity:
    value, ulp, ulp_significant = _value(reading)
    other = None if reading.other is None else _value(reading.other)
    bound = Bound.RANGE if other is not None else reading.bound
    core, hard = core_and_hard(
        value,
        ulp,
        ulp_significant,
        bound,
        counted=_counted(reading),
        tenths=reading.tenths,
        other_end=None if other is None else other[0],
        other_ulp=None if other is None else other[1],
        other_ulp_significant=None if other is None else other[2],
    )
    return Quantity(
        start=reading.start,
        end=reading.end,
        text=text[reading.start : reading.end],
        value=value,
        unit=_unit_name(reading),
        qualifier=QUALIFIERS[bound],
        core=core,
        hard=hard,
        ulp=ulp,
        ulp_significant=ulp_significant,
        other_end=None if other is None else other[0],
        unit_written=not reading.borrowed and (reading.unit is not None or reading.named is not None),
        classifier="" if reading.unit is None or reading.borrowed else reading.unit.word,
        qualifier_start=reading.qualifier_start if reading.qualifier_start >= 0 else reading.start,
        qualifier_end=max(reading.qualifier_end, reading.end),
        number_end=reading.number_end,
        in_list=reading.in_list,
        written_in_chinese=reading.numeral.chinese,
    )
