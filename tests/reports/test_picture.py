from __future__ import annotations

import re
from xml.etree import ElementTree

from report_sample import DOCUMENTS, report

from reports import Options
from reports.picture import picture


def drawn() -> str:
    return picture(report(), DOCUMENTS, Options(width=100, color=True), title="jiaokan check articles")


def test_the_picture_is_the_same_on_every_run_and_fetches_nothing() -> None:
    svg = drawn()
    assert svg == drawn()
    assert set(re.findall(r"https?://[^\"' )]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert "@font-face" not in svg


def test_chinese_characters_take_two_columns() -> None:
    root = ElementTree.fromstring(drawn())
    texts = {e.text: float(e.get("textLength", "0")) for e in root.iter("{http://www.w3.org/2000/svg}text")}
    assert texts["校勘报告"] == 4 * 2 * 12.2
    assert texts["A101"] == 4 * 12.2


def test_only_the_first_lines_are_drawn_where_the_report_is_long() -> None:
    svg = picture(report(), DOCUMENTS, Options(width=100), title="", most=5)
    assert "A101" not in svg
    assert "校勘报告" in svg
