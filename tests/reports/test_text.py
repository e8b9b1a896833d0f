from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from reports.layout import Column, flow, ink, table, wrap
from reports.text import one_line, units, visible

ANYTHING = st.text(
    st.characters(codec=None, min_codepoint=0, max_codepoint=sys.maxunicode, exclude_categories=())
)
MIXED = st.lists(
    st.sampled_from(
        [
            "云杉智能",
            "3.124億元",
            "约",
            "130%",
            "，",
            "。",
            "（",
            "）",
            "GLM-4",
            " ",
            "👍🏽",
            "e\u0301",
            "ｱ",
            "\u1100\u1161",
            "🇨🇳",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("营收3.12亿元，同比增长45%。", "营收3.12亿元，同比增长45%。"),
        ("前\x1b[31m红\x1b[0m后", "前<U+001B>[31m红<U+001B>[0m后"),
        ("\x9b2J", "<U+009B>2J"),
        ("83\u202e亿\u202c", "83<U+202E>亿<U+202C>"),
        ("3\u200b.12", "3<U+200B>.12"),
        ("云\ufeff杉", "云<U+FEFF>杉"),
        ("a\x00b\x07c\x7f", "a<U+0000>b<U+0007>c<U+007F>"),
        ("一\n二\r三\t四\u2028五", "一<U+000A>二<U+000D>三<U+0009>四<U+2028>五"),
        ("坏\ud800字", "坏<U+D800>字"),
        ("葛\U000e0100", "葛<U+E0100>"),
        ("☁\ufe0f", "☁<U+FE0F>"),
        ("空\u3164白\u115f", "空<U+3164>白<U+115F>"),
        ("\ue000\uffff", "<U+E000><U+FFFF>"),
        ("[a股] [/b] [link=x]", "[a股] [/b] [link=x]"),
        ("全角\u3000空格", "全角\u3000空格"),
        ("é e\u0301 𠮷", "é e\u0301 𠮷"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANYTHING)
def test_visible_text_can_be_encoded_and_moves_no_cursor(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert visible(shown) == shown
    assert "\n" not in one_line(text)


def test_white_space_becomes_one_blank() -> None:
    assert one_line("  一\u3000\u3000二\r\n\r\n三\t ") == "一 二 三"


@given(st.one_of(MIXED, ANYTHING.map(visible)))
def test_units_cover_the_text_in_order(text: str) -> None:
    pieces = list(units(text))
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(a < b for a, b in pieces)


@given(st.one_of(MIXED, ANYTHING.map(visible)), st.integers(10, 60), st.integers(0, 6))
def test_wrapped_lines_fit_and_lose_no_character(text: str, width: int, hanging: int) -> None:
    lines = wrap(Text(text), width, hanging)
    assert all(cell_len(line.plain) <= width for line in lines)
    assert "".join(line.plain for line in lines).replace(" ", "") == text.replace(" ", "")


def test_numbers_and_closing_marks_are_not_torn_off() -> None:
    lines = [line.plain for line in wrap(Text("雲杉智能二零二四年全年收入3.124億元，淨虧損"), 30)]
    assert lines == ["雲杉智能二零二四年全年收入", "3.124億元，淨虧損"]


def test_a_sign_stays_with_its_number_and_a_place_breaks_between_its_lines() -> None:
    assert [line.plain for line in wrap(Text("(1 − 85%) × -0.4%"), 14)] == ["(1 − 85%) ×", "-0.4%"]
    assert [line.plain for line in wrap(Text("annual-report.txt:114,128"), 22)] == [
        "annual-report.txt:114,",
        "128",
    ]


def test_wrapping_keeps_the_styles_of_the_words() -> None:
    line = Text("收入").append_text(ink("3.12亿元", "bold")).append("增长")
    second = wrap(line, 10)[1]
    assert [(second.plain[s.start : s.end], s.style) for s in second.spans] == [("3.12亿元", "bold")]


@given(st.lists(st.tuples(MIXED, MIXED, MIXED), max_size=4), st.integers(20, 100))
def test_a_table_fits_any_width(rows: list[tuple[str, str, str]], width: int) -> None:
    columns = [Column("事实", flexible=True), Column("值", right=True), Column("", flexible=True, least=4)]
    lines = table(columns, [[Text(cell) for cell in row] for row in rows], width)
    assert all(cell_len(line.plain) <= width for line in lines)


def test_columns_align_by_display_width() -> None:
    lines = table([Column("甲"), Column("乙")], [[Text("云杉"), Text("x")], [Text("abc"), Text("y")]], 40)
    assert [line.plain for line in lines] == ["甲    乙", "云杉  x", "abc   y"]


def test_running_text_keeps_a_place_whole() -> None:
    places = [Text("articles/甲.txt:3:4"), Text("articles/乙.txt:12:40")]
    assert [line.plain for line in flow(places, 30)] == ["articles/甲.txt:3:4", "articles/乙.txt:12:40"]
