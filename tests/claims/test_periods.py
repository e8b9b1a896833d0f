"""Time phrases of a bare string: text → periods, grouped by how they are said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.calendar import parse
from claims.errors import LexiconError
from claims.folding import fold
from claims.lexicons import packaged, parsed
from claims.model import Period
from claims.periods import bounds, periods, resolve
from claims.timephrases import TimeKind, time_phrases
from claims.timewords import TimeWords

# On this day the texts below speak, unless they say otherwise.
TODAY = date(2025, 10, 20)


def read(text: str, published: date | None = TODAY) -> list[tuple[str, str | None]]:
    return [(found.text, found.iso) for found in periods(text, published=published)]


YEARS = [
    ("2024年", [("2024年", "2024")]),
    ("2024年度营收", [("2024年度", "2024")]),
    ("二零二四年", [("二零二四年", "2024")]),
    ("二〇二四年", [("二〇二四年", "2024")]),
    ("24年上半年", [("24年上半年", "2024-H1")]),
    ("公司24年营收", [("24年", "2024")]),
    ("民國113年", [("民國113年", "2024")]),
    ("2023-2025年", [("2023-2025年", "2023/2025")]),
    ("2022年至2024年", [("2022年至2024年", "2022/2024")]),
    ("2021-23年", [("2021-23年", "2021/2023")]),
    ("2022至2024年度", [("2022至2024年度", "2022/2024")]),
    ("2022年到2025年上半年", [("2022年到2025年上半年", "2022/2025-H1")]),
    ("2022、2023和2024年", [("2022", "2022"), ("2023", "2023"), ("2024年", "2024")]),
    ("2022年、2023年及2024年上半年", [("2022年", "2022"), ("2023年", "2023"), ("2024年上半年", "2024-H1")]),
    ("自2022年至2024年", [("自2022年至2024年", "2022/2024")]),
    ("“十四五”期间", [("十四五", "2021/2025")]),
    ("上世纪九十年代", [("九十年代", "1990/1999")]),
]

PARTS = [
    ("2025年上半年", [("2025年上半年", "2025-H1")]),
    ("2024下半年", [("2024下半年", "2024-H2")]),
    ("2025H1", [("2025H1", "2025-H1")]),
    ("1H25", [("1H25", "2025-H1")]),
    ("2024年H2", [("2024年H2", "2024-H2")]),
    ("2025年Q2", [("2025年Q2", "2025-Q2")]),
    ("2025Q2", [("2025Q2", "2025-Q2")]),
    ("2025年第3季度", [("2025年第3季度", "2025-Q3")]),
    ("2025年三季度", [("2025年三季度", "2025-Q3")]),
    ("2025年前三季度", [("2025年前三季度", "2025-9M")]),
    ("2025年前9个月", [("2025年前9个月", "2025-9M")]),
    ("2025年首九個月", [("2025年首九個月", "2025-9M")]),
    ("2025年1-9月", [("2025年1-9月", "2025-9M")]),
    ("2025年1至6月", [("2025年1至6月", "2025-H1")]),
    ("2025年1-8月", [("2025年1-8月", "2025-01/2025-08")]),
    ("2025年第一至第三季度", [("2025年第一至第三季度", "2025-9M")]),
    ("2025年一季报", [("2025年一季报", "2025-Q1")]),
    ("2025年中报", [("2025年中报", "2025-H1")]),
    ("2024年年报", [("2024年", "2024")]),
    ("2025年11月", [("2025年11月", "2025-11")]),
    ("2025年十一月份", [("2025年十一月份", "2025-11")]),
    ("2025年前两个月", [("2025年前两个月", "2025-01/2025-02")]),
    ("4Q24", [("4Q24", "2024-Q4")]),
    ("Q3 2025", [("Q3 2025", "2025-Q3")]),
    ("2024年全年", [("2024年全年", "2024")]),
    ("2025年第二、三季度", [("2025年第二", "2025-Q2"), ("三季度", "2025-Q3")]),
    ("2024年上、下半年", [("2024年上", "2024-H1"), ("下半年", "2024-H2")]),
    ("2025年Q1-Q3", [("2025年Q1-Q3", "2025-9M")]),
    ("2025年中期", [("2025年中期", "2025-H1")]),
    ("2024年的最后4个月", [("2024年的最后4个月", "2024-09/2024-12")]),
]

DAYS = [
    ("2025年5月29日", [("2025年5月29日", "2025-05-29")]),
    ("2025-06-30", [("2025-06-30", "2025-06-30")]),
    ("2025/6/30", [("2025/6/30", "2025-06-30")]),
    ("2025.6.30", [("2025.6.30", "2025-06-30")]),
    ("二零二五年六月三十日", [("二零二五年六月三十日", "2025-06-30")]),
    ("2025年６月30日", [("2025年６月30日", "2025-06-30")]),
    ("2024年底", [("2024年底", "2024-12-31")]),
    ("2024年年末", [("2024年年末", "2024-12-31")]),
    ("2025年6月末", [("2025年6月末", "2025-06-30")]),
    ("2024年2月底", [("2024年2月底", "2024-02-29")]),
    ("2025年三季度末", [("2025年三季度末", "2025-09-30")]),
    ("2025年初", [("2025年初", "2025-01-01")]),
    ("2025年3月中旬", [("2025年3月中旬", "2025-03-11/2025-03-20")]),
    ("2025年6月1日至3日", [("2025年6月1日至3日", "2025-06-01/2025-06-03")]),
    ("2025年6月1日至7月15日", [("2025年6月1日至7月15日", "2025-06-01/2025-07-15")]),
    ("2025年12月30日至1月5日", [("2025年12月30日至1月5日", "2025-12-30/2026-01-05")]),
    ("2024年2月29日", [("2024年2月29日", "2024-02-29")]),
    ("2024年11月28日(周四)", [("2024年11月28日(周四)", "2024-11-28")]),
    ("2025年2月29日", [("2025年2月29日", None)]),
]

FISCAL = [
    ("2020财年第四财季", [("2020财年第四财季", "FY2020-Q4")]),
    ("FY2024", [("FY2024", "FY2024")]),
    ("2021財年", [("2021財年", "FY2021")]),
    ("21财年", [("21财年", "FY2021")]),
    ("二零二四财年", [("二零二四财年", "FY2024")]),
    ("2024及2025财年", [("2024", "FY2024"), ("2025财年", "FY2025")]),
    ("2018/19财年", [("2018/19财年", "FY2019")]),
    ("FY25Q3", [("FY25Q3", "FY2025-Q3")]),
    ("2021财年增长,较上财年加快", [("2021财年", "FY2021"), ("上财年", "FY2020")]),
]

SPEAKING = [
    ("去年", [("去年", "2024")]),
    ("前年", [("前年", "2023")]),
    ("今年上半年", [("今年上半年", "2025-H1")]),
    ("今年9月", [("今年9月", "2025-09")]),
    ("去年四季度", [("去年四季度", "2024-Q4")]),
    ("去年底", [("去年底", "2024-12-31")]),
    ("本季度", [("本季度", "2025-Q4")]),
    ("上月", [("上月", "2025-09")]),
    ("本月10日", [("本月10日", "2025-10-10")]),
    ("昨日", [("昨日", "2025-10-19")]),
    ("上週", [("上週", "2025-10-13/2025-10-19")]),
    ("周五", [("周五", "2025-10-17")]),
    ("三个月前", [("三个月前", "2025-07")]),
    ("两年前", [("两年前", "2023")]),
    ("10天前", [("10天前", "2025-10-10")]),
    ("今年以来", [("今年以来", "2025-01-01/2025-10-20")]),
    ("2023年以来", [("2023年以来", "2023/2025-10-20")]),
]

NEAREST = [
    ("9月底", [("9月底", "2025-09-30")]),
    ("12日", [("12日", "2025-10-12")]),
    ("29日", [("29日", "2025-09-29")]),
    ("前三季度", [("前三季度", "2025-9M")]),
    ("年底", [("年底", "2025-12-31")]),
    ("三季度", [("三季度", "2025-Q3")]),
]

CONTEXT = [
    ("2025年上半年盈利,上年同期亏损", [("2025年上半年", "2025-H1"), ("上年同期", "2024-H1")]),
    ("2025年第三季度增长,去年同期下降", [("2025年第三季度", "2025-Q3"), ("去年同期", "2024-Q3")]),
    ("2025年第三季度收入将比2024年同期多", [("2025年第三季度", "2025-Q3"), ("2024年同期", "2024-Q3")]),
    ("2024年营收增长,同期成本下降", [("2024年", "2024"), ("同期", "2024")]),
    (
        "2025年上半年毛利率上升,上年同期为三成,较上年末提高",
        [("2025年上半年", "2025-H1"), ("上年同期", "2024-H1"), ("上年末", "2024-12-31")],
    ),
    ("2024年毛利率较同期提高", [("2024年", "2024"), ("同期", "2023")]),
    ("2021年立项,次年投产", [("2021年", "2021"), ("次年", "2022")]),
    ("2021年立项,当年投产", [("2021年", "2021"), ("当年", "2021")]),
    ("2023年3月和5月", [("2023年3月", "2023-03"), ("5月", "2023-05")]),
    ("2023年亏损。8月扭亏。", [("2023年", "2023"), ("8月", "2025-08")]),
    ("截至2025年6月30日,较期初增加", [("截至2025年6月30日", "2025-06-30"), ("期初", "2024-12-31")]),
]

BOUNDED = [
    ("截至2025年9月30日", [("截至2025年9月30日", "2025-09-30")]),
    ("截至去年末", [("截至去年末", "2024-12-31")]),
    ("截至2025年9月30日止的9个月", [("截至2025年9月30日止的9个月", "2025-9M")]),
    ("截至2025年6月30日止六個月", [("截至2025年6月30日止六個月", "2025-H1")]),
    ("截至2025年6月30日止三个月", [("截至2025年6月30日止三个月", "2025-Q2")]),
    ("截至2024年12月31日止年度", [("截至2024年12月31日止年度", "2024")]),
    ("截至2025年3月31日止年度", [("截至2025年3月31日止年度", "2024-04/2025-03")]),
    ("2024年12月以来的半年内", [("2024年12月以来的半年内", "2024-12/2025-05")]),
    ("自2024年起", [("自2024年起", None)]),
    ("2030年前", [("2030年前", None)]),
    (
        "截至2023年及2024年6月30日止六个月",
        [("截至2023年", "2023-H1"), ("2024年6月30日止六个月", "2024-H1")],
    ),
    (
        "截至2022年、2023年及2024年12月31日止年度",
        [("截至2022年", "2022"), ("2023年", "2023"), ("2024年12月31日止年度", "2024")],
    ),
    (
        "于2023年及2024年12月31日",
        [("2023年", "2023-12-31"), ("2024年12月31日", "2024-12-31")],
    ),
    ("2024年前三季度", [("2024年前三季度", "2024-9M")]),
    ("2024年前五大客户", [("2024年", "2024")]),
]

NOT_TIME = [
    "GLM-4.5与Kappa-2.1相继上线",
    "股价报12.31元",
    "代码600519与00388.HK",
    "他是2018创新领军工程博士",
    "投入2000万元买下2025台设备",
    "占比11.1%,比例为8.4比1",
    "三年复合增长率,两年平均增长",
    "成立九个月,耗时112天,为期半年",
    "10年期国债与5年期贷款",
    "近20年来最高,连续7年增长",
    "版本号3.12.1于10:30发布",
    "IP为192.168.25.255",
    "电话010-8888-9999",
    "今日头条与周六福",
    "年终奖与期限24年、连续33年稳居第一",
    "第2年末付息",
    "合同年化金额与不同年份",
    "3月期与6月期品种",
    "奥迪Q3 2000台",
    "5日均线上穿10日均线",
    "套餐费99元月租",
    "第一步与第二家",
    "IPO前持股,发布后上涨",
    "近日与此前",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*YEARS, *PARTS, *DAYS, *FISCAL, *SPEAKING, *NEAREST, *CONTEXT, *BOUNDED],
)
def test_reads_time(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", NOT_TIME)
def test_reads_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "expected"), [*SPEAKING, *NEAREST])
def test_guesses_nothing_without_an_anchor(text: str, expected: list[tuple[str, str | None]]) -> None:
    if text != "2023年以来":
        assert read(text, published=None) == [(phrase, None) for phrase, _ in expected]


def test_open_ends_have_the_day_that_is_known() -> None:
    (since,) = periods("自2024年起")
    assert (since.first, since.last) == (date(2024, 1, 1), None)
    (before,) = periods("2015年之前")
    assert (before.first, before.last) == (None, date(2014, 12, 31))
    (until,) = periods("2015年及以前")
    assert (until.first, until.last) == (None, date(2015, 12, 31))


def test_fiscal_periods_have_no_days() -> None:
    (found,) = periods("2020财年第四财季")
    assert (found.iso, found.first, found.last) == ("FY2020-Q4", None, None)


def test_a_notice_of_january_speaks_of_the_months_behind_it() -> None:
    january = date(2026, 1, 8)
    assert read("12月19日晚间", january) == [("12月19日", "2025-12-19")]
    assert read("前三季度", january) == [("前三季度", "2025-9M")]
    assert read("四季度", january) == [("四季度", "2025-Q4")]
    assert read("29日", january) == [("29日", "2025-12-29")]


def test_the_documents_year_and_report_decide_where_they_are_known() -> None:
    (this_year,) = time_phrases("今年上半年")
    assert resolve(this_year, published=date(2026, 1, 8), year_hint=2025) == "2025-H1"
    (so_far,) = time_phrases("2025年初至报告期末")
    assert resolve(so_far, report_period=parse("2025-Q3")) == "2025-9M"
    assert resolve(so_far) is None
    inside, closing, opening = time_phrases("报告期内,期末,期初")
    report = parse("2022/2025-H1")
    assert resolve(inside, report_period=report) == "2022/2025-H1"
    assert resolve(closing, report_period=report) == "2025-06-30"
    assert resolve(opening, report_period=report) == "2021-12-31"
    assert resolve(inside) is None


def test_as_of_keeps_its_day_beside_the_period_that_ends_on_it() -> None:
    (phrase,) = time_phrases("截至2025年9月30日止的9个月")
    meaning = bounds(phrase)
    assert (meaning.iso, meaning.as_of) == ("2025-9M", date(2025, 9, 30))


def test_what_bounds_a_phrase_stands_apart_from_its_core() -> None:
    text = "该产线自2024年起投产"
    (phrase,) = time_phrases(text)
    assert text[phrase.start : phrase.end] == "自2024年起"
    assert text[phrase.core_start : phrase.core_end] == "2024年"
    assert bounds(phrase).core == parse("2024")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年", TimeKind.ABSOLUTE),
        ("3月", TimeKind.PARTIAL),
        ("去年", TimeKind.RELATIVE),
        ("上年同期", TimeKind.ANAPHORIC),
        ("报告期内", TimeKind.ANAPHORIC),
        ("三个月前", TimeKind.OFFSET),
        ("IPO前", TimeKind.EVENT),
        ("发布两个月", TimeKind.EVENT),
        ("近日", TimeKind.VAGUE),
    ],
)
def test_says_how_a_phrase_finds_its_days(text: str, kind: TimeKind) -> None:
    (phrase,) = time_phrases(text)
    assert phrase.kind is kind


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("截至2025年6月底的员工,较上年同期增加", "截至2025年6月底的員工,較上年同期增加"),
        ("2024财年与去年下半年", "2024財年與去年下半年"),
        ("自2023年8月1日开始,报告期内", "自2023年8月1日開始,報告期內"),
        ("上个月与本周三", "上個月與本週三"),
    ],
)
def test_both_scripts_read_alike(hans: str, hant: str) -> None:
    def days(found: list[Period]) -> list[tuple[int, int, str | None]]:
        return [(each.start, each.end, each.iso) for each in found]

    assert days(periods(hans, published=TODAY)) == days(periods(hant, published=TODAY)) != []


ATOMS = st.sampled_from(
    ["2024", "9999", "0000", "3", "12", "三", "9个月", "半", "第", "年", "月", "日", "周", "季度", "财年",
     "上半年", "Q2", "H1", "底", "初", "中旬", "十四五", "去年", "昨日", "当年", "同期", "报告期", "期末",
     "截至", "至", "-", "、", "止", "的", "前", "后", "起", "以来", "近", "IPO", "。", " ", "\n"]
)  # fmt: skip


@given(st.lists(ATOMS, max_size=24).map("".join), st.none() | st.dates())
def test_any_text_is_read_in_order_and_in_its_own_words(text: str, published: date | None) -> None:
    end = 0
    for found in periods(text, published=published):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        if found.iso is not None:
            assert str(parse(found.iso)) == found.iso
        if found.first is not None and found.last is not None:
            assert found.first <= found.last
        end = found.end


@given(st.text(max_size=60), st.none() | st.dates())
def test_no_text_breaks_the_reader(text: str, published: date | None) -> None:
    folded = fold(text).text
    assert periods(text, published=published) == periods(text, published=published, folded=folded)


DAY = st.dates(min_value=date(1990, 1, 1), max_value=date(2049, 12, 31))


@given(DAY)
def test_a_day_reads_the_same_however_it_is_written(moment: date) -> None:
    numerals = "零一二三四五六七八九"

    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        head = "" if tens == 0 else "十" if tens == 1 else numerals[tens] + "十"
        return head + (numerals[ones] if ones else "")

    year, month, day = moment.year, moment.month, moment.day
    written = [
        f"{year}年{month}月{day}日",
        f"{year}年{month:02d}月{day:02d}日",
        f"{year}年{month}月{day}号",
        f"{year} 年 {month} 月 {day} 日",
        f"{year}-{month:02d}-{day:02d}",
        f"{year}/{month}/{day}",
        "".join(numerals[int(digit)] for digit in str(year)) + f"年{small(month)}月{small(day)}日",
    ]
    for text in written:
        assert [(found.text, found.iso) for found in periods(text)] == [(text, moment.isoformat())]


def test_a_word_is_one_line_of_data() -> None:
    text = packaged("periods.toml").replace("\n[parts]\n", '\n[parts]\n"开年首季" = "Q1"\n')
    assert parsed(TimeWords, text, "mine.toml").parts["开年首季"] == "Q1"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"上半年" = "H1"', '"上半年" = "H3"', "parts"),
        ('"十四五" = "2021/2025"', '"十四五" = "2025/2021"', "fixed"),
        ('"去年" = -1', '"去年" = "last"', "points"),
        ('"底" = "end"', '"底" = "bottom"', "edges"),
        ("\n[after]", "\n[behind]", "after"),
    ],
)
def test_a_malformed_lexicon_says_where(old: str, new: str, key: str) -> None:
    with pytest.raises(LexiconError, match=rf"mine\.toml: .*{key}"):
        parsed(TimeWords, packaged("periods.toml").replace(old, new), "mine.toml")
