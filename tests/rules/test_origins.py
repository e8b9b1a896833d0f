"""Who leans on whom, and how many independent origins a figure has."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from compared_sources import Paper, Says, collection
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Basis, Source
from rules.alignment import align, slice_word
from rules.authority import authority
from rules.definitions import definitions
from rules.filings import is_filing
from rules.groups import Groups
from rules.mistakes import shared_mistakes, whole_lineage
from rules.origins import Trace, lineage, origins_of
from rules.winnowing import winnow

RELEASE = (
    "云杉智能昨日在江城公布年度成绩,全年营收3.124亿元,较上一年明显增长。公司称增长来自仓储机器人与调度软件两条产品线,"
    "其中调度软件的订阅客户续约意愿较强。管理层同时表示,来年将把研发重心放在多机协同与低功耗控制器上,"
    "并计划在西南地区新设两处交付中心,以缩短项目周期。"
)
REWRITE = (
    "近日,仓储自动化企业云杉智能披露业绩。全年营收3.124亿元,较上一年明显增长。公司称增长来自仓储机器人与调度软件两条产品线,"
    "其中调度软件的订阅客户续约意愿较强。有分析人士认为,行业竞争正在加剧,价格压力会在下半年显现,投资者仍需观察回款情况。"
)
OWN_WORK = (
    "记者走访多家物流园区后了解到,云杉智能的设备在夜班时段最为繁忙。一位园区经理说,换用新系统以后,分拣差错少了许多,"
    "但初期调试花了整整一个季度。按公司财报,全年营收3.124亿元。"
)
YEAR = [Says("3.124亿元", "revenue", "2024")]


def leanings(*papers: Paper) -> list[tuple[str, str, Trace]]:
    return [(x.document, x.on, x.trace) for x in lineage(collection(papers))]


def origins(*papers: Paper) -> int:
    whole = collection(papers)
    return origins_of(whole, whole.claims)


def test_a_copy_leans_on_the_earlier_text() -> None:
    early = Paper("乙", RELEASE, YEAR, date(2025, 3, 1))
    late = Paper("甲", RELEASE.replace("。", "。\n"), YEAR, date(2025, 3, 2))
    assert leanings(early, late) == [("甲", "乙", Trace.COPY)]
    assert origins(early, late) == 1


def test_a_rewrite_shows_its_passages_and_how_much_of_it_is_borrowed() -> None:
    papers = [Paper("甲", RELEASE, YEAR, date(2025, 3, 1)), Paper("乙", REWRITE, YEAR, date(2025, 3, 2))]
    (leaning,) = lineage(collection(papers))
    assert (leaning.document, leaning.on, leaning.trace) == ("乙", "甲", Trace.WORDING)
    assert Fraction(1, 4) < leaning.share < Fraction(4, 5)
    passage = leaning.spans[0]
    assert "仓储机器人与调度软件两条产品线" in REWRITE[passage.start : passage.end]
    assert origins(*papers) == 1


def test_own_work_is_an_origin_of_its_own() -> None:
    papers = [Paper("甲", RELEASE, YEAR), Paper("乙", OWN_WORK, YEAR)]
    assert leanings(*papers) == []
    assert origins(*papers) == 2


def test_both_scripts_share_wording() -> None:
    hant = Paper(
        "乙", "雲杉智能昨日在江城公佈年度成績,全年營收3.124億元,較上一年明顯增長。", (), date(2025, 3, 2)
    )
    hans = Paper(
        "甲", "云杉智能昨日在江城公布年度成绩,全年营收3.124亿元,较上一年明显增长。", (), date(2025, 3, 1)
    )
    assert leanings(hans, hant) == [("乙", "甲", Trace.COPY)]


@pytest.mark.parametrize(
    "citation",
    [
        "[1].“仓储新贵”云杉智能交卷 营收3.124亿-江城财讯",
        "原标题:“仓储新贵”云杉智能交卷,营收3.124亿",
    ],
)
def test_a_cited_title_is_a_leaning(citation: str) -> None:
    cited = Paper("甲", "“仓储新贵”云杉智能交卷 营收3.124亿\n\n" + OWN_WORK, YEAR)
    citing = Paper("乙", "云杉智能全年营收3.124亿元[1],不及预期。\n\n参考资料:\n" + citation, YEAR)
    assert leanings(cited, citing) == [("乙", "甲", Trace.CITATION)]
    assert origins(cited, citing) == 1


def test_a_cited_outlet_is_a_leaning_where_both_speak_of_one_company() -> None:
    outlet = Paper("甲", OWN_WORK, YEAR, source="江城财讯")
    citing = Paper("乙", "据江城财讯报道,云杉智能全年营收3.124亿元。", YEAR)
    other = [Says("3.124亿元", "revenue", "2024", entity="白水股份")]
    stranger = Paper("丙", "据江城财讯报道,白水股份全年营收3.124亿元。", other)
    assert leanings(outlet, citing, stranger) == [("乙", "甲", Trace.CITATION)]


def test_a_reprint_of_itself_is_no_leaning() -> None:
    assert leanings(Paper("甲", "本文转载自江城财讯。\n" + OWN_WORK, YEAR, source="江城财讯")) == []


def test_figures_of_one_filing_are_one_origin() -> None:
    filing = [Says("3.124亿元", "revenue", "2024", by=(Source.FILING, "招股书"))]
    one = Paper("甲", "招股书显示,云杉智能营收3.124亿元。", filing)
    two = Paper("乙", "记者读到的招股书里,云杉智能营收3.124亿元。", filing)
    assert origins(one, two) == 1
    assert leanings(one, two) == [("乙", "招股书", Trace.ATTRIBUTION), ("甲", "招股书", Trace.ATTRIBUTION)]


FILING = "云杉智能股份有限公司2024年年度报告摘要\n\n2024年,云杉智能股份有限公司营业收入为3.124亿元。"


@pytest.mark.parametrize(
    "news",
    [
        "云杉智能披露年报\n\n年报显示,公司营收3.124亿元,订单不少。",
        "云杉智能交出成绩单\n\n翻阅其年度报告可见,营收3.124亿元。",
        "云杉智能年报点评:符合预期\n\n公司营收3.124亿元,毛利略有改善。",
    ],
)
def test_a_filing_and_news_about_it_are_one_origin(news: str) -> None:
    papers = [Paper("甲", FILING, YEAR), Paper("乙", news, YEAR)]
    assert origins(*papers) == 1
    assert leanings(*papers) == [("乙", "甲", Trace.CITATION)]


def test_a_company_does_not_confirm_itself() -> None:
    release = Paper("乙", "云杉智能宣布,全年营收3.124亿元。", YEAR, source="云杉智能")
    assert origins(Paper("甲", FILING, YEAR), release) == 1


def test_news_that_owes_nothing_to_the_filing_is_an_origin() -> None:
    assert origins(Paper("甲", FILING, YEAR), Paper("乙", "海关记录折算,云杉智能营收3.124亿元。", YEAR)) == 2


def test_a_broker_repeats_revenue_and_knows_a_share_by_itself() -> None:
    def comment(says: Says) -> Paper:
        return Paper("乙", f"云杉智能年报点评\n\n青山证券认为,云杉智能{says.text}。", [says])

    by = (Source.RESEARCH, "青山证券")
    share = Says("6.6%", "market_share", "2024", slices=(("market", "仓储软件"),))
    filing = Paper("甲", FILING + "份额6.6%。", [*YEAR, share])
    assert origins(Paper("甲", FILING, YEAR), comment(Says("3.124亿元", "revenue", "2024", by=by))) == 1
    whole = collection([filing, comment(Says("6.6%", "market_share", "2024", by=by, slices=share.slices))])
    assert origins_of(whole, [c for c in whole.claims if c.metric == "market_share"]) == 2


@pytest.mark.parametrize(
    ("title", "filed"),
    [
        ("云杉智能股份有限公司2024年年度报告摘要", True),
        ("云杉智能股份有限公司招股说明书(申报稿)", True),
        ("云杉智能2025年半年度报告", True),
        ("云杉智能递交招股书", False),
        ("云杉智能发布2024年年度报告", False),
        ("读懂云杉智能年报", False),
        ("云杉智能年报:三个看点", False),
        ("云杉智能的年报里没有说的事", False),
    ],
)
def test_a_filing_is_known_by_its_title(title: str, filed: bool) -> None:
    assert is_filing(title) is filed


def test_two_studies_are_two_origins() -> None:
    def study(name: str, by: str) -> Paper:
        says = Says(
            "6.6%", "market_share", "2024", by=(Source.RESEARCH, by), slices=(("market", "仓储软件"),)
        )
        return Paper(name, f"{by}称,云杉智能的份额为6.6%。", [says])

    assert origins(study("甲", "青山咨询"), study("乙", "青山咨询")) == 1
    assert origins(study("甲", "青山咨询"), study("乙", "白水研究")) == 2


def test_a_guess_repeated_is_no_second_origin() -> None:
    guess = Paper("甲", "估算下来,累计融资约16亿元。", [Says("16亿元", "funding", basis=Basis.ESTIMATED)])
    flat = Paper("乙", "云杉智能累计融资16亿元。", [Says("16亿元", "funding")])
    assert origins(guess, flat) == 1


def test_the_same_mistake_shows_who_copied() -> None:
    def says(name: str, figure: str, text: str, day: int) -> Paper:
        told = [Says(figure, "revenue", "2024")]
        return Paper(name, text.format(figure), told, date(2025, 3, day))

    papers = [
        says("甲", "3.214亿元", "云杉智能全年营收{}。", 1),
        says("乙", "3.214亿元", "年报里,这家公司收了{}。", 2),
        says("丙", "3.124亿元", "核对年报原文,营收应为{}。", 3),
        says("丁", "3.124亿元", "记者查阅报表,去年收入为{},并无出入。", 4),
        says("戊", "3.124亿元", "据公开资料整理,全年营业收入{}。", 5),
    ]
    whole = collection(papers)
    (mistake,) = shared_mistakes(whole)
    assert (mistake.document, mistake.on, mistake.trace) == ("乙", "甲", Trace.MISTAKE)
    assert mistake in whole_lineage(whole)


@settings(max_examples=30, deadline=None)
@given(st.permutations(["甲", "乙", "丙", "丁"]), st.permutations([RELEASE, REWRITE, OWN_WORK, RELEASE]))
def test_lineage_does_not_depend_on_the_order(names: list[str], texts: list[str]) -> None:
    papers = [Paper(name, text, YEAR) for name, text in zip(names, texts, strict=True)]
    assert lineage(collection(papers)) == lineage(collection(papers[::-1]))
    assert origins(*papers) == 2


@given(
    st.text("春江花月夜潮水连海平", max_size=80), st.text("春江花月夜潮水连海平", min_size=30, max_size=60)
)
def test_winnowing_finds_every_passage_of_window_and_length(before: str, passage: str) -> None:
    length, window = 8, 5
    text, other = before + passage, passage + before
    prints = [{x.gram for x in winnow(t, [(0, len(t))], length, window)} for t in (text, other)]
    assert prints[0] & prints[1]


@pytest.mark.parametrize(
    ("names", "tied"),
    [
        (["云杉智能", "云杉智能科技股份有限公司"], True),
        (["云杉", "云杉智能"], True),
        (["云杉", "云杉音乐"], False),
        (["云杉智能", "白水智能"], False),
    ],
)
def test_names_of_one_company(names: list[str], tied: bool) -> None:
    papers = [
        Paper(str(i), f"{name}营收3亿元。", [Says("3亿元", "revenue", "2024", entity=name)])
        for i, name in enumerate(names)
    ]
    expected = dict.fromkeys(names, min(names, key=len)) if tied else {}
    assert align(collection(papers)).names == expected


def test_a_full_name_behind_its_seat_is_that_of_the_company_whose_figures_it_tells() -> None:
    says = {"营收": "revenue", "净利润": "net_profit", "总资产": "total_assets"}
    figures = dict(zip(says, ("3.15亿元", "4210万元", "8.72亿元"), strict=True))
    names = ["林州云杉装备股份有限公司", "云杉装备", "云杉"]
    papers = [
        Paper(
            str(i),
            f"{name}2024年" + "，".join(f"{word}{figure}" for word, figure in figures.items()) + "。",
            [Says(figure, says[word], "2024", entity=name) for word, figure in figures.items()],
        )
        for i, name in enumerate(names)
    ]
    assert align(collection(papers)).names == dict.fromkeys(names, "云杉")


def test_a_stock_code_ties_names_that_look_unlike() -> None:
    says = [Says("3亿元", "revenue", "2024", entity="云杉")]
    papers = [
        Paper("甲", "云杉(02999.HK)营收3亿元。", says),
        Paper("乙", "江城智造(02999.HK)营收3亿元。", [Says("3亿元", "revenue", "2024", entity="江城智造")]),
    ]
    assert align(collection(papers)).names == {"云杉": "云杉", "江城智造": "云杉"}


def test_a_document_without_names_adopts_the_one_it_opens_with() -> None:
    named = [Says(f"{n}亿元", "revenue", str(n + 2020)) for n in (1, 2, 3)]
    bare = [Says("3亿元", "revenue", "2023", entity=None)]
    known = Paper("甲", "云杉智能营收1亿元、2亿元、3亿元。", named)
    about_it = Paper("乙", "云杉智能交卷\n云杉智能的营收为3亿元。", bare)
    once = Paper("丁", "又是一份年报\n(转载)云杉智能昨日公布业绩,营收为3亿元。", bare)
    assert align(collection([known, once])).adopted == {"丁": "云杉智能"}
    in_passing = Paper("丙", "行业观察:有公司营收3亿元,规模和云杉智能相近。", bare)
    assert align(collection([known, about_it, in_passing])).adopted == {"乙": "云杉智能"}


def test_several_paragraphs_that_tell_of_a_known_company_are_about_it() -> None:
    named = [Says(f"{n}亿元", "revenue", str(n + 2020), entity="云杉酒店") for n in (1, 2, 3)]
    bare = [Says("3亿元", "revenue", "2023", entity=None)]
    known = Paper("甲", "云杉酒店营收1亿元、2亿元、3亿元。", named)
    feature = Paper(
        "乙", "夜里的灯\n门卫说,云杉的灯从来不关。\n去年收入3亿元。\n云杉最忙的时候是夏天。", bare
    )
    peer = Paper("丙", "一条街\n有云杉、山桐等好几家。\n去年收入3亿元。\n比云杉高,还是比云杉低?", bare)
    once = Paper("丁", "一条街\n云杉在东边,云杉人多。\n去年收入3亿元。", bare)
    by_place = [Says(f"{n}亿元", "gdp", "2023", entity="中国") for n in (3, 4)]
    nation = Paper("戊", "半年\n云杉出海了。\n总量3亿元,又4亿元。\n云杉会回来的。", by_place)
    together = [known, feature, peer, once, nation]
    assert align(collection(together)).adopted == {"乙": "云杉酒店"}
    assert align(collection([*reversed(together)])).adopted == {"乙": "云杉酒店"}
    copied = Paper("己", known.text, named)
    assert align(collection([*together, copied])).adopted == {"乙": "云杉酒店"}


def test_two_companies_in_one_document_stay_two() -> None:
    both = [
        Says("3亿元", "revenue", "2024", entity="云杉"),
        Says("2亿元", "revenue", "2024", entity="云杉科技"),
    ]
    papers = [
        Paper("甲", "云杉营收3亿元。", both[:1]),
        Paper("乙", "云杉科技营收2亿元。", both[1:]),
        Paper("丙", "云杉营收3亿元,云杉科技营收2亿元。", both),
    ]
    assert align(collection(papers)).names == {}


@pytest.mark.parametrize(
    ("key", "a", "b"),
    [
        ("segment", "本地化部署业务", "本地化部署"),
        ("segment", "云端部署", "云端"),
        ("region", "境外", "海外"),
        ("region", "中国大陆", "国内"),
        ("market", "国内仓储软件市场", "中国仓储软件"),
        ("market", "中国所有仓储软件", "中国仓储软件"),
    ],
)
def test_slices_that_are_one(key: str, a: str, b: str) -> None:
    assert slice_word(key, a) == slice_word(key, b) != ""


@pytest.mark.parametrize(
    ("key", "word"), [("region", "全球"), ("customer", "企业客户"), ("customer", "机构"), ("round", "IPO前")]
)
def test_words_for_the_whole_are_no_slice(key: str, word: str) -> None:
    assert slice_word(key, word) == ""


@pytest.mark.parametrize("name", ["投资方", "控股股东", "公司", "广东", "江苏省", "全省", "欧元区", "美国"])
def test_words_that_name_no_company(name: str) -> None:
    assert definitions().entity.nameless(name)


@pytest.mark.parametrize("name", ["云杉智能", "美国云杉", "江苏银行", "中国云服务市场"])
def test_names_of_companies_and_markets(name: str) -> None:
    assert not definitions().entity.nameless(name)


def test_slices_that_are_two() -> None:
    assert slice_word("market", "中国独立仓储软件") != slice_word("market", "中国仓储软件")
    assert slice_word("segment", "云端") != slice_word("segment", "本地化")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.randoms())
def test_groups_do_not_depend_on_the_order_of_joining(pairs: list[tuple[int, int]], random: object) -> None:
    def leaders(joined: list[tuple[int, int]]) -> list[int]:
        groups: Groups[int] = Groups()
        for a, b in joined:
            groups.join(a, b)
        return [groups.leader(i) for i in range(10)]

    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert leaders(pairs) == leaders(shuffled)


def test_every_kind_of_attribution_has_its_place() -> None:
    assert set(authority().rank) == set(Source)
    rank = authority().rank
    assert rank[Source.FILING] < rank[Source.RESEARCH] < rank[Source.COMPANY] < rank[Source.MEDIA]
    assert rank[Source.MEDIA] < rank[Source.INSIDER]
