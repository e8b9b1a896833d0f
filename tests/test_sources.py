"""`jiaokan sources`: who leans on whom, as a reader sees it and as a program reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

FILING = """云杉智能股份有限公司2024年年度报告摘要
2025年3月1日

2024年，云杉智能股份有限公司（以下简称“云杉智能”）营业收入为3.124亿元，其中软件业务收入1.62亿元。
截至2024年末，公司员工480人。
"""
NEWS = """云杉智能交卷：收入过三亿
2025年3月2日

年报显示，2024年云杉智能营收3.124亿元，员工480人，管理层表示来年将把研发重心放在多机协同与低功耗控制器上。
公司还计划在西南地区新设两处交付中心，以缩短项目周期，并把部分产能迁往临近的工业园区。
"""
OWN_WORK = """夜班里的云杉智能
2025年3月9日

记者走访多家物流园区后了解到，云杉智能的设备在夜班时段最为繁忙。云杉智能2024年有客户320家。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"a-own": OWN_WORK, "b-news": NEWS, "c-copy": NEWS, "d-filing": FILING}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_everything_that_rests_on_one_filing_is_one_origin(jiaokan: Run, folder: Path) -> None:
    result = jiaokan("sources", folder, "--output-format", "json")
    assert result.code == 0
    report = json.loads(result.out)
    origin = {document["id"]: document["origin"] for document in report["documents"]}
    assert origin == {
        "a-own.txt": "a-own.txt",
        "b-news.txt": "d-filing.txt",
        "c-copy.txt": "d-filing.txt",
        "d-filing.txt": "d-filing.txt",
    }
    assert report["origins"] == 2
    assert [d["id"] for d in report["documents"] if d["own_word_of"]] == ["d-filing.txt"]
    leaning = {(x["document"], x["on"]): x for x in report["leanings"]}
    assert leaning["b-news.txt", "d-filing.txt"]["trace"] == "citation"
    copied = [x for x in report["leanings"] if x["trace"] == "copy"]
    assert [(x["share"], x["of"]) for x in copied] == [("1.00", "text")]


def test_the_table_says_the_same_in_both_languages(jiaokan: Run, folder: Path) -> None:
    zh, en = jiaokan("sources", folder), jiaokan("sources", folder, "--lang", "en")
    assert "4 份文档，2 个独立来源" in zh.out
    assert "4 documents, 2 independent origins" in en.out
    assert "近乎全文相同" in zh.out
    assert "nearly the whole text" in en.out


def test_near_matches_are_listed_with_what_keeps_them_apart(jiaokan: Run, folder: Path) -> None:
    report = json.loads(jiaokan("sources", folder, "--output-format", "json").out)
    near = {tuple(match["figures"]): match["barrier"] for match in report["near_matches"]}
    assert ("3.124亿元", "1.62亿元") in near
    assert set(near.values()) == {"slice"}


def test_one_document_leans_on_nobody(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OWN_WORK, encoding="utf-8")
    result = jiaokan("sources", tmp_path / "a.txt")
    assert result.code == 0
    assert "没有发现谁依傍谁" in result.out


def test_a_missing_file_is_bad_input(jiaokan: Run, tmp_path: Path) -> None:
    assert jiaokan("sources", tmp_path / "none.txt").code == 2
