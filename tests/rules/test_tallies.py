"""Tallies of exact counts, whose culprit is which, and financial years under two names."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest
from compared_sources import read

from rules import check

faulted = partial(builders.faulted, published=date(2026, 4, 22))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("机队有窄体机42架、宽体机18架及货机5架，合计66架。", "66架"),
        ("機隊有窄體機42架、寬體機18架及貨機5架，共計66架。", "66架"),
        ("专职律师4,580人，兼职1,660人，加起来6,420人。", "6,420人"),
        ("越南有2座工厂，泰国、印尼和墨西哥各1座，一共6座。", "6座"),
    ],
)
def test_exact_counts_listed_to_the_last_make_their_total(sentence: str, told: str) -> None:
    assert faulted(f"澄渊股份年报\n\n澄渊股份2025年年报显示，{sentence}") == [("A133", told)]


@pytest.mark.parametrize(
    "sentence",
    [
        "机队有窄体机42架、宽体机18架及货机5架，合计65架。",
        "越南有2座工厂，泰国、印尼和墨西哥各1座，一共5座。",
        "主要机型有窄体机42架、宽体机18架，合计66架。",
        "全年新开门店300家，关闭40家，合计380家。",
        "去年末有员工410人，新招60人，现在一共450人。",
        "员工6,420人，其中研发人员4,580人，销售人员1,660人。",
    ],
)
def test_what_is_no_whole_tally_is_not_told(sentence: str) -> None:
    assert not faulted(f"澄渊股份年报\n\n澄渊股份2025年年报显示，{sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年，公司毛利178.52亿元。推土机毛利由上年的53.63亿元变为53.69亿元；挖掘机毛利由上年的65.33亿元变为53.62亿元；"
        "起重机毛利由上年的66.35亿元变为71.21亿元。",
        "2025年，公司收入132.70亿元，其中水泥收入由上年的48.08亿元变为45.63亿元，骨料收入由上年的99.12亿元变为87.07亿元。",
    ],
)
def test_what_the_parts_were_a_year_ago_is_no_item_of_the_total(sentence: str) -> None:
    assert not faulted(f"澄渊股份年报\n\n澄渊股份2025年年报显示，{sentence}")


def _told(*texts: str) -> list[tuple[str, str]]:
    whole = read("\n---\n".join(texts))
    claims = {claim.id: claim for claim in whole.claims}
    return [
        (f.verdict.value, claims[f.claims[0]].text)
        for f in check(whole.claims, whole.documents)
        if f.verdict.value in ("contradicted", "discrepancy")
    ]


def test_a_limit_that_is_aimed_at_is_no_witness_against_what_was() -> None:
    report = "澄渊股份2025年年度报告\n\n2025年末，澄渊股份资产负债率48.7%，上年末为50.2%。"
    talk = "澄渊股份业绩会\n\n2025年末总资产612.8亿元。资产负债率的目标是不超过50%。"
    blog = "读澄渊股份年报\n\n澄渊股份的资产负债率从2024年底的50.2%降到2025年底的48.7%，降了2.5个百分点。"
    assert {text for _, text in _told(report, talk, blog)} == {"2.5个百分点"}


def test_a_financial_year_goes_by_its_days_and_by_its_name() -> None:
    year = "截至2025年8月31日止年度（2025财年）"
    filing = f"澄渊股份有限公司全年业绩公告\n\n{year}，澄渊股份收入为36.84亿元，年内溢利6.12亿元。"
    news = "澄渊股份全年业绩\n\n澄渊股份公布截至2025年8月底止全年业绩，收入36.84亿元，纯利6.21亿元。"
    assert _told(filing, news) == [("discrepancy", "6.21亿元")]


@pytest.mark.parametrize(
    ("said", "told"), [("8.10万元一吨", []), ("8.01万元一吨", [("A197", "8.01万元一吨")])]
)
def test_what_goods_bring_in_by_the_unit_is_their_price(said: str, told: list[tuple[str, str]]) -> None:
    article = f"澄渊铜业年报\n\n澄渊铜业2025年铜箔收入37.26亿元，销量4.60万吨，平均售价{said}。"
    assert faulted(article) == told
    assert not faulted(article.replace("铜箔收入37.26亿元，", "收入95.20亿元，铜箔"))
