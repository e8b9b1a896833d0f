"""Sources compared as they are read: texts and what a reader should be told about them."""

from __future__ import annotations

import pytest
from compared_sources import read

from rules.collection import Collection
from rules.comparison import COMPARISON_RULES
from rules.model import Verdict


def read_all(*texts: str) -> Collection:
    return read("\n---\n".join(texts))


def told(*texts: str, rules: tuple[str, ...] = ("C201", "C204", "C206")) -> list[tuple[str, str, str]]:
    """Rule, verdict and suspect of every finding but agreements, as read from texts."""
    whole = read_all(*texts)
    found = [f for rule in COMPARISON_RULES if rule.code in rules for f in rule.run(whole)]
    return [
        (f.rule, f.verdict.value, whole.claim[f.claims[0]].text)
        for f in found
        if f.verdict is not Verdict.AGREEMENT
    ]


def test_the_figure_that_does_not_add_up_is_the_suspect_whoever_reports_it() -> None:
    sound = "青禾科技2025年净利润1.386亿元，比上年的1.105亿元增长25.4%。"
    wrong = "年报显示，青禾科技2025年净利润1.386亿元，比上年的1.105亿元增长35.4%。"
    copied = "青禾科技2025年净利润同比增长35.4%。"
    assert told(sound, wrong, copied) == [("C201", "discrepancy", "35.4%")]


def test_a_filing_outweighs_those_that_say_they_quote_it() -> None:
    filing = "青禾科技股份有限公司2025年年度报告摘要\n\n青禾科技股份有限公司2025年营业收入为18.64亿元。"
    news = "青禾科技发布年报\n\n年报显示，青禾科技2025年营业收入为16.84亿元。"
    more = "青禾科技的一年\n\n据年报，青禾科技2025年营业收入为16.84亿元，员工多了不少。"
    assert told(filing, news, more) == [("C201", "discrepancy", "16.84亿元")]


def test_a_figure_with_its_own_part_is_compared_beside_other_parts() -> None:
    table = "青禾科技2025年电站业务收入9.77亿元。\n青禾科技2025年户用业务收入5.91亿元。"
    listed = "青禾科技2025年电站业务收入9.77亿元，户用业务收入5.19亿元。"
    assert told(table, listed) == [("C201", "discrepancy", "5.19亿元")]


@pytest.mark.parametrize(
    "texts",
    [
        ("青禾科技2025年毛利率为24.2%。", "青禾科技2025年净利率为7.4%。"),
        ("青禾科技2025年净利润3.2亿元。", "青禾科技2025年EBITDA为5.1亿元。"),
        ("青禾科技2025年收入4.126亿元。", "青禾科技2025年巡检机收入2.445亿元。"),
        ("青禾科技2025年毛利率为41.3%。", "青禾科技一年来扩产。其对手白榆的2025年毛利率为36.5%。"),
    ],
)
def test_what_nobody_confuses_is_left_alone(texts: tuple[str, ...]) -> None:
    assert told(*texts) == []


def test_one_figure_under_two_margins_is_worth_a_word() -> None:
    texts = ("青禾科技2025年毛利率为24.2%。", "青禾科技2025年净利率为24.2%。")
    assert [(rule, verdict) for rule, verdict, _ in told(*texts)] == [("C206", "tension")]


@pytest.mark.parametrize(
    ("loss", "expected"),
    [
        ("归母净利润亏损5.781亿元", Verdict.AGREEMENT),
        ("归母净亏损5.781亿元", Verdict.AGREEMENT),
        ("扣非净利润亏损8.435亿元", Verdict.AGREEMENT),
        ("归母净利润亏损8.435亿元", Verdict.DISCREPANCY),
    ],
)
def test_a_loss_is_held_against_the_profit_that_it_is_the_negative_of(loss: str, expected: Verdict) -> None:
    filing = "青禾科技公告：2024年归母净利润为-5.781亿元，扣非净利润为-8.435亿元。"
    whole = read_all(filing, f"青禾科技走出低谷。2024年，青禾科技{loss}。")
    found = [f for rule in COMPARISON_RULES if rule.code == "C201" for f in rule.run(whole)]
    assert [finding.verdict for finding in found] == [expected]


