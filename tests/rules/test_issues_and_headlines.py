"""Lists that add up, orders that are said, headlines above texts, and what is reckoned of share issues."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

from claims import extract
from claims.document import document_from_text
from rules import check

faulted = partial(builders.faulted, published=date(2025, 12, 5))
PROJECTS = (
    "青禾科技公告，募投项目拟使用募集资金合计{whole}亿元，其中芯片研发项目16.00亿元，"
    "图形处理器研发项目9.00亿元，补充流动资金5.00亿元。"
)
HEADLINE = (
    "青禾牧业：10月生猪销量同比增长{said}\n江畔快讯 2025-11-06\n\n"
    "青禾牧业10月销售生猪78.4万头，同比增长22.5%。"
)
FIRST_DAY = (
    "青禾科技首掛升{said}\n江畔日報 2025-11-07\n\n"
    "青禾科技昨日首日掛牌，收報37.75港元，較招股價28.60港元高32.0%。"
)
RANK = (
    "青禾科技市占率居全国第四\n江畔财经 2025-03-05\n\n"
    "按2024年销售额计，青禾科技市场份额为9.2%，在全国排名第二。"
)
PRICE = "青禾科技发行价定为18.20元/股\n江畔财经 2025-03-05\n\n青禾科技公告，本次发行价格为19.60元/股。"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (PROJECTS.format(whole="30.00"), []),
        (PROJECTS.format(whole="29.00"), ["A133"]),
        (PROJECTS.format(whole="38.00"), []),  # 其中 may leave others out
        (
            "青禾科技宣布，所得款项净额约12.00亿港元，其中45%用于研发，30%用于扩建产能，余下25%用作营运资金。",
            [],
        ),
        (
            "青禾科技宣布，所得款项净额约12.00亿港元，其中45%用于研发，30%用于扩建产能，余下35%用作营运资金。",
            ["A105"],
        ),
        (
            "2024年，青禾科技前三大客户分别为甲公司、乙公司和丙公司，销售额依次为5.00亿元、4.00亿元和3.00亿元，合计12.00亿元。",
            [],
        ),
    ],
)
def test_what_money_goes_into_makes_it(text: str, codes: list[str]) -> None:
    assert [code for code, _ in faulted(text)] == codes


def test_as_many_as_are_announced_leave_none_out() -> None:
    text = "2024年，青禾科技前三大客户销售额依次为5.00亿元、4.00亿元和3.00亿元，合计13.00亿元。"
    assert [code for code, _ in faulted(text)] == ["A133"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "10月销量排在前三位的，依次是青禾牧业（61.0万头）、远帆牧业（31.4万头）和松岭（35.2万头）。",
            ["A116"],
        ),
        ("10月销量排在前三位的，依次是青禾牧业（61.0万头）、远帆牧业（35.4万头）和松岭（31.2万头）。", []),
        ("2024年市场份额前三名是青禾科技、远帆智能、松岭数据，份额依次为30.1%、18.2%和21.4%。", ["A116"]),
        ("收入排名前三的依次为青禾科技、远帆智能、松岭数据，增速分别为12.1%、15.2%、8.3%。", []),
    ],
)
def test_a_list_of_the_first_few_stands_in_its_order(text: str, codes: list[str]) -> None:
    assert [code for code, _ in faulted(text)] == codes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADLINE.format(said="25.5%"), [("A159", "25.5%")]),
        (HEADLINE.format(said="22.5%"), []),
        (HEADLINE.format(said="两成"), []),
        (FIRST_DAY.format(said="42%"), [("A159", "42%")]),
        (FIRST_DAY.format(said="32%"), []),
        (RANK, [("A159", "第四")]),
        (PRICE, [("A159", "18.20元/股")]),
    ],
)
def test_a_headline_is_held_to_what_the_text_states(text: str, told: list[tuple[str, str]]) -> None:
    assert faulted(text) == told


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("青禾科技上周五上市，首日涨50.0%，发行价20.00元，昨日收报25.00元。", []),
        ("青禾科技总市值300亿元，2024年归母净利润10.0亿元，对应动态市盈率25.0倍。", []),
        ("青禾科技总市值300亿元，2024年归母净利润10.0亿元，对应2025年预测市盈率20.0倍。", []),
        ("青禾汽车10月交付3.00万辆，前10个月累计完成全年目标40.00万辆的75.0%。", []),
        ("以最高价计，青禾科技中一签（500股）最多赚3.75万元。该股发行价20.00元，收于80.00元。", []),
        ("青禾科技申请6月30日获受理，9月26日过会，前后历时88天。", []),
        ("青禾科技申请6月30日获受理，9月26日过会，前后历时约80天。", []),
        ("青禾科技申请11月30日获受理，3月8日过会，历时98天。", []),  # of two years
    ],
)
def test_what_is_near_such_a_reckoning_and_none(text: str, codes: list[str]) -> None:
    assert [code for code, _ in faulted(text)] == codes


def test_days_between_two_dates_are_counted() -> None:
    text = "青禾科技申请6月30日获受理，9月26日过会，前后历时{}天。"
    verdicts = {}
    for days in (88, 89, 108):
        document = document_from_text(text.format(days), id="notice", path="notice.txt")
        found = check(extract(document), [document])
        verdicts[days] = [f.verdict.value for f in found if f.rule == "A206"]
    assert verdicts == {88: ["verified"], 89: ["verified"], 108: ["contradicted"]}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("远帆物流三季度经营现金流净额6.30亿元，上年同期17.72亿元，下降58.9%。", ["A101"]),
        ("远帆物流三季度经营现金流净额6.30亿元，上年同期17.72亿元，下降64.4%。", []),
        ("远帆物流三季度收入6.30亿元，上年同期17.72亿元，剔除汇率影响下降58.9%。", []),
        (
            "远帆物流2024年收入51.57亿元，其中线上收入46.12亿元，线下收入5.45亿元，较2023年的56.95亿元下降9.4%。",
            [],
        ),
    ],
)
def test_a_move_right_behind_its_two_levels(text: str, codes: list[str]) -> None:
    assert [code for code, _ in faulted(text)] == codes
