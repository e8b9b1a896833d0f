"""Intervals against sampling: what the operations give holds every combination of numbers inside."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.expression import parse
from rules.interval import EMPTY, WHOLE, Interval, monotone, plain, root

NUMBERS = st.fractions(min_value=-50, max_value=50, max_denominator=12)
PARTS = st.fractions(min_value=0, max_value=1, max_denominator=8)


@st.composite
def intervals(draw: st.DrawFn, positive: bool = False) -> Interval:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    if positive:
        low, high = abs(low) + 1, abs(low) + 1 + (high - low)
    if low == high:
        return Interval.point(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def with_member(draw: st.DrawFn, positive: bool = False) -> tuple[Interval, Fraction]:
    interval = draw(intervals(positive))
    assert interval.low is not None
    assert interval.high is not None
    value = interval.low + (interval.high - interval.low) * draw(PARTS)
    if value not in interval:
        value = (interval.low + interval.high) / 2
    return interval, value


@given(with_member(), with_member())
def test_sums_differences_and_products_hold_every_combination(a, b):
    (x, p), (y, q) = a, b
    assert p + q in x + y
    assert p - q in x - y
    assert p * q in x * y
    assert abs(p) in x.absolute()


@given(with_member(), with_member())
def test_a_quotient_holds_every_defined_combination(a, b):
    (x, p), (y, q) = a, b
    if q != 0:
        assert p / q in x / y


@given(intervals(positive=True), intervals(positive=True))
def test_a_product_of_closed_intervals_reaches_its_ends(x, y):
    x, y = Interval(x.low, x.high), Interval(y.low, y.high)
    assert x * y == Interval(x.low * y.low, x.high * y.high)


@given(with_member(), with_member())
def test_meet_and_hull(a, b):
    (x, p), (y, q) = a, b
    assert p in x.hull(y)
    assert q in x.hull(y)
    assert (p in y) == (p in x.meet(y))
    assert x.meets(y) == (not x.meet(y).empty)


@given(st.integers(0, 10**12), st.integers(1, 1000), st.integers(1, 7))
def test_a_root_is_enclosed(numerator, denominator, degree):
    base = Fraction(numerator, denominator)
    low, high = root(base, degree)
    assert low**degree <= base <= high**degree
    assert high - low <= Fraction(1, 10**40)


@pytest.mark.parametrize(
    "interval", [Interval.of(0, 5), Interval.of(0, 5, True), Interval.of(-5, 0), Interval.of(2, None)]
)
def test_a_reciprocal_is_its_own_inverse_where_zero_is_at_the_end(interval):
    assert interval.reciprocal().reciprocal().meet(interval) == Interval(
        interval.low,
        interval.high,
        interval.low_open or interval.low == 0,
        interval.high_open or interval.high == 0,
    )


def test_unbounded_ends():
    more = Interval.of(3, None, True)
    assert (more + Interval.point(1)) == Interval.of(4, None, True)
    assert (more * Interval.point(-2)) == Interval.of(None, -6, False, True)
    assert (more * Interval.point(0)) == Interval.point(0)
    assert Interval.of(-1, 1).reciprocal() == WHOLE
    assert EMPTY.empty


@given(with_member(positive=True), with_member(positive=True))
def test_end_points_enclose_a_monotone_formula_and_are_no_wider_than_they_must(a, b):
    (x, p), (y, q) = a, b
    closed = Interval(x.low, x.high), Interval(y.low, y.high)
    whole = monotone(lambda now, then: (now - then) / then, closed)
    assert (p - q) / q in whole
    assert whole == parse("(now - then) / then").over({"now": closed[0], "then": closed[1]})
    naive = (closed[0] - closed[1]) / closed[1]
    assert whole.within(naive)


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("100 * (now - then) / abs(then)", {"now": -2, "then": -4}, "50"),
        ("root(last / first, 2) - 1", {"last": 9, "first": 4}, "0.5"),
        ("part * (1 + rate / 100) ** 2", {"part": 100, "rate": 10}, "121"),
        ("-(a - b)", {"a": 1, "b": 3}, "2"),
    ],
)
def test_formulas(formula, values, expected):
    result = parse(formula).at(**{name: Fraction(value) for name, value in values.items()})
    assert result.low is not None
    assert plain(result.low) == expected


def test_a_formula_does_not_divide_by_what_may_be_zero():
    with pytest.raises(ZeroDivisionError):
        parse("a / b").over({"a": Interval.point(1), "b": Interval.of(-1, 1)})


@pytest.mark.parametrize(
    "formula", ["__import__('os')", "a.b", "a if b else c", "1.5 * a", "a[0]", "a @ b", "("]
)
def test_what_a_formula_does_not_know_is_refused(formula):
    with pytest.raises(ValueError, match="formula"):
        parse(formula)