def test_a_headlines_short_word_for_the_same_profit_is_no_other_definition() -> None:
    headline = "青禾科技去年净利6.2亿元\n\n2025年，青禾科技归母净利润6.215亿元。"
    filing = "青禾科技2025年归母净利润7.462亿元，扣非净利润6.215亿元。"
    assert ("C204", "explained") not in {(rule, verdict) for rule, verdict, _ in told(headline, filing)}


@pytest.mark.parametrize("headline", ["62.15亿元", "6.215万元", "6.251亿元"])
def test_a_slip_in_a_headline_without_a_year_is_told(headline: str) -> None:
    text = f"青禾科技营收{headline}\n\n2025年，青禾科技营收6.215亿元，较上年平稳。"
    assert ("C202", "discrepancy") in {(rule, verdict) for rule, verdict, _ in told(text, rules=("C202",))}


def test_another_figure_in_a_headline_without_a_year_is_left_alone() -> None:
    text = "青禾科技营收8.94亿元\n\n2025年，青禾科技营收6.215亿元，较上年平稳。"
    assert told(text, rules=("C201", "C202")) == []


def test_one_hedge_among_many_flat_statements_makes_no_estimate() -> None:
    flat = "青禾科技2025年营收6.215亿元。"
    texts = (
        flat,
        flat + "公司交付了新线。",
        "据估计，青禾科技2025年营收6.215亿元。",
        "青禾科技2025年营收6.251亿元。",
    )
    assert told(*texts, rules=("C205",)) == []


def test_a_headline_ascribed_to_a_filing_yields_to_the_text_below_it() -> None:
    text = "年报：青禾科技营收62.15亿元\n\n2025年，青禾科技营收6.215亿元，较上年平稳。"
    assert told(text, rules=("C202",)) == [("C202", "discrepancy", "62.15亿元")]


@pytest.mark.parametrize(
    ("sound", "wrong", "suspect"),
    [
        ("青禾银行2025年末不良贷款率为1.27%。", "青禾银行2025年末不良率为1.72%。", "1.72%"),
        ("青禾银行2025年净息差为1.63%。", "青禾银行2025年净息差为1.36%。", "1.36%"),
        (
            "青禾置业2025年平均售价为18400元/平方米。",
            "青禾置业2025年平均售价为1840元/平方米。",
            "1840元/平方米",
        ),
        ("青禾置业2025年末有息负债为412.6亿元。", "青禾置业2025年末有息负债为421.6亿元。", "421.6亿元"),
    ],
)
def test_ratios_and_prices_that_a_company_has_once_are_compared(sound: str, wrong: str, suspect: str) -> None:
    more = sound.replace("2025", "公布的2025", 1)
    (finding,) = told(sound, more, wrong)
    assert finding == ("C201", "discrepancy", suspect)


@pytest.mark.parametrize(
    "texts",
    [
        ("青禾银行2025年末不良贷款率为1.27%。", "青禾银行2025年末拨备覆盖率为312.6%。"),
        ("青禾便利2025年末门店2180家。", "青禾便利2025年末加盟店1604家。"),
        ("青禾置业2025年合同销售额为862.4亿元。", "青禾置业2025年权益销售额为531.7亿元。"),
        (
            "青禾置业2025年平均售价为18400元/平方米。",
            "青禾置业扩张放缓。另一家房企白榆地产2025年平均售价为23500元/平方米。",
        ),
        ("青禾汽车2025年毛利率为11.2%。", "青禾汽车仍在追赶，2025年已有四家企业毛利率超过20%。"),
    ],
)
def test_figures_of_several_things_are_kept_apart(texts: tuple[str, ...]) -> None:
    assert told(*texts, rules=("C201", "C202", "C203", "C206")) == []


def test_a_figure_of_another_definition_is_told_among_undated_ones() -> None:
    filing = "青禾便利公告，公司注册会员4100万人，付费会员318万人。"
    wrong = "青禾便利公告，截至2025年末，公司拥有付费会员4100万人。"
    assert told(filing, "青禾便利披露，公司付费会员318万人。", wrong) == [("C201", "discrepancy", "4100万人")]


