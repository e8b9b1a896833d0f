"""The same fact in several places: pairs of texts and what a reader should be told about them."""

from __future__ import annotations

from datetime import date

import pytest
from compared_sources import Paper, Says, findings, pair, revenue, verdicts

from claims.model import Basis, Measure, Source
from claims.precision import Bound
from rules.model import Verdict


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Says("3.124亿元", "revenue", "2024"), Says("3.12亿元", "revenue", "2024"), ("C201", "agreement")),
        (Says("5740.9万元", "revenue", "2022"), Says("5740万元", "revenue", "2022"), ("C201", "agreement")),
        (Says("3.124億元", "revenue", "2024"), Says("3.124亿元", "revenue", "2024"), ("C201", "agreement")),
        (
            Says("325%", "revenue", "2025-H1", measure=Measure.GROWTH),
            Says("3.25倍", "revenue", "2025-H1", measure=Measure.GROWTH),
            ("C201", "agreement"),
        ),
        (
            Says("6.6%", "market_share", "2024", slices=(("market", "中国仓储软件"),)),
            Says("6.6%", "market_share", "2024", slices=(("market", "国内仓储软件"),)),
            ("C201", "agreement"),
        ),
        (
            Says("1200家", "customers", "2025-09-30", slices=(("region", "全球"), ("customer", "企业客户"))),
            Says("1200家", "customers"),
            ("C201", "agreement"),
        ),
        (
            Says("2016", "founded", unit="date"),
            Says("2016-05", "founded", unit="date"),
            ("C201", "agreement"),
        ),
        (Says("3.21亿元", "revenue", "2024"), Says("3.12亿元", "revenue", "2024"), ("C201", "discrepancy")),
        (Says("3.12亿元", "revenue", "2024"), Says("3.12万元", "revenue", "2024"), ("C201", "discrepancy")),
        (Says("3.12亿元", "revenue", "2024"), Says("3.13亿元", "revenue", "2024"), ("C201", "tension")),
        (
            Says("82亿元", "funding", bound=Bound.MORE_THAN),
            Says("160亿元", "funding", bound=Bound.MORE_THAN),
            None,
        ),
        (
            Says("8000家", "customers", "2025-06-30"),
            Says("12000家", "customers", "2025-09-30"),
            ("C203", "explained"),
        ),
        (Says("800家", "stores", "2019-12-31"), Says("1200家", "stores", "2025-09-30"), None),
        (
            Says("29.58亿元", "net_loss", "2024"),
            Says("24.66亿元", "adjusted_net_loss", "2024"),
            ("C204", "explained"),
        ),
        (Says("2.1亿元", "revenue", "2023"), Says("3.12亿元", "revenue", "2024"), None),
        (Says("2.1亿元", "revenue"), Says("3.12亿元", "revenue", "2024"), None),
        (
            Says("1.6亿元", "revenue", "2024", slices=(("segment", "本地化部署业务"),)),
            Says("3.12亿元", "revenue", "2024"),
            None,
        ),
        (
            Says("1.62亿元", "revenue", "2024", slices=(("segment", "本地化部署业务"),)),
            Says("1.62亿元", "revenue", "2024", slices=(("segment", "本地化部署"),)),
            ("C201", "agreement"),
        ),
        (
            Says("5.0亿元", "revenue", "2025", basis=Basis.FORECAST),
            Says("4.1亿元", "revenue", "2025"),
            ("C205", "explained"),
        ),
        (
            Says("5.0亿元", "revenue", "2025", basis=Basis.FORECAST, by=(Source.RESEARCH, "青山证券")),
            Says("6.1亿元", "revenue", "2025", basis=Basis.FORECAST, by=(Source.RESEARCH, "白水证券")),
            ("C205", "explained"),
        ),
        (Says("3.124亿元", "revenue", "2023"), Says("3.124亿元", "revenue", "2024"), ("C206", "tension")),
        (
            Says("24.66亿元", "net_loss", "2024"),
            Says("24.66亿元", "adjusted_net_loss", "2024"),
            ("C206", "tension"),
        ),
        (Says("5.23亿元", "net_profit", "2024"), Says("-5.23亿元", "revenue", "2024"), None),
        (
            Says("14亿元", "revenue", "2024"),
            Says("14亿美元", "revenue", "2024", unit="USD"),
            ("C206", "tension"),
        ),
        (
            Says("14亿元", "revenue", "2024"),
            Says("2亿美元", "revenue", "2024", unit="USD"),
            ("C204", "explained"),
        ),
        (Says("14亿元", "revenue", "2024"), Says("3亿美元", "revenue", "2024", unit="USD"), None),
        (Says("2亿元", "buyback", "2024-06"), Says("3亿元", "buyback", "2024-06"), None),
        (Says("30%", "shareholding"), Says("12%", "shareholding"), None),
        (
            Says("3.12亿元", "revenue", "2024", entity=None),
            Says("3.21亿元", "revenue", "2024", entity=None),
            None,
        ),
        (
            Says("88亿元", "total_assets", "2024"),
            Says("88亿元", "total_assets", "2024-12-31"),
            ("C201", "agreement"),
        ),
        (
            Says("88亿元", "total_assets", "2024-12-31"),
            Says("95亿元", "total_assets", "2025-06-30"),
            ("C203", "explained"),
        ),
        (Says("88亿元", "total_assets", "2024-12-31"), Says("95亿元", "total_assets", "2025-12-31"), None),
    ],
)
def test_two_documents(a: Says, b: Says, expected: tuple[str, str] | None) -> None:
    assert verdicts(pair(a, b)) == ([expected] if expected else [])


