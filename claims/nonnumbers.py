"""What looks like a number and is no quantity: one predicate a cause.

Each takes the folded text and a place in it, and says whether the cause holds there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.numerals import DIGITS, LARGE_SCALES, SMALL_SCALES, Numeral

if TYPE_CHECKING:
    from claims.reading import Reading
    from claims.units import Lexicon, Unit

DIGIT_CHARACTERS = (
    frozenset(DIGITS) | (frozenset(SMALL_SCALES) - set("kK")) | frozenset(LARGE_SCALES) | {"半"}
)
"""Characters that a numeral may start with."""

NUMBER_ENDS = frozenset("年月日号季度期元万亿千百十吨股倍一二三四五六七八九零")
"""Characters that end a number or a date; a hyphen behind them connects."""

TENTHS_NOT_BEFORE = {"成": "立为功长都员果本品熟型绩效就交因份分色人", "折": "合算旧价扣叠线射让页损戟返中"}
"""Characters that make a word of 成 and 折."""

SURE_BEFORE_TENTHS = frozenset("近超逾约足占达中")
"""Characters behind which tenths are meant though 为 follows (近七成为单店)."""

BETWEEN_NUMBERS = frozenset({":", "：", "比", "/", " "})
"""Characters between the two numbers of a ratio or fraction."""

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+\.[A-Za-z]{2,}")
_CODE_TAIL = re.compile(r"[A-Za-z0-9_]*(?:[./\-+&][A-Za-z0-9_]+)*")
_PHONE = re.compile(r"\d{3,4}-\d{3,4}-\d{3,4}(?!\d)|0\d{2,3}-\d{7,8}(?!\d)|1[3-9]\d-\d{4}-\d{4}")
_NUMERIC_DATE = re.compile(r"(?:19|20)\d\d([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?![\d%])")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_TIME_WITH_SECONDS = re.compile(r"\d{1,2}[:：]\d{2}[:：]\d{2}(?!\d)")
_QUOTE = re.compile(r"[\d.]+ ?, ?[-+]?[\d.]+ ?, ?[-+]?[\d.]+%? ?\)")
_TWO_DIGIT_YEAR = re.compile(
    r"年(?:[1-4一二三四上下前]?(?:季|半年)|Q[1-4]|H[12]|\d{1,2}月|底|末|初|度|中期|全年|同期)"
)
_SPANS_BEFORE = frozenset("年季月周日天个期次轮批拨届任")
_OF_A_YEAR = ("款", "届", "版", "级")
_YEN = ("日元", "日圆", "日币", "日本銭", "日本钱")
_LATIN_BEFORE = re.compile(r"[A-Za-z] $")
_SHARE_SPLITS = ("拆", "合股", "的比", "比例", "配")
_WINDOW_OF_DAYS = ("连续", "近", "过去", "未来", "达", "共", "计", "前", "后", "满", "超", "逾")
_BOND = re.compile(
    r"[012]\d[\u4e00-\u9fff]{2,6}(?:(?:MTN|SCP|CP|PPN|ABN|ABS|EB|GN|[GY])\d{1,3}|0\d)(?![\d.%])"
)
_ACRONYM = re.compile("[A-Z]{2,5}")
_AMOUNT = re.compile(r"(?:\d+\.\d+[万亿]|\d{1,3}(?:,\d{3})+(?!\d))[万亿]?[\u4e00-\u9fff]")
"""What no version is, behind a kind's Latin letters (`SUV14.71万辆`)."""
_INSIDE_CODES = frozenset({"-", "/", ".", ":", "："})
_WORDS = re.compile(r"[\s,，。;；、]")
_HAN = re.compile("[\u4e00-\u9fff]")


def addresses(folded: str) -> list[tuple[int, int]]:
    """Web and mail addresses."""
    if "://" not in folded and "www." not in folded and "@" not in folded:
        return []
    return [match.span() for match in _ADDRESS.finditer(folded)]


def name_end(folded: str, at: int, words: Lexicon, starts_by: int) -> int:
    """Where a name, idiom or term ends that holds the numeral at an offset; 0 if there is none.

    It starts at `starts_by` or before: with 第 in front of the numeral, a name must include it.
    """
    for key_at in (at, at - 1):
        if key_at < 0:
            continue
        for word, offset in words.names.get(folded[key_at : key_at + 2], ()):
            start = key_at - offset
            if not 0 <= start <= starts_by or not folded.startswith(word, start):
                continue
            end = start + len(word)
            last, following = word[-1], folded[end : end + 1]
            if last.isascii() and following.isascii() and following.isalnum():
                continue
            if last == "分" and following == "之":
                continue  # 十分 is an adverb, 十分之一 a fraction
            if end > at:
                return end
    return 0