def test_goods_sold_through_a_platform_are_not_its_revenue() -> None:
    filing = "青禾便利2025年营业收入71.9亿元，全渠道GMV为126.4亿元。"
    found = told(filing, "青禾便利2025年营业收入71.9亿元。", "青禾便利2025年营业收入126.4亿元。")
    assert ("C201", "discrepancy", "126.4亿元") in found


def test_cash_under_a_wider_name_is_another_definition_unless_its_digits_slipped() -> None:
    narrow = "青禾生物2025年末现金及现金等价物为9.26亿元。"
    assert told(narrow, "青禾生物2025年末货币资金为11.4亿元。") == [("C204", "explained", "11.4亿元")]
    assert told(narrow, "青禾生物2025年末货币资金为92.6亿元。") == [("C201", "discrepancy", "92.6亿元")]
    assert told(narrow, "青禾生物2025年末现金储备为9.62亿元。") == [("C201", "discrepancy", "9.62亿元")]


def test_words_before_a_titles_colon_hide_no_company() -> None:
    filing = "青禾便利公告，2025年营业收入71.9亿元，净利润2.68亿元，毛利率23.4%。"
    column = (
        "下半场开打：青禾便利怎么赚钱\n\n2025年，青禾便利营业收入达17.9亿元，净利润2.68亿元，毛利率23.4%。"
    )
    assert ("C201", "discrepancy", "17.9亿元") in told(filing, filing.replace("公告", "披露"), column)


def test_a_forecast_and_a_target_are_told_apart() -> None:
    target = "青禾汽车公告，公司力争2027年汽车交付量达到35万辆。"
    forecast = "白榆证券预计，青禾汽车2027年汽车交付量为31万辆。"
    assert told(target, forecast, rules=("C205",)) == [("C205", "explained", "31万辆")]


def test_a_result_is_none_before_its_period_is_over() -> None:
    plan = "发布时间：2025-04-02\n\n青禾汽车预计2025年汽车交付量达到35万辆。"
    flat = "发布时间：2025-05-02\n\n青禾汽车2025年汽车交付量30万辆，渠道还得再快一步。"
    assert told(plan, flat, rules=("C205",)) == []


def test_a_conflict_says_where_its_figure_can_be_looked_up() -> None:
    filing = "青禾科技股份有限公司2025年年度报告摘要\n\n青禾科技股份有限公司2025年营业收入为18.64亿元。"
    quoting = "青禾科技的一年\n\n招股书显示，青禾科技2025年营业收入为18.64亿元。"
    wrong = "青禾科技的另一年\n\n青禾科技2025年营业收入为16.84亿元。"
    for right, place in ((filing, "可核对披露原件0"), (quoting, "可核对其出处“招股书”")):
        whole = read_all(right, wrong)
        said = [f.message for rule in COMPARISON_RULES for f in rule.run(whole) if f.rule == "C201"]
        assert [place in message for message in said] == [True]


def test_figures_on_two_bases_are_two_definitions() -> None:
    annual = "青禾银行2024年年度报告。2024年，青禾银行净利润为46.2亿元。"
    told_of = "青禾银行2024年业绩出炉。若只计境内业务，青禾银行2024年净利润为41.7亿元。"
    assert told(annual, told_of) == [("C204", "explained", "41.7亿元")]
    assert told(annual, told_of.replace("若只计境内业务，", "")) == [("C201", "discrepancy", "41.7亿元")]


def test_forecasts_of_two_houses_may_differ() -> None:
    one = "云杉证券预计，青禾银行2025年净利润为48.3亿元。"
    other = "白塔证券预计，青禾银行2025年净利润为47.6亿元。"
    assert told(one, other, rules=("C201", "C205")) == [("C205", "explained", "47.6亿元")]
    assert told(one, other.replace("47.6", "48.3"), rules=("C205",)) == []


def test_what_stands_at_two_days_has_moved() -> None:
    summed = "青禾电子公告，截至2025年8月31日，青禾电子累计回购1525万股。"
    later = "青禾电子披露，截至2025年9月30日，青禾电子累计回购1860万股。"
    assert told(summed, later, rules=("C201", "C203")) == [("C203", "explained", "1525万股")]
    each = [text.replace("截至", "").replace("累计", "") for text in (summed, later)]
    assert told(*each, rules=("C201", "C203")) == []


