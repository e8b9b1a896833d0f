"""What magazine features tell of a company that they hardly name, beside its results."""

from __future__ import annotations

import pytest
from test_compared_texts import told

_RESULTS = (
    "青禾旅行2025年第二季度业绩公告\n\n"
    "2025年第二季度，青禾旅行收入36.80亿元，同比增长15.0%；交易额716亿元；期内利润4.60亿元。"
)
_NOTE = "青禾旅行点评：稳步上行\n\n2025年二季度，青禾旅行收入36.80亿元；季内交易额716亿元，净利润4.60亿元。"
_FEATURE = (
    "{place}青年的“出门生意”\n\n{place}里的小叶在手机上点了三下，订好了票。她是{company}的老用户。\n\n"
    "2025年二季度，平台交易额达到{figure}，公司从中拿到36.80亿元收入。对{place}青年来说，{company}就是首选。"
    "{company}的办法是用车票引来人。\n\n{place}的客栈老板们忙得脚不沾地。净赚的4.60亿元，每一分都不轻松。"
)


@pytest.mark.parametrize("place", ["县城", "小镇"])
def test_a_word_of_the_title_is_not_whom_a_feature_is_about(place: str) -> None:
    wrong = _FEATURE.format(place=place, company="青禾旅行", figure="761亿元")
    right = _FEATURE.format(place=place, company="青禾旅行", figure="716亿元")
    assert told(_RESULTS, _NOTE, wrong) == [("C201", "discrepancy", "761亿元")]
    assert told(_RESULTS, _NOTE, right) == []


@pytest.mark.parametrize("company", ["远帆旅行", "远帆智能"])
def test_a_feature_of_another_company_is_left_alone(company: str) -> None:
    other = _FEATURE.format(place="县城", company=company, figure="761亿元") + "青禾旅行的用户更多。"
    assert told(_RESULTS, _NOTE, other) == []


def test_deals_on_a_platform_are_one_metric_and_those_on_an_exchange_another() -> None:
    platform = "青禾旅行的半年\n\n2025年二季度，青禾旅行平台交易额761亿元，收入36.80亿元。"
    shares = "青禾旅行成交放大\n\n2025年二季度，青禾旅行股票交易额761亿元，收入36.80亿元。"
    assert told(_RESULTS, _NOTE, platform) == [("C201", "discrepancy", "761亿元")]
    assert told(_RESULTS, _NOTE, shares) == []
