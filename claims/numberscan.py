"""Finds written numbers with their units and qualifiers, one after the other, in one pass.

Takes folded text and gives `Reading`s: what stands there, not yet what it means in its list. What looks like
a number and is none is told apart by the predicates of `claims.nonnumbers`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal

from claims import nonnumbers
from claims.numerals import ARABIC_NUMERAL, CHINESE_NUMERAL, MAX_NUMERAL, Numeral, digit_string, evaluate
from claims.qualifying import qualify
from claims.reading import Reading, compatible, led_to, rescaled, shares_scale
from claims.unitreading import read_denominator, read_unit
from claims.units import Unit, lexicon

_SEED = re.compile("[0-9零〇一二三四五六七八九十百千万亿兆两俩半壹贰叁肆伍陆柒捌玖拾佰仟首翻腰对]")
_CONNECTOR = re.compile(r"(?:--?|–|——?|~|至|到)| {1,2}(?:-|–|—|~|至|到) {1,2}")
_CONNECTS = frozenset("-–—~至到 ")
"""What a connector starts with."""
_FRACTION = re.compile(
    r"(?P<whole>[0-9零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟 ]{1,16}?又)? {0,3}"
    r"(?P<parts>[0-9零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟 ]{1,16}?) {0,3}分 {0,3}之 {0,3}"
)
_FRACTION_REACH = 40
_SLASH = re.compile(r"(?:(\d{1,3}) )?(\d{1,4}) ?/ ?(\d{1,3})(?![\d./])")
_RATIO = re.compile(r"(\d{1,6}(?:\.\d+)?) ?(?:[:：]|比) ?(\d{1,6}(?:\.\d+)?)(?![\d:：])")
_TENTHS = re.compile(r" {0,2}([成折])")
_BEFORE_TENTHS = frozenset(" 成折")
_TENTHS_TAIL = re.compile(
    r" {0,2}([半一二三四五六七八九])(?! {0,2}[个家倍种成折季月年天日周轮款届线大类项次名级])"
)
_DOUBLED = re.compile(r"翻了?([一两二三四五六]?)番|翻倍|翻了?一倍")
_HALVES = ("一半", "半数")
_OF_ONE_END = frozenset("从由自")
_AMOUNT = re.compile(r"[\d.,]+(?:亿|万|百万|千万)?(?:元|港元|美元|欧元|港币|%)")
"""Behind a dash: an amount, so that the dash is a minus even behind a date (上年同期-0.09元)."""
_UNIT_BEFORE = re.compile(r"\((?:[^()]{0,5}[元股吨]|%)(?:/[^()]{1,3})?\)$")
"""A unit in brackets before a dash, which then is a minus (收益(元/股)-0.04)."""
_DIVISION = Context(prec=28)
_RANK = Unit("", "rank", "count", Decimal(1), "")
_PERCENT = Unit("%", "percent", "percent", Decimal(1), "")
_TIMES = Unit("倍", "times", "times", Decimal(1), "")


class Scanner:
    """Reads one folded text from left to right."""

    def __init__(self, text: str, folded: str, taken: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.folded = folded
        self.taken = sorted((*taken, *nonnumbers.addresses(folded)))
        self.taken_starts = [start for start, _ in self.taken]
        self.words = lexicon()
        self.readings: list[Reading] = []

    def scan(self) -> list[Reading]:
        """All readings in their order, none overlapping."""
        position = following = 0
        folded, search, taken = self.folded, _SEED.search, self.taken
        while (seed := search(folded, position)) is not None:
            at = seed.start()
            while following < len(taken) and taken[following][0] <= at:
                following += 1
            if following and taken[following - 1][1] > at:
                position = taken[following - 1][1]
                continue
            limit = taken[following][0] if following < len(taken) else len(folded)
            position = self._read_at(at, limit)
        return self.readings

    def _read_at(self, at: int, limit: int) -> int:
        """Read what starts at a seed; the offset to go on from."""
        folded = self.folded
        character = folded[at]
        if character in "首翻腰对":
            return self._read_word(at, character)
        previous = folded[at - 1 : at]
        ordinal = previous == "第" or (previous == " " and folded[at - 2 : at - 1] == "第")
        if name_end := nonnumbers.name_end(folded, at, self.words, at - 1 if ordinal else at):
            return name_end
        if ordinal:
            return self._read_rank(at, limit)
        reading, end = self._read_number(at, limit)
        if reading is None:
            return end
        ranged, end = self._read_range(reading, end, limit)
        if ranged is None:
            return end
        qualify(ranged, folded, self.words, self.readings[-1].end if self.readings else 0)
        if self._stands(ranged):
            self.readings.append(ranged)
        return max(end, ranged.end)

    def _read_word(self, at: int, character: str) -> int:
        """首家, 翻番, 腰斩, 对折: words that are quantities by themselves."""
        folded = self.folded
        if character == "首":
            for word in self.words.firsts:
                if folded.startswith(word, at) and not folded.startswith(self.words.not_firsts, at):
                    self._append_word(at, at + len(word), Decimal(1), _RANK, Decimal(1))
                    return at + len(word)
        elif character == "翻":
            if match := _DOUBLED.match(folded, at):
                doublings = digit_string(match[1]) if match[1] else Decimal(1)
                self._append_word(at, match.end(), 2 ** (doublings or Decimal(1)), _TIMES, Decimal(1))
                return match.end()
        elif character == "腰":
            if folded.startswith("腰斩", at):
                self._append_word(at, at + 2, Decimal(-50), _PERCENT, Decimal(10))
                return at + 2
        elif folded.startswith("对折", at) and folded[max(0, at - 2) : at].rstrip("了").endswith("打"):
            self._append_word(at, at + 2, Decimal(50), _PERCENT, Decimal(10))
            return at + 2
        return at + 1

    def _append_word(self, start: int, end: int, value: Decimal, unit: Unit, ulp: Decimal) -> None:
        numeral = Numeral(abs(value), ulp, ulp, abs(value), 0, True, True, False)
        reading = Reading(start, end, end, numeral, value < 0, replace(unit, word=self.folded[start:end]))
        if unit.unit != "rank":
            qualify(reading, self.folded, self.words, 0)
        self.readings.append(reading)

    def _read_rank(self, at: int, limit: int) -> int:
        folded = self.folded
        pattern = ARABIC_NUMERAL if folded[at].isascii() else CHINESE_NUMERAL
        match = pattern.match(folded, at, limit)
        if match is None:
            return at + 1
        end = match.end()
        numeral = evaluate(match.group())
        start = folded.rindex("第", 0, at)
        if (
            numeral is None
            or not numeral.whole
            or numeral.scale
            or folded.startswith(self.words.not_rank, end)
            or nonnumbers.is_enumerator(folded, start, end)
        ):
            return end
        inside = next((word for word in self.words.rank_inside if folded.startswith(word, end)), "")
        self.readings.append(Reading(start, end + len(inside), end, numeral, False, _RANK))
        return end + len(inside)

    def _read_number(self, at: int, limit: int) -> tuple[Reading | None, int]:
        """The number with its unit that starts at an offset; None and where to go on if there is none."""
        folded = self.folded
        arabic = folded[at].isascii()
        if folded.find("之", at, at + _FRACTION_REACH) > 0 and (found := _FRACTION.match(folded, at, limit)):
            return self._read_fraction(at, found, limit)
        match = (ARABIC_NUMERAL if arabic else CHINESE_NUMERAL).match(folded, at, limit)
        if match is None:
            return None, at + 1
        if match.end() - at > MAX_NUMERAL:
            return None, match.end()
        if arabic:
            if "，" in match.group():
                match = ARABIC_NUMERAL.match(folded, at, self._separated(at, match.end())) or match
            if stop := nonnumbers.code_end(folded, at, match.end(), self.words):
                return None, stop
            behind = folded[match.end() : match.end() + 2].lstrip(" ")[:1]
            if behind in ("年", "月", "日", "号") and self._is_date(at, match):
                return None, match.end() + 1
            between = folded[match.end() : match.end() + 1] in nonnumbers.BETWEEN_NUMBERS
            if between and (special := self._read_slash_or_ratio(at, limit)):
                return special
        elif folded.startswith(_HALVES, at):
            half = Numeral(Decimal(50), Decimal(10), Decimal(10), Decimal(50), 0, True, False, False)
            return Reading(
                at, at + 2, at + 2, half, False, replace(_PERCENT, word=folded[at : at + 2])
            ), at + 2
        elif nonnumbers.is_vague(folded, at):
            return None, match.end()
        return self._read_plain(at, match, limit)

    def _read_plain(self, at: int, match: re.Match[str], limit: int) -> tuple[Reading | None, int]:
        """Digits and scale with a unit, or with 成 and 折."""
        folded = self.folded
        end, written = match.end(), match.group()
        tenths = _TENTHS.match(folded, end) if folded[end : end + 1] in _BEFORE_TENTHS else None
        if tenths and (reading := self._read_tenths(at, written, tenths)):
            return reading, reading.end
        before = folded[max(0, at - 2) : at]
        if before[-1:] == "." and before != ".." and written.isdigit():
            written, at = "0." + written, at - 1
        numeral = evaluate(written)
        if numeral is None:
            return None, end
        start, negative = self._sign(at)
        reading = Reading(start, end, end, numeral, negative, None)
        read_unit(reading, folded, limit, self.words)
        return reading, reading.end

    def _is_date(self, at: int, match: re.Match[str]) -> bool:
        """Whether a date stands here; then bare numbers that run on to it go too (`3、4月`)."""
        numeral = evaluate(match.group())
        if numeral is None or not nonnumbers.is_calendar(self.folded, at, match.end(), numeral, None):
            return False
        while self.readings and nonnumbers.lists_on(self.folded, self.readings[-1], at):
            at = self.readings.pop().start
        return True

    def _separated(self, start: int, end: int) -> int:
        """Where a number ends whose full-width comma may separate figures rather than thousands.

        It groups full-width digits (`９，９９９`), and others where there are several (`1，016，475`).
        """
        if self.folded.count("，", start, end) > 1:
            return end
        at = self.folded.find("，", start, end)
        return at if "0" <= self.text[at - 1] <= "9" else end

    def _sign(self, at: int) -> tuple[int, bool]:
        """Where the number starts with its sign, and whether that is negative."""
        folded = self.folded
        previous = folded[at - 1 : at]
        if previous == "负":
            return at - 1, True
        if previous == "+" and (folded[at - 2 : at - 1] in ("", "/") or not folded[at - 2].isascii()):
            return at - 1, False
        if previous != "-":
            return at, False
        before = folded[max(0, at - 2) : at - 1]
        if before == "期" and _AMOUNT.match(folded, at) is not None:
            return at - 1, True
        if before == "-" or (before.isalnum() and (before.isascii() or before in nonnumbers.NUMBER_ENDS)):
            return at, False
        if before == ")" and _UNIT_BEFORE.search(folded, max(0, at - 16), at - 1):
            return at - 1, True
        if before in ("%", ")", "]") or (self.readings and self.readings[-1].end == at - 1):
            return at, False
        index = bisect_right(self.taken_starts, at - 1) - 1
        if index >= 0 and self.taken[index][1] == at - 1 and _AMOUNT.match(folded, at) is None:
            return at, False
        return at - 1, True

    def _read_slash_or_ratio(self, at: int, limit: int) -> tuple[Reading | None, int] | None:
        """`7:1`, `8.4比1`, `3/5`; a time of day or score is passed over."""
        folded = self.folded
        ratio = _RATIO.match(folded, at, limit)
        if ratio:
            if nonnumbers.is_clock_or_score(folded, ratio):
                return None, nonnumbers.clock_end(folded, at)
            first, second = Decimal(ratio[1]), Decimal(ratio[2])
            if second:
                value = _DIVISION.divide(first, second)
                ulp = Decimal(1).scaleb(-len(ratio[1].partition(".")[2]))
                numeral = Numeral(value, ulp / second, ulp / second, value, 0, False, True, False)
                unit = replace(_TIMES, word="比")
                return Reading(at, ratio.end(), ratio.end(), numeral, False, unit), ratio.end()
        slash = _SLASH.match(folded, at, limit)
        if slash is None:
            return None
        top, bottom = Decimal(slash[2]), Decimal(slash[3])
        if (
            not bottom
            or bottom > 10
            or top > 100
            or slash[3][0] == "0"
            or folded.startswith("年", slash.end())
        ):
            return None
        start, negative = self._sign(at)
        return self._fraction(start, slash.end(), Decimal(slash[1] or 0), top, bottom, negative), slash.end()

    def _read_fraction(self, at: int, found: re.Match[str], limit: int) -> tuple[Reading | None, int]:
        """三分之一, 百分之三点五, 三又二分之一."""
        folded = self.folded
        end = found.end()
        pattern = ARABIC_NUMERAL if folded[end : end + 1].isascii() else CHINESE_NUMERAL
        match = pattern.match(folded, end, limit) if end < limit else None
        top = evaluate(match.group()) if match else None
        parts = found["parts"].replace(" ", "")
        bottom = evaluate(parts)
        if top is None or match is None or bottom is None or not bottom.value:
            return None, end
        start, negative = self._sign(at)
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
            unit = replace(_PERCENT, word=parts + "分之")
            reading = Reading(start, match.end(), match.end(), numeral, negative, unit)
            return reading, match.end()
        whole = evaluate(found["whole"].removesuffix("又")) if found["whole"] else None
        if found["whole"] and whole is None:
            return None, match.end()
        reading = self._fraction(
            start, match.end(), whole.value if whole else Decimal(0), top.value, bottom.value, negative
        )
        return reading, match.end()

    def _fraction(
        self, start: int, end: int, whole: Decimal, top: Decimal, bottom: Decimal, negative: bool
    ) -> Reading:
        """A part of a whole is a percentage to a tenth; a larger fraction stays a number."""
        unit: Unit | None
        if whole or top > bottom:
            value, ulp, unit = whole + _DIVISION.divide(top, bottom), Decimal("0.1"), None
        else:
            value, ulp = _DIVISION.divide(top * 100, bottom), Decimal(10)
            unit = replace(_PERCENT, word="分之")
        numeral = Numeral(value, ulp, ulp, value, 0, not self.folded[start].isascii(), False, False)
        return Reading(start, end, end, numeral, negative, unit)

    def _read_tenths(self, at: int, written: str, found: re.Match[str]) -> Reading | None:
        """七成, 六成半, 七成六; 八折, 七五折."""
        folded = self.folded
        word = found[1]
        behind = found.end()
        following = folded[behind : behind + 1]
        if following and following in nonnumbers.TENTHS_NOT_BEFORE[word]:
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
        start, negative = self._sign(at)
        chinese = not folded[at].isascii()
        exact = Numeral(value, ulp, ulp, value, 0, chinese, True, False)
        unit = replace(_PERCENT, word=word)
        return Reading(start, behind, found.start(), exact, negative, unit, tenths=word == "成")

    def _read_range(self, first: Reading, end: int, limit: int) -> tuple[Reading | None, int]:
        """`3至5亿`, `-8.4亿元至-9.5亿元`: one reading with two ends; None where it is a span of dates."""
        folded = self.folded
        if folded[first.end : first.end + 1] not in _CONNECTS:
            return first, end
        connector = _CONNECTOR.match(folded, first.end)
        if connector is None or first.extra:
            return first, end
        at = connector.end()
        signed = folded[at : at + 1] in ("-", "负", "+")
        digits = at + 1 if signed else at
        if digits >= limit or folded[digits] not in nonnumbers.DIGIT_CHARACTERS:
            return first, end
        in_words = connector.group().strip() in ("至", "到")
        if in_words and folded[max(0, first.start - 1) : first.start] in _OF_ONE_END:
            return first, end
        second, behind = self._read_number(digits, limit)
        if second is None:
            return (
                (first, end) if in_words and first.unit else (first if first.unit else None, max(end, behind))
            )
        second.negative = folded[at] in ("-", "负")
        second.start = at if signed else digits
        if nonnumbers.is_calendar(folded, second.start, second.number_end, second.numeral, second.unit):
            return (first, end) if first.unit else (None, behind)
        if not compatible(first, second) or (in_words and led_to(folded, first, second)):
            return first, end
        if first.unit is None and folded[digits] == "0" and second.numeral.whole:
            return None, behind
        if nonnumbers.is_plain_year(first.numeral, first) and nonnumbers.is_plain_year(
            second.numeral, second
        ):
            return None, behind
        if first.unit is None:
            if not first.scaled and second.scaled and shares_scale(first.numeral, second.numeral):
                first.numeral = rescaled(first.numeral, second.numeral.scale)
            first.unit = second.unit
        first.other, first.end, first.number_end = second, second.end, second.number_end
        first.per, first.per_factor = second.per, second.per_factor
        first.tenths = False
        if first.unit is not None and first.unit.kind == "money" and not first.per:
            read_denominator(first, folded, limit, self.words)
            second.per, second.per_factor = first.per, first.per_factor
        return first, second.end

    def _stands(self, reading: Reading) -> bool:
        """Whether the reading is a quantity: no calendar, code, label, article or part of a word."""
        folded, numeral = self.folded, reading.numeral
        start = reading.start
        if reading.other is not None:
            return reading.unit is not None or not nonnumbers.is_label(folded, start, reading.end, self.words)
        if reading.unit is None or reading.unit.unit in ("year", "day", "count"):
            if nonnumbers.is_calendar(folded, start, reading.number_end, numeral, reading.unit):
                return False
            if folded[start - 1 : start] == "前" and nonnumbers.is_top(folded, reading):
                _widen_top(reading)
                return True
        if reading.unit is not None or reading.named is not None:
            if nonnumbers.is_denominator(folded, reading):
                return False
            return not numeral.chinese or not (
                nonnumbers.is_article(reading)
                or nonnumbers.is_unit_name(reading)
                or nonnumbers.is_rare_scale(folded, reading)
            )
        if nonnumbers.is_label(folded, start, reading.end, self.words):
            return False
        if numeral.chinese:
            return nonnumbers.stands_alone(folded, reading)
        return not (
            nonnumbers.is_code(folded, reading, self.words)
            or nonnumbers.is_enumerator(folded, start, reading.end)
            or nonnumbers.is_plain_year(numeral, reading)
        )


def _widen_top(reading: Reading) -> None:
    """`前十大客户`: the number of those at the top, 前 included, 大 left out."""
    reading.start -= 1
    reading.qualifier_start = reading.start
    if reading.unit is not None and reading.unit.word == "大":
        reading.end = reading.qualifier_end = reading.number_end
