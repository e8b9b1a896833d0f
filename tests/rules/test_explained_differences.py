"""Differences that are none, told once with their reason; and what looks like one and is a conflict."""

from __future__ import annotations

import pytest
from compared_sources import read

from rules.comparison import COMPARISON_RULES
from rules.model import Verdict

OPENS = "青禾科技近期受到关注。"


def told(*texts: str) -> set[tuple[str, Verdict, frozenset[str]]]:
    """Rule, verdict and figures of every finding but agreements, as read from texts with their days."""
    days = ("2025-10-29", "2025-11-08", "2025-11-12")
    pages = [
        f"青禾科技近况之{number}\n沪江财讯 {day}\n\n{OPENS}{text}"
        for number, (day, text) in enumerate(zip(days, texts, strict=False), start=1)
    ]
    whole = read("\n---\n".join(pages))
    return {
        (finding.rule, finding.verdict, frozenset(whole.claim[claim].text for claim in finding.claims))
        for rule in COMPARISON_RULES
        for finding in rule.run(whole)
        if finding.verdict is not Verdict.AGREEMENT
    }


@pytest.mark.parametrize(
    ("rule", "one", "other", "figures"),
    [
        # what is in hand at two days
        (
            "C203",
            "6月末，青禾科技在手订单4.40亿元。",
            "截至9月30日，公司在手订单为6.20亿元。",
            {"4.40亿元", "6.20亿元"},
        ),
        (
            "C203",
            "截至2025年6月30日，公司累计拥有专利358项。",
            "到9月底，青禾科技手里的专利增加到390件。",
            {"358项", "390件"},
        ),
        # a month, the quarter that holds it, the months so far
        ("C203", "9月青禾科技的市场份额为15.0%。", "三季度公司市场份额14.8%。", {"15.0%", "14.8%"}),
        ("C203", "前三季度，青禾科技毛利率为26.5%。", "第三季度，公司毛利率升至27.4%。", {"26.5%", "27.4%"}),
        ("C203", "9月公司单票收入2.14元。", "第三季度，青禾科技单票收入2.09元。", {"2.14元", "2.09元"}),
        # a holding on either side of an issue
        (
            "C203",
            "上市前，创始人陈望川持有公司31.50%的股份。",
            "发行后，陈望川持有公司28.35%的股份。",
            {"31.50%", "28.35%"},
        ),
        # what an issue brought in, and what its costs left
        ("C204", "公司募集资金总额59.20亿元。", "此次募集资金净额为56.84亿元。", {"59.20亿元", "56.84亿元"}),
        # before a restatement
        (
            "C204",
            "公司追溯调整了上年数据，调整后2024年第三季度营业收入为156.00亿元。",
            "三季度收入171.60亿元；若按上年未经追溯调整的154.20亿元计算，增速更高。",
            {"156.00亿元", "154.20亿元"},
        ),
        # a loss under two definitions
        (
            "C204",
            "2024年，公司归母净亏损为5.54亿元。",
            "2024年，公司扣除非经常性损益后的净亏损为6.09亿元。",
            {"5.54亿元", "6.09亿元"},
        ),
        # a part that comes near the whole
        (
            "C204",
            "前三季度公司营业收入124.3亿元。",
            "前三季度公司生猪养殖业务实现收入107.5亿元。",
            {"124.3亿元", "107.5亿元"},
        ),
        # one market counted by two houses, in money and in pieces
        (
            "C204",
            "弗若斯特沙利文的报告显示，以2024年出货量计，青禾科技的全球市场份额为14.0%。",
            "也有机构按销售收入口径测算，2024年公司全球市场份额为11.3%。",
            {"14.0%", "11.3%"},
        ),
        (
            "C204",
            "据弗若斯特沙利文统计，2024年青禾科技在国内动力电池市场的份额为13.4%。",
            "赛略咨询的报告则认为，2024年青禾科技在国内动力电池市场的份额为11.9%。",
            {"13.4%", "11.9%"},
        ),
        # what is expected, by whom
        (
            "C205",
            "公司预计2025年全年营业收入为17.5亿元至19.5亿元。",
            "盈利预测：我们预计公司2025年营业收入为18.6亿元。",
            {"17.5亿元至19.5亿元", "18.6亿元"},
        ),
        (
            "C205",
            "我们预计公司2025年净利润为22.5亿元。",
            "市场对青禾科技2025年净利润的一致预期为23.6亿元，最高26.0亿元，最低20.7亿元。",
            {"22.5亿元", "23.6亿元"},
        ),
        (
            "C205",
            "10月公司完全成本12.5元/公斤。",
            "公司的目标是年底前把完全成本降到12.2元/公斤。",
            {"12.5元/公斤", "12.2元/公斤"},
        ),
        # round words
        (
            "C207",
            "前三季度，公司销量742.6万台。",
            "前三季度，青禾科技卖掉了约743万台。",
            {"742.6万台", "743万台"},
        ),
        (
            "C207",
            "第三季度，公司业务量73.27亿件。",
            "第三季度，青禾科技的包裹量逾73亿件。",
            {"73.27亿件", "73亿件"},
        ),
        (
            "C207",
            "公司集资总额约12.01亿港元。",
            "11月6日，青禾科技上市，募得约12亿港元。",
            {"12.01亿港元", "12亿港元"},
        ),
        # at home and in all the world
        (
            "C204",
            "截至9月30日，公司有门店4,126家。",
            "9月末，青禾科技国内在营门店3,987家。",
            {"4,126家", "3,987家"},
        ),
        # what is agreed and what of it is recognised
        (
            "C204",
            "2024年，公司与省属平台签订的三年期合同总额为4.8亿元。",
            "青禾科技这份合同2024年确认收入1.37亿元。",
            {"4.8亿元", "1.37亿元"},
        ),
        # a payout of two profits
        (
            "C204",
            "公司2024年度现金分红占归母净利润的40.0%。",
            "2024年，如果按扣非净利润算，青禾科技的分红比例是44.7%。",
            {"40.0%", "44.7%"},
        ),
        # what was told beforehand of a profit under the other of two words, what was aimed at
        (
            "C205",
            "公司2024年归母净利润9.14亿元。",
            "2024年，青禾科技1月预告的净利润是8.65亿元。",
            {"9.14亿元", "8.65亿元"},
        ),
        (
            "C205",
            "公司2024年销量223.6万台。",
            "2024年初青禾科技定下的销量目标是230万台。",
            {"223.6万台", "230万台"},
        ),
        # a round figure without its time
        (
            "C207",
            "公司2024年营业收入68.42亿元。",
            "青禾科技营业收入68亿元上下。",
            {"68.42亿元", "68亿元"},
        ),
    ],
)
def test_a_difference_with_a_reason_is_told_once(rule: str, one: str, other: str, figures: set[str]) -> None:
    assert told(one, other) == {(rule, Verdict.EXPLAINED, frozenset(figures))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # quarters that do not hold one another, sums that nobody takes for each other
        ("第三季度，公司毛利率31.2%。", "第二季度，公司毛利率28.0%。"),
        ("第三季度，公司营业收入20.4亿元。", "前三季度，公司营业收入61.0亿元。"),
        # a part far from the whole, beside it
        ("前三季度公司营业收入124.3亿元。", "前三季度公司营业收入124.3亿元，其中饲料业务实现收入21.5亿元。"),
        # a bound of one digit
        ("前三季度公司营业收入5.04亿元。", "前三季度，青禾科技营业收入超过5亿元。"),
        # a part at home that is little of the whole
        ("截至9月30日，公司有门店4,126家。", "9月末，青禾科技海外门店有87家。"),
        # alone is no definition, nor is a slip of the unit
        ("2025年上半年公司毛利率为64.8%。", "单计上半年，公司毛利率64.8%。"),
    ],
)
def test_what_nobody_takes_for_the_other_is_left_alone(one: str, other: str) -> None:
    assert told(one, other) == set()


