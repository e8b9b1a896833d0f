"""Two readings of one fact: what agrees, what strains, what contradicts."""

from __future__ import annotations

import pytest
from builders import paper, said

from rules.interval import Interval
from rules.outcome import Grade, Mark, Strain, compare, judge
from rules.slips import SlipKind


def _claims(*texts: str):
    return paper(*(said(text, "revenue") for text in texts)).claims


@pytest.mark.parametrize(
    ("first", "second", "grade", "mark"),
    [
        ("3.12亿元", "3.12亿元", Grade.AGREE_EXACT, None),
        ("3.12亿元", "3.124亿元", Grade.AGREE_ROUNDING, Mark.ROUNDED),
        ("5740万元", "5740.9万元", Grade.AGREE_ROUNDING, Mark.CUT),
        ("243亿元", "243.8亿元", Grade.AGREE_ROUNDING, Mark.CUT),
        ("244亿元", "243.8亿元", Grade.AGREE_ROUNDING, Mark.ROUNDED),
        ("约1.2亿元", "1.23亿元", Grade.AGREE_ROUNDING, None),
        ("超过83亿元", "83.6亿元", Grade.AGREE_ROUNDING, None),
        ("3.12亿元", "3.13亿元", Grade.TENSION, None),
        ("3.12亿元", "3.15亿元", Grade.CONTRADICTION, None),
        ("超过83亿元", "82.95亿元", Grade.CONTRADICTION, None),
        ("8.0亿元", "约8000万元", Grade.CONTRADICTION, None),
    ],
)
def test_pairs(first, second, grade, mark):
    outcome = compare(*_claims(first, second))
    assert (outcome.grade, outcome.mark) == (grade, mark)


def test_a_bound_that_undersells_is_tension():
    outcome = judge(_claims("超过130%")[0], Interval.of(148, 149), Interval.of(147, 150))
    assert (outcome.grade, outcome.strain) == (Grade.TENSION, Strain.UNDERSTATES)


@pytest.mark.parametrize("pair", [("超过130%", "148%"), ("148%", "超过130%")])
def test_underselling_is_named_whichever_comes_first(pair):
    outcome = compare(*_claims(*pair))
    assert (outcome.grade, outcome.strain) == (Grade.TENSION, Strain.UNDERSTATES)


def test_equality_with_an_open_bound_is_no_worse_than_tension():
    outcome = judge(_claims("超过5亿元")[0], Interval.point(5 * 10**8), Interval.point(5 * 10**8))
    assert (outcome.grade, outcome.strain) == (Grade.TENSION, Strain.TOUCHES)


def test_a_little_over_nearly_is_tension():
    outcome = judge(_claims("近12%")[0], Interval.of("12.25", "12.35"), Interval.of("12.2", "12.4"))
    assert outcome.grade is Grade.TENSION


def test_two_lower_bounds_far_apart_are_told():
    outcome = compare(*_claims("超83亿元", "超160亿元"))
    assert (outcome.grade, outcome.strain) == (Grade.CONTRADICTION, Strain.BOUNDS_APART)


def test_the_gap_is_told_in_last_digits_and_percent():
    outcome = compare(*_claims("3.10亿元", "3.00亿元"))
    assert outcome.gap_ulps == pytest.approx(9.5)
    assert 3 < outcome.gap_percent < 4


@pytest.mark.parametrize(
    ("written", "right", "kind", "repair"),
    [
        ("8億台", "約8000萬台", SlipKind.POWER_OF_TEN, "8000萬台"),
        ("3.21亿元", "3.12亿元", SlipKind.SWAPPED, "3.12亿元"),
        ("9.12亿元", "3.12亿元", SlipKind.DIGIT, "3.12亿元"),
        ("5740亿元", "5740万元", SlipKind.SCALE, "5740万元"),
        ("31,240万元", "3,124万元", SlipKind.POWER_OF_TEN, "3,124万元"),
    ],
)
def test_a_slip_is_named_and_repaired_in_the_text_s_own_script(written, right, kind, repair):
    slip = compare(*_claims(written, right)).slip
    assert slip is not None
    assert (slip.kind, slip.repair) == (kind, repair)
