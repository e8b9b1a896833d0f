"""What is checked together: the parts of a collection say what the whole says, whoever works on which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import pytest
from compared_sources import Paper, Says, collection

from claims import extract, read_document
from claims.document import document_from_text
from claims.model import Claim, Document
from rules import check, check_part
from rules.catalogue import RULES
from rules.collection import Collection
from rules.model import Finding
from rules.partition import Part, partition
from rules.profile import profile
from rules.roots import at_their_root

CASES = Path(__file__).parent / "cases" / "collections"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def read(files: Iterable[Path]) -> Collection:
    documents = [read_document(file, id=f"{file.parent.name}/{file.name}") for file in sorted(files)]
    return Collection.of([claim for document in documents for claim in extract(document)], documents)


ALL = read([*CASES.glob("*/*.txt"), *EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.md")])


def parts_of(whole: Collection) -> tuple[Part, ...]:
    return partition(profile(d, whole.by_document.get(d.id, ())) for d in whole.documents)


def told_by(part: Part, whole: Collection) -> list[Finding]:
    claims = [claim for document in part.documents for claim in whole.by_document.get(document, ())]
    return check_part(part, claims, [whole.document[document] for document in part.documents])


def undivided(whole: Collection) -> dict[str, Finding]:
    found = at_their_root(whole, [finding for rule in RULES for finding in rule.run(whole)])
    return {finding.id: finding for finding in found}


FOLDERS = ["chengjiang", "luchuan", "yuanxiu"]


@pytest.mark.parametrize("files", [*(CASES / folder for folder in FOLDERS), EXAMPLES], ids=lambda f: f.name)
def test_the_parts_say_what_the_whole_says_undivided(files: Path) -> None:
    whole = read([*files.glob("*.txt"), *files.glob("*.md")])
    assert {finding.id: finding for finding in check(whole.claims, whole.documents)} == undivided(whole)


@pytest.mark.parametrize("folder", FOLDERS)
def test_unrelated_documents_beside_it_change_nothing_for_a_company(folder: str) -> None:
    alone = read((CASES / folder).glob("*.txt"))
    ids = {document.id for document in alone.documents}
    beside = [f for f in check(ALL.claims, ALL.documents) if {place.document for place in f.spans} <= ids]
    assert beside == check(alone.claims, alone.documents)


def test_no_finding_is_told_by_two_parts() -> None:
    told = [finding.id for part in parts_of(ALL) for finding in told_by(part, ALL)]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("seed", range(3))
def test_neither_the_order_nor_the_cut_decides_anything(seed: int) -> None:
    order = Random(seed)
    documents: list[Document] = list(ALL.documents)
    claims: list[Claim] = list(ALL.claims)
    order.shuffle(documents)
    order.shuffle(claims)
    shuffled = Collection.of(claims, documents)
    parts = list(parts_of(shuffled))
    order.shuffle(parts)
    told = {finding.id: finding for part in parts for finding in told_by(part, shuffled)}
    assert told == {finding.id: finding for finding in check(ALL.claims, ALL.documents)}
    assert check(claims, documents) == check(ALL.claims, ALL.documents)


def revenue(name: str, company: str, figure: str) -> Paper:
    return Paper(name, f"{company}2024年营收{figure}。", [Says(figure, "revenue", "2024", entity=company)])


def documents_of(parts: Sequence[Part], company: str) -> set[str]:
    (found,) = (set(part.documents) for part in parts if company in part.companies)
    return found


def test_a_company_is_checked_with_the_documents_that_speak_of_it_and_no_others() -> None:
    papers = [
        revenue("甲", "云杉智能", "3.1亿元"),
        revenue("乙", "云杉智能", "3.2亿元"),
        revenue("丙", "白桦能源", "8亿元"),
    ]
    parts = parts_of(collection(papers))
    assert documents_of(parts, "云杉智能") == {"甲", "乙"}
    assert documents_of(parts, "白桦能源") == {"丙"}
    assert sum(part.nameless for part in parts) == len(papers)


def test_names_of_one_company_share_a_part() -> None:
    papers = [
        Paper("甲", "云杉智能（02513.HK）营收3.1亿元。", [Says("3.1亿元", "revenue", entity="云杉智能")]),
        Paper("乙", "云杉（02513.HK）营收3.2亿元。", [Says("3.2亿元", "revenue", entity="云杉")]),
    ]
    assert documents_of(parts_of(collection(papers)), "云杉") == {"甲", "乙"}


def test_companies_of_the_same_documents_share_a_part() -> None:
    says = [Says("3.1亿元", "revenue", entity="云杉智能"), Says("8亿元", "revenue", entity="白桦能源")]
    papers = [Paper(name, "云杉智能营收3.1亿元,白桦能源营收8亿元。", says) for name in "甲乙"]
    parts = [part for part in parts_of(collection(papers)) if len(part.documents) > 1]
    assert [part.companies for part in parts] == [{"云杉智能", "白桦能源"}]


def test_a_profile_is_light() -> None:
    text = "云杉智能的故事很长。" * 10_000 + "云杉智能2024年营收3.1亿元。"
    document = document_from_text(text, id="a", path="a")
    claims = extract(document)
    assert [claim.entity for claim in claims] == ["云杉智能"]
    assert len(repr(profile(document, claims))) < 500
