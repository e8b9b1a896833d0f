"""Relations that articles tell in passing: ranks among those listed, totals of so many items, ages."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from claims.model import Claim, Document
from rules import check

ROW = "云杉药业(02998.HK)公告，上半年授权收入，泓杉生物5.37亿元，拓林医药3.64亿元，云杉药业2.91亿元，"


def judged(*texts: str) -> set[tuple[str, str]]:
    documents: list[Document] = []
    claims: list[Claim] = []
    for number, text in enumerate(texts):
        document = document_from_text(text, id=f"{number}.txt", path=f"{number}.txt")
        documents.append(document)
        claims += extract(document)
    return {(finding.rule, finding.verdict.value) for finding in check(claims, documents)}


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("云杉药业在三家当中排第二位。", "contradicted"),
        ("云杉药业在三家中居第3。", "verified"),
        ("云杉药业在三家之中位列第三。", "verified"),
    ],
)
def test_a_rank_is_held_against_the_values_listed_beside_it(said: str, verdict: str) -> None:
    assert ("A116", verdict) in judged(ROW + said)


@pytest.mark.parametrize("said", ["云杉药业在五家当中排第四位。", "云杉药业倒数第二。"])
def test_a_rank_among_more_than_are_listed_is_left_alone(said: str) -> None:
    assert not any(rule == "A116" for rule, _ in judged(ROW + said))


@pytest.mark.parametrize(("total", "verdict"), [("21.15亿美元", "contradicted"), ("12.15亿美元", "verified")])
@pytest.mark.parametrize("joint", ["两项相加最高", "两者合计最高"])
def test_a_total_is_that_of_the_items_that_it_counts(joint: str, total: str, verdict: str) -> None:
    text = f"云杉药业(02998.HK)公告，首付款9,500万美元，后续里程碑款至多11.20亿美元，{joint}{total}。"
    assert ("A133", verdict) in judged(text)


def test_a_total_of_other_items_is_left_alone() -> None:
    text = "云杉药业(02998.HK)公告，2024年授权收入3.2亿元，2023年2.1亿元，药品收入1.1亿元，两项合计5.7亿元。"
    assert not any(rule == "A133" for rule, _ in judged(text))


@pytest.mark.parametrize(("years", "verdict"), [("十三年", "verified"), ("十六年", "contradicted")])
def test_an_age_is_held_against_the_day_of_founding(years: str, verdict: str) -> None:
    text = f"云杉药业(02998.HK)公告\n2025年8月22日上午\n\n公司2012年3月在林州起步，到今天已经走过{years}。"
    assert ("A117", verdict) in judged(text)


def test_what_was_removed_counts_by_its_size() -> None:
    text = "云杉乳业(600998.SH)公告，报告期初经销商2,379家，报告期内增加312家，减少205家，报告期末{}家。"
    assert ("A140", "verified") in judged(text.format("2,486"))
    assert not any(verdict == "verified" and rule == "A140" for rule, verdict in judged(text.format("2,846")))


def test_an_amount_is_no_price_of_a_share() -> None:
    text = (
        "云杉乳业(600998.SH)公告，2025年4月拟以1.5亿元至3亿元回购股份，价格不超过18元/股，"
        "至9月末已买入712.6万股，耗资约1.06亿元。"
    )
    assert not any(rule == "A124" for rule, _ in judged(text))


def test_growth_rates_that_changed_places_are_told_of_the_rates() -> None:
    text = (
        "云杉药业(02998.HK)公告，2022年至2024年营收分别为10.00亿元、12.00亿元和16.20亿元。"
        "2023年、2024年分别增长35.0%和20.0%。"
    )
    document = document_from_text(text, id="0.txt", path="0.txt")
    claims = extract(document)
    wrong = [f for f in check(claims, [document]) if f.verdict.value == "contradicted"]
    rates = {claim.id: claim.text for claim in claims}
    assert {(rates[f.claims[0]], f.suggestion) for f in wrong} == {
        ("35.0%", "35.0% → 20.0%"),
        ("20.0%", "20.0% → 35.0%"),
    }


@pytest.mark.parametrize(
    ("converted", "verdict"),
    [("以1比4.4換算約新台幣396億元", "contradicted"), ("，約新台幣39.6億元", "verified")],
)
def test_an_amount_is_held_against_its_conversion(converted: str, verdict: str) -> None:
    text = f"雲杉藥業(02998.HK)公告\n2025年8月22日\n\n上半年營收9億元人民幣，{converted.lstrip('，')}。"
    assert ("A115", verdict) in judged(text)


def test_two_amounts_of_different_things_are_no_conversion() -> None:
    text = "云杉药业(02998.HK)公告，2024年营收9亿元，约2亿美元的贷款2025年到期。"
    assert not any(rule == "A115" for rule, _ in judged(text))


@pytest.mark.parametrize(("years", "verdict"), [("两岁", "contradicted"), ("五岁", "verified")])
def test_years_of_age_are_those_of_the_company_that_began(years: str, verdict: str) -> None:
    text = f"云杉药业(02998.HK)公告，公司2011年成立，李川2016年进来的时候，它刚满{years}。"
    assert ("A117", verdict) in judged(text)
