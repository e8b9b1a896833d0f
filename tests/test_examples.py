"""The examples show what `examples/README.md` promises, and nothing else needs attention."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit import audit_paths
from claims.model import Claim
from reports.model import AuditReport
from rules.model import Finding, Severity, Verdict

SLIPS = [
    # file, figure as written, rules (the first one speaks, the others are named in its message), repair
    ("yanxi-news.txt", "1.2亿台", ["C202"], "1200万台"),
    ("yanxi-analysis.txt", "158.2%", ["A102", "A122", "C201"], "142.6%"),
    ("yanxi-blog.md", "235.5%", ["A101"], "135.5%"),
    ("lanshan-news.txt", "35.4%", ["A101", "A109"], "25.4%"),
    ("lanshan-brief.txt", "18.9%", ["A105", "A104", "A122", "C201"], "15.9%"),
    ("lanshan-brief.txt", "42.6GWh", ["C201"], "4.26GWh"),
]
PUFFERY = {
    ("P301", "全球最強的公司"),
    ("P301", "無與倫比"),
    ("P302", "國內第一家做知識助手的公司"),
    ("P307", "火箭式"),
    ("P309", "毫無疑問將顛覆"),
    ("P314", "頭號競爭對手"),
}
EXPLAINED = [
    ("C203", {"3200家", "4800家"}),
    ("C204", {"3.942亿元", "3.94亿元", "3.206亿元", "3.206億元"}),
    ("C205", {"42.5亿元", "42億元", "75亿元", "75億元"}),
]
AGREEING = [
    {"4862.9万元", "4862万元", "4863萬元"},
    {"2.861亿元", "2.861億元", "2.86亿元"},
    {"1.215亿元", "1.215億元", "1.22亿元"},
    {"18.64亿元", "18.6億元"},
    {"3200家"},
    {"4.26GWh"},
]
VERIFIED = [
    ("yanxi-prospectus.txt", "A102", "142.6%"),
    ("yanxi-prospectus.txt", "A103", "173.0%"),
    ("yanxi-prospectus.txt", "A103", "169.8%"),
    ("yanxi-prospectus.txt", "A103", "144.3%"),
    ("yanxi-prospectus.txt", "A104", "81.4%"),
    ("yanxi-prospectus.txt", "A104", "18.6%"),
    ("yanxi-prospectus.txt", "A105", "18.6%"),
    ("yanxi-prospectus.txt", "A106", "2.861亿元"),
    ("yanxi-prospectus.txt", "A118", "4.6%"),
    ("lanshan-annual.txt", "A106", "18.64亿元"),
    ("lanshan-annual.txt", "A108", "18.64亿元"),
    ("lanshan-brief.txt", "A113", "7.4%"),
]


@pytest.fixture(scope="module")
def report(root: Path) -> AuditReport:
    return audit_paths([root / "examples"])


@pytest.fixture(scope="module")
def claims(report: AuditReport) -> dict[str, Claim]:
    return {claim.id: claim for claim in report.claims}


@pytest.fixture(scope="module")
def texts(report: AuditReport, root: Path) -> dict[str, str]:
    return {
        document.id: (root / "examples" / document.id).read_bytes().decode(document.encoding)
        for document in report.documents
    }


def of(report: AuditReport, rule: str, verdict: Verdict) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule and finding.verdict is verdict]


@pytest.mark.parametrize(("document", "figure", "rules", "repair"), SLIPS)
def test_a_planted_slip_is_found_with_its_repair(
    report: AuditReport, claims: dict[str, Claim], document: str, figure: str, rules: list[str], repair: str
) -> None:
    [found] = [
        finding
        for finding in report.findings
        if finding.severity is Severity.ERROR
        and claims[finding.claims[0]].document == document
        and claims[finding.claims[0]].text == figure
    ]
    assert found.rule == rules[0]
    assert set(re.findall(r"\b[AC]\d{3}\b", found.message)) == set(rules[1:])
    assert found.suggestion == f"{figure} → {repair}"


def test_nothing_else_is_called_wrong(report: AuditReport, claims: dict[str, Claim]) -> None:
    planted = {(document, figure) for document, figure, _, _ in SLIPS}
    for finding in report.findings:
        if finding.severity is Severity.ERROR:
            assert planted & {(claims[i].document, claims[i].text) for i in finding.claims}, finding.message


def test_puffery_is_reported_and_no_other_warning(report: AuditReport, texts: dict[str, str]) -> None:
    warned = [finding for finding in report.findings if finding.severity is Severity.WARNING]
    places = [(finding.rule, finding.spans[0]) for finding in warned]
    assert {(rule, texts[at.document][at.start : at.end]) for rule, at in places} == PUFFERY
    assert {at.document for _, at in places} == {"yanxi-blog.md"}


def test_an_escalation_shows_the_weaker_words(report: AuditReport, texts: dict[str, str]) -> None:
    [escalation] = of(report, "P314", Verdict.UNSUPPORTED)
    assert "主要竞争对手" in {texts[at.document][at.start : at.end] for at in escalation.spans}


def test_rankings_with_a_named_study_are_supported(report: AuditReport) -> None:
    supported = {finding.spans[0].document for finding in of(report, "P304", Verdict.SUPPORTED)}
    assert {"yanxi-hongkong.txt", "lanshan-news.txt"} <= supported


@pytest.mark.parametrize(("rule", "figures"), EXPLAINED)
def test_differences_are_explained(
    report: AuditReport, claims: dict[str, Claim], rule: str, figures: set[str]
) -> None:
    explained = [{claims[i].text for i in f.claims} for f in of(report, rule, Verdict.EXPLAINED)]
    assert figures in explained


def test_the_copy_that_dropped_the_estimate_is_named(report: AuditReport) -> None:
    [finding] = of(report, "C205", Verdict.EXPLAINED)
    assert "yanxi-blog.md略去" in finding.message


@pytest.mark.parametrize("figures", AGREEING)
def test_figures_agree_across_sources_scripts_and_precisions(
    report: AuditReport, claims: dict[str, Claim], figures: set[str]
) -> None:
    agreeing = of(report, "C201", Verdict.AGREEMENT)
    assert any(figures <= {claims[i].text for i in finding.claims} for finding in agreeing)


def test_a_cited_figure_counts_as_repeated(report: AuditReport, claims: dict[str, Claim]) -> None:
    [repeated] = [
        finding
        for finding in of(report, "C201", Verdict.AGREEMENT)
        if {claims[i].text for i in finding.claims} == {"4800家"}
    ]
    assert repeated.origins == 1
    assert {claims[i].document for i in repeated.claims} == {"yanxi-blog.md", "yanxi-news.txt"}


@pytest.mark.parametrize(("document", "rule", "figure"), VERIFIED)
def test_what_adds_up_is_verified(
    report: AuditReport, claims: dict[str, Claim], document: str, rule: str, figure: str
) -> None:
    verified = [claims[finding.claims[0]] for finding in of(report, rule, Verdict.VERIFIED)]
    assert (document, figure) in {(claim.document, claim.text) for claim in verified}


def test_encodings_and_scripts(report: AuditReport) -> None:
    read = {document.id: (document.script, document.encoding) for document in report.documents}
    assert read["yanxi-news.txt"] == ("Hans", "gb18030")
    assert read["yanxi-hongkong.txt"] == ("Hant", "big5")
    assert read["lanshan-news.txt"] == ("Hant", "utf-8")
    assert len(read) == 8


def test_the_readme_names_every_file_and_only_rules_that_report(report: AuditReport, root: Path) -> None:
    readme = (root / "examples" / "README.md").read_text(encoding="utf-8")
    for document in report.documents:
        assert f"`{document.id}`" in readme
    named = set(re.findall(r"\b[ACP]\d{3}\b", readme))
    folded = {rule for _, _, rules, _ in SLIPS for rule in rules}
    assert named <= {finding.rule for finding in report.findings} | folded
    for _, figure, rules, repair in SLIPS:
        assert set(rules) <= named
        assert figure in readme
        assert repair in readme
    for rule, words in PUFFERY:
        assert rule in named
        assert f"`{words}`" in readme
