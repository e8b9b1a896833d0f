"""Figures that passages compute from those beside them: margins, shares of a stated whole, conversions."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

faulted = partial(builders.faulted, published=date(2026, 4, 22))

TITLE = "澄渊科技(02998.HK)2025年年度报告摘要\n\n2025年，公司"


@pytest.mark.parametrize(
    ("text", "right", "wrong", "rule"),
    [
        ("实现营收40.00亿元，归母净利润2.00亿元，净利率{}，费用拖累明显。", "5.0%", "8.0%", "A113"),
        (
            "营收40.00亿元，同比增长8.0%；净利润6.00亿元，净利率由上年的14.4%升至{}。",
            "15.0%",
            "16.5%",
            "A113",
        ),
        ("营收40.00亿元，净利润6.00亿元。据此计算，净利率为{}。", "15.0%", "25.0%", "A113"),
        ("收入40.00亿元，营业成本24.00亿元，毛利率为{}。", "40.0%", "46.0%", "A182"),
        ("收入40.00亿元，营业利润6.00亿元，营业利润率{}。", "15.0%", "19.0%", "A183"),
        ("收入5.00亿元，经调整净亏损4.30亿元，经调整净亏损率{}。", "86.0%", "96.0%", "A184"),
        ("保险服务收入428亿元，承保利润15.4亿元，承保利润率{}。", "3.6%", "6.3%", "A185"),
        ("材料收入12.00亿元，占96.00亿元总营收的{}。", "12.5%", "15.2%", "A104"),
        ("管理费用达4.80亿元，相当于96.00亿元营收的{}。", "5.0%", "5.9%", "A103"),
        ("收入40.00亿元，员工2000人，人均创收{}。", "200.0万元", "260.0万元", "A186"),
        ("收入40.00亿元，按2000名员工计算，人均创收{}。", "200.0万元", "230.0万元", "A198"),
        ("收入40.00亿元，2000家门店平均每家{}。", "200.0万元", "230.0万元", "A198"),
        ("票房4.00亿元，观影人次1000万人次，平均票价{}。", "40.0元", "46.0元", "A192"),
        ("收盘价为20.00元，总股本2.00亿股，总市值{}。", "40.0亿元", "48.0亿元", "A187"),
        ("归母净利润3.00亿元，按2.00亿股总股本计算，每股收益为{}。", "1.50元", "1.80元", "A188"),
        ("拟每股派息0.30元，总股本2.00亿股，合计派息{}。", "0.60亿元", "0.90亿元", "A189"),
        ("门店由4800家增至4913家，净增{}。", "113家", "131家", "A129"),
        ("新开门店586家，关闭16家，净增{}。", "570家", "690家", "A141"),
        ("归母净利润36.20亿元，是上年同期6.80亿元的{}。", "5.3倍", "3.5倍", "A103"),
        ("期末存货为22.4亿元，年初为20.0亿元，增长{}。", "12.0%", "22.0%", "A101"),
        ("投入研发费用12.00亿元，占同期总营收96.00亿元的比重为{}。", "12.5%", "16.4%", "A103"),
    ],
)
def test_a_rate_beside_what_it_is_computed_from(text: str, right: str, wrong: str, rule: str) -> None:
    assert not faulted(TITLE + text.format(right))
    assert (rule, wrong) in faulted(TITLE + text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "营收40.00亿元，归母净利润2.00亿元；可比公司的净利率为8.0%。",
        "营收40.00亿元，归母净利润2.00亿元，净利率（含少数股东损益）5.2%。",
        "营收40.00亿元，净利润2.00亿元，预计2026年净利率将升至8.0%。",
        "营收40.00亿元，归母净利润2.00亿元，其中四季度净利率8.0%。",
        "营收40.00亿元，每吨成本186元，毛利率为40.0%。",
        "海外收入40.00亿元，员工2000人，人均创收300.0万元。",
        "收入40.00亿元，门店2000家，单店收入120.0万元。",
        "归母净利润3.00亿元，总股本2.00亿股，每股收益1.42元。",
    ],
)
def test_a_rate_of_something_else_is_left_alone(text: str) -> None:
    assert not faulted(TITLE + text)


def test_what_words_name_anew_is_no_conversion() -> None:
    assert not faulted(TITLE + "最近一轮集资10.2亿元，投后估值按现行汇价折算约184亿港元。")
    text = TITLE + "最近一轮集资10.2亿元，折算约{}港元。"
    assert not faulted(text.format("11.2亿"))
    assert ("A115", "112亿港元") in faulted(text.format("112亿"))


def test_forecasts_of_two_houses_are_no_total_and_its_items() -> None:
    text = "甲证券预计公司2026年营收43.5亿元、净利6.9亿元；乙证券则较保守，分别估42.6亿元与6.5亿元。"
    assert not faulted("澄渊科技(02998.HK)2025年年度报告摘要\n\n" + text)


def test_a_list_of_shares_ends_with_what_they_make_together() -> None:
    text = "前四名份额依次为21.3%、17.8%、12.6%、9.4%，合计{}。"
    assert not faulted(TITLE + text.format("61.1%"))
