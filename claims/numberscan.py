"""Finds written numbers with their units and qualifiers, one after the other, in one pass.

Takes folded text and gives `Reading`s: what stands there, not yet what it means in its list. What looks like
a number and is none is told apart by the predicates of `claims.nonnumbers`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims import nonnumbers
from claims.fractions import (
    HALVES,
    PERCENT,
    TIMES,
    fraction_at,
    half_at,
    read_fraction,
    read_slash_or_ratio,
    read_tenths,
    tenths_at,
)
from claims.numerals import ARABIC_NUMERAL, CHINESE_NUMERAL, MAX_NUMERAL, Numeral, digit_string, evaluate
from claims.qualifying import qualify
from claims.reading import Reading, compatible, led_to, rescaled, shares_scale
from claims.unitreading import read_denominator, read_unit
from claims.units import Unit, lexicon

_SEED = re.compile("[0-9零〇一二三四五六七八九十百千万亿兆两俩半壹贰叁肆伍陆柒捌玖拾佰仟首翻腰对]")
_CONNECTOR = re.compile(r"(?:--?|–|——?|~|至|到)| {1,2}(?:-|–|—|~|至|到) {1,2}")
_CONNECTS = frozenset("-–—~至到 ")
"""What a connector starts with."""
_DOUBLED = re.compile(r"翻了?([一两二三四五六]?)番|翻倍|翻了?一倍")
_OF_ONE_END = frozenset("从由自")
_AMOUNT = re.compile(r"[\d.,]+(?:亿|万|百万|千万)?(?:元|港元|美元|欧元|港币|%)")
"""Behind a dash: an amount, so that the dash is a minus even behind a date (上年同期-0.09元)."""
_UNIT_BEFORE = re.compile(r"\((?:[^()]{0,5}[元股吨]|%)(?:/[^()]{1,3})?\)$")
"""A unit in brackets before a dash, which then is a minus (收益(元/股)-0.04)."""
_RANK = Unit("", "rank", "count", Decimal(1), "")


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
                self._append_word(at, match.end(), 2 ** (doublings or Decimal(1)), TIMES, Decimal(1))
                return match.end()
        elif character == "腰":
            if folded.startswith("腰斩", at):
                self._append_word(at, at + 2, Decimal(-50), PERCENT, Decimal(10))
                return at + 2
        elif folded.startswith("对折", at) and folded[max(0, at - 2) : at].rstrip("了").endswith("打"):
            self._append_word(at, at + 2, Decimal(50), PERCENT, Decimal(10))
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
        if found := fraction_at(folded, at, limit):
            return read_fraction(folded, found, limit, self._sign(at))
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
            if between and (special := read_slash_or_ratio(folded, at, limit, self._sign(at))):
                return special
        elif folded.startswith(HALVES, at):
            half = half_at(folded, at)
            return half, half.end
        elif nonnumbers.is_vague(folded, at):
            return None, match.end()
        return self._read_plain(at, match, limit)

    def _read_plain(self, at: int, match: re.Match[str], limit: int) -> tuple[Reading | None, int]:
        """Digits and scale with a unit, or with 成 and 折."""
        folded = self.folded
        end, written = match.end(), match.group()
        tenths = tenths_at(folded, end)
        if tenths and (reading := read_tenths(folded, tenths, written, self._sign(at))):
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
        if folded.endswith(self.words.latin_changes, 0, at - 1):
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
