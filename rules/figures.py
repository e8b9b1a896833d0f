"""Numbers as a reader wants them in a sentence: few digits, with the unit that suits their size.

For messages only; what is compared is never rounded.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from rules.interval import Interval, plain
from rules.wording import Language

_SIGNS: dict[str, dict[Language, str]] = {
    "percent": {"zh": "%", "en": "%"},
    "percentage_point": {"zh": "个百分点", "en": " percentage points"},
    "times": {"zh": "倍", "en": " times"},
    "year": {"zh": "年", "en": " years"},
    "month": {"zh": "个月", "en": " months"},
    "CNY": {"zh": "元", "en": " yuan"},
    "USD": {"zh": "美元", "en": " US dollars"},
    "HKD": {"zh": "港元", "en": " Hong Kong dollars"},
    "count": {"zh": "", "en": ""},
}
_SCALES: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
}
_WIDE = Context(prec=60)
_UNSCALED = frozenset({"percent", "percentage_point", "times", "year", "month", "rank"})


def show(value: Fraction, unit: str, language: Language, digits: int = 4) -> str:
    """A number with its unit, rounded to `digits` significant digits, at the scale that suits it."""
    sign = _SIGNS.get(unit, {}).get(language, f" {unit}")
    if unit not in _UNSCALED:
        for power, word in _SCALES[language]:
            if abs(value) >= 10**power:
                return significant(value / 10**power, digits) + word + sign
    return significant(value, digits) + sign


def show_interval(interval: Interval, unit: str, language: Language) -> str:
    """An interval as one number where four digits don't tell its ends apart, else as `low–high`."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "?"
    if low is None or high is None:
        bound = low if low is not None else high
        assert bound is not None
        return ("<" if low is None else ">") + show(bound, unit, language)
    near, far = show(low, unit, language), show(high, unit, language)
    return near if near == far else f"{near}–{far}"


def significant(value: Fraction, digits: int) -> str:
    """A number rounded to significant digits, without an exponent."""
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return plain(Context(prec=digits, rounding=ROUND_HALF_EVEN).plus(exact))
