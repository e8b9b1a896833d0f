from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.values import Axis, Scale
from rules.interval import Interval

RATIONALS = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=1000)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("312400000", "CNY", "3.124亿元", "312.4 million CNY"),
        ("57409000", "CNY", "5740.9万元", "57.409 million CNY"),
        ("8000", "count", "8000", "8,000"),
        ("12000", "count", "1.2万", "12,000"),
        ("-1198", "HKD", "-1198港元", "-1,198 HKD"),
        ("0.84", "CNY", "0.84元", "0.84 CNY"),
        ("130", "percent", "130%", "130%"),
        ("-3.5", "percentage_point", "-3.5个百分点", "-3.5 percentage points"),
        ("120", "HKD/share", "120港元/股", "120 HKD/share"),
        ("3", "rank", "第3", "no. 3"),
        ("20000", "furlong", "2万 furlong", "20,000 furlong"),
    ],
)
def test_values_read_as_their_language_writes_them(value: str, unit: str, zh: str, en: str) -> None:
    exact = Fraction(value)
    assert Scale.of([exact], unit, "zh").value(exact) == zh
    assert Scale.of([exact], unit, "en").value(exact) == en


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        (Interval.of(130, 140, low_open=True), ">130 ~ 140%"),
        (Interval.of(70, 80, high_open=True), "70 ~ <80%"),
        (Interval.of(83, None, low_open=True), ">83%"),
        (Interval.of(None, 5), "≤5%"),
        (Interval.of(None, None), "-∞ ~ ∞"),
        (Interval.point(12), "12%"),
        (Interval.of(Fraction(400, 3), Fraction(403, 3)), "133.3 ~ 134.4%"),
    ],
)
def test_intervals_say_which_ends_they_leave_out(interval: Interval, shown: str) -> None:
    ends = [end for end in (interval.low, interval.high) if end is not None]
    assert Scale.of(ends, "percent", "zh").interval(interval) == shown


def test_a_long_fraction_is_marked_as_cut() -> None:
    assert Scale.of([Fraction(100, 3)], "percent", "zh").value(Fraction(100, 3)) == "≈33.33%"


def test_bars_stand_where_their_numbers_do() -> None:
    axis = Axis.over([Interval.of(0, 5), Interval.of(5, 10)], 23)
    assert axis is not None
    assert axis.bar(Interval.of(0, 5)) == " ├─────────┤           "
    assert axis.bar(Interval.of(5, 10, low_open=True)) == "           (─────────┤ "
    assert axis.bar(Interval.of(5, None)) == "           ├──────────>"
    assert axis.bar(Interval.point(10)) == "                     ◆ "
    assert axis.bar(Interval.of(5, 10), solid=True) == "           ▓▓▓▓▓▓▓▓▓▓▓ "


def test_bars_without_unicode() -> None:
    axis = Axis.over([Interval.of(0, 10)], 13, unicode=False)
    assert axis is not None
    assert axis.bar(Interval.of(0, 10)) == " |---------| "
    assert axis.bar(Interval.of(0, 10), solid=True) == " ########### "


def test_one_number_gives_no_axis() -> None:
    assert Axis.over([Interval.point(3), Interval.of(3, None)], 40) is None


@given(RATIONALS, RATIONALS, RATIONALS, RATIONALS, st.integers(8, 60))
def test_every_bar_has_the_width_of_its_axis(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, width: int
) -> None:
    first, second = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    axis = Axis.over([first, second], width)
    if axis is None:
        return
    for interval in (first, second, Interval(first.low, None), Interval(None, second.high)):
        assert len(axis.bar(interval)) == width
    if first.high is not None and second.low is not None and first.high < second.low:
        assert len(axis.bar(first).rstrip()) <= len(axis.bar(second).rstrip())


@given(RATIONALS, RATIONALS)
def test_shown_intervals_never_leave_out_a_number_that_they_hold(a: Fraction, b: Fraction) -> None:
    low, high = min(a, b), max(a, b)
    if low == high:
        return
    text = Scale("percent", "zh").interval(Interval(low, high))
    first, last = text.removesuffix("%").split(" ~ ")
    assert Fraction(first) <= low
    assert high <= Fraction(last)
