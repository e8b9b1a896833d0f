"""One thing in several wordings: a slip in one of them is found, other things are left alone."""

from __future__ import annotations

import pytest
from test_compared_texts import told

_REPORT = "青禾科技2025年半年度报告摘要\n2025-08-27\n\n报告期内，公司实现营业收入48.36亿元。\n\n{}"
_NEWS = "青禾科技上半年营收48.36亿元\n2025-08-28\n\n青禾科技披露半年报，上半年营收48.36亿元。\n\n{}"
_COLUMN = "青禾科技的慢功夫\n2025-09-10\n\n上半年，青禾科技收入48.36亿元。\n\n{}"


def _conflicts(first: str, second: str, third: str) -> list[str]:
    found = told(_REPORT.format(first), _NEWS.format(second), _COLUMN.format(third), rules=("C201", "C202"))
    return [text for _, verdict, text in found if verdict == "discrepancy"]


@pytest.mark.parametrize(
    ("first", "second", "third", "wrong"),
    [
        (  # a plant, with and without its country, told of by what it can make
            "马来西亚槟城工厂已投产，设计年产能160万台。",
            "公司称，槟城工厂规划年产能160万台。",
            "槟城的新厂三月点火，一年能造16万台。",
            "16万台",
        ),
        (
            "马来西亚槟城工厂于2025年3月投产，设计年产能162万台。",
            "槟城工厂的设计产能为162万台/年。",
            "槟城工厂满产后每年可生产126万台。",
            "126万台",
        ),
        (  # goods before the word for what can be made of them
            "截至2025年6月30日，公司玻纤年产能120万吨。",
            "公司目前玻纤年产能达到120万吨。",
            "几座窑连起来，玻纤年产能12万吨。",
            "12万吨",
        ),
        (  # what a plant cost, to be and done
            "槟城工厂计划总投资23.4亿元。",
            "槟城工厂总投资23.4亿元，三月投产。",
            "花了2.34亿元建起来的槟城工厂，三月刚刚点火。",
            "2.34亿元",
        ),
        (
            "期末在手订单34.8亿元。",
            "截至6月末，公司未完成订单34.8亿元。",
            "到6月底，青禾科技手上的单子有34.8万元。",
            "34.8万元",
        ),
        (
            "截至2025年6月30日，公司拥有1,286家付费企业客户。",
            "截至6月底付费客户数量为1,286家。",
            "愿意为它付钱的公司到今年6月底已有1,826家。",
            "1,826家",
        ),
        (
            "截至2025年6月30日，公司注册会员3280万人。",
            "截至6月末，公司会员数量达到3280万人。",
            "青禾科技的会员，到今年年中已有328万人。",
            "328万人",
        ),
        (
            "报告期末，公司旗下影院银幕总数为3276块。",
            "截至6月末，公司共有3276块银幕。",
            "到6月底，青禾科技在全国有2376块银幕。",
            "2376块",
        ),
        (
            "上半年公司旗下影院观影人次5880万。",
            "上半年，公司影院共接待观众5880万人次。",
            "上半年走进青禾科技影院的只有5.88亿人次。",
            "5.88亿人次",
        ),
        (
            "期末现金及短期投资合计386.0亿元。",
            "6月末公司现金和短期投资有386.0亿元。",
            "好在家底还厚，6月底账上现金及短期投资共有38.6亿元。",
            "38.6亿元",
        ),
        (
            "董事会建议派发2025年中期股息每股0.32元（含税）。",
            "公司拟派中期股息每股0.32元。",
            "派中期息每股0.23元，以后会延续。",
            "0.23元",
        ),
        (
            "寿险业务。上半年新业务价值58.7亿元。",
            "寿险板块，上半年新业务价值57.8亿元。",
            "上半年新业务价值做到了58.7亿元。",
            "57.8亿元",
        ),
        (  # a period that only one text tells
            "报告期末，公司共有生产线126条。",
            "截至6月末，公司拥有生产线126条。",
            "公司现有生产线1260条。",
            "1260条",
        ),
    ],
)
def test_a_slip_is_found_however_the_thing_is_worded(first: str, second: str, third: str, wrong: str) -> None:
    right = {
        "16万台": "160万台",
        "126万台": "162万台",
        "12万吨": "120万吨",
        "2.34亿元": "23.4亿元",
        "34.8万元": "34.8亿元",
        "1,826家": "1,286家",
        "328万人": "3280万人",
        "2376块": "3276块",
        "5.88亿人次": "5880万人次",
        "38.6亿元": "386.0亿元",
        "0.23元": "0.32元",
        "57.8亿元": "58.7亿元",
        "1260条": "126条",
    }[wrong]
    assert _conflicts(first, second, third) == [wrong]
    assert _conflicts(*(text.replace(wrong, right) for text in (first, second, third))) == []