def code_end(folded: str, at: int, end: int, words: Lexicon) -> int:
    """Where a code ends that the Arabic numeral between two offsets is part of; 0 if it is of none.

    Codes are `GLM-4.5`, `B6`, `2025-12-20`, `16:00:25`, `400-800-1234` and quotes, `(21.980,-0.16,-0.72%)`.
    """
    previous = folded[at - 1 : at]
    if previous.isascii() and (previous.isalpha() or previous == "_") and folded[end : end + 1] != "%":
        start = at - 1
        while start and folded[start - 1].isascii() and folded[start - 1].isalpha() and at - start < 16:
            start -= 1
        known = words.named_before.get(previous, ())
        if _ACRONYM.fullmatch(folded, start, at) and _AMOUNT.match(folded, at):
            return 0
        if not any(folded[start:at] == word for word, _ in known):
            return _code_tail(folded, at)
    elif previous and previous in "-." and at > 1 and folded[at - 2].isascii() and folded[at - 2].isalnum():
        minus = previous == "-" and folded.endswith(words.latin_changes, 0, at - 1)  # YoY-12.5%
        if (folded[at - 2].isalpha() and not minus) or previous == ".":
            return _code_tail(folded, at)
    elif previous == "(" and (match := _QUOTE.match(folded, at)):
        return match.end()
    if folded[end : end + 1] in _INSIDE_CODES or folded[end - 3 : end - 2] == ".":
        for pattern in (_NUMERIC_DATE, _TIME_WITH_SECONDS, _PHONE):
            if match := pattern.match(folded, at):
                return match.end()
    match = _BOND.match(folded, at)
    return match.end() if match else 0


def _code_tail(folded: str, at: int) -> int:
    match = _CODE_TAIL.match(folded, at)
    return max(at + 1, match.end() if match else at)


def is_vague(folded: str, at: int) -> bool:
    """`数十`, `几百`: how many, the text does not say."""
    return at > 0 and folded[at - 1] in "数几好" and folded[at] in "十百千万亿"


def is_calendar(folded: str, start: int, end: int, numeral: Numeral, unit: Unit | None) -> bool:
    """A year, month, day or hour of the calendar: `2025年`, `3月`, `16时`."""
    if numeral.scale or not numeral.whole:
        return False
    value = numeral.value
    if unit is None:
        following = folded[end : end + 2].lstrip(" ")[:1]
        grade = following == "级" and not numeral.chinese and value < 10
        if following == "号" or grade or (following in ("月", "季", "旬", "时") and value <= 31):
            return True
        if following == "日" and value <= 31 and not folded.startswith(_YEN, end):
            return not folded[max(0, start - 2) : start].endswith(_WINDOW_OF_DAYS)
        return bool(following == "年" and value >= 1000)
    if unit.word == "年":
        if 1000 <= value < 3000 and not numeral.chinese:
            return True
        return value < 100 and not numeral.chinese and _TWO_DIGIT_YEAR.match(folded, end) is not None
    if unit.word in _OF_A_YEAR:
        return 1990 <= value < 2100 and not numeral.chinese
    if unit.word == "日":
        return value <= 31 and not folded[max(0, start - 2) : start].endswith(_WINDOW_OF_DAYS)
    if unit.word == "点":
        return value <= 24 and (
            folded[end + 1 : end + 2] in ("半", "钟", "整", "多", "许")
            or folded[end + 1 : end + 2].isdigit()
            or bool(set(folded[max(0, start - 3) : start]) & set("早晚午晨夜日天时间"))
        )
    return False


def is_clock_or_score(folded: str, ratio: re.Match[str]) -> bool:
    """`22:48` and `3:1` of a match, as against `7:1` of two figures."""
    window = _WORDS.split(folded[max(0, ratio.start() - 10) : ratio.start()])[-1]
    behind = folded[ratio.end() : ratio.end() + 3]
    if "比分" in window or any(word in window + behind for word in ("战胜", "击败", "战平", "取胜", "不敌")):
        return True
    if "比" in ratio.group() or folded.startswith(_SHARE_SPLITS, ratio.end()):
        return False
    hour, minute = ratio[1], ratio[2]
    return (
        "." not in ratio.group()
        and len(minute) == 2
        and int(hour) <= 24
        and int(minute) < 60
        and ("比" not in window and "率" not in window)
    )


def clock_end(folded: str, at: int) -> int:
    """Where the time of day or score that starts at an offset ends."""
    match = _TIME.match(folded, at)
    return match.end() if match else at + 1


def is_top(folded: str, reading: Reading) -> bool:
    """`前十`, `前5名`: those at the top, not a time before."""
    start = reading.start
    if reading.unit is not None and reading.unit.kind != "count":
        return False
    if reading.numeral.value < 2 or folded[reading.number_end : reading.number_end + 1] in _SPANS_BEFORE:
        return False
    return folded[max(0, start - 2) : start - 1] not in tuple("目此以之日年月天周先提午跟空") and (
        reading.numeral.whole and not reading.numeral.scale and reading.numeral.value <= 10000
    )