@pytest.mark.parametrize(
    ("texts", "suspect"),
    [
        # one period by itself is no definition
        (
            (
                "2025年上半年，公司综合毛利率为64.8%。",
                "公司综合毛利率由2024年的61.4%升至2025年上半年的64.8%。",
                "单计上半年，青禾科技毛利率58.3%。",
            ),
            "58.3%",
        ),
        # words that texts use for one another excuse no slip
        (
            (
                "2024年，公司归母净亏损为14.07亿元。",
                "2024年公司净亏损14.07亿元。",
                "2024年，青禾科技净亏损14.70亿元。",
            ),
            "14.70亿元",
        ),
        # nor do two stages of an issue, or what its costs left
        (
            (
                "发行前，陈望川持有公司31.50%的股份；发行后，陈望川持有公司28.35%的股份。",
                "上市后，陈望川持有公司28.35%的股份。",
                "上市后，陈望川持有公司23.85%的股份。",
            ),
            "23.85%",
        ),
        (
            (
                "公司募集资金总额59.20亿元，净额为56.84亿元。",
                "青禾科技此次募集资金净额56.84亿元。",
                "公司此次募集资金净额5.68亿元。",
            ),
            "5.68亿元",
        ),
        # shops at home excuse no two digits that changed places
        (
            (
                "截至9月30日，公司有门店3,482家。",
                "9月末公司门店3,482家。",
                "9月末，青禾科技国内门店3,842家。",
            ),
            "3,842家",
        ),
    ],
)
def test_a_conflict_that_looks_like_one_is_no_explained_difference(
    texts: tuple[str, ...], suspect: str
) -> None:
    found = told(*texts)
    assert any(verdict is Verdict.DISCREPANCY and suspect in figures for _, verdict, figures in found)
    assert not any(verdict is Verdict.EXPLAINED and suspect in figures for _, verdict, figures in found)