@pytest.mark.parametrize(
    "texts",
    [
        (  # another plant, another kind of goods, what is added
            "槟城工厂设计年产能160万台。",
            "海防工厂设计年产能16万台。",
            "槟城工厂二期将新增年产能16万台。",
        ),
        ("公司玻纤年产能120万吨。", "公司粗纱年产能12万吨。", "公司新增玻纤年产能12万吨。"),
        ("公司玻纤年产能120万吨。", "公司玻纤年产能120万吨。", "十年前，公司的玻纤年产能还只有12万吨。"),
        (  # spent so far, and in all
            "槟城工厂计划总投资23.4亿元，累计投入12.5亿元。",
            "槟城工厂已投入12.5亿元。",
            "海防工厂总投资2.34亿元。",
        ),
        (  # another half year's dividend
            "董事会建议派发2025年中期股息每股0.32元。",
            "公司2024年末期股息为每股0.23元。",
            "今年中期息每股0.32元，高于去年中期的0.23元。",
        ),
        (
            "截至2025年6月30日，公司净负债率为19.3%。",
            "截至6月末，公司资产负债率为43.2%。",
            "到6月底，青禾科技的净负债率是19.3%。",
        ),
        (
            "上半年公司旗下影院观影人次5880万。",
            "上半年全国观影人次5.88亿。",
            "截至6月末，公司注册会员3280万人，付费会员328万人。",
        ),
        ("期末在手订单34.8亿元。", "上半年新签订单3.48亿元。", "到6月底，手上的订单有34.8亿元。"),
        (
            "截至6月末，公司代理人12.4万人。",
            "公司代理人上年末为14.2万人。",
            "会上，股东代理人124人表决。",
        ),
    ],
)
def test_other_things_are_left_alone(texts: tuple[str, str, str]) -> None:
    assert _conflicts(*texts) == []


def test_a_text_that_calls_its_company_by_the_stem_alone_is_compared() -> None:
    report = "青禾水泥股份有限公司公告，2025年6月末骨料年产能9,000万吨，营业收入98.40亿元，员工18,600人。"
    column = (
        "石头里的算盘\n2025-09-05\n\n八月的码头，装船机要转十八个小时。青禾的船比前年少。"
        "上半年，青禾用煤少了。除了窑，青禾还有山。几座矿山连起来，骨料年产能900万吨，青禾要做的还很多。"
    )
    assert ("C201", "discrepancy", "900万吨") in told(report, column)


def test_what_a_plant_cost_is_no_sum_in_two_currencies() -> None:
    found = told(
        _REPORT.format("槟城工厂总投资2.6亿美元。"),
        _NEWS.format("槟城工厂总投资2.6亿元，三月投产。"),
        _COLUMN.format("花了2.6亿美元建起来的槟城工厂，三月刚刚点火。"),
    )
    assert found == [("C206", "discrepancy", "2.6亿元")]


def test_a_groups_solvency_is_not_that_of_its_companies() -> None:
    whole = "截至2025年6月30日，公司综合偿付能力充足率为229%；"
    group = f"{whole}青禾人寿和青禾财险的综合偿付能力充足率分别为211%和243%。"
    assert (
        _conflicts(group, "6月末公司综合偿付能力充足率229%。", "6月末寿险公司的综合偿付能力充足率是211%。")
        == []
    )
    assert _conflicts(
        group, "6月末公司综合偿付能力充足率229%。", "6月末财险公司的综合偿付能力充足率是211%。"
    ) == ["211%"]