def is_article(reading: Reading) -> bool:
    """`一家公司`: 一 as an indefinite article; `超过一家` counts."""
    return (
        reading.unit is not None
        and reading.unit.kind == "count"
        and reading.unit.unit == "count"
        and reading.unit.factor == 1
        and reading.bound.value == "exact"
        and reading.numeral.chinese
        and reading.numeral.value == 1
        and not reading.numeral.bare_scale
    )


def is_denominator(folded: str, reading: Reading) -> bool:
    """`每10股`: what a rate is of."""
    return reading.unit is not None and folded[reading.start - 1 : reading.start] == "每"


def is_rare_scale(folded: str, reading: Reading) -> bool:
    """兆 without a digit stands in names, not for 10¹²."""
    return reading.numeral.bare_scale and folded[reading.number_end - 1] == "兆"


def is_unit_name(reading: Reading) -> bool:
    """`亿元` as a unit's name, in a header or alone; `近亿元` and `百亿元` are amounts."""
    return (
        reading.numeral.bare_scale
        and reading.unit is not None
        and reading.unit.kind in ("money", "share", "physical")
        and reading.number_end - reading.start == 1
        and reading.numeral.value >= 100
        and reading.bound.value == "exact"
    )


def stands_alone(folded: str, reading: Reading) -> bool:
    """Whether a Chinese numeral without a unit is one: not part of a word."""
    written = folded[reading.start : reading.number_end]
    if reading.bound.value != "exact":
        return True
    if len(written) > 1 and not reading.numeral.bare_scale:
        return not is_enumerator(folded, reading.start, reading.end)
    before, after = folded[max(0, reading.start - 1) : reading.start], folded[reading.end : reading.end + 1]
    if reading.numeral.bare_scale and written not in ("十", "拾"):
        return False
    if (_HAN.match(before) and before != "是") or (_HAN.match(after) and after not in "不那这而却"):
        return False
    return not is_enumerator(folded, reading.start, reading.end)


def is_enumerator(folded: str, start: int, end: int) -> bool:
    """A heading's or list's own number: `1.`, `一、`, `(2)`, `[1]`, `01|`."""
    before, after = folded[max(0, start - 1) : start], folded[end : end + 1]
    if before in ("", "\n") and after == "\n":
        return True
    if before and before in "([【〔<" and after and after in ")]】〕>":
        return True
    if end - start > 3 or not after or after not in "、.．|):：":
        return False
    if folded[end + 1 : end + 2].isdigit() or not folded[start:end].isalnum():
        return False
    line = folded[max(0, start - 6) : start].rstrip(" \t#*(（")
    return not line or line[-1] in "\n\r" or (after in "、.)" and line[-1] in "。;；:：")


def is_code(folded: str, reading: Reading, words: Lexicon) -> bool:
    """A stock code, registration or account number, or digits glued to letters."""
    written = folded[reading.start : reading.end]
    behind = folded[reading.end : reading.end + 2]
    if folded[reading.start - 1 : reading.start] == "+" or (behind[:1] == "+" and behind[1:].isdigit()):
        return True  # `17+1`
    if written[0] == "-" and written[1:].isdigit() and _HAN.match(folded, reading.start - 1):
        return True  # a name's number behind a hyphen
    following = folded[reading.end : reading.end + 1]
    if (
        folded[reading.start - 1 : reading.start] == " "
        and _LATIN_BEFORE.search(folded, max(0, reading.start - 3), reading.start)
        and not folded[: reading.start - 1].endswith(words.latin_metrics)
    ):
        return True
    if following.isascii() and (following.isalpha() or following == "_"):
        return True
    if following == "." and folded[reading.end + 1 : reading.end + 2].isalpha():
        return True
    if not written.isdigit():
        return False
    before = folded[max(0, reading.start - 1) : reading.start]
    if len(written) == 6 and (before in ("(", ":", "：") and following in (")", ",", "，", ".", " ", "")):
        return True
    return (
        len(written) > 11 or (written[0] == "0" and len(written) > 1) or (before == "-" and len(written) > 3)
    )


def is_label(folded: str, start: int, end: int, words: Lexicon) -> bool:
    """`图1`, `代码600000`, `电话:88886666`: a number that labels."""
    if folded.startswith(words.labels_after, end):
        return True
    head = folded[max(0, start - 6) : start].rstrip(" :：为是")
    return head.endswith(words.labels)


def is_plain_year(numeral: Numeral, reading: Reading) -> bool:
    """A bare `2025`."""
    return (
        numeral.whole
        and not numeral.scale
        and Decimal(1900) <= numeral.value <= Decimal(2099)
        and reading.end - reading.start == 4
        and reading.bound.value == "exact"
    )


def lists_on(folded: str, reading: Reading, at: int) -> bool:
    """Whether a bare number runs on to what starts at an offset (`3` in `3、4月`)."""
    return (
        reading.unit is None
        and reading.named is None
        and not reading.scaled
        and folded[reading.end : at] in ("、", "和", "及", "与", "-", "~", "至", "到")
    )
