"""Relations that plain articles about one company tell: quarters, classes of shares, parts, bases, losses."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

faulted = partial(builders.faulted, published=date(2026, 4, 22))

YEAR = (
    "澄渊科技(02998.HK)2025年年度报告摘要\n\n2025年，公司归母净利润-6.81亿元。"
    "第一至第三季度，公司归母净利润分别为-3.92亿元、-2.51亿元和-1.68亿元。"
)
QUARTER = "澄渊科技(02998.HK)业绩会纪要\n\n2025年第四季度归母净利润{said}，主要是价格回升。"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("1.30亿元", []),
        ("1.03亿元", [("A108", "1.03亿元")]),
        ("2.41亿元", []),
    ],  # another may be defined apart
)
def test_a_quarter_told_elsewhere_is_held_to_the_year_where_digits_are_swapped(
    said: str, told: list[tuple[str, str]]
) -> None:
    assert faulted(YEAR, QUARTER.format(said=said)) == told


def test_classes_of_shares_make_the_capital() -> None:
    filing = "澄渊科技(02998.HK)年报摘要\n\n2025年末总股本12.50亿股，其中A股10.00亿股，H股2.50亿股。"
    article = "澄渊科技(02998.HK)去年扭亏\n\n现时总股本12.50亿股，当中A股10.00亿股、H股{said}。"
    assert not faulted(filing, article.format(said="2.50亿股"))
    assert ("A106", "2,500万股") in faulted(filing, article.format(said="2,500万股"))


def test_shares_in_tenths_make_no_whole() -> None:
    text = (
        "澄渊科技(02998.HK)公告，2025年收入88.60亿元。分业务看，面料收入70.10亿元，占约八成；"
        "成衣收入8.90亿元，占10.0%；家居收入6.10亿元，占6.9%。"
    )
    assert not faulted(text)


def test_a_share_of_a_slice_is_none_of_the_whole() -> None:
    text = (
        "澄渊科技(02998.HK)公告，2025年收入88.60亿元。2025年线上收入31.01亿元，占营收35.0%。"
        "其中O2O收入22.33亿元，占线上的{share}。"
    )
    assert not faulted(text.format(share="72.0%"))
    assert ("A104", "62.0%") in faulted(text.format(share="62.0%"))


def test_a_loss_that_shrank_is_a_profit_that_rose() -> None:
    text = "澄渊科技(02998.HK)公告，2025年归母净利润-6.84亿元，上年为-21.36亿元，同比减亏{by}。"
    assert not faulted(text.format(by="14.52亿元"))
    assert ("A110", "15.42亿元") in faulted(text.format(by="15.42亿元"))
