"""Numbers written as parts and multiples: fractions, ratios, halves, tenths (成) and prices cut to some (折).

In: folded text, where such a number stands in it, and the sign before it. Out: a `Reading`, and for what may
be none, where to go on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal

from claims import nonnumbers
from claims.numerals import ARABIC_NUMERAL, CHINESE_NUMERAL, Numeral, digit_string, evaluate
from claims.reading import Reading
from claims.units import Unit

Sign = tuple[int, bool]
"""Where a number starts with its sign, and whether that is negative."""
PERCENT = Unit("%", "percent", "percent", Decimal(1), "")
TIMES = Unit("倍", "times", "times", Decimal(1), "")
HALVES = ("一半", "半数")
_FRACTION = re.compile(
    r"(?P<whole>[0-9零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟 ]{1,16}?又)? {0,3}"
    r"(?P<parts>[0-9零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟 ]{1,16}?) {0,3}分 {0,3}之 {0,3}"
)
_REACH = 40
"""Characters within which 分之 stands."""
_SLASH = re.compile(r"(?:(\d{1,3}) )?(\d{1,4}) ?/ ?(\d{1,3})(?![\d./])")
_RATIO = re.compile(r"(\d{1,6}(?:\.\d+)?) ?(?:[:：]|比) ?(\d{1,6}(?:\.\d+)?)(?![\d:：])")
_TENTHS = re.compile(r" {0,2}([成折])")
_BEFORE_TENTHS = frozenset(" 成折")
_TENTHS_TAIL = re.compile(
    r" {0,2}([半一二三四五六七八九])(?! {0,2}[个家倍种成折季月年天日周轮款届线大类项次名级])"
)
_DIVISION = Context(prec=28)


def fraction_at(folded: str, at: int, limit: int) -> re.Match[str] | None:
    """The lower number of a fraction at an offset, up to 分之, with the whole before it."""
    return _FRACTION.match(folded, at, limit) if folded.find("之", at, at + _REACH) > 0 else None


def read_fraction(folded: str, found: re.Match[str], limit: int, sign: Sign) -> tuple[Reading | None, int]:
    """三分之一, 百分之三点五, 三又二分之一."""
    at, end = found.span()
    pattern = ARABIC_NUMERAL if folded[end : end + 1].isascii() else CHINESE_NUMERAL
    match = pattern.match(folded, end, limit) if end < limit else None
    top = evaluate(match.group()) if match else None
    parts = found["parts"].replace(" ", "")
    bottom = evaluate(parts)
    if top is None or match is None or bottom is None or not bottom.value:
        return None, end
    start, negative = sign
    if parts[0] in "百佰千仟万" and found["whole"] is None:
        if folded[at - 1 : at] in ("五", "几"):
            return None, match.end()
        worth = Decimal(100) / bottom.value
        numeral = replace(
            top,
            value=top.value * worth,
            ulp=top.ulp * worth,
            ulp_significant=top.ulp_significant * worth,
            chinese=True,
        )
        unit = replace(PERCENT, word=parts + "分之")
        reading = Reading(start, match.end(), match.end(), numeral, negative, unit)
        return reading, match.end()
    whole = evaluate(found["whole"].removesuffix("又")) if found["whole"] else None
    if found["whole"] and whole is None:
        return None, match.end()
    reading = _fraction(
        folded, sign, match.end(), whole.value if whole else Decimal(0), top.value, bottom.value
    )
    return reading, match.end()


def read_slash_or_ratio(folded: str, at: int, limit: int, sign: Sign) -> tuple[Reading | None, int] | None:
    """`7:1`, `8.4比1`, `3/5`; a time of day or score is passed over."""
    ratio = _RATIO.match(folded, at, limit)
    if ratio:
        if nonnumbers.is_clock_or_score(folded, ratio):
            return None, nonnumbers.clock_end(folded, at)
        first, second = Decimal(ratio[1]), Decimal(ratio[2])
        if second:
            value = _DIVISION.divide(first, second)
            ulp = Decimal(1).scaleb(-len(ratio[1].partition(".")[2]))
            numeral = Numeral(value, ulp / second, ulp / second, value, 0, False, True, False)
            unit = replace(TIMES, word="比")
            return Reading(at, ratio.end(), ratio.end(), numeral, False, unit), ratio.end()
    slash = _SLASH.match(folded, at, limit)
    if slash is None:
        return None
    top, bottom = Decimal(slash[2]), Decimal(slash[3])
    if not bottom or bottom > 10 or top > 100 or slash[3][0] == "0" or folded.startswith("年", slash.end()):
        return None
    return _fraction(folded, sign, slash.end(), Decimal(slash[1] or 0), top, bottom), slash.end()


def _fraction(folded: str, sign: Sign, end: int, whole: Decimal, top: Decimal, bottom: Decimal) -> Reading:
    """A part of a whole is a percentage to a tenth; a larger fraction stays a number."""
    start, negative = sign
    unit: Unit | None
    if whole or top > bottom:
        value, ulp, unit = whole + _DIVISION.divide(top, bottom), Decimal("0.1"), None
    else:
        value, ulp = _DIVISION.divide(top * 100, bottom), Decimal(10)
        unit = replace(PERCENT, word="分之")
    numeral = Numeral(value, ulp, ulp, value, 0, not folded[start].isascii(), False, False)
    return Reading(start, end, end, numeral, negative, unit)


def half_at(folded: str, at: int) -> Reading:
    """一半 and 半数, which stand at an offset."""
    half = Numeral(Decimal(50), Decimal(10), Decimal(10), Decimal(50), 0, True, False, False)
    return Reading(at, at + 2, at + 2, half, False, replace(PERCENT, word=folded[at : at + 2]))


def tenths_at(folded: str, end: int) -> re.Match[str] | None:
    """The 成 or 折 behind a number that ends at an offset."""
    return _TENTHS.match(folded, end) if folded[end : end + 1] in _BEFORE_TENTHS else None


def read_tenths(folded: str, found: re.Match[str], written: str, sign: Sign) -> Reading | None:
    """七成, 六成半, 七成六; 八折, 七五折."""
    word = found[1]
    behind = found.end()
    following = folded[behind : behind + 1]
    sure = following == "为" and folded[max(0, sign[0] - 1) : sign[0]] in nonnumbers.SURE_BEFORE_TENTHS
    if following and following in nonnumbers.TENTHS_NOT_BEFORE[word] and not sure:
        return None
    numeral = evaluate(written)
    ulp = Decimal(10)
    digits = digit_string(written) if word == "折" else None
    if digits is not None and digits >= 10:
        value, ulp = digits, Decimal(1)
    elif numeral is None or numeral.scale:
        return None
    else:
        value = numeral.value
        if word == "折" and value >= 10:
            return None
        value, ulp = value * (100 if written + word == "半折" else 10), numeral.ulp * 10
    if word == "成" and (tail := _TENTHS_TAIL.match(folded, behind)):
        value += 5 if tail[1] == "半" else digit_string(tail[1]) or 0
        ulp, behind = Decimal(5 if tail[1] == "半" else 1), tail.end()
    start, negative = sign
    chinese = not written[0].isascii()
    exact = Numeral(value, ulp, ulp, value, 0, chinese, True, False)
    unit = replace(PERCENT, word=word)
    return Reading(start, behind, found.start(), exact, negative, unit, tenths=word == "成")