def test_a_slip_of_scale_in_one_document_names_its_repair() -> None:
    papers = [
        Paper(
            "甲",
            "截至2025年12月12日,云杉智能的系統已裝入大約8000萬台設備。\n它以8億台設備的規模立足行業。",
            [
                Says("8000萬台", "devices", "2025-12-12", Bound.ABOUT, unit="count"),
                Says("8億台", "devices", unit="count"),
            ],
        ),
        Paper(
            "乙",
            "截至2025年9月30日,云杉智能覆盖超8000万台设备。",
            [Says("8000万台", "devices", "2025-09-30", Bound.MORE_THAN, unit="count")],
        ),
    ]
    (conflict,) = [f for f in findings(papers) if f.verdict is Verdict.DISCREPANCY]
    assert conflict.rule == "C202"
    assert conflict.suggestion == "8億台 → 8000萬台"
    assert [claim.split(":")[0] for claim in conflict.claims] == ["甲", "甲", "乙"]
    assert conflict.claims[0] == "甲:" + str(papers[0].text.index("8億台"))


def test_the_minority_by_independent_origins_is_the_suspect() -> None:
    papers = [revenue("甲", "3.21亿元"), revenue("乙", "3.12亿元"), revenue("丙", "3.124亿元")]
    found = {f.verdict: f for f in findings(papers)}
    assert found[Verdict.DISCREPANCY].claims[0].startswith("甲")
    assert found[Verdict.DISCREPANCY].origins == 1
    assert found[Verdict.AGREEMENT].origins == 2
    assert found[Verdict.AGREEMENT].claims[0].startswith("丙"), "the most precise figure comes first"


def test_a_filing_outweighs_one_that_names_no_source() -> None:
    papers = [revenue("甲", "3.21亿元"), revenue("乙", "3.12亿元", by=(Source.FILING, "招股书"))]
    (conflict,) = findings(papers)
    assert conflict.claims[0].startswith("甲")


def test_an_estimate_explains_the_gap_and_the_copy_that_drops_it_is_named() -> None:
    papers = [
        Paper("甲", "云杉智能累计融资超83亿元。", [Says("83亿元", "funding", bound=Bound.MORE_THAN)]),
        Paper(
            "乙",
            "取中位数估算,云杉智能成立至今融资总额应超过160亿元。",
            [Says("160亿元", "funding", bound=Bound.MORE_THAN, basis=Basis.ESTIMATED)],
        ),
        Paper("丙", "云杉智能成立以来融资超160亿元。", [Says("160亿元", "funding", bound=Bound.MORE_THAN)]),
    ]
    repeated, explained = findings(papers)
    assert (repeated.verdict, repeated.origins) == (Verdict.AGREEMENT, 1)
    assert (explained.rule, explained.verdict) == ("C205", Verdict.EXPLAINED)
    assert explained.claims[0].startswith("丙")
    assert "乙称其为估计，丙略去了这一限定" in explained.message
    without_estimate = findings([papers[0], papers[2]])
    assert [f.verdict for f in without_estimate] == [Verdict.DISCREPANCY]


