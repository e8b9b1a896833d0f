"""What holds for the claims of any text, not only of those written down as cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from claims.document import document_from_text
from claims.extracting import extract
from claims.folding import same_length
from claims.model import Claim, Document
from tests.claims.test_reading import ALL, Case

WITHIN = settings(max_examples=150, deadline=None)
DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def document(text: str) -> Document:
    return document_from_text(text, id="text", path="text.md")


def read(text: str) -> list[Claim]:
    return list(extract(document(text)))


def meaning(claim: Claim) -> dict[str, object]:
    """What a claim says, without where it stands."""
    return claim.model_dump(exclude={"id", "span", "text", "evidence", "ulp", "ulp_significant"})


def in_characters(number: int) -> str:
    """A number below 10^12 in Chinese numerals, every digit's place named."""
    if number >= 10**8:
        rest = number % 10**8
        gap = "零" if 0 < rest < 10**7 else ""
        return in_characters(number // 10**8) + "亿" + gap + (in_characters(rest) if rest else "")
    if number >= 10**4:
        rest = number % 10**4
        gap = "零" if 0 < rest < 10**3 else ""
        return in_characters(number // 10**4) + "万" + gap + (in_characters(rest) if rest else "")
    written, gap = "", ""
    for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += gap + DIGITS[digit] + place
            gap = ""
        elif written:
            gap = "零"
    return written


def ways_to_write(yuan: int) -> dict[str, str]:
    """An amount in whole 万 of yuan, written in as many ways as papers do."""
    in_wan, in_yi = Decimal(yuan) / 10**4, Decimal(yuan) / 10**8
    return {
        "plain": f"{yuan}元",
        "grouped": f"{yuan:,}元",
        "to the cent": f"{yuan:,}.00元",
        "in 万": f"{in_wan:f}万元",
        "in 万, grouped": f"{in_wan:,f}万元",
        "in 亿": f"{in_yi:f}亿元",
        "in 億": f"{in_yi:f}億元",
        "full width": f"{in_yi:f}亿元".translate(WIDE),
        "its currency behind": f"{in_wan:f}万元人民币",
        "characters": f"{in_characters(yuan)}元",
        "formal characters": f"{in_characters(yuan).translate(FORMAL)}元",
    }


@WITHIN
@given(st.integers(10**3, 10**7 - 1).map(lambda wan: wan * 10**4))
def test_an_amount_reads_the_same_however_it_is_written(yuan: int) -> None:
    for way, written in ways_to_write(yuan).items():
        claims = read(f"砚山智能(02998.HK)2024年营业收入为{written}，毛利率为35%。")
        seen = [(c.text, c.value, c.unit, c.metric, c.period, c.entity) for c in claims]
        assert seen == [
            (written, str(yuan), "CNY", "revenue", "2024", "砚山智能"),
            ("35%", "35", "percent", "gross_margin", "2024", "砚山智能"),
        ], way


@WITHIN
@given(st.integers(1, 99), st.integers(1, 9))
def test_a_rate_reads_the_same_however_it_is_written(whole: int, tenth: int) -> None:
    plain = f"{whole}.{tenth}%"
    characters = f"百分之{in_characters(whole)}点{DIGITS[tenth]}".replace("百分之一十", "百分之十")
    for written in (plain, plain.translate(WIDE), f"{whole}.{tenth}０％", f"{whole}.{tenth} %", characters):
        claims = read(f"砚山智能(02998.HK)2024年净利润同比下降{written}。")
        assert [(c.text, c.value, c.unit, c.metric, c.measure, c.versus) for c in claims] == [
            (written, f"-{whole}.{tenth}", "percent", "net_profit", "growth", "year_ago")
        ]


COMPANIES = ["砚山智能(02998.HK)", "澄湖股份(SZ 000668)", "禾渡物流(600998.SH)", "赤岭电子(SZ 300998)"]
SENTENCES = [
    "{who}{year}年营业收入为{n}亿元，同比增长{n}%。",
    "{year}年，{who}净利润{n}万元，毛利率为{n}%，提升1.{n}个百分点。",
    "{who}公告，预计{year}年净亏损约{n}亿元至{n}9亿元。",
    "截至{year}年末，{who}员工总数为{n}人，总资产超{n}亿元。",
    "招股书显示，{who}{year}年研发费用为{n}万元，占营业收入的比例为{n}%。",
    "{year}年至2025年，{who}营收分别为{n}万元、{n}亿元。",
]
PARAGRAPHS = st.builds(
    lambda sentence, who, n: sentence.format(who=who, year=2024, n=n),
    st.sampled_from(SENTENCES),
    st.sampled_from(COMPANIES),
    st.integers(2, 98),
)


@WITHIN
@given(st.lists(PARAGRAPHS, min_size=1, max_size=6), st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n"]))
def test_paragraphs_that_say_everything_read_alone_as_together(paragraphs: list[str], newline: str) -> None:
    alone = [meaning(claim) for paragraph in paragraphs for claim in read(paragraph)]
    assert [meaning(claim) for claim in read(newline.join(paragraphs))] == alone != []


TRADE = """
营业收入 净利润 毛利率 同比 环比 增长 下降 由 从 至 到 分别为 为 约 超 近 占 比例 预计 拟 据IDC数据 招股书显示
2024年 上半年 前三季度 截至 去年 报告期内 砚山智能 公司 其 该业务 云端 海外 客户 單位：億元 營業收入 個百分點
12.5 3,000 二十 半 % 亿 万元 美元/股 个百分点 倍 家 翻番 第一 7:1 - ~ ， 。 ； 、 （ ） ( 《 ”
GLM-4.5 00388.HK http://a.b/1?c=2 [1] <b> 😀
"""
WORDS = [*TRADE.split(), "\n", "\r\n", "\r", "\t", " ", "\ud800", "\x00", "\u202e"]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map("".join)


def naive_place(text: str, offset: int) -> tuple[int, int]:
    """Line and column by counting, with CRLF as one end of a line."""
    line = column = 1
    for index, character in enumerate(text[:offset]):
        ends = character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    return line, column


def check_places(text: str) -> None:
    claims = read(text)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        span = claim.span
        assert claim.text == text[span.start : span.end] != ""
        assert (span.line, span.column) == naive_place(text, span.start)
        for evidence in claim.evidence:
            assert 0 <= evidence.start <= evidence.end <= len(text)


@WITHIN
@given(TEXTS)
def test_any_text_is_read_and_every_place_given_back(text: str) -> None:
    check_places(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([case.whole_text for case in ALL]) | st.text(max_size=10), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r", ""]),
)
def test_cases_strung_together_give_their_places_back(texts: list[str], newline: str) -> None:
    check_places(newline.join(texts))


@WITHIN
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert [claim.model_dump() for claim in read(text)] == [claim.model_dump() for claim in read(text)]


TO_TRADITIONAL, TO_SIMPLIFIED = OpenCC("s2t").convert, OpenCC("t2s").convert


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_other_script_changes_nothing_but_the_characters(case: Case) -> None:
    text = case.whole_text
    convert = TO_TRADITIONAL if document(text).script == "Hans" else TO_SIMPLIFIED
    other = same_length(text, convert)
    here, there = read(text), read(other)
    assert [meaning(claim) for claim in here] == [meaning(claim) for claim in there]
    assert [claim.span for claim in here] == [claim.span for claim in there]
    assert [claim.text for claim in there] == [other[claim.span.start : claim.span.end] for claim in here]