def test_a_year_opens_with_what_the_year_before_closed_with() -> None:
    closing = "2024年末，青禾科技总资产为16.53亿元。"
    opening = "青禾科技2025年6月末总资产41.17亿元，2025年初为{}。"
    assert told(closing, opening.format("15.63亿元")) == [("C201", "discrepancy", "15.63亿元")]
    assert told(closing, opening.format("16.53亿元")) == []


_BESIDE_ANOTHER = (
    "青禾科技2024年净利润增长12.0%。\n\n2024年，青禾科技的市场份额为4.5%，而恒屿能源的数字则是9.6%。"
)


def test_another_companys_figure_under_the_companys_name() -> None:
    borrowed = "青禾科技2024年净利润增长12.0%。\n\n按2024年收入计，青禾科技在国内储能市场的份额为9.6%。"
    assert told(_BESIDE_ANOTHER, borrowed) == [("C201", "discrepancy", "9.6%")]


def test_another_companys_figure_under_its_own_name_is_right() -> None:
    for right in (
        "青禾科技2024年净利润增长12.0%。\n\n同行恒屿能源2024年市场份额为9.6%。",
        "青禾科技2024年净利润增长12.0%。\n\n2022年青禾科技的市场份额为9.6%。",
        "青禾科技2024年净利润增长12.0%。\n\n2024年青禾科技的市场份额为4.5%，低于恒屿能源的9.6%。",
    ):
        assert told(_BESIDE_ANOTHER, right) == []


_PARTS_OF_ALL = (
    "青禾生物2025年上半年净利润增长12.0%。\n\n"
    "上半年全国流感疫苗合计1200万剂，其中外资厂商恒屿384万剂，占32.0%；青禾生物占26.0%。"
)


@pytest.mark.parametrize(
    "text",
    [
        "批签发312万剂，公司占全国批签发量的32.0%。",
        "2025年上半年公司流感疫苗的市占率为32.0%。",
        "问：全国流感疫苗批签发量1200万剂，青禾的份额是32.0%，怎么看？",
        "期內，集團佔全國批簽發量的32.0%。",
    ],
)
def test_another_companys_part_of_what_all_do_is_not_the_companys(text: str) -> None:
    told_as_own = "青禾生物2025年上半年净利润增长12.0%。\n\n" + text
    assert told(_PARTS_OF_ALL, told_as_own) == [("C201", "discrepancy", "32.0%")]


@pytest.mark.parametrize(
    "text",
    [
        "上半年恒屿占全国批签发量的32.0%，公司紧随其后。",
        "2025年上半年公司在华东的批签发量份额为32.0%。",
        "2022年公司占全国批签发量的32.0%。",
        "上半年公司海外收入占总收入的32.0%。",
    ],
)
def test_a_part_of_something_else_is_not_borrowed(text: str) -> None:
    found = told(_PARTS_OF_ALL, "青禾生物2025年上半年净利润增长12.0%。\n\n" + text)
    assert [verdict for _, verdict, _ in found if verdict != "explained"] == []


def test_a_round_share_of_ones_own_is_known_beside_a_rivals() -> None:
    both = "青禾影业2024年净利润增长12.0%。\n\n2024年青禾影业的市占率为6.0%；竞争对手北屿院线为4.1%。"
    opened = "青禾影业2024年净利润增长12.0%。\n\n"
    asked = opened + "问：2024年全国票房425.02亿元，青禾旗下影院的市占率为4.1%，您满意吗？"
    assert told(both, asked) == [("C201", "discrepancy", "4.1%")]


