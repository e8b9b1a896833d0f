"""Reads the unit behind a number: inner 余, unit word, sub-units, and the denominator of a price.

Takes a `Reading` that ends behind its digits, and widens it by what belongs to its span.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claims import nonnumbers
from claims.numerals import ARABIC_NUMERAL, CHINESE_NUMERAL, SCALE, evaluate
from claims.precision import Bound
from claims.reading import Reading
from claims.units import Lexicon, Unit

_POINTS = re.compile(r"个? {0,2}百 {0,2}分 {0,2}点")
_POINTS_OVER = re.compile(r"个[多余来](?P<points>百分点|基点|点(?![钟评击赞亮名位]))")
"""Points with what says how exact they are inside (`3个多点`)."""
_MANY_POINTS = 50
"""So many are no percentage points, but an index's."""
_TENTH = re.compile(r"(?P<digit>[1-9一二三四五六七八九])(?=$|钱|[\s,，。;；、!！?？)）”」的了])")
"""Behind 块: so many tenths of it (`三块五`)."""
_COLLOQUIAL = re.compile(
    r"(?P<before>[来多几余])?个(?P<behind>[多来])?(?P<scale>[百千]?[万亿])(?![\u4e00-\u9fff]?[万亿])"
)
"""Between a numeral and its scale in speech (`五个多亿`, `十来个亿`)."""
_PER_EACH = re.compile(r"每(?:百万|千|万)?[^每\d,，。;；、(]{1,14}")
_SCALE_NAMES = {
    "百": "hundred_",
    "千": "thousand_",
    "万": "ten_thousand_",
    "百万": "million_",
    "千万": "ten_million_",
    "亿": "hundred_million_",
    "十亿": "billion_",
}
_CALENDAR_DENOMINATORS = {"月": "month", "季": "quarter"}
_GOODS = frozenset({"share", "token", "physical"})
_NOT_HALF = frozenset("年导数程天场径")
_POINT = Unit("百分点", "percentage_point", "points", Decimal(1), "")
_MONTH = Unit("个半月", "month", "duration", Decimal(1), "")
_OCCURRENCES = Unit("度", "count", "count", Decimal(1), "")
"""连续三度: how often, as against 三度 of electricity, which are written in digits."""
_CENT = Unit("分", "CNY", "money", Decimal("0.01"), "")
_HONG_KONG_CENT = Unit("仙", "HKD", "money", Decimal("0.01"), "")
_PAID = re.compile(r"(?:每股|股息|派息|[中末]期息|特别息|派)[^每\d,，。;；、(]{0,8}$")
"""Before a number whose 仙 are hundredths of the Hong Kong dollar (派息每股8仙)."""
_PER_SHARE = re.compile(r"每股[^每\d,，。;；、(]{1,14}$")
"""Before a number whose 分 are hundredths of the currency (每股亏损4.53分)."""
_EACH_REACH = 20
_COUNTED_REACH = 10
_LINKS = " 数量总共计约有为是达到了近超逾"
"""Characters between a counted thing and its number (`银幕总数为4865块`)."""

_NAMED_PARTS = re.compile(
    r"(?:[\u4e00-\u9fff]{1,7}[\u4e00-\u9fff](?:[、和加与及跟]|以及))+[\u4e00-\u9fff]{2,8}?(?:这|那|上述|以上|等|共)?"
    r"[两二三四五六七八九]块[^钱半多一二三四五六七八九几\d]?"
)
"""Names that a small number counts as the parts of something (`运营加管理两块`), and no price."""
_PARTS_REACH = 22

_OF_ITS_OWN = ("本公司", "本行", "本集团")
"""Behind a unit: whose shares, and no longer word."""


def unit_at(folded: str, at: int, limit: int, words: Lexicon, *, alone: bool = True) -> Unit | None:
    """The longest unit word at an offset; with `alone`, one that does not start a longer word."""
    for unit in words.after.get(folded[at : at + 1], ()):
        word = unit.word
        if not folded.startswith(word, at):
            continue
        end = at + len(word)
        if end > limit:
            continue
        following = folded[end : end + 1]
        own = folded.startswith(_OF_ITS_OWN, end)  # 100万股本公司股份
        if alone and following and following in unit.not_before and not own:
            continue
        if following and following in unit.counts_before:
            return replace(unit, unit="count", kind="count")
        if word[-1].isascii() and word[-1].isalpha() and following.isascii() and following.isalnum():
            continue
        return unit
    return None


def _cent_at(folded: str, at: int, limit: int, start: int) -> Unit | None:
    """The Hong Kong cent that alone stands behind a number of what a share earns or is paid."""
    told = at < limit and folded.startswith(_HONG_KONG_CENT.word, at)
    paid = told and _PAID.search(folded, max(0, start - _EACH_REACH), start) is not None
    return _HONG_KONG_CENT if paid else None


def skip_blanks(folded: str, at: int) -> int:
    """The offset behind up to four blanks."""
    stop = at
    while folded[stop : stop + 1] == " " and stop - at < 4:
        stop += 1
    return stop


def read_unit(reading: Reading, folded: str, limit: int, words: Lexicon) -> None:
    """Widen a reading by what stands behind its digits."""
    _read_colloquial(reading, folded, limit, words)
    at = skip_blanks(folded, reading.end)
    inside = words.inside.get(folded[at : at + 1])
    if inside is not None:
        at = _read_inside(reading, folded, at, inside, words)
    unit = None
    if folded[at : at + 1] in ("个", "百") and (points := _POINTS.match(folded, at, limit)):
        unit = replace(_POINT, word=points.group())
    elif reading.numeral.value < _MANY_POINTS and (over := _POINTS_OVER.match(folded, at, limit)):
        plain = unit_at("个" + over["points"], 0, limit, words)
        unit = replace(plain, word=over.group()) if plain is not None else None
        reading.bound = words.inside[over.group()[1]]
    else:
        unit = unit_at(folded, at, limit, words) or _cent_at(folded, at, limit, reading.start)
    if unit is None or _looks_back(reading, at, unit):
        return
    if unit.counts_behind and (
        _stands_behind(unit.counts_behind, folded, reading.start)
        or _NAMED_PARTS.fullmatch(_own_clause(folded, reading.start) + folded[reading.start : at + 2])
    ):
        unit = replace(unit, unit="count", kind="count")
    if unit.word == "度" and reading.numeral.chinese and not reading.numeral.scale:
        unit = _OCCURRENCES
    if unit.word == "分" and _PER_SHARE.search(folded, max(0, reading.start - _EACH_REACH), reading.start):
        unit = _CENT
    end = at + len(unit.word)
    if folded.startswith("半", end):
        if unit.word == "个":
            longer = _MONTH if folded.startswith("月", end + 1) else unit_at(folded, end + 1, limit, words)
            if longer is not None and longer.kind == "duration":
                unit, end = longer, end + 1 + (1 if longer is _MONTH else len(longer.word))
                reading.extra = longer.factor / 2
        elif unit.kind in ("duration", "times") and folded[end + 1 : end + 2] not in _NOT_HALF:
            reading.extra, end = unit.factor / 2, end + 1
    reading.unit, reading.end = unit, end
    if unit.kind == "money":
        _read_small(reading, folded, limit, words)
        read_denominator(reading, folded, limit, words)


def _own_clause(folded: str, start: int) -> str:
    """The words of a number's own clause in front of it, as far as they may name what it counts."""
    return re.split("[,，。;；:：的\n]", folded[max(0, start - _PARTS_REACH) : start])[-1]


def _stands_behind(words: tuple[str, ...], folded: str, start: int) -> bool:
    """Whether a number stands behind one of some words, with no more than links between them."""
    before = folded[max(0, start - _COUNTED_REACH) : start]
    return before.rstrip(_LINKS).endswith(words)


def _read_colloquial(reading: Reading, folded: str, limit: int, words: Lexicon) -> None:
    """`五个多亿`, `十九个亿`: the scale of a numeral stands behind 个, with what says how exact it is."""
    found = _COLLOQUIAL.match(folded, reading.end, limit) if not reading.numeral.scale else None
    grown = evaluate(folded[reading.start : reading.end].lstrip("-负+") + found["scale"]) if found else None
    if found is None or grown is None:
        return
    reading.numeral, reading.number_end, reading.end = grown, found.end(), found.end()
    bound = words.inside.get(found["before"] or found["behind"] or "")
    if bound is not None:
        reading.bound = bound


