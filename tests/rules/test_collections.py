"""Articles on one company: true conflicts, differences that are none, puffery, and what a reader is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from claims import extract, read_document
from rules import check
from rules.collection import Collection
from rules.comparison import COMPARISON_RULES
from rules.model import Finding, Verdict
from rules.origins import lineage
from rules.promotion.statements import PROMOTION_RULES

CASES = Path(__file__).parent / "cases" / "collections"


@dataclass(frozen=True)
class Expected:
    """What is planted in a collection."""

    conflicts: set[tuple[str, str, str | None]]
    """Document, suspect as written, and its repair where one is offered."""
    explained: set[tuple[str, frozenset[str]]]
    """Rule and figures."""
    puffery: set[str]
    miscalculated: set[tuple[str, str]] | None = None
    """Document and figure of what arithmetic alone or across documents tells, where that is planted, too."""


EXPECTED = {
    "chengjiang": Expected(
        conflicts={
            ("analysis.txt", "4.126亿元", "2.653亿元"),
            ("blog.txt", "5600家", "560家"),
            ("caijing.txt", "43.1%", "41.3%"),
            ("hongkong.txt", "9830萬元", "1.567亿元"),
        },
        explained={
            ("C203", frozenset({"560家", "720家"})),
            ("C204", frozenset({"9830万元", "1.567亿元"})),
            ("C204", frozenset({"41.3%", "48.0%"})),
            ("C205", frozenset({"30亿元", "21.6亿元"})),
        },
        puffery={"全球最大的仓储机器人服务商", "行业头部", "前所未有的速度"},
    ),
    "luchuan": Expected(
        conflicts={
            ("b.txt", "24.37亿元", "23.47亿元"),
            ("c.txt", "3.26亿元", "3.62亿元"),
            ("d.txt", "2.185億元", "1.902亿元"),
        },
        explained={
            ("C203", frozenset({"2318家", "2455家"})),
            ("C205", frozenset({"2455家", "2600家"})),
            ("C204", frozenset({"2.185亿元", "1.902亿元"})),
        },
        puffery={"史無前例"},
    ),
    "sangyu": Expected(
        conflicts={
            ("hant.txt", "61.4%", "22.8%"),
            ("wire.txt", "29家", None),
        },
        explained={
            ("C203", frozenset({"218家", "245家", "245間"})),
            ("C203", frozenset({"245家", "245間", "252間"})),
            ("C204", frozenset({"3.40亿元", "2.62亿元"})),
        },
        puffery={"别家组件在桑屿面前都是弟弟", "再不上车", "难逢敌手"},
        miscalculated={
            ("broker.txt", "1.7个百分点"),
            ("broker.txt", "47.5%"),
            ("broker.txt", "25.70%"),
            ("interview.txt", "1.50元"),
            ("wire.txt", "29家"),
        },
    ),
    "yaoce": Expected(
        conflicts={
            ("news_hk.txt", "36.1%", "31.6%"),
            ("news_hk.txt", "4.20億元", "4.02億元"),
            ("review.txt", "48.6万台", "26.3萬台"),
            ("selfmedia.txt", "18.72万元", "18.72亿元"),
            ("selfmedia.txt", "2018年", None),
            ("selfmedia.txt", "41.3万台", "7.3萬台"),
        },
        explained=set(),
        puffery=set(),
    ),
    "yuanxiu": Expected(
        conflicts={
            ("broker.txt", "29.74亿元", "19.74亿元"),
            ("news.txt", "6.215亿元", "7.462亿元"),
            ("news.txt", "8.61亿元", "6.81亿元"),
            ("repost.txt", "1186亿元", "118.6亿元"),
        },
        explained={("C204", frozenset({"7.462亿元", "6.215亿元"}))},
        puffery=set(),
    ),
}


def read(name: str, *, copies: bool = False, backwards: bool = False) -> Collection:
    documents = [read_document(path, id=path.name) for path in sorted((CASES / name).glob("*.txt"))]
    if copies:
        documents += [read_document(path, id=f"copy-{path.name}") for path in (CASES / name).glob("*.txt")]
    if backwards:
        documents.reverse()
    return Collection.of([claim for document in documents for claim in extract(document)], documents)


def found(whole: Collection) -> list[Finding]:
    return [finding for rule in COMPARISON_RULES for finding in rule.run(whole)]


def conflicts(whole: Collection) -> set[tuple[str, str, str | None]]:
    told = set()
    for finding in found(whole):
        if finding.verdict is Verdict.DISCREPANCY:
            suspect = whole.claim[finding.claims[0]]
            repair = finding.suggestion.split(" → ")[1] if finding.suggestion else None
            told.add((suspect.document.removeprefix("copy-"), suspect.text, repair))
    return told


@pytest.mark.parametrize("name", EXPECTED)
def test_the_true_conflicts_are_told_and_no_others(name: str) -> None:
    assert conflicts(read(name)) == EXPECTED[name].conflicts


@pytest.mark.parametrize("name", EXPECTED)
def test_differences_that_are_none_are_explained(name: str) -> None:
    whole = read(name)
    told = {
        (finding.rule, frozenset(whole.claim[claim].text for claim in finding.claims))
        for finding in found(whole)
        if finding.verdict is Verdict.EXPLAINED
    }
    assert told == EXPECTED[name].explained


@pytest.mark.parametrize("name", EXPECTED)
def test_puffery_is_told(name: str) -> None:
    whole = read(name)
    told = set()
    for rule in PROMOTION_RULES:
        for finding in rule.run(whole):
            if finding.verdict is Verdict.UNSUPPORTED:
                place = finding.spans[0]
                told.add(whole.document[place.document].text[place.start : place.end])
    assert told == EXPECTED[name].puffery


@pytest.mark.parametrize("name", [name for name, e in EXPECTED.items() if e.miscalculated is not None])
def test_what_does_not_add_up_is_told_of_the_wrong_figure(name: str) -> None:
    whole = read(name)
    told = {
        (whole.claim[finding.claims[0]].document, whole.claim[finding.claims[0]].text)
        for finding in check(whole.claims, whole.documents)
        if finding.verdict in (Verdict.CONTRADICTED, Verdict.TENSION)
    }
    assert told == EXPECTED[name].miscalculated


@pytest.mark.parametrize("name", ["chengjiang", "yuanxiu"])
def test_the_company_and_those_who_repeat_it_are_one_origin(name: str) -> None:
    whole = read(name)
    repeating = {one for leaning in lineage(whole) for one in (leaning.document, leaning.on)}
    agreements = [f for f in found(whole) if f.rule == "C201" and f.verdict is Verdict.AGREEMENT]
    among_them = [f for f in agreements if {span.document for span in f.spans} <= repeating]
    assert among_them
    assert {finding.origins for finding in among_them} == {1}


@pytest.mark.parametrize("name", EXPECTED)
def test_copies_and_another_order_change_no_conflict(name: str) -> None:
    assert (
        conflicts(read(name, copies=True)) == conflicts(read(name, backwards=True)) == conflicts(read(name))
    )