WHOLE = "青禾科技2025年上半年毛利率为41.3%。截至2025年6月30日，公司门店总数为640家。"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("青禾科技2025年上半年巡检机业务毛利率为48.0%。", "48.0%"),
        ("青禾科技2025年上半年巡检机收入2.445亿元，毛利率48.0%。", "48.0%"),
        ("青禾科技公告，截至2025年6月30日，公司直营门店512家。", "512家"),
    ],
)
def test_a_part_that_stands_alone_is_told_beside_the_whole(text: str, figure: str) -> None:
    assert told(WHOLE, text) == [("C204", "explained", "41.3%" if "%" in figure else "640家")]
    assert told(WHOLE + text) == []
    assert told(WHOLE + text, WHOLE + text + "员工多了不少。") == []


@pytest.mark.parametrize(
    "text",
    [
        "青禾科技公告，截至2025年6月30日，公司直营门店12家。",  # nobody takes so few for all of them
        "青禾科技2025年上半年巡检机业务毛利率为41.3%。",
        "青禾科技2024年巡检机业务毛利率为48.0%。",
        "青禾科技2025年巡检机业务毛利率有望达到48.0%。",
    ],
)
def test_a_part_that_nobody_takes_for_the_whole_is_left_alone(text: str) -> None:
    assert told(WHOLE, text) == []


RESULT = "青禾科技股份有限公司公告，2025年上半年营业收入31.60亿元。"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("青禾科技2025年上半年营收31.60亿元，高于我们此前预测的30.2亿元。", "30.2亿元"),
        ("青禾科技2025年上半年营收31.60亿元，而我们此前预测为30.2亿元。", "30.2亿元"),
        ("青禾科技2025年上半年营收31.60亿元，低于年初定下的33亿元目标。", "33亿元"),
        ("青禾科技7月业绩预告预计2025年上半年营业收入31亿元至32亿元。", "31亿元至32亿元"),
    ],
)
def test_what_was_expected_is_told_against_what_came(text: str, figure: str) -> None:
    assert told(RESULT, text, rules=("C201", "C202", "C205")) == [("C205", "explained", figure)]


def test_a_forecast_that_came_true_and_one_of_another_year_are_left_alone() -> None:
    for text in (
        "青禾科技2025年上半年营收31.60亿元，与我们此前预测的31.6亿元一致。",
        "我们预计青禾科技2026年营收68亿元。",
    ):
        assert told(RESULT, text, rules=("C201", "C202", "C205")) == []


def test_two_documents_that_tell_their_own_forecasts_may_differ() -> None:
    one = "青禾科技员工不少。我们预计青禾科技2026年营收62.7亿元。"
    other = one.replace("62.7", "75.9")
    assert told(one, other, rules=("C201", "C205")) == [("C205", "explained", "75.9亿元")]
    flat = other.replace("我们预计", "预计")
    assert told(one, flat, rules=("C205",)) == []


FINAL = "青禾科技年报\n\n青禾科技2024年度营业收入66.46亿元。"


@pytest.mark.parametrize(
    "text",
    [
        "青禾科技2月披露的业绩快报显示，2024年营业收入为66.41亿元。",
        "青禾科技2024年营收初步核算为66.31亿元。",
    ],
)
def test_a_first_count_may_differ_a_little_from_the_final_figure(text: str) -> None:
    assert told(FINAL, text, rules=("C201", "C205")) == [("C205", "explained", text[-9:-1][-7:])]
    plain = "青禾科技的一年\n\n青禾科技2024年营业收入为66.41亿元。"
    assert [v for _, v, _ in told(FINAL, plain, rules=("C201", "C205"))] == ["discrepancy"]
    slipped = text.replace("66.41", "664.6").replace("66.31", "664.6")
    assert [v for _, v, _ in told(FINAL, slipped, rules=("C201", "C205"))] == ["discrepancy"]


def test_two_definitions_are_told_where_one_document_gives_one_alone() -> None:
    both = "青禾科技2025年上半年归母净利润7.62亿元，扣非净利润5.81亿元。"
    alone = "青禾科技2025年上半年归母净利润7.62亿元。"
    assert told(both, alone) == [("C204", "explained", "7.62亿元")]
    assert told(both, both + "员工多了不少。") == []


