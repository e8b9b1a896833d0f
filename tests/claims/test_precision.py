"""What a wording allows: each row of the table of core and hard intervals, on figures of our own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.quantities import quantities


def interval(low: Decimal | None, high: Decimal | None, low_open: bool, high_open: bool) -> str:
    left = "-∞" if low is None else format(low.normalize(), "f")
    right = "∞" if high is None else format(high.normalize(), "f")
    return f"{'(' if low_open else '['}{left}, {right}{')' if high_open else ']'}"


@pytest.mark.parametrize(
    ("text", "core", "hard"),
    [
        # plain: half a unit in the last place, at most 5%; hard a whole unit, at most 10%, open
        ("3.12亿元", "[311500000, 312500000]", "(311000000, 313000000)"),
        ("3.10亿元", "[309500000, 310500000]", "(309000000, 311000000)"),
        ("1.2%", "[1.15, 1.25]", "(1.1, 1.3)"),
        ("6亿元", "[570000000, 630000000]", "(540000000, 660000000)"),
        # trailing zeros: the writer may have rounded to them
        ("500亿元", "[49950000000, 50050000000]", "[49500000000, 50500000000]"),
        ("5740万元", "[57395000, 57405000]", "[57350000, 57450000]"),
        # counted one by one
        ("9家", "[9, 9]", "[9, 9]"),
        ("三年", "[3, 3]", "[3, 3]"),
        ("第2", "[2, 2]", "[2, 2]"),
        ("12000家", "[11999.5, 12000.5]", "[11500, 12500]"),
        # about
        ("约130%", "[125, 135]", "[120, 140]"),
        ("大约8000万台", "[76000000, 84000000]", "[72000000, 88000000]"),
        # bounds
        ("超过130%", "(130, 140]", "(130, ∞)"),
        ("逾83亿元", "(8300000000, 8400000000]", "(8300000000, ∞)"),
        ("60%以上", "[60, 70]", "[60, ∞)"),
        ("不足5%", "[4, 5)", "(-∞, 5)"),
        ("近12%", "[11.5, 12)", "[11, 12)"),
        ("高达3.25倍", "[3.245, 3.255]", "(3.24, 3.26)"),
        ("不超过3亿元", "(-∞, 300000000]", "(-∞, 300000000]"),
        ("七成以上", "[70, 80)", "[70, 100]"),
        ("超七成", "(70, 80)", "(70, 100]"),
        # ranges
        ("3%-5%", "[3, 5]", "(2.7, 5.5)"),
        ("-8.4亿元至-9.5亿元", "[-950000000, -840000000]", "(-960000000, -830000000)"),
    ],
)
def test_intervals(text: str, core: str, hard: str) -> None:
    [found] = quantities(text)
    assert interval(*found.core) == core
    assert interval(*found.hard) == hard
