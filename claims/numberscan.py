"""Finds written numbers with their units and qualifiers, one after the other, in one pass.

Takes folded text and gives `Reading`s: what stands there, not yet what it means in its list. What looks like
a number and is none is told apart by the predicates of `claims.nonnumbers`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from claims import nonnumbers
from claims.numerals import (
    ARABIC_NUMERAL,
    CHINESE_NUMERAL,
    MAX_NUMERAL,
    SCALE,
    Numeral,
    digit_string,
    evaluate,
)
from claims.precision import Bound
from claims.units import Lexicon, Unit, lexicon

_SEED = re.compile("[0-9零〇一二三四五六七八九十百千万亿兆两俩半壹贰叁肆伍陆柒捌玖拾佰仟首翻腰对]")
_CONNECTOR = re.compile(r"(?:--?|–|——?|~|至|到)| {1,2}(?:-|–|—|~|至|到) {1,2}")
_FRACTION = re.compile(
    r"(?P<whole>[0-9零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟 ]{1,16}?又)? {0,3}"
    r"(?P<parts>[0-9零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟 ]{1,16}?) {0,3}分 {0,3}之 {0,3}"
)
_SLASH = re.compile(r"(?:(\d{1,3}) )?(\d{1,4}) {0,1}/ {0,1}(\d{1,3})(?![\d./])")
_RATIO = re.compile(r"(\d{1,6}(?:\.\d+)?) {0,1}(?:[:：]|比) {0,1}(\d{1,6}(?:\.\d+)?)(?![\d:：])")
_TENTHS = re.compile(r" {0,2}([成折])")
_DOUBLED = re.compile(r"翻(?:了)?([一两二三四五六]?)番|翻倍|翻了?一倍")
_PER_EACH = re.compile(r"每(百万|千|万)?([^每\d,，。;；、（(]{1,8})")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.]*$")
_DIVISION = Context(prec=28)
_SCALE_NAMES = {
    "": "",
    "百": "hundred_",
    "千": "thousand_",
    "万": "ten_thousand_",
    "百万": "million_",
    "千万": "ten_million_",
    "亿": "hundred_million_",
    "十亿": "billion_",
}
_EXTRA_DENOMINATORS = {"月": ("month", Decimal(1)), "季": ("quarter", Decimal(1))}
_COUNT = Unit("", "count", "count", Decimal(1), "")
_RANK = replace(_COUNT, unit="rank")
_PERCENT = Unit("%", "percent", "percent", Decimal(1), "")
_TIMES = Unit("倍", "times", "times", Decimal(1), "")


@dataclass(slots=True)
class Reading:
    """One number as it stands, with what touches it."""

    start: int
    end: int
    number_end: int
    numeral: Numeral
    negative: bool
    unit: Unit | None
    """The unit written at the number, or None."""
    per: str = ""
    """Denominator of a price, as the claim writes it (`share`)."""
    per_factor: Decimal = Decimal(1)
    """Base units in one denominator."""
    extra: Decimal = Decimal(0)
    """What sub-units or a 半 behind the unit add, in the base unit."""
    bound: Bound = Bound.EXACT
    qualifier_start: int = -1
    qualifier_end: int = -1
    other: Reading | None = None
    """The second end of a range."""
    tenths: bool = False
    """Whether it is written in 成."""
    named: str | None = None
    """A currency named before the number."""
    in_list: int = -1
    borrowed: bool = False
    """Whether the unit is that of a neighbour in its list."""

    @property
    def scaled(self) -> bool:
        """Whether a scale such as 亿 is written."""
        return self.numeral.scale > 0


class Scanner:
    """Reads one folded text from left to right."""

    def __init__(self, text: str, folded: str, taken: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.folded = folded
        self.taken = sorted((*taken, *nonnumbers.addresses(folded)))
        self.taken_starts = [start for start, _ in self.taken]
        self.words: Lexicon = lexicon()
        self.readings: list[Reading] = []

    def scan(self) -> list[Reading]:
        """All readings in their order, none overlapping."""
        position = 0
        folded, search = self.folded, _SEED.search
        while (seed := search(folded, position)) is not None:
            at = seed.start()
            index = bisect_right(self.taken_starts, at) - 1
            if index >= 0 and self.taken[index][1] > at:
                position = self.taken[index][1]
                continue
            limit = self.taken_starts[index + 1] if index + 1 < len(self.taken) else len(folded)
            position = self._read_at(at, limit)
        return self.readings

    def _read_at(self, at: int, limit: int) -> int:
        """Read what starts at a seed; the offset to go on from."""
        folded = self.folded
        character = folded[at]
        if character in "首翻腰对":
            return self._read_word(at, character)
        name_end = nonnumbers.name_end(folded, at, self.words)
        if name_end:
            return name_end
        if folded[at - 1 : at] == "第" or (folded[at - 2 : at] == "第 "):
            return self._read_rank(at, limit)
        if character.isascii():
            code_end = nonnumbers.code_end(folded, at, self.words)
            if code_end:
                return code_end
        reading, end = self._read_number(at, limit)
        if reading is None:
            return end
        if reading.other is None and reading.per == "":
            reading, end = self._read_range(reading, end, limit)
            if reading is None:
                return end
        self._qualify(reading)
        if self._stands(reading):
            self.readings.append(reading)
        return max(end, reading.end)

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
            self._qualify(reading)
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
        if (not arabic or folded.find("分", at, at + 12) > 0) and (
            found := _FRACTION.match(folded, at, limit)
        ):
            return self._read_fraction(at, found, limit)
        if arabic:
            special = self._read_slash_or_ratio(at, limit)
            if special is not None:
                return special
            match = ARABIC_NUMERAL.match(folded, at, limit)
            if match and "，" in match.group():
                match = ARABIC_NUMERAL.match(folded, at, self._separated(at, match.end()))
        else:
            match = CHINESE_NUMERAL.match(folded, at, limit)
        if match is None:
            return None, at + 1
        end = match.end()
        if end - at > MAX_NUMERAL:
            return None, end
        written = match.group()
        if not arabic:
            if written.startswith("一半"):
                half = Numeral(Decimal(50), Decimal(10), Decimal(10), Decimal(50), 0, True, False, False)
                return Reading(at, at + 2, at + 2, half, False, replace(_PERCENT, word="一半")), at + 2
            if nonnumbers.is_vague(folded, at):
                return None, end
        tenths = _TENTHS.match(folded, end)
        if tenths and (found_tenths := self._read_tenths(at, end, written, tenths)):
            return found_tenths, found_tenths.end
        numeral = evaluate(written)
        if numeral is None:
            return None, end
        if arabic and folded[at - 1 : at] == "." and not folded[max(0, at - 2) : at - 1].isalnum():
            return None, end
        start, negative = self._sign(at)
        reading = Reading(start, end, end, numeral, negative, None)
        self._read_unit(reading, limit)
        return reading, reading.end

    def _separated(self, start: int, end: int) -> int:
        """Where a number ends whose full-width commas separate figures rather than thousands."""
        for at in range(start, end):
            if self.folded[at] == "，" and "0" <= self.text[at - 1] <= "9":
                return at
        return end

    def _sign(self, at: int) -> tuple[int, bool]:
        """Where the number starts with its sign, and whether that is negative."""
        folded = self.folded
        previous = folded[at - 1 : at]
        if previous == "负":
            return at - 1, True
        if previous == "+" and not folded[max(0, at - 2) : at - 1].isascii():
            return at - 1, False
        if previous != "-":
            return at, False
        before = folded[max(0, at - 2) : at - 1]
        if before == "-" or before.isalnum() and (before.isascii() or before in nonnumbers.NUMBER_ENDS):
            return at, False
        if before in ("%", ")", "]") or self.readings and self.readings[-1].end == at - 1:
            return at, False
        index = bisect_right(self.taken_starts, at - 1) - 1
        if index >= 0 and self.taken[index][1] == at - 1:
            return at, False
        return at - 1, True

    def _read_slash_or_ratio(self, at: int, limit: int) -> tuple[Reading | None, int] | None:
        folded = self.folded
        ratio = _RATIO.match(folded, at, limit)
        if ratio:
            if nonnumbers.is_clock_or_score(folded, ratio):
                return None, nonnumbers.clock_end(folded, at)
            first, second = Decimal(ratio[1]), Decimal(ratio[2])
            if second:
                value = _DIVISION.divide(first, second)
                ulp = Decimal(1).scaleb(min(0, Decimal(ratio[1]).as_tuple().exponent))  # type: ignore[type-var]
                numeral = Numeral(value, ulp / second, ulp / second, value, 0, False, True, False)
                unit = replace(_TIMES, word="比")
                return Reading(at, ratio.end(), ratio.end(), numeral, False, unit), ratio.end()
        slash = _SLASH.match(folded, at, limit)
        if slash is None:
            return None
        top, bottom = Decimal(slash[2]), Decimal(slash[3])
        if not bottom or bottom > 10 or top > 100:
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

    def _read_tenths(self, at: int, end: int, written: str, found: re.Match[str]) -> Reading | None:
        """七成, 六成半, 七成六; 八折, 七五折."""
        folded = self.folded
        word = found[1]
        behind = found.end()
        if folded[behind : behind + 1] in self._not_before(word):
            return None
        numeral = evaluate(written)
        ulp = Decimal(10)
        if word == "折" and (digits := digit_string(written)) is not None and len(written.replace(" ", "")) == 2:
            value, ulp = digits, Decimal(1)
        elif numeral is None or numeral.scaled if isinstance(numeral, Reading) else numeral is None:
            return None
        else:
            value = numeral.value
            if word == "折" and value >= 10:
                if value >= 100 or not folded[at].isascii():
                    return None
                ulp = Decimal(1)
            else:
                value, ulp = value * 10, numeral.ulp * 10
        if word == "成":
            tail = re.compile(r" {0,2}([半一二三四五六七八九])(?![个家倍种成])").match(folded, behind)
            if tail:
                value += 5 if tail[1] == "半" else digit_string(tail[1]) or 0
                ulp, behind = Decimal(5 if tail[1] == "半" else 1), tail.end()
        start, negative = self._sign(at)
        chinese = not folded[at].isascii()
        exact = Numeral(value, ulp, ulp, value, 0, chinese, True, False)
        unit = replace(_PERCENT, word=word)
        return Reading(start, behind, end, exact, negative, unit, tenths=word == "成")

    def _not_before(self, word: str) -> str:
        return nonnumbers.TENTHS_NOT_BEFORE[word]

    def _unit_at(self, at: int, limit: int) -> Unit | None:
        folded = self.folded
        for unit in self.words.after.get(folded[at : at + 1], ()):
            word = unit.word
            if folded.startswith(word, at) and at + len(word) <= limit:
                following = folded[at + len(word) : at + len(word) + 1]
                if following and following in unit.not_before:
                    continue
                if word[-1].isascii() and word[-1].isalpha() and following.isascii() and following.isalnum():
                    continue
                return unit
        return None

    def _skip_blanks(self, at: int) -> int:
        stop = at
        while self.folded[stop : stop + 1] == " " and stop - at < 5:
            stop += 1
        return stop

    def _read_unit(self, reading: Reading, limit: int) -> None:
        """Take in what stands behind the digits: an inner 余, the unit, its sub-units, its denominator."""
        folded = self.folded
        at = self._skip_blanks(reading.end)
        inside = self.words.inside.get(folded[at : at + 1])
        if inside is not None:
            at = self._read_inside(reading, at, inside)
        unit = self._unit_at(at, limit)
        if unit is None or self._blank_before_noun(reading, at, unit):
            return
        end = at + len(unit.word)
        if folded.startswith("半", end) and unit.word == "个":
            longer = self._unit_at(end + 1, limit)
            month = folded.startswith("月", end + 1)
            if month or (longer and longer.kind == "duration"):
                unit = self._unit_at(end - 1, limit) if not month else replace(_COUNT, word="个半月", unit="month")
                kind = longer if longer and not month else Unit("个半月", "month", "duration", Decimal(1), "")
                unit, end = kind, end + 1 + (1 if month else len(kind.word))
                reading.extra = kind.factor / 2
        elif unit.kind in ("duration", "times") and folded.startswith("半", end):
            if folded[end + 1 : end + 2] not in ("年", "导", "数", "程", "天", "场"):
                reading.extra, end = unit.factor / 2, end + 1
        reading.unit, reading.end = unit, end
        if unit.kind == "money":
            self._read_small(reading, limit)
            self._read_denominator(reading, limit)

    def _blank_before_noun(self, reading: Reading, at: int, unit: Unit) -> bool:
        """A blank before a classifier of one character more likely ends the phrase (`2025 本期`)."""
        return at > reading.number_end and unit.kind == "count" and reading.numeral.value > 1900 and (
            not reading.scaled and reading.numeral.value < 2100
        )

    def _read_inside(self, reading: Reading, at: int, bound: Bound) -> int:
        """`10多亿`, `40余款`: the qualifier lies inside the span; `5亿多` leaves it outside."""
        folded = self.folded
        behind = self._skip_blanks(at + 1)
        scale = SCALE.match(folded, behind)
        if scale:
            head = folded[reading.number_end - (reading.end - reading.start) : reading.number_end]
            grown = evaluate(head.lstrip("-负+") + scale[1])
            if grown is not None:
                reading.numeral = grown
                reading.number_end = reading.end = scale.end()
                reading.bound = bound
                return self._skip_blanks(scale.end())
        unit = self._unit_at(behind, len(folded))
        exemption = self.words.exemptions.get(folded[at])
        if unit is None or (exemption and folded[behind] in exemption.before_any and unit.kind == "count" and reading.numeral.value < 10):
            return at
        reading.bound = bound
        return behind

    def _read_small(self, reading: Reading, limit: int) -> None:
        """`五元三毛`, `两美元又三美分`."""
        folded = self.folded
        assert reading.unit is not None
        small = self.words.small.get(reading.unit.unit)
        while small:
            at = reading.end + (1 if folded.startswith("又", reading.end) else 0)
            if folded[at : at + 1] not in nonnumbers.DIGIT_CHARACTERS:
                return
            pattern = ARABIC_NUMERAL if folded[at].isascii() else CHINESE_NUMERAL
            match = pattern.match(folded, at, limit)
            numeral = evaluate(match.group()) if match else None
            if match is None or numeral is None or not 0 < numeral.value < 100:
                return
            fitting = [word for word in small if folded.startswith(word, match.end())]
            if not fitting:
                return
            word = max(fitting, key=len)
            worth = numeral.value * small[word]
            if worth >= 1:
                return
            reading.extra += worth
            reading.end = match.end() + len(word)

    def _read_denominator(self, reading: Reading, limit: int) -> None:
        """`120元/股`, `1元/百万Token`; 每股 before the number."""
        folded = self.folded
        at = reading.end
        if folded.startswith("/", at):
            at = self._skip_blanks(at + 1)
            if folded.startswith(("每", "1"), at):
                at += 1
            end = self._take_denominator(reading, at, limit)
            if end:
                reading.end = end
                return
        window = folded[max(0, reading.start - 16) : reading.start]
        place = window.rfind("每")
        if place >= 0 and (match := _PER_EACH.fullmatch(window, place)):
            begin = max(0, reading.start - 16) + place + 1
            self._take_denominator(reading, begin, limit, only_goods=True)

    def _take_denominator(self, reading: Reading, at: int, limit: int, *, only_goods: bool = False) -> int:
        folded = self.folded
        scale = SCALE.match(folded, at)
        prefix = scale[1] if scale and scale[1] in _SCALE_NAMES else ""
        at = scale.end() if scale and prefix else at
        at = self._skip_blanks(at)
        unit = self._unit_at(at, limit)
        name, factor, length = "", Decimal(1), 0
        if unit is not None and unit.kind != "money":
            name, factor, length = unit.unit, unit.factor, len(unit.word)
            if only_goods and unit.kind not in ("share", "token", "physical"):
                return 0
        elif folded[at : at + 1] in _EXTRA_DENOMINATORS and not only_goods:
            name, factor = _EXTRA_DENOMINATORS[folded[at]]
            length = 1
        if not name:
            return 0
        reading.per, reading.per_factor = _SCALE_NAMES[prefix] + name, factor
        return at + length

    def _read_range(self, first: Reading, end: int, limit: int) -> tuple[Reading | None, int]:
        """`3至5亿`, `-8.4亿元至-9.5亿元`: one reading with two ends."""
        folded = self.folded
        connector = _CONNECTOR.match(folded, first.end)
        if connector is None or first.extra:
            return first, end
        at = connector.end()
        sign = folded[at : at + 1]
        digits = at + 1 if sign in ("-", "负", "+") else at
        if folded[digits : digits + 1] not in nonnumbers.DIGIT_CHARACTERS or digits >= limit:
            return first, end
        if connector.group().strip() in ("至", "到") and folded[max(0, first.start - 1) : first.start] in (
            "从",
            "由",
            "自",
        ):
            return first, end
        second, behind = self._read_number(digits, limit)
        if second is None or second.other is not None:
            if connector.group().strip() in ("至", "到"):
                return first, end
            return (first if first.unit else None), (end if first.unit else behind)
        second.negative = sign in ("-", "负")
        second.start = at if sign in ("-", "负", "+") else digits
        if nonnumbers.is_calendar(folded, second.start, second.number_end, second.numeral, second.unit):
            return (first if first.unit else None), (end if first.unit else behind)
        if not _compatible(first, second):
            return first, end
        if nonnumbers.is_plain_year(first.numeral, first) and nonnumbers.is_plain_year(second.numeral, second):
            return None, behind
        if first.unit is None:
            if not first.scaled and second.scaled and _shares_scale(first.numeral, second.numeral):
                first.numeral = rescaled(first.numeral, second.numeral.scale)
            first.unit, first.per, first.per_factor = second.unit, second.per, second.per_factor
        first.other = second
        if first.per and not second.per:
            second.per, second.per_factor = first.per, first.per_factor
        first.end, first.number_end = second.end, second.number_end
        first.tenths = False
        if first.unit is not None and first.unit.kind == "money" and not first.per:
            self._read_denominator(first, limit)
            second.per, second.per_factor = first.per, first.per_factor
        return first, second.end

    def _qualify(self, reading: Reading) -> None:
        """Read the words around: symbols, currency names, qualifiers."""
        folded, words = self.folded, self.words
        kind = "count" if reading.unit is None else reading.unit.kind
        if kind == "count" and reading.unit is not None:
            kind = "classified"
        if reading.unit is None or kind == "money":
            self._read_symbol(reading)
        bounds = [] if reading.bound is Bound.EXACT else [reading.bound]
        at = reading.start
        reading.qualifier_start = at
        if reading.numeral.bare_scale and folded[at - 1 : at] in words.bare_before:
            bounds.append(words.bare_before[folded[at - 1]])
            at = reading.qualifier_start = at - 1
        for _ in range(4):
            if at > 0 and folded[at - 1] == " ":
                at -= 1
            step = self._word_before(at, kind, reading)
            if step is None:
                break
            at -= step[0]
            if step[1] is not None:
                bounds.append(step[1])
                reading.qualifier_start = at
        end = self._skip_blanks(reading.end)
        for word, bound in words.behind.get(folded[end : end + 1], ()):
            if folded.startswith(word, end) and self._applies(word, end, kind):
                bounds.append(bound)
                reading.qualifier_end = end + len(word)
                break
        else:
            reading.qualifier_end = reading.end
            if reading.numeral.bare_scale and reading.unit is None:
                for word, bound in words.bare_after.items():
                    if folded.startswith(word, reading.end):
                        bounds.append(bound)
                        reading.qualifier_end = reading.end + len(word)
        if bounds:
            reading.bound = min(bounds, key=words.precedence.__getitem__)

    def _word_before(self, at: int, kind: str, reading: Reading) -> tuple[int, Bound | None] | None:
        """The qualifier, filler or currency name that ends at an offset: its length and bound."""
        folded = self.folded
        if at <= 0:
            return None
        if kind in ("money", "count") and reading.named is None:
            for word, code in self.words.named_before.get(folded[at - 1], ()):
                if folded.startswith(word, at - len(word)) and at >= len(word):
                    reading.named = code
                    return len(word), None
        for word, bound in self.words.before.get(folded[at - 1], ()):
            start = at - len(word)
            if start >= 0 and folded.startswith(word, start) and self._applies(word, start, kind):
                return len(word), bound
        return None

    def _applies(self, word: str, start: int, kind: str) -> bool:
        exemption = self.words.exemptions.get(word)
        if exemption is None:
            return True
        if kind in exemption.kinds:
            return False
        previous = self.folded[max(0, start - 1) : start]
        following = self.folded[start + len(word) : start + len(word) + 1]
        return not (
            (previous and previous in exemption.after_any)
            or (following and following in exemption.before_any)
        )

    def _read_symbol(self, reading: Reading) -> None:
        folded = self.folded
        at = reading.start
        if at and folded[at - 1] == " ":
            at -= 1
        if not at:
            return
        for word, code in self.words.symbols.get(folded[at - 1], ()):
            if folded.startswith(word, at - len(word)) and at >= len(word):
                reading.start = at - len(word)
                reading.named = code
                return

    def _stands(self, reading: Reading) -> bool:
        """Whether the reading is a quantity: no calendar, code, label, article or name."""
        folded, numeral = self.folded, reading.numeral
        if reading.other is not None:
            return True
        written_start = reading.number_end if reading.start > reading.number_end else reading.start
        if reading.unit is not None and reading.unit.unit in ("year", "day") or reading.unit is None:
            if nonnumbers.is_calendar(folded, written_start, reading.number_end, numeral, reading.unit):
                return False
        if folded[written_start - 1 : written_start] == "前" and nonnumbers.is_top(folded, reading):
            self._widen_top(reading)
            return True
        if reading.unit is not None or reading.named is not None:
            return not nonnumbers.is_article(folded, reading)
        if numeral.chinese:
            return nonnumbers.stands_alone(folded, reading)
        return not (
            nonnumbers.is_code(folded, reading)
            or nonnumbers.is_label(folded, written_start, reading.end, self.words)
            or nonnumbers.is_enumerator(folded, written_start, reading.end)
            or nonnumbers.is_plain_year(numeral, reading)
        )

    def _widen_top(self, reading: Reading) -> None:
        """`前十大客户`: the number of those at the top, 前 included, 大 left out."""
        reading.start -= 1
        reading.qualifier_start = reading.start
        if reading.unit is not None and reading.unit.word == "大":
            reading.end = reading.number_end
            reading.qualifier_end = reading.end


def rescaled(numeral: Numeral, scale: int) -> Numeral:
    """The same digits with a scale that stands at a neighbour."""
    return replace(
        numeral,
        value=_plain(numeral.value.scaleb(scale)),
        ulp=numeral.ulp.scaleb(scale),
        ulp_significant=numeral.ulp_significant.scaleb(scale),
        scale=scale,
    )


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _compatible(first: Reading, second: Reading) -> bool:
    if first.unit is None:
        return not (first.scaled and second.unit is not None and second.unit.kind in ("percent", "points"))
    if second.unit is None:
        return False
    return first.unit.unit == second.unit.unit


def _shares_scale(first: Numeral, second: Numeral) -> bool:
    """`3至5亿` shares the scale, `5000至1万` does not."""
    return first.value <= second.coefficient or first.value * 1000 < second.value
