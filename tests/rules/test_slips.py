"""The slip that turns one figure into another: found where exactly one explains the difference."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.interval import Interval
from rules.slips import Slip, SlipKind, recognise

FIGURES = st.from_regex(r"[1-9][0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True)
WIDTHS = st.fractions(min_value=0, max_value=2)


def figure(text: str) -> tuple[Fraction, Fraction]:
    """The value and the unit in the last place of digits."""
    return Fraction(text), Fraction(1, 10 ** len(text.partition(".")[2]))


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "slip"),
    [
        ("8亿元", 800_000_000, 79_000_000, 81_000_000, Slip(SlipKind.POWER_OF_TEN, "8000万元")),
        ("8亿元", 800_000_000, 80_000, 80_000, Slip(SlipKind.SCALE, "8万元")),
        ("3.12亿元", 312_000_000, 321_000_000, 321_000_000, Slip(SlipKind.SWAPPED, "3.21亿元")),
        ("1,284人", 1284, 1234, 1234, Slip(SlipKind.DIGIT, "1,234人")),
        ("1,284人", 1284, 284, 284, Slip(SlipKind.DIGIT, "284人")),
        ("-12%", -12, -17, -17, Slip(SlipKind.DIGIT, "-17%")),
        ("12%", 12, -12, -12, Slip(SlipKind.SIGN, None)),
        ("12%", 12, 14, 18, None),
    ],
)
def test_the_plainest_slip_is_named(text: str, value: int, low: int, high: int, slip: Slip | None) -> None:
    implied = Interval(Fraction(low), Fraction(high))
    assert recognise(text, Fraction(value), Fraction(0), implied) == slip


@given(FIGURES, FIGURES, WIDTHS, st.booleans(), st.booleans())
def test_a_changed_digit_is_named_where_no_other_would_do(
    text: str, implied: str, width: Fraction, low_open: bool, high_open: bool
) -> None:
    value, ulp = figure(text)
    middle = figure(implied)[0]
    core = Interval(middle - width, middle + width, low_open, high_open)
    slip = recognise(f"{text}万台", value * 10**4, ulp * 10**4, core.scale(10**4))
    others = {
        re.sub(r"^0+(?=\d)", "", text[:at] + new + text[at + 1 :])
        for at, old in enumerate(text)
        for new in "0123456789"
        if old not in (new, ".")
    }
    fit = [
        f"{other}万台"
        for other in others
        if Interval(figure(other)[0] - ulp / 2, figure(other)[0] + ulp / 2).meets(core)
    ]
    if slip is not None and slip.kind is SlipKind.DIGIT:
        assert fit == [slip.repair]
    elif slip is None:
        assert core.empty or len(fit) != 1
