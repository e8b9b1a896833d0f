"""`jiaokan sources`: who leans on whom, as a reader sees it and as a program reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


BARE = """云杉智能的账本
2025年4月2日

据媒体报道，2024年云杉智能研发费用为0.84亿元。有分析师认为，云杉智能2024年客户为320家。
"""
BARE_TOO = """园区设备商观察
2025年4月20日

云杉智能的园区里有三条产线。云杉智能2024年员工480人。另据媒体报道，2024年云杉智能研发费用为0.84亿元。
"""


def test_media_without_a_name_tie_no_two_documents(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BARE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BARE_TOO, encoding="utf-8")
    report = json.loads(jiaokan("sources", tmp_path, "--output-format", "json").out)
    assert report["origins"] == 2
    assert report["leanings"] == []
    checked = json.loads(jiaokan("check", tmp_path, "--output-format", "json").out)
    agreed = [f for f in checked["findings"] if f["verdict"] == "agreement" and f["rule"] == "C201"]
    assert [f["origins"] for f in agreed] == [2]


COLLECTIONS = Path(__file__).parent / "rules" / "cases" / "collections"
Told = set[tuple[object, ...]]


def told(jiaokan: Run, *paths: Path) -> tuple[Told, int]:
    """What a check says of each figure, whatever the documents are called, and how many origins there are."""
    report = json.loads(jiaokan("check", *paths, "--output-format", "json", "--exit-zero").out)
    claims = {claim["id"]: claim for claim in report["claims"]}

    def said(finding: dict[str, Any]) -> tuple[object, ...]:
        named = [claims[claim] for claim in finding["claims"]]
        figures = frozenset((claim["metric"], claim["value"]) for claim in named)
        suspect: object = None
        if finding["verdict"] in ("discrepancy", "contradicted", "tension"):
            suspect = named[0]["value"]
        elif finding["rule"].startswith("P"):
            suspect = finding["message"]
        return finding["rule"], finding["verdict"], suspect, figures, finding["origins"]

    found = {said(f) for f in report["findings"] if f["verdict"] != "verified"}
    origins = json.loads(jiaokan("sources", *paths, "--output-format", "json").out)["origins"]
    return found, origins


def test_a_copy_changes_no_verdict_and_no_origin(jiaokan: Run, tmp_path: Path) -> None:
    whole = sorted((COLLECTIONS / "chengjiang").glob("*.txt"))
    for path in whole:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before, origins = told(jiaokan, tmp_path)
    for path in whole:
        copy = tmp_path / f"zz-{path.name}"
        copy.write_bytes(path.read_bytes())
        after, same = told(jiaokan, tmp_path)
        assert same == origins, path.name
        assert before - after == set(), path.name
        assert {f[1] for f in after - before} <= {"agreement"}, (
            path.name
        )  # what one document said, two say now
        copy.unlink()


@pytest.mark.parametrize("name", ["luchuan", "yuanxiu"])
def test_another_order_changes_nothing_but_the_lineage(jiaokan: Run, tmp_path: Path, name: str) -> None:
    """The order on the command line, and that of the names."""
    whole = sorted((COLLECTIONS / name).glob("*.txt"))
    paths = []
    for path in whole:
        paths.append(tmp_path / path.name)
        paths[-1].write_bytes(path.read_bytes())
    before = told(jiaokan, tmp_path)
    assert told(jiaokan, *reversed(paths)) == before
    turned = tmp_path / "turned"
    turned.mkdir()
    for place, path in enumerate(reversed(paths)):
        (turned / f"{place}.txt").write_bytes(path.read_bytes())
    assert told(jiaokan, turned) == before
