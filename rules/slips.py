"""Kinds of slip: how a wrong figure may have come about, with the repair in the text's own script.

Takes a figure as written and the interval that the rest of the text implies; gives the slip that explains
the difference exactly, or None. A slip is a hint at the cause; it never decides a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from rules.interval import Interval, plain


class SlipKind(StrEnum):
    """What went wrong."""

    POWER_OF_TEN = "power_of_ten"
    SCALE = "scale"
    """万 for 亿 or the reverse."""
    SIGN = "sign"
    SWAPPED = "swapped"
    """Two neighbouring digits changed places."""
    DIGIT = "digit"
    """One digit changed."""
    POINTS = "points"
    """百分点 for %, or the reverse."""
    GREW_TO = "grew_to"
    """增长到 for 增长了, or the reverse."""
    OTHER_BASE = "other_base"
    """The figure fits another base, such as the previous period's."""
    NEIGHBOUR = "neighbour"
    """A neighbouring period's figure."""
    SIBLING = "sibling"
    """Another segment's, metric's or company's figure."""
    RIVAL = "rival"
    """Another company's figure, under this one's name."""
    ADJUSTED = "adjusted"
    """A net figure for an adjusted one, or the reverse."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip and what would repair it."""

    kind: SlipKind
    """What went wrong."""
    repair: str | None
    """The figure as it should read, in the text's own script; None where it can't be written."""


_WRITTEN = re.compile(r"(?P<sign>[-−－]?)(?P<number>\d[\d,，]*(?:\.\d+)?)(?P<rest>.*)", re.DOTALL)
_SCALES = {"": 0, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "万亿": 12, "萬億": 12, "千万": 7, "千萬": 7}
_SCALE = re.compile(r"(?P<scale>[万萬][亿億]|千[万萬]|[千万萬亿億]|)(?P<space>\s*)(?P<unit>.*)", re.DOTALL)
_HALF_WIDTH = {0xFF10 + i: str(i) for i in range(10)} | {0xFF0E: ".", 0xFF0C: ",", 0xFF05: "%"}
_SHIFTS = tuple(Fraction(10) ** power for size in range(1, 5) for power in (-size, size))
"""What a slipped power of ten multiplies a figure by, the smallest slips first."""


def recognise(text: str, value: Fraction, ulp: Fraction, core: Interval) -> Slip | None:
    """The slip that turns the implied figure into the written one.

    `text` is the figure as written with its unit, `value` and `ulp` are in the base unit, as is the
    interval. Slips are tried from the plainest to the least telling; a changed digit is named only if
    exactly one change fits.
    """
    if core.empty or value == 0:
        return None
    for shift in _SHIFTS:
        moved = value * shift
        if _fits(moved, ulp * shift, core):
            kind = SlipKind.SCALE if _swaps_scale(text, shift) else SlipKind.POWER_OF_TEN
            return Slip(kind, rewrite(text, value, moved))
    if _fits(-value, ulp, core):
        return Slip(SlipKind.SIGN, None)
    for kind, variants in ((SlipKind.SWAPPED, _swaps), (SlipKind.DIGIT, _changes)):
        repairs = list(_fitting(text, value, ulp, core, variants))
        if len(repairs) == 1:
            return Slip(kind, repairs[0])
    return None


def rewrite(text: str, value: Fraction, wanted: Fraction) -> str | None:
    """A figure rewritten to another value in the script and scale words of the original.

    `8億台` from 800,000,000 to 80,000,000 gives `8000萬台`. None where the figure has no plain digits.
    """
    written = _WRITTEN.fullmatch(text.translate(_HALF_WIDTH))
    if written is None or value == 0 or wanted * value < 0:
        return None
    tail = _SCALE.fullmatch(written["rest"])
    assert tail is not None
    scale, traditional = tail["scale"], any(c in text for c in "萬億")
    stated = Fraction(written["number"].replace(",", ""))
    if stated == 0:
        return None
    number = abs(wanted / value) * stated  # in the unit as written: 42.6GWh is no number of kilowatt hours
    plainly = abs(value) == stated * 10 ** _SCALES[scale]
    if plainly and (scale or number >= 10**6):
        scale, number = _rescaled(scale, number, traditional)
    digits = plain(number)
    if Fraction(digits) != number:
        return None
    if "," in written["number"]:
        whole, _, fraction = digits.partition(".")
        digits = f"{int(whole):,}" + (f".{fraction}" if fraction else "")
    return written["sign"] + digits + scale + tail["space"] + tail["unit"]


def written_like(text: str, value: Fraction, middle: Fraction, ulp: Fraction) -> str | None:
    """The figure that `middle` gives when it is written like `text`, with as many decimals."""
    if ulp <= 0:
        return rewrite(text, value, middle)
    rounded = Fraction(round(middle / ulp)) * ulp
    return rewrite(text, value, rounded) if rounded else None


def _fits(value: Fraction, ulp: Fraction, core: Interval) -> bool:
    return Interval(value - ulp / 2, value + ulp / 2).meets(core)


def _swaps_scale(text: str, shift: Fraction) -> bool:
    return (shift == 10**4 and any(c in text for c in "万萬")) or (
        shift == Fraction(1, 10**4) and any(c in text for c in "亿億")
    )


def _rescaled(scale: str, number: Fraction, traditional: bool) -> tuple[str, Fraction]:
    """The scale word under which a number of ten-thousands or hundred-millions reads naturally."""
    power = _SCALES[scale]
    if number < 1 and power >= 8:
        power, number = power - 4, number * 10**4
    elif number < 1 and power == 4:
        power, number = 0, number * 10**4
    elif number >= 10**4 and power in (0, 4):
        power, number = power + 4, number / 10**4
    words = {0: "", 4: "萬" if traditional else "万", 8: "億" if traditional else "亿"}
    if power in words:
        return words[power], number
    return scale, number * Fraction(10) ** (power - _SCALES[scale])


def _swaps(digits: str) -> Iterator[str]:
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    for i, j in pairwise(places):
        if digits[i] != digits[j]:
            swapped = list(digits)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield "".join(swapped)


def _changes(digits: str) -> Iterator[str]:
    for i, old in enumerate(digits):
        if old.isdigit():
            for new in "0123456789":
                if new != old:
                    yield digits[:i] + new + digits[i + 1 :]


def _fitting(
    text: str, value: Fraction, ulp: Fraction, core: Interval, variants: Callable[[str], Iterator[str]]
) -> Iterator[str]:
    """The figure with other digits, where the implied interval allows for them.

    The interval is brought into units of the last written place once, so that each variant is an integer to
    be compared.
    """
    written = _WRITTEN.fullmatch(text.translate(_HALF_WIDTH))
    if written is None:
        return
    number = _whole(written["number"])
    if number == 0:
        return
    low, high = _places(core, ulp, value / number)
    for digits in variants(written["number"]):
        figure = _whole(digits)
        if (low is None or low <= figure) and (high is None or figure <= high):
            yield written["sign"] + _LEADING.sub("", digits) + written["rest"]


_LEADING = re.compile(r"^[0,]+(?=\d)")
"""Zeros that nobody writes before a figure (06.0% for 16.0%)."""


def _whole(digits: str) -> int:
    return int(digits.replace(",", "").replace(".", ""))


def _places(core: Interval, ulp: Fraction, place: Fraction) -> tuple[int | None, int | None]:
    """The least and the greatest number of places, of this value each, that `_fits` lets pass."""
    low = None if core.low is None else (core.low - ulp / 2) / place
    high = None if core.high is None else (core.high + ulp / 2) / place
    low_open, high_open = core.low_open, core.high_open
    if place < 0:
        low, high, low_open, high_open = high, low, high_open, low_open
    return (
        None if low is None else floor(low) + 1 if low_open else ceil(low),
        None if high is None else ceil(high) - 1 if high_open else floor(high),
    )