def test_what_one_figure_leaves_out_explains_the_difference() -> None:
    own = "青禾科技公告，截至2025年6月30日，公司熟料年产能5,200万吨（不含合营及联营企业）。"
    joint = "青禾科技公告，截至2025年6月30日，连同合营及联营公司计算，公司熟料年产能为5,640万吨。"
    assert [(rule, verdict) for rule, verdict, _ in told(own, joint)] == [("C204", "explained")]
    undated = joint.replace("截至2025年6月30日，", "")
    assert [(rule, verdict) for rule, verdict, _ in told(own, undated)] == [("C204", "explained")]
    plain = joint.replace("连同合营及联营公司计算，", "").replace("5,640", "5,020")
    stated = own.replace("（不含合营及联营企业）", "")
    assert [(rule, verdict) for rule, verdict, _ in told(stated, plain)] == [("C201", "discrepancy")]


def test_one_amount_in_two_currencies_fits_the_rate_of_the_time() -> None:
    yuan = "青禾科技公告，最近一轮融资于2025年6月完成，投后估值168亿元。"
    dollars = "青禾科技披露，2025年6月完成最近一輪融資，投後估值約{}億港元。"
    assert told(yuan, dollars.format("184")) == [("C204", "explained", "168亿元")]
    assert told(yuan, dollars.format("284")) == []


@pytest.mark.parametrize("time", ["2025年上半年", ""])
def test_a_lines_margin_beside_the_companys_is_told_where_others_give_the_companys_alone(time: str) -> None:
    note = f"青禾科技点评\n\n{time}青禾科技毛利率41.3%，其中巡检机业务毛利率48.0%。"
    assert told(WHOLE, note) == [("C204", "explained", "41.3%")]
    assert told(WHOLE, note.replace("毛利率41.3%，其中", "")) == (
        [("C204", "explained", "41.3%")] if time else []
    )


def test_the_largest_of_several_counts_of_one_day_is_the_one_that_moved() -> None:
    last = "青禾教育年报\n\n截至2024年12月31日，青禾教育有学习中心296家。"
    now = "青禾教育访谈\n\n截至2025年6月30日，青禾教育有学习中心318家，其中新城区学习中心164家。"
    assert told(last, now, rules=("C203",)) == [("C203", "explained", "296家")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("青禾科技2025年上半年营收31.60亿元，高于某终端汇总的30.2亿元市场一致预期。", "30.2亿元"),
        ("青禾科技2025年上半年营收31.60亿元，不及市场预期的32.9亿元。", "32.9亿元"),
        ("青禾科技2025年上半年营收31.60亿元，预计全年将达到70亿元。", ""),
        ("青禾科技2025年上半年营收31.60亿元，高于市场预期的31.6亿元。", ""),
    ],
)
def test_an_expectation_is_of_the_time_of_the_result_that_is_held_against_it(text: str, figure: str) -> None:
    wanted = [("C205", "explained", figure)] if figure else []
    assert told(RESULT, text, rules=("C201", "C202", "C205")) == wanted


def test_a_forecast_that_is_nowhere_near_the_result_is_of_something_else() -> None:
    text = "我们此前预计青禾科技2025年上半年营收4.1亿元。"
    assert told(RESULT, text, rules=("C205",)) == []


def test_what_the_market_pays_on_two_days_is_told() -> None:
    first = "青禾科技收报16.20元\n2025-03-28\n\n3月28日收盘，青禾科技总市值226.8亿元。"
    later = "青禾科技的慢功夫\n2025-04-12\n\n4月11日收盘，青禾科技市值211.7亿元。"
    assert told(first, later, rules=("C201", "C203")) == [("C203", "explained", "226.8亿元")]
    assert told(first, later.replace("4月11日收盘，", ""), rules=("C201", "C203")) == []
    assert told(first, later.replace("211.7", "226.8"), rules=("C203",)) == []
    assert told(first, first.replace("226.8", "228.6"), rules=("C203",)) == []


def test_what_is_spent_in_all_may_hold_more_than_what_is_expensed() -> None:
    report = "青禾科技公告，2025年上半年研发费用3.35亿元。"
    column = (
        "青禾科技的一年\n\n2025年上半年，青禾科技研发投入4.10亿元，其中3.35亿元计入当期费用，0.75亿元资本化。"
    )
    assert told(report, column, rules=("C201", "C202", "C204")) == [("C204", "explained", "4.10亿元")]
