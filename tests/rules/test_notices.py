"""Relations as notices state them, whole sentences to verdicts."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection

BUYBACK = (
    "青禾科技公告，公司累计回购股份{shares}，最高成交价为12.50元/股，最低成交价为10.00元/股，"
    "支付的总金额为{amount}。"
)
PLEDGE = (
    "青禾科技公告，股东甲持有公司股份2000万股，占公司总股本的10.00%；"
    "其中质押{pledged}，占其所持股份的{part}，占公司总股本的{whole}。"
)


def judged(text: str) -> set[tuple[str, str]]:
    document = document_from_text(text, id="a", path="a")
    collection = Collection.of(extract(document), [document])
    return {
        (finding.rule, finding.verdict.value) for rule in ARITHMETIC_RULES for finding in rule.run(collection)
    }


@pytest.mark.parametrize(
    ("shares", "amount", "expected"),
    [
        ("100万股", "1120万元", {("A123", "verified")}),
        ("100万股", "1250万元", {("A123", "verified")}),
        ("100万股", "1.12亿元", {("A123", "contradicted")}),
        ("1000股", "1120万元", {("A123", "contradicted")}),
    ],
)
def test_a_buyback_lies_between_its_prices(shares: str, amount: str, expected: set[tuple[str, str]]):
    assert judged(BUYBACK.format(shares=shares, amount=amount)) == expected


def test_a_pledge_fits_the_holding_and_the_capital():
    fine = judged(PLEDGE.format(pledged="500万股", part="25.00%", whole="2.50%"))
    assert fine == {(rule, "verified") for rule in ("A127", "A128", "A164", "A166")}
    assert ("A128", "contradicted") in judged(PLEDGE.format(pledged="500万股", part="52.00%", whole="2.50%"))
    assert ("A127", "contradicted") in judged(PLEDGE.format(pledged="500万股", part="25.00%", whole="25.0%"))


def test_an_amount_before_a_bracket_owns_the_share_behind_it():
    text = (
        "股东甲持有青禾科技2000万股（其中500万股为限售股），占公司总股本的10.00%；"
        "股东乙持有400万股，占公司总股本的2.00%。"
    )
    assert judged(text) == {("A127", "verified")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾指数从1000点下跌至900点，下跌10%。", {("A129", "verified")}),
        ("青禾指数下跌65点，跌幅4.98%，报1240点。", {("A130", "verified")}),
        ("青禾科技预计2024年净利润7000万元–8000万元，同比增长100.00%–128.57%。", {("A131", "verified")}),
        ("青禾科技预计2024年净亏损4.65亿元–3.81亿元，同比扩大86.0%–52.4%。", {("A131", "verified")}),
        ("青禾科技预计2024年净利润7000万元–8000万元，同比扭亏为盈。", {("A144", "verified")}),
    ],
)
def test_moves_and_ranges(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "青禾省新增订单45例。其中省外27例（甲市10例，乙市12例，其中东区7例、西区5例；丙市5例），"
            "含3例退单；省内18例（丁市11例，戊市7例）。",
            4,
        ),
        ("青禾省生产总值42959.2亿元，增长8.3%。其中，甲业3360.6亿元；乙业17613.2亿元；丙业21985.4亿元。", 1),
        ("青禾科技收到甲类补助187万元，乙类补助1712万元，共计1899万元。", 1),
        ("青禾科技的债务为134亿元，其中短券64亿元、中票55亿元。", 0),
    ],
)
def test_lists_make_their_totals(text: str, expected: int):
    document = document_from_text(text, id="a", path="a")
    collection = Collection.of(extract(document), [document])
    rule = next(rule for rule in ARITHMETIC_RULES if rule.code == "A133")
    assert [finding.verdict.value for finding in rule.run(collection)] == ["verified"] * expected


def test_a_list_that_may_be_partial_is_told_only_where_a_slip_explains_it():
    text = "青禾省生产总值42959.2亿元，其中甲业3360.6亿元，乙业{}亿元，丙业21985.4亿元。"
    assert judged(text.format("17613.2")) == {("A106", "verified"), ("A133", "verified")}
    assert judged(text.format("71613.2")) == {("A133", "contradicted")}
    assert judged(text.format("15000.0")) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "青禾科技拟以12.20元的价格回购股份，回购金额为57.10万元，回购数量为4.68万股。",
            {("A125", "verified")},
        ),
        ("青禾科技在场内以每股均价51.16港元增持32.5万股，涉资约1662.7万港元。", {("A125", "verified")}),
        ("青禾碳市场成交量100吨，成交额5850.00元，收盘价58.50元/吨。", {("A125", "verified")}),
        ("青禾科技代价5380万元，包括现金2480万元及发行1亿股，发行价0.29元。", set()),
        ("青禾便利年内新开门店1300家，关闭门店120家，净增门店1180家。", {("A141", "verified")}),
        (
            "青禾科技配售价为每股2.00港元，较前一日收市价2.50港元折让20.0%。",
            {("A135", "verified")},
        ),
        (
            "青禾科技公告，预计2024年净利润7000万元至8000万元，基本每股收益0.70元/股至0.80元/股。",
            {("A142", "verified"), ("A171", "verified")},
        ),
        (
            "青禾科技公告，预计2024年净利润7000万元至8000万元，基本每股收益0.70元/股至0.95元/股。",
            {("A142", "contradicted"), ("A171", "verified")},
        ),
    ],
)
def test_figures_that_their_words_name(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected


def test_a_part_of_all_that_is_held():
    text = (
        "股东甲直接持有青禾科技股份3.99亿股，占公司总股本的53.15%；间接持有1.96亿股，占公司总股本的26.18%；"
        "累计质押2.05亿股，占其全部持股总数的34.38%。"
    )
    assert judged(text) == {("A127", "verified"), ("A128", "verified")}


def test_a_percentage_of_one_digit_may_be_rounded_by_half():
    text = "青禾科技公告，回购1.48万股，占公司总股本的0.01%；股东甲持有{}，占公司总股本的53.15%。"
    assert judged(text.format("1.1427亿股")) == {("A127", "verified")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾基金规模为1103.39亿元，较上一季度的970.01亿元增加了133.38亿元。", {("A129", "verified")}),
        ("青禾基金规模为33.06亿元，较上季度末的36.07亿元缩水3.01亿元。", {("A129", "verified")}),
        ("青禾货运发送货物15664万吨，同比增加101万吨，增长0.7%。", set()),
        ("青禾债券6.25%票据每1美元跌13美分，至81美分。", set()),
        ("青禾币下跌7.63%，至38815.3美元，跌破关口40000美元。", set()),
        ("青禾科技2024年净亏损3.00亿元，同比减亏，2023年净亏损5.00亿元。", {("A144", "verified")}),
        ("青禾科技2024年净亏损5.00亿元，同比减亏，2023年净亏损3.00亿元。", {("A144", "tension")}),
    ],
)
def test_levels_set_against_others(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected


def test_a_slip_beside_its_operands_is_pointed_out():
    text = "青禾科技在场内以每股均价51.16港元增持{}，涉资约1662.7万港元。"
    assert judged(text.format("32.5万股")) == {("A125", "verified")}
    assert judged(text.format("325万股")) == {("A125", "contradicted")}
    assert judged(text.format("48.1万股")) == {("A125", "contradicted")}


def test_an_impossible_percentage_is_repaired_only_by_another_statement():
    def suggestions(text: str) -> set[str | None]:
        document = document_from_text(text, id="a", path="a")
        collection = Collection.of(extract(document), [document])
        rule = next(rule for rule in ARITHMETIC_RULES if rule.code == "A132")
        return {finding.suggestion for finding in rule.run(collection)}

    alone = "青禾科技2024年营业收入同比下降224.85%。"
    assert suggestions(alone) == {None}
    assert suggestions(alone + "2024年营业收入同比下降22.85%。") == {"224.85% → 22.85%"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "股东甲将其质押的100万股股份办理了解除质押手续。上述解除质押的股份占其所持股份比例的5.00%。\n"
            "股东甲持有青禾科技股份2000万股，占公司总股本的10.00%。",
            {("A128", "verified"), ("A166", "verified")},
        ),
        (
            "股东甲将其质押的100万股股份办理了解除质押手续。上述解除质押的股份占其所持股份比例的9.00%。\n"
            "股东甲及其一致行动人合计持有青禾科技股份2000万股，占公司总股本的10.00%。",
            set(),
        ),
        (
            "股东甲持有青禾科技股份数为2000万股，占公司总股本2.00亿股的10.00%。",
            {("A134", "verified")},
        ),
        (
            "股东甲持有青禾科技2000万股，占公司股份总数的 10.00%；股东乙持有400万股，占公司股份总数2.00%。",
            {("A127", "verified")},
        ),
        (
            "青禾科技回购股份100万股，高成交价为12.50元/股，低成交价为10.00元/股，支付的资金总额为1120万元。",
            {("A123", "verified")},
        ),
        ("青禾科技拟以每股10.00港元配售4520万股股份，筹资4.52亿港元。", {("A125", "verified")}),
        ("青禾科技拟以每股10.00港元配售4520万股股份，筹资45.2亿港元。", {("A125", "contradicted")}),
        ("青禾科技：预计2024年净利8800万至9500万元，同比增60.00%-72.73%。", {("A131", "verified")}),
        (
            "股东甲通过集中竞价方式增持青禾科技股份4401万股，通过大宗交易方式增持股份3918万股，"
            "合计增持股份8319万股。",
            {("A133", "verified")},
        ),
        ("青禾省2024年服务贸易出口412亿美元，进口492亿美元，逆差80亿美元。", {("A145", "verified")}),
        ("青禾省2024年货物贸易出口4126亿美元，进口3492亿美元，顺差63.4亿美元。", {("A145", "contradicted")}),
        (
            "青禾科技今日上市，发行价为14.85元/股。\n截至发稿，股价为21.38元/股，较发行价上涨43.97%。",
            {("A146", "verified")},
        ),
        (
            "青禾科技今日上市，发行价为14.85元/股。\n截至发稿，股价为21.38元/股，较发行价上涨34.97%。",
            {("A146", "contradicted")},
        ),
    ],
)
def test_relations_told_in_other_words(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾科技2024年净资产收益率7.1%，较上年的6.0%提高1.1个百分点。", {"verified"}),
        ("青禾科技2024年ROE 7.1%，较上年的6.0%提高2.1个百分点。", {"contradicted"}),
        ("青禾科技2024年续费率86.0%，比上年的81.5%提高5.4个百分点。", {"contradicted"}),
        ("青禾科技发行利率2.8%，较上年的3.1%下降0.4个百分点。", set()),
    ],
)
def test_points_between_rates_of_which_a_company_has_one(text: str, expected: set[str]):
    assert {verdict for code, verdict in judged(text) if code == "A111"} == expected


def test_a_headline_is_of_its_own_subject():
    text = (
        "青禾物流去年净利润6.20亿元 同比增长23.4%\n\n"
        "青禾财经2025年3月28日电　青禾物流发布2024年年报，净利润6.20亿元。\n\n"
        "2024年全行业150家物流公司实现净利润672.6亿元，同比增长21.3%。"
    )
    assert "A159" not in {code for code, verdict in judged(text) if verdict != "verified"}


def test_what_is_planned_year_by_year_is_no_slip():
    text = "来源：青禾日报 2024-06-01\n青禾造船在建22艘，2025年交付9艘，2026年交付8艘，其余5艘在2027年交付。"
    assert "A120" not in {code for code, _ in judged(text)}


def test_a_total_cut_in_two_ways():
    text = (
        "青禾市场共成交24.11亿元，其中，甲类客户成交3.65亿元，乙类客户成交20.46亿元；"
        "即期累计成交8.45亿元，远期累计成交15.66亿元。"
    )
    document = document_from_text(text, id="a", path="a")
    collection = Collection.of(extract(document), [document])
    rule = next(rule for rule in ARITHMETIC_RULES if rule.code == "A133")
    assert [finding.verdict.value for finding in rule.run(collection)] == ["verified"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾科技现有员工1214人，其中研发人员560人，占46.1%。", {"verified"}),
        ("青禾科技现有员工1214人，其中研发人员560人，占64.1%。", {"contradicted"}),
        ("青禾科技现有员工1214人，其中研发人员560人，占员工总数的46.1%；销售300人，占42.7%。",
         {"verified", "contradicted"}),
        ("青禾便利共有门店1200家，其中加盟店900家，占比75%。", {"verified"}),
        ("青禾科技客户800家，其中海外客户200家，占客户总数的35%。", {"contradicted"}),
        ("青禾科技有员工300人，其中70%（210人）从事研发。", {"verified"}),
        ("青禾科技的1214名员工中有560人从事研发，占46.1%。", {"verified"}),
        ("青禾科技的1214名员工中有560人从事研发，占56.1%。", {"contradicted"}),
        ("青禾科技研发人员560人，占全部1214名员工的56.1%。", {"contradicted"}),
        ("青禾科技研发人员560人，占全部1214名员工的46.1%。", {"verified"}),
        ("青禾科技客户总数达800家，海外客户有200家，占总数的35%。", {"contradicted"}),
        ("青禾科技有员工900人，全省有研发人员560人，占46.1%。", set()),
        ("青禾科技有员工900人，研发人员560人，其中100人有博士学历，占研发人员的17.9%。", {"verified"}),
        ("青禾科技有员工300人，全省有研发人员560人，占46.1%。", set()),
        ("青禾科技有员工300人，其中研发人员60人，占全省研发人员的0.5%。", set()),
        ("青禾科技有员工300人，远帆智能有员工500人，其中研发人员100人，占45.0%。", set()),
        ("青禾科技总产能86.4万吨，其中自有60.5万吨，占70.0%。", {"verified"}),
        ("青禾科技总产能86.4万吨，其中自有60.5万吨，占60.0%。", {"contradicted"}),
        ("青禾科技倉庫面積86萬平方米，其中自有60萬平方米，佔60%。", {"contradicted"}),
        ("青禾科技总产能86.4万吨，白桦能源产能90万吨，其中自有60.5万吨，占60.0%。", set()),
    ],
)  # fmt: skip
def test_percentages_of_counts(text: str, expected: set[str]):
    assert {verdict for code, verdict in judged(text) if code == "A147"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾助手2024年4月1日上线。该产品上线两个月来用户达50万。", {"verified"}),
        ("青禾助手2024年4月1日上线。该产品上线仅十个月，用户达50万。", {"contradicted"}),
        ("青禾助手2023年4月1日上线。该产品上线仅两个月，用户达50万。", {"tension"}),
        ("青禾助手2023年4月1日上线。该产品上线后两个月内用户达50万。", set()),
        ("青禾助手2024年5月20日上线。该产品上线六个月内免费。", set()),
        ("青禾助手上线仅十个月，用户达50万。", set()),
    ],
)
def test_spans_since_a_release(text: str, expected: set[str]):
    assert {v for code, v in judged(f"来源：青禾日报 2024-06-01\n{text}") if code == "A148"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年上半年营业收入为2.51亿元", {"tension"}),
        ("2024年营业收入为2.51亿元", {"verified"}),
        ("2024年上半年营业收入为2.36亿元", set()),
    ],
)
def test_what_is_called_of_the_same_period(text: str, expected: set[str]):
    text = f"青禾科技2024年营业收入3.00亿元，高于远帆智能同期的2.51亿元。远帆智能{text}。"
    assert {verdict for code, verdict in judged(text) if code == "A149"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾省机动车保有量2491.1万辆，同比增加2.3%（55万辆）。", {("A130", "verified")}),
        ("青禾省机动车保有量2491.1万辆，同比增加7.3%（55万辆）。", set()),
        ("青禾地铁1月完成客运量18.0亿人次。客运量环比减少2.8亿人次、下降13.5%。", {("A130", "verified")}),
        ("青禾科技2024年营收增加40.1亿元，达到186.4亿元，毛利率从1.8%回到12.6%。", set()),
        (
            "青禾科技公告，预计2024年归属于上市公司股东的净利润亏损7500万元至8000万元，上年同期盈利7272万元，由盈转亏。",
            {("A144", "verified")},
        ),
    ],
)
def test_moves_of_a_level_told_apart_from_them(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "股东甲持有青禾科技2000万股，占公司总股本的10.00%；累计质押400万股，占公司股份总数的2.00%。",
            {("A127", "verified"), ("A166", "verified")},
        ),
        (
            "股东甲持有青禾科技2000万股，占公司股份总数(约2.00亿股)的比例为10.00%。",
            {("A134", "verified")},
        ),
        ("青禾银行于伦交所按每股6.838英镑-6.944英镑，耗资441.8万英镑回购64万股。", {("A124", "verified")}),
        (
            "股东甲减持青禾科技100万股，减持价格区间为10.00元/股-12.50元/股，合计变现1120万元。",
            {("A124", "verified")},
        ),
        ("青禾地铁全线共设站12座，高架站5座，地下站7座。", {("A133", "verified")}),
        (
            "青禾园总投资240亿元，其中注册资本144亿元，甲方出资66.24亿元，乙方出资77.76亿元；其余96亿元为贷款。",
            {("A133", "verified"), ("A154", "verified")},
        ),
        (
            "青禾科技的补助10.20亿元由三类组成：奖励6.15亿元；研发2.38亿元；贴息2.67亿元。",
            {("A133", "contradicted")},
        ),
        (
            "青禾园总建筑面积1480.7平方米，地上建筑面积1112.3平方米，地下建筑面积368.4平方米。",
            {("A133", "verified")},
        ),
        (
            "年内累计净买入428.4亿元。其中，甲市累计净买入340.5亿元，乙市累计净买入87.9亿元。",
            {("A133", "verified")},
        ),
        ("青禾科技斥67.39万港元回购20万股，每股回购价为3.34-3.39港元。", {("A124", "verified")}),
        (
            "青禾地产1月合同销售金额约人民币279.2亿元，销售面积约214.3万平方米，销售均价约人民币13030元/平方米。",
            {("A125", "verified")},
        ),
        (
            "青禾科技注销20.00万股，占回购前公司总股本的0.05%。公司股份总额由400,000,000股变更为399,800,000股。",
            {("A134", "verified"), ("A152", "verified")},
        ),
        ("青禾地铁全线共设站12座，高架站5座，换乘站3座。", set()),
    ],
)  # fmt: skip
def test_the_same_in_other_words_and_currencies(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected
