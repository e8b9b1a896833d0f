"""Figures mixed up: another company's growth, a dividend per share for one per ten, other words for one."""

from __future__ import annotations

import pytest
from compared_sources import read
from test_compared_texts import told

from rules import check

_OPENS = "青禾速递2025年净利润增长12.0%。\n\n"
_BOTH = _OPENS + "2025年9月青禾速递业务量同比增长13.6%。\n\n同行恒屿快递2025年9月业务量同比增长9.5%。"


def test_a_rivals_growth_under_the_companys_name() -> None:
    wrong = _OPENS + "2025年9月青禾速递的件量同比增长9.5%，比上半年慢。恒屿快递居第四。"
    assert told(_BOTH, wrong) == [("C201", "discrepancy", "9.5%")]


@pytest.mark.parametrize(
    "right",
    [
        "对手恒屿快递2025年9月业务量同比增长9.5%，青禾速递更快。",
        "2025年8月青禾速递的件量同比增长9.5%。",
        "2025年9月青禾速递的收入同比增长9.5%。",
    ],
)
def test_a_growth_of_another_or_of_something_else_is_right(right: str) -> None:
    assert told(_BOTH, _OPENS + right) == []


def test_one_word_for_cash_is_compared_with_itself() -> None:
    filed = "青禾科技三季报。截至2025年9月30日，青禾科技货币资金46.98亿元。"
    same = "青禾科技的三季报。截至2025年9月30日，青禾科技手头现金46.98亿元。"
    other = "青禾科技账本。截至2025年9月30日，青禾科技手头现金42.18亿元。"
    assert ("C201", "discrepancy", "42.18亿元") in told(filed, same, other)


def _rules_of(*texts: str) -> list[tuple[str, str]]:
    whole = read("\n---\n".join(texts))
    found = check(whole.claims, whole.documents)
    return [(f.rule, whole.claim[f.claims[0]].text) for f in found if f.verdict.value == "contradicted"]


_PER_TEN = "青禾牧业的会议。青禾牧业2025年上半年分红每10股派2.50元（含税）。"


def test_a_dividend_per_ten_shares_told_per_share() -> None:
    assert _rules_of(_PER_TEN, "青禾牧业过冬。青禾牧业2025年8月派发中期股利，每股2.50元。") != []


@pytest.mark.parametrize(
    "right",
    ["青禾牧业2025年8月派发中期股利，每股0.25元。", "青禾牧业2022年派发中期股利，每股2.50元。"],
)
def test_a_dividend_of_another_time_or_the_tenth_is_right(right: str) -> None:
    assert _rules_of(_PER_TEN, "青禾牧业过冬。" + right) == []


_SHIPPED = "青禾智能2025年净利润增长12.0%。\n\n2025年上半年，青禾智能出货巡检机1650台。"


def test_goods_sold_at_another_power_of_ten_than_those_shipped() -> None:
    more = "青禾智能半年报点评。2025年上半年，青禾智能出货1650台。"
    sold = (
        "青禾智能2025年净利润增长12.0%。\n\n公司2025年上半年卖出巡检机16500台，四足机则在2024年售出8500台。"
    )
    assert told(_SHIPPED, more, sold) == [("C201", "discrepancy", "16500台")]


@pytest.mark.parametrize(
    "right",
    [
        "公司2025年上半年卖出巡检机1590台。",
        "公司2024年上半年卖出巡检机16500台。",
        "2025年上半年全球巡检机销量约16500台，前三家合计占45%。",
    ],
)
def test_goods_sold_that_are_fewer_or_anothers(right: str) -> None:
    found = told(_SHIPPED, "青禾智能2025年净利润增长12.0%。\n\n" + right)
    assert all(verdict != "discrepancy" for _, verdict, _ in found)


_COUNTED = "青禾智能2024年净利润增长12.0%。\n\n据沙利文统计，2024年公司在国内巡检机市场的份额为24.1%。"


def test_a_houses_share_with_two_digits_swapped() -> None:
    wrong = "青禾智能2024年净利润增长12.0%。\n\n据沙利文统计，2024年公司的市场份额为42.1%。"
    assert told(_COUNTED, wrong) == [("C201", "discrepancy", "42.1%")]


@pytest.mark.parametrize(
    "right",
    [
        "按收入口径计，2024年公司的市场份额为42.1%。",
        "据沙利文统计，2024年公司的市场份额为24.2%。",
        "据沙利文统计，2022年公司的市场份额为42.1%。",
    ],
)
def test_a_share_on_another_basis_or_of_another_year(right: str) -> None:
    assert told(_COUNTED, "青禾智能2024年净利润增长12.0%。\n\n" + right) == []


def test_a_part_that_both_sentences_name_parts_no_two_figures() -> None:
    first = (
        "青禾智能半年报\n\n2025年上半年，公司扫地机销量为7476台，2024年上半年为5766台。\n\n"
        "扫地机业务毛利率为48.2%。"
    )
    again = "青禾智能的账本\n\n2025年上半年，青禾智能卖出扫地机5766台。"
    assert ("C201", "discrepancy", "5766台") in told(first, again)


def test_last_years_cash_under_another_word_is_last_years() -> None:
    filed = (
        "青禾牧业年报。截至2024年末，青禾牧业现金及现金等价物42.72亿元，"
        "而截至2023年末，现金及现金等价物38.92亿元。"
    )
    wrong = "青禾牧业的账本。截至2024年末，青禾牧业货币资金38.92亿元。"
    right = "青禾牧业的账本。截至2024年末，青禾牧业货币资金39.47亿元。"
    assert ("C201", "discrepancy", "38.92亿元") in told(filed, wrong)
    assert all(verdict != "discrepancy" for _, verdict, _ in told(filed, right))


def test_goods_sold_with_two_digits_swapped_whether_or_not_they_are_named() -> None:
    named = "青禾智能2025年净利润增长12.0%。\n\n公司2025年上半年学习机销量26.8万台。"
    again = "青禾智能半年报点评。2025年上半年，青禾智能学习机卖出26.8万台。"
    bare = "青禾智能2025年净利润增长12.0%。\n\n2025年上半年，公司一共卖了28.6万台。"
    assert told(named, again, bare) == [("C201", "discrepancy", "28.6万台")]
