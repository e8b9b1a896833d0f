"""What holds of the comparison whatever is compared: language, order, copies, the rules' own examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from compared_sources import Paper, Says, collection, findings, read, revenue
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.document import read_document
from claims.extracting import extract
from claims.model import Source
from claims.precision import Bound
from rules.collection import Collection
from rules.comparison import COMPARISON_RULES
from rules.model import Rule, Verdict


def test_languages_say_the_same() -> None:
    papers = [revenue("甲", "3.21亿元"), revenue("乙", "3.12亿元")]
    zh, en = findings(papers), findings(papers, "en")
    assert [f.id for f in zh] == [f.id for f in en]
    assert "两位数字颠倒" in zh[0].message
    assert "two digits swapped" in en[0].message


STORIES = [
    revenue("甲", "3.21亿元"),
    revenue("乙", "3.12亿元"),
    revenue("丙", "3.124亿元", by=(Source.FILING, "招股书")),
    Paper("丁", "截至2025年6月30日,云杉智能有客户8000家。", [Says("8000家", "customers", "2025-06-30")]),
    Paper("戊", "云杉智能如今有客户12000家。", [Says("12000家", "customers")]),
    Paper(
        "己",
        "截至2025年9月30日,客户超1.2万家。",
        [Says("1.2万家", "customers", "2025-09-30", Bound.MORE_THAN)],
    ),
    Paper("庚", "云杉智能2024年净亏损2.2亿元。", [Says("2.2亿元", "net_loss", "2024")]),
    Paper("辛", "云杉智能2024年经调整净亏损1.9亿元。", [Says("1.9亿元", "adjusted_net_loss", "2024")]),
    Paper(
        "壬",
        "云杉智能科技股份有限公司2024年营收31.2亿元。",
        [Says("31.2亿元", "revenue", "2024", entity="云杉智能科技股份有限公司")],
    ),
]


@settings(max_examples=40, deadline=None)
@given(st.permutations(STORIES))
def test_the_order_of_the_documents_changes_nothing(papers: list[Paper]) -> None:
    expected = {f.id: f.model_dump() for f in findings(STORIES)}
    assert {f.id: f.model_dump() for f in findings(papers)} == expected


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STORIES), st.integers(1, 3))
def test_a_verbatim_copy_changes_no_verdict_and_no_count(paper: Paper, copies: int) -> None:
    more = [*STORIES, *(paper.renamed(f"{paper.id}{n}") for n in range(copies))]

    def told(papers: list[Paper]) -> set[tuple[str, str, int | None]]:
        return {(f.rule, f.verdict.value, f.origins) for f in findings(papers)}

    before = told(STORIES)
    after = told(more)
    assert before <= after
    assert all(verdict == "agreement" and origins == 1 for _, verdict, origins in after - before)


WORST = {
    "C201": Verdict.DISCREPANCY,
    "C202": Verdict.DISCREPANCY,
    "C203": Verdict.EXPLAINED,
    "C204": Verdict.EXPLAINED,
    "C205": Verdict.EXPLAINED,
    "C206": Verdict.TENSION,
    "C207": Verdict.EXPLAINED,
}


@pytest.mark.parametrize("rule", COMPARISON_RULES, ids=lambda rule: rule.code)
def test_every_rule_is_documented_and_its_examples_hold(rule: Rule) -> None:
    assert rule.checks.keys() == rule.misleads.keys() == {"zh", "en"}
    for text in rule.fails:
        assert WORST[rule.code] in {finding.verdict for finding in rule.run(read(text))}, text
    for text in rule.passes:
        assert WORST[rule.code] not in {finding.verdict for finding in rule.run(read(text))}, text


def test_real_documents_hold_one_conflict_and_no_false_one(data: Path) -> None:
    documents = [read_document(path, id=path.name[:3]) for path in sorted((data / "seeds").glob("*.txt"))]
    whole = Collection.of((claim for document in documents for claim in extract(document)), documents)
    found = [finding for rule in COMPARISON_RULES for finding in rule.run(whole)]
    conflicts = [finding for finding in found if finding.verdict is Verdict.DISCREPANCY]
    assert [finding.suggestion for finding in conflicts] == ["8億台 → 8000萬台"]
    explained = {finding.rule for finding in found if finding.verdict is Verdict.EXPLAINED}
    assert explained >= {"C203", "C204", "C205"}


def test_an_empty_collection_says_nothing() -> None:
    assert findings([]) == []
    assert collection([]).claims == ()
