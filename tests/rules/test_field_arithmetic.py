"""What the field knows of its figures: kinds that are all of a whole, ratios, places beside values."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

faulted = partial(builders.faulted, published=date(2026, 3, 21))
BANK = "澄湖银行年报\n\n澄湖银行3月20日公布2025年年报。"


@pytest.mark.parametrize(
    "said",
    [
        ("年末贷款总额1,420.6亿元，其中公司贷款{}亿元、个人贷款402.5亿元、票据贴现105.8亿元。"),
        (
            "贷款总额1,420.6亿元，较上年末增加98.4亿元。"
            "从结构看，公司贷款{}亿元，个人贷款402.5亿元，票据贴现105.8亿元。"
        ),
        ("公司贷款{}亿元，个人贷款402.5亿元，票据贴现105.8亿元，贷款合计1,420.6亿元。"),
    ],
)
def test_loans_are_those_to_companies_and_persons_and_bills(said: str) -> None:
    assert not faulted(BANK + said.format("912.3"))
    assert faulted(BANK + said.format("952.3")) == [("A133", "1,420.6亿元")]


@pytest.mark.parametrize(
    "said",
    [
        "贷款总额1,420.6亿元，公司贷款908.3亿元，个人贷款402.5亿元，票据贴现105.8亿元，余为应计利息。",
        "贷款总额1,420.6亿元，其中公司贷款912.3亿元，绿色贷款186.4亿元。",
        "吸收存款1,812.4亿元，其中公司存款803.6亿元，个人存款921.5亿元。",
        "营业收入53.2亿元，利息净收入40.1亿元，非利息净收入13.1亿元；上年同期营业收入51.0亿元，利息净收入39.6亿元，非利息净收入11.4亿元。",
        "营业收入53.2亿元，业务及管理费13.8亿元。泽山银行成本收入比为31.20%。",
    ],
)
def test_what_is_not_told_in_full_or_is_of_others_is_left_alone(said: str) -> None:
    assert not faulted(BANK + said)


def test_a_row_that_ends_in_the_rest_makes_the_bare_total_before_it() -> None:
    report = "澄渊能源季报\n\n澄渊能源2025年前三季度收入482.6亿元，"
    report += "动力电池331.5亿元，储能107.8亿元，材料及其他{}亿元。"
    assert not faulted(report.format("43.3"))
    assert faulted(report.format("53.3")) == [("A133", "482.6亿元")]


@pytest.mark.parametrize(
    "told", ["酒店业务，也就是运营加管理两块，一共36.6亿元", "运营和管理两块加起来36.6亿元"]
)
def test_what_is_counted_by_pieces_is_no_money(told: str) -> None:
    assert not faulted(f"澄湖酒店访谈\n\n澄湖酒店2025年收入38.6亿元，其中{told}，其余是景区。")


@pytest.mark.parametrize(
    ("said", "right", "wrong", "code"),
    [
        (
            "营业收入50.21亿元，归母净利润18.40亿元；业务及管理费13.06亿元，成本收入比{}。",
            "26.01%",
            "29.01%",
            "A208",
        ),
        ("业务及管理费13.06亿元，以50.21亿元的营收计，成本收入比{}。", "26.01%", "21.06%", "A208"),
        ("贷款总额1,420.6亿元，不良贷款余额17.05亿元，不良贷款率{}。", "1.20%", "1.42%", "A209"),
        ("不良贷款17.05亿元，贷款减值准备52.10亿元，拨备覆盖率{}。", "305.57%", "355.57%", "A210"),
        ("不良贷款率1.20%，拨备覆盖率305.57%，拨贷比{}。", "3.67%", "3.07%", "A211"),
        ("存款总额1,812.4亿元，贷款总额1,420.6亿元，存贷比{}。", "78.4%", "68.1%", "A212"),
        ("资产总额2,214.0亿元，负债总额2,036.9亿元，资产负债率{}。", "92.0%", "82.3%", "A213"),
    ],
)  # fmt: skip
def test_a_lenders_ratio_is_that_of_its_figures(said: str, right: str, wrong: str, code: str) -> None:
    assert not faulted(BANK + said.format(right))
    assert (code, wrong) in faulted(BANK + said.format(wrong))


@pytest.mark.parametrize(
    "said",
    ["上年末是{}亿元，一年增长29.2%", "上年末为{}亿元，增幅29.2%", "上年末还只有{}亿元，增长29.2%"],
)
def test_a_move_right_behind_the_level_before_is_from_that_one(said: str) -> None:
    report = "绿色是澄湖银行的一张牌\n\n2025年末绿色贷款余额312.4亿元，{}，钱投向了污水处理。"
    assert not faulted(report.format(said.format("241.8")))
    assert faulted(report.format(said.format("261.8"))) != []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("澄渊装备份额19.4%，泽山设备份额16.2%，砚湖份额14.1%，在三家中位列第{}", "二"),
        ("公司A占12.4%，公司B占9.2%，公司C占4.6%，砚湖占3.9%，排名第{}", "三"),
        ("三家公司中，砚湖份额9.4%，澄渊14.2%，泽山18.6%，砚湖位居第{}", "二"),
        ("泽山、澄渊、百川、砚湖分列第一至第四，份额分别为29.3%、27.1%、{}和8.2%", ""),
    ],
)
def test_a_place_is_that_of_the_value_beside_it(said: str, wrong: str) -> None:
    right = {"二": "三", "三": "四", "": "12.4%"}[wrong]
    year = "行业观察\n\n2025年国内刻蚀设备市场中，"
    assert not faulted(year + said.format(right) + "。")
    assert [code for code, _ in faulted(year + said.format(wrong or "7.4%") + "。")] == ["A116"]


@pytest.mark.parametrize(
    "said",
    [
        "澄渊装备份额14.8%，泽山设备16.5%，砚湖14.2%，澄渊装备在国产厂商中排名第一",
        "澄渊能耗为12千瓦时，泽山15千瓦时，砚湖18千瓦时，澄渊排名第一",
        "砚湖国内份额12.1%，海外份额9.0%，欧洲份额4.4%，排名第二",
        "澄渊以31.2GWh排第三，而在储能领域，泽山34.1GWh排第一",
    ],
)
def test_a_place_among_others_or_from_below_is_left_alone(said: str) -> None:
    assert not faulted(f"行业观察\n\n2025年，{said}。")
