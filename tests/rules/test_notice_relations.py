"""Relations across the paragraphs of a notice, and those of plans, appraisals and conversions."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection

RELEASE = (
    "青禾科技公告，股东李远帆将质押的{released}股份解除质押，占其所持股份的{part}。\n"
    "截至公告披露日，李远帆持有公司股份{held}，占公司总股本的{whole}；累计质押公司股份600万股，"
    "占其所持股份的15.00%，占公司总股本的3.00%。"
)
APPRAISAL = "青禾科技公告，标的资产评估价值为{value}，与账面价值2500万元相比，评估增值{gain}，增值率{rate}。"


def judged(text: str) -> set[tuple[str, str]]:
    document = document_from_text(text, id="a", path="a")
    collection = Collection.of(extract(document), [document])
    return {
        (finding.rule, finding.verdict.value) for rule in ARITHMETIC_RULES for finding in rule.run(collection)
    }


def alarms(text: str) -> set[str]:
    return {rule for rule, verdict in judged(text) if verdict != "verified"}


def release(**changed: str) -> str:
    said = {"released": "900万股", "part": "22.50%", "held": "4000万股", "whole": "20.00%"}
    return RELEASE.format(**{**said, **changed})


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"released": "960万股"}, "A128"),
        ({"released": "9000万股"}, "A128"),
        ({"part": "25.20%"}, "A128"),
        ({"part": "2.250%"}, "A128"),
        ({"held": "4200万股"}, "A128"),
        ({"held": "4200万股"}, "A127"),
        ({"whole": "2.000%"}, "A127"),
    ],
)
def test_a_part_of_a_holding_told_in_another_paragraph_is_held_to_it(changed: dict[str, str], rule: str):
    assert judged(release()) == {(rule, "verified") for rule in ("A127", "A128", "A164", "A166")}
    assert rule in alarms(release(**changed))


def test_what_several_hold_together_says_nothing_against_one_holder_s_part():
    text = (
        "青禾科技公告，控股股东将400万股股份解除质押，占其所持股份的3.95%。\n"
        "控股股东及其一致行动人合计持有公司股份1.27亿股，占公司总股本的24.24%。"
    )
    assert not alarms(text)


def test_the_pair_that_fits_no_other_is_the_wrong_one():
    text = (
        "股东甲持有青禾科技1000.0万股，占公司总股本的5.000%；股东乙持有600.0万股，占公司总股本的3.000%；"
        "股东丙持有4000.0万股，占公司总股本的{}。"
    )
    assert judged(text.format("20.00%")) == {("A127", "verified")}
    assert judged(text.format("2.000%")) == {("A127", "verified"), ("A127", "contradicted")}


def test_limits_are_parts_and_totals_of_limits():
    text = (
        "青禾科技公告，股东李远帆计划通过集中竞价减持不超过120.40万股，占公司总股本的1.204%；"
        "通过大宗交易减持不超过200.30万股，占公司总股本的2.003%。"
        "合计减持不超过{}，减持不超过公司总股本的{}。"
    )
    fine = judged(text.format("320.70万股", "3.207%"))
    assert {("A133", "verified"), ("A127", "verified")} <= fine
    assert not alarms(text.format("320.70万股", "3.207%"))
    assert "A133" in alarms(text.format("3207.0万股", "3.207%"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"value": "1.55亿元", "gain": "1.30亿元", "rate": "520.0%"}, set()),
        ({"value": "1.55亿元", "gain": "13.0亿元", "rate": "520.0%"}, {"A150"}),
        ({"value": "1.55亿元", "gain": "1.30亿元", "rate": "52.00%"}, {"A151"}),
    ],
)
def test_an_appraisal_its_gain_and_the_rate(said: dict[str, str], expected: set[str]):
    assert alarms(APPRAISAL.format(**said)) == expected


def test_the_most_shares_of_a_plan_need_not_follow_from_its_other_limits():
    text = "青禾科技公告，回购资金总额不超过2亿元，回购价格不超过18.00元/股，回购股份总数不超过1150万股。"
    assert not alarms(text)


def test_a_figure_in_two_units():
    for text, right, wrong in (
        ("青禾学院占地66.67万平方米（约{}亩）。", "1000", "10000"),
        ("松岭乳业收购鲜奶2300吨（合{}万千克）。", "230", "2300"),
    ):
        assert judged(text.format(right)) == {("A157", "verified")}
        assert judged(text.format(wrong)) == {("A157", "contradicted")}


def test_a_price_raised_by_a_rate_to_another():
    text = "某券商将青禾科技的目标价由13.40元上调{}至15.00元。"
    assert judged(text.format("11.9%")) == {("A129", "verified")}
    assert alarms(text.format("19.1%")) == {"A129"}


def test_a_wide_range_is_no_slip_of_scale():
    assert not alarms("青禾科技的设备每台售价1000元至1200万元。")
    assert alarms("青禾科技今日回购20万股，每股回购价介乎11.06万港元至11.16港元。") == {"A158"}


def test_spaces_that_a_page_left_between_characters_do_not_hide_a_price():
    text = "青禾科技回购公司股份 880,000 股，最高成交价 4.55 元/股，最低成交 价 4.55 元/股，已支付 {} 元。"
    assert judged(text.format("4,004,000")) == {("A123", "verified")}
    assert judged(text.format("40,040,000")) == {("A123", "contradicted")}


HEADLINE = (
    "# 青禾科技股东李远帆{title}\n\n青禾科技公告，股东李远帆解除质押1234.5万股，占其所持股份的25.00%。"
    "截至公告日，李远帆累计质押3086.25万股。"
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("解除质押1234.5万股", {("A159", "verified")}),
        ("解除质押约1235万股", {("A159", "verified")}),
        ("解除质押1243.5万股", {("A159", "contradicted")}),
        ("解除质押1234.5亿股", {("A159", "contradicted")}),
        ("解除质押600万股", set()),
    ],
)
def test_a_headline_is_held_to_the_text(title: str, expected: set[tuple[str, str]]):
    found = {said for said in judged(HEADLINE.format(title=title)) if said[0] == "A159"}
    assert found == expected


def test_a_headline_is_no_finer_than_its_text():
    text = "# 青禾科技股价报11.5元\n\n青禾科技获券商给予目标价约12元。"
    assert judged(text) == set()


def test_a_turn_without_the_year_before_only_bears_out_the_sign():
    assert judged("青禾科技2024年净利润为-2,240.50万元，较上年同期由盈转亏。") == {("A144", "verified")}
    assert judged("青禾科技2024年净利润为2,240.50万元，较上年同期由盈转亏。") == set()


def test_other_income_is_no_revenue():
    text = (
        "青禾控股(02998.HK)2024年收益由去年同期1.13亿元减少至1.08亿元，较2023年下跌约4.51%。"
        "2024年的其他收益较2023年增长220.65%。"
    )
    assert not alarms(text)
