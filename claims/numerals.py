"""Written numbers and their exact values: Arabic, Chinese (everyday and formal) and mixed forms.

Takes folded text (Simplified, half-width digits) and gives the numeral that starts at an offset, with its
value and its unit in the last place as exact decimals. Units, signs and qualifiers are no part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import lru_cache

MAX_NUMERAL = 64
"""Characters that a numeral may have; longer runs are codes or noise, and are skipped in one step."""

EXACT = Context(prec=200)
"""Ample precision: no numeral of `MAX_NUMERAL` characters, scaled and multiplied once, is rounded."""

DIGITS = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "〇": 0,
    "两": 2,
    "俩": 2,
}
SMALL_SCALES = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "k": 3, "K": 3}
LARGE_SCALES = {"万": 4, "亿": 8, "兆": 12}

_AMOUNT_ENDS = ("万", "亿", "萬", "億")

_SCALE = r"[十拾百佰千仟万亿兆]"
_NO_SCALE = (
    r"(?!千(?:瓦|克|米|升|伏|卡|字节|帕|焦|赫)|百(?:分点|分位|帕)|兆(?:瓦|赫|字节|帕|欧|易|丰|龙)"
    r"|[万千百十]{1,4}分之)"
)
_GAP = r"[ \u3000]{0,4}"
_CHINESE = r"[零〇一二三四五六七八九两俩壹贰叁肆伍陆柒捌玖半]"
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d])|\d+)(?:\.\d+)?"

ARABIC_NUMERAL = re.compile(
    rf"{_ARABIC}(?:[kK](?![A-Za-z])|(?:{_GAP}{_NO_SCALE}[百千万亿兆])+"
    rf"(?:(?:{_GAP}(?=\d{{1,4}} ?[百千](?![万亿])))?零?"
    rf"(?:\d{{1,4}}(?!\d|[,.]\d|{_GAP}[年月日%])|{_CHINESE}(?=[百千万亿]))(?:{_GAP}{_NO_SCALE}[百千万亿兆])*)*)?"
)
"""An Arabic number with its scales and lower parts: `3,550亿`, `4.6万亿`, `3亿5000万`, `1万2千`."""

CHINESE_NUMERAL = re.compile(
    rf"(?:{_CHINESE}|{_NO_SCALE}{_SCALE})(?:{_GAP}(?:{_CHINESE}|{_NO_SCALE}{_SCALE}))*"
    rf"(?:{_GAP}点{_GAP}[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]+(?:{_GAP}{_NO_SCALE}{_SCALE})*)?"
)
"""A Chinese numeral: `二十亿`, `壹佰万`, `百`, `四百点五`, also with blanks between its characters."""

SCALE = re.compile(rf"{_GAP}((?:{_NO_SCALE}[十百千万亿兆])+)")
"""Scales that stand behind an inner 多 or 余 (`10多亿`)."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """The value of a written number."""

    value: Decimal
    """The number, scales included."""
    ulp: Decimal
    """Place value of the last written digit, scales included."""
    ulp_significant: Decimal
    """The same, leaving out the trailing zeros of a whole number."""
    coefficient: Decimal
    """The number without its trailing scales (`3.12` of `3.12亿`)."""
    scale: int
    """Trailing large scales as a power of ten (8 for `3.12亿`); 0 if none."""
    chinese: bool
    """Whether the digits are Chinese."""
    whole: bool
    """Whether no decimals are written."""
    bare_scale: bool
    """Whether it has a scale and no digit (`百`, `万亿`)."""


def ends_in_scale(text: str) -> bool:
    """Whether a number in either script ends in 万 or 亿: an amount, however short (`营收3.12万`)."""
    return text.endswith(_AMOUNT_ENDS)


def significant_ulp(value: Decimal, ulp: Decimal, whole: bool) -> Decimal:
    """The place value of the last digit that is no trailing zero; `ulp` itself where decimals are written."""
    if not whole or not value or not ulp:
        return ulp
    digits = str(int(abs(value / ulp)))
    return ulp.scaleb(len(digits) - len(digits.rstrip("0")))


@lru_cache(maxsize=16384)
def evaluate(written: str) -> Numeral | None:
    """The value of one written number, Arabic, Chinese or mixed; None where it is none (`二三`, `一九九`).

    Blanks and thousands separators inside are ignored. Strings of Chinese digits without a scale
    (`二〇二五`) are labels and vague pairs (`三五家`), not numbers.
    """
    text = re.sub(r"[ \u3000,，]", "", written)
    if not text or len(text) > MAX_NUMERAL:
        return None
    with localcontext(EXACT):
        if plain := _PLAIN.fullmatch(text):
            return _evaluate_plain(plain[1], plain[2] or "", plain[3])
        return _evaluate(text)


def digit_string(written: str) -> Decimal | None:
    """Chinese digits read one by one (`九五` of `九五折` is 95); None where others are among them."""
    digits = [DIGITS.get(character) for character in written if character not in " \u3000"]
    if not digits or None in digits:
        return None
    return Decimal("".join(map(str, digits)))


_PLAIN = re.compile(r"(\d+)(?:\.(\d+))?([万亿]*)")


def _evaluate_plain(whole: str, decimals: str, scales: str) -> Numeral:
    """The commonest form, digits and large scales, straight from the digits."""
    scale = sum(LARGE_SCALES[character] for character in scales)
    exponent = scale - len(decimals)
    digits = whole + decimals
    value = Decimal(digits + "0" * exponent) if exponent >= 0 else Decimal(digits).scaleb(exponent)
    ulp = Decimal(1).scaleb(exponent)
    zeros = 0 if decimals or not value else len(whole) - len(whole.rstrip("0"))
    return Numeral(
        value=value,
        ulp=ulp,
        ulp_significant=ulp.scaleb(zeros) if zeros else ulp,
        coefficient=Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole),
        scale=scale,
        chinese=False,
        whole=not decimals,
        bare_scale=False,
    )


_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")


def _evaluate(text: str) -> Numeral | None:
    total = section = Decimal(0)  # finished 万, 亿 parts; the part being read
    number: Decimal | None = None  # digits that wait for their scale
    previous_scale = 0
    decimals = 0
    has_digit = False
    after_zero = False
    fraction: str | None = None
    trailing = 0  # large scales since the last digit
    half = False
    chinese = not any(character.isascii() and character.isdigit() for character in text)
    for match in _TOKEN.finditer(text):
        token = match.group()
        if fraction is not None and token in DIGITS:
            fraction += str(DIGITS[token])
            has_digit = True
            continue
        if token == "点":
            fraction = ""
            if number and previous_scale > 1 and not after_zero:
                number = number.scaleb(previous_scale - 1)  # 一千六点五 is 1600.5
        elif token[0].isascii() and token[0].isdigit():
            if number is not None:
                return None
            number = Decimal(token)
            has_digit = True
            trailing = 0
            decimals = len(token.partition(".")[2])
            after_zero = len(token) > 1
        elif token == "半":
            if has_digit or number is not None:
                return None
            number, half, has_digit = Decimal("0.5"), True, True
        elif token in DIGITS:
            digit = DIGITS[token]
            trailing = 0
            has_digit = True
            if digit == 0:
                if number is not None and chinese:
                    return None  # a string of digits
                after_zero = True
                if not (section or total):
                    number = Decimal(0) if number is None else number
                continue
            if number:
                return None
            number = Decimal(digit)
        else:
            if fraction is not None and fraction != "":
                section, number, fraction, decimals = _apply_fraction(section, number, fraction)
            scale = SMALL_SCALES.get(token)
            if scale is not None:
                opens = not section and not total and not has_digit
                if number is None and (opens or (token in "十拾" and (after_zero or not section))):
                    number = Decimal(1)
                elif number is None:
                    if section and token in "百千" and scale < previous_scale:
                        number = Decimal(1)
                    else:
                        section, number = section.scaleb(scale), Decimal(0)
                section += (number or (Decimal(1) if token in "十拾" else Decimal(0))).scaleb(scale)
                if decimals:
                    trailing += scale
                previous_scale = scale
                number = None
                after_zero = False
            else:
                power = LARGE_SCALES[token]
                part = section + (number or 0)
                if not part and not total and not has_digit:
                    part = Decimal(1)
                if part or not total:
                    if total and total.adjusted() < power and number is None and not section:
                        part = Decimal(0)
                    total = _close(total, part, power)
                else:
                    total = total.scaleb(power)
                section, number = Decimal(0), None
                trailing += power
                previous_scale = power
                after_zero = False
    if fraction is not None:
        if fraction == "":
            return None
        section, number, _, decimals = _apply_fraction(section, number, fraction)
    if number and not decimals and chinese and previous_scale > 1 and not after_zero and not half:
        number = number.scaleb(previous_scale - 1)  # 两千三百五 is 2350, 一万三 is 13000
    value = total + section + (number or 0)
    ulp = Decimal(1).scaleb(trailing - decimals) if not half else Decimal("0.5").scaleb(trailing)
    whole = not decimals and not half
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1)) if value.as_tuple().exponent != 0 else value
    return Numeral(
        value=value,
        ulp=ulp,
        ulp_significant=significant_ulp(value, ulp, whole),
        coefficient=value.scaleb(-trailing) if trailing else value,
        scale=trailing,
        chinese=chinese,
        whole=whole,
        bare_scale=not has_digit,
    )


def _apply_fraction(
    section: Decimal, number: Decimal | None, fraction: str
) -> tuple[Decimal, Decimal | None, None, int]:
    tail = Decimal(int(fraction)).scaleb(-len(fraction))
    return section, (number or Decimal(0)) + tail, None, len(fraction)


def _close(total: Decimal, part: Decimal, power: int) -> Decimal:
    """End a part at a large scale: 万 before 亿 multiplies (`四万亿`), 亿 before 万 adds (`四亿五千万`)."""
    if total and total.adjusted() < power:
        return (total + part).scaleb(power)
    if total and not total % Decimal(1).scaleb(power) and part:
        return total + part.scaleb(power)
    return (total + part).scaleb(power)
