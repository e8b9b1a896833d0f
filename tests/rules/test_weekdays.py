"""Dates and the weekdays beside them, by what a reader of a notice would hold against a calendar."""

from __future__ import annotations

import pytest

from claims import extract
from claims.document import document_from_text
from rules import check


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("青禾科技公告，股东大会将于2025年8月28日（星期四）召开。", ["verified"]),
        ("青禾科技公告，股东大会将于2025年8月28日（周三）召开。", ["contradicted"]),
        ("青禾科技公告，公司股票自下周一（2025年9月1日）起复牌。", ["verified"]),
        ("青禾科技公告，公司股票自下周二（2025年9月1日）起复牌。", ["contradicted"]),
        ("青禾科技公告，股东大会将于8月28日（周三）召开。", []),  # nothing tells the year
        ("2025年8月20日\n青禾科技公告，股东大会将于8月28日（周四）召开。", ["verified"]),
        ("2025年12月29日\n青禾科技公告，股东大会将于1月5日（周一）召开。", ["verified"]),  # of 2026
        ("青禾科技2025年8月28日公告，周三起停牌。", []),
        ("《青禾周日报》2025年8月28日周刊登载。", []),
    ],
)
def test_a_date_falls_on_its_weekday(text: str, verdicts: list[str]) -> None:
    document = document_from_text(text, id="notice", path="notice.txt")
    found = check(extract(document), [document])
    assert [finding.verdict.value for finding in found if finding.rule == "A196"] == verdicts
