"""Identities both ways: figures that hold, that hold by rounding or generously, and that can't hold."""

from __future__ import annotations

from datetime import date

import pytest
from builders import findings, paper, said, verdicts

from claims.model import Basis, Measure
from rules.identities import identities, read

GROWTH, CAGR, SHARE, RATIO, CHANGE, RANK, DATE = (
    Measure.GROWTH, Measure.CAGR, Measure.SHARE, Measure.RATIO, Measure.CHANGE, Measure.RANK, Measure.DATE,
)  # fmt: skip
CLOUD, LOCAL = {"segment": "云端"}, {"segment": "本地部署"}
MARKET = {"market": "工业软件"}


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("超过130%", "verified"),
        ("约130%", "verified"),
        ("高达130%", "tension"),
        ("133.3%", "verified"),
        ("75.9%", "tension"),
        ("233%", "contradicted"),
    ],
)
def test_compound_growth_over_two_years(rate, expected):
    document = paper(
        said("5740万元", "revenue", "2022"),
        said("3.124亿元", "revenue", "2024"),
        said(rate, "revenue", "2022/2024", measure=CAGR),
    )
    assert verdicts("A102", document) == [expected]


def test_ratio_in_percent_and_as_seven_to_one():
    levels = (said("21.95亿元", "rnd_expense"), said("3.124亿元", "revenue"))
    for ratio, expected in (("703%", "verified"), ("约7:1", "verified"), ("603%", "contradicted")):
        stated = said(ratio, "rnd_expense", measure=RATIO, of="revenue")
        assert verdicts("A103", paper(*levels, stated)) == [expected], ratio


def test_a_loss_ratio_across_documents():
    loss = paper(
        said("1.44亿元", "net_loss", "2022"), said("251%", "net_loss", "2022", measure=RATIO, of="revenue")
    )
    revenue = paper(said("5740万元", "revenue", "2022"), name="b")
    assert verdicts("A103", loss, revenue) == ["verified"]


def test_a_share_whose_whole_stands_elsewhere():
    part = {"segment": "本地部署", "region": "东南亚"}
    share = paper(
        said("11.1%", "revenue", measure=SHARE, slices=part), said("1792.7万元", "revenue", slices=part)
    )
    whole = paper(said("1.62亿元", "revenue", slices=LOCAL), said("9.00亿元", "revenue"), name="b")
    assert verdicts("A104", share, whole) == ["verified"]
    assert verdicts("A104", share, paper(said("9.00亿元", "revenue"), name="b")) == []


@pytest.mark.parametrize(("amount", "expected"), [("17927万元", ["contradicted"]), ("2500万元", [])])
def test_a_share_of_an_unnamed_whole_is_faulted_only_for_a_plain_slip(amount, expected):
    part = {"segment": "本地部署", "region": "东南亚"}
    share = paper(said("11.1%", "revenue", measure=SHARE, slices=part), said(amount, "revenue", slices=part))
    whole = paper(said("1.62亿元", "revenue", slices=LOCAL), said("9.00亿元", "revenue"), name="b")
    assert verdicts("A104", share, whole) == expected


def shares(first: str, second: str, period: str = "2024", **about: object):
    return paper(
        said(first, "revenue", period, measure=SHARE, slices=LOCAL),
        said(second, "revenue", period, measure=SHARE, slices=CLOUD),
        **about,
    )


def test_shares_that_make_the_whole():
    assert verdicts("A105", shares("84.5%", "15.5%")) == ["verified"]
    assert verdicts("A105", shares("84.5%", "16.5%")) == ["tension"]
    assert verdicts("A105", shares("84.5%", "14.5%")) == []
    assert verdicts("A105", shares("40.0%", "30.0%")) == []


def test_a_cut_that_is_complete_elsewhere_is_held_to():
    complete = shares("80.0%", "20.0%", "2023", name="b")
    wrong = shares("48.5%", "15.5%")
    found = {f.verdict.value: f for f in findings("A105", wrong, complete)}
    assert set(found) == {"verified", "contradicted"}
    assert found["contradicted"].suggestion == "48.5% → 84.5%"


def test_parts_and_their_total():
    parts = (said("1.62亿元", "revenue", slices=LOCAL), said("0.29亿元", "revenue", slices=CLOUD))
    assert verdicts("A106", paper(said("1.91亿元", "revenue"), *parts)) == ["verified"]
    assert verdicts("A106", paper(said("1.87亿元", "revenue"), *parts)) == ["tension"]
    assert verdicts("A106", paper(said("1.95亿元", "revenue"), *parts)) == []
    assert verdicts("A106", paper(said("3.00亿元", "revenue"), *parts)) == []


@pytest.mark.parametrize(("joint", "expected"), [("76%", ["verified"]), ("70%", ["contradicted"])])
def test_the_joint_share_of_the_first_five(joint, expected):
    names = ("甲", "乙", "丙", "丁", "戊")
    listed = [
        said(f"{n}%", "market_share", entity=e) for n, e in zip((26, 19, 16, 10, 5), names, strict=True)
    ]
    total = said(joint, "market_share", entity=None, before="前五家厂商的份额达到")
    assert verdicts("A107", paper(total, *listed)) == expected
    assert verdicts("A107", paper(total, *listed[:4])) == ([] if joint == "76%" else ["verified"])


