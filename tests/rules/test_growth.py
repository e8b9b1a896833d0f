"""Growth recomputed from the levels it is told of, over a year or a quarter, in one document or several."""

from __future__ import annotations

import pytest
from builders import findings, paper, said, verdicts

from claims.model import Measure

GROWTH = Measure.GROWTH
CLOUD = {"segment": "云端"}


def two_years(growth: str, **about: object):
    return paper(
        said("3.124亿元", "revenue", "2024"),
        said("1.245亿元", "revenue", "2023"),
        said(growth, "revenue", "2024", measure=GROWTH, **about),
    )


@pytest.mark.parametrize(
    ("growth", "expected"),
    [
        ("150.9%", ["verified"]),
        ("151%", ["verified"]),
        ("约150%", ["verified"]),
        ("超过150%", ["verified"]),
        ("1.51倍", ["verified"]),
        ("2.51倍", ["tension"]),
        ("超过120%", ["tension"]),
        ("150.5%", ["contradicted"]),
        ("250.9%", ["contradicted"]),
        ("超过160%", ["contradicted"]),
    ],
)
def test_growth(growth, expected):
    assert verdicts("A101", two_years(growth)) == expected


def test_grown_to_for_grown_by_is_named():
    (finding,) = findings("A101", two_years("250.9%"))
    assert "增长到" in finding.message
    assert finding.suggestion == "250.9% → 150.9%"


def test_the_growth_of_a_percentage_is_left_alone():
    document = paper(
        said("2.3%", "other", "2024"),
        said("2.5%", "other", "2023"),
        said("3.8%", "other", "2024", measure=GROWTH),
    )
    assert verdicts("A101", document) == []


def test_a_fall():
    assert verdicts(
        "A101",
        paper(
            said("4.00亿元", "revenue", "2024"),
            said("5.00亿元", "revenue", "2023"),
            said("20.0%", "revenue", "2024", measure=GROWTH, sign=-1),
        ),
    ) == ["verified"]


def test_growth_of_a_loss_is_of_its_size():
    assert verdicts(
        "A101",
        paper(
            said("3.00亿元", "net_loss", "2024"),
            said("2.00亿元", "net_loss", "2023"),
            said("50.0%", "net_loss", "2024", measure=GROWTH),
        ),
    ) == ["verified"]


def test_growth_against_the_previous_quarter():
    quarters = (
        said("2.00亿元", "revenue", "2024-Q2"),
        said("1.60亿元", "revenue", "2024-Q1"),
        said("1.00亿元", "revenue", "2023-Q2"),
    )
    on_quarter = said("25.0%", "revenue", "2024-Q2", measure=GROWTH, versus="previous")
    on_year = said("25.0%", "revenue", "2024-Q2", measure=GROWTH, versus="year_ago")
    assert verdicts("A101", paper(*quarters, on_quarter)) == ["verified"]
    (finding,) = findings("A101", paper(*quarters, on_year))
    assert finding.verdict == "contradicted"
    assert "基期" in finding.message


@pytest.mark.parametrize(
    "about",
    [
        {"versus": "offer_price"},
        {"slices": {"comparability": "可比口径"}},
        {"entity": "远帆智能"},
        {"period": "2024-H1"},
        {"slices": CLOUD},
    ],
)
def test_growth_is_silent_where_its_base_is_another(about):
    document = paper(
        said("3.124亿元", "revenue", "2024"),
        said("1.245亿元", "revenue", "2023"),
        said("30.0%", "revenue", **{"period": "2024", "measure": GROWTH} | about),
    )
    assert verdicts("A101", document) == []


def test_growth_from_figures_in_another_document():
    growth = paper(said("20.0%", "revenue", "2024", measure=GROWTH), name="a")
    levels = paper(said("3.00亿元", "revenue", "2024"), said("2.50亿元", "revenue", "2023"), name="b")
    assert verdicts("A101", growth, levels) == ["verified"]


def test_the_slip_that_a_third_document_does_not_share_is_the_suspect():
    wrong = paper(
        said("3.42亿元", "revenue", "2024"),
        said("2.00亿元", "revenue", "2023"),
        said("62.0%", "revenue", "2024", measure=GROWTH),
        name="a",
    )
    right = paper(said("3.24亿元", "revenue", "2024"), name="b")
    (finding,) = findings("A101", wrong, right)
    assert finding.verdict == "contradicted"
    assert finding.suggestion == "3.42亿元 → 3.24亿元"
    assert finding.claims[0] == wrong.claims[0].id


def test_a_passed_check_says_what_it_would_have_noticed():
    (finding,) = findings("A101", two_years("150.9%"))
    assert "即会被发现" in finding.message
    assert finding.expected is not None
    assert finding.stated is not None
    assert finding.expected.low is not None
    assert finding.expected.low < "150.9" < str(finding.expected.high)
