"""One slip is told once, with every place that shows it."""

from __future__ import annotations

from claims import extract
from claims.document import document_from_text
from rules import check
from rules.folding import fold
from rules.model import Finding, Verdict


def told(*texts: str) -> list[Finding]:
    documents = [document_from_text(text, id=f"{i}", path=f"{i}.txt") for i, text in enumerate(texts)]
    claims = [claim for document in documents for claim in extract(document)]
    return [f for f in check(claims, documents) if f.verdict in (Verdict.CONTRADICTED, Verdict.DISCREPANCY)]


SLIP = "青禾科技2025年净利润1.386亿元，比上年的1.105亿元增长35.4%，增加2810万元。"


def test_two_calculations_on_one_slip_are_one_finding_that_names_both() -> None:
    found = told(SLIP)
    assert {finding.rule for finding in found} == {"A101", "A109"}
    [one] = fold(found)
    assert one.id == min(found, key=lambda finding: finding.rule).id
    assert "A109 也指出这一处" in one.message
    assert set(one.claims) == {claim for finding in found for claim in finding.claims}
    assert one.suggestion == "35.4% → 25.4%"


def test_a_text_that_contradicts_itself_speaks_before_the_sources_that_contradict_it() -> None:
    other = "青禾科技2025年净利润同比增长25.4%。"
    [one] = fold(told(SLIP, other))
    assert one.rule == "A101"
    assert "C201" in one.message
    assert {place.document for place in one.spans} == {"0", "1"}
    assert one.origins == 1


def test_checks_that_propose_different_repairs_stay_apart() -> None:
    found = told(SLIP)
    other = found[0].model_copy(update={"id": "other", "suggestion": "35.4% → 30.4%"})
    assert fold([*found, other]) == [*found, other]


def test_two_slips_stay_two() -> None:
    found = told(SLIP + "\n青禾科技2025年营收3.12亿元，比上年的2.40亿元增长60.0%。")
    assert len(fold(found)) == 2


def test_folding_twice_changes_nothing_more() -> None:
    once = fold(told(SLIP))
    assert fold(once) == once


def test_repairs_that_differ_only_in_closing_zeros_are_one() -> None:
    found = told(SLIP)
    same = [found[0], found[1].model_copy(update={"suggestion": "35.4% → 25.40%"})]
    assert len(fold(same)) == 1


def test_a_figure_of_another_year_is_told_as_the_conflict_that_it_makes() -> None:
    filing = "青禾科技2025年营业收入58.37亿元，2024年营业收入47.84亿元。"
    wrong = "青禾科技2024年营业收入58.37亿元，管理层未作解释。"
    news = "青禾科技公布业绩，2025年营业收入58.37亿元。"
    found = [f for f in _everything(filing, filing.replace("营业", ""), news, wrong) if f.verdict in _SHOWN]
    assert [(f.rule, "C206" in f.message) for f in fold(found)] == [("C201", True)]


_SHOWN = (Verdict.CONTRADICTED, Verdict.DISCREPANCY, Verdict.TENSION)


def _everything(*texts: str) -> list[Finding]:
    documents = [document_from_text(text, id=f"{i}", path=f"{i}.txt") for i, text in enumerate(texts)]
    return check([claim for document in documents for claim in extract(document)], documents)
