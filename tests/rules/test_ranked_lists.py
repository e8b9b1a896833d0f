"""Lists that say their own order, superlatives beside them, and headlines above what they shorten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import builders
import pytest

faulted = partial(builders.faulted, published=date(2025, 8, 28))
YEAR = "2024年，青禾科技经营稳健。"


@pytest.mark.parametrize(
    "said",
    [
        "分省看，四川收入6.12亿元排第一，湖北{}亿元排第二，福建{}亿元排第三",
        "按省份排座次，四川收入6.12亿元居首，湖北{}亿元第二，福建{}亿元第三，辽宁1.20亿元第四",
        "分省看收入，第一名四川6.12亿元；第二名湖北{}亿元；第三名福建{}亿元",
        "收入最高的是四川，为6.12亿元；其次是湖北，{}亿元；福建以{}亿元排在第三",
        "收入最高的是四川，为6.12亿元；湖北次之，为{}亿元；福建第三，为{}亿元",
        "收入排第一的是四川，6.12亿元；第二是湖北，{}亿元；第三是福建，{}亿元",
        "收入从高到低依次是四川6.12亿元、湖北{}亿元和福建{}亿元，其余省份合计2.10亿元",
        "按收入由大到小排列：四川6.12亿元，湖北{}亿元，福建{}亿元",
        "四川、湖北、福建的收入从高到低依次为6.12亿元、{}亿元和{}亿元",
        "收入排名前三的省份依次为四川（6.12亿元）、湖北（{}亿元）和福建（{}亿元）",
        "收入从高到低依次为四川6.12亿元，同比增长3.1%；湖北{}亿元，同比增长8.2%；福建{}亿元，同比增长5.4%",
    ],
)
def test_a_list_is_in_the_order_that_it_says(said: str) -> None:
    assert not faulted(f"{YEAR}{said.format('5.38', '4.35')}。")
    assert not faulted(f"{YEAR}{said.format('4.35', '4.35')}。")
    assert ("A116", "4.35亿元") in faulted(f"{YEAR}{said.format('4.35', '5.38')}。")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("在这四家里，沃衡电子排在第二", []),
        ("在这四家里，沃衡电子排在第三", [("A116", "28.64万辆")]),
        ("四家中沃衡电子位列第一", [("A116", "28.64万辆")]),
        ("按收入算，在这四家里沃衡电子排第一", []),
        ("论盈利，在这四家里沃衡电子排第一", []),
        ("四家中销量最高的是澄渊机械", []),
        ("四家中销量最高的是朗汀股份", [("A199", "22.20万辆")]),
        ("四家中单车销量最高的是朗汀股份", []),
        ("四家中利润最高的是朗汀股份", []),
    ],
)
def test_what_is_said_of_one_in_a_list(said: str, told: list[tuple[str, str]]) -> None:
    listed = (
        "行业观察\n\n2024年各家销量：澄渊机械44.05万辆，沃衡电子28.64万辆，朗汀股份22.20万辆，"
        "穆澜家居19.03万辆。"
    )
    assert faulted(f"{listed}{said}。") == told


@pytest.mark.parametrize(
    "article",
    [
        "2024年，松原银行总资产5.1万亿元排第一，存款3.2万亿元排第二，贷款3.5万亿元排第三。",
        "2024年，青禾科技手表销量120.1万台，全国第一；耳机销量210.3万台，全国第二；音箱销量150.2万台，全国第三。",
        "2024年，青禾科技空调份额20.1%排第一，冰箱份额25.3%排第二，洗衣机份额28.0%排第三。",
        "2024年，青禾科技门店最多的是四川，收入5.1亿元；其次是湖北，收入6.2亿元；福建收入7.0亿元，排第三。",
        "2024年，青禾科技按员工人数从多到少依次是四川（收入3.1亿元）、湖北（收入5.2亿元）、福建（收入4.2亿元）。",
        "2024年，成本控制排第一的是潼川厂，1.2亿元；第二是绥宁厂，1.5亿元；第三是桐川厂，1.8亿元。",
        "2024年，青禾科技四川收入5.1亿元，当地GDP全国第五；湖北收入6.2亿元，当地GDP全国第六。",
        "2024年，收入排名前三的省份依次为四川、湖北、福建，增速分别为12.1%、15.2%、8.3%。",
        "2024年，市值从大到小依次是澄渊机械、霁川乳业、朗汀股份，净利润分别为1.2亿元、2.3亿元和0.5亿元。",
        "青禾科技前三季度收入依次为3.2亿元、4.1亿元和5.0亿元。",
        "2024年，青禾科技亏损最多的是光伏业务，亏损5.1亿元；其次是储能业务，亏损3.2亿元。",
    ],
)
def test_other_orders_and_ranks_are_left_alone(article: str) -> None:
    assert not faulted(article)


BODY = (
    "{}\n\n青禾科技8月27日晚披露半年报。2025年上半年，公司营业收入42.86亿元，去年同期是36.32亿元，增长18.0%；"
    "归母净利润5.47亿元，去年同期为4.38亿元，同比增长24.89%；扣非净利润同比增长22.1%。"
    "其中二季度归母净利润3.05亿元，同比增长31.2%。"
)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("青禾科技上半年净利增逾两成", []),
        ("青禾科技上半年净利增近25%", []),
        ("青禾科技上半年净利润同比增长25%", []),
        ("青禾科技上半年扣非净利增22%", []),
        ("青禾科技二季度净利增逾三成", []),
        ("青禾科技上半年营收增近两成", []),
        ("青禾科技上半年净利增近五成", [("A159", "五成")]),
        ("青禾科技上半年净利润同比增长43%", [("A159", "43%")]),
        ("青禾科技上半年营收增逾四成", [("A159", "四成")]),
    ],
)
def test_a_headlines_growth_is_one_of_the_text(title: str, told: list[tuple[str, str]]) -> None:
    assert faulted(BODY.format(title)) == told


@pytest.mark.parametrize(
    ("title", "grown", "told"),
    [
        ("净利润翻倍", "2.10", []),
        ("净利润翻倍", "0.95", []),
        ("净利润翻倍", "0.41", [("A159", "翻倍")]),
        ("净利润增超一倍", "2.10", []),
        ("净利润增超一倍", "0.62", [("A159", "一倍")]),
        ("净利润增长1.1倍", "1.10", []),
    ],
)
def test_a_headlines_doubling_is_that_of_the_text(
    title: str, grown: str, told: list[tuple[str, str]]
) -> None:
    now = (Decimal(1) + Decimal(grown)) * 4
    text = f"2024年，青禾科技归母净利润{now:.2f}亿元，上年为4.00亿元，同比增长{Decimal(grown) * 100:.1f}%。"
    assert faulted(f"青禾科技去年{title}\n青禾日报 2025-04-25\n\n{text}") == told


@pytest.mark.parametrize(("title", "told"), [("净利增20%", []), ("净利增长25%", [("A159", "25%")])])
def test_a_headlines_growth_is_that_of_two_levels(title: str, told: list[tuple[str, str]]) -> None:
    text = "2024年，青禾科技营业收入36.80亿元；归母净利润由上一年的4.60亿元升至5.52亿元。"
    assert faulted(f"青禾科技去年{title}\n青禾日报 2025-04-25\n\n{text}") == told
