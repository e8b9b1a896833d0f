"""Promotional statements: what is reported, what is supported, and what is left alone."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import extract
from claims.document import document_from_text, read_document
from rules.collection import Collection
from rules.model import Finding, Verdict
from rules.promotion.lexicon import lexicon, parse
from rules.promotion.statements import PROMOTION_RULES

CASES = Path(__file__).parent / "cases" / "promotion.txt"
DATA = os.environ.get("JIAOKAN_DATA")
needs_data = pytest.mark.skipif(DATA is None, reason="JIAOKAN_DATA names no folder with the real documents")


@dataclass(frozen=True)
class Case:
    text: str
    unsupported: tuple[str, ...]
    supported: tuple[tuple[str, str], ...]


def cases() -> Iterator[Case]:
    for part in re.split(r"\n\s*\n", CASES.read_text(encoding="utf-8")):
        lines = [line for line in part.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        said = lines[1:]
        assert said, f"nothing is expected of {lines[0]!r}"
        yield Case(
            lines[0].replace("\\n", "\n"),
            tuple(line[2:] for line in said if line.startswith("! ")),
            tuple(tuple(line[2:].split(" = ")) for line in said if line.startswith("+ ")),  # type: ignore[misc]
        )


def collection(*texts: str, language: str = "zh") -> Collection:
    documents = [document_from_text(text, id=f"{i}", path=f"{i}.txt") for i, text in enumerate(texts)]
    return Collection.of((), documents, language)  # type: ignore[arg-type]


def findings(of: Collection) -> list[Finding]:
    return [finding for rule in PROMOTION_RULES for finding in rule.run(of)]


def phrase(of: Collection, finding: Finding, place: int = 0) -> str:
    span = finding.spans[place]
    return of.document[span.document].text[span.start : span.end]


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.text[:24])
def test_case(case: Case) -> None:
    of = collection(case.text)
    found = findings(of)
    unsupported = {phrase(of, f) for f in found if f.verdict is Verdict.UNSUPPORTED}
    supported = {(phrase(of, f), phrase(of, f, -1)) for f in found if f.verdict is Verdict.SUPPORTED}
    assert unsupported == set(case.unsupported)
    assert supported == set(case.supported)


@pytest.mark.parametrize("rule", PROMOTION_RULES, ids=lambda rule: rule.slug)
def test_examples_of_the_pages(rule) -> None:  # type: ignore[no-untyped-def]
    for text in rule.fails:
        assert [f.verdict for f in rule.run(collection(*text.split("\n---\n")))] == [Verdict.UNSUPPORTED], (
            text
        )
    for text in rule.passes:
        reported = [
            f for f in findings(collection(*text.split("\n---\n"))) if f.verdict is Verdict.UNSUPPORTED
        ]
        assert not reported, text


def test_codes_and_slugs_are_unique() -> None:
    assert len({rule.code for rule in PROMOTION_RULES}) == len(PROMOTION_RULES)
    assert len({rule.slug for rule in PROMOTION_RULES}) == len(PROMOTION_RULES)


def test_an_unsupported_finding_says_what_it_would_take_in_both_languages() -> None:
    for language in ("zh", "en"):
        (finding,) = findings(collection("云岭科技是国内最大的工业软件供应商。", language=language))
        assert "国内最大的工业软件供应商" in finding.message
        assert finding.suggestion
        assert "违法" not in finding.message


def test_the_wording_is_that_nothing_supports_it() -> None:
    (finding,) = findings(collection("其工艺独一无二。"))
    assert finding.message.startswith("“独一无二”缺少依据")


def test_the_partys_own_word_is_called_so() -> None:
    (finding,) = findings(collection("公司方面表示，其收入超过所有同行之和。"))
    assert "自己的说法" in finding.message


def test_a_first_in_a_niche_made_for_one_is_called_so() -> None:
    text = "云岭科技是全球首家以离散制造排产优化模型为核心业务的上市公司。"
    (finding,) = findings(collection(text))
    assert "限定之多" in finding.message


def test_a_repeated_slogan_is_one_finding_with_every_place() -> None:
    text = "云岭科技：国内领先的工业软件服务商\n\n云岭科技是国内领先的工业软件服务商。公司成立于2019年。"
    (finding,) = findings(collection(text))
    assert len(finding.spans) == 2


SOURCED = "据IDC数据，按2024年收入计，云岭科技在国内独立工业软件开发商中位列第一，市场份额为6.6%。"
BARE = "云岭科技2024年营收为3.12亿元，稳居国内独立工业软件开发商龙头地位。"


def about(subject: str, *texts: str) -> Collection:
    """The texts with their claims, all of them about one subject."""
    of = collection(*texts)
    claims = [claim for document in of.documents for claim in extract(document)]
    return Collection.of([claim.model_copy(update={"entity": subject}) for claim in claims], of.documents)


def verdicts_on(of: Collection, document: str) -> list[Verdict]:
    return [f.verdict for f in findings(of) if f.spans[0].document == document]


def test_a_statement_rests_on_another_source_that_has_evidence() -> None:
    assert verdicts_on(about("云岭科技", BARE), "0") == [Verdict.UNSUPPORTED]
    assert verdicts_on(about("云岭科技", BARE, SOURCED), "0") == [Verdict.SUPPORTED]


def test_repetition_is_no_second_origin() -> None:
    assert verdicts_on(about("云岭科技", BARE, BARE), "0") == [Verdict.UNSUPPORTED]


def test_another_subjects_source_supports_nothing() -> None:
    ours, theirs = about("云岭科技", BARE), about("星湖软件", "", SOURCED)
    of = Collection.of((*ours.claims, *theirs.claims), (ours.documents[0], theirs.documents[1]))
    assert verdicts_on(of, "0") == [Verdict.UNSUPPORTED]


def test_the_order_of_the_documents_decides_nothing() -> None:
    texts = (BARE, SOURCED, STRONG, WEAK)
    forth, back = about("云岭科技", *texts), about("云岭科技", *reversed(texts))
    assert {(f.verdict, f.message) for f in findings(forth)} == {
        (f.verdict, f.message) for f in findings(back)
    }


STRONG = "OpenWorks在官方报告中，明确将云岭列为“头号竞争对手”。"
WEAK = "2025年6月，OpenWorks在行业分析报告中将云岭列为全球主要竞争对手。"


def escalated(*texts: str) -> list[list[str]]:
    of = collection(*texts)
    return [[phrase(of, f, i) for i in range(len(f.spans))] for f in findings(of) if f.rule == "P314"]


def test_an_escalation_shows_both_wordings_the_strong_one_first() -> None:
    assert escalated(WEAK, STRONG) == [["头号竞争对手", "主要竞争对手"]]
    assert escalated(STRONG, WEAK) == [["头号竞争对手", "主要竞争对手"]]


def test_an_escalation_is_seen_across_scripts() -> None:
    strong = "OpenWorks在官方報告中,明確將雲嶺列為「頭號競爭對手」。"
    assert escalated(WEAK, strong) == [["頭號競爭對手", "主要竞争对手"]]


@pytest.mark.parametrize(
    "other",
    [
        "青峦医疗在年度报告中将星湖列为主要竞争对手。",
        "OpenWorks在行业分析报告中将云岭列为头号竞争对手。",
        "OpenWorks在行业分析报告中提到了云岭。",
        "云岭与OpenWorks互为主要竞争对手。",
    ],
    ids=["other parties", "the same word", "no degree", "no report"],
)
def test_no_escalation_without_the_same_material(other: str) -> None:
    assert escalated(STRONG, other) == []


def test_ids_are_stable_and_tell_places_apart() -> None:
    text = "其工艺独一无二。公司是国内领先的工业软件服务商。"
    ids = [finding.id for finding in findings(collection(text))]
    assert ids == [finding.id for finding in findings(collection(text))]
    assert len(set(ids)) == len(ids) == 2
    assert all(re.fullmatch(r"[0-9a-f]{16}", id_) for id_ in ids)


@given(st.text(alphabet="国内最大的第一唯领先企业公司“”《》，。？不据IDC报告1%是为云岭\n", max_size=200))
def test_any_text_is_read_and_every_span_stands_in_it(text: str) -> None:
    of = collection(text)
    for finding in findings(of):
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("piece", ["最大", "“", "国内", "《", "第一", "据", "全球首个", "主要竞争对手报告"])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    findings(collection(piece * 20_000))


def test_a_malformed_lexicon_is_named_with_its_key() -> None:
    head = '[lists]\n[unions]\n[classes.hype]\ncode = "P307"\nsupports = []\nexempt = []\n'
    ladder = '[[ladder]]\nweak = ["主要"]\nstrong = ["头号"]\nheads = ["对手"]\n'
    with pytest.raises(ValueError, match=r"lexicon\.toml: words\.0\.before: .*nobody"):
        parse(head + '[[words]]\nclass = "hype"\nwords = ["惊人"]\nbefore = "nobody"\n' + ladder)
    with pytest.raises(ValueError, match=r"lexicon\.toml: words\.0\.colour"):
        parse(head + '[[words]]\nclass = "hype"\nwords = ["惊人"]\ncolour = "red"\n' + ladder)


def test_every_class_has_a_rule() -> None:
    assert {c.code for c in lexicon().classes.values()} <= {rule.code for rule in PROMOTION_RULES}


@needs_data
def test_the_real_documents() -> None:
    gold = json.loads((Path(str(DATA)) / "gold" / "findings.json").read_text(encoding="utf-8"))
    folder = Path(str(DATA)) / "seeds"
    documents = [read_document(path, id=path.name[:3]) for path in sorted(folder.glob("*.txt"))]
    found = findings(Collection.of((), documents))
    for check in (check for check in gold if check["id"].startswith("promo-")):
        met = any(
            f.verdict in check["verdicts"]
            and all(
                any(s.document == d and s.start < end and start < s.end for s in f.spans)
                for d, start, end in check["all"]
            )
            for f in found
        )
        assert met == (check["need"] != "never"), check["id"]