def test_a_single_round_is_no_running_total() -> None:
    papers = [
        Paper("甲", "云杉智能累计融资超83亿元。", [Says("83亿元", "funding", bound=Bound.MORE_THAN)]),
        Paper("乙", "云杉智能完成5亿元新一轮融资。", [Says("5亿元", "funding")]),
    ]
    assert findings(papers) == []


def test_a_movement_shows_both_dates_and_the_change() -> None:
    papers = pair(Says("8000家", "customers", "2025-06-30"), Says("12000家", "customers", "2025-09-30"))
    (moved,) = findings(papers)
    assert "2025年6月30日为8000家" in moved.message
    assert "升50%" in moved.message
    (in_english,) = findings(papers, "en")
    assert "up 50%" in in_english.message


def test_a_series_in_one_document_is_no_difference() -> None:
    paper = Paper(
        "甲",
        "云杉智能2022年末至2024年末的门店分别为100家、260家和480家。",
        [
            Says("100家", "stores", "2022-12-31"),
            Says("260家", "stores", "2023-12-31"),
            Says("480家", "stores", "2024-12-31"),
        ],
    )
    assert findings([paper]) == []
    assert [f.rule for f in findings([paper, paper.renamed("乙")])] == ["C201"] * 3


def test_an_undated_figure_goes_with_its_own_document() -> None:
    later = Paper("乙", "截至2025年12月末,云杉智能门店2611家。", [Says("2611家", "stores", "2025-12-31")])
    headline = Paper(
        "甲",
        "云杉智能门店超2000家\n截至2025年6月末,云杉智能门店2106家。",
        [Says("2000家", "stores", bound=Bound.MORE_THAN), Says("2106家", "stores", "2025-06-30")],
    )
    repeated, moved = findings([headline, later])
    assert (repeated.rule, repeated.verdict) == ("C202", Verdict.AGREEMENT)
    assert (moved.rule, moved.verdict) == ("C203", Verdict.EXPLAINED)


def test_one_sentence_does_not_contradict_itself() -> None:
    paper = Paper(
        "甲",
        "2024年云杉智能营收3.12亿元,其中软件一块1.62亿元。",
        [Says("3.12亿元", "revenue", "2024"), Says("1.62亿元", "revenue", "2024")],
    )
    assert findings([paper]) == []


def test_a_sentence_that_names_a_part_speaks_of_the_part() -> None:
    papers = [
        Paper(
            "甲",
            "云杉智能2024年营收3.12亿元。\n云端部署一块,营收0.48亿元。",
            [
                Says("3.12亿元", "revenue", "2024"),
                Says("0.48亿元", "revenue", "2024", slices=(("segment", "云端部署"),)),
            ],
        ),
        Paper("乙", "说到云端,云杉智能2024年营收0.46亿元。", [Says("0.46亿元", "revenue", "2024")]),
    ]
    assert findings(papers) == []


def test_a_figure_with_its_share_of_the_whole_is_a_part() -> None:
    part = Paper(
        "甲",
        "2024年,这一模式实现营业收入2.62亿元,占总收入的84%。",
        [Says("2.62亿元", "revenue", "2024"), Says("84%", "revenue", "2024", measure=Measure.SHARE)],
    )
    assert findings([part, revenue("乙", "3.12亿元")]) == []


