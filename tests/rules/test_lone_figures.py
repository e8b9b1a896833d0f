"""Figures that no metric names, and rates that say only how full something was, held to those of others."""

from __future__ import annotations

from datetime import date

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules import check

FILING = (
    "澄渊科技\n2024年年度报告\n\n2024年营业收入83.62亿元，其中客运收入71.20亿元。"
    "2024年上座率81.3%，每船公里客运收入0.5273元。\n\n2024年末船队96艘，自有41艘，融资租赁28艘，经营租赁27艘。"
)
NOTE = "澄渊科技：省了油钱\n\n公司2024年{said}。营业收入83.62亿元。"


def told_against(*texts: str) -> list[str]:
    """The texts of the first figures of everything that is told against the texts."""
    documents = [
        document_from_text(text, id=f"{number}.txt", path=f"{number}.txt", published=date(2025, 9, 22))
        for number, text in enumerate(texts)
    ]
    claims = [claim for document in documents for claim in extract(document)]
    conflicts = ("contradicted", "discrepancy", "tension")
    found = [f for f in check(claims, documents) if f.verdict.value in conflicts]
    spans = [f.spans[0] for f in found]
    return [texts[int(s.document.split(".")[0])][s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("said", "against"),
    [
        ("每船公里客运收入0.5723元", ["0.5723元"]),
        ("每船公里客运收入0.5273元", []),
        ("平均上座率不足81%", ["81%"]),
        ("平均上座率超过81%", []),
        ("末船队96艘，计有自有41艘、融资租赁28艘及经营租赁72艘", ["72艘"]),
        ("末船队96艘，计有自有41艘、融资租赁28艘及经营租赁27艘", []),
    ],
)
def test_figures_of_their_own_names_are_compared(said: str, against: list[str]) -> None:
    assert told_against(FILING, NOTE.format(said=said)) == against


def test_a_house_in_a_column_is_not_whom_it_is_about() -> None:
    column = (
        "船窗内外｜澄渊的算盘\n\n又坐了一回澄渊的船。2024年澄渊净利润{profit}。\n\n"
        "岚桥证券说2025年净利润8.20亿元，青禾证券给的是8.75亿元，澄渊自己没讲。"
    )
    filing = (
        "澄渊科技\n2024年年度报告\n\n澄渊科技2024年营业收入83.62亿元，净利润6.41亿元。澄渊科技员工2100人。"
    )
    assert told_against(filing, column.format(profit="6.41亿元")) == []
    assert told_against(filing, column.format(profit="6.14亿元")) == ["6.14亿元"]
