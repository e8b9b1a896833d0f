"""Relations as articles about a chain of shops tell them: opened and closed, paid per ten shares, far off."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

REPORT = (
    "枣禾坊食品股份有限公司（简称“枣禾坊”）\n2025年半年度报告摘要\n2025年8月26日\n\n"
    "营业收入41.20亿元，归属于上市公司股东的净利润2.31亿元。公司总股本3.20亿股。\n\n"
    "同店销售额同比下降1.3%，其中加盟店下降1.9%，直营店增长0.4%。\n\n"
    "期末员工3,120人，按岗位分为门店1,640人、仓储物流820人、总部及其他660人。"
)
COLUMN = "小店的账\n街角栏目　2025-09-02\n\n枣禾坊半年报一出，收入41.20亿元，评论区很热闹。\n\n{said}"


faulted = partial(builders.faulted, published=date(2025, 9, 3))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("上半年新开门店420家、关店85家，净增335家，光看新开，一天要剪两次彩。", []),
        ("上半年新开门店420家、关店85家，净增353家，光看新开，一天要剪两次彩。", [("A141", "353家")]),
        ("每10股派2.5元，合计派现8000万元，占归母净利三成多。", []),
        ("每10股派2.5元，合计派现8亿元。", [("A179", "8亿元")]),
        ("9月1日收在30.20元，总市值已超过96亿元。", []),
        ("9月1日收在30.20元，总市值已超过105亿元。", [("A179", "105亿元")]),
        ("9月1日收在30.20元，总市值101.4亿元。", []),  # the market may count shares issued since
        ("员工3,120人，门店1,640人，仓储物流820人，总部及其他606人。", [("C201", "606人")]),
        ("上半年同店销售额下滑1.3%，加盟店跌1.9%，直营店也跌了0.4%。", [("C201", "0.4%")]),
        ("试点10家，上半年收入2,100万元，占集团不到1%。", []),
    ],
)
def test_a_column_is_held_to_the_report(said: str, told: list[tuple[str, str]]) -> None:
    assert faulted(REPORT, COLUMN.format(said=said)) == told


def test_what_is_many_times_another_figure_is_no_second_statement_of_it() -> None:
    base = "枣禾坊(600998.SH)公告，2024年营业收入80.00亿元，研发费用4.00亿元，占营业收入的5.0%。"
    assert faulted(base, "枣禾坊(600998.SH)公告，2024年每单营业收入2.21元。") == []


def test_what_a_forecast_was_before_is_no_list_of_it() -> None:
    said = "枣禾坊(600998.SH)点评。我们上调25/26年净利预测至4.60/5.10亿元（原4.05/4.70亿元）。"
    assert faulted(said) == []
