"""Relations that a reader checks without a formula: days, parts within wholes, names and counts, signs."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules import check
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection
from rules.model import Finding, Rule

RULES = {rule.code: rule for rule in ARITHMETIC_RULES}


def said(rule: Rule, text: str) -> list[Finding]:
    document = document_from_text(text, id="a", path="a")
    return list(rule.run(Collection.of(extract(document), [document])))


def verdicts(code: str, text: str) -> list[str]:
    return sorted(finding.verdict.value for finding in said(RULES[code], text))


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # quotes
        ("A162", "青禾科技(15.740,-0.41,-2.54%)拟回购股份。", ["verified"]),
        ("A162", "青禾科技(15.740,-0.41,-5.24%)拟回购股份。", ["contradicted"]),
        ("A162", "青禾科技(0.186,0.00,0.00%)拟回购股份。", ["verified"]),
        ("A162", "青禾科技(0.126,0.002,1.37%)拟回购股份。", []),  # 0.0017 printed as 0.002 explains it
        ("A162", "青禾科技(公司简称, 下同)拟回购股份。", []),
        # days
        (
            "A163",
            "青禾网7月9日讯，青禾科技公告，股东甲于2024年7月8日将100万股股份解除质押。",
            ["verified"],
        ),
        (
            "A163",
            "青禾网7月9日讯，青禾科技公告，公司于2024年7月3日接到通知，股东甲于2024年7月18日解除质押。",
            ["contradicted"],
        ),
        (
            "A163",
            "青禾网7月9日讯，青禾科技公告，公司于2024年7月3日接到通知，将于2024年7月18日召开股东大会。",
            ["verified"],
        ),
        ("A163", "青禾网7月9日讯，青禾科技将于2024年7月18日召开股东大会。", []),
        ("A163", "青禾科技公告，股东甲于2024年7月8日将100万股股份解除质押。", []),
        ("A163", "期限不超过6个月，即2024年7月27日起至2025年1月26日止。", ["verified"]),
        ("A163", "质押期限自2024年7月27日至2025年7月26日。", ["verified"]),
        ("A163", "质押期限自2024年7月27日至2023年7月26日。", ["contradicted"]),
        ("A163", "质押期限自2024年12月27日至1月26日。", []),
        # shares of a share
        (
            "A164",
            "股东甲持有青禾科技约1.2亿股，占总股本的30.00%；质押约4800万股，占其所持股份的40.12%，占总股本的12.04%。",
            ["verified"],
        ),
        (
            "A164",
            "股东甲持有青禾科技约1.2亿股，占总股本的30.00%；质押约4800万股，占其所持股份的40.12%，占总股本的13.57%。",
            [],
        ),
        # shares of one list
        ("A165", "2024年青禾科技的主营业务为软件、硬件，占营收比例分别为：84.75%、14.33%。", ["verified"]),
        ("A165", "2024年青禾科技的主营业务为软件、硬件，占营收比例分别为：84.75%、41.33%。", ["tension"]),
        ("A165", "2024年青禾科技的主营业务为软件、硬件，占营收比例分别为：84.75%、15.25%。", []),
        (
            "A165",
            "2024年青禾科技的主营业务为制造、软件、硬件，占营收比例分别为：86.40%、68.53%、17.87%。",
            [],
        ),  # 86.40 is the sum of the other two
        # at most the whole
        (
            "A166",
            "股东甲将1250万股解除质押，再质押900万股。甲持有公司股份6000万股，累计质押股份5900万股。",
            ["verified"],
        ),
        ("A166", "股东甲将7000万股解除质押。甲持有公司股份6000万股。", []),  # a little more is another day's
        ("A166", "股东甲将1250万股解除质押。甲持有公司股份600万股，乙持有公司股份900万股。", []),
        ("A167", "2024年末青禾科技总资产为15.60亿元，净资产为-1.27亿元。", ["verified"]),
        ("A168", "青禾基金增持远帆锂业246.56万股，增持后持股比例为5%。", []),
        # names and counts
        ("A169", "青禾超市目前尚在营业门店2家（远帆路店、松岭路店）。", ["verified"]),
        ("A169", "青禾超市目前尚在营业门店3家（远帆路店、松岭路店）。", ["contradicted"]),
        ("A169", "青禾超市目前尚在营业门店30家（远帆路店、松岭路店等）。", ["verified"]),
        ("A169", "通报覆盖31个省（自治区、直辖市）。", []),
        ("A169", "近三个月以来远帆数控、松岭股份等35家公司进行过回购。", ["verified"]),
        ("A169", "远帆数控、松岭股份和青禾科技三家公司进行过回购。", ["verified"]),
        # counts and their parts
        (
            "A170",
            "青禾科技的关联公司有48家，其中存续状态有32家。所有存续企业中，甲担任5家公司的董事。",
            ["verified"] * 2,
        ),
        ("A170", "青禾科技的关联公司有48家，其中存续状态有320家。", ["contradicted"]),
        ("A170", "青禾科技新签客户3家（其中华东1家），续约客户89家。", ["verified"]),
        ("A170", "园区呈现出四个特点：一是项目多，其中大项目16个。", []),
        ("A170", "行业中共计345家公司，近三个月有35家公司进行过回购。", ["verified"]),
        # signs
        ("A171", "青禾科技2024年净亏损4903万元；基本每股收益-0.0263元。", ["verified"]),
        ("A171", "青禾科技2024年净亏损4903万元；每股基本亏损2.63分。", ["verified"]),
        ("A171", "青禾科技2024年净亏损9000万美元，合每股8.43美元。", []),
        # opened and closed
        ("A172", "青禾超市累计开设门店9家，关闭门店7家。目前尚在营业门店2家。", ["verified"]),
        ("A172", "青禾超市累计开设门店9家，关闭门店7家。目前尚在营业门店5家。", []),
        # values
        (
            "A173",
            "合理估值区间17.36-23.03元/股（原区间14.97-19.27元/股），较当前股价溢价14-52%，对应2024年PE为14.0-18.6倍。",
            ["verified"] * 2,
        ),
        (
            "A173",
            "合理估值区间17.36-23.03元/股，较当前股价溢价14-52%，对应2024年PE为14.0-28.6倍。",
            ["contradicted", "verified"],
        ),
        # directions
        ("A174", "减持后，持股比例由7.05%降至6.97%。", ["verified"]),
        ("A174", "减持后，持股比例由6.97%降至7.05%。", ["contradicted"]),
        ("A174", "上调目标价至50.00元（原45.00元）。", ["verified"]),
        ("A174", "人民币汇率由6.92升至6.71。", []),
        ("A174", "青禾指数从1000点下跌至900点，下跌10%。", []),  # the rate is recomputed elsewhere
        # spans
        ("A175", "青禾科技发布截至2024年6月30日止6个月的中期业绩，收入3.00亿港元。", ["verified"]),
        ("A175", "青禾科技发布截至2024年9月30日止9个月的中期业绩，收入3.00亿港元。", ["tension"]),
        (
            "A175",
            "# 青禾科技：截至8月底累计回购1.22%股份\n\n截至2024年8月31日，青禾科技累计回购1.22%的股份。",
            ["verified"],
        ),
        # moves of one share
        (
            "A176",
            "青禾科技跌15.15%，报1.40美元。昨日青禾科技收报1.65美元。",
            ["verified"],
        ),
        ("A176", "青禾科技股价最高触及3.06美元，涨逾300%，而后收报1.65美元，涨75.53%。", ["tension"]),
        ("A176", "青禾科技股价最高触及3.06美元，涨逾220%，而后收报1.65美元，涨75.53%。", ["verified"]),
    ],
)
def test_what_a_reader_checks(code: str, text: str, expected: list[str]):
    assert verdicts(code, text) == expected


def test_what_only_bounds_a_figure_bears_nothing_out():
    bounded = "青禾科技的关联公司有48家，其中存续状态有32家。"
    document = document_from_text(bounded, id="a", path="a")
    from rules.vouching import vouched

    collection = Collection.of(extract(document), [document])
    assert {f.rule for f in check(extract(document), [document])} == {"A170"}
    assert not vouched(collection).borne_out


def test_a_term_tells_no_day_of_the_notice():
    text = "青禾网9月29日讯，股东甲质押青禾科技股份100万股，质押期限自2024年9月24日至2025年9月24日。"
    told = [[text[span.start : span.end] for span in finding.spans] for finding in said(RULES["A163"], text)]
    assert told == [["2025年9月24日", "2024年9月24日"], ["2024年9月24日", "9月29日"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾速递2023年业务量61.3亿件，摊到每一天就是1.68亿件。", ["contradicted"]),
        ("青禾速递2023年业务量61.3亿件，日均1,679万件。", ["verified"]),
        ("青禾茶饮2024年上半年卖出3.6亿杯，平均每天198万杯。", ["verified"]),
        ("青禾茶饮2024年上半年卖出3.6亿杯，其中外卖日均19.8万杯。", []),  # a part of it
        ("青禾速遞2023年賣出1,200萬台，相當於每個月賣100萬台。", ["verified"]),
        ("青禾速递2023年业务量61.3亿件，高峰时每天1.68亿件。", []),
    ],
)
def test_an_average_by_the_day_is_held_to_its_total(text: str, expected: list[str]) -> None:
    assert verdicts("A181", f"青禾速递(600998.SH)公告\n\n{text}") == expected
