"""Relations as articles tell them: rows of companies, parts of a whole, quarters, what-ifs, two at once."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

DAY = date(2025, 4, 22)
ROW = (
    "禾川科技：规模先行\n\n"
    "2024年收入禾川科技8.94亿元、云岭智能6.27亿元、澄渊科技5.37亿元、元桐科技3.80亿元，{said}。"
)
COSTS = (
    "澄渊股份\n2024年年度报告摘要\n2025年4月18日\n\n"
    "澄渊股份营业成本合计36.36亿元，其中直接材料25.27亿元、直接人工4.33亿元、"
    "制造费用{other}，占比分别为69.5%、11.9%和18.6%。"
)
QUARTERS = (
    "澄渊股份(600998.SH)今年第一季营收12.08亿元，较去年同期10.11亿元年增19.5%，较去年第四季13.42亿元{moved}。"
)
LOSSES = (
    "澄渊科技(02998.HK)公告，2022年、2023年及2024年，净亏损分别为361.2百万元、794.0百万元及1,427.5百万元。"
    "2022年至2024年净亏损累计{total}。"
)


faulted = partial(builders.faulted, published=DAY)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("澄渊科技屈居第二", [("A116", "第二")]),
        ("澄渊科技位列第三", []),
        ("澄渊科技位列第四", []),  # the row may leave others out
        ("澄渊科技增速排名第一", []),
    ],
)
def test_a_rank_is_no_better_than_the_row_beside_it_allows(said: str, told: list[tuple[str, str]]) -> None:
    assert faulted(ROW.format(said=said)) == told


def test_a_sum_s_suspect_is_the_part_whose_share_fails_as_well() -> None:
    assert not faulted(COSTS.format(other="6.76亿元"))
    codes = {"A104", "A133"}
    assert set(faulted(COSTS.format(other="7.66亿元"))) == {(code, "7.66亿元") for code in codes}


@pytest.mark.parametrize(
    ("moved", "told"),
    [("季减10.0%", []), ("季增10.0%", [("A101", "10.0%")]), ("季减1.0%", [("A101", "1.0%")])],
)
def test_a_move_over_the_quarter_is_held_to_the_quarter_before(
    moved: str, told: list[tuple[str, str]]
) -> None:
    assert faulted(QUARTERS.format(moved=moved)) == told


@pytest.mark.parametrize(("total", "told"), [("25.83亿元", []), ("26.83亿元", [("A108", "26.83亿元")])])
def test_losses_add_up_as_they_are_written(total: str, told: list[tuple[str, str]]) -> None:
    assert faulted(LOSSES.format(total=total)) == told


def test_what_would_follow_from_a_change_is_held_against_nothing() -> None:
    text = (
        "澄渊股份(600998.SH)2024年毛利率21.5%，2023年为22.3%。"
        "据测算，铝价每上涨1000元/吨，公司毛利率约下滑0.4个百分点。"
    )
    assert not faulted(text)


def test_another_definition_s_figure_and_its_growth_are_told_as_one() -> None:
    filing = (
        "澄渊股份有限公司\n2024年年度报告摘要\n2025年4月18日\n\n"
        "澄渊股份归母净利润4.27亿元，上年为3.90亿元，同比增长9.5%；"
        "扣非净利润3.88亿元，同比增长6.9%。"
    )
    house = "澄渊股份：海外放量\n2025年4月21日\n\n澄渊股份2024年归母净利润3.88亿元，同比增长6.9%。"
    assert faulted(filing, house) == [("C201", "3.88亿元")]


@pytest.mark.parametrize(("part", "told"), [("4.6%", []), ("6.4%", [("A118", "6.4%")])])
def test_a_company_s_part_of_a_country_s_volume_is_held_to_both(
    part: str, told: list[tuple[str, str]]
) -> None:
    text = (
        "青禾速递(600998.SH)2023年业务量61.3亿件，同比增长20.4%。"
        "2023年全国快递业务量1,320.7亿件，同比增长19.4%，公司占{part}，较上年提高0.1个百分点。"
    )
    assert faulted(text.format(part=part)) == told


def test_an_estimate_beside_what_is_disclosed_is_no_contradiction() -> None:
    filing = (
        "青禾速递股份有限公司2024年6月经营简报\n2024年7月18日\n\n"
        "2024年6月，青禾速递业务量5.83亿件，去年6月为4.90亿件，同比增长19.0%。"
    )
    press = "青禾速递放量\n2024年7月20日\n\n第三方平台估算，青禾速递2024年6月揽件量约5.6亿件。"
    assert not faulted(filing, press)


def test_a_dividend_for_ten_shares_is_no_total() -> None:
    filing = (
        "青禾速递股份有限公司2023年年度报告摘要\n2024年4月18日\n\n"
        "青禾速递2023年归母净利润6.60亿元。以总股本10.00亿股为基数，每10股派发现金红利2.20元，"
        "共派2.20亿元，占归母净利润的33.3%。"
    )
    press = "青禾速递分红\n2024年4月20日\n\n青禾速递2023年每10股派2.2元，派息比率33.3%。"
    assert not faulted(filing, press)


@pytest.mark.parametrize(("rate", "told"), [("12.5%", []), ("87.5%", [("A129", "87.5%")])])
def test_a_price_by_its_unit_is_followed_to_where_its_movement_ends(
    rate: str, told: list[tuple[str, str]]
) -> None:
    text = "澄渊钢铁2024年6月把主力钢材的价格由每吨3600元下调至3150元，降幅{}。"
    assert faulted(text.format(rate)) == told


def test_users_are_no_part_of_the_customers_told_of_before_them() -> None:
    text = (
        "截至2024年底，澄渊科技机构客户2,410家（2023年末：1,320家），月活跃用户3,150万，付费用户96万，"
        "员工986名，其中研发人员612名。"
    )
    assert faulted(text) == []


@pytest.mark.parametrize(("rate", "told"), [("29.1%", []), ("21.9%", [("A129", "21.9%")])])
def test_a_move_right_beside_its_base_need_not_be_long(rate: str, told: list[tuple[str, str]]) -> None:
    assert faulted(f"澄渊机械2024年维保价值86.4亿元，较2023年的66.9亿元增长{rate}。") == told


@pytest.mark.parametrize(("total", "told"), [("29.60亿元", []), ("26.90亿元", [("A108", "26.90亿元")])])
def test_a_running_sum_with_swapped_digits_misses_another_document_s_years(
    total: str, told: list[tuple[str, str]]
) -> None:
    years = "2021年、2022年、2023年及2024年"
    filing = f"澄渊科技公告，{years}，研发开支分别为1.53亿元、4.68亿元、10.92亿元及12.47亿元。"
    article = f"澄渊科技2021年至2024年研发开支累计{total}。"
    assert faulted(filing, article) == told


@pytest.mark.parametrize(("rate", "told"), [("40.0%", []), ("40.4%", [("A113", "40.4%")])])
def test_a_loss_margin_is_one_of_losses(rate: str, told: list[tuple[str, str]]) -> None:
    text = "澄渊科技公告，2024年收入10.00亿元，净亏损4.00亿元，净亏损率{}，经调整净亏损率25.0%。"
    assert faulted(text.format(rate)) == told


@pytest.mark.parametrize(("share", "told"), [("60.0%", []), ("36.0%", [])])
def test_a_share_may_be_one_of_the_part_that_its_sentence_opens_with(share: str, told: list[object]) -> None:
    filing = "澄渊科技公告，2024年收入48.60亿元，上年为45.00亿元，同比增长8.0%。"
    article = (
        "澄渊科技2024年收入48.60亿元。2024年建筑涂料收入29.16亿元，"
        f"其中零售渠道收入17.50亿元，占{share}，工程渠道收入11.66亿元。"
    )
    assert faulted(filing, article) == told


def test_parts_together_and_their_share_are_not_the_whole() -> None:
    filing = "澄渊科技公告，2024年收入36.80亿元，住宿预订服务收入14.72亿元，占总收入的40.0%。"
    article = (
        "澄渊科技2024年收入36.80亿元。住宿等预订收入14.72亿元，机票、火车票等票务收入13.25亿元，"
        "两项合计27.97亿元，占总收入的76.0%。"
    )
    assert faulted(filing, article) == []


def test_what_is_capitalised_may_part_two_rates_that_look_like_a_slip() -> None:
    filing = "澄渊科技公告，2024年收入33.60亿元，计入资本化部分后研发投入1.85亿元，占营业收入的5.5%。"
    article = "澄渊科技2024年收入33.60亿元，销售费用率8.2%，研发费用率4.5%。"
    assert faulted(filing, article) == []


def test_a_line_of_goods_that_the_clause_before_tells_of_is_not_the_company() -> None:
    filing = "澄渊科技公告，2024年收入44.04亿元，上年为36.95亿元，同比增长19.2%。"
    article = (
        "澄渊科技2024年收入44.04亿元，同比增长19.2%。防水卷材表现亮眼，收入由上年的22.81亿元增至28.61亿元；"
        "砂浆则延续调整，收入15.43亿元。"
    )
    assert faulted(filing, article) == []
