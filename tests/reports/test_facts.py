"""The facts of the examples: who states them, and what nobody states."""

from __future__ import annotations

from pathlib import Path

from audit import audit_paths
from claims.document import document_from_text
from claims.extracting import extract
from reports import FACT_RENDERERS, Options, render
from reports.facts import Fact, facts
from reports.model import AuditReport

TEXT = "青禾科技2024年营业收入为3.00亿元，同比增长50.0%。青禾科技2023年研发费用占营业收入的比例为40.0%。"


def found(report: AuditReport) -> dict[tuple[str, str, str], Fact]:
    document = document_from_text(TEXT, id="a", path="a")
    claims = tuple(extract(document))
    made = facts(report.model_copy(update={"claims": claims}), {"a": document}, "zh")
    return {(f.metric, f.measure, f.period): f for f in made.facts}


def test_a_stated_fact_and_what_follows(root: Path):
    by_kind = found(audit_paths([root / "examples" / "lanshan-brief.txt"]))
    assert [s.text for s in by_kind["revenue", "level", "2024"].stated] == ["3.00亿元"]
    base = by_kind["revenue", "level", "2023"]
    assert not base.stated
    assert base.value == "2亿元" or base.value.startswith(("1.99", "2"))
    assert {s.text for s in base.rests_on} == {"3.00亿元", "50.0%"}
    assert [step.rule for step in base.steps] == ["A101"]
    expense = by_kind["rnd_expense", "level", "2023"]
    assert not expense.stated
    assert {step.rule for step in expense.steps} == {"A101", "A103"}


def test_both_forms_show_them(root: Path):
    report = audit_paths([root / "examples" / "lanshan-annual.txt"])
    documents = {
        d.id: document_from_text((root / "examples" / d.id).read_text(encoding="utf-8"), id=d.id, path=d.path)
        for d in report.documents
    }
    for name in FACT_RENDERERS:
        text = "".join(render(name, report, documents, Options(width=100), renderers=FACT_RENDERERS))
        assert "18.64亿元" in text
