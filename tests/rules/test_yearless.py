"""A text whose dateline names no year is held against the others as of their year."""

from __future__ import annotations

from claims.document import document_from_text
from claims.extracting import extract
from rules import check

WIRE = "云杉粮油：量增价减\n\n青禾财讯（记者 林岚）11月8日　云杉粮油公告，公司前三季度营收{}。"
BULLETIN = "云杉粮油股份有限公司简报\n{}年11月7日\n\n{}年前三季度，云杉粮油实现营业收入58.75亿元。"


def conflicts(*texts: str) -> list[str]:
    documents = [document_from_text(text, id=str(i), path=str(i)) for i, text in enumerate(texts)]
    claims = [claim for document in documents for claim in extract(document)]
    return [f.rule for f in check(claims, documents) if f.verdict.value in ("contradicted", "discrepancy")]


def test_the_others_lend_their_year():
    assert conflicts(BULLETIN.format(2025, 2025), WIRE.format("57.85亿元")) == ["C201"]
    assert conflicts(BULLETIN.format(2025, 2025), WIRE.format("58.75亿元")) == []


def test_others_of_two_years_lend_none():
    told = [BULLETIN.format(2024, 2024), BULLETIN.format(2025, 2025), WIRE.format("57.85亿元")]
    assert conflicts(*told) == []


def test_a_share_read_the_wrong_way_round_is_no_conflict():
    text = "云杉牧业2024年出栏712.6万头。内地去年生猪出栏70,256万头，云杉只占约1%。"
    assert conflicts(f"2025年11月13日\n{text}") == []


def test_a_length_of_time_may_stand_before_the_move():
    text = "云杉牧业资产负债率由去年底的{}降至今年9月底59.4%，九个月回落{}个百分点。"
    assert conflicts("2025年11月13日\n" + text.format("64.7%", "5.3")) == []
    assert conflicts("2025年11月13日\n" + text.format("63.7%", "5.3")) == ["A129"]
