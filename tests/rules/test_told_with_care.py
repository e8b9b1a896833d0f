"""Texts in which nothing is wrong, each beside one that differs from it by a real slip."""

from __future__ import annotations

from datetime import date

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules import check

CONFLICTS = ("contradicted", "discrepancy")


def told_against(*texts: str) -> set[str]:
    """The texts of all figures of what is told as wrong."""
    documents = [
        document_from_text(text, id=f"{number}.txt", path=f"{number}.txt", published=date(2025, 8, 29))
        for number, text in enumerate(texts)
    ]
    claims = [claim for document in documents for claim in extract(document)]
    found = [f for f in check(claims, documents) if f.verdict.value in CONFLICTS]
    return {texts[int(s.document.split(".")[0])][s.start : s.end] for f in found for s in f.spans}


ALONE = "澄渊科技半年报\n\n{0}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "公司拟以扣除回购专户后的6.00亿股为基数，每10股派发现金红利2.00元（含税），合计派发1.20亿元。"
            "公司总股本为6.15亿股。",
            None,
        ),
        (
            "公司总股本为6.15亿股，拟以总股本6.15亿股为基数，每10股派发现金红利2.00元（含税），合计派发12.30亿元。",
            "12.30亿元",
        ),
        (
            "截至8月20日，公司累计回购股份200万股，成交价格区间为18.10元/股至20.40元/股，支付资金总额3,850万元。"
            "方案的资金总额为不低于3,000万元。",
            None,
        ),
        (
            "我们将2025年净利润预测由61.2亿元上调至66.5亿元，较2024年的60.1亿元增长10.6%。",
            None,
        ),
        ("2023年公司亏损收窄到6.4亿元，2024年小赚1.3亿元，其中下半年赚了2.1亿元。", None),
        (
            "上半年公司亏着1.25亿元的一季度，全靠二季度赚回的3.41亿元。扣非之后，上半年仍亏3600万元。",
            None,
        ),
        (
            "上半年公司收入32.15亿元。三类产品中，线缆收入12.16亿元，连接器收入9.35亿元，接头收入5.04亿元，"
            "三个产品加起来26.55亿元，占收入的82.6%。",
            None,
        ),
    ],
)
def test_of_one_text(text: str, wrong: str | None) -> None:
    found = told_against(ALONE.format(text))
    assert wrong in found if wrong else not found


FILING = (
    "澄渊科技半年报\n\n2025年上半年，澄渊科技营业收入38.42亿元，上年同期为34.18亿元。其中车载产品收入4.36亿元。"
    "经营活动产生的现金流量净额为-2.14亿元。\n\n2025年第一季度营业收入17.26亿元，上年同期为15.83亿元。"
    "上半年新开门店512家。"
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # the part that a sentence names, whatever word for a total it has
        ("上半年澄渊科技各类产品均有增长。车载产品散见于各类之中，合计收入4.36亿元。", None),
        ("上半年澄渊科技合计收入43.6亿元。", "43.6亿元"),
        # which year's quarter a text means that names none
        ("澄渊科技2024年营业收入70.06亿元。一季度收入17.26亿元，同比增长9.0%。", None),
        ("澄渊科技2025年一季度收入12.76亿元。", "12.76亿元"),
        # cash that flows out is below zero
        ("上半年澄渊科技经营现金流出2.14亿元。", None),
        # what was opened in a quarter is not what was opened in half a year
        ("澄渊科技二季度新开门店276家。", None),
    ],
)
def test_beside_a_filing(text: str, wrong: str | None) -> None:
    found = told_against(FILING, f"澄渊科技：半年一瞥\n\n{text}")
    assert wrong in found if wrong else not found


def test_a_headline_of_a_place_is_not_of_the_whole() -> None:
    text = (
        "澄渊科技多赚15.8% 海外收入增31%\n\n澄渊科技上半年净利润4.36亿元，同比增长15.8%；营收38.42亿元，{0}。"
    )
    assert not told_against(text.format("增长13%"))
    assert "31%" in told_against(text.format("增长13%，其中海外收入增长13%"))
