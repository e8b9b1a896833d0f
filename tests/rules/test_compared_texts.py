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
        ("青禾科技2025年毛利率为41.3%。", "青禾科技2025年巡检机收入2.445亿元，毛利率48.0%。"),
        ("青禾科技2025年毛利率为41.3%。", "青禾科技一年来扩产。其对手白榆的2025年毛利率为36.5%。"),
    ],
)
def test_what_nobody_confuses_is_left_alone(texts: tuple[str, ...]) -> None:
    assert told(*texts) == []


def test_one_figure_under_two_margins_is_worth_a_word() -> None:
    texts = ("青禾科技2025年毛利率为24.2%。", "青禾科技2025年净利率为24.2%。")
    assert [(rule, verdict) for rule, verdict, _ in told(*texts)] == [("C206", "tension")]


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
