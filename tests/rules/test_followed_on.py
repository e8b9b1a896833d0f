"""What follows on: parts taken together, revenue apiece, years to a listing, ranks behind a row."""

from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

faulted = partial(builders.faulted, published=date(2026, 4, 22))

PARTS = (
    "澄渊物流年报\n\n2025年澄渊物流按业务分，快递业务收入41.27亿元，货运业务收入23.61亿元，"
    "仓储业务收入9.72亿元。\n\n"
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("快递、货运两项合计收入64.88亿元", []),
        ("快递和仓储一共贡献收入50.99亿元", []),
        ("快递与货运两大业务合计收入68.48亿元", [("A106", "68.48亿元")]),
        ("快递加上仓储的收入为54.99亿元", [("A106", "54.99亿元")]),
    ],
)
def test_parts_taken_together_make_their_sum(said: str, told: list[tuple[str, str]]) -> None:
    assert faulted(f"{PARTS}2025年{said}。") == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("以交付3.20万台计，单台收入约5.7万元", []),
        ("按销量3.20万台折算，每台收入57,000元", []),
        ("以交付3.20万台计，单台收入约6.6万元", [("A198", "6.6万元")]),
        ("按销量3.20万台折算，台均收入75,000元", [("A198", "75,000元")]),
    ],
)
def test_revenue_apiece_is_revenue_over_the_number_told(said: str, told: list[tuple[str, str]]) -> None:
    assert faulted(f"澄渊机械年报\n\n2025年澄渊机械整机收入18.24亿元。{said}。") == told


def test_several_revenues_leave_a_miss_apiece_open() -> None:
    article = (
        "澄渊机械年报\n\n2025年澄渊机械营业收入26.10亿元，其中整机收入18.24亿元。"
        "以交付3.20万台计，单台收入约6.6万元。"
    )
    assert not faulted(article)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("从成立到上市走了十一年", []),
        ("从创业到敲钟用了10年", []),
        ("从成立到上市走了十四年", [("A117", "十四年")]),
        ("从创立到挂牌只花了8年", [("A117", "8年")]),
    ],
)
def test_years_from_founding_to_listing(said: str, told: list[tuple[str, str]]) -> None:
    assert faulted(f"澄渊机械往事\n\n澄渊机械成立于2008年，2019年在深交所上市，{said}。") == told


def test_years_until_a_listing_are_no_age_today() -> None:
    assert not faulted("澄渊机械往事\n\n澄渊机械创办于2008年，成立11年后才上市。")


def test_goods_on_sale_are_no_listing() -> None:
    articles = "澄渊汽车2019年在港上市。\n\n改款M7于2025年9月12日上市，售价16.98万元。"
    assert not faulted(f"澄渊汽车往事\n\n{articles}")