def test_halves_and_a_year():
    halves = (said("2.00亿元", "revenue", "2024-H1"), said("3.00亿元", "revenue", "2024-H2"))
    assert verdicts("A108", paper(*halves, said("5.00亿元", "revenue", "2024"))) == ["verified"]
    assert verdicts("A108", paper(*halves, said("6.00亿元", "revenue", "2024"))) == ["contradicted"]
    assert verdicts("A108", paper(halves[0], said("6.00亿元", "revenue", "2024"))) == []


def test_a_cumulative_figure_waits_for_the_year_that_is_missing():
    span = paper(
        said("超44亿元", "rnd_expense", "2022/2024"),
        said("8440万元", "rnd_expense", "2022"),
        said("37.95亿元", "rnd_expense", "2024"),
    )
    assert verdicts("A108", span) == []
    missing = paper(said("5.29亿元", "rnd_expense", "2023"), name="b")
    assert verdicts("A108", span, missing) == ["verified"]


def test_increase_and_rate():
    rates = (("20.0%", ["verified"]), ("200%", ["contradicted"]), ("37.1%", ["contradicted"]))
    for rate, expected in rates:
        document = paper(
            said("6.00亿元", "revenue"),
            said("1.00亿元", "revenue", measure=CHANGE),
            said(rate, "revenue", measure=GROWTH),
        )
        assert verdicts("A109", document) == expected, rate
    bound = paper(
        said("超6亿元", "revenue"),
        said("1.00亿元", "revenue", measure=CHANGE),
        said("37.1%", "revenue", measure=GROWTH),
    )
    assert "contradicted" not in verdicts("A109", bound)


def test_a_percentage_that_belongs_to_the_neighbour_is_named():
    document = paper(
        said("6106辆", "sales_volume", "2023", slices={"region": "国内"}),
        said("1344辆", "sales_volume", "2024", slices={"region": "国内"}),
        said("30020辆", "sales_volume", "2023", slices={"region": "海外"}),
        said("11567辆", "sales_volume", "2024", slices={"region": "海外"}),
        said("78%", "sales_volume", "2024", slices={"region": "海外"}, measure=GROWTH, sign=-1),
    )
    (finding,) = findings("A101", document)
    assert finding.verdict == "contradicted"
    assert "另一项目" in finding.message


@pytest.mark.parametrize(("rate", "expected"), [("100%-128.6%", "verified"), ("100%-150.0%", "contradicted")])
def test_the_two_ends_of_a_range_imply_one_base(rate, expected):
    document = paper(
        said("7000万元-8000万元", "net_profit", "2024"),
        said("3500万元", "net_profit", "2023"),
        said(rate, "net_profit", "2024", measure=GROWTH),
    )
    assert verdicts("A101", document) == [expected]


def test_a_document_that_contradicts_itself_is_no_ground_for_a_contradiction():
    document = paper(
        said("3.00亿元", "revenue", "2024"),
        said("5.00亿元", "revenue", "2024"),
        said("2.50亿元", "revenue", "2023"),
        said("60.0%", "revenue", "2024", measure=GROWTH),
    )
    assert verdicts("A101", document) == []


def test_figures_of_one_sentence_without_a_subject_or_period():
    nameless = {"entity": None}
    document = paper(
        said("6.00亿元", "revenue", None, **nameless),
        said("1.00亿元", "revenue", None, measure=CHANGE, **nameless),
        said("20.0%", "revenue", None, measure=GROWTH, **nameless),
    )
    assert verdicts("A109", document) == ["verified"]


def test_points():
    for points, expected in (("5.0个百分点", "verified"), ("8.0个百分点", "contradicted")):
        document = paper(
            said("40.0%", "gross_margin", "2024"),
            said("35.0%", "gross_margin", "2023"),
            said(points, "gross_margin", "2024", measure=CHANGE),
        )
        assert verdicts("A111", document) == [expected]


@pytest.mark.parametrize(
    ("yuan", "dollars", "expected"),
    [
        ("1亿元人民币", "约1400万美元", ["verified"]),
        ("超1亿元人民币", "约1400万美元", ["verified"]),
        ("7亿元人民币", "10亿美元", ["contradicted"]),
    ],
)
def test_implied_exchange_rate(yuan, dollars, expected):
    assert verdicts("A115", paper(said(yuan, "arr"), said(dollars, "arr", before="折合"))) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2021, ["tension"]), (2024, ["verified"]), (None, ["verified"])],
)
def test_a_rate_is_one_of_its_years(year, expected):
    published = date(year, 12, 31) if year else None
    period = str(year) if year else None
    document = paper(
        said("7.20亿元人民币", "arr", period),
        said("1.000亿美元", "arr", period, before="折合"),
        published=published,
    )
    assert verdicts("A115", document) == expected


def test_amounts_that_do_not_convert_each_other_imply_no_rate():
    assert (
        verdicts("A115", paper(said("7亿元人民币", "arr"), said("10亿美元", "cash", before="另有现金"))) == []
    )


