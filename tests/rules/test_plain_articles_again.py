"""Relations that plain articles state in passing: dividends by the share, uses of funds, parts together."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

faulted = partial(builders.faulted, published=date(2026, 4, 22))


@pytest.mark.parametrize(("said", "told"), [("2.18亿港元", []), ("21.84亿港元", [("A179", "21.84亿港元")])])
def test_a_dividend_by_the_share_makes_the_total(said: str, told: list[tuple[str, str]]) -> None:
    article = f"澄渊股份派末期息\n\n澄渊股份董事会建议派末期息0.42港元，以5.20亿股计，派息总额{said}。"
    assert faulted(article) == told


@pytest.mark.parametrize(("said", "told"), [("7.85亿元", []), ("7.58亿元", [("A133", "7.58亿元")])])
def test_uses_that_close_their_list_make_what_is_raised(said: str, told: list[tuple[str, str]]) -> None:
    article = (
        "澄渊股份拟定增\n\n澄渊股份公告，拟向特定对象发行股票，募集资金总额不超过15.20亿元。"
        f"资金分别用于甲项目{said}、乙项目4.60亿元，以及补充流动资金2.75亿元。"
    )
    assert faulted(article) == told


def test_what_parts_make_together_is_no_share_of_the_last() -> None:
    article = (
        "澄渊股份年报\n\n2025年澄渊股份新增收入4.24亿元，其中储能贡献2.32亿元，"
        "逆变器贡献1.69亿元，两项合计占增量的九成以上。"
    )
    assert not faulted(article)


@pytest.mark.parametrize(("said", "told"), [("45%", []), ("65%", [("A104", "65%")])])
def test_a_share_of_no_period_of_its_own_may_be_of_either_total(
    said: str, told: list[tuple[str, str]]
) -> None:
    article = (
        "砚山机器人三季报\n\n2025年三季度砚山机器人收入2.14亿元，前三季度收入5.02亿元。"
        f"巡检业务收入0.96亿元，占总收入的{said}。"
    )
    assert faulted(article) == told


@pytest.mark.parametrize(("said", "told"), [("20.1%", []), ("21.0%", [("A101", "21.0%")])])
def test_growth_over_another_stretch_is_set_against_that_one(said: str, told: list[tuple[str, str]]) -> None:
    article = (
        "砚山机器人三季报\n\n砚山机器人2025年前三季度收入5.02亿元，上年同期2.71亿元，同比增长85.2%，"
        f"比2024年全年的4.18亿元多出{said}。"
    )
    assert faulted(article) == told


def test_a_loss_by_the_yuan_of_sales_is_no_net_loss() -> None:
    report = "砚山机器人三季报\n\n2025年第三季度砚山机器人净亏损4.83亿元，2024年同期净亏损3.94亿元。"
    column = (
        "砚山机器人\n\n2025年第三季度砚山机器人净亏损4.83亿元，每收入1元要亏2.26元，2024年同期是亏4.58元。"
    )
    assert not faulted(report, column)


def test_the_last_part_of_one_row_is_no_whole_of_the_next() -> None:
    article = (
        "澄渊股份年报\n\n2025年澄渊股份收入31.26亿元。按产品分，面料14.07亿元，成衣8.75亿元，家居5.31亿元，"
        "其他3.13亿元，分别占45.0%、28.0%、17.0%和10.0%。按渠道分，直营店12.50亿元，线上9.69亿元，经销商9.07亿元。"
    )
    assert not faulted(article)


@pytest.mark.parametrize(("said", "told"), [("4.9亿元", []), ("49亿元", [("A126", "49亿元")])])
def test_a_dividend_per_ten_shares_on_a_number_of_shares(said: str, told: list[tuple[str, str]]) -> None:
    article = f"澄渊股份派息\n\n澄渊股份拟以24.5亿股为基数每10股派2元，合计派息{said}。"
    assert faulted(article) == told


@pytest.mark.parametrize(("said", "told"), [("56家", []), ("66家", [("A141", "66家")])])
def test_counts_side_by_side_make_their_net(said: str, told: list[tuple[str, str]]) -> None:
    article = f"澄渊股份年报\n\n门店方面，澄渊股份全年新开78家、关闭22家，净增{said}，年末达到412家。"
    assert faulted(article) == told


@pytest.mark.parametrize(("where", "told"), [("国内", []), ("全球", [("A118", "6.2%")])])
def test_a_share_at_home_is_of_no_market_abroad(where: str, told: list[tuple[str, str]]) -> None:
    article = (
        "澄渊机器人年报\n\n澄渊机器人公告，2025年公司收入21.7亿元。\n\n"
        f"沐景咨询统计，2025年全球移动机器人市场为421亿元。2025年公司在{where}的市场份额为6.2%。"
    )
    assert faulted(article) == told


@pytest.mark.parametrize(("count", "told"), [("三项", [("A133", "0.64亿元")]), ("其余两项", [])])
def test_what_the_others_make_is_no_sum_of_those_named(count: str, told: list[tuple[str, str]]) -> None:
    article = (
        "澄渊股份年报\n\n"
        f"2025年澄渊股份毛利中，面料2.35亿元，成衣1.82亿元，家居1.10亿元；{count}合计0.64亿元。"
    )
    assert faulted(article) == told


@pytest.mark.parametrize(("said", "told"), [("11.40亿元", []), ("14.10亿元", [("A110", "14.10亿元")])])
def test_a_change_from_a_named_year(said: str, told: list[tuple[str, str]]) -> None:
    article = (
        "澄渊股份年报\n\n2025年澄渊股份营业收入41.20亿元，2024年为36.50亿元。"
        f"2025年营业收入41.20亿元，跟2022年的52.60亿元比还少了{said}。"
    )
    assert faulted(article) == told
