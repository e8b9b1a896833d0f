"""The dates of events compared as they are read: one event of one thing, whatever it is called."""

from __future__ import annotations

import pytest
from test_compared_texts import told

from rules.happenings import same_events

_OPENING = "青禾科技2024年营业收入为12.6亿元，净利润1.3亿元，员工2310人。"


def about(*sentences: str) -> list[tuple[str, str, str]]:
    """Findings, but agreements, on articles on one company that each hold one of some sentences."""
    whole = [f"青禾科技观察之{number}\n\n{_OPENING}{text}" for number, text in enumerate(sentences)]
    return told(*whole, rules=("C201", "C202", "C203", "C205"))


@pytest.mark.parametrize(
    ("one", "other", "suspect"),
    [
        ("越南海防工厂于2025年5月投产。", "海防的越南工厂2024年5月投产，有860名工人。", "2024年5月"),
        ("泰国工厂一期已于2025年3月量产。", "泰国那座厂在罗勇，2024年3月量产。", "2024年3月"),
        ("墨西哥项目预计2026年上半年投产。", "墨西哥的线按目前进度会在2027年上半年投产。", "2027年上半年"),
        ("“青鹭”手术机器人2025年3月获批上市。", "旗下“青鹭”手术机器人于2024年3月取得注册证。", "2024年3月"),
        ("最近一轮C+轮于2025年6月完成。", "2024年6月完成的C+轮由国资领投。", "2024年6月"),
        ("公司于2023年4月完成收购白榆精密。", "2022年4月，公司完成对白榆精密的收购。", "2022年4月"),
        ("合肥旗舰店2024年9月开业。", "2023年9月开业的合肥旗舰店很热闹。", "2023年9月"),
        ("公司成立于1996年。", "1998年，青禾科技在广州成立时，只租了半层楼。", "1998年"),
        ("公司2017年11月在上海证券交易所主板上市。", "2019年，公司登陆上交所，敲锣那天下着雨。", "2019年"),
        ("2024年9月，青禾科技推出“松针”轻量版。", "“松针”轻量版2022年9月推出。", "2022年9月"),
    ],
)
def test_another_date_for_the_same_event_is_a_conflict(one: str, other: str, suspect: str) -> None:
    assert about(one, one.replace("。", "，进展顺利。"), other) == [("C201", "discrepancy", suspect)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公司2017年在上交所上市。", "公司于2017年11月登陆上交所。"),
        ("越南工厂2025年上半年投产。", "越南海防工厂于2025年5月投产。"),
        ("越南工厂于2025年5月投产。", "墨西哥工厂于2024年5月投产。"),
        ("泰国工厂一期于2023年5月投产。", "泰国工厂二期于2025年5月投产。"),
        ("合肥工厂于2013年5月投产。", "合肥新工厂于2025年5月投产。"),
        ("越南工厂于2024年5月开工。", "越南工厂于2025年5月投产。"),
        ("越南工厂首批产线2024年5月投产。", "越南工厂于2025年5月全面投产。"),
        ("公司于2023年6月完成B轮融资。", "公司于2025年6月完成C轮融资。"),
        ("2024年12月，公司发布“松针”轻量版。", "2025年1月，公司的“松针”轻量版上线。"),
        ("泰国工厂首条产线2022年10月投产。", "泰国工厂于2024年8月投产。"),
        ("惠州水泵项目2014年8月投产，惠州电机项目2018年投产。", "惠州工厂2022年7月投产。"),
        ("合肥基地的电机车间2019年5月投产。", "合肥基地2021年5月投产。"),
        ("公司于2015年在新三板挂牌。", "公司于2021年在深交所上市。"),
        ("公司2010年在上交所上市。", "公司H股2018年在港交所上市。"),
        ("“松针”第二代2023年9月发布。", "2021年9月，公司发布“松针”系列。"),
        ("青禾科技成立于2009年。", "2014年公司又在泰国建厂。"),
        ("青禾科技成立于2009年。", "公司前身西宁水泵厂创办于1981年。"),
        ("青禾科技成立于2009年。", "青禾科技2015年成立研究院。"),
        ("公司2017年登陆深交所。", "2021年上市的新款卖得最好。"),
        ("重组胰岛素2023年3月获批。", "“清岳”胶囊2024年3月获批。"),
    ],
)
def test_other_events_and_less_precise_dates_are_left_alone(one: str, other: str) -> None:
    assert about(one, other) == []


def test_a_plan_and_what_came_of_it_are_no_conflict() -> None:
    found = about("越南工厂预计2024年上半年投产。", "越南工厂已于2024年9月投产。")
    assert [verdict for _, verdict, _ in found] == ["explained"]


def test_a_plan_that_was_put_off_is_no_conflict() -> None:
    found = about("越南工厂预计2026年上半年投产。", "越南工厂投产推迟，预计2027年上半年投产。")
    assert {verdict for _, verdict, _ in found} <= {"explained"}


def test_names_that_fit_several_things_are_none_of_them() -> None:
    labels = ("越南工厂投产", "越南海防工厂投产", "越南北宁工厂投产")
    assert same_events(labels) == {label: label for label in labels}


def test_names_of_one_thing_are_one() -> None:
    same = same_events(("海防的越南工厂投产", "越南海防工厂投产", "越南项目投产", "越南项目开工"))
    assert len(set(same.values())) == 2
    assert same["越南项目投产"] == same["越南海防工厂投产"] == same["海防的越南工厂投产"]