def ranked(first: str, second: str):
    return paper(
        said("第一", "ranking", measure=RANK, slices=MARKET),
        said(first, "market_share", slices=MARKET),
        said("第二", "ranking", measure=RANK, slices=MARKET, entity="远帆智能"),
        said(second, "market_share", slices=MARKET, entity="远帆智能"),
    )


def test_ranks_follow_their_figures():
    assert verdicts("A116", ranked("12.0%", "8.0%")) == ["verified"]
    assert verdicts("A116", ranked("8.0%", "12.0%")) == ["contradicted"]


@pytest.mark.parametrize(
    ("age", "expected"), [("6年", "verified"), ("5年", "verified"), ("12年", "contradicted")]
)
def test_age(age, expected):
    document = paper(
        said("2019年", "founded", None, measure=DATE), said(age, "age", None), published=date(2025, 12, 20)
    )
    assert verdicts("A117", document) == [expected]


def test_an_age_without_a_day_of_publication_is_left_alone():
    assert (
        verdicts("A117", paper(said("2019年", "founded", None, measure=DATE), said("16年", "age", None)))
        == []
    )


def test_a_market_share_names_the_market_that_it_fits():
    share = said("6.6%", "market_share", slices=MARKET)
    revenue = said("3.12亿元", "revenue")
    whole = said("53亿元", "market_size", entity="软件市场")
    part = said("47亿元", "market_size", entity="软件市场", slices={"segment": "企业端"})
    (finding,) = findings("A118", paper(share, revenue, whole, part))
    assert finding.verdict == "explained"
    assert "47亿元" in finding.message
    assert verdicts("A118", paper(share, revenue, whole)) == ["tension"]
    assert verdicts("A118", paper(share, revenue, part)) == ["verified"]


def test_a_segment_margin_follows_from_the_rest():
    rest = (
        said("50.0%", "gross_margin"),
        said("20.0%", "gross_margin", slices=CLOUD),
        said("60.0%", "revenue", measure=SHARE, slices=LOCAL),
        said("40.0%", "revenue", measure=SHARE, slices=CLOUD),
    )
    for margin, expected in (("70.0%", "verified"), ("90.0%", "contradicted")):
        assert verdicts("A119", paper(*rest, said(margin, "gross_margin", slices=LOCAL))) == [expected]
    standing = said("75%以上", "gross_margin", None, slices=LOCAL)
    assert verdicts("A119", paper(*rest, standing)) == ["contradicted"]


def test_a_reported_figure_of_a_year_to_come():
    day = date(2024, 3, 1)
    assert verdicts("A120", paper(said("5.00亿元", "revenue", "2025"), published=day)) == ["tension"]
    forecast = said("5.00亿元", "revenue", "2025", basis=Basis.FORECAST)
    assert verdicts("A120", paper(forecast, published=day)) == []
    assert verdicts("A120", paper(said("5.00亿元", "revenue", "2024"), published=day)) == []


def test_forecasts_do_not_recompute_what_is_reported():
    document = paper(
        said("3.00亿元", "revenue", "2024"),
        said("2.00亿元", "revenue", "2023", basis=Basis.FORECAST),
        said("20.0%", "revenue", "2024", measure=GROWTH),
    )
    assert verdicts("A101", document) == []


def test_codes_and_slugs_are_distinct_and_every_page_is_whole():
    for identity in identities():
        texts = (identity.title, identity.checks, identity.misleads, identity.silent)
        assert all(text.zh and text.en for text in texts), identity.code
        assert identity.fails, identity.code
        assert identity.passes, identity.code


ENTRY = """
[[identity]]
code = "U101"
slug = "x"
working = "{a} ÷ {b}"
title = {zh = "甲", en = "x"}
checks = {zh = "甲", en = "x"}
misleads = {zh = "甲", en = "x"}
silent = {zh = "甲", en = "x"}
fails = ["甲"]
passes = ["甲"]
claim = {measures = ["ratio"]}
role = [{name = "a"}, {name = "b", metric = "of"}]
reading = [{value = "FORMULA"}]
"""


def test_a_user_s_own_identity_is_one_entry():
    (identity,) = read(ENTRY.replace("FORMULA", "100 * a / b"))
    assert identity.code == "U101"


@pytest.mark.parametrize("formula", ["a / c", "a ** b ** (", "open('x')"])
def test_a_malformed_identity_is_refused_with_its_code_or_key(formula):
    with pytest.raises(ValueError, match=r"own\.toml"):
        read(ENTRY.replace("FORMULA", formula), "own.toml")


def test_what_another_document_states_too_is_not_what_a_failing_sum_faults():
    own = [
        said("21.40亿元", "revenue", "2025-H1"),
        said("9.73亿元", "revenue", "2025-Q3"),
        said("30.13亿元", "revenue", "2025-9M"),
    ]
    elsewhere = paper(said("30.13亿元", "revenue", "2025-9M"), name="b")
    (found,) = (f for f in findings("A108", paper(*own), elsewhere) if f.verdict.value == "contradicted")
    assert "疑为 9.73亿元 有误，应作 8.73亿元" in found.message