def test_the_figure_of_a_neighbouring_year_is_recognised() -> None:
    papers = [
        Paper(
            "甲",
            "云杉智能2023年营收1.245亿元。\n2024年营收3.124亿元。",
            [Says("1.245亿元", "revenue", "2023"), Says("3.124亿元", "revenue", "2024")],
        ),
        revenue("乙", "1.245亿元", "2024"),
        revenue("丙", "3.124亿元", "2024"),
    ]
    (conflict,) = [f for f in findings(papers) if f.verdict is Verdict.DISCREPANCY]
    assert conflict.claims[0].startswith("乙")
    assert "另一时期" in conflict.message


def test_an_adjusted_figure_under_the_wrong_label_is_recognised() -> None:
    papers = [
        Paper("甲", "云杉智能2024年净亏损29.58亿元。", [Says("29.58亿元", "net_loss", "2024")]),
        Paper("乙", "云杉智能2024年净亏损24.66亿元。", [Says("24.66亿元", "net_loss", "2024")]),
        Paper(
            "丙", "云杉智能2024年经调整净亏损24.66亿元。", [Says("24.66亿元", "adjusted_net_loss", "2024")]
        ),
    ]
    (conflict,) = [f for f in findings(papers) if f.verdict is Verdict.DISCREPANCY]
    assert "另一口径" in conflict.message


def test_undated_figures_published_far_apart_may_be_of_two_dates() -> None:
    def users(name: str, figure: str, published: date) -> Paper:
        return Paper(name, f"云杉智能的用户有{figure}。", [Says(figure, "users", unit="count")], published)

    apart = [users("甲", "1.21亿名", date(2024, 3, 1)), users("乙", "1.85亿名", date(2025, 3, 1))]
    near = [users("甲", "1.21亿名", date(2025, 2, 20)), users("乙", "1.85亿名", date(2025, 3, 1))]
    assert verdicts(apart) == [("C203", "explained")]
    assert verdicts(near) == [("C201", "tension")]


def test_dates_conflict_where_the_documents_are_about_the_company() -> None:
    def portrait(name: str, year: str) -> Paper:
        return Paper(
            name,
            f"云杉智能成立于{year}年。\n{name}说,2024年营收3.12亿元。\n去年员工480人。",
            [
                Says(year, "founded", unit="date"),
                Says("3.12亿元", "revenue", "2024"),
                Says("480人", "employees", "2024-12-31"),
            ],
        )

    assert ("C201", "discrepancy") in verdicts([portrait("甲", "2016"), portrait("乙", "2018")])
    in_passing = pair(Says("2016", "founded", unit="date"), Says("2018", "founded", unit="date"))
    assert verdicts(in_passing) == []


def test_a_lost_unit_is_a_slip() -> None:
    papers = pair(Says("3.12亿元", "revenue", "2024"), Says("3.12元", "revenue", "2024"))
    (conflict,) = findings(papers)
    assert conflict.verdict is Verdict.DISCREPANCY
    assert "数量级" in conflict.message


def test_first_among_some_and_second_among_all_are_two_scopes() -> None:
    papers = [
        Paper(
            "甲",
            "云杉智能在独立仓储软件商中排名第1。",
            [
                Says(
                    "第1",
                    "ranking",
                    "2024",
                    unit="rank",
                    measure=Measure.RANK,
                    slices=(("market", "独立仓储软件商"),),
                )
            ],
        ),
        Paper(
            "乙",
            "云杉智能在全部仓储软件商中排名第2。",
            [
                Says(
                    "第2",
                    "ranking",
                    "2024",
                    unit="rank",
                    measure=Measure.RANK,
                    slices=(("market", "仓储软件商"),),
                )
            ],
        ),
    ]
    assert verdicts(papers) == [("C204", "explained")]


def test_a_figure_of_another_place_is_not_the_whole() -> None:
    papers = [
        revenue("甲", "3.12亿元"),
        Paper("乙", "在日本,云杉智能2024年营收0.18亿元。", [Says("0.18亿元", "revenue", "2024")]),
    ]
    assert findings(papers) == []


def test_a_finding_points_to_at_most_sixteen_places() -> None:
    papers = [revenue(f"文{i:02}", "3.124亿元" if i % 2 else "3.12亿元") for i in range(40)]
    (agreement,) = findings(papers)
    assert len(agreement.claims) == len(agreement.spans) == 16
    assert "40份文档" in agreement.message