def _looks_back(reading: Reading, at: int, unit: Unit) -> bool:
    """A year and a blank before a classifier: the number ends its phrase (`2025 本期`)."""
    numeral = reading.numeral
    return (
        at > reading.number_end
        and unit.kind == "count"
        and not numeral.scale
        and Decimal(1900) < numeral.value < Decimal(2100)
    )


def _read_inside(reading: Reading, folded: str, at: int, bound: Bound, words: Lexicon) -> int:
    """`10多亿`, `40余款`: the qualifier lies inside the span; `5亿多` leaves it outside."""
    behind = skip_blanks(folded, at + 1)
    scale = SCALE.match(folded, behind)
    if scale:
        head = folded[reading.start : reading.number_end].lstrip("-负+")
        grown = evaluate(head + scale[1])
        if grown is not None:
            reading.numeral = grown
            reading.number_end = reading.end = scale.end()
            reading.bound = bound
            return skip_blanks(folded, scale.end())
    unit = unit_at(folded, behind, len(folded), words)
    exemption = words.exemptions.get(folded[at])
    if unit is None:
        return at
    small_count = unit.kind == "count" and reading.numeral.value < 10
    if small_count and exemption and folded[behind] in exemption.before_any:
        return at  # `3家多元化企业`
    reading.bound = bound
    return behind


def _read_small(reading: Reading, folded: str, limit: int, words: Lexicon) -> None:
    """`五元三毛`, `两美元又三美分`, `三块五`."""
    tenth = _TENTH.match(folded, reading.end, limit) if reading.unit and reading.unit.word == "块" else None
    numeral = evaluate(tenth["digit"]) if tenth else None
    if tenth is not None and numeral is not None and not reading.numeral.scale:
        reading.extra += numeral.value / 10
        reading.end = tenth.end("digit")
        return
    small = words.small.get(reading.unit.unit) if reading.unit else None
    while small:
        at = reading.end + (1 if folded.startswith("又", reading.end) else 0)
        if folded[at : at + 1] not in nonnumbers.DIGIT_CHARACTERS:
            return
        pattern = ARABIC_NUMERAL if folded[at].isascii() else CHINESE_NUMERAL
        match = pattern.match(folded, at, limit)
        numeral = evaluate(match.group()) if match else None
        if match is None or numeral is None or not 0 < numeral.value < 100:
            return
        word = max((word for word in small if folded.startswith(word, match.end())), key=len, default="")
        if not word or numeral.value * small[word] >= 1:
            return
        reading.extra += numeral.value * small[word]
        reading.end = match.end() + len(word)


_EACH = ("一", "每")
"""Right behind an amount of money, before the one unit that it is for (`384元一吨`)."""


def read_denominator(reading: Reading, folded: str, limit: int, words: Lexicon) -> None:
    """`120元/股`, `1元/百万Token`, `384元一吨`; 每股 before the number."""
    if folded.startswith("/", reading.end):
        at = skip_blanks(folded, reading.end + 1)
        if folded.startswith(("每", "1"), at):
            at += 1
        end = _take_denominator(reading, folded, at, limit, words, goods=False)
        if end:
            reading.end = end
            return
    if folded.startswith(_EACH, reading.end):
        end = _take_denominator(reading, folded, reading.end + 1, limit, words, goods=True)
        if end:
            reading.end = end
            return
    place = folded.rfind("每", max(0, reading.start - _EACH_REACH), reading.start)
    if place >= 0 and _PER_EACH.fullmatch(folded, place, reading.start):
        _take_denominator(reading, folded, place + 1, limit, words, goods=True)


def _take_denominator(
    reading: Reading, folded: str, at: int, limit: int, words: Lexicon, *, goods: bool
) -> int:
    """Note the denominator at an offset; the offset behind it, 0 if there is none."""
    scale = SCALE.match(folded, at)
    prefix = _SCALE_NAMES.get(scale[1], "") if scale else ""
    if scale and prefix:
        at = scale.end()
    at = skip_blanks(folded, at)
    unit = unit_at(folded, at, limit, words, alone=not goods)
    if unit is not None and unit.kind != "money":
        if goods and unit.kind not in _GOODS:
            return 0
        reading.per, reading.per_factor = prefix + unit.unit, unit.factor
        return at + len(unit.word)
    name = _CALENDAR_DENOMINATORS.get(folded[at : at + 1])
    if goods or name is None:
        return 0
    reading.per, reading.per_factor = prefix + name, Decimal(1)
    return at + 1
